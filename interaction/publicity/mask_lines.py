"""Masking JSON Lines: {"id", "text"} in, {"id", "masked", "findings"} out; a bad line says why and the run goes on."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from interaction.privacy.json_lines import read_lines
from interaction.publicity.known import Known
from interaction.publicity.masking import find, mask


def masked_lines(stream: BinaryIO) -> Iterator[dict[str, Any]]:
    """What to write for each line that is not blank."""
    for line in read_lines(stream):
        if line.error:
            yield {"id": line.of, "error": line.error}
            continue
        try:
            known = Known.read(line.row.get("known") or {})
        except ValueError:
            yield {"id": line.of, "error": 'known应当是JSON对象，形如{"names": ["李明"], "phones": []}。'}
            continue
        findings = find(line.text, known)
        places = [{"kind": str(one.kind), "start": one.start, "end": one.end} for one in findings]
        yield {"id": line.of, "masked": mask(line.text, findings), "findings": places}
