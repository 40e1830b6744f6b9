"""How well documents are imported: precision and recall for each field, against labels given by hand.

    python benchmarks/imported.py                 # every set of tests/bulletins and tests/pages
    python benchmarks/imported.py FOLDER --misses # one folder, and all that differs
    python benchmarks/imported.py FOLDER --json   # the figures for a program
    python benchmarks/imported.py FOLDER --expected docs/import.md    # puts what to expect into a document

Each document of a folder that has a file NAME.yaml beside it is imported; labels.py tells what labels hold. Reviews are
the same by their names, else their titles, else the most equal points. A value is right where it is the one labelled.
Ages and sexes are those of a review's children together; a date is near where it may be the same, only less exact;
points are compared by their words, near ones too, and codes point by point.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import labels
import scoring
from casereviews.bulletin import importing, source
from casereviews.bulletin.drafter import Drafter
from casereviews.errors import DataError
from casereviews.library import vocabularies
from casereviews.model.sections import SECTIONS
from casereviews.text import shorten
from measuring import lines, show
from scoring import NEAR, Verdict, bootstrap, tally, wilson

TESTS = Path(__file__).parent.parent / "tests"
SETS = [
    TESTS / name
    for name in (
        "bulletins",
        "bulletins/apart",
        "pages/first",
        "pages/second",
        "pages/third",
        "pages/fourth",
        "pages/fifth",
        "pages/sixth",
        "pages/seventh",
        "pages/eighth",
        "pages/points",
    )
]
WIDTH = 99
"""How much of a remark is shown."""
CHECK = "check"
"""The confidence of what a person is to check."""


class Document(NamedTuple):
    """A document that was imported."""

    name: str
    verdicts: list[Verdict]
    labelled: int
    """How many reviews its labels have."""
    imported: int
    doubts: int
    """How many values there are to check."""
    furniture: list[str]
    """What must stand in no review."""
    standing: dict[str, str]
    """What of that does, and whether among the points or elsewhere."""
    failed: str | None
    """Why nothing could be read, if so."""


class Scored(NamedTuple):
    """A folder that was imported."""

    folder: str
    documents: list[Document]
    unknown: list[labels.Unknown]
    """The words of labels that are no terms."""
    alone: list[str]
    """Label files without a document."""

    @property
    def verdicts(self) -> list[Verdict]:
        """Those of all documents."""
        return [verdict for document in self.documents for verdict in document.verdicts]

    def of(self, field: str) -> list[Verdict]:
        """The verdicts on a field."""
        return [verdict for verdict in self.verdicts if verdict.field == field]


def main() -> None:
    """Print the scores of the folders named, or of every set."""
    options = argparse.ArgumentParser()
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--misses", action="store_true")
    options.add_argument("--json", action="store_true")
    options.add_argument("--expected", type=Path)
    chosen = options.parse_args()
    folders = [score(folder) for folder in chosen.folders or SETS]
    if chosen.expected:
        write_expected(folders[0], chosen.expected)
        return
    if chosen.json:
        print(json.dumps([as_json(scored) for scored in folders], indent=2, ensure_ascii=False))
        return
    for scored in folders:
        report(scored)
        if chosen.misses:
            print(*misses(scored), sep="\n")


def score(folder: Path) -> Scored:
    """Import the documents of a folder that have labels."""
    terms = vocabularies.coding_vocabulary()
    drafter = Drafter(terms)
    read = {path: labels.read(path, terms) for path in sorted(folder.glob("*.yaml"))}
    scored = _scored_fields(read.values())
    found = {path: labels.document(path) for path in read}
    documents = [_import(place, read[path], drafter, scored) for path, place in found.items() if place]
    unknown = [word for one in read.values() for word in one.unknown]
    return Scored(folder.name, documents, unknown, [path.name for path, place in found.items() if not place])


def _scored_fields(read: Iterable[labels.Labels]) -> set[str]:
    """The keys that some review has: a field that none has was not labelled."""
    reviews = [review for one in read for review in one.reviews]
    keys = {key for review in reviews for key in review}
    if any(review.get(section) == [] for review in reviews for section in SECTIONS.values()):
        keys.add("none made")
    return keys


def _import(path: Path, wanted: labels.Labels, drafter: Drafter, scored: set[str]) -> Document:
    """Import one document, by itself."""
    reviews: list[dict[str, Any]] = []
    doubts, failed = 0, None
    try:
        read = source.read(str(path))
        found = importing.Gathered([drafter.read(one) for one in (read, *read.attached)], [])
        reviews = scoring.of_children(wanted.reviews, importing.new_reviews(found, path.stem).reviews)
        doubts = len(importing.doubts(found, reviews))
    except DataError as error:
        failed = error.problems[0].message
    verdicts = list(scoring.judge(wanted, reviews, path.name, scored))
    standing = scoring.standing(wanted.furniture, wanted.reviews, reviews)
    return Document(path.name, verdicts, len(wanted.reviews), len(reviews), doubts, wanted.furniture, standing, failed)


# --- What is shown ----------------------------------------------------------------------------------


def report(scored: Scored) -> None:
    """Print the tables of a folder, none wider than 100 columns, and what is to be known besides."""
    counts = [sum(column) for column in zip(*((one.labelled, one.imported) for one in scored.documents), strict=True)]
    labelled, imported = counts or (0, 0)
    title = f"{scored.folder}: {len(scored.documents)} documents, {labelled} reviews labelled, {imported} imported"
    head = ["field", "n", "wrong", "missed", "precision", "recall", "F1"]
    show(title, head, list(rows(scored)))
    show("By what the evidence says", ["field", "likely", "right", "check", "right"], list(said_rows(scored)))
    show("By probability", ["probability", "n", "said", "right"], list(band_rows(scored)))
    for line in remarks(scored):
        print(f"{line[:WIDTH]}…" if len(line) > WIDTH else line)
    print()


def rows(scored: Scored) -> Iterator[list[str]]:
    """A line for each field that was scored: counts, and shares with their 95 % intervals."""
    for field in scoring.FIELDS:
        verdicts = scored.of(field)
        if not verdicts:
            continue
        sums = tally(verdicts)
        right, wrong, missed = sums
        shares = (
            share(sums.precision, wilson(right, right + wrong)),
            share(sums.recall, wilson(right, right + missed)),
            share(sums.f1, bootstrap(verdicts)),
        )
        yield [field, *map(str, (right + missed, wrong, missed)), *shares]


def said_rows(scored: Scored) -> Iterator[list[str]]:
    """A line for each field with evidence, and one for all: how much is right of what is likely, and of the rest."""
    told = [verdict for verdict in scored.verdicts if verdict.confidence and not verdict.field.endswith(NEAR)]
    for field in (*scoring.FIELDS, "all"):
        verdicts = [verdict for verdict in told if field in (verdict.field, "all") and verdict.kind != "missed"]
        if verdicts:
            cells = (_said([one for one in verdicts if (one.confidence == CHECK) is asked]) for asked in (False, True))
            yield [field, *(cell for pair in cells for cell in pair)]


def _said(verdicts: Sequence[Verdict]) -> tuple[str, str]:
    sums = tally(verdicts)
    shown = share(sums.precision, wilson(sums.right, len(verdicts))) if verdicts else ""
    return str(len(verdicts)), shown


def band_rows(scored: Scored) -> Iterator[list[str]]:
    """A line for each fifth of what codes say of how probable they are."""
    for band in scoring.bands(scored.verdicts):
        span = f"{band.least:.1f} to {band.least + 1 / scoring.BANDS:.1f}"
        yield [span, str(band.n), f"{band.told:.2f}", share(band.right / band.n, wilson(band.right, band.n))]


def remarks(scored: Scored) -> Iterator[str]:
    """What no table has: furniture, doubts, documents that gave nothing, and what is wrong with the labels."""
    documents = scored.documents
    standing = [(one.name, place, text) for one in documents for text, place in one.standing.items()]
    points = sum(place == "points" for _, place, _ in standing)
    whole = sum(len(one.furniture) for one in documents)
    yield f"furniture in a review: {len(standing)} of {whole}, {points} of them among the points"
    yield from (f"    {name}: {place}: {text}" for name, place, text in standing)
    nothing = [one for one in documents if one.labelled and not one.imported]
    yield f"documents that gave nothing: {len(nothing)} of {sum(one.labelled > 0 for one in documents)}"
    yield from (f"    {one.name}{f': {one.failed}' if one.failed else ''}" for one in nothing)
    doubts = sorted(one.doubts for one in documents)
    if doubts:
        yield f"doubts: {sum(doubts)}; a document {doubts[len(doubts) // 2]} in the middle, {doubts[-1]} at most"
        worst = sorted(documents, key=lambda one: -one.doubts)[:_MOST_DOUBTS]
        yield from (f"    {one.name}: {one.doubts} for {one.imported} reviews" for one in worst if one.doubts)
    for place, field, word, why in scored.unknown:
        yield f"not scored, for the label's word is {why}: {place}: {field}: {word}"
    yield from (f"labels without a document: {name}" for name in scored.alone)


_MOST_DOUBTS = 5  # documents that are named


def misses(scored: Scored) -> Iterator[str]:
    """A line for each value that is not right; of what is not even near, one."""
    wrong = [one for one in scored.verdicts if one.kind != "right"]
    near = {one._replace(field=one.field.removesuffix(NEAR)) for one in wrong if one.field.endswith(NEAR)}
    for one in wrong:
        if one not in near:
            yield shorten(f"{one.document}: {one.review}: {one.field} {one.kind}: {one.value}", 200)
    yield ""


def share(value: float, interval: tuple[float, float]) -> str:
    """A share with its interval."""
    least, most = (f"{bound:.2f}".removeprefix("0").replace("1.00", "1.0") for bound in interval)
    return f"{value:.2f} ({least}–{most})"


def write_expected(scored: Scored, path: Path) -> None:
    """Put what to expect of each field between the marks of a document."""
    head, _, rest = path.read_text("utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    if not tail:
        raise SystemExit(f"{path} has no {BEGIN.strip()} with {END.strip()} behind it")
    path.write_text(head + BEGIN + "\n".join(expected(scored)) + END + tail, "utf-8")


BEGIN, END = "<!-- begin measured -->\n", "\n<!-- end measured -->"
EXPECTED = {
    "review": "reviews",
    "name": "name",
    "review_type": "type of review",
    "area": "area",
    "published near": "published",
    "incident_date near": "date of the incident",
    "age": "ages",
    "sex": "sexes",
    "outcome": "outcome",
    "harms": "harms",
    "points": "points, word for word",
    "points near": "points, nearly",
    "themes": "themes of points that were read",
}
"""The fields whose figures people are told, in words."""


def expected(scored: Scored) -> Iterator[str]:
    """The lines of what to expect, for people who import."""
    found = sum(one.imported for one in scored.documents)
    labelled = sum(one.labelled for one in scored.documents)
    yield f"{len(scored.documents)} documents, {labelled} reviews in them, {found} imported."
    yield ""
    rows = [
        [
            label,
            str(sums.right + sums.missed),
            _percent(sums.right, sums.right + sums.wrong),
            _percent(sums.right, sums.right + sums.missed),
            *_reliance(scored, field),
        ]
        for field, label in EXPECTED.items()
        if (sums := tally(scored.of(field))) != (0, 0, 0)
    ]
    yield from lines(["", "n", "precision", "recall", "likely", "check"], rows)
    yield ""
    standing = sum(len(one.standing) for one in scored.documents)
    nothing = sum(one.labelled > 0 and not one.imported for one in scored.documents)
    yield (
        f"Of {sum(len(one.furniture) for one in scored.documents)} pieces of furniture, as menus and signatures, "
        f"{standing} stood in a review; {nothing} document{'' if nothing == 1 else 's'} gave nothing."
    )


def _reliance(scored: Scored, field: str) -> Iterator[str]:
    """How much of what is likely and of what is to be checked is right, each of how many."""
    told = [one for one in scored.of(field) if one.confidence and one.kind != "missed"]
    for asked in (False, True):
        right, wrong, _ = tally(one for one in told if (one.confidence == CHECK) is asked)
        yield f"{_percent(right, right + wrong)} of {right + wrong}" if right + wrong else ""


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else ""


def as_json(scored: Scored) -> dict[str, Any]:
    """The figures as JSON has them."""
    fields = {field: scored.of(field) for field in scoring.FIELDS}
    return {
        "folder": scored.folder,
        "fields": {field: _field(verdicts) for field, verdicts in fields.items() if verdicts},
        "probability": [band._asdict() for band in scoring.bands(scored.verdicts)],
        "documents": [
            {**one._asdict(), "verdicts": [verdict._asdict() for verdict in one.verdicts]} for one in scored.documents
        ],
        "unknown": [word._asdict() for word in scored.unknown],
        "without_document": scored.alone,
    }


def _field(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """The figures of a field."""
    sums = tally(verdicts)
    told = [verdict for verdict in verdicts if verdict.confidence and verdict.kind != "missed"]
    return {
        **sums._asdict(),
        **{name: getattr(sums, name) for name in ("precision", "recall", "f1")},
        "precision_interval": wilson(sums.right, sums.right + sums.wrong),
        "recall_interval": wilson(sums.right, sums.right + sums.missed),
        "f1_interval": bootstrap(verdicts),
        "likely": tally(one for one in told if one.confidence != CHECK)._asdict(),
        "check": tally(one for one in told if one.confidence == CHECK)._asdict(),
    }


if __name__ == "__main__":
    main()
