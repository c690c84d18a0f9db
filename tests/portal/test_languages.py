"""The public side in English: its addresses, what stays Chinese, and what is written down whoever reads."""

import re
from random import Random

import pytest
from django.test import Client
from django.utils import translation

from demo.channels import sample
from interaction.notices.models import Notice
from mailbox.models import Letter

pytestmark = pytest.mark.django_db


def test_the_address_alone_says_the_language(county: None, client: Client) -> None:
    chinese = client.get("/", headers={"accept-language": "en"})
    english = client.get("/en/", headers={"accept-language": "zh-CN"})
    assert '<html lang="zh-Hans"' in chinese.content.decode()
    assert '<html lang="en"' in english.content.decode()
    assert 'href="/en/" lang="en"' in chinese.content.decode()
    assert 'href="/" lang="zh-Hans"' in english.content.decode()
    assert client.get("/en/desk/").status_code == 404
    desk = client.get("/accounts/login/", headers={"accept-language": "en"})
    assert desk.headers["content-language"] == "zh-hans"


def test_the_office_reads_chinese_whoever_writes(county: None, client: Client) -> None:
    page = client.get("/en/send/letters/", follow=True).content.decode()
    submission = re.search(r'name="submission" value="([0-9a-f-]+)"', page)
    assert submission
    typed = sample("letter", "submit", Letter(), Random(1))
    data = {**typed, "email": "writer@example.com", "submission": submission[1], "seen_similar": "1"}
    sent = client.post("/en/send/letters/", data)
    assert sent.headers["location"].startswith("/en/receipt/XX-")
    subject = "您的来信已收到"
    with translation.override("en"):
        assert translation.gettext(subject) != subject  # there is an English text that could have been taken
    assert Notice.objects.get(channel="email").subject == subject
