"""What a form asks of a network that has used up its limit: nobody is locked out, nothing typed is lost, no proof counts twice."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import altcha
import pytest
from django.db import connection
from django.test import Client

from interaction.casework.models import Case
from interaction.visitors import throttle
from interaction.visitors.throttle import Limit, source_of, spend
from interaction.workdays.now import now, override_now
from tests.consultations.acting import OnDay, published
from tests.consultations.test_surveys import survey
from tests.outreach.entries import MONDAY, public
from tests.portal.reading import chinese_in
from tests.portal.test_bad_input import application
from tests.portal.validating import faults_of
from tests.visitors.proving import asked, words, worked_out

pytestmark = pytest.mark.django_db


@dataclass
class Form:
    """A form for strangers, what somebody types into it, and what it answers when all is well."""

    path: str
    typed: dict[str, Any]
    limit: Limit
    good: int = 302
    client: Client = field(default_factory=Client)
    network: str = "203.0.113.7"

    def send(self, language: str = "", **more: Any) -> Any:
        return self.client.post(f"{language}{self.path}", {**self.typed, **more}, REMOTE_ADDR=self.network)

    def use_up(self) -> None:
        """As a neighbour behind the same address would."""
        request = self.client.get("/about/", REMOTE_ADDR=self.network).wsgi_request
        while not spend(self.limit, source_of(request)).exceeded:
            pass


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser's work in a moment."""
    monkeypatch.setattr("interaction.visitors.proofs.EARLIEST", 1)
    monkeypatch.setattr("interaction.visitors.proofs.LATEST", 4)


def _survey() -> str:
    found = survey(opens_on=MONDAY.isoformat(), closes_on=(MONDAY + timedelta(days=9)).isoformat())
    return f"/surveys/{found.pk}/"


def _opinion() -> str:
    found = published(opens_on=MONDAY.isoformat(), closes_on=(MONDAY + timedelta(days=40)).isoformat())
    return f"/consultations/{found.pk}/say/"


FORMS: dict[str, Callable[[], Form]] = {
    "application": lambda: Form("/send/requests/", application(), throttle.SUBMISSIONS),
    "opinion": lambda: Form(
        _opinion(), {"text": "第二条应当写明期限。", "from_kind": "person", "name": "李明远"}, throttle.SUBMISSIONS
    ),
    "survey": lambda: Form(
        _survey(), {"q1": "1", "q2": ["1"], "q3": "4", "q4": "多装路灯"}, throttle.SUBMISSIONS, good=200
    ),
    "sign-up": lambda: Form(
        f"/open-days/{public('open_day').pk}/sign-up/", {"name": "李明远", "phone": "13812345678", "people": "2"},
        throttle.SUBMISSIONS,
    ),
    "sign-in": lambda: Form("/my/sign-in/", {"address": "li@example.org"}, throttle.SIGN_INS),
    "subscription": lambda: Form(
        "/subscriptions/", {"email": "li@example.org", "rhythm": "daily", "words": "路灯"}, throttle.SUBSCRIPTIONS, good=200
    ),
    "lost code": lambda: Form(
        "/track/lost-code/", {"number": "YSQ-2026-000001", "contact": "li@example.org"}, throttle.LOST_CODES, good=200
    ),
    "tracking": lambda: Form("/track/", {"number": "YSQ-2026-000001", "code": "AAAAAAAAAA"}, throttle.WRONG_CODES, good=422),
}  # fmt: skip


@pytest.fixture(params=list(FORMS))
def form(request: pytest.FixtureRequest, county: None, settings: Any, quickly: None, on_day: OnDay) -> Form:
    on_day(MONDAY)
    settings.SUBMISSIONS_PER_HOUR = 3
    return FORMS[request.param]()


def test_a_hammered_form_asks_and_then_takes_what_was_typed(form: Form, tmp_path: Path) -> None:
    form.use_up()
    answer = form.send()
    assert answer.status_code == 429
    page = words(answer)
    for typed in form.typed.values():
        if isinstance(typed, str) and len(typed) > 3:
            assert typed in page
    assert page.count("visitors/proof.js") == 1
    assert faults_of({"asks": answer.content.decode()}, tmp_path) == []
    assert form.send(**asked(answer)).status_code == form.good


def test_a_browser_with_script_need_not_answer(form: Form) -> None:
    form.use_up()
    answer = form.send()
    proof = worked_out(answer)
    assert form.send(**proof).status_code == form.good


def test_the_page_asks_in_english_too(form: Form) -> None:
    form.use_up()
    answer = form.send("/en")
    assert answer.status_code == 429
    assert not [one for one in chinese_in(answer.content.decode()) if "验证" in one or "等于" in one or "网络" in one]
    assert form.send("/en", **asked(answer)).status_code == form.good


def test_nobody_else_is_asked_and_no_page_has_the_script_before(form: Form) -> None:
    page = form.client.get(form.path, follow=True, REMOTE_ADDR=form.network)
    assert "proof.js" not in words(page)
    form.use_up()
    form.network = "198.51.100.20"
    assert form.send().status_code == form.good


# -- What proves nothing ----------------------------------------------------------------------------------


