"""What may an author write? The JSON Schema by which editors complete and check a talk."""

from __future__ import annotations

import types
import typing
from typing import Any, Literal, get_args, get_origin

import msgspec

from deck.kinds import Kinds
from deck.parse import FORMATS, unwrapped, written_name
from deck.talk import Meta, Number, Record


def json_schema(kinds: Kinds) -> dict[str, Any]:
    """JSON Schema of a talk, for editors that complete and check YAML."""
    slides = [_slide_schema(name, kinds) for name in kinds.usable]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A talk",
        "type": "object",
        "additionalProperties": False,
        "required": ["talk", "slides"],
        "properties": {
            "format": _FORMAT,
            "talk": _schema(Meta),
            "slides": {"type": "array", "items": {"oneOf": slides}},
        },
    }


_FORMAT = {
    "enum": [int(format) for format in FORMATS],
    "description": "by which rules its texts were written; `deck migrate` brings an older talk to the newest",
}


def _slide_schema(name: str, kinds: Kinds) -> dict[str, Any]:
    schema = _schema(kinds[name])
    # An editor shows the title above what it says of a field, and the description beside the kind that is chosen.
    schema["title"] = name
    schema["properties"] = {"kind": {"const": name, "description": kinds.about(name)}, **schema["properties"]}
    schema["required"] = ["kind", *schema["required"]]
    schema["description"] = kinds.about(name)
    return schema


def _schema(kind: Any) -> dict[str, Any]:
    kind, meta = unwrapped(kind)
    schema = _bare_schema(kind)
    if meta is not None:
        names = {"description": "description", "pattern": "pattern", "min_length": "minItems", "max_length": "maxItems",
                 "ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum"}  # fmt: skip
        schema |= {theirs: value for ours, theirs in names.items() if (value := getattr(meta, ours, None)) is not None}
    return schema


def _bare_schema(kind: Any) -> dict[str, Any]:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (typing.Union, types.UnionType):
        options = [_schema(option) for option in args if option is not type(None)]
        return options[0] if len(options) == 1 else {"anyOf": options}
    if origin is tuple:
        entry = _schema(args[0])
        # One entry may stand without its list.
        alone = {"type": ["array", "string"]} if entry.get("type") == "string" else {"type": "array"}
        return {**alone, "items": entry}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(args[1])}
    if origin is Literal:
        return {"enum": list(args)}
    if isinstance(kind, type) and issubclass(kind, Record):
        fields = {written_name(field.name): field for field in msgspec.structs.fields(kind)}
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [name for name, field in fields.items() if field.required],
            "properties": {name: _schema(field.type) for name, field in fields.items()},
        }
    plain: dict[Any, Any] = {float: "number", int: "integer", bool: "boolean", Number: ["number", "string"]}
    return {"type": plain.get(kind, "string")}
