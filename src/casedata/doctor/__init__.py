"""Doctor: recognises what a spreadsheet program did to the tables of a package, and offers the mend."""

from casedata.doctor.doctor import apply, examine
from casedata.doctor.habits import HABITS, table_of_codes
from casedata.doctor.model import Diagnosis, Examination, File

__all__ = ["HABITS", "Diagnosis", "Examination", "File", "apply", "examine", "table_of_codes"]
