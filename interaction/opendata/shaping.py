"""Rows as the interface and the files give them: the fields that describing.py names, and no others."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from interaction.casework.channels import Channel
from interaction.organs.models import Organ
from interaction.publicity.models import Publication, PublicationChange, TypicalReply
from interaction.statistics.models import Tally
from interaction.workdays.now import SHANGHAI

Shape = dict[str, Any]


def moment(value: datetime) -> str:
    """2026-11-25T08:00:00.123456+08:00"""
    return value.astimezone(SHANGHAI).isoformat()


def page_of(pk: int) -> str:
    """Where people read a published item."""
    return settings.SITE_URL + reverse("portal:reply", args=[pk])


def reply(row: Publication) -> Shape:
    return {
        "id": row.pk, "url": page_of(row.pk), "channel": row.channel, "kind": row.kind, "organ": row.organ.code,
        "organ_name": row.organ.name, "title": row.title, "content": row.content, "reply": row.reply,
        "received_on": row.received_on.isoformat(), "replied_on": row.replied_on.isoformat(), "workdays": row.workdays,
        "stars": row.stars, "published_at": moment(row.published_at), "updated_at": moment(row.freshness.changed_at),
    }  # fmt: skip


def withdrawn(row: Publication, change: PublicationChange | None) -> Shape:
    """Of an item that was taken back: when and why, and nothing else."""
    on = change.on if change else row.withdrawn_at.astimezone(SHANGHAI).date() if row.withdrawn_at else None
    return {
        "id": row.pk, "withdrawn": True, "withdrawn_on": on.isoformat() if on else "", "reason": change.reason if change else "",
        "updated_at": moment(row.freshness.changed_at),
    }  # fmt: skip


def as_changed(row: Publication) -> Shape:
    """An item of a list of changes; its withdrawals have been read along."""
    if row.withdrawn_at is None:
        return reply(row)
    return withdrawn(row, next(iter(row.withdrawals), None))  # type: ignore[attr-defined]


def correction(row: PublicationChange) -> Shape:
    return {"on": row.on.isoformat(), "organ": row.organ.code, "corrected": row.corrected, "reason": row.reason}


def typical(row: TypicalReply) -> Shape:
    return {"question": row.question, "pinned_at": moment(row.pinned_at), "reply": reply(row.publication)}


def tally(row: Tally) -> Shape:
    return {
        "month": f"{row.month:%Y-%m}", "organ": row.organ.code, "channel": row.channel, "measure": row.measure,
        "n": row.n, "total": row.total,
    }  # fmt: skip


def organ(row: Organ, codes: dict[int, str]) -> Shape:
    return {
        "code": row.code, "name": row.name, "short_name": row.short_name, "kind": row.kind,
        "kind_label": row.get_kind_display(), "parent": codes.get(row.parent_id or 0), "active": row.active,
    }  # fmt: skip


def channel(one: Channel) -> Shape:
    facets = [
        {
            "key": facet.key, "label": str(facet.label),
            "values": [{"value": value, "label": str(label)} for value, label in facet.names.items()],
        }
        for facet in one.facet_names()
    ]  # fmt: skip
    return {
        "key": one.key, "label": str(one.label), "intro": str(one.intro),
        "url": settings.SITE_URL + reverse("portal:submit", args=[one.slug]), "facets": facets,
    }  # fmt: skip
