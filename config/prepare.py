"""Before the processes start: tables, static files, the demo county and some months of its work. In one process."""

import os
from io import StringIO

from config.servers import ensure_database


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    ensure_database()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("catalogue", compile=True, stdout=StringIO())
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_demo_organs", verbosity=0)
    call_command("load_demo_disclosure", stdout=StringIO())
    call_command("make_demo_certificates", verbosity=0)
    call_command("simulate", if_empty=True, days=75, per_day=5, seed=2026)
    call_command("load_demo_consultations", verbosity=0, stdout=StringIO())
    call_command("load_demo_outreach", verbosity=0)
    call_command("search_index", verbosity=0)


if __name__ == "__main__":
    main()
