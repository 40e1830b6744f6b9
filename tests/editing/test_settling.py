"""Settling what is to be checked: what an answer changes in a collection, and what is told of it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator

import pytest

from casereviews.coding.doubts import open_values
from casereviews.editing.answers import Answer, target_of
from casereviews.editing.noted import Reader
from casereviews.editing.settling import settle
from casereviews.errors import AmbiguousError, CasereviewsError, DataError, NotFoundError, UsageError
from casereviews.library import vocabularies
from casereviews.model.sections import EVIDENCE_OF
from casereviews.reading import dataset

READER = Reader("RS", "2031-06-02", "the report")
NOTED = 'by: RS, "on": "2031-06-02", source: the report'
FEN = """\
# ours
collection: {id: c, coding: automatic}
reviews:
- id: c/fen
  name: Child Fen
  title: "Serious case review: Child Fen"
  children: [{age: 4 months, sex: female}, {age: 2 years}]
  incident_date: "2028"  # as told
  outcome: death
  harms: [neglect, physical-abuse]
  learning:
  - {id: c/fen/L1, text: The police kept a dog., themes: [fathers-and-males, recording], agencies: []}
  - {id: c/fen/L2, text: Gates were open., themes: []}
  - {id: c/fen/L3, text: Doors too.}
  evidence:
  # what was read
  - {field: harms, value: neglect, confidence: check, where: title, why: w}
  - {field: harms, value: physical-abuse, confidence: likely, where: title}
  - {field: outcome, value: injury, confidence: check}
  - {field: incident_date, value: "2028", confidence: check, why: w}
  - {field: age, value: 4 months, confidence: check}
  - {field: themes, value: recording, confidence: check, where: L1, probability: 0.4, n: 9}
  - {field: agencies, value: none, confidence: check, where: L1, why: w}
  - {field: summary, value: long, confidence: check, why: w}
