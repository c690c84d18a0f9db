"""Writing the report's chapters and table 2, and looking back at earlier versions."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from interaction.errors import Refused
from interaction.visitors.idempotency import shown_again, shows_again
from interaction.workflow.forms import filled
from interaction.workflow.unsent import ANEW, discard_unsent, unsent
from requests_app.annual.drafting import charged, starting_text
from requests_app.annual.drawing import Drawn, draw
from requests_app.annual.editing import Conflict, may_edit, save, versions
from requests_app.annual.forms import ChapterForm
from requests_app.annual.html import table2_grid
from requests_app.annual.models import PARTS, TABLE2, AnnualEntry
from requests_app.annual.report import CHAPTERS
from requests_app.annual.reports import published, report_of
from requests_app.annual.table2 import COLUMN_OF, LABEL_OF, Figure, Table2, field_name, read_table2
from requests_app.annual.views import At, for_report

REDIRECTED = 302
TITLES = {TABLE2: "表二　主动公开政府信息", **{chapter.code: chapter.title for chapter in CHAPTERS}}


@shows_again
@require_http_methods(["GET", "POST"])
@for_report
def edit(request: HttpRequest, at: At, part: str) -> HttpResponse:
    """A part with its form. What was typed and not sent is there again: of a page that had expired, or of earlier."""
    if part not in PARTS:
        raise Http404
    if not may_edit(at.actor, at.organ):
        raise PermissionDenied
    kept = (
        None
        if request.method == "POST" or {ANEW, "draft"} & request.GET.keys()
        else unsent(request.user.pk, request.path)
    )
    typed = request.POST if shown_again(request) else kept and kept.typed
    answer = (_edit_table2 if part == TABLE2 else _edit_chapter)(request, at, part, typed, {"kept": kept})
    if answer.status_code == REDIRECTED:
        discard_unsent(request.user.pk, request.path)
    return answer


def _edit_chapter(request: HttpRequest, at: At, part: str, typed: Any, context: dict[str, Any]) -> HttpResponse:
    last = versions(at.organ, at.year, part).first()
    now = report_of(at.organ, at.year)
    proposed = starting_text(part, now, published(at.organ, at.year - 1), charged(at.organ, at.year))
    text = proposed if last is None or "draft" in request.GET else last.text
    sent = request.method == "POST" and not typed
    form = ChapterForm(request.POST if sent else None, title=TITLES[part], initial={"text": text})
    context |= {"form": form, "seen": last.version if last else 0, "proposed": proposed, "last": last}
    if typed:
        context |= {"form": filled(form, typed), "seen": _seen(typed)}
    elif sent:
        context["seen"] = _seen(request.POST)
        if form.is_valid() and _saved(at, part, context, text=form.cleaned_data["text"]):
            return at.back()
    return _edit_page(request, at, part, context)


def _edit_table2(request: HttpRequest, at: At, part: str, left: Any, context: dict[str, Any]) -> HttpResponse:
    last = versions(at.organ, at.year, part).first()
    table = last.table if last else Table2()
    typed = {field_name(key): str(table.cell(*key)) for key in COLUMN_OF}
    context |= {"seen": last.version if last else 0, "last": last, "faults": {}}
    if left:
        context["seen"], typed = _seen(left), {name: left.get(name, "")[:20] for name in typed}
    elif request.method == "POST":
        context["seen"] = _seen(request.POST)
        typed = {name: request.POST.get(name, "")[:20] for name in typed}
        table, context["faults"] = read_table2(typed)
        if not context["faults"] and _saved(at, part, context, figures=table.as_json()):
            return at.back()
    context["table"] = _inputs(table, typed, context["faults"])
    return _edit_page(request, at, part, context)


def _seen(typed: Any) -> int:
    """The version that was typed over."""
    text = typed.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("999999") else 0


def _saved(at: At, part: str, context: dict[str, Any], **content: Any) -> AnnualEntry | None:
    """Save, or say in the context why not; what was typed stays, over the version now shown beside it."""
    try:
        return save(at.organ, at.year, part, at.actor, seen=context["seen"], **content)
    except Conflict as conflict:
        context |= {"conflict": conflict.latest, "seen": conflict.latest.version}
        if part == TABLE2:
            context["other"] = _differences(conflict.latest.table, Table2.from_json(content["figures"]))
    except Refused as refused:
        context["problem"] = str(refused)
    return None


def _differences(theirs: Table2, mine: Table2) -> list[tuple[str, Figure, Figure]]:
    pairs = [(LABEL_OF[key], theirs.cell(*key), mine.cell(*key)) for key in COLUMN_OF]
    return [(label, one, other) for label, one, other in pairs if one != other]


def _inputs(table: Table2, typed: dict[str, str], faults: dict[str, str]) -> list[list[tuple[Drawn, dict[str, str]]]]:
    """The grid of table 2 with what is typed in the place of its figures."""
    keys = iter(COLUMN_OF)
    rows = []
    for row in draw(table2_grid(table)):
        cells = []
        for drawn in row:
            entry: dict[str, str] = {}
            if not drawn.scope:
                key = next(keys)
                name = field_name(key)
                entry = {"name": name, "label": LABEL_OF[key], "value": typed[name], "fault": faults.get(name, "")}
            cells.append((drawn, entry))
        rows.append(cells)
    return rows


def _edit_page(request: HttpRequest, at: At, part: str, context: dict[str, Any]) -> HttpResponse:
    amiss = shown_again(request) or context.get("problem") or context.get("conflict") or context.get("faults")
    amiss = amiss or ("form" in context and context["form"].errors)
    template = "annual/table2.html" if part == TABLE2 else "annual/chapter.html"
    return at.page(request, template, {"part": part, "title": TITLES[part], **context}, amiss=bool(amiss))


@require_GET
@for_report
def history(request: HttpRequest, at: At, part: str, version: int | None = None) -> HttpResponse:
    """Every version of a part: who wrote it when, and what it said."""
    if part not in PARTS:
        raise Http404
    entries = versions(at.organ, at.year, part)
    shown = get_object_or_404(entries, version=version) if version else entries.first()
    context = {
        "part": part, "title": TITLES[part], "shown": shown, "entries": list(entries.defer("text", "figures")),
        "table": draw(table2_grid(shown.table)) if shown and part == TABLE2 else (),
    }  # fmt: skip
    return at.page(request, "annual/history.html", context)
