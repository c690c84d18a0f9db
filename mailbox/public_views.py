"""The mailboxes in public: what was written to each, what was answered, and how fast."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from interaction.statistics.queries import Figures, by_facet, years
from interaction.workdays.now import today
from mailbox.models import Mailbox, PublishedLetter

PAGE = 20
FACET = "mailbox"


@login_not_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every mailbox with this year's figures; those of one organ when asked."""
    organ, year = request.GET.get("organ", "")[:32], today().year
    boxes = Mailbox.objects.select_related("organ").filter(open=True, organ__active=True)
    if organ.replace("-", "").isalnum():
        boxes = boxes.filter(organ__code=organ)
    figures = by_facet(year, "letter", FACET)
    rows = [(box, figures.get(str(box.pk), Figures())) for box in boxes]
    return render(request, "mailbox/mailboxes.html", {"rows": rows, "year": year, "organ": organ})


@login_not_required
@require_GET
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One mailbox: its figures year by year, and what it answered in public, the newest first."""
    box = get_object_or_404(Mailbox.objects.select_related("organ"), pk=pk)
    by_year = [(year, by_facet(year, "letter", FACET).get(str(pk), Figures())) for year in years()]
    published = PublishedLetter.objects.filter(mailbox=box, publication__withdrawn_at__isnull=True)
    published = published.select_related("publication__organ").order_by("-publication")
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) < len(str(2**63)):
        published = published.filter(publication__lt=int(after))
    found = list(published[: PAGE + 1])
    context = {
        "box": box, "by_year": by_year, "rows": [one.publication for one in found[:PAGE]],
        "next_cursor": found[PAGE - 1].pk if len(found) > PAGE else None,
    }  # fmt: skip
    return render(request, "mailbox/mailbox.html", context)
