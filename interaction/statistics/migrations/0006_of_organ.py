"""Tallies of one organ by month, as its own page reads them."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("statistics", "0005_years")]

    operations = [
        AddIndexConcurrently(
            model_name="tally",
            index=models.Index(fields=["organ", "month"], name="tally_of_organ"),
        ),
    ]
