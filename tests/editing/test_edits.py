"""Adding to a collection and correcting it: whole files, byte by byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from casereviews.editing import edits, splice, yaml_writer
from casereviews.editing.edits import Change
from casereviews.reading import nodes, yaml_document
from casereviews.reading.json_lines import Lines
from casereviews.text import has_controls
from helpers import examples

MODEST = examples(60)
B = {"name": "Child B", "title": "Review: B"}
B_LINES = '{dash}- name: Child B\n{dash}  title: "Review: B"\n'
B_JSON = '{"name": "Child B", "title": "Review: B"}'
B_FLOW = '{name: Child B, title: "Review: B"}'


@pytest.fixture(params=["libyaml", "python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Find the places with either of PyYAML's parsers."""
    found = getattr(yaml, "CSafeLoader", None) if request.param == "libyaml" else yaml.SafeLoader
    if found is None:
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(splice, "_Loader", found)


def tree(node: Any) -> Any:
    """A node as plain values, whose order counts."""
    if isinstance(node, nodes.Mapping):
        return [(key, tree(value)) for key, value in node.items.items()]
    if isinstance(node, nodes.Sequence):
        return [tree(item) for item in node.items]
    if isinstance(node, nodes.Scalar):
        return None if node.is_null else node.text
    return pairs(node)  # of JSON Lines, whose values are plain


def pairs(value: Any) -> Any:
    """A value as `tree` gives its node."""
    if isinstance(value, dict):
        return [(key, pairs(item)) for key, item in value.items()]
    if isinstance(value, list):
        return [pairs(item) for item in value]
    if isinstance(value, nodes.Number):
        return value.text
    return value if value is None or isinstance(value, str) else json.dumps(value)


def said(data: bytes, file: str = "c.yaml") -> Any:
    """What a file says."""
    if file.endswith(".jsonl"):
        lines = Lines(data.split(b"\n"), file)
        found = [tree(node) for node in lines.items(None)]
        assert lines.problems == []
        return found
    root, problems = yaml_document.parse(data, file)
    assert problems == []
    return tree(root)


def appended(text: str, *reviews: dict[str, Any], file: str = "c.yaml") -> str:
    return edits.append(text.encode(), file, reviews).decode()


def replaced(text: str, *changes: Change, file: str = "c.yaml") -> str:
    return edits.replace(text.encode(), file, changes).decode()


# --- Appending to block YAML ------------------------------------------------------------------------------------------

LAYOUTS = {
    "indented": ("reviews:\n  - name: A\n    title: T\n", "  ", ""),
    "four spaces": ("reviews:\n    - name: A\n      title: T\n", "    ", ""),
    "not indented": ("reviews:\n- name: A\n  title: T\n", "", ""),
    "wide dash": ("reviews:\n  -   name: A\n      title: T\n", "  ", ""),
    "dash alone": ("reviews:\n  -\n    name: A\n    title: T\n", "  ", ""),
    "root": ("- name: A\n  title: T\n", "", ""),
    "root moved": ("  - name: A\n    title: T\n", "  ", ""),
    "moved": ("  reviews:\n    - name: A\n      title: T\n", "    ", "  collection:\n    id: x\n"),
    "collection after": ("reviews:\n- name: A\n  title: T\n", "", "collection:\n  id: x\n"),
    "comment beside": ("reviews:\n  - name: A\n    title: T  # seen\n", "  ", ""),
    "comments of the review": ("reviews:\n  - name: A\n    title: T\n    # one\n      # two\n", "  ", "# end\n"),
    "comment at the dash": ("reviews:\n  - name: A\n    title: T\n  # - name: old\n", "  ", "\n# end\n"),
    "comment at the margin": ("reviews:\n- name: A\n  title: T\n", "", "# about the collection\ncollection:\n  id: x\n"),
    "comment at the end": ("- name: A\n  title: T\n", "", "\n\n# vim: et\n"),
    "documents marks": ("%YAML 1.1\n--- # go\nreviews:\n  - name: A\n    title: T\n", "  ", "...\n# end\n"),
    "quoted": ("'reviews':\n  - \"name\": 'A'\n    title: \"T # no\"\n", "  ", ""),
    "quoted over lines": ("reviews:\n  - name: A\n    title: 'T\n\n      # no\n      comment'\n", "  ", "\n"),
    "plain over lines": ("reviews:\n  - name: A\n    title: T\n      and\n\n      more\n", "  ", "\n"),
    "last is null": ("reviews:\n  - name: A\n    title: T\n    area:   # not stated\n", "  ", ""),
    "last is a null item": ("reviews:\n  - name: A\n    title: T\n    notes:\n      -\n", "  ", ""),
    "last is flow": ("reviews:\n  - name: A\n    title: T\n    harms: [a,\n      b # c\n      ]\n", "  ", "\n"),
    "last is deep": ("reviews:\n  - name: A\n    learning:\n    - text: x\n      themes:\n      - a\n", "  ", "# e\n"),
    "literal": ("reviews:\n  - name: A\n    title: |\n      T\n       # text\n", "  ", "\n\n"),
    "literal with spaces below": ("reviews:\n  - name: A\n    title: |\n      T\n        \n", "  ", "\n# c\n"),
    "folded": ("reviews:\n  - name: A\n    title: >-  # c\n      T\n\n      U\n", "  ", "\ncollection: {id: x}\n"),
    "kept": ("reviews:\n  - name: A\n    title: |+\n      T\n\n\n", "  ", "collection: {id: x}\n"),
    "kept, with indentation": ("reviews:\n  - name: A\n    title: |2+\n        T\n\n", "  ", "# end\n"),
    "kept, the other way": ("reviews:\n  - name: A\n    title: >+1\n     T\n\n", "  ", "# end\n"),
    "folded, then a comment": ("reviews:\n  - name: A\n    title: >\n      T\n    # of A\n", "  ", "# end\n"),
    "an explicit key": ("? reviews\n: - name: A\n    title: T\n", "  ", ""),
    "flow review": ("reviews:\n  - {name: A, title: T}  # c\n", "  ", ""),
}  # fmt: skip


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_review_is_added_to_block_yaml(loader: None, layout: str, eol: str) -> None:
    before, dash, after = LAYOUTS[layout]
    added = B_LINES.format(dash=dash)
    once = (before + added + after).replace("\n", eol)
    assert appended((before + after).replace("\n", eol), B) == once
    assert appended(once, B, B) == (before + added * 3 + after).replace("\n", eol)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("eol", ["\r", "\x85", "\u2028", "\u2029"])
