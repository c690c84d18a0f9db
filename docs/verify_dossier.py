"""Checks a dossier (卷宗) of Huiyin, or the proof a citizen downloads, against a published root.

    python verify_dossier.py dossier.zip ROOT
    python verify_dossier.py proof.json ROOT

ROOT is a root, or the hash of a seal, as it was published at /seals/ and printed on receipts; its beginning, of 16 characters
at least, is enough. Nothing of Huiyin is imported: the standard library, and one routine for the signature (`cryptography`).
It prints each fault and exits with 1; where there is none, it prints what was proved.
"""

import hashlib
import itertools
import json
import sys
import zipfile

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SHORTEST_ROOT = 16


def sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def check_seal(seal: dict) -> list[str]:
    """A seal is what was signed, by the key that it names."""
    digest = sha256(seal["body"].encode())
    if digest.hex() != seal["hash"]:
        return ["the seal is not what its hash is of"]
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(json.loads(seal["body"])["public_key"]))
        key.verify(bytes.fromhex(seal["signature"]), digest)
    except (InvalidSignature, ValueError, KeyError):
        return ["the signature of the seal is wrong"]
    return []


def check_proof(proof: dict) -> list[str]:
    """The way from the head leads to the root of its seal (RFC 6962: 0 before a leaf, 1 before a node)."""
    said = f"{proof['kind']}:{proof['of']}:{proof['seq']}:{proof['hash']}".encode()
    found = sha256(b"\0" + bytes.fromhex(proof["salt"]) + said)
    for side, beside in proof["path"]:
        other = bytes.fromhex(beside)
        found = sha256(b"\1" + (other + found if side == "left" else found + other))
    faults = check_seal(proof["seal"])
    if found.hex() != json.loads(proof["seal"]["body"])["root"]:
        faults.append("the proof does not lead to the root of its seal")
    return faults


def check_seals(seals: list[dict], root: str) -> list[str]:
    """Each seal follows the one before, and one of them is the published one."""
    faults = [f"seal {json.loads(one['body'])['number']}: {fault}" for one in seals for fault in check_seal(one)]
    for before, after in itertools.pairwise(seals):
        if json.loads(after["body"])["previous"] != before["hash"]:
            faults.append(f"seal {json.loads(after['body'])['number']} does not follow the one before")
    known = {one["hash"] for one in seals} | {json.loads(one["body"])["root"] for one in seals}
    if len(root) < SHORTEST_ROOT or not any(one.startswith(root) for one in known):
        faults.append("the published root is not among the seals")
    return faults


def check_links(links: list[dict], proof: dict) -> tuple[list[str], dict[str, tuple[str, str]]]:
    """The links follow each other up to the sealed head; what they say of each row, with the key of its salt."""
    faults, before = [], b""
    rows: dict[str, tuple[str, str]] = {}
    sealed = False
    for number, link in enumerate(links, start=1):
        body, hashed = json.loads(link["body"]), sha256(before + link["body"].encode())
        if hashed.hex() != link["hash"] or body["seq"] != number or body["of"] != proof["of"]:
            faults.append(f"link {number} does not follow the one before, or was altered")
        for name, how in body["found"].items():
            faults.append(f"{name}: {how}, found by the step that made link {number}")
        for name, digest in body["rows"].items():
            if digest is None:
                rows.pop(name, None)
            else:
                rows[name] = (digest, str(body["key"]))
        sealed = sealed or (number == proof["seq"] and hashed.hex() == proof["hash"])
        before = hashed
    if not sealed:
        faults.append("the sealed head is not among the links")
    return faults, rows


def check_rows(rows: list[dict], salts: dict[str, str], said: dict[str, tuple[str, str]]) -> list[str]:
    """Every row is as the links say, none is missing, none is too many."""
    faults, left = [], dict(said)
    for row in rows:
        digest, key = left.pop(row["name"], ("", ""))
        if not digest:
            faults.append(f"{row['name']}: inserted")
            continue
        inner = sha256(row["sealed"].encode()) if row["sealed"] else b""
        content = bytes.fromhex(salts[key]) + row["name"].encode() + b"\0" + sha256(row["plain"].encode()) + inner
        if sha256(content).hex() != digest:
            faults.append(f"{row['name']}: altered")
    return faults + [f"{name}: missing" for name in left]


def check_files(packed: zipfile.ZipFile, rows: list[dict]) -> list[str]:
    """Every file is what its row says, and every row has its file."""
    faults, there = [], {name for name in packed.namelist() if name.startswith("files/")}
    for row in rows:
        table, _, key = row["name"].partition(":")
        said = json.loads(row["plain"]) if table == "casework_attachment" else {}
        if not said or "destroyed_at" in said or said["scan"] == "infected":
            continue
        wanted = {f"files/{key}": said["sha256"]}
        if "original" in said:
            wanted[f"files/{key}.original"] = said["original_sha256"]
        for name, digest in wanted.items():
            if name not in there:
                faults.append(f"{name}: missing")
            elif sha256(packed.read(name)).hex() != digest:
                faults.append(f"{name}: altered")
            there.discard(name)
    return faults + [f"{name}: inserted" for name in sorted(there)]


def check_dossier(path: str, root: str) -> tuple[list[str], str]:
    with zipfile.ZipFile(path) as packed:
        proof, seals, links, held = (
            json.loads(packed.read(name)) for name in ("proof.json", "seals.json", "links.json", "rows.json")
        )
        if proof is None:
            return ["this case has not been sealed yet"], ""
        faults = check_proof(proof) + check_seals(seals, root)
        if proof["seal"]["hash"] not in {one["hash"] for one in seals}:
            faults.append("the seal of the proof is not among the seals")
        more, said = check_links(links, proof)
        faults += more + check_rows(held["rows"], held["salts"], said) + check_files(packed, held["rows"])
    since = len(links) - proof["seq"]
    return faults, f"{len(said)} rows, {len(links)} links ({since} since the seal), sealed on {_day(proof)}"


def _day(proof: dict) -> str:
    return str(json.loads(proof["seal"]["body"])["day"])


def main() -> int:
    if len(sys.argv) != 3:  # noqa: PLR2004
        print(__doc__)
        return 2
    path, root = sys.argv[1:]
    if zipfile.is_zipfile(path):
        faults, proved = check_dossier(path, root)
    else:
        with open(path, encoding="utf-8") as file:
            proof = json.load(file)
        faults = check_proof(proof) + check_seals([proof["seal"]], root)
        proved = f"head {proof['seq']} of {proof['kind']} {proof['of']}, sealed on {_day(proof)}"
    for fault in faults:
        print(fault)
    if not faults:
        print(f"holds: {proved}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
