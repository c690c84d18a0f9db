"""政务公开体验区, 便民服务点: where one is answered in person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import Organ
from interaction.outreach.coordinates import from_gcj02
from interaction.outreach.models.entries import Entry
from interaction.privacy.columns import text_columns
from interaction.workdays.now import today

WEEK = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))


@text_columns(neither=("address", "hours", "phone", "accessibility"))
class ServicePoint(Entry):
    class Datum(models.TextChoices):
        WGS84 = "wgs84", "WGS-84"
        GCJ02 = "gcj02", "GCJ-02"

    address = models.CharField(_("地址"), max_length=120)
    township = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("所在乡镇（街道）")
    )
    # For each day of the week, from Monday on: "08:30-12:00、14:00-17:30", or nothing where it is closed.
    hours = models.JSONField(_("开放时间"))
    phone = models.CharField(_("电话"), max_length=40, blank=True, default="")
    accessibility = models.TextField(_("无障碍设施"), blank=True, default="")
    latitude = models.DecimalField(_("纬度"), max_digits=8, decimal_places=5)
    longitude = models.DecimalField(_("经度"), max_digits=8, decimal_places=5)
    # In which system the coordinates were measured: between them lie some hundred metres.
    datum = models.CharField(_("坐标系"), max_length=8, choices=Datum, default=Datum.WGS84)

    class Meta:
        verbose_name = _("政务公开服务点")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__range=(3, 54), longitude__range=(73, 136)), name="point_lies_in_the_country"
            ),
            models.CheckConstraint(condition=Q(datum__in=["wgs84", "gcj02"]), name="point_datum_known"),
        ]
        indexes = [models.Index(fields=["township"], name="point_of_township")]

    @property
    def position(self) -> tuple[float, float]:
        """Latitude and longitude in WGS-84, in degrees, so that points of both systems lie on one picture."""
        here = (float(self.latitude), float(self.longitude))
        return from_gcj02(*here) if self.datum == self.Datum.GCJ02 else here

    @property
    def week(self) -> list[tuple[str, str]]:
        """(weekday, hours) from Monday on."""
        return [(str(name), hours) for name, hours in zip(WEEK, self.hours, strict=True)]

    @property
    def hours_today(self) -> str:
        """Today's hours; empty where it is closed. Holidays are said at the door."""
        return str(self.hours[today().weekday()])
