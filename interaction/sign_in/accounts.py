"""How staff get accounts, from their administrator, never by signing up; and how often signing in may go wrong."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interaction.sign_in.limits import try_password
from interaction.visitors.throttle import Spent


class StaffAccounts(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("输错次数过多，请十五分钟后再试；忘记密码的，请联系本单位管理员重置。"),
    }
    spent: Spent | None = None

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return str(settings.LOGIN_REDIRECT_URL)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Called for each try at a password, at the sign-in and when it is asked for again."""
        self.spent = try_password(request, str(credentials.get("username", "")))
        if self.spent is None:
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is not None and self.spent is not None:
            self.spent.give_back()
        return user
