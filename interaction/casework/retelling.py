"""另行告知: an answer whose notice went out at no attempt, or came back, is told another way, and how is on record."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, Condition, action
from interaction.casework.asking import any_pending
from interaction.casework.contacts import Contact, Known, contacts_left
from interaction.casework.models import CaseMixin
from interaction.casework.people import who_works_on
from interaction.casework.steps import Stage, not_hidden
from interaction.notices.models import Notice
from interaction.organs.actors import SYSTEM
from interaction.organs.models import Organ, Role
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, DayField, TextField

# Where an answer, a lawful ending or a letter that asks something of the sender stands.
TOLD_IN = (
    Stage.REPLIED, Stage.PUBLISHED, Stage.CLOSED, Stage.DECLINED, Stage.RETURNED_UP, Stage.AWAITING_CORRECTION,
    Stage.AWAITING_PAYMENT,
)  # fmt: skip
# Answers, lawful endings, and what asks something of the sender.
TELLS = (
    "replied", "replied_again", "reply_kept", "declined", "returned_up", "review_decided", "reexamination_decided",
    "correction_requested", "fee_noticed",
)  # fmt: skip
SEND = "send_"
UNTOLD = ("ask_to_retell", "record_bounce")


class Told(models.TextChoices):
    """How somebody told the sender; beside these, what is sent to a contact that is known."""

    TELEPHONE = "telephone", _("打电话告知了本人")
    POST = "post", _("把答复寄给了本人")
    IN_PERSON = "in_person", _("当面告知、交给了本人")
    NOWHERE = "nowhere", _("用过各种方式都联系不上，答复留在网上供本人查询")


class BounceForm(ActionForm):
    words = TextField(label=_("退信说明"), max_length=500, help_text=_("照退信写明原因，例如：邮箱不存在、邮箱已满。"))


class UntoldForm(ActionForm):
    told = forms.IntegerField(label=_("哪一步的通知"))


class RetellForm(UntoldForm):
    contact = forms.ChoiceField(label=_("发到哪里"), choices=Known.choices)


class TellAnotherWayForm(ActionForm):
    means = forms.ChoiceField(label=_("怎样告知"), choices=Told.choices, widget=forms.RadioSelect)
    on = DayField(label=_("告知日期"), past=True)
    words = TextField(
        label=_("告知情况"), required=False, max_length=500,
        help_text=_("由系统发送的可以不填；其他方式写明什么时候告知、谁接听或者签收、挂号信编号。"),
    )  # fmt: skip

    def prepare(self) -> None:
        sent: list[tuple[str, Any]] = [(f"{SEND}{one.known}", _label(one)) for one in contacts_left(self.case)]
        field: Any = self.fields["means"]
        field.choices = [*sent, *Told.choices]
        self.initial = {"on": today()}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("means") in Told.values and not data.get("words"):
            self.add_error("words", _t("请写明告知的情况：什么时候、谁接听或者签收，或者试过哪些方式。"))
        return data


def _label(contact: Contact) -> str:
    how = (
        _t("由系统发邮件到 %(address)s（%(known)s）")
        if "@" in contact.address
        else _t("由系统发短信到 %(address)s（%(known)s）")
    )
    return how % {"address": contact.masked, "known": contact.known.label}


untold = any_pending(UNTOLD, _("没有需要另行告知的通知。"))
was_mailed = Condition(
    lambda case, actor: case.mails_of_answer().filter(state=Notice.State.SENT).exists(),
    _("没有用电子邮件告知过来件人，没有退信可以登记。"),
)


class RetellingActions(CaseMixin):
    """Nobody waits for an answer that was given and did not arrive."""

    @action(_("改用其他联系方式告知"), source=TOLD_IN, target=None, by=SYSTEM, form=RetellForm,
            public_label=_("通知没有送到，已改发到您留下的其他联系方式"))  # fmt: skip
    def retell(self, ctx: ActionContext, *, told: int, contact: str) -> None:
        """The notice went out at no attempt, and another contact of the sender is known."""
        self._send_anew(ctx, contact)

    @action(_("答复的通知没有送到来件人"), source=TOLD_IN, target=None, by=SYSTEM, form=UntoldForm)
    def ask_to_retell(self, ctx: ActionContext, *, told: int) -> None:
        """No contact is left: whoever took the case in, or answers it, tells the sender another way."""
        self._ask_to_retell(ctx, _t("答复的通知没有送到来件人，请另行告知：%(number)s"))

    @action(_("登记退信"), source=TOLD_IN, target=None, by=Role.INTAKE, at="addressed_to", form=BounceForm,
            needs=(was_mailed,))  # fmt: skip
    def record_bounce(self, ctx: ActionContext, *, words: str) -> None:
        """What the mail server took came back after all: the sender is told another way."""
        self._ask_to_retell(ctx, _t("邮件被退回，请改用其他方式告知：%(number)s"))

    def _ask_to_retell(self, ctx: ActionContext, words: str) -> None:
        said = words % {"number": self.number}
        ctx.ask(Role.INTAKE, self.addressed_to, said)
        if self.identity != self.Identity.HIDDEN:
            for staff in who_works_on(self):
                ctx.tell(staff, said)

    @action(_("另行告知"), source=TOLD_IN, target=None, by=(Role.INTAKE, Role.CALL_AGENT, Role.HANDLER), at="who_may_tell",
            form=TellAnotherWayForm, needs=(untold, not_hidden), answers=UNTOLD,
            public_label=_("已用其他方式告知您"))  # fmt: skip
    def tell_another_way(self, ctx: ActionContext, *, means: str, on: date, words: str) -> None:
        """Somebody tells the sender, or chooses another contact; how and when is kept."""
        if means.startswith(SEND):
            self._send_anew(ctx, means.removeprefix(SEND))

    @action(_("通知已经送到"), source=TOLD_IN, target=None, by=SYSTEM, form=UntoldForm, answers="ask_to_retell")
    def told_after_all(self, ctx: ActionContext, *, told: int) -> None:
        """It was sent again and went out, or the sender has come to read it: nobody needs to tell it another way."""

    @property
    def who_may_tell(self) -> list[Organ]:
        """Who took the case in, and who answers it."""
        return [self.addressed_to, self.organ]

    def mails_of_answer(self) -> QuerySet[Notice]:
        """The e-mails by which the sender was told of the answer that stands, or given it."""
        said = self.events.filter(mark__in=TELLS).order_by("seq").last()
        told = Q(key__startswith=f"event:{self.pk}:{said.seq}:party:") if said else Q(pk__in=[])
        if self.mailed_letters:
            told |= Q(key__startswith=self.mailed_letters)
        return Notice.objects.filter(told, about_case=self.pk, channel=Notice.Channel.EMAIL)

    @property
    def mailed_letters(self) -> str:
        """How the keys of e-mails begin that carry a letter itself, for a channel that sends them so."""
        return ""

    def _send_anew(self, ctx: ActionContext, known: str) -> None:
        address = next(one.address for one in contacts_left(self) if one.known == known)
        noun = self.describes.noun
        ctx.tell_party(_t("您的%(noun)s有了结果") % {"noun": noun}, _t(
            "您的%(noun)s %(number)s 有了结果，此前发给您的通知没有送到。请凭编号和查询码查看：%(url)s"
        ) % {"noun": noun, "number": self.number, "url": f"{settings.SITE_URL}/track/"}, to=address)  # fmt: skip
