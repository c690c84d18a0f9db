"""The file store: what people sent and organs wrote, sealed, under the keys of its rows."""

import hashlib
import uuid
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from interaction.casework.files import Attachment, KeptFile, Scan
from interaction.casework.uploads import Accepted
from interaction.privacy.encryption import CannotOpen, seal, unseal


def _place(key: uuid.UUID) -> str:
    return f"sealed/{str(key)[:2]}/{key}"


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
