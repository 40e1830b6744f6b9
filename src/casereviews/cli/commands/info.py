"""`casereviews info`."""

from ..options import Output, Source, grouped
from ..session import Desk


@grouped
def info(output: Output, source: Source) -> None:
    """Answer `casereviews info`.

    For each field that a source may leave out it tells how many reviews state it.
    """
    from ...answers import info as answer
    from ...answers.view import View

    desk = Desk(source, output)
    record = answer.ask(desk.store)
    desk.emit(View(answer.InfoRecord, [record], lambda width: answer.page(record), single=True))
