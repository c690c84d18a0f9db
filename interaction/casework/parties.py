"""Who is behind a case, sealed, and found again by blind indexes alone."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.evidence.matter import part_of
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import BlindIndexField, SealedField, sealed_fields


@text_columns(neither=("id_kind", "postcode"))
@part_of("case", "case")
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
    # What another document is called, where it is none of the usual kinds.
    id_name = SealedField(_("证件名称"), null=True, default=None)
    id_number = SealedField(_("证件号码"))
    id_number_index = BlindIndexField(of="id_number", db_index=True)
    contact = SealedField(_("联系人"))
    phone = SealedField(_("联系电话"))
    phone_index = BlindIndexField(of="phone", db_index=True)
    second_phone = SealedField(_("另一个电话"), null=True, default=None)
    second_phone_index = BlindIndexField(of="second_phone", purpose="phone", db_default="")
    email = SealedField(_("电子邮箱"))
    email_index = BlindIndexField(of="email", folded=True, db_default="")
    address = SealedField(_("通信地址"))
    # Who acts for the party, and for what.
    agent = SealedField(_("代理人"), null=True, default=None)
    authority = SealedField(_("代理权限"), null=True, default=None)
    # Of somebody under 14 (个人信息保护法 A.31).
    guardian = SealedField(_("监护人"), null=True, default=None)
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
            models.Index(
                fields=["second_phone_index"], condition=~Q(second_phone_index=""), name="party_by_second_phone"
            ),
        ]

    def __str__(self) -> str:
        return f"party of case {self.case_id}"

    @property
    def names(self) -> tuple[str, ...]:
        """Whoever is named: the party itself, the person to talk to, the guardian, the agent."""
        return tuple(name for name in (self.name, self.contact, self.guardian, self.agent) if name)

    @property
    def particulars(self) -> tuple[str, ...]:
        """What tells who it is, beside its names: documents, telephones, mailbox, address."""
        told = (self.id_number, self.phone, self.second_phone, self.email, self.address)
        return tuple(value for value in told if value)

    @staticmethod
    def telephoned_from(*indexes: str) -> Q:
        """Whoever gave a telephone of such an index, as the first or the second; an empty index is nobody's."""
        known = [index for index in indexes if index]
        return Q(phone_index__in=known) | Q(second_phone_index__in=known)

    def forget(self) -> None:
        """Erase all that tells who it is; the row stays, for what was counted."""
        for field in sealed_fields(type(self)):
            setattr(self, field.attname, "")
        self.id_kind = self.postcode = ""
        self.save()
