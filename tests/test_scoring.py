"""How the importer is scored: what counts as right, wrong and missed, and what figures come of it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import imported
import labels
import scoring
from casereviews.library import vocabularies
from scoring import Tally, Verdict

TITLE = "Serious Case Review: Child Heron"
REVIEW: dict[str, Any] = {
    "name": "Child Heron", "title": TITLE, "review_type": "scr", "area": "Eastmere", "published": "2031-05",
    "incident_date": "2030-06-02", "outcome": "death", "harms": ["neglect", "physical-abuse"],
    "children": [{"age": "4 months", "sex": "female"}],
    "learning": [
        {"id": "x/L1", "text": "ask who else lives in the home", "themes": ["whole-family", "recording"]},
        {"id": "x/L2", "text": "the school nurse was not told of the many missed visits", "themes": []},
    ],
    "evidence": [
        {"field": "outcome", "value": "death", "confidence": "likely"},
        {"field": "harms", "value": "neglect", "confidence": "likely", "probability": 0.95},
        {"field": "harms", "value": "physical-abuse", "confidence": "check", "probability": 0.5},
        {"field": "themes", "value": "whole-family", "confidence": "likely", "where": "L1", "probability": 1.0},
        {"field": "themes", "value": "recording", "confidence": "check", "where": "L2", "probability": 0.1},
        {"field": "themes", "value": "recording", "confidence": "likely", "where": "L1", "probability": 0.9},
    ],
}  # fmt: skip
"""As an import gives it."""

LABEL = """\
reviews:
- name: "Child ‘Heron’"
  title: null
  type: serious case review
  area: null
  published: "2031"
  incident_date: 2030-07
  children: [{age: "4", sex: female}, {age: null, sex: male}]
  outcome: died
  harms: [CSA, Neglect]
  learning:
  - {text: Ask who else lives in the home., themes: [whole-family, thresholds-referrals]}
  recommendations:
  - the school nurse was not told of the missed visits
  actions: []
