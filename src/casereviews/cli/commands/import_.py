"""`casereviews import`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Exit, Option

from ...answers import imports
from ...answers.view import View
from ...bulletin import targets
from ...errors import OutputError, UsageError
from ...files.writing import check_new
from ...text import as_argument, counted, few, listed, path
from ..options import Origin, Output, Vocabularies, grouped
from ..progress import ProgressBar
from ..session import Session

if TYPE_CHECKING:
    from ...bulletin.drafter import Bulletin
    from ...bulletin.importing import Import

_MOST_NAMED = 3  # files in a command that a note tells


@grouped  # of more than 40 lines, as its options and docstring are its help
def import_bulletins(
    output: Output,
    files: Annotated[
        list[str] | None, Argument(metavar="[FILE...]", help="Bulletins, or folders of them; - is standard input.")
    ] = None,
    into: Annotated[
        str | None,
        Option("--into", metavar="FILE", help="Add what is new to this collection, and change nothing else."),
    ] = None,
    recode: Annotated[
        str | None, Option("--recode", metavar="FILE", help="Code this collection's automatic codes again.")
    ] = None,
    dry_run: Annotated[bool, Option("--dry-run", help="Show what would come of it, and write nothing.")] = False,
    strict: Annotated[
        bool, Option("--strict", help="Exit with 1 if what is new leaves anything to check, or a line has no review.")
    ] = False,
    vocabulary: Vocabularies = None,
) -> None:
    """Answer `casereviews import`.

    Bulletins are plain text, HTML, saved e-mails, Word documents or PDFs. The text is kept word for word; every fact
    and code that was read in it has its words and its place as evidence, and says whether it is likely or to be
    checked. Each review stands under a title on a line of its own, as "Serious case review: Child K". What a person is
    to check is listed at the end, with the lines that belong to no review, which check does not know of.

    Without --output or --into the collection goes to standard output. --recode applies the vocabulary of today to what
    was coded automatically, and to nothing that a person has set.

    Exits with 4 if a file cannot be read; the others are imported all the same. --strict goes by what check lists of
    the new reviews, and by doubts of a bulletin itself and lines that belong to no review.
    """
    into, recode = (name and os.path.expanduser(name) for name in (into, recode))
    if recode is not None:
        if files or into or strict:
            raise UsageError("--recode takes a collection and nothing to import", "name bulletins in another run")
        _recode(vocabulary, output, recode, dry_run)
        return
    if into is not None and output.output is not None:
        raise UsageError("--into and --output contradict each other", "--into adds to a collection, --output makes one")
    session = Session(Origin(vocabulary=vocabulary), output, files or ())
    target = session.output.target
    is_collection = into is None and target is None and not dry_run  # what standard output is given
    _check_format(session, is_collection)
    done = _import(session, files or [], into, target, dry_run)
    if done.bulletins:
        if is_collection:
            session.output.write(done.text("json" if output.json else output.format or "yaml"))
        _tell(session, done, files or [], into or target, dry_run)
        _list(session, done, is_collection, dry_run)
    if done.problems:
        raise Exit(4)
    if strict and (done.doubts or done.to_check):
        raise Exit(1)


def _check_format(session: Session, is_collection: bool) -> None:
    """Raise UsageError where the answer, a collection or what is to be checked, cannot be written as was asked."""
    if not is_collection:
        session.output.on_stdout().check_format(imports.DoubtRecord)
        return
    output = session.output.options
    if output.fields is not None:
        raise UsageError("a collection has all its fields", "with --output FILE, --fields applies to what is to check")
    forms = list(dict.fromkeys(targets.FORMATS.values()))
    if output.format is not None and output.format not in forms:
        hint = "with --output FILE, --format applies to what is to check"
        raise UsageError(f"a collection is written as {listed(forms)}, not as {output.format[:80]}", hint)


def _import(session: Session, files: list[str], into: str | None, target: str | None, dry_run: bool) -> "Import":
    """Import bulletins; tells of those that cannot be read."""
    from ...bulletin import importing  # takes 100 ms, of which help and completion have no need

    with ProgressBar(session.output.options.quiet) as progress:
        done = importing.import_bulletins(
            files,
            into=into,
            output=target,
            vocabulary=session.inputs.vocabularies,
            dry_run=dry_run,
            force=session.output.options.force,
            note=session.output.note,
            complain=lambda problem: session.output.complain(str(problem)),
            progress=progress,
        )
    if not done.bulletins:
        session.output.complain("nothing was imported")
    return done


def _tell(session: Session, done: "Import", files: list[str], place: str | None, dry_run: bool) -> None:
    """Say in lines what was imported, and where it is."""
    for bulletin in done.bulletins:
        if bulletin.way:
            session.output.note(f"{bulletin.file}: reviews told apart by {bulletin.way}")
        _tell_asides(session, bulletin)
    for double in done.doubles:
        is_there = "has the whole text of" if double.evidence else "is there already, as"
        session.output.note(f"{double.file}: {double.name} {is_there} {double.id}; it is not imported again")
    read = counted(len(done.bulletins), "bulletin")
    failed = f", {counted(len(done.problems), 'file')} failed" if done.problems else ""
    session.output.note(f"{read} read{failed}: {_came_to(done, place, dry_run)}")
    session.output.note(_open(done, None if dry_run else place))
    if only := _only_here(done):
        told = "listed only here, and not by check" if done.is_something else "not listed, as nothing is new"
        session.output.note(f"{told}: {only}{'' if dry_run and done.is_something else _again(files)}")


def _came_to(done: "Import", place: str | None, dry_run: bool) -> str:
    """What is new, and where it was written; or that all is there."""
    if place and not done.is_something:
        there = len(done.doubles)
        all_of = "which is" if there == 1 else "all of which are"
        return f"{counted(there, 'review')}, {all_of} in {place} already; nothing is changed"
    where = f"written to {place}" if place else "on standard output"
    return f"{done.tally}; {'nothing is written' if dry_run else where}"


def _again(files: list[str]) -> str:
    """How to see again what is told once: files that are read again give the same, unless one was standard input."""
    if "-" in files:
        return ""
    named = " ".join(map(as_argument, files)) if len(files) <= _MOST_NAMED else "FILE..."
    return f"; casereviews import {named} --dry-run shows this again"


def _open(done: "Import", place: str | None) -> str:
    """What is left to a person, who has read nothing of it yet, and how to go on where it is in a file."""
    doubts = f"{counted(done.to_check, 'value')} to check" if done.to_check else "no doubts raised"
    if not done.reviews and not done.to_check:
        return f"{doubts}, as nothing is new"
    unread = "; nobody has read these codes yet" if done.reviews else ""
    return f"{doubts}{unread}{f': casereviews check {as_argument(place)}' if place else ''}"


def _only_here(done: "Import") -> str:
    """What is to be checked that is in no review, so that `check` does not list it."""
    lines = sum(len(bulletin.unplaced) for bulletin in done.bulletins)
    others = sum(len(bulletin.doubts) for bulletin in done.bulletins)
    told = [f"{counted(lines, 'line')} that {'belongs' if lines == 1 else 'belong'} to no review"] if lines else []
    told += [f"{counted(others, 'doubt')} of a bulletin itself"] if others else []
    return listed(told, "and")


def _tell_asides(session: Session, bulletin: "Bulletin") -> None:
    """Say what of a bulletin was left aside, in a line for each kind, and what else its file tells."""
    for what, lines in bulletin.asides:
        if lines:
            numbers = list(dict.fromkeys(str(line.number) for line in lines))
            word = f"{bulletin.unit}{'' if len(numbers) == 1 else 's'}"
            session.output.note(f"{bulletin.file}: left aside as {what}: {word} {few(numbers)}")
    if uncounted := [what for what, lines in bulletin.asides if not lines]:
        session.output.note(f"{bulletin.file}: left aside: {listed(uncounted, 'and')}")
    for remark in bulletin.remarks:
        session.output.note(f"{bulletin.file}: {remark}")


def _list(session: Session, done: "Import", is_collection: bool, dry_run: bool) -> None:
    """Give what is to be checked: as the answer, unless the collection itself is."""
    records = imports.ask(done.doubts)
    if is_collection:
        for one in records:
            home = one["review"] or "the bulletin"
            session.output.note(f"check {home}: {one['field']} {imports.shown(one)}: {one['why']}")
        return

    drafts = done.reviews if dry_run else []
    view = View(imports.DoubtRecord, records, lambda width: imports.page(records, drafts, done.terms))
    with _shown(done.written if done.reviews else None):
        session.output.on_stdout().emit(view, nothing=None)


def _recode(vocabulary: list[str] | None, output: Output, name: str, dry_run: bool) -> None:
    """Apply the vocabulary of today to a collection's automatic codes, and show what changed once it has."""
    from ...bulletin import recode

    session = Session(Origin(vocabulary=vocabulary), output, [name])
    session.output.check_format(imports.DifferenceRecord)
    target = session.output.target
    if target is not None:
        session.inputs.guard(target)
        if not output.force:
            check_new(target)
    done = recode.recode(name, vocabulary=session.inputs.vocabularies, dry_run=dry_run, note=session.output.note)
    number = counted(len(done.differences), "code")
    session.output.note(f"{number} {'would change' if dry_run else 'changed'} in {name}")
    if session.inputs.vocabularies and done.differences:
        session.output.note("what is coded by terms of your own is read with --vocabulary or CASEREVIEWS_VOCABULARY")
    records = imports.ask_differences(done.differences)
    with _shown(name if done.is_written else None):
        view = View(imports.DifferenceRecord, records, lambda width: imports.page_of_differences(records))
        session.output.emit(view, nothing=None)


@contextmanager
def _shown(written: str | None) -> Iterator[None]:
    """Say of a file that it is written, where what there is to tell of it cannot be shown."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (OSError, OutputError) as error:
        why = f"cannot write the output: {error.strerror or error}" if isinstance(error, OSError) else error.message
        raise OutputError(why, f"{path(written)} is written all the same" if written else None) from error
