"""Listings by kind, over all and of one organ; made beside what goes on meanwhile."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("publicity", "0004_words_of_the_published")]

    operations = [
        AddIndexConcurrently(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=["kind", "-replied_on", "-id"],
                name="publication_of_kind",
            ),
        ),
        AddIndexConcurrently(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=["organ", "kind", "-replied_on", "-id"],
                name="publication_of_organ_kind",
            ),
        ),
    ]
