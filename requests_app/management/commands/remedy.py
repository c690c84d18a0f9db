"""Where decisions are contested, for JSON Lines: manage.py remedy FILE, or - for standard input."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO

from interaction.errors import Refused
from interaction.organs.models import Organ
from interaction.privacy.json_lines import read_rows
from interaction.privacy.line_command import LineCommand
from requests_app.decisions import BY_CODE, GROUNDS, Contested
from requests_app.remedies import Terms, decided, terms

LIKE = '{"id": "1", "organ": "LL-CZJ", "decision": "internal", "on": "2026-07-01"}'
SILENCE = "silence"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class _Unanswerable(ValueError):
    """What a line does not say rightly."""


def answers(stream: BinaryIO) -> Iterator[dict[str, Any]]:
    """What is to be said of each line: how the decision is contested, or what is wrong with the line."""
    for line in read_rows(stream, LIKE):
        if line.error:
            yield {"id": line.of, "error": line.error}
            continue
        try:
            yield {"id": line.of, **_answer(_terms(line.row))}
        except (_Unanswerable, Refused) as wrong:
            yield {"id": line.of, "error": str(wrong)}


def _answer(found: Terms) -> dict[str, Any]:
    return {
        "reconsideration_first": found.first, "reconsider_at": list(found.organs), "days": found.days,
        "sue_within_months": found.months, "court": found.court, "channel": found.channel, "law": found.law,
    }  # fmt: skip


def _terms(row: Mapping[str, object]) -> Terms:
    organ, code, on = _organ(row.get("organ")), row.get("decision"), _day(row.get("on"))
    if code == SILENCE:
        return terms(organ, Contested.SILENCE, on)
    if not isinstance(code, str) or code not in BY_CODE:
        raise _Unanswerable(f"decision应当是{'、'.join(BY_CODE)}之一，没有答复的写{SILENCE}。")
    decision = BY_CODE[code]
    return decided(organ, decision, _grounds(row.get("grounds")) if decision.withholds_part else (), on)


def _organ(code: object) -> Organ:
    if not isinstance(code, str) or not code:
        raise _Unanswerable("organ应当是单位的代码，例如LL-CZJ。")
    found = None if "\x00" in code else Organ.objects.select_related("parent").filter(code=code).first()
    if found is None:
        raise _Unanswerable(f"没有代码为{code!r}的单位，请核对代码。")
    return found


def _day(text: object) -> date:
    try:
        if isinstance(text, str) and _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise _Unanswerable("on应当是日期，形如2026-07-01：决定的日期；没有答复的，是答复期限的最后一日。")


def _grounds(given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not given or not all(isinstance(one, str) and one in GROUNDS for one in given):
        raise _Unanswerable('部分公开的，grounds应当是不予公开部分的依据，从14、15、16、other中选，例如["15"]。')
    return tuple(given)


class Command(LineCommand):
    help = (
        'Reads lines {"id", "organ", "decision", "on", "grounds"}; writes {"id", "reconsideration_first", '
        '"reconsider_at", "days", "sue_within_months", "court", "channel", "law"}, or {"id", "error"} and ends with status 1.'
    )

    def answers(self, stream: BinaryIO) -> Iterator[dict[str, Any]]:
        return answers(stream)
