"""What each step of a disclosure request asks for."""

from datetime import date
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
from interaction.limits.configured import in_force
from interaction.limits.telling import longest_extension, with_limits
from interaction.organs.models import Organ
from interaction.replies.replying_forms import reply_rule
from interaction.workdays.current import calendar
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, DayField, LineField, TextField
from requests_app.law.in_force import law_on
from requests_app.law.tariffs import SHORTEST_CORRECTION

MANNERS = (("paper", _("纸质")), ("electronic", _("电子文档")))
WAYS = (
    ("portal", _("网上下载")),
    ("email", _("电子邮件")),
    ("post", _("邮寄")),
    ("in_person", _("当面领取")),
)


def told_by(received: date) -> date:
    """Return the last day for telling an applicant, once, what is missing (条例 A.30)."""
    return calendar().add(received, in_force("disclosure.correction_notice", received).length)


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
    field_order: tuple[str, ...] = (
        "addressed_to", "matter", "title", "wanted", "manner", "way", "party_kind", "name", "id_kind", "id_name", "id_number",
        "contact", "phone", "email", "address", "postcode", "guardian", "agent", "authority", "public_wish", "attachments",
    )  # fmt: skip

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
            self.add_error(
                "guardian",
                _t("按证件号码，申请人不满14周岁，请由监护人一起申请，并填写监护人姓名。"),
            )

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Party and text have columns of their own; the event keeps what was chosen."""
        data = self.cleaned_data
        return {
            "addressed_to": data["addressed_to"].pk, "party_kind": data["party_kind"], "manner": data["manner"],
            "way": data["way"], "matter": data["matter"],
        }, {}  # fmt: skip


class RegisterForm(ActionForm):
    """The system confirms an application at once, with number and code: that day both sides confirm (指导案例26号)."""

    received_on = DayField(
        label=_("收到日期"),
        past=True,
        help_text=_(
            "网上提交的，系统已经当场确认，为提交之日；传真、邮件、平信，应当在到达当日确认（条例第三十一条）。"
        ),
    )
    later_because = TextField(
        label=_("收到日期晚于提交（到达）日期的，写明与谁、怎样、何时确认，为什么晚"), required=False, max_length=500,
        help_text=_("没有依据把收到日期推后的，答复期限会算错，逾期即违法。"),
    )  # fmt: skip

    def prepare(self) -> None:
        # The day it was sent or arrived, which for what a clerk entered is not the day of entry.
        self.came_on = self.case.events.order_by("seq").values_list("on", flat=True)[0] if self.case.pk else today()
        self.fields["received_on"].initial = self.came_on

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day < self.came_on:
            raise ValidationError(_t("收到日期不能早于申请提交（到达）的日期，请核对（条例第三十一条）。"))
        return day

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        day = data.get("received_on")
        if day and day > self.came_on and not data.get("later_because"):
            self.add_error("later_because", _t(
                "申请在 %(day)s 已经提交（到达）。收到日期更晚的，请写明与谁、怎样、何时确认，为什么晚（条例第三十一条）。"
            ) % {"day": self.came_on.isoformat()})  # fmt: skip
        return data


class CorrectionForm(ActionForm):
    missing = TextField(
        label=_("需要补正的事项"), max_length=2000, help_text=_("一次性写明全部事项，并给予指导和释明。")
    )
    answer_by = DayField(
        label=_("补正期限"), future=True,
        help_text=_("按补正内容的多少和送达方式给予合理期限（条例第三十条）；邮寄的，要算上路上的时间。"),
    )  # fmt: skip

    late_because = TextField(
        label=with_limits(_("超过%(notice)s才要求补正的原因"), notice="disclosure.correction_notice"), max_length=500,
        help_text=with_limits(
            _("一次性告知补正应当在收到申请之日起%(notice)s内（条例第三十条）。逾期告知是程序瑕疵，原因记入办理经过。"),
            notice="disclosure.correction_notice",
        ),
    )  # fmt: skip
    field_order = ("missing", "answer_by", "late_because")

    def prepare(self) -> None:
        received = self.case.received_on
        if received is None or today() <= told_by(received):
            del self.fields["late_because"]

    def clean_answer_by(self) -> Any:
        day = self.cleaned_data["answer_by"]
        shortest = int(law_on(today()).on(SHORTEST_CORRECTION).value)
        if not calendar().is_workday(day) or calendar().between(today(), day) < shortest:
            raise ValidationError(
                _t("补正期限应当合理：至少 %(n)s 个工作日，最后一天应当是工作日（条例第三十条）。") % {"n": shortest}
            )
        return day


class ArrivedOnPaper(ActionForm):
    """What the applicant sends on line arrives today; what a clerk enters arrived when it reached the organ (A.30)."""

    arrived_on = DayField(
        label=_("送达本机关的日期"), past=True,
        help_text=_("当面提交的为提交之日，邮寄的为签收之日，不是录入的日期（条例第三十条）。"),
    )  # fmt: skip

    def prepare(self) -> None:
        if self.actor.staff is None:
            del self.fields["arrived_on"]
        else:
            self.fields["arrived_on"].initial = today()

    def clean_arrived_on(self) -> Any:
        day = self.cleaned_data["arrived_on"]
        asked = self.case.events.exclude(mark="").order_by("seq").values_list("on", flat=True).last()
        if asked and day < asked:
            raise ValidationError(_t("送达日期不能早于要求补正、说明理由的日期，请核对。"))
        return day


class CorrectedForm(ArrivedOnPaper):
    correction = TextField(label=_("补正内容"), max_length=5000)
    late_reason = TextField(
        label=_("逾期补正的正当理由"), required=False, max_length=1000,
        help_text=_("在补正期限以后补正的必须填写。没有正当理由逾期不补正的，视为放弃申请（条例第三十条）。"),
    )  # fmt: skip
    attachments = AttachmentsField()

    def prepare(self) -> None:
        super().prepare()
        if self.case.correction_by is None or self.case.correction_by >= today():
            del self.fields["late_reason"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        arrived = data.get("arrived_on") or (today() if "arrived_on" not in self.fields else None)
        if arrived is None or "late_reason" not in self.fields:
            return data
        if arrived <= self.case.correction_by:
            data["late_reason"] = ""
        elif not data.get("late_reason"):
            self.add_error("late_reason", _t("请填写逾期补正的正当理由。"))
        return data


class ResumeForm(ActionForm):
    reason = TextField(label=_("正当理由"), max_length=1000, help_text=_("写明申请人未按期补正的正当理由及其证明。"))
    answer_by = DayField(label=_("重新确定的补正期限"), future=True)


class ExtensionForm(ActionForm):
    reason = TextField(label=_("延期理由（写入告知书）"), max_length=1000)
    workdays = forms.IntegerField(label=_("延长工作日数"), min_value=1)

    def prepare(self) -> None:
        most = longest_extension(reply_rule(self.case))
        self.fields["workdays"] = forms.IntegerField(label=_("延长工作日数"), min_value=1, max_value=most, initial=most)
        self.fields["reason"].initial = words_of(self.case, "ask_extension").get("reason", "")
