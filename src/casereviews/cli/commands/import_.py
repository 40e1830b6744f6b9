"""`casereviews import`."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Exit, Option

from ...answers import imports
from ...answers.view import View
from ...errors import OutputError, UsageError
from ...files.reading import COLLECTION_ENDINGS, reason, status_of
from ...files.writing import check_new
from ...text import counted, listed, path
from ..options import Output, Source, Vocabularies, grouped
from ..session import Session

if TYPE_CHECKING:
    from ...bulletin.importing import Addition, Gathered
    from ...vocabulary import Vocabulary

_FORMATS = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_ENDINGS = (".txt", ".text", ".html", ".htm", ".xhtml", ".eml", ".mht", ".mhtml")


@grouped
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
    strict: Annotated[bool, Option("--strict", help="Exit with 1 if anything is to be checked.")] = False,
    vocabulary: Vocabularies = None,
) -> None:
    """Answer `casereviews import`.

    Bulletins are plain text, HTML or saved e-mails. The text is kept word for word; every fact and code that was read
    in it has its words and its place as evidence, and says whether it is sure. What is to be checked is listed at the
    end.

    Without --output or --into the collection goes to standard output. --recode applies the vocabulary of today to what
    was coded automatically, and to nothing that a person has set.

    Exits with 4 if a file cannot be read; the others are imported all the same.
    """
    from ...library import vocabularies

    into, recode = (name and os.path.expanduser(name) for name in (into, recode))
    if recode is not None:
        if files or into or strict:
            raise UsageError("--recode takes a collection and nothing to import", "name bulletins in another run")
        if recode in ("", "-"):
            raise UsageError("--recode needs a file", "it is changed in place")
        _check_collection(recode)
        _recode(Session(Source(vocabulary=vocabulary), output, [recode]), recode, dry_run)
        return
    if not files:
        raise UsageError("name a bulletin to import", "- is standard input")
    if into is not None and output.output is not None:
        raise UsageError("--into and --output contradict each other", "--into adds to a collection, --output makes one")
    desk = Session(Source(vocabulary=vocabulary), output, files, what="bulletin", endings=_ENDINGS)
    _Import(desk, vocabularies.coding_vocabulary(desk.inputs.vocabularies), files, into, dry_run).run(strict)


class _Import:
    """One run of the command."""

    def __init__(self, desk: Session, terms: "Vocabulary", files: list[str], into: str | None, dry_run: bool) -> None:
        self.desk = desk
        self.terms = terms
        self.into = into
        self.dry_run = dry_run
        self.target = desk.output.target
        self.files = files
        self.failed = 0

    def run(self, strict: bool) -> None:
        """Read the bulletins, write what is new, and tell what there is to check."""
        from ...bulletin import importing

        self._check_target()
        found = self._gather()
        if found.bulletins:
            addition = self._write(found)
            # Where nothing is new, what there was to check was told before.
            doubts = importing.doubts(found, addition.reviews) if addition.reviews else []
            self._tell(found, addition, len(doubts))
            self._list(doubts, addition)
            if strict and doubts and not self.failed:
                raise Exit(1)
        if self.failed:
            raise Exit(4)

    def _check_target(self) -> None:
        """Raise before anything is read where it could not be written."""
        if self.into in ("", "-"):
            raise UsageError("--into needs a file", "--output - writes to standard output")
        if self.into is not None:
            _check_collection(self.into)
            if _kind(self.into) is None:
                hint = f"--output {path(self.into)} makes a new collection"
                raise OutputError(f"{path(self.into)} does not exist", hint)
        if self._is_on_stdout():
            self._check_format()
        else:
            self.desk.output.on_stdout().check_format(imports.DoubtRecord)
        if self.target is None:
            return
        if os.path.splitext(self.target)[1].lower() not in _FORMATS:
            raise UsageError(f"{path(self.target)}: a collection ends in .yaml, .json or .jsonl", "name it so")
        if not self.dry_run and not self.desk.output.options.force:
            check_new(self.target, f"--into {path(self.target)} adds to it")

    def _is_on_stdout(self) -> bool:
        """Whether the answer is the collection itself."""
        return self.into is None and self.target is None and not self.dry_run

    def _check_format(self) -> None:
        """Raise where the collection cannot be written as it was asked for."""
        output = self.desk.output.options
        if output.fields is not None:
            raise UsageError(
                "a collection has all its fields", "with --output FILE, --fields is of what is to be checked"
            )
        forms = list(dict.fromkeys(_FORMATS.values()))
        if output.format is not None and output.format not in forms:
            hint = "with --output FILE, --format is of what is to be checked"
            raise UsageError(f"a collection is written as {listed(forms)}, not as {output.format[:80]}", hint)

    def _gather(self) -> "Gathered":
        """What the bulletins give; tells of those that cannot be read."""
        from ...bulletin import importing
        from ...files.reading import expand
        from ..progress import Progress

        names, problems = expand(self.files, _ENDINGS, "bulletin")
        for folder in self.files:
            others = _others(folder)
            if others and any(os.path.dirname(name) == folder for name in names):
                self.desk.output.note(
                    f"{folder}: not read, for no bulletin has such an ending: {listed(others, 'and')}"
                )
        with Progress(self.desk.output.options.quiet) as progress:
            found = importing.gather(names, self.terms, progress)
        problems += found.problems
        self.failed = len(problems)
        for problem in problems:
            self.desk.output.complain(str(problem))
        if not found.bulletins:
            self.desk.output.complain("nothing was imported")
        return found

    def _write(self, found: "Gathered") -> "Addition":
        """Write what is new, where it is to go."""
        from ...bulletin import importing
        from ...files.reading import read_bytes
        from ...files.writing import update

        if self.into is not None:
            name = self.into
            done: list[Addition] = []

            def change(data: bytes) -> bytes:
                new, addition = importing.add(found, data, name, self.terms)
                done.append(addition)
                return new

            if self.dry_run:
                change(read_bytes(name))
            else:
                update(name, change, note=self.desk.output.note)
            return done[-1]
        addition = importing.new_reviews(found, self._identity())
        if not self.dry_run:
            made = importing.collection(found, self._identity(), addition.reviews)
            self.desk.output.write(importing.written(made, self._form()))
        return addition

    def _identity(self) -> str:
        """The id of a new collection: the name of its file, or of the first bulletin's."""
        from ...text import slugify

        name = self.target or next((name for name in self.files if name != "-"), "")
        return slugify(os.path.splitext(os.path.basename(os.path.normpath(name)))[0]) or "imported"

    def _form(self) -> str:
        """The format of a new collection: that of its name, or on standard output the one that was asked for."""
        if self.target:
            return _FORMATS[os.path.splitext(self.target)[1].lower()]
        return "json" if self.desk.output.options.json else self.desk.output.options.format or "yaml"

    def _tell(self, found: "Gathered", addition: "Addition", doubts: int) -> None:
        """Say in lines what was imported, and where it is."""
        from ...bulletin import importing

        for bulletin in found.bulletins:
            if bulletin.heads:
                lines = listed([str(head.line) for head in bulletin.heads], "and")
                word = "line" if len(bulletin.heads) == 1 else "lines"
                self.desk.output.note(f"{bulletin.file}: left aside as page numbers and running heads: {word} {lines}")
        for double in addition.doubles:
            self.desk.output.note(
                f"{double.file}: {double.name} is there already, as {double.id}; it is not imported again"
            )
        place = self.into or self.target
        where = f"written to {place}" if place else "on standard output"
        if self.dry_run:
            where = "nothing is written"
        elif self.into and not addition.reviews:
            where = f"nothing is new, and {self.into} is as it was"
        read = counted(len(found.bulletins), "bulletin")
        failed = f", {counted(self.failed, 'file')} failed" if self.failed else ""
        self.desk.output.note(f"{read} read{failed}: {importing.tally(addition.reviews)}; {where}")
        check = "nothing is" if not doubts else f"{counted(doubts, 'thing')} {'is' if doubts == 1 else 'are'}"
        self.desk.output.note(f"{check} to be checked")

    def _list(self, doubts: list[Any], addition: "Addition") -> None:
        """What is to be checked: the answer, unless the collection itself is."""
        if self._is_on_stdout():
            for doubt in doubts:
                self.desk.output.note(
                    f"check {doubt.review or 'the bulletin'}: {doubt.field} {doubt.value}: {doubt.why}"
                )
            return
        view = _doubts(self.desk, doubts, addition.reviews if self.dry_run else (), self.terms)
        with _shown(None if self.dry_run or not addition.reviews else self.into or self.target):
            self.desk.output.on_stdout().emit(view, nothing=None)