def test_a_review_is_added_behind_lines_that_end_otherwise(loader: None, layout: str, eol: str) -> None:
    before, dash, after = (part.replace("\n", eol) for part in LAYOUTS[layout])
    added = B_LINES.format(dash=dash).replace("\n", eol if eol == "\r" else "\n")
    assert appended(before + after, B) == before + added + after
    renamed = (before + after).replace("name: A", "name: C").replace("'A'", "C")
    assert said(replaced(before + after, Change(0, ("name",), "C")).encode()) == said(renamed.encode())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_last_line_may_lack_its_end(loader: None, layout: str) -> None:
    before, dash, after = LAYOUTS[layout]
    text = (before + after).rstrip("\n")
    if after.strip():
        assert appended(text, B) == (before + B_LINES.format(dash=dash) + after).rstrip("\n")
    else:
        assert appended(text, B) == f"{text}\n{B_LINES.format(dash=dash)}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "- name: A\n  title: T\n\n- name: C\n  title: T\n",
            "- name: A\n  title: T\n\n- name: C\n  title: T\n\n{}\n{}",
        ),
        ("- name: A\n\n# c\n- name: C\n# end\n", "- name: A\n\n# c\n- name: C\n\n{}\n{}# end\n"),
        ("- name: A\n\n  # of A\n- name: C\n\n  # of C\n", "- name: A\n\n  # of A\n- name: C\n\n  # of C\n\n{}\n{}"),
        ("- name: A\n- name: C\n\n", "- name: A\n- name: C\n{}{}\n"),
        ("- name: >-\n    A\n\n- name: C\n\n\n", "- name: >-\n    A\n\n- name: C\n\n{}\n{}\n\n"),
        ("- name: A\n\n- name: |+\n    C\n\n# end\n", "- name: A\n\n- name: |+\n    C\n\n{}{}# end\n"),
    ],
)
def test_reviews_are_parted_as_the_last_two_are(loader: None, text: str, wanted: str) -> None:
    lines = B_LINES.format(dash="")
    assert appended(text, B, B) == wanted.format(lines, lines)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("reviews:", ""), ("reviews:", "  # none yet"), ("# c\nreviews:", "\ncollection:\n  id: x"),
        ("collection:\n  id: x\nreviews:", "\n\n# end"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("nothing", [" []", " [ ]", " [\n]", "", " null", " ~"])
def test_a_list_without_reviews(loader: None, before: str, after: str, nothing: str) -> None:
    line, _, rest = after.partition("\n")
    rest = f"\n{rest}" if rest else ""
    wanted = f"{before}{line}\n{B_LINES.format(dash='  ')}{B_LINES.format(dash='  ')}".rstrip("\n") + rest
    assert appended(before + nothing + after, B, B) == wanted
    assert appended(before + nothing + after + "\n", B, B) == wanted + "\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xef\xbb\xbf" * 2, "utf-8"),
    ],
)
@pytest.mark.parametrize("text", ["reviews:\r\n- name: Élan 😀\r\n", '[{"name": "Élan 😀"}]', "reviews: []\n"])
def test_marks_and_encodings_stay(loader: None, mark: bytes, encoding: str, text: str) -> None:
    data = mark + text.encode(encoding)
    assert edits.append(data, "c.yaml", [B]) == mark + appended(text, B).encode(encoding)


def test_other_line_breaks(loader: None) -> None:
    assert appended("- name: A\r  title: T\r", B) == '- name: A\r  title: T\r- name: Child B\r  title: "Review: B"\r'
    assert appended("- name: A # a\u2028# b", B) == '- name: A # a\u2028- name: Child B\n  title: "Review: B"\n# b'
    assert appended("- name: A # a\x85", B) == '- name: A # a\x85- name: Child B\n  title: "Review: B"\n'


def test_nothing_to_add() -> None:
    assert edits.append(b"anything", "c.yaml", []) == b"anything"
    assert edits.replace(b"reviews: []", "c.yaml", []) == b"reviews: []"


