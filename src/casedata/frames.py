"""DataFrames: typed tables and answers as pandas wants them. The only module that imports pandas.

Text has the dtype `string`, whole numbers `Int64`, numbers `Float64`, truth values `boolean`, each with `<NA>` for a
blank; days have `datetime64[s]`, which holds every year from 1 to 9999; the status of events is an ordered category.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from casedata.loading import quoted
from casedata.relation import Kind, Relation
from casedata.schema import Field, bounds_columns, limits_columns
from casedata.tables import Tables

_DTYPES: Mapping[str, Any] = {"text": "string", "integer": "Int64", "number": "Float64", "truth": "boolean"}
_INT64 = range(-(2**63), 2**63)


def table_frame(tables: Tables, name: str) -> pd.DataFrame:
    """Return a table: its key is the index, its columns have the order of the schema, bounds and limits among them."""
    table = tables.package.tables[name]
    arrays = tables.sql(f"from {quoted(name)}").fetchnumpy()
    columns: dict[str, Any] = {}
    for field in table.fields:
        columns[field.name] = _table_column(field, arrays[field.name])
        if field.has_bounds:
            columns |= {bound: _days(_texts(arrays[bound])) for bound in bounds_columns(field.name)}
        if table.figure_key(field) is not None:
            columns |= {limit: _numbers(arrays[limit]) for limit in limits_columns(field.name)}
    return pd.DataFrame(columns).set_index(table.primary_key)


def frame(relation: Relation, index: str | None = None) -> pd.DataFrame:
    """Return an answer as a DataFrame, with the column `index` as its index."""
    cells = zip(*relation.rows, strict=True) if relation.rows else [()] * len(relation.columns)
    columns = {
        name: _answer_column(kind, column) for (name, kind), column in zip(relation.columns.items(), cells, strict=True)
    }
    answer = pd.DataFrame(columns, index=None if columns else range(len(relation.rows)))
    return answer if index is None else answer.set_index(index)


def _table_column(field: Field, values: Any) -> Any:
    match field.type:
        case "integer":
            return pd.arrays.IntegerArray(np.ma.getdata(values).astype("int64"), np.ma.getmaskarray(values).copy())
        case "number":
            return _numbers(values)
        case "date":
            return _days(_texts(values))
    texts = _texts(values)
    if field.name == "status" and field.enum:
        beyond = sorted({text for text in texts if text is not None} - set(field.enum))
        return pd.Categorical(texts, categories=[*field.enum, *beyond], ordered=True)
    return pd.array(texts, dtype="string")


def _numbers(values: Any) -> Any:
    return pd.arrays.FloatingArray(np.ma.getdata(values).astype("float64"), np.ma.getmaskarray(values).copy())


def _texts(values: Any) -> Any:
    """Return text cells as an array of objects with None for a blank."""
    texts = np.ma.getdata(values).astype(object)
    texts[np.ma.getmaskarray(values)] = None
    return texts


def _days(texts: Any) -> Any:
    return np.array(["NaT" if text is None else text for text in texts], dtype="datetime64[s]")


def _answer_column(kind: Kind, values: Sequence[Any]) -> Any:
    if kind == "day":
        return _days(values)
    too_large = kind == "integer" and any(value is not None and value not in _INT64 for value in values)
    if kind == "other" or too_large:
        return pd.Series(list(values), dtype="object")
    return pd.array(list(values), dtype=_DTYPES[kind])
