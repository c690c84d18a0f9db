"""When the last ground to keep them has ended, nothing of what people entered of themselves stands anywhere."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from interaction.casework.models import Case
from interaction.publicity.retention import anonymise_due, file_due
from interaction.workdays.now import override_now
from tests.databases import owner
from tests.lived.county import PLANTED

pytestmark = pytest.mark.django_db
# So many may still be contested: of a petition somebody above owes an opinion.
FEW = 10
LATER = timedelta(days=18 * 365)


def without_triggers(*statements: str) -> None:
    """What no application may: the work of years by a few statements."""
    with owner(), connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for one in statements:
            cursor.execute(one)
        cursor.execute("SET session_replication_role = origin")


def case_of(row: Any) -> int | None:
    """The case that a row belongs to, by the ways that lead to one."""
    if isinstance(row, Case):
        return row.pk
    found: int | None = getattr(row, "case_id", None) or getattr(row, "about_case", None)
    for through in ("event", "document") if found is None else ():
        found = found or getattr(getattr(row, through, None), "case_id", None)
    return found


def texts(kept: set[int]) -> Iterator[tuple[str, Any]]:
    """(column, value) of everything that is stored, but of the cases that are still kept."""
    for model in apps.get_models():
        fields = [one for one in model._meta.local_concrete_fields if not isinstance(one, models.ForeignKey)]
        for row in model._base_manager.all().iterator():
            if case_of(row) not in kept:
                for field in fields:
                    yield f"{model._meta.label}.{field.name}", getattr(row, field.attname)


def test_nothing_of_anybody_is_left(evening: datetime) -> None:
    without_triggers(
        "UPDATE casework_case SET state = 'withdrawn', closed_on = '2026-02-02', due_on = NULL, next_due_on = NULL"
        " WHERE closed_on IS NULL",
        "UPDATE requests_app_remedy SET result = 'upheld', decided_on = '2026-03-02' WHERE result = 'pending'",
    )
    with override_now(evening + LATER):
        file_due()
        without_triggers(
            "UPDATE archive_archivefile SET keep_until = '2035-12-31', ended_on = '2040-01-01', appraisal_id = 1"
        )
        anonymise_due()
        kept: list[Any] = [one.specific for one in Case.objects.filter(anonymised_on__isnull=True)]
        assert all(one.is_disputed for one in kept)
        assert len(kept) < FEW
        left = Counter(
            (column, what)
            for column, value in texts({one.pk for one in kept})
            for what, planted in PLANTED.items()
            if planted in str(value)
        )
    assert left == {}, left
