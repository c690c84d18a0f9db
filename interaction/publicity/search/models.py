"""The index of all that is public: one row for each thing that can be found, whichever room it is from.

Rows hold what the public may read anyway, and nothing else; they can be made anew at any time (`search_index --rebuild`).
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns


@text_columns(
    about_persons=("title", "question", "answer", "text"),
    neither=("source", "key", "address", "channel", "kind", "place"),
)
class IndexRow(models.Model):
    # Which room it is from, and what it is called there.
    source = models.CharField(max_length=16)
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    question = models.TextField(default="")
    answer = models.TextField(default="")
    text = models.TextField(default="")
    # The path of its page in Chinese, from the root of the site.
    address = models.CharField(max_length=200)
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, db_index=False, related_name="+")
    on = models.DateField()
    channel = models.CharField(max_length=16, default="")
    kind = models.CharField(max_length=40, default="")
    place = models.CharField(max_length=40, default="")
    # A reply that answers what many ask.
    typical = models.BooleanField(default=False)
    words = SearchVectorField()
    # When what the public reads of it last changed, and when this row was last made.
    changed_at = models.DateTimeField()
    indexed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("检索条目")
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="index_row_once"),
            models.CheckConstraint(condition=~Q(title=""), name="index_row_has_a_title"),
            models.CheckConstraint(condition=Q(address__startswith="/"), name="index_row_has_an_address"),
        ]
        indexes = [
            # Read far more often than written: nothing waits in a list that every search would have to go through.
            GinIndex(fields=["words"], fastupdate=False, name="index_row_words"),
            models.Index(fields=["-on", "-id"], name="index_row_newest"),
        ]

    def __str__(self) -> str:
        return self.title


class Arrival(models.Model):
    """Something that has become public and that subscribers have not been looked up for yet.

    Written in the transaction that makes it public, so that nothing is missed that commits late.
    """

    row = models.OneToOneField(IndexRow, models.CASCADE, primary_key=True, related_name="arrival")

    def __str__(self) -> str:
        return f"arrival of {self.row_id}"


@text_columns(neither=("word", "sound", "initials"))
class Term(models.Model):
    """A word that can be meant: found by how it sounds. Of titles only such as stand in several of them."""

    word = models.CharField(max_length=20, unique=True)
    # Pinyin as people mix it up (sounds.py), and its first letters.
    sound = models.CharField(max_length=80)
    initials = models.CharField(max_length=20)
    titles = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("检索词")
        indexes = [
            models.Index(fields=["sound"], name="term_sound"),
            models.Index(fields=["initials"], name="term_initials"),
        ]

    def __str__(self) -> str:
        return self.word
