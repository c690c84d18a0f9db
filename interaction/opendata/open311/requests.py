"""Published replies as GeoReport v2 tells requests: all closed, with the answer beside them, and nobody's address."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from interaction.opendata.open311.answers import BAD, GONE, MISSING, Mistaken, Shape
from interaction.opendata.open311.services import by_code, by_item
from interaction.opendata.parameters import instant
from interaction.opendata.reading import published, withdrawals
from interaction.publicity.models import Publication
from interaction.workdays.now import SHANGHAI, local_date, today

# "Default query limit is a span of 90 days or first 1000 requests returned, whichever is smallest."
SPAN = timedelta(days=90)
MOST = 1000
STATUSES = ("open", "closed")
CLOSED = "closed"
PAGE_SIZE = 50
_ID = re.compile(r"[0-9]{1,18}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def found(query: QueryDict) -> list[Shape]:
    """The requests that a query asks for, the newest first; numbers named override everything else.

    Raises Mistaken for a parameter that cannot be right.
    """
    ids = _listed(query, "service_request_id")
    if ids:
        if len(ids) > MOST or not all(_ID.fullmatch(one) for one in ids):
            raise Mistaken(BAD, _("service_request_id应当是编号，用逗号分开，最多1000个。"))
        return _shapes(published().filter(pk__in=[int(one) for one in ids]).order_by("-received_on", "-id"))
    statuses = _listed(query, "status") or list(STATUSES)
    if not set(statuses) <= set(STATUSES):
        raise Mistaken(BAD, _("status应当是open或者closed。"))
    rows = published().filter(received_on__range=_days(query)).order_by("-received_on", "-id")
    codes = _listed(query, "service_code")
    if codes:
        rows = rows.filter(_services(codes))
    first, last = _slice(query)
    if CLOSED not in statuses or first >= MOST:  # what is published has been answered
        return []
    # Pages lie within the first thousand, so that none of them counts through more than that.
    keys = list(rows.values_list("pk", flat=True)[: min(last, MOST)])[first:]
    return _shapes(published().filter(pk__in=keys).order_by("-received_on", "-id"))


def one(request_id: str) -> list[Shape]:
    """A request by its number, as a list of one. Raises Mistaken where there is none, or where it was taken back."""
    row = None
    if _ID.fullmatch(request_id):
        rows = Publication.objects.select_related("organ").prefetch_related(withdrawals())
        row = rows.filter(pk=int(request_id)).first()
    if row is None:
        raise Mistaken(MISSING, _("没有这个service_request_id。"))
    if row.withdrawn_at:
        said = {"on": local_date(row.withdrawn_at), "reason": "".join(change.reason for change in row.withdrawals)}  # type: ignore[attr-defined]
        raise Mistaken(GONE, _("这件公开内容已于%(on)s撤下。理由：%(reason)s") % said)
    return _shapes([row])


def _listed(query: QueryDict, name: str) -> list[str]:
    """The values of a parameter: separated by commas, or given several times."""
    return [part.strip() for value in query.getlist(name) for part in value.split(",") if part.strip()]


def _services(codes: list[str]) -> Q:
    known = by_code()
    if not set(codes) <= set(known):
        raise Mistaken(MISSING, _("没有这个service_code，见services。"))
    wanted = Q()
    for code in codes:
        wanted |= known[code].items()
    return wanted


def _days(query: QueryDict) -> tuple[date, date]:
    """The days within which a request was received: 90 at most, to the end given, or from the start, or to today."""
    start, end = _day(query, "start_date"), _day(query, "end_date")
    if start and end:
        if end - start > SPAN:
            raise Mistaken(BAD, _("start_date和end_date最多相隔90天。"))
        return start, end
    if start:
        return start, start + SPAN
    end = end or today()
    return end - SPAN, end


def _day(query: QueryDict, name: str) -> date | None:
    text = query.get(name, "")
    if not text:
        return None
    moment = instant(f"{text}T00:00:00+08:00" if _DAY.fullmatch(text) else text)
    if moment is None:
        raise Mistaken(BAD, _("%(name)s应当是带时区的时间，例如2026-11-25T00:00:00+08:00。") % {"name": name})
    return local_date(moment)


def _slice(query: QueryDict) -> tuple[int, int]:
    """From which to which of the requests found; all of the first thousand where no page is asked for."""
    if "page" not in query and "page_size" not in query:
        return 0, MOST
    page, size = _number(query, "page", 1), _number(query, "page_size", PAGE_SIZE)
    return (page - 1) * size, page * size


def _number(query: QueryDict, name: str, default: int) -> int:
    text = query.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,4}", text, re.ASCII) or not 1 <= int(text) <= MOST:
        raise Mistaken(BAD, _("%(name)s应当是1至%(most)s的整数。") % {"name": name, "most": MOST})
    return int(text)


def _shapes(rows: Any) -> list[Shape]:
    services = by_item()
    return [_shape(row, services) for row in rows]


def _shape(row: Publication, services: dict[tuple[str, str], Any]) -> Shape:
    service = services.get((row.channel, row.kind)) or services[row.channel, ""]
    return {
        "service_request_id": str(row.pk), "status": CLOSED, "status_notes": row.reply, "service_name": service.name,
        "service_code": service.code, "description": f"{row.title}\n{row.content}", "agency_responsible": row.organ.name,
        "service_notice": None, "requested_datetime": _midnight(row.received_on),
        "updated_datetime": _midnight(row.replied_on), "expected_datetime": None,
        # Where somebody lives or what happened at whose door is nobody else's to know: places are masked in the text.
        "address": None, "address_id": None, "zipcode": None, "lat": None, "long": None, "media_url": None,
    }  # fmt: skip


def _midnight(day: date) -> str:
    """The law counts days; the standard wants moments."""
    return datetime.combine(day, time(), SHANGHAI).isoformat()
