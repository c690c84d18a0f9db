"""Every column of text is declared: somebody's own, about persons, or neither; and the inventory says the same."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from interaction.privacy.columns import text_columns, undeclared
from interaction.privacy.encryption import SealedField
from interaction.privacy.management.commands import draw_columns
from tests.test_repository import PRODUCTION

OURS = [one for one in apps.get_models() if one.__module__.split(".")[0] in PRODUCTION]


@pytest.mark.parametrize("model", OURS, ids=lambda one: one._meta.label)
def test_every_column_of_text_is_declared(model: type[models.Model]) -> None:
    assert undeclared(model) == set(), "say with @text_columns what the column may hold of persons"


def test_the_inventory_is_drawn_anew() -> None:
    assert draw_columns.PAGE.read_text(encoding="utf-8") == draw_columns.drawn(), "run manage.py draw_columns"


@isolate_apps("interaction.privacy")
def test_what_is_not_declared_or_not_there_is_found() -> None:
    class Remark(models.Model):  # noqa: DJ008
        about = SealedField()
        words = models.TextField()
        colour = models.CharField(max_length=8, choices=[("red", "red")])

        class Meta:
            app_label = "privacy"

    assert undeclared(Remark) == {"words"}
    text_columns(about_persons=("words",), neither=("gone",))(Remark)
    assert undeclared(Remark) == {"gone"}
