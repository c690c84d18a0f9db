"""The log of reading as a chain under the seals."""

from collections.abc import Iterator

from interaction.audit.models import Reading
from interaction.evidence.days import Head

KIND = "readings"


def head_of_readings() -> Iterator[Head]:
    """The last record there is."""
    last = Reading.objects.order_by("-seq").values_list("seq", "digest").first()
    if last:
        yield Head(KIND, "", last[0], bytes(last[1]))
