"""Years after a consultation has ended nobody can tell who had said what; what was said in public, and counted, stays."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from interaction.consultations.forgetting import forget_old_opinions
from interaction.consultations.models import Consultation
from interaction.notices.models import Notice
from tests.consultations.acting import AFTER, FIRST, OPENS, OnDay, group, published, report, say, show

pytestmark = pytest.mark.django_db
NAME, PHONE, EMAIL = "欧阳建国", "13900004321", "jianguo@example.org"


def test_who_spoke_is_forgotten_and_what_was_said_stays(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found, open_still = published(), published(title="关于另一办法公开征求意见的公告")
    on_day(OPENS)
    opinion = say(found, f"我是{NAME}，电话{PHONE}，坑槽修复太慢。", name=NAME, phone=PHONE, email=EMAIL)
    kept = say(open_still, "没有答复的，还要告知。", name=NAME, phone=PHONE)
    show(found, opinion)
    on_day(AFTER)
    group(found, [opinion])
    report(found)
    shown = Client().get(f"/consultations/{found.pk}/opinions/").content.decode()
    assert Notice.objects.filter(key__startswith=f"opinion:{opinion.pk}:").exists()

    ended = Consultation.objects.get(pk=found.pk).reported_on
    assert ended
    on_day(date(ended.year + settings.RETENTION_YEARS, ended.month, ended.day - 1))
    assert forget_old_opinions() == 0
    on_day(date(ended.year + settings.RETENTION_YEARS, ended.month, ended.day))
    assert forget_old_opinions() == 1
    assert forget_old_opinions() == 0
    opinion.refresh_from_db()
    kept.refresh_from_db()
    assert (opinion.name, opinion.phone, opinion.email) == ("", "", "")
    assert not any(one in opinion.text for one in (NAME, PHONE))
    assert "坑槽修复太慢" in opinion.text
    assert opinion.person != kept.person
    assert kept.name == NAME
    assert not Notice.objects.filter(key__startswith=f"opinion:{opinion.pk}:").exists()
    assert Client().get(f"/consultations/{found.pk}/opinions/").content.decode() == shown
    report_page = Client().get(f"/consultations/{found.pk}/report/").content.decode()
    assert "缩短修复时间" in report_page
