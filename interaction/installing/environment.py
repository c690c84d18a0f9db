"""What goes into the file that the processes read their settings from (huiyin.env): added or changed line by line, the rest stays."""

import os
import re
from pathlib import Path

_LINE = re.compile(r"^#?\s*([A-Z][A-Z0-9_]*)=")


def settled(text: str, variables: dict[str, str]) -> str:
    """Return the text of an environment file with these variables set: each in the place of its line, commented or not, else at
    the end."""
    left, lines = dict(variables), []
    for line in text.splitlines():
        found = _LINE.match(line)
        name = found.group(1) if found else ""
        lines.append(f"{name}={_quoted(left.pop(name))}" if name in left else line)
    lines += [f"{name}={_quoted(value)}" for name, value in left.items()]
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    """As systemd, shells and compose read it alike."""
    if "'" not in value:
        return f"'{value}'"
    escaped = re.sub(r'(["\\$`])', r"\\\1", value)
    return f'"{escaped}"'


def settle(path: Path, variables: dict[str, str]) -> None:
    """Set variables in an environment file, whole or not at all, for its owner's eyes alone; its owner and group stay."""
    before = path.stat() if path.exists() else None
    text = settled(path.read_text(encoding="utf-8") if before else "", variables)
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    with open(unfinished, "x", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(text)
    if before:
        unfinished.chmod(before.st_mode & 0o770)
        if os.geteuid() == 0:
            os.chown(unfinished, before.st_uid, before.st_gid)
    unfinished.replace(path)