- {id: d/fen, name: Fen, title: T, coding: curated}
"""


def answered(text: str, *answers: str, file: str = "c.yaml", reader: Reader = READER) -> tuple[str, list[str]]:
    """The collection after answers such as `accept c/fen.harms`, and what is told."""
    terms = vocabularies.vocabulary()
    given = [Answer(does, target_of(rest)) for does, _, rest in (one.partition(" ") for one in answers)]
    outcome = settle(text.encode(), file, terms, given, reader)
    assert dataset.read(outcome.data, file, terms).reviews
    return outcome.data.decode(), list(map(str, outcome.settled))


def changed(text: str, *answers: str) -> list[str]:
    """The lines that answers change, those that go with a hyphen in front and those that come with a plus sign."""
    new = answered(text, *answers)[0]
    lines = difflib.ndiff(text.splitlines(), new.splitlines())
    return [f"{line[0]}{line[2:].strip()}" for line in lines if line[0] in "+-"]


def open_ids(text: str) -> list[str]:
    found = dataset.read(text.encode(), "c.yaml", vocabularies.vocabulary()).reviews
    return [one.id for review in found for one in open_values(review.to_dict())]


def refused(kind: type[CasereviewsError], *answers: str, text: str = FEN) -> str:
    """The message with which answers are refused, all together."""
    with pytest.raises(kind) as caught:
        answered(text, *answers)
    assert type(caught.value) is kind
    return caught.value.message


# --- What is open -----------------------------------------------------------------------------------------------------


def test_what_is_open() -> None:
    """Doubts of values that stand, and statements without a theme; a value is named where a field has several."""
    assert open_ids(FEN) == [
        "c/fen.harms=neglect", "c/fen.incident_date", "c/fen.age", "c/fen/L1.themes", "c/fen/L1.agencies",
        "c/fen.summary", "c/fen/L2.themes", "c/fen/L3.themes",
    ]  # fmt: skip


def test_a_review_that_a_person_has_coded_has_nothing_open() -> None:
    assert open_ids(FEN.replace("name: Child Fen", "name: Child Fen\n  coding: curated")) == []


def test_each_that_is_open_is_accepted_by_its_id() -> None:
    text = FEN
    for number, one in enumerate(open_ids(FEN), 1):
        text, told = answered(text, f"accept {one}")
        assert [line.partition(":")[0] for line in told] == [f"accepted {one}"]
        assert len(open_ids(text)) == 8 - number
    assert answered(text, "accept c/fen.harms=neglect") == (text, ["c/fen.harms=neglect: neglect was read before"])


# --- Accept -----------------------------------------------------------------------------------------------------------


def test_a_value_stands() -> None:
    """The doubt goes, who read it is noted, and nothing else changes."""
    assert changed(FEN, "accept c/fen.incident_date") == [
        '-- {field: incident_date, value: "2028", confidence: check, why: w}',
        f'+- {{field: incident_date, value: "2028", confidence: read, {NOTED}}}',
    ]
    assert changed(FEN, "accept c/fen/L1.themes") == [
        "-- {field: themes, value: recording, confidence: check, where: L1, probability: 0.4, n: 9}",
        f"+- {{field: themes, value: recording, confidence: read, where: L1, probability: 0.4, n: 9, {NOTED}}}",
    ]


def test_nobody_need_be_named() -> None:
    assert '"2028", confidence: read, "on": "2031-06-02"}' in answered(
        FEN, "accept c/fen.incident_date", reader=Reader(None, "2031-06-02", None)
    )[0]  # fmt: skip


def test_all_values_of_a_field_stand() -> None:
    _, told = answered(FEN, "accept c/fen.harm")
    assert told == ["accepted c/fen.harms=neglect: neglect", "accepted c/fen.harms=physical-abuse: physical-abuse"]


def test_all_of_a_statement_stands() -> None:
    new, told = answered(FEN, "accept c/fen/l1", "accept c/fen/L2")
    assert told == [
        "accepted c/fen/L1.themes: recording", "accepted c/fen/L1.agencies: none", "accepted c/fen/L2.themes: no theme",
    ]  # fmt: skip
    assert new.endswith(
        "value: long, confidence: check, why: w}\n"
        f"  - {{field: themes, value: none, confidence: read, where: L2, {NOTED}}}\n"
        "- {id: d/fen, name: Fen, title: T, coding: curated}\n"
    )


def test_a_review_that_was_read_whole_is_a_persons() -> None:
    new, told = answered(FEN, "accept Child Fen")
    assert told == ["accepted c/fen: the whole review, 9 values of it"]
    assert open_ids(new) == []
    assert new.count("confidence: read") == 9
    assert new.count("confidence: check") == 1  # of an outcome that the review does not have
    assert "\n  coding: curated\n- {id: d/fen" in new
    assert answered(new, "accept c/fen") == (new, ["c/fen: the whole review, 9 values of it was read before"])


def test_a_review_without_evidence_is_accepted() -> None:
    text = "reviews: [{id: c/a, name: A, title: T, coding: automatic}]"
    noted = ", ".join(
        f"{{field: {field}, value: not-stated, confidence: read, {NOTED}}}"
        for field in ("harms", "outcome", "age", "learning")
    )
    assert answered(text, "accept c/a") == (
        f"reviews: [{{id: c/a, name: A, title: T, coding: curated, evidence: [{noted}]}}]",
        ["accepted c/a: the whole review, 4 values of it"],
    )
    with_point = "reviews: [{id: c/a, name: A, title: T, coding: automatic, learning: [{text: x}]}]\n"
    assert f"evidence: [{{field: themes, value: none, confidence: read, where: L1, {NOTED}}}]" in answered(
        with_point, "accept c/a/L1"
    )[0]  # fmt: skip


# --- Set --------------------------------------------------------------------------------------------------------------


def test_a_value_is_set() -> None:
    """What was read there is noted as read, the new value as a person's."""
    assert changed(FEN, "set c/fen.incident_date=2027-03") == [
        '-incident_date: "2028"  # as told',
        "+incident_date: 2027-03  # as told",
        '-- {field: incident_date, value: "2028", confidence: check, why: w}',
        f'+- {{field: incident_date, value: "2028", confidence: read, {NOTED}}}',
        f"+- {{field: incident_date, value: 2027-03, confidence: read, {NOTED}}}",
    ]


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("c/fen.incident_date=2016/2018", "incident_date: 2016/2018  # as told"),
        ("c/fen.incident_date=not-stated", "incident_date: null  # as told"),
        ("c/fen.outcome=Harm, no injury stated", "outcome: harm-no-injury"),
        ("c/fen.harms=CSA, Neglect", "harms: [sexual-abuse, neglect]"),
        ("c/fen.harms=none", "harms: []"),
        ("c/fen.harms=not-stated", "harms: null"),
        ("c/fen.name=Child  Reed", "name: Child Reed"),
        ("c/fen.age=under 1 year, not-stated", "children: [{age: under 1 year, sex: female}, {age: null}]"),
        ("c/fen.sex=female,male", "children: [{age: 4 months, sex: female}, {age: 2 years, sex: male}]"),
        ("c/fen.age=11, 3y 6m", "children: [{age: 11 years, sex: female}, {age: 3 years 6 months}]"),
        ("c/fen.sex=girl,m", "children: [{age: 4 months, sex: female}, {age: 2 years, sex: male}]"),
        ("c/fen.area=Eastmere", "area: Eastmere"),
        ("c/fen/L2.themes=voice of the child", "- {id: c/fen/L2, text: Gates were open., themes: [voice-of-child]}"),
        ("c/fen/L3.agencies=none", "- {id: c/fen/L3, text: Doors too., agencies: []}"),
    ],
)
def test_values_are_understood_as_everywhere(answer: str, line: str) -> None:
    new, told = answered(FEN, f"set {answer}")
    assert line in [line.strip() for line in new.splitlines()]
    assert [one.partition(":")[0] for one in told] == [f"set {answer.partition('=')[0]}"]


