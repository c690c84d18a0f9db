"""Rate limits: what may be tried how often, by whom, in one table, each use counted by one atomic statement.

They stand in PostgreSQL because they must hold when Redis is down. A use is counted before what it allows is done, so
that requests sent at once pass none; what turns out not to count (a right code) is given back.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import cast

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase

from interaction.privacy.encryption import blind_index
from interaction.visitors.models import ThrottleCount
from interaction.visitors.networks import network_of
from interaction.workdays.now import now

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


class By(StrEnum):
    """What a limit is counted by."""

    VISITOR = "where the request comes from, as a digest"
    ADDRESS = "the e-mail address or number that is written to, as a digest"
    SENDER = "the code of the system that sends"
    ACCOUNT = "the account of staff, alone or with where the request comes from, as a digest"
    PROOF = "a proof, or the form that came with it, as a digest"


@dataclass(frozen=True)
class Limit:
    """So many uses within a time that begins with the first of them."""

    name: str
    most: int | str  # a number, or the setting that holds it
    per: timedelta
    by: By
    # How many more uses within the time, each with a proof (visitors/proofs.py).
    proved: int = 0

    @property
    def allowed(self) -> int:
        return self.most if isinstance(self.most, int) else cast("int", getattr(settings, self.most))


SUBMISSIONS = Limit("submit", "SUBMISSIONS_PER_HOUR", HOUR, By.VISITOR, proved=600)
# Of one network and survey, without a proof: a household, not a crowd.
SURVEY_ANSWERS = Limit("survey_answer", 10, DAY, By.VISITOR, proved=600)
SEARCHES = Limit("search", 120, timedelta(minutes=10), By.VISITOR)
WRONG_CODES = Limit("code", 30, HOUR, By.VISITOR, proved=600)
LOST_CODES = Limit("lost_code", 20, HOUR, By.VISITOR, proved=100)
NEW_CODES = Limit("new_code", 3, HOUR, By.ADDRESS)
NEW_CODES_A_DAY = Limit("new_code_a_day", 6, DAY, By.ADDRESS)
WRONG_VERIFICATIONS = Limit("verify", 60, HOUR, By.VISITOR)
SUBSCRIPTIONS = Limit("subscribe", 10, HOUR, By.VISITOR, proved=100)
CONFIRMATIONS = Limit("confirm", 3, HOUR, By.ADDRESS)
CONFIRMATIONS_A_DAY = Limit("confirm_a_day", 6, DAY, By.ADDRESS)
SIGN_INS = Limit("sign_in", 20, HOUR, By.VISITOR, proved=200)
SIGN_INS_OF_ADDRESS = Limit("sign_in_of_address", 5, HOUR, By.ADDRESS)
SIGN_INS_OF_ADDRESS_A_DAY = Limit("sign_in_of_address_a_day", 10, DAY, By.ADDRESS)
# From a browser in which somebody has signed in by that address: strangers' tries do not keep its owner out.
SIGN_INS_FROM_KNOWN = Limit("sign_in_from_known", 5, HOUR, By.ADDRESS)
# What is told at once to whom a form names, before it is known whose address that is: receipts of all kinds.
RECEIPTS_A_DAY = Limit("receipt_a_day", 10, DAY, By.ADDRESS)
WRONG_SIGN_INS = Limit("sign_in_code", 30, HOUR, By.VISITOR, proved=60)
# Of staff, failures alone: at one account from one place, at one account from places unknown to it, from one place.
QUARTER = timedelta(minutes=15)
STAFF_WRONG = Limit("staff_wrong", 5, QUARTER, By.ACCOUNT)
STAFF_WRONG_OF_ACCOUNT = Limit("staff_wrong_of_account", 20, QUARTER, By.ACCOUNT)
STAFF_WRONG_OF_VISITOR = Limit("staff_wrong_of_visitor", 200, QUARTER, By.VISITOR)
STAFF_WRONG_CODES = Limit("staff_wrong_code", 5, QUARTER, By.ACCOUNT)
# A one-time code is good for half a minute, and once.
STAFF_CODES_USED = Limit("staff_code_used", 1, 2 * MINUTE, By.ACCOUNT)
# Proofs of one network at one limit, which says how many; those by questions in words, which a machine reads too; each is
# good once, and its form may be sent again so often.
PROVED = Limit("proved", 600, HOUR, By.VISITOR)
QUESTIONS = Limit("question", 120, HOUR, By.VISITOR)
PROOFS_USED = Limit("proof_used", 1, 2 * HOUR, By.PROOF)
PASSES = Limit("pass", 5, HOUR, By.PROOF)
OPEN_DATA = Limit("open_data", "API_PER_MINUTE", MINUTE, By.VISITOR)
# How many is agreed with each platform.
EXCHANGE = Limit("exchange", 600, MINUTE, By.SENDER)

LIMITS = (
    SUBMISSIONS, SEARCHES, WRONG_CODES, LOST_CODES, NEW_CODES, WRONG_VERIFICATIONS, SUBSCRIPTIONS, CONFIRMATIONS, SIGN_INS,
    SIGN_INS_OF_ADDRESS, WRONG_SIGN_INS, OPEN_DATA, EXCHANGE,
    PROVED, QUESTIONS, PROOFS_USED, PASSES, NEW_CODES_A_DAY, CONFIRMATIONS_A_DAY, SIGN_INS_OF_ADDRESS_A_DAY, SIGN_INS_FROM_KNOWN,
    RECEIPTS_A_DAY, SURVEY_ANSWERS,
    STAFF_WRONG, STAFF_WRONG_OF_ACCOUNT, STAFF_WRONG_OF_VISITOR, STAFF_WRONG_CODES, STAFF_CODES_USED,
)  # fmt: skip

# A use that is refused is not counted: `n` are those that passed.
_SPEND = """
INSERT INTO visitors_throttlecount AS c (throttle, key, began_at, n, refused)
VALUES (%(throttle)s, %(key)s, %(now)s, LEAST(1, %(most)s), %(most)s < 1)
ON CONFLICT (throttle, key) DO UPDATE SET
    n = CASE WHEN c.began_at <= %(over)s THEN excluded.n WHEN c.n < %(most)s THEN c.n + 1 ELSE c.n END,
    refused = CASE WHEN c.began_at <= %(over)s THEN excluded.refused ELSE c.n >= %(most)s END,
    began_at = CASE WHEN c.began_at <= %(over)s THEN excluded.began_at ELSE c.began_at END
