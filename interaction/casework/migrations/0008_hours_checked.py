"""The rows that were there before are checked, and indexed, while the table is in use."""

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models
from django.db.models.functions import Coalesce


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
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                models.F("addressed_to"),
                models.F("awaits"),
                Coalesce("due_on", models.Value("9999-12-31", output_field=models.DateField())),
                models.F("id"),
                condition=models.Q(("awaits__in", ["call_agent", "intake", "supervisor"]), ("closed_on__isnull", True)),
                name="case_open_at_desk",
            ),
        ),
        ValidateConstraint(model_name="case", name="case_urgency_known"),
        ValidateConstraint(model_name="clock", name="clock_alert_instants_only_while_running"),
    ]
