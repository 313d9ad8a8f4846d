"""`python -m casedata` is the command `casedata`."""

from casedata.cli import main

main()
