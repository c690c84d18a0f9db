"""The database notes the events that figures count row by row, and looks at no others.

A notice that moves a million due dates writes as many events that no figure counts; noting by statement had to keep a
copy of them all.
"""

from django.db import migrations

BY_ROW = """
CREATE FUNCTION statistics_note_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO statistics_unfolded (event_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
DROP TRIGGER event_noted_for_figures ON casework_event;
CREATE TRIGGER event_noted_for_figures AFTER INSERT ON casework_event
    FOR EACH ROW WHEN (NEW.mark <> '') EXECUTE FUNCTION statistics_note_event();
-- squawk-ignore ban-drop-function
DROP FUNCTION statistics_note_events();
"""
BY_STATEMENT = """
CREATE FUNCTION statistics_note_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO statistics_unfolded (event_id) SELECT id FROM added WHERE mark <> '';
    RETURN NULL;
END $$;
DROP TRIGGER event_noted_for_figures ON casework_event;
CREATE TRIGGER event_noted_for_figures AFTER INSERT ON casework_event
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION statistics_note_events();
DROP FUNCTION statistics_note_event();
"""


class Migration(migrations.Migration):
    dependencies = [("statistics", "0003_facets")]

    operations = [migrations.RunSQL(BY_ROW, BY_STATEMENT)]
