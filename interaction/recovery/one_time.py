"""The password with which somebody comes back, once: derived under a key, kept nowhere, shown to whoever confirmed."""

from interaction.privacy.encryption import keyed_digest
from interaction.recovery.models import Recovery

# Without what is mistaken for another when it is read out.
LETTERS = "abcdefghjkmnpqrstuvwxyz"
GROUPS, OF_A_GROUP = 4, 4


def one_time_password(recovery: Recovery) -> str:
    """Three groups of letters, one of digits: sixteen characters, about 66 bits."""
    digest = keyed_digest("one-time password", str(recovery.pk).encode())
    letters = [LETTERS[byte % len(LETTERS)] for byte in digest[: (GROUPS - 1) * OF_A_GROUP]]
    groups = ["".join(letters[at : at + OF_A_GROUP]) for at in range(0, len(letters), OF_A_GROUP)]
    return "-".join([*groups, f"{int.from_bytes(digest[-4:]) % 10**OF_A_GROUP:0{OF_A_GROUP}}"])


def still_waits(recovery: Recovery) -> bool:
    """Whether the person has not come back with it yet: it is still the account's password."""
    given = recovery.state == Recovery.State.DONE and recovery.what != Recovery.What.FACTOR
    return given and bool(recovery.staff.check_password(one_time_password(recovery)))
