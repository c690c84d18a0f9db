"""The kinds of entries, as the desk and the public pages go through them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interaction.outreach import forms, signing_up
from interaction.outreach.models import Announcement, Entry, Episode, OpenDay, Programme, ServicePoint


def _nothing(entry: Any) -> None:
    """Most kinds have no consequence."""


@dataclass(frozen=True)
class Kind:
    key: str
    model: type[Any]
    form: type[forms.EntryForm]
    label: str | Promise
    new_label: str | Promise
    url_name: str  # of its public page
    when_published: Callable[[Any], object] = _nothing
    when_withdrawn: Callable[[Any], object] = _nothing

    def address(self, entry: Entry) -> str:
        return reverse(self.url_name, args=[entry.pk])


KINDS = {
    one.key: one
    for one in (
        Kind("announcement", Announcement, forms.AnnouncementForm, _("公告"), _("写公告"), "outreach:announcement"),
        Kind("programme", Programme, forms.ProgrammeForm, _("问政节目"), _("新建节目"), "outreach:programme"),
        Kind("episode", Episode, forms.EpisodeForm, _("问政期次"), _("新建期次"), "outreach:episode"),
        Kind("open_day", OpenDay, forms.OpenDayForm, _("政府开放日"), _("新建开放日"), "outreach:open_day",
             when_published=signing_up.move_up, when_withdrawn=signing_up.call_off),
        Kind("point", ServicePoint, forms.PointForm, _("服务点"), _("新建服务点"), "outreach:point"),
    )
}  # fmt: skip


def kind_of(entry: Entry) -> Kind:
    return KINDS[entry.kind]


def whole(pk: int) -> Any:
    """An entry as its own kind. Raises Http404."""
    entry = Entry.objects.filter(pk=pk).first()
    if entry is None:
        raise Http404
    return kind_of(entry).model.objects.select_related("organ").get(pk=pk)
