"""Table schemas are read or refused; row schemas accept exactly what the rules on cells accept (judge: jsonschema)."""

import copy
import re
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedata.errors import SchemaError
from casedata.package import TABLES
from casedata.row_schema import row_schema
from casedata.rules import ask, derived_rules
from casedata.schema import Field, Table, bounds_columns, read_table_schema
from casedata.tables import add_dates, load_raw
from packages import CORRUPTIONS, HOSTILE, MODELS, SCHEMAS, full_rows, values

VALIDATORS = {
    name: jsonschema.Draft202012Validator(
        row_schema(table), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    for name, table in MODELS.items()
}


def as_json(field: Field, text: str) -> Any:
    """Return the JSON value of a cell: null if blank, a number where the column wants one and the text is one."""
    if text == "":
        return None
    if field.type in {"integer", "number"} and re.fullmatch("[+-]?[0-9]+", text):
        return int(text)
    if field.type == "number" and re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", text):
        return float(text)
    return text


def accepted_by_rules(table: Table, rows: list[list[str]]) -> list[bool]:
    connection = load_raw([(table, rows)])
    add_dates(connection, [table])
    rules = [rule for rule in derived_rules(table) if rule.id.startswith("STR-")]
    answers = ask(connection, {table.name: table}, [replace(rule, needs=()) for rule in rules])
    broken = {found.row for answer in answers for found in answer.violations}
    connection.close()
    return [number not in broken for number in range(1, len(rows) + 1)]


@st.composite
def corrupted_rows(draw: st.DrawFn, table: Table) -> list[list[str]]:
    rows = []
    for base in draw(st.lists(st.sampled_from(full_rows()[table.name]), min_size=1, max_size=12)):
        field = draw(st.sampled_from(table.fields))
        rows.append(list((base | {field.name: draw(CORRUPTIONS | values(field))}).values()))
    return rows


@pytest.mark.parametrize("name", MODELS)
def test_hostile_texts_are_judged_by_row_schemas_as_by_the_rules_on_cells(name: str) -> None:
    (good,) = full_rows(1)[name]
    assert_agreement(
        MODELS[name], [list((good | {column: text}).values()) for column in MODELS[name].columns for text in HOSTILE]
    )


@pytest.mark.parametrize("name", MODELS)
@settings(max_examples=8)
@given(data=st.data())
def test_random_texts_are_judged_by_row_schemas_as_by_the_rules_on_cells(name: str, data: st.DataObject) -> None:
    assert_agreement(MODELS[name], data.draw(corrupted_rows(MODELS[name])))


def assert_agreement(table: Table, rows: list[list[str]]) -> None:
    objects = [
        {field.name: as_json(field, text) for field, text in zip(table.fields, row, strict=True)} for row in rows
    ]
    schema, rules = [VALIDATORS[table.name].is_valid(row) for row in objects], accepted_by_rules(table, rows)
    assert [row for row, *verdicts in zip(rows, schema, rules, strict=True) if verdicts[0] != verdicts[1]] == []


@pytest.mark.parametrize("name", MODELS)
def test_row_schemas_are_schemas_and_accept_a_valid_row_whole_only(name: str) -> None:
    table, validator = MODELS[name], VALIDATORS[name]
    validator.check_schema(validator.schema)
    for row in full_rows()[name]:
        good = {field.name: as_json(field, row[field.name]) for field in table.fields}
        assert validator.is_valid(good)
        assert not validator.is_valid(good | {"more": None})
        assert not any(validator.is_valid(good | {field.name: ""}) for field in table.fields), "a blank is null"
        assert not any(
            validator.is_valid({column: cell for column, cell in good.items() if column != left_out})
            for left_out in good
        )


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_title_description_and_an_example_that_it_accepts(name: str) -> None:
    cells = row_schema(MODELS[name])["properties"]
    for field in MODELS[name].fields:
        assert field.title
        assert field.description.endswith(".")
        assert jsonschema.Draft202012Validator(cells[field.name]).is_valid(field.example), field.name
        assert field.example is not None


def test_a_schema_is_read_as_it_is_written() -> None:
    events = MODELS["events"]
    assert events.primary_key == "event_id"
    assert events.columns[:2] == ("event_id", "case_id")
    assert [(key.field, key.table, key.reference) for key in events.foreign_keys] == [
        ("case_id", "cases", "case_id"), ("place_id", "places", "place_id"), ("part_of", "events", "event_id"),
    ]  # fmt: skip
    assert {name for name in events.columns if events.field(name).is_date} == {"start_date", "end_date"}
    assert events.field("start_date").citable
    assert not events.field("title").citable
    assert MODELS["names"].exactly_one_of == ("person_id", "place_id")
    with pytest.raises(KeyError, match="nothing"):
        events.field("nothing")


def test_dates_and_their_bounds_do_not_collide_in_any_table() -> None:
    for table in MODELS.values():
        bounds = [name for field in table.fields if field.is_date for name in bounds_columns(field.name)]
        assert len({*table.columns, *bounds}) == len(table.columns) + len(bounds)


def changed(path: str, value: Any) -> dict[str, Any]:
    """Return the schema of samples with the member at a path such as `fields.2.type` set to `value`."""
    document = copy.deepcopy(SCHEMAS["samples"])
    *parents, last = path.split(".")
    place: Any = document
    for step in parents:
        place = place[int(step) if isinstance(place, list) else step]
    place[int(last) if isinstance(place, list) else last] = value
    return document


FOREIGN = {"fields": ["parent"], "reference": {"resource": "", "fields": ["sample_id"]}}


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("uniqueKeys", [["day"]], "uniqueKeys is not supported; remove it"),
        ("fieldsMatch", "subset", "fieldsMatch is not supported"),
        ("missingValues", ["", "NA"], "only the empty cell is blank"),
        ("missingValues", [], "only the empty cell is blank"),
        ("fields", {}, "fields is not a list"),
        ("fields", [], "fields is empty"),
        ("fields.1", "parent", "a column is named None"),
        ("fields.1.name", "Parent", "a column is named 'Parent'; write small letters"),
        ("fields.1.name", "_row", "a column is named '_row'"),
        ("fields.1.name", "count", "two columns have one name"),
        ("fields.1.type", "boolean", "type 'boolean' is not supported; use one of string, integer"),
        ("fields.1.type", ["string"], r"type \['string'\] is not supported"),
        ("fields.1.format", "email", "format 'email' is not supported; use a pattern"),
        ("fields.1.missingValues", ["-"], "missingValues of a column is not supported"),
        ("fields.1.constraints", [], "constraints is not an object"),
        ("fields.1.constraints", {"jsonSchema": {}}, "constraint jsonSchema is not supported for type string"),
        ("fields.1.constraints", {"minimum": 1}, "constraint minimum is not supported for type string"),
        ("fields.6.constraints", {"minimum": "1900-01-01"}, "constraint minimum is not supported for type date"),
        ("fields.2.constraints", {"pattern": "1"}, "constraint pattern is not supported for type integer"),
        ("fields.2.constraints", {"minimum": "1"}, "constraint minimum is '1', which is not of the right type"),
        ("fields.1.constraints", {"required": "yes"}, "constraint required is 'yes'"),
        ("fields.1.constraints", {"enum": []}, r"enum is \[\]; list values of type string"),
        ("fields.2.constraints", {"enum": ["1"]}, "list values of type integer"),
        ("fields.1.constraints", {"pattern": "("}, "pattern is not a regular expression"),
        ("primaryKey", None, "primaryKey is None; name exactly one column"),
        ("primaryKey", ["sample_id", "parent"], "name exactly one column"),
        ("primaryKey", "nothing", "a key names 'nothing', which is not a column of type string"),
        ("primaryKey", "count", "a key names 'count', which is not a column of type string"),
        ("foreignKeys", ["parent"], "a foreign key is not an object with a reference"),
        ("foreignKeys", [{**FOREIGN, "fields": ["parent", "code"]}], "name exactly one column"),
        ("foreignKeys", [{**FOREIGN, "fields": "count"}], "a key names 'count'"),
        ("casedata:exactlyOneOf", ["parent", "nobody"], "a key names 'nobody'"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_in_one_line(path: str, value: Any, message: str) -> None:
    with pytest.raises(SchemaError, match=message) as caught:
        read_table_schema("samples", changed(path, value))
    assert str(caught.value).startswith("schema of samples")
    assert "\n" not in str(caught.value)


def test_bounds_columns_may_not_be_columns() -> None:
    document = copy.deepcopy(SCHEMAS["events"])
    document["fields"].append({"name": "start_earliest", "type": "string"})
    with pytest.raises(SchemaError, match=r"two columns have one name: .*start_earliest"):
        read_table_schema("events", document)
