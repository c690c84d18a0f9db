"""The public deadline calculator: the same code that runs every clock; its address can be shared."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from interaction.limits.calculator import Answer, calculate
from interaction.limits.configured import started_by
from interaction.limits.reading import TransitionError
from interaction.limits.rules import rules
from interaction.organs.hours import county_hours
from interaction.workdays.current import calendar
from interaction.workdays.now import today
from interaction.workflow.forms import DayField, PlainForm


class CalculatorForm(PlainForm):
    """The events a citizen can know of; empty ones did not happen."""

    rule = forms.ChoiceField(label=_("哪种期限"))
    received = DayField(label=_("收到日期"))
    correction_requested = DayField(label=_("要求补正的日期（没有就不填）"), required=False)
    corrected = DayField(label=_("提交补正的日期（没有就不填）"), required=False)
    third_party_asked = DayField(label=_("征求第三方意见的日期（没有就不填）"), required=False)
    third_party_answered = DayField(label=_("第三方答复的日期（没有就不填）"), required=False)
    extended = DayField(label=_("告知延期的日期（没有就不填）"), required=False)
    workdays = forms.IntegerField(label=_("延长几个工作日"), required=False, min_value=1, max_value=20)
    replied = DayField(label=_("答复日期（没有就不填）"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = [(one.name, _t(one.label)) for one in rules() if "received" in one.starts]
        self.fields["rule"].initial = "disclosure.reply"

    def events(self) -> list[dict[str, object]]:
        """What happened, in the order of its days; of one day, in the order of the form."""
        data = self.cleaned_data
        kinds = [name for name in self.fields if name not in ("rule", "workdays")]
        happened = [{"event": kind, "on": data[kind].isoformat()} for kind in kinds if data.get(kind)]
        for event in happened:
            if event["event"] == "extended":
                event["workdays"] = data.get("workdays") or 20
        return sorted(happened, key=lambda event: str(event["on"]))


@login_not_required
@require_GET
def calculator(request: HttpRequest) -> HttpResponse:
    form = CalculatorForm(request.GET if "received" in request.GET else None)
    answer: Answer | None = None
    problem = ""
    if form.is_valid():
        try:
            events = form.events()
            known = started_by(form.cleaned_data["rule"], events)
            answer = calculate(known, events, calendar(), today(), hours=county_hours(), day_by_day=True)
        except TransitionError as impossible:
            problem = str(impossible)
    context = {"form": form, "answer": answer, "problem": problem}
    return render(request, "portal/calculator.html", context, status=422 if problem or form.errors else 200)
