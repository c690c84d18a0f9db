"""Putting guides and entries of the catalogue before the public and taking them back; the search follows (条例 A.12)."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from interaction.organs.actors import SYSTEM
from interaction.organs.models import Role
from interaction.publicity.search.index import IndexEntry, delete_document, index_document, register_table_source
from interaction.workdays.now import today
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.declarations import NEW
from interaction.workflow.models import LogEntry
from requests_app.disclosure.forms import EntryForm, GuideForm, WithdrawEntryForm
from requests_app.disclosure.models import IN_FORCE, CatalogueEntry, DisclosureGuide

GUIDE, CATALOGUE = "organ_guide", "catalogue"


@document_action(
    DisclosureGuide, _l("保存并公开"), source=(NEW, IN_FORCE), by=(Role.PUBLISHER, SYSTEM), form=GuideForm, writes=True,
    name="save",
)  # fmt: skip
def save_guide(guide: DisclosureGuide, context: ActionContext) -> None:
    """Say from now on what the form says: the guide of an organ is its publisher's to keep."""
    _take_over(guide, context)
    guide.updated_on = today()


@document_action(
    CatalogueEntry, _l("保存并公开"), source=(NEW, IN_FORCE), by=(Role.PUBLISHER, SYSTEM), form=EntryForm, writes=True,
    name="save",
)  # fmt: skip
def save_entry(entry: CatalogueEntry, context: ActionContext) -> None:
    """Publish a new entry of the catalogue, or what a standing one says from now on."""
    _take_over(entry, context)


def _take_over(document: Any, context: ActionContext) -> None:
    for name, value in context.data.items():
        setattr(document, name, value)
    context.text = {name: str(value) for name, value in context.data.items()}
    context.at_once = True


@document_action(
    CatalogueEntry, _l("撤下"), source=IN_FORCE, by=Role.PUBLISHER, form=WithdrawEntryForm, name="withdraw"
)
def withdraw_entry(entry: CatalogueEntry, context: ActionContext) -> None:
    """Take an entry back: its page keeps the day and the reason (条例 A.6), and nothing finds it any more."""
    entry.withdrawn_on = today()
    context.words = entry.withdrawn_reason = context.data["reason"]


def follow(sender: Any, document: Any, entry: LogEntry, **others: Any) -> None:
    """The search finds what stands."""
    if isinstance(document, DisclosureGuide):
        index_document(of_guide(document))
    elif isinstance(document, CatalogueEntry):
        if document.withdrawn_on:
            delete_document(CATALOGUE, str(document.pk))
        else:
            index_document(of_entry(document))


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