def test_what_was_set_is_a_persons_and_no_longer_open() -> None:
    new, _ = answered(FEN, "set c/fen/L1.agencies=police", "set c/fen/L2.themes=recording", "set c/fen/L3.themes=none")
    assert not {"c/fen/L1.agencies", "c/fen/L2.themes", "c/fen/L3.themes"} & {*open_ids(new)}
    for value in ("agencies, value: police", "themes, value: recording", "themes, value: none"):
        assert f"field: {value}, confidence: read, where: L" in new


def test_what_the_source_does_not_say_is_noted_and_no_longer_open() -> None:
    """Also where nothing was read, so that nobody is asked again."""
    text, told = answered(FEN, "set c/fen/L2.themes=not-stated", "set c/fen.review_type=not-stated")
    assert told == ["set c/fen/L2.themes: not-stated", "set c/fen.review_type: not-stated"]
    assert "text: Gates were open., themes: null}" in text
    assert f"{{field: themes, value: not-stated, confidence: read, where: L2, {NOTED}}}" in text
    assert f"{{field: review_type, value: not-stated, confidence: read, {NOTED}}}" in text
    assert [one for one in open_ids(FEN) if one not in open_ids(text)] == ["c/fen/L2.themes"]
    again, told = answered(text, "accept c/fen.review_type")
    assert (again, told) == (text, ["c/fen.review_type: not-stated was read before"])


def test_one_value_of_several_is_changed() -> None:
    """The others stay as they are, and open."""
    terms, text = vocabularies.vocabulary(), FEN.replace("likely", "check")
    for typed, line, left in (
        ("c/fen.harms=neglect>CSA", "harms: [sexual-abuse, physical-abuse]", {"physical-abuse"}),
        ("c/fen.harms=neglect>CSA, physical abuse", "harms: [sexual-abuse, physical-abuse]", set()),
        ("c/fen.harms=neglect>none", "harms: []", set()),
        ("c/fen.harms=neglect>not-stated", "harms: null", set()),
        (
            "c/fen.age=4 months>not-stated",
            "children: [{age: null, sex: female}, {age: 2 years}]",
            {"neglect", "physical-abuse"},
        ),
    ):
        what, _, value = typed.partition(">")
        outcome = settle(text.encode(), "c.yaml", terms, [Answer("change", target_of(what), value)], READER)
        assert f"\n  {line}\n" in outcome.data.decode()
        assert {value for _, field, value in outcome.left["c/fen"] if field == "harms"} == left, typed
        assert "field: age, value: not-stated" not in outcome.data.decode()


