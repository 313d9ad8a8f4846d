"""A plugin of pytest: the option `--casedata PATH`, which makes a test of each rule of a package.

Every run of pytest imports this module where casedata is installed. So it imports nothing but pytest: what it does if
the option is given is left to `casedata.pytest_rules`.
"""

from importlib import import_module

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.getgroup("casedata").addoption(
        "--casedata",
        action="append",
        default=[],
        metavar="PATH",
        help="make a test of each rule of the package at PATH: a directory, a datapackage.json or a zip file; "
        "'bundled', or nothing after the =, is the case that comes with casedata; may be given several times",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Take part in the session if there is a package to validate."""
    if config.getoption("casedata"):
        config.pluginmanager.register(import_module("casedata.pytest_rules"), "casedata rules")
