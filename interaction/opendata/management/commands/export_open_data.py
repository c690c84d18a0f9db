"""manage.py export_open_data --out DIR [--gzip]"""

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Count, Max, Sum
from tqdm import tqdm

from interaction.opendata import dumps
from interaction.opendata.dumps import CONTENT_TYPES, Data
from interaction.opendata.licence import VERSION, licence
from interaction.opendata.models import Freshness
from interaction.statistics.models import Tally

MANIFEST = "manifest.json"
PART = ".part"


def state_of(data: Data, year: int) -> str:
    """What changes whenever any row of a year does: an item that was corrected, rated or taken back too."""
    found: dict[str, Any]
    if data is dumps.REPLIES:
        rows = Freshness.objects.filter(publication__replied_on__range=(date(year, 1, 1), date(year, 12, 31)))
        found = rows.aggregate(rows=Count("pk"), versions=Sum("version"), last=Max("changed_at"))
    else:
        months = Tally.objects.filter(month__range=(date(year, 1, 1), date(year, 12, 1)))
        found = months.aggregate(rows=Count("pk"), cases=Sum("n"), totals=Sum("total"))
    return f"{VERSION} " + " ".join(str(value) for value in found.values())


class Command(BaseCommand):
    help = (
        "Write all open data to a folder, a file for each year and format. Run again it writes only what has changed;"
        " broken off, it goes on where it was. A file appears whole or not at all."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="the folder; made where it does not exist")
        parser.add_argument("--gzip", action="store_true", help="compress every file")

    def handle(self, *args: Any, out: Path, gzip: bool, **options: Any) -> None:
        out.mkdir(parents=True, exist_ok=True)
        for left in out.glob(f"*{PART}"):
            left.unlink()
        before = _files(out)
        kept: dict[str, dict[str, Any]] = {}
        written = 0
        for data, year, form in self._wanted():
            name = f"{data.key}-{year}.{form}" + (".gz" if gzip else "")
            state = state_of(data, year)
            known = before.get(name, {})
            if known.get("state") == state and (out / name).is_file():
                kept[name] = known
                continue
            kept[name] = {"state": state, **self._write(out / name, data, year, form, gzip)}
            written += 1
            # After each file, so that a run that is broken off need not do it again.
            _note(out, {**before, **kept})
        for name in before.keys() - kept.keys():
            # Nothing of that year is published any more, or it is kept in the other form now.
            (out / Path(name).name).unlink(missing_ok=True)
        _note(out, kept)
        self.stdout.write(f"{written} written, {len(kept) - written} unchanged, in {out}")

    def _wanted(self) -> Iterator[tuple[Data, int, str]]:
        for data in dumps.ALL.values():
            for year in sorted(data.years()):
                for form in CONTENT_TYPES:
                    yield data, year, form

    def _write(self, path: Path, data: Data, year: int, form: str, gzip: bool) -> dict[str, Any]:
        digest, size, rows, part = hashlib.sha256(), 0, 0, path.with_name(path.name + PART)
        with tqdm(desc=path.name, unit=" rows", file=self.stderr, disable=None) as bar, part.open("wb") as file:

            def progress(more: int) -> None:
                nonlocal rows
                rows += more
                bar.update(more)

            pieces = dumps.as_bytes(data, year, form, progress)
            for piece in dumps.gzipped(pieces) if gzip else pieces:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
        os.replace(part, path)
        return {"rows": rows, "bytes": size, "sha256": digest.hexdigest()}


def _files(out: Path) -> dict[str, dict[str, Any]]:
    try:
        found: dict[str, dict[str, Any]] = json.loads((out / MANIFEST).read_text("utf-8"))["files"]
    except (FileNotFoundError, ValueError, KeyError):
        return {}
    return found


def _note(out: Path, files: dict[str, dict[str, Any]]) -> None:
    content = {"version": VERSION, "licence": licence(), "files": dict(sorted(files.items()))}
    part = out / (MANIFEST + PART)
    part.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    os.replace(part, out / MANIFEST)