def test_a_child_of_whom_nothing_was_known() -> None:
    text = "reviews:\n- {id: c/a, name: A, title: T}\n"
    new, _ = answered(text, "set c/a.age=4 years", "set c/a.sex=male")
    assert new.startswith("reviews:\n- {id: c/a, name: A, title: T, children: [{age: 4 years, sex: male}], evidence: ")


# --- Drop -------------------------------------------------------------------------------------------------------------


def test_a_value_is_taken_out() -> None:
    """Its evidence stays, so that it is not read anew."""
    assert changed(FEN, "drop c/fen.harms=Neglect") == [
        "-harms: [neglect, physical-abuse]",
        "+harms: [physical-abuse]",
        "-- {field: harms, value: neglect, confidence: check, where: title, why: w}",
        f"+- {{field: harms, value: neglect, confidence: read, where: title, {NOTED}}}",
    ]
    new, told = answered(FEN, "drop c/fen/L1.themes=recording", "drop c/fen.outcome", "drop c/fen.age=4 months")
    assert told == [
        "dropped c/fen/L1.themes: recording", "dropped c/fen.outcome=death: death", "dropped c/fen.age: 4 months",
    ]  # fmt: skip
    for piece in (
        "themes: [fathers-and-males]",
        "outcome: null",
        "children: [{age: null, sex: female}, {age: 2 years}]",
    ):
        assert piece in new


def test_the_last_harm_that_is_taken_out_leaves_none_stated() -> None:
    new, _ = answered(FEN, "drop c/fen.harms=neglect", "drop c/fen.harms=physical-abuse")
    assert "  harms: null\n" in new
    one, _ = answered(FEN, "drop c/fen/L1.themes=recording", "drop c/fen/L1.themes=fathers-and-males")
    assert "dog., themes: [], agencies" in one
    assert "c/fen/L1.themes" not in open_ids(one)


def test_what_a_person_had_set_is_taken_out_too_and_is_noted() -> None:
    text = "reviews:\n- {id: c/a, name: A, title: T, harms: [neglect], coding: automatic}\n"
    assert (
        f"harms: null, coding: automatic, evidence: [{{field: harms, value: neglect, confidence: read, {NOTED}}}]"
        in (answered(text, "drop c/a.harms")[0])
    )


# --- All or nothing ---------------------------------------------------------------------------------------------------


def test_what_is_set_comes_before_what_stands() -> None:
    new, told = answered(FEN, "accept c/fen", "drop c/fen.outcome", "set c/fen.harms=neglect")
    assert told == [
        "set c/fen.harms: neglect", "dropped c/fen.outcome=death: death",
        "accepted c/fen: the whole review, 7 values of it",
    ]  # fmt: skip
    assert open_ids(new) == []


def test_an_answer_that_is_given_twice_counts_once() -> None:
    once = answered(FEN, "accept c/fen.harms", "drop c/fen.outcome")
    assert (
        answered(FEN, "accept c/fen.harms", "drop c/fen.outcome", "accept c/fen.harm=neglect", "drop c/fen.outcome")
        == once
    )
    assert answered(FEN, "accept c/fen", "accept Child Fen") == answered(FEN, "accept c/fen")


TAMSIN = """\
collection: {id: c, coding: automatic}
reviews:
- {id: c/child-tamsin, name: Child Tamsin, title: T, harms: [neglect]}
- {id: c/baby-oak, name: "Baby ‘Oak’", title: T, harms: [neglect]}
- {id: c/child-oak, name: Child Oak, title: T, harms: [neglect]}
- {id: c/elm, name: Elm, title: T, harms: [neglect]}
- {id: c/child-elm, name: Child Elm, title: T, harms: [neglect]}
"""


@pytest.mark.parametrize(("typed", "found"), [("tamsin", "child-tamsin"), ("Tamsin", "child-tamsin"), ("elm", "elm")])
def test_a_review_may_be_named_without_the_word_for_a_child(typed: str, found: str) -> None:
    """A review that is called so, and no more, is meant before others."""
    assert answered(TAMSIN, f"accept {typed}")[1] == [f"accepted c/{found}: the whole review, 3 values of it"]
    assert answered(TAMSIN, f"set {typed}.harms=CSA")[1] == [f"set c/{found}.harms: sexual-abuse"]


