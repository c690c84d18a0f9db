"""A simulated county is the engine's property test: everything is driven, and everything holds."""

from datetime import datetime

import pytest

from interaction.casework.models import Case
from tests.casework.invariants import check_case, check_figures
from tests.lived.county import undone

pytestmark = pytest.mark.django_db


def test_everything_is_driven_and_everything_holds(evening: datetime) -> None:
    assert undone() == []
    for case in Case.objects.all():
        check_case(case)
    check_figures()
