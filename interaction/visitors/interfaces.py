"""What interfaces for programs have in common: their refusals, and what is wrong with what was sent, in plain Chinese."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import REF_TEMPLATE
from ninja.schema import NinjaGenerateJsonSchema
from pydantic import BaseModel, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

Shape = dict[str, Any]
# The planes beyond the first, each of which ends with two characters that are none.
ASTRAL = range(0x10000, 0x110000, 0x10000)
# What nobody sees, and is dropped of what people write: of such alone no text consists.
_UNSEEN = r"\u00ad\u0600-\u0605\u06dd\u070f\u180e\u200b-\u200f\u2060-\u206f\ufeff\ufff9-\ufffb"
# What privacy.text refuses in every text, as a set of characters of a regular expression.
_REFUSED = (
    r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    r"\ufdd0-\ufdef\ufffe\uffff" + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in ASTRAL)
)
ANY_TEXT = f"^[^{_REFUSED}]*$"
SOME_TEXT = rf"^[^{_REFUSED}]*[^{_REFUSED}\s\u0085{_UNSEEN}][^{_REFUSED}]*$"
# {pattern: how it is explained to a person}
WRITTEN = {ANY_TEXT: "含有看不见的特殊字符。", SOME_TEXT: "不能是空的。"}
# Fields that nobody here knows are kept: anything without those characters. Of a model pydantic is told the names alone;
# what may stand in them, `document` adds, because a reference to a schema that is none of its own it does not take.
OTHERS: Shape = {"propertyNames": {"pattern": ANY_TEXT}}
ANYTHING: Shape = {"$ref": "#/components/schemas/Anything"}
WHATEVER: Shape = {
    "anyOf": [
        {"type": ["number", "boolean", "null"]},
        {"type": "string", "pattern": ANY_TEXT},
        {"type": "array", "items": ANYTHING},
        {"type": "object", **OTHERS, "additionalProperties": ANYTHING},
    ]
}


def any_text(longest: int, said: str, pattern: str = ANY_TEXT, alias: str | None = None) -> Any:
    """A field of text that may be left out, or empty."""
    return Field("", max_length=longest, pattern=pattern, description=said, alias=alias)


def some_text(longest: int, said: str, pattern: str = SOME_TEXT) -> Any:
    """A field of text that must say something."""
    return Field(min_length=1, max_length=longest, pattern=pattern, description=said)


def left_out(value: Any, said: str) -> Any:
    """A field that may be left out, with what then stands for it: nothing that could be sent."""
    return Field(value, description=said)


# How an interface says no. (A docstring would stand in the document.)
class Refusal(BaseModel):
    error: str = Field(description="哪一条规则。")
    message: str = Field(description="为什么，怎样改。")
    field: str = Field(description="第一个不正确的字段；不在字段的，是空的。")


def refusal(status: int, error: str, message: str, field: str = "") -> JsonResponse:
    return JsonResponse({"error": error, "message": message, "field": field}, status=status)


class Refused(Exception):
    """A request that is refused before or beside what stands in it; `wait` says after how many seconds to come again."""

    def __init__(self, status: int, error: str, message: str, field: str = "", *, wait: int = 0) -> None:
        super().__init__(message)
        self.said, self.wait = (status, error, message, field), wait

    def answer(self) -> JsonResponse:
        response = refusal(*self.said)
        if self.wait:
            response["Retry-After"] = str(self.wait)
        return response


class Unfit(ValueError):
    """A field whose value cannot be right; the message says what is."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


def wrong(field: str, message: str) -> PydanticCustomError:
    """What a validator of a whole body raises about one of its fields."""
    return PydanticCustomError("unfit", "{said}", {"said": message, "field": field})


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds, as JSON writes one: 5 or 5.0, neither "5" nor true."""

    least: int
    most: int

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def _read(self, value: Any) -> int:
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not whole or not self.least <= value <= self.most:
            raise PydanticCustomError("unfit", "{said}", {"said": f"应当是{self.least}至{self.most}的整数。"})
        return int(value)


def _one_of(more: Mapping[str, Any]) -> str:
    values = "、".join(re.findall("'([^']*)'", more["expected"]))
    return f"应当是{values}之一。"


# {kind of pydantic's error: what it says to a person, with the error's own particulars}
SAID: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda more: "缺少这个字段。",
    "string_type": lambda more: "应当是字符串。",
    "string_too_short": lambda more: "不能是空的。",
    "string_too_long": lambda more: f"超过{more['max_length']}个字符。",
    "string_pattern_mismatch": lambda more: WRITTEN[more["pattern"]],
    "bool_type": lambda more: "应当是true或者false。",
    "list_type": lambda more: "应当是数组。",
    "too_long": lambda more: f"最多{more['max_length']}项。",
    "model_type": lambda more: "每一项应当是对象。",
    "enum": _one_of,
    "literal_error": _one_of,
    "unfit": lambda more: str(more["said"]),
}


def first_fault(invalid: ValidationError) -> Unfit:
    """The first of what django-ninja found wrong; of a list of objects, the message names the field of the object."""
    error = invalid.errors[0]
    more = error.get("ctx") or {}
    above = 2 if error["loc"][0] == "body" else 1
    names = [str(one) for one in error["loc"][above:] if isinstance(one, str)]
    said = SAID[error["type"]](more)
    if "field" in more:
        return Unfit(more["field"], said)
    return Unfit(names[0], said if len(names) == 1 else f"{names[1]}：{said}")


def answers(given: Mapping[int, tuple[type[BaseModel] | None, str]], **extra: Any) -> dict[str, Any]:
    """What an operation may answer, each with what is in it and a sentence, as django-ninja declares it."""
    return {
        "response": {status: model for status, (model, _said) in given.items()},
        "openapi_extra": {"responses": {status: {"description": said} for status, (_model, said) in given.items()}, **extra},
    }  # fmt: skip


def patterns(api: NinjaAPI, opened: Callable[[Any], Any]) -> list[URLPattern]:
    """The addresses of an interface's operations, each of its views opened to programs by a decorator."""
    found = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for one in found:
        one.callback = opened(one.callback)
    return found


def signed_view(view: Any) -> Any:
    """A view for programs that sign what they send: without a session, and kept by nobody."""
    return login_not_required(never_cache(view))


def schema_of(model: type[BaseModel]) -> Shape:
    """A model and what it refers to, for a document in which no operation names it."""
    schema = model.model_json_schema(ref_template=REF_TEMPLATE, schema_generator=NinjaGenerateJsonSchema)
    return {**schema.pop("$defs", {}), model.__name__: schema}


def document(api: NinjaAPI, prefix: str) -> Shape:
    """The interface described for machines (OpenAPI 3.1)."""
    described: Shape = api.get_openapi_schema(path_prefix=prefix)
    for operations in described["paths"].values():
        for operation in operations.values():
            operation.pop("description", None)  # what the view's docstring says to programmers
    schemas = described["components"]["schemas"]
    schemas.update(api.openapi_extra.get("components", {}).get("schemas", {}))
    for one in schemas.values():
        if "propertyNames" in one:
            one["additionalProperties"] = ANYTHING
    return described


def document_view(api: NinjaAPI, prefix: str) -> Callable[[HttpRequest], HttpResponse]:
    @login_not_required
    @require_GET
    def view(request: HttpRequest) -> HttpResponse:
        return JsonResponse(document(api, prefix), json_dumps_params={"ensure_ascii": False})

    return view
