from django.db import migrations, models
from django.db.models import Q

ONCE = "workflow_entry_of_form_once"


class Migration(migrations.Migration):
    atomic = False  # an index made beside the work cannot be made within a transaction

    dependencies = [("workflow", "0001_initial")]

    operations = [
        migrations.AddField("logentry", "submission", models.UUIDField(editable=False, null=True)),
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    f"CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS {ONCE}"
                    " ON workflow_logentry (submission) WHERE submission IS NOT NULL",
                    f"DROP INDEX CONCURRENTLY IF EXISTS {ONCE}",
                )
            ],
            [
                migrations.AddConstraint(
                    "logentry",
                    models.UniqueConstraint(fields=["submission"], condition=Q(submission__isnull=False), name=ONCE),
                )
            ],
        ),
    ]
