"""Published replies: the listings and one item. Reads masked snapshots alone."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from interaction.casework.keyset import encode_cursor, parse_cursor
from interaction.casework.registry import channels
from interaction.organs.models import Organ
from interaction.portal.structured import reply_data
from interaction.portal.views.publishing import page_links, subscribe_link, unless_known
from interaction.publicity.models import Publication
from interaction.publicity.queries import kinds, newest, typical_kinds, typical_replies, years
from interaction.publicity.search.replies import last_changed
from interaction.publicity.similarity import similar
from interaction.workdays.now import SHANGHAI

# Beside an item, so many replies to something alike.
ALIKE = 4


def labels() -> dict[str, Any]:
    return {one.key: one.label for one in channels()}


@login_not_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All published replies, the newest first; by channel, organ, kind and year."""
    organ = request.GET.get("organ", "")[:32]
    return _listing(request, Organ.objects.filter(code=organ).first() if organ.replace("-", "").isalnum() else None)


@login_not_required
@require_safe
def organ_listing(request: HttpRequest, code: str) -> HttpResponse:
    """Those of one organ, at an address that stays."""
    return _listing(request, get_object_or_404(Organ, code=code))


def _listing(request: HttpRequest, organ: Organ | None) -> HttpResponse:
    given, known_years, known_kinds = request.GET, years(), kinds()
    channel = given.get("channel", "") if given.get("channel") in labels() else ""
    kind = given.get("kind", "") if given.get("kind") in known_kinds else ""
    year = next((one for one in known_years if str(one) == given.get("year")), None)
    after = parse_cursor(given.get("after", ""))
    page = newest(channel=channel, organ=organ.code if organ else "", kind=kind, year=year, after=after)
    path = reverse("portal:organ_replies", args=[organ.code]) if organ else reverse("portal:replies")
    narrowed: dict[str, object] = {"channel": channel, "kind": kind, "year": year}
    kept = {name: value for name, value in narrowed.items() if value}
    next_cursor = ""
    if page.next_cursor:
        next_cursor = f"{path}?{urlencode({**kept, 'after': encode_cursor(page.next_cursor)})}"
    context = {
        "rows": [(one, labels().get(one.channel, "")) for one in page.rows], "next_cursor": next_cursor, "organ": organ,
        "organs": Organ.objects.filter(active=True), "kinds": known_kinds, "years": known_years, **narrowed,
        "feeds": _feeds(channel, organ), "subscribe": subscribe_link(organ=organ.code if organ else "", channel=channel, kind=kind),
        **page_links(path, **narrowed, after=given.get("after", "") if after else ""),
    }  # fmt: skip
    return unless_known(request, render(request, "portal/replies.html", context))


def _feeds(channel: str, organ: Organ | None) -> list[tuple[str, str]]:
    """(name, address) of the feeds that hold what is listed."""
    found = [("", reverse("portal:feed_all"))]
    if channel:
        found.insert(0, (str(labels()[channel]), reverse("portal:feed_channel", args=[channel])))
    if organ:
        found.insert(0, (organ.shown_name, reverse("portal:feed_organ", args=[organ.code])))
    return found


@login_not_required
@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """A published reply, with what was corrected; of one that was taken back, when and why, and nothing else."""
    if pk >= 2**63:
        raise Http404
    publication = get_object_or_404(Publication.objects.select_related("organ", "typical"), pk=pk)
    label = labels().get(publication.channel, "")
    path = reverse("portal:reply", args=[pk])
    context = {
        "item": publication, "channel_label": label, **page_links(path),
        "changes": publication.changes.select_related("organ").defer("earlier"),
    }  # fmt: skip
    if publication.withdrawn_at:
        return render(request, "portal/reply_withdrawn.html", context, status=410)
    found = similar(publication.title, publication.content, ALIKE + 1)
    context["alike"] = [one for one in found if one.publication.pk != pk][:ALIKE]
    context["data"] = reply_data(publication, str(label), context["canonical"])
    return unless_known(request, render(request, "portal/reply.html", context), last_changed(publication), dated=True)


@login_not_required
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Questions that many ask, with the reply that answers them (典型答复); by kind and organ."""
    kind, organ = request.GET.get("kind", "")[:40], request.GET.get("organ", "")[:32]
    known, organs = typical_kinds(), Organ.objects.filter(active=True)
    kind = kind if kind in known else ""
    organ = organ if organ in {one.code for one in organs} else ""
    page = typical_replies(kind=kind, organ=organ, after=_moment_key(request.GET.get("after", "")[:60]))
    next_cursor = f"{page.next_cursor[0].timestamp():.6f}_{page.next_cursor[1]}" if page.next_cursor else ""
    context = {
        "rows": page.rows, "next_cursor": next_cursor, "kind": kind, "kinds": known, "organ": organ, "organs": organs,
        **page_links(reverse("portal:answers"), kind=kind, organ=organ),
    }  # fmt: skip
    return unless_known(request, render(request, "portal/answers.html", context))


def _moment_key(text: str) -> tuple[datetime, int] | None:
    """ "1790000000.123456_17", as a page's link carries it; anything else starts at the newest."""
    moment, _line, number = text.partition("_")
    try:
        return datetime.fromtimestamp(float(moment), SHANGHAI), int(number)
    except (ValueError, OverflowError, OSError):
        return None
