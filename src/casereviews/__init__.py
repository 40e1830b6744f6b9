"""Ask questions of child safeguarding case reviews: in Python what the commands ask at a terminal.

    with casereviews.open() as collections:
        babies = collections.reviews(harm="neglect", age="<1y")

What is named in `__all__` is what may be relied on. It is imported when it is first asked for, so that importing the
package takes no time.
"""

TYPE_CHECKING = False  # as typing has it, which would take longer to import than all else here
if TYPE_CHECKING:
    from .answers.brief_record import BriefRecord
    from .answers.reviews import ReviewRecord
    from .answers.similar import SimilarRecord
    from .answers.statements import StatementRecord
    from .api import Collections, Record
    from .api import open_collections as open  # noqa: A004
    from .bulletin.from_python import import_bulletins
    from .bulletin.importing import Import
    from .errors import AmbiguousError, CasereviewsError, DataError, NotFoundError, OutputError, Problem, UsageError

__version__ = "0.1.0"

__all__ = [
    "AmbiguousError",
    "BriefRecord",
    "CasereviewsError",
    "Collections",
    "DataError",
    "Import",
    "NotFoundError",
    "OutputError",
    "Problem",
    "Record",
    "ReviewRecord",
    "SimilarRecord",
    "StatementRecord",
    "UsageError",
    "import_bulletins",
    "open",
]

_HOMES = {
    "BriefRecord": ("answers.brief_record", "BriefRecord"),
    "Collections": ("api", "Collections"),
    "Import": ("bulletin.importing", "Import"),
    "Record": ("api", "Record"),
    "ReviewRecord": ("answers.reviews", "ReviewRecord"),
    "SimilarRecord": ("answers.similar", "SimilarRecord"),
    "StatementRecord": ("answers.statements", "StatementRecord"),
    "import_bulletins": ("bulletin.from_python", "import_bulletins"),
    "open": ("api", "open_collections"),
}
"""The module of each name that is not an error, and what it is called there."""


def __getattr__(name: str) -> object:
    """What the package exports, from its module."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home, original = _HOMES.get(name, ("errors", name))
    found: object = getattr(import_module(f"{__name__}.{home}"), original)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The names that may be asked for."""
    return sorted({*globals(), *__all__})
