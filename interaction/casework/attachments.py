"""Files that come with a case: checked on arrival, sealed in the file store, opened only for whom they are meant."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from interaction.casework.models import Attachment, Case, StashedFile
from interaction.casework.uploads import Accepted, FileKind, Refused, inspect
from interaction.privacy.encryption import seal, unseal
from interaction.workdays.now import now

MOST_FILES = 5


def _place(key: uuid.UUID) -> str:
    return f"sealed/{str(key)[:2]}/{key}"


def store(key: uuid.UUID, content: bytes) -> None:
    """Keep a file's content, sealed."""
    default_storage.save(_place(key), ContentFile(seal(content, f"file.{key}")))


def read(key: uuid.UUID) -> bytes:
    """A stored file's content, opened."""
    with default_storage.open(_place(key)) as file:
        return unseal(file.read(), f"file.{key}")


def enclosure(key: str) -> tuple[str, bytes, str]:
    """Return a stored file as an e-mail encloses it: name, content, kind."""
    file = Attachment.objects.get(pk=key)
    return file.name, read(file.pk), file.content_type


def remove(key: uuid.UUID) -> None:
    default_storage.delete(_place(key))


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class AttachmentsField(forms.FileField):
    """Up to five files of the allowed kinds; cleans to a list of (Accepted, bytes)."""

    widget = ManyFilesInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("附件"))
        kwargs.setdefault(
            "help_text",
            _("最多 5 个，每个不超过 10 MB；可以是 PDF、Word、Excel、图片（JPG、PNG）或文本文件。"),
        )
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[tuple[Accepted, bytes]]:
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        if len(given) > MOST_FILES:
            raise ValidationError(_("最多上传 5 个附件，请减少后再提交。"))
        accepted, problems = [], []
        for file in given:
            try:
                found = inspect(file, file.name, settings.ATTACHMENT_MAX_BYTES)
                file.seek(0)
                accepted.append((found, file.read()))
            except Refused as refused:
                problems.append(str(refused))
        if problems:
            raise ValidationError(problems)
        return accepted

    def kept(self, submission: uuid.UUID) -> list[tuple[Accepted, bytes]]:
        return unstash_files(submission)


def attach(
    case: Case, files: Iterable[tuple[Accepted, bytes]], origin: str, *, for_party: bool = False
) -> list[Attachment]:
    """Store files with a case, inside the action that brings them."""
    rows = []
    for accepted, content in files:
        row = Attachment(
            case=case, origin=origin, name=accepted.clean_name, content_type=accepted.content_type,
            size=accepted.size, sha256=accepted.sha256, added_at=now(), for_party=for_party,
        )  # fmt: skip
        store(row.pk, content)
        rows.append(row)
    return Attachment.objects.bulk_create(rows)


def attach_document(case: Case, name: str, pdf: bytes, sha256: str, *, for_party: bool) -> Attachment:
    """Store a document the organ made."""
    accepted = Accepted(FileKind.PDF, "application/pdf", len(pdf), sha256, name)
    return attach(case, [(accepted, pdf)], Attachment.Origin.LETTER, for_party=for_party)[0]


def stash_files(submission: uuid.UUID, files: Iterable[tuple[Accepted, bytes]]) -> None:
    """Keep good files of a form that had other faults, so that nobody has to choose them again."""
    for accepted, content in files:
        row = StashedFile(
            submission=submission, name=accepted.clean_name, kind=accepted.kind,
            content_type=accepted.content_type, size=accepted.size, sha256=accepted.sha256, stashed_at=now(),
        )  # fmt: skip
        if (
            stashed_files(submission).filter(sha256=row.sha256).exists()
            or stashed_files(submission).count() >= MOST_FILES
        ):
            continue
        store(row.pk, content)
        row.save()


def stash_good(submission: uuid.UUID, files: Iterable[Any]) -> list[str]:
    """Keep what is good of the files that were sent with a form, and return the names of the others."""
    lost = []
    for file in files:
        try:
            found = inspect(file, file.name, settings.ATTACHMENT_MAX_BYTES)
        except Refused:
            lost.append(str(file.name))
            continue
        file.seek(0)
        stash_files(submission, [(found, file.read())])
    return lost


def stashed_files(submission: uuid.UUID) -> models.QuerySet[StashedFile]:
    return StashedFile.objects.filter(submission=submission).order_by("stashed_at")


def unstash_files(submission: uuid.UUID) -> list[tuple[Accepted, bytes]]:
    """The files held for a form, ready to be attached; they are held no longer, once what takes them is done."""
    files = []
    for row in stashed_files(submission):
        files.append((Accepted(FileKind(row.kind), row.content_type, row.size, row.sha256, row.name), read(row.pk)))
        transaction.on_commit(partial(remove, row.pk))
    stashed_files(submission).delete()
    return files


def forget_old() -> int:
    """Files of forms that nobody sent again within a day."""
    old = list(StashedFile.objects.filter(stashed_at__lt=now() - timedelta(days=1))[:1000])
    for row in old:
        remove(row.pk)
    StashedFile.objects.filter(pk__in=[row.pk for row in old]).delete()
    return len(old)


def destroy(attachments: Iterable[Attachment]) -> None:
    """The contents of files whose time has run out; that there were such files stays known."""
    for one in attachments:
        transaction.on_commit(partial(default_storage.delete, _place(one.pk)))
        one.name, one.destroyed_at = str(_("（已销毁）")), now()
        one.save(update_fields=["name", "destroyed_at"])
