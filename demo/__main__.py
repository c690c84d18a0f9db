"""`make demo`: the whole system on embedded servers, with an invented county at work in it. Ctrl-C stops it all."""

import os
import sys

from config.supervisor import run, welcome
from demo.county.accounts import ACCOUNTS, PASSWORD


def accounts(port: int) -> str:
    lines = [f"  {role:<12}{username}" for role, username in ACCOUNTS]
    return "\n".join([welcome(port), f"演示账号（密码都是 {PASSWORD}）：", *lines])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")
    sys.exit(run("demo.prepare", accounts))
