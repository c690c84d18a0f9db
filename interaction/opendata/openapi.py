"""The interface described for machines (OpenAPI 3.1), from the declarations by which it reads and writes."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from interaction.opendata.describing import SCHEMAS, Field, Schema
from interaction.opendata.licence import VERSION, attribution
from interaction.opendata.operations import MEASURES, OPERATIONS, REPLIES, REPLY, Operation
from interaction.opendata.parameters import Parameter

PREFIX = "/api/v1/"
_ID: Schema = {
    "name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1, "maximum": 10**18 - 1},
}  # fmt: skip
_HEADERS: Schema = {
    name: {"schema": {"type": "integer", "minimum": 0}, "required": True}
    for name in ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
}


def _object(fields: tuple[Field, ...]) -> Schema:
    return {
        "type": "object", "required": [one.name for one in fields], "additionalProperties": False,
        "properties": {
            one.name: one.schema if "$ref" in one.schema else {**one.schema, "description": str(one.said)} for one in fields
        },
    }  # fmt: skip


def _reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _parameter(one: Parameter) -> Schema:
    return {"name": one.name, "in": "query", "required": False, "description": str(one.said), "schema": one.schema()}


def _answer(description: str, schema: Schema, **more: Any) -> Schema:
    return {
        "description": description,
        "headers": _HEADERS,
        "content": {"application/json": {"schema": schema}},
        **more,
    }


def _given(operation: Operation) -> Schema:
    """What an operation answers when all is well."""
    if operation is REPLY:
        corrections = {"type": "array", "items": _reference("Correction")}
        whole = _object(SCHEMAS["Reply"])
        whole["properties"]["corrections"] = corrections
        return {**whole, "required": [*whole["required"], "corrections"]}
    items = _reference(operation.schema)
    if operation is REPLIES:
        items = {"anyOf": [items, _reference("Withdrawn")]}
    properties: Schema = {"items": {"type": "array", "items": items}}
    if operation.paged:
        properties["next"] = {
            "type": ["string", "null"],
            "format": "uri",
            "description": _("下一页的地址；没有下一页的没有。"),
        }
    if operation is MEASURES:
        properties["indicators"] = {"type": "array", "items": _reference("Indicator")}
    return {"type": "object", "required": list(properties), "properties": properties, "additionalProperties": False}


def _operation(one: Operation) -> Schema:
    refusal = _reference("Refusal")
    answers = {
        "200": _answer(_("数据。"), _given(one)),
        "304": {"description": _("没有变化（If-None-Match、If-Modified-Since）。")},
        "422": _answer(_("参数不正确；field指出参数。"), refusal),
        "429": _answer(_("请求过于频繁，Retry-After秒后再试。"), refusal),
    }
    if one is REPLY:
        answers["404"] = _answer(_("没有这一件。"), refusal)
        answers["410"] = _answer(_("已经撤下，带日期和理由。"), _reference("Withdrawn"))
    parameters = [*([_ID] if "{id}" in one.path else []), *map(_parameter, one.parameters)]
    return {
        "get": {"operationId": one.name, "summary": str(one.summary), "parameters": parameters, "responses": answers}
    }


def described() -> Schema:
    """The whole document; the channels in it are those that exist."""
    refusal = {
        "type": "object", "required": ["error", "message", "field"],
        "properties": {name: {"type": "string"} for name in ("error", "message", "field")},
    }  # fmt: skip
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("%(government)s互动交流开放数据接口") % {"government": settings.OFFICE["government"]},
            "version": VERSION, "description": attribution(),
            "license": {"name": settings.OPEN_DATA_LICENCE, "url": settings.OPEN_DATA_LICENCE_URL},
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": {PREFIX + one.path: _operation(one) for one in OPERATIONS},
        "components": {"schemas": {**{name: _object(fields) for name, fields in SCHEMAS.items()}, "Refusal": refusal}},
    }  # fmt: skip
