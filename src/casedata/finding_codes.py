"""The codes of findings on files: what each means. A code that was published once is never renamed or used anew.

Findings of rules have the family and number of their rule for a code (`CHR-01`, `STR-pattern`).
"""

from collections.abc import Mapping
from types import MappingProxyType

FILE_CODES: Mapping[str, str] = MappingProxyType(
    {
        "file-missing": "The descriptor names a file that is not there.",
        "file-undeclared": "A file stands beside those of the tables, and the descriptor does not name it.",
        "file-bytes": "The file has another size than the descriptor states.",
        "file-hash": "The file has another digest than the descriptor states.",
        "file-bom": "The file begins with a byte order mark.",
        "file-utf16": "The file is in UTF-16.",
        "file-not-utf8": "A byte is not UTF-8; the message says what the encoding looks like.",
        "csv-separator-line": "The file begins with a line such as sep=; for a spreadsheet program.",
        "csv-delimiter": "The cells are separated by semicolons, tabs or bars.",
        "csv-preamble": "Lines stand before the header.",
        "csv-second-header": "The header stands in the file a second time.",
        "csv-footer": "Lines that are no rows stand below the table, after a blank line.",
        "csv-blank-line": "A line is blank.",
        "csv-empty-row": "All cells of a row are empty.",
        "csv-missing-cells": "A row has fewer cells than the header.",
        "csv-surplus-cells": "A row has more cells than the header.",
        "csv-truncated": "The last row breaks off, and so does its line.",
        "csv-unclosed-quote": "A quoted cell is not closed; it is told where it opens.",
        "csv-bare-quote": "A quotation mark stands inside a cell that is not quoted.",
        "csv-text-after-quote": "Text stands after the closing quotation mark of a cell.",
        "csv-carriage-return": "A carriage return stands outside quotation marks.",
        "csv-merge-conflict": "Two versions of a file were merged and the conflict was not resolved.",
        "header-absent": "There is no header.",
        "header-missing": "The header lacks a column.",
        "header-unknown": "The header has a column that the schema does not know.",
        "header-near-miss": "The header has a column whose name is nearly one of the schema.",
        "header-doubled": "The header has a column twice.",
        "header-order": "The columns are in another order than in the schema.",
        "bound-rows": "The table has more rows than the bound allows.",
        "bound-columns": "The table has more columns than the bound allows.",
        "bound-cell": "A cell has more characters than the bound allows.",
        "bound-record": "A row has more bytes than the bound allows.",
    }
)
"""Each code of a fault of a file itself, and what it means."""
