"""Say what answers by SMS mean: manage.py sms_verdict FILE, or - for standard input."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from hotline.texting.tokens import read_token
from hotline.texting.verdicts import verdict
from interaction.privacy.json_lines import read_lines
from interaction.privacy.line_command import LineCommand


class Command(LineCommand):
    help = 'Reads lines {"id", "text"}; writes {"id", "settled": "yes", "partly", "no" or null}. Needs no database.'

    def answers(self, stream: BinaryIO) -> Iterator[dict[str, Any]]:
        for line in read_lines(stream):
            if line.error:
                yield {"id": line.of, "error": line.error}
            else:
                said = verdict(read_token(line.text)[1])
                yield {"id": line.of, "settled": said[0] if said else None}
