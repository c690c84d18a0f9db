"""Passwords that somebody is given to come in with once: as they are read out and typed."""

# Without what is mistaken for another when it is read out.
LETTERS = "abcdefghjkmnpqrstuvwxyz"
GROUPS, OF_A_GROUP = 4, 4


def legible(chance: bytes) -> str:
    """Three groups of letters, one of digits: sixteen characters, about 66 bits of the (sixteen or more) bytes."""
    letters = [LETTERS[byte % len(LETTERS)] for byte in chance[: (GROUPS - 1) * OF_A_GROUP]]
    groups = ["".join(letters[at : at + OF_A_GROUP]) for at in range(0, len(letters), OF_A_GROUP)]
    return "-".join([*groups, f"{int.from_bytes(chance[-4:]) % 10**OF_A_GROUP:0{OF_A_GROUP}}"])
