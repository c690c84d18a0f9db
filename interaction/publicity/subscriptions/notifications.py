"""From what becomes public to the mails of subscribers, so that nobody is told twice and nothing is lost.

Each step is one transaction and hands on rows: a row that has arrived becomes news of every subscription that wants it, and
news become a mail in the outbox. Whoever is killed between leaves the rows where they were.
"""

from collections.abc import Sequence
from datetime import time
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from interaction.notices.outbox import tell_address
from interaction.publicity.search.asking import Group, groups_of
from interaction.publicity.search.county import county
from interaction.publicity.search.lexicon import plain
from interaction.publicity.search.models import Arrival, IndexRow
from interaction.publicity.subscriptions.models import News, Subscription
from interaction.publicity.subscriptions.subscribing import described, link
from interaction.workdays.now import SHANGHAI, now, today

ARRIVALS, SUBSCRIPTIONS, ITEMS = 200, 500, 50
# From when on a day's mail is written (Asia/Shanghai).
MORNING = time(8)


def tell() -> int:
    """Hand on all that has arrived and write the mails that are due; answers how many mails."""
    while hand_on():
        pass
    return sum(write_mails(pk) for pk in _due())


@transaction.atomic
def hand_on() -> int:
    """Some arrivals become news of those who want them; answers how many."""
    arrived = list(Arrival.objects.select_for_update(skip_locked=True).order_by("row_id")[:ARRIVALS])
    if not arrived:
        return 0
    rows = list(IndexRow.objects.filter(pk__in=[one.row_id for one in arrived]).defer("words"))
    lexicon = county().lexicon
    wanting = Subscription.objects.filter(confirmed_at__isnull=False).order_by("pk")
    for one in wanting.iterator(chunk_size=SUBSCRIPTIONS):
        groups = groups_of(one.words, lexicon) if one.words else ()
        News.objects.bulk_create(
            [News(subscription=one, row=row) for row in rows if _wants(one, groups, row)], ignore_conflicts=True
        )
    Arrival.objects.filter(pk__in=[one.pk for one in arrived]).delete()
    return len(arrived)


def _wants(one: Subscription, groups: Sequence[Group], row: IndexRow) -> bool:
    if (
        one.organ_id not in (None, row.organ_id)
        or one.channel not in ("", row.channel)
        or one.kind not in ("", row.kind)
    ):
        return False
    text = plain("\n".join((row.title, row.question, row.answer, row.text)))
    return all(any(word in text for word in group.words) for group in groups)


def _due() -> list[UUID]:
    """Subscriptions with news whose time has come."""
    rhythm = Q(rhythm=Subscription.Rhythm.AT_ONCE)
    if now().astimezone(SHANGHAI).time() >= MORNING:
        rhythm |= Q(rhythm=Subscription.Rhythm.DAILY) & (Q(mailed_on__isnull=True) | Q(mailed_on__lt=today()))
    due = Subscription.objects.filter(rhythm, confirmed_at__isnull=False, pk__in=News.objects.values("subscription"))
    return list(due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def write_mails(pk: UUID) -> int:
    """The news of one subscription become mails in the outbox, in parts where there are many; answers how many mails."""
    one = Subscription.objects.select_for_update(of=("self",)).select_related("organ").filter(pk=pk).first()
    if one is None:
        return 0
    news = list(
        News.objects.filter(subscription=one).order_by("row_id").select_related("row__organ").defer("row__words")
    )
    parts = [news[at : at + ITEMS] for at in range(0, len(news), ITEMS)]
    for part in parts:
        one.mails += 1
        _write(one, [each.row for each in part])
    News.objects.filter(pk__in=[each.pk for each in news]).delete()
    Subscription.objects.filter(pk=one.pk).update(mails=one.mails, mailed_on=today())
    return len(parts)


def _write(one: Subscription, rows: Sequence[IndexRow]) -> None:
    leaving = link(one, "leave_subscription")
    with override(one.language):
        lines = [_("您订阅的“%(what)s”有新内容：") % {"what": described(one)}, ""]
        for n, row in enumerate(rows, start=1):
            organ = f"（{row.organ.short_name}，{row.on}）" if row.organ else f"（{row.on}）"
            lines += [f"{n}. {row.question or row.title}{organ}", f"   {settings.SITE_URL}{row.address}", ""]
        lines += [_("不想再收到，请打开：%(leave)s") % {"leave": link(one, "leave_subscription")}, ""]
        subject = _("%(n)s 条新的公开内容") % {"n": len(rows)}
    tell_address(
        key=f"subscription:{one.pk}:{one.mails}", email=one.address, body="\n".join(lines),
        subject=f"{subject} - {settings.OFFICE['government']}",
        headers={"List-Unsubscribe": f"<{leaving}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )  # fmt: skip