furniture: [Back to top, Home, Cookies on this site]
"""


def judged(label: str, reviews: list[dict[str, Any]], tmp_path: Path) -> list[Verdict]:
    """The verdicts on reviews that were imported from a page with such labels."""
    path = tmp_path / "page.yaml"
    path.write_text(label, "utf-8")
    read = labels.read(path, vocabularies.vocabulary())
    keys = {key for review in read.reviews for key in review}
    return list(scoring.judge(read, reviews, "page.html", keys))


def counts(verdicts: list[Verdict]) -> dict[str, tuple[int, ...]]:
    """Right, wrong and missed by field."""
    return {field: tuple(scoring.tally(one for one in verdicts if one.field == field)) for field in dict.fromkeys(one.field for one in verdicts)}  # fmt: skip


def test_each_field_has_what_is_right_wrong_and_missed(tmp_path: Path) -> None:
    """Names are compared without quotation marks, words by the vocabulary, ages by their unit, dates exactly and near."""
    assert counts(judged(LABEL, [REVIEW], tmp_path)) == {
        "review": (1, 0, 0),
        "name": (1, 0, 0),
        "title": (0, 1, 0),
        "review_type": (1, 0, 0),
        "area": (0, 1, 0),
        "published": (0, 1, 1),
        "published near": (1, 0, 0),
        "incident_date": (0, 1, 1),
        "incident_date near": (0, 1, 1),
        "age": (0, 1, 1),
        "sex": (1, 0, 1),
        "outcome": (1, 0, 0),
        "harms": (1, 1, 1),
        "points": (1, 1, 1),
        "points near": (2, 0, 0),
        "section": (1, 1, 0),
        "themes": (1, 1, 1),
    }


def test_what_no_label_has_is_not_scored(tmp_path: Path) -> None:
    """And codes only of points that have them."""
    assert counts(judged("reviews: [{name: Child Heron, learning: []}]", [REVIEW], tmp_path)) == {
        "review": (1, 0, 0),
        "name": (1, 0, 0),
        "points": (0, 2, 0),
        "points near": (0, 2, 0),
    }


def test_points_of_reviews_that_were_not_found_count(tmp_path: Path) -> None:
    found = judged("reviews: [{name: Child Owl, learning: [write it down, ring the school]}]", [REVIEW], tmp_path)
    assert counts(found) == {"review": (0, 1, 1), "points": (0, 2, 2), "points near": (0, 2, 2)}


@pytest.mark.parametrize(("name", "right"), [("recommendations", 1), ("good_practice", 0), ("questions", 0)])
def test_good_practice_and_questions_may_be_points_or_not(name: str, right: int, tmp_path: Path) -> None:
    """Its codes are scored where it is one; of recommendations, the one that is missing is missed."""
    point = {"text": "write it down", "themes": ["recording"]}
    label = f"reviews: [{{name: Child Heron, {name}: {json.dumps([point, 'ring the school'])}}}]"
    review = {"name": "Child Heron", "title": "x", "actions": [point]}
    assert counts(judged(label, [review], tmp_path)) == {
        "review": (1, 0, 0),
        "name": (1, 0, 0),
        **({"points": (1, 0, 1), "points near": (1, 0, 1), "section": (0, 1, 0)} if right else {}),
        "themes": (1, 0, 0),
    }


def test_a_word_that_is_no_term_is_listed_and_its_field_left_out(tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    path.write_text(
        "reviews: [{name: A, type: SCR, outcome: gone, harms: [neglect, sadness], learning: [{text: x, themes: [hope]}]}]",
        "utf-8",
    )
    read = labels.read(path, vocabularies.vocabulary())
    assert [(one.field, one.word, one.why) for one in read.unknown] == [
        ("review_type", "SCR", "2 terms"), ("outcome", "gone", "no term"), ("harms", "sadness", "no term"), ("themes", "hope", "no term")
    ]  # fmt: skip
    review = {**REVIEW, "name": "A", "learning": [{"id": "x/L1", "text": "x", "themes": ["recording"]}]}
    verdicts = scoring.judge(read, [review], "page", {"review_type", "outcome", "harms"})
    assert {one.field for one in verdicts} == {"review", "points", "points near", "section"}


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Concise Child Practice Review Report", "cpr-wales"), ("joint LCSPR", "lcspr"), ("LCSPR", "lcspr"),
        ("Thematic learning review", "learning-review-scotland"),
    ],
)  # fmt: skip
def test_a_type_may_have_more_words_than_the_vocabulary(words: str, slug: str, tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    path.write_text(f"reviews: [{{name: A, type: {words}}}]", "utf-8")
    read = labels.read(path, vocabularies.vocabulary())
    assert (read.reviews[0]["review_type"], read.unknown) == (slug, [])


@pytest.mark.parametrize(
    ("imported", "verdict"),
    [("learning-review-scotland", (1, 0, 0)), ("other", (1, 0, 0)), ("scr", (0, 1, 1)), (None, (0, 0, 1))],
)
def test_a_learning_review_is_of_a_type_of_its_own_only_in_scotland(
    imported: str | None, verdict: tuple[int, int, int], tmp_path: Path
) -> None:
    review = {"name": "A", "title": "A", "review_type": imported}
    assert counts(judged("reviews: [{name: A, type: learning review}]", [review], tmp_path))["review_type"] == verdict


@pytest.mark.parametrize(
    ("label", "age"), [("2 years and 5 months", "2 years 5 months"), ("15", "15 years"), ("7 weeks", "7 weeks")]
)
def test_ages_are_compared_as_collections_write_them(label: str, age: str, tmp_path: Path) -> None:
    review = {"name": "A", "title": "A", "children": [{"age": age}]}
    assert counts(judged(f"reviews: [{{name: A, children: [{{age: {label}}}]}}]", [review], tmp_path))["age"] == (
        1,
        0,
        0,
    )


def test_reviews_are_the_same_by_name_then_title_then_points() -> None:
    def review(name: str, title: str, *points: str) -> dict[str, Any]:
        return {"name": name, "title": title, "learning": [{"text": text} for text in points]}

    labelled = [review("A", "1", "x"), review("B", "2", "y", "z"), review("C", "3"), review("D", "4")]
    got = [review("N", "0", "Y.", "z", "x"), review("M", "3", "x"), review("a", "9", "q"), review("E", "5")]
    assert [(one["name"], other["name"]) for one, other in scoring.pairs(labelled, got)] == [
        ("A", "a"), ("B", "N"), ("C", "M")
    ]  # fmt: skip


def test_each_value_has_the_evidence_of_its_own_place(tmp_path: Path) -> None:
    verdicts = judged(LABEL, [REVIEW], tmp_path)
    told = {(one.field, one.value, one.kind): (one.confidence, one.probability) for one in verdicts if one.confidence}
    assert told == {
        ("outcome", "death", "right"): ("likely", None),
        ("harms", "neglect", "right"): ("likely", 0.95),
        ("harms", "physical-abuse", "wrong"): ("check", 0.5),
        ("themes", "whole-family", "right"): ("likely", 1.0),
        ("themes", "recording", "wrong"): ("likely", 0.9),
    }
    assert scoring.bands(verdicts) == [(0.4, 1, 0.5, 0), (0.8, 3, pytest.approx(0.95), 2)]


def test_furniture_that_stands_in_a_review() -> None:
    """Short words only with their capitals, and none that the labels have in a review."""
    texts = ["Back to top", "Home", "Cookies on this site", "Serious Case Review", "Rate this page"]
    review = {"name": "A", "title": "Serious Case Review", "summary": "cookies on this site. Taken home.", "learning": [{"text": "Look. back to top"}]}  # fmt: skip
    expected = {"Back to top": "points", "Cookies on this site": "elsewhere"}
    assert scoring.standing(texts, [{"title": "Serious Case Review"}], [review]) == expected
    assert scoring.standing(["Home"], [], [{**review, "summary": "Home Contact us"}]) == {"Home": "elsewhere"}


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("a b c d e f g h i j", "a b c d e f g h i", True), ("a b c d e", "a b c d x", False), ("a b c d e", "A, b, c d e.", True),
        ("...", "...", True), ("...", "a", False),
    ],
)  # fmt: skip
def test_what_is_near(one: str, other: str, near: bool) -> None:
    assert (scoring.likeness(one, other) > scoring.ALIKE) == near


@pytest.mark.parametrize(
    ("right", "wrong", "missed", "expected"),
    [(0, 0, 0, 1), (1, 0, 0, 1), (0, 1, 0, 0), (0, 0, 1, 0), (1, 1, 0, 2 / 3), (1, 0, 1, 2 / 3), (2, 1, 1, 2 / 3), (3, 1, 0, 6 / 7)],
)  # fmt: skip
def test_f1_is_the_harmonic_mean_of_precision_and_recall(right: int, wrong: int, missed: int, expected: float) -> None:
    assert Tally(right, wrong, missed).f1 == pytest.approx(expected)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(0, 0, (0, 1)), (10, 10, (0.722, 1)), (0, 10, (0, 0.278)), (5, 10, (0.237, 0.763)), (90, 100, (0.826, 0.945))],
)
def test_the_interval_of_a_share(part: int, whole: int, expected: tuple[float, float]) -> None:
    assert scoring.wilson(part, whole) == pytest.approx(expected, abs=0.001)


def test_the_interval_of_f1_is_over_documents() -> None:
    """One bad document of two widens it, where as many values of one document do not."""
    values = ["right"] * 8 + ["missed"] * 8
    apart = [Verdict(kind, "r", "f", "v", kind) for kind in values]
    together = [one._replace(document="d") for one in apart]
    assert scoring.bootstrap(together) == pytest.approx((2 / 3, 2 / 3))
    assert scoring.bootstrap(apart) == (0.0, 1.0)
    assert scoring.bootstrap([]) == (0.0, 1.0)


# --- A folder ---------------------------------------------------------------------------------------

PAGE = """\
Serious Case Review: Child Heron

