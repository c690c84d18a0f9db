"""A form that comes from a page whose time is over: the session has ended, or its token is another one by now.

Nothing is done then, and nothing typed is lost. A citizen gets the form again, filled in, with a fresh token; so does
somebody of the staff who is signed in. Who has to sign in first finds it filled in afterwards: what was typed is kept for
the person for whom the page was made (workflow/unsent.py). The button is always the person's to press.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import ResolverMatch, resolve

from interaction.casework.stash import Stash
from interaction.sign_in.anew import PAGE, SignInAnew
from interaction.sign_in.idle import end_or_use
from interaction.sign_in.standing import page_first
from interaction.visitors.idempotency import IN_ADDRESS, NOT_TYPED, form_key
from interaction.workflow.unsent import keep_unsent, writer_of

# Shorter than this, what was typed is typed again as fast as it is copied.
WORTH_COPYING = 20


class SignInFirst(LoginRequiredMiddleware):
    """Who is not signed in signs in first, and does what is due before anything else; what they had typed waits for them."""

    def process_view(self, request: HttpRequest, view_func: Any, *arguments: Any) -> Any:
        if getattr(view_func, "login_required", True):
            end_or_use(request)
        answer = super().process_view(request, view_func, *arguments)
        if answer is not None or not getattr(view_func, "login_required", True):
            return answer
        page = page_first(request)
        return come_back_after(request, view_func, resolve_url(page)) if page else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, SignInAnew) or request.resolver_match is None:
            return None
        return come_back_after(request, request.resolver_match.func, resolve_url(PAGE))

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        return come_back_after(request, view_func, resolve_url(settings.LOGIN_URL))


def come_back_after(request: HttpRequest, view: Any, page: str) -> HttpResponse:
    """Keep what was typed for whom the page was made, and lead to the sign-in, or to what is due, and back to the form."""
    if request.method in ("GET", "HEAD"):
        return _lead(request, request.get_full_path(), page)
    writer, key, back = writer_of(request.POST), form_key(request), _page_before(request)
    if getattr(view, "shows_again", False):
        back = f"{request.path}?{IN_ADDRESS}={key}" if key else request.path
        if writer:
            files = request.FILES.getlist("attachments")
            lost = Stash(request, key).keep().left_out if key else [str(file.name) for file in files]
            others = [str(one.name) for name, many in request.FILES.lists() if name != "attachments" for one in many]
            keep_unsent(writer, request.path, request.POST, [*lost, *others])
    return _lead(request, back, page)


def _lead(request: HttpRequest, back: str, page: str) -> HttpResponse:
    answer = redirect_to_login(back, page)
    if request.headers.get("HX-Request"):  # a part of a page would show the sign-in in its place
        return HttpResponse(headers={"HX-Redirect": answer["Location"]})
    return answer


def _page_before(request: HttpRequest) -> str:
    """The page from which something was sent that has no page of its own."""
    before = urlsplit(request.headers.get("Referer", ""))
    return (
        before.path if before.netloc == request.get_host() and before.path else resolve_url(settings.LOGIN_REDIRECT_URL)
    )


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token does not fit (Django's CSRF_FAILURE_VIEW): with the form, filled in, where it can be."""
    page = resolve(request.path_info)
    if request.method == "POST" and getattr(page.func, "shows_again", False):
        if not getattr(page.func, "login_required", True):
            return _form_again(request, page)
        writer = writer_of(request.POST)
        if writer and not request.user.is_authenticated:
            return come_back_after(request, page.func, resolve_url(settings.LOGIN_URL))
        if writer and writer == request.user.pk:
            return _form_again(request, page)
    texts = [] if page.view_name == settings.LOGIN_URL else _texts(request)
    return render(request, "403_csrf.html", {"texts": texts}, status=403)


def _form_again(request: HttpRequest, page: ResolverMatch) -> HttpResponse:
    request.shown_again = True  # type: ignore[attr-defined]
    request.resolver_match = page
    response: HttpResponse = page.func(request, *page.args, **page.kwargs)
    return response


def _texts(request: HttpRequest) -> list[str]:
    """What was typed into a page that cannot be shown again, to be copied: to who sent it just now, and nobody else."""
    return [
        text
        for name, texts in request.POST.lists()
        for text in texts
        if name not in NOT_TYPED and "password" not in name and len(text) >= WORTH_COPYING
    ]
