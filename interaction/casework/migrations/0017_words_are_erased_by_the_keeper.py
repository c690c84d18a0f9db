from django.db import migrations

# The application may not remove what was said in an event. What a law makes it forget goes by this function, which runs as the
# keeper of logs (interaction/database/roles.py); and at the end of the transaction the log has to say so.
ERASED = """
CREATE FUNCTION casework_erase_words(erased bigint) RETURNS bigint LANGUAGE sql SECURITY DEFINER AS $$
    WITH gone AS (
        DELETE FROM casework_eventwords w USING casework_event e WHERE e.id = w.event_id AND e.case_id = erased RETURNING 1
    ) SELECT count(*) FROM gone;
$$;
REVOKE ALL ON FUNCTION casework_erase_words(bigint) FROM PUBLIC;
CREATE FUNCTION casework_erasure_is_an_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM casework_event said JOIN casework_event erased USING (case_id)
         WHERE said.id = OLD.event_id AND erased.action = 'anonymise'
    ) THEN
        RAISE EXCEPTION 'words of event % are gone without an event that says so', OLD.event_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER words_erased_by_an_event AFTER DELETE ON casework_eventwords
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_erasure_is_an_event();
"""
BACK = """
DROP TRIGGER words_erased_by_an_event ON casework_eventwords;
DROP FUNCTION casework_erasure_is_an_event();
DROP FUNCTION casework_erase_words(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0016_find_parties_by_second_phone")]

    operations = [migrations.RunSQL(ERASED, BACK)]
