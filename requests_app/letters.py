"""What a disclosure desk writes to the applicant: official letters, and the short messages that announce them."""

from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from interaction.casework.files import as_they_came
from interaction.limits.configured import in_force
from interaction.limits.rules import Unit
from interaction.replies.drafting import signed
from interaction.replies.models import Document, Draft
from interaction.workdays.current import calendar
from interaction.workdays.now import today
from requests_app.decisions import BASIS, BY_CODE, Contested, Decision, Particular
from requests_app.law.in_force import law_on
from requests_app.offices import office_of, write_letter
from requests_app.remedies import decided, remedies_paragraph, terms

if TYPE_CHECKING:
    from requests_app.models import DisclosureRequest

REPLY_SERIES = "公开告"
REGISTRATION_SERIES = "公开登"
NOTICE_SERIES = "公开补"
EXTENSION_SERIES = "公开延"
ENDED_SERIES = "公开终"


def in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def until(day: date) -> str:
    """A last day, as letters say it."""
    return f"{in_words(day)}前（含当日）"


def decision_of(request: "DisclosureRequest") -> Decision:
    return BY_CODE[request.decision]


def said(notice: str, **filled_in: str) -> list[str]:
    """What a notice of today says by law (requests_app.law.notices), with what is filled in."""
    return law_on(today()).lines(f"notice.{notice}", **filled_in)


def opening(request: "DisclosureRequest") -> str:
    assert request.received_on
    if request.matter == request.RequestType.OWN_RECORD:
        return (
            f"本机关于{in_words(request.received_on)}收到您关于更正政府信息记录的申请（登记编号：{request.number}），"
            f"要求更正“{request.title}”。"
        )
    return (
        f"本机关于{in_words(request.received_on)}收到您提交的政府信息公开申请（登记编号：{request.number}），"
        f"申请公开“{request.title}”。"
    )


def registration_receipt(request: "DisclosureRequest") -> Document:
    """登记回执, 条例 A.31, 45. The query code stands on the receipt that is printed on asking: letters are kept, it is not."""
    assert request.received_on
    return write_letter(
        request, kind="registration_receipt", series=REGISTRATION_SERIES,
        title="政府信息公开申请登记回执", addressee=request.party.name, dated=today(),
        paragraphs=(
            f"您提交的申请已经登记，登记编号：{request.number}。",
            f"申请事项：{request.get_matter_display()}。",
            f"{'要求更正的信息' if request.matter == request.RequestType.OWN_RECORD else '所需信息'}：{request.title}。",
            f"提交方式：{request.get_source_display()}{'（口头申请，由本机关代为填写）' if request.oral else ''}。",
            f"收到日期：{in_words(request.received_on)}。",
            *said("received", until=until(due_without_more(request))),
            "凭登记编号和申请回执上的查询码，可以随时查询办理进度、下载文书。",
        ),
    )  # fmt: skip


def due_without_more(request: "DisclosureRequest") -> date:
    """The last day for the reply, if nothing comes between (条例 A.33)."""
    assert request.received_on
    return calendar().add(request.received_on, in_force("disclosure.reply", request.received_on).length)


def correction_notice(request: "DisclosureRequest", missing: str, answer_by: date) -> Document:
    """补正告知书, 条例 A.30: what is unclear, what to add, until when, and what follows if not."""
    return write_letter(
        request, kind="correction_notice", series=NOTICE_SERIES,
        title="政府信息公开申请补正告知书", addressee=request.party.name, dated=today(),
        paragraphs=(
            opening(request),
            *said("correction"),
            *missing.splitlines(),
            *said("correction_until", until=until(answer_by), office=office_of(request.addressed_to)),
        ),
    )  # fmt: skip


def extension_notice(request: "DisclosureRequest", reason: str, workdays: int, due: date | None) -> Document:
    """延期答复告知书, 条例 A.33: the reason, how many days, and the new date; no date while others are being asked."""
    told = {"reason": reason.rstrip("。"), "extended": Unit.WORKDAY.of(workdays)}
    return write_letter(
        request, kind="extension_notice", series=EXTENSION_SERIES,
        title="政府信息公开延期答复告知书", addressee=request.party.name, dated=today(),
        paragraphs=(
            opening(request),
            *(said("extension", until=until(due), **told) if due else said("extension_asking", **told)),
            "特此告知。",
        ),
    )  # fmt: skip


def abandoned_notice(request: "DisclosureRequest") -> Document:
    """不再处理告知书, 条例 A.30: which period ran out, and the effect."""
    assert request.correction_by
    course = (
        "您在该期限届满后提交了补正，本机关认为所述理由不属于正当理由。"
        if request.corrected_late
        else "您未在该期限内补正。"
    )
    return write_letter(
        request, kind="abandoned_notice", series=ENDED_SERIES,
        title="政府信息公开申请不再处理告知书", addressee=request.party.name, dated=today(),
        paragraphs=(
            opening(request),
            f"本机关已告知您于{until(request.correction_by)}补正申请内容，{course}{''.join(said('abandoned'))}",
            remedies_paragraph(request.addressed_to, today(), "本告知书"),
        ),
    )  # fmt: skip


