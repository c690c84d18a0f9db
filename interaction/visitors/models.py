"""What must be limited even while Redis is away: guessing query codes, flooding forms."""

from django.db import models

from interaction.privacy.columns import text_columns


@text_columns(neither=("throttle", "key"))
class ThrottleCount(models.Model):
    """How often something limited was used since a time. A visitor's `key` is a keyed digest, never an address."""

    throttle = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    began_at = models.DateTimeField(db_index=True)
    n = models.PositiveIntegerField()
    # Whether the last use was one too many.
    refused = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["throttle", "key"], name="throttle_counts_once")]

    def __str__(self) -> str:
        return f"{self.throttle} {self.n}"
