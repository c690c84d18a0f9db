"""How the office scores: what is in force on a day. The terms of a period are those of its last day."""

from datetime import date
from fractions import Fraction

from hotline.rates.formulas import HALF, Terms
from hotline.rates.models import Configuration


def terms_on(day: date) -> Terms:
    """Usual ones where nothing was set: 20/40/40, partly settled a half, basically satisfied is satisfied."""
    held = Configuration.objects.filter(effective_from__lte=day).order_by("-effective_from").first()
    if held is None:
        return Terms()
    partly = HALF if held.partly_half else Fraction(0)
    return Terms(held.response, held.resolution, held.satisfaction, partly, held.basically)
