"""Strict YAML: what is read, what is refused and where, and what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casereviews.editing import yaml_writer
from casereviews.errors import Problem
from casereviews.reading import nodes, yaml_document
from helpers import examples

MODEST = examples(70)
FILE = "sample.yaml"
HAS_LIBYAML = hasattr(yaml, "CSafeLoader")


@pytest.fixture(params=["libyaml", "python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read with either of PyYAML's parsers."""
    name: str = request.param
    if name == "libyaml" and not HAS_LIBYAML:
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(yaml_document, "_Loader", yaml.CSafeLoader if name == "libyaml" else yaml.SafeLoader)
    return name


def parse(text: str | bytes) -> tuple[Any, list[str]]:
    """The root node and the problems, as a person reads them."""
    root, problems = yaml_document.parse(text.encode() if isinstance(text, str) else text, FILE)
    return root, [str(problem) for problem in problems]


def tree(node: Any) -> Any:
    """A node as plain values: mappings as lists of pairs, so that order counts; null as None."""
    if type(node) is nodes.Mapping:
        return [(key, tree(value)) for key, value in node.items.items()]
    if type(node) is nodes.Sequence:
        return [tree(item) for item in node.items]
    return None if node.is_null else node.text


def placed(node: Any) -> Any:
    """A node with everything that is known of it: kind, place, text, and whether it is plain."""
    place = (node.line, node.column)
    if type(node) is nodes.Mapping:
        keys = {key: placed(value) for key, value in node.keys.items()}
        return ("mapping", place, keys, {key: placed(value) for key, value in node.items.items()})
    if type(node) is nodes.Sequence:
        return ("sequence", place, [placed(item) for item in node.items])
    return ("scalar", place, node.text, node.plain)


# --- What is read ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "no", "Yes", "on", "true", "012", "0o14", "0x1f", "12:30", "12:30:45", "2019-06", "2019-06-30", "1e3", "1_000",
        "1.10", ".inf", ".nan", "-0", "+1", "Null", "NULL", "None", "nil", "=", "Child's",
    ],
)  # fmt: skip
@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_nothing_is_guessed(loader: str, typed: str, quote: str) -> None:
    written = typed.replace("'", "''") if quote == "'" else typed
    root, problems = parse(f"a: {quote}{written}{quote}\n")
    assert (tree(root), problems) == ([("a", typed)], [])


def test_a_number_sign_in_quotes_is_no_comment(loader: str) -> None:
    root, problems = parse("a: \"Review #5\"\nb: 'Review #5'\nc: Review #5\nd: Review#5\n")
    assert (tree(root), problems) == (
        [("a", "Review #5"), ("b", "Review #5"), ("c", "Review"), ("d", "Review#5")],
        [],
    )


@pytest.mark.parametrize(
    ("written", "is_null"),
    [
        ("null", True), ("~", True), ("", True), ("# nothing", True),
        ("'null'", False), ('"~"', False), ("''", False), ("Null", False), ("nullable", False), (">-\n  null", False),
    ],
)  # fmt: skip
def test_null_is_what_stands_plain(loader: str, written: str, is_null: bool) -> None:
    root, problems = parse(f"a: {written}\n")
    assert (root.items["a"].is_null, problems) == (is_null, [])


SOUND = """\
# a comment
%s
collection: {id: sample, "quoted key": 'it''s'}
reviews:
  - name: Zoë   # a comment
    summary: >-
      Folded
      text.

      Second.
    notes:
    - |
      kept
      lines
    - "an \\u00e9 and \\x41 and \\"quotes\\""
    - 字 and 😀
  -
    - []
    - {}
    - ~
  - ? complex
    : value
"""


