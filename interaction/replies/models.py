"""Drafts of replies, the documents an organ issues, and the proof that they reached the party."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.casework.forgetting import forgotten_with_case
from interaction.casework.models import Attachment, Case
from interaction.evidence.matter import part_of
from interaction.organs.actors import in_name_of
from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedField, SealedJSONField


@text_columns(neither=("decision",))
@part_of("case", "case")
@forgotten_with_case(masked=("body", "particulars"))
class Draft(models.Model):
    """One version of a reply; the newest is the one under review."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="drafts")
    version = models.PositiveSmallIntegerField()
    decision = models.CharField(_("决定类型"), max_length=40, blank=True, default="")
    body = SealedField(_("答复内容"))
    # What the decision requires beside the body (grounds, where to find it, ...), by field name.
    particulars = SealedJSONField()
    # What goes to the party with the reply: the information itself. Theirs from the day of delivery.
    files = models.ManyToManyField(Attachment, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # For whom on leave it was written. Without a constraint of the database: no lock is taken on the people.
    behalf = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_index=False, db_constraint=False, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="draft_version_once")]

    def __str__(self) -> str:
        return f"draft {self.version} of case {self.case_id}"

    @property
    def author_name(self) -> str:
        """Who wrote it, and for whom: 王五（代李四）."""
        return in_name_of(self.author.name, self.behalf.name if self.behalf else "")


part_of("case", "draft__case")(Draft.files.through)


@text_columns(about_persons=("body",), neither=("channel", "name"))
class ReplyTemplate(models.Model):
    """A text to begin a reply with; of one organ, or (no organ) everybody's."""

    organ = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位"))
    channel = models.CharField(_("渠道"), max_length=16)
    name = models.CharField(_("名称"), max_length=60)
    body = models.TextField(_("内容"))
    active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = verbose_name_plural = _("答复模板")
        ordering = ["channel", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "channel", "name"], name="template_name_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.name


@text_columns(neither=("sha256",))
class Seal(models.Model):
    """The picture of an organ's seal; it lies sealed in the file store."""

    class Width(models.IntegerChoices):
        DEPARTMENT = 42, _("42 毫米（部门、乡镇）")
        GOVERNMENT = 45, _("45 毫米（县级人民政府）")

    organ = models.OneToOneField(Organ, models.PROTECT, related_name="seal", verbose_name=_("单位"))
    width = models.PositiveSmallIntegerField(_("印章直径"), choices=Width, default=Width.DEPARTMENT)
    content = models.UUIDField(default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    given_at = models.DateTimeField(_("上传时间"), editable=False)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("上传人")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("印章图片")
        constraints = [models.CheckConstraint(condition=Q(width__in=[42, 45]), name="seal_width_known")]

    def __str__(self) -> str:
        return str(self.organ)


@text_columns(about_persons=("title",), neither=("kind", "series", "number", "verification_code"))
@part_of("case", "case")
@forgotten_with_case(masked=("void_reason",))
class Document(models.Model):
    """An official letter (告知书), numbered without gaps in its organ, series and year."""

    class State(models.TextChoices):
        ISSUED = "issued", _("已制发")
        VOID = "void", _("已作废")

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=32)
    title = models.CharField(max_length=120)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(_("文号"), max_length=60, unique=True)
    dated = models.DateField()
    pdf = models.OneToOneField(Attachment, models.PROTECT, related_name="document")
    # 核验码, printed on the letter; kept here because one looks a letter up by it.
    verification_code = models.CharField(_("核验码"), max_length=12, unique=True, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.ISSUED)
    # Nothing until the document is void. Written about a person's letter, so sealed.
    void_reason = SealedField(_("作废原因"), null=True, default=None)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organ", "series", "year", "serial"], name="document_serial_once"),
            models.CheckConstraint(condition=Q(state__in=["issued", "void"]), name="document_state_known"),
        ]

    def __str__(self) -> str:
        return self.number


@part_of("case", "document__case")
@forgotten_with_case("document__case", emptied=("proof", "to"))
class Delivery(models.Model):
    """送达: how and when a document reached the party, and what proves it."""

    class Method(models.TextChoices):
        PORTAL = "portal", _("网上送达")
        EMAIL = "email", _("电子邮件")
        POST = "post", _("邮寄")
        IN_PERSON = "in_person", _("当面送达")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, models.PROTECT, related_name="deliveries")
    method = models.CharField(max_length=12, choices=Method)
    on = models.DateField()
    proof = SealedField(_("送达凭证"))
    # Whoever received it where it was not the party: a third party, another organ.
    to = SealedField(_("受送达人"), null=True, default=None)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(method__in=["portal", "email", "post", "in_person"]), name="delivery_method_known"
            )
        ]

    def __str__(self) -> str:
        return f"delivery of {self.document_id}"
