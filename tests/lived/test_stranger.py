"""What people enter of themselves and of others stays where it belongs.

The county's people have planted the same names, phones and numbers in every field that takes text, and publishers have
confirmed what masking proposed. A stranger walks everything public and looks for them.
"""

from collections import Counter
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from demo.catalogues import load as load_disclosure
from demo.consultations.loading import load as load_consultations
from demo.county.names import NAMED
from demo.outreach.loading import load as load_outreach
from interaction.casework.registry import channels
from interaction.consultations.models import Consultation, Opinion, Survey
from interaction.consultations.queries import in_state
from interaction.outreach.queries import coming_open_days
from interaction.publicity.models import Publication
from interaction.publicity.search.terms import gather_terms
from interaction.statistics.fold import fold
from interaction.workflow.actions import actions_of
from interaction.workflow.engine import perform
from tests.conftest import staff
from tests.lived.county import PLANTED, SENTENCE, planted_in_what_was_published
from tests.portal.crawling import said_wrongly, walk
from tests.portal.filling import send
from tests.portal.reading import chinese_in
from tests.portal.validating import faults_of

pytestmark = pytest.mark.django_db

# What the sitemap, the pages and the interfaces lead to; Open311's addresses stand in no page.
STARTS = (
    "/", "/en/", "/sitemap.xml", "/robots.txt", "/api/v1/", "/open311/v2/discovery.json", "/open311/v2/services.xml",
    "/open311/v2/requests.json", "/open311/v2/requests.xml", "/embed/figures/", "/feeds/replies/",
    *(f"{language}{path}" for language in ("", "/en") for path in
      ("/send/requests/", "/guides/requests/", "/privacy/", *(f"/disclosure/{code}/guide/" for code in NAMED))),
)  # fmt: skip
# What Open311 puts before its addresses; nothing is there.
BASE = "/open311/v2"
# So many particulars at the least stood in the texts that have been published.
MUCH_PLANTED = 100
# Of one kind of page so many are looked at by the validator; and how many kinds there are at the least.
OF_A_KIND, MANY_KINDS = 4, 60


def speak_up(client: Client) -> None:
    """The forms that lead to no case: opinions, answers to surveys, sign-ups, subscriptions. Whoever shows an opinion
    takes what masking proposes."""
    opinions, day = Consultation.objects.filter(in_state("open"), stage="published"), coming_open_days(1)[0]
    surveys = [one for one in Survey.objects.filter(stage="published") if one.standing == "open"]
    addresses = [
        *(f"/consultations/{one.pk}/say/" for one in opinions), *(f"/surveys/{one.pk}/" for one in surveys),
        f"/open-days/{day.pk}/sign-up/", "/subscriptions/",
    ]  # fmt: skip
    for address in addresses:
        answer = send(client, address, PLANTED, SENTENCE)
        assert answer.status_code < HTTPStatus.BAD_REQUEST, (address, answer.content.decode())
    for one in Opinion.objects.filter(shown=Opinion.Shown.WAITING, may_quote=True):
        publisher = staff(f"gongkai-{one.consultation.organ.code.removeprefix('LL-').lower()}")
        form = actions_of(one.consultation)["show_opinion"].form_for(one.consultation, publisher, about=one)
        perform(one.consultation, "show_opinion", publisher, {**form.initial, "checked": "on"}, about=one)
    shown = Opinion.objects.filter(shown=Opinion.Shown.SHOWN)
    assert any(
        PLANTED["phone"] in one.text for one in shown
    )  # and in what was made public of it, the walk will not find it


def kind_of(address: str) -> str:
    return resolve(address.partition("?")[0]).view_name.replace(":", ".")


def test_what_a_stranger_finds(evening: datetime, client: Client, tmp_path: Path, settings: Any) -> None:
    """No particulars of anybody, no link that leads nowhere, no invalid page, no Chinese that an English page hides."""
    settings.API_PER_MINUTE = 100_000
    found: dict[str, list[object]] = {"personal": [], "dead": [], "remedies": []}
    pages: dict[str, str] = {}
    kinds: Counter[str] = Counter()
    assert Publication.objects.count() > 20
    planted = planted_in_what_was_published()  # else masking would be proven by nothing
    assert planted.keys() == PLANTED.keys()
    assert planted.total() > MUCH_PLANTED
    load_consultations()
    load_outreach()
    load_disclosure()
    speak_up(Client())
    fold()
    gather_terms()
    for address, status, kind, text in walk(client, STARTS):
        found["personal"] += [(address, what) for what, planted in PLANTED.items() if planted in text]
        found["remedies"] += [(address, one) for one in said_wrongly(text)]
        found["dead"] += [(address, status)] if status not in (200, 301, 302, 410) and address != BASE else []
        view = kind_of(address) if "html" in kind and status in (HTTPStatus.OK, HTTPStatus.GONE) else ""
        view = f"{'en' if address.startswith('/en/') else 'zh'}.{view}" if view else ""
        kinds[view] += 1
        if view and kinds[view] <= OF_A_KIND:
            pages[f"{view}-{kinds[view]}"] = text
    assert found == {"personal": [], "dead": [], "remedies": []}
    assert faults_of(pages, tmp_path) == []
    unmarked = {name: said for name, page in pages.items() if name.startswith("en.") and (said := chinese_in(page))}
    assert unmarked == {}
    assert len(kinds) > MANY_KINDS
    assert set(Publication.objects.values_list("channel", flat=True)) == {one.key for one in channels()}
