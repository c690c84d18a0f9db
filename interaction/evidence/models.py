"""What proves that nothing was changed: links, one chain a matter; the seals of the days; and which link is in which seal.

Rows are only ever added; the database sees to it, and whoever walks round it is found by a seal that left the house.
"""

import json
from typing import Any

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now

from interaction.privacy.columns import text_columns


def as_told(body: str) -> dict[str, Any]:
    """What a link or a seal says; nothing where its body was altered so that it says nothing: that is named by `verify`, and
    stops neither a step nor a page."""
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


@text_columns(neither=("kind", "key", "body", "hash", "mac"))
class Link(models.Model):
    """What one step left of a matter: digests of the rows that it changed (matter.py), behind the link before."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    # What is linked, as text, so that whoever checks it hashes the very same bytes.
    body = models.TextField()
    # Of the hash of the link before, and the body.
    hash = models.BinaryField()
    # Of the hash, under the key of the chain whose id the body names: whoever has no key makes no link.
    mac = models.BinaryField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "seq"], name="evidence_link_once")]
        indexes = [BrinIndex(fields=["at"], autosummarize=True, name="evidence_link_at")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}/{self.seq}"


@text_columns(neither=("body", "hash", "signature"))
class DaySeal(models.Model):
    """The signed root over the heads of all chains that grew since the seal before."""

    number = models.PositiveIntegerField(primary_key=True)
    day = models.DateField(db_index=True)
    # What is signed, as text: day, size, root, numbers given out, hash of the seal before.
    body = models.TextField()
    hash = models.CharField(max_length=64)
    signature = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"seal {self.number} of {self.day}"

    @property
    def told(self) -> dict[str, Any]:
        return as_told(self.body)


@text_columns(neither=("kind", "key", "hash", "salt"))
class Leaf(models.Model):
    """A head in a seal: the last link that a chain had then, or (`readings`) the last record of reading."""

    seal = models.ForeignKey(DaySeal, models.PROTECT, db_index=False, related_name="leaves")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    seq = models.PositiveBigIntegerField()
    hash = models.BinaryField()
    # So that from a proof nobody can guess the leaves beside it.
    salt = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seal", "position"], name="evidence_leaf_once")]
        indexes = [models.Index(fields=["kind", "key", "seq"], name="evidence_leaf_of_chain")]

    def __str__(self) -> str:
        return f"leaf {self.position} of seal {self.seal_id}"


@text_columns(neither=("ring", "check_value"))
class KeyCheck(models.Model):
    """What a key of either ring makes of a known text: by it a wrong key is told from the right one before it is used."""

    ring = models.CharField(max_length=12)
    key = models.PositiveSmallIntegerField()
    check_value = models.CharField(max_length=64)
    added_at = models.DateTimeField(db_default=Now())
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ring", "key"], name="evidence_key_once")]

    def __str__(self) -> str:
        return f"{self.ring} {self.key}"
