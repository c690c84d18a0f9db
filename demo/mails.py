"""The county's mail as it is: servers away for a day, mailboxes that are full or gone, letters that come back days later."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from smtplib import SMTPRecipientsRefused

from interaction.casework.models import Case, OpenQuestion
from interaction.casework.retelling import UNTOLD
from interaction.casework.untold import follow_untold
from interaction.notices.delivery import dead_letters, deliver, send_again
from interaction.notices.models import Notice
from interaction.notices.outbox import NoticeCourier
from interaction.replies.models import Delivery
from requests_app.mailing import follow_mailed_replies

FULL, GONE = 552, 550
# A full mailbox is emptied, and whoever looks after dead letters has what waited for it sent again.
EMPTIED_AFTER = timedelta(days=7)

Act = Callable[[Case, str], bool]


class Post(NoticeCourier):
    """Mail servers of this county and of others; nothing leaves the house. A case's serial decides what befalls its mails."""

    away_one_day_in = 40
    gone_one_in, full_one_in, returned_one_in = 30, 25, 40

    def __init__(self, random: Random) -> None:
        self.random, self.away, self.failed, self.returned, self.told = random, False, 0, 0, 0
        self.day = date.min

    def live(self, day: date, act: Act) -> None:
        """One evening: what waits goes out or fails, what came back is noted, and what failed is delivered anew."""
        self.day, self.away = day, self.random.random() < 1 / self.away_one_day_in
        for question in OpenQuestion.objects.filter(kind__in=UNTOLD, event__on__lt=day).order_by("case__number"):
            by_letter = question.kind == "record_bounce" and question.case.channel == "disclosure"
            self.told += act(question.case.specific, "deliver_again" if by_letter else "tell_another_way")
        for letter in dead_letters(self).filter(send_after__date__lte=day - EMPTIED_AFTER):
            if not self._is_gone(letter):
                send_again(self, letter.pk)
        while deliver(self):
            pass
        follow_mailed_replies()
        follow_untold()
        self._note_what_came_back(day, act)

    def send(self, row: Notice) -> None:
        if self.away:
            raise ConnectionRefusedError
        code = GONE if self._is_gone(row) else FULL if self._is_full(row) else 0
        if code:
            self.failed += 1
            raise SMTPRecipientsRefused({row.address: (code, b"")})

    def _is_gone(self, row: Notice) -> bool:
        return row.channel == Notice.Channel.EMAIL and _serial(row.about_case) % self.gone_one_in == 1

    def _is_full(self, row: Notice) -> bool:
        week = self.day.toordinal() // EMPTIED_AFTER.days
        return row.channel == Notice.Channel.EMAIL and (_serial(row.about_case) + week) % self.full_one_in == 0

    def _note_what_came_back(self, day: date, act: Act) -> None:
        """Some servers take a letter, and return it later."""
        mailed = Delivery.objects.filter(
            method=Delivery.Method.EMAIL, on__lt=day, on__gte=day - EMPTIED_AFTER, document__kind="reply"
        )
        for sent in mailed.select_related("document__case").order_by("document__case__number"):
            case = sent.document.case
            noted = sent.document.deliveries.count() > 1 or case.events.filter(action="record_bounce").exists()
            if not noted and _serial(case.pk) % self.returned_one_in == 0:
                self.returned += act(case.specific, "record_bounce")


def _serial(pk: int | None) -> int:
    """The serial within the number of the case that a mail is about: ids differ from database to database."""
    number = Case.objects.filter(pk=pk or 0).values_list("number", flat=True).first() or "-0"
    return int(number.rpartition("-")[2])
