from django.db import migrations


class Migration(migrations.Migration):
    """The database has seen that every letter is in one of its states."""

    dependencies = [("mailbox", "0003_objections_to_transfers")]

    operations = [
        migrations.RunSQL(["ALTER TABLE casework_case VALIDATE CONSTRAINT letter_state_known"], migrations.RunSQL.noop),
    ]
