"""How often one visitor may ask: so many times a minute, told in every answer. Kept in PostgreSQL, as all such limits."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from interaction.opendata.models import Use
from interaction.visitors.throttle import source_of
from interaction.workdays.now import now

MINUTE = 60
_NOTE = """
INSERT INTO opendata_use (source, minute, n) VALUES (%s, %s, 1)
ON CONFLICT (minute, source) DO UPDATE SET n = opendata_use.n + 1 RETURNING n
"""


@dataclass(frozen=True)
class Allowance:
    """What a visitor has left of this minute."""

    most: int
    used: int
    seconds: int  # until the next minute begins

    @property
    def exceeded(self) -> bool:
        return self.used > self.most

    def tell(self, response: HttpResponseBase) -> None:
        response["RateLimit-Limit"] = str(self.most)
        response["RateLimit-Remaining"] = str(max(self.most - self.used, 0))
        response["RateLimit-Reset"] = str(self.seconds)
        if self.exceeded:
            response["Retry-After"] = str(self.seconds)


def note_use(request: HttpRequest) -> Allowance:
    """Count this request, and say how its sender stands."""
    moment = now()
    minute = moment.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [source_of(request), minute])
        used = cursor.fetchone()[0]
    return Allowance(settings.API_PER_MINUTE, used, MINUTE - moment.second)


def forget_old() -> int:
    return Use.objects.filter(minute__lt=now() - timedelta(minutes=2)).delete()[0]
