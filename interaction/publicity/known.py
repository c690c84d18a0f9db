"""What a case knows of the people behind it, looked for in every text that goes out: names, numbers, addresses."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from interaction.privacy.shadow import as_read
from interaction.publicity.finding import Hit, Kind
from interaction.publicity.shown import shown

# Between the characters of a number or an address as somebody may write it.
_BETWEEN = r"[ \n\-._/,、()·:]{0,3}"
_SHORTEST = {Kind.PHONE: 5, Kind.PERMIT: 4, Kind.EMAIL: 5, Kind.ADDRESS: 6}
_LANDLINE = re.compile(r"0\d{2,3}(?=[2-9]\d{6,7}\Z)")
_COUNTRY = re.compile(r"(?:86(?=1[3-9]\d{9}\Z)|85[23](?=\d{8}\Z)|886(?=9\d{8}\Z))")


@dataclass(frozen=True)
class Known:
    """What is known of persons; each value as somebody wrote it."""

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    @classmethod
    def of(cls, party: Any, *, names: bool = True) -> "Known":
        """Return what a party's own columns say; without its names where it is an organisation."""
        kept = party.names if names else [name for name in party.names if name != party.name]
        phones = [party.phone, party.second_phone]
        given = (kept, phones, [party.id_number], [party.email], [party.address])
        return cls(*(tuple(value for value in values if value) for values in given))

    @classmethod
    def read(cls, data: Any) -> "Known":
        """Return what a JSON object gives, each part optional; raise ValueError where it is no such object."""
        if not isinstance(data, dict):
            raise ValueError
        found = []
        for part in ("names", "phones", "numbers", "emails", "addresses"):
            values = data.get(part) or []
            if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
                raise ValueError
            found.append(tuple(values))
        return cls(*found)

    def found_in(self, shadow: str) -> Iterator[Hit]:
        """Yield where the numbers, addresses and mailboxes stand; names have their own rules."""
        for kind, values in (
            (Kind.EMAIL, self.emails), (Kind.PHONE, _with_local(self.phones)), (Kind.PERMIT, self.numbers),
            (Kind.ADDRESS, self.addresses),
        ):  # fmt: skip
            wanted = sorted({bare for value in values if len(bare := _bare(value)) >= _SHORTEST[kind]}, key=len)
            for bare in reversed(wanted):
                pattern = _BETWEEN.join(map(re.escape, bare))
                for match in re.finditer(pattern, shadow, re.IGNORECASE):
                    yield Hit(
                        kind,
                        *match.span(),
                        "***@***" if kind is Kind.EMAIL else shown(kind, bare),
                        "办件当事人的信息",
                        known=True,
                    )


NOTHING = Known()


def _bare(value: str) -> str:
    return "".join(char for char in as_read(value) if char.isalnum() or char in "@×")


def _with_local(phones: Iterable[str]) -> Iterator[str]:
    """Each number, and what of it is dialled at home."""
    for phone in phones:
        bare = _bare(phone)
        yield bare
        for prefix in (_LANDLINE, _COUNTRY):
            if prefix.match(bare):
                yield prefix.sub("", bare)
