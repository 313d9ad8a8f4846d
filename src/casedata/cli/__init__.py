"""The command `casedata`: each command is its options, one call of the library, and print."""

import click

from casedata.cli.chronology import chronology_command
from casedata.cli.coverage import claims_group, coverage_command
from casedata.cli.doctor import doctor_command
from casedata.cli.manifest import manifest_command
from casedata.cli.program import Program
from casedata.cli.questions import evidence_command, query_command, search_command, show_command, timeline_command
from casedata.cli.rules import rules_command
from casedata.cli.upkeep import anchor_command, build_command, fmt_command, validate_command
from casedata.cli.verification import verify_command


@click.group(cls=Program)
@click.version_option(package_name="casedata", message="%(prog)s %(version)s")
def main() -> None:
    """Read, question and check a case that is published as a data package.

    Without a path the commands speak of the case that comes with casedata; those that write files take the package in
    the current directory.
    """


for _command in (
    timeline_command,
    show_command,
    evidence_command,
    search_command,
    query_command,
    coverage_command,
    claims_group,
    chronology_command,
    validate_command,
    fmt_command,
    build_command,
    anchor_command,
    manifest_command,
    verify_command,
    rules_command,
    doctor_command,
):
    main.add_command(_command)
