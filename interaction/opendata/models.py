"""What open data needs beside what is published: when each item last changed."""

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
