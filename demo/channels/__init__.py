"""What people enter into the forms of a channel's actions, by the channel's key, and how often each channel is used."""

from collections.abc import Callable
from random import Random

from demo.channels import disclosure, hotline, mailbox
from interaction.casework.models import Case
from interaction.workdays.now import today

SAMPLES: dict[str, Callable[[str, Case, Random], dict[str, object]]] = {
    "disclosure": disclosure.sample,
    "letter": mailbox.sample,
    "order": hotline.sample,
}
# How many of six cases come by each channel.
SHARES = {"disclosure": 1, "letter": 2, "order": 3}


def sample(channel: str, action: str, case: Case, random: Random) -> dict[str, object]:
    """Return what somebody might enter into the form of an action of this channel."""
    return _of_every_channel(action, case) or SAMPLES[channel](action, case, random)


def _of_every_channel(action: str, case: Case) -> dict[str, object]:
    if action == "reissue_code":
        return {
            "name": case.party.name, "checked_by": "document", "check": "本人携身份证到窗口办理，与登记一致。", "hand_over": "slip",
        }  # fmt: skip
    answers: dict[str, dict[str, object]] = {
        "send_new_code": {"means": "email"},
        "record_bounce": {"words": "退信说明：邮箱已满。"},
        "tell_another_way": {"means": "telephone", "on": today(), "words": "上午十点电话告知，本人接听。"},
    }
    return answers.get(action, {})
