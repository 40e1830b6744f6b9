"""Whatever text goes in: no error, no word lost, evidence that stands where it says, and a collection that can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casereviews import dataset, edits, library
from casereviews.bulletin import importing, source
from casereviews.bulletin.draft import Bulletin, Drafter
from casereviews.errors import DataError
from casereviews.model import SECTIONS

MODEST = settings(max_examples=60, deadline=None)
MANY = settings(max_examples=1_500, deadline=None, derandomize=False)

TERMS = library.vocabulary()
DRAFTER = Drafter(TERMS)
FOLDER = Path(__file__).resolve().parents[1] / "bulletins"
BULLETINS = {path.name: path.read_bytes() for path in sorted(FOLDER.glob("[bcd]*.txt"))}
TEXTS = {
    name: "\n".join(line.text for line in source.decode(data, name).lines) for name, data in BULLETINS.items()
}

LEAD_INS = set(
    """
    learning includes include included including focuses focus focused on themes lessons findings issues identified key
    main the of recommendations recommendation to for are made around partnership makes make made no but a number that
    covering background model keywords read download overview report executive summary other resources pdf
    lists sets out records tells what actions steps changes has have been were done taken already since among them following
    """.split()
)  # fmt: skip
"""The words that lead in a part, which may go: what they say is where the text after them stands."""

NUMBER = re.compile(r"\W*(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)](?!\w)", re.IGNORECASE)
"""What stands before an item of a list."""


def words(text: str) -> Counter[str]:
    return Counter(found.casefold() for found in re.findall(r"[^\W_]+", text))


def wanted(text: str) -> Counter[str]:
    """The words of a text that must not be lost."""
    found = words("\n".join(NUMBER.sub(" ", line, count=1) if NUMBER.match(line) else line for line in text.split("\n")))
    return Counter({word: count for word, count in found.items() if word not in LEAD_INS})


def kept(bulletin: Bulletin) -> Counter[str]:
    """The words of a bulletin that are in its records, or reported as belonging to none."""
    texts = [bulletin.title, bulletin.source, *(line.text for line in (*bulletin.heads, *bulletin.unplaced))]
    for review in bulletin.reviews:
        texts += [review["title"], review.get("summary"), *review.get("notes", ())]
        texts += [point["text"] for name in SECTIONS.values() for point in review.get(name, ())]
        texts += [resource["label"] for resource in review.get("resources", ())]
        # Whom a lead-in speaks to stands beside the agencies that were read in it.
        texts += [item["words"] for item in review["evidence"] if "words" in item and "start" not in item]
    return words("\n".join(filter(None, texts)))


def place(review: dict[str, Any], where: str) -> str:
    """The text that evidence names."""
    if where in ("title", "summary"):
        return str(review[where])
    held = review["notes"] if where[0] == "N" else review[SECTIONS[where[0]]]
    item = held[int(where[1:]) - 1]
    return str(item if where[0] == "N" else item["text"])


def check_evidence(review: dict[str, Any]) -> None:
    for item in review["evidence"]:
        assert item["confidence"] == ("check" if "why" in item else "sure")
        if "start" in item:
            assert item["words"], item
            assert place(review, item["where"])[item["start"] : item["end"]] == item["words"]


def check_written(found: Bulletin) -> None:
    """What is written is a collection without a problem, which says what the drafts say."""
    if not found.reviews:
        return
    gathered = importing.Gathered([found], [])
    reviews, doubles = importing.new_reviews(gathered, "home")
    assert len(reviews) + len(doubles) == len(found.reviews)
    ids = [review["id"] for review in reviews]
    assert len(set(ids)) == len(ids)
    text = edits.entries_of(importing.collection(gathered, "home", reviews))
    read = dataset.read(text.encode(), "collection.yaml", TERMS)
    assert [review.id for review in read.reviews] == ids
    for review, draft in zip(read.reviews, reviews, strict=True):
        assert review.title == draft["title"]
        assert review.summary == draft.get("summary")
        assert [statement.text for statement in review.statements] == [
            point["text"] for name in SECTIONS.values() for point in draft.get(name, ())
        ]
        assert review.notes == tuple(draft.get("notes", ()))
    doubts = importing.doubts(gathered, reviews)
    assert sum(doubt.field == "unplaced" for doubt in doubts) == len(found.unplaced)


def check(data: bytes) -> Bulletin | None:
    """Read bytes, and hold what comes of them against them; None where they are refused."""
    try:
        read = source.decode(data, "bulletin.txt")
    except DataError as error:
        assert len(error.problems) == 1
        return None
    text = "\n".join(line.text for line in read.lines)
    found = DRAFTER.read(read)
    lost = wanted(text) - kept(found)
    assert not lost, lost
    for review in found.reviews:
        check_evidence(review)
    check_written(found)
    return found
