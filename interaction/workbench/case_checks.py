"""Whether every word gets its answer, and nobody reads what is another's: both proved over the database, by night too."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from interaction.casework.waiting import Fault, unattended
from interaction.notices.outbox import in_office_hours, notify_staff
from interaction.organs.actors import holders
from interaction.organs.models import Organ, Role
from interaction.publicity.leaks import Leak, Shown, common_answers_since, leaks_in, leaks_in_answers, shown_since
from interaction.publicity.models import LeakCheck
from interaction.workdays.now import now

EVER = datetime(2000, 1, 1, tzinfo=UTC)
# A row written in a long transaction shows late: what is new is looked for from a little earlier.
OVERLAP = timedelta(hours=1)


@dataclass(frozen=True)
class CaseChecks:
    """What a run found: cases that nobody answers, particulars that others can read; how many texts were read, how fast."""

    faults: list[Fault]
    leaks: list[Leak]
    texts: int
    seconds: float

    @property
    def holds(self) -> bool:
        return not self.faults and not self.leaks


def check_cases(*, everything: bool = False) -> CaseChecks:
    """Check all cases, and the texts that are new since the last run (or all), and note the run."""
    began, last = now(), LeakCheck.objects.order_by("-began_at").first()
    since = last.began_at - OVERLAP if last and not everything else EVER
    faults = list(unattended())
    started, read = time.monotonic(), _Counted(shown_since(since))
    answers = common_answers_since(since)
    leaks = [*leaks_in(iter(read)), *leaks_in_answers(answers)]
    texts = read.count + answers.count()
    LeakCheck.objects.create(began_at=began, texts=texts, leaks=len(leaks))
    return CaseChecks(faults, leaks, texts, time.monotonic() - started)


class _Counted:
    """An iterator that knows how many it has given."""

    def __init__(self, texts: Iterator[Shown]) -> None:
        self.texts, self.count = texts, 0

    def __iter__(self) -> Iterator[Shown]:
        for one in self.texts:
            self.count += 1
            yield one


def tell_supervisors(found: CaseChecks) -> None:
    """Tell the supervisors of the whole county what a nightly run found; nothing when all is well."""
    if found.holds:
        return
    moment = now()
    subject = _("办件检查：%(faults)s 件无人办理或者没有答复，%(leaks)s 处写有他人的信息") % {
        "faults": len(found.faults), "leaks": len(found.leaks),
    }  # fmt: skip
    lines = [f"{one.number}：{one.why}" for one in found.faults] + [f"{one.where}：{one.number}" for one in found.leaks]
    for root in Organ.objects.filter(parent__isnull=True):
        notify_staff(
            holders(Role.SUPERVISOR, root), key=f"check_cases:{moment:%Y-%m-%d}", subject=subject,
            body="\n".join(lines[:100]), send_after=in_office_hours(moment),
        )  # fmt: skip
