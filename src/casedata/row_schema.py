"""The JSON Schema of a row: what the rules on single cells and rows say, for programs that speak JSON."""

from typing import Any

from casedata.schema import Field, Table

_INTEGER_BOUNDS = (-(2**63), 2**63 - 1)
_NUMBER_BOUNDS = (-1.7976931348623157e308, 1.7976931348623157e308)
_DATE_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def row_schema(table: Table) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one row as a JSON object.

    The object has a member for each column: null for a blank cell, a JSON number for integer and number, text for all
    else. Keys over several rows are beyond it, and so are uncertain dates that the calendar does not have.
    """
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": f"Generated from schemas/{table.name}.json by `casedata build`; do not edit.",
        "title": f"One row of {table.name}",
        "description": table.description,
        "type": "object",
        "properties": {field.name: _cell_schema(field, table.primary_key) for field in table.fields},
        "required": list(table.columns),
        "additionalProperties": False,
    }
    if table.exactly_one_of:
        schema["oneOf"] = [{"properties": {name: {"not": {"type": "null"}}}} for name in table.exactly_one_of]
    return schema


def _cell_schema(field: Field, primary_key: str) -> dict[str, Any]:
    required = field.required or field.name == primary_key
    kind = field.type if field.type in {"integer", "number"} else "string"
    schema: dict[str, Any] = {"title": field.title, "description": field.description}
    schema["type"] = kind if required else [kind, "null"]
    if kind == "string":
        pattern = _DATE_PATTERN if field.type == "date" else field.pattern
        schema["minLength"] = max(1, field.min_length or 0)
        schema |= {} if field.max_length is None else {"maxLength": field.max_length}
        # `$` means the end, or the place before a last line break, depending on the language; this means the end.
        schema |= {} if pattern is None else {"pattern": f"^(?:{pattern})(?![\\s\\S])"}
    else:
        least, most = _INTEGER_BOUNDS if kind == "integer" else _NUMBER_BOUNDS
        schema["minimum"] = least if field.minimum is None else field.minimum
        schema["maximum"] = most if field.maximum is None else field.maximum
    if field.type == "date":
        schema["format"] = "date"
    if field.enum:
        schema["enum"] = [*field.enum, *([] if required else [None])]
    return schema
