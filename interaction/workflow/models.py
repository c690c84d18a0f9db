"""Documents that one person writes and another one publishes, and the one log of all that is done to them.

A document changes only by `perform`; every action is a row of the log, which the database only lets grow. The
database also refuses that one of the authors publishes, and that a document stands where its last entry did not leave it.
"""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from interaction.organs.actors import in_name_of
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedJSONField
from interaction.workflow.actions import label_of
from interaction.workflow.declarations import NEW, Text


@text_columns(
    about_persons=("words", "details", "text"), neither=("kind", "key", "action", "part", "state_before", "state_after")
)
class LogEntry(models.Model):
    """One action done to a document."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    # The number of the document's entries; the document's version is that of its last one.
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=32)
    # What of the document it was about; empty for all of it.
    part = models.CharField(max_length=60, blank=True, default="")
    state_before = models.CharField(max_length=16, blank=True)
    state_after = models.CharField(max_length=16, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+")
    at = models.DateTimeField()
    on = models.DateField()
    words = models.TextField(blank=True, default="")
    details = models.JSONField(default=dict)
    text = models.JSONField(null=True)
    # Four eyes: whoever has written since the last entry that settles may not do what needs a second person.
    writes = models.BooleanField(default=False)
    needs_second_person = models.BooleanField(default=False)
    settles = models.BooleanField(default=False)
    # Of the form that did it, its key within what it did and who sent it: a form sent twice does it once.
    submission = models.UUIDField(null=True, editable=False)

    class Meta:
        verbose_name = _("经过")
        ordering = ["kind", "key", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=Q(submission__isnull=False), name="workflow_entry_of_form_once"
            ),
            models.UniqueConstraint(fields=["kind", "key", "version"], name="workflow_entry_once"),
            models.CheckConstraint(
                condition=~Q(action__in=["extend", "shorten", "withdraw", "send_back", "return_report"]) | ~Q(words=""),
                name="workflow_entry_with_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}/{self.version} {self.action}"

    @property
    def label(self) -> Text:
        return label_of(self.kind, self.action)

    @property
    def by_name(self) -> str:
        return in_name_of(self.by.name, self.details.get("behalf", {}).get("name", "")) if self.by else str(_("系统"))


def unsettled_by(person: Any) -> models.QuerySet[LogEntry]:
    """Return, of each document in which somebody has written since it was last published or decided, what they did last."""
    later = LogEntry.objects.filter(
        kind=models.OuterRef("kind"), key=models.OuterRef("key"), settles=True, version__gte=models.OuterRef("version")
    )
    wrote = LogEntry.objects.filter(~models.Exists(later), by=person, writes=True)
    return wrote.order_by("kind", "key", "-version").distinct("kind", "key")


class Document(models.Model):
    """What every kind has: an organ of its own, a state, and the number of its log's entries."""

    version = models.PositiveIntegerField(default=0, editable=False)

    # The column that holds the state, and under what the log names the kind (several models may be one kind).
    STATE: ClassVar[str] = "state"
    LOGGED_AS: ClassVar[str] = ""
    # Columns that move without an action (counts of what the public sent), as its trigger lets them.
    FREE: ClassVar[tuple[str, ...]] = ()
    # What is said when the database refuses an action, by the name of the constraint.
    CONFLICTS: ClassVar[dict[str, Text]] = {}

    class Meta:
        abstract = True

    @classmethod
    def logged_as(cls) -> str:
        return cls.LOGGED_AS or cls._meta.model_name or ""

    @property
    def stored_state(self) -> str:
        return str(getattr(self, self.STATE))

    @property
    def standing(self) -> str:
        """Where it stands for those who may act; kinds with dates derive it from them and the state."""
        return NEW if self._state.adding else self.stored_state

    @property
    def standing_label(self) -> str:
        return str(getattr(self, f"get_{self.STATE}_display")())

    @property
    def log(self) -> models.QuerySet[LogEntry]:
        return LogEntry.objects.filter(kind=self.logged_as(), key=str(self.pk))

    def locked(self) -> Self:
        """The document as it is now, held until the transaction ends."""
        rows: Any = type(self)._default_manager
        held: Self = rows.select_for_update(of=("self",)).select_related("organ").get(pk=self.pk)
        return held

    def authors(self) -> set[int | None]:
        """Who wrote or changed anything since the last time it was settled, and for whom on leave."""
        settled = self.log.filter(settles=True).aggregate(last=Max("version"))["last"] or 0
        wrote = self.log.filter(writes=True, version__gt=settled).values_list("by", "details__behalf__id")
        return {one for pair in wrote for one in pair if one}

    def changed_since(self, seen: int, part: str = "") -> bool:
        """Whether somebody did something after a version that whoever acts over it (or a part of it) must see first."""
        wrote = Q(writes=True)
        if part:
            wrote &= Q(part="")
        if part and not part.endswith(f":{NEW}"):  # a new thing within is over nobody's
            wrote |= Q(part=part)
        moved = ~Q(state_before=F("state_after")) | Q(settles=True)
        return self.log.filter(wrote | moved, version__gt=seen).exists()

    def last_entry(self, *actions: str) -> LogEntry | None:
        return self.log.filter(action__in=actions).select_related("by").order_by("-version").first()


@text_columns(neither=("address",))
class UnsentForm(models.Model):
    """What somebody of the staff typed into a page and has not sent: sealed, for nobody else, for some weeks at most."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Without a constraint of the database: nothing but this person ever asks for the row, and it is soon gone.
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, db_constraint=False, related_name="+"
    )
    address = models.CharField(max_length=200)
    # {"typed": {field: [values]}, "lost": [names of files that have to be chosen again]}
    texts = SealedJSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "writer"], name="unsent_form_once")]

    def __str__(self) -> str:
        return f"unsent form {self.pk}"

    @property
    def typed(self) -> QueryDict:
        """What was typed, as the form would have sent it."""
        sent = QueryDict(mutable=True)
        for name, values in self.texts["typed"].items():
            sent.setlist(name, values)
        return sent

    @property
    def lost(self) -> list[str]:
        return list(self.texts["lost"])
