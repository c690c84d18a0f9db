"""The states that a case of this channel can have, held by the database.

Added without a scan and validated after, so that a large live table is not locked.
"""

from django.db import migrations

STATES = (
    "submitted",
    "accepted",
    "handling",
    "reviewing",
    "signing",
    "replied",
    "published",
    "closed",
    "declined",
    "withdrawn",
)
LISTED = ", ".join(f"'{state}'" for state in STATES)
ADD = f"""
ALTER TABLE casework_case ADD CONSTRAINT letter_state_known
    CHECK (channel <> 'letter' OR state IN ({LISTED})) NOT VALID
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("mailbox", "0001_initial"), ("casework", "0002_guards")]

    operations = [
        migrations.RunSQL(ADD, "ALTER TABLE casework_case DROP CONSTRAINT letter_state_known"),
        migrations.RunSQL("ALTER TABLE casework_case VALIDATE CONSTRAINT letter_state_known", migrations.RunSQL.noop),
    ]
