"""`casereviews brief`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from ... import export as forms
from ...answers import brief as answer
from ...answers import brief_page, statements
from ...answers.brief_asked import FEWEST
from ...answers.view import View
from ...export import briefing
from ...search.records import Records
from ...text import counted, path
from ..options import Narrowing, Origin, Output, Selection, completing, grouped, whole_number
from ..session import Session

if TYPE_CHECKING:
    from ...answers.blocks import Block


@grouped
def brief(
    choice: Selection,
    search: Narrowing,
    output: Output,
    source: Origin,
    word: Annotated[
        str | None,
        Argument(metavar="[TERM]", help="A theme, a harm or any other term.", autocompletion=completing("any-term")),
    ] = None,
    words: Annotated[
        int | None,
        Option(
            "--words",
            metavar="N",
            help=f"At most N words, {FEWEST} or more, but for headings, ids and the last part; without it two pages.",
            parser=whole_number("--words", FEWEST),
        ),
    ] = None,
    no_detail: Annotated[bool, Option("--no-detail", help="Do not tell how children were hurt.")] = False,
    plan: Annotated[bool, Option("--plan", help="Add a form: who does what, by when.")] = False,
) -> None:
    """Answer `casereviews brief`.

    Why it matters, what happened, what was learned and recommended, with the id of every point; questions for a team,
    and what to do next. TERM may be any word that a filter takes, and is asked for in all that it means. Points that
    say the same are one; the least shared are left out for length, and counted.

    -f, and the ending of -o, can be a document's too: md, docx, pdf, html, txt or pptx. Exits with 1 if there is no
    such review, and then nothing is written.
    """
    session = Session(source, output)
    session.output.documents = tuple(forms.DOCUMENTS)
    ending = session.output.document()
    if ending:
        forms.check(ending, forms.DOCUMENTS)
        session.output.check_new()
    else:
        session.output.check_format(answer.BriefRecord, rows=statements.StatementRecord)
    asked = {"search": search.search, "expand": not search.no_expand, **choice.given()}
    record = session.collections.brief(word, words=words, detail=not no_detail, plan=plan, **asked)
    if not ending:
        session.output.emit(_view(record, session))
        return
    pieces = forms.write(briefing.document(record, session.vocabulary), ending)
    if session.output.target is None and ending == ".md":  # which a terminal can show
        session.output.write(piece.decode() for piece in pieces)
        return
    session.output.write_bytes(pieces)
    where = path(session.output.target) if session.output.target else "standard output"
    session.output.note(f"a briefing on {counted(record['reviews'], 'review')} written to {where}")


def _view(record: answer.BriefRecord, session: Session) -> View:
    """The briefing for the formats of every answer; those with rows have the statements that it shows."""
    said = Records(answer.cited(record), lambda ids: (statements.ask_one(session.store, identity) for identity in ids))
    rows = View(
        statements.StatementRecord, said, lambda width: statements.page(said, session.vocabulary), distinct=True
    )

    def page(width: int | None) -> "Iterator[Block]":
        yield brief_page.head(record)
        yield from brief_page.page(record, session.vocabulary)

    return View(answer.BriefRecord, [record], page, single=True, rows=rows)