Death of a 4-month-old girl in June 2030. Her mother said that nobody had asked.
Learning includes: ask who else lives in the home; back to top.
"""
PAGE_LABEL = """\
reviews:
- name: Child Heron
  title: "Serious Case Review: Child Heron"
  children: [{age: 4 months, sex: female}]
  incident_date: 2030-06
  outcome: death
  learning: [ask who else lives in the home]
furniture: [back to top, about us here]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page that is read, one that gives nothing, one that cannot be read, and labels without a page."""
    made = tmp_path / "pages"
    made.mkdir()
    texts = {
        "a.txt": PAGE, "a.yaml": PAGE_LABEL, "b.txt": "Nothing is told here.\n", "b.yaml": "reviews: [{name: Child Owl, learning: [x]}]",
        "c.txt": "\0\0", "c.yaml": "reviews: [{name: Child Jay, outcome: sad}]", "d.yaml": "reviews: []", "e.txt": PAGE,
    }  # fmt: skip
    for name, text in texts.items():
        (made / name).write_text(text, "utf-8")
    return made


def test_a_folder(folder: Path) -> None:
    scored = imported.score(folder)
    assert [(one.name, one.labelled, one.imported, bool(one.failed)) for one in scored.documents] == [
        ("a.txt", 1, 1, False), ("b.txt", 1, 0, False), ("c.txt", 1, 0, True)
    ]  # fmt: skip
    assert scored.alone == ["d.yaml"]
    assert [one.word for one in scored.unknown] == ["sad"]
    assert scored.documents[0].standing == {"back to top": "points"}
    assert counts(scored.verdicts) == {
        "review": (1, 0, 2), "name": (1, 0, 0), "title": (1, 0, 0), "incident_date": (1, 0, 0), "incident_date near": (1, 0, 0),
        "outcome": (1, 0, 0), "age": (1, 0, 0), "sex": (1, 0, 0), "points": (1, 1, 1), "points near": (1, 1, 1), "section": (1, 0, 0),
    }  # fmt: skip


def test_what_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No line is wider than 100 columns; what differs is told once, and what could not be scored."""
    scored = imported.score(folder)
    imported.report(scored)
    out = capsys.readouterr().out
    assert out.startswith("## pages: 3 documents, 3 reviews labelled, 1 imported\n")
    assert "| review             |    3 |     0 |      2 | 1.00 (.21–1.0) | 0.33 (.06–.79) | 0.50 (.00–1.0) |" in out
    assert max(map(len, out.splitlines())) <= 100
    for line in (
        "furniture in a review: 1 of 2, 1 of them among the points",
        "    a.txt: points: back to top",
        "documents that gave nothing: 2 of 3",
        "    b.txt",
        "not scored, for the label's word is no term: c: Child Jay: outcome: sad",
        "labels without a document: d.yaml",
    ):
        assert line in out.splitlines()
    assert list(imported.misses(scored)) == [
        "a.txt: Child Heron: points near wrong: back to top", "b.txt: Child Owl: review missed: None",
        "b.txt: Child Owl: points near missed: x", "c.txt: Child Jay: review missed: None", "",
    ]  # fmt: skip


