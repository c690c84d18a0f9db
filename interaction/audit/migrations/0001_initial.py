import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import interaction.privacy.encryption

# Numbered and chained as they come, one after the other; nothing is changed, and nothing goes but what a record says is over.
CHAINED = """
CREATE FUNCTION audit_link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last record;
BEGIN
    PERFORM pg_advisory_xact_lock(7305);
    SELECT seq, digest INTO last FROM audit_reading ORDER BY seq DESC LIMIT 1;
    NEW.seq := coalesce(last.seq, 0) + 1;
    NEW.previous := coalesce(last.digest, ''::bytea);
    NEW.digest := sha256(NEW.previous || int8send(NEW.seq) || NEW.seal);
    RETURN NEW;
END $$;
CREATE TRIGGER reading_linked BEFORE INSERT ON audit_reading FOR EACH ROW EXECUTE FUNCTION audit_link();
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.at < now() - interval '6 months' AND EXISTS (SELECT 1 FROM audit_reading pruned
            WHERE pruned.kind = 'pruned' AND (pruned.details ->> 'upto')::bigint >= OLD.seq) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER reading_append_only BEFORE UPDATE OR DELETE ON audit_reading
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER reading_not_truncated BEFORE TRUNCATE ON audit_reading
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""
CHAINED_BACK = """
DROP TRIGGER reading_not_truncated ON audit_reading;
DROP TRIGGER reading_append_only ON audit_reading;
DROP FUNCTION audit_refuse_change();
DROP TRIGGER reading_linked ON audit_reading;
DROP FUNCTION audit_link();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField(editable=False, unique=True)),
                ("at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("case", "打开办件"),
                            ("file", "查看、下载附件"),
                            ("original", "取封存原件"),
                            ("person", "查看个人信息"),
                            ("search", "检索"),
                            ("export", "导出"),
                            ("settings", "系统设置"),
                            ("audit", "查阅审计记录"),
                            ("sign_in", "登录"),
                            ("sign_out", "退出"),
                            ("failed", "登录失败"),
                            ("pruned", "到期清理"),
                        ],
                        max_length=12,
                    ),
                ),
                ("page", models.CharField(blank=True, max_length=80)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("case_number", models.CharField(blank=True, max_length=40)),
                ("outside", models.BooleanField(default=False)),
                ("words_digest", models.CharField(blank=True, max_length=64)),
                ("words", models.CharField(blank=True, max_length=40)),
                ("source", models.CharField(blank=True, max_length=64)),
                ("network", interaction.privacy.encryption.SealedField(blank=True, default="")),
                ("details", models.JSONField(default=dict)),
                ("anchor_seq", models.BigIntegerField(null=True)),
                ("anchor", models.BinaryField(default=b"")),
                ("key", models.PositiveSmallIntegerField()),
                ("seal", models.BinaryField()),
                ("previous", models.BinaryField()),
                ("digest", models.BinaryField()),
                (
                    "who",
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
                "verbose_name": "查阅记录",
                "verbose_name_plural": "查阅记录",
                "ordering": ["-seq"],
                "indexes": [
                    models.Index(fields=["who", "-seq"], name="reading_of_person"),
                    models.Index(
                        condition=models.Q(("case_number", ""), _negated=True),
                        fields=["case_number", "-seq"],
                        name="reading_of_case",
                    ),
                    models.Index(fields=["kind", "-seq"], name="reading_of_kind"),
                    models.Index(fields=["at"], name="reading_of_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "case",
                                    "file",
                                    "original",
                                    "person",
                                    "search",
                                    "export",
                                    "settings",
                                    "audit",
                                    "sign_in",
                                    "sign_out",
                                    "failed",
                                    "pruned",
                                ],
                            )
                        ),
                        name="reading_kind_known",
                    )
                ],
            },
        ),
        migrations.RunSQL(CHAINED, CHAINED_BACK),
    ]
