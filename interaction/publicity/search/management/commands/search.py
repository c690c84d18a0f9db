import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from interaction.publicity.search.searching import Answer, Filters, search
from interaction.publicity.search.snippets import snippet
from interaction.publicity.search.vectors import FACETS


class Command(BaseCommand):
    help = "What the search page gives for a query."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("query")
        parser.add_argument("--json", action="store_true", help="all of it, as JSON")
        parser.add_argument("--page", type=int, default=1)
        parser.add_argument("--newest", action="store_true", help="the newest first")
        for name in FACETS:
            parser.add_argument(f"--{name}", default="", help=f"narrow by {name}")

    def handle(self, *args: Any, **options: Any) -> None:
        filters = Filters(**{name: options[name] for name in FACETS})
        answer = search(options["query"], filters, options["page"], by_day=options["newest"])
        if options["json"]:
            self.stdout.write(json.dumps(as_data(answer), ensure_ascii=False, indent=1))
            return
        for hit in answer.hits:
            self.stdout.write(f"{hit.score:.2f}  {hit.row.on}  {hit.row.title}  {hit.row.address}")


def as_data(answer: Answer) -> dict[str, Any]:
    """The answer as plain data, as the page shows it."""
    words = answer.query.marked
    return {
        "query": answer.query.text, "meant": dict(answer.meant), "total": answer.total, "at_least": answer.more,
        "partly": answer.partly, "page": answer.page, "pages": answer.pages, "fewer_words": list(answer.fewer),
        "hits": [
            {
                "title": one.row.title, "question": one.row.question, "address": one.row.address, "source": one.row.source,
                "typical": one.row.typical, "channel": one.row.channel, "kind": one.row.kind, "place": one.row.place,
                "organ": one.row.organ.name if one.row.organ else "", "on": one.row.on.isoformat(),
                "snippet": snippet((one.row.answer, one.row.text), words), "score": round(one.score, 3),
            }
            for one in answer.hits
        ],
        "facets": {
            name: [{"value": one.value, "label": one.label, "count": one.count} for one in values]
            for name, values in answer.facets.items()
        },
    }  # fmt: skip
