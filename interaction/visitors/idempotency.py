"""Which forms a browser was given, by their keys, in a signed cookie: a form sent twice counts once, and only who sent it
the first time sees its receipt again."""

import uuid

from django.http import HttpRequest, HttpResponse

# The cookie, how many forms it remembers, and how long (seconds).
FORMS, MOST_FORMS, DAY = "forms", 12, 86_400


def submission_key(text: str) -> uuid.UUID:
    """The key a form came back with; a new one where that cannot be read."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


def forms_of(request: HttpRequest) -> list[str]:
    """The forms this browser was given; signed, so that nobody claims another's."""
    return [key for key in (request.get_signed_cookie(FORMS, default="") or "").split(",") if key]


def remember_form(request: HttpRequest, response: HttpResponse, submission: uuid.UUID) -> HttpResponse:
    """Note that this browser was given a form."""
    keys = [key for key in forms_of(request) if key != str(submission)][1 - MOST_FORMS :]
    response.set_signed_cookie(FORMS, ",".join([*keys, str(submission)]), max_age=DAY, httponly=True, samesite="Lax")
    return response
