"""The rows that were there before are checked, and indexed, while the table is in use."""

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("mailbox", "0003_loop")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE mailbox_letter VALIDATE CONSTRAINT mailbox_letter_merged_into_id_fk", migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            "ALTER TABLE mailbox_letter VALIDATE CONSTRAINT mailbox_letter_town_id_fk", migrations.RunSQL.noop
        ),
        AddIndexConcurrently(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="letter_followers"
            ),
        ),
        ValidateConstraint(model_name="letter", name="letter_not_merged_into_itself"),
    ]
