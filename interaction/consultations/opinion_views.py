"""Giving an opinion, the receipt with number and query code, and looking up what became of it."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.casework.downloads import to_keep
from interaction.casework.query_code_access import LookUpForm, NumberField, look_up, remember
from interaction.consultations.models import Consultation, Opinion, Standing
from interaction.consultations.models.stages import Stage
from interaction.consultations.notifications import address_of_tracking
from interaction.consultations.opinion_intake import PublicOpinionForm, code_of, receive
from interaction.consultations.public_views import of_public
from interaction.consultations.reporting import report_due
from interaction.errors import NotNow
from interaction.replies.fonts import register_fonts
from interaction.replies.receipts import Receipt, render_receipt
from interaction.visitors.idempotency import first_visit, forms_of, own_key, remember_form, shown_again, shows_again
from interaction.visitors.proofs import spend_or_ask
from interaction.visitors.throttle import SUBMISSIONS
from interaction.workdays.now import today
from interaction.workflow.forms import filled

# The opinions this visitor sent or opened with number and code, in the session.
OPENED = "opened_opinions"


@login_not_required
@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
@of_public
def opinion_create(request: HttpRequest, found: Consultation) -> HttpResponse:
    """The form. What was typed survives every fault; a form sent twice is one opinion."""
    if found.standing == Standing.OPEN and (leading := first_visit(request)):
        return leading
    submission = own_key(request)
    before = Opinion.objects.filter(submission=submission).first()
    if before:
        return _sent_before(request, before, submission)
    if request.method == "GET":
        if found.standing != Standing.OPEN:
            return render(request, "consultations/not_open.html", {"item": found})
        clause = request.GET.get("clause", "")[:20]
        form = PublicOpinionForm(consultation=found, initial={"clause": clause if clause.isdecimal() else ""})
        return _show(request, found, form, submission)
    if shown_again(request):
        return _show(
            request, found, filled(PublicOpinionForm(consultation=found), request.POST), submission, status=422
        )
    form = PublicOpinionForm(request.POST, consultation=found)
    if not spend_or_ask(request, SUBMISSIONS, form):
        return _show(request, found, form, submission, status=429)
    if not form.is_valid():
        return _show(request, found, form, submission, status=422)
    try:
        opinion = receive(found, form.cleaned_data, submission)
    except NotNow as refused:
        form.add_error(None, str(refused))
        return _show(request, found, form, submission, status=409)
    except IntegrityError:
        before = Opinion.objects.filter(submission=submission).first()
        if before is None:
            raise
        return _sent_before(request, before, submission)
    remember(request, OPENED, opinion.number)
    return redirect("consultations:receipt", number=opinion.number)


def _show(
    request: HttpRequest, found: Consultation, form: PublicOpinionForm, submission: uuid.UUID, status: int = 200
) -> HttpResponse:
    context = {"item": found, "form": form, "submission": submission}
    return remember_form(
        request, render(request, "consultations/opinion_form.html", context, status=status), submission
    )


def _sent_before(request: HttpRequest, opinion: Opinion, submission: uuid.UUID) -> HttpResponse:
    """The same form again: the browser it was given to sees the receipt; anybody else learns nothing."""
    if str(submission) not in forms_of(request):
        return render(request, "portal/sent_before.html", status=409)
    remember(request, OPENED, opinion.number)
    if request.method == "GET":  # went back to it
        receipt_at = reverse("consultations:receipt", args=[opinion.number])
        return render(request, "portal/sent_before.html", {"receipt": receipt_at})
    return redirect("consultations:receipt", number=opinion.number)


def _opened(request: HttpRequest, number: str) -> Opinion | None:
    if number not in request.session.get(OPENED, []):
        return None
    return get_object_or_404(Opinion.objects.select_related("consultation__organ", "clause", "group"), number=number)


@login_not_required
@never_cache
@require_GET
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Number and query code, for the browser that sent the opinion or opened it with both."""
    opinion = _opened(request, number)
    if opinion is None:
        return redirect("consultations:track")
    context = {
        "opinion": opinion, "item": opinion.consultation, "code": code_of(opinion),
        "due": report_due(opinion.consultation),
    }  # fmt: skip
    return render(request, "consultations/receipt.html", context)


@login_not_required
@never_cache
@require_GET
def receipt_pdf(request: HttpRequest, number: str) -> HttpResponse:
    opinion = _opened(request, number)
    if opinion is None:
        return redirect("consultations:track")
    register_fonts(settings.FONTS_DIR)
    item = opinion.consultation
    content = render_receipt(
        Receipt(
            government=settings.OFFICE["government"], heading=_t("意见回执"), number=opinion.number,
            query_code=code_of(opinion), tracking_url=address_of_tracking(opinion), printed=today(),
            rows=((_t("征集"), item.title), (_t("征集机关"), item.organ.name), (_t("针对"), opinion.on_what),
                  (_t("收到日期"), opinion.received_on.isoformat())),
            next_steps=tuple(next_steps(item)),
        )
    )  # fmt: skip
    return to_keep(content, f"{opinion.number}.pdf", "application/pdf")


def next_steps(item: Consultation) -> list[str]:
    """What happens to an opinion after it was sent, and by when."""
    return [
        _t("征集到%(day)s截止。") % {"day": item.closes_on.isoformat()},
        _t("征集机关对所有意见归纳整理、研究论证。"),
        _t("%(day)s前公布采纳情况和理由，留了联系方式的会收到通知。") % {"day": report_due(item).isoformat()},
    ]


class TrackForm(LookUpForm):
    number = NumberField(label=_("意见编号"), max_length=32, help_text=_("例如 YJ-2026-000187"))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Number and code open an opinion to whoever has both."""
    form = TrackForm(request.POST or None, initial={"number": request.GET.get("number", "")[:32]})
    opinion, status = look_up(request, form, Opinion.objects.all())
    if opinion:
        remember(request, OPENED, opinion.number)
        return redirect("consultations:mine", number=opinion.number)
    return render(request, "consultations/track.html", {"form": form}, status=status)


@login_not_required
@never_cache
@require_GET
def mine(request: HttpRequest, number: str) -> HttpResponse:
    """What became of an opinion, for who sent it."""
    opinion = _opened(request, number)
    if opinion is None:
        return redirect("consultations:track")
    item = opinion.consultation
    answered = item.reported_on is not None and item.stage == Stage.PUBLISHED
    context: dict[str, Any] = {
        "opinion": opinion, "item": item, "due": report_due(item), "withdrawn": item.stage == Stage.WITHDRAWN,
        "group": opinion.group if answered else None,
    }  # fmt: skip
    return render(request, "consultations/mine.html", context)
