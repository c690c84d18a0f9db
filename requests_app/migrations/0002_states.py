"""The states that a case of this channel can have, held by the database.

Added without a scan and validated after, so that a large live table is not locked.
"""

from django.db import migrations

STATES = (
    "submitted",
    "registered",
    "correction",
    "accepted",
    "handling",
    "payment",
    "reviewing",
    "signing",
    "delivering",
    "replied",
    "published",
    "closed",
    "abandoned",
    "withdrawn",
)
LISTED = ", ".join(f"'{state}'" for state in STATES)
ADD = f"""
ALTER TABLE casework_case ADD CONSTRAINT disclosure_state_known
    CHECK (channel <> 'disclosure' OR state IN ({LISTED})) NOT VALID
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("requests_app", "0001_initial"), ("casework", "0002_guards")]

    operations = [
        migrations.RunSQL(ADD, "ALTER TABLE casework_case DROP CONSTRAINT disclosure_state_known"),
        migrations.RunSQL(
            "ALTER TABLE casework_case VALIDATE CONSTRAINT disclosure_state_known", migrations.RunSQL.noop
        ),
    ]
