"""The examples of CONTRIBUTING.md work as they stand there, and what it names is there."""

import importlib
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from config.servers import BASE_DIR
from interaction.limits import rules
from interaction.limits.configured import in_force
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Post, Role, Staff
from interaction.replies.models import Document
from interaction.workflow import actions as document_actions
from tests.conftest import open_case

PAGE = (BASE_DIR / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"```python\n# contributing: (\w+)\n(.*?)```", PAGE, re.DOTALL))
PLACES = sorted(set(re.findall(r"`([a-z_.]+):([A-Za-z_.]+)`", PAGE)))
# What the files that an example is put into have imported already.
PRELUDE = """
from datetime import date
from typing import Any
from django.utils.translation import gettext_lazy as _
from interaction.casework.steps import mine_or_nobodys
from interaction.limits.rules import Rule, Unit, register
from interaction.organs.models import Role
from interaction.replies.documents import issue
from interaction.replies.models import Document
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, TextField
from mailbox.states import State
"""


def run(name: str, more: str = "", **given: Any) -> dict[str, Any]:
    found: dict[str, Any] = dict(given)
    exec(PRELUDE + more + EXAMPLES[name], found)
    return found


def test_an_action() -> None:
    found = run(
        "action",
        "from interaction.casework.actions import ActionContext, action\n"
        "from interaction.casework.models import CaseMixin\n",
    )
    (fsm,) = found["VisitActions"].note_visit._django_fsm.transitions.values()
    declared = fsm.custom["action"]
    assert (declared.name, declared.sources, declared.by) == ("note_visit", ("handling",), (Role.HANDLER,))
    assert declared.form({"found": "路灯不亮"}, case=None, actor=None).is_valid()


@pytest.fixture
def bulletin() -> Iterator[type[Any]]:
    """A class of documents, known for as long as the test lasts."""

    class Bulletin:
        organ_id = 1
        standing = "draft"

    yield Bulletin
    document_actions._declared.pop(Bulletin, None)


def test_a_kind_of_document(bulletin: type[Any]) -> None:
    run(
        "document",
        "from interaction.workflow.actions import ActionContext, document_action\n"
        "from interaction.workflow.declarations import NEW\nBulletinForm = ActionForm\n",
        Bulletin=bulletin,
    )
    declared = document_actions.actions_of(bulletin)
    document = bulletin()
    document.organ = Organ(code="X", path="X/")
    document.authors = lambda: {7}
    people = [Staff(pk=key) for key in (7, 8)]
    author, other = (
        Actor("staff", staff=one, posts=(Post(staff=one, organ=document.organ, role=Role.SIGNER),)) for one in people
    )
    assert list(declared) == ["write", "publish"]
    assert "其他签发人" in declared["publish"].refusal(document, author)
    assert declared["publish"].refusal(document, other) == ""
    assert declared["publish"].is_open_to(other, document)


@pytest.mark.django_db
def test_a_rule_of_law() -> None:
    try:
        run("rule")
        assert in_force("letter.visit", date(2026, 3, 2)).length == 3
    finally:
        rules._rules.pop("letter.visit", None)


def test_a_letter(county: None, on_day: Callable[[date], None]) -> None:
    on_day(date(2026, 3, 2))
    case = open_case("letter")
    document = run("letter")["visit_notice"](case, date(2026, 3, 5))
    assert Document.objects.get(pk=document.pk).number.endswith("函〔2026〕1号")


@pytest.mark.parametrize(("module", "name"), PLACES, ids=[":".join(place) for place in PLACES])
def test_what_it_names_is_there(module: str, name: str) -> None:
    assert getattr(importlib.import_module(module), name)


def test_the_files_it_names_are_there() -> None:
    named = re.findall(r"`([\w/]+(?:\.\w+)+)`", PAGE)
    files = [name for name in named if "/" in name and ":" not in name]
    assert len(files) > 10
    assert [name for name in files if not (BASE_DIR / name).exists()] == []
