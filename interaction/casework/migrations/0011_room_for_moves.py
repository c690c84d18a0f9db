"""Half of each page stays free in the indexes that are written anew although nothing in them changed.

A case and its clocks are written again with every step, and all open ones at once when a notice moves their due dates.
A full page then tries in vain to clear itself before it is split: an eighth of the time that a notice took. This says
how pages are filled from now on; those that are full have been split for good after one year's notice.
"""

import django.contrib.postgres.indexes
from django.db import migrations

INDEXES = ("casework_case_pkey", "case_number_once", "case_of_organ", "casework_clock_pkey", "clock_slot_once")


class Migration(migrations.Migration):
    dependencies = [("casework", "0010_submissions_noted")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(f"ALTER INDEX {name} SET (fillfactor = 50)", f"ALTER INDEX {name} RESET (fillfactor)")
                for name in INDEXES
            ],
            state_operations=[
                migrations.RemoveIndex("case", "case_of_organ"),
                migrations.AddIndex(
                    "case",
                    django.contrib.postgres.indexes.BTreeIndex(
                        fields=["organ", "-id"], name="case_of_organ", fillfactor=50
                    ),
                ),
            ],
        ),
    ]
