"""What is stored of a case: the case itself, who is behind it, what happened, which clocks run, what came with it."""

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import BTreeIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin

from interaction.casework.joinable import Joinable
from interaction.casework.numbers import query_code
from interaction.casework.registry import channel
from interaction.evidence.matter import part_of
from interaction.organs.actors import in_name_of
from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedJSONField
from interaction.workflow.declarations import NEW

if TYPE_CHECKING:
    from interaction.casework.channels import Channel

# Sorts cases without a running reply clock after all others.
NO_DUE_DATE = Value("9999-12-31", output_field=models.DateField())

# Who of the organ that took a case in may have to do with it while another answers.
DESK_ROLES = ["call_agent", "intake", "supervisor"]


@text_columns(
    about_persons=("title", "from_whom"),
    neither=("channel", "number", "state", "awaits", "upstream_number", "last_hash"),
)
@part_of("case", without=("last_seq", "last_hash", "next_due_on"), told=("due_on",))
class Case(Joinable, FSMModelMixin, models.Model):
    """Anything a citizen sent in that must be answered. Every queue, clock and listing reads this one table;
    a channel's subclass adds its own columns, states and actions."""

    class Source(models.TextChoices):
        ONLINE = "online", _("网上提交")
        COUNTER = "counter", _("当面提交")
        REGISTERED_POST = "registered", _("挂号信、快递")
        POST = "post", _("平信")
        FAX = "fax", _("传真")
        EMAIL = "email", _("电子邮件")
        PHONE = "phone", _("电话")
        PROVINCE = "province", _("省级平台转来")
        CITY = "city", _("市级平台转来")
        WECHAT = "wechat", _("微信")
        PEOPLE = "people", _("人民网领导留言板")
        WEB = "web", _("网络问政")
        TELEVISION = "television", _("电视问政")

    class Urgency(models.TextChoices):
        ORDINARY = "ordinary", _("一般")
        URGENT = "urgent", _("紧急")
        VERY_URGENT = "very", _("特急")
        LEADERS = "leaders", _("呈报领导")

    class Identity(models.TextChoices):
        """How far the sender's name may go."""

        OPEN = "open", _("实名")
        WITHHELD = "withheld", _("实名，不向公众公开姓名")
        HIDDEN = "hidden", _("隐名，不向承办单位透露")

    channel = models.CharField(_("渠道"), max_length=16)
    number = models.CharField(_("编号"), max_length=32)
    state = FSMField(_("状态"), max_length=24, default=NEW, protected=True)
    # Whose action the case waits for: a role, or "party"; empty when it waits for nobody.
    awaits = models.CharField(max_length=16, blank=True, default="")
    title = models.CharField(_("标题"), max_length=200)
    source = models.CharField(_("来源"), max_length=16, choices=Source, default=Source.ONLINE)
    # No index of their own for these three: what is asked by organ or handler is in the indexes below, and every
    # index more is written anew with each case whose due date moves.
    addressed_to = models.ForeignKey(
        Organ, models.PROTECT, db_index=False, related_name="addressed_cases", verbose_name=_("受理机关")
    )
    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="cases", verbose_name=_("承办单位"))
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, db_index=False, related_name="handled_cases",
        verbose_name=_("承办人"),
    )  # fmt: skip
    from_whom = models.CharField(_("来自"), max_length=60, help_text="masked")
    public_wish = models.BooleanField(_("同意公开"), default=False)
    identity = models.CharField(_("来件人身份"), max_length=8, choices=Identity, default=Identity.WITHHELD,
                                db_default=Identity.WITHHELD)  # fmt: skip
    urgency = models.CharField(_("紧急程度"), max_length=8, choices=Urgency, default=Urgency.ORDINARY,
                               db_default=Urgency.ORDINARY)  # fmt: skip
    # What it is about, as the county sorts its matters; a suggestion for dispatch, and a figure.
    subject = models.ForeignKey("Subject", models.PROTECT, null=True, blank=True, db_index=False, related_name="+",
                                verbose_name=_("事项类别"))  # fmt: skip
    # The number under which an upper platform or another desk knows the matter.
    upstream_number = models.CharField(_("来源编号"), max_length=60, blank=True, default="", db_default="")
    # Whether there are any to look for.
    assisted = models.BooleanField(default=False, db_default=False, editable=False)
    supervised = models.BooleanField(default=False, db_default=False, editable=False)
    accuses = models.BooleanField(default=False, db_default=False, editable=False)
    # The case out of which this one came: a letter that was a disclosure request.
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, db_index=False, related_name="outcomes")
    submitted_at = models.DateTimeField(_("提交时间"))
    received_on = models.DateField(_("收到日期"), null=True, blank=True)
    # The due date of the running reply clock (the citizen's), null while it does not run.
    due_on = models.DateField(_("答复期限"), null=True, blank=True)
    # By when whoever the case waits for has to act: the citizen's day, or that of an earlier limit of the step.
    next_due_on = models.DateField(null=True, editable=False)
    replied_on = models.DateField(_("答复日期"), null=True, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    # When its purpose had ended: from then on kept by the archive alone, and used by nobody (个人信息保护法 A.47(2)).
    use_ended_on = models.DateField(null=True, editable=False)
    # When the personal data of a case long closed was erased.
    anonymised_on = models.DateField(null=True, editable=False)
    # Of the form that opened the case; unique, see Submission.
    submission_key = models.UUIDField(default=uuid.uuid4, editable=False)
    # Which of FIELD_KEYS this case's query code was made with.
    query_key_id = models.PositiveSmallIntegerField(editable=False)
    # How often the code was issued anew: the one before opens nothing any more.
    query_code_issue = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    # The head of the event chain, so that a cut-off end is noticed too.
    last_seq = models.PositiveIntegerField(default=0, editable=False)
    last_hash = models.BinaryField(default=b"", editable=False)

    # What a channel's model says of itself; see channels.py.
    describes: ClassVar["Channel"]
    States: ClassVar[type[models.TextChoices]]
    # Whose action each state waits for (a role or "party"), and the states in which nothing more is owed.
    WAITS_FOR: ClassVar[dict[str, str]]
    ENDED: ClassVar[frozenset[str]]

    class Meta:
        verbose_name = _("办件")
        constraints = [
            models.UniqueConstraint(fields=["number"], name="case_number_once"),
            models.CheckConstraint(condition=~Q(state=NEW), name="case_state_begun"),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True)
                | Q(replied_on__isnull=True)
                | Q(replied_on__gte=F("received_on")),
                name="case_replied_after_received",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(due_on__isnull=True), name="case_closed_has_no_due_date"
            ),
            models.CheckConstraint(
                condition=Q(urgency__in=["ordinary", "urgent", "very", "leaders"]), name="case_urgency_known"
            ),
            models.CheckConstraint(
                condition=Q(identity__in=["open", "withheld", "hidden"]), name="case_identity_known"
            ),
        ]
        indexes = [
            models.Index(
                "organ", Coalesce("due_on", NO_DUE_DATE), "id",
                condition=Q(closed_on__isnull=True), name="case_open_of_organ",
            ),
            models.Index(
                "handler", Coalesce("next_due_on", NO_DUE_DATE), "id",
                condition=Q(closed_on__isnull=True), name="case_next_of_handler",
            ),
            models.Index(
                "awaits", "organ", Coalesce("next_due_on", NO_DUE_DATE), "id",
                condition=Q(closed_on__isnull=True), name="case_next_awaiting",
            ),
            models.Index(
                Coalesce("due_on", NO_DUE_DATE), "id",
                condition=Q(closed_on__isnull=True), name="case_open",
            ),
            # A desk that has given a case to another organ waits for it to come back: a hotline centre, a mailbox.
            models.Index(
                "addressed_to", "awaits", Coalesce("next_due_on", NO_DUE_DATE), "id",
                condition=Q(closed_on__isnull=True, awaits__in=DESK_ROLES), name="case_next_at_desk",
            ),
            # Half of each page stays free, as in those of id and number (migration 0011): the row is written anew often.
            BTreeIndex(fields=["organ", "-id"], name="case_of_organ", fillfactor=50),
            models.Index(fields=["closed_on"], condition=Q(anonymised_on__isnull=True, closed_on__isnull=False),
                         name="case_to_anonymise"),
            models.Index(fields=["organ", "id"], condition=Q(state__in=["returning", "arbitration"]), name="case_disputed"),
            models.Index(fields=["origin"], condition=Q(origin__isnull=False), name="case_of_origin"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def specific(self) -> "Case":
        """This case as its channel's model."""
        model = channel(self.channel).model
        return self if isinstance(self, model) else model._default_manager.get(pk=self.pk)

    @property
    def query_code(self) -> str:
        """What opens this case to its sender, with its number."""
        return query_code(self.number, self.query_key_id, self.query_code_issue)

    @property
    def state_label(self) -> str:
        return channel(self.channel).state_label(self.state)

    @property
    def channel_label(self) -> str:
        return str(channel(self.channel).label)

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def is_urgent(self) -> bool:
        return self.urgency != self.Urgency.ORDINARY

    @property
    def assisting_organs(self) -> list[Organ]:
        """Organs whose part in the answer is still awaited."""
        if not self.assisted:
            return []
        return [one.organ for one in self.assists.filter(answered_on__isnull=True).select_related("organ")]


# What mixins of actions may expect of their case; at run time they are plain classes.
if TYPE_CHECKING:
    CaseMixin = Case
else:
    CaseMixin = object


@text_columns(
    about_persons=("details",),
    neither=("action", "actor_kind", "state_before", "state_after", "mark", "words_digest", "previous_hash", "hash"),
)
@part_of("case", "case")
class Event(models.Model):
    """One thing that happened to a case. Rows are only ever added; the database refuses UPDATE and DELETE.

    `details` holds facts without personal data (dates, numbers, codes); free text stands in EventWords, where
    it can be erased one day while the chain still verifies (it covers a keyed digest of the text).
    """

    # Events are read by case and seq alone, which the constraint below indexes.
    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="events")
    seq = models.PositiveIntegerField()
    action = models.CharField(max_length=40)
    actor_kind = models.CharField(max_length=8)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+")
    at = models.DateTimeField()
    # The date of law of what happened (a letter entered today may have arrived yesterday).
    on = models.DateField()
    state_before = models.CharField(max_length=24)
    state_after = models.CharField(max_length=24)
    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="+")
    # What the clocks see of this event (limits.Mark); empty when they see nothing.
    mark = models.CharField(max_length=32, blank=True, default="")
    amount = models.IntegerField(default=0)
    details = models.JSONField(default=dict)
    # Under which key of the chain it is hashed; none in rows from before the chain had keys of its own.
    key = models.PositiveSmallIntegerField(null=True, editable=False)
    words_digest = models.BinaryField(default=b"")
    previous_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        ordering = ["case_id", "seq"]
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="event_seq_once")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.seq} {self.action}"

    @property
    def persons(self) -> frozenset[int]:
        """Who of the staff counts as having done it: whoever did, and for whom on leave they did it."""
        behalf = self.details.get("behalf", {}).get("id")
        return frozenset(one for one in (self.actor_id, behalf) if one)

    @property
    def actor_name(self) -> str:
        """Who of the staff did it, and for whom: 王五（代李四）."""
        return in_name_of(self.actor.name, self.details.get("behalf", {}).get("name", "")) if self.actor else ""


@part_of("case", "event__case")
class EventWords(models.Model):
    """What was said in an event, sealed."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="words")
    texts = SealedJSONField()

    def __str__(self) -> str:
        return f"words of event {self.event_id}"


@text_columns(neither=("series",))
class NumberSeries(models.Model):
    """The last serial given out in a gapless series (case numbers, document numbers) of a year."""

    series = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="number_series_once")]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


from interaction.casework.accusations import Accused  # noqa: E402
from interaction.casework.clock_rows import Clock  # noqa: E402
from interaction.casework.division import Assist, Ruling, Subject  # noqa: E402  (they refer to Case)
from interaction.casework.files import Attachment, StashedFile, Submission  # noqa: E402
from interaction.casework.matching import MatterPairs  # noqa: E402
from interaction.casework.parties import Party  # noqa: E402
from interaction.casework.questions import OpenQuestion  # noqa: E402

__all__ = [
    "NEW",
    "NO_DUE_DATE",
    "Accused",
    "Assist",
    "Attachment",
    "Case",
    "Clock",
    "Event",
    "EventWords",
    "MatterPairs",
    "NumberSeries",
    "OpenQuestion",
    "Party",
    "Ruling",
    "StashedFile",
    "Subject",
    "Submission",
]  # fmt: skip
