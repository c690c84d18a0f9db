"""The accounts library's pages that say something of ours beside their form, and the list of one's own sessions."""

from typing import Any

from allauth.account import views
from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm as ChangeForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interaction.sign_in import models
from interaction.sign_in.records import OF_SESSION, end_sessions, sessions_of
from interaction.sign_in.standing import due_of


class SignIn(views.LoginView):
    """Sign in; too many failures are told as such on the same page."""

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)
        if form.has_error("__all__", "too_many_login_attempts"):
            answer.status_code = 429
        return answer


class ChangePasswordForm(ChangeForm):
    """Who guesses at the present password from a borrowed desk is stopped like anybody who guesses at the sign-in."""

    def clean_oldpassword(self) -> str:
        if not get_adapter().reauthenticate(self.user, self.cleaned_data.get("oldpassword", "")):
            raise get_adapter().validation_error("enter_current_password")
        return str(self.cleaned_data["oldpassword"])


class ChangePassword(views.PasswordChangeView):
    """Change the own password; who signed in with one that is due reads why, and comes back to where they were going."""

    form_class = ChangePasswordForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules = password_validators_help_texts()
        return super().get_context_data(**kwargs) | {"due": due_of(self.request.session), "rules": rules}


LISTED = 20


@never_cache
@require_http_methods(["GET", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Show whoever is signed in the own sessions and last sign-ins; end one of them, or all others."""
    mine = Q(staff=request.user.pk)
    this = request.session.get(OF_SESSION)
    if request.method == "POST":
        asked = request.POST.get("end", "")
        end_sessions(mine & ~Q(pk=this) & (Q(pk=asked) if asked.isdecimal() else Q()))
        return redirect("sessions")
    context = {
        "open": sessions_of(request.user),  # type: ignore[arg-type]
        "this": this,
        "sign_ins": models.SignIn.objects.filter(mine).order_by("-at", "-pk")[:LISTED],
    }
    return render(request, "account/sessions.html", context)
