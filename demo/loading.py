"""The demo county as a whole: organs, accounts, and what each channel needs."""

from django.db import transaction

from demo.county.loading import load_organs, load_staff
from demo.hotline.loading import load_hotline
from demo.mailboxes import load_mailboxes


@transaction.atomic
def load_demo() -> None:
    """Create what is missing; what is there stays as it is."""
    load_organs()
    load_staff()
    load_mailboxes()
    load_hotline()
