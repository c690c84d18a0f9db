"""What pages show of a matter beside its own words: who else came with it, who assists, why it was declined."""

from typing import Any

from django.db.models import TextChoices, prefetch_related_objects
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.channels import Alert, Rows, Table, Text
from interaction.casework.models import Case, Clock
from interaction.casework.steps import Stage
from interaction.i18n.translation import written_day

MOST_LIKES = 3


def words_of(case: Case, action: str) -> dict[str, str]:
    """What was said when an action was last done; nothing where it never was."""
    event = case.events.filter(action=action).select_related("words").order_by("-seq").first()
    words = getattr(event, "words", None) if event else None
    return words.texts if words else {}


def declined(case: Case, grounds: type[TextChoices]) -> Rows:
    """Why, and where to turn instead."""
    event = case.events.filter(mark="declined").first()
    if event is None:
        return []
    ground = grounds(event.details["ground"]).label
    return [(_("未予受理的理由"), ground), (_("您可以这样做"), words_of(case, "decline").get("advice", ""))]


def after_rating(case: Any, said: str) -> Rows:
    """What the sender said of the answer, what comes of it and by when."""
    if case.state in case.AT_WORK and case.reworked:
        day = written_day(case.due_on) if case.due_on else ""
        words = _t("您评价不满意或者没有解决，正在重新办理，最迟%(day)s答复。上面是原来的答复。") % {"day": day}
        return [(_("重新办理"), words)]
    if case.stars is None:
        return []
    found: list[tuple[Text, Text]] = [(_("您的评价"), said)]
    decides = case.clocks.filter(slot="rework_decision", state=Clock.State.RUNNING).first()
    if decides and decides.due_on:
        words = _t("督办人员将在%(day)s前决定是否重新办理，结果会告诉您。") % {"day": written_day(decides.due_on)}
        found.append((_("接下来"), words))
    elif case.rework_refused:
        found.append((_("复核结果"), _t("经复核，维持原答复。理由见下方“经过”。")))
    elif case.badly_rated and case.reworked:
        found.append((_("接下来"), _t("已经按您的评价重新办理过一次，不再重办。有新的情况，请另行提出。")))
    return found


def followers_of(case: Any) -> list[Any]:
    """Return all that were merged into a case, read once for a page."""
    prefetch_related_objects([case], "followers")
    return list(case.followers.all())


def tables(case: Any, followers_title: Text) -> list[Table]:
    """Cases merged into this one, and the parts of assisting organs."""
    found = []
    followers = followers_of(case)
    if followers:
        rows: list[tuple[Any, ...]] = [
            (Alert(one.number, one.pk), one.title, one.from_whom, one.state_label, one.due_on or "")
            for one in followers
        ]
        heads = (_("编号"), _("标题"), _("来自"), _("状态"), _("答复期限"))
        found.append(Table(followers_title, heads, rows))
    if case.assisted:
        found.append(parts_table(case))
    return found


def parts_table(case: Any) -> Table:
    """What assisting organs were asked, and what they found."""
    rows = [
        (one.organ.name, one.asked_on, one.answered_on or _("待反馈"), one.part)
        for one in case.assists.select_related("organ")
    ]
    return Table(_("协办意见"), (_("单位"), _("交办"), _("反馈"), _("意见")), rows)


def joined(case: Any) -> list[Alert]:
    """The lead of a merged case; of a lead, how many read the answer, and the earliest day."""
    found = [Alert(_t("已并入 %(number)s") % {"number": case.lead.number}, case.lead.pk)] if case.lead else []
    merged = [one for one in followers_of(case) if one.state == Stage.MERGED]
    if not merged:
        return found
    earliest = written_day(case.due_on) if case.due_on else ""
    found.append(Alert(_t("并入 %(n)s 件，答复同时发给 %(all)s 位来件人；各件中最早应于%(day)s前答复。") % {
        "n": len(merged), "all": len(merged) + 1, "day": earliest,
    }))  # fmt: skip
    return found


def likes(case: Any) -> list[Alert]:
    """Cases at work that may be about the same."""
    return [
        Alert(
            _t("可能是同一事项：%(number)s《%(title)s》（相似度 %(share)d%%）")
            % {"number": one.case.number, "title": one.case.title, "share": one.share * 100},
            one.case.pk,
        )
        for one in case.duplicates[:MOST_LIKES]
    ]
