"""Tables that phones show as cards: every cell says which column it stands in."""

import re

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import conditional_escape, strip_tags

register = template.Library()
_HEAD = re.compile(r"<thead>(.*?)</thead>", re.DOTALL)
_COLUMN = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW_OR_CELL = re.compile(r"<(tr|td|th)\b(?! scope=\"col\")")
# The name of a column that nobody sees is not shown in a card either.
_UNSEEN = re.compile(r"<span class=\"(?:vh|hidden)\">.*?</span>", re.DOTALL)


@register.tag
def table(parser: Parser, token: Token) -> "TableNode":
    """A table of cards: `{% table %}` around a table of its own head, or with the names of the columns its head too.

    {% table _("单位") _("扣分") %}{% for one in rows %}<tr><th scope="row">…</th><td>…</td></tr>{% endfor %}{% endtable %}
    """
    heads = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    body = parser.parse(("endtable",))
    parser.delete_first_token()
    return TableNode(heads, body)


class TableNode(template.Node):
    def __init__(self, heads: list[FilterExpression], body: NodeList) -> None:
        self.heads, self.nodelist = heads, body

    def render(self, context: Context) -> str:
        written: str = self.nodelist.render(context)
        if self.heads:
            names = [conditional_escape(head.resolve(context)) for head in self.heads]
            head = "".join(f'<th scope="col">{name}</th>' for name in names)
            written = f'<table class="table cards"><thead><tr>{head}</tr></thead><tbody>{written}</tbody></table>'
        return _labelled(written)


def _labelled(written: str) -> str:
    """Say in every cell of a table what the head says of its column."""
    head = _HEAD.search(written)
    columns = [strip_tags(_UNSEEN.sub("", one)).strip() for one in _COLUMN.findall(head.group(1))] if head else []
    column = 0

    def label(found: re.Match[str]) -> str:
        nonlocal column
        if found.group(1) == "tr":
            column = 0
            return found.group()
        column += 1
        name = columns[column - 1] if column <= len(columns) else ""
        return f'{found.group()} data-label="{name.replace(chr(34), "&quot;")}"' if name else found.group()

    start = head.end() if head else 0
    return written[:start] + _ROW_OR_CELL.sub(label, written[start:])