def test_the_same_as_json(folder: Path) -> None:
    found = json.loads(json.dumps(imported.as_json(imported.score(folder))))
    assert found["fields"]["review"] | {"f1_interval": None} == {
        "right": 1, "wrong": 0, "missed": 2, "precision": 1.0, "recall": pytest.approx(1 / 3), "f1": 0.5,
        "precision_interval": pytest.approx([0.207, 1.0], abs=0.001), "recall_interval": pytest.approx([0.061, 0.792], abs=0.001),
        "f1_interval": None, "likely": {"right": 0, "wrong": 0, "missed": 0}, "check": {"right": 0, "wrong": 0, "missed": 0},
    }  # fmt: skip
    assert found["fields"]["outcome"]["likely"] == {"right": 1, "wrong": 0, "missed": 0}
    assert Counter(verdict["kind"] for verdict in found["documents"][0]["verdicts"])["right"] == 11
    assert found["without_document"] == ["d.yaml"]


def test_what_to_expect_is_written_between_the_marks_of_a_document(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"Before.\n{imported.BEGIN}old\n{imported.END}\nAfter.\n", "utf-8")
    for _ in range(2):
        imported.write_expected(imported.score(folder), page)
        assert (
            page.read_text("utf-8")
            == """\
Before.
<!-- begin measured -->
3 documents, 3 reviews in them, 1 imported.

|                       |    n | precision | recall |     likely | check |
| --------------------- | ---: | --------: | -----: | ---------: | ----: |
| reviews               |    3 |     100 % |   33 % |            |       |
| name                  |    1 |     100 % |  100 % | 100 % of 1 |       |
| date of the incident  |    1 |     100 % |  100 % | 100 % of 1 |       |
| ages                  |    1 |     100 % |  100 % | 100 % of 1 |       |
| sexes                 |    1 |     100 % |  100 % | 100 % of 1 |       |
| outcome               |    1 |     100 % |  100 % | 100 % of 1 |       |
| points, word for word |    2 |      50 % |   50 % |            |       |
| points, nearly        |    2 |      50 % |   50 % |            |       |

Of 2 pieces of furniture, as menus and signatures, 1 stood in a review; 2 documents gave nothing.
<!-- end measured -->
After.
"""
        )
    page.write_text("No marks.\n", "utf-8")
    with pytest.raises(SystemExit, match="has no <!-- begin measured -->"):
        imported.write_expected(imported.score(folder), page)
    assert page.read_text("utf-8") == "No marks.\n"


