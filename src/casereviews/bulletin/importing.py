"""The whole import: from bulletins to the reviews that are new, in a new collection or added to one that is there."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from ..coding.doubts import open_values
from ..coding.evidence import place_of, points_of
from ..editing import edits
from ..errors import DataError, Problem, UsageError
from ..files.reading import COLLECTION_ENDINGS, expand, read_bytes
from ..files.writing import check_not_read, update, write
from ..library import vocabularies
from ..model.reviews import Review
from ..model.sections import SECTIONS, STATEMENTS
from ..reading import dataset
from ..text import counted, listed, path, slugify
from ..vocabulary import Vocabulary
from . import source, targets
from .comparison import Addition, Comparison, Double
from .drafter import Bulletin, Doubt, Drafter, Unplaced
from .source.lines import ENDINGS, Aside
from .texts import Record

_LONG_RUN = 3
"""The fewest lines that belong to no review of which one doubt is made."""
_A_PLAN = 2  # the fewest recommendations and actions of a document that is a plan
_TITLE = 'as "Serious case review: Child K"'
_WITH_TITLE = f"write its title above them, {_TITLE}, or import its report"
_NO_REVIEW = (
    "contains no review: nothing in it tells of a child under a title; "
    f"give each review a title on a line of its own, {_TITLE}, and its text below it (casereviews help import)"
)
_NEXT = 3  # lines after one, at which the next of a run may stand: others may be empty


class Gathered(NamedTuple):
    """What bulletins gave."""

    bulletins: list[Bulletin]
    problems: list[Problem]
    """Of the files that could not be read."""

    @property
    def reviews(self) -> list[tuple[str, Record]]:
        """Each review, without an id, with the file of its bulletin."""
        return [(bulletin.file, review) for bulletin in self.bulletins for review in bulletin.reviews]

    @property
    def unplaced(self) -> list[Unplaced]:
        """The lines that belong to no review."""
        return [line for bulletin in self.bulletins for line in bulletin.unplaced]


class Import(NamedTuple):
    """What an import came to."""

    bulletins: list[Bulletin]
    """Those that were read."""
    problems: list[Problem]
    """Why the others could not be."""
    reviews: list[Record]
    """What is new, each with the id that it has in the collection."""
    doubles: list[Double]
    """What is there already, and was not imported again."""
    doubts: list[Doubt]
    """What a person is to check; where nothing is new there is nothing to check again."""
    to_check: int
    """How many values `check` lists of what is new: also what nothing was read of, and no line that has no review."""
    collection: Record | None
    """The new collection, as a file has it; None where reviews are added to one that is there, or none was read."""
    written: str | None
    """The file that was written, if one was."""
    terms: Vocabulary
    """The vocabulary by which the reviews are coded."""

    @property
    def is_something(self) -> bool:
        """Whether anything is new: a review, or what the evidence of one that is there has besides."""
        return not Addition(self.reviews, self.doubles).is_nothing

    @property
    def tally(self) -> str:
        """How many reviews and statements are new, in words."""
        counts = {name: sum(len(review.get(name) or ()) for review in self.reviews) for name in SECTIONS.values()}
        return dataset.tally({"reviews": len(self.reviews), **counts})

    def text(self, form: str) -> Iterator[str]:
        """The new collection as text: `yaml`, `json` or `jsonl`, which holds the reviews alone; nothing without one."""
        return text_of(self.collection, form) if self.collection else iter(())


def import_bulletins(
    files: Sequence[str],
    *,
    into: str | None = None,
    output: str | None = None,
    vocabulary: Sequence[str] = (),
    dry_run: bool = False,
    force: bool = False,
    note: Callable[[str], None] | None = None,
    complain: Callable[[Problem], None] | None = None,
    progress: Callable[[float, int], None] | None = None,
) -> Import:
    """Import bulletins: files, folders of them, or `-` for standard input.

    What is new is added `into` a collection that is there, or makes a new one, which is written to `output`; with
    neither, or with `dry_run`, nothing is written. `output` may replace a file only with `force`. `vocabulary` names
    files of terms of one's own. `note` is told what a person may want to know on the way, `complain` of each file that
    cannot be read before anything is written, and `progress` of the share that is read and how many reviews that is.

    Raises UsageError for names that contradict each other or are no collection's, DataError where a vocabulary or the
    collection cannot be read, and OutputError where nothing could be written.
    """
    _check(files, into, output, force or dry_run)
    terms = vocabularies.coding_vocabulary(vocabulary)
    names, found = _read(files, terms, note, complain, progress)
    addition, made = Addition([], []), None
    if into is not None and found.bulletins:
        addition = _add_into(found, into, terms, dry_run, note)
    elif found.bulletins:
        home = _identity(files, output)
        addition = new_reviews(found, home)
        made = collection(found, home, addition.reviews)
    if output is not None and made and not dry_run:
        read = [(name, "bulletin") for name in names] + [(name, "vocabulary") for name in vocabulary]
        _write_new(made, output, read, force)
    written = (output if into is None else into) if (made or not addition.is_nothing) and not dry_run else None
    check = [] if addition.is_nothing else doubts(found, *addition)
    return Import(found.bulletins, found.problems, *addition, check, to_check(addition), made, written, terms)


def _check(files: Sequence[str], into: str | None, output: str | None, may_replace: bool) -> None:
    """Raise UsageError, or OutputError, where what is asked for could not be done."""
    if not files:
        raise UsageError("name a bulletin to import", "- is standard input")
    if into is not None and output is not None:
        raise UsageError("--into and --output contradict each other", "--into adds to a collection, --output makes one")
    if into is not None:
        targets.check_into(into)
    if output is not None:
        targets.check_output(output, may_replace)


def _read(
    files: Sequence[str],
    terms: Vocabulary,
    note: Callable[[str], None] | None,
    complain: Callable[[Problem], None] | None,
    progress: Callable[[float, int], None] | None,
) -> tuple[list[str], Gathered]:
    """The names of the bulletins that files and folders are, and what those gave, with every file's problems."""
    names, problems = expand(files, ENDINGS, "bulletin")
    if note:
        _note_others(files, names, note)
    found = gather(names, terms, progress)
    problems += found.problems
    if complain:
        for problem in problems:
            complain(problem)
    return names, found._replace(problems=problems)


