"""HEAD is answered wherever GET is (RFC 9110 9.3.2): by the same view, and without its body."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def answers_head(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: let views see a GET; the server sends no body to who asked for none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asked_head = request.method == "HEAD"
        if asked_head:
            request.method = "GET"
        response = get_response(request)
        if asked_head:
            request.method = "HEAD"
        return response

    return middleware
