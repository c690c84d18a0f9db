"""Before the processes start: what every office needs, the demo county and some months of its work. In one process."""

import os
from io import StringIO

from django.core.management import call_command

from config.prepare import prepare


def load_county() -> None:
    call_command("load_demo_organs", verbosity=0)
    call_command("load_demo_disclosure", stdout=StringIO())
    call_command("make_demo_certificates", verbosity=0)
    call_command("simulate", if_empty=True, days=75, per_day=5, seed=2026)
    call_command("load_demo_consultations", verbosity=0, stdout=StringIO())
    call_command("load_demo_outreach", verbosity=0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")
    prepare(load_county)
