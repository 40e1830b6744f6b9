"""`casereviews check`."""

import os
import sys
from typing import Annotated

from typer import Argument, Exit, Option

from ...answers import checks
from ...answers.view import View
from ...errors import UsageError
from ...text import listed
from ..desk import Answer, Desk, answer_to, field_of, open_desk, settle, take_back, typed
from ..options import Counted, Ordering, Origin, Output, Selection, Words, grouped, whole_number
from ..session import Session
from ..terminal import is_terminal


@grouped  # of more than 40 lines, as its options and docstring are its help
def check(
    choice: Selection,
    output: Output,
    source: Origin,
    file: Annotated[str | None, Argument(metavar="[FILE]", help="The collection; else that of --data.")] = None,
    accept: Annotated[
        Words, Option("--accept", metavar="ID[.FIELD[=VALUE]]", help="Let this stand, or all of a review or statement.")
    ] = None,
    set_: Annotated[Words, Option("--set", metavar="ID.FIELD=VALUE", help="Give it another value.")] = None,
    drop: Annotated[Words, Option("--drop", metavar="ID.FIELD[=VALUE]", help="Take this out.")] = None,
    all_of: Annotated[
        Words, Option("--all-of", metavar="FIELD", help="Let all stand that is to be checked of a field.")
    ] = None,
    ask: Annotated[bool, Option("--ask", "-i", help="Go through all on a terminal, with a key for each.")] = False,
    undo: Annotated[bool, Option("--undo", help="Take back what the last run answered.")] = False,
    coder: Annotated[
        str | None, Option("--coder", metavar="WHO", help="Who answers: a word of yours. [env: CASEREVIEWS_CODER]")
    ] = None,
    from_: Annotated[str | None, Option("--from", metavar="WHAT", help="What was read: the full report.")] = None,
    dry_run: Annotated[bool, Option("--dry-run", help="Tell what would become of it, and write nothing.")] = False,
    strict: Annotated[bool, Option("--strict", help="Exit with 1 as long as the list has anything.")] = False,
    limit: Annotated[
        int | None, Option("--limit", "-n", metavar="N", help="At most N rows.", parser=whole_number("--limit"))
    ] = None,
    counted: Counted = False,
) -> None:
    """Answer `casereviews check`.

    Without an answer it lists what is open, the least sure first: values of which there is a doubt, statements
    without a theme, and reviews in which no harm, outcome, age or point was read. Filters select reviews. Lines of a
    document that belong to no review are in no collection, and only import tells them.

    Each is named by its ID, as it is listed: 2031-05/wren.incident_date, or 2031-05/wren/L2.themes=recording; the end
    of a review's id, or its name, will do. --set takes slugs, labels and synonyms with commas between, dates, ages,
    none and not-stated. Of a run's answers all are written or none, and nothing else in the file changes. A review that
    is accepted whole counts as coded by a person.
    """
    session = Session(source, output, [os.path.expanduser(file)] if file is not None else ())
    answers = [*typed(set_, "set"), *typed(drop, "drop"), *typed(accept, "accept")]
    is_answered = bool(undo or answers or all_of)
    if undo and (answers or all_of):
        raise UsageError("--undo takes back answers, and gives none", "give others in another run")
    if ask or is_answered:
        _check_no_list(output, counted, None if ask else limit)
    if ask:
        _check_terminal(is_answered or dry_run)
    if choice.coding == "curated":
        raise UsageError("--coding curated leaves nothing to check", "it holds to what a person has read")
    if answers and choice.given() and not all_of:
        raise UsageError("filters select what --all-of lets stand", "an answer names what it is of")
    if ask:
        _go_through(session, choice, open_desk(session, coder, from_), limit)
    elif undo:
        take_back(session, dry_run)
    elif is_answered:
        desk = open_desk(session, coder, from_)
        settle(session, desk, [*answers, *_all_of(session, choice, all_of or [])], dry_run)
    is_list = not (ask or is_answered)
    if not (is_list or strict):
        return
    if not is_list:
        session = Session(source, output, session.inputs.files)  # which reads the file as it is now
    filters = session.filters(choice)
    records = checks.ask(session.store, filters)
    if is_list:
        _list(session, records[:limit], "" if records else checks.nothing(session.store, filters), counted)
    if strict and records:
        raise Exit(1)


def _check_no_list(output: Output, counted: bool, limit: int | None) -> None:
    """Raise UsageError for what only a list heeds: where answers are given there is none."""
    options = {
        "--format": output.format, "--json": output.json, "--fields": output.fields, "--output": output.output,
        "--count": counted, "--limit": limit is not None,
    }  # fmt: skip
    for name, given in options.items():
        if given:
            raise UsageError(
                f"{name} is for the list, and answers give none", f"leave {name} out, or list in another run"
            )


def _check_terminal(is_answered: bool) -> None:
    """Raise UsageError where nobody could be asked, or need not be."""
    if is_answered:
        raise UsageError("--ask asks for each answer, and takes none", "leave --ask out, or the answers")
    if not (is_terminal() and sys.stdin is not None and sys.stdin.isatty()):
        raise UsageError("--ask needs a terminal", "answer with --accept, --set and --drop")


def _go_through(session: Session, choice: Selection, desk: Desk, limit: int | None) -> None:
    """Go through what is to be checked, a key for each."""
    from ..rounds import Round  # of which a list has no need

    filters = session.filters(choice)
    records = checks.ask(session.store, filters)[:limit]
    if not records:
        session.output.note(checks.nothing(session.store, filters))
    else:
        Round(session.output, desk, records, session.vocabulary).run()


def _all_of(session: Session, choice: Selection, fields: list[str]) -> list[Answer]:
    """That everything stands which is to be checked of some fields, in the reviews that are selected."""
    if not fields:
        return []
    named = [field_of(name) for field in fields for name in field.split(",")]
    found = [one for one in checks.ask(session.store, session.filters(choice)) if one["field"] in named]
    if not found:
        session.output.note(f"nothing is to be checked of {listed(named, 'or')}")
    return [answer_to(one, "accept") for one in found]


def _list(session: Session, records: list[checks.CheckRecord], nothing: str, counted: bool) -> None:
    """Give what is to be checked; `nothing` is told where that is nothing."""
    terms = session.vocabulary
    view = View(checks.CheckRecord, records, lambda width: checks.page(records, terms))
    session.output.emit(view, nothing or None, Ordering(counted=counted))
