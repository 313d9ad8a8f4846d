"""A plugin of frictionless: the check `casedata`, which asks the rules of casedata while frictionless validates.

Frictionless finds this module by its name. What the rules find is left to `casedata.validation`; here each finding is
put into the task of its resource, at the row as frictionless counts rows. A package asks for the check in its
descriptor, `"checklist": {"checks": [{"type": "casedata"}]}`; frictionless itself reads no checks from there.

Frictionless takes a plugin to be one module, and imports it in every run. So this one imports nothing heavy: what
validates is imported when the check is asked.
"""

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from importlib import import_module
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
from frictionless import Check, Checklist, Error, FrictionlessException, Package, Plugin, Report, Resource, Row, errors
from frictionless.resources import PackageResource, TableResource

from casedata.descriptor import DESCRIPTOR
from casedata.errors import CasedataError, PackageError

if TYPE_CHECKING:
    from casedata.package import Package as Opened
    from casedata.report import Finding
    from casedata.report import Report as Found
    from casedata.snapshot import Snapshot

_COMPARED = ("STR-bytes.", "STR-hash.")
"""The rules of casedata that frictionless asks in every file, too."""

_ROW_SHAPES = (errors.BlankRowError, errors.ExtraCellError, errors.MissingCellError)
_MARKUP = re.compile(r"(\\*)(\[[a-z#/@][^[]*?])")
"""What the console of frictionless takes for markup, and fails on if it cannot be: `[/b]`."""


class _Plain:
    """An error whose message the console of frictionless prints as it is; the note has no escapes."""

    message: str

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()  # type: ignore[misc] # that of the error beside it
        self.message = _MARKUP.sub(r"\1\1\\\2", self.message)


class TableFinding(_Plain, errors.TableError):
    """A finding on a file as a whole."""

    type = "casedata-table"
    title = "Casedata Table"
    description = "A rule of casedata does not hold for the file of a table."
    template = "{note}"
    tags: ClassVar[list[str]] = ["#table", "#casedata"]


class RowFinding(_Plain, errors.RowError):
    """A finding on a row."""

    type = "casedata-row"
    title = "Casedata Row"
    description = "A rule of casedata does not hold for a row."
    template = 'Row at position "{rowNumber}": {note}'
    tags: ClassVar[list[str]] = ["#table", "#row", "#casedata"]


class CellFinding(_Plain, errors.CellError):
    """A finding on a cell."""

    type = "casedata-cell"
    title = "Casedata Cell"
    description = "A rule of casedata does not hold for a cell."
    template = 'Row at position "{rowNumber}" and field "{fieldName}" at position "{fieldNumber}": {note}'
    tags: ClassVar[list[str]] = ["#table", "#row", "#cell", "#casedata"]


class NotRun(_Plain, errors.CheckError):
    """The rules could not be asked. It is no error in data, so that no choice of errors leaves it out."""

    type = "casedata-not-run"
    title = "Casedata Not Run"
    description = "Casedata cannot open the package, or cannot use a rule of it."
    template = "The check casedata could not run: {note}"


_FINDINGS: list[type[Error]] = [TableFinding, RowFinding, CellFinding]
_ERRORS: list[type[Error]] = [*_FINDINGS, NotRun]


@attrs.define(kw_only=True, repr=False)
class CasedataCheck(Check):
    """The check. It validates a package when it is given the first of its resources, and again if a file changed.

    What frictionless reports itself in the same place is left out, unless `all` is true.
    """

    type = "casedata"
    Errors: ClassVar = _FINDINGS
    metadata_profile_patch: ClassVar[dict[str, Any]] = {"properties": {"all": {"type": "boolean"}}}

    all: bool = False
    _package: Package | None = attrs.field(init=False, default=None)
    _snapshot: "Snapshot | None" = attrs.field(init=False, default=None)
    _waiting: dict[int, list["Finding"]] = attrs.field(init=False, factory=dict)

    @property
    def report(self) -> "Found | None":
        """What casedata says of the package checked last: also warnings, what is waived, and what was not run."""
        return None if self._snapshot is None else self._snapshot.report

    def findings(self, severity: str, table: str) -> list["Finding"]:
        """Return the findings on a table of the package checked last."""
        found = () if self.report is None else self.report.findings
        return [each for each in found if (each.severity, each.table) == (severity, table)]

    def validate_start(self) -> Iterable[Error]:
        """Yield what was found on the file as a whole, and put by what was found on rows."""
        self._waiting = {}
        table = self.resource.name
        try:
            snapshot = self._current(self.resource.package)
        except CasedataError as error:
            yield NotRun(note=str(error))
            return
        found = self.findings("error", table)
        numbers = snapshot.record_numbers(table, {each.line for each in found if each.line is not None})
        for finding in found:
            number = numbers.get(finding.line or 0)
            if number is not None:
                self._waiting.setdefault(number, []).append(finding)
            elif self.all or not _is_told_of_file(finding, self.resource):
                yield TableFinding(note=_note(finding))

    def validate_row(self, row: Row) -> Iterable[Error]:
        """Yield what was found on a row."""
        for finding in self._waiting.pop(row.row_number, ()):
            if self.all or not _is_told_of_row(finding, row, self.resource):
                yield _error(finding, row)

    def validate_end(self) -> Iterable[Error]:
        """Yield what was found on rows that frictionless does not see as such."""
        for number, findings in self._waiting.items():
            yield from (RowFinding(note=_note(each), cells=[], row_number=number) for each in findings)

    def _current(self, package: Package | None) -> "Snapshot":
        if self._snapshot is None or package is not self._package or not self._snapshot.is_current:
            self._package, self._snapshot = package, None
            self._snapshot = _snapshot(package)
        return self._snapshot


