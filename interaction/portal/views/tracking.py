"""Looking up a case with number and query code, and what its sender may do with it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.casework.actions import actions_of, available
from interaction.casework.clocks import explained, light_of
from interaction.casework.downloads import as_download
from interaction.casework.engine import perform
from interaction.casework.files import as_they_came
from interaction.casework.models import Case, Clock
from interaction.casework.numbers import typed_number
from interaction.casework.queries import reply_clocks
from interaction.casework.query_code_access import LookUpForm, NumberField, look_up
from interaction.casework.stash import CHANGE, Stash
from interaction.casework.submissions import done_before
from interaction.citizens.stashed_forms import discard_form, stashed_form
from interaction.errors import InvalidData, Refused
from interaction.evidence.days import sealed_on
from interaction.organs.actors import Actor
from interaction.portal.views.access import form_left, let_in, opened_only
from interaction.visitors.idempotency import IN_FORM, form_key, remember_form, shown_again, shows_again, with_a_key
from interaction.workflow.forms import filled


class TrackForm(LookUpForm):
    number = NumberField(label=_("受理编号"), max_length=32, help_text=_("例如 YSQ-2026-000187"))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    form = TrackForm(request.POST or None, initial={"number": typed_number(request.GET.get("number", "")[:32])})
    case, status = look_up(request, form, Case.objects.all())
    if case:
        let_in(request, case)
        return redirect(form_left(request, case.number) or reverse("portal:track_case", args=[case.number]))
    return render(request, "portal/track.html", {"form": form}, status=status)


@login_not_required
@never_cache
@require_GET
@opened_only
def track_case(request: HttpRequest, case: Case) -> HttpResponse:
    clock = reply_clocks([case]).get(case.pk)
    if clock and clock.state == Clock.State.VOID:
        clock = None  # nothing is owed under it any more
    context = {
        "case": case,
        "channel": case.describes,
        "told": case.describes.public_states[case.state],
        "after_rating": case.describes.after_rating(case),
        "content": case.describes.content(case),
        "reply": case.describes.reply(case),
        "clock": clock,
        "light": light_of(clock) if clock else None,
        "explanation": explained(case, clock) if clock else [],
        "timeline": _timeline(case),
        "files": as_they_came(case.attachments.filter(for_party=True)),
        "actions": available(case, Actor.party(case.pk)),
        "sealed": sealed_on("case", str(case.pk)),
    }
    return render(request, "portal/track_case.html", context)


def _timeline(case: Case) -> list[dict[str, Any]]:
    """What the sender is told happened; steps inside the government (drafts sent back, reminders) stay inside."""
    declared = actions_of(type(case))
    lines = []
    for event in case.events.order_by("seq").select_related("organ", "words"):
        step = declared.get(event.action)
        told = step.public_label if step else CALENDAR_CHANGED
        if not told:
            continue
        words = getattr(event, "words", None)
        lines.append(
            {
                "label": told,
                "at": event.at,
                "organ": event.organ.shown_name if event.mark == "dispatched" else "",
                "words": words.texts.get(step.public_text_field, "")
                if words and step and step.public_text_field
                else "",
            }
        )
    return lines


CALENDAR_CHANGED = _("因放假安排公布，答复期限调整")


@login_not_required
@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
@opened_only
def case_action(request: HttpRequest, case: Case, action: str) -> HttpResponse:
    """One of the sender's own steps; a form sent twice takes it once."""
    declared, actor, submission = actions_of(type(case)).get(action), Actor.party(case.pk), form_key(request)
    sent = done_before(case, action, actor, {IN_FORM: submission})
    if sent and request.method == "POST":
        return redirect("portal:track_case", number=case.number)
    if declared is None or not declared.may_be_done_by(actor, case):
        raise Http404
    if request.method == "GET" and submission is None:
        return with_a_key(request)
    submission, problem = submission or uuid4(), ""
    form = declared.form(case=case, actor=actor)
    held = stashed_form(request, str(submission)) if request.method == "GET" else None
    if held:
        form.initial = {**form.initial, **held[1]}
    if shown_again(request) or CHANGE in request.POST:
        form = filled(form, request.POST)
    elif request.method == "POST":
        try:
            perform(case, action, actor, request.POST, request.FILES)
            discard_form(submission)
            return redirect("portal:track_case", number=case.number)
        except InvalidData as invalid:
            form = invalid.form
        except Refused as refused:
            problem, form = str(refused), filled(form, request.POST)
    context = {
        "case": case, "action": declared, "form": form, "problem": problem, "submission": submission, "sent": sent,
        "stashed": Stash(request, submission).keep(),
    }  # fmt: skip
    amiss = problem or form.errors or shown_again(request)
    answer = render(request, "portal/case_action.html", context, status=422 if amiss else 200)
    return remember_form(request, answer, submission)


@login_not_required
@never_cache
@require_GET
@opened_only
def download(request: HttpRequest, case: Case, file: UUID) -> HttpResponse:
    attachment = get_object_or_404(case.attachments.filter(for_party=True), pk=file)
    return as_download(attachment)
