"""What is typed at the desk is kept as one types; and who else works on the case sees that somebody does."""

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from interaction.casework.actions import actions_of
from interaction.casework.engine import desks_of
from interaction.casework.queries import visible, whole_case
from interaction.casework.submissions import done_before
from interaction.notices.live import case_written_on
from interaction.workbench.views import actor_of
from interaction.workdays.now import SHANGHAI, now
from interaction.workflow.unsent import keep_unsent, writer_of

NOTHING_KEPT = 204


@never_cache
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what stands in a form of this person's page; the answer is when. A page of somebody else keeps nothing."""
    address, writer = request.POST.get("address", ""), writer_of(request.POST)
    try:
        page = resolve(address)
    except Resolver404:
        return HttpResponse(status=NOTHING_KEPT)
    if writer is None or writer != request.user.pk or not getattr(page.func, "shows_again", False):
        return HttpResponse(status=NOTHING_KEPT)
    typed = request.POST.copy()
    del typed["address"]
    on_case = page.view_name == "workbench:case_action"
    if on_case and _sent_meanwhile(request, page.kwargs["pk"], page.kwargs["action"]):
        return HttpResponse(status=NOTHING_KEPT)
    keep_unsent(writer, address, typed)
    if on_case:
        _tell_others(request, page.kwargs["pk"], page.kwargs["action"])
    return HttpResponse(f"{now().astimezone(SHANGHAI):%H:%M}", content_type="text/plain; charset=utf-8")


def _sent_meanwhile(request: HttpRequest, pk: int, action: str) -> bool:
    """Whether the form went out while this was on its way."""
    case = whole_case(pk)
    return case is not None and done_before(case, action, actor_of(request), request.POST) is not None


def _tell_others(request: HttpRequest, pk: int, action: str) -> None:
    """Let those who have the case open know who is writing on it."""
    case, actor = whole_case(pk), actor_of(request)
    if case is None or not visible(case, actor) or action not in actions_of(type(case)):
        return
    assert actor.staff
    case_written_on(pk, desks_of(case), actor.staff.pk, actor.name, str(actions_of(type(case))[action].label))
