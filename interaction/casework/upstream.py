"""A matter that a platform above sent down: its number there is one case here."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from interaction.casework.models import Case
from interaction.casework.steps import Stage

# What has left the county may be sent down again under its number.
GONE = (Stage.WITHDRAWN, Stage.RETURNED_UP)


def refuse_second(channel: str, source: str, number: str) -> None:
    """Raise ValidationError, with a link to the first, where a number of a platform above was taken in before."""
    if not number:
        return
    known = Case.objects.filter(channel=channel, source=source, upstream_number=number).exclude(state__in=GONE)
    first = known.order_by("pk").first()
    if first:
        raise ValidationError(
            format_html(
                _('这个编号已经录入过：<a href="{}">{}</a>，现在是“{}”。请在那一件里办理；编号填错的，请改正。'),
                reverse("workbench:case", args=[first.pk]), first.number, first.state_label,
            )
        )  # fmt: skip
