"""What each channel is for, how it goes, its limits and the law behind them, in plain words."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from interaction.casework.channels import Channel, Text
from interaction.casework.registry import channels
from interaction.limits.configured import as_configured, in_force
from interaction.limits.telling import longest_extension
from interaction.workdays.now import today


@dataclass(frozen=True)
class Told:
    """A time limit as a citizen reads it, as it holds today."""

    what: Text
    span: str
    at_most: str
    law: str


def limits_of(channel: Channel) -> list[Told]:
    """The channel's limits for whoever starts something today, as the law or the county has set them."""
    found = []
    with as_configured():
        for what, name in channel.limits_told:
            rule = in_force(name, today())
            longest = longest_extension(rule)
            more = rule.unit.apart(longest) if longest else ""
            found.append(Told(what, rule.unit.apart(rule.length), more, rule.law))
    return found


@login_not_required
@require_GET
def guides(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/guides.html")


@login_not_required
@require_GET
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    channel = next((one for one in channels() if one.slug == slug), None)
    if channel is None:
        raise Http404
    return render(request, "portal/guide.html", {"channel": channel, "limits": limits_of(channel)})
