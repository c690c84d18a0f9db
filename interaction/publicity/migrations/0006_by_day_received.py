"""Published replies by the day on which what they answer was received."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("publicity", "0005_listings_by_kind")]

    operations = [
        AddIndexConcurrently(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=["-received_on", "-id"],
                name="publication_received",
            ),
        ),
    ]
