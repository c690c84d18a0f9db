"""The file of a backup: a tar within age (https://age-encryption.org/v1), written and read as a stream.

Nothing of it lies on a disk in the clear, however large it is. The cipher works at the other end of a pipe, in a thread.
"""

import hashlib
import io
import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

import pyrage
from pyrage import x25519
from tqdm import tqdm

CHUNK = 1024 * 1024
ABOUT, DATABASE, FILES, MANIFEST = "about.json", "database", "files", "manifest.json"


class BadKey(ValueError):
    """What was given is no key of age, or not the one."""


def private(name: str, flags: int) -> int:
    """Open a file that, where it is new, nobody else may read."""
    return os.open(name, flags, 0o600)


def recipient_of(written: str) -> x25519.Recipient:
    """The public key that backups are sealed to."""
    try:
        return x25519.Recipient.from_str(written.strip())
    except pyrage.RecipientError as wrong:
        raise BadKey("BACKUP_RECIPIENT 不是 age 公钥（以 age1 开头）。") from wrong


def identities_in(file: Path) -> list[x25519.Identity]:
    """The private keys of a file as age-keygen writes it."""
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    try:
        found = [x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError as wrong:
        raise BadKey(f"{file} 不是 age 私钥文件。") from wrong
    if not found:
        raise BadKey(f"{file} 里没有 age 私钥。")
    return found


def write_identity(file: Path) -> str:
    """Write a new private key, as age-keygen does; return its public key."""
    made = x25519.Identity.generate()
    public = str(made.to_public())
    with open(file, "x", encoding="utf-8", opener=private) as out:
        out.write(f"# public key: {public}\n{made}\n")
    return public


class _Hashed:
    """A file that knows the digest of what was written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.digest, self.size = file, hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.size += len(data)
        return self.file.write(data)

    def flush(self) -> None:
        self.file.flush()


class _Aside(threading.Thread):
    """The cipher at the other end of the pipe, and why it stopped if it did."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self.work = work
        self.error: Exception | None = None
        self.start()

    def run(self) -> None:
        try:
            self.work()
        except Exception as error:  # told by whoever waits for the thread
            self.error = error


class Sealed:
    """A backup that is being written."""

    def __init__(self, tar: tarfile.TarFile, out: _Hashed) -> None:
        self._tar, self._out = tar, out

    def add(self, name: str, content: bytes) -> None:
        told = tarfile.TarInfo(name)
        told.size, told.mode = len(content), 0o600
        self._tar.addfile(told, io.BytesIO(content))

    @property
    def sha256(self) -> str:
        """Of the sealed file; whole once it is closed."""
        return self._out.digest.hexdigest()

    @property
    def size(self) -> int:
        return self._out.size


@contextmanager
def sealed(place: Path, recipient: x25519.Recipient) -> Iterator[Sealed]:
    """Write a new file, on the disk when the block has ended."""
    reading, writing = os.pipe()
    with open(place, "xb", opener=private) as file:
        out = _Hashed(file)

        def cipher() -> None:
            try:
                with os.fdopen(reading, "rb") as plain:
                    pyrage.encrypt_io(plain, out, [recipient])
            except pyrage.EncryptError as error:  # what it says of a disk that is full
                raise OSError(str(error)) from error

        aside = _Aside(cipher)
        try:
            with os.fdopen(writing, "wb") as pipe, tarfile.open(fileobj=pipe, mode="w|") as tar:
                yield Sealed(tar, out)
        finally:
            aside.join()
            if aside.error:
                raise aside.error
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def opened(place: Path, identities: list[x25519.Identity]) -> Iterator[tarfile.TarFile]:
    """Read a backup from its beginning to its end. What was altered or cut off is an error, at the end of the block at the latest."""
    reading, writing = os.pipe()

    def cipher() -> None:
        with (
            os.fdopen(writing, "wb") as pipe,
            place.open("rb") as file,
            tqdm.wrapattr(file, "read", total=place.stat().st_size, desc="恢复", disable=None) as seen,
        ):
            pyrage.decrypt_io(seen, pipe, identities)

    aside = _Aside(cipher)
    try:
        with os.fdopen(reading, "rb") as pipe, tarfile.open(fileobj=pipe, mode="r|") as tar:
            yield tar
            while pipe.read(CHUNK):
                pass
    except tarfile.TarError:
        aside.join()
        _tell(aside.error)
        raise
    finally:
        aside.join()
    _tell(aside.error)


def _tell(error: Exception | None) -> None:
    if isinstance(error, pyrage.DecryptError):
        raise BadKey("用这把私钥打不开这个备份，或者备份已经损坏。") from error
    if error:
        raise error


def digest_of(place: Path) -> str:
    """The digest of a file as the disk has it, not as it was just written."""
    with place.open("rb") as file:
        with suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(file, "sha256").hexdigest()


def beside(place: Path) -> Path:
    """Where the digest of a backup is written, as sha256sum reads it."""
    return place.with_name(f"{place.name}.sha256")
