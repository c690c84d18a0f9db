"""The page of the legal office (法制审核): every rule the system goes by, and the versions entered of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.limits.models import ConfiguredLimit
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.visitors.idempotency import shows_again
from interaction.workdays.now import today
from interaction.workflow.desk import document_context, room_action_view
from interaction.workflow.desk_pages import actor_of, page
from requests_app.law.chapters import chapters, law_table, limit_value, said
from requests_app.law.entering import may_be_entered
from requests_app.law.models import LawVersion
from requests_app.law.provisions import Provision, Strength


def for_legal_office(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for those who check the law for the whole county; to others there is no such page."""

    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        actor, county = actor_of(request), Organ.objects.filter(parent__isnull=True).order_by("pk").first()
        if county is None or not actor.holds(Role.LEGAL, county):
            raise PermissionDenied
        return view(request, actor, county, **kwargs)

    return never_cache(checked)


def _about(version: LawVersion) -> Provision:
    return version.after(law_table().versions(version.rule)[-1])


@require_GET
@for_legal_office
def index(request: HttpRequest, actor: Actor, county: Organ) -> HttpResponse:
    """All rules with source, strength and days, and below each what was entered of it."""
    entered: dict[str, list[tuple[LawVersion | None, Provision]]] = {}
    for one in LawVersion.objects.order_by("rule", "effective_from", "pk"):
        entered.setdefault(one.rule, []).append((one, _about(one)))
    for code, found in _set_at_installation(entered):
        entered.setdefault(code, []).insert(0, (None, found))
    shown = [
        (chapter.title, [(one, _enter(one), _follows(one, entered)) for one in chapter.rows]) for chapter in chapters()
    ]
    return page(request, "law/index.html", actor, {"chapters": shown, "today": today(), "section": "law"})


def _set_at_installation(
    entered: dict[str, list[tuple[LawVersion | None, Provision]]],
) -> Iterator[tuple[str, Provision]]:
    """The limits that the county began with, which no version of this page set; the latest first."""
    for limit in ConfiguredLimit.objects.order_by("rule", "-effective_from"):
        code = f"limit.{limit.rule}"
        if all(rule.since != limit.effective_from for _version, rule in entered.get(code, ())):
            base, value = law_table().versions(code)[-1], limit_value(limit.length, limit.extension)
            yield code, replace(
                base, value=value, law=limit.basis, source=_("启用系统时设定"), strength=Strength.PRACTICE,
                since=limit.effective_from, shown=said(code, value),
            )  # fmt: skip


def _enter(one: Provision) -> str:
    """Where a new version is entered, beside the last one there is."""
    last = may_be_entered(one.code) and one is law_table().versions(one.code)[-1]
    return reverse("law:enter", args=[one.code]) if last else ""


def _follows(
    one: Provision, entered: dict[str, list[tuple[LawVersion | None, Provision]]]
) -> list[tuple[LawVersion | None, Provision]]:
    return entered.get(one.code, []) if _enter(one) else []


def _act(request: HttpRequest, actor: Actor, document: LawVersion, name: str) -> HttpResponse:
    about = law_table().versions(document.rule)[-1].about
    return room_action_view(request, actor, document, name, page="law:version", label=about)


@shows_again
@require_http_methods(["GET", "POST"])
@for_legal_office
def enter(request: HttpRequest, actor: Actor, county: Organ, code: str) -> HttpResponse:
    """Begin a version of one rule."""
    if not may_be_entered(code):
        raise Http404
    return _act(request, actor, LawVersion(organ=county, rule=code), "draft")


@require_GET
@for_legal_office
def version(request: HttpRequest, actor: Actor, county: Organ, pk: int) -> HttpResponse:
    """One version: what it says beside what stood before, who entered and who confirmed it."""
    found = get_object_or_404(LawVersion, pk=pk)
    context = {
        "version": found, "rule": _about(found), "before": law_table().versions(found.rule)[-1],
        "title": _("规则新版本"), **document_context(request, actor, found, "law"),
    }  # fmt: skip
    return page(request, "law/version.html", actor, context)


@shows_again
@require_http_methods(["GET", "POST"])
@for_legal_office
def step(request: HttpRequest, actor: Actor, county: Organ, pk: int, name: str) -> HttpResponse:
    return _act(request, actor, get_object_or_404(LawVersion, pk=pk), name)
