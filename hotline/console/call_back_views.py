"""回访: the queue, and the page from which one caller is asked."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotline.console.call_back import forms, waiting
from hotline.console.views import for_agents
from hotline.models import WorkOrder
from hotline.states import State
from interaction.audit.models import Kind
from interaction.audit.recording import note_case, reads
from interaction.casework.engine import perform
from interaction.casework.submissions import done_before
from interaction.errors import InvalidData, Refused
from interaction.organs.actors import Actor
from interaction.visitors.idempotency import IN_FORM, shown_again, shows_again
from interaction.workflow.unsent import discard_unsent, unsent


@require_GET
@for_agents
def queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    after = request.GET.get("after", "")
    rows, next_cursor = waiting(actor, int(after) if after.isdecimal() else 0)
    return render(request, "console/call_backs.html", {"actor": actor, "rows": rows, "next_cursor": next_cursor})


@shows_again
@require_http_methods(["GET", "POST"])
@for_agents
@reads(Kind.CASE)
def one(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What the caller says. 'Not settled' sends the order back at once, if the agent says what is still to be done."""
    if _sent_before(request, actor, pk, "call_back"):
        return redirect("console:call_backs")
    order = _order(pk)
    kept = unsent(request.user.pk, request.path) if request.method == "GET" else None
    problem = ""
    data: Any = request.POST if request.method == "POST" else kept and kept.typed
    if request.method == "POST" and not shown_again(request):
        try:
            with transaction.atomic():
                perform(order, "call_back", actor, data)
                if data.get("demand", "").strip():
                    perform(order, "rework", actor, {"demand": data["demand"], IN_FORM: data.get(IN_FORM, "")})
            discard_unsent(request.user.pk, request.path)
            return redirect("console:call_backs")
        except InvalidData:
            problem = ""
        except Refused as refused:
            problem = str(refused)
        order = _order(pk)
    return _page(request, actor, order, data, problem=problem)


def _page(
    request: HttpRequest,
    actor: Actor,
    order: WorkOrder,
    data: Any = None,
    *,
    problem: str = "",
    number: str = "",
) -> HttpResponse:
    note_case(request, order, actor)
    context = {
        "actor": actor, "order": order, "problem": problem, "number": number, **forms(order, actor, data),
        "content": order.describes.content(order), "reply": order.describes.reply(order),
        "demand": data.get("demand", "") if data else "",
    }  # fmt: skip
    return render(request, "console/call_back.html", context, status=422 if data is not None else 200)


def _order(pk: int) -> WorkOrder:
    order = WorkOrder.objects.select_related("organ", "subject", "town").filter(pk=pk, state=State.REPLIED).first()
    if order is None:
        raise Http404
    return order


def _sent_before(request: HttpRequest, actor: Actor, pk: int, name: str) -> bool:
    """Whether this very form was sent before, and did what it is for."""
    order = WorkOrder.objects.filter(pk=pk).first() if request.method == "POST" else None
    return order is not None and done_before(order, name, actor, request.POST) is not None


@require_POST
@for_agents
@reads(Kind.PERSON)
def show_number(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The number in the clear, noted in the order's timeline."""
    order = _order(pk)
    try:
        perform(order, "see_number", actor)
    except Refused as refused:
        return _page(request, actor, order, problem=str(refused))
    return _page(request, actor, order, number=order.party.phone)


@require_POST
@for_agents
@reads(Kind.CASE)
def attempt(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Nobody answered; after the third day the order may be closed."""
    name = "close_unreached" if "close" in request.POST else "note_attempt"
    if _sent_before(request, actor, pk, name):
        return redirect("console:call_backs")
    order = _order(pk)
    try:
        perform(order, name, actor, request.POST)
    except Refused as refused:
        return _page(request, actor, _order(pk), problem=str(refused))
    return redirect("console:call_backs")
