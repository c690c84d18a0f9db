"""录入: opening a case for somebody who came to the counter, wrote by post or telephoned, and printing the receipt.

Every channel's opening actions that staff may do appear here by themselves.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.casework.actions import Action, actions_of
from interaction.casework.channels import Channel
from interaction.casework.engine import perform
from interaction.casework.models import NEW, Case
from interaction.casework.queries import visible
from interaction.casework.registry import channels
from interaction.casework.stash import CHANGE, Stash
from interaction.errors import InvalidData
from interaction.organs.actors import PARTY, Actor
from interaction.replies.case_receipts import receipt_pdf
from interaction.visitors.idempotency import form_key, shown_again, shows_again, with_a_key
from interaction.workbench.case_page import may_print_receipt
from interaction.workbench.views import actor_of, for_case
from interaction.workflow.forms import ActionForm, filled
from interaction.workflow.unsent import ANEW, discard_unsent, unsent


@dataclass(frozen=True)
class Opening:
    """A way to open a case of a channel at the desk."""

    channel: Channel
    action: Action


def openings(actor: Actor) -> list[Opening]:
    """What this person may open on somebody's behalf."""
    found = []
    for channel in channels():
        case = channel.model()
        found += [
            Opening(channel, declared)
            for declared in actions_of(channel.model).values()
            if NEW in declared.sources
            and PARTY not in declared.by
            and declared.may_be_done_by(actor, case)
            and declared.unmet(case, actor) is None
        ]
    return found


@never_cache
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """The ways to open a case that this person may use."""
    actor = actor_of(request)
    found = openings(actor)
    if not found:
        raise PermissionDenied
    return render(request, "workbench/openings.html", {"openings": found, "actor": actor, "tab": "new"})


@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, slug: str, action: str) -> HttpResponse:
    """The form of an opening action. What was typed survives every fault; a form sent twice opens one case."""
    actor = actor_of(request)
    opening = next((one for one in openings(actor) if (one.channel.slug, one.action.name) == (slug, action)), None)
    if opening is None:
        raise PermissionDenied if any(one.slug == slug for one in channels()) else Http404
    case = opening.channel.model()
    submission = form_key(request)
    if request.method == "GET" and submission is None:
        return with_a_key(request)
    submission = submission or uuid.uuid4()
    before = _entered_before(submission, actor)
    if before:
        return redirect("workbench:case", pk=before.pk)
    if request.method == "GET" or shown_again(request) or CHANGE in request.POST:
        return _not_sent(request, opening, actor, submission)
    case.submission_key = submission
    try:
        perform(case, action, actor, request.POST, request.FILES)
    except InvalidData as invalid:
        return _show(request, opening, invalid.form, submission, status=422)
    except IntegrityError:  # the same form, sent twice at once: the other one was faster
        before = _entered_before(submission, actor)
        if before is None:
            raise
        return redirect("workbench:case", pk=before.pk)
    discard_unsent(request.user.pk, request.path)
    return redirect("workbench:case", pk=case.pk)


def _not_sent(request: HttpRequest, opening: Opening, actor: Actor, submission: uuid.UUID) -> HttpResponse:
    """The form, empty or with what was typed before: on a page that had expired, or earlier."""
    form = opening.action.form(case=opening.channel.model(), actor=actor)
    kept = None if request.method == "POST" or ANEW in request.GET else unsent(request.user.pk, request.path)
    if request.method == "POST":
        return _show(
            request, opening, filled(form, request.POST), submission, status=422 if shown_again(request) else 200
        )
    return _show(request, opening, filled(form, kept.typed) if kept else form, submission, kept=kept)


def _entered_before(submission: uuid.UUID, actor: Actor) -> Case | None:
    """The case that this very form opened; what this person may not see, they learn nothing of."""
    case = Case.objects.select_related("organ", "addressed_to").filter(submissions__key=submission).first()
    if case and not visible(case, actor):
        raise PermissionDenied
    return case


def _show(
    request: HttpRequest,
    opening: Opening,
    form: ActionForm,
    submission: uuid.UUID,
    *,
    status: int = 200,
    kept: Any = None,
) -> HttpResponse:
    context = {
        "kept": kept, "opening": opening, "action": opening.action, "channel": opening.channel, "form": form, "tab": "new",
        "actor": actor_of(request), "submission": submission, "stashed": Stash(request, submission).keep(),
    }  # fmt: skip
    return render(request, "workbench/enter.html", context, status=status)


@never_cache
@require_GET
@for_case
def receipt(request: HttpRequest, case: Case, actor: Actor) -> HttpResponse:
    """The receipt on paper, for the applicant at the counter. It bears the query code, so nobody else prints it."""
    if not may_print_receipt(case, actor):
        raise Http404
    response = HttpResponse(receipt_pdf(case), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{case.number}.pdf"'
    return response
