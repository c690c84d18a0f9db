"""Files of a case at the desk: their pages are looked at first, drawn aside; then they may be fetched, as copies. The
sealed original is for intake alone."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from interaction.audit.models import Kind
from interaction.audit.recording import reads
from interaction.casework.downloads import as_download, stored, to_be_seen, why_closed
from interaction.casework.file_store import read
from interaction.casework.files import as_they_came
from interaction.casework.models import Attachment, Case
from interaction.casework.uploads import kind_of
from interaction.formats.aside import asked
from interaction.formats.faults import Unfit
from interaction.organs.actors import Actor
from interaction.organs.models import Role
from interaction.publicity.hiding import Reader
from interaction.workbench.views import for_case

# The files somebody has looked at in this session, the latest last.
LOOKED_AT, MOST_REMEMBERED = "looked_at", 200


def file_of(case: Case, actor: Actor, file: UUID) -> Attachment:
    """Return a file of a case for somebody who may have it; raise PermissionDenied for a hidden sender's not handed on."""
    found = get_object_or_404(case.attachments, pk=file)
    if not Reader(case, actor).may_fetch(found):
        raise PermissionDenied
    return found


def shown_name(case: Case, file: Attachment, reader: Reader) -> str:
    """What a file is called for this reader."""
    return next(name for one, name in reader.files(as_they_came(case.attachments.all())) if one == file)


def may_have_original(case: Case, actor: Actor, file: Attachment) -> bool:
    """Whether somebody takes cases in for the organ that this one was sent to."""
    at_intake = any(actor.holds(role, case.addressed_to) for role in (Role.INTAKE, Role.CALL_AGENT))
    return bool(file.original) and at_intake and file.may_be_opened and not file.destroyed_at


@never_cache
@require_GET
@for_case
@reads(Kind.FILE)
def look(request: HttpRequest, case: Case, actor: Actor, file: UUID) -> HttpResponse:
    """What a file holds, before it is fetched."""
    found = file_of(case, actor, file)
    closed, contents = why_closed(found), dict[str, Any]()
    if not closed:
        try:
            contents, _nothing = asked("contents", read(found.pk), kind=kind_of(found.content_type))
        except Unfit:
            contents = {"undrawn": True}
        seen = [one for one in request.session.get(LOOKED_AT, []) if one != str(file)]
        request.session[LOOKED_AT] = [*seen[1 - MOST_REMEMBERED :], str(file)]
    context = {
        "case": case, "actor": actor, "file": found, "name": shown_name(case, found, Reader(case, actor)), "closed": closed,
        "contents": contents, "pages": range(1, contents.get("pages", 0) + 1), "original": may_have_original(case, actor, found),
        "pictures": range(1, contents.get("pictures", 0) + 1),
    }  # fmt: skip
    return render(request, "workbench/file.html", context)


@never_cache
@require_GET
@for_case
@reads(Kind.FILE)
def drawn(request: HttpRequest, case: Case, actor: Actor, file: UUID, *, part: str, number: int) -> HttpResponse:
    """A page of a file, or a picture in it."""
    found = file_of(case, actor, file)
    if part not in ("page", "picture") or not number or why_closed(found):
        raise Http404
    if found.is_picture:
        return to_be_seen(read(found.pk), found.content_type)
    try:
        _nothing, content = asked(part, read(found.pk), kind=kind_of(found.content_type), number=number)
    except Unfit as unfit:
        raise Http404 from unfit
    return to_be_seen(content, "image/jpeg")


@never_cache
@require_GET
@for_case
@reads(Kind.FILE)
def download(request: HttpRequest, case: Case, actor: Actor, file: UUID) -> HttpResponse:
    """A file to keep, once its pages were looked at; what we made ourselves needs no look."""
    found = file_of(case, actor, file)
    if found.origin != Attachment.Origin.LETTER and str(file) not in request.session.get(LOOKED_AT, []):
        return redirect("workbench:look", pk=case.pk, file=file)
    return as_download(found, name=shown_name(case, found, Reader(case, actor)))


@never_cache
@require_GET
@for_case
@reads(Kind.ORIGINAL)
def original(request: HttpRequest, case: Case, actor: Actor, file: UUID) -> HttpResponse:
    """What came in, as it came: a signature in it can be checked."""
    found = file_of(case, actor, file)
    if not may_have_original(case, actor, found):
        raise PermissionDenied
    assert found.original
    return stored(found.original, found.name, found.content_type)