def reply(request: "DisclosureRequest", draft: Draft, dated: date) -> Document:
    """答复书, 条例 A.36-39: facts, reasons, conclusion, and the remedies as the law stands on its date."""
    decision, organ = BY_CODE[draft.decision], request.addressed_to
    found, told = (
        [
            line
            for particular in decision.particulars
            if particular.finds == finds
            for line in _stated(particular, draft.particulars.get(particular.name, ""))
        ]
        for finds in (True, False)
    )
    body = [line for line in draft.body.splitlines() if line.strip()]
    return write_letter(
        request, kind="reply", series=REPLY_SERIES, title=decision.letter,
        addressee=request.party.name, dated=dated,
        paragraphs=(
            opening(request),
            *_course(request),
            *body,
            *found,
            law_on(dated).on(f"decision.{decision.code}").value,
            *told,
            decided(organ, decision, grounds_of(draft), dated).said(),
        ),
        attachments=tuple(PurePath(file.name).stem for file in as_they_came(draft.files.all())),
    )  # fmt: skip


def grounds_of(draft: Draft) -> list[str]:
    """What the part withheld rests on, by code; nothing where the decision knows no such part."""
    return str(draft.particulars.get(BASIS.name, "")).split()


def _stated(particular: Particular, text: str) -> list[str]:
    """A particular in the letter; several items are numbered one by one (A.37: each part withheld, each reason)."""
    lines = [line.strip() for line in particular.said(text).splitlines() if line.strip()]
    if particular.listed and len(lines) > 1:
        return [f"{particular.label}：", *(f"{number}. {line}" for number, line in enumerate(lines, start=1))]
    return [f"{particular.label}：{lines[0]}", *lines[1:]] if lines else []


def _course(request: "DisclosureRequest") -> tuple[str, ...]:
    """What happened on the way: corrected, consulted, extended."""
    happened = []
    for event in request.events.exclude(mark="").order_by("seq"):
        if event.mark in COURSE:
            happened.append(f"{in_words(event.on)}{COURSE[event.mark]}")
    return (f"本机关于{'，'.join(happened)}。",) if happened else ()


COURSE = {
    "correction_requested": "告知您补正申请内容", "corrected": "收到您的补正", "extended": "告知您延长答复期限",
    "delayed": "告知您延迟答复", "third_party_asked": "征求第三方意见", "third_party_posted": "征求第三方意见",
    "third_party_answered": "收到第三方意见", "other_organ_asked": "征求其他机关意见",
    "other_organ_posted": "征求其他机关意见", "other_organ_answered": "收到其他机关意见",
    "fee_noticed": "送达收费通知", "fee_posted": "寄出收费通知", "fee_paid": "收到您缴纳的信息处理费",
}  # fmt: skip


# The messages name no subject matter and no person: they travel in the open.


def registered_notice(request: "DisclosureRequest") -> tuple[str, str]:
    assert request.received_on
    return _("您的信息公开申请已登记"), _(
        "%(organ)s已登记您的申请，编号 %(number)s，收到日期为 %(received)s，最迟 %(due)s 前答复。"
        "凭编号和查询码可以随时查询进度。"
    ) % {
        "organ": request.addressed_to.name, "number": request.number,
        "received": in_words(request.received_on), "due": in_words(due_without_more(request)),
    }  # fmt: skip


def correction_mail(request: "DisclosureRequest", answer_by: date) -> tuple[str, str]:
    return _("您的信息公开申请需要补正"), _(
        "%(organ)s需要您补正申请 %(number)s。请在 %(until)s 前凭编号和查询码登录查询页面，查看补正告知书并提交补正。"
    ) % {"organ": request.addressed_to.name, "number": request.number, "until": in_words(answer_by)}


def extension_mail(request: "DisclosureRequest", workdays: int, due: date | None) -> tuple[str, str]:
    told = {"organ": request.addressed_to.name, "number": request.number, "n": workdays}
    if due is None:
        words = _("您的申请 %(number)s 经批准延期 %(n)s 个工作日，%(organ)s正在征求意见，所需时间不计算在内。"
                  "延期答复告知书可凭编号和查询码下载。")  # fmt: skip
        return _("您的信息公开申请延期答复"), words % told
    return _("您的信息公开申请延期答复"), _(
        "您的申请 %(number)s 经批准延期，%(organ)s将在 %(due)s 前答复。延期答复告知书可凭编号和查询码下载。"
    ) % {**told, "due": in_words(due)}


def replied_mail(request: "DisclosureRequest") -> tuple[str, str, str]:
    """That the reply is there; by e-mail how it is contested, the channel on line with it (行政复议法 A.22(2))."""
    told = _("%(organ)s已对您的申请 %(number)s 作出答复。请凭编号和查询码在查询页面下载答复书。") % {
        "organ": request.addressed_to.name, "number": request.number,
    }  # fmt: skip
    return _("您的信息公开申请已答复"), told, remedies_of(request)


# The letters that decide, so that they are contested.
DECIDING = ("reply", "abandoned_notice", "unpaid_notice")


def remedies_of(request: "DisclosureRequest") -> str:
    """How the letter that stands is contested, by the law of its date, in the reader's language.

    Nothing where no letter of ours was issued (an old ledger's), or where nobody names the way any more.
    """
    issued = request.documents.filter(kind__in=DECIDING, state=Document.State.ISSUED)
    document, organ = issued.order_by("-pk").first(), request.addressed_to
    if document is None or organ.lacks_recourse:
        return ""
    if document.kind != "reply":
        return remedies_paragraph(organ, document.dated, _("本告知书"))
    draft = signed(request)
    if draft is None or (BY_CODE[draft.decision].withholds_part and not grounds_of(draft)):
        return ""  # signed before the grounds were asked for: the letter says how it is contested
    return decided(organ, BY_CODE[draft.decision], grounds_of(draft), document.dated).said()


def silence_told(request: "DisclosureRequest", last_day: date) -> str:
    """How no answer in time is contested, by the law of the limit's last day (行政复议法 A.23(1)(3))."""
    organ = request.addressed_to
    return "" if organ.lacks_recourse else terms(organ, Contested.SILENCE, last_day).said()
