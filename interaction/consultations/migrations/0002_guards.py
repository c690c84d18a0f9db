"""What the database itself refuses: changing the record of acts, a draft that people have spoken to, a published report."""

from django.db import migrations

APPEND_ONLY = """
CREATE TRIGGER consultation_act_append_only BEFORE UPDATE OR DELETE ON consultations_act
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
CREATE TRIGGER opinion_not_deleted BEFORE DELETE ON consultations_opinion
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
CREATE TRIGGER feedback_report_frozen BEFORE UPDATE OR DELETE ON consultations_feedbackreport
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION casework_refuse_change();
"""
APPEND_ONLY_BACK = """
DROP TRIGGER feedback_report_frozen ON consultations_feedbackreport;
DROP TRIGGER opinion_not_deleted ON consultations_opinion;
DROP TRIGGER consultation_act_append_only ON consultations_act;
"""

# A.15: what is published is what opinions are on. A.18: what was told to the public of their adoption stays told.
FROZEN = """
CREATE FUNCTION consultations_refuse_when_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held bigint := coalesce(NEW.consultation_id, OLD.consultation_id);
BEGIN
    IF EXISTS (SELECT 1 FROM consultations_consultation c WHERE c.id = held
               AND CASE TG_ARGV[0] WHEN 'published' THEN c.published_at IS NOT NULL ELSE c.reported_on IS NOT NULL END)
    THEN
        RAISE EXCEPTION '% is frozen: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER clause_frozen BEFORE INSERT OR UPDATE OR DELETE ON consultations_clause
    FOR EACH ROW EXECUTE FUNCTION consultations_refuse_when_frozen('published');
CREATE TRIGGER opinion_group_frozen BEFORE INSERT OR UPDATE OR DELETE ON consultations_opiniongroup
    FOR EACH ROW EXECUTE FUNCTION consultations_refuse_when_frozen('reported');
CREATE TRIGGER opinion_frozen_in_its_group BEFORE INSERT OR UPDATE OF group_id ON consultations_opinion
    FOR EACH ROW EXECUTE FUNCTION consultations_refuse_when_frozen('reported');
"""
FROZEN_BACK = """
DROP TRIGGER opinion_frozen_in_its_group ON consultations_opinion;
DROP TRIGGER opinion_group_frozen ON consultations_opiniongroup;
DROP TRIGGER clause_frozen ON consultations_clause;
DROP FUNCTION consultations_refuse_when_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0001_initial"), ("casework", "0002_guards")]

    operations = [
        migrations.RunSQL(APPEND_ONLY, APPEND_ONLY_BACK),
        migrations.RunSQL(FROZEN, FROZEN_BACK),
    ]
