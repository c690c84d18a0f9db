"""Atom feeds of the newest replies: over all, of a channel, of an organ, of a search."""

from datetime import datetime, time
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from interaction.casework.registry import channels
from interaction.organs.models import Organ
from interaction.portal.views.publishing import absolute, in_this_language, unless_known
from interaction.portal.views.searching import read_filters
from interaction.publicity.models import Publication
from interaction.publicity.queries import newest
from interaction.publicity.search.models import IndexRow
from interaction.publicity.search.searching import search
from interaction.visitors.throttle import may_search
from interaction.workdays.now import SHANGHAI

SIZE = 30


@login_not_required
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    return _replies(request, _("最新公开答复"), newest(size=SIZE).rows, reverse("portal:replies"))


@login_not_required
@require_safe
def of_channel(request: HttpRequest, channel: str) -> HttpResponse:
    found = next((one for one in channels() if one.key == channel), None)
    if found is None:
        raise Http404
    page = reverse("portal:replies") + "?" + urlencode({"channel": channel})
    title = _("最新公开答复：%(of)s") % {"of": found.label}
    return _replies(request, title, newest(channel=channel, size=SIZE).rows, page)


@login_not_required
@require_safe
def of_organ(request: HttpRequest, code: str) -> HttpResponse:
    organ = get_object_or_404(Organ, code=code)
    title = _("最新公开答复：%(of)s") % {"of": organ.shown_name}
    page = reverse("portal:organ_replies", args=[code])
    return _replies(request, title, newest(organ=code, size=SIZE).rows, page)


@login_not_required
@require_safe
def of_search(request: HttpRequest) -> HttpResponse:
    """What a search finds, the newest first."""
    filters = read_filters(request)
    if not may_search(request):
        return HttpResponse(_("查询次数过多，请十分钟后再试。"), status=429, content_type="text/plain; charset=utf-8")
    answer = search(request.GET.get("q", ""), filters, by_day=True)
    given = {name: value for name, value in {"q": answer.query.text, **filters.chosen()}.items() if value}
    page = reverse("portal:search") + ("?" + urlencode(given) if given else "")
    title = _("检索：%(of)s") % {"of": answer.query.text or "、".join(filters.chosen().values())}
    return _sent(request, title, [one.row for one in answer.hits], page)


def _replies(request: HttpRequest, title: str, found: list[Publication], page: str) -> HttpResponse:
    """With the moments of their last change, by one read."""
    keys = [str(one.pk) for one in found]
    known = {
        row.key: row
        for row in IndexRow.objects.filter(source="reply", key__in=keys).defer("words").select_related("organ")
    }
    return _sent(request, title, [known[key] for key in keys if key in known], page)


def _sent(request: HttpRequest, title: str, rows: list[IndexRow], page: str) -> HttpResponse:
    """`updated` of the feed is the last change of anything in it; of an empty one, a day that stays."""
    here = absolute(request.get_full_path())
    changed = max((row.changed_at for row in rows), default=datetime(2000, 1, 1, tzinfo=SHANGHAI))
    feed = _Feed(
        title=title, link=absolute(page), feed_url=here, feed_guid=here, language="zh-Hans", description="",
        author_name=_("互动交流"), updated=changed,
    )  # fmt: skip
    for row in rows:
        address = absolute(in_this_language(row.address))
        feed.add_item(
            title=row.question or row.title, link=address, unique_id=absolute(row.address), description=_summary(row),
            author_name=row.organ.name if row.organ else None, updateddate=row.changed_at,
            pubdate=datetime.combine(row.on, time(0), SHANGHAI), categories=[row.kind] if row.kind else [],
        )  # fmt: skip
    answer = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    return unless_known(request, answer, changed)


def _summary(row: IndexRow) -> str:
    """Plain text; what XML cannot hold was refused where it was typed."""
    return "\n\n".join(text for text in (row.text, row.answer) if text)


class _Feed(Atom1Feed):
    """Summaries are plain text, and an empty feed has a moment too."""

    def latest_post_date(self) -> datetime:
        moment: datetime = self.feed["updated"]
        return moment

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        description, item["description"] = item["description"], None
        super().add_item_elements(handler, item)
        handler.addQuickElement("summary", str(description), {"type": "text"})
