"""Putting guides and entries of the catalogue before the public and taking them back; the search follows (条例 A.12)."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from interaction.organs.models import Organ, Staff
from interaction.publicity.search.index import IndexEntry, delete_document, index_document, register_table_source
from interaction.workdays.now import today
from requests_app.disclosure.models import CatalogueEntry, DisclosureGuide

GUIDE, CATALOGUE = "organ_guide", "catalogue"


@transaction.atomic
def save_guide(organ: Organ, staff: Staff | None, values: dict[str, Any]) -> DisclosureGuide:
    """An organ's guide as it says from now on."""
    values = {**values, "updated_on": today(), "updated_by": staff}
    guide, _new = DisclosureGuide.objects.update_or_create(organ=organ, defaults=values)
    with translation.override(settings.LANGUAGE_CODE):
        index_document(of_guide(guide))
    return guide


@transaction.atomic
def save_entry(entry: CatalogueEntry, values: dict[str, Any]) -> None:
    """A new entry of the catalogue, or what a standing one says from now on."""
    for name, value in values.items():
        setattr(entry, name, value)
    entry.save()
    with translation.override(settings.LANGUAGE_CODE):
        index_document(of_entry(entry))


@transaction.atomic
def withdraw_entry(entry: CatalogueEntry, reason: str) -> None:
    """Take an entry back: its page keeps the day and the reason (条例 A.6), and nothing finds it any more."""
    entry.withdrawn_on, entry.withdrawn_reason = today(), reason
    entry.save()
    delete_document(CATALOGUE, str(entry.pk))


def standing_guides() -> QuerySet[DisclosureGuide]:
    return DisclosureGuide.objects.select_related("organ")


def standing_entries() -> QuerySet[CatalogueEntry]:
    return CatalogueEntry.objects.filter(withdrawn_on__isnull=True).select_related("organ")


def of_guide(guide: DisclosureGuide) -> IndexEntry:
    organ = guide.organ
    where = (guide.office, guide.address, guide.hours, guide.phone)
    return IndexEntry(
        GUIDE, str(guide.pk), _("%(organ)s政府信息公开指南") % {"organ": organ.name},
        "\n".join([" ".join(where), guide.arrangement, guide.access]), reverse("disclosure:guide", args=[organ.code]),
        organ, guide.updated_on,
    )  # fmt: skip


def of_entry(entry: CatalogueEntry) -> IndexEntry:
    return IndexEntry(
        CATALOGUE, str(entry.pk), entry.title, f"{entry.summary}\n{entry.document_number}\n{entry.text}",
        reverse("disclosure:entry", args=[entry.organ.code, entry.pk]), entry.organ, entry.published_on,
        kind=str(entry.get_category_display()),
    )  # fmt: skip


def provide_all() -> None:
    register_table_source(GUIDE, standing_guides, of_guide)
    register_table_source(CATALOGUE, standing_entries, of_entry)
