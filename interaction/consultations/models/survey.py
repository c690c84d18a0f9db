"""问卷调查 (A.14): a few questions, answered once a form, counted as the answers come in."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from interaction.consultations.models.consultation import Consultation
from interaction.consultations.models.stages import KNOWN, Stage
from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedField
from interaction.workdays.now import today
from interaction.workflow.models import Document


@text_columns(neither=("title", "intro"))
class Survey(Document):
    FREE = ("answers_received",)

    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="+", verbose_name=_("调查机关"))
    consultation = models.ForeignKey(
        Consultation, models.PROTECT, null=True, blank=True, related_name="surveys", verbose_name=_("有关的意见征集")
    )
    title = models.CharField(_("标题"), max_length=120)
    intro = models.TextField(_("说明"))
    opens_on = models.DateField(_("开始日期"))
    closes_on = models.DateField(_("截止日期"))
    live_results = models.BooleanField(_("进行中就公开结果"), default=False)
    stage = models.TextField(choices=Stage, default=Stage.DRAFT)
    answers_received = models.PositiveIntegerField(_("份数"), default=0)

    STATE = "stage"

    class Meta:
        verbose_name = _("问卷调查")
        constraints = [
            models.CheckConstraint(condition=KNOWN, name="survey_stage_known"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="survey_opens_before_it_closes"),
        ]
        indexes = [models.Index(fields=["-opens_on", "-id"], condition=Q(stage="published"), name="survey_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> str:
        """draft, submitted, withdrawn; upcoming, open, closed by today's date (Asia/Shanghai)."""
        if self.stage != Stage.PUBLISHED:
            return str(self.stage)
        if today() < self.opens_on:
            return "upcoming"
        return "open" if today() <= self.closes_on else "closed"

    @property
    def standing_label(self) -> str:
        names = {"upcoming": _("即将开始"), "open": _("正在进行"), "closed": _("已结束")}
        return str(names.get(self.standing) or Stage(self.stage).label)

    @property
    def shows_results(self) -> bool:
        return self.standing == "closed" or (self.live_results and self.standing == "open")


@text_columns(neither=("text",))
class Question(models.Model):
    class Kind(models.TextChoices):
        SINGLE = "single", _("单选")
        SEVERAL = "several", _("多选")
        SCALE = "scale", _("打分")
        TEXT = "text", _("问答")

    survey = models.ForeignKey(Survey, models.CASCADE, db_index=False, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=200)
    required = models.BooleanField(default=True)
    answered = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "position"], name="question_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["single", "several", "scale", "text"]), name="question_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text


@text_columns(neither=("text",))
class Choice(models.Model):
    """A possible answer; of a scale, one of its marks from 1 to 5."""

    question = models.ForeignKey(Question, models.CASCADE, db_index=False, related_name="choices")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=100)
    chosen = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["question", "position"], name="choice_once")]

    def __str__(self) -> str:
        return self.text


class SurveyAnswer(models.Model):
    """One filled-in questionnaire; the key of its form keeps it from being counted twice. Nothing tells whose it is."""

    submission = models.UUIDField(primary_key=True)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="answers")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.submission)


@text_columns(neither=("digest",))
class SurveyRespondent(models.Model):
    """Somebody who has answered a survey, as a digest for this survey alone; tied to no answer, not even by
    the order in which they came, and gone with its end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, db_index=False, related_name="respondents")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "digest"], name="survey_once_a_person")]

    def __str__(self) -> str:
        return self.digest


class SurveyPart(models.Model):
    """The answer to one question: choices, or words, which are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    answer = models.ForeignKey(SurveyAnswer, models.PROTECT, db_index=False, related_name="parts")
    question = models.ForeignKey(Question, models.PROTECT, related_name="parts")
    chosen = models.ManyToManyField(Choice, related_name="+")
    words = SealedField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "question"], name="survey_part_once")]

    def __str__(self) -> str:
        return str(self.pk)