@pytest.fixture
def sign_in(county: None, quickly: None) -> Form:
    """A form without a key of its own: each time it is sent is looked at by itself."""
    form = FORMS["sign-in"]()
    form.use_up()
    return form


def test_an_answer_counts_once_and_a_wrong_one_uses_the_question_up(sign_in: Form) -> None:
    proof = asked(sign_in.send())
    wrong = {**proof, "proof": str(int(proof["proof"]) % 20 + 1)}
    assert sign_in.send(**wrong).status_code == 429
    assert sign_in.send(**proof).status_code == 429
    proof = asked(sign_in.send())
    assert sign_in.send(**proof).status_code == 302
    assert sign_in.send(**proof).status_code == 429


def test_a_solution_counts_once(sign_in: Form) -> None:
    proof = worked_out(sign_in.send())
    assert [sign_in.send(**proof).status_code for _time in range(2)] == [302, 429]


def test_proofs_grow_old(sign_in: Form) -> None:
    answer = sign_in.send()
    proofs = asked(answer), worked_out(answer)
    with override_now(now() + timedelta(minutes=31)):
        assert [sign_in.send(**one).status_code for one in proofs] == [429, 429]


@pytest.mark.parametrize(
    "forged",
    [
        {"proof": "7"}, {"proof": "7", "proof_question": "a.b.c"}, {"proof": "7", "proof_question": "9" * 5000},
        {"proof": "7", "proof_question": "é.99999999999.ü"}, {"proof": "\x00"}, {"proof_solution": "x"},
        {"proof_solution": "W10="}, {"proof_solution": "eyJjaGFsbGVuZ2UiOnt9LCJzb2x1dGlvbiI6e319"}, {"proof_solution": "é"},
        {"proof_solution": "bnVsbA=="}, {"proof_solution": "W1tbW1tbW1tbW1tbW1tbW1tb" * 2000},
    ],
)  # fmt: skip
def test_forged_proofs_are_none(sign_in: Form, forged: dict[str, str]) -> None:
    assert sign_in.send(**forged).status_code == 429


def test_a_solution_with_its_terms_changed_is_none(sign_in: Form) -> None:
    given = re.search(r'data-challenge="([^"]+)"', sign_in.send().content.decode())
    assert given
    challenge = altcha.Challenge.from_dict(json.loads(unescape(given[1])))
    challenge.parameters.cost, challenge.parameters.key_prefix = 1, ""
    solution = altcha.solve_challenge(challenge)
    assert solution
    assert sign_in.send(proof_solution=altcha.Payload(challenge, solution).to_base64()).status_code == 429


@pytest.mark.parametrize("way", ["{}", " {} ", "{}。", "full"])
def test_a_number_may_be_written_in_any_way(sign_in: Form, way: str) -> None:
    proof = asked(sign_in.send())
    number = proof["proof"]
    wide = "".join(chr(ord(one) + 0xFEE0) for one in number)
    proof["proof"] = wide if way == "full" else way.format(number)
    assert sign_in.send(**proof).status_code == 302


# -- Limits of proofs -------------------------------------------------------------------------------------


def test_questions_run_out_before_the_browsers_work_does(sign_in: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "interaction.visitors.proofs.QUESTIONS", Limit("question", 1, throttle.HOUR, throttle.By.VISITOR)
    )
    assert sign_in.send(**asked(sign_in.send())).status_code == 302
    answer = sign_in.send()
    assert "等于几" not in words(answer)
    assert "JavaScript" in words(answer)
    sign_in.typed = {"address": "other@example.org"}
    assert sign_in.send(**worked_out(answer)).status_code == 302


def test_a_network_has_an_end(sign_in: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    few = Limit("sign_in", 20, throttle.HOUR, throttle.By.VISITOR, proved=1)
    monkeypatch.setattr("interaction.citizens.sign_in_views.SIGN_INS", few)
    assert sign_in.send(**asked(sign_in.send())).status_code == 302
    answer = sign_in.send()
    assert (answer.status_code, "proof_question" in words(answer)) == (429, False)
    assert "12345" in words(answer)


def test_who_has_proved_mends_faults_without_another_proof(county: None, settings: Any) -> None:
    settings.SUBMISSIONS_PER_HOUR = 1
    form = FORMS["application"]()
    form.use_up()
    faulty = {"title": ""}
    proof = asked(form.send(**faulty))
    assert form.send(**faulty, **proof).status_code == 422
    assert form.send().status_code == 302
    assert Case.objects.count() == 1
    form.typed = application()  # another form is another matter
    assert form.send().status_code == 429


def test_a_right_tracking_code_opens_from_a_hammered_network(county: None) -> None:
    form = FORMS["application"]()
    form.send()
    case = Case.objects.get()
    tracking = Form("/track/", {"number": case.number, "code": case.specific.query_code}, throttle.WRONG_CODES)
    tracking.use_up()
    assert tracking.send().status_code == 302


def test_no_count_of_a_proof_tells_who_sent_it(sign_in: Form) -> None:
    sign_in.send(**asked(sign_in.send()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM visitors_throttlecount")
        assert all(re.fullmatch("[0-9a-f]{32,64}", key) for (key,) in cursor.fetchall())
