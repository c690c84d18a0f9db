"""The desk: queues, the case page, its actions and files. Every view checks that this person may see this case."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from interaction.audit.models import Kind
from interaction.audit.recording import note_case, note_search, reads
from interaction.casework.actions import actions_of
from interaction.casework.clocks import REPLY, explained, light_of
from interaction.casework.engine import perform
from interaction.casework.keyset import encode_cursor, parse_cursor
from interaction.casework.models import Case
from interaction.casework.queries import (
    Filter,
    Key,
    Page,
    awaiting_me,
    find,
    open_cases,
    seen_by,
    visible,
    whole_case,
)
from interaction.errors import Refused
from interaction.notices.outbox import mark_read, unread
from interaction.organs.actors import Actor
from interaction.publicity.hiding import Reader
from interaction.replies.deliveries import deliveries_of
from interaction.replies.delivery_slips import delivery_slip as slip_pdf
from interaction.replies.documents import undrawable_in
from interaction.replies.drafting import changes, files_of, versions
from interaction.replies.models import Draft
from interaction.replies.rare_glyphs import described
from interaction.workbench.case_page import (
    VIEW_PARTY,
    assists,
    choices,
    may_print_receipt,
    party_rows,
    read_events,
    timeline,
)
from interaction.workbench.queue_rows import rows_of
from interaction.workflow.todos import todos_of
from interaction.workflow.unsent import being_written

TABS = ("mine", "organ", "all")


def actor_of(request: HttpRequest) -> Actor:
    return Actor.of(request.user)  # type: ignore[arg-type]


def for_case(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of one case, for staff whose posts cover an organ it concerns; to others it does not exist. Who sees it is put
    on record; what shows more than the case (a file, a person) declares it by `reads`."""

    @reads(getattr(view, "reads", Kind.CASE))
    @wraps(view)
    def checked(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        case, actor = whole_case(pk), actor_of(request)
        if case is None or not visible(case, actor):
            if request.headers.get("HX-Request"):  # an open page whose case has gone to another organ
                return render(request, "workbench/case_gone.html")
            raise Http404
        note_case(request, case, actor)
        return view(request, case, actor, **kwargs)

    return checked


# -- Queues -----------------------------------------------------------------------------------------------


@never_cache
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """My work, my organ's, or everything I may see; the earliest due first."""
    actor = actor_of(request)
    if not actor.posts:
        raise PermissionDenied
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "mine"
    words = request.GET.get("q", "").replace("\0", "").strip()[:60]
    note_search(request, words)
    by = Filter(
        channel=request.GET.get("channel", "")[:16], late=request.GET.get("late", "")[:8], reader=actor,
    )  # fmt: skip
    page = find(actor, words) if words else _page(actor, tab, by, parse_cursor(request.GET.get("after", "")))
    context = {
        "rows": rows_of(page.rows, actor, own_limits=tab == "mine" and not words),
        "next_cursor": encode_cursor(page.next_cursor),
        "tab": tab, "by": by, "q": words, "actor": actor, "address": request.get_full_path(),
        "unread": list(unread(actor.staff)[:6]) if actor.staff else [],
        "todos": todos_of(actor) if tab == "mine" and not words and "after" not in request.GET else [],
    }  # fmt: skip
    template = "workbench/queue_table.html" if request.headers.get("HX-Request") else "workbench/queue.html"
    return render(request, template, context)


def _page(actor: Actor, tab: str, by: Filter, after: Key | None) -> Page:
    if tab == "mine":
        return open_cases(awaiting_me(actor), by, after, due="next_due_on")
    if tab == "organ":
        own = [organ.pk for organ in actor.organs_as()]
        return open_cases([Q(organ__in=own)], by, after)
    return open_cases(seen_by(actor), by, after)


# -- One case ---------------------------------------------------------------------------------------------


@never_cache
@require_GET
@for_case
def case_page(request: HttpRequest, case: Case, actor: Actor) -> HttpResponse:
    template = "workbench/case_body.html" if request.headers.get("HX-Request") else "workbench/case.html"
    return render(request, template, _case_context(case, actor))


def _case_context(case: Case, actor: Actor) -> dict[str, Any]:
    read_events(case)
    clocks = list(case.clocks.all())
    reply = next((clock for clock in clocks if clock.slot == REPLY), None)
    choice = choices(case, actor)
    shown, draft = Reader(case, actor), draft_of(case)
    return {
        "case": case, "actor": actor, "channel": case.describes, **draft, **said_of(case, shown),
        "clocks": [(clock, light_of(clock)) for clock in clocks], "light": light_of(reply), "reply_clock": reply,
        "explanation": explained(case, reply) if reply else None, "main_actions": choice.main, "other_actions": choice.others,
        "party": party_rows(case, revealed=False), "views_party": choice.views_party, "timeline": timeline(case, shown),
        "alerts": case.describes.alerts(case), "assists": assists(case, actor),
        "deliveries": list(deliveries_of(case)) if case.describes.delivers else [], "prints_receipt": may_print_receipt(case, actor),
        "files": [
            (file, name, shown.may_fetch(file))
            for file, name in shown.files(file for file, _goes in draft["attachments"])
        ],
        "unread": list(unread(actor.staff)[:6]) if actor.staff else [], "submission": uuid4(),
        "writing": being_written_of(case, actor),
    }  # fmt: skip


def being_written_of(case: Case, actor: Actor) -> list[tuple[str, str]]:
    """(who, what action) of those who are writing on the case just now, beside this person."""
    here = reverse("workbench:case", args=[case.pk])
    declared = actions_of(type(case))
    found = []
    for one in being_written(f"{here}do/", actor.staff.pk if actor.staff else None):
        step = declared.get(one.address.removeprefix(f"{here}do/").strip("/"))
        if step:
            found.append((one.writer.name, str(step.label)))
    return found


def said_of(case: Case, shown: Reader) -> dict[str, Any]:
    """What was asked and what belongs to it, as this person may read it."""
    tables = [replace(table, rows=shown.cells(table.rows)) for table in case.describes.tables(case)]
    return {"content": shown.rows(case.describes.content(case)), "tables": tables}


def draft_of(case: Case) -> dict[str, Any]:
    drafts = versions(case)
    draft = drafts[0] if drafts else None
    said = case.describes.draft_said(draft) if draft else []
    files = files_of(case, draft)
    given = [file for file, goes in files if goes]
    return {
        "undrawn": undrawn_in(case, draft) if draft else [], "draft": draft, "draft_said": said, "changes": changes(drafts),
        "attachments": files, "given": given,
    }  # fmt: skip


def undrawn_in(case: Case, draft: Draft) -> list[tuple[str, str]]:
    """What the letter cannot show, and what will stand there: told before anybody signs."""
    names = () if case.identity == Case.Identity.HIDDEN else case.party.names
    texts = (*names, case.title, draft.body, *draft.particulars.values())
    return [(char, described(char)) for char in undrawable_in(*texts)]


@never_cache
@require_POST
@for_case
@reads(Kind.PERSON)
def reveal(request: HttpRequest, case: Case, actor: Actor) -> HttpResponse:
    """Who the party is, in the clear: for those who work on the case, and noted in its timeline."""
    try:
        perform(case, VIEW_PARTY, actor)
    except Refused as refused:
        raise PermissionDenied from refused
    context = _case_context(case, actor)
    context["party"] = party_rows(case, revealed=True)
    return render(request, "workbench/case.html", context)


@never_cache
@require_GET
@for_case
def delivery_slip(request: HttpRequest, case: Case, actor: Actor, delivery: UUID) -> HttpResponse:
    """送达回证, to print: it goes out with the document and comes back signed."""
    found = get_object_or_404(deliveries_of(case).select_related("document__organ", "document__case"), pk=delivery)
    response = HttpResponse(slip_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{case.number}-{found.document_id}.pdf"'
    return response


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    mark_read(request.user)  # type: ignore[arg-type]
    return redirect("workbench:queue")
