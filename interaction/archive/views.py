"""The desk of the archive (档案管理): what is filed, the table of terms, appraisals, packages; looking into what is put away."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interaction.archive.appraising import appraised
from interaction.archive.filing import terms_on
from interaction.archive.models import Appraisal, ArchiveFile, Build, Package, TermVersion
from interaction.archive.terms import FileClass, class_named, file_classes
from interaction.archive.working import content_of
from interaction.audit.models import Kind
from interaction.audit.recording import note_case, note_search, reads
from interaction.casework.actions import actions_of
from interaction.casework.engine import perform
from interaction.casework.queries import OPENED, whole_case
from interaction.errors import InvalidData, Refused
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.sign_in.anew import ask_anew
from interaction.visitors.idempotency import shows_again
from interaction.workdays.now import today
from interaction.workflow.desk import document_context, room_action_view
from interaction.workflow.desk_pages import actor_of, covered_by, page
from interaction.workflow.engine import perform as perform_on
from interaction.workflow.models import Document

LATEST, LISTED = 20, 200
READERS = (Role.ARCHIVIST, Role.PUBLISHER)


def for_archive(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view for those who keep the archive of some organ; to others there is no such page."""

    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of(request)
        if Role.ARCHIVIST not in actor.roles:
            raise PermissionDenied
        return view(request, actor, **kwargs)

    return never_cache(checked)


