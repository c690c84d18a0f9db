"""The rates on the desk: of a span of days, by organ and by township, every figure leading to its orders."""

from collections.abc import Collection
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hotline.rates.configured import terms_on
from hotline.rates.forms import PeriodForm, usual_spans
from hotline.rates.formulas import HUNDRED, Rate, Terms, rates, total
from hotline.rates.models import Outcome
from hotline.rates.readers import Reader, for_readers
from hotline.rates.reading import FIGURES, Period, RateLine, by_organ, by_town, orders_behind, page_of, tallies, under
from interaction.casework.keyset import encode_cursor, parse_cursor
from interaction.notices.outbox import unread
from interaction.organs.models import Organ
from interaction.statistics.charts import bar_chart

MOST_BARS = 15
NOWHERE = "none"
BREAKDOWN = ("met", "missed", "settled", "partly", "unsettled", "satisfied", "basically", "dissatisfied", "unreached",
             "excluded")  # fmt: skip


def page(
    request: HttpRequest, template: str, reader: Reader, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    notices = list(unread(reader.actor.staff)[:6]) if reader.actor.staff else []
    framed = {**context, "actor": reader.actor, "reader": reader, "unread": notices}
    return render(request, template, framed, status=status)


@never_cache
@require_GET
@for_readers
def index(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The rates of a span: all together, each organ with its rank, each township."""
    form, period, organ = _asked(request, reader)
    terms = terms_on(period.last)
    whose = _organs(reader, organ)
    summary = total(tallies(period, organs=whose).values())
    lines = [line for line in by_organ(period, terms) if line.place and _shown(line.place, reader, organ)]
    context = {
        "form": form, "period": period, "organ": organ, "terms": terms, "spans": usual_spans(),
        "span": urlencode({"first": period.first, "last": period.last, **({"organ": organ.code} if organ else {})}),
        "whole": RateLine(organ, summary, rates(summary, terms)), "lines": lines,
        "towns": by_town(period, terms, whose), "charts": _charts(lines) if len(lines) > 1 else [],
        "breakdown": [(name, FIGURES[name].label, getattr(summary, name, summary.due - summary.met)) for name in BREAKDOWN],
    }  # fmt: skip
    return page(request, "rates/index.html", reader, context, 422 if form.errors else 200)


def _asked(request: HttpRequest, reader: Reader) -> tuple[PeriodForm, Period, Organ | None]:
    """The span and organ asked for; this month where nothing sensible was."""
    usual = dict(usual_spans())[_("本月")]
    days = {"first": request.GET.get("first") or usual.first, "last": request.GET.get("last") or usual.last}
    form = PeriodForm({**days, "organ": request.GET.get("organ", "")[:32]}, _choices(reader))
    if not form.is_valid():
        return form, Period(*usual), None
    return form, Period(form.cleaned_data["first"], form.cleaned_data["last"]), form.cleaned_data["organ"]


def _choices(reader: Reader) -> Any:
    organs = Organ.objects.filter(parent__isnull=False).exclude(kind=Organ.Kind.HOTLINE).order_by("path")
    return organs if reader.organs is None else organs.filter(pk__in=reader.organs)


def _organs(reader: Reader, organ: Organ | None) -> Collection[int] | None:
    """Whose orders are looked at; None for all."""
    return under(organ) if organ else reader.organs


def _shown(place: Organ, reader: Reader, organ: Organ | None) -> bool:
    return reader.may_see(place) and (organ is None or organ.covers(place))


def _charts(lines: list[RateLine]) -> list[tuple[str, str]]:
    """The composite and the three rates, each in the order of the ranking; the charts escape what they are given."""
    asked = [
        (_("综合得分"), _("分"), [line.rates.composite for line in lines]),
        (_("响应率"), "%", [_hundredfold(line.rates.response) for line in lines]),
        (_("解决率"), "%", [_hundredfold(line.rates.resolution) for line in lines]),
        (_("满意率"), "%", [_hundredfold(line.rates.satisfaction) for line in lines]),
    ]
    names = [line.place.short_name for line in lines if line.place]
    drawn: list[tuple[str, str]] = []
    for title, unit, values in asked:
        bars = [(name, float(one)) for name, one in zip(names, values, strict=True) if one is not None]
        drawn.append((title, mark_safe(bar_chart(title, bars[:MOST_BARS], unit))))  # noqa: S308
    return drawn


def _hundredfold(rate: Rate) -> Fraction | None:
    return None if rate.value is None else rate.value * HUNDRED


@never_cache
@require_GET
@for_readers
def orders(request: HttpRequest, reader: Reader, section: str) -> HttpResponse:
    """The orders that a figure counts, page by page."""
    if section not in FIGURES:
        raise Http404
    form, period, organ = _asked(request, reader)
    if form.errors:
        raise Http404
    terms, town = terms_on(period.last), request.GET.get("town", "")[:32]
    place = Organ.objects.filter(code=town).first() if town else None
    if town and town != NOWHERE and place is None:
        raise Http404
    found = orders_behind(section, period, terms, organs=_organs(reader, organ), town=place.pk if place else None,
                   anywhere=not town)  # fmt: skip
    listed = page_of(section, found, parse_cursor(request.GET.get("after", "")))
    kept = {"first": period.first, "last": period.last, "organ": organ.code if organ else "", "town": town}
    context = {
        "figure": FIGURES[section], "section": section, "period": period, "organ": organ, "town": place,
        "nowhere": town == NOWHERE, "rows": [_row(one, section, reader, terms) for one in listed.rows],
        "span": urlencode(kept),
        "next_cursor": encode_cursor(listed.next_cursor),
    }  # fmt: skip
    return page(request, "rates/orders.html", reader, context)


def _row(one: Outcome, section: str, reader: Reader, terms: Terms) -> dict[str, Any]:
    """An order in the list. Who may not open an order that was joined to an incident opens the incident."""
    order = one.order
    sees = reader.actor.sees(order.organ) or reader.actor.sees(order.addressed_to)
    figure = FIGURES[section]
    return {
        "order": order, "open": order.pk if sees else one.lead_id, "organ": getattr(one, figure.organ), "outcome": one,
        "day": getattr(one, figure.day), "said": _said(one, section),
    }  # fmt: skip


def _said(one: Outcome, section: str) -> str:
    """What the list is about, of this order."""
    if section == "excluded":
        return _("%(ground)s（%(who)s审核）") % {"ground": one.get_ground_display(), "who": one.excluded_by.name}  # type: ignore[union-attr]
    if FIGURES[section].day == "response_on":
        return _("按时联系") if one.response_met else _("没有按时联系")
    if one.unreached:
        return _("三次回访联系不上")
    return _("%(settled)s，%(stars)d 星") % {"settled": one.get_settled_display(), "stars": one.stars}
