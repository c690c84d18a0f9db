"""What an opinion asks for, and how it is taken in: from the public page, or entered from a letter or a minute."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.numbers import next_case_number, query_code
from interaction.casework.party import EmailLineField, PhoneField
from interaction.consultations.models import Clause, Consultation, Opinion, Standing
from interaction.consultations.notifications import tell_received
from interaction.consultations.permissions import PREPARE
from interaction.errors import NotNow
from interaction.organs.models import Role
from interaction.privacy.encryption import blind_index, current_key_id
from interaction.workdays.now import today
from interaction.workflow.actions import ActionContext, Within, WithinForm, document_action
from interaction.workflow.forms import DayField, LineField, PlainForm, TextField

LONGEST_OPINION = 5000
PREFIX = "YJ"


class OpinionFields(PlainForm):
    """Whole or clause, the words, and who says so as far as they want to tell."""

    clause = forms.ModelChoiceField(
        label=_("针对哪一条"), queryset=Clause.objects.none(), required=False, empty_label=_("对全文的意见")
    )
    text = TextField(
        label=_("您的意见"), max_length=LONGEST_OPINION, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("写明哪里要改、怎么改、为什么。不要写身份证号码等个人信息。最多 5000 字。"),
    )  # fmt: skip
    from_kind = forms.ChoiceField(
        label=_("您是"), choices=Opinion.FromKind, widget=forms.RadioSelect, initial=Opinion.FromKind.PERSON
    )
    name = LineField(label=_("姓名或者单位名称（可不填）"), max_length=60, required=False)
    phone = PhoneField(
        label=_("联系电话（可不填）"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    email = EmailLineField(
        label=_("电子邮箱（可不填）"), required=False, max_length=120,
        help_text=_("填写电话或者邮箱的，采纳情况会告诉您。姓名和联系方式加密保存，不会公开。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    may_quote = forms.BooleanField(
        label=_("同意隐去个人信息后公开我的意见"), required=False,
        help_text=_("不同意的，您的意见一样会被研究、统计和答复。"),
    )  # fmt: skip

    def offer_clauses(self, consultation: Consultation) -> None:
        field: Any = self.fields["clause"]
        field.queryset = consultation.clauses.all()
        field.label_from_instance = _named

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not any(char.isalnum() for char in text):
            raise forms.ValidationError(_t("请用文字写明您的意见。"))
        return text


def _named(clause: Clause) -> str:
    start = clause.text.replace("\n", " ")
    return f"{clause.label}　{start[:24]}{'……' if len(start) > 24 else ''}"  # noqa: PLR2004


class PublicOpinionForm(OpinionFields):
    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_clauses(consultation)


@transaction.atomic
def receive(consultation: Consultation, data: dict[str, Any], submission: Any) -> Opinion:
    """Take in what somebody sent from the page; `data` is clean, `submission` the key of the form.

    Raises NotNow when opinions are not taken today, IntegrityError for a form that was sent before.
    """
    held = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if held.standing != Standing.OPEN:
        raise NotNow(_t("意见征集现在不在进行中，没有收下这条意见。起止日期见征集公告。"))
    opinion = _taken(held, data, source=Opinion.Source.WEB, received_on=today(), submission=submission)
    tell_received(opinion)
    return opinion


def _taken(consultation: Consultation, data: dict[str, Any], **facts: Any) -> Opinion:
    """An opinion with number and place in the count; the consultation's row is held."""
    opinion = Opinion(
        consultation=consultation, clause=data.get("clause"), from_kind=data["from_kind"], text=data["text"],
        name=data["name"], phone=data["phone"], email=data["email"], may_quote=data["may_quote"],
        query_key_id=current_key_id(), number=next_case_number(PREFIX, today()),
        **facts,
    )  # fmt: skip
    opinion.person = _person(opinion)
    if not opinion.may_quote:
        opinion.shown, opinion.ground = Opinion.Shown.HIDDEN, Opinion.Ground.NO_CONSENT
    opinion.save(force_insert=True)
    consultation.opinions_received += 1
    consultation.save(update_fields=["opinions_received"])
    return opinion


def _person(opinion: Opinion) -> str:
    """Equal for opinions of one person to one draft: by telephone, else by e-mail; names alone tell nobody apart."""
    known = opinion.phone or opinion.email.lower() or str(opinion.pk)
    return blind_index(f"opinion:{opinion.consultation_id}", known)


def code_of(opinion: Opinion) -> str:
    """The query code that, with the number, shows the opinion to who sent it."""
    return query_code(opinion.number, opinion.query_key_id)


# -- From letters and minutes -----------------------------------------------------------------------------


class EnterOpinionForm(WithinForm, OpinionFields):
    """What came by letter or was said at a meeting; the clerk says when and from how many."""

    source = forms.ChoiceField(
        label=_("来源"), choices=[one for one in Opinion.Source.choices if one[0] != Opinion.Source.WEB]
    )
    received_on = DayField(label=_("收到（开会）日期"), past=True)
    people = forms.IntegerField(
        label=_("提出人数"), min_value=1, max_value=9999, initial=1, help_text=_("会上几个人提出同样意见的，写人数。")
    )
    field_order = [
        "source",
        "received_on",
        "people",
        "clause",
        "text",
        "from_kind",
        "name",
        "phone",
        "email",
        "may_quote",
    ]

    def prepare(self) -> None:
        self.offer_clauses(self.within)
        self.fields["text"].label = _("意见内容")
        self.fields["from_kind"].label = _("提出人")
        self.fields["may_quote"].label = _("提出人同意（或者会议公开举行，可以）隐去个人信息后公开")

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if not self.within.opens_on <= day <= self.within.closes_on:
            raise forms.ValidationError(
                _t("收到日期应在征集期限内（%(opens)s 至 %(closes)s）。逾期收到的，请告知提出人。")
                % {"opens": self.within.opens_on, "closes": self.within.closes_on}
            )
        return day


@document_action(
    Consultation, _("录入意见"), source=(Standing.OPEN, Standing.CLOSED), by=(*PREPARE, Role.INTAKE),
    form=EnterOpinionForm, within=Within("opinions", existing=False, new=True), law=_("条例第十四条"),
    consequence=_("信函、邮件和座谈会、听证会上提出的意见，与网上提交的一样统计和答复。"),
)  # fmt: skip
def enter_opinion(consultation: Consultation, context: ActionContext) -> None:
    data = context.data
    opinion = _taken(
        consultation, data, source=data["source"], received_on=data["received_on"], people=data["people"],
        entered_by=context.staff,
    )  # fmt: skip
    tell_received(opinion)
    context.details = {"opinion": opinion.number, "source": opinion.source}
