"""A report's way from the draft to the public, and back to be corrected: who may take which step, and its trail."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.errors import NotNow, NotPermitted
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.workdays.now import now, today
from requests_app.annual.drafting import TO_FILL_IN
from requests_app.annual.editing import EDITORS, locked
from requests_app.annual.html import sheets
from requests_app.annual.models import AnnualReport, AnnualReportLogEntry
from requests_app.annual.report import CHAPTERS, Report
from requests_app.annual.reports import carry_faults, frozen, published, report_of

State = AnnualReport.State
Text = str | Promise


@dataclass(frozen=True)
class Step:
    name: str
    label: Text
    source: tuple[str, ...]
    target: str
    by: tuple[str, ...]
    consequence: Text  # what comes of it, above the button
    note: Text = ""  # what must be said with it
    unmet: Callable[[AnnualReport, Actor], list[str]] = lambda row, actor: []

    def may_be_taken_by(self, actor: Actor, organ: Organ) -> bool:
        return any(actor.holds(role, organ) for role in self.by)


def unready(report: Report) -> list[str]:
    """What a report still lacks before it can be handed in."""
    lacking = []
    drawn = sheets(report)
    for chapter in CHAPTERS:
        if not report.paragraphs(chapter.code) and chapter.code not in drawn:
            lacking.append(_t("“%(chapter)s”还没有写，没有的请写明“无”。") % {"chapter": chapter.title})
        elif TO_FILL_IN in report.chapters.get(chapter.code, ""):
            lacking.append(_t("“%(chapter)s”里还有“【请补充”，请补上或者删去。") % {"chapter": chapter.title})
    return lacking + report.table3.faults()


def _not_ready(row: AnnualReport, actor: Actor) -> list[str]:
    if today().year <= row.year:
        return [_t("%(year)s年还没有结束，结束以后才能报送。") % {"year": row.year}]
    return unready(report_of(row.organ, row.year))


def _same_hand(row: AnnualReport, actor: Actor) -> list[str]:
    """Four eyes: nobody signs what he handed in himself."""
    handed_in = row.steps.filter(name="submit").last()
    if handed_in and actor.staff == handed_in.by:
        return [_t("报告是您报送的，请由其他签发人签发。")]
    return []


STEPS = {
    step.name: step
    for step in (
        Step("submit", _("报送签发"), (State.DRAFT,), State.SUBMITTED, EDITORS,
             _("报送后数字和文字固定下来，签发、公布的就是这一份。"), unmet=_not_ready),
        Step("sign", _("签发"), (State.SUBMITTED,), State.SIGNED, (Role.SIGNER,),
             _("签发后由公开员公布。"), unmet=_same_hand),
        Step("send_back", _("退回修改"), (State.SUBMITTED, State.SIGNED), State.DRAFT, (Role.SIGNER,),
             _("退回后可以继续编写，再次报送。"), note=_("退回的理由")),
        Step("publish", _("公布"), (State.SIGNED,), State.PUBLISHED, (Role.PUBLISHER,),
             _("公布后任何人都能在网站上看到，以后办件的变化不影响已公布的数字。")),
        Step("withdraw", _("撤回更正"), (State.PUBLISHED,), State.DRAFT, (Role.PUBLISHER,),
             _("撤回后网站上不再显示，更正后重新报送、签发、公布。撤回留痕。"), note=_("更正的理由")),
    )
}  # fmt: skip


def open_steps(row: AnnualReport, actor: Actor) -> list[Step]:
    """The steps this person may take now."""
    return [step for step in STEPS.values() if row.state in step.source and step.may_be_taken_by(actor, row.organ)]


@transaction.atomic
def take(organ: Organ, year: int, name: str, actor: Actor, note: str = "") -> AnnualReportLogEntry:
    """Take a step and leave its trace. Raises NotPermitted, NotNow."""
    step = STEPS[name]
    assert actor.staff
    if not step.may_be_taken_by(actor, organ):
        raise NotPermitted(_t("您没有办理“%(step)s”的权限。") % {"step": step.label})
    row = locked(organ, year)
    if row.state not in step.source:
        raise NotNow(_out_of_turn(row, step))
    if unmet := step.unmet(row, actor):
        raise NotNow("".join(unmet))
    before, row.state = row.state, step.target
    if name == "submit":
        report = report_of(organ, year)
        if carry_faults(report, published(organ, year - 1)) and not note:
            raise NotNow(NEEDS_REASON)
        row.snapshot = frozen(report)
    elif step.target == State.DRAFT:
        row.snapshot = None
    row.published_on = today() if step.target == State.PUBLISHED else None
    row.save()
    return AnnualReportLogEntry.objects.create(
        report=row, seq=row.steps.count() + 1, name=name, state_before=before, state_after=row.state, by=actor.staff,
        at=now(), note=note, snapshot=row.snapshot if name in ("submit", "publish") else None,
    )  # fmt: skip


NEEDS_REASON = _("上年结转与上年度已公布的结转下年度不一致，请在说明中写明原因后再报送。")


def _out_of_turn(row: AnnualReport, step: Step) -> str:
    said = {"state": row.get_state_display(), "step": step.label}
    return _t("报告现在是“%(state)s”，不能“%(step)s”。请返回查看最新情况。") % said
