"""All faults, family by family."""

from faults.base import Fault
from faults.cells import ALL_CELLS
from faults.package import ALL_PACKAGE
from faults.structure import ENCODING, SIZE, STRUCTURE

CATALOGUE: tuple[Fault, ...] = (*STRUCTURE, *ENCODING, *SIZE, *ALL_CELLS, *ALL_PACKAGE)
