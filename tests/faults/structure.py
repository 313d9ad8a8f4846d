"""Faults of the CSV structure and of encodings, in each of several tables."""

from collections.abc import Callable, Iterator
from pathlib import Path

from faults.base import TABLES, Expected, Fault, file_of, first_single_line, lines_of, put

Edit = Callable[[list[bytes], int], tuple[list[bytes], str, int, int | None]]
"""Changes the lines of a file, given the number of a plain row; returns them with code, line and column."""


def of_lines(
    name: str, edit: Edit, *, is_last: bool = False, family: str = "structure", exit_code: int = 1
) -> Iterator[Fault]:
    """Yield the fault in each table."""
    for table in TABLES:

        def apply(folder: Path, table: str = table) -> Expected:
            lines, code, line, column = edit(lines_of(folder, table), first_single_line(folder, table))
            put(folder, table, b"".join(lines))
            return Expected(code, file_of(table), line, column, exit=exit_code)

        yield Fault(f"{name} in {table}", family, apply, (table,), is_last)


def _replace(lines: list[bytes], number: int, line: bytes) -> list[bytes]:
    return [*lines[: number - 1], line, *lines[number:]]


def _insert(lines: list[bytes], number: int, *more: bytes) -> list[bytes]:
    return [*lines[: number - 1], *more, *lines[number - 1 :]]


