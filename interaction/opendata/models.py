"""What open data needs beside what is published: when each item last changed, and how often visitors asked."""

from django.db import models

from interaction.publicity.models import Publication


class Freshness(models.Model):
    """When a published item last changed, and how many times it has. The database keeps it, in the transaction of the
    change itself, so that no way of changing an item is forgotten."""

    publication = models.OneToOneField(Publication, models.CASCADE, primary_key=True, related_name="freshness")
    changed_at = models.DateTimeField()
    version = models.PositiveBigIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["changed_at", "publication"], name="freshness_latest")]

    def __str__(self) -> str:
        return f"{self.publication_id} v{self.version}"


class Use(models.Model):
    """How often a visitor asked within a minute. `source` is a keyed digest, never an address."""

    source = models.CharField(max_length=64)
    minute = models.DateTimeField()
    n = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["minute", "source"], name="use_once_a_minute")]

    def __str__(self) -> str:
        return f"{self.minute:%H:%M} {self.n}"
