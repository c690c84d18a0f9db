"""What is kept of how staff sign in: the passwords they have had, as hashes alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import Staff


class PastPassword(models.Model):
    """A password somebody has or had. `own` is whether they chose it themselves, so that nobody else knows it."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="past_passwords")
    hash = models.CharField(max_length=128)
    set_at = models.DateTimeField(_("设置时间"))
    own = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"password {self.pk} of staff {self.staff_id}"
