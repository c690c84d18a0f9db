"""The ledger at the desk: template, export, and an import that is checked, confirmed and watched."""

from collections.abc import AsyncIterator, Callable, Collection, Iterator
from functools import wraps
from io import BytesIO
from typing import Any, cast
from uuid import UUID

from asgiref.sync import sync_to_async
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interaction.audit.models import Kind
from interaction.audit.recording import reads
from interaction.casework import file_store
from interaction.organs.actors import Actor
from interaction.organs.models import Role
from interaction.sign_in.anew import ask_anew
from interaction.workdays.now import now, today
from interaction.workflow.desk_pages import actor_of, organs_of, page
from requests_app.exporting import rows
from requests_app.ledger import Choice, Form, look, pieces, template
from requests_app.ledger_desk.forms import ColumnsForm, DecisionForm, ExportForm, UploadForm, heads_of
from requests_app.ledger_desk.models import LedgerColumn, LedgerExport, LedgerImport
from requests_app.ledger_desk.outcome import errors_of

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8",
}  # fmt: skip
State = LedgerImport.State


def for_intake(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Ledgers are kept by intake (条例第四十五条)."""

    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of(request)
        if Role.INTAKE not in actor.roles:
            raise PermissionDenied
        return view(request, actor, **kwargs)

    return never_cache(checked)


def for_import(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A view of one import, for intake of its organ or above; to others it does not exist."""

    @for_intake
    @wraps(view)
    def checked(request: HttpRequest, actor: Actor, pk: UUID) -> HttpResponse:
        row = LedgerImport.objects.select_related("organ", "by").filter(pk=pk).first()
        if row is None or not actor.holds(Role.INTAKE, row.organ):
            raise Http404
        return view(request, actor, row)

    return checked


@require_http_methods(["GET", "POST"])
@for_intake
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What can be done with a ledger, and the last imports. A file is uploaded here."""
    upload = UploadForm(actor=actor)
    if request.method == "POST":
        upload = UploadForm(request.POST, request.FILES, actor=actor)
        if upload.is_valid():
            return redirect("ledger:import", pk=_kept(upload, actor).pk)
    imports = LedgerImport.objects.filter(organ__in=organs_of(actor, Role.INTAKE)).select_related("organ", "by")
    context = {
        "upload": upload, "form": upload, "export": ExportForm(actor=actor, auto_id="export_%s"),
        "imports": list(imports.defer("said").order_by("-uploaded_at")[:20]), "section": "ledger",
    }  # fmt: skip
    return page(request, "ledger/index.html", actor, context, 422 if upload.errors else 200)


@transaction.atomic
def _kept(upload: UploadForm, actor: Actor) -> LedgerImport:
    file = upload.cleaned_data["file"]
    row = LedgerImport(
        organ=upload.cleaned_data["organ"], by=actor.staff, name=file.clean_name, size=file.size, uploaded_at=now(),
        state=State.FAULTY if file.unclear else State.WAITING, unclear=file.unclear,
    )  # fmt: skip
    file.seek(0)
    file_store.store(row.pk, file.read())
    row.save()
    return row


@require_GET
@for_import
@reads(Kind.FILE)
def show(request: HttpRequest, actor: Actor, row: LedgerImport) -> HttpResponse:
    """Where an import is; the page asks again by itself while the worker is at it."""
    body = "ledger/import_body.html" if request.headers.get("HX-Request") else "ledger/import.html"
    return page(request, body, actor, _shown(row, DecisionForm(said=row.said)))


def _shown(row: LedgerImport, form: DecisionForm) -> dict[str, Any]:
    return {"row": row, "form": form, "section": "ledger"}


@require_POST
@for_import
@reads(Kind.FILE)
def confirm(request: HttpRequest, actor: Actor, row: LedgerImport) -> HttpResponse:
    form = DecisionForm(request.POST, said=row.said)
    if row.state == State.CHECKED and not form.is_valid():
        return page(request, "ledger/import.html", actor, _shown(row, form), 422)
    if row.state == State.CHECKED:
        _move(row, State.CONFIRMED, {"decided": form.decided()}, (State.CHECKED,))
    return redirect("ledger:import", pk=row.pk)


@require_POST
@for_import
def rest(request: HttpRequest, actor: Actor, row: LedgerImport) -> HttpResponse:
    """Import what is right of a ledger with faulty rows; these wait to be corrected and brought again."""
    if row.rows:
        _move(row, State.CONFIRMED, {"decided": {"without_faulty": True}}, (State.FAULTY,))
    return redirect("ledger:import", pk=row.pk)


@require_POST
@for_import
@reads(Kind.FILE)
def sheets(request: HttpRequest, actor: Actor, row: LedgerImport) -> HttpResponse:
    """Read the chosen sheets, and check again."""
    names = request.POST.getlist("sheet")
    if names:
        _move(row, State.WAITING, {"sheets": names}, LedgerImport.OPEN)
    return redirect("ledger:import", pk=row.pk)


@require_http_methods(["GET", "POST"])
@for_import
@reads(Kind.FILE)
def columns(request: HttpRequest, actor: Actor, row: LedgerImport) -> HttpResponse:
    """Settle which column is which; remembered for the organ's next ledger."""
    if not row.is_open:
        return redirect("ledger:import", pk=row.pk)
    choice = Choice(None if row.sheets is None else frozenset(row.sheets), LedgerColumn.of(row.organ))
    heads = heads_of(look(BytesIO(file_store.read(row.pk)), row.name, choice))
    form = ColumnsForm(request.POST or None, heads=heads, organ=row.organ)
    if request.method == "POST" and form.is_valid():
        form.keep()
        _move(row, State.WAITING, {}, LedgerImport.OPEN)
        return redirect("ledger:import", pk=row.pk)
    context = {"row": row, "form": form, "section": "ledger"}
    return page(request, "ledger/columns.html", actor, context, 422 if form.errors else 200)


@require_GET
@for_import
@reads(Kind.EXPORT)
def errors(request: HttpRequest, actor: Actor, row: LedgerImport) -> HttpResponse:
    """The rows with faults, to correct and to bring again."""
    if not row.said.get("faulty"):
        raise Http404
    response = HttpResponse(content_type=CONTENT_TYPES["xlsx"])
    name = f"{_('有错误的行')}_{row.name.rpartition('.')[0] or row.name}.xlsx"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    errors_of(row.said, cast(Any, response))
    return response


@require_POST
@for_import
def discard(request: HttpRequest, actor: Actor, row: LedgerImport) -> HttpResponse:
    _move(row, State.DISCARDED, {}, LedgerImport.OPEN)
    return redirect("ledger:import", pk=row.pk)


@transaction.atomic
def _move(row: LedgerImport, state: str, said: dict[str, Any], sources: Collection[str]) -> None:
    """Only what waits for a person can be moved by one; a second click finds it moved already."""
    held = LedgerImport.objects.select_for_update().filter(pk=row.pk, held=True, state__in=sources).first()
    if held is not None:
        held.state, held.done, held.unclear, held.said = state, 0, False, {**held.said, **said}
        held.save()


@require_GET
@for_intake
def empty(request: HttpRequest, actor: Actor, form: str) -> HttpResponse:
    """The template to fill in."""
    if form not in CONTENT_TYPES:
        raise Http404
    response = HttpResponse(content_type=CONTENT_TYPES[form])
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{_('台账模板')}.{form}") or ""
    template(cast(Any, response), cast(Form, form))
    return response


@require_GET
@for_intake
@reads(Kind.EXPORT)
def export(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The ledger, sent while it is being read. With names, who took it out is noted."""
    asked = ExportForm(request.GET, actor=actor, auto_id="export_%s")
    if not asked.is_valid():
        context = {"upload": UploadForm(actor=actor), "form": asked, "export": asked, "section": "ledger"}
        return page(request, "ledger/index.html", actor, context, 422)
    data = asked.cleaned_data
    assert actor.staff
    if data["names"]:
        ask_anew(request)
        LedgerExport.objects.create(organ=data["organ"], year=data["year"], by=actor.staff, at=now())
    content = pieces(rows(data["organ"], data["year"], names=data["names"]), data["format"])
    name = f"{data['organ'].short_name}{_('依申请公开台账')}{data['year'] or ''}_{today():%Y%m%d}.{data['format']}"
    served = _served(content) if hasattr(request, "scope") else content
    response = StreamingHttpResponse(served, content_type=CONTENT_TYPES[data["format"]])
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


async def _served(content: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Piece by piece: an ASGI server would take a plain iterator whole into memory."""
    while (piece := await sync_to_async(_next)(content)) is not None:
        yield piece


def _next(content: Iterator[bytes]) -> bytes | None:
    return next(content, None)
