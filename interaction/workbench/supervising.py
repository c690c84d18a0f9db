"""督办: the board of whoever sees to it that organs answer, and each of its lists in full."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from interaction.casework.accusations import kept_from
from interaction.casework.keyset import encode_cursor, parse_cursor
from interaction.casework.queries import in_scope
from interaction.notices.outbox import unread
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.supervision.board import (
    SECTIONS,
    answered_orders,
    by_organ,
    light_of_order,
    open_orders,
    page_of,
)
from interaction.workbench.queue_rows import rows_of_lists
from interaction.workbench.views import actor_of

# How many of each list the board shows; the rest is a page away.
FIRST = 6
ORDERS = {
    "orders": (_("待反馈的督办单"), _("没有待反馈的督办单。"), open_orders),
    "answered": (_("近 30 天反馈的督办单"), _("近 30 天没有反馈的督办单。"), answered_orders),
}


def for_supervisors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for those who hold the post of supervisor, of the cases of their own organs."""

    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        actor = actor_of(request)
        if Role.SUPERVISOR not in actor.roles:
            raise PermissionDenied
        return view(request, actor, **kwargs)

    return checked


@never_cache
@require_GET
@for_supervisors
def board(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything that waits for a supervisor, the gravest first, a few rows of each."""
    scope = in_scope(actor, Role.SUPERVISOR)
    shown, shown_orders = ~kept_from(actor), ~kept_from(actor, "case__")
    pages = {slug: page_of(section, scope & shown, size=FIRST) for slug, section in SECTIONS.items()}
    rows = rows_of_lists({slug: (page.rows, SECTIONS[slug].slot) for slug, page in pages.items()}, actor)
    loads, complete = by_organ(scope & shown)
    context = {
        "sections": [(SECTIONS[slug], rows[slug], page.next_cursor) for slug, page in pages.items()],
        "orders": [
            (slug, title, nothing, _lit(page.rows), page.next_cursor)
            for slug, (title, nothing, find) in ORDERS.items()
            for page in [find(scope & shown_orders, size=FIRST)]
        ],
        "loads": loads, "complete": complete,
    }  # fmt: skip
    return _page(request, "workbench/supervision.html", actor, context)


@never_cache
@require_GET
@for_supervisors
def board_list(request: HttpRequest, actor: Actor, section: str) -> HttpResponse:
    """One list of the board in full, page by page; of one organ where asked for."""
    scope = in_scope(actor, Role.SUPERVISOR)
    organ = Organ.objects.filter(code=request.GET.get("organ", "")[:32]).first()
    if organ:
        scope &= Q(organ=organ)
    after = request.GET.get("after", "")
    if section in ORDERS:
        title, nothing, find = ORDERS[section]
        page = find(scope & ~kept_from(actor, "case__"), parse_cursor(after, uuid.UUID))
        context: dict[str, Any] = {"title": title, "nothing": nothing, "orders": _lit(page.rows)}
    elif section in SECTIONS:
        found = SECTIONS[section]
        page = page_of(found, scope & ~kept_from(actor), parse_cursor(after))
        rows = rows_of_lists({section: (page.rows, found.slot)}, actor)[section]
        context = {"title": found.title, "nothing": found.nothing, "rows": rows}
    else:
        raise Http404
    context |= {"organ": organ, "next_cursor": encode_cursor(page.next_cursor)}
    return _page(request, "workbench/supervision_list.html", actor, context)


def _lit(orders: list[Any]) -> list[tuple[Any, Any]]:
    return [(order, light_of_order(order)) for order in orders]


def _page(request: HttpRequest, template: str, actor: Actor, context: dict[str, Any]) -> HttpResponse:
    notices = list(unread(actor.staff)[:6]) if actor.staff else []
    return render(request, template, {**context, "actor": actor, "tab": "supervision", "unread": notices})
