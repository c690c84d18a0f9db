"""The states that a case of this channel can have, held by the database.

Added without a scan and validated after, so that a large live table is not locked.
"""

from django.db import migrations

STATES = (
    "submitted", "accepted", "handling", "returning", "arbitration", "returning_up", "reviewing", "signing", "replied",
    "closed", "published", "declined", "merged", "returned_up", "withdrawn", "archived",
)  # fmt: skip
LISTED = ", ".join(f"'{state}'" for state in STATES)
ADD = f"""
ALTER TABLE casework_case ADD CONSTRAINT order_state_known
    CHECK (channel <> 'order' OR state IN ({LISTED})) NOT VALID
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("hotline", "0001_initial"), ("casework", "0008_hours_checked")]

    operations = [
        migrations.RunSQL(ADD, "ALTER TABLE casework_case DROP CONSTRAINT order_state_known"),
        migrations.RunSQL("ALTER TABLE casework_case VALIDATE CONSTRAINT order_state_known", migrations.RunSQL.noop),
    ]
