"""The file store: what people sent and organs wrote, sealed, under the keys of its rows."""

import hashlib
import os
import uuid
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from interaction.casework.files import Attachment, KeptFile, Scan, StashedFile
from interaction.casework.uploads import Accepted
from interaction.privacy.encryption import CannotOpen, seal, unseal
from interaction.privacy.resealing import Store

_FOLDER, _HALF = "sealed", ".new"


def _place(key: uuid.UUID) -> str:
    return f"{_FOLDER}/{str(key)[:2]}/{key}"


def store(key: uuid.UUID, content: bytes) -> None:
    """Keep a file's content, sealed."""
    default_storage.save(_place(key), ContentFile(seal(content, f"file.{key}")))


def read(key: uuid.UUID) -> bytes:
    """A stored file's content, opened."""
    with default_storage.open(_place(key)) as file:
        return unseal(file.read(), f"file.{key}")


def remove(key: uuid.UUID) -> None:
    default_storage.delete(_place(key))


def remove_kept(file: KeptFile) -> None:
    """Delete what the store holds of a file."""
    remove(file.pk)
    if file.original:
        remove(file.original)


def columns_of(file: Accepted, position: int) -> dict[str, Any]:
    """What the row of a kept file says of it."""
    return {
        "name": file.clean_name, "content_type": file.content_type, "size": file.size, "sha256": file.sha256,
        "position": position, "original": uuid.uuid4() if file.original else None, "original_size": len(file.original),
        "original_sha256": file.original_sha256, "scan": file.scan,
    }  # fmt: skip


def keep_content(row: KeptFile, file: Accepted) -> None:
    """Seal copy and original into the store, under the row's keys."""
    store(row.pk, file.content)
    if row.original:
        store(row.original, file.original)


def _under() -> Iterator[tuple[uuid.UUID, int]]:
    """Every file in the store, with the key that it is sealed under."""
    try:
        folders, _files = default_storage.listdir(_FOLDER)
    except FileNotFoundError:
        return
    for folder in sorted(folders):
        for name in sorted(default_storage.listdir(f"{_FOLDER}/{folder}")[1]):
            if not name.endswith(_HALF):
                with default_storage.open(f"{_FOLDER}/{folder}/{name}") as file:
                    yield uuid.UUID(name), file.read(1)[0]


def _seal_anew(key: uuid.UUID) -> None:
    """Seal a file under the key in use. The old one stands until the new one is whole."""
    try:
        content = read(key)
    except FileNotFoundError:  # destroyed meanwhile
        return
    place = _place(key)
    default_storage.delete(place + _HALF)
    default_storage.save(place + _HALF, ContentFile(seal(content, f"file.{key}")))
    os.replace(default_storage.path(place + _HALF), default_storage.path(place))


FILES = Store("files", _under, _seal_anew)


def names_of_rows() -> Iterator[str]:
    """The name of every file that a row says is there: copies and originals, of cases and of forms not sent yet."""
    there = (Attachment.objects.filter(destroyed_at__isnull=True), StashedFile.objects.all())
    for rows in there:
        files = rows.exclude(scan=Scan.INFECTED).order_by("pk").values_list("pk", "original")
        for key, original in files.iterator():
            yield _place(key)
            if original:
                yield _place(original)


def compared(cases: QuerySet[Any]) -> Iterator[tuple[str, bool]]:
    """Each file of these cases that should be there, and whether it is what its row says: copy and original."""
    files = Attachment.objects.filter(case__in=cases, destroyed_at__isnull=True).exclude(scan=Scan.INFECTED)
    for file in files.select_related("case").order_by("case", "added_at", "position").iterator():
        yield (
            f"{file.case.number} {file.pk}",
            _holds(file.pk, file.sha256) and (not file.original or _holds(file.original, file.original_sha256)),
        )


def _holds(key: uuid.UUID, sha256: str) -> bool:
    try:
        return hashlib.sha256(read(key)).hexdigest() == sha256
    except (OSError, CannotOpen):
        return False
