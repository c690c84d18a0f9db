import threading
import time

import pytest
from django.db import connection, transaction

from interaction.workdays.arrangements import parse_notice
from interaction.workdays.current import calendar, lock_calendar
from interaction.workdays.loading import load_notice

from .test_loading import NOTICE


def wait_until_somebody_waits_for_the_calendar() -> None:
    """Raise AssertionError when nobody does within ten seconds."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


@pytest.mark.django_db(transaction=True)
def test_loading_waits_for_those_who_reckon_and_they_then_see_the_new_calendar():
    def load() -> None:
        load_notice(parse_notice(NOTICE))
        connection.close()

    loader = threading.Thread(target=load)
    with transaction.atomic():
        held = lock_calendar()
        loader.start()
        wait_until_somebody_waits_for_the_calendar()
        assert calendar() is held
    loader.join(timeout=30)
    assert not loader.is_alive()
    with transaction.atomic():
        assert lock_calendar().version == held.version + 1


@pytest.mark.django_db(transaction=True)
def test_a_flushed_database_has_its_calendar_back():
    """The test before this one ended with a flush."""
    assert calendar().version == 1
