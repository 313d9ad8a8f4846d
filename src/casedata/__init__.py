"""casedata: the events, people and sources of a case as a tabular data package, each cell cited, and its validator.

>>> import casedata
>>> case = casedata.load()
>>> case.standing("p-miftakhov", on="2020-06-01")
'charged'

What stands here is loaded when it is first used, so that `import casedata` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from casedata import dates, errors
    from casedata.case import Case, load
    from casedata.validation import validate

    __version__: str

__all__ = ["Case", "__version__", "dates", "errors", "load", "validate"]

_HOMES = {"Case": "case", "load": "case", "validate": "validation"}
_MODULES = ("dates", "errors")


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"casedata.{name}")
    if name in _HOMES:
        return getattr(import_module(f"casedata.{_HOMES[name]}"), name)
    if name == "__version__":
        return import_module("importlib.metadata").version("casedata")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)


def __dir__() -> list[str]:
    return __all__
