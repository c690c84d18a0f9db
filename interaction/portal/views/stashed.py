"""Small pictures of files that are kept for a form not sent yet."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from interaction.casework.downloads import to_be_seen
from interaction.casework.file_store import read
from interaction.casework.models import StashedFile
from interaction.casework.stash import visitor_of
from interaction.formats.aside import asked
from interaction.formats.faults import Unfit
from interaction.visitors.idempotency import forms_of


@login_not_required
@never_cache
@require_GET
def thumbnail(request: HttpRequest, submission: UUID, file: UUID) -> HttpResponse:
    """For the browser that was given the form, and for who of the staff sent the file; for others there is none."""
    row = get_object_or_404(StashedFile, submission=submission, pk=file)
    theirs = request.user.is_authenticated and row.visitor == visitor_of(request)
    if not row.has_thumbnail or not (theirs or str(submission) in forms_of(request)):
        raise Http404
    try:
        _nothing, small = asked("small", read(row.pk), kind=row.kind)
    except Unfit as unfit:
        raise Http404 from unfit
    return to_be_seen(small, "image/jpeg")
