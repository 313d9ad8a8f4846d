"""Small valid packages for tests: strategies that build them row by row from the table schemas, and a writer.

Every package has the tables of the published schemas and one more, `samples`, whose schema uses each constraint.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from casedata.csvfile import canonical_csv
from casedata.package import TABLES, Package, open_package
from casedata.report import Report
from casedata.schema import Field, Table, read_table_schema

ROOT = Path(__file__).resolve().parents[1]
Rows = dict[str, list[dict[str, str]]]

DIALECT = {
    "header": True, "delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True,
    "skipInitialSpace": False,
}  # fmt: skip
SAMPLES: dict[str, Any] = {
    "fields": [
        {"name": "sample_id", "type": "string", "constraints": {"pattern": "^z-[a-z0-9]+$"}},
        {"name": "parent", "type": "string"},
        {"name": "count", "type": "integer", "constraints": {"unique": True, "minimum": -5, "maximum": 5000}},
        {"name": "level", "type": "integer", "constraints": {"required": True, "enum": [1, 2, 30]}},
        {"name": "ratio", "type": "number", "constraints": {"minimum": -1.5, "maximum": 2}},
        {"name": "share", "type": "number", "constraints": {"enum": [0.5, 1, 2.25]}},
        {"name": "day", "type": "date"},
        {"name": "holiday", "type": "date", "constraints": {"unique": True, "enum": ["2019-05-01", "2020-05-01"]}},
        {"name": "code", "type": "string", "constraints": {"unique": True, "minLength": 2, "maxLength": 4}},
        {"name": "shade", "type": "string", "constraints": {"pattern": "[a-c]{2}|d"}},
        {"name": "choice", "type": "string", "constraints": {"enum": ["a", "B", "ё", "1"]}},
    ],
    "missingValues": [""],
    "primaryKey": "sample_id",
    "foreignKeys": [{"fields": ["parent"], "reference": {"resource": "", "fields": ["sample_id"]}}],
}
SCHEMAS: dict[str, dict[str, Any]] = {
    name: json.loads((ROOT / "schemas" / f"{name}.json").read_text(encoding="utf-8")) for name in TABLES
} | {"samples": SAMPLES}
MODELS: dict[str, Table] = {name: read_table_schema(name, document) for name, document in SCHEMAS.items()}

SOME_TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
SOME_DATES = st.one_of(
    st.dates().map(str),
    st.sampled_from(["2019", "2019-02", "2019-02-XX", "201X", "2019~", "[..2019-02-07]", "[2019,2021-03]", "2019-21"]),
)
STEMS = ("1", "2", "10", "02", "first-release", "a-1-b")
POOLS: Mapping[str, tuple[str, ...]] = {
    r"^https://[^ ]+$": tuple(f"https://example.org/{stem}?a=1,2" for stem in STEMS),
    r"^[A-Za-z0-9][A-Za-z0-9._-]*$": tuple(f"{stem}.txt" for stem in STEMS),
    r"^[0-9a-f]{64}$": tuple(hashlib.sha256(stem.encode()).hexdigest() for stem in STEMS),
    r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$": ("en", "ru", "ru-Latn", "en-GB", "kk-Cyrl-KZ"),
    r"^P(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+W)?(?:[0-9]+D)?(?:T(?:[0-9]+H)?(?:[0-9]+M)?)?$": ("P6D", "P1Y2M", "PT3H"),
    r"^s-[a-z0-9]+(-[a-z0-9]+)*#[1-9][0-9]*$": tuple(f"s-{stem}#{number}" for stem in STEMS for number in (1, 2, 10)),
    r"[a-c]{2}|d": ("ab", "cc", "d"),
    r"^z-[a-z0-9]+$": ("z-1", "z-2", "z-02", "z-10", "z-a", "z-b"),
} | {f"^{prefix}-[a-z0-9]+(-[a-z0-9]+)*$": tuple(f"{prefix}-{stem}" for stem in STEMS) for prefix in "spnlkerfxcd"}
"""Texts for each pattern of the schemas but that of dates."""

TEXTS = (
    "one", "two words", "Азат Мифтахов", "a,b", 'said "so"', "two\nlines", " spaces ", "NA", "0", "é", "=1+1", "x" * 99,
)  # fmt: skip
HOSTILE = (
    "", " ", "x", "0", "1", "007", "+5", "-0", "-7", " 5", "5 ", "1_000", "٣", "1e3", "1.", ".5", "5.0", "--5", "0x1f",
    "NaN", "nan", "INF", "-inf", "Infinity", "9" * 19, "9" * 400, "1e999", "1e-999", "0." + "3" * 40, "None", "NULL",
    "2019-02-30", "2019-02-03", "2019-2-3", "0000-01-01", "2019", "2019-02-30~", "[2020..2019]", "2019-05-01",
    "abc", "e-x", "e-X", "e-x\n", "c-1", "established\n", " established", "a\nb", "a\r\nb", "\r", '"', '""', ",", "'",
    "\x00", "\x1b[31m", "\ufeff", "\u202e", "\u2028", "Азат", "e\u0301", "😀", "x" * 5000, "=1+1", "true",
)  # fmt: skip
"""Texts that break columns in all the ways known so far."""

CORRUPTIONS = st.one_of(st.sampled_from(HOSTILE), SOME_TEXT, SOME_DATES, st.integers().map(str), st.floats().map(str))


def write_package(folder: Path, rows: Rows, schemas: Mapping[str, Any] = SCHEMAS, **more: Any) -> Path:
    """Write a package with these rows, schemas inline, without sizes and digests; `more` goes into the descriptor."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for name in schemas:
        (folder / "data" / f"{name}.csv").write_bytes(canonical_csv(MODELS[name], rows.get(name, [])))
    return write_descriptor(folder, schemas, **more)


