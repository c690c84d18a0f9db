"""The guides and catalogues of all organs, for everybody (条例 A.12, A.24)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from interaction.casework.keyset import encode_cursor, parse_cursor
from interaction.organs.models import Organ
from interaction.workdays.now import today
from requests_app.disclosure.models import CatalogueEntry, Category, DisclosureGuide
from requests_app.disclosure.queries import entries
from requests_app.guide import CONTEST

YEARS = 8


@login_not_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every organ that has a guide, and what was published last over all of them."""
    guides = DisclosureGuide.objects.select_related("organ").filter(organ__active=True).order_by("organ__path")
    return render(request, "disclosure/index.html", {"guides": guides, "newest": entries(None).rows[:8]})


@login_not_required
@require_GET
def guide(request: HttpRequest, code: str) -> HttpResponse:
    organ = get_object_or_404(Organ, code=code, active=True)
    found = DisclosureGuide.objects.filter(organ=organ).first()
    context = {"guide": found, "organ": organ, "categories": Category.choices, "contest": CONTEST}
    return render(request, "disclosure/guide.html", context)


@login_not_required
@require_GET
def catalogue(request: HttpRequest, code: str) -> HttpResponse:
    """One organ's catalogue by category and year of publication."""
    organ = get_object_or_404(Organ, code=code, active=True)
    category, year = request.GET.get("category", ""), request.GET.get("year", "")
    category = category if category in Category.values else ""
    years = [str(one) for one in range(today().year, today().year - YEARS, -1)]
    year = year if year in years else ""
    page = entries(
        organ, category=category, year=int(year) if year else None, after=parse_cursor(request.GET.get("after", ""))
    )
    context = {
        "organ": organ, "rows": page.rows, "next_cursor": encode_cursor(page.next_cursor), "category": category, "year": year,
        "categories": Category.choices, "years": years,
    }  # fmt: skip
    return render(request, "disclosure/catalogue.html", context)


@login_not_required
@require_GET
def entry(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One piece of information; of one that was taken back, when and why, and nothing else."""
    found = get_object_or_404(CatalogueEntry.objects.select_related("organ"), organ__code=code, pk=pk)
    status = 410 if found.withdrawn_on else 200
    return render(request, "disclosure/entry.html", {"entry": found, "organ": found.organ}, status=status)
