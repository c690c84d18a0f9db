"""The catalogue: what all rooms say, in Chinese as written in their code, and in English beside it.

Texts are gathered by babel, without the gettext tools, so that nothing of the machine is needed; the compiled file (.mo)
is made wherever the system is set up. What only staff read needs no English, and is listed apart (`desk.pot`): so every
entry of the catalogue has its English, and a text that is new has to be translated or put on that list.
"""

import os
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_javascript
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

HERE = Path(__file__).parent
CATALOGUE = HERE / "locale" / "en" / "LC_MESSAGES" / "django.po"
DESK = HERE / "locale" / "desk.pot"
LANGUAGE = "en"
ROOMS = ("interaction", "requests_app", "mailbox", "hotline")
KEYWORDS = parse_keywords([
    "_", "_t", "gettext", "gettext_lazy", "gettext_noop", "ngettext:1,2", "ngettext_lazy:1,2", "pgettext:1c,2",
    "pgettext_lazy:1c,2", "npgettext:1c,2,3",
])  # fmt: skip
# The header says the encoding and nothing that changes by itself.
_HEADER = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {LANGUAGE}\\n"\n\n'


def extract_template(file: IO[bytes], keywords: Any, comments: Any, options: Any) -> Iterator[Any]:
    """A template's texts, for babel: Django turns its tags into calls among masked text, which a lexer of scripts reads."""
    calls = templatize(file.read().decode(), origin=getattr(file, "name", None))
    return extract_javascript(BytesIO(calls.encode()), keywords, comments, {"template_string": False})


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def extracted() -> Catalog:
    """What code and templates say now."""
    with (HERE / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    now = Catalog(locale=LANGUAGE)
    for room in ROOMS:
        for _path, _line, text, _comments, context in extract_from_dir(
            Path(settings.BASE_DIR, room), methods, options, KEYWORDS
        ):
            if text:
                now.add(text, context=context)
    return now


def updated() -> tuple[Catalog, Catalog]:
    """The catalogue and the list of what only staff read, as they should be: what is said now, with the English known."""
    english, desk, now = read(CATALOGUE), Catalog(locale=LANGUAGE), extracted()
    listed = read(DESK)
    for message in list(now):
        text, context = _key(message)
        if message.id and listed.get(text, context) is not None:
            desk.add(message.id, context=context)
            now.delete(text, context)
    english.update(now, no_fuzzy_matching=True)
    return english, desk


def without_english(catalogue: Catalog) -> list[Message]:
    """The entries that still need a translation."""
    return [one for one in catalogue if one.id and (one.fuzzy or not all(_forms(one)))]


def list_for_desk(english: Catalog, desk: Catalog) -> None:
    """Put what has no English on the list of what only staff read."""
    for message in without_english(english):
        text, context = _key(message)
        desk.add(message.id, context=context)
        english.delete(text, context)


def as_text(catalogue: Catalog) -> str:
    written = BytesIO()
    write_po(written, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return _HEADER + written.getvalue().decode().lstrip()


def compile_catalogue() -> bool:
    """Make the compiled catalogue when it is older than its source; whether it was made."""
    target = CATALOGUE.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= CATALOGUE.stat().st_mtime_ns:
        return False
    # Others may be reading, or doing the same: the file appears whole.
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        write_mo(file, read(CATALOGUE))
    os.chmod(file.name, 0o644)
    os.replace(file.name, target)
    return True


def _key(message: Message) -> tuple[str, str | None]:
    return message.id if isinstance(message.id, str) else message.id[0], message.context


def _forms(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string or "",)