def _snapshot(package: Package | None) -> "Snapshot":
    """Validate a package as it is on the disk; one that was made or changed in memory is refused."""
    if package is None:
        raise PackageError(f"it needs the whole package; validate the {DESCRIPTOR}, not a single file")
    name = PurePath(package.metadata_descriptor_path or DESCRIPTOR).name
    if name != DESCRIPTOR:
        raise PackageError(f"{name}: casedata reads the descriptor {DESCRIPTOR}; give it that name")
    if any(resource.remote for resource in package.resources):
        raise PackageError(f"{package.basepath}: casedata reads no package over the network; download it")
    opened: Opened = import_module("casedata.package").open_package(Path(package.basepath or ""))
    paths = {table: opened.path(table) for table in opened.tables}
    if paths != {resource.name: resource.path for resource in package.resources}:
        raise PackageError(f"{opened.root / DESCRIPTOR}: is not the package in memory; save it there")
    found: Snapshot = import_module("casedata.snapshot").snapshot(opened)
    return found


def _is_told_of_file(finding: "Finding", resource: Resource) -> bool:
    """Whether frictionless tells the same of a file."""
    if finding.rule.startswith("STR-header."):
        return isinstance(resource, TableResource) and not resource.header.valid
    return finding.rule.startswith(_COMPARED)


def _is_told_of_row(finding: "Finding", row: Row, resource: Resource) -> bool:
    """Whether frictionless reports a fault of structure in the same place."""
    if finding.rule.startswith("STR-csv."):
        return any(isinstance(error, _ROW_SHAPES) for error in row.errors)
    is_structure = finding.rule.startswith(("STR-", "KEY-"))
    return is_structure and any(finding.field in _fields(error, resource) for error in row.errors)


def _fields(error: errors.RowError, resource: Resource) -> list[str]:
    match error:
        case errors.CellError():
            return [error.field_name]
        case errors.ForeignKeyError():
            return error.field_names
        case errors.PrimaryKeyError():
            return resource.schema.primary_key
        case _:
            return []


def _error(finding: "Finding", row: Row) -> Error:
    error: Error
    if finding.field in row.field_names:
        error = CellFinding.from_row(row, note=_note(finding), field_name=finding.field)
    else:
        error = RowFinding.from_row(row, note=_note(finding))
    return error


def _note(finding: "Finding") -> str:
    return f"{finding.rule}: {finding.advised} ({finding.place})"


class CheckedPackage(PackageResource):
    """A package that is validated with the checks of its descriptor too, if the check `casedata` is among them."""

    def validate(
        self, checklist: Checklist | None = None, *, name: str | None = None, parallel: bool = False, **options: Any
    ) -> Report:
        """Validate the package as `frictionless.Package` does; warnings of casedata go to those of the tasks."""
        options.pop("on_row", None)  # of which frictionless makes no use for packages
        report: Report
        try:
            package = self.read_metadata()
            checklist = _with_listed(checklist or Checklist(), package)
        except FrictionlessException as exception:
            report = Report.from_validation(errors=exception.to_errors())
            return report
        checks = [check for check in checklist.checks if isinstance(check, CasedataCheck)]
        # Frictionless gives no checks to its parallel workers.
        report = package.validate(checklist, name=name, parallel=parallel and not checks, **options)
        for check in checks:
            for task in report.tasks:
                task.warnings += map(_note, check.findings("warning", task.name))
                task.stats["warnings"] = len(task.warnings)
        return report


def _with_listed(given: Checklist, package: Package) -> Checklist:
    """Return a checklist with that of the descriptor added; of two checks of a type the given one stays."""
    for resource in package.resources:
        if _lists_casedata(resource.custom):
            note = f'resource "{resource.name}" lists it; list it in the checklist of the package'
            raise FrictionlessException(NotRun(note=note))
    if not _lists_casedata(package.custom):
        return given
    listed = Checklist.from_descriptor(deepcopy(package.custom["checklist"]))
    return Checklist(
        checks=[*given.checks, *(check for check in listed.checks if not given.has_check(check.type))],
        pick_errors=[*given.pick_errors, *listed.pick_errors],
        skip_errors=[*given.skip_errors, *listed.skip_errors],
    )


def _lists_casedata(members: Mapping[str, Any]) -> bool:
    checklist = members.get("checklist")
    checks = checklist.get("checks") if isinstance(checklist, dict) else None
    types = [check.get("type") for check in checks if isinstance(check, dict)] if isinstance(checks, list) else []
    return CasedataCheck.type in types


class CasedataPlugin(Plugin):
    """What frictionless asks."""

    def detect_resource(self, resource: Resource) -> None:
        """Let a package be validated with the checks of its descriptor.

        A plugin can choose the class of a resource, but the reader of zip files does not ask it to.
        """
        if type(resource) is PackageResource:
            resource.__class__ = CheckedPackage

    def select_check_class(self, type: str | None = None) -> type[Check] | None:  # noqa: A002 - so it is called
        """Return the check of that type."""
        return CasedataCheck if type == CasedataCheck.type else None

    def select_error_class(self, type: str | None = None) -> type[Error] | None:  # noqa: A002 - so it is called
        """Return the error of that type, so that a report can be read back."""
        return next((error for error in _ERRORS if error.type == type), None)