def for_readers(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view for the archive, and for publishers, who may have to take back what is public of an old case."""

    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of(request)
        if actor.roles.isdisjoint(READERS):
            raise PermissionDenied
        return view(request, actor, **kwargs)

    return never_cache(checked)


@require_GET
@for_readers
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Files by year and organ, found by their number; for the archive also the table, appraisals and packages."""
    number = request.GET.get("number", "").replace("\0", "").strip()[:60]
    note_search(request, number)
    mine = covered_by(actor, *READERS)
    found = (
        ArchiveFile.objects.filter(mine, Q(number=number) | Q(case__number=number.upper()))
        .select_related("organ", "case")
        .order_by("number")[:LATEST]
        if number
        else ()
    )
    context: dict[str, Any] = {"number": number, "found": list(found), "section": "archive"}
    if Role.ARCHIVIST in actor.roles:
        context |= _kept(actor)
    return page(request, "archive/index.html", actor, context)


def _kept(actor: Actor) -> dict[str, Any]:
    """What only the archive sees: how much there is, what has expired, the table and what is being done."""
    mine, day = covered_by(actor, Role.ARCHIVIST), today()
    years = (
        ArchiveFile.objects.filter(mine)
        .values("organ__short_name", "year")
        .annotate(
            files=Count("pk"), expired=Count("pk", filter=Q(ended_on__isnull=True, keep_until__lt=day)),
            gone=Count("pk", filter=Q(ended_on__isnull=False)),
        )
        .order_by("-year", "organ__short_name")
    )  # fmt: skip
    versions: dict[str, list[TermVersion]] = {}
    for one in TermVersion.objects.order_by("file_class", "effective_from"):
        versions.setdefault(one.file_class, []).append(one)
    set_terms = terms_on(day)
    return {
        "keeps": True, "years": list(years[:LISTED]), "sets_terms": _sets_terms(actor),
        "table": [(row, set_terms.get(row.code, row.term), versions.get(row.code, [])) for row in file_classes()],
        "appraisals": list(Appraisal.objects.filter(mine).select_related("organ").order_by("-pk")[:LATEST]),
        "packages": list(Package.objects.filter(mine).select_related("organ", "build").order_by("-pk")[:LATEST]),
    }  # fmt: skip


def _sets_terms(actor: Actor) -> bool:
    """Whether somebody sets the table, which is one for the whole county."""
    return any(organ.is_root for organ in actor.organs_as(Role.ARCHIVIST))


@shows_again
@require_http_methods(["GET", "POST"])
@for_readers
@reads(Kind.CASE)
def open_file(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Take one file out for a day: with a reason, which its events keep."""
    file = get_object_or_404(ArchiveFile.objects.select_related("organ").filter(covered_by(actor, *READERS)), pk=pk)
    case = whole_case(file.case_id)
    assert case is not None
    note_case(request, case, actor)
    declared = actions_of(type(case))[OPENED]
    form, problem = declared.form(case=case, actor=actor), ""
    if request.method == "POST":
        try:
            perform(case, OPENED, actor, request.POST)
            return redirect("workbench:case", pk=case.pk)
        except InvalidData as invalid:
            form = invalid.form
        except Refused as refused:
            form, problem = declared.form(request.POST, case=case, actor=actor), str(refused)
    context = {"file": file, "form": form, "step": declared, "problem": problem, "section": "archive"}
    return page(request, "archive/open.html", actor, context, 422 if request.method == "POST" else 200)


def _act(request: HttpRequest, actor: Actor, document: Document, name: str, view: str) -> HttpResponse:
    """Do a step of one of the archive's documents; its page comes after it."""
    return room_action_view(request, actor, document, name, page=f"archive:{view}", label=_("档案"))


# -- The table of terms ---------------------------------------------------------------------------------


def _county() -> Organ:
    county = Organ.objects.filter(parent__isnull=True).order_by("pk").first()
    if county is None:
        raise Http404
    return county


def _row(code: str) -> FileClass:
    try:
        return class_named(code)
    except LookupError as unknown:
        raise Http404 from unknown


@shows_again
@require_http_methods(["GET", "POST"])
@for_archive
def enter_term(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Begin a version of how long one class of files is kept."""
    return _act(request, actor, TermVersion(organ=_county(), file_class=_row(code).code), "draft", "term")


@require_GET
@for_archive
def term(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One version, and what came with the system."""
    found = get_object_or_404(TermVersion, pk=pk)
    context = document_context(request, actor, found, "archive") | {"row": _row(found.file_class)}
    return page(request, "archive/term.html", actor, context)


@shows_again
@require_http_methods(["GET", "POST"])
@for_archive
def term_step(request: HttpRequest, actor: Actor, pk: int, name: str) -> HttpResponse:
    return _act(request, actor, get_object_or_404(TermVersion, pk=pk), name, "term")


# -- Appraisals -----------------------------------------------------------------------------------------


def _mine(model: type[Any], actor: Actor, pk: int) -> Any:
    return get_object_or_404(model.objects.filter(covered_by(actor, Role.ARCHIVIST)).select_related("organ"), pk=pk)


@shows_again
@require_http_methods(["GET", "POST"])
@for_archive
def new_appraisal(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Begin an appraisal of what has expired."""
    return _act(request, actor, Appraisal(), "propose", "appraisal")


@require_GET
@for_archive
@reads(Kind.CASE)
def appraisal(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What is proposed, and for which files: the inventory."""
    found = _mine(Appraisal, actor, pk)
    decided = found.last_entry("decide")
    about = appraised(found) if found.state == Appraisal.State.DRAFT else found.files.all()
    context = document_context(request, actor, found, "archive") | {
        "files": list(about.select_related("organ").order_by("number")[:LISTED]), "most": LISTED,
        "count": decided.details["count"] if decided else about.count(),
        "numbers": decided.details["numbers"] if decided else [],
    }  # fmt: skip
    return page(request, "archive/appraisal.html", actor, context)


@shows_again
@require_http_methods(["GET", "POST"])
@for_archive
def appraisal_step(request: HttpRequest, actor: Actor, pk: int, name: str) -> HttpResponse:
    return _act(request, actor, _mine(Appraisal, actor, pk), name, "appraisal")


# -- Packages -------------------------------------------------------------------------------------------


@shows_again
@require_http_methods(["GET", "POST"])
@for_archive
def new_package(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Order a package of an organ's files of a year."""
    return _act(request, actor, Package(), "order", "package")


@require_GET
@for_archive
def package(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """How far it is; the page asks again by itself while the worker is at it."""
    found = _mine(Package, actor, pk)
    build = Build.objects.filter(package=found).first()
    working = build is not None and build.built_at is None and not build.failed and found.state == Package.State.ORDERED
    context = document_context(request, actor, found, "archive") | {"build": build, "working": working}
    context["steps"] = [one for one in context["steps"] if one.name != "take_out"]
    body = "archive/package_body.html" if request.headers.get("HX-Request") else "archive/package.html"
    return page(request, body, actor, context)


@require_POST
@for_archive
@reads(Kind.EXPORT)
def download(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The package itself, for the archive alone; that it was fetched is a step of its own."""
    found = _mine(Package, actor, pk)
    ask_anew(request)
    try:
        perform_on(found, "take_out", actor)
    except Refused:
        return redirect("archive:package", pk=pk)
    build = found.build
    name = f"{found.organ.fonds or found.organ.code}-{found.year}.zip"
    pieces: Iterator[bytes] = content_of(build)
    return StreamingHttpResponse(pieces, headers={
        "Content-Type": "application/zip", "Content-Length": str(build.size),
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
    })  # fmt: skip


@shows_again
@require_http_methods(["GET", "POST"])
@for_archive
def package_step(request: HttpRequest, actor: Actor, pk: int, name: str) -> HttpResponse:
    return _act(request, actor, _mine(Package, actor, pk), name, "package")
