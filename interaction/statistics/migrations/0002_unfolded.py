"""The database notes every event that figures count, in the event's own transaction."""

from django.db import migrations

NOTE_EVENTS = """
CREATE FUNCTION statistics_note_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO statistics_unfolded (event_id) SELECT id FROM added WHERE mark <> '';
    RETURN NULL;
END $$;
CREATE TRIGGER event_noted_for_figures AFTER INSERT ON casework_event
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION statistics_note_events();
"""
NOTE_EVENTS_BACK = """
DROP TRIGGER event_noted_for_figures ON casework_event;
DROP FUNCTION statistics_note_events();
"""


class Migration(migrations.Migration):
    dependencies = [("statistics", "0001_initial"), ("casework", "0002_guards")]

    operations = [migrations.RunSQL(NOTE_EVENTS, NOTE_EVENTS_BACK)]
