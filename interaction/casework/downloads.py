"""A stored file as an answer to a request: to keep, never to be run by the browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from interaction.casework.attachments import read
from interaction.casework.models import Attachment


def as_download(attachment: Attachment) -> HttpResponse:
    response = HttpResponse(read(attachment.pk), content_type=attachment.content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, attachment.name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
