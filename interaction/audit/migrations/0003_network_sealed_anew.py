from django.db import migrations

# Where a record came from may be sealed anew under another key (`manage.py keys reseal`), and nothing else of it changes.
REFUSE = """
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.at < now() - interval '6 months' AND EXISTS (SELECT 1 FROM audit_reading pruned
            WHERE pruned.kind = 'pruned' AND (pruned.details ->> 'upto')::bigint >= OLD.seq) THEN
            RETURN OLD;
        END IF;
    END IF;
    %s
    RAISE EXCEPTION '%% is append-only: %% refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
SEALED_ANEW = """
    IF TG_OP = 'UPDATE' AND current_setting('huiyin.resealing', true) = 'on' THEN
        IF to_jsonb(NEW) - 'network' = to_jsonb(OLD) - 'network' THEN
            RETURN NEW;
        END IF;
    END IF;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_alarms")]

    operations = [migrations.RunSQL(REFUSE % SEALED_ANEW, REFUSE % "")]
