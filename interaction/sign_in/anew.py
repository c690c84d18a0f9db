"""Before what weighs heavily - signing off, granting posts, revealing in bulk - whoever acts shows once more who they are.

GB/T 22239-2019 8.1.4.1, ASVS 4.0.3 V3.7.1. A desk left open, or a session borrowed, signs nothing.
"""

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from interaction.workdays.now import now

# Where a password or a code is asked for again.
PAGE = "account_reauthenticate"
# Pages of the settings site that weigh as much (standing.py); ours ask by themselves.
OF_SETTINGS = {"admin:auth_user_password_change", "admin:organs_staff_add"}


class SignInAnew(Exception):
    """Whoever acts has to show who they are before this; what they typed is kept meanwhile."""


def was_just_now(request: HttpRequest) -> bool:
    """Whether a password or code was given in this session within the last REAUTHENTICATE_MINUTES."""
    minutes: int = settings.REAUTHENTICATE_MINUTES
    since = now().timestamp() - minutes * 60
    return not minutes or any(one["at"] > since for one in get_authentication_records(request, request.user))


def ask_anew(request: HttpRequest) -> None:
    """Raise SignInAnew, unless who acts has shown who they are just now."""
    if not was_just_now(request):
        raise SignInAnew