def test_a_name_without_the_word_for_a_child_that_two_have_is_refused_with_both() -> None:
    told = refused(AmbiguousError, "accept oak", text=TAMSIN)
    assert told == '"oak" is only a part of the name of 2 reviews:\n  c/baby-oak  Baby ‘Oak’\n  c/child-oak  Child Oak'
    assert refused(NotFoundError, "accept tam", text=TAMSIN) == 'no review "tam"'
    assert refused(NotFoundError, "accept child", text=TAMSIN) == 'no review "child"'


@pytest.mark.parametrize("other", ["set Child Fen.harms=CSA", "drop c/fen.harms=neglect"])
def test_a_field_that_is_set_has_one_answer(other: str) -> None:
    told = refused(UsageError, other, "set c/fen.harms=neglect")
    assert told in {
        '"Child Fen.harms=CSA" and "c/fen.harms=neglect" are two answers to one field',
        '"c/fen.harms=neglect" and "c/fen.harms=neglect" are two answers to one field',
    }
    for another in ("set c/fen/L1.themes=recording", "set d/fen.harms=neglect", "drop c/fen.outcome", "accept c/fen"):
        assert len(answered(FEN, "set c/fen.harms=neglect", another)[1]) == 2


def test_a_review_whose_id_looks_like_a_statement() -> None:
    """Ids that end as `/L2` are refused; one that ends in a small letter is meant before a statement."""
    text = FEN.replace("id: d/fen", "id: c/fen/l1").replace("name: Fen", "name: L1, harms: [neglect]")
    assert answered(text, "drop c/fen/l1.harms")[1] == ["dropped c/fen/l1.harms: neglect"]
    assert answered(text, "drop c/fen/L1.themes=recording")[1] == ["dropped c/fen/L1.themes: recording"]
    assert answered(text, "accept c/fen/l2")[1] == ["accepted c/fen/L2.themes: no theme"]


