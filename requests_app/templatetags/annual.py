"""Looking something up by a key that a page has in a variable."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def part(mapping: Mapping[str, Any], key: str) -> Any:
    return mapping.get(key)
