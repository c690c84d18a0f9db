"""Published replies: the listing and one item. Reads Publication rows alone."""

from datetime import date, datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from interaction.casework.channels import channels
from interaction.organs.models import Organ
from interaction.publicity.models import Publication
from interaction.publicity.queries import Key, newest, typical_kinds, typical_replies
from interaction.workdays.now import SHANGHAI


def _key(text: str) -> Key | None:
    """ "2026-11-20.1234", as a page's link carries it; anything else starts at the newest."""
    day, _dot, number = text.partition(".")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


@login_not_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    channel, organ = request.GET.get("channel", "")[:16], request.GET.get("organ", "")[:32]
    known = {one.key for one in channels()}
    page = newest(
        channel=channel if channel in known else "",
        organ=organ if organ.replace("-", "").isalnum() else "",
        after=_key(request.GET.get("after", "")[:40]),
    )
    following = f"{page.following[0].isoformat()}.{page.following[1]}" if page.following else ""
    labels = {one.key: one.label for one in channels()}
    context = {
        "rows": [(one, labels.get(one.channel, "")) for one in page.rows], "following": following, "channel": channel,
        "organ": organ, "organs": Organ.objects.filter(active=True),
    }  # fmt: skip
    return render(request, "portal/replies.html", context)


@login_not_required
@require_GET
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """A published reply, with what was corrected; of one that was taken back, when and why, and nothing else."""
    publication = get_object_or_404(Publication.objects.select_related("organ", "typical"), pk=pk)
    labels = {one.key: one.label for one in channels()}
    context = {
        "item": publication, "channel_label": labels.get(publication.channel, ""),
        "changes": publication.changes.select_related("organ").defer("earlier"),
    }  # fmt: skip
    if publication.withdrawn_at:
        return render(request, "portal/reply_withdrawn.html", context, status=410)
    return render(request, "portal/reply.html", context)


@login_not_required
@require_GET
def answers(request: HttpRequest) -> HttpResponse:
    """Questions that many ask, with the reply that answers them (典型答复); by kind and organ."""
    kind, organ = request.GET.get("kind", "")[:40], request.GET.get("organ", "")[:32]
    kinds, organs = typical_kinds(), Organ.objects.filter(active=True)
    kind = kind if kind in kinds else ""
    organ = organ if organ in {one.code for one in organs} else ""
    page = typical_replies(kind=kind, organ=organ, after=_moment_key(request.GET.get("after", "")[:60]))
    following = f"{page.following[0].timestamp():.6f}_{page.following[1]}" if page.following else ""
    context = {
        "rows": page.rows,
        "following": following,
        "kind": kind,
        "kinds": kinds,
        "organ": organ,
        "organs": organs,
    }
    return render(request, "portal/answers.html", context)


def _moment_key(text: str) -> tuple[datetime, int] | None:
    """ "1790000000.123456_17", as a page's link carries it; anything else starts at the newest."""
    moment, _line, number = text.partition("_")
    try:
        return datetime.fromtimestamp(float(moment), SHANGHAI), int(number)
    except (ValueError, OverflowError, OSError):
        return None
