"""Writing articles and answering for them: who may, and how what was there before is kept."""

from datetime import timedelta
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from hotline.centre import works_for_centre
from hotline.knowledge.models import Article, Report, Revision
from interaction.casework.engine import NotNow, NotPermitted
from interaction.notices.outbox import in_office_hours, notify_staff
from interaction.organs.actors import Actor, holders
from interaction.organs.models import Organ, Role
from interaction.publicity.segmenting import pairs
from interaction.publicity.similarity import as_vector
from interaction.workdays.now import now, today

# Who of an organ keeps its articles; at the hotline centre, who helps all organs keep theirs.
KEEPERS = (Role.HANDLER, Role.REVIEWER, Role.PUBLISHER)
TEXTS = ("title", "body", "basis", "contact", "valid_until", "withdrawn")
# So long before an article runs out its organ is told, in days.
TOLD_BEFORE = 15


class StaleVersion(NotNow):
    """Somebody saved the article meanwhile."""


def may_keep(actor: Actor, organ: Organ) -> bool:
    """Whether the actor may write an organ's articles: one of its own people, or the hotline's supervisor."""
    return any(actor.holds(role, organ) for role in KEEPERS) or works_for_centre(actor, Role.SUPERVISOR)


def keeps_for(actor: Actor) -> list[Organ]:
    return [one for one in Organ.objects.filter(active=True).order_by("path") if may_keep(actor, one)]


@transaction.atomic
def save(actor: Actor, article: Article, version: int) -> Article:
    """Save an article's new text over that of `version` (0: a new article). Raises NotPermitted, StaleVersion."""
    assert actor.staff
    if not may_keep(actor, article.organ):
        raise NotPermitted(_("您只能维护本单位的知识条目。"))
    if article.pk:
        held = Article.objects.select_for_update().get(pk=article.pk)
        if held.version != version:
            raise StaleVersion(_("别人刚刚保存过这一条，请对照新的内容后再保存。您写的还在，没有丢失。"))
        if held.organ_id != article.organ_id and not may_keep(actor, held.organ):
            raise NotPermitted(_("您只能维护本单位的知识条目。"))
        article.version = version + 1
    words = as_vector(pairs(f"{article.title}\n{article.basis}\n{article.body}"))
    article.words = Cast(Value(words), SearchVectorField())
    article.save()
    texts: dict[str, Any] = {name: getattr(article, name) for name in TEXTS}
    Revision.objects.create(article=article, version=article.version, by=actor.staff, at=now(), **texts)
    return article


@transaction.atomic
def report(actor: Actor, article: Article, words: str) -> Report:
    """An agent says what is wrong; the organ's people are told."""
    assert actor.staff
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
