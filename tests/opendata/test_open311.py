"""Open311 as the standard says, and as a client that knows nothing of this system meets it."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from georeport import GeoReport
from pytest_django.live_server_helper import LiveServer

from interaction.publicity.models import Publication
from mailbox.kinds import Kind
from tests.conftest import do
from tests.opendata.publishing import publish_letters

DAY = date(2026, 3, 2)
Live = Callable[[date], None]
# What the standard's example of a request has.
FIELDS = {
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description", "agency_responsible",
    "service_notice", "requested_datetime", "updated_datetime", "expected_datetime", "address", "address_id", "zipcode",
    "lat", "long", "media_url",
}  # fmt: skip


def get(path: str) -> Any:
    return Client().get(f"/open311/v2/{path}")


@pytest.mark.django_db(transaction=True)
def test_an_unmodified_client_lists_services_and_requests(county: None, on_day: Live, live_server: LiveServer) -> None:
    rows = publish_letters(on_day, DAY, 3)
    days = {"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-04-15T00:00:00+08:00"}
    for form in ("json", "xml"):
        client = GeoReport(f"{live_server.url}/open311/v2", output_format=form)
        services = {one["service_code"]: one["service_name"] for one in client.get_service_list()}
        assert {f"letter.{kind}" for kind in Kind.values} < set(services)
        definition = client.get_service_definition("letter.complaint")
        assert definition["service_code"] == "letter.complaint"
        listed = client.get_service_requests(**days)
        assert [one["service_request_id"] for one in listed] == [str(one.pk) for one in reversed(rows)]
        assert {one["service_code"] for one in listed} <= set(services)
        one = client.get_service_request(str(rows[0].pk))
        assert set(one) == FIELDS
        assert (one["status"], one["status_notes"].split()) == ("closed", rows[0].reply.split())
        assert one["requested_datetime"] == f"{rows[0].received_on.isoformat()}T00:00:00+08:00"
        assert not any(one[name] for name in ("address", "lat", "long", "zipcode"))


@pytest.mark.django_db
def test_discovery_leads_to_the_endpoint(county: None, settings: Any) -> None:
    found = get("discovery.json").json()
    endpoint = found["endpoints"][0]
    assert endpoint["url"] == f"{settings.SITE_URL}/open311/v2"
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["formats"] == ["application/json", "text/xml"]
    root = ET.fromstring(get("discovery.xml").content)
    assert root.findtext("endpoints/endpoint/url") == endpoint["url"]
    assert [one.text for one in root.findall("endpoints/endpoint/formats/format")] == endpoint["formats"]


@pytest.mark.django_db
def test_filters_of_the_standard(county: None, on_day: Live) -> None:
    rows = publish_letters(on_day, DAY, 6, apart=30)  # to the end of July

    def ids(query: str) -> list[int]:
        got = get(f"requests.json?{query}")
        assert got.status_code == 200, got.content.decode()
        return [int(one["service_request_id"]) for one in got.json()]

    newest = [one.pk for one in reversed(rows)]
    last = rows[-1].received_on
    within = [one.pk for one in reversed(rows) if one.received_on >= last - timedelta(days=90)]
    assert 1 < len(within) < len(rows)
    assert ids("") == within, "the last ninety days"
    assert ids(f"end_date={DAY}") == [rows[0].pk]
    assert ids(f"start_date={DAY}T00:00:00Z") == [
        one.pk for one in reversed(rows) if one.received_on <= DAY + timedelta(days=90)
    ]
    assert ids(f"service_request_id={rows[0].pk},{rows[1].pk}&status=open") == [rows[1].pk, rows[0].pk], "overrides all"
    assert ids("status=open") == []
    assert ids("status=closed,open") == within
    code = f"letter.{rows[-1].case.letter.kind}"
    assert ids(f"service_code={code},order.consult") == [
        one.pk for one in reversed(rows) if one.pk in within and one.kind == rows[-1].kind
    ]
    assert ids("service_code=letter") == [], "what has no kind"
    assert ids("page=2&page_size=1") == within[1:2]
    assert ids("page=1000&page_size=1000") == []
    Publication.objects.filter(pk=newest[0]).update(kind="从前的类别")
    assert ids("service_code=letter") == newest[:1]


@pytest.mark.django_db
def test_errors_are_the_standards(county: None, on_day: Live) -> None:
    row = publish_letters(on_day, DAY, 1)[0]
    do(row.case.letter, "withdraw_publication", reason="应来信人要求")
    for path, status in (
        ("requests.json?start_date=2026-01-01T00:00:00Z&end_date=2026-05-01T00:00:00Z", 400),
        ("requests.json?start_date=yesterday", 400), ("requests.json?status=lost", 400), ("requests.json?page=0", 400),
        ("requests.json?service_request_id=%00", 400), ("requests.json?service_code=nothing", 404),
        ("services/nothing.json", 404), ("services/%00.json", 404), ("requests/999999.json", 404),
        ("requests/99999999999999999999999.json", 404), ("requests/%00.json", 404), (f"requests/{row.pk}.json", 410),
        ("tokens/1.json", 404),
    ):  # fmt: skip
        got = get(path)
        assert got.status_code == status, path
        assert [set(one) for one in got.json()] == [{"code", "description"}]
        assert got.json()[0]["code"] == str(status)
        assert ET.fromstring(get(path.replace(".json", ".xml", 1)).content).findtext("error/code") == str(status)
    assert "应来信人要求" in get(f"requests/{row.pk}.json").json()[0]["description"]
    assert get("requests.html").status_code == 404


@pytest.mark.django_db
def test_nothing_is_sent_here(county: None) -> None:
    client = Client(enforce_csrf_checks=True)
    refused = client.post("/open311/v2/requests.json", {"service_code": "letter", "description": "路灯不亮"})
    assert refused.status_code == 403
    assert "/send/letters/" in json.loads(refused.content)[0]["description"]
    assert ET.fromstring(client.post("/open311/v2/requests.xml").content).findtext("error/code") == "403"
    assert client.delete("/open311/v2/requests/1.json").status_code == 405


@pytest.mark.django_db
def test_characters_that_xml_has_not_are_left_out(county: None, on_day: Live) -> None:
    row = publish_letters(on_day, DAY, 1)[0]
    Publication.objects.filter(pk=row.pk).update(content="一\x01二\ufffe三 <&>")
    root = ET.fromstring(get(f"requests/{row.pk}.xml").content)
    assert (root.findtext("request/description") or "").endswith("一二三 <&>")
