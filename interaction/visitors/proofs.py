"""What a form asks of a network that has used up its limit, instead of refusing everybody behind its address.

A browser with script does some arithmetic of its own (altcha), unasked; without script a question in words is answered.
Either is signed, lasts a while, and is good once. The question is easily read by a machine, so that few pass by it.
"""

import hmac
import json
import random
import secrets
import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import altcha
from django import forms
from django.db.models import F
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from interaction.i18n.numerals import said, written
from interaction.privacy.encryption import blind_index, keyed_digest
from interaction.visitors.idempotency import ANSWER, QUESTION, SOLUTION, form_key
from interaction.visitors.models import ThrottleCount
from interaction.visitors.throttle import (
    PASSES,
    PROOFS_USED,
    PROVED,
    QUESTIONS,
    Allowance,
    Limit,
    Spent,
    source_of,
    spend,
)
from interaction.workdays.now import now

LASTS = timedelta(minutes=30)
# Each try is so many rounds; which one is right lies between these, a second's work or two for a telephone.
ROUNDS, EARLIEST, LATEST = 5000, 150, 450
ALGORITHM = "PBKDF2/SHA-256"


def spend_or_ask(
    request: HttpRequest,
    limit: Limit,
    form: Any,
    aside: Callable[[], AbstractContextManager[None]] = nullcontext,
    about: str = "",
) -> Spent | None:
    """Count one more use of a limit by this network: free, or with a proof where it has used the limit up.

    None where a proof is wanted: the form, which is bound, asks for it, and nothing of it may be done. `aside` is where the
    form is looked over for that, `about` what the limit counts for itself.
    """
    source = source_of(request)
    use = spend(limit, blind_index("visitor", f"{source} {about}") if about else source)
    if not use.exceeded:
        return Spent((use,))
    if _has_passed(request):
        return Spent(())
    proved = spend(PROVED, blind_index("visitor.proved", f"{limit.name} {source} {about}"), limit.proved)
    if proved.exceeded:
        with aside():
            form.add_error(None, _("您所在的网络一小时内提交的次数过多，请稍后再试，或者拨打12345。"))
        return None
    asked = spend(QUESTIONS, source)
    if _is_solved(request.POST.get(SOLUTION, "")):
        asked.give_back()
    elif not _is_answered(request, asked):
        proved.give_back()
        with aside():
            _ask(form, with_question=not asked.exceeded)
        return None
    _let_pass(request)
    return Spent((proved,))


def _has_passed(request: HttpRequest) -> bool:
    """Whether a proof came with this very form before: its faults may be mended without another one."""
    key = form_key(request)
    began = now() - PASSES.per
    passes = ThrottleCount.objects.filter(
        throttle=PASSES.name, key=_pass(key), n__lt=PASSES.allowed, began_at__gt=began
    )
    return key is not None and bool(passes.update(n=F("n") + 1))


def _let_pass(request: HttpRequest) -> None:
    key = form_key(request)
    if key:
        spend(PASSES, _pass(key))


def _pass(key: UUID | None) -> str:
    return blind_index("visitor.pass", str(key))


# -- The browser's work -----------------------------------------------------------------------------------


def _secret(purpose: str) -> str:
    return keyed_digest(f"visitor.{purpose}", b"altcha").hex()


def challenge() -> dict[str, Any]:
    """What a browser is to work out. Until when, is signed with it."""
    made = altcha.create_challenge(
        ALGORITHM, ROUNDS, counter=EARLIEST + secrets.randbelow(LATEST - EARLIEST), hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("solution"), data={"until": _seconds(now() + LASTS)},
    )  # fmt: skip
    return dict(made.to_dict())


def _is_solved(solution: str) -> bool:
    """Whether this was worked out from a challenge of ours, in time, and not sent before."""
    try:
        found = altcha.Payload.from_base64(solution)
        if not altcha.verify_solution(found, _secret("challenge"), hmac_key_secret=_secret("solution")).verified:
            return False
        parameters = found.challenge.parameters
        fresh = int((parameters.data or {})["until"]) > _seconds(now())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    return fresh and _is_first(parameters.nonce)


# -- The question -----------------------------------------------------------------------------------------


def question() -> tuple[str, str]:
    """A sum in words, new each time, and what goes with it: of the answer a keyed digest."""
    one, other = random.randint(1, 10), random.randint(1, 10)  # noqa: S311 - guessing is limited otherwise
    if one > other and random.random() < 0.5:  # noqa: S311, PLR2004
        text, answer = _("%(one)s减%(other)s等于几？"), one - other
    else:
        text, answer = _("%(one)s加%(other)s等于几？"), one + other
    said_to = f"{secrets.token_hex(16)}.{_seconds(now() + LASTS)}"
    return text % {"one": said(one), "other": said(other)}, f"{said_to}.{_digest(said_to, str(answer))}"


def _digest(said_to: str, answer: str) -> str:
    return keyed_digest("visitor.question", f"{said_to}.{answer}".encode()).hex()


def _is_answered(request: HttpRequest, asked: Allowance) -> bool:
    """Whether a question of ours is answered, in time, at the first try. Who answers none has used none up."""
    token, answer = request.POST.get(QUESTION, ""), request.POST.get(ANSWER, "")
    if asked.exceeded or not answer.strip():
        asked.give_back()
        return False
    said_to, _dot, digest = token.rpartition(".")
    nonce, _dot, until = said_to.partition(".")
    right = hmac.compare_digest(_digest(said_to, _number(answer)).encode(), digest.encode())
    if not until.isdecimal() or int(until) <= _seconds(now()):
        return False
    return _is_first(nonce) and right


def _number(answer: str) -> str:
    """An answer as people write it: 12, １２, 十二, 12。"""
    text = "".join(char for char in unicodedata.normalize("NFKC", answer) if char.isalnum())
    return next((str(n) for n in range(1, 21) if text in (str(n), written(n))), "")


def _is_first(nonce: str) -> bool:
    return not spend(PROOFS_USED, blind_index("visitor.proof", nonce)).exceeded


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


# -- On the page ------------------------------------------------------------------------------------------


def _ask(form: Any, *, with_question: bool) -> None:
    """Put the question, and the browser's work, at the end of a bound form."""
    text, token = question() if with_question else (_("由浏览器验证"), "")
    form.fields[ANSWER] = forms.CharField(
        label=text, required=False, widget=ProofInput(token),
        help_text=_("请用数字回答。浏览器开启了脚本的会自动验证，不用回答。") if with_question
        else _("请开启浏览器的脚本（JavaScript），它会自动验证。"),
    )  # fmt: skip
    form.add_error(
        ANSWER, _("您所在的网络一小时内提交的次数较多，请验证后再提交一次，您填写的内容都在。也可以拨打12345。")
    )


class ProofInput(forms.TextInput):
    """The answer, empty each time, beside what the browser needs for its own work."""

    def __init__(self, token: str) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off"})
        self.token = token

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, "", attrs, renderer) if self.token else ""
        return format_html(
            '{}<input type="hidden" name="{}" value="{}"><input type="hidden" name="{}"><span class="help" role="status" '
            'data-challenge="{}" data-solver="{}" data-worker="{}" data-working="{}" data-done="{}"></span>'
            '<script type="module" src="{}"></script>',
            field, QUESTION, self.token, SOLUTION, json.dumps(challenge()), static("altcha/index.min.js"),
            static("altcha/pbkdf2.js"), _("浏览器正在验证，请稍等……"), _("浏览器已经完成验证，不用回答，请直接提交。"),
            static("visitors/proof.js"),
        )  # fmt: skip
