"""Published replies: the listing and one item. Reads Publication rows alone."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from interaction.casework.channels import channels
from interaction.organs.models import Organ
from interaction.publicity.queries import Key, newest, published


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
    publication = get_object_or_404(published(), pk=pk)
    labels = {one.key: one.label for one in channels()}
    return render(
        request,
        "portal/reply.html",
        {"item": publication, "channel_label": labels.get(publication.channel, "")},
    )
