"""What is kept of how staff sign in: the passwords they have had, as hashes alone, and when they came from where."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import Staff
from interaction.privacy.columns import text_columns


@text_columns(neither=("hash",))
class PastPassword(models.Model):
    """A password somebody has or had. `own` is whether they chose it themselves, so that nobody else knows it."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="past_passwords")
    hash = models.CharField(max_length=128)
    set_at = models.DateTimeField(_("设置时间"))
    own = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"password {self.pk} of staff {self.staff_id}"


@text_columns(about_persons=("device", "address"), neither=("source", "session_key"))
class SignIn(models.Model):
    """A sign-in to an account, right or wrong. Of the address stands what names a network, and a keyed digest of it."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField(_("时间"), db_index=True)
    succeeded = models.BooleanField()
    device = models.CharField(_("设备"), max_length=60)
    address = models.CharField(_("地址"), max_length=60)
    source = models.CharField(max_length=64)
    # Of the session that began with it, as long as nobody has ended it.
    session_key = models.CharField(max_length=40, blank=True, default="", db_index=True)

    def __str__(self) -> str:
        return f"sign-in {self.pk} of staff {self.staff_id}"
