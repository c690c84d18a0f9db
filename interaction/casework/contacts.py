"""By which of the contacts known of a sender a notice can still be sent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.casework.models import Case, Party
from interaction.notices import sms
from interaction.notices.models import Notice
from interaction.privacy.names import masked_address


class Known(models.TextChoices):
    """Where a contact is known from."""

    EMAIL = "email", _("来件时留的邮箱")
    PHONE = "phone", _("来件时留的电话")
    SECOND_PHONE = "second_phone", _("来件时留的另一个电话")
    ACCOUNT = "account", _("登录网站用的手机号码或者邮箱")


@dataclass(frozen=True)
class Contact:
    """An address to which a notice can be sent; never logged, shown masked."""

    known: Known
    address: str

    @property
    def masked(self) -> str:
        return str(masked_address(self.address))

    @property
    def takes_a_notice(self) -> bool:
        return "@" in self.address or sms.reaches(self.address)


_proven_of: list[Callable[[Case], Iterator[str]]] = []


def proven_contacts_by(provider: Callable[[Case], Iterator[str]]) -> None:
    """Make known how contacts that somebody has proved to be their own are found: the room of accounts lies above this one."""
    _proven_of[:] = [provider]


def contacts_of(case: Case) -> list[Contact]:
    """Every contact of a sender that takes a notice, each address once, what the sender gave first."""
    party = Party.objects.filter(case=case.pk).first()
    given = {
        Known.EMAIL: party.email if party else "", Known.PHONE: party.phone if party else "",
        Known.SECOND_PHONE: (party.second_phone if party else "") or "",
    }  # fmt: skip
    found = [Contact(known, address) for known, address in given.items() if address]
    found += [Contact(Known.ACCOUNT, address) for provider in _proven_of for address in provider(case)]
    first = {one.address: one for one in reversed(found)}
    return [one for one in found if first[one.address] is one and one.takes_a_notice]


def contacts_left(case: Case) -> list[Contact]:
    """The contacts from which nothing about this case has come back, and to which nothing has failed to go out."""
    notices = Notice.objects.filter(about_case=case.pk)
    bounced = case.events.filter(action="record_bounce").order_by("seq").last()
    back = Q(channel=Notice.Channel.EMAIL, send_after__lte=bounced.at) if bounced else Q(pk__in=[])
    failed = {notice.address for notice in notices.filter(Q(state=Notice.State.DEAD) | back)}
    return [one for one in contacts_of(case) if one.address not in failed]
