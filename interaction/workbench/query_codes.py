"""补发查询码 at the desk: find the case by its number, note how identity was checked, hand the new code over.

Who may issue a code need not be able to see the case: an agent of the hotline learns of a letter its number, its channel
and the masked name, and no more.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.audit.models import Kind
from interaction.audit.recording import note_case, note_search, reads
from interaction.casework.actions import actions_of
from interaction.casework.code_actions import REISSUE_CODE, HandedOver
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.casework.numbers import typed_number
from interaction.errors import InvalidData, Refused
from interaction.organs.actors import Actor
from interaction.organs.models import Role
from interaction.replies.case_receipts import code_slip_pdf
from interaction.workbench.issued_codes import has_issued, note_issued
from interaction.workbench.views import actor_of
from interaction.workflow.forms import ActionForm

ROLES = (Role.INTAKE, Role.CALL_AGENT)


def _case(number: str, actor: Actor) -> Case | None:
    """The case of this number, if its code is this person's to issue."""
    found = Case.objects.select_related("organ", "addressed_to").filter(number=typed_number(number)).first()
    case = found.specific if found else None
    return case if case and actions_of(type(case))[REISSUE_CODE].may_be_done_by(actor, case) else None


@never_cache
@require_GET
@reads(Kind.CASE)
def find(request: HttpRequest) -> HttpResponse:
    """Asks for the number, and then how identity was checked."""
    actor = actor_of(request)
    if actor.roles.isdisjoint(ROLES):
        raise PermissionDenied
    number = request.GET.get("number", "").replace("\0", "")[:40].strip()
    case = _case(number, actor) if number else None
    note_search(request, number)
    problem = _("没有这个编号的办件，或者不由您补发查询码，请核对编号。") if number and case is None else ""
    form = actions_of(type(case))[REISSUE_CODE].form(case=case, actor=actor) if case else None
    return _show(request, actor, case, form, number=number, problem=problem)


@never_cache
@require_http_methods(["POST"])
@reads(Kind.CASE)
def issue(request: HttpRequest, number: str) -> HttpResponse:
    """A new code; the old one is dead."""
    actor = actor_of(request)
    case = _case(number, actor)
    if case is None:
        raise PermissionDenied
    try:
        perform(case, REISSUE_CODE, actor, request.POST)
    except InvalidData as invalid:
        return _show(request, actor, case, invalid.form, number=case.number, status=422)
    except Refused as refused:
        return _show(request, actor, case, None, number=case.number, problem=str(refused), status=422)
    note_issued(request, case)
    return redirect("workbench:code_issued", number=case.number)


def _show(
    request: HttpRequest, actor: Actor, case: Case | None, form: ActionForm | None, *, number: str, problem: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    if case:
        note_case(request, case, actor)
    context = {"actor": actor, "case": case, "form": form, "number": number, "problem": problem}
    return render(request, "workbench/query_codes.html", context, status=status)


def _just_issued(request: HttpRequest, number: str) -> tuple[Case, dict[str, Any]]:
    """The case whose code this person has issued, and what was noted of it. Nobody else comes here."""
    case = _case(number, actor_of(request))
    if case is None or not has_issued(request, case):
        raise Http404
    note_case(request, case, actor_of(request))
    event = case.events.filter(action=REISSUE_CODE).order_by("-seq").first()
    return case, event.details if event else {}


@never_cache
@require_GET
@reads(Kind.CASE)
def issued(request: HttpRequest, number: str) -> HttpResponse:
    """What to do now: read it out, print it, or nothing, for it has been sent. A code that was sent is not shown."""
    case, noted = _just_issued(request, number)
    way = HandedOver(noted["hand_over"])
    context = {
        "actor": actor_of(request), "case": case, "way": way, "shows_code": way != HandedOver.CONTACT,
        "prints": way == HandedOver.SLIP,
    }  # fmt: skip
    return render(request, "workbench/code_issued.html", context)


@never_cache
@require_GET
@reads(Kind.CASE)
def slip(request: HttpRequest, number: str) -> HttpResponse:
    """Number and code on paper, and nothing of the case."""
    case, noted = _just_issued(request, number)
    if noted["hand_over"] != HandedOver.SLIP:
        raise Http404
    response = HttpResponse(code_slip_pdf(case), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{case.number}.pdf"'
    return response