# --- Appending to flow YAML, JSON and JSON Lines ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("reviews: [{name: A}]", "reviews: [{name: A}, @]"),
        ("reviews: [{name: A},]  # c\n", "reviews: [{name: A}, @]  # c\n"),
        ("reviews: [ # none\n  ]\n", "reviews: [@ # none\n  ]\n"),
        ("reviews:\n  [{name: A}\n  ,{name: C}]\n", "reviews:\n  [{name: A}\n  ,{name: C}, @]\n"),
        ("reviews: [\n  {name: A},  # a\n  {name: C}   # c, d\n  # e\n]\n",
         "reviews: [\n  {name: A},  # a\n  {name: C},   # c, d\n  # e\n  @\n]\n"),
        ("reviews: [{name: A} # a\n]", "reviews: [{name: A}, # a\n@\n]"),
        ("--- {reviews: [{name: A}]}\n", "--- {reviews: [{name: A}, @]}\n"),
        ("# c\n[]", "# c\n[@]"),
    ],
)  # fmt: skip
def test_a_review_is_added_to_flow_yaml(loader: None, text: str, wanted: str) -> None:
    assert appended(text, B) == wanted.replace("@", B_FLOW)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[]", "[@]"),
        (" [ ] \n", " [@ ] \n"),
        ('{"reviews": []}', '{"reviews": [@]}'),
        ('{"reviews":[],"collection":{"id":"x"}}', '{"reviews":[@],"collection":{"id":"x"}}'),
        ('{"reviews":null}', '{"reviews":[@]}'),
        ('{"reviews": [{"name": "A"}]}\n', '{"reviews": [{"name": "A"}, @]}\n'),
        ('[{"name":"\\ud83d\\ude00 ]"}]', '[{"name":"\\ud83d\\ude00 ]"}, @]'),
        ("{reviews: [{name: A}]}", "{reviews: [{name: A}, @]}"),
    ],
)
def test_a_review_is_added_to_json(loader: None, text: str, wanted: str) -> None:
    assert appended(text, B) == wanted.replace("@", B_JSON)


@pytest.mark.parametrize("indent", [1, 2, 3, 4])
@pytest.mark.parametrize("wrapped", [True, False])
def test_indented_json_stays_what_json_writes(loader: None, indent: int, wrapped: bool) -> None:
    old: list[dict[str, Any]] = [{"name": "A", "harms": ["a", "b"], "learning": [{"text": "x 😀", "themes": []}]}]
    more: list[dict[str, Any]] = [{"name": "C", "harms": ["a", "b"], "learning": [{"text": "y\n", "themes": ["z"]}]}, B]

    def written(reviews: list[Any]) -> str:
        return json.dumps({"reviews": reviews} if wrapped else reviews, indent=indent, ensure_ascii=False)

    assert appended(written(old), *more) == written([*old, *more])


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("", "{0}\n{0}\n"),
        ('{"name": "A"}\n', "{0}\n{0}\n"),
        ('{"name": "A"}', "\n{0}\n{0}\n"),
        ('\ufeff{"name":"A"}\r\n\r\n', "{0}\r\n{0}\r\n"),
        ('{"name":"A"}\r\n{"name":"\u2028"}', "\r\n{0}\r\n{0}\r\n"),
        ("  ", "\n{0}\n{0}\n"),
        ('{"name":"A"}\r\n{"name":"C"}\n', "{0}\r\n{0}\r\n"),
        ('{"name":"A"}\n{"name":"C"}\r\n', "{0}\n{0}\n"),
        ('{"name":"A"}\r', "\n{0}\n{0}\n"),  # which ends no line
    ],
)
def test_a_review_is_added_to_json_lines(text: str, added: str) -> None:
    assert appended(text, B, B, file="c.jsonl") == text + added.format(B_JSON)
    if text.strip():
        assert appended(text, B, B, file="c") == text + added.format(B_JSON)


def test_blank_lines_at_the_end_are_looked_at_once(loader: None) -> None:
    """A carriage return with a line feed is one line break and never two, else each line doubles the time."""
    blank = "\r\n" * 5000
    text = f"reviews:\r\n  - name: A{blank}    # of A\r\n"
    wanted = B_LINES.format(dash="  ").replace("\n", "\r\n")
    assert appended(text + blank, B) == text + wanted + blank
    assert replaced(text + blank, Change(0, ("title",), "T")) == f"{text}    title: T\r\n{blank}"


def wide(count: int) -> bytes:
    """A collection of so many reviews that are not all ASCII."""
    points = "".join(f"      - text: Point {number} – said at length\n        themes: [a, b]\n" for number in range(12))
    return "".join(["reviews:\n", *(f"  - name: Child {n}\n    learning:\n{points}" for n in range(count))]).encode()


def peak(action: Callable[[], Any]) -> int:
    """The most memory that Python held meanwhile, in bytes."""
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_grows_with_the_text_and_no_more() -> None:
    """A tree of a whole collection takes some sixty bytes for each of its text."""
    few, many = wide(50), wide(200)
    for edit in (
        lambda data: edits.append(data, "c.yaml", [B]),
        lambda data: edits.replace(data, "c.yaml", [Change(number, ("name",), "x") for number in range(50)]),
    ):
        taken = [peak(lambda data=data, edit=edit: edit(data)) for data in (few, many)]  # type: ignore[misc]
        assert taken[1] - taken[0] < 10 * (len(many) - len(few))


# --- What a record looks like -----------------------------------------------------------------------------------------

RECORD = {
    "id": "2031-05/child-z", "name": "Child Z", "title": "Learning review: Child Z", "listed": "2031-05", "area": None,
    "children": [{"age": "3 years", "age_months": 36.0, "sex": None}, {}], "incident_date": "2030",
    "harms": ["neglect"], "factors": [], "summary": 'Called "Z", it\'s said.\nTwo lines.',
    "learning": [{"text": "She said: no", "themes": ["a", "no"], "agencies": []}, {"text": "# not a comment"}],
    "notes": ["One note.", "x"],
    "evidence": [{"value": "neglect", "words": "a, b: c", "start": 0, "where": "L1"}, {"value": "x", "words": "cold"}],
}  # fmt: skip
RECORD_LINES = """\
  - id: 2031-05/child-z
    name: Child Z
    title: "Learning review: Child Z"
    listed: 2031-05
    area: null
    children:
      - age: 3 years
        age_months: 36.0
        sex: null
      - {}
    incident_date: "2030"
    harms: [neglect]
    factors: []
    summary: "Called \\"Z\\", it's said.\\nTwo lines."
    learning:
      - text: "She said: no"
        themes: [a, "no"]
        agencies: []
      - text: "# not a comment"
    notes:
      - One note.
      - x
    evidence:
      - {value: neglect, words: "a, b: c", start: 0, where: L1}
      - {value: x, words: cold}
"""


