"""复查、复核 of a 信访处理意见书: asked for within 30 days of the written answer, answered within 30 days by the organ above
(信访工作条例 A.35, 36). Where the organ above works with this system, it writes its opinion here; else what it wrote is recorded.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, Condition, action
from interaction.casework.models import Event
from interaction.limits.configured import in_force
from interaction.limits.telling import in_numerals, with_limits
from interaction.organs.actors import PARTY
from interaction.organs.models import Organ, Role
from interaction.replies.documents import deliver, issue
from interaction.replies.models import Delivery, Document
from interaction.replies.wording import paragraphs
from interaction.workdays.current import calendar
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, DayField, LineField, TextField
from mailbox.states import ANSWERED

ASK_WITHIN = "letter.review_request"
RESULTS = (("upheld", _("维持")), ("changed", _("变更")), ("redo", _("撤销，责令重新处理")))


@dataclass(frozen=True)
class Level:
    """One of the two: its name, article, what its letter says by law, and the steps by which it is asked for and decided."""

    name: str
    article: str
    wording: str
    series: str
    asked: str
    decided: str
    # The step whose written answer it is asked against.
    against: str


REVIEW = Level("复查", "第三十五条", "notice.petition_review", "信访复", "request_review", "decide_review", "sign")
REEXAMINATION = Level(
    "复核", "第三十六条", "notice.petition_reexamination", "信访核", "request_reexamination", "decide_reexamination", "decide_review"
)  # fmt: skip


def _last(case: Any, *actions: str) -> Event | None:
    return max((one for one in case.events.all() if one.action in actions), key=lambda one: one.seq, default=None)


def _answer_of(case: Any, level: Level) -> Event | None:
    """The written answer against which a level may be asked for, if there is one."""
    return _last(case, level.against) if case.petition else None


def last_day(answered: date) -> date:
    """Return the last of the days on which one may ask; one that is no working day moves on (民法典 A.203)."""
    return calendar().next_workday_on_or_after(answered + timedelta(days=in_force(ASK_WITHIN, answered).length))


def _pending(case: Any, level: Level) -> bool:
    last = _last(case, level.asked, level.decided)
    return last is not None and last.action == level.asked


def _may_ask(case: Any, level: Level) -> bool:
    answer = _answer_of(case, level)
    if answer is None or today() > last_day(answer.on):
        return False
    asked = _last(case, level.asked)
    return asked is None or asked.seq < answer.seq


def _asking(level: Level) -> Condition:
    words = _("只有信访处理意见书（复查意见书）送达后%(within)s内，可以请求复查、复核，每一级一次。")
    said = with_limits(words, within=ASK_WITHIN)
    return Condition(lambda case, actor: _may_ask(case, level), said, f"信访工作条例{level.article}")


def _deciding(level: Level) -> Condition:
    said = _("没有待答复的%(level)s请求。") % {"level": level.name}
    return Condition(lambda case, actor: case.petition and _pending(case, level), said)


class RequestForm(ActionForm):
    """Why; of a request on paper also the day on which it came."""

    reasons = TextField(label=_("理由和请求"), max_length=3000)
    arrived_on = DayField(label=_("收到日期"), past=True, required=False)

    def prepare(self) -> None:
        """Who asks on line asks today."""
        if self.actor.staff is None:
            del self.fields["arrived_on"]
        else:
            self.initial = {"arrived_on": today()}


class OpinionForm(ActionForm):
    """The opinion of the organ above; of one that writes elsewhere, its document and day."""

    result = forms.ChoiceField(label=_("结论"), choices=RESULTS)
    opinion = TextField(label=_("查明的事实、理由和依据"), max_length=5000)
    body = LineField(label=_("作出意见的机关"), max_length=80)
    document = LineField(label=_("意见书文号"), max_length=60)

    def prepare(self) -> None:
        """Ask for document and organ only where it wrote elsewhere."""
        if self.inside():
            del self.fields["body"], self.fields["document"]

    def inside(self) -> bool:
        """Whether the organ above works here."""
        return self.case.above_for(REVIEW) is not None


class ReexaminationForm(OpinionForm):
    """The same of the second level."""

    def inside(self) -> bool:
        """Whether the organ two levels above works here."""
        return self.case.above_for(REEXAMINATION) is not None


class PetitionReviewActions:
    """After the written opinion. `Case` is mixed in beside this."""

    def above_for(self: Any, level: Level) -> Organ | None:
        """Return the organ of a level, where it is one of this system's."""
        above: Organ | None = self.organ.parent
        return above if level is REVIEW or above is None else above.parent

    @property
    def reviewing_organ(self: Any) -> Organ:
        """Where the review is decided, or what was decided elsewhere is recorded."""
        return self.above_for(REVIEW) or self.addressed_to

    @property
    def reexamining_organ(self: Any) -> Organ:
        """The same of the re-examination."""
        return self.above_for(REEXAMINATION) or self.addressed_to

    @property
    def is_disputed(self: Any) -> bool:
        """Whether somebody above still owes an opinion."""
        return bool(self.petition) and any(_pending(self, level) for level in (REVIEW, REEXAMINATION))

    @action(_("请求复查"), source=ANSWERED, target=None, by=(PARTY, Role.INTAKE), at="addressed_to", form=RequestForm,
            law="信访工作条例第三十五条", mark="review_requested", needs=(_asking(REVIEW),),
            public_label=_("您请求复查"))  # fmt: skip
    def request_review(self: Any, ctx: ActionContext, *, reasons: str, arrived_on: date | None = None) -> None:
        """Within 30 days of the written opinion, to the organ above the one that gave it."""
        self._requested(ctx, REVIEW, self.reviewing_organ, arrived_on)

    @action(_("作出复查意见"), source=ANSWERED, target=None, by=Role.SIGNER, at="reviewing_organ", form=OpinionForm,
            law="信访工作条例第三十五条", mark="review_decided", needs=(_deciding(REVIEW),), answers="request_review",
            signs_in_anew=True,
            public_label=_("已作出复查意见"))  # fmt: skip
    def decide_review(self: Any, ctx: ActionContext, *, result: str, opinion: str, **elsewhere: str) -> None:
        """In writing, within 30 days; it tells of the re-examination."""
        self._decided(ctx, REVIEW, result, opinion, elsewhere)

    @action(_("请求复核"), source=ANSWERED, target=None, by=(PARTY, Role.INTAKE), at="addressed_to", form=RequestForm,
            law="信访工作条例第三十六条", mark="reexamination_requested", needs=(_asking(REEXAMINATION),),
            public_label=_("您请求复核"))  # fmt: skip
    def request_reexamination(self: Any, ctx: ActionContext, *, reasons: str, arrived_on: date | None = None) -> None:
        """Within 30 days of the written review, to the organ above the one that reviewed."""
        self._requested(ctx, REEXAMINATION, self.reexamining_organ, arrived_on)

    @action(_("作出复核意见"), source=ANSWERED, target=None, by=Role.SIGNER, at="reexamining_organ",
            form=ReexaminationForm, law="信访工作条例第三十六条", mark="reexamination_decided",
            needs=(_deciding(REEXAMINATION),), answers="request_reexamination",
            signs_in_anew=True,
            public_label=_("已作出复核意见"))  # fmt: skip
    def decide_reexamination(self: Any, ctx: ActionContext, *, result: str, opinion: str, **elsewhere: str) -> None:
        """The last word: the same claim on the same facts is taken up by nobody any more (A.36(3))."""
        self._decided(ctx, REEXAMINATION, result, opinion, elsewhere)

    def _requested(self: Any, ctx: ActionContext, level: Level, organ: Organ, arrived_on: date | None) -> None:
        answer = _answer_of(self, level)
        if arrived_on and answer and arrived_on >= answer.on:
            ctx.on = arrived_on
        ctx.ask(
            Role.SIGNER, organ, _t("请求%(level)s待答复：%(number)s") % {"level": level.name, "number": self.number}
        )

    def _decided(
        self: Any, ctx: ActionContext, level: Level, result: str, opinion: str, elsewhere: dict[str, str]
    ) -> None:
        organ = self.above_for(level)
        if organ:
            document = opinion_of(self, level, organ, result, opinion)
            ctx.details["document"] = document.number
        words = _t("%(organ)s已经就来信 %(number)s 作出%(level)s意见：%(result)s。请凭编号和查询码查看。")
        ctx.tell_party(_t("您请求的%(level)s有了结果") % {"level": level.name}, words % {
            "organ": organ.name if organ else elsewhere["body"], "number": self.number, "level": level.name,
            "result": dict(RESULTS)[result],
        })  # fmt: skip


