"""For search engines: what may be read, and the addresses of all that is public. Parts are cut by key, not counted."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override
from django.views.decorators.http import require_safe

from interaction.portal.views.publishing import CHINESE, absolute, unless_known
from interaction.publicity.search.models import IndexRow

# So many keys a part: with each page in each language, below the 50,000 addresses that a sitemap may have.
PART = 10_000
CLOSED = ("/desk/", "/settings/", "/accounts/", "/track/", "/receipt/", "/search/", "/subscriptions/", "/view/", "/my/")
STANDING = ("home", "replies", "answers", "statistics", "calculator", "accessibility", "privacy", "subscribe")
XML = "application/xml; charset=utf-8"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {prefix}{path}" for prefix in ("", "/en") for path in CLOSED)]
    lines += ["", f"Sitemap: {absolute(reverse('sitemap'))}", ""]
    return unless_known(request, HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The parts: the standing pages, and every span of keys up to the last one."""
    last = IndexRow.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    parts = [reverse("sitemap_pages"), *(reverse("sitemap_part", args=[n]) for n in range(last // PART + 1))]
    body = "".join(f"<sitemap><loc>{escape(absolute(part))}</loc></sitemap>\n" for part in parts)
    return _sent(request, f"<sitemapindex {SPACE}>\n{body}</sitemapindex>\n")


@login_not_required
@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    with override(CHINESE):
        paths = [reverse(f"portal:{name}") for name in STANDING]
    return _sent(request, _addresses([(path, "") for path in paths]))


@login_not_required
@require_safe
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    """What is public of the keys from part times PART on."""
    if part >= 2**40:
        raise Http404
    rows = IndexRow.objects.filter(pk__gte=part * PART, pk__lt=(part + 1) * PART).order_by("pk")
    found = list(rows.values_list("address", "changed_at"))
    if not found and part:
        raise Http404
    return _sent(request, _addresses([(address, moment.isoformat(timespec="seconds")) for address, moment in found]))


def _addresses(pages: list[tuple[str, str]]) -> str:
    """Each page in each language, and each with the others beside it."""
    lines = [f'<urlset {SPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n']
    for path, changed in pages:
        named = [
            (code, escape(absolute(path if code == CHINESE else _prefixed(path, code))))
            for code, _name in settings.LANGUAGES
        ]
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{"zh-Hans" if code == CHINESE else code}" href="{address}"/>'
            for code, address in named
        )
        when = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines += [f"<url><loc>{address}</loc>{when}{others}</url>\n" for _code, address in named]
    return "".join([*lines, "</urlset>\n"])


def _prefixed(path: str, language: str) -> str:
    """As i18n_patterns has it; resolving each of ten thousand addresses would take seconds."""
    return f"/{language}{path}"


def _sent(request: HttpRequest, body: str) -> HttpResponse:
    return unless_known(request, HttpResponse(HEAD + body, content_type=XML))
