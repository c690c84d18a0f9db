"""What people enter into the forms of a channel's actions, by the channel's key, and how often each channel is used."""

from collections.abc import Callable
from random import Random

from demo.channels import disclosure, hotline, mailbox
from interaction.casework.models import Case

SAMPLES: dict[str, Callable[[str, Case, Random], dict[str, object]]] = {
    "disclosure": disclosure.sample,
    "letter": mailbox.sample,
    "order": hotline.sample,
}
# How many of six cases come by each channel.
SHARES = {"disclosure": 1, "letter": 2, "order": 3}


def sample(channel: str, action: str, case: Case, random: Random) -> dict[str, object]:
    """Return what somebody might enter into the form of an action of this channel."""
    return SAMPLES[channel](action, case, random)
