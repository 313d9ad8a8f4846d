"""The rules a package must keep: what each says, how it is asked of the tables, asking it, and the faults to catch.

What is done with the answers is left to `casedata.validation`.
"""

from collections.abc import Mapping

from casedata.rules.cited import cited_rules
from casedata.rules.derived import derived_rules
from casedata.rules.files import bundled_rules, read_rule
from casedata.rules.rule import CELLS, ColumnRule, Edit, Fault, QueryRule, Rule, Severity
from casedata.rules.run import Answer, Violation, ask, free_text, tables_of, words_of
from casedata.rules.subset import FUNCTIONS, check_portable
from casedata.schema import Table

__all__ = [
    "CELLS", "FUNCTIONS", "Answer", "ColumnRule", "Edit", "Fault", "QueryRule", "Rule", "Severity", "Violation", "ask",
    "bundled_rules", "check_portable", "cited_rules", "derived_rules", "free_text", "read_rule", "schema_rules",
    "tables_of", "words_of",
]  # fmt: skip


def schema_rules(tables: Mapping[str, Table]) -> list[ColumnRule]:
    """Return the rules that the schemas of a package state, table by table."""
    return [*(rule for table in tables.values() for rule in derived_rules(table)), *cited_rules(tables)]
