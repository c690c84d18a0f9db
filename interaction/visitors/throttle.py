"""Limits on what a visitor may try, kept in PostgreSQL because they must hold when Redis is down."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest

from interaction.privacy.encryption import blind_index
from interaction.visitors.models import Attempt
from interaction.workdays.now import now

HOUR = timedelta(hours=1)


def source_of(request: HttpRequest) -> str:
    """Where a request comes from, as a digest: enough to count, too little to know."""
    return blind_index("visitor", str(request.META.get("REMOTE_ADDR", "")))


def too_many(what: str, source: str, most: int, within: timedelta = HOUR) -> bool:
    return Attempt.objects.filter(what=what, source=source, at__gt=now() - within)[:most].count() >= most


def note(what: str, source: str) -> None:
    Attempt.objects.create(what=what, source=source, at=now())


def may_submit(request: HttpRequest) -> bool:
    """Whether this visitor may send another form this hour; notes it."""
    source = source_of(request)
    if too_many("submit", source, settings.SUBMISSIONS_PER_HOUR):
        return False
    note("submit", source)
    return True


def may_try_code(request: HttpRequest, number: str) -> bool:
    """Ten wrong codes an hour for one case, thirty for one visitor."""
    return not (
        too_many("code", number[:64], CODES_PER_CASE) or too_many("code", source_of(request), CODES_PER_VISITOR)
    )


def note_wrong_code(request: HttpRequest, number: str) -> None:
    note("code", number[:64])
    note("code", source_of(request))


def may_verify(request: HttpRequest) -> bool:
    """Sixty wrong verification codes an hour for one visitor."""
    return not too_many("verify", source_of(request), VERIFICATIONS_PER_VISITOR)


def note_wrong_verification(request: HttpRequest) -> None:
    note("verify", source_of(request))


def may_search(request: HttpRequest) -> bool:
    """A hundred and twenty searches in ten minutes for one visitor; notes it."""
    source = source_of(request)
    if too_many("search", source, SEARCHES, WHILE_SEARCHING):
        return False
    note("search", source)
    return True


def may_subscribe(request: HttpRequest, address_digest: str) -> bool:
    """Ten subscriptions an hour for one visitor, three mails of confirmation an hour to one address; notes it."""
    return _both(("subscribe", source_of(request), SUBSCRIPTIONS), ("confirm", address_digest, CONFIRMATIONS))


def may_be_sent_code(request: HttpRequest, address_digest: str) -> bool:
    """Twenty one-time codes an hour for one visitor, five to one address; notes it."""
    return _both(("sign_in", source_of(request), SENT_TO_VISITOR), ("sign_in", address_digest, SENT_TO_ADDRESS))


def _both(*limits: tuple[str, str, int]) -> bool:
    """Whether all of these (what, of whom, how often an hour) leave room for one more; notes it for each if so."""
    if any(too_many(*limit) for limit in limits):
        return False
    for what, of_whom, _most in limits:
        note(what, of_whom)
    return True


def may_enter_code(request: HttpRequest, address_digest: str) -> bool:
    """Thirty wrong one-time codes an hour for one visitor, ten for one address."""
    return not (
        too_many("sign_in_code", source_of(request), WRONG_OF_VISITOR)
        or too_many("sign_in_code", address_digest, WRONG_FOR_ADDRESS)
    )


def note_wrong_sign_in(request: HttpRequest, address_digest: str) -> None:
    note("sign_in_code", source_of(request))
    note("sign_in_code", address_digest)


CODES_PER_CASE, CODES_PER_VISITOR = 10, 30
SEARCHES, WHILE_SEARCHING = 120, timedelta(minutes=10)
SUBSCRIPTIONS, CONFIRMATIONS = 10, 3
SENT_TO_VISITOR, SENT_TO_ADDRESS = 20, 5
WRONG_OF_VISITOR, WRONG_FOR_ADDRESS = 30, 10
VERIFICATIONS_PER_VISITOR = 60


def forget_old() -> int:
    return Attempt.objects.filter(at__lt=now() - 2 * HOUR).delete()[0]
