"""Organs (行政机关) as a tree, the staff who work in them, the posts that say what each may do where, and who stands in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from interaction.organs import recourse
from interaction.privacy.columns import text_columns


class Role(models.TextChoices):
    """What a person may do in an organ and in what lies under it."""

    INTAKE = "intake", _("收件登记")
    HANDLER = "handler", _("承办人")
    REVIEWER = "reviewer", _("审核人")
    SIGNER = "signer", _("签发人")
    SUPERVISOR = "supervisor", _("督办人")
    PUBLISHER = "publisher", _("公开员")
    CALL_AGENT = "call_agent", _("话务员")
    LEGAL = "legal", _("法制审核")
    ARCHIVIST = "archivist", _("档案管理")
    # 三员分立 (GB/T 22239-2019 8.1.5): settings and organs; accounts, posts and policy; every log, and nothing to change.
    ADMINISTRATOR = "administrator", _("系统管理员")
    SECURITY = "security", _("安全管理员")
    AUDITOR = "auditor", _("审计管理员")


@text_columns(
    neither=(
        "code",
        "name",
        "short_name",
        "name_en",
        "short_name_en",
        "path",
        "document_prefix",
        "reconsideration_organ",
        "court",
        "reconsideration_channel",
        "fonds",
        "address",
        "phone",
    )
)
class Organ(models.Model):
    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("人民政府")
        OFFICE = "office", _("政府办公室")
        DEPARTMENT = "department", _("部门")
        TOWNSHIP = "township", _("乡镇（街道）")
        # 政府依法设立的派出机关、法律法规授权的组织 (行政复议法 A.24(3), (4)): a development zone's committee, say.
        AGENCY = "agency", _("派出机关、管理委员会")
        VERTICAL = "vertical", _("垂直领导机关（税务、海关等）")
        BRANCH = "branch", _("市级部门派出机构")
        JUSTICE = "justice", _("司法行政部门")
        HOTLINE = "hotline", _("热线中心")

    code = models.CharField(_("代码"), max_length=32, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    short_name = models.CharField(_("简称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True, default="", db_default="")
    short_name_en = models.CharField(_("英文简称"), max_length=60, blank=True, default="", db_default="")
    kind = models.CharField(_("类别"), max_length=16, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级")
    )
    path = models.CharField(max_length=255, unique=True, editable=False)
    document_prefix = models.CharField(_("发文字号代字"), max_length=20, blank=True, default="")
    reconsideration_organ = models.CharField(
        _("行政复议机关"), max_length=80, blank=True, default="",
        help_text=_("写明机关全称；申请人可以选择的，用顿号隔开。没有写明复议机关、法院和互联网渠道的单位，不能作出答复决定。"),
    )  # fmt: skip
    court = models.CharField(
        _("管辖法院"), max_length=80, blank=True, default="", db_default="",
        help_text=_("对本单位的决定提起行政诉讼，由哪个人民法院管辖。县级以上人民政府作被告的，是中级人民法院。"),
    )  # fmt: skip
    reconsideration_channel = models.CharField(
        _("复议申请的互联网渠道"), max_length=200, blank=True, default="", db_default="",
        help_text=_("网上提交行政复议申请书的网址，由行政复议机关指定（行政复议法第二十二条）。"),
    )  # fmt: skip
    review_levels = models.PositiveSmallIntegerField(
        _("答复审核级数"), default=1, db_default=1, help_text=_("答复签发前由几位审核人逐级审核，1 至 3。")
    )
    fonds = models.CharField(
        _("全宗号"), max_length=20, blank=True, default="", db_default="",
        help_text=_("同级档案馆给立档单位的编号，写在档号最前面；没有填写的用单位代码。"),
    )  # fmt: skip
    phone = models.CharField(
        _("办公电话"), max_length=40, blank=True, default="",
        help_text=_("没有发布公开指南的，文书末尾写这个电话和下面的地址。"),
    )  # fmt: skip
    address = models.CharField(_("办公地址"), max_length=120, blank=True, default="", db_default="")
    active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = verbose_name_plural = _("单位")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(condition=models.Q(path__endswith="/"), name="organ_path_ends_with_slash"),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=False) | models.Q(kind="government"),
                name="organ_root_is_a_government",
            ),
            models.CheckConstraint(
                condition=models.Q(review_levels__range=(1, 3)), name="organ_review_levels_in_range"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep `path` ("/LL/LL-CZJ/") true; it makes "this organ and what lies under it" one prefix match."""
        self.path = f"{self.parent.path if self.parent else '/'}{self.code}/"
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a way of contesting that contradicts what the organ is (行政复议法 A.24, 27, 28)."""
        if wrong := recourse.contradictions(self.kind, self.name, self.reconsidered_by, self._county()):
            raise ValidationError({"reconsideration_organ": wrong})

    def _county(self) -> str:
        """The government at the root of the tree it stands in."""
        above = self
        while above.parent is not None:
            above = above.parent
        return above.name

    @property
    def reconsidered_by(self) -> tuple[str, ...]:
        """Before whom its decisions are brought: one organ, or several of which the applicant chooses."""
        return recourse.named(self.reconsideration_organ)

    @property
    def lacks_recourse(self) -> list[str]:
        """What of the way to contest its decisions nobody has entered: without it, it decides nothing."""
        return recourse.lacking(self.reconsidered_by, self.court, self.reconsideration_channel)

    @property
    def reports_elsewhere(self) -> bool:
        """Whether its yearly report is part of its own line's, not of this county's (条例 A.3(4), A.49)."""
        return self.kind in (self.Kind.VERTICAL, self.Kind.BRANCH)

    @property
    def paths_up(self) -> list[str]:
        """The paths of the organ and of all above it."""
        return [self.path[: place + 1] for place, char in enumerate(self.path) if char == "/"]

    def covers(self, other: "Organ") -> bool:
        """Whether `other` is this organ or lies under it."""
        return other.path.startswith(self.path)

    @property
    def dispatches_within(self) -> str:
        """The path under which this organ may give cases to others: its own; a hotline centre serves the whole tree."""
        return f"/{self.path.split('/')[1]}/" if self.kind == self.Kind.HOTLINE else self.path

    @property
    def shown_name(self) -> str:
        """The name in the language being shown; the Chinese one where there is no other."""
        return (get_language() == "en" and self.name_en) or self.name

    @property
    def shown_short_name(self) -> str:
        """The same of the short name."""
        return (get_language() == "en" and (self.short_name_en or self.name_en)) or self.short_name

    @property
    def is_root(self) -> bool:
        return self.parent_id is None


@text_columns(neither=("basis",))
class OfficeHours(models.Model):
    """The hours that an organ, and all under it without hours of its own, keeps from a day on. Rows are added, never changed:
    limits in working hours that ran by the old ones stay as they were."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="office_hours", verbose_name=_("单位"))
    effective_from = models.DateField(
        _("自何日起施行"), help_text=_("夏季、冬季作息各录入一条；没有录入的单位随上级单位。")
    )
    opens = models.TimeField(_("上午上班"))
    rests = models.TimeField(_("上午下班"))
    resumes = models.TimeField(_("下午上班"))
    closes = models.TimeField(_("下午下班"))
    basis = models.CharField(_("依据"), max_length=120)

    class Meta:
        verbose_name = verbose_name_plural = _("办公时间")
        ordering = ["organ", "effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "effective_from"], name="office_hours_day_once"),
            models.CheckConstraint(
                condition=Q(opens__lt=F("rests"), rests__lte=F("resumes"), resumes__lt=F("closes")),
                name="office_hours_follow_each_other",
                violation_error_message=_("办公时间应当依次是上午上班、上午下班、下午上班、下午下班。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ} {self.effective_from}"


class StaffManager(BaseUserManager["Staff"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Staff":
        staff = self.model(username=username, **fields)
        staff.set_password(password)
        staff.save(using=self._db)
        return staff


@text_columns(about_persons=("username", "name"), neither=("password",))
class Staff(AbstractBaseUser, PermissionsMixin):
    username = models.CharField(_("用户名"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=40)
    is_active = models.BooleanField(_("在职"), default=True)
    is_staff = models.BooleanField(_("可进系统设置"), default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = StaffManager()

    class Meta:
        verbose_name = verbose_name_plural = _("工作人员")
        constraints = [
            models.CheckConstraint(condition=Q(is_superuser=False), name="staff_nobody_may_everything"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Post(models.Model):
    """One role of one person, in an organ and in what lies under it."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="posts", verbose_name=_("工作人员"))
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="posts", verbose_name=_("单位"))
    role = models.CharField(_("岗位"), max_length=16, choices=Role)

    class Meta:
        verbose_name = verbose_name_plural = _("岗位")
        constraints = [
            models.UniqueConstraint(fields=["staff", "organ", "role"], name="post_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="post_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.staff} · {self.organ.short_name} · {self.get_role_display()}"


# Whose substitute is named by two persons: what they do binds the organ, or shows to everybody.
NAMED_BY_TWO = (Role.SIGNER, Role.PUBLISHER)
# The three administrators: none sees a case by being one, nobody holds two of them, nobody stands in for one.
ADMINISTRATORS = (Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR)
# What takes two persons to grant; the second is another security administrator, or whoever signs for the organ.
GRANTED_BY_TWO = (*NAMED_BY_TWO, *ADMINISTRATORS)
SECOND_PERSONS = (Role.SECURITY, Role.SIGNER)


class Absence(models.Model):
    """That the holder of a post is on leave for some days, and who acts in it meanwhile: one colleague, or nobody.

    Both days count. `staff` and `role` are the post's, so that the database itself can refuse what must not be.
    """

    post = models.ForeignKey(Post, models.CASCADE, db_index=False, related_name="absences")
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="absences")
    role = models.CharField(max_length=16, choices=Role)
    first_day = models.DateField()
    last_day = models.DateField()
    substitute = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="stands_in")
    # False until a second person has confirmed who signs or publishes meanwhile.
    in_force = models.BooleanField()
    named_by = models.ForeignKey(Staff, models.PROTECT, db_index=False, related_name="+")
    confirmed_by = models.ForeignKey(Staff, models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="absence_role_known"),
            models.CheckConstraint(
                condition=Q(substitute__isnull=True) | ~Q(substitute=F("staff")), name="absence_substitute_is_another"
            ),
            models.CheckConstraint(
                condition=Q(in_force=False) | Q(substitute__isnull=True) | ~Q(role__in=NAMED_BY_TWO)
                | (Q(confirmed_by__isnull=False) & ~Q(confirmed_by=F("named_by"))
                   & ~Q(confirmed_by=F("substitute")) & ~Q(named_by=F("substitute"))),
                name="absence_named_by_two",
            ),
            ExclusionConstraint(
                name="absence_once_a_day",
                expressions=[
                    (Func("post", "post", Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (Func("first_day", "last_day", Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"absence from post {self.post_id}, {self.first_day} to {self.last_day}"
