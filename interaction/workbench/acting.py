"""Doing an action to a case at the desk: its form, and what becomes of what was typed. Nothing is done twice, nothing lost.

The key of the form stands in the address, so that going back shows the same form. What somebody types is kept for them
until it is sent (workflow/unsent.py), and what could not be done is shown again, to be copied.
"""

from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interaction.casework.actions import Action, actions_of
from interaction.casework.code_actions import REISSUE_CODE
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.casework.stash import CHANGE, Stash
from interaction.casework.submissions import done_before
from interaction.errors import InvalidData, Refused
from interaction.organs.actors import Actor
from interaction.publicity.hiding import Reader
from interaction.publicity.publishing import SnapshotForm
from interaction.sign_in.anew import ask_anew
from interaction.visitors.idempotency import IN_FORM, form_key, shown_again, shows_again, with_a_key
from interaction.workbench.case_page import asked_before
from interaction.workbench.issued_codes import note_issued
from interaction.workbench.views import being_written_of, draft_of, for_case, said_of
from interaction.workflow.forms import filled, typed_texts
from interaction.workflow.unsent import ANEW, discard_unsent, unsent


@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
@for_case
def case_action(request: HttpRequest, case: Case, actor: Actor, action: str) -> HttpResponse:
    """The form of an action, and doing it. Whether it may be done is the engine's to say."""
    declared, submission = actions_of(type(case)).get(action), form_key(request)
    sent = done_before(case, action, actor, {IN_FORM: submission})
    if request.method == "POST" and sent:
        return redirect("workbench:case", pk=case.pk)
    if declared is None or not declared.may_be_done_by(actor, case):
        raise PermissionDenied
    if declared.signs_in_anew:
        ask_anew(request)
    if request.method == "GET" and submission is None:
        return with_a_key(request)
    submission = submission or uuid4()
    if sent:
        return render(
            request, "workbench/sent_before.html", {"case": case, "actor": actor, "action": declared, "sent": sent}
        )
    if request.method == "GET" or shown_again(request) or {"reshape", "again", CHANGE} & request.POST.keys():
        return _show(request, case, actor, declared, submission)
    try:
        perform(case, action, actor, request.POST, request.FILES)
    except InvalidData as invalid:
        return _page(request, case, actor, declared, submission, form=invalid.form)
    except Refused as refused:
        return _page(request, case, actor, declared, submission, form=_fresh(case, actor, declared, request.POST),
                     problem=str(refused))  # fmt: skip
    discard_unsent(request.user.pk, request.path)
    if action == REISSUE_CODE:  # what it made is handed over
        note_issued(request, case)
        return redirect("workbench:code_issued", number=case.number)
    return redirect("workbench:case", pk=case.pk)


def _show(request: HttpRequest, case: Case, actor: Actor, declared: Action, submission: UUID) -> HttpResponse:
    """The form, with what was typed before: on a page that had expired, before a choice that shapes it, or earlier."""
    if request.method == "POST":
        form = _reshaped(case, actor, declared, request.POST) if "reshape" in request.POST else None
        form = form or _fresh(case, actor, declared, request.POST)
        return _page(request, case, actor, declared, submission, form=form)
    kept = None if ANEW in request.GET else unsent(request.user.pk, request.path)
    form = _fresh(case, actor, declared, kept.typed if kept else None)
    return _page(request, case, actor, declared, submission, form=form, kept=kept)


def _reshaped(case: Case, actor: Actor, declared: Action, typed: Any) -> Any:
    """The form as a choice shapes it (a template, a decision): what the choice brings stands before what was typed."""
    if case.state not in declared.sources or declared.unmet(case, actor):
        return None
    return declared.form(case=case, actor=actor, initial=typed.dict())


def _fresh(case: Case, actor: Actor, declared: Action, typed: Any = None) -> Any:
    """The action's form, not sent yet, filled with what was typed; None where the case is not so far."""
    if case.state not in declared.sources or declared.unmet(case, actor):
        return None
    if typed is None:
        return declared.form(case=case, actor=actor)
    if issubclass(declared.form, SnapshotForm):
        return declared.form(case=case, actor=actor, again=typed)
    return filled(declared.form(case=case, actor=actor, initial=typed.dict()), typed)


def _page(
    request: HttpRequest, case: Case, actor: Actor, declared: Action, submission: UUID, *, form: Any = None,
    problem: str = "", kept: Any = None,
) -> HttpResponse:  # fmt: skip
    """The page of an action. Where it cannot be done now, what was typed stands there to be copied."""
    unmet, typed = declared.unmet(case, actor), request.POST if request.method == "POST" else kept and kept.typed
    if case.state not in declared.sources or unmet:
        form, problem = None, problem or str(unmet.message if unmet else "") or _out_of_turn(case)
    context = {
        "case": case, "actor": actor, "action": declared, "form": form, "problem": problem, "submission": submission,
        "asked": asked_before(case, declared, Reader(case, actor)),
        "stashed": Stash(request, submission).keep(), "kept": kept, "writing": being_written_of(case, actor),
        "typed": typed_texts(declared.form, typed) if form is None and typed else [],
        **said_of(case, Reader(case, actor)), **draft_of(case),
    }  # fmt: skip
    amiss = problem or (form and form.errors) or shown_again(request)
    return render(request, "workbench/case_action.html", context, status=422 if amiss else 200)


def _out_of_turn(case: Case) -> str:
    return _("办件现在是“%(state)s”，这一步已经不能办了。请返回查看最新情况。") % {"state": case.state_label}
