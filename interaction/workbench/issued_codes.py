"""Which query codes a person at the desk has just issued, and may hand over: kept in the session."""

from django.http import HttpRequest

from interaction.casework.models import Case
from interaction.casework.query_code_access import remember

ISSUED = "issued_codes"


def _ticket(case: Case) -> str:
    return f"{case.number}#{case.query_code_issue}"


def note_issued(request: HttpRequest, case: Case) -> None:
    remember(request, ISSUED, _ticket(case))


def has_issued(request: HttpRequest, case: Case) -> bool:
    """Whether this person issued the code that opens the case now."""
    return _ticket(case) in request.session.get(ISSUED, [])
