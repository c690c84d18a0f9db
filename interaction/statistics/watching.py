"""Whether the figures keep up with what happens."""

from collections.abc import Iterator

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.statistics.models import Unfolded
from interaction.watching.checks import Check, Finding, Group, good, soon, watches
from interaction.watching.gauges import Sample, counts

# Each three seconds what is listed is folded: so many are more than a busy moment.
MANY = 2000


def figures() -> Finding:
    count = Unfolded.objects.count()
    if count > MANY:
        return soon(
            _t("%(count)s 件事还没有计入统计") % {"count": count},
            _t("请检查 worker 是否在运行；导入台账以后要等几分钟。"),
        )
    return good(_t("统计是最新的"))


def _unfolded() -> Iterator[Sample]:
    yield {}, Unfolded.objects.count()


def watch() -> None:
    watches(Check("figures", Group.LAW, _("统计"), figures))
    counts("huiyin_unfolded_events", "Events that the figures do not count yet", _unfolded)
