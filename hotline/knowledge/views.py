"""The knowledge base on the desk: everybody of the desk reads, each organ keeps its own."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotline.knowledge.forms import AnswerForm, ReportForm
from hotline.knowledge.keeping import answer, keeps_for, may_keep, report
from hotline.knowledge.models import Article, Report
from hotline.knowledge.searching import search
from interaction.casework.keyset import encode_cursor, parse_cursor
from interaction.errors import Refused
from interaction.organs.actors import Actor
from interaction.visitors.idempotency import shows_again
from interaction.workbench.views import actor_of
from interaction.workdays.now import today
from interaction.workflow.desk import action_view

PAGE = 50


def _reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.posts:
        raise PermissionDenied
    return actor


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What one's own organs keep, what runs out first on top; or what a search finds in all of them."""
    actor = _reader(request)
    words = request.GET.get("q", "").replace("\0", "").strip()[:60]
    own = keeps_for(actor)
    after = parse_cursor(request.GET.get("after", ""))
    articles = Article.objects.filter(organ__in=own, withdrawn=False).select_related("organ")
    if after:
        articles = articles.filter(Q(valid_until__gt=after[0]) | Q(valid_until=after[0], pk__gt=after[1]))
    rows = list(articles.order_by("valid_until", "pk")[: PAGE + 1]) if own and not words else []
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    context = {
        "actor": actor, "q": words, "found": search(words) if words else [], "own": own, "rows": rows[:PAGE],
        "next_cursor": encode_cursor((last.valid_until, last.pk) if last else None), "today": today(),
        "reports": Report.objects.filter(answered_at__isnull=True, article__organ__in=own).select_related("article")[:PAGE],
    }  # fmt: skip
    return render(request, "knowledge/index.html", context)


@never_cache
@require_GET
def article(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _reader(request)
    found = get_object_or_404(Article.objects.select_related("organ", "subject"), pk=pk)
    return _shown(request, actor, found, ReportForm())


def _shown(request: HttpRequest, actor: Actor, found: Article, form: ReportForm, status: int = 200) -> HttpResponse:
    context = {
        "actor": actor, "article": found, "form": form, "keeps": may_keep(actor, found.organ), "today": today(),
        "reports": found.reports.select_related("by", "answered_by")[:20], "answer_form": AnswerForm(),
        "revisions": found.log.select_related("by").order_by("-version")[:20],
    }  # fmt: skip
    return render(request, "knowledge/article.html", context, status=status)


@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Writing an article, or anew; what was typed survives every fault, also that somebody was faster."""
    actor = _reader(request)
    found = get_object_or_404(Article.objects.select_related("organ"), pk=pk) if pk else Article()
    if not (may_keep(actor, found.organ) if pk else keeps_for(actor)):
        raise PermissionDenied
    context = {"actor": actor, "article": found}
    return action_view(
        request, actor, found, "save", back=lambda entry: redirect("knowledge:article", found.pk), context=context,
        template="knowledge/edit.html",
    )  # fmt: skip


@require_POST
def report_wrong(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who answers from it says that an article is wrong."""
    actor = _reader(request)
    found = get_object_or_404(Article.objects.select_related("organ"), pk=pk)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _shown(request, actor, found, form, status=422)
    report(actor, found, form.cleaned_data["words"])
    return redirect("knowledge:article", pk)


@require_POST
def answer_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The organ says what it did about a report."""
    found = get_object_or_404(Report.objects.select_related("article__organ"), pk=pk)
    form = AnswerForm(request.POST)
    try:
        if form.is_valid():
            answer(_reader(request), found, form.cleaned_data["answer"])
    except Refused as refused:
        raise PermissionDenied from refused
    return redirect("knowledge:article", found.article_id)
