"""The accounts library's pages that say something of ours beside their form."""

from typing import Any

from allauth.account import views
from django.contrib.auth.password_validation import password_validators_help_texts

from interaction.sign_in.standing import due_of


class ChangePassword(views.PasswordChangeView):
    """Change the own password; who signed in with one that is due reads why, and comes back to where they were going."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules = password_validators_help_texts()
        return super().get_context_data(**kwargs) | {"due": due_of(self.request.session), "rules": rules}
