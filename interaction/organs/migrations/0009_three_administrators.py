from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

ROLES = [
    ("intake", "收件登记"),
    ("handler", "承办人"),
    ("reviewer", "审核人"),
    ("signer", "签发人"),
    ("supervisor", "督办人"),
    ("publisher", "公开员"),
    ("call_agent", "话务员"),
    ("legal", "法制审核"),
    ("archivist", "档案管理"),
    ("administrator", "系统管理员"),
    ("security", "安全管理员"),
    ("auditor", "审计管理员"),
]
KNOWN = models.Q(role__in=[role for role, _label in ROLES])

# One and the same person holds one of the three at most, whoever writes the row; two at once wait for each other.
ONE_OF_THREE = """
CREATE FUNCTION organs_one_of_three() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.role IN ('administrator', 'security', 'auditor') THEN
        PERFORM 1 FROM organs_staff WHERE id = NEW.staff_id FOR UPDATE;
        IF EXISTS (SELECT 1 FROM organs_post held WHERE held.staff_id = NEW.staff_id AND held.role <> NEW.role
            AND held.role IN ('administrator', 'security', 'auditor')
            AND held.id IS DISTINCT FROM NEW.id) THEN
            RAISE EXCEPTION 'one person holds one administrator''s post of the three'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'post_one_of_three';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER post_one_of_three BEFORE INSERT OR UPDATE ON organs_post
    FOR EACH ROW EXECUTE FUNCTION organs_one_of_three();
"""
ONE_OF_THREE_BACK = """
DROP TRIGGER post_one_of_three ON organs_post;
DROP FUNCTION organs_one_of_three();
"""


def wider(model: str, table: str, name: str, before: str) -> list[object]:
    """The narrower constraint goes as the wider one comes: nobody loses a guarantee."""
    return [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    [f'-- squawk-ignore ban-drop-constraint\nALTER TABLE "{table}" DROP CONSTRAINT "{name}"'],
                    f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK (role IN {before}) NOT VALID",
                )
            ],
            [migrations.RemoveConstraint(model, name)],
        ),
        AddConstraintNotValid(model, models.CheckConstraint(condition=KNOWN, name=name)),
    ]


class Migration(migrations.Migration):
    """Two roles more: 安全管理员, 审计管理员. The constraints are checked against what is there in the next migration."""

    dependencies = [("organs", "0008_no_superusers")]

    operations = [
        migrations.AlterField("post", "role", models.CharField("岗位", max_length=16, choices=ROLES)),
        migrations.AlterField("absence", "role", models.CharField(max_length=16, choices=ROLES)),
        *wider(
            "post",
            "organs_post",
            "post_role_known",
            "('intake', 'handler', 'reviewer', 'signer', 'supervisor', 'publisher', 'call_agent', 'legal', 'archivist', 'administrator')",
        ),
        *wider(
            "absence",
            "organs_absence",
            "absence_role_known",
            "('intake', 'handler', 'reviewer', 'signer', 'supervisor', 'publisher', 'call_agent', 'legal', 'archivist', 'administrator')",
        ),
        AddConstraintNotValid(
            "staff",
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="staff_nobody_may_everything"),
        ),
        migrations.RunSQL(ONE_OF_THREE, ONE_OF_THREE_BACK),
    ]