@pytest.mark.parametrize(
    ("harms", "outcome", "kind"),
    [("[neglect]", "harm-no-injury", None), ("[neglect]", "death", "wrong"), ("null", "harm-no-injury", "wrong")],
)
def test_an_outcome_that_harm_implies_is_not_scored_where_a_label_has_none(
    tmp_path: Path, harms: str, outcome: str, kind: str | None
) -> None:
    label = LABEL.replace("outcome: died", "outcome: null").replace("[CSA, Neglect]", harms)
    other = "- {name: Child Ash, outcome: died}\nfurniture"
    verdicts = judged(label.replace("furniture", other), [{**REVIEW, "outcome": outcome}], tmp_path)
    assert [one.kind for one in verdicts if one.field == "outcome"] == ([kind] if kind else [])


def test_a_harm_that_is_coded_besides_another_is_scored_only_where_it_is_labelled(tmp_path: Path) -> None:
    both = {**REVIEW, "harms": ["sexual-exploitation", "sexual-abuse"]}
    for harms, kinds in (
        ("[CSE]", ["right"]),
        ("[CSE, CSA]", ["right", "right"]),
        ("[Neglect]", ["missed", "wrong", "wrong"]),
    ):
        verdicts = judged(LABEL.replace("[CSA, Neglect]", harms), [both], tmp_path)
        assert sorted(one.kind for one in verdicts if one.field == "harms") == kinds


def test_two_words_of_one_term_are_one(tmp_path: Path) -> None:
    verdicts = judged(
        LABEL.replace("[CSA, Neglect]", "[suicide, self-harm]"), [{**REVIEW, "harms": ["self-harm-suicide"]}], tmp_path
    )
    assert [one.kind for one in verdicts if one.field == "harms"] == ["right"]
