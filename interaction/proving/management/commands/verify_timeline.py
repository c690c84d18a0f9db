"""manage.py verify_timeline: what `verify` was called first."""

from interaction.proving.management.commands.verify import Command as Verify


class Command(Verify):
    help = "The same as `verify`."
