"""Personal data at rest: AES-256-GCM fields bound to their row, and blind indexes to find them again.

A sealed value is `key id (1 byte) + nonce (12) + ciphertext and tag`. Its associated data is table, column and
primary key, so that a value copied to another row or column does not open. A row with sealed columns
therefore knows its primary key before it is inserted (a UUID, or the key of the row it belongs to).
"""

import hmac
import json
import os
from collections.abc import Iterator
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from interaction.privacy.keys import CHAIN, FIELD, NoSuchKey, purpose_key, ring

NONCE_BYTES = 12


class CannotOpen(Exception):
    """A sealed value was moved, altered, or its key is not in FIELD_KEYS."""


def current_key_id() -> int:
    return ring(FIELD).current


def keyed_digest(purpose: str, message: bytes, key_id: int | None = None) -> bytes:
    """HMAC-SHA256 of a message under a key kept for one purpose (32 bytes)."""
    return hmac.digest(purpose_key(purpose, current_key_id() if key_id is None else key_id), message, "sha256")


def chain_digest(purpose: str, message: bytes, key_id: int | None = None) -> bytes:
    """The same under a chain key, which no rotation of the keys of fields touches."""
    return keyed_digest(purpose, message, ring(CHAIN).current if key_id is None else key_id)


def current_chain_key() -> int:
    return ring(CHAIN).current


def blind_index(purpose: str, value: str) -> str:
    """What stands in the database to find an encrypted value again; equal for equal values of one purpose.

    Made under the oldest key there is, or what was kept of it for this when it was retired: rows old and new are found alike,
    while keys change and after.
    """
    return keyed_digest(f"blind:{purpose}", value.encode(), ring(FIELD).ids(f"blind:{purpose}")[-1]).hex()


def seal(plain: bytes, bound_to: str) -> bytes:
    key_id = current_key_id()
    nonce = os.urandom(NONCE_BYTES)
    return bytes([key_id]) + nonce + AESGCM(purpose_key("seal", key_id)).encrypt(nonce, plain, bound_to.encode())


def unseal(sealed: bytes, bound_to: str) -> bytes:
    try:
        key = purpose_key("seal", sealed[0])
    except NoSuchKey as missing:
        raise CannotOpen(f"no key {sealed[0]} in FIELD_KEYS") from missing
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, body, bound_to.encode())
    except InvalidTag as error:
        raise CannotOpen(f"a value bound to {bound_to} does not open") from error


class Sealed(bytes):
    """A value as it came from the database, still closed."""


class _OpensOnReading:
    """The attribute of a sealed field: opens the value when somebody reads it, and not before."""

    def __init__(self, field: "SealedField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, Sealed):
            value = self.field.opened(value, instance)
            instance.__dict__[name] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedField(models.Field):
    """Text that is encrypted in the database. Never searched, never logged."""

    descriptor_class = _OpensOnReading
    empty_strings_allowed = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def _bound_to(self, instance: models.Model) -> str:
        if instance.pk is None:
            raise ValueError("a row with sealed columns needs its key before it is saved")
        return f"{self.model._meta.db_table}.{self.column}.{instance.pk}"

    def _to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def _from_bytes(self, plain: bytes) -> Any:
        return plain.decode()

    def opened(self, value: Sealed, instance: models.Model) -> Any:
        return self._from_bytes(unseal(value, self._bound_to(instance)))

    def db_type(self, connection: Any) -> str:
        return "bytea"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        """What goes into the database. Nothing (None, where the column allows it) stays nothing, and needs no key."""
        value = model_instance.__dict__.get(self.attname, "")
        if value is None or isinstance(value, Sealed):
            return value
        return Sealed(seal(self._to_bytes(value), self._bound_to(model_instance)))


class SealedJSONField(SealedField):
    """A mapping of names to texts, encrypted as one value."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def _to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, sort_keys=True).encode()

    def _from_bytes(self, plain: bytes) -> Any:
        return json.loads(plain)


class BlindIndexField(models.CharField):
    """Follows a sealed field of the same row; empty when that is empty. `folded` makes capitals no difference; columns of one
    `purpose` (by default the field's own name) hold the same for the same value, and are looked through at once."""

    def __init__(self, *args: Any, of: str = "", folded: bool = False, purpose: str = "", **kwargs: Any) -> None:
        self.of, self.folded, self.purpose = of, folded, purpose or of
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        more = {"folded": True} if self.folded else {}
        shared = {"purpose": self.purpose} if self.purpose != self.of else {}
        return name, path, args, {**kwargs, "of": self.of, **more, **shared}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = getattr(model_instance, self.of)
        index = blind_index(self.purpose, value.casefold() if self.folded else value) if value else ""
        setattr(model_instance, self.attname, index)
        return index


def sealed_fields(model: type[models.Model]) -> Iterator[SealedField]:
    for field in model._meta.concrete_fields:
        if isinstance(field, SealedField):
            yield field
