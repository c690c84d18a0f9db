"""诉求: what letters and hotline orders have in common: something a citizen tells in words, at some place."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from interaction.casework.models import Case
from interaction.casework.similarity import Like, duplicates_of
from interaction.organs.models import Organ
from interaction.privacy.encryption import SealedField


class FreeTextCase(models.Model):
    """Columns of a channel whose cases are told in words. Mixed in beside `Case`."""

    content = models.TextField(_("正文"))
    town = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, db_index=False, related_name="+",
                             verbose_name=_("所在乡镇"))  # fmt: skip
    place = models.CharField(_("地点"), max_length=80, blank=True, default="")
    # What the platform above allows, in working days; its clock runs beside ours.
    upstream_days = models.PositiveSmallIntegerField(_("上级时限"), null=True)
    # Of a report: whom it accuses, as its sender says.
    accused = SealedField(_("被举报的单位、人员"), null=True, default=None)
    sensitive = models.BooleanField(_("敏感"), default=False, db_default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="followers",
                                    verbose_name=_("并入"))  # fmt: skip
    extended = models.BooleanField(default=False)
    reworked = models.BooleanField(_("重办"), default=False, db_default=False)

    # The states before a reply, on somebody's desk; those in which a case may have others merged into it; the
    # urgencies that the channel tells apart.
    AT_WORK: ClassVar[tuple[str, ...]]
    LEADS: ClassVar[tuple[str, ...]]
    URGENCIES: ClassVar[tuple[Case.Urgency, ...]]

    class Meta:
        abstract = True

    @property
    def told_in_words(self) -> str:
        """All that its sender told."""
        return f"{self.title}\n{self.content}\n{self.place}\n{self.accused or ''}"  # type: ignore[attr-defined]

    @cached_property
    def duplicates(self) -> list[Like]:
        """Cases at work that may be about the same matter."""
        return duplicates_of(self)

    def party_contacted(self) -> bool:
        """Whether the organ has spoken with the party, where the channel asks for that before a reply."""
        return True

    def possible_leads(self) -> models.QuerySet[Any]:
        """Cases of its channel at work into which this one may be merged."""
        cases: models.QuerySet[Any] = type(self)._default_manager.all()
        return cases.filter(state__in=self.AT_WORK).exclude(pk=self.pk)


if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    class FreeTextMixin(FreeTextCase, Case):
        """What mixins of actions of such channels may expect of their case."""

        followers: RelatedManager[Case]
        merged_into_id: int | None

        class Meta:
            abstract = True
else:
    FreeTextMixin = object
