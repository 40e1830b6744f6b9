"""Collections: reading them, and telling everything that is wrong with them."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casereviews.answers.problems import ask as records_of
from casereviews.editing import yaml_writer
from casereviews.errors import DataError, Problem
from casereviews.library import vocabularies
from casereviews.model.partial_date import PartialDate
from casereviews.reading import dataset, yaml_document
from casereviews.store.compiling import compile_store
from casereviews.text import escape_controls
from casereviews.vocabulary import KINDS, Vocabulary
from helpers import examples, samples
from helpers.samples import problems_of

MODEST = examples(30)
FILE = "sample.yaml"
TERMS = vocabularies.vocabulary()
BUNDLED = (Path(__file__).resolve().parents[2] / "data" / "reviews.yaml").read_text("utf-8")
read = partial(samples.read, file=FILE)
refusal = partial(samples.refusal, file=FILE)
WHERE_UNSAID = "write null where the source does not say"


def problems(text: str | bytes) -> list[str]:
    """What is wrong with a collection, as a person reads it; nothing where it is sound."""
    return problems_of(refusal(text))


def review(*lines: str, name: str = "Child Z") -> str:
    """A review of an invented collection, with more lines from the third on."""
    return "\n  ".join([f"- name: {name}", "title: Sample review", *lines]) + "\n"


def collection(*lines: str) -> str:
    """A collection of one review, whose own lines begin with line 4, column 3."""
    return "reviews:\n" + review(*lines)


def only(text: str) -> dict[str, Any]:
    """The one review of a collection, as JSON gives it."""
    (made,) = read(text).reviews
    return made.to_dict()


# --- Slugs of before ----------------------------------------------------------------------------------


def test_slugs_of_before_are_read_as_those_of_today() -> None:
    """In every form of a collection, of the outcome and of the evidence for it; what is written has none of them."""
    lines = ("outcome: serious-harm", "evidence: [{field: outcome, value: serious-harm, confidence: likely}]")
    made = only(collection(*lines))
    assert (made["outcome"], made["evidence"][0]["value"]) == ("harm-no-injury", "harm-no-injury")
    old = {"name": "A", "title": "B", "outcome": "serious-injury"}
    for file in (FILE, "sample.json", "sample.jsonl"):
        (review,) = read(json.dumps({"reviews": [old]} if file != "sample.jsonl" else old), file=file).reviews
        assert review.outcome == "injury"
    store = compile_store([read(json.dumps(old) + "\n", file="sample.jsonl")], TERMS)
    assert "serious-injury" not in store.ask("SELECT record FROM record").fetchone()[0]


def test_a_line_as_it_would_be_written_but_for_a_slug_of_before_is_written_anew() -> None:
    """Though the slug stands in the evidence alone, where a person has changed the outcome."""
    lines = ("outcome: death", "evidence: [{field: outcome, value: injury, confidence: likely}]")
    line = json.dumps(only(collection(*lines)), ensure_ascii=False)
    for text in (line, line.replace('"injury"', '"serious-injury"')):
        reading = dataset.Reading("sample.jsonl", text.encode(), TERMS, dataset.Ids())
        (review,) = reading
        assert review.to_dict()["evidence"][0]["value"] == "injury"
        assert (reading.line is not None) == (text == line)


def test_slugs_of_before_are_read_in_lists_too() -> None:
    """Each once: with the current slug beside it, it is a duplicate."""
    terms = [term for kind in KINDS for term in TERMS.terms(kind).values()]
    known = Vocabulary([term._replace(former=(f"old-{term.slug}",)) for term in terms], TERMS.groups)
    text = collection("harms: [old-neglect, accident]", "learning: [{text: A, themes: [old-recording]}]")
    (review,) = dataset.read(text.encode(), FILE, known).reviews
    assert (review.harms, review.themes) == (("neglect", "accident"), ("recording",))
    with pytest.raises(DataError) as caught:
        dataset.read(collection("harms: [old-neglect, neglect]").encode(), FILE, known)
    assert [problem.message for problem in caught.value.problems] == ['duplicate harm "neglect" in the list']


# --- What a collection says -----------------------------------------------------------------------

WHOLE = """\
collection:
  id: sample-2030-01
  title: Sample bulletin, January 2030
  listed: 2030-01
  source: An invented bulletin
  headline:
    reviews: 2
    topics: [recording, "Review #5"]
  coding: automatic
  notice: Invented for a test.
reviews:
  - name: Child 'Z'
    title: "Sample review: Child ‘Z’"
    review_type: lcspr
    area: Sampleshire
    children:
      - {age: 4 weeks, age_months: 0.92, sex: male}
      - {age: 3 years 6 months}
    incident_date: 2029-06
    outcome: injury
    harms: [neglect]
    factors: []
    themes: [bereavement, recording]
    agencies: [police]
    summary: >-
      One paragraph.

      Another.
    learning:
      - text: First.
        themes: [recording]
        agencies: [police]
      - text: Second.
        themes: [recording, bereavement]
        agencies: []
    recommendations: []
    actions:
      - id: sample-2030-01/z/A7
        text: Third.
    resources:
      - label: Overview
        format: PDF
        url: https://example.org/z
    notes: [A note., "no"]
    id: sample-2030-01/z
    coding: curated
  - name: Child Y
    title: Sample review of Child Y
    listed: 2029
