"""A draft on its way to the public, its period, and taking it back (重大行政决策程序暂行条例 A.14-15)."""

import uuid
from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interaction.casework.attachments import AttachmentsField
from interaction.casework.file_store import remove, store
from interaction.casework.organ_fields import OrganField
from interaction.casework.uploads import MOST_FILES
from interaction.consultations import clauses
from interaction.consultations.models import Annex, Clause, Consultation, Hearing, Standing
from interaction.consultations.models.consultation import LEAST_DAYS
from interaction.consultations.models.stages import Stage
from interaction.consultations.notifications import tell_participants
from interaction.consultations.permissions import DECIDE, PREPARE, offer_organs
from interaction.consultations.publication import OTHERS, PublicReasonForm, declare_handing_in, tell_let_out
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.workdays.now import now, today
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.declarations import NEW
from interaction.workflow.forms import ActionForm, DayField, LineField, TextField

LONGEST_DRAFT = 100_000


class DraftForm(ActionForm):
    """The draft with all that A.15 asks to be published with it."""

    organ = OrganField(label=_("征集机关"), queryset=Organ.objects.none())
    title = LineField(
        label=_("标题"), max_length=120, help_text=_("例如：关于《某县养犬管理办法（草案）》公开征求意见的公告")
    )
    text = TextField(
        label=_("草案正文"), max_length=LONGEST_DRAFT,
        help_text=_("按“第一条”“第二条”分条，或者用“一、”“1.”编号，公众可以对其中一条提意见；没有编号的按自然段分。"),
        widget=forms.Textarea(attrs={"rows": 16}),
    )  # fmt: skip
    explanation = TextField(
        label=_("起草说明"), max_length=20_000, help_text=_("写明为什么要定、依据是什么、主要内容。")
    )
    opens_on = DayField(label=_("开始日期"), help_text=_("从这一天零时起可以提意见。"))
    closes_on = DayField(label=_("截止日期"), help_text=_("到这一天二十四时为止；开始和截止两天都算在内。"))
    shortened_because = TextField(
        label=_("缩短期限的理由（不足30日的必填，会对外公开）"), max_length=1000, required=False,
        help_text=_("公开征求意见的期限一般不少于30日；因情况紧急等原因需要缩短的，应当予以说明（条例第十五条）。"),
    )  # fmt: skip
    other_ways = TextField(
        label=_("其他提出意见的方式（可不填）"), max_length=1000, required=False,
        help_text=_("例如通信地址、电子邮箱、联系电话。网上提交总是可以的，不用写。"),
    )  # fmt: skip
    remove = forms.MultipleChoiceField(
        label=_("去掉的附件"), required=False, choices=(), widget=forms.CheckboxSelectMultiple
    )
    attachments = AttachmentsField(label=_("附件（可不加）"), handed_on=True)

    def prepare(self) -> None:
        draft: Consultation = self.case
        self.clauses: list[clauses.Typed] = []
        if draft.pk:
            del self.fields["organ"]
            self.fields["remove"].choices = [(str(one.pk), one.name) for one in draft.annexes.filter(hearing=None)]
            if not self.is_bound:
                self.initial = {name: getattr(draft, name) for name in _FACTS} | {"text": typed_text(draft)}
        else:
            offer_organs(self.fields["organ"], self.actor)
        if not self.fields["remove"].choices:
            del self.fields["remove"]

    def clean_text(self) -> str:
        self.clauses = clauses.parse(self.cleaned_data["text"])
        for fault in clauses.faults(self.clauses):
            self.add_error("text", fault)
        return str(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        opens, closes = data.get("opens_on"), data.get("closes_on")
        if opens and closes:
            if closes < opens:
                self.add_error("closes_on", _t("截止日期不能早于开始日期。"))
            elif (closes - opens).days + 1 < LEAST_DAYS and not data.get("shortened_because"):
                self.add_error(
                    "shortened_because",
                    _t("征集期限只有 %(n)s 日，不足 30 日。请延后截止日期，或者写明缩短的理由（条例第十五条）。")
                    % {"n": (closes - opens).days + 1},
                )
        kept = self.case.annexes.filter(hearing=None).count() - len(data.get("remove") or []) if self.case.pk else 0
        if kept + len(data.get("attachments") or []) > 2 * MOST_FILES:
            self.add_error("attachments", _t("附件最多 %(n)s 个，请减少后再保存。") % {"n": 2 * MOST_FILES})
        return data


_FACTS = ("title", "explanation", "opens_on", "closes_on", "shortened_because", "other_ways")


def typed_text(draft: Consultation) -> str:
    """The clauses as they can be typed."""
    return clauses.typed([clauses.Typed(one.label, one.text, one.heading) for one in draft.clauses.all()])


def add_annexes(consultation: Consultation, files: Any, hearing: Hearing | None = None) -> None:
    """Keep files that were checked on arrival (`casework.uploads`)."""
    for accepted in files:
        row = Annex(
            id=uuid.uuid4(), consultation=consultation, hearing=hearing, name=accepted.clean_name,
            content_type=accepted.content_type, size=accepted.size, sha256=accepted.sha256, added_at=now(),
        )  # fmt: skip
        store(row.pk, accepted.content)
        row.save()


class ExtendForm(ActionForm):
    closes_on = DayField(label=_("新的截止日期"))
    note = TextField(label=_("延长的理由（会对外公开）"), max_length=1000)

    def clean_closes_on(self) -> Any:
        day = self.cleaned_data["closes_on"]
        if day <= self.case.closes_on:
            raise forms.ValidationError(
                _t("新的截止日期应晚于现在的截止日期（%(day)s）。征集期限公布后只能延长，不能缩短。")
                % {"day": self.case.closes_on.isoformat()}
            )
        if day > self.case.closes_on + timedelta(days=366):
            raise forms.ValidationError(_t("一次最多延长一年，请核对日期。"))
        return day


S = Standing
LAW, KIND = _("条例第十五条"), _("意见征集")


@document_action(Consultation, _("起草"), source=NEW, by=PREPARE, form=DraftForm, law=LAW, writes=True)
def draft(consultation: Consultation, context: ActionContext) -> None:
    """Take over what the form says, in clauses and with its annexes."""
    for name in _FACTS:
        setattr(consultation, name, context.data[name])
    if not consultation.is_short:
        consultation.shortened_because = ""
    context.afterwards.append(partial(_write_clauses, consultation, context))
    context.details = _period(consultation)


document_action(
    Consultation, _("修改草案"), source=S.DRAFT, by=PREPARE, form=DraftForm, law=LAW, writes=True, name="revise"
)(draft)


def _write_clauses(draft: Consultation, context: ActionContext) -> None:
    draft.clauses.all().delete()
    Clause.objects.bulk_create(
        Clause(consultation=draft, position=position, heading=one.heading, label=one.label, text=one.text)
        for position, one in enumerate(context.form.clauses, start=1)
    )
    for annex in draft.annexes.filter(hearing=None, pk__in=context.data.get("remove") or []):
        transaction.on_commit(partial(remove, annex.pk))
        annex.delete()
    add_annexes(draft, context.data["attachments"])


def _period(draft: Consultation) -> dict[str, Any]:
    return {"opens_on": draft.opens_on.isoformat(), "closes_on": draft.closes_on.isoformat()}


declare_handing_in(Consultation, KIND)


def _late(draft: Consultation, actor: Actor) -> str:
    """Nobody can answer on a day that is over: a period that began before the draft was public is none."""
    if draft.opens_on < today():
        return _t("开始日期（%(day)s）已经过去，请退回修改日期后再公布。") % {"day": draft.opens_on.isoformat()}
    return ""


@document_action(
    Consultation, _("审定公布"), source=S.SUBMITTED, target=Stage.PUBLISHED, by=DECIDE, law=LAW, main=True, unmet=_late,
    second_person=OTHERS, settles=True, public_label=_("公布草案"),
    consequence=_("公布后正文不能再改，期限只能延长；草案、说明和附件对外公开。"),
)  # fmt: skip
def publish(draft: Consultation, context: ActionContext) -> None:
    draft.published_at = context.at
    context.details = _period(draft)
    if draft.is_short:
        context.implied = [("shorten", draft.shortened_because)]
    tell_let_out(draft, context, KIND)


@document_action(Consultation, _("缩短征集期限"), source=(), by=(), public_label=_("征集期限少于30日"), law=LAW)
def shorten(draft: Consultation, context: ActionContext) -> None:
    """Nobody does this by itself: publication with a short period implies it."""


@document_action(
    Consultation, _("延长征集期限"), source=(S.UPCOMING, S.OPEN), by=DECIDE, form=ExtendForm, law=LAW,
    public_label=_("延长征集期限"),
)  # fmt: skip
def extend(consultation: Consultation, context: ActionContext) -> None:
    context.words, day = context.data["note"], context.data["closes_on"]
    context.details = {"before": consultation.closes_on.isoformat(), "after": day.isoformat()}
    consultation.closes_on = day


@document_action(
    Consultation, _("撤回"), source=(S.UPCOMING, S.OPEN, S.CLOSED, S.REPORTED, S.ANSWERED), target=Stage.WITHDRAWN,
    by=Role.SIGNER, form=PublicReasonForm, public_label=pgettext_lazy("经过", "撤回"),
    consequence=_("撤回后网页只留下标题、日期和理由，提过意见的人会收到通知。"),
)  # fmt: skip
def withdraw(consultation: Consultation, context: ActionContext) -> None:
    context.words = context.data["note"]
    body = _t("《%(title)s》的意见征集已撤回。\n理由：%(reason)s")
    said = {"title": consultation.title, "reason": context.words}
    subject = _t("您提过意见的征集已撤回")
    context.afterwards.append(partial(tell_participants, consultation, "withdrawn", subject, body % said))