def test_nodes_know_their_places(loader: str) -> None:
    root, problems = parse("é: [字, b]\nlist:\n  - x: 'y'\n    z: |\n      t\n  -\n")
    assert problems == []
    assert placed(root) == (
        "mapping",
        (1, 1),
        {"é": ("scalar", (1, 1), "é", True), "list": ("scalar", (2, 1), "list", True)},
        {
            "é": ("sequence", (1, 4), [("scalar", (1, 5), "字", True), ("scalar", (1, 8), "b", True)]),
            "list": (
                "sequence",
                (3, 3),
                [
                    (
                        "mapping",
                        (3, 5),
                        {"x": ("scalar", (3, 5), "x", True), "z": ("scalar", (4, 5), "z", True)},
                        {"x": ("scalar", (3, 8), "y", False), "z": ("scalar", (4, 8), "t\n", False)},
                    ),
                    ("scalar", (6, 4), "", True),
                ],
            ),
        },
    )


@pytest.mark.skipif(not HAS_LIBYAML, reason="PyYAML was built without libyaml")
@pytest.mark.parametrize("text", [SOUND % "", SOUND.replace("\n", "\r\n") % "", "---\na: b\n...\n", "- 1\n- 2", "'x'"])
def test_both_parsers_read_the_same(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    read = []
    for name in ("CSafeLoader", "SafeLoader"):
        monkeypatch.setattr(yaml_document, "_Loader", getattr(yaml, name))
        root, problems = parse(text)
        assert problems == []
        read.append(placed(root))
    assert read[0] == read[1]


def test_sound_text_whole(loader: str) -> None:
    assert tree(parse(SOUND % "")[0]) == [
        ("collection", [("id", "sample"), ("quoted key", "it's")]),
        (
            "reviews",
            [
                [
                    ("name", "Zoë"),
                    ("summary", "Folded text.\nSecond."),
                    ("notes", ["kept\nlines\n", 'an é and A and "quotes"', "字 and 😀"]),
                ],
                [[], [], None],
                [("complex", "value")],
            ],
        ),
    ]


@pytest.mark.parametrize(
    "data",
    [
        "a: é\n".encode(),
        b"\xef\xbb\xbf" + "a: é\n".encode(),
        "a: é\n".encode("utf-16"),
        b"\xff\xfe" + "a: é\n".encode("utf-16-le"),
        b"\xfe\xff" + "a: é\n".encode("utf-16-be"),
        "a: é\r\n".encode(),
    ],
)
def test_encodings_that_say_what_they_are(loader: str, data: bytes) -> None:
    root, problems = parse(data)
    assert (tree(root), root.keys["a"].column, problems) == ([("a", "é")], 1, [])


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "\ufeff", "\ufeff# a comment"])
def test_a_file_without_a_value_has_no_root(loader: str, text: str) -> None:
    assert parse(text) == (None, [])


# --- What is refused ------------------------------------------------------------------------------

