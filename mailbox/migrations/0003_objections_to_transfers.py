from django.db import migrations

STATES = (
    "submitted", "accepted", "handling", "returning", "arbitration", "returning_up", "reviewing", "signing", "replied",
    "published", "closed", "declined", "merged", "converted", "returned_up", "withdrawn", "archived",
)  # fmt: skip
WIDER = ", ".join(f"'{state}'" for state in STATES)
NARROWER = ", ".join(f"'{state}'" for state in STATES if state not in ("returning_up", "returned_up"))
KNOWN = (
    "ALTER TABLE casework_case ADD CONSTRAINT letter_state_known CHECK (channel <> 'letter' OR state IN ({})) NOT VALID"
)
GONE = "-- squawk-ignore ban-drop-constraint\nALTER TABLE casework_case DROP CONSTRAINT letter_state_known"


class Migration(migrations.Migration):
    """Two states more. The wider constraint is checked against what is there in the next migration, without a lock."""

    dependencies = [("mailbox", "0002_accused_and_petitions"), ("casework", "0001_initial")]

    operations = [
        migrations.RunSQL([GONE], [KNOWN.format(NARROWER)]),
        migrations.RunSQL([KNOWN.format(WIDER)], [GONE]),
    ]
