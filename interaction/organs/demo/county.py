"""The demo county: its organs, its staff and their posts. Public bodies only; the people are invented."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from interaction.organs.demo.accounts import PASSWORD
from interaction.organs.demo.english import NAMES
from interaction.organs.models import Organ, Post, Role, Staff

ORGANS = Path(__file__).with_name("organs.json")
# Short names that do not shorten by rule for document numbers (文号), as "兰政公开告".
PREFIXES = {"LL": "兰政", "LL-ZFB": "兰政办"}
# One account a role at county level, which "make demo" prints, and one a role in each department it names.
COUNTY_STAFF = (
    ("shoujian", "周收", Role.INTAKE), ("duban", "吴督", Role.SUPERVISOR), ("gongkai", "郑开", Role.PUBLISHER),
    ("qianfa", "王签", Role.SIGNER), ("shenhe", "冯审", Role.REVIEWER), ("guanli", "陈管", Role.ADMINISTRATOR),
)  # fmt: skip
ORGAN_STAFF = (
    ("chengban", "承办", Role.HANDLER), ("shenhe", "审核", Role.REVIEWER), ("qianfa", "签发", Role.SIGNER),
    ("shoujian", "收件", Role.INTAKE), ("gongkai", "公开", Role.PUBLISHER),
)  # fmt: skip


@transaction.atomic
def load_organs() -> int:
    """Create or update the organ tree; answers how many organs it has."""
    described = json.loads(ORGANS.read_text(encoding="utf-8"))
    reconsideration = described["reconsideration_organ"]
    organs: dict[str, Organ] = {}
    for one in described["organs"]:
        parent = organs.get(one["parent"])
        organs[one["code"]], _created = Organ.objects.update_or_create(
            code=one["code"],
            defaults={
                "name": one["name"], "short_name": one["short_name"], "kind": one["kind"], "parent": parent,
                "name_en": NAMES[one["code"]][0], "short_name_en": NAMES[one["code"]][1],
                "document_prefix": _prefix(one),
                "reconsideration_organ": reconsideration[
                    "county departments and townships" if parent else "county government"
                ],
            },
        )  # fmt: skip
    return len(organs)


def _prefix(one: dict[str, Any]) -> str:
    short = one["short_name"].removeprefix("县").removesuffix("局").removesuffix("镇").removesuffix("乡")
    return PREFIXES.get(one["code"], f"兰{short}")


@transaction.atomic
def load_staff() -> None:
    """Accounts with posts: the county's, and five of each organ that answers cases. Existing ones stay as they are."""
    county = Organ.objects.get(code="LL")
    wanted = [(name, person, county, role) for name, person, role in COUNTY_STAFF]
    for organ in Organ.objects.exclude(pk=county.pk).exclude(kind=Organ.Kind.HOTLINE):
        suffix = organ.code.removeprefix("LL-").lower()
        wanted += [
            (f"{name}-{suffix}", f"{organ.short_name}{person}", organ, role) for name, person, role in ORGAN_STAFF
        ]
    wanted.append(("chengban", "蒋承", county, Role.HANDLER))
    have = set(Staff.objects.values_list("username", flat=True))
    password = Staff(username="demo")
    password.set_password(PASSWORD)  # hashed once: the same for all, and slow on purpose
    for username, person, organ, role in wanted:
        if username not in have:
            staff = Staff.objects.create(
                username=username, name=person[:40], password=password.password,
                is_staff=role == Role.ADMINISTRATOR, is_superuser=role == Role.ADMINISTRATOR,
            )  # fmt: skip
            Post.objects.create(staff=staff, organ=organ, role=role)