def opinion_of(letter: Any, level: Level, organ: Organ, result: str, opinion: str) -> Document:
    """Issue 信访复查意见书 or 信访复核意见书 in the name of the organ above, today."""
    asked, against = _last(letter, level.asked), _answer_of(letter, level)
    assert asked
    assert against
    upper = organ.parent.name if organ.parent else "、".join(organ.reconsidered_by)
    further = (
        paragraphs("notice.petition_review_further", today(), above=upper, within=f"{in_numerals(ASK_WITHIN)}日")
        if level is REVIEW
        else paragraphs("notice.petition_reexamination_last", today())
    )
    document = issue(
        letter, kind=f"petition_{level.decided}", series=level.series, organ=organ, title=f"信访事项{level.name}意见书",
        addressee=_t("来信人") if letter.identity == letter.Identity.HIDDEN else letter.party.name, dated=today(),
        paragraphs=(
            *paragraphs(
                level.wording, today(), received=_in_words(asked.on), number=letter.number,
                against=str(against.details.get("document", "原意见")),
            ),
            *(line for line in opinion.splitlines() if line.strip()),
            f"结论：{dict(RESULTS)[result]}。",
            *further,
        ),
    )  # fmt: skip
    deliver(document, method=Delivery.Method.PORTAL, on=today())
    return document


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
