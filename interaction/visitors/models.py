"""What must be limited even while Redis is away: guessing query codes, flooding forms."""

from django.db import models


class Attempt(models.Model):
    """One use of something that is limited. `source` is a keyed digest, never an address."""

    what = models.CharField(max_length=80)
    source = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        # From the time when only the portal limited anything; renaming it would stop whoever runs beside a deployment.
        db_table = "portal_attempt"
        indexes = [models.Index(fields=["what", "source", "at"], name="attempt_lookup")]

    def __str__(self) -> str:
        return self.what
