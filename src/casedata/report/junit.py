"""The report as JUnit XML, which most CI systems show: a suite for each family of rules, a test case for each rule."""

from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from casedata.report.model import Outcome
from casedata.report.sections import Section, sections, tally
from casedata.report.summary import unread_files, why_not_run
from casedata.report.wording import counted, printable

_LISTED = 100
"""How many findings of a rule are listed before the rest is counted."""


def to_junit(report: Outcome) -> str:
    """Return the report as JUnit XML: a broken rule is a failure, a rule that was not run is skipped."""
    unread = unread_files(report)
    families: dict[str, list[Section]] = {}
    for section in sections(report):
        families.setdefault(printable(section.rule.id.partition("-")[0]), []).append(section)
    root = ET.Element("testsuites", name=printable(f"{report.name} {report.version}"))
    for family, members in families.items():
        suite = ET.SubElement(root, "testsuite", name=family)
        for section in members:
            _case(suite, family, section, unread)
        _count(suite, members)
    _count(root, [section for members in families.values() for section in members])
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _count(element: ET.Element, members: Sequence[Section]) -> None:
    element.set("tests", str(len(members)))
    element.set("failures", str(sum(bool(section.findings) for section in members)))
    element.set("errors", "0")
    element.set("skipped", str(sum(_is_skipped(section) for section in members)))


def _is_skipped(section: Section) -> bool:
    return not section.findings and section.rule.state == "not_run"


def _case(suite: ET.Element, family: str, section: Section, unread: Mapping[str, str]) -> None:
    rule = section.rule
    name = f"{rule.id}: {rule.statement}" if rule.statement else rule.id
    case = ET.SubElement(suite, "testcase", classname=family, name=printable(name))
    if section.findings:
        first = section.findings[0]
        message = f"{tally(section.findings)}, the first in {first.place}: {first.advised}"
        failure = ET.SubElement(case, "failure", message=message, type=section.severity)
        failure.text = "\n".join(_findings(section))
    elif _is_skipped(section):
        ET.SubElement(case, "skipped", message=why_not_run(rule, unread))
    beside = list(_beside(section))
    if beside:
        ET.SubElement(case, "system-out").text = "\n".join(beside)


def _findings(section: Section) -> Iterator[str]:
    for finding in section.findings[:_LISTED]:
        yield f"{finding.place}: {finding.advised}"
    rest = len(section.findings) - _LISTED
    if rest > 0:
        yield f"and {rest} more"


def _beside(section: Section) -> Iterator[str]:
    if section.rule.undetermined:
        yield f"undetermined: in {counted(section.rule.undetermined, 'row')} uncertain dates leave the comparison open"
    if section.waived:
        yield f"waived: {counted(len(section.waived), 'finding')}"
    for each in section.waived[:_LISTED]:
        reason = f"waived on {printable(each.decided_on)}: {printable(each.reason)}"
        yield f"{each.finding.place}: {each.finding.said}; {reason}"
    rest = len(section.waived) - _LISTED
    if rest > 0:
        yield f"and {rest} more waived"
