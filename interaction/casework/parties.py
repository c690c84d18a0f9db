"""Who is behind a case, sealed, and found again by blind indexes alone."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.privacy.encryption import BlindIndexField, SealedField


class Party(models.Model):
    """The person or organisation behind a case. Everything that tells who it is, is sealed."""

    class Kind(models.TextChoices):
        PERSON = "person", _("公民")
        ENTERPRISE = "enterprise", _("商业企业")
        RESEARCH = "research", _("科研机构")
        WELFARE = "welfare", _("社会公益组织")
        LEGAL_SERVICE = "legal_service", _("法律服务机构")
        OTHER = "other", _("其他组织")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField("Case", models.PROTECT, related_name="party")
    kind = models.CharField(_("类型"), max_length=16, choices=Kind, default=Kind.PERSON)
    name = SealedField(_("姓名（名称）"))
    id_kind = models.CharField(_("证件类型"), max_length=16, blank=True, default="")
    id_number = SealedField(_("证件号码"))
    id_number_index = BlindIndexField(of="id_number", db_index=True)
    contact = SealedField(_("联系人"))
    phone = SealedField(_("联系电话"))
    phone_index = BlindIndexField(of="phone", db_index=True)
    email = SealedField(_("电子邮箱"))
    email_index = BlindIndexField(of="email", folded=True, db_default="")
    address = SealedField(_("通信地址"))
    postcode = models.CharField(_("邮政编码"), max_length=6, blank=True, default="")

    class Meta:
        verbose_name = _("申请人（来信人）")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["person", "enterprise", "research", "welfare", "legal_service", "other"]),
                name="party_kind_known",
            )
        ]
        indexes = [
            models.Index(fields=["email_index"], condition=~Q(email_index=""), name="party_by_email"),
        ]

    def __str__(self) -> str:
        return f"party of case {self.case_id}"
