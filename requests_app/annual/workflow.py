"""A report's way from the draft to the public, and back to be corrected (条例 A.49-50): who may do what, and when not."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.errors import NotNow
from interaction.organs.actors import Actor
from interaction.organs.models import Role
from interaction.workdays.now import today
from interaction.workflow.actions import ActionContext, document_action
from requests_app.annual.drafting import TO_FILL_IN
from requests_app.annual.editing import EDITORS
from requests_app.annual.forms import NoteForm, ReasonForm
from requests_app.annual.html import sheets
from requests_app.annual.models import AnnualReport
from requests_app.annual.report import CHAPTERS, Report
from requests_app.annual.reports import carry_faults, frozen, published, report_of

State = AnnualReport.State
LAW = _("条例第四十九条")
NEEDS_REASON = _("上年结转与上年度已公布的结转下年度不一致，请在说明中写明原因后再报送。")


def unready(report: Report) -> list[str]:
    """What a report still lacks before it can be handed in."""
    lacking = []
    drawn = sheets(report)
    for chapter in CHAPTERS:
        if not report.paragraphs(chapter.code) and chapter.code not in drawn:
            lacking.append(_t("“%(chapter)s”还没有写，没有的请写明“无”。") % {"chapter": chapter.title})
        elif TO_FILL_IN in report.chapters.get(chapter.code, ""):
            lacking.append(_t("“%(chapter)s”里还有“【请补充”，请补上或者删去。") % {"chapter": chapter.title})
    if untold := report.untold:
        lacking.append(
            _t("“%(chapter)s”还没有写%(what)s的情况，各级人民政府的报告都应当写明（条例第五十条第四项）。")
            % {"chapter": CHAPTERS[0].title, "what": "、".join(untold)}
        )
    return lacking + report.table3.faults()


def _not_ready(row: AnnualReport, actor: Actor) -> str:
    if today().year <= row.year:
        return _t("%(year)s年还没有结束，结束以后才能报送。") % {"year": row.year}
    return "".join(unready(report_of(row.organ, row.year)))


@document_action(
    AnnualReport, _("报送签发"), source=State.DRAFT, target=State.SUBMITTED, by=EDITORS, form=NoteForm, law=LAW,
    unmet=_not_ready, writes=True, main=True,
    consequence=_("报送后数字和文字固定下来，签发、公布的就是这一份。"),
)  # fmt: skip
def submit(row: AnnualReport, context: ActionContext) -> None:
    """Freeze figures and texts: what is signed and published is exactly this."""
    report = report_of(row.organ, row.year)
    context.words = context.data["note"]
    if carry_faults(report, published(row.organ, row.year - 1)) and not context.words:
        raise NotNow(NEEDS_REASON)
    row.snapshot = context.text = frozen(report)


@document_action(
    AnnualReport, _("签发"), source=State.SUBMITTED, target=State.SIGNED, by=Role.SIGNER, law=LAW, main=True,
    signs_in_anew=True,
    second_person=_("报告有您编写的内容，或者是您报送的，请由其他签发人签发。"), consequence=_("签发后由公开员公布。"),
)  # fmt: skip
def sign(row: AnnualReport, context: ActionContext) -> None:
    """Four eyes: nobody signs what he wrote in or handed in himself."""


@document_action(
    AnnualReport, _("退回修改"), source=(State.SUBMITTED, State.SIGNED), target=State.DRAFT, by=Role.SIGNER,
    form=ReasonForm, consequence=_("退回后可以继续编写，再次报送。"),
)  # fmt: skip
def send_back(row: AnnualReport, context: ActionContext) -> None:
    _thaw(row, context)


@document_action(
    AnnualReport, _("公布"), source=State.SIGNED, target=State.PUBLISHED, by=Role.PUBLISHER, law=_("条例第五十条"),
    settles=True, main=True, consequence=_("公布后任何人都能在网站上看到，以后办件的变化不影响已公布的数字。"),
)  # fmt: skip
def publish(row: AnnualReport, context: ActionContext) -> None:
    row.published_on, context.text = context.on, row.snapshot


@document_action(
    AnnualReport, _("撤回更正"), source=State.PUBLISHED, target=State.DRAFT, by=Role.PUBLISHER, form=ReasonForm,
    consequence=_("撤回后网站上不再显示，更正后重新报送、签发、公布。撤回留痕。"),
)  # fmt: skip
def withdraw(row: AnnualReport, context: ActionContext) -> None:
    row.published_on = None
    _thaw(row, context)


def _thaw(row: AnnualReport, context: ActionContext) -> None:
    """Figures and texts follow the cases and their writers again."""
    context.words, row.snapshot = context.data["note"], None
