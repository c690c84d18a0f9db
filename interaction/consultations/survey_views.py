"""Surveys: the list, the questionnaire while it is open, and the results as charts with their tables."""

import uuid
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.casework.keyset import parse_cursor
from interaction.consultations import queries
from interaction.consultations.models import Question, Survey, SurveyAnswer
from interaction.consultations.models.stages import Stage
from interaction.consultations.surveys import AnsweredBefore, QuestionnaireForm, answer
from interaction.errors import NotNow
from interaction.statistics import charts
from interaction.visitors.idempotency import first_visit, own_key, shown_again, shows_again
from interaction.visitors.persons import Person
from interaction.visitors.proofs import spend_or_ask
from interaction.visitors.throttle import SUBMISSIONS, SURVEY_ANSWERS
from interaction.workdays.now import today
from interaction.workflow.forms import filled


@login_not_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    rows = Survey.objects.filter(stage=Stage.PUBLISHED).select_related("organ")
    page = queries.by_opening(rows, parse_cursor(request.GET.get("after", "")))
    return render(request, "consultations/surveys.html", {"page": page})


def _questions(survey: Survey) -> list[Question]:
    return list(survey.questions.prefetch_related("choices"))


@login_not_required
@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """The questionnaire, or its results; one answer a form."""
    found = get_object_or_404(
        Survey.objects.filter(stage__in=[Stage.PUBLISHED, Stage.WITHDRAWN]).select_related("organ"), pk=pk
    )
    if found.stage == Stage.WITHDRAWN:
        context = {"item": found, "record": queries.public_record(found)}
        return render(request, "consultations/withdrawn.html", context, status=410)
    questions = _questions(found)
    if found.standing == "open" and (leading := first_visit(request)):
        return leading
    submission = own_key(request)
    if SurveyAnswer.objects.filter(submission=submission).exists():
        return _thanks(request, found, again=True)
    person = Person(request, f"survey {found.pk}")
    if found.standing == "open" and found.respondents.filter(digest=person.digest).exists():
        return _answered_before(request, found, person)
    if request.method == "GET":
        return _page(request, found, questions, QuestionnaireForm(questions=questions), submission)
    if shown_again(request):
        form = filled(QuestionnaireForm(questions=questions), request.POST)
        return _page(request, found, questions, form, submission, status=422)
    form = QuestionnaireForm(request.POST, questions=questions)
    if found.standing != "open":
        form.add_error(None, _("问卷现在不在进行中，没有收下您的回答。"))
        return _page(request, found, questions, form, submission, status=409)
    if not spend_or_ask(request, SUBMISSIONS, form):
        return _page(request, found, questions, form, submission, status=429)
    if not form.is_valid():
        return _page(request, found, questions, form, submission, status=422)
    if not spend_or_ask(request, SURVEY_ANSWERS, form, about=str(found.pk)):
        return _page(request, found, questions, form, submission, status=429)
    return _take(request, found, questions, form, submission, person=person)


def _take(
    request: HttpRequest, found: Survey, questions: list[Question], form: QuestionnaireForm, submission: uuid.UUID,
    *, person: Person,
) -> HttpResponse:  # fmt: skip
    """Count a good form, unless somebody else was quicker: the same form, the same person, the end."""
    try:
        answer(found, form, submission, person.digest)
    except NotNow as refused:
        form.add_error(None, str(refused))
        return _page(request, found, questions, form, submission, status=409)
    except AnsweredBefore:
        return _answered_before(request, found, person)
    except IntegrityError:
        return _thanks(request, found, again=True)
    return person.keep(_thanks(request, found, again=False), found.closes_on - today() + timedelta(days=1))


def _answered_before(request: HttpRequest, found: Survey, person: Person) -> HttpResponse:
    """Once is enough. Another member of the household, at the same machine, may sign in and answer."""
    sign_in = "" if person.has_account else f"{reverse('citizens:sign_in')}?{urlencode({'next': request.path})}"
    context = {
        "item": found, "sign_in": sign_in, "results": results(_questions(found)) if found.shows_results else [],
    }  # fmt: skip
    return render(
        request, "consultations/survey_answered.html", context, status=409 if request.method == "POST" else 200
    )


def _thanks(request: HttpRequest, found: Survey, *, again: bool) -> HttpResponse:
    found.refresh_from_db()
    context = {"item": found, "again": again, "results": results(_questions(found)) if found.shows_results else []}
    return render(request, "consultations/survey_thanks.html", context)


def _page(
    request: HttpRequest, found: Survey, questions: list[Question], form: QuestionnaireForm, submission: uuid.UUID,
    *, status: int = 200,
) -> HttpResponse:  # fmt: skip
    shown = results(questions) if found.shows_results else []
    context = {"item": found, "form": form, "submission": submission, "results": shown}
    return render(request, "consultations/survey.html", context, status=status)


def results(questions: list[Question]) -> list[dict[str, Any]]:
    """Of each question: how many answered, the count and share of each choice, the mean of a scale, and the chart.

    What people wrote in their own words is read by the organ and not shown: nobody has masked it.
    """
    found = []
    for one in questions:
        choices = list(one.choices.all())
        marks = sum(choice.chosen for choice in choices)
        mean = sum(choice.position * choice.chosen for choice in choices) / marks if marks else None
        chart = charts.bar_chart(one.text, [(choice.text, choice.chosen) for choice in choices], _("人"))
        found.append(
            {
                "question": one, "rows": [(two, two.chosen / one.answered if one.answered else None) for two in choices],
                "mean": mean if one.kind == Question.Kind.SCALE else None,
                "chart": mark_safe(chart) if choices else "",  # noqa: S308  (the chart escapes what it is given)
            }
        )  # fmt: skip
    return found
