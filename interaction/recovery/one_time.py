"""The password with which somebody comes back, once: derived under a key, kept nowhere, shown to whoever confirmed."""

from interaction.privacy.encryption import keyed_digest
from interaction.recovery.models import Recovery
from interaction.sign_in.one_time import legible


def one_time_password(recovery: Recovery) -> str:
    """The password of one recovery, the same however often it is asked for."""
    return legible(keyed_digest("one-time password", str(recovery.pk).encode()))


def still_waits(recovery: Recovery) -> bool:
    """Whether the person has not come back with it yet: it is still the account's password."""
    given = recovery.state == Recovery.State.DONE and recovery.what != Recovery.What.FACTOR
    return given and bool(recovery.staff.check_password(one_time_password(recovery)))