def _note_others(folders: Sequence[str], names: Sequence[str], note: Callable[[str], None]) -> None:
    """Tell of the folders some of whose files are no bulletins by their names."""
    for folder in folders:
        others = _others(folder)
        if others and any(os.path.dirname(name) == folder for name in names):
            note(f"{folder}: skipped, as no bulletin has such an ending: {listed(others, 'and')}")


def _others(folder: str) -> list[str]:
    """The files of a folder that are no bulletins by their names; none of what is no folder or cannot be read."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if entry.is_file())
    except (OSError, ValueError):
        return []
    known = (*ENDINGS, *COLLECTION_ENDINGS)
    return [name for name in names if not name.startswith(".") and not name.lower().endswith(known)]


def _add_into(
    found: Gathered, name: str, terms: Vocabulary, dry_run: bool, note: Callable[[str], None] | None
) -> Addition:
    """What is new to the collection in a file, added to it unless the run is dry."""
    done: list[Addition] = []

    def change(data: bytes) -> bytes:
        new, addition = add(found, data, name, terms)
        done.append(addition)
        return new

    if dry_run:
        change(read_bytes(name))
    else:
        update(name, change, note=note)
    return done[-1]


def _write_new(made: Record, output: str, read: Iterable[tuple[str, str]], force: bool) -> None:
    """Write a new collection to a file, which is none of those that are read."""
    check_not_read(output, read)
    text = text_of(made, targets.format_of(output) or "yaml")
    write(output, (piece.encode("utf-8", "replace") for piece in text), force)


def _identity(files: Sequence[str], output: str | None) -> str:
    """The id of a new collection: the name of its file, or of the first bulletin's."""
    name = output or next((name for name in files if name != "-"), "")
    return slugify(os.path.splitext(os.path.basename(os.path.normpath(name)))[0]) or "imported"


