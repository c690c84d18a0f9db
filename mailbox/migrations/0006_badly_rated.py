"""Bad ratings that wait for a decision, as the supervisor's board reads them."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("mailbox", "0005_states")]

    operations = [
        AddIndexConcurrently(
            model_name="letter",
            index=models.Index(
                condition=models.Q(
                    models.Q(("stars__lte", 2), ("settled", False), _connector="OR"),
                    ("rework_refused", False),
                    ("reworked", False),
                ),
                fields=["case_ptr"],
                name="letter_badly_rated",
            ),
        ),
    ]
