"""JSON Lines: a review a line; what is read, what is refused and where, and that it costs no more than it must."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casereviews import library
from casereviews.answers import reviews
from casereviews.editing import yaml_writer
from casereviews.library import bundled, validate, vocabularies
from casereviews.model.reviews import Review
from casereviews.reading import dataset, json_lines, yaml_document
from casereviews.search.filters import Filters
from helpers import Invoke, examples, samples
from helpers.samples import problems_of

FILE = "sample.jsonl"
TERMS = vocabularies.vocabulary()
KEYS = (
    "allowed: id, name, title, review_type, listed, published, area, children, incident_date, outcome, harms, factors, "
    "themes, agencies, summary, learning, recommendations, actions, resources, notes, collection, coding, evidence"
)
FORMS = ["yaml", "json", "jsonl"]
read = partial(samples.read, file=FILE)
refusal = partial(samples.refusal, file=FILE)

Write = Callable[..., str]


def reading(text: str | bytes, file: str = FILE) -> dataset.Reading:
    return dataset.Reading(file, text.encode() if isinstance(text, str) else text, TERMS, dataset.Ids())


def problems(text: str | bytes) -> list[str]:
    """What is wrong with JSON Lines, as a person reads it; nothing where they are sound."""
    return problems_of(refusal(text))


def line(name: str = "A", **more: Any) -> str:
    """A review of an invented collection."""
    return json.dumps({"name": name, "title": "Sample review", **more})


def names(text: str | bytes, file: str = FILE) -> list[str]:
    return [review.name for review in read(text, file=file).reviews]


# --- What is read -------------------------------------------------------------------------------------------------------


def test_a_review_a_line() -> None:
    made = read(f"{line()}\n{line('B', listed='2030-01')}\n")
    assert (made.id, made.file, made.title, made.listed, made.headline_reviews) == ("sample", FILE, None, None, None)
    assert [review.id for review in made.reviews] == ["sample/a", "2030-01/b"]
    assert {review.collection for review in made.reviews} == {"sample"}
    assert {review.coding for review in made.reviews} == {"curated"}


@pytest.mark.parametrize(
    "text",
    [
        "{0}\n{1}\n",
        "{0}\n{1}",
        "{0}\r\n{1}\r\n",
        "\n\n{0}\n \n\t\n{1}\n\n\n",
        "\r\n{0}\r\n\r\n{1}",
        "  {0}  \n\t{1}\t\n",
        "\ufeff{0}\n{1}\n",
        "\ufeff\n{0}\n{1}\n",
    ],
)
def test_ends_of_lines_blank_lines_and_a_byte_order_mark(text: str) -> None:
    assert names(text.format(line(), line("B"))) == ["A", "B"]


@pytest.mark.parametrize("text", ["", "\n", "\r\n \n", "\ufeff"])
def test_no_reviews_are_a_collection(text: str) -> None:
    """As the answer to a question that nothing matches is."""
    assert read(text).reviews == ()


def test_a_file_whose_lines_come_one_by_one_reads_the_same(tmp_path: Path) -> None:
    text = f"\ufeff{line()}\r\n\n{line('B', summary='é 😀')}\n{line('C')}"
    path = tmp_path / FILE
    path.write_text(text, "utf-8")
    lines = path.read_bytes().splitlines(keepends=True)
    streamed = dataset.Reading(FILE, iter(lines), TERMS, dataset.Ids(), len(text))
    whole = reading(text)
    reviews = list(whole)
    assert [review.name for review in reviews] == ["A", "B", "C"]
    assert list(streamed) == reviews
    assert streamed.about == whole.about
    assert streamed.about is not None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ('"no"', "no"), ('"null"', "null"), ('"~"', "~"), ('"012"', "012"), ("null", None), ("5", "5"), ("-0", "-0"),
        ("1.50", "1.50"), ("1e999999", "1e999999"), ("9" * 5000, "9" * 5000), ("true", "true"), ("false", "false"),
        ('"\\ud83d\\ude00"', "😀"), ('"\\\\ud800"', "\\ud800"), ('"\\u0000\\u001b\\u202e"', "\x00\x1b\u202e"),
        ('"a\\nb"', "a\nb"), ('"\\/"', "/"), ('"# : - [x] &a *b !c"', "# : - [x] &a *b !c"), ('"a\u2028|\u2029b"', "a\u2028|\u2029b"),
    ],
)  # fmt: skip
def test_text_is_what_was_typed(typed: str, meant: str | None) -> None:
    text = f'{{"name": "A", "title": "T", "summary": {typed}}}\n'
    assert read(text).reviews[0].summary == meant
    if "\u2028" not in typed:
        assert read(f"[{text}]", file="sample.json").reviews[0].summary == meant


@pytest.mark.parametrize("key", ["children", "harms", "factors", "learning", "recommendations", "actions"])
def test_none_unsaid_and_missing(key: str) -> None:
    made = [
        review.to_dict()[key]
        for review in read(f"{line()}\n{line('B', **{key: None})}\n{line('C', **{key: []})}").reviews
    ]
    assert made == [None, None, []]


def test_how_much_was_read() -> None:
    text = "\n".join(line(f"A{number}") for number in range(4))
    found = reading(text)
    shares = [found.done for _ in found]
    assert shares == sorted(shares)
    assert 0.2 < shares[0] < 0.3
    assert shares[-1] == 1
    unknown = dataset.Reading(FILE, text.encode().splitlines(), TERMS, dataset.Ids())
    assert [unknown.done for _ in unknown] == [0] * 4


def test_a_tally() -> None:
    found = reading(line(learning=[{"text": "a"}], actions=[]))
    assert len(list(found)) == 1
    assert found.tally() == f"{FILE}: 1 review, 1 learning point, 0 recommendations, 0 actions: no problems"


# --- What is refused, and where ------------------------------------------------------------------------------------------

HEAD = '{"name": "A", "title": "T", '  # 28 characters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + '"harmz": []}', f'1:29: A: unknown key "harmz" in a review; {KEYS}; did you mean "harms"?'),
        (
            HEAD + '"harms": ["neglect", "neglct"]}',
            '1:50: A: unknown harm "neglct"; casereviews vocabulary harm lists those allowed; did you mean "neglect"?',
        ),
        (
            HEAD + '"children": [{"sex": "male"}, {"age": "4 moths"}]}',
            '1:67: A: age "4 moths" is not understood; write it as "4 months", "3 years 6 months" or "under 1 year"',
        ),
        (HEAD + '"summary": ""}', "1:40: A: summary is empty; write null where the source does not say"),
        (HEAD + '"summary": {"a": 1}}', "1:40: A: summary must be text, not a mapping"),
        (HEAD + '"learning": {}}', "1:41: A: learning must be a list, not a mapping"),
        (HEAD + '"learning": [{"themes": []}]}', '1:42: A: learning, item 1 needs the key "text"'),
        (HEAD + '"learning": [5]}', '1:42: A: learning, item 1 must be a mapping of keys to values, not the text "5"'),
        (HEAD + '"title": "U"}', '1:29: duplicate key "title", first given in line 1'),
        (
            HEAD + '"resources": [{"label": "a", "label": "b"}]}',
            '1:58: duplicate key "label", first given in line 1',
        ),
        ('{"title": "T"}', '1:1: the review: a review needs the key "name"'),
        ('{"name": "A"}', '1:1: A: a review needs the key "title"'),
        ("[]", "1:1: a line must hold one review, as an object"),
        ("null", "1:1: a line must hold one review, as an object"),
        ("5", "1:1: a line must hold one review, as an object"),
        ('"text"', "1:1: a line must hold one review, as an object"),
        ("NaN", "1:1: a line must hold one review, as an object"),
        ('[{"name": "A", "title": "T"}]', "1:1: a line must hold one review, as an object"),
        ("name: A", "1:1: not valid JSON: a value is expected here; text stands in double quotes"),
        ("# a comment", "1:1: not valid JSON: a value is expected here; text stands in double quotes"),
        (HEAD + "}", "1:27: not valid JSON: there is a comma before the end of an object or a list"),
        (HEAD + "\"harms\": [\"neglect\" , ]}", "1:49: not valid JSON: there is a comma before the end of an object or a list"),
        ('{"name": "A" "title": "T"}', "1:14: not valid JSON: a comma is expected here, or the end of the object or list"),
        ('{"name": "A', "1:10: not valid JSON: the text that begins here has no closing quotation mark"),
        ("{'name': 'A'}", "1:2: not valid JSON: a key in double quotes is expected here"),
        ('{"name": "A\tB", "title": "T"}', "1:12: not valid JSON: a line break, a tab or the like must be written as an escape, such as \\n"),
        ('{"name": "A,\t]", "title": "T"}', "1:13: not valid JSON: a line break, a tab or the like must be written as an escape, such as \\n"),
        ('{"name": "A,\r}", "title": "T"}', "1:13: not valid JSON: a line break, a tab or the like must be written as an escape, such as \\n"),
        ('{"name": "\\q", "title": "T"}', "1:11: not valid JSON: JSON has no such escape; write a backslash as \\\\"),
        ('{"name": "\\u12', "1:12: not valid JSON: four hexadecimal digits must follow \\u"),
        ('{"name" "A"}', "1:9: not valid JSON: a colon is expected here, between a key and its value"),
        ('{"name": A}', "1:10: not valid JSON: a value is expected here; text stands in double quotes"),
        ('{"name": ["A"', "1:14: not valid JSON: a comma is expected here, or the end of the object or list"),
        ('{"name": "A\\', "1:10: not valid JSON: the text that begins here has no closing quotation mark"),
        ('{', "1:2: not valid JSON: a key in double quotes is expected here"),
        (line() + line("B"), "1:40: not valid JSON: the review ends before this"),
        (
            HEAD + '"summary": "a\x1b[1m"}',
            "1:42: the character U+001B is not allowed here; remove it, or write it as an escape in double quotes",
        ),
        (HEAD + '"summary": "a\x00"}', "1:42: the character U+0000 is not allowed here; a binary file?"),
        (
            HEAD + '"children": [{"age_months": NaN}]}',
            "1:57: A: age_months is worked out from age; leave it out or make it agree",
        ),
        (
            HEAD + '"children": [{"age": "1 year", "age_months": 1e999}]}',
            "1:74: A: age_months is worked out from age; leave it out or make it agree",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", [0, 2])
def test_a_problem_has_its_line_and_column(text: str, expected: str, before: int) -> None:
    sound = "".join(f"{line(f'B{number}')}\n" for number in range(before))
    expected = expected.replace("first given in line 1", f"first given in line {before + 1}")
    (found,) = problems(f"{sound}{text}\n{line('C')}\n")
    assert found == f"{FILE}:{before}{expected}".replace(f":{before}1:", f":{before + 1}:", 1)


@pytest.mark.parametrize("space", ["  ", "\t", "\ufeff"])
@pytest.mark.parametrize(
    ("text", "column"),
    [(HEAD + '"harmz": []}', 29), (HEAD + "}", 27), (HEAD + '"title": "U"}', 29)],
)
def test_columns_count_what_stands_before(space: str, text: str, column: int) -> None:
    """But for a byte-order mark, which is no character of the text."""
    indent = 0 if space == "\ufeff" else len(space)
    (found,) = problems(space + text)
    assert found.startswith(f"{FILE}:1:{column + indent}: ")


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\u3000", "😀"])
def test_lines_and_columns_are_those_of_the_file(character: str) -> None:
    """What only YAML takes for the end of a line is none."""
    (found,) = problems(f'{line()}\n{{"name": "B{character}", "title": "T", "harmz": []}}\n')
    assert found.startswith(f"{FILE}:2:30: ")


def test_a_carriage_return_within_a_line_ends_none() -> None:
    """It is a space between two values."""
    text = f'{line()}\r\n\r{{"name": "B",\r"title": "T",\r"harmz": []}}\r\n'
    (found,) = problems(text)
    assert found.startswith(f"{FILE}:2:30: B: unknown key")
    (found,) = problems(text.replace("harmz", "name"))
    assert found == f'{FILE}:2:30: duplicate key "name", first given in line 2'


@pytest.mark.parametrize("half", ["\\ud800", "\\uDFFF", "\\ude00\\ud83d", "\\ud83d\\ud83d\\ude00", "\\ud83d x"])
def test_half_a_character_is_refused(half: str) -> None:
    (found,) = problems(f'{line()}\n{HEAD}"summary": "a {half}"}}\n')
    assert found.startswith(f"{FILE}:2:")
    assert "harac" in found


@pytest.mark.parametrize("said", ['"a \\\\ud800"', '"a \\ud800"', "'a \\ud800'", "a # \\ud800"])
def test_half_a_character_excuses_nothing_that_is_no_json(said: str) -> None:
    """A line with one is read as YAML, which would take keys and texts without quotation marks."""
    expected = [f"{FILE}:1:2: not valid JSON: a key in double quotes is expected here"]
    assert problems(f"{{name: A, title: T, summary: {said}}}\n") == expected


def test_what_only_looks_like_half_a_character_changes_nothing() -> None:
    """Line breaks that YAML alone knows are kept."""
    assert read('{"name": "A", "title": "T", "summary": "a\u2028\\\\ud800"}').reviews[0].summary == "a\u2028\\ud800"


@pytest.mark.parametrize("data", [b'{"name": "caf\xe9", "title": "T"}', b"\xff", b"\xed\xa0\x80"])
def test_what_is_not_utf_8(data: bytes) -> None:
    found = problems(line().encode() + b"\n" + data + b"\n")
    assert len(found) == 1
    assert found[0].startswith(f"{FILE}:2:1: not UTF-8 text, at byte ")


@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_a_byte_that_is_not_utf_8_is_counted_from_the_beginning_of_its_line(before: str) -> None:
    said = f"not UTF-8 text, at byte {len(before.encode()) + 11}; save the file as UTF-8"
    data = b'{"name": "A\xe9", "title": "T"}\n'
    assert problems(before.encode() + data) == [f"{FILE}:1:1: {said}"]
    assert problems(f"{before}{line()}\n{before}".encode() + data) == [f"{FILE}:2:1: {said}"]


def test_utf_16_is_no_bug() -> None:
    """Lines are those of bytes: what is not UTF-8 is refused. From a file UTF-16 is read, see the tests of reading."""
    text = f"{line()}\n{line('B')}\n"
    for encoding in ("utf-16", "utf-32"):  # which begin alike
        assert problems(text.encode(encoding)) == [f"{FILE}: is JSON Lines in UTF-16; save it as UTF-8"]
    assert problems(text.encode("utf-16-le"))[0].startswith(f"{FILE}:1:2: the character U+0000 is not allowed here")


@pytest.mark.parametrize(
    "nested",
    [
        pytest.param(opening * depth + closing * depth, id=f"{name} {depth}")
        for name, opening, closing in (("lists", "[", "]"), ("lists of objects", '[{"a":', "}]"))
        for depth in (12, 26, 40, 400, 100_000)
    ]
    + [pytest.param('{"a":' * depth + "1" + "}" * depth, id=f"objects {depth}") for depth in (26, 400, 100_000)],
)
@pytest.mark.parametrize("key", ["x", "summary", "learning"])
def test_deep_nesting_is_refused_at_once(nested: str, key: str, at_once: Callable[..., Any]) -> None:
    nested = nested.replace(":}", ":1}")
    found = at_once(3, problems, f'{line()}\n{HEAD}"{key}": {nested}}}\n')
    assert found
    assert {text.partition(": ")[0].rpartition(":")[0] for text in found} == {f"{FILE}:2"}


@pytest.mark.parametrize("length", [100, 1023, 1024, 1025, 2000, 100_000])
def test_a_long_key_is_an_unknown_one(length: int) -> None:
    found = problems(f'{line("B")}\n{HEAD}"{"k" * length}": 1}}\n')
    assert len(found) == 1
    assert found[0].startswith(f"{FILE}:2:")


def test_many_keys_and_empty_ones() -> None:
    assert problems(HEAD + '"": 1}')[0].startswith(f'{FILE}:1:29: A: unknown key "" in a review; ')
    many = ", ".join(f'"k{number}": {number}' for number in range(500))
    assert len(problems(HEAD + many + "}")) == 500


def test_a_line_that_is_too_long(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(json_lines, "MAX_LINE", 1 << 20)
    fits = line("B", summary="x" * ((1 << 20) - len(line("B", summary="")) - 1))
    assert len(f"{fits}\n") == 1 << 20
    assert problems(f"{line()}\n{fits}\n") == []
    expected = [f"{FILE}:2:1: is longer than 1 MiB; a line holds one review"]
    assert problems(f"{line()}\n{fits} \n{line('C')}\n") == expected
    path = tmp_path / FILE
    path.write_text(f"{line()}\n{fits} \n{line('C')}\n", "utf-8")
    _, found, _ = validate.check([str(path)])
    assert [str(problem) for problem in found] == [f"{tmp_path}/{expected[0]}"]


def test_every_problem_of_every_line_in_its_order() -> None:
    text = "\n".join(
        [
            line("A", outcome="daeth"),
            "",
            "{",
            line("B", harms=["x", "y"], coding="human"),
            "5",
            line("A"),
            '{"name": "C", "name": "D", "title": "T"}',
            line("E"),
        ]
    )
    assert [found.partition(": ")[0].removeprefix(f"{FILE}:").split(":")[0] for found in problems(text)] == list(
        "13444567"
    )


def test_reviews_come_until_there_is_a_problem() -> None:
    found = reading("\n".join([line("A"), line("B"), "5", line("C")]))
    assert [review.name for review in found] == ["A", "B"]
    assert [problem.line for problem in found.problems] == [3]


def test_reading_stops_after_so_many_problems() -> None:
    assert len(problems("{\n" * (yaml_document.MAX_PROBLEMS + 500))) == yaml_document.MAX_PROBLEMS


@pytest.mark.parametrize(
    ("line", "count"),
    [
        (HEAD + '"harmz": []}', 900),
        (HEAD + '"title": "U"}', 900),
        (HEAD + '"summary": "\\\\ud800"}', 0),  # which is half a character only at first sight
    ],
)
def test_a_line_that_is_read_again_costs_no_more_far_down(line: str, count: int, at_once: Callable[..., Any]) -> None:
    """It is read by itself, however many stand before it."""
    lines = [b"\n"] * 150_000 + [f"{line}\n".encode()] * 900
    found = at_once(6, lambda: _read_through(lines))  # it was a minute
    assert len({problem.line for problem in found.problems} & set(range(150_001, 150_901))) == count


class _Nobody:
    """Knows no other review."""

    def earlier(self, review: Review, location: dataset.Location) -> None:
        """None."""

    def twin(self, review: Review, location: dataset.Location) -> None:
        """None."""


def _read_through(lines: list[bytes]) -> dataset.Reading:
    found = dataset.Reading(FILE, lines, TERMS, _Nobody())
    assert all(found)
    return found


# --- Ids that stand twice ------------------------------------------------------------------------------------------------


def test_an_id_stands_once() -> None:
    again = "give one of them another"
    (found,) = problems(f"{line()}\n\n{line('B')}\n{line()}\n")
    assert found.startswith(f"{FILE}:4:1: ")
    assert found.endswith(f': A: duplicate id "sample/a", first given in line 1; {again} "id"')
    (found,) = problems(f"{line(id='x/a')}\n{line('B', id='x/a')}\n")
    assert found.startswith(f"{FILE}:2:47: ")
    assert found.endswith(f': x/a: duplicate id "x/a", first given in line 1; {again} "id"')


def test_an_id_without_quotation_marks_is_the_same_id() -> None:
    again = 'duplicate id "true", first given in line 1; give one of them another "id"'
    (found,) = problems(f"{line(id='true')}\n{line('B', id=True)}\n")
    assert found.startswith(f"{FILE}:2:")
    assert found.endswith(f": true: {again}")


def test_an_id_of_another_file(write: Write) -> None:
    """In both forms and orders: what is the same is counted once, and what differs is told apart."""
    first = write(f"{line('C')}\n{line(id='x/a')}\n", "first.jsonl")
    second = write(f"{line('D')}\n\n{line('B', id='x/a')}\n", "second.jsonl")
    third = write("reviews:\n- name: A\n  title: Sample review\n  id: x/a\n", "third.yaml")
    for files, expected in (
        ([first, second], ["first/c", "x/a", "second/d", "second/x/a"]),
        ([first, third], ["first/c", "x/a"]),
        ([third, first], ["x/a", "first/c"]),
        ([second, third, first], ["second/d", "x/a", "third/x/a", "first/c", "first/x/a"]),
    ):
        _, found, unreadable = validate.check(files)
        assert (found, unreadable) == ([], [])
        store = library.open_store(files)
        assert [record["id"] for record in reviews.ask(store, Filters())] == expected


# --- The same in every form -----------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(str.strip)
TEXTS = WORDS.filter(bool) | st.sampled_from(
    ["null", "~", "no", "- a", "a: b", "#", "😀", "\x00\x1b", "\u202e", "é\u0308"]
)
NAMES = TEXTS.filter(lambda text: "\n" not in text)


def slugs(kind: str) -> st.SearchStrategy[list[str] | None]:
    return st.none() | st.lists(st.sampled_from(sorted(TERMS.terms(kind))), unique=True, max_size=3)


STATEMENTS = st.none() | st.lists(
    st.fixed_dictionaries({"text": TEXTS}, optional={"themes": slugs("theme"), "agencies": slugs("agency")}), max_size=2
)
REVIEWS = st.lists(
    st.fixed_dictionaries(
        {"name": NAMES, "title": NAMES},
        optional={
            "review_type": st.none() | st.sampled_from(sorted(TERMS.terms("type"))),
            "listed": st.sampled_from(["2022", "2022-02"]),
            "children": st.none() | st.lists(st.sampled_from([{"age": "4 weeks"}, {"sex": "male"}, {}]), max_size=2),
            "incident_date": st.sampled_from([None, "2019-12"]),
            "outcome": st.none() | st.sampled_from(sorted(TERMS.terms("outcome"))),
            "harms": slugs("harm"),
            "factors": slugs("factor"),
            "summary": st.none() | TEXTS,
            "learning": STATEMENTS,
            "recommendations": STATEMENTS,
            "actions": STATEMENTS,
            "resources": st.lists(st.fixed_dictionaries({"label": NAMES, "url": st.none() | NAMES}), max_size=1),
            "notes": st.none() | st.lists(TEXTS, max_size=2),
            "coding": st.sampled_from(["curated", "automatic"]),
        },
    ),
    max_size=4,
).map(lambda made: [{"id": f"x/{number}", **record} for number, record in enumerate(made)])


def written(records: list[dict[str, Any]], form: str) -> str:
    """The records in a form, by the writers of the standard library and of PyYAML."""
    if form == "jsonl":
        return "".join(json.dumps(record) + "\n" for record in records)
    return json.dumps(records) if form == "json" else "".join(yaml_writer.dump(records))


@examples(100)
@given(REVIEWS)
@example([{"id": "x/0", "name": "a\\ud800", "title": "\\\\ud83d"}])
def test_a_collection_reads_the_same_in_every_form(records: list[dict[str, Any]]) -> None:
    made = [read(written(records, form), file=f"sample.{form}") for form in FORMS]
    given_back = [[review.to_dict() for review in one.reviews] for one in made]
    assert given_back[0] == given_back[1] == given_back[2]
    assert [record["name"] for record in given_back[0]] == [record["name"] for record in records]


@examples(100)
@given(REVIEWS.filter(bool), st.data())
def test_a_wrong_value_is_the_same_problem_in_every_form(records: list[dict[str, Any]], data: st.DataObject) -> None:
    """But for its place."""
    place = data.draw(st.integers(0, len(records) - 1))
    wrong: list[dict[str, Any]] = [
        {"outcome": "x"}, {"harms": ["neglect", "neglect"]}, {"titel": 1}, {"learning": [{}]}, {"name": None},
        {"title": ["a"]}, {"children": [{"age": "x"}]}, {"summary": ""}, {"notes": {}}, {"listed": "May"},
    ]  # fmt: skip
    records = [*records[:place], {**records[place], **data.draw(st.sampled_from(wrong))}, *records[place + 1 :]]
    found = []
    for form in FORMS:
        error = refusal(written(records, form), file=f"sample.{form}")
        assert error is not None
        assert all(problem.line and problem.column for problem in error.problems)
        found.append(sorted((problem.record, problem.message, problem.nearest) for problem in error.problems))
        if form == "jsonl":
            assert {problem.line for problem in error.problems} == {place + 1}
    assert found[0] == found[1] == found[2]


PIECES = [
    "",
    "{",
    "}",
    "[",
    "]",
    '"',
    ",",
    ":",
    "\\",
    "\\u",
    "\\ud800",
    "null",
    "1e9",
    "\n",
    "\r",
    "\x00",
    "\u2028",
    "\ufeff",
    " ",
    "😀",
]


WRONG: tuple[Any, ...] = (
    None, "", [], {}, 5, True, "a\nb", "neglect", ["neglect", "neglect"], [[1]], {"a": 1}, "4 months", "\ue000x",
    "2022-02/child-r/L9",
)  # fmt: skip


def damage(value: Any, random: Random) -> None:
    """Change something somewhere in an object or a list; often for the worse."""
    if not value:
        return
    key: Any = random.choice(list(value)) if isinstance(value, dict) else random.randrange(len(value))
    kind = random.randrange(6)
    if kind == 0:
        value[key] = random.choice(WRONG)
    elif kind == 1:
        del value[key]
    elif kind == 2 and isinstance(value, list):
        value.append(json.loads(json.dumps(value[key])))
    elif kind == 2:
        value[random.choice(["more", "id", "text", "themes"])] = random.choice(WRONG)
    elif isinstance(value[key], str):
        value[key] += " "
    elif isinstance(value[key], (dict, list)):
        damage(value[key], random)


@examples(300)
@given(st.randoms(use_true_random=False))
def test_plain_values_are_read_as_nodes_are(records: dict[str, dict[str, Any]], random: Random) -> None:
    """Whatever is wrong with a line: as when the reader is given no plain values, but nodes with places."""
    record = json.loads(json.dumps(random.choice(list(records.values()))))
    statements = [*(record["learning"] or []), *(record["recommendations"] or []), *(record["actions"] or [])]
    for _ in range(random.randrange(1, 5)):
        damage(random.choice([record, random.choice(statements)]), random)
    given = reading(json.dumps(record))
    reviews = list(given)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(yaml_document, "has_half_character", lambda text: True)  # which is left to the reader of YAML
        other = reading(json.dumps(record))
        assert (list(other), other.problems) == (reviews, given.problems)
    assert bool(reviews) is not bool(given.problems)


@examples(150)
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 40), st.sampled_from(PIECES)), min_size=1, max_size=4))
def test_a_damaged_file_is_read_or_refused(damage: list[tuple[int, int, str]]) -> None:
    made = [{"children": [{"age": "4 weeks"}], "learning": [{"text": "é \\ud800"}, {"text": "x", "themes": []}]}] * 5
    text = "".join(f"{line(f'A{number}', **more)}\n" for number, more in enumerate(made))
    for start, length, piece in damage:
        place = start % len(text)
        text = text[:place] + piece + text[place + length :]
    error = refusal(text)
    if error is not None:
        assert all(problem.line >= 1 and problem.column >= 1 for problem in error.problems)
        assert all(str(problem).isprintable() for problem in error.problems)


# --- By the command line --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bundled.jsonl", "bundled.ndjson", "BUNDLED.JSONL"])
def test_what_is_listed_reads_back_the_same(invoke: Invoke, tmp_path: Path, name: str) -> None:
    path = str(tmp_path / name)
    assert invoke("list", "-f", "jsonl", "-o", path).code == 0
    for command in (
        ("list",), ("themes",), ("themes", "recording"), ("themes", "--by", "harm"), ("learning",), ("recommendations",),
        ("show", "Mia"), ("search", "bruise"),
    ):  # fmt: skip
        given = invoke(*command, "--data", path, "--json")
        assert given == invoke(*command, "--json")
        assert given.code == 0
    about, own = invoke("info", "--data", path, "--json").json, invoke("info", "--json").json
    (collection,) = about.pop("collections")
    del own["collections"]
    assert about == own
    assert (collection["id"], collection["file"], collection["reviews"]) == ("bundled", path, 8)
    assert invoke("list", "-f", "jsonl", "--data", path).out == Path(path).read_text("utf-8")


def test_the_same_collection_twice(invoke: Invoke, tmp_path: Path) -> None:
    """Every review is counted once, and that is told in a line."""
    path = str(tmp_path / "bundled.jsonl")
    assert invoke("list", "-f", "jsonl", "-o", path).code == 0
    given = invoke("list", "--data", path, "--with-bundled", "-f", "ids")
    assert given.out == invoke("list", "-f", "ids").out
    assert (given.code, given.err) == (
        0,
        f"8 reviews are in {bundled.BUNDLED} and in {path}, and counted once, from {bundled.BUNDLED}\n",
    )
    assert invoke("list", "--data", path, "--with-bundled", "-f", "ids", "-q").err == ""


# --- Standard input -----------------------------------------------------------------------------------------------------


def sources(text: str) -> Iterator[tuple[str, list[str]]]:
    """The names under which a text without an ending comes, and the names of its reviews."""
    for file in ("-", "/dev/fd/63", "reviews", "reviews.txt"):
        yield file, names(text, file)


@pytest.mark.parametrize(
    "text",
    [
        f"{line()}\n{line('B')}\n",
        f"\n\n{line()}\n{line('B')}",
        f"\ufeff{line()}\r\n{line('B')}\r\n",
        json.dumps([json.loads(line()), json.loads(line("B"))]),
        json.dumps({"reviews": [json.loads(line()), json.loads(line("B"))]}, indent=1),
        json.dumps({"collection": {"id": "x"}, "reviews": [json.loads(line()), json.loads(line("B"))]}),
        json.dumps({"collection": {"id": "x", "source": "s" * 5000}, "reviews": [json.loads(line()), json.loads(line("B"))]}),
        json.dumps({"reviews": [json.loads(line()), json.loads(line("B"))], "collection": {"id": "x"}}),
        f"- {line()}\n- {line('B')}\n",
        "- {name: A, title: T}\n- {name: B, title: T}\n",
        "reviews:\n- name: A\n  title: T\n- name: B\n  title: T\n",
    ],
)  # fmt: skip
def test_the_form_of_what_has_no_ending(text: str) -> None:
    for file, found in sources(text):
        assert found == ["A", "B"], file


def test_one_review_alone() -> None:
    assert names(line(), "-") == ["A"]


def test_a_review_of_reviews() -> None:
    """What stands in the text does not tell the form."""
    for text in ('the "reviews"', "reviews", '"reviews":'):
        assert names(f"{line(summary=text)}\n{line('B')}\n", "-") == ["A", "B"]
        assert names(f'{{"summary": {json.dumps(text)}, "name": "A", "title": "T"}}\n', "-") == ["A"]


def test_standard_input(process: Callable[..., Any], invoke: Invoke) -> None:
    text = invoke("list", "-f", "jsonl").out
    given = process("list", "--data", "-", "--json", input=text.encode())
    assert (given.returncode, given.stderr) == (0, b"")
    assert given.stdout.decode() == invoke("list", "--json").out
    wrong = process("list", "--data", "-", input=(text + '{"name": "A"}\n').encode())
    assert (wrong.returncode, wrong.stdout) == (4, b"")
    assert wrong.stderr == b'casereviews: -:9:1: A: a review needs the key "title"\n'
