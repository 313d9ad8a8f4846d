"""What the tables look like: reads Table Schemas.

Of Table Schema (Data Package v2) it takes what a casedata package uses: four types, the constraints, one key column,
foreign keys of one column; and three properties of its own, `casedata:citable` and `casedata:valueOf` on a field and
`casedata:exactlyOneOf` on a table. What it does not know it refuses, so that no constraint is passed over in silence.
Checking cells against a table is left to `casedata.rules.derived`, the JSON Schema of a row to `casedata.row_schema`.
"""

import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

from casedata import dates
from casedata.errors import SchemaError

FieldType = Literal["string", "integer", "number", "date"]
Value = str | int | float

FIGURES = "figures"
"""The table of quantities: each row has a `unit`, and claims give its value."""

_NAME = re.compile("[a-z][a-z0-9_]*")
_CONSTRAINTS: Mapping[str, tuple[FieldType, ...]] = {
    "required": ("string", "integer", "number", "date"),
    "unique": ("string", "integer", "number", "date"),
    "enum": ("string", "integer", "number", "date"),
    "pattern": ("string",),
    "minLength": ("string",),
    "maxLength": ("string",),
    "minimum": ("integer", "number"),
    "maximum": ("integer", "number"),
}
_NOT_SUPPORTED = ("uniqueKeys", "fieldsMatch")


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its type and constraints, and whether its cells want claims behind them (`citable`).

    `value_of` names the column of the same table that says, row by row, of which column of the subject the cell is a
    value.
    """

    name: str
    type: FieldType
    title: str = ""
    description: str = ""
    example: Value | None = None
    required: bool = False
    unique: bool = False
    enum: tuple[Value, ...] = ()
    pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    citable: bool = False
    value_of: str | None = None

    @property
    def is_date(self) -> bool:
        """Whether the column holds uncertain dates (EDTF): a string with the pattern of `casedata.dates`."""
        return self.pattern == dates.PATTERN

    @property
    def has_bounds(self) -> bool:
        """Whether cells of the column can be uncertain dates, so that the typed tables hold their bounds."""
        return self.is_date or self.value_of is not None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """The cells of column `field` are among those of column `reference` of `table`."""

    field: str
    table: str
    reference: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a package: its columns in order, its keys, and the columns of which each row fills exactly one."""

    name: str
    fields: tuple[Field, ...]
    primary_key: str
    foreign_keys: tuple[ForeignKey, ...] = ()
    exactly_one_of: tuple[str, ...] = ()
    title: str = ""
    description: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(field.name for field in self.fields)

    @property
    def subjects(self) -> dict[str, str]:
        """The columns of which each row fills exactly one to say what it is about, with the tables they refer to."""
        refers = {key.field: key.table for key in self.foreign_keys}
        return {column: refers[column] for column in self.exactly_one_of if column in refers}

    def field(self, name: str) -> Field:
        """Return the column `name`; KeyError if there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    def figure_key(self, field: Field) -> str | None:
        """Name the column that says of which figure a column of values gives the quantity, None if it gives none."""
        keys = (key.field for key in self.foreign_keys if key.table == FIGURES)
        return None if field.value_of is None else next(keys, None)


def bounds_columns(name: str) -> tuple[str, str]:
    """Name the two columns in which the typed tables hold the bounds of the date column `name`.

    >>> bounds_columns("start_date"), bounds_columns("born")
    (('start_earliest', 'start_latest'), ('born_earliest', 'born_latest'))
    """
    stem = name.removesuffix("_date")
    return f"{stem}_earliest", f"{stem}_latest"


def limits_columns(name: str) -> tuple[str, str]:
    """Name the two columns in which the typed tables hold the limits of quantities in the column of values `name`.

    >>> limits_columns("value")
    ('value_low', 'value_high')
    """
    return f"{name}_low", f"{name}_high"


def read_table_schema(name: str, document: Mapping[str, Any]) -> Table:
    """Read the Table Schema of the table `name` from its JSON document.

    Raises:
        SchemaError: the document is not a Table Schema, or asks for something that casedata does not check.
    """
    for word in _NOT_SUPPORTED:
        if word in document:
            raise SchemaError(f"schema of {name}: {word} is not supported; remove it")
    if document.get("missingValues", [""]) != [""]:
        raise SchemaError(f"schema of {name}: missingValues is not ['']; only the empty cell is blank")
    table = Table(
        name=name,
        fields=tuple(_field(name, item) for item in _list(document, "fields", name)),
        primary_key=_one(name, "primaryKey", document.get("primaryKey")),
        foreign_keys=tuple(_foreign_key(name, item) for item in _list(document, "foreignKeys", name)),
        exactly_one_of=tuple(_list(document, "casedata:exactlyOneOf", name)),
        title=str(document.get("title", "")),
        description=str(document.get("description", "")),
    )
    _check_columns(table)
    return table


def _list(document: Mapping[str, Any], key: str, name: str) -> Sequence[Any]:
    items = document.get(key, [])
    if not isinstance(items, list):
        raise SchemaError(f"schema of {name}: {key} is not a list")
    if len(items) > _MOST_COLUMNS:
        raise SchemaError(f"schema of {name}: {key} has {len(items)} members, more than {_MOST_COLUMNS}")
    return items


def _one(name: str, what: str, key: object) -> str:
    """Return the only column of a key, which Table Schema writes as a text or as a list."""
    columns = key if isinstance(key, list) else [key]
    if len(columns) != 1 or not isinstance(columns[0], str):
        raise SchemaError(f"schema of {name}: {what} is {key!r}; name exactly one column")
    return columns[0]


def _foreign_key(name: str, item: Any) -> ForeignKey:
    if not isinstance(item, dict) or not isinstance(item.get("reference"), dict):
        raise SchemaError(f"schema of {name}: a foreign key is not an object with a reference")
    reference = item["reference"]
    return ForeignKey(
        _one(name, "fields of a foreign key", item.get("fields")),
        str(reference.get("resource") or name),
        _one(name, "reference fields of a foreign key", reference.get("fields")),
    )


_MOST_COLUMNS = 1_000
_LARGEST: Mapping[str, int] = MappingProxyType(
    {
        "pattern": 10_000, "enum": 1_000, "minLength": 1 << 20, "maxLength": 1 << 20, "minimum": 10**15,
        "maximum": 10**15,
    }
)  # fmt: skip
"""What a schema may ask for, so that asking it costs little."""


def _field(table: str, item: Any) -> Field:
    name = item.get("name") if isinstance(item, dict) else None
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        raise SchemaError(f"schema of {table}: a column is named {name!r}; write small letters, digits and _")
    place = f"schema of {table}, column {name}"
    kind = item.get("type")
    if kind not in get_args(FieldType):
        raise SchemaError(f"{place}: type {kind!r} is not supported; use one of {', '.join(get_args(FieldType))}")
    if item.get("format", "default") != "default":
        raise SchemaError(f"{place}: format {item['format']!r} is not supported; use a pattern")
    if "missingValues" in item:
        raise SchemaError(f"{place}: missingValues of a column is not supported; remove it")
    constraints = item.get("constraints", {})
    if not isinstance(constraints, dict):
        raise SchemaError(f"{place}: constraints is not an object")
    _check_constraints(place, kind, constraints)
    return Field(
        name=name,
        type=cast("FieldType", kind),
        title=str(item.get("title", "")),
        description=str(item.get("description", "")),
        example=item.get("example"),
        required=constraints.get("required", False),
        unique=constraints.get("unique", False),
        enum=tuple(constraints.get("enum", ())),
        pattern=constraints.get("pattern"),
        min_length=constraints.get("minLength"),
        max_length=constraints.get("maxLength"),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        citable=item.get("casedata:citable", False),
        value_of=item.get("casedata:valueOf"),
    )


def _check_constraints(place: str, kind: str, constraints: Mapping[str, Any]) -> None:
    value: Any = {"integer": int, "number": (int, float)}.get(kind, str)
    wanted: Mapping[str, Any] = {
        "required": bool, "unique": bool, "enum": list, "pattern": str, "minLength": int, "maxLength": int,
        "minimum": value, "maximum": value,
    }  # fmt: skip
    for constraint, given in constraints.items():
        if kind not in _CONSTRAINTS.get(constraint, ()):
            raise SchemaError(f"{place}: constraint {constraint} is not supported for type {kind}")
        if not isinstance(given, wanted[constraint]):
            raise SchemaError(f"{place}: constraint {constraint} is {given!r}, which is not of the right type")
    choices = constraints.get("enum", [""])
    if not choices or not all(isinstance(choice, value) for choice in constraints.get("enum", [])):
        raise SchemaError(f"{place}: enum is {choices!r}; list values of type {kind}")
    sizes = {"pattern": len(constraints.get("pattern", "")), "enum": len(constraints.get("enum", ()))}
    sizes |= {name: abs(constraints[name]) for name in _LARGEST if name not in sizes and name in constraints}
    for name, size in sizes.items():
        if size > _LARGEST[name]:
            raise SchemaError(f"{place}: {name} is too large ({size:.6g}, at most {_LARGEST[name]:,}); make it simpler")
    for low, high in (("minLength", "maxLength"), ("minimum", "maximum")):
        if low in constraints and high in constraints and constraints[low] > constraints[high]:
            given = f"{low} {constraints[low]!r} and {high} {constraints[high]!r}"
            raise SchemaError(f"{place}: {given} contradict each other; no cell can be right")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            re.compile(constraints.get("pattern", ""))
    except (re.error, RecursionError, OverflowError) as error:
        raise SchemaError(f"{place}: pattern is not a regular expression: {error}") from error


def _check_columns(table: Table) -> None:
    """Check that names are unique, those of bounds and limits included, and that keys name columns."""
    bounds = [column for field in table.fields if field.has_bounds for column in bounds_columns(field.name)]
    measured = (field.name for field in table.fields if table.figure_key(field) is not None)
    names = [*table.columns, *bounds, *(column for name in measured for column in limits_columns(name))]
    if not table.fields or len(names) != len(set(names)):
        raise SchemaError(f"schema of {table.name}: fields is empty, or two columns have one name: {', '.join(names)}")
    texts = {field.name for field in table.fields if field.type == "string"}
    named = (field.value_of for field in table.fields if field.value_of is not None)
    for name in (table.primary_key, *(key.field for key in table.foreign_keys), *table.exactly_one_of, *named):
        if not isinstance(name, str) or name not in texts:
            raise SchemaError(f"schema of {table.name}: a key names {name!r}, which is not a column of type string")
