"""Backups of the tests: into a directory of their own, sealed to a key that is made for each."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command


@pytest.fixture
def key(tmp_path: Path, settings: Any) -> Path:
    """Backups go into a directory of this test, sealed to a key that is made for it."""
    file = tmp_path / "backup.key"
    said = StringIO()
    call_command("backup", new_key=file, stdout=said)
    settings.BACKUP_RECIPIENT = said.getvalue().split("\n")[0].partition("=")[2]
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.ERASURES_FILE = settings.BACKUP_DIR / "erasures.jsonl"
    return file
