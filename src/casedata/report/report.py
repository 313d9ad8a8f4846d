"""The report of a validation: an outcome that can show itself in each format, and the register of the formats."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from casedata.report.github import to_github
from casedata.report.html import to_html
from casedata.report.json import members, to_json
from casedata.report.junit import to_junit
from casedata.report.model import Outcome
from casedata.report.sarif import to_sarif
from casedata.report.text import to_text

FORMATS: Mapping[str, Callable[[Outcome], str]] = MappingProxyType(
    {"text": to_text, "json": to_json, "github": to_github, "sarif": to_sarif, "junit": to_junit, "html": to_html}
)
"""The formats by their names; each writes an outcome as a text that ends with a line break."""


def render(report: Outcome, form: str, prefix: str = "") -> str:
    """Return a report in the format of that name.

    `prefix` is the folder of the package as seen from the root of the repository; it is put before the paths of files,
    so that a CI system finds them. Without it the paths are those of the package.

    Raises:
        KeyError: there is no such format in FORMATS.
    """
    return FORMATS[form](report.below(prefix))


@dataclass(frozen=True, slots=True)
class Report(Outcome):
    """The outcome of a validation, and its formats. The parameter `prefix` is that of `render`."""

    def to_text(self, limit: int = 5) -> str:
        """Return the report for people: a summary, then the broken rules with at most `limit` findings each."""
        return to_text(self, limit)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain values; the members are those of `to_json`."""
        return members(self)

    def to_json(self) -> str:
        """Return the report as JSON; characters that could steer a terminal are written as escapes."""
        return to_json(self)

    def to_github(self, prefix: str = "") -> str:
        """Return the report as workflow commands of GitHub Actions, one a finding, and a summary."""
        return render(self, "github", prefix)

    def to_sarif(self, prefix: str = "") -> str:
        """Return the report as a log in SARIF 2.1.0."""
        return render(self, "sarif", prefix)

    def to_junit(self, prefix: str = "") -> str:
        """Return the report as JUnit XML, one test case a rule."""
        return render(self, "junit", prefix)

    def to_html(self, prefix: str = "") -> str:
        """Return the report as an HTML document that stands alone."""
        return render(self, "html", prefix)
