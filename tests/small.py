"""Small packages written row by row: what a test does not say of a row is blank or the first value allowed."""

from pathlib import Path

from casedata.package import open_package
from casedata.tables import Tables, open_tables
from packages import MODELS, Rows, write_package


def write_small(folder: Path, **rows: list[dict[str, str]]) -> Path:
    """Write a package with these rows; cases and places that events need are there."""
    given: Rows = {"cases": [{"case_id": "k-one", "title": "One"}, {"case_id": "k-two", "title": "Two"}], **rows}
    return write_package(folder, {name: [_filled(name, row) for row in table] for name, table in given.items()})


def small(folder: Path, **rows: list[dict[str, str]]) -> Tables:
    """Open a package with these rows."""
    return open_tables(open_package(write_small(folder, **rows)))


def event(number: int, start: str = "", **more: str) -> dict[str, str]:
    """Return the cells of an event."""
    return {"event_id": f"e-{number}", "start_date": start, "title": f"Event {number}", "case_id": "k-one"} | more


def link(number: int, first: str, relation: str, second: str, **more: str) -> dict[str, str]:
    """Return the cells of a link from the start of one event to the start of another."""
    cells = {"link_id": f"x-{number}", "from_event_id": first, "relation": relation, "to_event_id": second}
    return {**cells, "from_point": "start", "to_point": "start"} | more


def _filled(name: str, row: dict[str, str]) -> dict[str, str]:
    defaults = {
        field.name: str(field.enum[0]) if field.required and field.enum else "" for field in MODELS[name].fields
    }
    return defaults | row
