"""The pages of the accounts library that staff use: sign in and out, change one's password, a second factor.

None other is there: with an e-mail address added and a password reset, a borrowed session would become the account.
"""

from allauth.account import views
from django.urls import include, path

from interaction.sign_in.views import ChangePassword, SignIn, sessions

urlpatterns = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", ChangePassword.as_view(), name="account_change_password"),
    path("sessions/", sessions, name="sessions"),
    path("2fa/", include("allauth.mfa.urls")),
]
