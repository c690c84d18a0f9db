"""What a form says is a whole sentence that names the field: of pages, of the administrator's, of what a platform is told."""

from typing import Any

import pytest

from hotline.exchange.admin import PlatformForm
from hotline.rates.admin import ConfigurationForm
from interaction.replies.admin import SealForm, TemplateForm

pytestmark = pytest.mark.django_db
LONG = "长" * 5000
# What a form is given, and what of it is wrong.
FORMS: tuple[tuple[Any, dict[str, str]], ...] = (
    (PlatformForm, {}),
    (PlatformForm, {"code": LONG, "name": LONG, "source": "nowhere", "per_minute": "许多", "new_secret": "短"}),
    (PlatformForm, {"code": "CITY", "name": "市", "source": "city", "per_minute": "-1", "new_secret": LONG}),
    (ConfigurationForm, {}),
    (
        ConfigurationForm,
        {"effective_from": "某天", "response": "半", "resolution": "101", "satisfaction": "-1", "basis": LONG},
    ),
    (TemplateForm, {}),
    (TemplateForm, {"channel": "nothing", "organ": "999999", "name": LONG}),
    (SealForm, {}),
    (SealForm, {"organ": "999999", "width": "很宽"}),
)
MACHINE = ("该变量", "这个字段", "输入一个", "字符数", "有效的值", "选择一个有效")


@pytest.mark.parametrize(("form", "typed"), FORMS)
def test_an_administrators_forms_speak_in_whole_sentences(form: Any, typed: dict[str, str]) -> None:
    filled = form(typed)
    said = [(name, str(one)) for name, messages in filled.errors.items() for one in messages]
    assert said
    for name, one in said:
        assert one.endswith("。"), (name, one)
        assert not [word for word in MACHINE if word in one], (name, one)
