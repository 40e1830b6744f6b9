"""Coding again: what the vocabulary of today changes in the codes that were read, and in no other."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casereviews.bulletin.importing import import_bulletins
from casereviews.bulletin.recode import Recoded, recode, recode_reviews
from casereviews.editing import edits
from casereviews.errors import DataError, UsageError
from casereviews.library import vocabularies
from casereviews.reading import dataset
from casereviews.vocabulary import Vocabulary

Write = Callable[..., str]

OWN = """\
harms:
  neglect: {cues: [without lamps]}
factors:
  moves: {cues: [without lamps]}
themes:
  recording: {cues: [gate]}
agencies:
  housing: {cues: [lido]}
outcomes:
  death: {cues: [perished]}
"""


@pytest.fixture(scope="module")
def bundled() -> Vocabulary:
    """The bundled vocabulary."""
    return vocabularies.coding_vocabulary()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    """The same with more words."""
    path = tmp_path_factory.mktemp("own") / "own.yaml"
    path.write_text(OWN, "utf-8")
    return vocabularies.coding_vocabulary([str(path)])


def collection(**review: Any) -> bytes:
    """A collection of one review that was coded automatically."""
    whole = {"id": "c/a", "name": "A", "title": "T", "coding": "automatic", **review}
    return json.dumps({"collection": {"id": "c"}, "reviews": [whole]}).encode()


def coded(data: bytes, terms: Vocabulary) -> Recoded:
    found = list(recode_reviews(dataset.read(data, "c.json", terms).reviews, terms))
    return Recoded([one for each in found for one in each.differences], [one for each in found for one in each.changes])


def said(found: Recoded) -> list[tuple[str, str, str, str, str | None]]:
    return [tuple(difference) for difference in found.differences]  # type: ignore[misc]


def again(data: bytes, terms: Vocabulary) -> bytes:
    """The collection as it is after it was coded again."""
    return edits.replace(data, "c.json", coded(data, terms).changes)


def of(field: str, value: str, where: str | None = None, **more: Any) -> dict[str, Any]:
    """Evidence."""
    item: dict[str, Any] = {"field": field, "value": value, "confidence": "likely", **more}
    return {**item, "where": where} if where else item


def test_a_review_without_codes_gets_what_its_text_says(own: Vocabulary) -> None:
    statements = [{"text": "Shut the gate at the lido."}, {"text": "Quiet."}]
    data = collection(summary="It was without lamps.", learning=statements)
    expected = [
        ("c/a", "harms", "added", "neglect", "without lamps"),
        ("c/a", "factors", "added", "moves", "without lamps"),
        ("c/a/L1", "themes", "added", "recording", "gate"),
        ("c/a/L1", "agencies", "added", "housing", "lido"),
    ]
    assert [one for one in said(coded(data, own)) if one[1] != "outcome"] == expected
    assert said(coded(again(data, own), own)) == []


def test_each_difference_has_the_keys_that_programs_read(own: Vocabulary) -> None:
    data = collection(learning=[{"text": "Shut the gate."}])
    assert [one._asdict() for one in coded(data, own).differences] == [
        {"id": "c/a/L1", "field": "themes", "change": "added", "value": "recording", "words": "gate"}
    ]


def test_nothing_is_said_of_what_is_curated(own: Vocabulary) -> None:
    data = collection(coding="curated", summary="It was without lamps.", learning=[{"text": "Shut the gate."}])
    assert coded(data, own) == ([], [])


CASES = [(has, evident, says) for has in (True, False) for evident in (True, False) for says in (True, False)]
"""Whether a code stands, whether evidence tells of it, and whether the text says so today."""

EXPECTED = {
    (True, True, True): True,
    (True, True, False): False,  # it was automatic, and nothing says so any more
    (True, False, True): True,
    (True, False, False): True,  # a person set it
    (False, True, True): False,  # a person took it out
    (False, True, False): False,
    (False, False, True): True,  # the vocabulary of today
    (False, False, False): False,
}
"""Whether the code stands afterwards."""


@pytest.mark.parametrize(("field", "slug", "word"), [("themes", "recording", "gate"), ("agencies", "housing", "lido")])
def test_codes_of_statements_in_every_case(own: Vocabulary, field: str, slug: str, word: str) -> None:
    data = collection(
        learning=[
            {"text": f"Shut the {word}." if says else "Quiet.", field: [slug] if has else []} for has, _, says in CASES
        ],
        evidence=[
            of(field, slug, f"L{number}", start=9, end=13, words=word)
            for number, (_, evident, _) in enumerate(CASES, 1)
            if evident
        ],
    )
    assert said(coded(data, own)) == [
        (f"c/a/L{number}", field, "added" if EXPECTED[case] else "removed", slug, word)
        for number, case in enumerate(CASES, 1)
        if EXPECTED[case] != case[0]
    ]
    after = again(data, own)
    statements = json.loads(after)["reviews"][0]["learning"]
    assert [statement[field] for statement in statements] == [[slug] if EXPECTED[case] else [] for case in CASES]
    assert said(coded(after, own)) == []


def test_codes_of_reviews_in_every_case(own: Vocabulary) -> None:
    words = "without lamps"
    reviews = [
        {
            "id": f"c/{number}",
            "name": f"Child {number}",
            "title": "T",
            "coding": "automatic",
            "summary": f"It was {words}." if says else "Quiet.",
            **({"harms": ["neglect"], "factors": ["moves"]} if has else {}),
            "evidence": [of("harms", "neglect", "summary", words=words), of("factors", "moves", "summary", words=words)]
            if evident
            else [],
        }
        for number, (has, evident, says) in enumerate(CASES)
    ]
    data = json.dumps({"collection": {"id": "c"}, "reviews": reviews}).encode()
    assert [one for one in said(coded(data, own)) if one[1] != "outcome"] == [
        (f"c/{number}", field, "added" if EXPECTED[case] else "removed", slug, words)
        for number, case in enumerate(CASES)
        for field, slug in (("harms", "neglect"), ("factors", "moves"))
        if EXPECTED[case] != case[0]
    ]
    after = again(data, own)
    for field in ("harms", "factors"):
        assert [bool(one.get(field)) for one in json.loads(after)["reviews"]] == [EXPECTED[case] for case in CASES]
    assert said(coded(after, own)) == []


def test_codes_of_a_persons_own_keep_their_place_among_the_others(own: Vocabulary) -> None:
    data = collection(
        learning=[{"text": "Shut the gate.", "themes": ["training-supervision", "recording", "thresholds-referrals"]}],
        evidence=[of("themes", "recording", "L1", words="gate"), of("themes", "thresholds-referrals", "L1", words="x")],
    )
    assert said(coded(data, own)) == [("c/a/L1", "themes", "removed", "thresholds-referrals", "x")]
    assert json.loads(again(data, own))["reviews"][0]["learning"][0]["themes"] == ["training-supervision", "recording"]


def test_evidence_of_one_statement_says_nothing_of_another(own: Vocabulary) -> None:
    data = collection(
        learning=[{"id": "c/a/L1", "text": "Quiet.", "themes": []}, {"id": "c/a/L2", "text": "Shut the gate.", "themes": []}],
        evidence=[of("themes", "recording", "L1", words="gate")],
    )  # fmt: skip
    assert said(coded(data, own)) == [("c/a/L2", "themes", "added", "recording", "gate")]


def test_evidence_of_facts_stays_as_it_is(own: Vocabulary) -> None:
    facts = [
        of("name", "A", "title", start=0, end=1, words="A"),
        of("age", "9 years", "summary", start=3, end=10, words="9 years", why="doubt", confidence="check"),
        of("incident_date", "2019-06"),
    ]
    data = collection(summary="At 9 years.", children=[{"age": "9 years"}], learning=[{"text": "gate"}], evidence=facts)
    kept = json.loads(again(data, own))["reviews"][0]["evidence"]
    assert [item for item in kept if item["field"] in ("name", "age", "incident_date")] == facts
    assert [item["words"] for item in kept if item["field"] == "themes"] == ["gate"]


def test_renewed_evidence_has_the_words_and_their_place_in_the_text_of_today(own: Vocabulary) -> None:
    data = collection(
        learning=[{"text": "At the lido shut the old gate.", "themes": ["recording"], "agencies": []}],
        evidence=[of("themes", "recording", "L1", start=5, end=9, words="gate")],
    )
    review = json.loads(again(data, own))["reviews"][0]
    found = {item["value"]: item for item in review["evidence"]}
    text = review["learning"][0]["text"]
    assert set(found) == {"recording", "housing"}
    for item in found.values():
        assert text[int(item["start"]) : int(item["end"])] == item["words"]


def test_reviews_keep_their_order_and_only_automatic_ones_are_counted(own: Vocabulary) -> None:
    reviews = [
        {"id": f"c/{name}", "name": name, "title": "T", "coding": coding, "learning": [{"text": "Shut the gate."}]}
        for name, coding in (("d", "automatic"), ("b", "curated"), ("a", "automatic"))
    ]
    data = json.dumps({"collection": {"id": "c"}, "reviews": reviews}).encode()
    found = coded(data, own)
    assert [one.id for one in found.differences] == ["c/d/L1", "c/a/L1"]
    assert {change.review for change in found.changes} == {0, 2}


def test_an_agency_that_a_lead_in_names_is_still_that_of_its_points(own: Vocabulary) -> None:
    """Its words stand in no text, so there is no place of them."""
    points = [{"text": "Quiet.", "agencies": ["police"]}, {"text": "Shut the gate.", "agencies": ["police"]}]
    led = [of("agencies", "police", where, words="the police") for where in ("R1", "R2")]
    data = collection(recommendations=points, evidence=led)
    assert said(coded(data, own)) == [("c/a/R2", "themes", "added", "recording", "gate")]
    after = json.loads(again(data, own))["reviews"][0]
    assert [point["agencies"] for point in after["recommendations"]] == [["police"], ["police"]]
    assert [item for item in after["evidence"] if item["field"] == "agencies"] == led


def test_an_agency_that_a_table_names_is_still_that_of_its_point_alone(own: Vocabulary) -> None:
    points = [{"text": "Quiet.", "agencies": ["police"]}, {"text": "Shut the gate.", "agencies": []}]
    told = [of("agencies", "police", "R1", words="Lead: Police / Lido")]
    data = collection(recommendations=points, evidence=told)
    assert said(coded(data, own)) == [
        ("c/a/R1", "agencies", "added", "housing", "Lead: Police / Lido"),
        ("c/a/R2", "themes", "added", "recording", "gate"),
    ]
    after = json.loads(again(data, own))["reviews"][0]
    assert [sorted(point["agencies"]) for point in after["recommendations"]] == [["housing", "police"], []]


def test_sections_without_statements_stay_as_they_are(bundled: Vocabulary) -> None:
    data = collection(learning=[], recommendations=None)
    assert coded(data, bundled) == ([], [])
    assert again(data, bundled) == data


# --- The whole recode, as one call ------------------------------------------------------------------------------------


def test_a_collection_is_coded_again_by_one_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, own = tmp_path / "c.yaml", tmp_path / "own.yaml"
    bulletin = tmp_path / "b.txt"
    bulletin.write_text(
        "Serious case review: Child Fen\n\nA girl of 4 drowned at the lido.\n\nLearning includes: gates.\n"
    )
    import_bulletins([str(bulletin)], output=str(file))
    own.write_text("themes: {recording: {cues: [gate]}}\n")
    before = file.read_bytes()
    dry = recode(str(file), vocabulary=[str(own)], dry_run=True)
    assert (dry.is_written, file.read_bytes()) == (False, before)
    done = recode(str(file), vocabulary=[str(own)])
    assert [(one.field, one.change, one.value) for one in done.differences] == [("themes", "added", "recording")]
    assert done == (dry.differences, True)
    assert recode(str(file), vocabulary=[str(own)]) == ([], False)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("file", "refused"), [("-", UsageError), ("a.txt", UsageError), ("missing.yaml", DataError)])
def test_what_is_no_collection_is_not_coded_again(file: str, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        recode(file)
