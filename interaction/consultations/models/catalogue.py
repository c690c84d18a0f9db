"""重大行政决策事项目录 (A.3 第三款): what is to be decided in a year, by whom, when, and how to take part."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interaction.consultations.models.consultation import Consultation
from interaction.consultations.models.stages import KNOWN, Stage
from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.workflow.models import Document


class Catalogue(Document):
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("公布机关"))
    year = models.PositiveSmallIntegerField(_("年度"))
    stage = models.TextField(choices=Stage, default=Stage.DRAFT)
    published_on = models.DateField(_("公布日期"), null=True, blank=True)

    STATE = "stage"

    class Meta:
        verbose_name = _("重大行政决策事项目录")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "organ"], condition=~Q(stage="withdrawn"), name="catalogue_once_a_year"
            ),
            models.CheckConstraint(condition=KNOWN, name="catalogue_stage_known"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2100)), name="catalogue_year_possible"),
            models.CheckConstraint(
                condition=Q(stage__in=["draft", "submitted"], published_on__isnull=True)
                | Q(stage__in=["published", "withdrawn"], published_on__isnull=False),
                name="catalogue_published_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.organ_id}"

    @property
    def title(self) -> str:
        return str(_("%(organ)s%(year)s年度重大行政决策事项目录") % {"organ": self.organ.name, "year": self.year})


@text_columns(about_persons=("outcome",), neither=("matter", "timetable", "way"))
class CatalogueItem(models.Model):
    class State(models.TextChoices):
        PLANNED = "planned", _("未启动")
        PREPARING = "preparing", pgettext_lazy("决策事项", "办理中")
        DECIDED = "decided", _("已决策")
        DROPPED = "dropped", _("不再列入")

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, db_index=False, related_name="items")
    position = models.PositiveSmallIntegerField()
    matter = models.CharField(_("决策事项"), max_length=120)
    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="+", verbose_name=_("承办单位"))
    timetable = models.CharField(_("决策时间"), max_length=120)
    way = models.CharField(_("公众参与方式"), max_length=200)
    consultation = models.ForeignKey(
        Consultation, models.PROTECT, null=True, blank=True, related_name="catalogue_items",
        verbose_name=_("意见征集"),
    )  # fmt: skip
    state = models.CharField(_("进展"), max_length=10, choices=State, default=State.PLANNED)
    outcome = models.TextField(_("结果"), blank=True, default="")

    class Meta:
        verbose_name = _("决策事项")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "position"], name="catalogue_item_once"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "preparing"])
                | (Q(state__in=["decided", "dropped"]) & ~Q(outcome="")),
                name="catalogue_item_ends_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.matter
