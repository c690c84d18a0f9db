"""What posts open in the settings (三员分立): accounts to security, everything else to the system, all to the auditor to see."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from interaction.organs.models import ADMINISTRATORS, Role, Staff

# What security administrators keep; the rest of the settings is the system administrators'.
OF_SECURITY = ("organs.staff", "organs.post")


class PostsBackend(BaseBackend):
    """Permissions of the settings site, by the post alone: there is nobody who may everything."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        app, _dot, what = perm.partition(".")
        verb, _line, model = what.partition("_")
        roles = _roles(user_obj)
        if Role.AUDITOR in roles:
            return verb == "view"
        keeper = Role.SECURITY if f"{app}.{model}" in OF_SECURITY else Role.ADMINISTRATOR
        return keeper in roles

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Whether any of an app's tables is theirs."""
        roles = _roles(user_obj)
        if Role.SECURITY in roles:
            return any(name.startswith(f"{app_label}.") for name in OF_SECURITY)
        return bool(roles)


def _roles(person: Any) -> frozenset[str]:
    """The administrator's posts of somebody in service, read once a request."""
    if not isinstance(person, Staff) or not person.is_active:
        return frozenset()
    found: frozenset[str] | None = getattr(person, "administers", None)
    if found is None:
        held = person.posts.filter(role__in=ADMINISTRATORS).values_list("role", flat=True)
        found = frozenset(held)
        person.administers = found  # type: ignore[attr-defined]
    return found
