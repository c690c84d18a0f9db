"""A stored file as an answer to a request: to keep, never to be run by the browser."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from interaction.casework.file_store import read
from interaction.casework.models import Attachment


def as_download(attachment: Attachment, name: str = "") -> HttpResponse:
    """Under its own name, or one that tells less."""
    if attachment.destroyed_at:
        words = _("这份文件的保存期限已经届满，内容已经销毁。")
        return HttpResponse(words, status=410, content_type="text/plain; charset=utf-8")
    return stored(attachment.pk, name or attachment.name, attachment.content_type)


def stored(key: UUID, name: str, content_type: str) -> HttpResponse:
    """What the file store keeps under a key."""
    return to_keep(read(key), name, content_type)


def to_keep(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file as an answer, never to be shown in the page."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
