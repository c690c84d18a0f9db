"""What a matter's state is: the digests of all rows that hold it, read from the database as they stand there.

A model declares with `part_of` that its rows are part of a matter, by the way from a row to it. A row's digest is that of its
columns by name as JSON, without those that hold nothing (null, empty, false): a column that is added later with nothing in
it leaves the digests of older rows as they are. Sealed columns count by what is sealed, not by how: sealing them anew under
another key changes no digest. A salt that only a key of the chain gives stands in each digest, so that from the digest of what
was erased nobody can guess it.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection, models
from psycopg import Cursor

from interaction.privacy.encryption import BlindIndexField, CannotOpen, SealedField, chain_digest, unseal

M = TypeVar("M", bound=type[models.Model])


@dataclass(frozen=True)
class Part:
    """A table of a matter: the way from a row to it ("" for its own row), what of a row does not count, and what is told
    in the link in the clear, because it moves lawfully without a step."""

    model: type[models.Model]
    way: str
    without: tuple[str, ...]
    told: tuple[str, ...]
    # Of a log that holds rows of many kinds: the column with the kind, beside that with the matter's key as text.
    kind: tuple[str, str] | None = None

    @property
    def of(self) -> type[models.Model]:
        """The model whose matters have such rows: all of the kind, or those of one channel."""
        model: Any = models.Model if self.kind else self.model
        for name in self.way.split("__") if self.way and not self.kind else ():
            model = model._meta.get_field(name).remote_field.model
        found: type[models.Model] = model
        return found


@dataclass
class Kind:
    """A kind of matter and its tables. `explains` says whether what is told of a row (None: the whole row is new) may stand
    there without a step, given the matter's key and the row's name."""

    parts: list[Part] = field(default_factory=list)
    key: Callable[[str], Any] = int
    explains: Callable[[str, str, dict[str, Any] | None], bool] = lambda key, row, told: False


_kinds: dict[str, Kind] = {}


def kind_of(name: str) -> Kind:
    """Return what is declared of a kind of matter."""
    return _kinds.setdefault(name, Kind())


def kinds() -> list[str]:
    return sorted(name for name, kind in _kinds.items() if kind.parts)


def part_of(kind: str, way: str = "", *, without: Iterable[str] = (), told: Iterable[str] = ()) -> Callable[[M], M]:
    """Declare of a model that its rows are part of a matter."""

    def declare(model: M) -> M:
        kind_of(kind).parts.append(Part(model, way, tuple(without), tuple(told)))
        return model

    return declare


def log_of(kind: str, model: type[models.Model], *, of: str, key: str) -> None:
    """Declare a log of many kinds: `of` is its column with the kind, `key` that with the matter's key as text."""
    kind_of(kind).parts.append(Part(model, key, (), (), (of, kind)))


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the database: its name, the digest of its plain columns, what is sealed in it, what is told."""

    name: str
    plain: bytes
    sealed: tuple[tuple[str, bytes | None], ...]
    told: str
    text: str = ""

    def opened(self) -> str:
        """What is sealed in it, as JSON. Raises CannotOpen."""
        if not self.sealed:
            return ""
        table, _, key = self.name.partition(":")
        texts = {
            column: None if value is None else unseal(value, f"{table}.{column}.{key}").decode()
            for column, value in self.sealed
        }
        return json.dumps(texts, ensure_ascii=False, sort_keys=True)


def salt_of(kind: str, key: str, key_id: int) -> bytes:
    """The salt of a matter's digests, under one key of the chain."""
    return chain_digest("salt", f"{kind}:{key}".encode(), key_id)


def digest_of(row: Row, salt: bytes) -> str:
    """The digest of a row; of one that does not open, a text that is none."""
    try:
        opened = row.opened()
    except (CannotOpen, UnicodeDecodeError):
        return "does not open"
    inner = hashlib.sha256(opened.encode()).digest() if row.sealed else b""
    return hashlib.sha256(salt + row.name.encode() + b"\0" + row.plain + inner).hexdigest()


def rows_of(kind: str, keys: list[Any], *, texts: bool = False) -> Iterator[tuple[str, Row]]:
    """All rows of these matters, each with its matter's key; by one statement. `texts` for what the digests are of."""
    yield from _read(_Asked(kind, texts=texts, many=True), keys)


def rows_and_links(kind: str, key: str, model: type[models.Model] | None = None) -> tuple[list[Row], list[Row]]:
    """The rows of a matter, and its links as they follow each other: number as name, hash as `plain`, body as `told`.
    `model` leaves out the tables that only others of the kind have rows in."""
    found = [row for _matter, row in _read(_Asked(kind, model), [key])]
    links = [row for row in found if row.name.startswith(LINKS)]
    return found[: len(found) - len(links)], sorted(links, key=lambda row: int(row.name.removeprefix(LINKS)))


