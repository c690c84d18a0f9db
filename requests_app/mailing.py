"""A reply by e-mail: the letter and its files go with it, and it has arrived when the mail server has taken it (条例 A.40)."""

from contextlib import suppress
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, Condition, action
from interaction.casework.asking import not_pending
from interaction.casework.engine import mail_foot, perform
from interaction.casework.models import Case
from interaction.casework.retelling import UNTOLD, untold
from interaction.errors import NotNow, Refused
from interaction.notices.models import Notice
from interaction.notices.outbox import mail_files
from interaction.organs.actors import SYSTEM, Actor
from interaction.organs.models import Role
from interaction.replies.documents import deliver
from interaction.replies.drafting import latest
from interaction.replies.models import Delivery
from interaction.workdays.now import local_date
from interaction.workflow.forms import ActionForm, DayField
from requests_app import letters
from requests_app.decision_forms import DeliveryForm
from requests_app.states import State

# Most mail servers take no more; a base64 text is a third longer than its file.
MOST_BYTES = 15 * 1024 * 1024
AFTER = (State.REPLIED, State.PUBLISHED, State.CLOSED)


class MailedForm(ActionForm):
    on = DayField(label=_("邮件服务器接收日期"), past=True)


def _prefix(case: Any) -> str:
    return f"reply-mail:{case.pk}:{case.documents.filter(kind='reply').latest('pk').pk}:"


def mails_of(case: Any) -> QuerySet[Notice]:
    """The e-mails by which the letter that stands was sent."""
    return Notice.objects.filter(about_case=case.pk, key__startswith=_prefix(case))


def _size(case: Any) -> int:
    draft, document = latest(case), case.documents.filter(kind="reply").latest("pk")
    return int(document.pdf.size) + sum(file.size for file in (draft.files.all() if draft else ()))


has_an_address = Condition(lambda case, actor: bool(case.party.email), _("申请人没有留下电子邮箱，请用其他方式送达。"))
fits = Condition(lambda case, actor: _size(case) <= MOST_BYTES, _("附件太大，邮件送不出去，请用其他方式送达。"))
not_on_its_way = Condition(
    lambda case, actor: not mails_of(case).exclude(state=Notice.State.DEAD).exists(),
    _("邮件正在发送，送达后自动登记。"),
)
not_taken = Condition(
    lambda case, actor: not mails_of(case).filter(state__in=[Notice.State.SENDING, Notice.State.SENT]).exists(),
    _("答复邮件已经交给邮件服务器，申请人可能已经收到，不能作废。"),
)
not_failed = not_pending("mail_failed", _("已经登记发送失败。"))


def take_back_mails(case: Any) -> None:
    """Take the mails of a letter that is void out of the outbox, so that nobody receives it. Raises NotNow when one of them
    is going out at this moment."""
    mails_of(case).filter(state__in=[Notice.State.WAITING, Notice.State.DEAD]).delete()
    if not not_taken.holds(case, Actor.system()):
        raise NotNow(not_taken.message)


class MailingActions:
    """The way by e-mail. `Case` is mixed in beside this."""

    @action(_("用电子邮件发送答复"), source=State.DELIVERING, target=None, by=Role.INTAKE, at="addressed_to",
            law="条例第四十条", needs=(has_an_address, fits, not_on_its_way), answers="mail_failed", main=True)  # fmt: skip
    def send_reply(self: Any, ctx: ActionContext) -> None:
        """Put the letter and its files into the outbox; it has arrived when the mail server has taken it."""
        document, draft = self.documents.filter(kind="reply").latest("pk"), latest(self)
        files = [document.pdf, *(draft.files.all() if draft else ())]
        words = _t("%(organ)s对您的信息公开申请 %(number)s 已作出答复，答复书 %(document)s 见附件。") % {
            "organ": self.addressed_to.name, "number": self.number, "document": document.number,
        }  # fmt: skip
        mail_files(
            key=f"{_prefix(self)}{mails_of(self).count()}", email=self.party.email,
            subject=_t("政府信息公开申请答复书 %(number)s") % {"number": document.number},
            body=f"{words}\n{letters.remedies_of(self)}\n\n{mail_foot(self)}", about=self.pk, files=[str(file.pk) for file in files],
        )  # fmt: skip
        ctx.details["document"] = document.number

    @action(_("邮件服务器已接收"), source=State.DELIVERING, target=State.REPLIED, by=SYSTEM, form=MailedForm,
            law="条例第三十三条、第四十条", mark="replied", public_label=_("答复已送达"))  # fmt: skip
    def reply_mailed(self: Any, ctx: ActionContext, *, on: date) -> None:
        """The mail server took the letter: this stops the clock."""
        self._deliver(ctx, Delivery.Method.EMAIL, on, "")

    @action(_("答复邮件没有送出"), source=State.DELIVERING, target=None, by=SYSTEM, needs=(not_failed,))
    def mail_failed(self: Any, ctx: ActionContext) -> None:
        """No attempt succeeded: whoever delivers chooses another way, before the limit runs out."""
        words = _t("答复邮件没有送出，请改用其他方式送达：%(number)s") % {"number": self.number}
        ctx.ask(Role.INTAKE, self.addressed_to, words)

    @action(_("再次送达"), source=AFTER, target=None, by=Role.INTAKE, at="addressed_to", form=DeliveryForm,
            law="条例第四十条", needs=(untold,), answers=UNTOLD, public_label=_("答复再次送达"))  # fmt: skip
    def deliver_again(self: Any, ctx: ActionContext, *, method: str, on: date, proof: str) -> None:
        """The same letter by another way; the first delivery stays on record."""
        deliver(self.documents.filter(kind="reply").latest("pk"), method=method, on=on, proof=proof)

    @property
    def mailed_letters(self: Any) -> str:
        """How the keys of the e-mails begin that carry its letters."""
        return f"reply-mail:{self.pk}:"


def follow_mailed_replies() -> int:
    """Note of every reply on its way by e-mail whether the mail server took it, or gave it up; return how many."""
    # From the few requests that wait for delivery, by the index of open cases: the notices are millions.
    waiting = Case.objects.filter(
        channel="disclosure", closed_on__isnull=True, awaits=Role.INTAKE, state=State.DELIVERING
    )
    noted = 0
    for case in waiting.order_by("pk"):
        with suppress(Refused):  # somebody delivered it another way just now: the next one has its turn
            noted += _follow(case.specific)
    return noted


def _follow(case: Any) -> bool:
    """Note of one reply what became of its e-mails, whichever of several was taken; return whether there was anything to
    note."""
    mails = list(mails_of(case))
    taken = [mail.sent_at for mail in mails if mail.state == Notice.State.SENT and mail.sent_at]
    if taken:
        perform(case, "reply_mailed", Actor.system(), {"on": local_date(min(taken)).isoformat()})
        return True
    failed = mails and all(mail.state == Notice.State.DEAD for mail in mails)
    if failed and not_failed.holds(case, Actor.system()):
        perform(case, "mail_failed", Actor.system())
        return True
    return False
