"""`make demo`: the whole system on embedded servers, with an invented county at work in it. Ctrl-C stops it all."""

import os
import sys

from config.supervisor import run, welcome
from demo.county.accounts import ACCOUNTS, PASSWORD

# With any of these somebody means a system of an office, or one that strangers reach.
OF_AN_OFFICE = ("DATABASE_URL", "HTTPS", "GOVERNMENT", "HOST_ORGAN", "EMAIL_HOST", "SMS_GATEWAY_URL")
ALL_THE_SAME = "DEMONSTRATION"


def refuse_an_office() -> None:
    """Put invented people and a printed password nowhere but where nobody works; end with what to do instead."""
    given = [name for name in OF_AN_OFFICE if os.environ.get(name)]
    if given and os.environ.get(ALL_THE_SAME) != "1":
        sys.exit(
            f"没有启动：这是演示，会写入虚构的人员，密码是公开的；而环境变量 {'、'.join(given)} 是正式系统才用的。\n"
            f"要启动正式系统，请运行 python -m config.supervisor；确实要在这里演示，请再加上 {ALL_THE_SAME}=1。"
        )


def accounts(port: int) -> str:
    lines = [f"  {role:<12}{username}" for role, username in ACCOUNTS]
    return "\n".join([welcome(port), f"演示账号（密码都是 {PASSWORD}）：", *lines])


if __name__ == "__main__":
    refuse_an_office()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")
    sys.exit(run("demo.prepare", accounts))
