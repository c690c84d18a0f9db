"""What each channel is for, how it goes, its limits and the law behind them, in plain words."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from interaction.casework.channels import Channel, Text, channels
from interaction.limits.configured import as_configured, in_force
from interaction.limits.rules import Unit
from interaction.workdays.now import today


@dataclass(frozen=True)
class Told:
    """A time limit as a citizen reads it, as it holds today."""

    what: Text
    span: str
    at_most: str
    law: str


def span(n: int, unit: Unit) -> str:
    """ "20 个工作日", in the language of the page."""
    words = {
        Unit.WORKDAY: _("%(n)s 个工作日"), Unit.DAY: _("%(n)s 日"), Unit.HOUR: _("%(n)s 小时"),
        Unit.WORKHOUR: _("%(n)s 个工作小时"), Unit.MINUTE: _("%(n)s 分钟"),
    }  # fmt: skip
    return words[unit] % {"n": n}


def limits_of(channel: Channel) -> list[Told]:
    """The channel's limits for whoever starts something today, as the law or the county has set them."""
    found = []
    with as_configured():
        for what, name in channel.limits_told:
            rule = in_force(name, today())
            longest = next((one.at_most for one in rule.extends if one.at_most), None)
            more = span(longest, rule.unit) if longest else ""
            found.append(Told(what, span(rule.length, rule.unit), more, rule.law))
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
