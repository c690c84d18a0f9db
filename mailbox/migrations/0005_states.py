"""The states of a letter, as the database holds them: returns, arbitration, merging, conversion, the archive.

The wider list is added without a scan and validated before the narrower one goes.
"""

from django.db import migrations

STATES = (
    "submitted", "accepted", "handling", "returning", "arbitration", "reviewing", "signing", "replied", "published",
    "closed", "declined", "merged", "converted", "withdrawn", "archived",
)  # fmt: skip
LISTED = ", ".join(f"'{state}'" for state in STATES)
ADD = f"""
ALTER TABLE casework_case ADD CONSTRAINT letter_state_known_2
    CHECK (channel <> 'letter' OR state IN ({LISTED})) NOT VALID
"""
REPLACE = """
-- squawk-ignore ban-drop-constraint
ALTER TABLE casework_case DROP CONSTRAINT letter_state_known;
-- squawk-ignore renaming-object
ALTER TABLE casework_case RENAME CONSTRAINT letter_state_known_2 TO letter_state_known
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("mailbox", "0004_loop_checked")]

    operations = [
        migrations.RunSQL(ADD, migrations.RunSQL.noop),
        migrations.RunSQL("ALTER TABLE casework_case VALIDATE CONSTRAINT letter_state_known_2", migrations.RunSQL.noop),
        migrations.RunSQL(REPLACE, migrations.RunSQL.noop),
    ]
