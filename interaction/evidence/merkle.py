"""Merkle trees as RFC 6962 has them: a root over leaves, and the way from one leaf to the root. Plain Python."""

import hashlib
from collections.abc import Sequence


def leaf_hash(content: bytes) -> bytes:
    return hashlib.sha256(b"\0" + content).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """All levels of the tree, the leaves first; what has no neighbour goes up as it is, which gives the trees of RFC 6962."""
    found = [list(leaves)]
    while len(found[-1]) > 1:
        below = found[-1]
        above = [_node(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)]
        found.append([*above, below[-1]] if len(below) % 2 else above)
    return found


def root(leaves: Sequence[bytes]) -> bytes:
    return levels(leaves)[-1][0] if leaves else hashlib.sha256(b"").digest()


def path(leaves: Sequence[bytes], position: int) -> list[tuple[str, str]]:
    """The way from a leaf to the root: the hashes beside it, and on which side each stands."""
    way = []
    for level in levels(leaves)[:-1]:
        beside = position ^ 1
        if beside < len(level):
            way.append(("left" if beside < position else "right", level[beside].hex()))
        position //= 2
    return way


def follow(leaf: bytes, way: Sequence[tuple[str, str]]) -> bytes:
    """The root to which a way leads."""
    for side, beside in way:
        other = bytes.fromhex(beside)
        leaf = _node(other, leaf) if side == "left" else _node(leaf, other)
    return leaf
