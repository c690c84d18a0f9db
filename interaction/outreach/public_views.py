"""Announcements, programmes with their episodes, and service points, for everybody. Nothing unpublished is read."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from interaction.casework.keyset import parse_cursor
from interaction.organs.models import Organ
from interaction.outreach import queries
from interaction.outreach.drawing import Dot, sketch
from interaction.outreach.models import Announcement, Entry, Episode, Programme, ServicePoint
from interaction.outreach.questions import Counts, counts_of, published_of

Found = tuple[Any, HttpResponse | None]


def after(request: HttpRequest) -> queries.Key | None:
    return parse_cursor(request.GET.get("after", ""))


def shown(request: HttpRequest, model: type[Any], pk: int, *related: str) -> Found:
    """A published entry; of one that was taken back the page that says when and why, and nothing else. Raises Http404."""
    entry = model.objects.select_related("organ", *related).filter(pk=pk).first()
    if entry is None or entry.published_on is None:
        raise Http404
    if entry.state == Entry.State.WITHDRAWN:
        return entry, render(request, "outreach/withdrawn.html", {"entry": entry}, status=410)
    return entry, None


def corrections(entry: Entry) -> list[Any]:
    """What was changed after publication, as the public reads it."""
    return list(entry.log.filter(action="publish").exclude(words="").only("at", "words"))


@login_not_required
@require_GET
def announcements(request: HttpRequest) -> HttpResponse:
    """Published announcements, the newest first; of one organ where asked."""
    rows, organ = queries.public(Announcement), request.GET.get("organ", "")[:32]
    organs = queries.organs_with(Announcement)
    if organ not in {one.code for one in organs}:
        organ = ""
    if organ:
        rows = rows.filter(organ__code=organ)
    page = queries.newest(rows, after(request))
    context = {"page": page, "organ": organ, "organs": organs}
    return render(request, "outreach/announcements.html", context)


@login_not_required
@require_GET
def announcement(request: HttpRequest, pk: int) -> HttpResponse:
    entry, gone = shown(request, Announcement, pk)
    if gone:
        return gone
    return render(request, "outreach/announcement.html", {"entry": entry, "corrections": corrections(entry)})


@login_not_required
@require_GET
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes, and the episodes of all of them, the newest first."""
    page = queries.newest(queries.episodes(), after(request), field="aired_on")
    context = {"programmes": queries.programmes(), "page": page, "rows": _counted(page.rows)}
    return render(request, "outreach/programmes.html", context)


@login_not_required
@require_GET
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    entry, gone = shown(request, Programme, pk)
    if gone:
        return gone
    page = queries.newest(queries.episodes().filter(programme=entry), after(request), field="aired_on")
    context = {"entry": entry, "page": page, "rows": _counted(page.rows), "corrections": corrections(entry)}
    return render(request, "outreach/programme.html", context)


def _counted(episodes: list[Episode]) -> list[tuple[Episode, Counts]]:
    counts = counts_of(episodes)
    return [(one, counts[one.pk]) for one in episodes]


@login_not_required
@require_GET
def episode(request: HttpRequest, pk: int) -> HttpResponse:
    """An episode with its questions: those whose answer is published, masked; of the others how many there are."""
    entry, gone = shown(request, Episode, pk, "programme")
    if gone:
        return gone
    if not entry.programme.is_public:
        raise Http404
    context = {
        "entry": entry, "organs": list(entry.organs.order_by("path")), "counts": counts_of([entry])[entry.pk],
        "answers": published_of(entry), "corrections": corrections(entry),
    }  # fmt: skip
    return render(request, "outreach/episode.html", context)


@login_not_required
@require_GET
def points(request: HttpRequest) -> HttpResponse:
    """The service points as a picture and as the list that says the same; by township and organ."""
    townships = list(Organ.objects.filter(kind=Organ.Kind.TOWNSHIP, active=True).order_by("path"))
    organs = queries.organs_with(ServicePoint)
    chosen = {"township": request.GET.get("township", "")[:32], "organ": request.GET.get("organ", "")[:32]}
    known = {"township": {one.code for one in townships}, "organ": {one.code for one in organs}}
    chosen = {name: code if code in known[name] else "" for name, code in chosen.items()}
    rows = queries.points(**chosen)
    context = {"rows": rows, "townships": townships, "organs": organs, "picture": picture(rows), **chosen}
    return render(request, "outreach/points.html", context)


def picture(rows: list[ServicePoint]) -> SafeString:
    """The sketch of these points, numbered as in the list under it."""
    dots = [
        Dot(number, one.title, *one.position, one.township.short_name if one.township else "")
        for number, one in enumerate(rows, 1)
    ]
    told = _("共 %(n)s 处，编号与下面的列表一致。上北下南，按坐标绘制，位置示意。") % {"n": len(dots)}
    return mark_safe(sketch(_("政务公开服务点位置示意图"), told, dots, _("北"), _("公里")))  # noqa: S308 - escaped there


@login_not_required
@require_GET
def point(request: HttpRequest, pk: int) -> HttpResponse:
    entry, gone = shown(request, ServicePoint, pk, "township")
    if gone:
        return gone
    context = {"entry": entry, "corrections": corrections(entry)}
    return render(request, "outreach/point.html", context)
