"""The keys of forms get a table of their own, filled by the database with every case that is opened from now on.

The cases that are there follow in the next migration; until then the case's own constraint still holds.
"""

import django.db.models.deletion
from django.db import migrations, models

NOTE = """
CREATE FUNCTION casework_note_submission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO casework_submission (key, case_id) VALUES (NEW.submission_key, NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER case_opened_once AFTER INSERT ON casework_case
    FOR EACH ROW EXECUTE FUNCTION casework_note_submission();
"""
NOTE_BACK = """
DROP TRIGGER case_opened_once ON casework_case;
DROP FUNCTION casework_note_submission();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0008_hours_checked")]

    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("key", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(NOTE, NOTE_BACK),
    ]
