"""The agent's console: one page for a whole call. Parts of it are fetched anew by what happens on the telephone."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotline.console import console_orders
from hotline.console.console_orders import sent_to
from hotline.intake_forms import CalledForm
from hotline.knowledge.searching import search
from hotline.models import WorkOrder
from hotline.telephony import calls, history, seats
from hotline.telephony.authority import is_agent
from hotline.telephony.models import Call
from interaction.audit.models import Kind
from interaction.audit.recording import note_case, reads
from interaction.casework.models import Case
from interaction.casework.numbers import typed_number
from interaction.casework.queries import visible
from interaction.errors import InvalidData, NotPermitted, Refused
from interaction.organs.actors import Actor
from interaction.visitors.idempotency import shown_again, shows_again, submission_key
from interaction.workbench.case_page import may_print_receipt
from interaction.workbench.views import actor_of
from interaction.workflow.forms import filled
from interaction.workflow.unsent import discard_unsent, unsent

SEAT_STEPS = {"ready": seats.ready, "break": seats.take_break, "sign_out": seats.sign_out}


def for_agents(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for call agents of the hotline."""

    @never_cache
    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        actor = actor_of(request)
        if not is_agent(actor):
            raise PermissionDenied
        return view(request, actor, **kwargs)

    return checked


@require_GET
@for_agents
@reads(Kind.PERSON)
def console(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The whole page; `?call=1` only the call, as the page asks when the telephone says that something changed."""
    context = _context(actor)
    if request.headers.get("HX-Request"):
        return render(request, "console/call.html", context)
    form = CalledForm(case=WorkOrder(), actor=actor, initial=_begun(context["call"], actor))
    kept = unsent(request.user.pk, reverse("console:order"))
    more: dict[str, Any] = {}
    if kept:
        form, more = filled(form, kept.typed), {name: kept.typed.get(name, "") for name in ("answer", "then")}
    return render(request, "console/console.html", {**context, **_order_context(form, uuid.uuid4(), **more)})


def _context(actor: Actor, problem: str = "") -> dict[str, Any]:
    assert actor.staff
    call = calls.current_call(actor.staff)
    mine = call is not None and call.agent_id == actor.staff.pk
    context: dict[str, Any] = {
        "actor": actor, "seat": seats.seat_of(actor.staff), "call": call, "mine": mine, "problem": problem,
        "longest_notes": calls.LONGEST_NOTES,
        "waiting": list(calls.waiting()[:5]), "codes": list(enumerate(Call.WrapUp.choices, start=1)),
    }  # fmt: skip
    if call is not None:
        context |= {
            "number": _number(call, actor), "earlier": history.earlier_calls(call)[:5],
            "cases": [(one, visible(one, actor)) for one in history.cases_of_caller(call, actor)[:8]],
            "links": [
                (one, visible(one.case, actor))
                for one in call.links.select_related("case__organ", "case__addressed_to").order_by("at")
            ],
        }  # fmt: skip
    return context


def _number(call: Call, actor: Actor) -> str:
    try:
        return calls.number_of(call, actor)
    except NotPermitted:
        return calls.masked_number_of(call, actor)


def _begun(call: Call | None, actor: Actor) -> dict[str, Any]:
    """A form for the next order of this call."""
    return {"phone": _number(call, actor) if call else ""}


def _order_context(form: Any, submission: uuid.UUID, **more: Any) -> dict[str, Any]:
    return {"form": form, "submission": submission, "answer": "", "then": console_orders.DISPATCH, **more}


@require_POST
@for_agents
def seat(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Signing in at an extension, ready, a break, signing out."""
    step = request.POST.get("step", "")
    try:
        if step == "sign_in":
            seats.sign_in(actor, request.POST.get("extension", "").strip())
        elif step in SEAT_STEPS:
            SEAT_STEPS[step](actor)
    except Refused as refused:
        return _console_again(request, actor, str(refused))
    return redirect("console:console")


def _console_again(request: HttpRequest, actor: Actor, problem: str) -> HttpResponse:
    context = _context(actor, problem)
    form = CalledForm(case=WorkOrder(), actor=actor, initial=_begun(context["call"], actor))
    return render(request, "console/console.html", {**context, **_order_context(form, uuid.uuid4())}, status=422)


def _call(pk: uuid.UUID) -> Call:
    found = Call.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_POST
@for_agents
def notes(request: HttpRequest, actor: Actor, pk: uuid.UUID) -> HttpResponse:
    """Notes save themselves while they are typed; an older page does not overwrite newer ones."""
    version = request.POST.get("version", "")
    context: dict[str, Any] = {"call": _call(pk)}
    try:
        context["version"] = calls.save_notes(
            context["call"], actor, request.POST.get("notes", ""), int(version) if version.isdecimal() else 0
        )
    except Refused as refused:
        context |= {"problem": str(refused), "version": version}
    if request.headers.get("HX-Request"):
        return render(request, "console/notes_saved.html", context)
    return redirect("console:console")


@shows_again
@require_http_methods(["GET", "POST"])
@for_agents
def order(request: HttpRequest, actor: Actor) -> HttpResponse:
    """An order out of the call. Every fault leaves what was typed; the same form sent twice opens one order."""
    if request.method == "GET":  # after signing in again
        return redirect("console:console")
    submission = submission_key(request.POST.get("submission", ""))
    if shown_again(request):
        return _order_part(request, actor, filled(CalledForm(case=WorkOrder(), actor=actor), request.POST), submission)
    if not Case.objects.filter(submissions__key=submission).exists():
        assert actor.staff
        call = calls.current_call(actor.staff)
        mine = call if call is not None and call.agent_id == actor.staff.pk else None
        try:
            taken = console_orders.take_order(actor, mine, request.POST, submission)
        except console_orders.NextStepWrong as wrong:
            form = CalledForm(request.POST, case=WorkOrder(), actor=actor)
            form.is_valid()
            return _order_part(request, actor, form, submission, str(wrong))
        except InvalidData as invalid:
            return _order_part(request, actor, invalid.form, submission)
        except Refused as refused:
            form = CalledForm(request.POST, case=WorkOrder(), actor=actor)
            return _order_part(request, actor, form, submission, str(refused))
        except IntegrityError:  # the same form, sent twice at once: the other one was faster
            if not Case.objects.filter(submissions__key=submission).exists():
                raise
            return redirect("console:console")
        discard_unsent(actor.staff.pk, request.path)
        if request.headers.get("HX-Request"):
            fresh = CalledForm(case=WorkOrder(), actor=actor, initial=_begun(call, actor))
            told = {"taken": taken, "taken_sent_to": sent_to(taken)}
            context = {**_context(actor), **_order_context(fresh, uuid.uuid4(), **told), "oob": True}
            return render(request, "console/order.html", context)
        return redirect("console:read_out", pk=taken.pk)
    return redirect("console:console")


@require_GET
@for_agents
@reads(Kind.CASE)
def read_out(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Number and query code in large type, for whoever may print the receipt of an order that came by telephone."""
    order = WorkOrder.objects.select_related("addressed_to").filter(pk=pk).first()
    if order is None or not may_print_receipt(order, actor):
        raise Http404
    note_case(request, order, actor)
    context = {"actor": actor, "case": order, "sent_to": sent_to(order)}
    return render(request, "console/read_out.html", context)


def _order_part(
    request: HttpRequest, actor: Actor, form: Any, submission: uuid.UUID, problem: str = ""
) -> HttpResponse:
    posted = request.POST
    order_context = _order_context(
        form, submission, order_problem=problem, answer=posted.get("answer", ""), then=posted.get("then", ""),
        likes=console_orders.alike(posted.get("title", ""), posted.get("content", "")), lead=posted.get("lead", ""),
    )  # fmt: skip
    if request.headers.get("HX-Request"):  # htmx takes no answer in that says what is wrong by its number
        return render(request, "console/order.html", {**order_context, "actor": actor})
    return render(request, "console/console.html", {**_context(actor), **order_context}, status=422)


@require_POST  # what a citizen tells stands in no address, and so in no log
@for_agents
def similar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open orders like the one being typed, and its class of matters."""
    title, content = (request.POST.get(name, "").replace("\0", "") for name in ("title", "content"))
    context = {"likes": console_orders.alike(title, content), "guess": console_orders.subject_for(title, content)}
    return render(request, "console/similar.html", context)


@require_GET
@for_agents
def knowledge(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the knowledge base says to what is typed so far."""
    words = request.GET.get("q", "").replace("\0", "").strip()
    return render(request, "console/knowledge.html", {"q": words, "found": search(words) if words else []})


@require_POST
@for_agents
def wrap_up(request: HttpRequest, actor: Actor, pk: uuid.UUID) -> HttpResponse:
    """What the call came to; the agent is ready again."""
    try:
        calls.wrap_up(_call(pk), actor, request.POST.get("code", ""))
    except Refused as refused:
        return _console_again(request, actor, str(refused))
    return redirect("console:console")


@require_POST
@for_agents
def end(request: HttpRequest, actor: Actor, pk: uuid.UUID) -> HttpResponse:
    """The call is over, though the switch has not said so."""
    try:
        calls.end_by_hand(_call(pk), actor)
    except Refused as refused:
        return _console_again(request, actor, str(refused))
    return redirect("console:console")


@require_POST
@for_agents
@reads(Kind.CASE)
def link_case(request: HttpRequest, actor: Actor, pk: uuid.UUID) -> HttpResponse:
    """The call is about a case that is there already: asking how it stands, pressing for it. One that the agent may not
    see, and that is not this caller's, is not there for the agent."""
    number = typed_number(request.POST.get("number", "").replace("\0", ""))
    call = _call(pk)
    found = Case.objects.select_related("organ", "addressed_to").filter(number=number)
    case = found.first()
    try:
        if case is None or not (visible(case, actor) or case in history.cases_of_caller(call, actor)):
            raise Refused(_("没有这个编号的办件，请核对后再试。"))
        calls.link(call, actor, case, calls.CallCase.Kind.TOUCHED)
    except Refused as refused:
        return _console_again(request, actor, str(refused))
    return redirect("console:console")
