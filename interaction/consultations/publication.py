"""What consultations, surveys and catalogues share on their way to the public: handed in by one, let out by another."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.forms import ActionForm, TextField
from interaction.consultations.models.stages import Stage
from interaction.consultations.notifications import notify_deciders, notify_preparer
from interaction.consultations.workflow import DECIDE, PREPARE, ActionContext, Step, Text


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

    def does(subject: Any, ctx: ActionContext) -> None:
        go(subject, Stage.SUBMITTED)
        notify_deciders(subject, ctx, _t("%(kind)s待审定：%(title)s") % {"kind": kind, "title": subject.title})

    return Step("submit", _("报送审定"), (Stage.DRAFT,), PREPARE, does, main=True, unmet=unmet,
                consequence=_("报送后由另一位审核人或者签发人审定公布。"))  # fmt: skip


def sending_back(kind: Text) -> Step:
    """The step by which the second person asks for changes."""

    def does(subject: Any, ctx: ActionContext) -> None:
        ctx.note = ctx.data["note"]
        go(subject, Stage.DRAFT)
        notify_preparer(subject, ctx, _t("%(kind)s退回修改：%(title)s") % {"kind": kind, "title": subject.title})

    return Step("send_back", _("退回修改"), (Stage.SUBMITTED,), DECIDE, does, NoteForm)


def publish(subject: Any, ctx: ActionContext, kind: Text) -> None:
    """Make it public."""
    go(subject, Stage.PUBLISHED)
    notify_preparer(subject, ctx, _t("%(kind)s已审定公布：%(title)s") % {"kind": kind, "title": subject.title})


def unpublish(subject: Any, ctx: ActionContext) -> None:
    """Withdraw with the reason that the public reads."""
    ctx.note = ctx.data["note"]
    go(subject, Stage.WITHDRAWN)
