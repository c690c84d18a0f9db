"""What the database itself refuses of entries and open days."""

from django.db import migrations

APPEND_ONLY = """
CREATE TRIGGER outreach_act_append_only BEFORE UPDATE OR DELETE ON outreach_entryact
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
CREATE TRIGGER outreach_act_not_truncated BEFORE TRUNCATE ON outreach_entryact
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse_change();
CREATE TRIGGER outreach_entry_not_deleted BEFORE DELETE ON outreach_entry
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
"""
APPEND_ONLY_BACK = """
DROP TRIGGER outreach_entry_not_deleted ON outreach_entry;
DROP TRIGGER outreach_act_not_truncated ON outreach_entryact;
DROP TRIGGER outreach_act_append_only ON outreach_entryact;
"""

# What one person wrote another one publishes.
FOUR_EYES = """
CREATE FUNCTION outreach_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.name = 'publish' AND NEW.by_id = (
        SELECT act.by_id FROM outreach_entryact act WHERE act.entry_id = NEW.entry_id AND act.name = 'write'
        ORDER BY act.seq DESC LIMIT 1) THEN
        RAISE EXCEPTION 'entry %: published by who wrote it', NEW.entry_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outreach_four_eyes BEFORE INSERT ON outreach_entryact
    FOR EACH ROW EXECUTE FUNCTION outreach_four_eyes();
"""
FOUR_EYES_BACK = """
DROP TRIGGER outreach_four_eyes ON outreach_entryact;
DROP FUNCTION outreach_four_eyes();
"""

# An entry changes with an act alone; and, checked on commit, stands where its last act left it.
STANDS_BY_ACTS = """
CREATE FUNCTION outreach_changes_with_an_act() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW IS DISTINCT FROM OLD AND NEW.version <> OLD.version + 1 THEN
        RAISE EXCEPTION 'entry %: changes with an act alone', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outreach_changes_with_an_act BEFORE UPDATE ON outreach_entry
    FOR EACH ROW EXECUTE FUNCTION outreach_changes_with_an_act();
CREATE FUNCTION outreach_stands_by_acts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held record;
    act record;
BEGIN
    SELECT entry.state, entry.version INTO held FROM outreach_entry entry WHERE entry.id = NEW.id;
    SELECT last.state_after, last.seq INTO act FROM outreach_entryact last
    WHERE last.entry_id = NEW.id ORDER BY last.seq DESC LIMIT 1;
    IF held.state IS DISTINCT FROM act.state_after OR held.version IS DISTINCT FROM act.seq THEN
        RAISE EXCEPTION 'entry %: does not stand where its last act left it', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER outreach_stands_by_acts AFTER INSERT OR UPDATE ON outreach_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION outreach_stands_by_acts();
"""
STANDS_BY_ACTS_BACK = """
DROP TRIGGER outreach_stands_by_acts ON outreach_entry;
DROP FUNCTION outreach_stands_by_acts();
DROP TRIGGER outreach_changes_with_an_act ON outreach_entry;
DROP FUNCTION outreach_changes_with_an_act();
"""

# The taken places are counted anew, with the day's row held, whenever a sign-up or the day changes: whatever a program
# says of them, the check on the quota reads the truth.
COUNTED_PLACES = """
CREATE FUNCTION outreach_count_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.taken := (SELECT coalesce(sum(one.people), 0) FROM outreach_signup one
                  WHERE one.day_id = NEW.entry_ptr_id AND one.state = 'confirmed');
    RETURN NEW;
END $$;
CREATE TRIGGER outreach_count_places BEFORE INSERT OR UPDATE ON outreach_openday
    FOR EACH ROW EXECUTE FUNCTION outreach_count_places();
CREATE FUNCTION outreach_sign_up_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE outreach_openday SET taken = 0 WHERE entry_ptr_id IN (NEW.day_id, OLD.day_id);
    RETURN NULL;
END $$;
CREATE TRIGGER outreach_sign_up_counts AFTER INSERT OR DELETE OR UPDATE OF state, people, day_id ON outreach_signup
    FOR EACH ROW EXECUTE FUNCTION outreach_sign_up_counts();
"""
COUNTED_PLACES_BACK = """
DROP TRIGGER outreach_sign_up_counts ON outreach_signup;
DROP FUNCTION outreach_sign_up_counts();
DROP TRIGGER outreach_count_places ON outreach_openday;
DROP FUNCTION outreach_count_places();
"""


class Migration(migrations.Migration):
    dependencies = [("outreach", "0001_initial"), ("casework", "0002_guards")]

    operations = [
        migrations.RunSQL(APPEND_ONLY, APPEND_ONLY_BACK),
        migrations.RunSQL(FOUR_EYES, FOUR_EYES_BACK),
        migrations.RunSQL(STANDS_BY_ACTS, STANDS_BY_ACTS_BACK),
        migrations.RunSQL(COUNTED_PLACES, COUNTED_PLACES_BACK),
    ]
