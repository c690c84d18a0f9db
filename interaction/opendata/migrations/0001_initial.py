import django.db.models.deletion
from django.db import migrations, models

from interaction.first_tables import CreateModels

NOTE = """
CREATE FUNCTION opendata_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO opendata_freshness (publication_id, changed_at, version) VALUES (NEW.id, clock_timestamp(), 1)
    ON CONFLICT (publication_id) DO UPDATE
        SET changed_at = excluded.changed_at, version = opendata_freshness.version + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER publication_is_new AFTER INSERT ON publicity_publication
    FOR EACH ROW EXECUTE FUNCTION opendata_note_change();
CREATE TRIGGER publication_has_changed AFTER UPDATE ON publicity_publication
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION opendata_note_change();
"""
NOTE_BACK = """
DROP TRIGGER publication_is_new ON publicity_publication;
DROP TRIGGER publication_has_changed ON publicity_publication;
DROP FUNCTION opendata_note_change();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0001_initial"),
        ("publicity", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Freshness",
                    fields=[
                        (
                            "publication",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="freshness",
                                serialize=False,
                                to="publicity.publication",
                            ),
                        ),
                        ("changed_at", models.DateTimeField()),
                        ("version", models.PositiveBigIntegerField(default=1)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["changed_at", "publication"], name="freshness_latest")],
                    },
                ),
            ]
        ),
        migrations.RunSQL(NOTE, NOTE_BACK),
    ]
