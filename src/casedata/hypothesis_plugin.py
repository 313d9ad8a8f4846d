"""Tells Hypothesis how to make values of the types of casedata, so that `from_type(casedata.Case)` and type hints work.

Hypothesis calls `register` whenever it is imported, so that has to be cheap: a type is registered when its module is
imported, and `casedata.testing` is imported when a value is drawn. To draw a case takes a tenth of a second, since a
package is written and loaded: tests with cases suppress `HealthCheck.too_slow`.
"""

import shutil
import sys
import tempfile
import weakref
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from casedata.case import Case
    from casedata.dates import Date


def register() -> None:
    """Register a strategy for `Date` and one for `Case`, at once or as soon as their modules are imported."""
    for name, registration in _REGISTRATIONS.items():
        if name in sys.modules:
            registration(sys.modules[name])
        else:
            sys.meta_path.insert(0, _Awaiting(name, registration))


@st.composite
def _dates(draw: st.DrawFn) -> "Date":
    parse: Callable[[str], Date] = import_module("casedata.dates").parse
    return parse(draw(import_module("casedata.testing").edtf_dates()))


@st.composite
def _cases(draw: st.DrawFn) -> "Case":
    """Write a package to a temporary folder, which stays as long as the case, and load it."""
    testing = import_module("casedata.testing")
    rows = draw(testing.packages())
    folder = Path(tempfile.mkdtemp(prefix="generated-case-"))
    case: Case = import_module("casedata.case").load(testing.write(rows, folder))
    weakref.finalize(case, shutil.rmtree, folder, ignore_errors=True)
    return case


_REGISTRATIONS: Mapping[str, Callable[[ModuleType], None]] = MappingProxyType(
    {
        "casedata.dates": lambda module: st.register_type_strategy(module.Date, _dates()),
        "casedata.case": lambda module: st.register_type_strategy(module.Case, _cases()),
    }
)


class _Awaiting(MetaPathFinder):
    """Calls back once a module has been imported for the first time."""

    def __init__(self, name: str, then: Callable[[ModuleType], None]) -> None:
        self._name = name
        self._then = then

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        sys.meta_path.remove(self)
        spec = find_spec(fullname)
        if spec is not None and spec.loader is not None:
            spec.loader = _Calling(spec.loader, self._then)
        return spec


class _Calling(Loader):
    """Loads a module as another loader does, and calls back; the module knows only the other, as with `LazyLoader`."""

    def __init__(self, loader: Loader, then: Callable[[ModuleType], None]) -> None:
        self._loader = loader
        self._then = then

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        self._then(module)