"""


def test_a_collection_whole() -> None:
    made = read(WHOLE)
    about = (made.id, made.file, made.title, made.listed, made.source, made.headline_reviews, made.topics, made.notice)
    assert about == (
        "sample-2030-01",
        FILE,
        "Sample bulletin, January 2030",
        PartialDate(2030, 1),
        "An invented bulletin",
        2,
        ("recording", "Review #5"),
        "Invented for a test.",
    )
    assert [record.to_dict() for record in made.reviews] == [
        {
            "id": "sample-2030-01/z",
            "name": "Child 'Z'",
            "title": "Sample review: Child ‘Z’",
            "review_type": "lcspr",
            "listed": "2030-01",
            "published": None,
            "area": "Sampleshire",
            "children": [
                {"age": "4 weeks", "age_months": 0.92, "sex": "male"},
                {"age": "3 years 6 months", "age_months": 42.0, "sex": None},
            ],
            "incident_date": "2029-06",
            "outcome": "injury",
            "harms": ["neglect"],
            "factors": [],
            "themes": ["recording", "bereavement"],
            "agencies": ["police"],
            "summary": "One paragraph.\nAnother.",
            "learning": [
                {"id": "sample-2030-01/z/L1", "text": "First.", "themes": ["recording"], "agencies": ["police"]},
                {
                    "id": "sample-2030-01/z/L2",
                    "text": "Second.",
                    "themes": ["recording", "bereavement"],
                    "agencies": [],
                },
            ],
            "recommendations": [],
            "actions": [{"id": "sample-2030-01/z/A7", "text": "Third.", "themes": None, "agencies": None}],
            "resources": [{"label": "Overview", "format": "PDF", "url": "https://example.org/z"}],
            "notes": ["A note.", "no"],
            "collection": "sample-2030-01",
            "coding": "curated",
            "evidence": None,
        },
        {
            "id": "2029/child-y",
            "name": "Child Y",
            "title": "Sample review of Child Y",
            "review_type": None,
            "listed": "2029",
            "published": None,
            "area": None,
            "children": None,
            "incident_date": None,
            "outcome": None,
            "harms": None,
            "factors": None,
            "themes": None,
            "agencies": None,
            "summary": None,
            "learning": None,
            "recommendations": None,
            "actions": None,
            "resources": [],
            "notes": [],
            "collection": "sample-2030-01",
            "coding": "automatic",
            "evidence": None,
        },
    ]


@pytest.mark.parametrize(
    "key", ["children", "harms", "factors", "learning", "recommendations", "actions"]
)  # fmt: skip
def test_none_unsaid_and_missing(key: str) -> None:
    assert only(collection())[key] is None
    assert only(collection(f"{key}: null"))[key] is None
    assert only(collection(f"{key}: ~"))[key] is None
    assert only(collection(f"{key}:"))[key] is None
    assert only(collection(f"{key}: []"))[key] == []


def test_nobody_coded_is_not_coded_with_none() -> None:
    made = only(collection("learning: [{text: a}, {text: b, themes: null}, {text: c, themes: []}]"))
    assert [point["themes"] for point in made["learning"]] == [None, None, []]
    assert (made["themes"], made["agencies"]) == (None, None)
    assert only(collection("learning: [{text: b, themes: []}, {text: c, themes: []}]"))["themes"] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("no", "no"), ("012", "012"), ("12:30", "12:30"), ("2019-06", "2019-06"), ("0x1f", "0x1f"), ("1e3", "1e3"),
        ('"Review #5"', "Review #5"), ("'  spaced  '", "spaced"), ("[not a list", None), ("Null", "Null"),
        ('"null"', "null"), ("[mother] said [sic]", None), ("'[mother] said [sic]'", "[mother] said [sic]"),
    ],
)  # fmt: skip
def test_text_is_what_was_typed(typed: str, meant: str | None) -> None:
    text = collection(f"summary: {typed}", f"notes: [{typed}]")
    if meant is None:
        assert problems(text) != []
    else:
        made = only(text)
        assert (made["summary"], made["notes"]) == (meant, [meant])


@pytest.mark.parametrize(
    ("file", "identity"),
    [
        ("sample.yaml", "sample"),
        ("/some/where/NSPCC February 2022.yml", "nspcc-february-2022"),
        ("a.b.yaml", "a-b"),
        ("-", "collection"),
        ("???.yaml", "collection"),
        (".yaml", "yaml"),
    ],
)
def test_a_collection_without_an_id_is_called_like_its_file(file: str, identity: str) -> None:
    made = read(collection(), file=file)
    assert (made.id, [record.id for record in made.reviews]) == (identity, [f"{identity}/child-z"])


@pytest.mark.parametrize(
    ("head", "lines", "identity"),
    [
        ("", [], "sample/child-z"),
        ("collection: {id: other}\n", [], "other/child-z"),
        ("collection: {listed: 2030-02}\n", [], "2030-02/child-z"),
        ("collection: {listed: 2030-02}\n", ["listed: 2029"], "2029/child-z"),
        ("collection: {listed: 2030-02}\n", ["id: my/own.id_2"], "my/own.id_2"),
        ("", ["collection: elsewhere"], "elsewhere/child-z"),
    ],
)
def test_a_derived_id(head: str, lines: list[str], identity: str) -> None:
    assert only(head + collection(*lines))["id"] == identity


def test_an_id_has_no_spaces_wherever_it_comes_from() -> None:
    text = collection("collection: two words")
    assert problems(text) != [] or problems(collection(f"id: {only(text)['id']}")) == []


def test_a_bare_list_is_a_collection() -> None:
    bare = read(review() + review(name="Child Y"))
    assert bare.reviews == read(collection() + review(name="Child Y")).reviews
    assert [record.name for record in bare.reviews] == ["Child Z", "Child Y"]
    assert read("[]").reviews == read("reviews: []").reviews == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert read(WHOLE.encode(encoding)) == read(WHOLE)


def test_line_endings_of_other_systems() -> None:
    assert read(WHOLE.replace("\n", "\r\n")) == read(WHOLE)


def tally_of(data: bytes, file: str) -> str:
    reading = dataset.Reading(file, data, TERMS, dataset.Ids())
    assert list(reading) is not None
    return reading.tally()


def test_the_bundled_collection() -> None:
    made = read(BUNDLED, file="the bundled collection")
    assert tally_of(BUNDLED.encode(), "the bundled collection") == (
        "the bundled collection: 8 reviews, 38 learning points, 31 recommendations, 4 actions: no problems"
    )
    assert len(made.reviews) == made.headline_reviews


@pytest.mark.parametrize(
    ("text", "tally"),
    [
        ("[]", "0 reviews, 0 learning points, 0 recommendations, 0 actions"),
        (collection(), "1 review, 0 learning points, 0 recommendations, 0 actions"),
        (
            collection("learning: [{text: a}]", "recommendations: [{text: a}]", "actions: [{text: a}]"),
            "1 review, 1 learning point, 1 recommendation, 1 action",
        ),
    ],
)
def test_tally(text: str, tally: str) -> None:
    assert tally_of(text.encode(), FILE) == f"sample.yaml: {tally}: no problems"


# --- What is wrong with a file as a whole ---------------------------------------------------------

MUST = "must be a mapping of keys to values, not"
EMPTY = 'sample.yaml: is empty; a collection needs the key "reviews"'
NEEDED = 'sample.yaml:1:1: the collection file needs the key "reviews"'
FILE_KEYS = "allowed: collection, reviews"
KEYS = "allowed: format, id, title, listed, source, headline, coding, notice"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", EMPTY),
        ("\n# a comment\n", EMPTY),
        ("\ufeff", EMPTY),
        ("null", f"sample.yaml:1:1: the collection file {MUST} empty"),
        ("a sentence", f'sample.yaml:1:1: the collection file {MUST} the text "a sentence"'),
        ("'" + "x" * 99 + "'", f'sample.yaml:1:1: the collection file {MUST} the text "{"x" * 27}..."'),
        ("{}", NEEDED),
        ("collection: {id: a}\n", NEEDED),
        ("reviews:\n", NEEDED),
        ("reviews: {}\n", "sample.yaml:1:10: reviews must be a list, not a mapping"),
        ("reviews: none\n", 'sample.yaml:1:10: reviews must be a list, not the text "none"'),
        ("reviews: [[]]\n", f"sample.yaml:1:11: a review {MUST} a list"),
        ("reviews: [a]\n", f'sample.yaml:1:11: a review {MUST} the text "a"'),
        ("collection: []\nreviews: []\n", f"sample.yaml:1:13: collection {MUST} a list"),
        (
            "reveiws: []\nreviews: []\n",
            f'sample.yaml:1:1: unknown key "reveiws" in the collection file; {FILE_KEYS}; did you mean "reviews"?',
        ),
        (
            "collection: {titel: a}\nreviews: []\n",
            f'sample.yaml:1:14: unknown key "titel" in collection; {KEYS}; did you mean "title"?',
        ),
        (
            "collection: {id: a b}\nreviews: []\n",
            'sample.yaml:1:18: id "a b" is not understood; write it as letters, digits, dots and hyphens',
        ),
        (
            "collection: {headline: {reviews: eight}}\nreviews: []\n",
            'sample.yaml:1:34: reviews "eight" is not understood; write it as a number',
        ),
        ("collection: {headline: 8}\nreviews: []\n", f'sample.yaml:1:24: headline {MUST} the text "8"'),
        (
            "collection: {headline: {topics: contact}}\nreviews: []\n",
            'sample.yaml:1:33: topics must be a list, not the text "contact"',
        ),
        (
            "collection: {coding: human}\nreviews: []\n",
            'sample.yaml:1:22: unknown coding "human"; allowed: curated, automatic',
        ),
        ('collection: {title: "a\\nb"}\nreviews: []\n', "sample.yaml:1:21: title must be a single line"),
        (
            "reviews: []\n---\nreviews: []\n",
            "sample.yaml:2:1: a second document (---) begins here; a file holds one",
        ),
        ("café: 1".encode("latin-1"), "sample.yaml:1:1: not UTF-8 text, at byte 3; save the file as UTF-8"),
        (b"\x00\x01\x02", "sample.yaml:1:1: the character U+0000 is not allowed here; a binary file?"),
    ],
)
def test_a_file_that_is_no_collection(text: str | bytes, expected: str) -> None:
    assert problems(text) == [expected]


# --- What is wrong with a value -------------------------------------------------------------------

TEXTS = ("id", "title", "review_type", "listed", "area", "incident_date", "outcome", "summary", "collection", "coding")
LISTS = {
    "children": "children",
    "learning": "learning",
    "recommendations": "recommendations",
    "actions": "actions",
    "resources": "resources",
    "notes": "notes",
    "harms": "the list of harms",
    "factors": "the list of factors",
    "themes": "the list of themes",
    "agencies": "the list of agencies",
}
RECORDS = {
    "children": "age, age_months, sex",
    "learning": "id, text, themes, agencies",
    "recommendations": "id, text, themes, agencies",
    "actions": "id, text, themes, agencies",
    "resources": "label, format, url",
}


def with_value(key: str, value: str) -> tuple[str, str]:
    """A collection with a value for a key, and where the value stands."""
    if key == "title":
        return f"reviews:\n- name: Child Z\n  title: {value}\n", "sample.yaml:3:10: Child Z: "
    return collection(f"{key}: {value}"), f"sample.yaml:4:{len(key) + 5}: Child Z: "


@pytest.mark.parametrize("key", TEXTS)
@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("[]", "must be text, not a list"),
        ("[a, [b]]", "must be text, not a list"),
        ("{}", "must be text, not a mapping"),
        ("{a: {b: c}}", "must be text, not a mapping"),
        ("''", f"is empty; {WHERE_UNSAID}"),
    ],
)
def test_text_is_wanted(key: str, value: str, reason: str) -> None:
    text, place = with_value(key, value)
    assert problems(text) == [f"{place}{key} {reason}"]


def test_spaces_are_no_text() -> None:
    assert problems(collection("area: '  '", 'summary: " \\n\\t "')) == [
        f"sample.yaml:4:9: Child Z: area is empty; {WHERE_UNSAID}",
        f"sample.yaml:5:12: Child Z: summary is empty; {WHERE_UNSAID}",
    ]


@pytest.mark.parametrize("key", ["name", "title", "area", "collection"])
def test_a_single_line_is_wanted(key: str) -> None:
    lines = {"name": "Child Z", "title": "Sample review", "area": "Sampleshire", "collection": "sample"}
    lines[key] = '"two\\nlines"'
    (problem,) = problems("- " + "\n  ".join(f"{name}: {value}" for name, value in lines.items()))
    assert problem.endswith(f"{key} must be a single line")


@pytest.mark.parametrize(("key", "what"), LISTS.items())
@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("text", 'the text "text"'),
        ("''", 'the text ""'),
        ("5", 'the text "5"'),
        ("{}", "a mapping"),
        ("{text: a}", "a mapping"),
    ],
)
def test_a_list_is_wanted(key: str, what: str, value: str, kind: str) -> None:
    text, place = with_value(key, value)
    assert problems(text) == [f"{place}{what} must be a list, not {kind}"]


@pytest.mark.parametrize("key", RECORDS)
@pytest.mark.parametrize(
    ("value", "kind"), [("text", 'the text "text"'), ("''", 'the text ""'), ("null", "empty"), ("[a]", "a list")]
)
def test_a_list_of_mappings_is_wanted(key: str, value: str, kind: str) -> None:
    text, place = with_value(key, f"[{value}]")
    place = place.replace(f":{len(key) + 5}:", f":{len(key) + 6}:")
    assert problems(text) == [f"{place}{key}, item 1 must be a mapping of keys to values, not {kind}"]


@pytest.mark.parametrize("key", ["harms", "factors", "themes", "agencies", "notes"])
@pytest.mark.parametrize(("value", "kind"), [("[a]", "a list"), ("{a: b}", "a mapping")])
def test_a_list_of_texts_is_wanted(key: str, value: str, kind: str) -> None:
    what = "notes, item 1" if key == "notes" else {"agencies": "agency"}.get(key, key[:-1])
    expected = f"sample.yaml:5:5: Child Z: {what} must be text, not {kind}"
    assert problems(collection(f"{key}:", f"- {value}")) == [expected]


@pytest.mark.parametrize("null", ["null", "~"])
def test_null_in_a_list_is_no_text(null: str) -> None:
    (problem,) = problems(collection("notes:", f"- {null}"))
    assert problem.startswith("sample.yaml:5:5: Child Z: notes, item 1 ")
    (problem,) = problems(f"collection:\n  headline:\n    topics: [{null}]\nreviews: []\n")
    assert problem.startswith("sample.yaml:3:14: topics, item 1 ")


@pytest.mark.parametrize("field", ["age", "age_months", "sex"])
@pytest.mark.parametrize(("value", "kind"), [("[1]", "a list"), ("{a: b}", "a mapping")])
def test_a_childs_fields_are_text(field: str, value: str, kind: str) -> None:
    assert f"sample.yaml:5:{len(field) + 7}: Child Z: {field} must be text, not {kind}" in problems(
        collection("children:", f"- {field}: {value}")
    )


ALLOWED = {
    "harm": "physical-abuse, neglect, emotional-abuse, sexual-abuse, domestic-abuse, sexual-exploitation, ...",
    "type": "lcspr, scr, rapid-review, national-review, thematic-review, cpr-wales, ...",
    "theme": "voice-of-child, lived-experience, child-behaviour, unseen-child, was-not-brought, fathers-and-males, ...",
    "agency": "childrens-social-care, early-help-services, police, health-services, midwifery, health-visiting, ...",
    "outcome": "death, injury, harm-no-injury, other",
    "review": "id, name, title, review_type, listed, published, area, children, incident_date, outcome, harms, factors, themes, "
    "agencies, summary, learning, recommendations, actions, resources, notes, collection, coding, evidence",
}
POINT_KEYS = "allowed: id, text, themes, agencies"
DATE = "is not understood; write it as 2019, 2019-06 or 2019-06-30"
AGE = 'is not understood; write it as "4 months", "3 years 6 months" or "under 1 year"'
SPAN = f"{DATE}, or a span as 2016/2018"
DERIVED = "leave the key out or make it agree"
DERIVED_AGE = "age_months is worked out from age; leave it out or make it agree"


@pytest.mark.parametrize("section", ["learning", "recommendations", "actions"])
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["text: [a]"], "5:11: Child Z: text must be text, not a list"),
        (["text: ''"], f"5:11: Child Z: text is empty; {WHERE_UNSAID}"),
        (["themes: []"], '5:5: Child Z: SECTION, item 1 needs the key "text"'),
        (["text: null"], '5:5: Child Z: SECTION, item 1 needs the key "text"'),
        (
            ["text: a", "theme: []"],
            f'6:5: Child Z: unknown key "theme" in SECTION, item 1; {POINT_KEYS}; did you mean "themes"?',
        ),
        (
            ["text: a", "themes: recording"],
            '6:13: Child Z: the list of themes must be a list, not the text "recording"',
        ),
        (
            ["text: a", "themes: [recoding]"],
            '6:14: Child Z: unknown theme "recoding"; casereviews vocabulary theme lists those allowed; did you mean "recording"?',
        ),
        (
            ["text: a", "themes: [recording, recording]"],
            '6:25: Child Z: duplicate theme "recording" in the list',
        ),
        (
            ["text: a", "agencies: [polcie]"],
            '6:16: Child Z: unknown agency "polcie"; casereviews vocabulary agency lists those allowed; did you mean "police"?',
        ),
    ],
)
def test_statements(section: str, lines: list[str], expected: str) -> None:
    text = collection(f"{section}:", "- " + "\n    ".join(lines))
    assert problems(text) == [f"sample.yaml:{expected.replace('SECTION', section)}"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("summry: a", f'4:3: unknown key "summry" in a review; allowed: {ALLOWED["review"]}; did you mean "summary"?'),
        (
            "outcome: deth",
            '4:12: unknown outcome "deth"; casereviews vocabulary outcome lists those allowed; did you mean "death"?',
        ),
        (
            "outcome: Death",
            '4:12: unknown outcome "Death"; casereviews vocabulary outcome lists those allowed; did you mean "death"?',
        ),
        (
            "review_type: CSPR",
            '4:16: unknown review_type "CSPR"; casereviews vocabulary type lists those allowed; did you mean "lcspr"?',
        ),
        (
            "harms: [neglekt]",
            '4:11: unknown harm "neglekt"; casereviews vocabulary harm lists those allowed; did you mean "neglect"?',
        ),
        ("harms: [neglect, neglect]", '4:20: duplicate harm "neglect" in the list'),
        ("coding: hand", '4:11: unknown coding "hand"; allowed: curated, automatic'),
        ("listed: February 2022", f'4:11: listed "February 2022" {DATE}'),
        ("incident_date: 2019-02-30", f'4:18: incident_date "2019-02-30" {SPAN}'),
        ("incident_date: 2019-00", f'4:18: incident_date "2019-00" {SPAN}'),
        ("children: [{age: 4}]", f'4:20: age "4" {AGE}'),
        ("children: [{age: 4 Months}]", f'4:20: age "4 Months" {AGE}'),
        ("children: [{sex: f}]", '4:20: unknown sex "f"; allowed: female, male'),
        ("children: [{sex: femal}]", '4:20: unknown sex "femal"; allowed: female, male; did you mean "female"?'),
        (
            "children: [{sexe: male}]",
            '4:15: unknown key "sexe" in children, item 1; allowed: age, age_months, sex; did you mean "sex"?',
        ),
        (
            "children: [{age: 4 weeks, age_months: four}]",
            '4:41: age_months "four" is not understood; write it as a number',
        ),
        ("children: [{age: 4 weeks, age_months: 1}]", f"4:41: {DERIVED_AGE}"),
        ("children: [{age: 4 weeks, age_months: nan}]", f"4:41: {DERIVED_AGE}"),
        ("children: [{age_months: 4}]", f"4:27: {DERIVED_AGE}"),
        ("themes: [recording]", f"4:11: themes must be those of all the statements; {DERIVED}"),
        ("agencies: [police]", f"4:13: agencies must be those of all the statements; {DERIVED}"),
        ("resources: [{format: PDF}]", '4:15: resources, item 1 needs the key "label"'),
        (
            "resources: [{label: a, ulr: b}]",
            '4:26: unknown key "ulr" in resources, item 1; allowed: label, format, url; did you mean "url"?',
        ),
        ("resources: [{label: a, url: [b]}]", "4:31: url must be text, not a list"),
        ("notes: ['']", f"4:11: notes, item 1 is empty; {WHERE_UNSAID}"),
    ],
)
def test_one_problem(line: str, expected: str) -> None:
    place, _, message = expected.partition(": ")
    assert problems(collection(line)) == [f"sample.yaml:{place}: Child Z: {message}"]


@pytest.mark.parametrize("identity", ["child z", "/child-z", "a//b", "a/", "a:b", "a'b", "a,b"])
def test_what_is_no_id(identity: str) -> None:
    assert problems(collection(f'id: "{identity}"')) == [
        f'sample.yaml:4:7: {identity}: id "{identity}" is not understood; write it as 2022-02/child-a'
    ]


def test_an_id_that_is_too_long() -> None:
    cut = "x" * 77 + "..."
    assert problems(collection(f"id: {'x' * 201}")) == [
        f'sample.yaml:4:7: {cut}: id "{cut}" is not understood; write it as 2022-02/child-a'
    ]


def test_an_id_of_the_greatest_length() -> None:
    assert only(collection(f"id: {'x' * 200}"))["id"] == "x" * 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- title: a\n", ['sample.yaml:1:3: reviews, item 1: a review needs the key "name"']),
        ("- name: Child Z\n", ['sample.yaml:1:3: Child Z: a review needs the key "title"']),
        ("- id: a/z\n", [
            'sample.yaml:1:3: a/z: a review needs the key "name"',
            'sample.yaml:1:3: a/z: a review needs the key "title"',
        ]),
        ("- name: ''\n  title: a\n", [f"sample.yaml:1:9: reviews, item 1: name is empty; {WHERE_UNSAID}"]),
        ("- name: [a]\n  title: a\n", ["sample.yaml:1:9: reviews, item 1: name must be text, not a list"]),
        ("- name: '???'\n  title: a\n",
         ['sample.yaml:1:3: ???: no id can be made from this name; give the review an "id"']),
        ("- name: '???'\n  title: a\n  id: a/b\n", []),
        ("- title: a\n- title: b\n", [
            'sample.yaml:1:3: reviews, item 1: a review needs the key "name"',
            'sample.yaml:2:3: reviews, item 2: a review needs the key "name"',
        ]),
    ],
)  # fmt: skip
def test_a_review_needs_a_name_and_a_title(text: str, expected: list[str]) -> None:
    assert problems(text) == expected


def test_a_key_that_is_no_word_is_a_problem_and_no_crash() -> None:
    assert "sample.yaml:1:1: a key must be a word, not a list or a mapping" in problems("[a]: b\nreviews: []\n")
    assert "sample.yaml:4:3: a key must be a word, not a list or a mapping" in problems(collection("{a: b}: c"))


# --- Ids ------------------------------------------------------------------------------------------


def twice(identity: str, line: int) -> str:
    return f'duplicate id "{identity}", first given in line {line}; give one of them another "id"'


def test_an_id_stands_once() -> None:
    assert problems(review() + review()) == [f"sample.yaml:3:3: Child Z: {twice('sample/child-z', 1)}"]
    assert problems(review("id: a/b") + review("id: a/b", name="Child Y")) == [
        f"sample.yaml:6:7: a/b: {twice('a/b', 3)}"
    ]
    assert problems(review() + review(name="‘child’  z")) == [
        f"sample.yaml:3:3: ‘child’ z: {twice('sample/child-z', 1)}"
    ]
    assert problems(review() + review("listed: 2030-01")) == []


def test_an_id_stands_once_in_a_line_too() -> None:
    assert problems('[{"name": "A", "title": "t"}, {"name": "A", "title": "t"}]') == [
        f"sample.yaml:1:31: A: {twice('sample/a', 1)}"
    ]


def test_three_of_an_id() -> None:
    assert problems(review() * 3) == [
        f"sample.yaml:3:3: Child Z: {twice('sample/child-z', 1)}",
        f"sample.yaml:5:3: Child Z: {twice('sample/child-z', 1)}",
    ]


@pytest.mark.parametrize(("section", "letter"), [("learning", "L"), ("recommendations", "R"), ("actions", "A")])
def test_the_ids_of_statements(section: str, letter: str) -> None:
    home = f"sample/child-z/{letter}"
    given_ids = ["null", f"{home}9", "null"]
    text = collection(f"{section}:", *(f"- {{id: {identity}, text: a}}" for identity in given_ids))
    assert [point["id"] for point in only(text)[section]] == [f"{home}1", f"{home}9", f"{home}3"]
    for wrong in (
        "L0",
        "X1",
        "l1",
        f"{letter}",
        f"{letter}01",
        f"{letter}1.0",
        f"{letter}1",
        f"sample/child-y/{letter}1",
    ):
        identity = wrong if "/" in wrong or wrong == f"{letter}1" else f"sample/child-z/{wrong}"
        assert problems(collection(f"{section}: [{{id: {identity}, text: a}}]")) == [
            f'sample.yaml:4:{len(section) + 11}: Child Z: the id of this statement must be "{home}1", or have another number'
        ]


def test_a_statement_of_another_section() -> None:
    assert problems(collection("learning: [{id: sample/child-z/R1, text: a}]")) == [
        'sample.yaml:4:19: Child Z: the id of this statement must be "sample/child-z/L1", or have another number'
    ]


def test_a_statements_id_stands_once() -> None:
    assert problems(collection("learning:", "- text: a", "- {id: sample/child-z/L1, text: b}")) == [
        f"sample.yaml:6:10: Child Z: {twice('sample/child-z/L1', 5)}"
    ]
    assert problems(collection("learning:", "- {id: sample/child-z/L2, text: b}", "- text: a")) == [
        f"sample.yaml:6:5: Child Z: {twice('sample/child-z/L2', 5)}"
    ]
    assert problems(collection("learning: [{text: a, id: sample/child-z/L2}, {text: b}]")) == [
        f"sample.yaml:4:48: Child Z: {twice('sample/child-z/L2', 4)}"
    ]


def test_what_is_worked_out_may_be_given_where_it_agrees() -> None:
    lines = [
        "learning: [{text: a, themes: [recording, bereavement], agencies: [police]}, {text: b, themes: [pandemic]}]"
    ]
    assert problems(collection(*lines, "themes: [pandemic, recording, bereavement]", "agencies: [police]")) == []
    assert problems(collection(*lines, "themes: [pandemic, recording]", "agencies: []")) == [
        "sample.yaml:5:11: Child Z: themes must be those of all the statements; leave the key out or make it agree",
        "sample.yaml:6:13: Child Z: agencies must be those of all the statements; leave the key out or make it agree",
    ]
    assert problems(collection("themes: []", "agencies: []")) == []


# --- Every problem at once ------------------------------------------------------------------------


def test_every_problem_of_a_file_in_its_order() -> None:
    text = """\
