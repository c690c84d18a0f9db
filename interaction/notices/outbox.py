"""Putting notices into the outbox, inside the caller's transaction, and how they go out later, in a worker.

A notice to staff is the row itself; e-mail and SMS are sent (delivery.py).
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.models import Case, CharField, QuerySet, Value, When
from django.db.models.functions import Concat, Length
from django.utils.translation import gettext_lazy as _

from interaction.notices import sms
from interaction.notices.delivery import Courier, DeadLetter, deliver
from interaction.notices.models import Notice
from interaction.organs.actors import Actor
from interaction.organs.hours import county_hours
from interaction.organs.models import Role, Staff
from interaction.privacy.encryption import CannotOpen, blind_index
from interaction.privacy.names import masked_address
from interaction.visitors.throttle import RECEIPTS_A_DAY, spend
from interaction.workdays.current import calendar
from interaction.workdays.now import SHANGHAI, local_date, now

# So that no answering machine answers (RFC 3834).
BY_MACHINE = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
MAILS_FROM = urlsplit(settings.SITE_URL).hostname or "localhost"


def in_office_hours(instant: datetime) -> datetime:
    """The instant itself within office hours of a working day (Asia/Shanghai), else the next opening."""
    days, hours = calendar(), county_hours()
    day, at = local_date(instant), instant.astimezone(SHANGHAI).time()
    if days.is_workday(day) and hours.on(day).opens <= at < hours.on(day).closes:
        return instant
    if not days.is_workday(day) or at >= hours.on(day).closes:
        day = days.add(day, 1)
    return datetime.combine(day, hours.on(day).opens, SHANGHAI)


def notify_staff(
    people: Iterable[Staff],
    *,
    key: str,
    subject: str,
    body: str = "",
    about: int | None = None,
    send_after: datetime,
) -> list[Notice]:
    """In-site notices, one to each person, never two of the same key."""
    notices = [
        Notice(
            key=f"{key}:{person.pk}", channel=Notice.Channel.SITE, staff=person, subject=subject, body=body,
            about_case=about, send_after=send_after, state=Notice.State.SENT, sent_at=send_after,
        )
        for person in people
    ]  # fmt: skip
    return Notice.objects.bulk_create(notices, ignore_conflicts=True)


def notify_many(notices: list[Notice]) -> None:
    """Thousands of notices at once, those whose key is there already left out.

    By COPY: an INSERT of as many rows spends most of its time on their placeholders.
    """
    fields, database = Notice._meta.concrete_fields, connections[DEFAULT_DB_ALIAS]
    columns = ", ".join(str(field.column) for field in fields)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE told (LIKE notices_notice) ON COMMIT DROP")
        with cursor.copy(f"COPY told ({columns}) FROM STDIN") as copy:
            for one in notices:
                copy.write_row([field.get_db_prep_save(field.pre_save(one, True), database) for field in fields])
        cursor.execute(
            f"INSERT INTO notices_notice ({columns}) SELECT {columns} FROM told ON CONFLICT DO NOTHING"  # noqa: S608
        )
        cursor.execute("DROP TABLE told")


def by_sms(*, email: str, phone: str) -> bool:
    """Whether a citizen with these contacts is told by SMS: there is no e-mail address, and the number takes one."""
    return not email and sms.reaches(phone)


def notify_citizen(
    *, key: str, email: str, phone: str, subject: str, body: str, about: int | None, foot: str = ""
) -> None:
    """One notice to a citizen, `about` the case where it is of one, by e-mail where there is an address, else by SMS where
    one goes out. `foot` stands under an e-mail alone: where to read more, and who writes."""
    if email:
        channel, address, body = Notice.Channel.EMAIL, email, f"{body}\n\n{foot}".strip()
    elif by_sms(email=email, phone=phone):
        channel, address = Notice.Channel.SMS, phone
    else:
        return
    Notice.objects.bulk_create(
        [
            Notice(
                key=key, channel=channel, address=address, subject=subject, body=body, about_case=about,
                send_after=now(),
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def notify_stranger(
    *, key: str, email: str, phone: str, subject: str, body: str, about: int | None, foot: str = ""
) -> None:
    """A receipt to the address or number that a form named; nothing, where these have had their share of the day: whose
    they are, nobody has shown, and the page that took the form says the same."""
    reached = email or phone
    if reached and not spend(RECEIPTS_A_DAY, blind_index("receipt", reached.casefold())).exceeded:
        notify_citizen(key=key, email=email, phone=phone, subject=subject, body=body, about=about, foot=foot)


# Why a notice is dead from the beginning: its addressee has left nothing that one goes to.
UNREACHABLE = "unreachable"


def note_unreachable(*, key: str, about: int) -> None:
    """Note that a citizen is told of something by no way that the system has: a dead notice, which somebody of the case is asked
    about. It is none of those that could be sent again."""
    notice = Notice(
        key=key, channel=Notice.Channel.SMS, address="", subject="", body="", state=Notice.State.DEAD, failure=UNREACHABLE,
        send_after=now(), about_case=about,
    )  # fmt: skip
    Notice.objects.bulk_create([notice], ignore_conflicts=True)


Enclosure = tuple[str, bytes, str]
_open_enclosure: list[Callable[[str], Enclosure]] = []


def open_enclosures_by(opener: Callable[[str], Enclosure]) -> None:
    """Make known how the key of a file becomes its name, content and kind: the room of files lies above this one."""
    _open_enclosure[:] = [opener]


def mail_files(*, key: str, email: str, subject: str, body: str, about: int, files: Iterable[str]) -> None:
    """One e-mail to a citizen with files, which are opened when it goes out; never two of the same key."""
    notice = Notice(
        key=key, channel=Notice.Channel.EMAIL, address=email, subject=subject, body=body, about_case=about,
        send_after=now(), encloses=list(files),
    )  # fmt: skip
    Notice.objects.bulk_create([notice], ignore_conflicts=True)


def tell_address(*, key: str, email: str, subject: str, body: str, headers: dict[str, str] | None = None) -> None:
    """One e-mail to an address that asked for it; never two of the same key. `headers` go out with it."""
    notice = Notice(
        key=key,
        channel=Notice.Channel.EMAIL,
        address=email,
        subject=subject,
        body=body,
        headers=headers,
        send_after=now(),
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)


def tell_in_passing(*, key: str, channel: str, address: str, subject: str, body: str, until: datetime) -> None:
    """What must not be kept, as a one-time code: sealed while it waits, deleted when it was sent, after `until` not sent
    at all. The subject is not sealed: it says nothing of it."""
    Notice.objects.create(
        key=key, channel=channel, address=address, subject=subject, body=body, send_after=now(), until=until
    )


def forget_waiting(key_prefix: str) -> None:
    """Take back what has such a key and has not gone out yet; what has, keeps neither address nor text."""
    Notice.objects.filter(key__startswith=key_prefix).delete()


def unread(staff: Staff) -> models.QuerySet[Notice]:
    return Notice.objects.filter(
        staff=staff, channel=Notice.Channel.SITE, read_at__isnull=True, send_after__lte=now()
    ).order_by("-send_after")


def mark_read(staff: Staff) -> None:
    unread(staff).order_by().update(read_at=now())


class NoticeCourier(Courier[Notice]):
    """E-mail and text messages. What is of use for a short while alone has lanes of its own: it overtakes the rest."""

    key, label = "notices", _("通知")
    # What was written at one instant goes in the order of its events, whose numbers the keys end with.
    order = ("send_after", Length("key"), "key")

    def all(self) -> QuerySet[Notice]:
        return Notice.objects.exclude(channel=Notice.Channel.SITE).exclude(failure=UNREACHABLE)

    def rows(self) -> QuerySet[Notice]:
        passing = Case(When(until__isnull=True, then=Value("")), default=Value("!"))
        return self.all().annotate(lane=Concat("channel", passing, output_field=CharField()))

    def send(self, row: Notice) -> None:
        if row.channel == Notice.Channel.EMAIL:
            # The same identity however often it goes out: a mailbox that has it already shows it once.
            headers = {"Message-ID": f"<{row.pk}@{MAILS_FROM}>", **BY_MACHINE, **(row.headers or {})}
            message = EmailMessage(row.subject, row.body, to=[row.address], headers=headers)
            for file in row.encloses:
                message.attach(*_open_enclosure[0](file))
            message.send()
        else:
            sms.send(row.address, row.body)

    def is_stale(self, row: Notice) -> bool:
        return row.until is not None and row.until <= now()

    def is_kept(self, row: Notice) -> bool:
        return row.until is None

    def dead_letter(self, row: Notice) -> DeadLetter:
        try:
            to = masked_address(row.address)
        except CannotOpen:  # it may be dead for that very reason
            to = ""
        return DeadLetter(row.get_channel_display(), to, row.about_case)

    def is_handled_by(self, actor: Actor) -> bool:
        return not actor.roles.isdisjoint({Role.ADMINISTRATOR, Role.SUPERVISOR})


NOTICES = NoticeCourier()


def deliver_waiting() -> int:
    """Send the notices that are due; answers how many went out."""
    return deliver(NOTICES)


def forget_about(case_id: int) -> None:
    """Notices about a case whose personal data is erased: addresses and texts go with it."""
    Notice.objects.filter(about_case=case_id).delete()


def forget_keys(prefix: str) -> None:
    """Notices whose key begins so: their addresses and texts are personal data of somebody who is forgotten."""
    Notice.objects.filter(key__startswith=prefix).delete()