def missing_cell(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    return _replace(lines, at, lines[at - 1].rpartition(b",")[0] + b"\n"), "csv-missing-cells", at, 1


def surplus_cell(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    return _replace(lines, at, b"x," + lines[at - 1]), "csv-surplus-cells", at, 1


def bare_quote(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    key, comma, rest = lines[at - 1].partition(b",")
    return _replace(lines, at, key + b'5"x' + comma + rest), "csv-bare-quote", at, len(key) + 2


def text_after_quote(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    key, comma, rest = lines[at - 1].partition(b",")
    return _replace(lines, at, b'"' + key + b'"x' + comma + rest), "csv-text-after-quote", at, len(key) + 3


def unclosed_quote(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    return _replace(lines, at, b'"' + lines[at - 1]), "csv-unclosed-quote", at, 1


def unclosed_last_cell(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    head, comma, cell = lines[at - 1].rpartition(b",")
    column = len((head + comma).decode()) + 1
    return _replace(lines, at, head + comma + b'"' + cell), "csv-unclosed-quote", at, column


def carriage_return(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    key, comma, rest = lines[at - 1].partition(b",")
    return _replace(lines, at, key + b"\r" + comma + rest), "csv-carriage-return", at, len(key) + 1


def blank_line(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    return _insert(lines, at, b"\n"), "csv-blank-line", at, 1


def empty_row(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    return _insert(lines, at, b"," * lines[0].count(b",") + b"\n"), "csv-empty-row", at, 1


def trailing_empty_rows(lines: list[bytes], _: int) -> tuple[list[bytes], str, int, int | None]:
    return [*lines, *[b"," * lines[0].count(b",") + b"\n"] * 3], "csv-empty-row", len(lines) + 1, 1


def footer(lines: list[bytes], _: int) -> tuple[list[bytes], str, int, int | None]:
    return [*lines, b"\n", b"Total: 27\n", b"Printed for the file\n"], "csv-footer", len(lines) + 2, 1


def second_header(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    return _insert(lines, at, lines[0]), "csv-second-header", at, 1


def preamble(lines: list[bytes], _: int) -> tuple[list[bytes], str, int, int | None]:
    return [b"Exported from the office\n", b"\n", *lines], "csv-preamble", 1, 1


def no_header(lines: list[bytes], _: int) -> tuple[list[bytes], str, int, int | None]:
    return lines[1:], "header-absent", 1, 1


def separator_line(lines: list[bytes], _: int) -> tuple[list[bytes], str, int, int | None]:
    return [b"sep=,\n", *lines], "csv-separator-line", 1, 1


def semicolons(lines: list[bytes], _: int) -> tuple[list[bytes], str, int, int | None]:
    return [line.replace(b",", b";") for line in lines], "csv-delimiter", 1, 1


def tabs(lines: list[bytes], _: int) -> tuple[list[bytes], str, int, int | None]:
    return [line.replace(b",", b"\t") for line in lines], "csv-delimiter", 1, 1


def conflict(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    marked = [b"<<<<<<< ours\n", lines[at - 1], b"=======\n", lines[at - 1], b">>>>>>> theirs\n"]
    return [*lines[: at - 1], *marked, *lines[at:]], "csv-merge-conflict", at, 1


def truncated(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    return [*lines[: at - 1], lines[at - 1].partition(b",")[0]], "csv-truncated", at, 1


def renamed_column(lines: list[bytes], _: int) -> tuple[list[bytes], str, int, int | None]:
    return [b"X" + lines[0], *lines[1:]], "header-near-miss", 1, 1


def reordered_columns(lines: list[bytes], _: int) -> tuple[list[bytes], str, int, int | None]:
    one, two, *rest = lines[0].rstrip(b"\n").split(b",")
    return [b",".join([two, one, *rest]) + b"\n", *lines[1:]], "header-order", 1, 1


def unknown_column(lines: list[bytes], _: int) -> tuple[list[bytes], str, int, int | None]:
    return [lines[0].rstrip(b"\n") + b",zzz\n", *lines[1:]], "header-unknown", 1, 1


def missing_column(lines: list[bytes], _: int) -> tuple[list[bytes], str, int, int | None]:
    return [lines[0].rpartition(b",")[0] + b"\n", *lines[1:]], "header-missing", 1, 1


def doubled_column(lines: list[bytes], _: int) -> tuple[list[bytes], str, int, int | None]:
    first = lines[0].partition(b",")[0]
    return [first + b"," + lines[0], *lines[1:]], "header-doubled", 1, 1


def empty_file(_: list[bytes], __: int) -> tuple[list[bytes], str, int, int | None]:
    return [], "header-absent", 1, 1


def mark(lines: list[bytes], _: int) -> tuple[list[bytes], str, int, int | None]:
    return [b"\xef\xbb\xbf", *lines], "file-bom", 1, 1


def utf16(lines: list[bytes], _: int) -> tuple[list[bytes], str, int, int | None]:
    return [b"".join(lines).decode().encode("utf-16")], "file-utf16", 1, 1


def utf16_without_mark(lines: list[bytes], _: int) -> tuple[list[bytes], str, int, int | None]:
    return [b"".join(lines).decode().encode("utf-16-be")], "file-utf16", 1, 1


def cp1252(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    return _replace(lines, at, b"\xe9" + lines[at - 1]), "file-not-utf8", at, 1


def cut_character(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    key, comma, rest = lines[at - 1].partition(b",")
    return _replace(lines, at, key + "М".encode()[:1] + comma + rest), "file-not-utf8", at, len(key) + 1


def surrogate(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    return _replace(lines, at, b"\xed\xa0\x80" + lines[at - 1]), "file-not-utf8", at, 1


def long_cell(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    return _replace(lines, at, b"x" * 140_000 + lines[at - 1]), "bound-cell", at, 1


def many_columns(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    return _replace(lines, at, b"," * 100_000 + b"\n"), "csv-empty-row", at, 1


def many_columns_in_the_header(lines: list[bytes], _: int) -> tuple[list[bytes], str, int, int | None]:
    return [b"x," * 100_000 + lines[0], *lines[1:]], "bound-columns", 1, 1


def long_line(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    return _replace(lines, at, b"x" * (9 << 20) + lines[at - 1]), "bound-record", at, 1


STRUCTURE = [
    *(
        fault
        for edit in (
            missing_cell, surplus_cell, bare_quote, text_after_quote, carriage_return, blank_line, empty_row,
            trailing_empty_rows, footer, second_header, conflict, truncated, renamed_column, reordered_columns,
            unknown_column, missing_column, doubled_column,
        )
        for fault in of_lines(edit.__name__.replace("_", " "), edit)
    ),
    *(
        fault
        for edit in (
            unclosed_quote, unclosed_last_cell, preamble, no_header, separator_line, semicolons, tabs, empty_file,
        )
        for fault in of_lines(edit.__name__.replace("_", " "), edit, is_last=True)
    ),
]  # fmt: skip
ENCODING = [
    *of_lines("byte order mark", mark, family="encoding"),
    *(
        fault
        for edit in (utf16, utf16_without_mark, cp1252, cut_character, surrogate)
        for fault in of_lines(edit.__name__.replace("_", " "), edit, is_last=True, family="encoding")
    ),
]


def empty_cells_without_end(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    return _replace(lines, at, b'"",' * 1_000_000 + b"\n"), "bound-columns", at, 1


def cells_of_lines_without_end(lines: list[bytes], at: int) -> tuple[list[bytes], str, int, int | None]:
    return _replace(lines, at, b'"a\nb",' * 1_000_000 + b"\n"), "bound-columns", at, 1


SIZE = [
    *list(of_lines("empty cells without end", empty_cells_without_end, is_last=True, family="size", exit_code=4))[:1],
    *list(of_lines("cells of lines without end", cells_of_lines_without_end, is_last=True, family="size", exit_code=4))[
        :1
    ],
    *list(of_lines("long cell", long_cell, family="size", exit_code=4))[:2],
    *list(of_lines("many columns in the header", many_columns_in_the_header, is_last=True, family="size", exit_code=4))[
        :2
    ],
    *list(of_lines("long line", long_line, is_last=True, family="size", exit_code=4))[:1],
]
