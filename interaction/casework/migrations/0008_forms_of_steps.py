from django.db import migrations, models
from django.db.models import Q

DONE = "submission_done"


class Migration(migrations.Migration):
    atomic = False  # an index made beside the work cannot be made within a transaction

    dependencies = [("casework", "0007_find_parties_by_email")]

    operations = [
        migrations.AddField("submission", "seq", models.PositiveIntegerField(null=True)),
        migrations.AddField("submission", "done_at", models.DateTimeField(null=True)),
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {DONE}"
                    " ON casework_submission (done_at) WHERE done_at IS NOT NULL",
                    f"DROP INDEX CONCURRENTLY IF EXISTS {DONE}",
                )
            ],
            [
                migrations.AddIndex(
                    "submission", models.Index(fields=["done_at"], condition=Q(done_at__isnull=False), name=DONE)
                )
            ],
        ),
    ]
