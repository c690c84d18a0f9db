"""Subscribing in two steps, and leaving in one. Links carry a token derived from the subscription, stored nowhere."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from interaction.backups.erasures import note_erasure
from interaction.casework.registry import channels
from interaction.notices.outbox import forget_waiting, tell_address
from interaction.organs.models import Organ
from interaction.privacy.encryption import blind_index
from interaction.publicity.subscriptions.models import Subscription
from interaction.workdays.now import now

# Who has not confirmed by then is forgotten.
CONFIRM_WITHIN = timedelta(days=7)
# Also what the list of erasures calls one of a subscription.
PURPOSE = "subscription"


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to be told of; empty parts narrow nothing."""

    organ: Organ | None = None
    channel: str = ""
    kind: str = ""
    words: str = ""

    def digest(self) -> str:
        parts = (self.organ.code if self.organ else "", self.channel, self.kind, self.words)
        return blind_index(f"{PURPOSE}.wanted", "\n".join(parts))


def subscribe(address: str, wanted: Wanted, rhythm: str, language: str) -> None:
    """Write the address down and send it a link; nothing else is sent before somebody who reads its mail has confirmed.

    Whether the address was subscribed already shows only in the mail: the page must not tell a stranger.
    """
    one, created = Subscription.objects.get_or_create(
        address_index=blind_index("address", address), wanted=wanted.digest(),
        defaults={
            "address": address, "organ": wanted.organ, "channel": wanted.channel, "kind": wanted.kind, "words": wanted.words,
            "rhythm": rhythm, "language": language, "asked_at": now(),
        },
    )  # fmt: skip
    if not created and one.confirmed_at is None:
        Subscription.objects.filter(pk=one.pk).update(asked_at=now(), rhythm=rhythm, language=language)
    with override(language):
        _send_link(one)


def _send_link(one: Subscription) -> None:
    if one.confirmed_at:
        subject = _("您已经订阅过")
        body = _("您已经订阅“%(what)s”，不用再确认。\n\n不想再收到，请打开：\n%(leave)s\n")
    else:
        subject = _("请确认订阅")
        body = _(
            "有人（应该是您）用这个邮箱订阅“%(what)s”。\n\n请打开下面的网页，按“确认订阅”：\n%(confirm)s\n\n"
            "不是您订阅的，不用理会，七天后会自动删除。\n"
        )
    words = {
        "what": described(one),
        "confirm": link(one, "confirm_subscription"),
        "leave": link(one, "leave_subscription"),
    }
    tell_address(
        key=f"subscription:{one.pk}:link:{now():%Y%m%d%H%M%S%f}", email=one.address,
        subject=f"{subject} - {settings.OFFICE['government']}", body=body % words,
    )  # fmt: skip


def described(one: Subscription) -> str:
    """What is subscribed to, in words."""
    labels = {channel.key: str(channel.label) for channel in channels()}
    parts = [one.organ.name if one.organ else "", labels.get(one.channel, ""), one.kind, one.words]
    return " · ".join(part for part in parts if part) or _("全部公开答复")


def confirm(one: Subscription) -> None:
    """Told of what becomes public from now on. Confirming twice does no harm."""
    Subscription.objects.filter(pk=one.pk, confirmed_at=None).update(confirmed_at=now())


@transaction.atomic
def leave(one: Subscription) -> None:
    """Nothing of it is kept, and no mail that is already waiting goes out."""
    note_erasure(PURPOSE, str(one.pk))
    forget(one.pk)


def leave_again(key: str) -> bool:
    """Forget who left after the backup this database was restored from; whether there was somebody."""
    found = Subscription.objects.filter(pk=UUID(key)).first()
    if found:
        leave(found)
    return found is not None


def forget(pk: UUID) -> None:
    Subscription.objects.filter(pk=pk).delete()
    forget_waiting(f"subscription:{pk}:")


def forget_unconfirmed() -> int:
    """Those whose time to confirm has passed; answers how many."""
    late = Subscription.objects.filter(confirmed_at=None, asked_at__lt=now() - CONFIRM_WITHIN)
    found = list(late.values_list("pk", flat=True))
    for pk in found:
        forget(pk)
    return len(found)


def token_of(one: Subscription) -> str:
    return blind_index(f"{PURPOSE}.token", str(one.pk))[:32]


def opened(pk: UUID, token: str) -> Subscription | None:
    """The subscription to which a link belongs; None when it is gone or the link is not its own."""
    one = Subscription.objects.select_related("organ").filter(pk=pk).first()
    return one if one and hmac.compare_digest(token_of(one), token) else None


def link(one: Subscription, name: str) -> str:
    return settings.SITE_URL + reverse(f"portal:{name}", args=[one.pk, token_of(one)])
