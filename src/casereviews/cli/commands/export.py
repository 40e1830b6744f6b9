"""`casereviews export`."""

from typing import Annotated

from typer import Argument, Option

from ... import export as forms
from ...text import counted, listed, path
from ..options import Narrowing, Origin, Output, Selection, grouped
from ..progress import ProgressBar
from ..session import Session

_FILE = f"The file, in the form of its ending: {listed(forms.names())}; - is standard output."


@grouped
def export(
    choice: Selection,
    search: Narrowing,
    source: Origin,
    file: Annotated[str, Argument(metavar="FILE", help=_FILE)],
    form: Annotated[str | None, Option("--as", metavar="FORM", help="The form, where the ending does not say.")] = None,
    bom: Annotated[bool, Option("--bom", help="Have Excel know the CSV tables of a .zip for UTF-8.")] = False,
    force: Annotated[bool, Option("--force", help="Replace a file, or write a very large page.")] = False,
    quiet: Annotated[bool, Option("--quiet", "-q", help="No notes on standard error.")] = False,
) -> None:
    """Answer `casereviews export`.

    The reviews that the filters select, or in which --search finds a statement, are written whole, with what was asked,
    of which collections, and what is left out as not stated.

    Exits with 1 if there is no such review, and then nothing is written.
    """
    ending = forms.form_of(file, form)
    forms.check(ending, bom=bom)
    session = Session(source, Output(output=file, force=force, quiet=quiet))
    session.output.check_new()
    with ProgressBar(quiet) as progress:
        selection = session.collections.selection(search.search, not search.no_expand, progress, **choice.given())
        session.tell(selection.left_out)
        session.output.write_bytes(forms.export(selection, ending, bom, force))
    session.tell(selection.remarks)
    where = path(session.output.target) if session.output.target else "standard output"
    what = forms.FORMS[ending].written.format(counted(len(selection), "review"))
    session.output.note(f"{what} written to {where}")
