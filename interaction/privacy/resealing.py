"""Sealing anew, under the key in use, what older keys sealed; and what must be kept of a key that goes.

Nothing is noted of how far it is: what is still under an older key says so itself, in its first byte. So it may be stopped at
any moment and begun again, beside everybody's work; digests of the chains are of what is sealed and do not change.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from interaction.privacy.encryption import BlindIndexField, CannotOpen, current_key_id, seal, sealed_fields, unseal

BATCH = 200
# What a key made that is not made anew: codes on paper, records and events that only grow, links in mails, indexes by which
# sealed values are found. For these alone something is kept of a key that is retired; it opens nothing.
_KEPT = ("query-code", "timeline", "words", "readings", "verification", "sign_in.code")
_KEPT_INDEXES = (
    "searched", "visitor", "account", "sign_in", "telephony.event", "exchange.message", "texting", "subscription.wanted",
    "subscription.token", "quality.sample",
)  # fmt: skip
_more_indexes: list[Callable[[], Iterable[str]]] = []


def keeps_indexes(of: Callable[[], Iterable[str]]) -> None:
    """Make known what else is found by an index."""
    _more_indexes.append(of)


def kept_purposes() -> list[str]:
    """What is kept of a key that goes."""
    columns = {
        one.purpose
        for model in apps.get_models()
        for one in model._meta.concrete_fields
        if isinstance(one, BlindIndexField)
    }
    more = {name for of in _more_indexes for name in of()}
    return [*_KEPT, *(f"blind:{name}" for name in sorted({*_KEPT_INDEXES, *columns, *more}))]


@dataclass(frozen=True)
class Store:
    """Something sealed that is no column: how much of it is under which keys, and how a piece is sealed anew."""

    name: str
    under: Callable[[], Iterator[tuple[Any, int]]]
    reseal: Callable[[Any], None]


_stores: list[Store] = []


def reseals(store: Store) -> None:
    """Make known what else is sealed."""
    _stores.append(store)


def sealed_models() -> list[type[models.Model]]:
    """Every table that has sealed columns of its own."""
    found = []
    for model in apps.get_models():
        if any(one in model._meta.local_concrete_fields for one in sealed_fields(model)):
            found.append(model)
    return found


def _columns(model: type[models.Model]) -> list[Any]:
    return [one for one in sealed_fields(model) if one in model._meta.local_concrete_fields]


def left_under(key_id: int | None = None) -> Iterator[tuple[str, int]]:
    """Each table or store with what is still sealed under a key (None: under any but the one in use), and how much."""
    for model in sealed_models():
        with connection.cursor() as cursor:
            condition, values = _under(model, key_id)
            cursor.execute(" ".join(("SELECT count(*) FROM", _table(model), "WHERE", condition)), values)
            yield model._meta.db_table, cursor.fetchone()[0]
    for store in _stores:
        yield store.name, sum(1 for _piece, under in store.under() if _is(under, key_id))


def _is(under: int, key_id: int | None) -> bool:
    return under != current_key_id() if key_id is None else under == key_id


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _under(model: type[models.Model], key_id: int | None) -> tuple[str, list[int]]:
    """Whether any sealed column of a row is under a key, as SQL."""
    names = [connection.ops.quote_name(str(one.column)) for one in _columns(model)]
    test = "<>" if key_id is None else "="
    told = [f"(length({one}) > 0 AND get_byte({one}, 0) {test} %s)" for one in names]
    return " OR ".join(told), [current_key_id() if key_id is None else key_id] * len(names)


@dataclass
class Progress:
    """How far a table or store is: how many pieces were sealed anew, and which do not open."""

    done: int = 0
    broken: list[str] = field(default_factory=list)


def reseal_table(model: type[models.Model]) -> Iterator[Progress]:
    """Seal a table's rows anew, batch by batch."""
    last: Any = None
    while True:
        progress, last = _batch(model, last)
        if last is None:
            return
        yield progress


@transaction.atomic
def _batch(model: type[models.Model], after: Any) -> tuple[Progress, Any]:
    """Seal the next rows anew; answers the key of the last one, or None where there are no more."""
    columns, quote, progress = _columns(model), connection.ops.quote_name, Progress()
    key = quote(str(model._meta.pk.column))
    names = ", ".join(quote(str(one.column)) for one in columns)
    condition, values = _under(model, None)
    further = "" if after is None else f" AND {key} > %s"
    pk: Any = None
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('huiyin.resealing', 'on', true)")
        asked = ("SELECT", f"{key}, {names}", "FROM", _table(model), f"WHERE ({condition}){further}")
        cursor.execute(
            " ".join((*asked, f"ORDER BY {key} LIMIT {BATCH} FOR UPDATE")),
            [*values, *([] if after is None else [after])],
        )
        for pk, *sealed in cursor.fetchall():
            made: dict[str, Any] = {}
            for column, value in zip(columns, sealed, strict=True):
                bound = f"{model._meta.db_table}.{column.column}.{pk}"
                try:
                    if value is not None and len(value):
                        made[str(column.column)] = seal(unseal(bytes(value), bound), bound)
                except CannotOpen:
                    progress.broken.append(bound)
            if made:
                sets = ", ".join(f"{quote(name)} = %s" for name in made)
                cursor.execute(
                    " ".join(("UPDATE", _table(model), "SET", sets, "WHERE", key, "= %s")), [*made.values(), pk]
                )
                progress.done += 1
    return progress, pk


def reseal_store(store: Store) -> Iterator[Progress]:
    """Seal the pieces of a store anew, one by one."""
    for piece, under in store.under():
        if _is(under, None):
            try:
                store.reseal(piece)
                yield Progress(1)
            except CannotOpen:
                yield Progress(broken=[f"{store.name} {piece}"])


def everything() -> Iterator[tuple[str, Iterator[Progress]]]:
    """Each table and store with what seals it anew."""
    for model in sealed_models():
        yield model._meta.db_table, reseal_table(model)
    for store in _stores:
        yield store.name, reseal_store(store)
