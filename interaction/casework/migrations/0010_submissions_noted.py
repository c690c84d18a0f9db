"""The keys of the cases that were there, while the table is in use; then the case's own index of them goes."""

import uuid

from django.db import migrations, models

FILL = """
INSERT INTO casework_submission (key, case_id) SELECT submission_key, id FROM casework_case ON CONFLICT (key) DO NOTHING
"""
DROP = """
-- squawk-ignore ban-drop-constraint
ALTER TABLE casework_case DROP CONSTRAINT casework_case_submission_key_key
"""
DROP_BACK = "ALTER TABLE casework_case ADD CONSTRAINT casework_case_submission_key_key UNIQUE (submission_key)"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("casework", "0009_submissions")]

    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(DROP, DROP_BACK)],
            state_operations=[
                migrations.AlterField("case", "submission_key", models.UUIDField(default=uuid.uuid4, editable=False))
            ],
        ),
    ]
