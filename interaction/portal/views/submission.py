"""Sending something in: the form, and the receipt with number and query code."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.casework.actions import actions_of
from interaction.casework.channels import Channel
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.casework.registry import channels
from interaction.casework.stash import CHANGE, Stash
from interaction.citizens.cases import keep, owns
from interaction.citizens.details import filled_in
from interaction.citizens.signing_in import address_of_sign_in, signed_in
from interaction.citizens.stashed_forms import discard_form, stash_form, stashed_form
from interaction.errors import InvalidData
from interaction.organs.actors import Actor
from interaction.portal.views.access import case_by_number, give_receipt, has_opened, has_receipt
from interaction.publicity.similarity import similar
from interaction.replies.case_receipts import receipt_pdf as receipt_pdf_of
from interaction.visitors.idempotency import (
    IN_ADDRESS,
    OF_A_PROOF,
    first_visit,
    forms_of,
    own_key,
    remember_form,
    shown_again,
    shows_again,
)
from interaction.visitors.proofs import spend_or_ask
from interaction.visitors.throttle import SUBMISSIONS
from interaction.workflow.forms import filled

# In what is sent: the sender has seen the replies to something alike.
SEEN, LONGEST_TITLE = "seen_similar", 80
# Rarely filled in: the page folds them away.
FOR_OTHERS = ("guardian", "agent", "authority")
# The button that leaves a form to sign in first.
SIGN_IN = "sign_in"


def _channel(slug: str) -> Channel:
    for one in channels():
        if one.slug == slug:
            return one
    raise Http404


@login_not_required
@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    """A channel's form. What was typed, and good files, survive every fault; a form sent twice opens one case."""
    channel = _channel(slug)
    form_class = actions_of(channel.model)["submit"].form
    case, actor = channel.model(), Actor.party()
    if leading := first_visit(request):
        return leading
    submission = own_key(request)
    before = Case.objects.filter(submissions__key=submission).first()
    if before:
        return _sent_before(request, before, submission)
    if request.method == "GET":
        _key, typed = stashed_form(request, str(submission)) or (submission, _from_address(request))
        initial = filled_in(signed_in(request), form_class.base_fields, typed)
        return _show_form(request, channel, form_class(case=case, actor=actor, initial=initial), submission)
    if {"edit", CHANGE} & request.POST.keys() or shown_again(request):
        form = form_class(case=case, actor=actor, initial=_typed(request, form_class))
        return _show_form(
            request, channel, filled(form, request.POST), submission, 422 if shown_again(request) else 200
        )
    form = form_class(request.POST, request.FILES, case=case, actor=actor)
    if not spend_or_ask(request, SUBMISSIONS, form, _files_stay_stashed):
        return _show_form(request, channel, form, submission, status=429)
    if SIGN_IN in request.POST:
        return _sign_in_first(request, form, submission)
    offered = _offer(request, channel, form, submission)
    if offered:
        return offered
    case.submission_key = submission
    try:
        _send(request, case, actor)
    except InvalidData as invalid:
        return _show_form(request, channel, invalid.form, submission, status=422)
    except IntegrityError:
        before = Case.objects.filter(submissions__key=submission).first()
        if before is None:
            raise
        return _sent_before(request, before, submission)
    give_receipt(request, case)
    return redirect("portal:receipt", number=case.number)


@transaction.atomic
def _send(request: HttpRequest, case: Case, actor: Actor) -> None:
    """Open the case; of somebody who is signed in, it is theirs from its first moment on."""
    perform(case, "submit", actor, request.POST, request.FILES)
    citizen = signed_in(request)
    if citizen:
        keep(citizen, case)
    discard_form(case.submission_key)


def _sign_in_first(request: HttpRequest, form: Any, submission: uuid.UUID) -> HttpResponse:
    """Off to sign in, and back to this form with all that was typed; good files are held, as with a fault."""
    with _files_stay_stashed():
        form.is_valid()
    Stash(request, submission).keep()
    stash_form(submission, _typed(request, type(form)))
    back = f"{request.path}?{IN_ADDRESS}={submission}"
    return remember_form(request, redirect(address_of_sign_in(back)), submission)


@contextmanager
def _files_stay_stashed() -> Iterator[None]:
    """A good form takes the files held for it when it is looked over; in here it does not."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _offer(request: HttpRequest, channel: Channel, form: Any, submission: uuid.UUID) -> HttpResponse | None:
    """Once before a good form is sent: published replies to something alike. What was typed travels along, files are
    held; nothing is opened yet, so that sending stays idempotent."""
    if not channel.offers_similar or SEEN in request.POST:
        return None
    found = similar(request.POST.get("title", "")[:LONGEST_TITLE], request.POST.get("content", ""))
    if not found:
        return None
    with _files_stay_stashed():
        good = form.is_valid()
    if not good:
        return None
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "submission", *OF_A_PROOF)
        for value in values
    ]
    context = {
        "channel": channel, "similar": found, "typed": typed, "submission": submission, "stashed": Stash(request, submission).keep(),
        "seen": SEEN,
    }  # fmt: skip
    return remember_form(request, render(request, "portal/similar.html", context), submission)


def _typed(request: HttpRequest, form_class: Any) -> dict[str, Any]:
    """What came back from that page, to be changed."""
    return {name: request.POST.get(name, "") for name in form_class.base_fields if name != "attachments"}


def _from_address(request: HttpRequest) -> dict[str, Any]:
    """A link may carry a title (from a search that found nothing) and a mailbox (from its page); nothing else."""
    carried = {"title": request.GET.get("title", "")[:80], "mailbox": request.GET.get("mailbox", "")[:20]}
    return {name: text for name, text in carried.items() if text}


def _sent_before(request: HttpRequest, case: Case, submission: uuid.UUID) -> HttpResponse:
    """The same form again: the browser it was given to sees the receipt (perhaps the first answer never arrived);
    anybody else learns nothing of the case."""
    if str(submission) not in forms_of(request):
        return render(request, "portal/sent_before.html", status=409)
    give_receipt(request, case)
    if request.method == "GET":  # went back to it
        return render(request, "portal/sent_before.html", {"receipt": reverse("portal:receipt", args=[case.number])})
    return redirect("portal:receipt", number=case.number)


def _show_form(
    request: HttpRequest, channel: Channel, form: Any, submission: uuid.UUID, status: int = 200
) -> HttpResponse:
    context = {
        "channel": channel,
        "form": form,
        "submission": submission,
        "stashed": Stash(request, submission).keep(),
        "citizen": signed_in(request),
        "for_others": any(form[name].value() or form[name].errors for name in FOR_OTHERS),
        "asks_for_document": "id_number" in form.fields,
        "keeps_years": settings.RETENTION_YEARS,
    }
    return remember_form(request, render(request, "portal/submit.html", context, status=status), submission)


@login_not_required
@never_cache
@require_GET
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    found = case_by_number(number)
    if found is None or not has_receipt(request, found):
        return redirect("portal:track")
    case = found.specific
    context = {
        "case": case,
        "code": case.query_code,
        "channel": case.describes,
        "mine": owns(request, number),
    }
    return render(request, "portal/receipt.html", context)


@login_not_required
@never_cache
@require_GET
def receipt_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """登记回执: for the browser that sent the case, or that opened it with number and query code; and its citizen."""
    case = case_by_number(number)
    if case is None or not (has_receipt(request, case) or has_opened(request, case)):
        return redirect("portal:track")
    response = HttpResponse(receipt_pdf_of(case.specific), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{case.number}.pdf"'
    return response
