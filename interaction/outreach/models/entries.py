"""What an organ puts before the public beside its replies: announcements, programmes with their episodes, open days and
service points.

All of them are entries: documents drafted by one person, published by another, taken back with a trace.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interaction.casework.models import Case
from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.publicity.models import Publication
from interaction.workdays.now import today
from interaction.workflow.models import Document


@text_columns(about_persons=("title", "body", "withdrawn_why", "proposal"))
class Entry(Document):
    """What every kind has: whose it is, its words, and where it stands."""

    class Kind(models.TextChoices):
        ANNOUNCEMENT = "announcement", _("公告")
        PROGRAMME = "programme", _("问政节目")
        EPISODE = "episode", _("问政期次")
        OPEN_DAY = "open_day", _("政府开放日")
        POINT = "point", _("政务公开服务点")

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        PUBLISHED = "published", _("已发布")
        WITHDRAWN = "withdrawn", _("已撤下")

    kind = models.CharField(_("种类"), max_length=16, choices=Kind, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="outreach", verbose_name=_("单位"))
    title = models.CharField(_("标题"), max_length=120)
    body = models.TextField(_("正文"))
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.DRAFT)
    published_on = models.DateField(_("发布日期"), null=True)
    withdrawn_on = models.DateField(_("撤下日期"), null=True)
    withdrawn_why = models.TextField(_("撤下的理由"), blank=True, default="")
    # What was written over the published text and awaits a second person: the form as it was filled in.
    proposal = models.JSONField(null=True)

    LOGGED_AS = "entry"

    class Meta:
        verbose_name = _("公告和活动")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["announcement", "programme", "episode", "open_day", "point"]),
                name="outreach_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_on__isnull=True, withdrawn_on__isnull=True)
                | Q(state="published", published_on__isnull=False, withdrawn_on__isnull=True)
                | Q(state="withdrawn", withdrawn_on__isnull=False),
                name="outreach_dated_as_it_stands",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_why=""), name="outreach_withdrawn_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(proposal__isnull=True) | Q(state="published"), name="outreach_proposal_over_published"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="outreach_has_a_title"),
        ]
        indexes = [
            models.Index(fields=["kind", "-published_on", "-id"], condition=Q(state="published"), name="outreach_newest"),
            models.Index(fields=["kind", "-id"], name="outreach_of_kind"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.state == self.State.PUBLISHED

    def locked(self) -> Any:
        """As its own kind; held by the row that every kind has, and no other before."""
        Entry.objects.select_for_update().get(pk=self.pk)
        return type(self).objects.select_related("organ").get(pk=self.pk)


class Announcement(Entry):
    """公告. After its last day it stays readable and says that it has run out."""

    valid_until = models.DateField(_("有效期至"), null=True)

    class Meta:
        verbose_name = _("公告")

    @property
    def has_run_out(self) -> bool:
        return self.valid_until is not None and self.valid_until < today()


class Programme(Entry):
    """网络问政, 电视问政: a broadcast or forum in whose episodes citizens question organs."""

    class Medium(models.TextChoices):
        WEB = Case.Source.WEB.value, _("网络问政")
        TELEVISION = Case.Source.TELEVISION.value, _("电视问政")

    # Named, because an episode has a programme of its own.
    entry_ptr = models.OneToOneField(
        Entry, models.CASCADE, parent_link=True, primary_key=True, related_name="as_programme"
    )
    medium = models.CharField(pgettext_lazy("节目", "形式"), max_length=16, choices=Medium)

    class Meta:
        verbose_name = _("问政节目")
        constraints = [
            models.CheckConstraint(condition=Q(medium__in=["web", "television"]), name="programme_medium_known")
        ]


@text_columns(neither=("medium", "batch", "recording"))
class Episode(Entry):
    """One episode. Its questions are the letters that were entered with its medium as source and its batch."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="episodes", verbose_name=_("节目"))
    # That of the programme: a batch is one of its medium.
    medium = models.CharField(max_length=16, editable=False)
    batch = models.CharField(_("节目、期次"), max_length=60)
    aired_on = models.DateField(_("播出日期"))
    organs = models.ManyToManyField(Organ, related_name="+", verbose_name=_("参加的单位"))
    recording = models.URLField(_("录像网址"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("问政期次")
        constraints = [
            models.CheckConstraint(condition=~Q(batch=""), name="episode_has_a_batch"),
            models.CheckConstraint(
                condition=Q(recording="") | Q(recording__startswith="https://"), name="episode_recording_is_https"
            ),
        ]
        indexes = [models.Index(fields=["programme", "-aired_on"], name="episode_of_programme")]


@text_columns(neither=("medium", "batch"))
class Question(models.Model):
    """What of a case that a programme raised may be counted in public: dates and the published reply. No personal data.

    Follows the case's events, in the same transaction; pages of episodes read this and never the case.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="+")
    medium = models.CharField(max_length=16)
    batch = models.CharField(max_length=60)
    raised_on = models.DateField()
    answered_on = models.DateField(null=True)
    publication = models.OneToOneField(Publication, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["medium", "batch"], name="question_of_batch")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("raised_on")),
                name="question_answered_after_raised",
            )
        ]

    def __str__(self) -> str:
        return f"{self.medium} {self.batch}"