PLAINLY = "write the value plainly"
ESCAPED = "is not allowed here; remove it, or write it as an escape in double quotes"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ['sample.yaml:3:1: duplicate key "a", first given in line 1']),
        (
            "x:\n  a: 1\n  'a': 2\n  \"a\": 3\n",
            [
                'sample.yaml:3:3: duplicate key "a", first given in line 2',
                'sample.yaml:4:3: duplicate key "a", first given in line 2',
            ],
        ),
        ("{é: 1, é: 2}", ['sample.yaml:1:8: duplicate key "é", first given in line 1']),
        ("a: {b: 1}\nc: {b: 1}\n", []),
        (
            "a: &x 1\nb: *x\n",
            [
                "sample.yaml:1:4: anchors (&x) are not read; write the value plainly",
                "sample.yaml:2:4: aliases (*x) are not read; write the value out",
            ],
        ),
        (
            "a: &x {b: 1}\nc:\n  <<: *x\n",
            [
                "sample.yaml:1:4: anchors (&x) are not read; write the value plainly",
                "sample.yaml:3:7: aliases (*x) are not read; write the value out",
            ],
        ),
        ("- &x [*x]\n", [
            "sample.yaml:1:3: anchors (&x) are not read; write the value plainly",
            "sample.yaml:1:7: aliases (*x) are not read; write the value out",
        ]),
        ("a: !!str b\n", ["sample.yaml:1:4: tags (tag:yaml.org,2002:str) are not read; write the value plainly"]),
        (
            "a: !!python/object/apply:os.getcwd []\n",
            ["sample.yaml:1:4: tags (tag:yaml.org,2002:python/object/apply:os.getcwd) are not read; " + PLAINLY],
        ),
        ("a: !own {b: 1}\n", ["sample.yaml:1:4: tags (!own) are not read; write the value plainly"]),
        ("? [a, b]\n: c\n", ["sample.yaml:1:3: a key must be a word, not a list or a mapping"]),
        ("{a: b}: c\n", ["sample.yaml:1:1: a key must be a word, not a list or a mapping"]),
        ("a: 1\n---\nb: 2\n", ["sample.yaml:2:1: a second document (---) begins here; a file holds one"]),
        ("--- a\n--- b\n--- c\n", ["sample.yaml:2:1: a second document (---) begins here; a file holds one"]),
    ],
)  # fmt: skip
def test_what_a_collection_has_no_use_for(loader: str, text: str, expected: list[str]) -> None:
    assert parse(text)[1] == expected


def test_the_first_of_two_keys_is_kept(loader: str) -> None:
    root, problems = parse("a: 1\na: 2\n")
    assert (tree(root), len(problems)) == ([("a", "1")], 1)


def test_an_alias_is_one_problem_wherever_it_stands(loader: str) -> None:
    assert parse("*a : 1\n*b : 2\n")[1] == [
        "sample.yaml:1:1: aliases (*a) are not read; write the value out",
        "sample.yaml:2:1: aliases (*b) are not read; write the value out",
    ]


@pytest.mark.skipif(not HAS_LIBYAML, reason="PyYAML was built without libyaml")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 'b\n", "sample.yaml:2:1: not valid YAML: found unexpected end of stream"),
        ('a: "b', "sample.yaml:1:6: not valid YAML: found unexpected end of stream"),
        ("a:\n\tb: 1\n", "sample.yaml:2:1: not valid YAML: found character that cannot start any token"),
        ("\ta: 1\n", "sample.yaml:1:1: not valid YAML: found character that cannot start any token"),
        ("a: b: c\n", "sample.yaml:1:5: not valid YAML: mapping values are not allowed in this context"),
        ("a: [1, 2\n", "sample.yaml:2:1: not valid YAML: did not find expected ',' or ']'"),
        ("a: @b\n", "sample.yaml:1:4: not valid YAML: found character that cannot start any token"),
        ('a: "\\q"\n', "sample.yaml:1:5: not valid YAML: found unknown escape character"),
        ("a: 1\n b: 2\n", "sample.yaml:2:3: not valid YAML: mapping values are not allowed in this context"),
        ("- a\nb: c\n", "sample.yaml:2:1: not valid YAML: did not find expected '-' indicator"),
        ("%YAML 9.1\n---\na: b\n", "sample.yaml:1:1: not valid YAML: found incompatible YAML document"),
    ],
)
def test_malformed_text_is_one_problem_with_its_place(text: str, expected: str) -> None:
    assert parse(text) == (None, [expected])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 'b\n", 2), ("a:\n\tb: 1\n", 2), ("a: b: c\n", 1), ("a: [1, 2\n", 2), ("a: @b\n", 1), ('a: "\\q"\n', 1),
        ("a: 1\n b: 2\n", 2), ("- a\nb: c\n", 2), ("*", 1), ("&", 1), ("]", 1), ("a: |9x\n", 1),
    ],
)  # fmt: skip
def test_both_parsers_refuse_malformed_text_in_the_same_line(loader: str, text: str, line: int) -> None:
    root, problems = yaml_document.parse(text.encode(), FILE)
    assert (root, [problem.line for problem in problems]) == (None, [line])
    assert problems[0].message.startswith("not valid YAML: ")


