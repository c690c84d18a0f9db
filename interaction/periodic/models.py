"""What is done again and again: when each task was last given to the workers and done, and which beat gives them."""

from django.db import models

from interaction.privacy.columns import text_columns


@text_columns(neither=("name",))
class PeriodicTask(models.Model):
    """A line of the schedule (config/schedule.py), and how it went. Kept here, not in a file of one machine: a beat that
    starts anew makes up for what was missed, and a page can say what is behind."""

    name = models.CharField(max_length=40, primary_key=True)
    given_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


@text_columns()
class BeatLease(models.Model):
    """Which of several beats gives out the tasks: the one that has renewed this row last. One row."""

    holder = models.UUIDField()
    until = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_lease")]

    def __str__(self) -> str:
        return str(self.holder)
