"""问卷调查 (A.14): drafting, publishing and closing questionnaires, and counting what comes in."""

import uuid
from functools import partial
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interaction.casework.organ_fields import OrganField
from interaction.consultations import questionnaire
from interaction.consultations.models import (
    Choice,
    Consultation,
    Question,
    Survey,
    SurveyAnswer,
    SurveyPart,
    SurveyRespondent,
)
from interaction.consultations.models.stages import Stage
from interaction.consultations.permissions import DECIDE, PREPARE, offer_organs
from interaction.consultations.publication import OTHERS, PublicReasonForm, declare_handing_in, tell_let_out
from interaction.errors import NotNow
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.workdays.now import now, today
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.declarations import NEW
from interaction.workflow.forms import ActionForm, DayField, LineField, PlainForm, TextField

_FACTS = ("title", "intro", "opens_on", "closes_on", "live_results", "consultation")


class SurveyForm(ActionForm):
    organ = OrganField(label=_("调查机关"), queryset=Organ.objects.none())
    title = LineField(label=_("标题"), max_length=120)
    intro = TextField(label=_("说明"), max_length=2000, help_text=_("为什么调查、结果怎么用。"))
    questions = TextField(
        label=_("题目"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("每题一行，以【单选】【多选】【打分】【问答】开头；可以不答的写【单选，可不答】；单选、多选的选项每行一个，以“- ”开头。"),
    )  # fmt: skip
    opens_on = DayField(label=_("开始日期"))
    closes_on = DayField(label=_("截止日期"))
    live_results = forms.BooleanField(label=_("进行中就公开结果（不选的，截止后公开）"), required=False)
    consultation = forms.ModelChoiceField(
        label=_("有关的意见征集（可不选）"), queryset=Consultation.objects.none(), required=False
    )

    def prepare(self) -> None:
        offer_organs(self.fields["organ"], self.actor)
        self.typed: list[questionnaire.TypedQuestion] = []
        self.fields["consultation"].queryset = Consultation.objects.filter(
            organ__in=self.fields["organ"].queryset, stage=Stage.PUBLISHED
        ).order_by("-opens_on")
        if self.case.pk:
            del self.fields["organ"]
            if not self.is_bound:
                self.initial = {name: getattr(self.case, name) for name in _FACTS} | {"questions": typed(self.case)}

    def clean_questions(self) -> str:
        try:
            self.typed = questionnaire.parse(self.cleaned_data["questions"])
        except questionnaire.Unreadable as unreadable:
            raise forms.ValidationError(unreadable.message) from unreadable
        return str(self.cleaned_data["questions"])

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("opens_on") and data.get("closes_on") and data["closes_on"] < data["opens_on"]:
            self.add_error("closes_on", _t("截止日期不能早于开始日期。"))
        return data


def typed(survey: Survey) -> str:
    """The questions as they can be typed."""
    return questionnaire.typed(
        [
            questionnaire.TypedQuestion(one.kind, one.text, tuple(two.text for two in one.choices.all()), one.required)
            for one in survey.questions.prefetch_related("choices")
        ]
    )


LAW, KIND = _("条例第十四条"), _("问卷")


@document_action(Survey, _("起草问卷"), source=NEW, by=PREPARE, form=SurveyForm, law=LAW, writes=True)
def draft(survey: Survey, context: ActionContext) -> None:
    for name in _FACTS:
        setattr(survey, name, context.data[name])
    context.afterwards.append(partial(_write_questions, survey, context.form.typed))


document_action(
    Survey, _("修改问卷"), source=Stage.DRAFT, by=PREPARE, form=SurveyForm, law=LAW, writes=True, name="revise"
)(draft)


def _write_questions(survey: Survey, typed: list[questionnaire.TypedQuestion]) -> None:
    survey.questions.all().delete()
    for position, one in enumerate(typed, start=1):
        question = Question.objects.create(
            survey=survey, position=position, kind=one.kind, text=one.text, required=one.required
        )
        Choice.objects.bulk_create(
            Choice(question=question, position=place, text=text) for place, text in enumerate(one.choices, start=1)
        )


declare_handing_in(Survey, KIND)


def _late(survey: Survey, actor: Actor) -> str:
    if survey.opens_on < today():
        return _t("开始日期（%(day)s）已经过去，请退回修改日期后再公布。") % {"day": survey.opens_on.isoformat()}
    return ""


@document_action(
    Survey, _("审定公布"), source=Stage.SUBMITTED, target=Stage.PUBLISHED, by=DECIDE, unmet=_late, main=True,
    second_person=OTHERS, settles=True, public_label=_("公布问卷"), consequence=_("公布后题目不能再改。"),
)  # fmt: skip
def publish(survey: Survey, context: ActionContext) -> None:
    tell_let_out(survey, context, KIND)


@document_action(
    Survey, _("撤回"), source=("upcoming", "open", "closed"), target=Stage.WITHDRAWN, by=Role.SIGNER,
    form=PublicReasonForm, public_label=pgettext_lazy("经过", "撤回"),
)  # fmt: skip
def withdraw(survey: Survey, context: ActionContext) -> None:
    context.words = context.data["note"]


# -- Answering --------------------------------------------------------------------------------------------


class QuestionnaireForm(PlainForm):
    """The questions of a survey as fields q1, q2, ..."""

    # Questions and choices are the organ's own words, in whatever language the page is.
    asks_in_chinese = True

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for one in questions:
            self.fields[f"q{one.position}"] = _field(one)


def forget_respondents() -> int:
    """Who has answered is of no use once nobody can answer any more (个人信息保护法 A.47); answers how many."""
    over = Survey.objects.filter(Q(closes_on__lt=today()) | ~Q(stage=Stage.PUBLISHED))
    return SurveyRespondent.objects.filter(survey__in=over).delete()[0]


def _field(question: Question) -> forms.Field:
    label = f"{question.position}. {question.text}" + ("" if question.required else str(_("（可不答）")))
    if question.kind == Question.Kind.TEXT:
        error = {"required": _("请回答这一题。")}
        return TextField(label=label, max_length=1000, required=question.required, error_messages=error)
    choices = [(str(one.position), one.text) for one in question.choices.all()]
    many = question.kind == Question.Kind.SEVERAL
    kind, widget = (
        (forms.MultipleChoiceField, forms.CheckboxSelectMultiple) if many else (forms.ChoiceField, forms.RadioSelect)
    )
    words = {
        "required": _("请选择一项。"),
        "invalid_choice": _("请从列出的选项中选择。"),
        "invalid_list": _("请从列出的选项中选择。"),
    }
    help_text = _("可以选几项。") if many else _("1 分最低，5 分最高。") if question.kind == Question.Kind.SCALE else ""
    return kind(
        label=label, choices=choices, widget=widget, required=question.required, error_messages=words,
        help_text=help_text,
    )  # fmt: skip


class AnsweredBefore(Exception):
    """This person has answered this survey before."""


@transaction.atomic
def answer(survey: Survey, form: QuestionnaireForm, submission: uuid.UUID, person: str) -> None:
    """Count a filled-in questionnaire, once for each person, who is told apart by a digest; the form is clean.

    Raises NotNow when the survey is not open, IntegrityError for a form that was sent before, AnsweredBefore.
    """
    held = Survey.objects.select_for_update().get(pk=survey.pk)
    if held.standing != "open":
        raise NotNow(_t("问卷现在不在进行中，没有收下您的回答。"))
    row = SurveyAnswer.objects.create(submission=submission, survey=held, at=now())
    if not SurveyRespondent.objects.get_or_create(survey=held, digest=person)[1]:
        raise AnsweredBefore
    for question in form.questions:
        value = form.cleaned_data[f"q{question.position}"]
        if not value:
            continue
        part = SurveyPart(id=uuid.uuid4(), answer=row, question=question)
        if question.kind == Question.Kind.TEXT:
            part.words = value
        part.save(force_insert=True)
        if question.kind != Question.Kind.TEXT:
            places = {int(one) for one in (value if isinstance(value, list) else [value])}
            chosen = [one for one in question.choices.all() if one.position in places]
            part.chosen.set(chosen)
            Choice.objects.filter(pk__in=[one.pk for one in chosen]).update(chosen=F("chosen") + 1)
        Question.objects.filter(pk=question.pk).update(answered=F("answered") + 1)
    held.answers_received += 1
    held.save(update_fields=["answers_received"])
