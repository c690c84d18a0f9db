"""python -m tests.layout [--check] [FILE ...]"""

import argparse
import subprocess
import sys
from pathlib import Path

from tests.layout.reading import Folder
from tests.layout.writing import WIDTH, laid_out

ROOT = Path(__file__).resolve().parent.parent.parent


def templates() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "*.html"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.layout", description="Lay templates out on their lines.")
    parser.add_argument("files", nargs="*", type=Path, help="by default all")
    parser.add_argument("--check", action="store_true", help="change nothing, name what is not laid out")
    asked = parser.parse_args()
    ours = templates()
    folder, faults = Folder(ours), []
    for path in [one.resolve() for one in asked.files] or ours:
        source = path.read_text()
        laid = laid_out(source, folder)
        if laid != source and asked.check:
            faults.append(f"{path.relative_to(ROOT)}: python -m tests.layout lays it out")
        elif laid != source:
            path.write_text(laid)
        long = [n for n, line in enumerate(laid.splitlines(), 1) if len(line) > WIDTH]
        faults += [f"{path.relative_to(ROOT)}:{n}: longer than {WIDTH} characters" for n in long]
    print("\n".join(faults) or "templates are laid out")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