def gather(names: Sequence[str], terms: Vocabulary, progress: Callable[[float, int], None] | None = None) -> Gathered:
    """Read the bulletins in files; `progress` is told the share that is done, and how many reviews were found."""
    drafter: Drafter | None = None  # which takes time to make, and is of no use where no file can be read
    bulletins: list[Bulletin] = []
    problems: list[Problem] = []
    found = 0

    def tell(number: int, so_far: int, done: float) -> None:
        if progress:
            progress((number - 1 + done) / len(names), so_far)

    for number, name in enumerate(names, 1):
        if name.lower().endswith(COLLECTION_ENDINGS):
            problems.append(Problem.of_file(path(name), "is named like a collection, not like a bulletin"))
            continue
        try:
            read = source.read(name)
            drafter = drafter or Drafter(terms)
            held = [drafter.read(one, partial(tell, number, found)) for one in (read, *read.attached) if one.lines]
        except DataError as error:
            problems += error.problems
        else:
            problems += read.problems
            bulletins += _with_others(held)
            found += sum(len(bulletin.reviews) for bulletin in held)
            if not any(bulletin.reviews for bulletin in held):
                problems.append(Problem.of_file(path(read.file), _no_review(read, held)))
        tell(number, found, 1.0)
    return Gathered(bulletins, problems)


def _no_review(read: source.Source, held: Iterable[Bulletin]) -> str:
    """Why a file gives nothing, with what of it could not be read; and what to do with an action plan alone."""
    reason = _NO_REVIEW
    alone = Counter[str]()
    for bulletin in held:
        alone.update(bulletin.alone)
    if alone.total() >= _A_PLAN:
        told = listed([counted(number, section.removesuffix("s")) for section, number in alone.items()], "and")
        reason = f"contains no review: it has {told}, and does not say of which review; {_WITH_TITLE}"
    unread = [aside.what for one in (read, *read.attached) for aside in one.asides if not aside.lines]
    return f"{reason}; left aside: {listed(unread, 'and')}" if unread else reason


def _with_others(held: Sequence[Bulletin]) -> list[Bulletin]:
    """Of a message and its documents those that have reviews; the first tells what the others left aside."""
    found = [bulletin for bulletin in held if bulletin.reviews]
    for other in held:
        if found and not other.reviews:
            asides = [Aside(f"{what} of {other.file}", lines) for what, lines in other.asides]
            unplaced = [*found[0].unplaced, *other.unplaced]
            found[0] = found[0]._replace(unplaced=unplaced, asides=[*asides, *found[0].asides])
    return found


def new_reviews(found: Gathered, home: str, present: Iterable[Review] = ()) -> Addition:
    """The reviews that are not among those present, nor twice in the bulletins, each with an id of its own.

    One of which that is not sure has the doubt in the evidence of its name. `home` is the id of the collection, for
    reviews of which no month or year is known.
    """
    return Comparison(found.reviews, present).addition(home)


def add(found: Gathered, data: bytes, file: str, terms: Vocabulary) -> tuple[bytes, Addition]:
    """The bytes of a collection with what is new in bulletins, and what that is. Raises DataError.

    `file` is the collection's name.
    """
    reading = dataset.Reading(file, data, terms, dataset.Ids())
    comparison = Comparison(found.reviews, reading)
    if reading.problems or reading.about is None:
        raise DataError(reading.problems)
    addition = comparison.addition(reading.about.id)
    changes = [*comparison.changes(addition.doubles)]
    if changes:
        data = edits.replace(data, file, changes)
    return edits.append(data, file, addition.reviews), addition


def doubts(found: Gathered, reviews: Sequence[Record], doubles: Iterable[Double] = ()) -> list[Doubt]:
    """Everything that a person is to check, in the order in which it stands in the bulletins.

    First the doubts of the bulletins themselves; then those of each review, and what nothing was read of in it; then
    the lines that belong to no review.
    """
    new = {review["id"] for review in reviews}
    listed = [
        doubt._replace(why=f"{path(bulletin.file)}: {doubt.why}")
        for bulletin in found.bulletins
        for doubt in bulletin.doubts
    ]
    listed += [_doubt(double.id, double.evidence) for double in doubles if double.evidence and double.id not in new]
    listed = list(dict.fromkeys(listed))  # those of reviews may be the same in two statements
    for review in reviews:
        checks = [item for item in review["evidence"] if item["confidence"] == "check"]
        told = dict.fromkeys((place_of(item), _doubt(review["id"], item)) for item in checks)
        listed += [*(doubt for _, doubt in told), *_unread(review)]
    return listed + [_unplaced(run) for bulletin in found.bulletins for run in _runs(bulletin.unplaced)]


