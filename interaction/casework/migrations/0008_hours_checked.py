"""The rows that were there before are checked, and indexed, while the table is in use."""

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("casework", "0007_hours")]

    operations = [
        AddIndexConcurrently(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("alert_at__isnull", False)), fields=["alert_at", "id"], name="clock_alert_instant"
            ),
        ),
        ValidateConstraint(model_name="case", name="case_urgency_known"),
        ValidateConstraint(model_name="clock", name="clock_alert_instants_only_while_running"),
    ]
