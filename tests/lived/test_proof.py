"""Months of work by the real actions leave nothing that the proof would have to be told of."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.management import call_command

from interaction.evidence.days import seal_day
from interaction.proving.verifying import verify_matters

pytestmark = pytest.mark.django_db


def test_months_of_work_hold(evening: datetime) -> None:
    assert [one for findings in verify_matters("case") for one in findings] == []
    assert seal_day()
    out = StringIO()
    call_command("verify", stdout=out)
    assert "every chain holds" in out.getvalue()
