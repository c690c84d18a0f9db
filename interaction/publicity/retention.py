"""归档, the end of use, and the end of personal data: who wrote is forgotten, what was done stays.

个人信息保护法 A.19: kept no longer than the purpose needs; A.47: erased when it has run out; where the term that a law sets has
not, nothing is done with it but storing and protecting (A.47(2)). That law is the 档案法: what has a document with a number,
and what the archive's table names, is a file of the archive first, and is erased when it has left it. Figures are tallies of
events, which hold no personal data, so they stay right.
"""

import logging
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.archive.filing import (
    file_away,
    file_of,
    is_to_be_filed,
    kept_by_archive,
    note_filed,
    unfiled_of,
    years_to_file,
)
from interaction.backups.erasures import note_erasure
from interaction.casework.actions import ActionContext, Condition, action, actions_of
from interaction.casework.attachments import destroy
from interaction.casework.engine import perform
from interaction.casework.forgetting import erase_words, forget_with
from interaction.casework.models import Case, CaseMixin
from interaction.casework.registry import channels
from interaction.casework.steps import Stage
from interaction.errors import Refused
from interaction.notices.outbox import forget_about
from interaction.organs.actors import SYSTEM, Actor
from interaction.organs.models import Role
from interaction.publicity.masking import find, mask
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, TextField

logger = logging.getLogger(__name__)
# What the list of erasures calls one of a case.
CASE = "case"
# Where nothing more is owed. (已归档 is of cases archived before filing was told apart from the stage of the work.)
SETTLED = (
    Stage.PUBLISHED, Stage.CLOSED, Stage.DECLINED, Stage.WITHDRAWN, Stage.CONVERTED, Stage.ABANDONED, Stage.RETURNED_UP,
    Stage.ARCHIVED,
)  # fmt: skip


def last_day_to_keep(day: date) -> date:
    """Cases that ended on or before this day are used no more on `day`."""
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
not_filed = Condition(
    lambda case, actor: is_to_be_filed(case), _("本件已经归档，或者按保管期限表不归档。"), "档案法第十四条"
)
filed = Condition(lambda case, actor: file_of(case) is not None, _("本件还没有归档。"), "档案法第十四条")
undisputed = Condition(lambda case, actor: not case.is_disputed, _("本件还有没有审结的复议、诉讼。"))
in_use = Condition(lambda case, actor: case.use_ended_on is None, _("本件已经停止使用。"))
out_of_use = Condition(lambda case, actor: case.use_ended_on is not None, _("本件还在使用，直接打开就可以查看。"))
archive_lets_go = Condition(
    lambda case, actor: not kept_by_archive(case),
    _("档案的保管期限还没有届满，没有移交，也没有鉴定销毁。"),
    "档案法第三十一条",
)


class OpenForm(ActionForm):
    """Why somebody looks into what is no longer in use."""

    reason = TextField(
        label=_("查阅理由"), max_length=500, help_text=_("写明为办理什么事、经谁批准。当天可以查看，每次查阅都有记录。")
    )


class RetentionActions(CaseMixin):
    """After everything. `Case` is mixed in beside this."""

    @property
    def is_disputed(self) -> bool:
        """Whether something is still contested: the case is then in use, however old."""
        return False

    @action(_("归档"), source=SETTLED, target=None, by=(Role.INTAKE, Role.ARCHIVIST, SYSTEM), at="addressed_to",
            law="档案法第十四条", needs=(not_filed, not_anonymised))  # fmt: skip
    def archive(self, ctx: ActionContext) -> None:
        """A file of the archive, under its number; what may still be said or contested, may be."""
        found = file_away(self, ctx.on)
        ctx.details["archive"] = {"number": found.number, "term": found.term}

    @action(_("停止使用，只由档案保管"), source=SETTLED, target=None, by=SYSTEM, law="个人信息保护法第四十七条第二款",
            needs=(kept_long_enough, filed, in_use, undisputed, not_anonymised))  # fmt: skip
    def end_use(self, ctx: ActionContext) -> None:
        """Its purpose has ended, the archive's term has not: from now on it is stored and protected, and that is all."""
        self.use_ended_on = ctx.on

    @action(_("查阅档案"), source=SETTLED, target=None, by=(Role.ARCHIVIST, Role.PUBLISHER), at="addressed_to",
            form=OpenForm, law="个人信息保护法第五十一条", needs=(out_of_use,), after_use=True)  # fmt: skip
    def open_archived(self, ctx: ActionContext, *, reason: str) -> None:
        """Somebody of the archive looks into it today; or a publisher, to correct or take back what is public."""

    @action(_("删除个人信息"), source=SETTLED, target=None, by=SYSTEM, law="个人信息保护法第四十七条", after_use=True,
            needs=(kept_long_enough, archive_lets_go, undisputed, not_anonymised))  # fmt: skip
    def anonymise(self, ctx: ActionContext) -> None:
        """The party, what it wrote and its files are forgotten; dates, organs, decisions and figures remain."""
        names = _forget_party(self)
        self.title = masked(self.title, names)
        self.anonymised_on = ctx.on
        erase_words(self)
        destroy(self.attachments.all())
        forget_about(self.pk)
        forget_with(self, lambda text: masked(text, names))
        self.when_anonymised(names)
        note_erasure(CASE, self.number)

    def when_anonymised(self, names: tuple[str, ...]) -> None:
        """For what a channel holds in its own columns of a case."""


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
    """Cases whose purpose has ended and with which something is to be done: filed, put out of use, or forgotten."""
    keeping = [one.key for one in channels() if "anonymise" in actions_of(one.model)]
    return Case.objects.filter(
        Q(use_ended_on__isnull=True) | Q(archive_file__ended_on__isnull=False),
        channel__in=keeping, closed_on__lte=last_day_to_keep(day), anonymised_on__isnull=True,
    ).order_by("closed_on")  # fmt: skip


def anonymise_due() -> int:
    """Anonymise what is due, or put it out of use where the archive keeps it, each case in a transaction of its own; answers
    how many were anonymised. Safe to stop and run again; one that is refused is logged, and the next has its turn."""
    done = 0
    for pk in list(due(today()).values_list("pk", flat=True)):
        case: Any = Case.objects.get(pk=pk).specific
        if case.is_disputed:
            continue
        try:
            if is_to_be_filed(case):
                perform(case, "archive", Actor.system())
            if kept_by_archive(case):
                perform(case, "end_use", Actor.system())
            else:
                perform(case, "anonymise", Actor.system())
                done += 1
        except Refused as refused:
            logger.error("%s keeps its personal data: %s", case.number, refused)
    return done


def file_due() -> int:
    """File what closed in the years that are over; answers how many. Safe to stop and run again."""
    done = 0
    for year in years_to_file(today()):
        for case in unfiled_of(year):
            if "archive" not in actions_of(type(case)) or not is_to_be_filed(case):
                continue
            try:
                perform(case, "archive", Actor.system())
            except Refused as refused:
                logger.error("%s is not filed: %s", case.number, refused)
            else:
                done += 1
        note_filed(year, today())
    return done


def erase_again(number: str) -> bool:
    """Forget a case that was forgotten after the backup this database was restored from; whether there was one."""
    found = Case.objects.filter(number=number, anonymised_on__isnull=True).first()
    if found:
        perform(found.specific, "anonymise", Actor.system())
    return found is not None
