"""What the database itself refuses: changing who heard a recording, and an order out of a call that raises none."""

from django.db import migrations

APPEND_ONLY = """
CREATE TRIGGER recording_access_append_only BEFORE UPDATE OR DELETE ON telephony_recordingaccess
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
"""
APPEND_ONLY_BACK = "DROP TRIGGER recording_access_append_only ON telephony_recordingaccess;"

# Harassment, silence and wrong numbers are recorded, and nothing more: whichever of the two is written first.
RAISES_NOTHING = """
CREATE FUNCTION telephony_raises_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_call uuid;
BEGIN
    IF TG_TABLE_NAME = 'telephony_call' THEN of_call := NEW.id; ELSE of_call := NEW.call_id; END IF;
    PERFORM 1 FROM telephony_call held JOIN telephony_callcase link ON link.call_id = held.id
        WHERE held.id = of_call AND held.wrap_up IN ('harassment', 'silent', 'wrong_number') AND link.kind = 'raised';
    IF FOUND THEN
        RAISE EXCEPTION 'call %: a call of this kind raises no case', of_call
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER call_raises_nothing AFTER UPDATE OF wrap_up ON telephony_call
    FOR EACH ROW EXECUTE FUNCTION telephony_raises_nothing();
CREATE TRIGGER call_case_raises_nothing AFTER INSERT OR UPDATE ON telephony_callcase
    FOR EACH ROW EXECUTE FUNCTION telephony_raises_nothing();
"""
RAISES_NOTHING_BACK = """
DROP TRIGGER call_case_raises_nothing ON telephony_callcase;
DROP TRIGGER call_raises_nothing ON telephony_call;
DROP FUNCTION telephony_raises_nothing();
"""


class Migration(migrations.Migration):
    dependencies = [("telephony", "0001_initial"), ("casework", "0002_guards")]

    operations = [
        migrations.RunSQL(APPEND_ONLY, APPEND_ONLY_BACK),
        migrations.RunSQL(RAISES_NOTHING, RAISES_NOTHING_BACK),
    ]
