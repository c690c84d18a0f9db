"""信访事项: a claim by 信访工作条例 A.31(6) has 60 days, an opinion in writing, and tells how it is reviewed (A.32, 34-36)."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, Condition, action
from interaction.casework.people import who_works_on
from interaction.limits.telling import in_numerals, span
from interaction.organs.models import Organ, Role
from interaction.replies.documents import deliver, issue
from interaction.replies.drafting import latest
from interaction.replies.models import Delivery, Document
from interaction.replies.wording import paragraphs
from interaction.workflow.forms import ActionForm, TextField
from mailbox.states import State

if TYPE_CHECKING:
    from mailbox.models import Letter

SERIES = "信访意"
# What the opinion states beside itself (A.32): field, what the letter calls it, what to write.
STATED = (
    ("claims", _("信访人的诉求"), _("逐项写明来信人要求什么。")),
    ("facts", _("查明的事实和理由"), _("写明调查核实的经过、查明的事实和理由。")),
    ("basis", _("法律、法规、规章和政策依据"), _("写明名称和条款。")),
)


class PetitionForm(ActionForm):
    claims = TextField(label=_("来信人的诉求"), max_length=2000, help_text=_("会告知来信人，写入信访处理意见书。"))


no_petition_yet = Condition(lambda case, actor: not case.petition, _("已经按信访事项受理。"))
not_extended = Condition(lambda case, actor: not case.extended, _("已经延长过办理期限，不能再改按信访事项受理。"))
not_answered = Condition(
    lambda case, actor: case.replied_on is None,
    _("本件已经答复过，不能再改按信访事项受理；来信人提出信访事项的，请登记为新的来信。"),
)


class PetitionActions:
    """Claims that no other lawful procedure takes. `Case` is mixed in beside this."""

    @action(_("按信访事项受理"), source=(State.ACCEPTED, State.HANDLING), target=None, by=Role.INTAKE, at="addressed_to",
            form=PetitionForm, law="信访工作条例第三十一条第六项、第三十四条", mark="petition_accepted",
            needs=(no_petition_yet, not_extended, not_answered), public_label=_("按信访事项受理"))  # fmt: skip
    def accept_as_petition(self: Any, ctx: ActionContext, *, claims: str) -> None:
        """Told in writing within 15 days that it is handled, and how (A.22, 23); 60 days from now for the opinion (A.34)."""
        self.petition = True
        told = paragraphs("notice.petition_accepted", ctx.on, number=self.number, within=span("letter.reply.petition"))
        ctx.tell_party(_t("您的来信已按信访事项受理"), "".join(told))
        for staff in who_works_on(self):
            ctx.tell(staff, _t("按信访事项办理，%(reply)s内作出信访处理意见书：%(number)s") % {
                "number": self.number, "reply": span("letter.reply.petition"),
            })  # fmt: skip


def stated(letter: Any) -> tuple[tuple[str, Any, Any], ...]:
    """Return what a reply to a letter states beside its text: of a petition what A.32 asks for, of others nothing."""
    return STATED if letter.petition else ()


def reviewed_by(organ: Organ) -> str:
    """Return whom one asks for a review (复查): the organ above the one that answered (A.35)."""
    return organ.parent.name if organ.parent else "、".join(organ.reconsidered_by)


def opinion(letter: "Letter", ctx: ActionContext) -> Document:
    """信访处理意见书: claims, facts and reasons, opinion, legal basis, and how it is reviewed (A.32, 35)."""
    draft = latest(letter)
    assert draft
    assert letter.received_on
    lines: list[str] = []
    for name, label, _help in STATED:
        if name == "basis":
            lines += ["处理意见：", *(line for line in draft.body.splitlines() if line.strip())]
        lines += [f"{label}：", *(line for line in str(draft.particulars.get(name, "")).splitlines() if line.strip())]
    received = f"{letter.received_on.year}年{letter.received_on.month}月{letter.received_on.day}日"
    document = issue(
        letter, kind="petition_opinion", series=SERIES, organ=letter.organ, title="信访事项处理意见书",
        addressee=_t("来信人") if letter.identity == letter.Identity.HIDDEN else letter.party.name, dated=ctx.on,
        paragraphs=(
            *paragraphs("notice.petition_opinion", ctx.on, received=received, number=letter.number),
            *lines,
            *paragraphs(
                "notice.petition_opinion_review", ctx.on, above=reviewed_by(letter.organ),
                within=f"{in_numerals('letter.review_request')}日",
            ),
        ),
    )  # fmt: skip
    deliver(document, method=Delivery.Method.PORTAL, on=ctx.on)
    ctx.details["document"] = document.number
    return document
