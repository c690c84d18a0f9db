from django.db import migrations

FOUR_EYES = """
CREATE OR REPLACE FUNCTION workflow_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last_version bigint;
BEGIN
    SELECT coalesce(max(version), 0) INTO last_version FROM workflow_logentry
    WHERE kind = NEW.kind AND key = NEW.key;
    IF NEW.version <> last_version + 1 THEN
        RAISE EXCEPTION '% %: entry % does not follow %', NEW.kind, NEW.key, NEW.version, last_version
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.needs_second_person AND EXISTS (
        SELECT 1 FROM workflow_logentry written
        WHERE written.kind = NEW.kind AND written.key = NEW.key AND written.writes AND {by one of them}
        AND written.version > coalesce((SELECT max(version) FROM workflow_logentry
            WHERE kind = NEW.kind AND key = NEW.key AND settles), 0)) THEN
        RAISE EXCEPTION '% %: published by one of its authors', NEW.kind, NEW.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
# Whoever acts counts, and whom on leave they act for: neither of the two on one side is among those of the other.
BY_PERSONS = (
    "ARRAY[written.by_id, (written.details #>> '{behalf,id}')::bigint]"
    " && array_remove(ARRAY[NEW.by_id, (NEW.details #>> '{behalf,id}')::bigint], NULL)"
)
BY_WHOEVER_ACTS = "written.by_id = NEW.by_id"


class Migration(migrations.Migration):
    dependencies = [("workflow", "0003_unsent_forms")]

    operations = [
        migrations.RunSQL(
            FOUR_EYES.replace("{by one of them}", BY_PERSONS), FOUR_EYES.replace("{by one of them}", BY_WHOEVER_ACTS)
        )
    ]