def test_a_record_in_block_yaml() -> None:
    assert edits.lines_of(RECORD, 2) == RECORD_LINES
    assert edits.lines_of(RECORD) == "".join(f"{line[2:]}\n" for line in RECORD_LINES.splitlines())
    assert said(edits.lines_of(RECORD, 2).encode()) == [pairs(RECORD)]


def test_a_whole_file() -> None:
    text = edits.entries_of({"collection": {"id": "x", "headline": {"topics": ["a b"]}}, "reviews": [RECORD]})
    assert text == f"collection:\n  id: x\n  headline:\n    topics:\n      - a b\nreviews:\n{RECORD_LINES}"
    assert edits.entries_of({"reviews": []}) == "reviews: []\n"


@pytest.mark.parametrize(
    ("text", "block", "flow"),
    [
        ("", '""', '""'), ("a b", "a b", "a b"), ("it's", "it's", "it's"), ("a, b", "a, b", '"a, b"'),
        ("a:b", "a:b", '"a:b"'), ("a: b", '"a: b"', '"a: b"'), ("a:", '"a:"', '"a:"'), ("a #b", '"a #b"', '"a #b"'),
        ("a#b", "a#b", "a#b"), (" a", '" a"', '" a"'), ("a ", '"a "', '"a "'), ("no", '"no"', '"no"'),
        ("012", '"012"', '"012"'), ("2019-06", "2019-06", "2019-06"), ("2019-06-30", '"2019-06-30"', '"2019-06-30"'),
        ("12:30", '"12:30"', '"12:30"'), ("null", '"null"', '"null"'), ("~", '"~"', '"~"'), ("4 weeks", *["4 weeks"] * 2),
        ('"a"', *["'\"a\"'"] * 2), ('"a" it\'s', *["'\"a\" it''s'"] * 2), ("\\a", *["'\\a'"] * 2), ('say "a"', *['say "a"'] * 2),
        ("a\nb", *['"a\\nb"'] * 2), ("a\tb", *['"a\\tb"'] * 2), ("\x85", *['"\\u0085"'] * 2), ("😀", *['"😀"'] * 2),
        ("a 😀", *["a 😀"] * 2), ("a\u202eb", *['"a\\u202eb"'] * 2), ("\ufffe\uffff", *['"\\ufffe\\uffff"'] * 2),
        ("a\U000e0041", *['"a\\U000e0041"'] * 2), ("‘a’", *["‘a’"] * 2), ("- a", *['"- a"'] * 2), ("why? x", "why? x", '"why? x"'),
    ],
)  # fmt: skip
def test_quotation_marks(text: str, block: str, flow: str) -> None:
    assert edits.lines_of({"a": text}) == f"- a: {block}\n"
    assert edits.lines_of({"evidence": [{"a": text}]}) == f"- evidence:\n    - {{a: {flow}}}\n"


TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.sampled_from(list("ab:,#'\"\\ -?[]{}&*!|>%@`\n\t\r\x85\u2028\ufeff\x00😀\U000e0041é")), max_size=12),
    st.sampled_from(
        ["null", "~", "no", "012", "12:30", "2019-06-30", "0x1f", "1e3", "=", "<<", "---", "...", "a" * 3000,
         "\\ud83d\\ude00", "\\ud83d", "\U0010ffff", "\ufffe", "x: " * 500]
    ),
)  # fmt: skip
VALUE = TEXT | st.none() | st.integers(0, 9999) | st.lists(TEXT, max_size=3)
STATEMENT = st.fixed_dictionaries({"text": TEXT}, optional={"themes": st.lists(TEXT, max_size=3), "n": VALUE})
REVIEW = st.fixed_dictionaries(
    {"name": TEXT, "title": TEXT},
    optional={
        "harms": st.lists(TEXT, max_size=3), "learning": st.lists(STATEMENT, max_size=3), "area": VALUE,
        "evidence": st.lists(st.dictionaries(st.sampled_from("abc"), VALUE, max_size=3), max_size=2),
    },
)  # fmt: skip


@MODEST
@given(REVIEW)
@example({"name": "a\U000e0041\\ud83d\U000e0041", "title": "\\\\ud83d\\ude00"})
def test_what_is_written_is_the_same_text_to_every_reader(record: dict[str, Any]) -> None:
    for lines in (edits.lines_of(record, 2), appended("# c\n[]", record), appended("[]", record)):
        assert said(lines.encode()) == [pairs(record)]
        assert not has_controls(lines)
    assert yaml.safe_load(edits.lines_of(record)) == [record]
    assert json.loads(appended("[]", record)) == [record]
    assert said(appended("", record, file="c.jsonl").encode(), "c.jsonl") == [pairs(record)]


# --- Replacing --------------------------------------------------------------------------------------------------------

