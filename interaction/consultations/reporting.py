"""采纳情况反馈 (A.18): the report on what was said and what became of it; published, and told to everybody who spoke."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.consultations.figures import count
from interaction.consultations.models import Consultation, FeedbackReport, Opinion, Standing
from interaction.consultations.models.stages import Stage
from interaction.consultations.notifications import (
    notify_deciders,
    notify_preparer,
    tell_participants,
    tell_supervisors,
)
from interaction.consultations.permissions import DECIDE, PREPARE
from interaction.consultations.publication import OTHERS, NoteForm
from interaction.organs.actors import Actor
from interaction.organs.models import Role
from interaction.workdays.now import today
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.forms import ActionForm, TextField


class ReportForm(ActionForm):
    overview = TextField(
        label=_("总体情况"), max_length=4000,
        help_text=_("写明怎样征求意见、收到意见的主要方面。条数、人数、来源由系统统计，不用写。"),
    )  # fmt: skip
    following = TextField(label=_("下一步（可不填）"), max_length=2000, required=False)

    def prepare(self) -> None:
        report = FeedbackReport.objects.filter(consultation=self.case).first()
        if report and not self.is_bound:
            self.initial = {"overview": report.overview, "following": report.following}


def unready(consultation: Consultation) -> list[str]:
    """What the report still lacks before a second person can let it out."""
    lacking = []
    if not FeedbackReport.objects.filter(consultation=consultation).exists():
        lacking.append(_t("还没有写总体情况。"))
    loose = consultation.opinions.filter(group__isnull=True).count()
    if loose:
        lacking.append(_t("还有 %(n)s 条意见没有归类。") % {"n": loose})
    open_groups = consultation.groups.filter(outcome="").count()
    if open_groups:
        lacking.append(_t("还有 %(n)s 组意见没有定采纳情况。") % {"n": open_groups})
    unrecorded = consultation.hearings.filter(held_on__lte=today(), outcome="").count()
    if unrecorded:
        lacking.append(_t("还有 %(n)s 次听证或者列席没有记录结果。") % {"n": unrecorded})
    return lacking


def _not_ready(consultation: Consultation, actor: Actor) -> str:
    return "".join(unready(consultation))


LAW = _("条例第十八条")


@document_action(
    Consultation, _("写采纳情况反馈"), source=(Standing.OPEN, Standing.CLOSED), by=PREPARE, form=ReportForm, law=LAW,
    writes=True,
)  # fmt: skip
def write_report(consultation: Consultation, context: ActionContext) -> None:
    FeedbackReport.objects.update_or_create(consultation=consultation, defaults=context.data)


@document_action(
    Consultation, _("报送反馈"), source=Standing.CLOSED, by=PREPARE, law=LAW, unmet=_not_ready, main=True, writes=True,
    consequence=_("报送后由另一位审核人或者签发人审定公布。"),
)  # fmt: skip
def submit_report(consultation: Consultation, context: ActionContext) -> None:
    consultation.report_submitted = True
    words = _t("采纳情况反馈待审定：%(title)s") % {"title": consultation.title}
    context.afterwards.append(partial(notify_deciders, consultation, context, words))


@document_action(Consultation, _("退回反馈"), source=Standing.REPORTED, by=DECIDE, form=NoteForm)
def return_report(consultation: Consultation, context: ActionContext) -> None:
    context.words = context.data["note"]
    consultation.report_submitted = False
    words = _t("采纳情况反馈退回修改：%(title)s") % {"title": consultation.title}
    context.afterwards.append(partial(notify_preparer, consultation, context, words))


@document_action(
    Consultation, _("审定公布反馈"), source=Standing.REPORTED, by=DECIDE, law=LAW, unmet=_not_ready, main=True,
    second_person=OTHERS, settles=True, public_label=_("公布采纳情况"),
    consequence=_("公布后数字和采纳情况固定下来，留了联系方式的提出人都会收到通知。"),
)  # fmt: skip
def publish_report(consultation: Consultation, context: ActionContext) -> None:
    report = FeedbackReport.objects.get(consultation=consultation)
    report.figures, report.published_at = count(consultation), context.at
    report.save()
    consultation.reported_on = context.on
    context.details = {"opinions": report.figures["opinions"], "people": report.figures["people"]}
    subject, body = _t("您提的意见有了结果"), _t("《%(title)s》的意见采纳情况已经公布。")
    said = body % {"title": consultation.title}
    context.afterwards.append(partial(tell_participants, consultation, "answered", subject, said, _outcome_of))


def _outcome_of(opinion: Opinion) -> str:
    return f"{opinion.group.get_outcome_display()}：{opinion.group.reasons}" if opinion.group else ""


def report_due(consultation: Consultation) -> date:
    """The day by which the report is owed: CONSULTATION_REPORT_DAYS after the last day of the period."""
    return consultation.closes_on + timedelta(days=settings.CONSULTATION_REPORT_DAYS)


def is_late(consultation: Consultation) -> bool:
    """Whether the report is owed and its day is over."""
    return (
        consultation.stage == Stage.PUBLISHED
        and consultation.reported_on is None
        and report_due(consultation) < today()
    )


def flag_late_reports() -> int:
    """Tell supervisors, once, of each report that is late; answers how many are."""
    before = today() - timedelta(days=settings.CONSULTATION_REPORT_DAYS)
    late = Consultation.objects.filter(stage=Stage.PUBLISHED, reported_on__isnull=True, closes_on__lt=before)
    found = list(late.select_related("organ"))
    for one in found:
        words = _t("征集结束已超过 %(n)s 日，采纳情况还没有公布：%(title)s")
        said: dict[str, Any] = {"n": settings.CONSULTATION_REPORT_DAYS, "title": one.title}
        tell_supervisors(one, Role.SUPERVISOR, words % said)
    return len(found)
