"""The fields of a request, said once: from one declaration they are read, and described for machines (openapi.py).

Plain Python. Characters that could deceive or break have been refused before (doors.reading).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Schema = dict[str, Any]
# What doors.reading refuses in every text, as a set of characters of a regular expression.
_REFUSED = (
    r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
)
ANY_TEXT = f"[^{_REFUSED}]*"
SOME_TEXT = rf"{ANY_TEXT}[^{_REFUSED}\s\u0085]{ANY_TEXT}"


# What is kept besides: anything without those characters.
ANYTHING: Schema = {"$ref": "#/components/schemas/Anything"}
OTHERS: Schema = {"propertyNames": {"pattern": f"^{ANY_TEXT}$"}, "additionalProperties": ANYTHING}
WHATEVER: Schema = {
    "anyOf": [
        {"type": ["number", "boolean", "null"]},
        {"type": "string", "pattern": f"^{ANY_TEXT}$"},
        {"type": "array", "items": ANYTHING},
        {"type": "object", **OTHERS},
    ]
}


class InvalidPayload(ValueError):
    """A field whose value cannot be right; the message says what is."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = name, message


@dataclass(frozen=True)
class Text:
    name: str
    said: str
    longest: int
    needed: bool = False
    pattern: str = ""
    # How the pattern is explained to a person.
    written: str = ""

    def schema(self) -> Schema:
        pattern = self.pattern or (SOME_TEXT if self.needed else ANY_TEXT)
        return {
            "type": "string", "description": self.said, "minLength": int(self.needed), "maxLength": self.longest,
            "pattern": f"^{pattern}$",
        }  # fmt: skip

    def read(self, value: Any) -> str:
        if not isinstance(value, str):
            raise InvalidPayload(self.name, "应当是字符串。")
        if self.needed and not value.strip():
            raise InvalidPayload(self.name, "不能是空的。")
        if len(value) > self.longest:
            raise InvalidPayload(self.name, f"超过{self.longest}个字符。")
        if self.pattern and not re.fullmatch(self.pattern, value):
            raise InvalidPayload(self.name, self.written)
        return value

    def absent(self) -> str:
        return ""


@dataclass(frozen=True)
class Choice:
    name: str
    said: str
    values: tuple[str, ...]
    needed: bool = False
    default: str = ""

    def schema(self) -> Schema:
        return {"type": "string", "description": self.said, "enum": list(self.values)}

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.values:
            raise InvalidPayload(self.name, f"应当是{'、'.join(self.values)}之一。")
        return value

    def absent(self) -> str:
        return self.default


@dataclass(frozen=True)
class Number:
    name: str
    said: str
    least: int
    most: int
    needed: bool = False

    def schema(self) -> Schema:
        return {"type": "integer", "description": self.said, "minimum": self.least, "maximum": self.most}

    def read(self, value: Any) -> int:
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not whole or not self.least <= value <= self.most:
            raise InvalidPayload(self.name, f"应当是{self.least}至{self.most}的整数。")
        return int(value)

    def absent(self) -> None:
        return None


@dataclass(frozen=True)
class Flag:
    name: str
    said: str
    needed: bool = False

    def schema(self) -> Schema:
        return {"type": "boolean", "description": self.said}

    def read(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise InvalidPayload(self.name, "应当是true或者false。")
        return value

    def absent(self) -> bool:
        return False


@dataclass(frozen=True)
class Many:
    """A list of objects, each with fields of its own."""

    name: str
    said: str
    most: int
    of: "tuple[Text, ...]"
    needed: bool = False

    def schema(self) -> Schema:
        return {"type": "array", "description": self.said, "maxItems": self.most, "items": schema_of(self.of)}

    def read(self, value: Any) -> list[dict[str, Any]]:
        if not isinstance(value, list):
            raise InvalidPayload(self.name, "应当是数组。")
        if len(value) > self.most:
            raise InvalidPayload(self.name, f"最多{self.most}项。")
        return [self._one(one) for one in value]

    def _one(self, one: Any) -> dict[str, Any]:
        if not isinstance(one, dict):
            raise InvalidPayload(self.name, "每一项应当是对象。")
        try:
            return read(one, self.of)
        except InvalidPayload as unfit:
            raise InvalidPayload(self.name, f"{unfit.field}：{unfit.message}") from None

    def absent(self) -> list[dict[str, Any]]:
        return []


Field = Text | Choice | Number | Flag | Many


@dataclass(frozen=True)
class When:
    """Where a choice has one of these values, these fields are needed too."""

    choice: str
    values: tuple[str, ...]
    needs: tuple[str, ...] = field(default=())

    def schema(self, fields: Iterable[Field]) -> Schema:
        texts = {one.name for one in fields if isinstance(one, Text)}
        filled = {name: {"pattern": f"^{SOME_TEXT}$"} for name in self.needs if name in texts}
        return {
            "if": {"properties": {self.choice: {"enum": list(self.values)}}, "required": [self.choice]},
            "then": {"required": list(self.needs), **({"properties": filled} if filled else {})},
        }  # fmt: skip


def read(content: Mapping[str, Any], fields: Iterable[Field], conditions: Iterable[When] = ()) -> dict[str, Any]:
    """The values of the fields; what else there is, is left alone. Raises InvalidPayload for the first that is amiss."""
    found: dict[str, Any] = {}
    for one in fields:
        if one.name in content:
            found[one.name] = one.read(content[one.name])
        elif one.needed:
            raise InvalidPayload(one.name, "缺少这个字段。")
        else:
            found[one.name] = one.absent()
    for condition in conditions:
        if found[condition.choice] in condition.values:
            for name in condition.needs:
                if found[name] is None or not str(found[name]).strip():
                    raise InvalidPayload(name, f"{condition.choice}是{found[condition.choice]}的，要写这个字段。")
    return found


def schema_of(fields: Iterable[Field], conditions: Iterable[When] = ()) -> Schema:
    fields = tuple(fields)
    described: Schema = {
        "type": "object",
        "required": [one.name for one in fields if one.needed],
        "properties": {one.name: one.schema() for one in fields},
        **OTHERS,
    }
    clauses = [condition.schema(fields) for condition in conditions]
    return {**described, **({"allOf": clauses} if clauses else {})}
