"""The demo county as a whole: organs, accounts, and what each channel needs."""

from django.db import transaction

from interaction.casework.channels import channels
from interaction.organs.demo.county import load_organs, load_staff


@transaction.atomic
def load_demo() -> None:
    """Create what is missing; what is there stays as it is."""
    load_organs()
    load_staff()
    for one in channels():
        one.load_demo()
