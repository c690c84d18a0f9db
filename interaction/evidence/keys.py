"""Which keys this database was worked with: a wrong or missing one stops the start, before it seals or hashes anything."""

from django.db import transaction
from django.db.models.functions import Now

from interaction.evidence.models import KeyCheck
from interaction.privacy.encryption import keyed_digest
from interaction.privacy.keys import CHAIN, FIELD, ring

_KNOWN = b"huiyin"


def check_value(key_id: int) -> str:
    return keyed_digest("key-check", _KNOWN, key_id).hex()


@transaction.atomic
def faults() -> list[str]:
    """What is wrong with the keys there are; keys that are seen for the first time are noted."""
    found = []
    for name in (FIELD, CHAIN):
        here = ring(name, anew=True)
        known = {one.key: one for one in KeyCheck.objects.select_for_update().filter(ring=name)}
        for key_id in here.masters:
            if key_id not in known:
                KeyCheck.objects.get_or_create(ring=name, key=key_id, defaults={"check_value": check_value(key_id)})
            elif known[key_id].check_value != check_value(key_id):
                found.append(
                    f"{name} 中编号 {key_id} 的密钥不是这个数据库原来用的那一把。请从备份恢复原来的密钥后再启动。"
                )
            elif known[key_id].retired_at:
                found.append(f"{name} 中编号 {key_id} 的密钥已经停用，不能再用。请从 {name} 中删去后再启动。")
        for key_id, one in known.items():
            if key_id not in here.masters and one.retired_at is None:
                found.append(
                    f"{name} 中缺少编号 {key_id} 的密钥：用它加密的内容打不开。请从备份恢复后再启动；"
                    "确实要停用的，先用 manage.py keys reseal 重新加密，再用 manage.py keys retire 停用。"
                )
    if found:  # nothing is noted of keys beside wrong ones
        transaction.set_rollback(True)
    return found


def note_retired(name: str, key_id: int) -> None:
    KeyCheck.objects.filter(ring=name, key=key_id).update(retired_at=Now())
