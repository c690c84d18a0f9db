"""The database notes every change of a published item: by page, by command or by hand, in the same transaction."""

from django.db import migrations

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
    dependencies = [("opendata", "0001_initial")]

    operations = [migrations.RunSQL(NOTE, NOTE_BACK)]
