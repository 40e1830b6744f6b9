"""The importer against bulletins that were labelled by hand: the figures do not fall.

The floors stand a little below what was measured; `benchmarks/imported.py` prints the figures themselves. The real
bulletin is no part of the repository: where it lies beside the checkout, it is held against the bundled collection.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import imported
from casereviews.bulletin import source
from casereviews.bulletin.drafter import Bulletin, Drafter
from casereviews.library import vocabularies
from casereviews.model.sections import SECTIONS
from scoring import Tally, tally

ROOT = Path(__file__).resolve().parents[2]

FLOORS = {
    "review": 1.0,
    "name": 0.96,
    "age": 0.96,
    "sex": 0.96,
    "incident_date": 0.96,
    "outcome": 0.96,
    "none made": 0.96,
    "points": 0.96,
    "section": 0.96,
    "harms": 0.95,
    "themes": 0.88,
}
REAL = ROOT.parent / "shared" / "source" / "nspcc-repository-february-2022.txt"
SAME = (
    "name", "title", "review_type", "listed", "published", "area", "incident_date", "outcome", "children", "resources",
)  # fmt: skip


@pytest.fixture(scope="module")
def scored() -> imported.Scored:
    return imported.score(ROOT / "tests" / "bulletins")


@pytest.mark.parametrize("field", FLOORS)
def test_the_figures_do_not_fall(scored: imported.Scored, field: str) -> None:
    sums = tally(scored.of(field))
    assert sums.f1 >= FLOORS[field], sums


def test_nothing_is_scored_that_is_not_there(scored: imported.Scored) -> None:
    """Each label has its bulletin, its words are terms, and each field has enough values that a figure means something."""
    folder = ROOT / "tests" / "bulletins"
    labels = {path.stem for path in folder.glob("*.yaml")}
    assert labels == {path.stem for path in folder.iterdir() if path.suffix in (".txt", ".html", ".htm")}
    assert len(labels) == len(scored.documents) >= 29
    assert (scored.unknown, scored.alone) == ([], [])
    assert all(sum(tally(scored.of(field))) >= (20 if field == "none made" else 60) for field in FLOORS)


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
        for section in SECTIONS.values():
            own = stated(wanted.get(section))
            assert (section in got) == (own is not None), (wanted["name"], section)
            assert len(got.get(section) or ()) == len(own or ()), (wanted["name"], section)


def test_the_themes_of_the_real_bulletin_are_near_to_the_curated_ones(real: Bulletin, curated: dict[str, Any]) -> None:
    sums = Tally(0, 0, 0)
    for got, wanted in zip(real.reviews, curated["reviews"], strict=True):
        for section in SECTIONS.values():
            for own, theirs in zip(stated(wanted.get(section)) or (), got.get(section) or (), strict=True):
                mine, its = set(own["themes"]), set(theirs["themes"])
                sums = sums.plus(Tally(len(mine & its), len(its - mine), len(mine - its)))
    assert sum(sums) > 50
    assert sums.f1 >= 0.80, sums
