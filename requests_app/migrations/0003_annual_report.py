"""The annual report: what is entered, where it stands, its trail; and what the database itself refuses of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER annual_entry_append_only BEFORE UPDATE OR DELETE ON requests_app_annualentry
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
CREATE TRIGGER annual_entry_not_truncated BEFORE TRUNCATE ON requests_app_annualentry
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse_change();
CREATE TRIGGER annual_step_append_only BEFORE UPDATE OR DELETE ON requests_app_annualstep
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
CREATE TRIGGER annual_step_not_truncated BEFORE TRUNCATE ON requests_app_annualstep
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse_change();
CREATE TRIGGER annual_report_not_deleted BEFORE DELETE ON requests_app_annualreport
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
"""
APPEND_ONLY_BACK = """
DROP TRIGGER annual_report_not_deleted ON requests_app_annualreport;
DROP TRIGGER annual_step_not_truncated ON requests_app_annualstep;
DROP TRIGGER annual_step_append_only ON requests_app_annualstep;
DROP TRIGGER annual_entry_not_truncated ON requests_app_annualentry;
DROP TRIGGER annual_entry_append_only ON requests_app_annualentry;
"""

# Handed in is handed in: only going back to the draft lets figures and texts change again.
FROZEN = """
CREATE FUNCTION requests_app_annual_report_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.organ_id <> OLD.organ_id OR NEW.year <> OLD.year
        OR (OLD.snapshot IS NOT NULL AND NEW.snapshot IS NOT NULL AND NEW.snapshot <> OLD.snapshot)
        OR (NEW.state = OLD.state AND NEW.published_on IS DISTINCT FROM OLD.published_on) THEN
        RAISE EXCEPTION 'annual report %: what was handed in does not change', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER annual_report_frozen BEFORE UPDATE ON requests_app_annualreport
    FOR EACH ROW EXECUTE FUNCTION requests_app_annual_report_frozen();
CREATE FUNCTION requests_app_annual_entry_in_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM requests_app_annualreport WHERE id = NEW.report_id) <> 'draft' THEN
        RAISE EXCEPTION 'annual report %: edited only as a draft', NEW.report_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER annual_entry_in_draft BEFORE INSERT ON requests_app_annualentry
    FOR EACH ROW EXECUTE FUNCTION requests_app_annual_entry_in_draft();
"""
FROZEN_BACK = """
DROP TRIGGER annual_entry_in_draft ON requests_app_annualentry;
DROP FUNCTION requests_app_annual_entry_in_draft();
DROP TRIGGER annual_report_frozen ON requests_app_annualreport;
DROP FUNCTION requests_app_annual_report_frozen();
"""

# Checked when the transaction commits: the report stands where its last step left it.
STATE_FOLLOWS_STEPS = """
CREATE FUNCTION requests_app_annual_state_follows_steps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    now_state text;
    left_state text;
BEGIN
    SELECT held.state, coalesce((SELECT step.state_after FROM requests_app_annualstep step
                                 WHERE step.report_id = held.id ORDER BY step.seq DESC LIMIT 1), 'draft')
    INTO now_state, left_state FROM requests_app_annualreport held WHERE held.id = NEW.id;
    IF now_state IS DISTINCT FROM left_state THEN
        RAISE EXCEPTION 'annual report %: state "%" is not the one its last step left ("%")', NEW.id, now_state,
            left_state USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER annual_report_state_follows_steps AFTER INSERT OR UPDATE OF state ON requests_app_annualreport
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION requests_app_annual_state_follows_steps();
"""
STATE_FOLLOWS_STEPS_BACK = """
DROP TRIGGER annual_report_state_follows_steps ON requests_app_annualreport;
DROP FUNCTION requests_app_annual_state_follows_steps();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organs", "0001_initial"),
        ("casework", "0002_guards"),
        ("requests_app", "0002_states"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnnualReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveBigIntegerField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("draft", "编写中"),
                            ("submitted", "待签发"),
                            ("signed", "待公布"),
                            ("published", "已公布"),
                        ],
                        default="draft",
                    ),
                ),
                ("snapshot", models.JSONField(null=True)),
                ("published_on", models.DateField(null=True)),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="annual_reports", to="organs.organ"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organ", "year"), name="annual_report_once"),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (2000, 2100))), name="annual_report_year_possible"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("snapshot__isnull", True), ("state", "draft")),
                            models.Q(("snapshot__isnull", False), ("state__in", ["submitted", "signed", "published"])),
                            _connector="OR",
                        ),
                        name="annual_report_frozen_once_handed_in",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_on__isnull", False), ("state", "published")),
                            models.Q(models.Q(("state", "published"), _negated=True), ("published_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="annual_report_published_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnnualEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.TextField()),
                ("version", models.PositiveBigIntegerField()),
                ("text", models.TextField(blank=True, default="")),
                ("figures", models.JSONField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="requests_app.annualreport",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("report", "part", "version"), name="annual_entry_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("figures__isnull", False), ("part", "table2"), ("text", "")),
                            models.Q(
                                ("figures__isnull", True),
                                ("part__in", ["overview", "proactive", "requests", "remedies", "problems", "other"]),
                            ),
                            _connector="OR",
                        ),
                        name="annual_entry_part_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnnualStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveBigIntegerField()),
                ("name", models.TextField()),
                ("state_before", models.TextField()),
                ("state_after", models.TextField()),
                ("at", models.DateTimeField()),
                ("note", models.TextField(blank=True, default="")),
                ("snapshot", models.JSONField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="requests_app.annualreport",
                    ),
                ),
            ],
            options={
                "ordering": ["report_id", "seq"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "seq"), name="annual_step_seq_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name__in", ["submit", "sign", "send_back", "publish", "withdraw"])),
                        name="annual_step_known",
                    ),
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, APPEND_ONLY_BACK),
        migrations.RunSQL(FROZEN, FROZEN_BACK),
        migrations.RunSQL(STATE_FOLLOWS_STEPS, STATE_FOLLOWS_STEPS_BACK),
    ]