def test_a_problem_before_the_malformed_place_is_told_too(loader: str) -> None:
    root, problems = yaml_document.parse(b"a: 1\na: 2\nb: 'c\n", FILE)
    assert (root, [problem.line for problem in problems]) == (None, [2, 4])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"caf\xe9: 1\n", "sample.yaml:1:1: not UTF-8 text, at byte 3; save the file as UTF-8"),
        (b"a: 1\nb: \x93quoted\x94\n", "sample.yaml:2:1: not UTF-8 text, at byte 8; save the file as UTF-8"),
        (b"\xef\xbb\xbfa\n\xff", "sample.yaml:2:1: not UTF-8 text, at byte 5; save the file as UTF-8"),
        (b"a: \xc3", "sample.yaml:1:1: not UTF-8 text, at byte 3; save the file as UTF-8"),
        (b"a: \xed\xa0\x80", "sample.yaml:1:1: not UTF-8 text, at byte 3; save the file as UTF-8"),
        (b"\xff\xfea", "sample.yaml:1:1: not UTF-8 text, at byte 2; save the file as UTF-8"),
        (b"a: \x00", "sample.yaml:1:4: the character U+0000 is not allowed here; a binary file?"),
        (
            b"a: 1\nb: x\x1b[1m",
            f"sample.yaml:2:5: the character U+001B {ESCAPED}",
        ),
        (
            "é: \x7f".encode(),
            f"sample.yaml:1:4: the character U+007F {ESCAPED}",
        ),
        (
            "a: \ufffe".encode(),
            f"sample.yaml:1:4: the character U+FFFE {ESCAPED}",
        ),
        (
            b"\xff\xfe" + "乎\ufffe".encode("utf-16-le"),
            f"sample.yaml:1:2: the character U+FFFE {ESCAPED}",
        ),
        ("a: b".encode("utf-16-le"), "sample.yaml:1:2: the character U+0000 is not allowed here; a binary file?"),
    ],
)
def test_what_is_no_text(loader: str, data: bytes, expected: str) -> None:
    assert parse(data) == (None, [expected])


@pytest.mark.parametrize(
    ("written", "meant"),
    [('"\\0\\x1b\\x7f\\x85\\u202e"', "\0\x1b\x7f\x85\u202e"), ('"\\e\\a\\N"', "\x1b\x07\x85"), ('"\\U0001F600"', "😀")],
)
def test_escapes_may_name_any_character(loader: str, written: str, meant: str) -> None:
    root, problems = parse(f"a: {written}\n")
    assert (tree(root), problems) == ([("a", meant)], [])


@pytest.mark.parametrize("escape", ["\\ud800", "\\uDFFF", "\\U0000d800"])
def test_half_a_character_is_refused(loader: str, escape: str) -> None:
    root, problems = yaml_document.parse(f'a: "{escape}"\n'.encode(), FILE)
    assert (root, [problem.line for problem in problems]) == (None, [1])


def test_json_escapes_of_characters_beyond_the_first_plane(loader: str) -> None:
    root, problems = parse('["\\ud83d\\ude00", "\\/"]')
    assert problems == []
    assert tree(root) == ["😀", "/"]


# --- Bombs ----------------------------------------------------------------------------------------

