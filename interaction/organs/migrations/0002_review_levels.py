"""How many levels of review an organ has."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organs", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="organ",
            name="review_levels",
            field=models.PositiveSmallIntegerField(
                db_default=1,
                default=1,
                help_text="答复签发前由几位审核人逐级审核，1 至 3。",
                verbose_name="答复审核级数",
            ),
        ),
        AddConstraintNotValid(
            model_name="organ",
            constraint=models.CheckConstraint(
                condition=models.Q(("review_levels__range", (1, 3))), name="organ_review_levels_in_range"
            ),
        ),
    ]
