"""`casereviews cache`."""

from typing import Annotated

from typer import Option

from ... import cache as kept
from ...answers import cache as answer
from ...answers.view import View
from ...library import version
from ..options import Counted, Ordering, Origin, Output, grouped
from ..session import Session


@grouped
def cache(
    output: Output,
    clear: Annotated[bool, Option("--clear", help="Remove them all, and what interrupted runs left behind.")] = False,
    count: Counted = False,
) -> None:
    """Answer `casereviews cache`.

    A large collection is compiled once and kept in the cache folder: casereviews in CASEREVIEWS_CACHE, or in the user's
    own cache folder. It is compiled anew when its file has changed, and removed when its file is gone, as soon as a
    collection is asked or this command is run. So --clear loses nothing but time.
    """
    session = Session(Origin(), output)
    place = kept.folder()
    removed = kept.clear() if clear else kept.tidy(version())
    if clear or removed.bytes:
        session.output.note(answer.removed(*removed, clear))
    records = answer.ask(kept.entries(version()))
    nothing = None if clear else f"no collection is kept compiled in {place}"
    session.output.emit(
        View(answer.CacheRecord, records, lambda width: answer.page(records, place)), nothing, Ordering(counted=count)
    )
