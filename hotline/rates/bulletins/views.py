"""Bulletins on the desk: which there are, one of them, its files; making one by hand."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hotline.rates.bulletins.files import FORMS
from hotline.rates.bulletins.issuing import as_issue, issue
from hotline.rates.bulletins.periods import span_of
from hotline.rates.forms import BulletinForm
from hotline.rates.models import Bulletin
from hotline.rates.readers import Reader, for_issuers
from hotline.rates.views import page
from interaction.audit.models import Kind
from interaction.audit.recording import reads
from interaction.casework.keyset import after_cursor, encode_cursor, parse_cursor
from interaction.statistics.charts import bar_chart

PAGE = 30


@never_cache
@require_http_methods(["GET", "POST"])
@for_issuers
def issued(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Bulletins, the newest first; and the form that makes one."""
    form = BulletinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kind, day = form.cleaned_data["kind"], form.cleaned_data["day"]
        return redirect("rates:bulletin", pk=issue(kind, span_of(kind, day), reader.actor.staff).pk)
    context = {"form": form, **_listed(request)}
    return page(request, "rates/bulletins.html", reader, context, 422 if form.errors else 200)


def _listed(request: HttpRequest) -> dict[str, Any]:
    found = Bulletin.objects.defer("figures").select_related("issued_by").order_by("-last", "-pk")
    rows = list(after_cursor(found, parse_cursor(request.GET.get("after", "")), "last")[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return {"rows": rows[:PAGE], "next_cursor": encode_cursor((last.last, last.pk) if last else None)}


@never_cache
@require_GET
@for_issuers
def bulletin(request: HttpRequest, reader: Reader, pk: int) -> HttpResponse:
    found = get_object_or_404(Bulletin.objects.select_related("issued_by"), pk=pk)
    printed = as_issue(found)
    # The charts escape what they are given.
    sections = [
        (section, [(bars.title, mark_safe(bar_chart(bars.title, bars.rows, bars.unit))) for bars in section.bars])  # noqa: S308
        for section in printed.sections
    ]
    context = {"bulletin": found, "issue": printed, "sections": sections, "forms": FORMS}
    return page(request, "rates/bulletin.html", reader, context)


@never_cache
@require_GET
@for_issuers
@reads(Kind.EXPORT)
def download(request: HttpRequest, reader: Reader, pk: int, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    printed = as_issue(get_object_or_404(Bulletin, pk=pk))
    response = HttpResponse(FORMS[form].make(printed), content_type=FORMS[form].content_type)
    response.headers["Content-Disposition"] = (
        content_disposition_header(True, f"{printed.title}.{form}") or "attachment"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