@pytest.mark.parametrize(
    ("answer", "kind", "message"),
    [
        ("accept c/reed", NotFoundError, 'no review "c/reed"'),
        ("accept c/fne.harms", NotFoundError, 'no review "c/fne"; did you mean "c/fen"?'),
        ("set child fem.harms=CSA", NotFoundError, 'no review "child fem"; did you mean "fen"?'),
        ("drop c/fne/L1.themes", NotFoundError, 'no review "c/fne"; did you mean "c/fen"?'),
        ("accept Child J.K", NotFoundError, 'no review "Child J.K"'),
        ("accept St. Mary", NotFoundError, 'no review "St. Mary"'),
        ("accept fen", AmbiguousError, '"fen" is the name of 2 reviews:\n  c/fen  Child Fen\n  d/fen  Fen'),
        ("accept c/fen/L9", NotFoundError, 'no statement "L9" in c/fen'),
        ("accept c/fen.area", NotFoundError, 'nothing was read of "c/fen.area" by the importer'),
        ("accept c/fen.outcome", NotFoundError, 'nothing was read of "c/fen.outcome" by the importer'),
        ("drop c/fen", UsageError, "--drop c/fen names no field"),
        ("drop c/fen.name", UsageError, "a review needs a name"),
        ("drop c/fen.summary", UsageError, "summary: this is changed in the file itself"),
        ("drop c/fen.harms", UsageError, "c/fen.harms has several values"),
        ("drop c/fen.harms=CSA", NotFoundError, 'c/fen.harms=CSA: there is no "CSA" there to take out'),
        ("drop c/fen/L1.agencies", NotFoundError, "c/fen/L1.agencies: there is nothing in agencies to take out"),
        ("set c/fen.harms", UsageError, '"c/fen.harms" gives no value'),
        ("set c/fen.harms=", UsageError, "no value is given for harms"),
        ("set c/fen.harms=bullet", UsageError, 'unknown harm "bullet"'),
        ("set c/fen.outcome=none", UsageError, 'unknown outcome "none"'),
        ("set c/fen.learning=x", UsageError, "learning: this is changed in the file itself"),
        ("set c/fen.incident_date=2030/2029", UsageError, '"2030/2029" is not a date'),
        ("set c/fen.published=2016/2018", UsageError, '"2016/2018" is not a date'),
        ("set c/fen.age=4 z", UsageError, '"4 z" is not an age'),
        ("set c/fen.age=4 years", UsageError, "c/fen has 2 children, and 1 value is given"),
        ("set c/fen.children=3", UsageError, "children: this is changed in the file itself"),
        ("set c/fen.area=none", UsageError, '"none" is no area'),
        ("set c/fen.area=Fen\x1b[D", UsageError, '"Fen<U+001B>[D" is no area'),
        ("set c/fen.name=Not stated", UsageError, '"Not stated" is no name'),
        ("accept c/fen/L1.harms", UsageError, "a statement has no harms"),
        ("set c/fen.sex=x,y", UsageError, 'unknown sex "x"'),
        ("set c/fen.themes=none", UsageError, "themes are those of a statement"),
        ("set c/fen/L1.harms=none", UsageError, "a statement has no harms"),
    ],
)
def test_what_cannot_be_done(answer: str, kind: type[CasereviewsError], message: str) -> None:
    assert refused(kind, "accept c/fen.incident_date", answer) == message


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("c/fen.harmz=x", 'unknown field "harmz" in "c/fen.harmz=x"; did you mean "harms"?'),
        ("c/fen=x", '"c/fen=x" names no field'),
        ("=x", '"=x" names no field'),
        ("", '"" names no review'),
        (".harms", '".harms" names no review'),
        (".harms=neglect", '".harms=neglect" names no review'),
    ],
)
def test_what_names_nothing(typed: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        target_of(typed)
    assert caught.value.message == message


@pytest.mark.parametrize("does", ["accept", "set", "drop"])
@pytest.mark.parametrize("home", ["c/fen", "c/fen/L1", "nobody"])
@pytest.mark.parametrize("value", ["", "=x"])
def test_a_mistyped_field_is_wrong_usage_wherever_it_stands(does: str, home: str, value: str) -> None:
    """Whether or not the review is there, and whether or not it is to have a value."""
    for field, near in (("harmz", '; did you mean "harms"?'), ("foo", "")):
        with pytest.raises(UsageError) as caught:
            answered(FEN, f"{does} {home}.{field}{value}")
        assert caught.value.message == f'unknown field "{field}" in "{home}.{field}{value}"{near}'
        assert caught.value.hint == f"the fields are {', '.join(EVIDENCE_OF)}"


def test_a_review_whose_name_has_a_full_stop_is_no_mistyped_field() -> None:
    text = FEN.replace("name: Child Fen", "name: Child J.Kay")
    assert answered(text, "accept child j.kay")[1] == ["accepted c/fen: the whole review, 9 values of it"]


def test_a_collection_with_problems_is_left_as_it_is() -> None:
    with pytest.raises(DataError):
        answered(FEN.replace("outcome: death", "outcome: deth"), "accept c/fen")


# --- Other forms ------------------------------------------------------------------------------------------------------


def forms() -> Iterator[tuple[str, str]]:
    """The same collection in other forms, each with the name of its file."""
    found = dataset.read(FEN.encode(), "c.yaml", vocabularies.vocabulary())
    records = [review.to_dict() for review in found.reviews]
    yield "c.jsonl", "".join(json.dumps(record) + "\n" for record in records)
    yield "c.json", json.dumps({"collection": {"id": "c"}, "reviews": records}, indent=2)
    yield "c.yaml", FEN.replace("\n", "\r\n")


@pytest.mark.parametrize(("file", "text"), [*forms()], ids=["jsonl", "json", "crlf"])
def test_every_form_says_the_same_afterwards(file: str, text: str) -> None:
    answers = ["set c/fen/L1.themes=recording", "set c/fen.age=5 years, not-stated", "drop c/fen.harms=neglect",
               "accept c/fen/L2"]  # fmt: skip
    new, told = answered(text, *answers, file=file)
    plain, told_of_plain = answered(FEN, *answers)
    terms = vocabularies.vocabulary()
    assert told == told_of_plain
    first, wanted = (dataset.read(one.encode(), name, terms).reviews for one, name in ((new, file), (plain, "c.yaml")))
    assert [review.to_dict() for review in first] == [review.to_dict() for review in wanted]
