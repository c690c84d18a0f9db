"""Whether statutory limits are watched over, and somebody is there for every organ."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.models import Clock
from interaction.organs.absences import lacking_posts
from interaction.organs.models import Organ
from interaction.watching.checks import Check, Finding, Group, bad, good, soon, watches
from interaction.watching.gauges import Sample, counts
from interaction.workdays.now import today

RUNNING = Clock.State.RUNNING
NAMED = 5


def sweep() -> Finding:
    """The sweep runs each minute: what should have been warned of on a day before today was not."""
    missed = Clock.objects.filter(state=RUNNING, alert_on__lt=today()).count()
    if missed:
        return bad(
            _t("有 %(count)s 个期限到了提醒的日子，没有提醒") % {"count": missed},
            _t("期限巡查没有运行：请检查 beat 和 worker，恢复后会自动补上。"),
        )
    return good(_t("该提醒的都提醒了"))


def posts() -> Finding:
    lacking = lacking_posts()
    if lacking:
        names = Organ.objects.filter(pk__in=lacking).order_by("path").values_list("short_name", flat=True)
        return soon(
            _t("%(count)s 个单位有岗位没有人在岗：%(names)s")
            % {"count": len(lacking), "names": "、".join(names[:NAMED])},
            _t("请安全管理员任命人员，或者请本人销假、另选代班的人。"),
        )
    return good(_t("各单位各岗位都有人在岗"))


def contested() -> Finding:
    """An organ that has not said where its decisions are contested decides nothing (行政复议法 A.20, 22)."""
    lacking = [
        one.short_name
        for one in Organ.objects.filter(active=True).exclude(kind=Organ.Kind.HOTLINE)
        if one.lacks_recourse
    ]
    if lacking:
        return soon(
            _t("%(count)s 个单位没有写明复议机关、法院或者渠道：%(names)s")
            % {"count": len(lacking), "names": "、".join(lacking[:NAMED])},
            _t("请系统管理员在“单位”里补全，否则这些单位不能作出答复决定。"),
        )
    return good(_t("各单位的救济渠道都已写明"))


def _clocks() -> Iterator[Sample]:
    for row in Clock.objects.filter(state=RUNNING).values("slot").annotate(count=Count("pk")).order_by("slot"):
        yield {"slot": row["slot"]}, row["count"]


def _overdue() -> Iterator[Sample]:
    yield {}, Clock.objects.filter(state=RUNNING, due_on__lt=today()).count()


def _unswept() -> Iterator[Sample]:
    yield {}, Clock.objects.filter(state=RUNNING, alert_on__lt=today()).count()


def watch() -> None:
    watches(Check("sweep", Group.LAW, _("期限提醒"), sweep))
    watches(Check("posts", Group.LAW, _("岗位"), posts))
    watches(Check("recourse", Group.LAW, _("救济渠道"), contested))
    counts("huiyin_clocks_running", "Statutory clocks that run", _clocks, "slot")
    counts("huiyin_clocks_overdue", "Those of them past their last day", _overdue)
    counts("huiyin_clocks_unswept", "Those of them that were to be warned of before today and were not", _unswept)
