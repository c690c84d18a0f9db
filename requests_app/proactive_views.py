"""主动公开建议: what several applicants asked one organ for, and what became of it (条例 A.44)."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from requests_app.models import Topic, TopicRequest
from requests_app.topics import waiting

ROLES = (Role.SUPERVISOR, Role.PUBLISHER)
MOST, MOST_SETTLED = 50, 20


@never_cache
@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """For supervisors and publishers: the topics of their organs, the latest asked first, and those settled lately."""
    actor = Actor.of(request.user)  # type: ignore[arg-type]
    own = [organ for role in ROLES for organ in actor.organs_as(role)]
    if not own:
        raise PermissionDenied
    organs = [one.pk for one in Organ.objects.all() if any(organ.covers(one) for organ in own)]
    asked = Prefetch("requests", TopicRequest.objects.select_related("case").order_by("-case_id"))
    settled = Topic.objects.filter(organ__in=organs).exclude(outcome="").order_by("-settled_on", "-pk")
    context = {
        "actor": actor, "tab": "proactive", "enough": settings.PROACTIVE_APPLICANTS,
        "topics": waiting(organs).select_related("organ").prefetch_related(asked).order_by("-asked_last", "-pk")[:MOST],
        "settled": settled.select_related("organ")[:MOST_SETTLED],
    }  # fmt: skip
    return render(request, "requests_app/proactive.html", context)
