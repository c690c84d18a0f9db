"""What people enter of themselves and of others stays where it belongs.

A year of a county at work, with the same names, phones and numbers planted in every field that takes text, and
publishers who confirm what masking proposes. Then a stranger walks everything public and looks for them.
"""

from collections import Counter
from datetime import date, datetime, time
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from interaction.casework.actions import Action
from interaction.casework.channels import channels
from interaction.casework.engine import InvalidData, perform
from interaction.casework.models import Case
from interaction.casework.simulation import County
from interaction.organs.actors import Actor
from interaction.publicity.models import Publication
from interaction.publicity.publishing import SnapshotForm
from interaction.statistics.fold import fold
from interaction.workdays.now import SHANGHAI, pretend
from tests.portal.crawling import walk
from tests.portal.validating import faults_of

pytestmark = pytest.mark.django_db

STARTS = ("/", "/en/")
# Of one kind of page so many are looked at by the validator; and how many kinds there are at the least.
OF_A_KIND, MANY_KINDS = 4, 15
START, DAYS = date(2025, 3, 3), 365
PLANTED = {
    "name": "诸葛砚秋", "phone": "13987650011", "id_number": "37999919770214051X", "email": "zhuge.yanqiu@example.org",
    "address": "兰陵县卞庄街道银河小区7号楼2单元301室", "plate": "鲁Q8K6L2",
}  # fmt: skip
SENTENCE = "联系人：{name}，电话{phone}，身份证号{id_number}，邮箱{email}，住址{address}，车牌号{plate}。".format(
    **PLANTED
)


def planted_in(form: Any, data: dict[str, object]) -> dict[str, object]:
    """The same answers, with people's particulars in every field that takes text."""
    found = dict(data)
    for name, field in form.base_fields.items():
        value = found.get(name)
        if name in PLANTED and name in found:
            found[name] = PLANTED[name] if value else value
        elif isinstance(value, str) and not hasattr(field, "choices") and value and not value.isascii():
            planted = f"{value}{SENTENCE}"
            fits = field.max_length is None or len(planted) <= field.max_length
            found[name] = planted if fits else value
    return found


class Careless(County):
    """People who write their particulars everywhere."""

    planted = 0

    def _do(self, declared: Action, actor: Actor, case: Case) -> None:
        data = self.typed(declared, case)
        if issubclass(declared.form, SnapshotForm):
            proposed = declared.form(case=case, actor=actor).initial
            data |= {name: proposed[name] for name in (*SnapshotForm.PLACES, "shown")}
        with_particulars = planted_in(declared.form, data)
        try:
            perform(case, declared.name, actor, with_particulars)
            self.planted += with_particulars != data
        except InvalidData:  # what is going to be public refuses them
            perform(case, declared.name, actor, data)


@pytest.fixture
def a_year(county: None) -> date:
    people = Careless(4)
    for day in people.run(START, DAYS, 1):
        last = day.day
    assert people.planted > 100
    assert Publication.objects.count() > 20
    return last


def kind_of(address: str) -> str:
    return resolve(address.partition("?")[0]).view_name.replace(":", ".")


def test_what_a_stranger_finds(a_year: date, client: Client, tmp_path: Path) -> None:
    """No particulars of anybody, no link that leads nowhere, no invalid page."""
    found: dict[str, list[object]] = {"personal": [], "dead": []}
    pages: dict[str, str] = {}
    kinds: Counter[str] = Counter()
    with pretend(datetime.combine(a_year, time(18), SHANGHAI)):
        fold()
        for address, status, kind, text in walk(client, STARTS):
            found["personal"] += [(address, what) for what, planted in PLANTED.items() if planted in text]
            found["dead"] += [(address, status)] if status not in (200, 301, 302, 410) else []
            view = kind_of(address) if "html" in kind and status == HTTPStatus.OK else ""
            kinds[view] += 1
            if view and kinds[view] <= OF_A_KIND:
                pages[f"{view}-{kinds[view]}"] = text
    assert found == {"personal": [], "dead": []}
    assert faults_of(pages, tmp_path) == []
    assert len(kinds) > MANY_KINDS
    assert set(Publication.objects.values_list("channel", flat=True)) == {one.key for one in channels()}
