"""放假安排: a system administrator enters the State Council's notice from its text, sees what it moves, and confirms."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interaction.audit.models import Kind
from interaction.audit.recording import reads
from interaction.casework.clocks import CALENDAR_CHANGED
from interaction.casework.models import Event
from interaction.organs.models import Role
from interaction.workdays import current
from interaction.workdays.arrangements import LONGEST_NAME, Arrangement, BadNotice
from interaction.workdays.loading import Loaded, load_notice
from interaction.workdays.models import Notice
from interaction.workdays.notice_text import read_notice
from interaction.workdays.now import now
from interaction.workflow.desk_pages import actor_of, page
from interaction.workflow.forms import LineField, PlainForm, TextField

SHOWN = 50


class NoticeForm(PlainForm):
    document = LineField(label=_("文号"), max_length=LONGEST_NAME, help_text=_("例如：国办发明电〔2025〕7号。"))
    text = TextField(
        label=_("通知全文"), max_length=5000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("从中国政府网复制，从标题起粘贴：国务院办公厅关于某年部分节假日安排的通知……"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("document") and data.get("text"):
            try:
                data["arrangement"] = read_notice(data["text"], data["document"])
            except BadNotice as wrong:
                self.add_error("text", str(wrong))
        return data


@dataclass(frozen=True)
class Preview:
    """What a notice would change: the days, and the cases whose limits move."""

    loaded: Loaded
    cases: int
    first: list[tuple[str, date, date]]  # number of the case, from, to


def preview_of(arrangement: Arrangement) -> Preview:
    """Load a notice, see what became of it, and take it back: what is shown is what loading does. Raise BadNotice."""
    moment = now()
    try:
        with transaction.atomic():
            loaded = load_notice(arrangement)
            moved = Event.objects.filter(
                action=CALENDAR_CHANGED, at__gte=moment, details__notice=arrangement.document
            ).select_related("case")
            first = [
                (event.case.number, date.fromisoformat(one["from"]), date.fromisoformat(one["to"]))
                for event in moved.order_by("case_id")[:SHOWN]
                for one in event.details["moved"][:1]
            ]
            found = Preview(loaded, moved.count(), first)
            transaction.set_rollback(True)
    finally:
        current.forget()  # what was taken back is no calendar of ours
    return found


@never_cache
@require_http_methods(["GET", "POST"])
@reads(Kind.SETTINGS)
def holidays(request: HttpRequest) -> HttpResponse:
    """The notices there are, and a form for the next."""
    actor = actor_of(request)
    if Role.ADMINISTRATOR not in actor.roles:
        raise PermissionDenied
    form = NoticeForm(request.POST or None)
    preview = None
    if form.is_valid():
        try:
            if "confirm" in request.POST:
                load_notice(form.cleaned_data["arrangement"])
                return redirect("workbench:holidays")
            preview = preview_of(form.cleaned_data["arrangement"])
        except BadNotice as wrong:
            form.add_error("text", str(wrong))
    context = {
        "form": form, "preview": preview, "arrangement": form.cleaned_data.get("arrangement") if preview else None,
        "notices": Notice.objects.order_by("-year", "-pk")[:5], "tab": "holidays",
    }  # fmt: skip
    return page(request, "workbench/holidays.html", actor, context, status=422 if form.errors else 200)