collection:
  listed: May
reviews:
- title: Sample review
  outcome: fatal
  name: Child Z
  outcome: death
  learning:
  - themes: [x]
  children: &c
  - {age: 4 weeks, sex: boy}
- name: Child Y
"""
    assert problems(text) == [
        'sample.yaml:2:11: listed "May" is not understood; write it as 2019, 2019-06 or 2019-06-30',
        'sample.yaml:5:12: Child Z: unknown outcome "fatal"; casereviews vocabulary outcome lists those allowed; did you mean "death"?',
        'sample.yaml:7:3: duplicate key "outcome", first given in line 5',
        'sample.yaml:9:5: Child Z: learning, item 1 needs the key "text"',
        'sample.yaml:9:14: Child Z: unknown theme "x"; casereviews vocabulary theme lists those allowed',
        "sample.yaml:10:13: anchors (&c) are not read; write the value plainly",
        'sample.yaml:11:25: Child Z: unknown sex "boy"; allowed: female, male',
        'sample.yaml:12:3: Child Y: a review needs the key "title"',
    ]


def test_problems_as_json_gives_them() -> None:
    with pytest.raises(DataError) as caught:
        read(collection("outcome: deth"))
    assert records_of(caught.value.problems) == [
        {
            "file": "sample.yaml",
            "line": 4,
            "column": 12,
            "record": "Child Z",
            "message": 'unknown outcome "deth"; casereviews vocabulary outcome lists those allowed',
            "nearest": "death",
        }
    ]
    with pytest.raises(DataError) as caught:
        read("")
    assert records_of(caught.value.problems) == [
        {
            "file": "sample.yaml",
            "line": None,
            "column": None,
            "record": None,
            "message": 'is empty; a collection needs the key "reviews"',
            "nearest": None,
        }
    ]


def test_control_characters_are_written_out_in_problems() -> None:
    for line in ['outcome: "\\e[31m\\u202e"', '"\\e[31m": a', 'id: "\\e"', 'listed: "\\u202e"', 'notes: "\\e"']:
        text = "\n".join(problems(collection(line)))
        assert text != ""
        assert text.replace("\n", "").isprintable()
    (problem,) = problems(review(name='"\\e[31mZ"') + review(name='"\\e[31mZ"'))
    assert problem == f"sample.yaml:3:3: <U+001B>[31mZ: {twice('sample/31mz', 1)}"


@pytest.mark.parametrize("key", ["\\e[31m", "two\\nlines", "\\u202e"])
def test_a_key_that_stands_twice_is_quoted_in_a_line(key: str) -> None:
    found = problems(collection(f'"{key}": a', f'"{key}": b'))
    assert len(found) == 2
    assert [problem for problem in found if not problem.isprintable()] == []


# --- Several files --------------------------------------------------------------------------------


def test_sound_files_and_the_problems_of_others() -> None:
    files = [
        ("a.yaml", collection().encode()),
        ("b.yaml", b"reviews: {}"),
        ("c.yaml", review("id: a/child-z", name="Child Y").encode()),
        ("d.yaml", review(name="Child X").encode()),
        ("e.yaml", b""),
    ]
    ids = dataset.Ids()
    read = [dataset.Reading(file, text, TERMS, ids) for file, text in files]
    assert [(reading.file, [record.id for record in reading]) for reading in read] == [
        ("a.yaml", ["a/child-z"]),
        ("b.yaml", []),
        ("c.yaml", ["c/a/child-z"]),
        ("d.yaml", ["d/child-x"]),
        ("e.yaml", []),
    ]
    assert [str(problem) for reading in read for problem in reading.problems] == [
        "b.yaml:1:10: reviews must be a list, not a mapping",
        'e.yaml: is empty; a collection needs the key "reviews"',
    ]


# --- Reading what was written ---------------------------------------------------------------------

LINE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1, max_size=12)
LINES = LINE.map(str.strip).filter(bool) | st.sampled_from(
    ["null", "no", "Review #5", "- a", "😀", "\x00\x1b", "\u202e"]
)
TEXTUAL = LINES | st.builds("{}\n{}".format, LINES, LINES)
AGES = st.sampled_from([("4 weeks", 0.92), ("1 day", 0.03), ("3 years 6 months", 42.0), ("1 year", 12.0), (None, None)])


def slugs(kind: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(TERMS.terms(kind))), unique=True, max_size=3)


@st.composite
def evidence(draw: st.DrawFn) -> dict[str, Any]:
    """A piece of evidence, with or without its place."""
    is_placed = draw(st.booleans())
    return {
        "field": draw(st.sampled_from(["age", "harms", "themes"])),
        "value": draw(LINES),
        "confidence": draw(st.sampled_from(["likely", "check", "read"])),
        "where": draw(st.sampled_from(["title", "summary", "L1", "R20", "A3", "N1"])) if is_placed else None,
        "start": draw(st.integers(0, 999)) if is_placed else None,
        "end": draw(st.integers(0, 999)) if is_placed else None,
        "words": draw(st.none() | LINES),
        "why": draw(st.none() | LINES),
        "probability": draw(st.none() | st.integers(0, 100).map(lambda hundredths: hundredths / 100)),
        "n": draw(st.none() | st.integers(0, 999)),
        "by": draw(st.none() | LINES),
        "on": draw(st.none() | st.dates().map(str)),
        "source": draw(st.none() | LINES),
    }


@st.composite
def records(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Reviews as JSON gives them."""
    identities = draw(st.lists(st.from_regex(r"[a-z0-9.-]{1,6}(/[a-zé0-9.-]{1,6}){0,2}", fullmatch=True), unique=True,
                               max_size=3))  # fmt: skip
    return [draw(record(identity)) for identity in identities]