CODED = """\
# of all
reviews:
  - name: A   # a
    harms: [neglect]  # seen
    factors:   # why
      - a   # one
      - b   # two
    learning:
      - text: >-
          First
          point.

      - {text: Second, themes: [a]}   # second
      - themes:
        - a
        text: Third
    # after A
  - name: B
    summary: |+
      kept

  # before C
  - {name: C,
     title: T}  # c
"""
EVIDENCE = [{"field": "harms", "value": "neglect", "words": "so: cold"}, {"field": "outcome", "value": "no"}]
EVIDENCE_LINES = '      - {field: harms, value: neglect, words: "so: cold"}\n      - {field: outcome, value: "no"}\n'


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (Change(0, ("harms",), ["x", "no"]), "[neglect]", '[x, "no"]'),
        (Change(0, ("harms",), []), "[neglect]", "[]"),
        (Change(0, ("harms",), None), "[neglect]", "null"),
        (Change(0, ("harms",), EVIDENCE), " [neglect]  # seen\n",
         f"  # seen\n{EVIDENCE_LINES}".replace("{field: harms, value: neglect, words: \"so: cold\"}",
         "field: harms\n        value: neglect\n        words: \"so: cold\"").replace("{field: outcome, value: \"no\"}",
         "field: outcome\n        value: \"no\"")),
        (Change(0, ("name",), "A: b"), "A   # a", '"A: b"   # a'),
        (Change(0, ("factors",), ["x"]), ":   # why\n      - a   # one\n      - b   # two", ": [x]   # why   # two"),
        (Change(0, ("factors",), ["x y"]), "      - a   # one\n      - b", "      - x y"),
        (Change(0, ("evidence",), EVIDENCE), "    # after A\n", f"    # after A\n    evidence:\n{EVIDENCE_LINES}"),
        (Change(0, ("outcome",), "death"), "    # after A\n", "    # after A\n    outcome: death\n"),
        (Change(0, ("learning", 0, "themes"), ["x"]), "point.\n", "point.\n        themes: [x]\n"),
        (Change(0, ("learning", 0, "text"), "x"), ">-\n          First\n          point.", "x"),
        (Change(0, ("learning", 1, "themes"), ["x"]), "themes: [a]}", "themes: [x]}"),
        (Change(0, ("learning", 1, "agencies"), ["x", "y"]), "[a]}", "[a], agencies: [x, y]}"),
        (Change(0, ("learning", 2, "themes"), ["x", "y"]), "themes:\n        - a\n", "themes: [x, y]\n"),
        (Change(0, ("learning", 2, "text"), "Third"), "Third", "Third"),
        (Change(1, ("summary",), "x"), "|+\n      kept\n\n", "x\n"),
        (Change(1, ("evidence",), EVIDENCE), "kept\n\n", f"kept\n\n    evidence:\n{EVIDENCE_LINES}"),
        (Change(2, ("title",), "a, b"), "title: T}", 'title: "a, b"}'),
        (Change(2, ("harms",), ["x"]), "title: T}", "title: T, harms: [x]}"),
    ],
)  # fmt: skip
def test_a_value_is_replaced(loader: None, change: Change, old: str, new: str, eol: str) -> None:
    assert CODED.count(old) >= 1
    wanted = CODED.replace(old, new, 1).replace("\n", eol)
    assert replaced(CODED.replace("\n", eol), change) == wanted
    assert replaced(CODED.replace("\n", eol).removesuffix(eol), change) == wanted.removesuffix(eol)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (("harms",), "[neglect]", '[neglect, "no", x y]'),
        (("factors",), "      - b   # two\n", '      - b   # two\n      - "no"\n      - x y\n'),
        (("learning", 1, "themes"), "[a]}", '[a, "no", x y]}'),
        (("learning", 2, "themes"), "        - a\n", '        - a\n        - "no"\n        - x y\n'),
    ],
)
def test_values_are_added_to_a_list(loader: None, path: tuple[str | int, ...], old: str, new: str) -> None:
    changes = [Change(0, (*path, edits.END), value) for value in ("no", "x y")]
    assert CODED.count(old) == 1
    assert replaced(CODED, *changes) == CODED.replace(old, new)


@pytest.mark.parametrize("indent", [None, 2])
def test_values_are_added_to_a_list_in_json(loader: None, indent: int | None) -> None:
    for file in ("c.json", "c.jsonl"):
        review = {"name": "A", "evidence": [{"a": "b"}], "harms": ["x"]}
        text = json.dumps(review if file == "c.jsonl" else [review], indent=indent if file == "c.json" else None)
        made = replaced(text, Change(0, ("evidence", edits.END), {"c": "d"}), file=file)
        wanted = {**review, "evidence": [{"a": "b"}, {"c": "d"}]}
        assert json.loads(made) == (wanted if file == "c.jsonl" else [wanted])


def test_all_at_once(loader: None) -> None:
    changes = [
        Change(0, ("evidence",), EVIDENCE), Change(0, ("learning", 2, "agencies"), ["q"]),
        Change(0, ("outcome",), "death"), Change(0, ("factors",), []), Change(0, ("learning", 1, "agencies"), ["q"]),
        Change(0, ("learning", 0, "themes"), ["q"]), Change(1, ("summary",), None), Change(1, ("harms",), ["x"]),
        Change(2, ("harms",), ["z"]), Change(2, ("factors",), []),
    ]  # fmt: skip
    assert replaced(CODED, *changes) == """\
# of all
reviews:
  - name: A   # a
    harms: [neglect]  # seen
    factors: []   # why   # two
    learning:
      - text: >-
          First
          point.
        themes: [q]

      - {text: Second, themes: [a], agencies: [q]}   # second
      - themes:
        - a
        text: Third
        agencies: [q]
    # after A
    evidence:
""" + EVIDENCE_LINES + """\
    outcome: death
  - name: B
    summary: null
    harms: [x]
  # before C
  - {name: C,
     title: T, harms: [z], factors: []}  # c
"""  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value", "wanted"),
    [
        ("- name: A\n  x:\n", "b", "- name: A\n  x: b\n"),
        ("- name: A\n  x:   # c", "b", "- name: A\n  x: b   # c"),
        ("- name: A\n  x:   b", ["c"], "- name: A\n  x:   [c]"),
        ("- x :\n    - a\n  name: A", ["c"], "- x : [c]\n  name: A"),
        ("- x:\n    # gone\n    a\n     b # c", "d", "- x: d # c"),
        ("- name: A\n  x: []", ["a b"], "- name: A\n  x:\n    - a b"),
        ("- name: A\n  x: 'a\n\n   b'", ["a b"], "- name: A\n  x:\n    - a b"),
        ("- {x: , y: b}", "c", "- {x: c , y: b}"),
        ("- {x, y: b}", "c", "- {x: c, y: b}"),
        ("- {x: a, y: b}", [{"a": "b"}], "- {x: [{a: b}], y: b}"),
        ("- ? x\n  : - a\n    - b # c\n", ["d"], "- ? x\n  : [d] # c\n"),
        ("- x: |\n    a", "b", "- x: b"),
        ("- x: |\n    a\n\n\n  y: z\n", "b", "- x: b\n\n\n  y: z\n"),
    ],
)
def test_where_the_old_value_stands(loader: None, text: str, value: Any, wanted: str) -> None:
    assert replaced(text, Change(0, ("x",), value)) == wanted