DEEP = 100_000


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("[" * DEEP, "sample.yaml:1:25: nested more than 24 deep"),
        ("[" * DEEP + "]" * DEEP, "sample.yaml:1:25: nested more than 24 deep"),
        ("{a: " * DEEP, "sample.yaml:1:97: nested more than 24 deep"),
        ("- " * DEEP, "sample.yaml:1:49: nested more than 24 deep"),
        ("? " * DEEP, "sample.yaml:1:49: nested more than 24 deep"),
        (
            "a:\n" + "".join(" " * depth + "b:\n" for depth in range(1, 1000)),
            "sample.yaml:25:25: nested more than 24 deep",
        ),
    ],
    ids=["open", "closed", "mappings", "dashes", "keys", "indented"],
)  # fmt: skip
def test_deep_nesting_is_refused_at_once(loader: str, text: str, last: str, at_once: Callable[..., Any]) -> None:
    root, problems = at_once(0.5 if loader == "libyaml" else 3, parse, text)  # read to the end, it would be minutes
    assert (root, problems[-1]) == (None, last)


def test_the_depth_that_is_allowed(loader: str) -> None:
    limit = yaml_document.MAX_DEPTH
    root, problems = parse("[" * limit + "]" * limit)
    depth = 0
    while root is not None:
        depth, root = depth + 1, root.items[0] if root.items else None
    assert (depth, problems) == (limit, [])
    assert parse("[" * (limit + 1) + "]" * (limit + 1)) == (
        None,
        [f"sample.yaml:1:{limit + 1}: nested more than {limit} deep"],
    )


def test_billion_laughs(loader: str, at_once: Callable[..., Any]) -> None:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    _, problems = at_once(0.5, parse, "\n".join(lines))
    assert len(problems) == 30 + 29 * 9
    assert problems[:2] == [
        "sample.yaml:1:5: anchors (&a0) are not read; write the value plainly",
        "sample.yaml:2:5: anchors (&a1) are not read; write the value plainly",
    ]


def test_merge_bomb(loader: str, at_once: Callable[..., Any]) -> None:
    lines = ["a0: &a0 {k: v}"]
    lines += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 30)]
    root, problems = at_once(0.5, parse, "\n".join(lines))
    assert len(problems) == 30 + 29 * 9
    assert list(root.items) == [f"a{n}" for n in range(30)]


def test_reading_stops_at_so_many_problems(loader: str) -> None:
    root, problems = parse("".join(f"- *a{n}\n" for n in range(yaml_document.MAX_PROBLEMS * 5)))
    assert (root, len(problems)) == (None, yaml_document.MAX_PROBLEMS)
    assert problems[-1] == "sample.yaml:1000:3: aliases (*a999) are not read; write the value out"
    _, problems = parse("".join(f"- *a{n}\n" for n in range(yaml_document.MAX_PROBLEMS - 1)))
    assert len(problems) == yaml_document.MAX_PROBLEMS - 1


# --- What is written ------------------------------------------------------------------------------

TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.sampled_from(
        ["", " ", "null", "~", "no", "012", "12:30", "2019-06", "2019-06-30", "0x1f", "Review #5", "- a", "a: b", "'",
         '"', "\n", "a\n\nb\n", " a", "a ", "---", "...", "*a", "&a", "!a", "%a", "@", "`", "|", ">", "=", "<<",
         "\ufeff", "\x85",
         "\u2028", "\x00", "\x1b[0m", "\u202e", "\ufffe", "😀", "\U0010ffff", "a" * 200, "? a", "{", "[", ","]
    ),
)  # fmt: skip
RECORDS = st.recursive(
    TEXT | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


def pairs(value: Any) -> Any:
    """A value as `tree` gives its node."""
    if isinstance(value, dict):
        return [(key, pairs(item)) for key, item in value.items()]
    return [pairs(item) for item in value] if isinstance(value, list) else value


def with_each_parser() -> Iterator[None]:
    """Each of PyYAML's parsers in turn; the one in use comes back."""
    kept = yaml_document._Loader
    try:
        for name in ("CSafeLoader", "SafeLoader"):
            yaml_document._Loader = getattr(yaml, name, yaml.SafeLoader)
            yield
    finally:
        yaml_document._Loader = kept


@MODEST
@given(RECORDS)
@example([{"a": "null", "b": None, "c": [], "d": {}}, "x", ["y"]])
@example(["\x85", "\u2028", "\ufeff", "a\ufeffb"])
def test_what_is_written_reads_back_the_same(value: Any) -> None:
    written = "".join(yaml_writer.dump(value))
    for _ in with_each_parser():
        root, problems = parse(written)
        assert problems == []
        assert tree(root) == pairs(value)


@MODEST
@given(RECORDS)
def test_what_is_written_is_safe_to_show(value: Any) -> None:
    from casereviews.text import has_controls

    assert not has_controls("".join(yaml_writer.dump(value)))


@pytest.mark.parametrize(
    ("value", "pieces"),
    [
        ([{"a": "1", "b": None}, {"c": ["é", "no"]}], ["- a: '1'\n  b: null\n", "- c:\n  - é\n  - 'no'\n"]),
        ({"a": "x" * 300}, ["a: " + "x" * 300 + "\n"]),
        ({"z": "1", "a": "2019-06-30"}, ["z: '1'\na: '2019-06-30'\n"]),
        ([], ["[]\n"]),
        ({"a": 4.0, "b": True}, ["a: 4.0\nb: true\n"]),
    ],
)
def test_what_is_written(value: Any, pieces: list[str]) -> None:
    assert list(yaml_writer.dump(value)) == pieces


def test_a_value_that_stands_twice_is_written_out_twice() -> None:
    shared = ["x", {"a": "b"}]
    root, problems = parse("".join(yaml_writer.dump([{"one": shared, "two": shared}])))
    assert problems == []
    assert tree(root) == [[("one", ["x", [("a", "b")]]), ("two", ["x", [("a", "b")]])]]


def test_writing_needs_no_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    value = [{"name": "Child Z", "note": "a: b #c", "e": "\u202e", "n": None}]
    written = list(yaml_writer.dump(value))
    monkeypatch.delattr(yaml, "CSafeDumper", raising=False)
    assert list(yaml_writer.dump(value)) == written


# --- Any text at all ------------------------------------------------------------------------------

PIECES = st.lists(
    st.sampled_from(["a", "b: ", "- ", "\n", "  ", "[", "]", "{", "}", ",", ": ", "'", '"', "|\n", ">-\n", "#", "&x ",
                     "*x ", "!t ", "---\n", "...\n", "%", "? ", "\t", "\\", "é", "<<: ", "\r", "\x85", "\u2028",
                     "\ufeff", "null"]),
    max_size=25,
).map("".join)  # fmt: skip


def check_any(data: bytes) -> None:
    """Each parser gives a root or problems, never anything else, and every problem has a place in the file."""
    for _ in with_each_parser():
        root, problems = yaml_document.parse(data, FILE)
        assert all(type(problem) is Problem and problem.line >= 1 and problem.column >= 1 for problem in problems)
        if root is not None:
            placed(root)


@examples(200)
@given(PIECES)
@example("a: b\ufeffc")
@example("\ufeff\ufeffa: b")
def test_any_text_is_read_or_refused(text: str) -> None:
    check_any(text.encode())


@MODEST
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check_any(data)


@pytest.mark.slow
@settings(max_examples=20_000, deadline=None)
@given(PIECES | TEXT)
def test_any_text_is_read_or_refused_at_length(text: str) -> None:
    check_any(text.encode())


# --- Items, as they are complete ------------------------------------------------------------------


def items(text: str, key: str | None = "list") -> tuple[list[Any], yaml_document.Document]:
    document = yaml_document.Document(text.encode(), FILE)
    return [tree(node) for node in document.items(key)], document


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("list:\n- a: 1\n- b: 2\n", [[("a", "1")], [("b", "2")]]),
        ("other: {list: [1]}\nlist:\n- a\n- [b, c]\n- {}\n-\nmore: [x]\n", ["a", ["b", "c"], [], None]),
        ("- a: 1\n- {list: [b]}\n", [[("a", "1")], [("list", ["b"])]]),
        ("[]", []),
        ("list: []", []),
        ("list: {a: [b]}", []),
        ("list: a", []),
        ("a", []),
        ("", []),
        ("'list': [a]", ["a"]),
        ("- list: [a]", [[("list", ["a"])]]),
    ],
)
def test_items_are_given_away(loader: str, text: str, given: list[Any]) -> None:
    """Those of the list under the key, or of the root that is one; the tree keeps all else."""
    found, document = items(text)
    assert (found, document.problems) == (given, [])
    whole = parse(text)[0]
    root: Any = document.root
    if found:
        kept = root if type(root) is nodes.Sequence else root.items["list"]
        assert kept.items == []
        if type(whole) is nodes.Mapping:
            rest = {key: value for key, value in whole.items.items() if key != "list"}
            assert {key: placed(value) for key, value in root.items.items() if key != "list"} == {
                key: placed(value) for key, value in rest.items()
            }
    else:
        assert tree(root) == tree(whole) if whole else root is None


