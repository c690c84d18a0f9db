"""What the database itself refuses: changing the past, and a state that no event explains."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION casework_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON casework_event
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
CREATE TRIGGER event_not_truncated BEFORE TRUNCATE ON casework_event
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse_change();
-- Words may be erased (personal data has an end), never rewritten.
CREATE TRIGGER words_not_rewritten BEFORE UPDATE ON casework_eventwords
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
"""
APPEND_ONLY_BACK = """
DROP TRIGGER words_not_rewritten ON casework_eventwords;
DROP TRIGGER event_not_truncated ON casework_event;
DROP TRIGGER event_append_only ON casework_event;
DROP FUNCTION casework_refuse_change();
"""

# Checked when the transaction commits: the case's state is the one its last event left.
STATE_FOLLOWS_EVENTS = """
CREATE FUNCTION casework_state_follows_events() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    now_state text;
    left_state text;
BEGIN
    SELECT held.state, (SELECT event.state_after FROM casework_event event
                        WHERE event.case_id = held.id ORDER BY event.seq DESC LIMIT 1)
    INTO now_state, left_state FROM casework_case held WHERE held.id = NEW.id;
    IF now_state IS DISTINCT FROM left_state THEN
        RAISE EXCEPTION 'case %: state "%" is not the one its last event left ("%")', NEW.id, now_state, left_state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER case_state_follows_events AFTER INSERT OR UPDATE OF state ON casework_case
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_state_follows_events();
"""
STATE_FOLLOWS_EVENTS_BACK = """
DROP TRIGGER case_state_follows_events ON casework_case;
DROP FUNCTION casework_state_follows_events();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]

    operations = [
        migrations.RunSQL(APPEND_ONLY, APPEND_ONLY_BACK),
        migrations.RunSQL(STATE_FOLLOWS_EVENTS, STATE_FOLLOWS_EVENTS_BACK),
    ]
