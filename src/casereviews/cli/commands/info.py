"""`casereviews info`."""

from ..options import Output, Source, grouped
from ..session import Desk


@grouped
def info(output: Output, source: Source) -> None:
    """Tell the version and what the collections hold.

    For each field that a source may leave out it tells how many reviews state it.
    """
    import sqlite3
    import sys

    from ... import __version__
    from ...answers import info as answer
    from ...answers.view import View

    desk = Desk(source, output)
    python = ".".join(map(str, sys.version_info[:3]))
    record = {"version": __version__, "python": python, "sqlite": sqlite3.sqlite_version, **answer.ask(desk.store)}
    desk.emit(View("info", [record], lambda width: answer.page(record), single=True))
