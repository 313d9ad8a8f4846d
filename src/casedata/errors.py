"""What can go wrong in a call. Bad data is a finding in a report; these are for wrong calls and unusable packages."""

from typing import ClassVar


class CasedataError(Exception):
    """Base of every error that casedata raises on purpose; its message is one line for a person.

    `exit_code` is that of a command which it ends: 2 unless told, for a call that cannot be run as it stands.
    """

    exit_code: ClassVar[int] = 2


class DateError(CasedataError, ValueError):
    """A text is not a date of the EDTF subset."""


class PackageError(CasedataError):
    """A package cannot be opened: no descriptor, a missing file, a path that leaves the package."""


class MissingFileError(PackageError):
    """A file that the descriptor names is not there."""


class RefusedError(PackageError):
    """Something was refused for safety: a link, a device or a path that leads out, a size beyond the limits."""

    exit_code = 4


class UnreadableError(PackageError):
    """The system did not let a file be read or written."""

    exit_code = 5


class SchemaError(CasedataError):
    """A Table Schema of the package cannot be used."""


class RuleError(CasedataError):
    """A rule of the package cannot be used; the message names its file."""


class TextsError(CasedataError):
    """The copies of the source documents cannot be used."""


class NotFoundError(CasedataError, LookupError):
    """No row has the identifier that was asked for."""


class QueryError(CasedataError):
    """An SQL query or an argument of a query cannot be run."""


class StaleFileError(CasedataError):
    """A file on disk is no longer the one that was read; nothing was written."""


class IntegrityError(CasedataError):
    """Files are not those that a manifest or a signature was made for."""

    exit_code = 3


class InvalidPackageError(CasedataError):
    """A package was required to be valid and is not."""
