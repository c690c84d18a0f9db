from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from interaction.publicity.search.index import rebuild, unfilled
from interaction.publicity.search.terms import gather_terms


class Command(BaseCommand):
    help = (
        "Make the search index anew from all that is public (--rebuild), or fill what is empty of it; gather its words."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="every row anew; pages go on finding meanwhile")

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        sources = [] if options["rebuild"] else unfilled()
        if options["rebuild"] or sources:
            with tqdm(desc="search index", unit=" rows", mininterval=0.5, disable=not options["verbosity"]) as bar:
                done = rebuild(sources, bar.update)
        terms = gather_terms()
        if options["verbosity"]:
            self.stdout.write(f"{done} rows, {terms} terms")
