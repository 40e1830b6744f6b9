"""What is told of the collections that were asked."""

from __future__ import annotations

import hashlib
from pathlib import Path

import casereviews
from casereviews.answers import collected
from casereviews.store import Store


def written(folder: Path, **names: str) -> list[str]:
    """The paths of files of JSON Lines with reviews of such names, which say that they are of another collection."""
    for file, reviews in names.items():
        lines = (
            f'{{"id": "s/{it}", "name": "{it}", "title": "A review", "collection": "elsewhere"}}\n' for it in reviews
        )
        (folder / f"{file}.jsonl").write_text("".join(lines), "utf-8")
    return [str(folder / f"{file}.jsonl") for file in names]


def digest_of(store: Store, first: int, end: int) -> str:
    """The digest of the reviews from the first up to an end, as they are kept."""
    lines = [f"{record}\n" for (record,) in store.ask("SELECT record FROM record ORDER BY number")]
    return hashlib.sha256("".join(lines[first:end]).encode()).hexdigest()


def test_reviews_that_name_another_collection(tmp_path: Path) -> None:
    """They are of the file that they are in, as JSON Lines that were copied from elsewhere are."""
    with casereviews.open(*written(tmp_path, first="ab", second="c")) as collections:
        store = collections.store
        assert [review["collection"] for review in collections.reviews()] == ["elsewhere"] * 3
        found = [(one.id, one.reviews, one.digest) for one in collected.ask(store)]
        assert found == [("first", 2, digest_of(store, 0, 2)), ("second", 1, digest_of(store, 2, 3))]
        notes = collections.selection().about("elsewhere")
    named = [value for label, value in notes if label == "Collection"]
    assert named == ["first (first): 2 reviews", "second (second): 1 review"]


def test_a_review_in_two_files(tmp_path: Path) -> None:
    """Is of the first; where no review is left the digest is that of nothing."""
    with casereviews.open(*written(tmp_path, first="a", second="a", third="bc")) as collections:
        store = collections.store
        found = [(one.id, one.reviews, one.digest) for one in collected.ask(store)]
        digests = [digest_of(store, *span) for span in ((0, 1), (1, 1), (1, 3))]
    assert found == [*zip(("first", "second", "third"), (1, 0, 2), digests, strict=True)]
