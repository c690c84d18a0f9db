"""Writing articles and answering for them: who may, and how what was there before is kept."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from hotline.centre import works_for_centre
from hotline.knowledge.models import Article, Report
from interaction.errors import NotPermitted
from interaction.notices.outbox import in_office_hours, notify_staff
from interaction.organs.actors import Actor, holders
from interaction.organs.models import Organ, Role
from interaction.workdays.now import now, today

# Who of an organ keeps its articles; at the hotline centre, who helps all organs keep theirs.
KEEPERS = (Role.HANDLER, Role.REVIEWER, Role.PUBLISHER)
# So long before an article runs out its organ is told, in days.
TOLD_BEFORE = 15


def may_keep(actor: Actor, organ: Organ) -> bool:
    """Whether the actor may write an organ's articles: one of its own people, or the hotline's supervisor."""
    return any(actor.holds(role, organ) for role in KEEPERS) or works_for_centre(actor, Role.SUPERVISOR)


def keeps_for(actor: Actor) -> list[Organ]:
    return [one for one in Organ.objects.filter(active=True).order_by("path") if may_keep(actor, one)]


@transaction.atomic
def report(actor: Actor, article: Article, words: str) -> Report:
    """An agent says what is wrong; the organ's people are told. The same words again, not answered yet, are the same report."""
    assert actor.staff
    Article.objects.select_for_update().get(pk=article.pk)
    before = article.reports.filter(words=words, by=actor.staff, answered_at__isnull=True).first()
    if before:
        return before
    found = Report.objects.create(article=article, words=words, by=actor.staff, at=now())
    _tell_keepers(
        article, key=f"knowledge:report:{found.pk}", subject=_("知识库纠错：%(title)s") % {"title": article.title}
    )
    return found


def answer(actor: Actor, found: Report, words: str) -> None:
    """The organ says what it did about it. Raises NotPermitted."""
    if not may_keep(actor, found.article.organ):
        raise NotPermitted(_("您只能处理本单位知识条目的纠错。"))
    Report.objects.filter(pk=found.pk, answered_at__isnull=True).update(
        answer=words, answered_by=actor.staff, answered_at=now()
    )


def remind_of_expiry() -> int:
    """Tell each organ, once, of its articles that run out soon; answers how many those are."""
    soon = Article.objects.filter(
        withdrawn=False, valid_until__gte=today(), valid_until__lte=today() + timedelta(days=TOLD_BEFORE)
    )
    for article in soon.select_related("organ"):
        _tell_keepers(
            article, key=f"knowledge:expiry:{article.pk}:{article.valid_until}",
            subject=_("知识条目即将到期：%(title)s") % {"title": article.title},
        )  # fmt: skip
    return len(soon)


def _tell_keepers(article: Article, *, key: str, subject: str) -> None:
    people = {one for role in KEEPERS for one in holders(role, article.organ)}
    notify_staff(people, key=key, subject=subject[:120], send_after=in_office_hours(now()))
