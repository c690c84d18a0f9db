"""What follows when somebody signs in or changes the own password."""

from typing import Any

from allauth.account.signals import password_changed
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from interaction.organs.models import Staff
from interaction.sign_in import standing
from interaction.sign_in.passwords import chose_it


@receiver(user_logged_in)
def signed_in(sender: Any, *, request: HttpRequest, user: Staff, **_more: Any) -> None:
    standing.begin(request, user)


@receiver(password_changed)
def chose_own_password(sender: Any, *, request: HttpRequest, user: Staff, **_more: Any) -> None:
    chose_it(user)
    request.session.pop(standing.PASSWORD_DUE, None)
