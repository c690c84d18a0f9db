"""What consultations, surveys and catalogues share on their way to the public: handed in by one, let out by another."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.forms import ActionForm, TextField
from interaction.consultations.course import DECIDE, PREPARE, Doing, Step, Text
from interaction.consultations.models.stages import Stage
from interaction.consultations.telling import tell_deciders, tell_preparer


class NoteForm(ActionForm):
    note = TextField(label=_("理由"), max_length=1000)


class PublicReasonForm(ActionForm):
    note = TextField(label=_("理由（会对外公开）"), max_length=1000)


def go(subject: Any, stage: str) -> None:
    """Take the next stage; whatever else was set on the row is saved with it."""
    subject.stage = stage
    subject.save()


def handing_in(kind: Text, unmet: Callable[[Any, Any], str] = lambda subject, actor: "") -> Step:
    """The step by which who prepared it asks for it to be let out."""

    def does(subject: Any, doing: Doing) -> None:
        go(subject, Stage.SUBMITTED)
        tell_deciders(subject, doing, _t("%(kind)s待审定：%(title)s") % {"kind": kind, "title": subject.title})

    return Step("submit", _("报送审定"), (Stage.DRAFT,), PREPARE, does, main=True, unmet=unmet,
                says=_("报送后由另一位审核人或者签发人审定公布。"))  # fmt: skip


def sending_back(kind: Text) -> Step:
    """The step by which the second person asks for changes."""

    def does(subject: Any, doing: Doing) -> None:
        doing.note = doing.data["note"]
        go(subject, Stage.DRAFT)
        tell_preparer(subject, doing, _t("%(kind)s退回修改：%(title)s") % {"kind": kind, "title": subject.title})

    return Step("send_back", _("退回修改"), (Stage.SUBMITTED,), DECIDE, does, NoteForm)


def let_out(subject: Any, doing: Doing, kind: Text) -> None:
    """Make it public."""
    go(subject, Stage.PUBLISHED)
    tell_preparer(subject, doing, _t("%(kind)s已审定公布：%(title)s") % {"kind": kind, "title": subject.title})


def take_back(subject: Any, doing: Doing) -> None:
    """Withdraw with the reason that the public reads."""
    doing.note = doing.data["note"]
    go(subject, Stage.WITHDRAWN)
