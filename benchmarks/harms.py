"""How well harms are read in short texts that tell what happened: precision and recall, against labels given by hand.

    python benchmarks/harms.py                    # the passages that the rules are built with
    python benchmarks/harms.py FILE --misses      # those of a file, and all that differs

Every passage is invented: as the opening of a review, in many voices. Labels follow the vocabulary's definitions.
`kind` is what makes a passage hard, such as that somebody else's harm is told of too; the plain
ones are of kind `harm`.
benchmarks/harms_apart.jsonl is scored and never looked into. The second, third and fourth lot were written when the
rules were built with the first, and labelled before they were tried on them, as was harms_fresh.jsonl at the end.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import scoring
from casereviews.bulletin.draft import draft_of_codes
from casereviews.bulletin.drafter import Drafter
from casereviews.bulletin.layout.sections import Body
from casereviews.library import vocabularies
from casereviews.text import shorten
from imported import CHECK, share
from measuring import show
from scoring import Verdict, tally, wilson

BUILT_WITH = Path(__file__).with_suffix(".jsonl")


class Passage(NamedTuple):
    """A text with the harms of the child that it tells of."""

    kind: str
    text: str
    harms: tuple[str, ...]


def main() -> None:
    """Print the scores of a file."""
    options = argparse.ArgumentParser()
    options.add_argument("file", nargs="?", type=Path, default=BUILT_WITH)
    options.add_argument("--misses", action="store_true")
    chosen = options.parse_args()
    passages = read(chosen.file)
    verdicts = score(passages)
    kinds = dict.fromkeys(one.kind for one in passages)
    rows = [_row(kind, [one for one in verdicts if one.document == kind]) for kind in kinds]
    show(f"{chosen.file.stem}: {len(passages)} passages", HEAD, [*rows, _row("all", verdicts)])
    told = [one for one in verdicts if one.kind != "missed"]
    for name, asked in (("likely", False), ("check", True)):
        sums = tally(one for one in told if (one.confidence == CHECK) is asked)
        interval = wilson(sums.right, sums.right + sums.wrong)
        print(f"{name}: {sums.right + sums.wrong}, right {share(sums.precision, interval)}")
    if chosen.misses:
        for one in verdicts:
            if one.kind != "right":
                print(f"{one.document}: {one.value} {one.kind} {one.confidence or ''}\n    {shorten(one.review, 400)}")


HEAD = ["kind", "n", "wrong", "missed", "precision", "recall"]


def read(path: Path = BUILT_WITH) -> list[Passage]:
    """The passages of a file."""
    records = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [Passage(one["kind"], one["text"], tuple(one["harms"])) for one in records]


def score(passages: list[Passage]) -> list[Verdict]:
    """A verdict on each harm of each passage; what is called the document is its kind, and the review its text."""
    drafter = Drafter(vocabularies.coding_vocabulary())
    return [verdict for passage in passages for verdict in _verdicts(passage, drafter)]


def _verdicts(passage: Passage, drafter: Drafter) -> Iterator[Verdict]:
    titles = drafter.titles
    made = draft_of_codes(titles.read("Child Z"), Body(summary=passage.text), titles, drafter.coder).to_record()
    said = {item["value"]: item["confidence"] for item in made["evidence"] if item["field"] == "harms"}
    for value, kind in scoring.sorted_out(passage.harms, made.get("harms") or ()):
        yield Verdict(passage.kind, passage.text, "harms", value, kind, said.get(value))


def _row(kind: str, verdicts: list[Verdict]) -> list[str]:
    sums = tally(verdicts)
    right, wrong, missed = sums
    shares = (
        share(sums.precision, wilson(right, right + wrong)),
        share(sums.recall, wilson(right, right + missed)),
    )
    return [kind, *map(str, (right + missed, wrong, missed)), *shares]


if __name__ == "__main__":
    main()
