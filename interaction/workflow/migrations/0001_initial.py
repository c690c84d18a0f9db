"""The log of documents, and what the database itself refuses of it and of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

APPEND_ONLY = """
CREATE FUNCTION workflow_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER workflow_log_append_only BEFORE UPDATE OR DELETE ON workflow_logentry
    FOR EACH ROW EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER workflow_log_not_truncated BEFORE TRUNCATE ON workflow_logentry
    FOR EACH STATEMENT EXECUTE FUNCTION workflow_refuse_change();
"""
APPEND_ONLY_BACK = """
DROP TRIGGER workflow_log_not_truncated ON workflow_logentry;
DROP TRIGGER workflow_log_append_only ON workflow_logentry;
DROP FUNCTION workflow_refuse_change();
"""

# Nobody publishes what he wrote or changed since it was last settled; and no entry is left out.
FOUR_EYES = """
CREATE FUNCTION workflow_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
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
        WHERE written.kind = NEW.kind AND written.key = NEW.key AND written.writes AND written.by_id = NEW.by_id
        AND written.version > coalesce((SELECT max(version) FROM workflow_logentry
            WHERE kind = NEW.kind AND key = NEW.key AND settles), 0)) THEN
        RAISE EXCEPTION '% %: published by one of its authors', NEW.kind, NEW.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER workflow_four_eyes BEFORE INSERT ON workflow_logentry
    FOR EACH ROW EXECUTE FUNCTION workflow_four_eyes();
"""
FOUR_EYES_BACK = """
DROP TRIGGER workflow_four_eyes ON workflow_logentry;
DROP FUNCTION workflow_four_eyes();
"""

# For the rooms' tables of documents. The first: a document changes with an entry alone, but for the columns named.
# The second, checked on commit: it stands where its last entry left it. Arguments: kind, key and state columns, initial.
FOLLOWS_THE_LOG = """
CREATE FUNCTION workflow_changes_with_an_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := string_to_array(TG_ARGV[0], ',');
BEGIN
    IF NEW.version <= OLD.version AND (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free) THEN
        RAISE EXCEPTION '%: a document changes with an entry of its log alone', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION workflow_stands_by_the_log() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held jsonb;
    last record;
BEGIN
    EXECUTE format('SELECT to_jsonb(one) FROM %I one WHERE %I = ($1).%I', TG_TABLE_NAME, TG_ARGV[1], TG_ARGV[1])
        INTO held USING NEW;
    SELECT state_after, version INTO last FROM workflow_logentry
    WHERE kind = TG_ARGV[0] AND key = held ->> TG_ARGV[1] ORDER BY version DESC LIMIT 1;
    IF (held ->> TG_ARGV[2]) IS DISTINCT FROM coalesce(last.state_after, TG_ARGV[3])
        OR (held ->> 'version')::bigint IS DISTINCT FROM coalesce(last.version, 0) THEN
        RAISE EXCEPTION '% %: does not stand where its last entry left it', TG_ARGV[0], held ->> TG_ARGV[1]
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
"""
FOLLOWS_THE_LOG_BACK = """
DROP FUNCTION workflow_stands_by_the_log();
DROP FUNCTION workflow_changes_with_an_entry();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=40)),
                ("version", models.PositiveIntegerField()),
                ("action", models.CharField(max_length=32)),
                ("part", models.CharField(blank=True, default="", max_length=60)),
                ("state_before", models.CharField(blank=True, max_length=16)),
                ("state_after", models.CharField(blank=True, max_length=16)),
                ("at", models.DateTimeField()),
                ("on", models.DateField()),
                ("words", models.TextField(blank=True, default="")),
                ("details", models.JSONField(default=dict)),
                ("text", models.JSONField(null=True)),
                ("writes", models.BooleanField(default=False)),
                ("needs_second_person", models.BooleanField(default=False)),
                ("settles", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "经过",
                "ordering": ["kind", "key", "version"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key", "version"), name="workflow_entry_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("action__in", ["extend", "shorten", "withdraw", "send_back", "return_report"]),
                                _negated=True,
                            ),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="workflow_entry_with_its_reason",
                    ),
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, APPEND_ONLY_BACK),
        migrations.RunSQL(FOUR_EYES, FOUR_EYES_BACK),
        migrations.RunSQL(FOLLOWS_THE_LOG, FOLLOWS_THE_LOG_BACK),
    ]
