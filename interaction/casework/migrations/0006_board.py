"""What the supervisor's board reads: disputed cases, and clocks of what nobody has answered for months."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("casework", "0005_loop_checked")]

    operations = [
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state__in", ["returning", "arbitration"])),
                fields=["organ", "id"],
                name="case_disputed",
            ),
        ),
        AddIndexConcurrently(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("slot", "unanswered"), ("state", "running")),
                fields=["anchor_on", "case"],
                name="clock_unanswered",
            ),
        ),
    ]