def to_check(addition: Addition) -> int:
    """How many values of the reviews of an addition are open, and of those that were there already."""
    new = {review["id"] for review in addition.reviews}
    others = sum(bool(double.evidence) and double.id not in new for double in addition.doubles)
    return others + sum(len(open_values(_whole(review))) for review in addition.reviews)


def _whole(review: Record) -> Record:
    """A review as records have it, with what a file leaves out."""
    fields = (*Review._fields, *STATEMENTS)
    whole = {**dict.fromkeys(fields), **review}
    whole["children"] = review.get("children") and [{"age": None, **child} for child in review["children"]]
    for section in STATEMENTS:
        points = review.get(section)
        whole[section] = points and [{"themes": None, "agencies": None, **point} for point in points]
    whole["evidence"] = [{"where": None, **item} for item in review["evidence"]]
    whole["notes"] = review.get("notes") or []
    return whole


def _doubt(identity: str, item: Record) -> Doubt:
    """The doubt of a review that evidence has."""
    return Doubt(identity, item["field"], item["value"], item["why"], item.get("words"))


def _unread(review: Record) -> Iterator[Doubt]:
    """What nothing was read of in a review: fields of its own, and the themes of statements, which are the words."""
    whole = _whole(review)
    points = points_of(whole)
    for one in open_values(whole):
        if one.evidence is None:
            words = points[one.where]["text"] if one.where else None
            yield Doubt(review["id"], one.field, one.value, one.why, words)


def _runs(unplaced: Sequence[Unplaced]) -> Iterator[list[Unplaced]]:
    """The lines that belong to no review, each by itself; those of a longer run that follow each other together."""
    run: list[Unplaced] = []
    files = list(dict.fromkeys(line.file for line in unplaced))  # a message, and then what is attached to it
    for line in sorted(unplaced, key=lambda line: (files.index(line.file), line.line)):  # a page's stay in their order
        if run and (line.file != run[-1].file or line.line - run[-1].line > _NEXT):
            yield from [run] if len(run) >= _LONG_RUN else ([one] for one in run)
            run = []
        run.append(line)
    yield from [run] if len(run) >= _LONG_RUN else ([one] for one in run)


def _unplaced(run: Sequence[Unplaced]) -> Doubt:
    first, last = run[0], run[-1]
    where = f"{first.unit} {first.line}" if first.line == last.line else f"{first.unit}s {first.line} to {last.line}"
    if first.unit == "page":  # of which the rest may belong to reviews
        where = f"{counted(len(run), 'line')} on {where}"
    why = f"{where} of {path(first.file)} {'belongs' if len(run) == 1 else 'belong'} to no review"
    return Doubt(None, "unplaced", first.text, why, " / ".join(line.text for line in run))


def collection(found: Gathered, identity: str, reviews: Sequence[Record]) -> Record:
    """A new collection of reviews, as a file has it."""
    about: Record = {"id": identity}
    if len(found.bulletins) == 1:
        only = found.bulletins[0]
        headline = {"reviews": only.headline_reviews, "topics": only.topics}
        headline = {key: value for key, value in headline.items() if value is not None}
        stated: Record = {
            "title": only.title, "listed": only.listed, "source": only.source, "headline": headline or None
        }  # fmt: skip
        about |= {key: value for key, value in stated.items() if value is not None}
    else:
        about["title"] = f"{len(found.bulletins)} bulletins"
    return {"collection": {**about, "coding": "automatic"}, "reviews": list(reviews)}


def text_of(made: Record, form: str) -> Iterator[str]:
    """A new collection as text: `yaml`, `json` or `jsonl`, which holds the reviews alone."""
    if form == "jsonl":
        yield from (json.dumps(review, ensure_ascii=False) + "\n" for review in made["reviews"])
    elif form == "json":
        yield json.dumps(made, ensure_ascii=False, indent=2) + "\n"
    else:
        yield edits.entries_of({"collection": made["collection"]}) + "\nreviews:\n"
        for review in made["reviews"]:
            yield "\n" + edits.lines_of(review, 2)