@dataclass(frozen=True)
class _Asked:
    """What a statement asks for: the rows of many matters, or the rows and the links of one."""

    kind: str
    model: type[models.Model] | None = None
    texts: bool = False
    many: bool = False

    def statement(self) -> Any:
        parts = kind_of(self.kind).parts
        if self.model:
            parts = [part for part in parts if part.kind or issubclass(self.model, part.of)]
        selected = " UNION ALL ".join(_select(part, self.many, self.texts) for part in parts)
        return selected + ("" if self.many else OF_LINKS)


LINKS = "evidence_link:"
OF_LINKS = """
UNION ALL SELECT key, 'evidence_link', seq::text, hash, NULL::bytea[], body, NULL
FROM evidence_link WHERE kind = %(kind)s AND key = %(of)s
"""


def _read(asked: _Asked, keys: list[Any]) -> Iterator[tuple[str, Row]]:
    connection.ensure_connection()
    server: Any = connection.connection
    made = [kind_of(asked.kind).key(str(key)) for key in keys]
    texts = [str(key) for key in keys]
    values = {"key": made if asked.many else made[0], "kind": asked.kind, "of": texts if asked.many else texts[0]}
    if asked not in _statements:
        _statements[asked] = asked.statement()
    # Not prepared: a plan that is kept from when the tables were empty would read them whole ever after.
    with Cursor(server) as cursor:
        cursor.execute(_statements[asked], values, prepare=False)
        for matter, table, key, plain, sealed, told, text in cursor.fetchall():
            columns = (
                zip(_columns[table], (None if one is None else bytes(one) for one in sealed), strict=True)
                if sealed
                else ()
            )
            yield matter, Row(f"{table}:{key}", bytes(plain), tuple(columns), told or "", text or "")


_statements: dict[_Asked, Any] = {}
_columns: dict[str, tuple[str, ...]] = {}


def _select(part: Part, many: bool, texts: bool) -> str:
    """The rows of one table, as SQL; every name in it is one of a model's."""
    quote, table = connection.ops.quote_name, part.model._meta.db_table
    columns = sorted(part.model._meta.local_concrete_fields, key=lambda one: str(one.column))
    plain = [
        one for one in columns
        if not isinstance(one, SealedField | BlindIndexField) and one.name not in {*part.without, *part.told}
    ]  # fmt: skip
    sealed = [str(one.column) for one in columns if isinstance(one, SealedField) and one.name not in part.without]
    _columns[table] = tuple(sealed)
    shown = f"json_strip_nulls(json_build_object({', '.join(_pair(one) for one in plain)}))::text"
    told = [one for one in columns if one.name in part.told]
    said = f"json_build_object({', '.join(_pair(one) for one in told)})::text" if told else "NULL"
    values = f"ARRAY[{', '.join(f't.{quote(one)}' for one in sealed)}]::bytea[]" if sealed else "NULL::bytea[]"
    joined, matter = _joined(part)
    given = "of" if part.kind else "key"
    named = f"= ANY(%({given})s)" if many else f"= %({given})s"
    if part.kind:
        named += f" AND t.{quote(part.kind[0])} = '{part.kind[1]}'"
    primary = quote(str(part.model._meta.pk.column))
    asked = (
        f"{matter}::text", f"'{table}'", f"t.{primary}::text", f"sha256(convert_to({shown}, 'UTF8'))", values, said,
        shown if texts else "NULL",
    )  # fmt: skip
    return " ".join(("SELECT", ", ".join(asked), "FROM", quote(table), "t", joined, "WHERE", matter, named))


def _pair(one: Any) -> str:
    column = f"t.{connection.ops.quote_name(str(one.column))}"
    if isinstance(one, models.BooleanField):
        column = f"NULLIF({column}, false)"
    elif isinstance(one, models.JSONField):
        column = f"{column}::text"
    elif isinstance(one, models.CharField | models.TextField):
        column = f"NULLIF({column}, '')"
    return f"'{one.column}', {column}"


def _joined(part: Part) -> tuple[str, str]:
    """The joins from a row to its matter, and the column that holds the matter's key."""
    quote, model, alias, joins = connection.ops.quote_name, part.model, "t", []
    steps = part.way.split("__") if part.way else []
    for number, step in enumerate(steps[:-1], start=1):
        own: Any = model._meta.get_field(step)
        further: Any = own.remote_field.model
        joins.append(
            f"JOIN {quote(further._meta.db_table)} j{number}"
            f" ON j{number}.{quote(str(further._meta.pk.column))} = {alias}.{quote(str(own.column))}"
        )
        model, alias = further, f"j{number}"
    last: Any = model._meta.get_field(steps[-1]) if steps else model._meta.pk
    return " ".join(joins), f"{alias}.{quote(str(last.column))}"
