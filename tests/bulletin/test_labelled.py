"""The importer against bulletins that were labelled by hand: the figures do not fall.

The floors stand a little below what was measured; `benchmarks/imported.py` prints the figures themselves. The real
bulletin is no part of the repository: where it lies beside the checkout, it is held against the bundled collection.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

import imported
from casereviews.bulletin import source
from casereviews.bulletin.drafter import Bulletin, Drafter
from casereviews.library import vocabularies

ROOT = Path(__file__).resolve().parents[2]

FLOORS = {
    "review": 1.0,
    "name": 0.96,
    "age": 0.96,
    "sex": 0.96,
    "incident_date": 0.96,
    "outcome": 0.96,
    "counts": 0.96,
    "statements": 0.96,
    "harms": 0.95,
    "themes": 0.88,
}
REAL = ROOT.parent / "shared" / "source" / "nspcc-repository-february-2022.txt"
SAME = (
    "name", "title", "review_type", "listed", "published", "area", "incident_date", "outcome", "children", "resources",
)  # fmt: skip


@pytest.fixture(scope="module")
def scores() -> imported.Scores:
    return imported.score(ROOT / "tests" / "bulletins")[0]


@pytest.mark.parametrize("field", FLOORS)
def test_the_figures_do_not_fall(scores: imported.Scores, field: str) -> None:
    assert imported.f1(scores[field]) >= FLOORS[field], imported.row(field, scores[field])


def test_nothing_is_scored_that_is_not_there(scores: imported.Scores) -> None:
    """Each label has its bulletin, and each field enough values that a figure means something."""
    folder = ROOT / "tests" / "bulletins"
    labels = {path.stem for path in folder.glob("*.yaml")}
    assert labels == {path.stem for path in folder.iterdir() if path.suffix in (".txt", ".html", ".htm")}
    assert len(labels) >= 29
    assert all(scores[field].total() >= 60 for field in FLOORS)


# --- How a score is made --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "wrong", "missed", "expected"),
    [(0, 0, 0, 1), (1, 0, 0, 1), (0, 1, 0, 0), (0, 0, 1, 0), (1, 1, 0, 2 / 3), (1, 0, 1, 2 / 3), (2, 1, 1, 2 / 3), (3, 1, 0, 6 / 7)],
)  # fmt: skip
def test_the_figure_is_the_harmonic_mean_of_precision_and_recall(
    right: int, wrong: int, missed: int, expected: float
) -> None:
    assert imported.f1(Counter(right=right, wrong=wrong, missed=missed)) == pytest.approx(expected)


def test_what_differs_is_counted_and_told() -> None:
    title = "Serious Case Review: Child T"
    labelled: Any = {
        "collection": {"listed": "2031-05"},
        "reviews": [
            {"name": "Child T", "title": title, "harms": ["neglect"], "learning": [{"text": "Look.", "themes": ["a", "b"]}]},
            {"name": "Child U", "title": "Child U"},
        ],
    }  # fmt: skip
    review: Any = {
        "name": "Child V", "title": title, "listed": "2031-05", "harms": ["neglect", "accident"],
        "learning": [{"text": "look", "themes": ["b", "c"]}],
    }  # fmt: skip
    scores: imported.Scores = {name: Counter() for name in imported.FIELDS}
    misses: list[imported.Miss] = []
    imported.compare(labelled, [review, {"name": "X", "title": "X"}], "place", scores, misses)
    assert {name: dict(+bag) for name, bag in scores.items() if bag.total()} == {
        "review": {"right": 1, "missed": 1, "wrong": 1},
        "name": {"wrong": 1, "missed": 1},
        "listed": {"right": 1},
        "counts": {"right": 1},
        "statements": {"right": 1},
        "harms": {"right": 1, "wrong": 1},
        "themes": {"right": 1, "wrong": 1, "missed": 1},
    }
    assert [(miss.place, miss.field) for miss in misses] == [
        ("place: Child T", "name"), ("place: Child T", "harms"), ("place: Child T", "themes"), ("place: Child U", "review"),
        ("place", "review"),
    ]  # fmt: skip


# --- The bulletin of the bundled collection -------------------------------------------------------


@pytest.fixture(scope="module")
def real() -> Bulletin:
    if not REAL.exists():
        pytest.skip("the bulletin itself is no part of the repository")
    return Drafter(vocabularies.coding_vocabulary()).read(source.read(str(REAL)))


@pytest.fixture(scope="module")
def curated() -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((ROOT / "data" / "reviews.yaml").read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506 - which makes text of everything
    return found


def stated(value: Any) -> Any:
    """A value of a YAML file that was read as text, without what is not stated."""
    if isinstance(value, dict):
        return {key: stated(one) for key, one in value.items() if stated(one) is not None}
    if isinstance(value, list):
        return [stated(one) for one in value]
    return None if value in ("null", None) else str(value)


def test_the_real_bulletin_gives_every_fact_of_the_bundled_reviews(real: Bulletin, curated: dict[str, Any]) -> None:
    about = curated["collection"]
    assert real.listed == about["listed"]
    assert stated({"reviews": real.headline_reviews, "topics": real.topics}) == about["headline"]
    assert real.unplaced == []
    assert real.doubts == []
    assert len(real.reviews) == len(curated["reviews"]) == 8
    for got, wanted in zip(real.reviews, curated["reviews"], strict=True):
        wanted = {"listed": about["listed"], **wanted}
        for field in SAME:
            assert stated(got.get(field)) == stated(wanted.get(field)), (wanted["name"], field)
        assert sorted(got["harms"]) == sorted(wanted["harms"]), wanted["name"]


def test_the_real_bulletin_gives_as_many_statements_in_each_section(real: Bulletin, curated: dict[str, Any]) -> None:
    """A section that the source lacks is missing; one that says that there are none is empty."""
    for got, wanted in zip(real.reviews, curated["reviews"], strict=True):
        for section in imported.SECTIONS:
            own = stated(wanted.get(section))
            assert (section in got) == (own is not None), (wanted["name"], section)
            assert len(got.get(section) or ()) == len(own or ()), (wanted["name"], section)


def test_the_themes_of_the_real_bulletin_are_near_to_the_curated_ones(real: Bulletin, curated: dict[str, Any]) -> None:
    bag: Counter[str] = Counter()
    for got, wanted in zip(real.reviews, curated["reviews"], strict=True):
        for section in imported.SECTIONS:
            for own, theirs in zip(stated(wanted.get(section)) or (), got.get(section) or (), strict=True):
                imported.add(bag, Counter(own["themes"]), Counter(theirs["themes"]))
    assert bag.total() > 50
    assert imported.f1(bag) >= 0.80, imported.row("themes", bag)
