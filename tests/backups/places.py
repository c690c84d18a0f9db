"""What both halves of the tests of backups need."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from interaction.casework.engine import perform
from interaction.organs.actors import Actor
from tests.conftest import open_case
from tests.databases import url_of

SENDER = "欧阳晓岚"


def owner_url(name: str) -> str:
    """The address of a database as the server's administrator, who owns the tables in tests."""
    return url_of(name).partition("options=")[0].rstrip("?&")


def sent_with_files(channel: str, **files: bytes) -> Any:
    """A new case whose sender adds files."""
    case = open_case(channel, name=SENDER)
    sent = MultiValueDict({"attachments": [SimpleUploadedFile(name, content) for name, content in files.items()]})
    perform(case, "add_material", Actor.party(case.pk), {"material": "补充"}, sent)
    return case