@st.composite
def record(draw: st.DrawFn, identity: str) -> dict[str, Any]:
    def statements(letter: str) -> list[dict[str, Any]] | None:
        if draw(st.booleans()):
            return None
        return [
            {
                "id": f"{identity}/{letter}{number}",
                "text": draw(TEXTUAL),
                "themes": draw(st.none() | slugs("theme")),
                "agencies": draw(st.none() | slugs("agency")),
            }
            for number in sorted(draw(st.sets(st.integers(1, 99), max_size=3)))
        ]

    def together(key: str) -> list[str] | None:
        found = list(dict.fromkeys(slug for point in points for slug in point[key] or ()))
        return found if found or (points and all(point[key] is not None for point in points)) else None

    sections = {"learning": statements("L"), "recommendations": statements("R"), "actions": statements("A")}
    points = [point for section in sections.values() for point in section or ()]
    children = draw(st.none() | st.lists(st.tuples(AGES, st.sampled_from([None, "female", "male"])), max_size=2))
    resource = st.fixed_dictionaries({"label": LINES, "format": st.none() | LINES, "url": st.none() | LINES})
    return {
        "id": identity,
        "name": draw(LINES),
        "title": draw(LINES),
        "review_type": draw(st.none() | st.sampled_from(sorted(TERMS.terms("type")))),
        "listed": draw(st.none() | st.sampled_from(["2022", "2022-02", "2022-02-28"])),
        "published": draw(st.none() | st.sampled_from(["2022", "2022-02"])),
        "area": draw(st.none() | LINES),
        "children": [{"age": text, "age_months": months, "sex": sex} for (text, months), sex in children]
        if children is not None
        else None,
        "incident_date": draw(st.none() | st.sampled_from(["0001", "2019-12", "2020-02-29"])),
        "outcome": draw(st.none() | st.sampled_from(sorted(TERMS.terms("outcome")))),
        "harms": draw(st.none() | slugs("harm")),
        "factors": draw(st.none() | slugs("factor")),
        "themes": together("themes"),
        "agencies": together("agencies"),
        "summary": draw(st.none() | TEXTUAL),
        **sections,
        "resources": draw(st.lists(resource, max_size=2)),
        "notes": draw(st.lists(TEXTUAL, max_size=2)),
        "collection": draw(LINES),
        "coding": draw(st.sampled_from(["curated", "automatic"])),
        "evidence": draw(st.none() | st.lists(evidence(), max_size=3)),
    }