def _doubts(desk: Session, doubts: list[Any], reviews: Iterable[dict[str, Any]], terms: "Vocabulary") -> "View":

    drafts = list(reviews)
    records = imports.ask(doubts)
    return View(imports.DoubtRecord, records, lambda width: imports.page(records, drafts, terms))


def _recode(desk: Session, name: str, dry_run: bool) -> None:
    """Apply the vocabulary of today to a collection's automatic codes, and show what changed once it has."""
    from ...bulletin.recode import Difference, recoded
    from ...files.reading import read_bytes
    from ...files.writing import update
    from ...library import vocabularies

    terms = vocabularies.coding_vocabulary(desk.inputs.vocabularies)
    desk.output.check_format(imports.DifferenceRecord)
    target = desk.output.target
    if target is not None:
        desk.inputs.guard(target)
        if not desk.output.options.force:
            check_new(target)
    differences: list[Difference] = []
    is_written = False

    def change(data: bytes) -> bytes:
        nonlocal is_written
        new, differences[:] = recoded(data, name, terms)
        is_written = new != data and not dry_run
        return new

    if dry_run or _kind(name) is None:
        change(read_bytes(name))  # raises where there is no such file
    if not dry_run:
        update(name, change, note=desk.output.note)
    number = counted(len(differences), "code")
    desk.output.note(f"{number} {'would change' if dry_run else 'changed'} in {name}")
    if desk.inputs.vocabularies and differences:
        desk.output.note("what is coded by terms of your own is read with --vocabulary or CASEREVIEWS_VOCABULARY")
    records = imports.ask_differences(differences)
    with _shown(name if is_written else None):
        view = View(imports.DifferenceRecord, records, lambda width: imports.page_of_differences(records))
        desk.output.emit(view, nothing=None)


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


def _check_collection(name: str) -> None:
    """Raise UsageError for a name that no collection has."""
    if not name.lower().endswith(COLLECTION_ENDINGS) and _kind(name) != stat.S_IFDIR:
        raise UsageError(f"{path(name)} is no collection by its name", f"these end in {listed(COLLECTION_ENDINGS)}")


def _kind(name: str) -> int | None:
    """What kind of file the name is of; None where there is none. Raises OutputError where that cannot be told."""
    try:
        found = status_of(name)
    except (OSError, ValueError) as error:
        raise OutputError(f"{path(name)} cannot be reached: {reason(error)}") from error
    return stat.S_IFMT(found.st_mode) if found else None


def _others(folder: str) -> list[str]:
    """The files of a folder that are no bulletins by their names; none of what is no folder or cannot be read."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if entry.is_file())
    except (OSError, ValueError):
        return []
    return [
        name
        for name in names
        if not name.startswith(".") and not name.lower().endswith((*_ENDINGS, *COLLECTION_ENDINGS))
    ]
