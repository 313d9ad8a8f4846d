"""What one would write with pandas: read each table of a package as text and check types, values and keys.

It counts bad cells and says no more of them. Uncertain dates, claims, passages and chronology are not looked at, nor
are size and digest. Run: python benchmarks/with_pandas.py DIR
"""

import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd


def bad_cells(field: dict[str, Any], cells: pd.Series) -> int:
    """Count the cells of a column that break its constraints."""
    constraints = field.get("constraints", {})
    filled = cells[cells != ""]
    bad = (cells == "").sum() if constraints.get("required") else 0
    if constraints.get("unique"):
        bad += filled.duplicated().sum()
    if "pattern" in constraints:
        bad += (~filled.str.fullmatch(constraints["pattern"])).sum()
    if "maxLength" in constraints:
        bad += (filled.str.len() > constraints["maxLength"]).sum()
    if field["type"] == "date":
        return int(bad + pd.to_datetime(filled, format="%Y-%m-%d", errors="coerce").isna().sum())
    if field["type"] != "string":
        filled = pd.to_numeric(filled, errors="coerce")
        bad += filled.isna().sum()
    if "enum" in constraints:
        bad += (~filled.isin(constraints["enum"])).sum()
    if "minimum" in constraints:
        bad += (filled < constraints["minimum"]).sum()
    return int(bad)


def main(folder: Path) -> int:
    """Print the number of bad cells and return it."""
    resources = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    schemas = {item["name"]: json.loads((folder / item["schema"]).read_text(encoding="utf-8")) for item in resources}
    tables = {item["name"]: pd.read_csv(folder / item["path"], dtype=str, keep_default_na=False) for item in resources}
    bad = 0
    for name, schema in schemas.items():
        table = tables[name]
        bad += sum(bad_cells(field, table[field["name"]]) for field in schema["fields"])
        for key in schema.get("foreignKeys", []):
            reference = key["reference"]
            known = tables[reference["resource"] or name][reference["fields"][0]]
            cells = table[key["fields"][0]]
            bad += int((~cells[cells != ""].isin(known)).sum())
        if "casedata:exactlyOneOf" in schema:
            bad += int(((table[schema["casedata:exactlyOneOf"]] != "").sum(axis=1) != 1).sum())
    print(f"{bad} bad cells")
    return bad


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1])) else 0)
