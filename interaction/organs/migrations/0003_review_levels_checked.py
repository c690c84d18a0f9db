"""The organs that were there before are checked."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("organs", "0002_review_levels")]

    operations = [
        ValidateConstraint(model_name="organ", name="organ_review_levels_in_range"),
    ]