def test_keys_are_added_where_the_last_line_lacks_its_end(loader: None) -> None:
    changes = [Change(0, ("learning", 0, "themes"), ["a"]), Change(0, ("harms",), []), Change(0, ("area",), "x")]
    wanted = "- learning:\n  - text: x # c\n    themes: [a]\n  harms: []\n  area: x\n"
    assert replaced("- learning:\n  - text: x # c", *changes) == wanted


@pytest.mark.parametrize("indent", [None, 2])
def test_json_stays_json(loader: None, indent: int | None) -> None:
    old = {
        "reviews": [{"name": "A \U0001f600", "harms": ["a"], "learning": [{"text": "x"}]}],
        "collection": {"id": "x"},
    }
    changes = [
        Change(0, ("harms",), ["b", "\u2028"]), Change(0, ("evidence",), EVIDENCE), Change(0, ("area",), None),
        Change(0, ("learning", 0, "themes"), []),
    ]  # fmt: skip
    text = json.dumps(old, indent=indent)
    new = replaced(text, *changes, file="c.json")
    gap = "\n      " if indent else " "
    inner = "\n          " if indent else " "
    assert json.loads(new) == {
        "reviews": [{
            "name": "A \U0001f600", "harms": ["b", "\u2028"], "learning": [{"text": "x", "themes": []}],
            "evidence": EVIDENCE, "area": None,
        }],
        "collection": {"id": "x"},
    }  # fmt: skip
    assert f'"text": "x",{inner}"themes": []' in new
    assert f',{gap}"evidence": {json.dumps(EVIDENCE)},{gap}"area": null' in new
    assert "\\ud83d\\ude00" in new


def test_only_the_changed_lines_of_json_lines_change(loader: None) -> None:
    lines = ['\ufeff{"name":"A","x":1e1}', "", '{"name":"\u2028\\/\\ud83d\\ude00","harms":["a"] }', '{"name" : "C"}']
    changes = [Change(1, ("harms",), ["b"]), Change(1, ("area",), None), Change(2, ("area",), "x")]
    wanted = [
        *lines[:2],
        '{"name":"\u2028\\/\\ud83d\\ude00","harms":["b"], "area": null }',
        '{"name" : "C", "area": "x"}',
    ]
    for eol in ("\n", "\r\n"):
        for end in ("", eol):
            new = replaced(eol.join(lines) + end, *changes, file="c.jsonl")
            assert new == eol.join(wanted) + end
    assert said(new.encode(), "c.jsonl")[1][0] == ("name", "\u2028/😀")


ITEMS = """\
reviews:
- name: A
  evidence:
    # one
    - {field: x, why: y}  # beside
    # two
    - field: x
      # within
      why: y
    # three
  # below
- name: B
"""


def test_items_of_a_list_are_replaced_and_added(loader: None) -> None:
    """In a line each, whatever stood there; comments stay but for those within."""
    one, two, three = {"field": "z"}, {"field": "z", "n": 2}, {"field": "new"}
    changes = [
        Change(0, ("evidence", 0), one),
        Change(0, ("evidence", 1), two),
        Change(0, ("evidence", edits.END), three),
    ]
    assert (
        replaced(ITEMS, *changes, Change(0, ("evidence", edits.END), one), Change(0, ("area",), "C"))
        == """\
reviews:
- name: A
  evidence:
    # one
    - {field: z}  # beside
    # two
    - {field: z, n: 2}
    # three
    - {field: new}
    - {field: z}
  # below
  area: C
- name: B
"""
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("reviews: [{name: A, evidence: [{x: 1}, {x: 2}]}]", "reviews: [{name: A, evidence: [{x: 1}, {z: a}, {z: b}, {z: c}]}]"),
        ('{"reviews": [{"name": "A", "evidence": [{"x": 1}, {"x": 2}]}]}',
         '{"reviews": [{"name": "A", "evidence": [{"x": 1}, {"z": "a"}, {"z": "b"}, {"z": "c"}]}]}'),
    ],
)  # fmt: skip
def test_items_of_a_list_in_flow_style(loader: None, text: str, wanted: str) -> None:
    changes = [
        Change(0, ("evidence", index), {"z": letter})
        for index, letter in ((1, "a"), (edits.END, "b"), (edits.END, "c"))
    ]
    assert replaced(text, *changes) == wanted


def test_an_item_that_is_too_far_away() -> None:
    for index in (2, 7):
        with pytest.raises(LookupError):
            replaced(ITEMS, Change(0, ("evidence", index), {}))


