"""How a letter comes in: written on the site, or entered from paper, a visit, a platform above, a programme."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, action
from interaction.casework.attachments import attach
from interaction.casework.models import NEW, Attachment
from interaction.casework.party import keep_party
from interaction.casework.steps import takes_in
from interaction.organs.actors import PARTY
from interaction.organs.models import Role
from interaction.publicity.retention import masked
from mailbox.intake_forms import EnteredLetterForm, LetterForm
from mailbox.states import State


class IntakeActions:
    """Before the letter is read. `Case` is mixed in beside this."""

    @action(_("提交来信"), source=NEW, target=State.SCREENING, by=PARTY, form=LetterForm, mark="received",
            public_label=_("已提交"))  # fmt: skip
    def submit(self: Any, ctx: ActionContext, *, attachments: list[Any], **data: Any) -> None:
        """A citizen writes to a leader. The day of sending is the day of receipt."""
        self._take_in(ctx, attachments, data)

    @action(_("录入来信"), source=NEW, target=State.SCREENING, by=Role.INTAKE, form=EnteredLetterForm, mark="received",
            needs=(takes_in,), public_label=_("已收到"))  # fmt: skip
    def enter_letter(self: Any, ctx: ActionContext, *, attachments: list[Any], source: str, received_on: date,
                     upstream_number: str, upstream_days: int | None, batch: str, **data: Any) -> None:  # fmt: skip
        """A letter that came another way: one ledger for all of them, each with its source."""
        ctx.on = received_on
        self._take_in(ctx, attachments, data)
        self.source, self.upstream_number, self.batch = source, upstream_number, batch
        # The platform above has its own limit: a second clock, which this mark gives its length.
        self.upstream_days = upstream_days
        ctx.amount = upstream_days or 0

    def _take_in(self: Any, ctx: ActionContext, attachments: list[Any], data: dict[str, Any]) -> None:
        for name in ("mailbox", "kind", "title", "content", "accused", "town", "place", "identity", "public_wish"):
            setattr(self, name, data[name])
        self.addressed_to = self.organ = self.mailbox.organ
        self.received_on = ctx.on
        party = keep_party(self, data)
        if self.identity == self.Identity.HIDDEN:
            # The title goes everywhere (queues, orders); the text is masked for whoever reads it (publicity.hiding).
            self.from_whom, self.title = _t("隐名"), masked(self.title, party.names)
        attach(ctx, self, attachments, Attachment.Origin.PARTY, for_party=True)
        ctx.tell_party(_t("您的来信已收到"), _t(
            "%(mailbox)s收到您的来信，编号 %(number)s。请保存好回执上的查询码，凭编号和查询码可以随时查询进度。"
        ) % {"mailbox": self.mailbox.name, "number": self.number})  # fmt: skip
