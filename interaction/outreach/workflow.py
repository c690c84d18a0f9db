"""An entry's way from the draft to the public and back.

What somebody wrote another one publishes (four eyes), the first text and every later one.
"""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.errors import NotNow
from interaction.organs.actors import Actor
from interaction.outreach.authority import EDITORS
from interaction.outreach.forms import WithdrawForm
from interaction.outreach.kinds import kind_of
from interaction.outreach.models import Entry
from interaction.workdays.now import today
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.declarations import NEW

State = Entry.State
OWN = _("内容有您编写的部分，请由另一位公开员核对后发布。")


def _form_of_its_kind(data: Any = None, files: Any = None, *, case: Any, actor: Actor, **more: Any) -> Any:
    return kind_of(case).form(data, files, case=case, actor=actor, **more)


@document_action(
    Entry, _("编写"), source=(NEW, State.DRAFT, State.PUBLISHED), by=EDITORS, form=_form_of_its_kind, writes=True
)
def write(entry: Any, context: ActionContext) -> None:
    """Save what the form says: a draft at once; over a published text as a proposal."""
    context.text = context.form.as_typed()
    if entry.state == State.PUBLISHED:
        entry.proposal, context.words = context.text, context.data.get("note", "")
        return
    context.form.apply(entry)
    context.afterwards.append(lambda: context.form.apply_relations(entry))


def _nothing_waits(entry: Any, actor: Actor) -> str:
    waits = entry.state == State.DRAFT or entry.proposal is not None
    return "" if waits else _t("现在没有等待发布的内容，请刷新页面。")


@document_action(
    Entry, _("发布"), source=(State.DRAFT, State.PUBLISHED), target=State.PUBLISHED, by=EDITORS, unmet=_nothing_waits,
    second_person=OWN, settles=True,
)  # fmt: skip
def publish(entry: Any, context: ActionContext) -> None:
    """Put the draft, or what was proposed over the published text, before the public."""
    written = entry.last_entry("write")
    context.text = written.text if written else None
    if entry.state == State.PUBLISHED:
        _take_over_proposal(entry, context)
    else:
        entry.published_on = today()
    context.afterwards.append(lambda: kind_of(entry).when_published(entry))


def _take_over_proposal(entry: Any, context: ActionContext) -> None:
    form = kind_of(entry).form(entry.proposal, case=entry, actor=context.actor)
    if not form.is_valid():
        faults = "；".join(str(one) for errors in form.errors.values() for one in errors)
        raise NotNow(_t("修改的内容现在不能发布：") + faults)
    form.apply(entry)
    context.words, entry.proposal = form.cleaned_data["note"], None
    context.afterwards.append(lambda: form.apply_relations(entry))


def _no_proposal(entry: Any, actor: Actor) -> str:
    return "" if entry.proposal is not None else _t("现在没有等待发布的修改，请刷新页面。")


@document_action(Entry, _("放弃修改"), source=State.PUBLISHED, by=EDITORS, unmet=_no_proposal, settles=True)
def drop(entry: Any, context: ActionContext) -> None:
    """Forget what was proposed over a published text."""
    entry.proposal = None


@document_action(
    Entry, _("撤下"), source=(State.DRAFT, State.PUBLISHED), target=State.WITHDRAWN, by=EDITORS, form=WithdrawForm
)
def withdraw(entry: Any, context: ActionContext) -> None:
    """Take an entry back: what was public says from now on when and why, and nothing else."""
    context.words = entry.withdrawn_why = context.data["why"]
    entry.withdrawn_on, entry.proposal = today(), None
    context.afterwards.append(lambda: kind_of(entry).when_withdrawn(entry))
