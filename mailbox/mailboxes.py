"""The mailboxes that letters are written to, and which published item belongs to which."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.publicity.models import Publication


@text_columns(neither=("name", "name_en"))
class Mailbox(models.Model):
    """One leader's mailbox; letters to it are the organ's to answer."""

    name = models.CharField(_("名称"), max_length=60, unique=True)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True, default="", db_default="")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="mailboxes", verbose_name=_("单位"))
    position = models.PositiveSmallIntegerField(_("排序"), default=100)
    open = models.BooleanField(_("开放"), default=True)

    class Meta:
        verbose_name = verbose_name_plural = _("信箱")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The name in the language being shown; the Chinese one where there is no other."""
        return (get_language() == "en" and self.name_en) or self.name


class PublishedLetter(models.Model):
    """To which mailbox a published item was written: for each mailbox's own record, which reads no letter."""

    publication = models.OneToOneField(Publication, models.CASCADE, primary_key=True, related_name="+")
    mailbox = models.ForeignKey(Mailbox, models.PROTECT, db_index=False, related_name="published")

    class Meta:
        indexes = [models.Index(fields=["mailbox", "-publication"], name="published_in_mailbox")]

    def __str__(self) -> str:
        return f"publication {self.publication_id} of mailbox {self.mailbox_id}"
