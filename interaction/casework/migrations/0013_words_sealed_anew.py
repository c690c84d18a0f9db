from django.db import migrations

# What is sealed may be sealed anew under another key (`manage.py keys reseal`), and nothing else of these rows changes.
SEALED_ANEW = """
CREATE OR REPLACE FUNCTION casework_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sealed text := CASE TG_TABLE_NAME WHEN 'casework_eventwords' THEN 'texts' WHEN 'publicity_publicationchange' THEN 'earlier' END;
BEGIN
    IF TG_OP = 'UPDATE' AND sealed IS NOT NULL AND current_setting('huiyin.resealing', true) = 'on' THEN
        IF to_jsonb(NEW) - sealed = to_jsonb(OLD) - sealed THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
NOT_ANEW = """
CREATE OR REPLACE FUNCTION casework_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0012_event_key")]

    operations = [migrations.RunSQL(SEALED_ANEW, NOT_ANEW)]
