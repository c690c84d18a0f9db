"""How well masking finds personal data, by kind, over the annotated sentences that ship with it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from interaction.publicity.measuring import CORPUS, Score, measure, sentences


class Command(BaseCommand):
    help = "Prints recall and precision per kind and overall; with --show also what was missed and wrongly found."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=CORPUS, help="annotated sentences; without it, ours")
        parser.add_argument("--show", action="store_true", help="show what was missed and what was wrongly found")

    def handle(self, *args: Any, file: Path, show: bool, **options: Any) -> None:
        corpus = sentences(file)
        result = measure(corpus)
        clean = sum(not sentence.spans for sentence in corpus)
        self.stdout.write(f"{len(corpus)} sentences, {clean} of them without personal data")
        self.stdout.write(f"{'kind':12} {'spans':>6} {'finds':>6} {'recall':>8} {'precision':>10}")
        for name, score in [*result.scores.items(), ("overall", result.overall)]:
            self.stdout.write(_row(str(name), score))
        if show:
            for what, places in (("missed", result.missed), ("wrong", result.wrong)):
                for sentence, kind, words in places:
                    self.stdout.write(f"{what} {sentence.id} {kind}: {words}")


def _row(name: str, score: Score) -> str:
    return f"{name:12} {score.annotated:6} {score.finds:6} {score.recall:8.1%} {score.precision:10.1%}"