def test_items_know_their_places(loader: str) -> None:
    document = yaml_document.Document(b"a: b\nlist:\n  - x: y\n  - {z: [1,\n    2]}\n", FILE)
    found = [placed(node) for node in document.items("list")]
    assert [node[1] for node in found] == [(3, 5), (4, 5)]
    whole: Any = yaml_document.parse(b"a: b\nlist:\n  - x: y\n  - {z: [1,\n    2]}\n", FILE)[0]
    assert found == [placed(node) for node in whole.items["list"].items]


def test_lines_before_the_text(loader: str) -> None:
    start = nodes.Place(10, 4)
    document = yaml_document.Document(b"a: b\nc: [\n", FILE, start)
    assert list(document.items(None)) == []
    assert [(problem.line, problem.column) for problem in document.problems] == [(13, 1)]
    document = yaml_document.Document(b"a: b\nc: d\n", FILE, start)
    assert list(document.items(None)) == []
    root: Any = document.root
    assert (root.line, root.column) == (11, 5)
    assert (root.items["c"].line, root.items["c"].column) == (12, 4)


def test_what_comes_before_a_problem_is_given(loader: str) -> None:
    document = yaml_document.Document(b"list:\n- {a: 1}\n- {b: 2}\n- {c: 3\n", FILE)
    found: list[Any] = []
    for node in document.items("list"):
        assert document.problems == []
        found.append(tree(node))
    assert found == [[("a", "1")], [("b", "2")]]
    assert (document.root, len(document.problems)) == (None, 1)


def test_a_list_that_stands_twice(loader: str) -> None:
    found, document = items("list: [{a: 1}]\nlist: [{b: 2}]\n")
    assert found == [[("a", "1")]]
    assert [problem.line for problem in document.problems] == [2]


def test_the_share_that_was_read(loader: str) -> None:
    document = yaml_document.Document(("list:\n" + "- {a: 1}\n" * 100).encode(), FILE)
    shares = [document.done for _ in document.items("list")]
    assert len(shares) == 100
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.05
    assert 0.9 < shares[-1] <= 1


def test_it_is_read_as_it_is_asked_for() -> None:
    """Not before: whoever takes the first item waits for no more."""
    document = yaml_document.Document(("list:\n" + "- {a: 1}\n" * 50_000).encode(), FILE)
    assert tree(next(document.items("list"))) == [("a", "1")]
    assert document.done < 0.01


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("\\ud800", True), ("\\uDFFF", True), ("\\ud83d\\ude00", False), ("\\ude00\\ud83d", True), ("\\u00e9", False),
        ("ud800", False), ("\\ud83d\\ud83d\\ude00", True), ("\\ud83d\\ude00\\ude00", True), ("", False),
    ],
)  # fmt: skip
def test_halves_of_characters(text: str, half: bool) -> None:
    assert yaml_document.has_half_character(f'"{text}"') is half
