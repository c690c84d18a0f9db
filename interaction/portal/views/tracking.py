"""Looking up a case with number and query code, and what its sender may do with it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.casework.actions import actions_of, available
from interaction.casework.clocks import explained, light_of
from interaction.casework.downloads import as_download
from interaction.casework.engine import perform
from interaction.casework.models import Case, Clock
from interaction.casework.numbers import typed_number
from interaction.casework.queries import reply_clocks
from interaction.casework.query_code_access import LookUpForm, NumberField, look_up
from interaction.errors import InvalidData, Refused
from interaction.organs.actors import Actor
from interaction.portal.views.access import let_in, opened_only


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
        return redirect("portal:track_case", number=case.number)
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
        "files": case.attachments.filter(for_party=True).order_by("added_at"),
        "actions": available(case, Actor.party(case.pk)),
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
@require_http_methods(["GET", "POST"])
@opened_only
def case_action(request: HttpRequest, case: Case, action: str) -> HttpResponse:
    """One of the sender's own steps."""
    declared, actor = actions_of(type(case)).get(action), Actor.party(case.pk)
    if declared is None or not declared.may_be_done_by(actor, case):
        raise Http404
    problem = ""
    form = declared.form(case=case, actor=actor)
    if request.method == "POST":
        try:
            perform(case, action, actor, request.POST, request.FILES)
            return redirect("portal:track_case", number=case.number)
        except InvalidData as invalid:
            form = invalid.form
        except Refused as refused:
            problem = str(refused)
    context = {"case": case, "action": declared, "form": form, "problem": problem}
    return render(request, "portal/case_action.html", context, status=422 if problem or form.errors else 200)


@login_not_required
@never_cache
@require_GET
@opened_only
def download(request: HttpRequest, case: Case, file: UUID) -> HttpResponse:
    attachment = get_object_or_404(case.attachments.filter(for_party=True), pk=file)
    return as_download(attachment)
