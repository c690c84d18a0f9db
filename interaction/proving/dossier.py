"""卷宗: all of one case in a ZIP that anybody can check against a published root, by docs/verify_dossier.py."""

import json
import zipfile
from typing import Any, BinaryIO

from interaction.casework.file_store import read
from interaction.casework.files import Scan
from interaction.casework.models import Attachment, Case, Event
from interaction.evidence.days import proof_of, shown
from interaction.evidence.matter import rows_of, salt_of
from interaction.evidence.models import DaySeal, Link, as_told

FILES, ROWS, LINKS, PROOF, SEALS, EVENTS = (
    "files/",
    "rows.json",
    "links.json",
    "proof.json",
    "seals.json",
    "events.json",
)


def proof(case: Case) -> dict[str, Any] | None:
    """What a sender may have of the own case: the way from its last sealed head to a published root; no row of it."""
    return proof_of("case", str(case.pk))


def export(case: Case, target: BinaryIO) -> None:
    """Write the dossier of a case. It holds all that the case holds, opened: for a court or an inspection."""
    links = list(Link.objects.filter(kind="case", key=str(case.pk)).order_by("seq"))
    keys = {told["key"] for told in (as_told(link.body) for link in links) if "key" in told}
    salts = {key: salt_of("case", str(case.pk), key).hex() for key in keys}
    rows = [
        {"name": row.name, "plain": row.text, "sealed": row.opened()}
        for _matter, row in rows_of("case", [case.pk], texts=True)
    ]
    found = proof(case)
    seals = DaySeal.objects.order_by("number")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        _write(packed, LINKS, [{"body": link.body, "hash": bytes(link.hash).hex()} for link in links])
        _write(packed, ROWS, {"salts": salts, "rows": rows})
        _write(packed, EVENTS, list(_events(case)))
        _write(packed, PROOF, found)
        number = as_told(found["seal"]["body"]).get("number", 0) if found else 0
        _write(packed, SEALS, [shown(seal) for seal in seals.filter(number__gte=number)])
        for file in Attachment.objects.filter(case=case, destroyed_at=None).exclude(scan=Scan.INFECTED):
            packed.writestr(f"{FILES}{file.pk}", read(file.pk))
            if file.original:
                packed.writestr(f"{FILES}{file.pk}.original", read(file.original))


def _write(packed: zipfile.ZipFile, name: str, content: Any) -> None:
    packed.writestr(name, json.dumps(content, ensure_ascii=False, indent=1))


def _events(case: Case) -> Any:
    """The events as a person reads them; what is proved of them stands in the rows."""
    for event in Event.objects.filter(case=case).order_by("seq").select_related("actor", "organ", "words"):
        said = getattr(event, "words", None)
        yield {
            "seq": event.seq, "action": event.action, "at": event.at.isoformat(), "on": event.on.isoformat(),
            "by": event.actor_name, "organ": event.organ.name, "state": event.state_after, "details": event.details,
            "words": said.texts if said else {},
        }  # fmt: skip
