"""The decision: drafting, sign-off, delivery, publication; 条例 A.36-40 and 44."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, action
from interaction.casework.assisting import parts_in
from interaction.casework.attachments import attach
from interaction.casework.models import Attachment
from interaction.casework.people import who_works_on
from interaction.casework.steps import mine_or_nobodys
from interaction.organs.models import Role
from interaction.publicity.publishing import publish
from interaction.replies.documents import deliver, send_to, void
from interaction.replies.drafting import latest, save_draft
from interaction.replies.models import Delivery
from interaction.replies.replying import extension_asked, not_asked_yet
from interaction.replies.replying_forms import AskExtensionForm, RefusalForm
from interaction.replies.steps import ApprovalForm, RemarksForm, four_eyes
from interaction.workdays.current import calendar
from requests_app import interim_letters, letters
from requests_app.conditions import (
    no_opinion_pending,
    not_extended_before,
    office_reachable,
    opinion_pending,
    recourse_named,
    wish_allows_publication,
    within_first_limit,
)
from requests_app.decision_forms import DeliveryForm, DraftForm, PublishRequestForm, WithholdForm
from requests_app.decisions import BY_CODE
from requests_app.examining import keep_sheet
from requests_app.forms import ExtensionForm
from requests_app.law.in_force import law_on
from requests_app.mailing import not_taken, take_back_mails
from requests_app.redoing import owes_a_new_answer
from requests_app.states import State


class DecisionActions:
    """From the draft to the published reply."""

    @action(_("申请延期"), source=State.HANDLING, target=None, by=Role.HANDLER, form=AskExtensionForm,
            law="条例第三十三条", needs=(mine_or_nobodys, not_extended_before, within_first_limit, not_asked_yet))  # fmt: skip
    def ask_extension(self: Any, ctx: ActionContext, *, reason: str) -> None:
        """The handler asks the head of the disclosure office for more time."""
        ctx.ask(Role.SIGNER, self.addressed_to, _t("申请延期待批：%(number)s") % {"number": self.number})

    @action(_("不批准延期"), source=(State.ACCEPTED, State.HANDLING, State.REVIEWING), target=None, by=Role.SIGNER,
            at="addressed_to", form=RefusalForm, law="条例第三十三条", answers="ask_extension",
            needs=(extension_asked,))  # fmt: skip
    def refuse_extension(self: Any, ctx: ActionContext, *, reason: str) -> None:
        """The head of the disclosure office finds that the limit suffices."""
        for staff in who_works_on(self):
            ctx.tell(staff, _t("延期申请未获批准，请按期答复：%(number)s") % {"number": self.number})

    @action(_("批准延期"), source=(State.ACCEPTED, State.HANDLING, State.REVIEWING), target=None, by=Role.SIGNER,
            at="addressed_to", form=ExtensionForm, law="条例第三十三条", mark="extended", answers="ask_extension",
            needs=(not_extended_before, within_first_limit, office_reachable), signs_in_anew=True,
            public_label=_("延长办理期限"), public_text_field="reason")  # fmt: skip
    def extend(self: Any, ctx: ActionContext, *, reason: str, workdays: int) -> None:
        """Approved by the head of the disclosure office, at most 20 working days, once, and told to the applicant."""
        self.extended, ctx.amount = True, workdays
        # While others are asked nobody knows the day: the number of days is told, and that the asking does not count.
        asking = self.due_on is None or opinion_pending.holds(self, ctx.actor)
        until = None if asking else calendar().add(self.due_on, workdays)
        document = letters.extension_notice(self, reason, workdays, until)
        deliver(document, method=self.way, on=ctx.on)
        ctx.details["document"] = document.number
        ctx.tell_party(*letters.extension_mail(self, workdays, until))

    @action(_("拟写答复"), source=State.HANDLING, target=State.REVIEWING, by=Role.HANDLER, form=DraftForm,
            law="条例第三十六条至第三十九条", needs=(mine_or_nobodys, recourse_named, office_reachable, parts_in), main=True)  # fmt: skip
    def draft_reply(self: Any, ctx: ActionContext, *, decision: str, body: str, attachments: list[Any],
                    keep: Iterable[Attachment] = (), **particulars: str) -> None:  # fmt: skip
        """The decision, what it must say, and the information that goes with it, for review."""
        self.handler = ctx.actor.in_whose_post
        files = [*keep, *attach(ctx, self, attachments, Attachment.Origin.STAFF)]
        said = {name: text for name, text in particulars.items() if text}
        draft = save_draft(self, ctx.actor, body=body, decision=decision, particulars=said, files=files)
        ctx.details["version"] = draft.version

    @action(_("退回修改"), source=State.SIGNING, target=State.HANDLING, by=Role.SIGNER, at="addressed_to",
            form=RemarksForm, needs=(four_eyes,))  # fmt: skip
    def decline_to_sign(self: Any, ctx: ActionContext, *, remarks: str) -> None:
        """The signer sends the draft back with remarks."""
        self._tell_author(ctx, _t("答复退回修改：%(number)s"))

    @action(_("签发"), source=State.SIGNING, target=State.DELIVERING, by=Role.SIGNER, at="addressed_to",
            form=ApprovalForm, law="条例第三十六条", needs=(four_eyes, no_opinion_pending, recourse_named, office_reachable), main=True,
            signs_in_anew=True, public_label=_("答复已签发"))  # fmt: skip
    def sign(self: Any, ctx: ActionContext, *, remarks: str) -> None:
        """Sign off: the letter gets its document number, date and remedies paragraph."""
        draft = latest(self)
        assert draft
        self.decision = draft.decision
        ctx.details["document"] = letters.reply(self, draft, ctx.on).number
        keep_sheet(self, draft, ctx.actor.name, ctx)
        if BY_CODE[draft.decision].discloses and draft.particulars.get("public_interest"):
            self._tell_objecting(draft.particulars["public_interest"])

    def _tell_objecting(self: Any, reasons: str) -> None:
        """Disclosed against a third party's wish: content and reasons are told to it in writing (A.32)."""
        for asked in self.inquiries.filter(kind="third_party", position="objects"):
            asked.notified = interim_letters.third_party_notice(self, asked, reasons)
            asked.save(update_fields=["notified"])

    @action(_("作废重办"), source=State.DELIVERING, target=State.HANDLING, by=Role.SIGNER, at="addressed_to",
            form=RemarksForm, needs=(not_taken,), signs_in_anew=True)  # fmt: skip
    def recall_reply(self: Any, ctx: ActionContext, *, remarks: str) -> None:
        """A signed letter that has not gone out is found wrong: its number is recorded as void and never used again."""
        take_back_mails(self)
        document = self.documents.filter(kind="reply").latest("pk")
        void(document, remarks)
        ctx.details["document"] = document.number
        self.decision = ""
        for asked in self._told_against_their_wish():
            void(asked.notified, remarks)
            asked.notified = None
            asked.save(update_fields=["notified"])
        self._tell_author(ctx, _t("答复书作废，请重新办理：%(number)s"))

    def _told_against_their_wish(self: Any) -> list[Any]:
        return list(self.inquiries.exclude(notified=None).select_related("notified")) if self.consulted else []

    @action(_("送达"), source=State.DELIVERING, target=State.REPLIED, by=Role.INTAKE, at="addressed_to",
            form=DeliveryForm, law="条例第三十三条、第四十条", mark="replied", answers="mail_failed", main=True,
            public_label=_("答复已送达"))  # fmt: skip
    def deliver_reply(self: Any, ctx: ActionContext, *, method: str, on: date, proof: str) -> None:
        """The reply reaches the applicant, with what it provides: this stops the clock."""
        self._deliver(ctx, method, on, proof)

    def _deliver(self: Any, ctx: ActionContext, method: str, on: date, proof: str) -> None:
        """Note the delivery: files become the applicant's, third parties are told, the outcome is counted."""
        again = owes_a_new_answer(self)
        self.replied_on = ctx.on = on
        deliver(self.documents.filter(kind="reply").latest("pk"), method=method, on=on, proof=proof)
        draft = latest(self)
        assert draft
        draft.files.update(for_party=True)
        for asked in self._told_against_their_wish():
            send_to(asked.notified, asked.name, method=Delivery.Method.POST, on=on)
        if again:
            ctx.mark = "replied_again"  # the first answer stopped the citizen's clock and is counted; this one is not
        else:
            self.settle(law_on(on).on(f"row.{self.decision}").value if BY_CODE[self.decision].row else "", on)
        ctx.tell_party(*letters.replied_mail(self))

    @action(_("公开答复"), source=State.REPLIED, target=State.PUBLISHED, by=Role.PUBLISHER, at="addressed_to",
            form=PublishRequestForm, law="条例第四十四条", mark="published", main=True, public_label=_("已公开"),
            needs=(wish_allows_publication,))  # fmt: skip
    def publish_reply(self: Any, ctx: ActionContext, *, title: str, content: str, reply: str, checked: bool) -> None:
        """The masked question and reply go on the public site."""
        clock = self.clocks.get(slot="reply")
        publish(self, ctx, title=title, content=content, reply=reply, kind=letters.decision_of(self).label,
                workdays=clock.counted, why_again=_t("按照行政复议决定（法院判决）重新答复，内容已更新。"))  # fmt: skip

    @action(_("不公开，直接办结"), source=State.REPLIED, target=State.CLOSED, by=Role.PUBLISHER, at="addressed_to",
            form=WithholdForm, public_label=_("已办结"))  # fmt: skip
    def withhold_reply(self: Any, ctx: ActionContext, *, reason: str) -> None:
        """Close without publishing."""
