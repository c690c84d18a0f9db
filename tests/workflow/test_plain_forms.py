"""Whatever form somebody fills in, its complaints are whole sentences that name the field."""

from collections.abc import Iterator

from django import forms

import config.urls  # noqa: F401 - with it every form is there
from interaction.workflow.forms import PlainForm

OURS = ("interaction.", "requests_app.", "mailbox.", "hotline.")
# Fields for other forms to take up; forms of the libraries for settings and signing in, with their own words.
OF_OTHERS = ("admin", "second_factor")
FIELDS_ALONE = {"DocumentFields", "ChangePasswordForm"}


def forms_of_ours(kind: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith(OURS) and one.__module__.rpartition(".")[2] not in OF_OTHERS:
            yield one
        yield from forms_of_ours(one)


def test_every_form_complains_plainly() -> None:
    found = set(forms_of_ours())
    assert len(found) > 150
    assert {one.__name__ for one in found if not issubclass(one, PlainForm)} <= FIELDS_ALONE


def test_what_is_left_out_is_asked_for_by_its_name() -> None:
    class Written(PlainForm):
        to = forms.ChoiceField(label="写给谁", choices=[("a", "甲")])
        text = forms.CharField(label="正文", max_length=5)
        number = forms.IntegerField(label="人数", min_value=1)

    assert Written({}).errors == {
        "to": ["请选择“写给谁”。"], "text": ["请填写“正文”。"], "number": ["请填写“人数”。"],
    }  # fmt: skip
    assert Written({"to": "b", "text": "一二三四五六", "number": "x"}).errors == {
        "to": ["请从列出的选项中选择“写给谁”。"], "text": ["“正文”最多 5 个字，现在有 6 个，请删减后再提交。"],
        "number": ["“人数”应当是整数，例如 5，请改正。"],
    }  # fmt: skip
