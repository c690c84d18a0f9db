"""What consultations, surveys and catalogues share on their way to the public: handed in by one, let out by another."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.consultations.models.stages import Stage
from interaction.consultations.notifications import notify_deciders, notify_preparer
from interaction.consultations.permissions import DECIDE, PREPARE
from interaction.organs.actors import Actor
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.declarations import Text
from interaction.workflow.forms import ActionForm, TextField

OTHERS = _("这里面有您编写或者报送的内容，请由其他审核人或者签发人审定。")


class NoteForm(ActionForm):
    note = TextField(label=_("理由"), max_length=1000)


class PublicReasonForm(ActionForm):
    note = TextField(label=_("理由（会对外公开）"), max_length=1000)


def _nothing_unmet(subject: Any, actor: Actor) -> str:
    return ""


def declare_handing_in(model: type[Any], kind: Text, unmet: Callable[[Any, Actor], str] = _nothing_unmet) -> None:
    """Who prepared it asks for it to be let out, and the second person may ask for changes."""

    @document_action(
        model, _("报送审定"), source=Stage.DRAFT, target=Stage.SUBMITTED, by=PREPARE, main=True, writes=True, unmet=unmet,
        consequence=_("报送后由另一位审核人或者签发人审定公布。"),
    )  # fmt: skip
    def submit(subject: Any, context: ActionContext) -> None:
        words = _t("%(kind)s待审定：%(title)s") % {"kind": kind, "title": subject.title}
        context.afterwards.append(partial(notify_deciders, subject, context, words))

    @document_action(model, _("退回修改"), source=Stage.SUBMITTED, target=Stage.DRAFT, by=DECIDE, form=NoteForm)
    def send_back(subject: Any, context: ActionContext) -> None:
        context.words = context.data["note"]
        words = _t("%(kind)s退回修改：%(title)s") % {"kind": kind, "title": subject.title}
        context.afterwards.append(partial(notify_preparer, subject, context, words))


def tell_let_out(subject: Any, context: ActionContext, kind: Text) -> None:
    """Tell who handed it in that it is public."""
    words = _t("%(kind)s已审定公布：%(title)s") % {"kind": kind, "title": subject.title}
    context.afterwards.append(partial(notify_preparer, subject, context, words))
