"""What the case page is made of: actions by weight, the party masked or in the clear, the timeline in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from interaction.casework.actions import Action, actions_of, available
from interaction.casework.clearances import CLEARING
from interaction.casework.clocks import CALENDAR_CHANGED
from interaction.casework.code_actions import Checked
from interaction.casework.models import NEW, Assist, Case, Clock, Event, Party
from interaction.casework.party import kind_of_document
from interaction.limits.rules import mark_label
from interaction.organs.actors import PARTY, Actor
from interaction.publicity.finding import LABELS, Kind
from interaction.publicity.hiding import Reader

VIEW_PARTY = "view_party"


@dataclass(frozen=True)
class AvailableActions:
    """What a person may do with a case now: the one or two main actions, the rest, and whether to look at the party."""

    main: list[Action]
    others: list[Action]
    views_party: bool


def choices(case: Case, actor: Actor) -> AvailableActions:
    found = available(case, actor)
    possible = [one for one in found if one.name != VIEW_PARTY]
    main = [one for one in possible if one.main] or possible[:1]
    return AvailableActions(main, [one for one in possible if one not in main], views_party=len(found) > len(possible))


def party_rows(case: Case, *, revealed: bool) -> list[tuple[str, str]]:
    """Who sent the case: masked, or in the clear for whom it was revealed to."""
    rows: list[tuple[str, str | None]] = [(_("姓名（名称）"), case.from_whom)]
    party: Party | None = getattr(case, "party", None)
    if party and not revealed:
        rows.append((_("类型"), party.get_kind_display()))
    if party and revealed:
        rows = [
            (_("姓名（名称）"), party.name), (_("类型"), party.get_kind_display()), (_("证件"), kind_of_document(party)),
            (_("证件号码"), party.id_number), (_("监护人"), party.guardian), (_("代理人"), party.agent),
            (_("代理权限"), party.authority), (_("联系人"), party.contact),
            (_("联系电话"), party.phone), (_("另一个电话"), party.second_phone), (_("电子邮箱"), party.email),
            (_("通信地址"), party.address), (_("邮政编码"), party.postcode),
        ]  # fmt: skip
    return [(label, text) for label, text in rows if text]


def assists(case: Case, actor: Actor) -> Assist | None:
    """The part that this person's organ has in a case which another organ answers."""
    if not case.assisted or actor.sees(case.organ) or actor.sees(case.addressed_to):
        return None
    helpers = case.assists.select_related("organ")
    return next((one for one in helpers if actor.sees(one.organ)), None)


def may_print_receipt(case: Case, actor: Actor) -> bool:
    """Whoever may enter such cases for this organ, and only where one of them was: a citizen's own stays private."""
    opened = next((event for event in case.events.all() if event.seq == 1), None)
    declared = actions_of(type(case)).get(opened.action) if opened else None
    if declared is None or NEW not in declared.sources or PARTY in declared.by:
        return False
    return any(actor.holds(role, case.addressed_to) for role in declared.by)


@dataclass(frozen=True)
class TimelineLine:
    """One event as the timeline shows it."""

    label: str
    who: str
    organ: str
    at: datetime
    words: list[str]
    facts: list[str]
    law: str


def read_events(case: Case) -> None:
    """Fetch the case's events and clocks once, for the timeline, for the clocks' explanation, for what may be done now."""
    events = Event.objects.select_related("actor", "organ", "words")
    prefetch_related_objects([case], Prefetch("events", events), Prefetch("clocks", Clock.objects.order_by("pk")))


def timeline(case: Case, shown: Reader) -> list[TimelineLine]:
    """What happened, the newest first; looks at personal data are folded away."""
    declared = actions_of(type(case))
    events = [event for event in case.events.all() if event.action != VIEW_PARTY]
    return [_line(event, declared.get(event.action), shown) for event in reversed(events)]


def _line(event: Event, declared: Action | None, shown: Reader) -> TimelineLine:
    words = getattr(event, "words", None)
    repeated = shown.masks and event.action == CLEARING  # what was cleared stands above, in the texts themselves
    who = {"party": _("来件人"), "system": _("系统")}.get(event.actor_kind, event.actor_name)
    return TimelineLine(
        label=str(declared.label) if declared else _undeclared(event),
        who=who, organ=event.organ.short_name, at=event.at, words=shown.texts(words.texts.values() if words and not repeated else ()),
        facts=_facts(event.details), law=declared.law if declared else "",
    )  # fmt: skip


def _undeclared(event: Event) -> str:
    """What nobody did to the case: a new calendar, or what the records tell that it was taken over from."""
    if event.action == CALENDAR_CHANGED:
        return _("放假安排公布，期限调整")
    what = mark_label(event.mark or event.details.get("not_counted", ""))
    return _("台账记载：%(what)s（%(day)s）") % {"what": what, "day": event.on.isoformat()}


def _facts(details: dict[str, Any]) -> list[str]:
    """The details that a person reads; the others are for the machine."""
    facts = [str(Checked(details[one]).label) for one in ("checked_by",) if one in details]
    if "document" in details:
        facts.append(details["document"])
    if "names" in details:
        facts.append("、".join(details["names"]))
    if "proposed" in details:
        facts.append(_("建议由%(organ)s承办") % {"organ": details["proposed"]})
    if "with" in details:
        facts.append(_("主件 %(number)s") % {"number": details["with"]})
    if "workdays" in details:
        facts.append(_("延长 %(n)s 个工作日") % {"n": details["workdays"]})
    if "version" in details:
        facts.append(_("第 %(n)s 稿") % {"n": details["version"]})
    if "received_on" in details:
        facts.append(_("收到日期 %(day)s") % {"day": details["received_on"]})
    if "stars" in details:
        settled = _("事情解决了") if details.get("settled") else _("事情没有解决")
        facts.append(_("%(n)s 分（满分 5 分），%(settled)s") % {"n": details["stars"], "settled": settled})
    if "answer_by" in details:
        facts.append(_("回复期限 %(day)s") % {"day": details["answer_by"]})
    if "masking" in details:
        facts += _masking(details["masking"])
    for move in details.get("moved", []):
        facts.append(_("%(from)s 改为 %(to)s") % move)
    if "reply_clock" in details:
        clock = details["reply_clock"]
        facts.append(
            (_("按期，用时 %(n)s 个工作日") if clock["on_time"] else _("逾期，用时 %(n)s 个工作日"))
            % {"n": clock["workdays"]}
        )
    return facts


def _masking(counts: dict[str, Any]) -> list[str]:
    """How much a reviewer masked, kept and added; what it was stays with the reviewer."""
    kept = [
        _("%(label)s %(n)s 处") % {"label": LABELS[Kind(kind)], "n": n} for kind, n in counts.get("lifted", {}).items()
    ]
    return [
        _("找到个人信息 %(n)s 处") % {"n": counts.get("findings", 0)},
        *([_("核对后保留：%(kept)s") % {"kept": "、".join(kept)}] if kept else []),
        *([_("补充隐去 %(n)s 处") % {"n": counts["added"]}] if counts.get("added") else []),
    ]


def asked_before(case: Case, declared: Action, shown: Reader) -> TimelineLine | None:
    """What the action answers: the latest of those that asked for it, with the words and who said them."""
    if not declared.answers:
        return None
    events = case.events.filter(action__in=declared.answers).select_related("actor", "organ", "words")
    asked = events.order_by("-seq").first()
    return _line(asked, actions_of(type(case)).get(asked.action), shown) if asked else None
