"""政府信息公开指南 and 政府信息公开目录: what each organ says of how its information is found, and what it has published.

条例 A.12: the guide names how information is arranged and got, and the disclosure office with its address, hours and
numbers; the catalogue gives index number, name, summary and day of origin. Both are kept up to date.
"""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.workflow.models import Document

IN_FORCE, WITHDRAWN = "in_force", "withdrawn"


class Category(models.TextChoices):
    """What an organ discloses on its own, 条例 A.20 item by item, and A.21."""

    RULES = "rules", _("法规、规章和规范性文件")
    ORGANISATION = "organisation", _("机关职能、机构设置和联系方式")
    PLANS = "plans", _("规划、计划及相关政策")
    STATISTICS = "statistics", _("统计信息")
    LICENCES = "licences", _("行政许可和管理服务事项")
    PENALTIES = "penalties", _("行政处罚和行政强制")
    BUDGETS = "budgets", _("财政预算、决算")
    CHARGES = "charges", _("行政事业性收费")
    PROCUREMENT = "procurement", _("政府集中采购")
    PROJECTS = "projects", _("重大建设项目")
    WELFARE = "welfare", _("扶贫、教育、医疗、社会保障和就业")
    EMERGENCIES = "emergencies", _("突发公共事件的应急预案和应对")
    INSPECTIONS = "inspections", _("环境、公共卫生、安全生产、食品药品和产品质量监督检查")
    RECRUITMENT = "recruitment", _("公务员招考")
    LOCAL = "local", _("市政、公用、土地房屋征收、治安和社会救助等本地事项")
    OTHER = "other", _("其他依法应当主动公开的信息")


@text_columns(neither=("office", "address", "hours", "phone", "fax", "email", "postcode", "arrangement", "access"))
class DisclosureGuide(Document):
    """One organ's guide: its disclosure office, and how its information is arranged and got."""

    organ = models.OneToOneField(Organ, models.PROTECT, primary_key=True, related_name="disclosure_guide")
    office = models.CharField(_("政府信息公开工作机构"), max_length=80)
    address = models.CharField(_("办公地址"), max_length=120)
    hours = models.CharField(_("办公时间"), max_length=120)
    phone = models.CharField(_("联系电话"), max_length=40)
    fax = models.CharField(_("传真"), max_length=40, blank=True, default="")
    email = models.EmailField(_("电子邮箱"), blank=True, default="")
    postcode = models.CharField(_("邮政编码"), max_length=6, blank=True, default="")
    arrangement = models.TextField(_("信息的分类和编排"))
    access = models.TextField(_("获取方式"))
    updated_on = models.DateField(_("更新日期"))

    class Meta:
        verbose_name = _("政府信息公开指南")

    def __str__(self) -> str:
        return f"{self.organ.name}政府信息公开指南"

    @property
    def stored_state(self) -> str:
        return IN_FORCE

    @property
    def standing_label(self) -> str:
        return str(_("已公开"))


@text_columns(
    about_persons=("title", "summary", "text", "withdrawn_reason"),
    neither=("index_number", "document_number", "address"),
)
class CatalogueEntry(Document):
    """One piece of information that an organ has published on its own. Never deleted: one that was taken back says so."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="catalogue")
    index_number = models.CharField(_("索引号"), max_length=40, unique=True)
    title = models.CharField(_("名称"), max_length=200)
    summary = models.TextField(_("内容概述"), max_length=1000)
    category = models.CharField(_("类别"), max_length=16, choices=Category)
    document_number = models.CharField(_("文号"), max_length=60, blank=True, default="")
    produced_on = models.DateField(_("生成日期"))
    published_on = models.DateField(_("公开日期"))
    address = models.CharField(
        _("全文网址"), max_length=300, blank=True, default="", validators=[URLValidator(schemes=["https", "http"])]
    )
    text = models.TextField(_("全文"), blank=True, default="")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(_("撤下的理由"), blank=True, default="")

    class Meta:
        verbose_name = _("政府信息公开目录条目")
        constraints = [
            models.CheckConstraint(condition=Q(category__in=Category.values), name="catalogue_category_known"),
            models.CheckConstraint(
                condition=Q(published_on__gte=F("produced_on")), name="catalogue_published_after_produced"
            ),
            models.CheckConstraint(condition=~Q(address="") | ~Q(text=""), name="catalogue_says_where_or_what"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")),
                name="catalogue_withdrawn_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "-published_on", "-id"], name="catalogue_of_organ"),
            models.Index(fields=["-published_on", "-id"], name="catalogue_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stored_state(self) -> str:
        return WITHDRAWN if self.withdrawn_on else IN_FORCE

    @property
    def standing_label(self) -> str:
        return str(_("已撤下") if self.withdrawn_on else _("已公开"))