def write_descriptor(folder: Path, schemas: Mapping[str, Any] = SCHEMAS, **more: Any) -> Path:
    """Write a descriptor whose resources are `data/<name>.csv`."""
    (folder / "datapackage.json").write_text(json.dumps(descriptor(schemas) | more), encoding="utf-8")
    return folder


def descriptor(schemas: Mapping[str, Any] = SCHEMAS) -> dict[str, Any]:
    """Return a descriptor with the schemas inline, or their paths."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "generated-case",
        "version": "0.1.0",
        "casedata": {"normaliser": 1},
        "resources": [
            {"name": name, "path": f"data/{name}.csv", "type": "table", "format": "csv", "encoding": "utf-8",
             "dialect": DIALECT, "schema": schema}
            for name, schema in schemas.items()
        ],
    }  # fmt: skip


def published() -> tuple[Package, Rows]:
    """Return the package of this repository and its rows."""
    package = open_package(ROOT)
    return package, {name: package.rows(name) for name in package.tables}


def _order() -> list[Table]:
    """Return the tables so that each comes after those it refers to."""
    ordered: list[Table] = []
    while len(ordered) < len(MODELS):
        known = {table.name for table in ordered}
        ordered += [
            table
            for table in MODELS.values()
            if table.name not in known and {key.table for key in table.foreign_keys} <= known | {table.name}
        ]
    return ordered


@st.composite
def packages(draw: st.DrawFn, most: int = 3) -> Rows:
    """Return the rows of a valid package, up to `most` rows a table; a table may be empty."""
    rows: Rows = {}
    for table in _order():
        rows[table.name] = draw(_rows_of(table, rows, most))
    return rows


@st.composite
def _rows_of(draw: st.DrawFn, table: Table, known: Rows, most: int) -> list[dict[str, str]]:
    pool = POOLS[table.field(table.primary_key).pattern or ""]
    ids = draw(st.permutations(pool))[: draw(st.sampled_from([0, *[most] * 5]))]
    references = {
        key.field: ids if key.table == table.name else [row[key.reference] for row in known[key.table]]
        for key in table.foreign_keys
    }
    choices = [name for name in table.exactly_one_of if references.get(name)]
    required = {field.name for field in table.fields if field.required}
    if (table.exactly_one_of and not choices) or any(not references[name] for name in required & references.keys()):
        return []
    own = [key.field for key in table.foreign_keys if key.table == table.name]
    rows = []
    for number, row_id in enumerate(ids):
        known_ids = references | dict.fromkeys(own, ids[:number])
        rows.append(_row(draw, table, row_id, known_ids, draw(st.sampled_from(choices)) if choices else ""))
    for field in table.fields:
        if field.unique:
            _make_unique(rows, field)
    return rows


def _row(
    draw: st.DrawFn, table: Table, row_id: str, references: Mapping[str, list[str]], chosen: str
) -> dict[str, str]:
    row = {}
    for field in table.fields:
        wanted = field.required or field.name == chosen
        barred = field.name in table.exactly_one_of and field.name != chosen
        if field.name == table.primary_key:
            row[field.name] = row_id
        elif barred or not (wanted or draw(st.booleans())):
            row[field.name] = ""
        elif field.name in references:
            row[field.name] = draw(st.sampled_from(references[field.name] or [""]))
        else:
            row[field.name] = draw(values(field))
    return row


def _make_unique(rows: list[dict[str, str]], field: Field) -> None:
    seen: set[object] = set()
    for row in rows:
        value = int(row[field.name]) if field.type == "integer" and row[field.name] else row[field.name]
        row[field.name] = "" if value in seen else row[field.name]
        seen.add(value)


def values(field: Field) -> st.SearchStrategy[str]:
    """Return texts that the column accepts, never blank."""
    if field.enum:
        return st.sampled_from([str(value) for value in field.enum])
    if field.is_date:
        return SOME_DATES
    least, most = field.minimum, field.maximum
    match field.type:
        case "integer":
            whole = st.integers(int(least or 0), int(most or 2**63 - 1))
            return st.builds(str.format, st.sampled_from(["{}", "{:+}", "{:05}"]), whole)
        case "number":
            return st.floats(float(least or -1e300), float(most or 1e300)).map(str)
        case "date":
            return st.dates().map(str)
        case _:
            pool = TEXTS if field.pattern is None else POOLS[field.pattern]
            return st.sampled_from([text[: field.max_length] for text in pool if len(text) >= (field.min_length or 1)])


def full_rows(count: int = 3) -> Rows:
    """Return the rows of one valid package: each table has `count` (up to 6) rows, which fill in what they can."""
    return {name: [_full_row(table, number) for number in range(count)] for name, table in MODELS.items()}


def _full_row(table: Table, number: int) -> dict[str, str]:
    references = {key.field: MODELS[key.table] for key in table.foreign_keys}
    row = {}
    for field in table.fields:
        pool = POOLS.get(field.pattern or "", TEXTS)
        if field.name in references:
            owner = references[field.name]
            pool = POOLS[owner.field(owner.primary_key).pattern or ""]
            row[field.name] = pool[number] if owner != table else pool[0] if number else ""
        elif field.enum:
            used_up = field.unique and number >= len(field.enum)
            row[field.name] = "" if used_up else str(field.enum[number % len(field.enum)])
        elif field.type == "date" or field.is_date:
            row[field.name] = f"2019-02-0{number + 1}"
        elif field.type in {"integer", "number"}:
            row[field.name] = str(number / 4 if field.type == "number" else number + 1)
        else:
            row[field.name] = pool[number % len(pool)][: field.max_length]
    chosen = table.exactly_one_of[number % len(table.exactly_one_of)] if table.exactly_one_of else ""
    return row | {name: "" for name in table.exactly_one_of if name != chosen}


STRUCTURE = ("STR-", "KEY-", "DAT-edtf")
"""Beginnings of the ids of the rules on form; the packages of this module keep these, and mean nothing."""


def structure(report: Report) -> Report:
    """Return the report without the rules on what cells mean."""
    rules = tuple(rule for rule in report.rules if rule.id.startswith(STRUCTURE))
    return replace(
        report, rules=rules, findings=tuple(each for each in report.findings if each.rule.startswith(STRUCTURE))
    )
