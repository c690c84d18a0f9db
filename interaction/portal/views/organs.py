"""Each organ as the public meets it: where to turn, what it was asked and answered, and how fast."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from interaction.organs.models import Organ
from interaction.publicity.queries import newest
from interaction.statistics.models import Group
from interaction.statistics.queries import Figures, by_facet
from interaction.workdays.now import today

NEWEST = 6


@login_not_required
@require_GET
def organs(request: HttpRequest) -> HttpResponse:
    """All organs by kind."""
    found = Organ.objects.filter(active=True).order_by("path")
    kinds = [(label, [one for one in found if one.kind == kind]) for kind, label in Organ.Kind.choices]
    return render(request, "portal/organs.html", {"kinds": [(label, rows) for label, rows in kinds if rows]})


@login_not_required
@require_GET
def organ(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Organ, code=code, active=True)
    year = today().year
    figures = by_facet(year, "", Group.ORGAN).get(str(found.pk), Figures())
    context = {"organ": found, "year": year, "figures": figures, "newest": newest(organ=code, size=NEWEST).rows}
    return render(request, "portal/organ.html", context)
