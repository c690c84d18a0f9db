"""存证: the seals of the days as anybody may keep them, and a sender's proof that the own case is under one."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from interaction.casework.models import Case
from interaction.evidence.days import shown
from interaction.evidence.models import DaySeal
from interaction.portal.views.access import opened_only
from interaction.portal.views.publishing import absolute, in_this_language, unless_known
from interaction.proving.dossier import proof

SIZE = 60


def _newest(before: int = 0) -> list[dict[str, Any]]:
    seals = DaySeal.objects.order_by("-number")
    if before:
        seals = seals.filter(number__lt=before)
    return [{"seal": one, "number": one.number, **one.told} for one in seals[:SIZE]]


@login_not_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    rows = _newest(int(before) if before.isascii() and before.isdigit() and len(before) < 10 else 0)  # noqa: PLR2004
    further = rows[-1]["number"] if len(rows) == SIZE and rows[-1]["number"] > 1 else 0
    return unless_known(request, render(request, "portal/seals.html", {"rows": rows, "further": further}))


@login_not_required
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """A seal as it was signed, for programs and for whoever keeps it."""
    return unless_known(request, JsonResponse(shown(get_object_or_404(DaySeal, number=number))))


@login_not_required
@require_safe
def program(request: HttpRequest) -> HttpResponse:
    """The program that checks a proof or a dossier without anything of ours."""
    text = (settings.BASE_DIR / "docs" / "verify_dossier.py").read_text(encoding="utf-8")
    return unless_known(request, HttpResponse(text, content_type="text/plain; charset=utf-8"))


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest seals, for whoever keeps them elsewhere without asking."""
    here, rows = absolute(request.get_full_path()), _newest()
    made = Atom1Feed(
        title=_("每日存证"), link=absolute(in_this_language(reverse("portal:seals"))), feed_url=here, feed_guid=here,
        language="zh-Hans", description="", author_name=_("互动交流"),
    )  # fmt: skip
    for row in rows:
        address = absolute(reverse("portal:seal", args=[row["number"]]))
        made.add_item(
            title=f"{row['seal'].day} {row.get('root', '')}", link=address, unique_id=address, description=row["seal"].hash,
            updateddate=row["seal"].made_at, pubdate=row["seal"].made_at,
        )  # fmt: skip
    answer = HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    return unless_known(request, answer, rows[0]["seal"].made_at if rows else None)


@login_not_required
@never_cache
@require_GET
@opened_only
def case_proof(request: HttpRequest, case: Case) -> HttpResponse:
    """The proof of a sender's own case, as a file."""
    found = proof(case)
    if found is None:
        raise Http404
    answer = JsonResponse(found)
    answer["Content-Disposition"] = f'attachment; filename="{case.number}-proof.json"'
    return answer