@MODEST
@given(records())
def test_records_written_as_yaml_read_back_the_same(written: list[dict[str, Any]]) -> None:
    made = read("".join(yaml_writer.dump(written)))
    assert [review.to_dict() for review in made.reviews] == written


@MODEST
@given(records(), st.sampled_from([None, 2, "\t"]))
def test_records_written_as_json_read_back_the_same(written: list[dict[str, Any]], indent: int | str | None) -> None:
    text = escape_controls(json.dumps(written, ensure_ascii=False, indent=indent))
    if "\ufffe" not in text and "\uffff" not in text:
        assert [review.to_dict() for review in read(text).reviews] == written


@MODEST
@given(records())
@example([{"name": "Child 😀", "title": "Sample review"}])
def test_json_of_any_program_reads_the_same(written: list[dict[str, Any]]) -> None:
    assert read(json.dumps(written)) == read("".join(yaml_writer.dump(written)))


def test_the_bundled_reviews_as_json(records: dict[str, dict[str, Any]]) -> None:
    made = read(json.dumps(list(records.values()), ensure_ascii=False))
    assert [review.to_dict() for review in made.reviews] == list(records.values())


# --- Damaged files --------------------------------------------------------------------------------

FIRST = BUNDLED[: BUNDLED.index("  - id: 2022-02/joshua")]
PIECES = [
    "", "- ", ": ", "[", "]", "{", "}", "'", '"', "&a ", "*a", "!x ", "\n", "\t", "null", "#", "? ", "---\n", "\u2028",
    "\x00", "\x85", "\r", "[a]: b\n", "  ", "L1", "|", "\ufeff", "😀", ",",
]  # fmt: skip
PLACES = st.integers(0, 100_000)
KINDS_OF_DAMAGE = st.sampled_from(["delete", "insert", "swap", "double"])
SPLICES = st.lists(st.tuples(KINDS_OF_DAMAGE, PLACES, PLACES, st.sampled_from(PIECES)), min_size=1, max_size=4)


