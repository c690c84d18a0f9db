"""Catalogues (.po): what every room says, in Chinese as written in its code, and in English beside it.

Each app of ours keeps its own, `locale/en/LC_MESSAGES/django.po`. Texts are gathered from code and templates without
the gettext tools, so that nothing of the machine is needed; compiled files (.mo) are made wherever the system is set up.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None, "_t": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2),
    "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip
LANGUAGE = "en"
# What templatize makes of a template holds calls with literal texts; the rest of it is no Python.
_TEXT = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_CALLS = re.compile(rf"(?<!\w)(?:n?p?gettext|_)\(\s*{_TEXT}(?:\s*,\s*(?:{_TEXT}|\w+))*\s*\)", re.S)


def local_apps() -> list[Path]:
    """The folders of our own apps: not those of libraries, which may lie in an environment inside the project."""
    inside = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).is_relative_to(settings.BASE_DIR)]
    return sorted(path for path in inside if not path.relative_to(settings.BASE_DIR).parts[0].startswith("."))


def catalogue_of(room: Path) -> Path:
    return room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def said_in(room: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """{(context, Chinese text): its forms} of everything the room's code and templates say; two forms where something is
    counted. Rooms inside it speak for themselves."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for path in _files(room):
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            source = "\n".join(_CALLS.findall(templatize(source, origin=str(path))))
        for _line, message, _comments, context in extract("python", BytesIO(source.encode()), KEYWORDS, (), {}):
            forms = (message,) if isinstance(message, str) else tuple(message)
            if forms[0]:
                found[context or "", forms[0]] = max(found.get((context or "", forms[0]), ()), forms, key=len)
    return found


def _files(room: Path) -> Iterator[Path]:
    others = {other for other in local_apps() if other != room and other.is_relative_to(room)}
    for folder, inner, names in os.walk(room):
        here = Path(folder)
        inner[:] = sorted(one for one in inner if here / one not in others and one not in ("migrations", "locale"))
        yield from (here / name for name in sorted(names) if name.endswith((".py", ".html", ".txt", ".xml")))


def read(path: Path) -> Catalog:
    """The catalogue as it stands; an empty one where there is none."""
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def gathered(room: Path) -> str:
    """The room's catalogue as it should be: what is said now, with the English that was there."""
    before, now = read(catalogue_of(room)), Catalog(locale=LANGUAGE)
    for (context, text), forms in sorted(said_in(room).items()):
        known = before.get(text, context or None)
        counted = len(forms) > 1
        english = known.string if known and isinstance(known.string, tuple) == counted else ("", "") if counted else ""
        now.add(forms if counted else text, english, context=context or None)
    written = BytesIO()
    write_po(written, now, width=0, no_location=True, omit_header=True)
    # The header says the encoding and nothing that changes by itself.
    return f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en\\n"\n\n{written.getvalue().decode().lstrip()}'


def compile_all() -> int:
    """Make the compiled catalogues that are older than their source; how many were made."""
    made = 0
    for source in map(catalogue_of, local_apps()):
        target = source.with_suffix(".mo")
        if source.exists() and not (target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns):
            _compile(source, target)
            made += 1
    return made


def _compile(source: Path, target: Path) -> None:
    # Others may be reading, or doing the same: the file appears whole.
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        write_mo(file, read(source))
    os.chmod(file.name, 0o644)
    os.replace(file.name, target)
