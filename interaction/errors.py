"""What a refused step says: answers in plain Chinese that every room's actions share."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _


class Refused(Exception):
    """An action that may not be done; the message says in plain Chinese why and how to go on."""

    def __init__(self, message: str | Promise, law: str | Promise = "") -> None:
        self.message, self.law = str(message), str(law)
        words = {"text": self.message, "law": _(self.law) if self.law else ""}
        super().__init__(_("%(text)s（%(law)s）") % words if law else self.message)


class NotPermitted(Refused):
    """Role or organ do not allow it."""


class NotNow(Refused):
    """The state, the clocks or a condition do not allow it."""


class StaleVersion(NotNow):
    """Somebody else was faster: what was looked at is no longer how it stands."""

    def __init__(self) -> None:
        super().__init__(_("别人刚刚办理过这一条，请对照现在的内容后再办。您写的还在，没有丢失。"))


class InvalidData(Refused):
    """The form's fields are not right; `form` carries the messages."""

    def __init__(self, form: Any) -> None:
        self.form = form
        super().__init__("；".join(str(message) for errors in form.errors.values() for message in errors))
