"""Mask personal data in JSON Lines: manage.py mask FILE, or - for standard input."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from interaction.privacy.line_command import LineCommand
from interaction.publicity.mask_lines import masked_lines


class Command(LineCommand):
    help = 'Reads lines {"id", "text"}; writes {"id", "masked", "findings"}, or {"id", "error"} and ends with status 1.'

    def answers(self, stream: BinaryIO) -> Iterator[dict[str, Any]]:
        return masked_lines(stream)
