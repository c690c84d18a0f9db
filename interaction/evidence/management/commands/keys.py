"""manage.py keys: check, add, reseal, retire. How keys are changed while everybody works: docs/keys.md."""

import secrets
import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from interaction.database.ownership import as_owner
from interaction.evidence.keys import check_value, faults, note_retired
from interaction.evidence.models import KeyCheck
from interaction.privacy.keys import CHAIN, FIELD, FIRST_CHAIN_KEY, KEY_BYTES, Ring, keep, ring
from interaction.privacy.resealing import everything, kept_purposes, left_under

CHECK, ADD, RESEAL, RETIRE, STATUS = "check", "add", "reseal", "retire", "status"


class Command(BaseCommand):
    help = "Check the keys, add one, seal everything anew under it, retire the one before."

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        steps.add_parser(CHECK, help="whether the keys are those of this database; a start does this too")
        steps.add_parser(STATUS, help="which keys there are, and how much is still under older ones")
        steps.add_parser(ADD, help="add a key, in use from now on").add_argument("--chain", action="store_true")
        steps.add_parser(RESEAL, help="seal anew what older keys sealed; may be stopped and begun again")
        steps.add_parser(RETIRE, help="let a key go under which nothing is sealed any more").add_argument(
            "id", type=int
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            wrong = faults()
        except ImproperlyConfigured as broken:
            raise CommandError(str(broken)) from broken
        if wrong:
            raise CommandError("\n".join(wrong))
        steps = {CHECK: self._check, STATUS: self._status, RESEAL: self._reseal}
        if options["step"] == ADD:
            self._add(CHAIN if options["chain"] else FIELD)
        elif options["step"] == RETIRE:
            self._retire(options["id"])
        else:
            with as_owner():  # what only ever grows is sealed anew as well
                steps[options["step"]]()

    def _check(self) -> None:
        self.stdout.write("密钥齐全，都是这个数据库用的。")

    def _status(self) -> None:
        for name in (FIELD, CHAIN):
            here = ring(name)
            self.stdout.write(f"{name}: 在用 {here.current}，共有 {', '.join(map(str, here.masters))}")
        for name, count in left_under():
            if count:
                self.stdout.write(f"{name}: 还有 {count} 项用旧密钥加密")

    def _add(self, name: str) -> None:
        here = ring(name, anew=True)
        used = [*here.masters, *KeyCheck.objects.filter(ring=name).values_list("key", flat=True)]
        key_id = max([*used, FIRST_CHAIN_KEY - 1 if name == CHAIN else 0]) + 1
        self._keep(name, Ring({key_id: secrets.token_bytes(KEY_BYTES), **here.masters}, here.kept))
        KeyCheck.objects.create(ring=name, key=key_id, check_value=check_value(key_id))
        self.stdout.write(f"{name}: 已加入编号 {key_id} 的密钥，从现在起用它。请立即备份密钥文件。")

    def _keep(self, name: str, changed: Ring) -> None:
        try:
            keep(name, changed)
        except ImproperlyConfigured as given:
            raise CommandError(f"{given}\n新的值（请妥善传递，不要留在日志里）：\n{changed.written()}") from given

    def _reseal(self) -> None:
        for name, batches in everything():
            done = 0
            with tqdm(desc=name, unit="", disable=not sys.stderr.isatty()) as bar:
                for progress in batches:
                    done += progress.done
                    bar.update(progress.done)
                    for one in progress.broken:
                        self.stderr.write(f"打不开（损坏，或者密钥不在）：{one}")
            if done:
                self.stdout.write(f"{name}: {done}")
        left = sum(count for _name, count in left_under())
        if left:
            raise CommandError(f"还有 {left} 项用旧密钥加密：打不开的见上；其余的请再运行一次。")
        self.stdout.write("都已用现在的密钥加密。")

    def _retire(self, key_id: int) -> None:
        name = CHAIN if key_id >= FIRST_CHAIN_KEY else FIELD
        here = ring(name, anew=True)
        if name == CHAIN:
            raise CommandError("链的旧密钥要留着核对以前的记录，不停用；它不加密任何内容。")
        if key_id not in here.masters or key_id == here.current:
            raise CommandError(f"编号 {key_id} 的密钥正在使用，或者没有这一把。先用 keys add 加一把新的。")
        left = {store: count for store, count in left_under(key_id) if count}
        if left:
            told = "、".join(f"{store} {count}" for store, count in left.items())
            raise CommandError(f"编号 {key_id} 的密钥还加密着：{told}。先运行 keys reseal。")
        kept = {(key_id, purpose): here.derived(key_id, purpose) for purpose in kept_purposes()}
        masters = {one: key for one, key in here.masters.items() if one != key_id}
        self._keep(name, Ring(masters, {**here.kept, **kept}))
        note_retired(name, key_id)
        self.stdout.write(f"{name}: 编号 {key_id} 的密钥已停用并删去。备份里的旧密钥文件也应销毁。")