def test_what_follows_from_other_values_follows() -> None:
    """A review's own themes and agencies, and a child's age in months, where they are stated."""
    line = {
        "name": "A", "themes": ["a", "b"], "agencies": None, "children": [{"age": "1 year", "age_months": 12.0}],
        "learning": [{"text": "x", "themes": ["a", "b"], "agencies": []}, {"text": "y", "themes": ["b"], "agencies": []}],
    }  # fmt: skip
    changes = [
        Change(0, ("learning", 0, "themes"), ["c"]), Change(0, ("learning", 1, "agencies"), ["d"]),
        Change(0, ("children", 0, "age"), "4 months"),
    ]  # fmt: skip
    new = json.loads(replaced(json.dumps(line) + "\n", *changes, file="c.jsonl"))
    assert (new["themes"], new["agencies"], new["children"]) == (
        ["c", "b"],
        ["d"],
        [{"age": "4 months", "age_months": 4.0}],
    )
    unstated = Change(0, ("children", 0, "age"), None)
    assert json.loads(replaced(json.dumps(line), unstated, file="c.jsonl"))["children"][0]["age_months"] is None
    same = Change(0, ("learning", 1, "themes"), ["a"])
    assert json.loads(replaced(json.dumps(line), same, file="c.jsonl"))["themes"] == ["a", "b"]


def test_paths_that_lead_nowhere() -> None:
    for change in (Change(3, ("harms",), []), Change(0, ("learning", 7, "text"), ""), Change(0, ("x", "y"), "")):
        with pytest.raises(LookupError):
            replaced(CODED, change)
    with pytest.raises(LookupError, match=r"^there is no such review, or its changes come too late$"):
        replaced(CODED, Change(1, ("harms",), []), Change(0, ("harms",), []))
    with pytest.raises(RuntimeError, match="two changes of one place"):
        replaced(CODED, Change(0, ("learning",), []), Change(0, ("harms",), []), Change(0, ("harms",), []))


def test_an_edit_that_would_do_harm_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_writer, "_scalar", lambda value, in_flow: str(value))
    with pytest.raises(RuntimeError, match="the edited collection would not say what it should"):
        appended("- name: A\n", {"name": "a # b"})
    with pytest.raises(RuntimeError, match=r"cannot be edited: c\.yaml:2:1"):
        appended("a: [b", B)
    with pytest.raises(RuntimeError, match=r"cannot be edited: c\.yaml:3:1"):
        replaced("- name: A\n- b: [\n", Change(0, ("name",), "C"))
    with pytest.raises(RuntimeError, match=r"cannot be edited: c\.jsonl:2:\d+: not valid JSON"):
        replaced('{"name": "A"}\n{\n', Change(0, ("name",), "C"), file="c.jsonl")
    with pytest.raises(RuntimeError, match="cannot be edited"):
        replaced("- name: A\n", Change(0, ("name",), "a: b: c"))


@pytest.mark.parametrize(
    "text", ["collection:\n  id: x\nreviews:\n- name: A\n", '{"collection": {"id": "x"}, "reviews": []}']
)
def test_an_edit_that_would_change_something_else_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    real = splice.Layout.spliced
    monkeypatch.setattr(splice.Layout, "spliced", lambda *given: real(*given).replace(b"x", b"y"))
    with pytest.raises(RuntimeError, match="the edited collection would not say what it should"):
        appended(text, B)
    monkeypatch.setattr(splice.Layout, "spliced", lambda *given: real(*given).replace(b"name: A", b"name: C"))
    with pytest.raises(RuntimeError, match="the edited collection would not say what it should"):
        replaced("- name: A\n- name: B\n", Change(1, ("title",), "T"))


def test_a_line_break_to_yaml_alone_is_none_in_json_lines(loader: None) -> None:
    text = '{"name": "\u2028--- a\x85", "title": "T"}\n'
    assert replaced(text, Change(0, ("title",), "U"), file="c.jsonl") == text.replace("T", "U")


@pytest.mark.parametrize("before", ["", "\t", " \t", "\ufeff\t", "\ufeff \u3000", "\r"])
@pytest.mark.parametrize("after", ["", "\t", " \u3000", " \r\n", "\n"])
def test_what_stands_around_a_line_of_json_lines_stays(loader: None, before: str, after: str) -> None:
    text = f'{before}{{"name": "A", "title": "T"}}{after}'
    assert replaced(text, Change(0, ("title",), "U"), file="c.jsonl") == text.replace("T", "U")


# --- Any collection ---------------------------------------------------------------------------------------------------

WORD = st.sampled_from(["a", "no", "012", "Child A", "it's", "é 😀"])
NOISE = st.sampled_from(["", "", "", "\n", "# c\n", "  # c\n", "    # c: d\n", "\n\n", "      # - x\n", "   \n"])
EITHER = st.booleans()
BESIDE = st.sampled_from(["", "", " # c", "   # 'c'"])


@st.composite
def collections(draw: st.DrawFn) -> tuple[str, int]:
    """A collection in block YAML, as different hands write it, with a line `# review` before each review."""
    gap = " " * draw(st.integers(0, 3))

    def scalar(indent: int) -> str:
        text = draw(WORD)
        quoted = "'" + text.replace("'", "''") + "'"
        header = draw(st.sampled_from(["|", ">-", "|+", ">", "|-"]))
        inner = " " * (indent + draw(st.integers(1, 3)))
        block = f"{header}\n{inner}{text}\n{inner}{text}" + "\n" * draw(st.integers(0, 2))
        lines = f"{text}\n{inner}{text}"
        return draw(st.sampled_from([text, quoted, json.dumps(text), block, lines]))

    def words(indent: int) -> str:
        items = draw(st.lists(st.sampled_from("abc"), max_size=3, unique=True))
        if draw(EITHER) and items:
            below = indent + draw(st.integers(0, 2))
            return "".join(f"{draw(BESIDE)}\n{' ' * below}- {item}" for item in items)
        return f" [{', '.join(items)}]"

    def entries(indent: int, keys: list[str]) -> str:
        text = ""
        for key in keys:
            if key == "learning":
                below = indent + draw(st.integers(0, 2))
                value = "".join(
                    f"\n{' ' * below}- {entries(below + 2, ['text', 'themes']).lstrip()}".rstrip("\n")
                    for _ in range(draw(st.integers(1, 2)))
                )
            else:
                value = words(indent) if key in ("harms", "themes") else " " + scalar(indent)
            beside = "" if value.endswith("\n") or any(mark in value for mark in "|>") else draw(BESIDE)
            text += f"{' ' * indent}{key}:{value}{beside}\n{draw(NOISE)}"
        return text

    count = draw(st.integers(1, 3))
    step = draw(st.integers(1, 3))
    text = ""
    for _ in range(count):
        others = draw(st.permutations(["title", "harms", "learning", "area"]))
        keys = ["name", *others[: draw(st.integers(1, 4))]]
        indent = len(gap) + 1 + step
        text += f"# review\n{gap}-{' ' * step}{entries(indent, keys).lstrip(' ')}"
    text = f"{draw(NOISE)}reviews:{draw(BESIDE)}\n{text}"
    text += draw(
        st.sampled_from(["", "# end\n", "collection:\n  id: x\n", "# c\ncollection: {id: x} # end\n", "...\n"])
    )
    if draw(EITHER):
        text = text.removesuffix("\n")
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))), count


