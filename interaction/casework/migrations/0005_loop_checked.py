"""The rows that were there before are checked, and indexed, while the table is in use."""

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("casework", "0004_loop")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE casework_case VALIDATE CONSTRAINT casework_case_origin_id_fk", migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            "ALTER TABLE casework_case VALIDATE CONSTRAINT casework_case_subject_id_fk", migrations.RunSQL.noop
        ),
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                condition=models.Q(("anonymised_on__isnull", True), ("closed_on__isnull", False)),
                fields=["closed_on"],
                name="case_to_anonymise",
            ),
        ),
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(condition=models.Q(("origin__isnull", False)), fields=["origin"], name="case_of_origin"),
        ),
        ValidateConstraint(model_name="case", name="case_urgency_known"),
        ValidateConstraint(model_name="case", name="case_identity_known"),
    ]
