"""The measure of all loading: DuckDB reads each table of a package as text and checks nothing.

Run: python benchmarks/mere_load.py DIR
"""

import json
import sys
from pathlib import Path

import duckdb


def main(folder: Path) -> None:
    """Read the tables of the package and print the number of rows."""
    rows = 0
    with duckdb.connect() as connection:
        for resource in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
            schema = json.loads((folder / resource["schema"]).read_text(encoding="utf-8"))
            columns = {field["name"]: "varchar" for field in schema["fields"]}
            options = (
                "all_varchar = true, header = true, quote = '\"', escape = '\"', delim = ',', auto_detect = false, "
                f"columns = {columns!r}"
            )
            path = str(folder / resource["path"]).replace("'", "''")
            connection.execute(f"create table {resource['name']} as select * from read_csv('{path}', {options})")
            rows += connection.execute(f"select count(*) from {resource['name']}").fetchall()[0][0]
    print(f"{rows} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
