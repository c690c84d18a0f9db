"""What the worker does shortly after midnight: link what has no link yet, and seal the day."""

import itertools
import logging
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from interaction.casework.models import Case
from interaction.casework.timeline import breaks
from interaction.evidence.chain import take_over
from interaction.evidence.days import seal_day
from interaction.evidence.matter import kind_of, kinds
from interaction.evidence.models import DaySeal

logger = logging.getLogger(__name__)
BATCH = 500


def seal() -> DaySeal | None:
    """Link what has no link, and seal what grew; None where nothing did."""
    for kind in kinds():
        take_over_rest(kind)
    return seal_day()


def take_over_rest(kind: str) -> int:
    """Link the matters from before there were links, and those taken over in bulk; answers how many. Safe to stop and run
    again. A case whose chain is broken is not taken over: `verify` names it until somebody has looked."""
    done, rest = 0, _unlinked(kind)
    while batch := list(itertools.islice(rest, BATCH)):
        with transaction.atomic():
            whole = _whole(batch) if kind == "case" else batch
            if whole:
                take_over(kind, whole)
        done += len(whole)
    return done


def _unlinked(kind: str) -> Iterator[Any]:
    root: Any = next(part.model for part in kind_of(kind).parts if not part.way)
    quote = connection.ops.quote_name
    table, key = quote(root._meta.db_table), quote(str(root._meta.pk.column))
    linked = f"EXISTS (SELECT FROM evidence_link link WHERE link.kind = %s AND link.key = root.{key}::text)"
    with connection.cursor() as cursor:
        cursor.execute(" ".join(("SELECT", key, "FROM", table, "root WHERE NOT", linked, "ORDER BY 1")), [kind])
        keys = [pk for (pk,) in cursor.fetchall()]
    yield from keys


def _whole(keys: list[int]) -> list[int]:
    """Those of the cases whose events hold, locked so that no step comes between."""
    list(Case.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    broken = [key for key, wrong in breaks(keys).items() if wrong]
    for key in broken:
        logger.error("case %s is not linked: its chain is broken", key)
    return [key for key in keys if key not in broken]