def damage(text: str, splices: list[tuple[str, int, int, str]]) -> str:
    """The text with spans cut out, put in, exchanged or doubled."""
    for kind, one, two, piece in splices:
        start, end = sorted((one % (len(text) + 1), two % (len(text) + 1)))
        if kind == "delete":
            end = min(end, start + 200)
            text = text[:start] + text[end:]
        elif kind == "insert":
            text = text[:start] + piece + text[start:]
        elif kind == "double":
            text = text[:end] + text[start:]
        else:
            half = (start + end) // 2
            text = text[:start] + text[half:end] + text[start:half] + text[end:]
    return text


def read_or_refuse(text: str) -> None:
    """A collection that a store can be made of, or problems that all have their place; nothing else."""
    error = refusal(text)
    if error is not None:
        assert error.problems
        for problem in error.problems:
            assert type(problem) is Problem
            assert problem.message
            assert (problem.line, problem.column) >= (1, 1) or problem.message.startswith("is empty")
        return
    made = read(text)
    rows = compile_store([made], TERMS).ask("SELECT record FROM record ORDER BY number").fetchall()
    assert [json.loads(row) for (row,) in rows] == [review.to_dict() for review in made.reviews]


@examples(200)
@given(SPLICES)
def test_a_damaged_file_is_read_or_refused(splices: list[tuple[str, int, int, str]]) -> None:
    read_or_refuse(damage(FIRST, splices))


