"""Opinions, what staff made of them, and the report that tells the public (A.18)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interaction.consultations.models.consultation import Clause, Consultation
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedField


@text_columns(about_persons=("summary", "reasons"))
class OpinionGroup(models.Model):
    """Like opinions put together, answered together: adopted, adopted in part, or not, and why."""

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("采纳")
        PARTLY = "partly", _("部分采纳")
        NOT_ADOPTED = "not_adopted", _("未采纳")

    consultation = models.ForeignKey(Consultation, models.PROTECT, db_index=False, related_name="groups")
    position = models.PositiveIntegerField()
    summary = models.TextField(_("意见归纳"))
    outcome = models.CharField(_("采纳情况"), max_length=12, choices=Outcome, blank=True, default="")
    reasons = models.TextField(_("理由"), blank=True, default="")

    class Meta:
        verbose_name = _("意见归类")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "position"], name="opinion_group_once"),
            models.CheckConstraint(condition=~Q(summary=""), name="opinion_group_says_what"),
            models.CheckConstraint(
                condition=Q(outcome="") | (Q(outcome__in=["adopted", "partly", "not_adopted"]) & ~Q(reasons="")),
                name="opinion_group_decided_with_reasons",
            ),
        ]

    def __str__(self) -> str:
        return self.summary[:30]


@text_columns(about_persons=("public_text",), neither=("number", "person"))
class Opinion(models.Model):
    """What somebody said to a draft. The words are sealed; the public reads `public_text`, which a person confirmed."""

    class Source(models.TextChoices):
        WEB = "web", _("网上提交")
        LETTER = "letter", _("信函、邮件")
        MEETING = "meeting", _("座谈会、听证会")

    class FromKind(models.TextChoices):
        PERSON = "person", _("个人")
        ORGANISATION = "organisation", pgettext_lazy("提意见的人", "单位")

    class Shown(models.TextChoices):
        WAITING = "waiting", _("待审看")
        SHOWN = "shown", pgettext_lazy("意见", "已公开")
        HIDDEN = "hidden", _("不公开")

    class Ground(models.TextChoices):
        ABUSIVE = "abusive", _("侮辱、谩骂")
        PERSONAL = "personal", _("内容全是他人个人信息")
        ADVERTISING = "advertising", _("广告")
        OFF_TOPIC = "off_topic", _("与征集事项无关")
        NO_CONSENT = "no_consent", _("提出人不同意公开")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, db_index=False, related_name="opinions")
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("针对的条款")
    )
    number = models.CharField(_("编号"), max_length=20, unique=True)
    query_key_id = models.PositiveSmallIntegerField()
    # The key of the form it came by: a form sent twice is one opinion.
    submission = models.UUIDField(unique=True, null=True, editable=False)
    source = models.CharField(_("来源"), max_length=8, choices=Source)
    from_kind = models.CharField(_("提出人"), max_length=12, choices=FromKind)
    received_on = models.DateField(_("收到日期"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    text = SealedField()
    name = SealedField()
    phone = SealedField()
    email = SealedField()
    # Equal for opinions of one person to this draft (by telephone, else e-mail); of no use for any other draft.
    person = models.CharField(max_length=64)
    people = models.PositiveSmallIntegerField(_("人数"), default=1)
    may_quote = models.BooleanField(_("同意公开"), default=False)
    shown = models.CharField(max_length=8, choices=Shown, default=Shown.WAITING)
    ground = models.CharField(_("不公开的理由"), max_length=12, choices=Ground, blank=True, default="")
    public_text = models.TextField(blank=True, default="")
    group = models.ForeignKey(
        OpinionGroup, models.PROTECT, null=True, blank=True, db_index=False, related_name="opinions"
    )

    class Meta:
        verbose_name = _("意见")
        constraints = [
            models.CheckConstraint(condition=Q(source__in=["web", "letter", "meeting"]), name="opinion_source_known"),
            models.CheckConstraint(condition=Q(from_kind__in=["person", "organisation"]), name="opinion_from_known"),
            models.CheckConstraint(condition=Q(people__gte=1), name="opinion_from_somebody"),
            models.CheckConstraint(
                condition=Q(source="web", entered_by__isnull=True, people=1)
                | Q(source__in=["letter", "meeting"], entered_by__isnull=False),
                name="opinion_entered_by_staff_unless_web",
            ),
            models.CheckConstraint(
                condition=Q(shown="waiting", ground="", public_text="")
                | (Q(shown="shown", ground="", may_quote=True) & ~Q(public_text=""))
                | (Q(shown="hidden", public_text="")
                   & Q(ground__in=["abusive", "personal", "advertising", "off_topic", "no_consent"])),
                name="opinion_shown_by_consent_or_hidden_with_ground",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["consultation", "-number"], condition=Q(shown="shown"), name="opinion_shown"),
            models.Index(fields=["consultation", "shown", "-number"], name="opinion_on_the_desk"),
            models.Index(fields=["consultation", "person"], name="opinion_of_person"),
            models.Index(fields=["group"], name="opinion_of_group"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def on_what(self) -> str:
        return self.clause.label if self.clause else str(pgettext_lazy("征求意见稿", "全文"))


@text_columns(about_persons=("overview", "following"), neither=("figures",))
class FeedbackReport(models.Model):
    """采纳情况反馈: what was said, by how many, and what became of it. Figures are frozen on publication."""

    consultation = models.OneToOneField(Consultation, models.PROTECT, primary_key=True, related_name="report")
    overview = models.TextField(_("总体情况"))
    following = models.TextField(_("下一步"), blank=True, default="")
    figures = models.JSONField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("采纳情况反馈")
        constraints = [
            models.CheckConstraint(condition=~Q(overview=""), name="feedback_report_says_something"),
            models.CheckConstraint(
                condition=Q(figures__isnull=True, published_at__isnull=True)
                | Q(figures__isnull=False, published_at__isnull=False),
                name="feedback_report_frozen_when_published",
            ),
        ]

    def __str__(self) -> str:
        return f"report on {self.consultation_id}"
