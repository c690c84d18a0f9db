"""What the desk's navigation offers of this room."""

from django.utils.translation import gettext_lazy as _

from interaction.casework.channels import DeskPage
from interaction.casework.channels import offer as offer_page
from interaction.consultations.permissions import READERS


def offer() -> None:
    """Called once, when Django has started."""
    offer_page(DeskPage(_("意见征集"), "consultations_desk:index", READERS))
