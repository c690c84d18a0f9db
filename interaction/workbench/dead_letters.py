"""What did not go out at any attempt, for those who see to it, and a button that sends it again."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from interaction.casework.models import Case
from interaction.notices import delivery
from interaction.workflow.desk_pages import actor_of, page

FIRST = 100


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Of each outbox the dead letters, the longest dead first; no text of them, and no address in the clear."""
    actor = actor_of(request)
    couriers = delivery.couriers_for(actor)
    if not couriers:
        raise PermissionDenied
    outboxes = [(one, [(row, one.dead_letter(row)) for row in delivery.dead_letters(one)[:FIRST]]) for one in couriers]
    about = {letter.case_id for _one, rows in outboxes for _row, letter in rows if letter.case_id}
    numbers = dict(Case.objects.filter(pk__in=about).values_list("pk", "number"))
    shown = [
        (one, [(row, letter, numbers.get(letter.case_id or 0, "")) for row, letter in rows]) for one, rows in outboxes
    ]
    return page(request, "workbench/dead_letters.html", actor, {"outboxes": shown})


@require_POST
def send_again(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    """Let one of them go out anew."""
    for courier in delivery.couriers_for(actor_of(request)):
        if courier.key == key:
            delivery.send_again(courier, pk)
            return redirect("workbench:dead_letters")
    raise PermissionDenied