@pytest.mark.slow
@settings(max_examples=2000, deadline=None)
@given(SPLICES)
def test_a_damaged_file_is_read_or_refused_at_length(splices: list[tuple[str, int, int, str]]) -> None:
    read_or_refuse(damage(BUNDLED, splices))


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML was built without libyaml")
def test_both_parsers_give_the_same_collection_and_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = BUNDLED.replace("outcome: death", "outcome: daeth").replace("harms: [neglect]", "harms: &h neglect")
    expected = (read(BUNDLED), problems(broken))
    monkeypatch.setattr(yaml_document, "_Loader", yaml.SafeLoader)
    assert (read(BUNDLED), problems(broken)) == expected
    assert len(expected[1]) == 5


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_half_a_character_never_reaches_a_store(monkeypatch: pytest.MonkeyPatch, loader: str) -> None:
    monkeypatch.setattr(yaml_document, "_Loader", getattr(yaml, loader, yaml.SafeLoader))
    read_or_refuse(collection('summary: "a \\ud800 b"'))
    read_or_refuse(collection('summary: "a \\ud83d\\ude00 b"'))


# --- Reading as it goes ---------------------------------------------------------------------------

AROUND = [
    "collection: {{id: other, listed: 2030-02, coding: automatic}}\nreviews:{}\n",
    "reviews:{}\ncollection: {{id: other, listed: 2030-02, coding: automatic}}\n",
]
TWO_REVIEWS = "\n- {name: Child Z, title: T}\n- {name: Child Y, title: T, listed: 2029}"


def test_what_describes_a_collection_may_stand_after_its_reviews() -> None:
    before, after = (read(text.format(TWO_REVIEWS)) for text in AROUND)
    assert before == after
    assert [made.id for made in after.reviews] == ["2030-02/child-z", "2029/child-y"]
    assert {made.coding for made in after.reviews} == {"automatic"}
    assert tally_of(AROUND[1].format(TWO_REVIEWS).encode(), FILE).startswith("sample.yaml: 2 reviews")
    assert [read(text.format(" []")).id for text in AROUND] == ["other"] * 2


def test_problems_are_in_their_order_wherever_the_description_stands() -> None:
    wrong = "\n- {name: Child Z, title: T, outcome: x}\n- {name: Child Z, title: T}"
    for text, lines in zip(AROUND, ([1, 3, 4], [2, 3, 4]), strict=True):
        broken = text.replace("2030-02", "May").format(wrong)
        error = refusal(broken)
        assert error is not None
        assert sorted(problem.line for problem in error.problems) == lines
        assert [problem.line for problem in error.problems] == lines


