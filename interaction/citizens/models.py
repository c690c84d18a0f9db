"""Citizens who sign in, which cases are theirs, codes that are on the way to them, and forms they left to sign in."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.casework.models import Case
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import BlindIndexField, SealedField, SealedJSONField


class Means(models.TextChoices):
    """By what a one-time code reaches somebody."""

    PHONE = "phone", _("手机号码")
    EMAIL = "email", _("电子邮箱")


KNOWN_MEANS = Q(means__in=["phone", "email"])
# Right or wrong, a code is tried so often and no more.
TRIES = 5


class Citizen(models.Model):
    """Somebody who has proved that codes sent there reach them. All that tells who it is, is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    means = models.CharField(max_length=8, choices=Means)
    reached_at = SealedField()
    reached_at_index = BlindIndexField(of="reached_at")
    # What fills in forms for them: the names of the forms' fields. Never searched; nobody has verified it.
    details = SealedJSONField()
    signed_in_at = models.DateTimeField()

    class Meta:
        verbose_name = _("公众账号")
        constraints = [
            models.UniqueConstraint(fields=["reached_at_index"], name="citizen_once"),
            models.CheckConstraint(condition=~Q(reached_at_index=""), name="citizen_is_reached"),
            models.CheckConstraint(condition=KNOWN_MEANS, name="citizen_means_known"),
        ]
        indexes = [models.Index(fields=["signed_in_at"], name="citizen_signed_in")]

    def __str__(self) -> str:
        return f"citizen {self.pk}"


class CitizenCase(models.Model):
    """A case that somebody sent while signed in, or added by number and query code. Apart from the case, which the
    account may outlive, and which outlives the account."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="of_citizen")
    citizen = models.ForeignKey(Citizen, models.CASCADE, db_index=False, related_name="cases")
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["citizen", "-case"], name="cases_of_citizen")]

    def __str__(self) -> str:
        return f"case {self.case_id} of a citizen"


@text_columns(neither=("digest",))
class SignInCode(models.Model):
    """A code that was sent: where to, and a keyed digest of it. Gone once it was used or its time is over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    means = models.CharField(max_length=8, choices=Means)
    reached_at = SealedField()
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=KNOWN_MEANS, name="sign_in_code_means_known"),
            models.CheckConstraint(condition=Q(tries__lte=TRIES), name="sign_in_code_tries_bounded"),
        ]

    def __str__(self) -> str:
        return f"sign-in code {self.pk}"


class StashedForm(models.Model):
    """What was typed into a form whose writer went to sign in first; by the form's key, for a day at most."""

    id = models.UUIDField(primary_key=True, editable=False)
    typed = SealedJSONField()
    stashed_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"held form {self.pk}"