def reviews_of(text: str) -> Any:
    return dict(said(text.encode()))["reviews"]


def unended(value: Any) -> Any:
    """What was said, but for line breaks at the end of a text: one that ends the file gains one."""
    if isinstance(value, list):
        return [unended(item) for item in value]
    return tuple(map(unended, value)) if isinstance(value, tuple) else value.rstrip("\n") if value else value


def sound(text: str, count: int) -> bool:
    root: Any
    root, problems = yaml_document.parse(text.encode(), "c.yaml")
    return not problems and len(root.items["reviews"].items) == count


@examples(60)
@given(collections(), st.lists(REVIEW, min_size=1, max_size=2))
def test_adding_adds_lines_and_changes_none(collection: tuple[str, int], records: list[dict[str, Any]]) -> None:
    text, count = collection
    assume(sound(text, count))
    new = appended(text, *records)
    kept = next((place for place, (old, now) in enumerate(zip(text, new, strict=False)) if old != now), len(text))
    assert new.endswith(text[kept:])
    assert unended(reviews_of(new)) == unended([*reviews_of(text), *map(pairs, records)])
    if not text.endswith("\n") and kept == len(text):
        return
    assert reviews_of(new)[: -len(records)] == reviews_of(text)


PATHS = [("name",), ("title",), ("harms",), ("evidence",), ("area",), ("learning", 0, "themes"), ("learning", 0, "n")]


@examples(60)
@given(
    collections(), st.integers(0, 2), st.sets(st.sampled_from(PATHS), min_size=1), st.lists(VALUE, min_size=7, max_size=7)
)  # fmt: skip
def test_replacing_changes_no_other_review(
    collection: tuple[str, int], chosen: int, paths: set[tuple[str | int, ...]], values: list[Any]
) -> None:
    text, count = collection
    assume(sound(text, count))
    which = chosen % count
    before = reviews_of(text)
    paths = {path for path in paths if path[0] != "learning" or "learning" in dict(before[which])}
    changes = [Change(which, path, value) for path, value in zip(sorted(paths, key=str), values, strict=False)]
    new = replaced(text, *changes)
    pieces, old_pieces = new.split("# review"), text.split("# review")
    assert len(pieces) == len(old_pieces) == count + 1
    for number, (piece, old) in enumerate(zip(pieces, old_pieces, strict=True)):
        assert piece == old or number == which + 1
    wanted = [dict(review) for review in before]
    for change in changes:
        if len(change.path) == 1:
            wanted[which][str(change.path[0])] = pairs(change.value)
        else:
            statement = dict(wanted[which]["learning"][0])
            statement[str(change.path[2])] = pairs(change.value)
            wanted[which]["learning"][0] = list(statement.items())
    assert unended(reviews_of(new)) == unended([list(review.items()) for review in wanted])


def test_the_bundled_collection(loader: None) -> None:
    """Eight reviews with blank lines between: the ninth is added, and taken away again."""
    path = Path(__file__).resolve().parents[2] / "data" / "reviews.yaml"
    data = path.read_bytes()
    new = edits.append(data, str(path), [RECORD])
    assert new == data + b"\n" + RECORD_LINES.encode()
    coded = edits.replace(data, str(path), [Change(0, ("harms",), ["neglect"]), Change(7, ("evidence",), EVIDENCE)])
    old_lines, new_lines = data.splitlines(), coded.splitlines()
    assert len(new_lines) == len(old_lines) + 3
    assert [line for line in new_lines if line not in old_lines] == [
        b"    evidence:", *EVIDENCE_LINES.encode().splitlines()
    ]  # fmt: skip


# --- Several at once --------------------------------------------------------------------------------------------------

ADDING = """
import sys
from casereviews.editing import edits
from casereviews.files import writing
name, number = sys.argv[1:]
writing.update(name, lambda data: edits.append(data, name, [{"name": f"Child {number}", "title": "T"}]))
"""


@pytest.mark.skipif(os.name != "posix", reason="there are no locks")
@pytest.mark.parametrize("file", ["c.yaml", "c.jsonl"])
def test_sixteen_at_once(write: Callable[[str, str], str], file: str) -> None:
    start = "# ours\nreviews: []  # none\n" if file == "c.yaml" else ""
    name = write(start, file)
    running = [subprocess.Popen([sys.executable, "-c", ADDING, name, str(number)]) for number in range(16)]
    assert [process.wait(60) for process in running] == [0] * 16
    found = said(Path(name).read_bytes(), file)
    reviews = found if file == "c.jsonl" else dict(found)["reviews"]
    assert sorted(dict(review)["name"] for review in reviews) == sorted(f"Child {number}" for number in range(16))
    assert [path.name for path in Path(name).parent.iterdir()] == [file]