def test_reviews_come_one_by_one_until_there_is_a_problem() -> None:
    text = "".join(review(name=f"Child {number}") for number in range(5)) + "- {name: X}\n" + review(name="Child Y")
    reading = dataset.Reading(FILE, text.encode(), TERMS, dataset.Ids())
    assert [made.name for made in reading] == [f"Child {number}" for number in range(5)]
    assert [str(problem) for problem in reading.problems] == ['sample.yaml:11:3: X: a review needs the key "title"']
    assert reading.counts["reviews"] == 5
    assert 0 < reading.done <= 1


def test_a_long_file_is_read_as_it_is_asked_for() -> None:
    text = "".join(review(name=f"Child {number}") for number in range(3000))
    for head in ("", "collection: {id: a}\nreviews:\n"):
        reading = dataset.Reading(FILE, (head + text).encode(), TERMS, dataset.Ids())
        assert next(iter(reading)).name == "Child 0"
        assert reading.done < 0.01


def read_after(first: str, *others: tuple[str, str]) -> list[tuple[list[str], list[str], list[str]]]:
    """Of files after a first one, each with its name: the ids, what is told of those before it, and the problems."""
    ids = dataset.Ids()
    assert list(dataset.Reading("first.yaml", first.encode(), TERMS, ids))
    answers = []
    for name, text in others:
        reading = dataset.Reading(name, text.encode(), TERMS, ids)
        made = [review.id for review in reading]
        told = [overlap.line(name, overlap.other) for overlap in reading.overlaps]
        answers.append((made, told, [str(problem) for problem in reading.problems]))
    return answers


def test_a_review_that_another_file_has_too() -> None:
    """Taken once; nothing may differ but its collection, and how and by whom it was read."""
    text = "".join(review(f"id: {name}", f"collection: {name}", name=name) for name in "ab")
    assert read_after(text, ("a.yaml", text.replace("collection: b", "collection: c")), ("b.yaml", text)) == [
        ([], ["2 reviews are in first.yaml and in a.yaml, and counted once, from first.yaml"], []),
        ([], ["2 reviews are in first.yaml and in b.yaml, and counted once, from first.yaml"], []),
    ]
    line = "evidence: [{field: name, value: a, confidence: check}]"
    one = review("id: a", "collection: z", "coding: automatic", line, name="a")
    assert read_after(text, ("a.yaml", one)) == [
        ([], ["a is in first.yaml and in a.yaml, and counted once, from first.yaml"], [])
    ]


def test_a_review_that_another_file_has_under_another_id() -> None:
    """Taken once where it says enough; its id there stands for no other review of a third file."""
    said = "summary: Nobody had asked the neighbours who came and went; he was not seen alone."
    first = review("id: x/a", said, "learning: [{text: T}]", name="A") + review("id: x/b", said, name="B")
    other = first.replace("x/", "y/")
    assert read_after(
        first, ("a.yaml", other), ("b.yaml", review("id: z", said, name="B")), ("c.yaml", other), ("d.yaml", review("id: y/a", name="C"))
    ) == [
        ([], ["2 reviews in a.yaml are in first.yaml under other ids, and counted once, from first.yaml"], []),
        ([], ["z in b.yaml is x/b in first.yaml, and counted once, from first.yaml"], []),
        ([], ["2 reviews are in a.yaml and in c.yaml, and counted once, from a.yaml"], []),
        (["d/y/a"], ["y/a in d.yaml differs from the review of this id in a.yaml; here its id is d/y/a"], []),
    ]  # fmt: skip
    short = first.replace(said, "summary: He died.")
    assert read_after(short, ("a.yaml", short.replace("x/", "y/"))) == [(["y/a", "y/b"], [], [])]
    twice = review("id: x/a", said, name="A") + review("id: x/b", said, name="A")  # a file's own are its own business
    assert [one.id for one in dataset.read(twice.encode(), "a.yaml", TERMS).reviews] == ["x/a", "x/b"]


def test_an_id_that_other_reviews_have() -> None:
    """The id of its collection stands before it, with a number where that is not enough."""
    texts = [collection("id: x/a", f"area: {area}", "learning: [{text: T}]") for area in "ABCB"]
    files = [("a.yaml", texts[1]), ("b.yaml", texts[2]), ("c.yaml", texts[3])]
    home = "sample"
    assert read_after(texts[0], *[(name, f"collection: {{id: {home}}}\n{text}") for name, text in files]) == [
        (
            ["sample/x/a"],
            ["x/a in a.yaml differs from the review of this id in first.yaml; here its id is sample/x/a"],
            [],
        ),
        (
            ["sample-2/x/a"],
            ["x/a in b.yaml differs from the review of this id in first.yaml; here its id is sample-2/x/a"],
            [],
        ),
        ([], ["x/a is in a.yaml and in c.yaml, and counted once, from a.yaml"], []),
    ]
    many = "".join(review(f"id: {name}", "area: Z", name=name) for name in "ab")
    assert read_after(many.replace("Z", "Y"), ("a.yaml", many)) == [
        (
            ["a/a", "a/b"],
            ["2 reviews in a.yaml differ from those of the same ids in first.yaml; here their ids begin with a/"],
            [],
        )
    ]


def test_the_statements_of_a_review_whose_id_another_has() -> None:
    text = collection(
        "id: x/a", "learning: [{text: T}]", "recommendations: []", "actions: [{text: U}, {text: V, id: x/a/A7}]"
    )
    ids = dataset.Ids()
    assert list(dataset.Reading("first.yaml", collection("id: x/a").encode(), TERMS, ids))
    (made,) = dataset.Reading("b.yaml", text.encode(), TERMS, ids)
    assert [statement.id for statement in made.statements] == ["b/x/a/L1", "b/x/a/A1", "b/x/a/A7"]
    assert (made.recommendations, made.collection) == ((), "b")


def test_an_id_that_stands_twice_in_a_file_after_another_that_has_it() -> None:
    text = collection("id: x/a") + review("id: x/a", name="B")
    ((_, _, found),) = read_after(collection("id: x/a"), ("a.yaml", text))
    assert found == ['a.yaml:7:7: x/a: duplicate id "x/a", first given in line 4; give one of them another "id"']


@pytest.mark.parametrize("identity", ["a/L3", "L1/R2", "a/b/A10"])
def test_a_review_is_not_named_like_a_statement(identity: str) -> None:
    (problem,) = problems(collection(f"id: {identity}"))
    assert problem == f'sample.yaml:4:7: {identity}: id "{identity}" is not understood; write it as 2022-02/child-a'


@pytest.mark.parametrize("identity", ["a/L", "a/L0", "L3", "a/l3", "a/L3/b", "a/L03", "a/XL3", "a/B3"])
def test_a_review_that_is_named_nearly_so(identity: str) -> None:
    assert only(collection(f"id: {identity}"))["id"] == identity
