"""A stored file as an answer to a request: to keep, or to be seen as a picture; never to be run by the browser."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from interaction.casework.file_store import read
from interaction.casework.files import Scan
from interaction.casework.models import Attachment


def why_closed(attachment: Attachment) -> str:
    """Why a file cannot be opened by anybody now; empty where it can."""
    if attachment.destroyed_at:
        return _("这份文件的保存期限已经届满，内容已经销毁。")
    if attachment.scan == Scan.INFECTED:
        return _("这份文件查出病毒，内容已经删除。请换一份文件重新提交。")
    if attachment.scan == Scan.WAITING:
        return _("这份文件正在等待查毒，查完就能打开，请过几分钟再来。")
    return ""


def as_download(attachment: Attachment, name: str = "") -> HttpResponse:
    """Under its own name, or one that tells less."""
    closed = why_closed(attachment)
    if closed:
        status = 503 if attachment.scan == Scan.WAITING and not attachment.destroyed_at else 410
        return HttpResponse(closed, status=status, content_type="text/plain; charset=utf-8")
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


def to_be_seen(picture: bytes, content_type: str) -> HttpResponse:
    """A picture that we drew, to stand in a page of ours."""
    response = HttpResponse(picture, content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
