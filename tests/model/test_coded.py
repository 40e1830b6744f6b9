"""How much of a review is read, of a record and of what JSON gives of it alike."""

from __future__ import annotations

import json
from typing import Any

import pytest

from casereviews.library import vocabularies
from casereviews.model import coded
from casereviews.model.coded import Coded
from casereviews.reading import dataset


def read(**review: Any) -> Coded:
    whole = {"id": "c/a", "name": "A", "title": "T", "coding": "automatic", **review}
    (found,) = dataset.read(json.dumps([whole]).encode(), "c.json", vocabularies.vocabulary()).reviews
    counts = coded.of_review(found)
    assert coded.of_record(found.to_dict()) == counts
    return counts


def of(field: str, value: str, confidence: str = "likely", where: str | None = None) -> dict[str, str | None]:
    return {"field": field, "value": value, "confidence": confidence, "where": where}


POINTS = [
    {"text": "a", "themes": ["recording", "fathers-and-males"], "agencies": ["police"]},
    {"text": "b", "themes": []},
    {"text": "c"},
]


def test_all_that_a_person_coded_is_read() -> None:
    assert read(coding="curated", harms=["neglect"], outcome="death", learning=POINTS) == (5, 0, 3, 0)


def test_what_has_no_evidence_is_a_persons() -> None:
    assert read(harms=["neglect"], review_type="scr", factors=["young-parents"], learning=POINTS) == (6, 0, 1, 2)


@pytest.mark.parametrize(
    ("evidence", "counts"),
    [
        ([of("harms", "neglect"), of("themes", "recording", where="L1")], (3, 2, 0, 3)),
        ([of("harms", "neglect", "check"), of("themes", "recording", "read", "L1")], (4, 1, 1, 2)),
        ([of("harms", "neglect", "read"), of("agencies", "police", where="L1")], (4, 1, 0, 3)),
        ([of("themes", "none", "read", "L2"), of("themes", "recording", "read", "L3")], (5, 0, 3, 0)),
        ([of("themes", "recording", where="L2"), of("harms", "sexual-abuse"), of("age", "4 weeks")], (5, 0, 1, 2)),
    ],
)
def test_what_evidence_says(evidence: list[dict[str, str | None]], counts: tuple[int, ...]) -> None:
    assert read(harms=["neglect"], outcome="death", learning=POINTS, evidence=evidence) == counts
