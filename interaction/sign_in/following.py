"""What follows when somebody signs in or out, changes the own password, leaves service or changes posts."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.signals import authenticator_added
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from interaction.organs.models import Post, Staff
from interaction.sign_in import idle, records, standing
from interaction.sign_in.passwords import chose_it


@receiver(user_logged_in)
def signed_in(sender: Any, *, request: HttpRequest, user: Staff, **_more: Any) -> None:
    request.session.setdefault(idle.USED_AT, 0)
    idle.use(request.session)
    standing.begin(request, user)
    this = records.note(request, user, succeeded=True)
    request.session[records.OF_SESSION] = this.pk
    messages.info(request, records.said_of_last(this), fail_silently=True)


@receiver(user_login_failed)
def failed(sender: Any, *, credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any) -> None:
    staff = Staff.objects.filter(username=credentials.get("username", "")).first()
    if request is not None and staff is not None:
        records.note(request, staff, succeeded=False)


@receiver(user_logged_out)
def signed_out(sender: Any, *, request: HttpRequest, **_more: Any) -> None:
    if request.session.session_key:
        records.end_sessions(Q(session_key=request.session.session_key))


@receiver(password_changed)
def chose_own_password(sender: Any, *, request: HttpRequest, user: Staff, **_more: Any) -> None:
    """All other sessions of the account end; this one goes on."""
    chose_it(user)
    request.session.pop(standing.PASSWORD_DUE, None)
    this = request.session.get(records.OF_SESSION)  # none in a session from before they were kept
    records.end_sessions(Q(staff=user) & ~Q(pk=this))
    if this is not None:
        records.renewed(this, request.session.session_key or "")


@receiver(authenticator_added)
def has_second_factor(sender: Any, *, request: HttpRequest, user: Staff, **_more: Any) -> None:
    if standing.has_factor(user):
        request.session.pop(standing.FACTOR_DUE, None)


@receiver(post_save, sender=Staff)
def left_service(sender: Any, *, instance: Staff, **_more: Any) -> None:
    if not instance.is_active:
        records.end_sessions(Q(staff=instance))


@receiver([post_save, post_delete], sender=Post)
def changed_posts(sender: Any, *, instance: Post, **_more: Any) -> None:
    records.end_sessions(Q(staff=instance.staff_id))
