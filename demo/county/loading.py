"""The demo county: its organs, its staff and their posts. Public bodies only; the people are invented."""

from django.db import transaction

from demo.county.accounts import PASSWORD
from demo.county.names import CITY, COUNTY, ORGANS
from interaction.organs.models import ADMINISTRATORS, Organ, Post, Role, Staff
from interaction.sign_in.passwords import note_password

# One account a role at county level, which "make demo" prints, and one a role in each department it names.
COUNTY_STAFF = (
    ("shoujian", "周收", Role.INTAKE), ("duban", "吴督", Role.SUPERVISOR), ("gongkai", "郑开", Role.PUBLISHER),
    ("qianfa", "王签", Role.SIGNER), ("shenhe", "冯审", Role.REVIEWER), ("guanli", "陈管", Role.ADMINISTRATOR),
    ("anquan", "沈安", Role.SECURITY), ("anquan-fuhe", "韩安", Role.SECURITY), ("shenji", "杨审", Role.AUDITOR),
    ("gongkai-fuhe", "秦开", Role.PUBLISHER),
    ("fazhi", "许法", Role.LEGAL), ("fazhi-fuhe", "何法", Role.LEGAL),
    ("dangan", "施档", Role.ARCHIVIST), ("dangan-fuhe", "张档", Role.ARCHIVIST),
)  # fmt: skip
ORGAN_STAFF = (
    ("chengban", "承办", Role.HANDLER), ("shenhe", "审核", Role.REVIEWER), ("qianfa", "签发", Role.SIGNER),
    ("shoujian", "收件", Role.INTAKE), ("gongkai", "公开", Role.PUBLISHER),
)  # fmt: skip


@transaction.atomic
def load_organs() -> int:
    """Create or update the organ tree; answers how many organs it has."""
    organs: dict[str | None, Organ] = {}
    for place, one in enumerate(ORGANS):
        organs[one.code], _created = Organ.objects.update_or_create(
            code=one.code,
            defaults={
                "name": one.name, "short_name": one.short_name, "kind": one.kind, "parent": organs.get(one.parent),
                "name_en": one.name_en, "short_name_en": one.short_name_en, "document_prefix": one.document_prefix,
                "reconsideration_organ": one.reconsideration_organ, "court": one.court,
                "reconsideration_channel": one.reconsideration_channel,
                "phone": f"0539-0000{place:03}", "address": f"{CITY}{COUNTY}政务服务中心（演示地址）{place + 1} 号窗口",
            },
        )  # fmt: skip
    return len(organs)


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
                is_staff=role in ADMINISTRATORS,
            )  # fmt: skip
            note_password(staff, own=True)
            Post.objects.create(staff=staff, organ=organ, role=role)
