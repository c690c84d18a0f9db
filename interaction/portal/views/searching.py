"""The search page: one box over all that is public, with facets, marked snippets, and help where nothing is found."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from interaction.casework.numbers import typed_number
from interaction.casework.queries import CASE_NUMBER
from interaction.casework.registry import channels
from interaction.portal.views.publishing import in_this_language, subscribe_link
from interaction.publicity.search.asking import cleaned
from interaction.publicity.search.index import SOURCES
from interaction.publicity.search.searching import PAGE, Answer, Filters, search
from interaction.publicity.search.snippets import highlighted, snippet
from interaction.visitors.throttle import may_search

NAMES = {
    "source": _("内容"), "channel": _("渠道"), "organ": _("单位"), "kind": _("类别"), "year": _("年份"), "place": _("地点"),
}  # fmt: skip
# A query that a letter's title takes over.
LONGEST_TITLE = 80
LONGEST_NUMBER = 40


@login_not_required
@never_cache
@require_GET
def search_page(request: HttpRequest) -> HttpResponse:
    typed, filters = request.GET.get("q", ""), read_filters(request)
    if not (typed.strip() or filters.chosen()):
        return render(request, "portal/search.html", {"query": "", "newest": False})
    number = typed_number(typed[:LONGEST_NUMBER])
    if number.partition("-")[0] in {one.prefix for one in channels()} and CASE_NUMBER.fullmatch(number):
        return render(request, "portal/search.html", {"query": cleaned(typed)[0], "number": number})
    if not may_search(request):
        context = {"query": cleaned(typed)[0], "refused": True}
        return render(request, "portal/search.html", context, status=429)
    by_day, literal = request.GET.get("by") == "day", request.GET.get("literal") == "1"
    answer = search(typed, filters, _page(request.GET.get("page", "")), by_day=by_day, literal=literal)
    return render(request, "portal/search.html", _context(answer, by_day=by_day))


def read_filters(request: HttpRequest) -> Filters:
    """What the address narrows to; what cannot be is left out."""
    given = {name: cleaned(request.GET.get(name, "")[:40])[0] for name in NAMES}
    if not (given["year"].isascii() and given["year"].isdigit() and len(given["year"]) == 4):  # noqa: PLR2004
        given["year"] = ""
    return Filters(**given)


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1  # noqa: PLR2004


def _context(answer: Answer, *, by_day: bool) -> dict[str, Any]:
    words, chosen = answer.query.marked, answer.filters.chosen()
    kept: dict[str, Any] = {"q": answer.query.text, **chosen, **({"by": "day"} if by_day else {})}
    return {
        "answer": answer, "query": answer.query.text, "newest": by_day, "chosen": _chosen(answer, kept),
        "kept": [(name, value) for name, value in kept.items() if name != "q"],
        "hits": [
            {
                "address": in_this_language(one.row.address), "row": one.row,
                "title": highlighted(one.row.question or one.row.title, words),
                "snippet": snippet((one.row.answer, one.row.text), words), "label": _label(one.row),
            }
            for one in answer.hits
        ],
        "facets": [
            (NAMES[name], [(one.label, one.count, _link(kept, **{name: one.value})) for one in values])
            for name, values in answer.facets.items()
        ],
        "other_order": _link({name: value for name, value in kept.items() if name != "by"}, **({} if by_day else {"by": "day"})),
        "exactly": _link(kept, literal="1"), "meant": list(answer.meant.items()),
        "fewer": [(word, _link({**chosen, "q": word})) for word in answer.fewer],
        "unfiltered": _link({"q": answer.query.text}) if chosen else "",
        "previous": _link(kept, page=answer.page - 1) if answer.page > 1 else "",
        "next_cursor": _link(kept, page=answer.page + 1) if answer.page < answer.pages else "",
        "letters": [(one.label, _letter(one.slug, answer.query.text)) for one in channels() if one.offers_similar][:1],
        "start": (answer.page - 1) * PAGE + 1,
        "subscribe": subscribe_link(
            organ=chosen.get("organ", ""), channel=chosen.get("channel", ""), kind=chosen.get("kind", ""),
            words=answer.query.text[:60],
        ),
        "feed": reverse("portal:feed_search") + "?" + urlencode({"q": answer.query.text, **chosen}),
    }  # fmt: skip


def _label(row: Any) -> str:
    labels = {one.key: one.label for one in channels()}
    return str(labels.get(row.channel) or SOURCES.get(row.source, ""))


def _chosen(answer: Answer, kept: dict[str, Any]) -> list[tuple[Any, str, str]]:
    """What was narrowed to, and how to take it off."""
    return [
        (
            NAMES[name],
            answer.labels.get((name, value), value),
            _link({key: one for key, one in kept.items() if key != name}),
        )
        for name, value in answer.filters.chosen().items()
    ]


def _link(kept: dict[str, Any], **more: Any) -> str:
    return "?" + urlencode({**kept, **more})


def _letter(slug: str, query: str) -> str:
    return reverse("portal:submit", args=[slug]) + "?" + urlencode({"title": query[:LONGEST_TITLE]})
