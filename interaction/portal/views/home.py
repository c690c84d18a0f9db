"""The home page, the modes of display, and the standing pages."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from interaction.consultations.queries import open_now
from interaction.outreach.queries import coming_open_days, newest_announcements
from interaction.portal.context import MODES
from interaction.publicity.queries import newest
from interaction.statistics.queries import this_month

YEAR_OF_SECONDS = 365 * 86_400


@login_not_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "figures": this_month(), "newest": newest(size=4).rows, "consultations": open_now(4),
        "announcements": newest_announcements(4), "open_days": coming_open_days(2),
    }  # fmt: skip
    return render(request, "portal/home.html", context)


@login_not_required
@require_GET
def mode(request: HttpRequest, mode: str, value: str) -> HttpResponse:
    """Turn care mode or high contrast on or off: a cookie, no script, nobody's data."""
    if mode not in MODES:
        raise Http404
    back = urlsplit(request.META.get("HTTP_REFERER", ""))
    ours = back.netloc == request.get_host() and url_has_allowed_host_and_scheme(back.path, allowed_hosts=None)
    response = redirect(back.path if ours and back.path.startswith("/") else "/")
    if value == "on":
        response.set_cookie(mode, "1", max_age=YEAR_OF_SECONDS, samesite="Lax", httponly=True, secure=settings.SECURE)
    else:
        response.delete_cookie(mode, samesite="Lax")
    return response


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html", {"retention_years": settings.RETENTION_YEARS})
