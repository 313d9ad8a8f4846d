"""The rules a package must keep: what each says, how it is asked of the tables, and asking it.

What is done with the answers is left to `casedata.validation`.
"""

from casedata.rules.derived import Rule, derived_rules
from casedata.rules.run import Violation, counts, violations

__all__ = ["Rule", "Violation", "counts", "derived_rules", "violations"]
