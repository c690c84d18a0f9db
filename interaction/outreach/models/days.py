"""政府开放日: the day, with its quota and what came of it, and who has signed up."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import F, Q, Sum
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from interaction.outreach.models.entries import Entry
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import BlindIndexField, SealedField
from interaction.privacy.names import masked_name
from interaction.workdays.now import now, today

# So many people may come with one sign-up.
MOST_PEOPLE = 5


@text_columns(about_persons=("outcome", "feedback"), neither=("place",))
class OpenDay(Entry):
    place = models.CharField(_("地点"), max_length=120)
    starts_at = models.DateTimeField(_("开始时间"))
    ends_at = models.DateTimeField(_("结束时间"))
    quota = models.PositiveSmallIntegerField(_("名额"))
    # How many people the confirmed sign-ups bring; kept by the database, which lets it pass the quota in no case.
    taken = models.PositiveIntegerField(default=0, editable=False)
    sign_up_from = models.DateField(_("报名开始"))
    sign_up_until = models.DateField(_("报名截止"))
    outcome = models.TextField(_("活动情况"), blank=True, default="")
    feedback = models.TextField(_("反馈摘要"), blank=True, default="")
    # When who had signed up was forgotten.
    forgotten_on = models.DateField(null=True, editable=False)

    FREE = ("taken", "forgotten_on")
    CONFLICTS = {"open_day_never_oversubscribed": _("报名成功的人数已经超过新的名额，请把名额改大。")}

    class Meta:
        verbose_name = _("政府开放日")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="open_day_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(quota__range=(1, 5000)), name="open_day_quota_possible"),
            models.CheckConstraint(condition=Q(taken__lte=F("quota")), name="open_day_never_oversubscribed"),
            models.CheckConstraint(
                condition=Q(sign_up_until__gte=F("sign_up_from")), name="open_day_sign_up_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="open_day_by_date")]

    @property
    def left(self) -> int:
        return self.quota - self.taken

    @cached_property
    def repeated(self) -> int:
        """How many people the repeated sign-ups seem to bring; of a list, asked for all days at once."""
        return OpenDay.repeated_of([self.pk]).get(self.pk, 0)

    @staticmethod
    def repeated_of(days: Iterable[int]) -> dict[int, int]:
        rows = SignUp.objects.filter(day__in=days, shown_as=SignUp.State.CONFIRMED)
        return dict(rows.order_by().values_list("day").annotate(people=Sum("people")))

    @property
    def shown_taken(self) -> int:
        """What everybody reads: repeated sign-ups look as if they held places, else who counts would learn of them."""
        return min(self.quota, self.taken + self.repeated)

    @property
    def shown_left(self) -> int:
        return self.quota - self.shown_taken

    @property
    def is_over(self) -> bool:
        return self.ends_at <= now()

    @property
    def takes_sign_ups(self) -> bool:
        return self.is_public and self.sign_up_from <= today() <= self.sign_up_until and self.starts_at > now()

    @property
    def sign_up_is_to_come(self) -> bool:
        return self.is_public and today() < self.sign_up_from

    def has_begun(self, moment: datetime | None = None) -> bool:
        return self.starts_at <= (moment or now())


@text_columns(neither=("number",))
class SignUp(models.Model):
    """Somebody who wants to come, alone or with others. Who it is, is sealed, and forgotten some days after the day."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("报名成功")
        WAITING = "waiting", _("候补")
        CANCELLED = "cancelled", _("已取消")

    # Of the form that was sent: sent twice, it signs up once.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.ForeignKey(OpenDay, models.PROTECT, related_name="sign_ups")
    number = models.CharField(_("报名编号"), max_length=32, unique=True)
    query_key_id = models.PositiveSmallIntegerField(editable=False)
    state = models.CharField(max_length=12, choices=State)
    name = SealedField(_("姓名"))
    phone = SealedField(_("联系电话"))
    phone_index = BlindIndexField(of="phone")
    email = SealedField(_("电子邮箱"))
    # Of one whose telephone had signed up before: it counts for nothing, and looks to who made it as if it did.
    shown_as = models.CharField(max_length=12, choices=State, blank=True, default="", db_default="", editable=False)
    people = models.PositiveSmallIntegerField(_("人数"))
    at = models.DateTimeField(_("报名时间"))
    came = models.PositiveSmallIntegerField(_("到场人数"), null=True)
    stars = models.PositiveSmallIntegerField(_("评分"), null=True)
    words = SealedField(_("意见"))

    class Meta:
        ordering = ["at", "number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["confirmed", "waiting", "cancelled"]), name="sign_up_state_known"
            ),
            models.CheckConstraint(condition=Q(people__range=(1, MOST_PEOPLE)), name="sign_up_people_possible"),
            models.CheckConstraint(condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)), name="sign_up_stars_in_range"),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(came__gte=1), name="sign_up_rated_by_who_came"
            ),
            models.CheckConstraint(
                condition=Q(came__isnull=True) | Q(came__lte=F("people"), state="confirmed"),
                name="sign_up_came_as_signed_up",
            ),
            # One telephone, one sign-up a day.
            models.UniqueConstraint(
                fields=["day", "phone_index"], condition=~Q(phone_index="") & ~Q(state="cancelled"),
                name="sign_up_once_a_phone",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["day", "at"], condition=Q(state="waiting"), name="sign_up_waiting")]

    def __str__(self) -> str:
        return self.number

    @property
    def shown_state(self) -> str:
        """What who made it reads."""
        return self.shown_as or self.state

    @property
    def shown_state_label(self) -> str:
        return str(self.State(self.shown_state).label)

    @property
    def masked_name(self) -> str:
        return masked_name(self.name)

    @property
    def masked_phone(self) -> str:
        phone = self.phone
        return f"{phone[:3]}****{phone[-4:]}" if phone else ""
