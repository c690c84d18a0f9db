"""python -m bench [--only NAME ...] [--sizes 1000,100000,1000000] [--no-write]"""

import argparse
import sys
import time

from bench import place

NAMES = ("submit", "pages", "statistics", "sweep", "recompute", "checks", "letter", "wall", "search")
SIZES = "1000,100000,1000000"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the bars of docs/performance.md.")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=list(NAMES), help="measure these alone")
    parser.add_argument("--sizes", default=SIZES, help="numbers of cases, the last also of running clocks")
    parser.add_argument("--no-write", action="store_true", help="print the table, leave the document as it is")
    return parser.parse_args()


def main() -> int:
    asked = arguments()
    sizes = [int(size) for size in asked.sizes.split(",")]
    started = time.monotonic()
    place.prepare()
    import django

    django.setup()
    from bench import report
    from bench.course import Course

    lines = Course(sizes, set(asked.only)).run()
    print(report.machine())
    print(report.table(lines))
    if not asked.no_write and set(asked.only) == set(NAMES):
        report.write(lines, (time.monotonic() - started) / 60)
    return 0 if all(line.met is not False for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
