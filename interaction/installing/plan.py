"""What an office says of itself before it begins: read from a file or asked for, and checked as a whole before anything is done."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from interaction.appointments.workflow import FIRST
from interaction.organs.models import Organ, Role

ACCOUNT = re.compile(r"[a-z][a-z0-9._-]{2,39}")
# Key in the file: role. How many of each there are stands with the appointments.
ADMINISTRATORS = {"system": Role.ADMINISTRATOR, "security": Role.SECURITY, "auditor": Role.AUDITOR}
# (section, key): variable of the environment.
VARIABLES = {
    ("site", "url"): "SITE_URL", ("site", "phone"): "SITE_PHONE", ("site", "area_code"): "AREA_CODE",
    ("site", "host_organ"): "HOST_ORGAN", ("site", "icp"): "ICP", ("site", "police_filing"): "POLICE_FILING",
    ("site", "site_code"): "SITE_CODE", ("site", "alert_emails"): "ALERT_EMAILS",
    ("mail", "host"): "EMAIL_HOST", ("mail", "port"): "EMAIL_PORT", ("mail", "user"): "EMAIL_HOST_USER",
    ("mail", "password"): "EMAIL_HOST_PASSWORD", ("mail", "from"): "FROM_EMAIL", ("mail", "starttls"): "EMAIL_USE_TLS",
    ("mail", "tls"): "EMAIL_USE_SSL", ("sms", "url"): "SMS_GATEWAY_URL", ("sms", "token"): "SMS_GATEWAY_TOKEN",
}  # fmt: skip
_OF_GOVERNMENT = (
    "code", "name", "short_name", "name_en", "short_name_en", "document_prefix", "reconsideration_organ", "court",
    "reconsideration_channel", "phone", "address",
)  # fmt: skip


class BadPlan(Exception):
    """What is wrong with what an office says of itself, a line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Person:
    account: str
    name: str
    role: Role


@dataclass
class Plan:
    """The government, the workbook of its organs, its first administrators, and what goes into the environment."""

    government: dict[str, str]
    organs: Path | None
    people: list[Person]
    variables: dict[str, str] = field(default_factory=dict)

    def root(self) -> Organ:
        return Organ(kind=Organ.Kind.GOVERNMENT, parent=None, **self.government)


def read_plan(path: Path) -> Plan:
    """Read a plan from a TOML file; raise BadPlan with everything that is wrong with it."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadPlan([f"读不懂 {path}：{error}"]) from error
    government = told.get("government", {})
    organs = government.get("organs", "")
    plan = Plan(
        {name: str(government[name]).strip() for name in _OF_GOVERNMENT if government.get(name)},
        path.parent / str(organs) if organs else None,
        [_person(one, role) for key, role in ADMINISTRATORS.items() for one in _listed(told, key)],
        {
            name: _written(told[section][key])
            for (section, key), name in VARIABLES.items()
            if told.get(section, {}).get(key) not in (None, "")
        },
    )
    check(plan)
    return plan


def _listed(told: dict[str, Any], key: str) -> list[Any]:
    found = told.get("administrators", {}).get(key, [])
    return found if isinstance(found, list) else [found]


def _person(told: Any, role: Role) -> Person:
    said = told if isinstance(told, dict) else {}
    return Person(str(said.get("account", "")).strip(), str(said.get("name", "")).strip(), role)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return ",".join(map(str, value)) if isinstance(value, list) else str(value).strip()


QUESTIONS = (
    ("name", "县（市、区）人民政府全称，例如 青禾县人民政府"), ("short_name", "简称，例如 青禾县"), ("code", "代码，大写字母，例如 QH"),
    ("document_prefix", "发文字号代字，例如 青政"), ("reconsideration_organ", "县政府的行政复议机关（市人民政府全称）"),
    ("court", "管辖法院（中级人民法院全称）"), ("reconsideration_channel", "复议申请的互联网渠道（网址）"),
    ("phone", "办公电话"), ("address", "办公地址"),
)  # fmt: skip


def ask(answer: Callable[[str], str]) -> Plan:
    """Ask for a plan, question by question; raise BadPlan with everything that is wrong with the answers."""
    government = {name: answer(f"{words}：").strip() for name, words in QUESTIONS}
    organs = answer("单位表格（XLSX，用 setup_office --template 生成；空着就以后在系统设置里录入）：").strip()
    url = answer("网址，例如 https://huiyin.example.gov.cn：").strip()
    people = []
    for role in ADMINISTRATORS.values():
        for _one in range(FIRST[role]):
            account = answer(f"{role.label}的账号（小写字母和数字）：").strip()
            people.append(Person(account, answer(f"{role.label}的姓名：").strip(), role))
    plan = Plan(
        {name: value for name, value in government.items() if value}, Path(organs) if organs else None, people,
        {"SITE_URL": url} if url else {},
    )  # fmt: skip
    check(plan)
    return plan


def check(plan: Plan) -> None:
    """Raise BadPlan where something is missing or contradicts itself."""
    faults = [f"[government] 没有写 {name}" for name in ("code", "name", "short_name") if not plan.government.get(name)]
    for one in plan.people:
        if not ACCOUNT.fullmatch(one.account):
            faults.append(f"{one.role.label}的账号“{one.account}”应当以小写字母开头，由小写字母、数字组成，3 至 40 位")
        if not one.name:
            faults.append(f"{one.role.label} {one.account} 没有写姓名")
    accounts = [one.account for one in plan.people]
    faults += [
        f"账号 {one} 用了不止一次：三个管理员岗位由不同的人担任"
        for one in sorted(set(accounts))
        if accounts.count(one) > 1
    ]
    for key, role in ADMINISTRATORS.items():
        there = sum(one.role == role for one in plan.people)
        if there < FIRST[role]:
            faults.append(f"[administrators] {key}：{role.label}要 {FIRST[role]} 人，写了 {there} 人")
    url = plan.variables.get("SITE_URL", "")
    if not url.startswith("https://"):
        faults.append("[site] url 应当以 https:// 开头")
    if plan.organs and not plan.organs.is_file():
        faults.append(f"找不到单位表格 {plan.organs}")
    if faults:
        raise BadPlan(faults)
