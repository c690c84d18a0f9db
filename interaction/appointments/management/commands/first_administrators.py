"""manage.py first_administrators: name the very first administrators of a county, who then name all others by two."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from interaction.appointments.models import Appointment
from interaction.errors import Refused
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role, Staff
from interaction.workflow.engine import perform


class Command(BaseCommand):
    help = "Give accounts that exist the first posts of system, security (two) and audit; refused where there are some."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--system", action="append", default=[], metavar="ACCOUNT")
        parser.add_argument("--security", action="append", default=[], metavar="ACCOUNT", help="twice")
        parser.add_argument("--auditor", action="append", default=[], metavar="ACCOUNT")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        county = Organ.objects.get(parent=None)
        named = [(Role.ADMINISTRATOR, "system"), (Role.SECURITY, "security"), (Role.AUDITOR, "auditor")]
        for role, option in named:
            for account in options[option]:
                person = Staff.objects.filter(username=account, is_active=True).first()
                if person is None:
                    raise CommandError(f"没有在职的账号{account}。")
                try:
                    perform(Appointment(staff=person, organ=county, role=role), "establish", Actor.system())
                except Refused as refused:
                    raise CommandError(f"{account}：{refused}") from refused
                self.stdout.write(f"{account}: {role.label}")
