"""What each step of a disclosure request asks for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.attachments import AttachmentsField
from interaction.casework.free_text_pages import words_of
from interaction.casework.models import Party
from interaction.casework.organ_fields import OrganField
from interaction.casework.party import (
    CREDIT_CODE,
    ContactFields,
    DocumentFields,
    check_document,
    check_post_code,
    is_child,
)
from interaction.organs.models import Organ
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, DayField, LineField, TextField

MANNERS = (("paper", _("纸质")), ("electronic", _("电子文档")))
WAYS = (
    ("portal", _("网上下载")),
    ("email", _("电子邮件")),
    ("post", _("邮寄")),
    ("in_person", _("当面领取")),
)


class ApplicationForm(DocumentFields, ContactFields):
    """Article 29: who applies, how to be reached, what is wanted, in which form. No purpose may be asked."""

    matter = forms.ChoiceField(
        label=_("申请事项"), initial="information", widget=forms.RadioSelect,
        choices=(
            ("information", _("获取政府信息")),
            ("own_record", _("更正与本人（本单位）相关的政府信息记录（条例第四十一条）")),
        ),
    )  # fmt: skip
    addressed_to = OrganField(
        label=_("受理机关"),
        queryset=Organ.objects.none(),
        help_text=_("向制作或者保存该信息的机关申请，答复更快。"),
    )
    party_kind = forms.ChoiceField(label=_("申请人类型"), choices=Party.Kind.choices, initial=Party.Kind.PERSON)
    name = LineField(label=_("姓名（单位名称）"), max_length=60)
    contact = LineField(
        label=_("联系人姓名"),
        required=False,
        max_length=40,
        help_text=_("单位申请的必须填写，个人申请不用填。"),
    )
    address = LineField(
        label=_("通信地址"), required=False, max_length=120, help_text=_("选择邮寄的必须填写，其他方式可以不填。")
    )
    postcode = LineField(label=_("邮政编码（可不填）"), required=False, max_length=10)
    title = LineField(label=_("所需信息的名称"), max_length=120, help_text=_("例如：2025年度老旧小区改造计划"))
    wanted = TextField(
        label=_("所需信息的具体描述"), max_length=5000,
        help_text=_("写明文件名称、文号，或者时间、地点、事项等便于查找的特征。"),
    )  # fmt: skip
    manner = forms.ChoiceField(label=_("提供形式"), choices=MANNERS, initial="electronic", widget=forms.RadioSelect)
    way = forms.ChoiceField(label=_("获取方式"), choices=WAYS, initial="portal", widget=forms.RadioSelect)
    public_wish = forms.BooleanField(label=_("同意将本件答复隐去个人信息后公开"), required=False)
    attachments = AttachmentsField(label=_("身份证明和其他附件"))

    ways = ("phone", "email", "address")
    no_way = _("请至少填写一种联系方式：电话、电子邮箱或者通信地址（条例第二十九条）。")
    field_order: tuple[str, ...] = ("addressed_to", "matter", "title", "wanted", "manner", "way", "party_kind", "name", "id_kind", "id_name",
                   "id_number", "guardian", "contact", "phone", "email", "address", "postcode", "public_wish", "attachments")  # fmt: skip

    def prepare(self) -> None:
        self.fields["addressed_to"].queryset = Organ.objects.filter(active=True).exclude(kind=Organ.Kind.HOTLINE)

    def clean_postcode(self) -> str:
        return check_post_code(self.cleaned_data["postcode"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        person = data.get("party_kind") == Party.Kind.PERSON
        if person and data.get("id_kind") == CREDIT_CODE:
            self.add_error("id_kind", _t("个人申请请选择居民身份证或者其他证件。"))
        else:
            check_document(self)
        self._check_child(person)
        if not person and not data.get("contact"):
            self.add_error("contact", _t("单位申请请填写联系人姓名。"))
        if data.get("way") == "email" and not data.get("email") and "email" not in self.errors:
            self.add_error("email", _t("您选择用电子邮件获取，请填写电子邮箱。"))
        if data.get("way") == "post" and not data.get("address") and "address" not in self.errors:
            self.add_error("address", _t("您选择邮寄，请填写通信地址。"))
        return data

    def _check_child(self, person: bool) -> None:
        """A child under 14 applies together with a guardian (个人信息保护法 A.31)."""
        data = self.cleaned_data
        child = person and is_child(str(data.get("id_kind")), str(data.get("id_number") or ""))
        if child and not data.get("guardian"):
            self.add_error("guardian", _t("按证件号码，申请人不满14周岁，请由监护人一起申请，并填写监护人姓名。"))

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Party and text have columns of their own; the event keeps what was chosen."""
        data = self.cleaned_data
        return {
            "addressed_to": data["addressed_to"].pk, "party_kind": data["party_kind"], "manner": data["manner"],
            "way": data["way"], "matter": data["matter"],
        }, {}  # fmt: skip


class RegisterForm(ActionForm):
    received_on = DayField(
        label=_("收到日期"),
        past=True,
        help_text=_("网上、传真、邮件、平信提交的，为与申请人确认之日（条例第三十一条第二项、第三项）。"),
    )

    def prepare(self) -> None:
        self.fields["received_on"].initial = today()

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        # The day it was sent or arrived, which for what a clerk entered is not the day of entry.
        if day < self.case.events.order_by("seq").values_list("on", flat=True)[0]:
            raise ValidationError(_t("收到日期不能早于申请提交（到达）的日期，请核对（条例第三十一条）。"))
        return day


class CorrectionForm(ActionForm):
    missing = TextField(
        label=_("需要补正的事项"), max_length=2000, help_text=_("一次性写明全部事项，并给予指导和释明。")
    )
    answer_by = DayField(label=_("补正期限"), future=True, help_text=_("给予合理期限，一般不少于 15 个工作日。"))


class CorrectedForm(ActionForm):
    correction = TextField(label=_("补正内容"), max_length=5000)
    late_reason = TextField(
        label=_("逾期补正的正当理由"), max_length=1000,
        help_text=_("补正期限已经届满。没有正当理由逾期不补正的，视为放弃申请（条例第三十条）。"),
    )  # fmt: skip
    attachments = AttachmentsField()

    def prepare(self) -> None:
        if self.case.correction_by is None or self.case.correction_by >= today():
            del self.fields["late_reason"]


class ResumeForm(ActionForm):
    reason = TextField(label=_("正当理由"), max_length=1000, help_text=_("写明申请人未按期补正的正当理由及其证明。"))
    answer_by = DayField(label=_("重新确定的补正期限"), future=True)


class ExtensionForm(ActionForm):
    reason = TextField(label=_("延期理由（写入告知书）"), max_length=1000)
    workdays = forms.IntegerField(label=_("延长工作日数"), min_value=1, max_value=20, initial=20)

    def prepare(self) -> None:
        self.fields["reason"].initial = words_of(self.case, "ask_extension").get("reason", "")
