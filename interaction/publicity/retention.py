"""归档 and the end of personal data: who wrote is forgotten after the configured years, what was done stays.

个人信息保护法 A.19: kept no longer than the purpose needs; A.47: erased when it has run out. Figures are tallies of events,
which hold no personal data, so they stay right.
"""

import logging
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, Condition, action, actions_of
from interaction.casework.attachments import destroy
from interaction.casework.engine import perform
from interaction.casework.models import Case, CaseMixin, EventWords
from interaction.casework.registry import channels
from interaction.casework.steps import Stage
from interaction.errors import Refused
from interaction.notices.outbox import forget_about
from interaction.organs.actors import SYSTEM, Actor
from interaction.organs.models import Role
from interaction.publicity.masking import find, mask
from interaction.replies.models import Delivery, Draft
from interaction.workdays.now import today

logger = logging.getLogger(__name__)
# What is published stays so, to be corrected or taken back; all else goes to the archive.
SETTLED = (Stage.CLOSED, Stage.DECLINED, Stage.WITHDRAWN, Stage.CONVERTED, Stage.ABANDONED)


def last_day_to_keep(day: date) -> date:
    """Cases that ended on or before this day are anonymised on `day`."""
    try:
        return day.replace(year=day.year - settings.RETENTION_YEARS)
    except ValueError:  # 29 February
        return day.replace(year=day.year - settings.RETENTION_YEARS, day=28)


kept_long_enough = Condition(
    lambda case, actor: case.closed_on is not None and case.closed_on <= last_day_to_keep(today()),
    _("保存期限还没有届满。"),
    "个人信息保护法第十九条",
)
not_anonymised = Condition(lambda case, actor: case.anonymised_on is None, _("个人信息已经删除。"))


class RetentionActions(CaseMixin):
    """After everything. `Case` is mixed in beside this."""

    @action(_("归档"), source=SETTLED, target=Stage.ARCHIVED, by=(Role.INTAKE, SYSTEM), at="addressed_to")
    def archive(self, ctx: ActionContext) -> None:
        """Nothing more is to be done or said."""

    @action(_("删除个人信息"), source=(*SETTLED, Stage.RETURNED_UP, Stage.PUBLISHED, Stage.ARCHIVED), target=None, by=SYSTEM,
            law="个人信息保护法第四十七条", needs=(kept_long_enough, not_anonymised))  # fmt: skip
    def anonymise(self, ctx: ActionContext) -> None:
        """The party, what it wrote and its files are forgotten; dates, organs, decisions and figures remain."""
        names = _forget_party(self)
        self.title = masked(self.title, names)
        self.anonymised_on = ctx.on
        EventWords.objects.filter(event__case=self).delete()
        destroy(self.attachments.all())
        forget_about(self.pk)
        for draft in Draft.objects.filter(case=self):
            draft.body = masked(draft.body, names)
            draft.particulars = {name: masked(text, names) for name, text in draft.particulars.items()}
            draft.save(update_fields=["body", "particulars"])
        for delivery in Delivery.objects.filter(document__case=self):
            delivery.proof = ""
            delivery.save(update_fields=["proof"])
        self.when_anonymised(names)

    def when_anonymised(self, names: tuple[str, ...]) -> None:
        """For a channel that holds more of it."""


def masked(text: str, names: tuple[str, ...]) -> str:
    return mask(text, find(text, names))


def _forget_party(case: Any) -> tuple[str, ...]:
    """Answers the names that stood there, so that they are found in texts."""
    party = case.party
    names: tuple[str, ...] = party.names
    party.forget()
    case.from_whom = _t("（已删除）")
    return names


def due(day: date) -> QuerySet[Case]:
    """Cases whose time has run out, of the channels that keep personal data so long and no longer."""
    keeping = [one.key for one in channels() if "anonymise" in actions_of(one.model)]
    return Case.objects.filter(
        channel__in=keeping, closed_on__lte=last_day_to_keep(day), anonymised_on__isnull=True
    ).order_by("closed_on")


def anonymise_due(most: int = 500) -> int:
    """Anonymise what is due, each case in a transaction of its own; answers how many. Safe to stop and run again; one that
    is refused is logged, and the next has its turn."""
    done = 0
    for case in due(today())[:most]:
        try:
            perform(case.specific, "anonymise", Actor.system())
        except Refused as refused:
            logger.error("%s keeps its personal data: %s", case.number, refused)
        else:
            done += 1
    return done
