"""The index of open cases by what is said in them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from interaction.privacy.columns import text_columns


@text_columns(neither=("channel", "pairs"))
class MatterPairs(models.Model):
    """The pairs of neighbouring characters of an open case's text, as numbers; gone with the end of the case."""

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    channel = models.CharField(max_length=16)
    pairs = ArrayField(models.IntegerField())

    class Meta:
        indexes = [GinIndex(fields=["pairs"], name="matter_pairs")]

    def __str__(self) -> str:
        return f"pairs of case {self.case_id}"