RETURNING n, refused, began_at
"""
_GIVE_BACK = """
UPDATE visitors_throttlecount SET n = n - 1 WHERE throttle = %s AND key = %s AND n > 0 AND began_at = %s
"""


@dataclass(frozen=True)
class Allowance:
    """What is left of one limit after one use of it."""

    limit: Limit
    key: str
    most: int
    used: int
    exceeded: bool
    began_at: datetime  # of the time in which it counts
    seconds: int  # until it begins anew

    def give_back(self) -> None:
        """Let this use not have been one; where it was refused, it was none."""
        if self.exceeded:
            return
        with connection.cursor() as cursor:
            cursor.execute(_GIVE_BACK, [self.limit.name, self.key, self.began_at])

    def tell(self, response: HttpResponseBase) -> None:
        response["RateLimit-Limit"] = str(self.most)
        response["RateLimit-Remaining"] = str(max(self.most - self.used, 0))
        response["RateLimit-Reset"] = str(self.seconds)
        if self.exceeded:
            response["Retry-After"] = str(self.seconds)


@dataclass(frozen=True)
class Spent:
    """Uses that were allowed together."""

    uses: tuple[Allowance, ...]

    def give_back(self) -> None:
        for use in self.uses:
            use.give_back()


def spend(limit: Limit, key: str, most: int | None = None) -> Allowance:
    """Count one use, and say what is left."""
    moment = now()
    most = limit.allowed if most is None else most
    with connection.cursor() as cursor:
        cursor.execute(
            _SPEND,
            {"throttle": limit.name, "key": key, "now": moment, "over": moment - limit.per, "most": most},
        )
        used, refused, began_at = cursor.fetchone()
    seconds = math.ceil((began_at + limit.per - moment).total_seconds())
    return Allowance(limit, key, most, used, refused, began_at, seconds)


def spend_all(*uses: tuple[Limit, str]) -> Spent | None:
    """Count one use of each; None, and nothing of it counted, where one is exceeded."""
    passed: list[Allowance] = []
    for limit, key in uses:
        use = spend(limit, key)
        if use.exceeded:
            Spent(tuple(passed)).give_back()
            return None
        passed.append(use)
    return Spent(tuple(passed))


def source_of(request: HttpRequest) -> str:
    """Where a request comes from, as a digest: enough to count, too little to know. A household's IPv6 network is one."""
    return blind_index("visitor", network_of(str(request.META.get("REMOTE_ADDR", ""))))


def may_search(request: HttpRequest) -> bool:
    """Whether this visitor may search once more; counts it."""
    return spend_all((SEARCHES, source_of(request))) is not None


def try_verification(request: HttpRequest) -> Spent | None:
    """Count a try at a verification code; None where there were too many. A right one is given back."""
    return spend_all((WRONG_VERIFICATIONS, source_of(request)))


def forget_old() -> int:
    """Delete the counts that no limit asks for any more."""
    moment = now()
    over = reduce(or_, (Q(throttle=limit.name, began_at__lte=moment - limit.per) for limit in LIMITS))
    return ThrottleCount.objects.filter(over | ~Q(throttle__in=[limit.name for limit in LIMITS])).delete()[0]
