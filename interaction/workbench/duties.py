"""职责清单: who leads for which class of matters, and the rulings from which that grew, each with its minute."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from interaction.casework.models import Ruling, Subject
from interaction.organs.models import Role
from interaction.publicity.retention import masked
from interaction.workbench.views import actor_of

# Who dispatches, returns or rules; others have no use for it.
READERS = (Role.INTAKE, Role.CALL_AGENT, Role.HANDLER, Role.REVIEWER, Role.SUPERVISOR)


@never_cache
@require_GET
def duties(request: HttpRequest) -> HttpResponse:
    """A ruling binds for like matters: the newest of a class names its organ, before what the class says."""
    actor = actor_of(request)
    if not actor.roles.intersection(READERS):
        raise PermissionDenied
    rulings = Prefetch("rulings", Ruling.objects.select_related("organ", "case", "decided_by"))
    subjects = Subject.objects.filter(active=True).select_related("lead", "parent").prefetch_related(rulings)
    for subject in subjects:
        for ruling in subject.rulings.all():  # the minute is for everybody; whoever is named in it is not
            ruling.grounds = masked(ruling.grounds, ())
    return render(request, "workbench/duties.html", {"actor": actor, "tab": "duties", "subjects": subjects})
