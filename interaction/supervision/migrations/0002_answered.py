"""Orders by the day of their answer, as the supervisor's board reads them."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("supervision", "0001_initial")]

    operations = [
        AddIndexConcurrently(
            model_name="supervisionorder",
            index=models.Index(
                condition=models.Q(("answered_on__isnull", False)),
                fields=["-answered_on"],
                name="supervision_answered",
            ),
        ),
    ]
