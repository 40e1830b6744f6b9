"""How well bulletins are imported: precision and recall for each field, against labels given by hand.

    python benchmarks/imported.py                 # both sets of tests/bulletins, and the one kept apart
    python benchmarks/imported.py FOLDER --misses # one folder, and all that differs

A value is right where it is the one labelled. Ages and sexes are those of a review's children together. Themes and
agencies are compared statement by statement, statements by their words, and counts section by section.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from casereviews.bulletin import source
from casereviews.bulletin.drafter import Drafter
from casereviews.library import vocabularies
from casereviews.text import fold

HERE = Path(__file__).parent.parent / "tests" / "bulletins"
SECTIONS = ("learning", "recommendations", "actions")
SINGLE = ("name", "review_type", "published", "listed", "area", "incident_date", "outcome")
FIELDS = (
    "review", *SINGLE, "age", "sex", "summary", "counts", "statements", "harms", "factors", "themes", "agencies",
    "resources", "notes",
)  # fmt: skip

Record = dict[str, Any]
Scores = dict[str, Counter[str]]


class Miss(NamedTuple):
    """A value that differs."""

    place: str
    field: str
    wanted: Any
    got: Any


def main() -> None:
    """Print the scores of the folders named, or of both sets."""
    options = argparse.ArgumentParser()
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--misses", action="store_true")
    chosen = options.parse_args()
    for folder in chosen.folders or (HERE, HERE / "apart"):
        scores, misses, count = score(folder)
        print(f"{folder.name}: {count} bulletins, {scores['review']['right'] + scores['review']['missed']} reviews\n")
        print(
            "| field | precision | recall | F1 | right | wrong | missed |\n| --- | --: | --: | --: | --: | --: | --: |"
        )
        for name in FIELDS:
            print(row(name, scores[name]))
        print()
        if chosen.misses:
            for miss in misses:
                print(
                    f"{miss.place}  {miss.field}\n    labelled {miss.wanted}\n    imported {miss.got}", file=sys.stdout
                )


def score(folder: Path) -> tuple[Scores, list[Miss], int]:
    """The scores of the bulletins in a folder, what differs, and how many they are."""
    drafter = Drafter(vocabularies.coding_vocabulary())
    scores: Scores = {name: Counter() for name in FIELDS}
    misses: list[Miss] = []
    labels = sorted(folder.glob("*.yaml"))
    for path in labels:
        labelled = yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506 - which makes text of everything
        bulletin = next(place for place in path.parent.glob(f"{path.stem}.*") if place != path)
        compare(labelled, drafter.read(source.read(str(bulletin))).reviews, path.stem, scores, misses)
    return scores, misses, len(labels)


def compare(labelled: Record, imported: list[Record], place: str, scores: Scores, misses: list[Miss]) -> None:
    """Add the scores of one bulletin. Reviews are those of the same title, in their order."""
    listed = labelled.get("collection", {}).get("listed")
    rest = list(imported)
    for wanted in labelled["reviews"]:
        got = next((review for review in rest if fold(review["title"]) == fold(wanted["title"])), None)
        where = f"{place}: {wanted['name']}"
        if got is None:
            scores["review"]["missed"] += 1
            misses.append(Miss(where, "review", wanted["title"], [review["title"] for review in rest]))
            continue
        rest.remove(got)
        scores["review"]["right"] += 1
        for name, mine, theirs in values({"listed": listed, **wanted}, got):
            add(scores[name], mine, theirs)
            if mine != theirs:
                misses.append(Miss(where, name, sorted((mine - theirs).elements()), sorted((theirs - mine).elements())))
    scores["review"]["wrong"] += len(rest)
    misses += [Miss(place, "review", None, review["title"]) for review in rest]


def values(wanted: Record, got: Record) -> Iterator[tuple[str, Counter[str], Counter[str]]]:
    """Each field, with the values labelled and those imported."""
    for name in SINGLE:
        yield name, single(wanted.get(name)), single(got.get(name))
    for name in ("age", "sex"):
        yield name, of_children(wanted, name), of_children(got, name)
    yield "summary", single(wanted.get("summary")), single(got.get("summary"))
    for name in ("harms", "factors"):
        yield name, Counter(wanted.get(name) or ()), Counter(got.get(name) or ())
    for name in SECTIONS:
        yield "counts", counted(wanted, name), counted(got, name)
    yield "statements", Counter(list(statements(wanted))), Counter(list(statements(got)))
    mine, theirs = statements(wanted), statements(got)
    for name in ("themes", "agencies"):
        for text in mine.keys() & theirs.keys():
            yield name, Counter(mine[text].get(name) or ()), Counter(theirs[text].get(name) or ())
    yield "resources", resources(wanted), resources(got)
    yield "notes", Counter(map(plain, wanted.get("notes") or ())), Counter(map(plain, got.get("notes") or ()))


def single(value: Any) -> Counter[str]:
    """A value, as a bag of one or none."""
    return Counter([plain(value)] if value not in (None, "null") else [])


def of_children(review: Record, name: str) -> Counter[str]:
    """The ages or the sexes of a review's children."""
    found = (child.get(name) for child in review.get("children") or () if isinstance(child, dict))
    return Counter(str(value) for value in found if value not in (None, "null"))


def counted(review: Record, section: str) -> Counter[str]:
    """How many statements a section has, where there is one."""
    return Counter([f"{section} {len(review[section] or ())}"] if review.get(section) not in (None, "null") else [])


def statements(review: Record) -> dict[str, Record]:
    """The statements by their words."""
    return {plain(item["text"]): item for name in SECTIONS for item in review.get(name) or () if item != "null"}


def resources(review: Record) -> Counter[str]:
    """What there is to read."""
    return Counter(
        " ".join(str(item[key]) for key in ("label", "format", "url") if item.get(key) not in (None, "null"))
        for item in review.get("resources") or ()
    )


def plain(text: Any) -> str:
    """Words for comparing: quotation marks, hyphens, spaces and a full stop at the end do not matter."""
    return fold(str(text)).rstrip(". ")


def add(bag: Counter[str], wanted: Counter[str], got: Counter[str]) -> None:
    """Add what is right, wrong and missed."""
    bag["right"] += (wanted & got).total()
    bag["wrong"] += (got - wanted).total()
    bag["missed"] += (wanted - got).total()


def ratio(part: int, whole: int) -> float:
    """A share; 1 of nothing."""
    return part / whole if whole else 1.0


def f1(bag: Counter[str]) -> float:
    """The harmonic mean of precision and recall."""
    return ratio(2 * bag["right"], 2 * bag["right"] + bag["wrong"] + bag["missed"])


def row(name: str, bag: Counter[str]) -> str:
    """A line of the table."""
    precision = ratio(bag["right"], bag["right"] + bag["wrong"])
    recall = ratio(bag["right"], bag["right"] + bag["missed"])
    counts = " | ".join(str(bag[name]) for name in ("right", "wrong", "missed"))
    return f"| {name} | {precision:.3f} | {recall:.3f} | {f1(bag):.3f} | {counts} |"


if __name__ == "__main__":
    main()
