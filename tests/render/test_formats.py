"""Every command in every format and at several widths, whole; and data that would be markup or commands elsewhere.

The whole outputs stand in tests/expected/*.txt, a file a command. After a change that is meant to be seen, write them
anew with `CASEREVIEWS_WRITE_EXPECTED=1 python -m pytest tests/render` and read the difference before you commit it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import platform
import re
import sqlite3
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casereviews import __version__
from casereviews.render import FORMATS
from casereviews.render.as_csv import safe
from casereviews.render.as_json import dumps
from casereviews.text import escape_controls
from helpers import Invoke, examples

EXPECTED = Path(__file__).resolve().parents[1] / "expected"
COLLECTION = "collection.yaml"
WIDTHS = (60, 80, 120, 200)

COMMANDS: dict[str, tuple[str, ...]] = {
    "list": ("list",),
    "show": ("show", "Child Ash"),
    "show-little": ("show", "Cedar", "Birch"),
    "show-statement": ("show", "Child Ash L1"),
    "search": ("search", "bruise"),
    "search-why": ("search", "bruise", "--why"),
    "search-statements": ("search", "bruise OR heating", "--statements"),
    "similar": ("similar", "Child Fern"),
    "themes": ("themes",),
    "theme": ("themes", "bruising-non-mobile"),
    "themes-by": ("themes", "--by", "outcome"),
    "count": ("count", "--by", "factor", "--share"),
    "cross": ("count", "--by", "age", "--by", "outcome"),
    "learning": ("learning",),
    "recommendations": ("recommendations",),
    "actions": ("actions",),
    "info": ("info",),
    "fields": ("list", "--fields", "id,name,children,harms,area,resources"),
}
TERMS = ("vocabulary", "outcome")
SOURCES = {"similar": ("--data", "alike.yaml"), "vocabulary": ()}  # of the commands that ask another than COLLECTION

# What may not reach a terminal: C0 but newline and tab, DEL, C1, bidirectional and zero-width controls, separators, and
# what no font shows.
DANGEROUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)


def answers(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> Iterator[str]:
    """The command line and what it gives, for each format and for tables of each width."""
    monkeypatch.chdir(EXPECTED)
    source = SOURCES.get(command[0], ("--data", COLLECTION))
    names = [name for name in FORMATS if name != "table" and (command[0], name) != ("info", "ids")]
    ways = [*((name, None) for name in names), *(("table", width) for width in WIDTHS)]
    for name, width in ways:
        if width:
            monkeypatch.setenv("COLUMNS", str(width))
        result = invoke(*command, *source, "-f", name, "-q")
        assert (result.code, result.err) == (0, ""), (command, name)
        shown = result.out
        versions = {__version__: "VERSION", platform.python_version(): "PYTHON", sqlite3.sqlite_version: "SQLITE"}
        for version, word in versions.items():
            shown = shown.replace(version, word).replace(version.replace(".", "\\.", 1), word)
        place = f", {width} columns" if width else ""
        yield f"=== {' '.join(command)} -f {name}{place}\n{shown}\n"


@pytest.mark.parametrize("name", [*COMMANDS, "vocabulary"])
def test_whole_output(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Every format gives, byte for byte, what was looked at and kept."""
    given = "".join(answers(invoke, monkeypatch, COMMANDS.get(name, TERMS)))
    kept = EXPECTED / f"{name}.txt"
    if os.environ.get("CASEREVIEWS_WRITE_EXPECTED"):
        kept.write_bytes(given.encode())
    assert given == kept.read_bytes().decode()


# --- Data is data -----------------------------------------------------------------------------------------------------

BRACKETS = st.lists(
    st.text(alphabet="[]/\\:=#@(){}<>*_`'\"!|&%~^$-+.abkml\u00e9\u2019\u6f22", min_size=1, max_size=12),
    min_size=1,
    max_size=6,
).map(" ".join)
WORST = (
    "[/red]",
    "[mother] told [the social worker] that he [sic] was fine",
    ":skull: [bold]not bold[/bold] [link=https://reviews.example]no link[/link]",
    '=HYPERLINK("https://reviews.example")',
    "<script>alert(1)</script> <b>&amp;",
    "| a | b | ` # * _ \\\\ {{x}} $x$ %(x)s {0}",
)
FIELDS = ("name", "title", "area", "summary", "learning", "recommendation", "action", "label", "format", "url", "note")


def collection_of(texts: dict[str, str]) -> str:
    """A collection of one review, whose every text is one of those given."""
    quoted = {name: json.dumps(text, ensure_ascii=False) for name, text in texts.items()}
    return (
        "reviews:\n- id: t/one\n  name: {name}\n  title: {title}\n  area: {area}\n  summary: {summary}\n"
        "  learning:\n  - text: {learning}\n  recommendations:\n  - text: {recommendation}\n"
        "  actions:\n  - text: {action}\n"
        "  resources:\n  - label: {label}\n    format: {format}\n    url: {url}\n  notes:\n  - {note}\n"
    ).format(**quoted)


def texts_of(record: dict[str, Any]) -> dict[str, str]:
    """The texts of a record that `collection_of` made, by the same names."""
    (learning,), (recommendation,), (action,) = (record[key] for key in ("learning", "recommendations", "actions"))
    (resource,), (note,) = record["resources"], record["notes"]
    own = {name: record[name] for name in ("name", "title", "area", "summary")}
    points = {"learning": learning["text"], "recommendation": recommendation["text"], "action": action["text"]}
    return {**own, **points, **resource, "note": note}


def unescaped(text: str) -> str:
    """Markdown's backslash escapes undone."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def check_verbatim(invoke: Invoke, path: str, texts: dict[str, str]) -> None:
    """Every text stands, whole and as it is, in each view of its review."""
    for name in ("plain", "table", "md"):
        shown = invoke("show", "t/one", "--data", path, "-f", name)
        assert (shown.code, shown.err) == (0, "")
        plain = unescaped(shown.out) if name == "md" else shown.out
        assert [field for field, text in texts.items() if text not in plain] == [], name
    for name in ("json", "yaml"):
        shown = invoke("show", "t/one", "--data", path, "-f", name)
        assert texts_of(shown.json if name == "json" else yaml.safe_load(shown.out)) == texts
    own = ("name", "title", "area", "summary", "notes")
    for name, delimiter in (("csv", ","), ("tsv", "\t")):
        shown = invoke("list", "--data", path, "-f", name, "--fields", ",".join(own))
        if name == "csv":
            _, row = csv.reader(io.StringIO(shown.out), delimiter=delimiter)
        else:
            row = [cell.replace("\\\\", "\\") for cell in shown.out.split("\n")[1].split("\t")]
        wanted = [texts["note" if field == "notes" else field] for field in own]
        assert row == [f"'{text}" if text[0] in "=+-@" else text for text in wanted], name


@examples(15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.fixed_dictionaries(dict.fromkeys(FIELDS, BRACKETS)))
def test_brackets_are_shown_verbatim(invoke: Invoke, write: Callable[[str], str], texts: dict[str, str]) -> None:
    """Text that is markup elsewhere appears as it is in every field and format."""
    check_verbatim(invoke, write(collection_of(texts)), texts)


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.fixed_dictionaries(dict.fromkeys(FIELDS, BRACKETS)))
def test_many_brackets_are_shown_verbatim(invoke: Invoke, write: Callable[[str], str], texts: dict[str, str]) -> None:
    """The same, at length."""
    check_verbatim(invoke, write(collection_of(texts)), texts)


@pytest.mark.parametrize("worst", WORST)
def test_markup_is_shown_verbatim(
    invoke: Invoke, write: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, worst: str
) -> None:
    """The same of the texts that are known to break tools, in colour too."""
    texts = dict.fromkeys(FIELDS, worst)
    path = write(collection_of(texts))
    check_verbatim(invoke, path, texts)
    monkeypatch.setenv("COLUMNS", "300")
    coloured = invoke("show", "t/one", "--data", path, "-f", "table", "--color", "always").out
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured).count(worst) == len(FIELDS)
    for command in (("list",), ("learning",), ("recommendations",), ("search", *worst.split())):
        for name in FORMATS:
            assert invoke(*command, "--data", path, "-f", name).code == 0, (command, name)


def test_markdown_and_tables_hold_no_live_markup(invoke: Invoke, write: Callable[[str], str]) -> None:
    """HTML is inert in Markdown, and a pipe in a cell makes no new cell."""
    path = write(collection_of(dict.fromkeys(FIELDS, "<script>a</script> [x](javascript:y) | **b** `c` # d")))
    page = invoke("show", "t/one", "--data", path, "-f", "md").out
    safe = r"\<script\>a\</script\> \[x\](javascript:y) \| \*\*b\*\* \`c\` \# d"
    assert page.count(safe) == len(FIELDS)
    assert not re.search(r"(?<!\\)[<>]", page)
    header, rule, row = invoke("list", "--data", path, "-f", "md").out.splitlines()
    assert len(re.findall(r"(?<!\\)\|", row)) == header.count("|") == rule.count("|")


# --- What a terminal would obey ---------------------------------------------------------------------------------------

ESCAPES = {
    r"\e[31mred\e[0m": "<U+001B>[31mred<U+001B>[0m",
    r"\e]0;title\a and \e]8;;https://reviews.example\e\\link": (
        "<U+001B>]0;title<U+0007> and <U+001B>]8;;https://reviews.example<U+001B>\\link"
    ),
    r"a\x9b31mb\x90q\x85z": "a<U+009B>31mb<U+0090>q<U+0085>z",
    r"x\by\x7fz\0w\rv": "x<U+0008>y<U+007F>z<U+0000>w<U+000D>v",
    r"abc\u202Edcba\u202C\u2066q\u2069": "abc<U+202E>dcba<U+202C><U+2066>q<U+2069>",
    r"ze\u200Bro\u200Dwi\uFEFFdth": "ze<U+200B>ro<U+200D>wi<U+FEFF>dth",
    r"li\u2028ne\u2029s \U000E0041": "li<U+2028>ne<U+2029>s <U+E0041>",
}


@pytest.mark.parametrize(("escaped", "visible"), ESCAPES.items())
def test_controls_reach_no_terminal(invoke: Invoke, write: Callable[[str], str], escaped: str, visible: str) -> None:
    """No format lets a control character through; a person sees its code, a program the character itself."""
    written = collection_of(dict.fromkeys(FIELDS, "TEXT")).replace("TEXT", escaped)
    path = write(written)
    meant = yaml.safe_load(f'"{escaped}"')
    for command in (("list",), ("show", "t/one"), ("search", "a", "OR", "x*")):
        for name in FORMATS:
            given = invoke(*command, "--data", path, "-f", name)
            assert given.code == 0, (command, name, given.err)
            assert not DANGEROUS.search(given.out + given.err), (command, name)
    assert texts_of(invoke("show", "t/one", "--data", path, "--json").json) == dict.fromkeys(FIELDS, meant)
    assert texts_of(yaml.safe_load(invoke("show", "t/one", "--data", path, "-f", "yaml").out)) == dict.fromkeys(
        FIELDS, meant
    )
    for name in ("plain", "table"):
        assert invoke("show", "t/one", "--data", path, "-f", name).out.count(visible) == len(FIELDS), name
    (row,) = list(csv.DictReader(io.StringIO(invoke("list", "--data", path, "-f", "csv").out)))
    assert (row["name"], row["title"], row["notes"]) == (visible, visible, visible)
    (line,) = invoke("list", "--data", path, "-f", "jsonl").out.splitlines()
    assert texts_of(json.loads(line)) == dict.fromkeys(FIELDS, meant)


def test_errors_hold_no_controls(invoke: Invoke, write: Callable[[str], str]) -> None:
    """Neither what a person types nor what stands in a wrong file is obeyed when it is quoted."""
    path = write('reviews:\n- name: "\\e[31m\\u202Ex"\n  title: T\n  outcome: "\\e]0;a\\a"\n  "k\\e[1m": v\n')
    for command in (
        ("list", "--harm", "\x1b[31m"),
        ("list", "--fields", "\x1b[31m"),
        ("list", "-f", "\u202e"),
        ("list", "--\x1b[31m"),
        ("\x1b[31m",),
        ("show", "\x1b]0;a\x07"),
        ("list", "--data", "\x1b[31m.yaml"),
        ("list", "--data", path),
        ("validate", path),
        ("validate", path, "--json"),
        ("validate", path, "-f", "md"),
    ):
        given = invoke(*command)
        assert given.code in (1, 2, 4), command
        assert given.out + given.err, command
        assert not DANGEROUS.search(given.out + given.err), command


# --- Spreadsheets, programs, and the way back -----------------------------------------------------------------------

FORMULAS = (
    '=HYPERLINK("https://reviews.example","x")', "+1+2", "-1+2", "@SUM(1)", "=1\n+2", "＝1+2", "＋1", "－1", "＠SUM(1)", "−1",
    "﹦1",
)  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_formulas_are_safe(invoke: Invoke, write: Callable[[str], str], formula: str, name: str) -> None:
    """No cell begins as a formula does, and the text is still there."""
    lines = dict.fromkeys(FIELDS, formula.replace("\n", " "))
    path = write(collection_of({**lines, "summary": formula, "learning": formula}))
    for command in ("list", "learning"):
        shown = invoke(command, "--data", path, "-f", name).out
        if name == "csv":
            rows = list(csv.reader(io.StringIO(shown)))
        else:
            rows = [line.split("\t") for line in shown.splitlines()]
        cells = [cell for row in rows for cell in row]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
        wanted = formula if name == "csv" else formula.replace("\n", "\\n")
        assert f"'{wanted}" in cells


SIGNS = [
    chr(point) for point in range(sys.maxunicode + 1) if unicodedata.normalize("NFKC", chr(point))[:1] in {*"=+-@"}
]
BLANKS = [chr(point) for point in range(sys.maxunicode + 1) if chr(point).isspace()]


def test_no_cell_is_cleaned_into_a_formula() -> None:
    """Whatever a spreadsheet folds to a sign of a formula is one, also after any kind of space."""
    assert len(SIGNS) == 19
    assert [sign for sign in [*SIGNS, "−"] for blank in ("", *BLANKS) if safe(f"{blank}{sign}1")[0] not in "'<"] == []
    assert [
        unseen for unseen in "\u00ad\u200b\ufeff\u3164\ufff9\x00" if not safe(f"{unseen}=1").startswith("<U+")
    ] == []
    for text in ("Review", " Review", "a=1", "5 - 6", "\u2013 1", "<1", "(=1)", ""):
        assert safe(text) == text


@pytest.mark.parametrize("name", FORMATS)
def test_each_line_of_tsv_and_jsonl_is_a_record(invoke: Invoke, write: Callable[[str], str], name: str) -> None:
    """A text of several lines, with tabs, makes no further record."""
    path = write(collection_of({**dict.fromkeys(FIELDS, "a b"), "summary": "a\n\n- b\tc \\ d\n"}))
    shown = invoke("list", "--data", path, "-f", name).out
    assert shown.endswith("\n")
    if name == "jsonl":
        assert json.loads(shown)["summary"] == "a\n\n- b\tc \\ d"
    elif name == "tsv":
        header, row = shown[:-1].split("\n")
        assert dict(zip(header.split("\t"), row.split("\t"), strict=True))["summary"] == r"a\n\n- b\tc \\ d"
    elif name == "csv":
        (record,) = csv.DictReader(io.StringIO(shown, newline=""))
        assert record["summary"] == "a\n\n- b\tc \\ d"
    elif name in ("plain", "ids"):
        assert len(shown.splitlines()) == (2 if name == "plain" else 1)


def test_csv_tells_not_stated_from_none(invoke: Invoke, write: Callable[[str], str]) -> None:
    """A child of whom nothing is stated is a child all the same: `none` would say that there was no child."""
    path = write(
        "reviews:\n- {name: A, title: T, children: [{sex: null}]}\n- {name: B, title: T, children: []}\n"
        "- {name: C, title: T}\n- {name: D, title: T, children: [{age: 2 years, sex: female}, {age: null}]}\n"
    )
    rows = list(csv.DictReader(io.StringIO(invoke("list", "--data", path, "-f", "csv").out)))
    assert [row["children"] for row in rows][1:3] == ["none", ""]
    assert rows[0]["children"] not in ("none", "")
    assert rows[3]["children"] != "2 years, female; "


def test_csv_of_info_names_its_counts(invoke: Invoke) -> None:
    """Fourteen bare numbers in a cell tell nobody what they count."""
    (row,) = csv.DictReader(io.StringIO(invoke("info", "-f", "csv").out))
    assert "area" in row["stated"]


@pytest.mark.parametrize("source", ["bundled", "invented", "hostile"])
def test_yaml_of_list_is_a_collection(invoke: Invoke, write: Callable[..., str], source: str) -> None:
    """What `list -f yaml` writes reads back to the same records, and writes the same again."""
    hostile = collection_of(dict.fromkeys(FIELDS, "TEXT")).replace("TEXT", r"\e[1m no: \u202E # 012 \x85")
    first = {
        "bundled": (),
        "invented": ("--data", str(EXPECTED / COLLECTION)),
        "hostile": ("--data", write(hostile, "hostile.yaml")),
    }[source]
    written = invoke("list", *first, "-f", "yaml").out
    again = write(written, "again.yaml")
    assert invoke("list", "--data", again, "-f", "yaml").out == written
    assert invoke("list", "--data", again, "--json").json == invoke("list", *first, "--json").json


def test_yaml_quotes_what_yaml_would_guess(invoke: Invoke, write: Callable[[str], str]) -> None:
    """A stranger's YAML reader finds texts where texts were."""
    for text in ("no", "012", "12:30", "null", "~", "1e3", "2024-01-01", "Review #5", "- a", "a: b", "'", "!x", "*a"):
        path = write(collection_of(dict.fromkeys(FIELDS, text)))
        (record,) = yaml.safe_load(invoke("list", "--data", path, "-f", "yaml").out)
        assert texts_of(record) == dict.fromkeys(FIELDS, text)


# --- Widths -----------------------------------------------------------------------------------------------------------

EVERY_WIDTH = (5, 10, 20, 39, 40, 41, 75, 80, 200)
WIDE_COMMANDS = (
    ("list",),
    ("list", "--fields", "name,id,summary,themes"),
    ("show", "Child Ash"),
    ("search", "bruise OR heating OR cedar"),
    ("search", "bruise OR heating OR cedar", "--why"),
    ("search", "bruise OR heating", "--statements"),
    ("similar", "Child Ash"),
    ("learning",),
    ("recommendations",),
    ("themes",),
    ("themes", "--by", "listed"),
    ("themes", "--by", "factor"),
    ("themes", "recording"),
    ("info",),
)


@pytest.mark.parametrize("width", EVERY_WIDTH)
def test_every_id_is_whole_at_any_width(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """No width breaks or loses an id; nothing is coloured or padded; from 40 columns on prose keeps to the width."""
    monkeypatch.setenv("COLUMNS", str(width))
    source = ("--data", str(EXPECTED / COLLECTION))
    for command in WIDE_COMMANDS:
        shown = invoke(*command, *source, "-f", "table", "-q")
        assert (shown.code, shown.err) == (0, "")
        wanted = set(invoke(*command, *source, "-f", "ids").out.split())
        if command[0] == "show":
            wanted = {"2024-03/child-ash", "L1", "L2", "L3", "R1"}
        elif command[:2] in (("themes",), ("themes", "--by")):
            wanted = set()  # these show labels
        elif command == ("info",):
            wanted = {"invented-2024"}
        assert [one for one in wanted if one not in shown.out.split()] == [], command
        assert not [line for line in shown.out.splitlines() if line != line.rstrip()], command
        assert "\x1b" not in shown.out
        if command[0] == "show" and width >= 40:
            assert max(map(len, shown.out.splitlines())) <= width


@pytest.mark.parametrize(
    "identity", ["2024-03/" + "long-" * 12 + "end", "2024-03/子どもの名前の長い仮名", "a/" + "b" * 120]
)
@pytest.mark.parametrize("width", [40, 80])
def test_long_ids_are_whole(
    invoke: Invoke, write: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, identity: str, width: int
) -> None:
    """An id that is as long as the line, or wide, is copied whole all the same."""
    monkeypatch.setenv("COLUMNS", str(width))
    path = write(collection_of(dict.fromkeys(FIELDS, "some text of a few words")).replace("t/one", identity))
    for command in (("list",), ("show", identity), ("search", "text"), ("learning",), ("show", f"{identity}/L1")):
        shown = invoke(*command, "--data", path, "-f", "table")
        assert shown.code == 0
        assert identity in shown.out, command


def test_short_words_are_not_cut(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table for an ordinary terminal breaks its cells between words."""
    for width in (60, 80, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        shown = invoke("list", "--data", str(EXPECTED / COLLECTION), "-f", "table").out.split()
        words = {"Physical", "abuse", "Emotional", "Neglect;", "Harm,", "months", "stated", "Child"}
        assert sorted(words - set(shown)) == [], width


@pytest.mark.parametrize(("width", "framed"), [(43, False), (44, True), (80, True)])
def test_a_head_whose_id_has_no_room_has_no_frame(
    invoke: Invoke, write: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, width: int, framed: bool
) -> None:
    """A frame would break an id that is longer than the width less 4."""
    path = write("reviews:\n- {name: A, title: T, id: " + "x" * 40 + "}\n")
    monkeypatch.setenv("COLUMNS", str(width))
    shown = invoke("show", "A", "--data", path, "-f", "table").out
    assert ("╭" in shown) is framed
    assert "x" * 40 in shown
    assert max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_word_of_ten_thousand_characters(
    invoke: Invoke, write: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """It is folded on a terminal, and lost nowhere."""
    word = "".join(chr(97 + number * 7 % 26) for number in range(10_000))
    path = write(collection_of(dict.fromkeys(FIELDS, word)))
    assert invoke("show", "t/one", "--data", path).out.count(word) == len(FIELDS)
    monkeypatch.setenv("COLUMNS", str(width))
    for command in (("show", "t/one"), ("learning",)):
        shown = invoke(*command, "--data", path, "-f", "table").out
        assert word in re.sub(r"[\s│]", "", shown), command
    lines = invoke("show", "t/one", "--data", path, "-f", "table").out.splitlines()
    assert max(map(len, lines)) == width


def test_nothing_is_cut_in_pipes(invoke: Invoke) -> None:
    """Without COLUMNS a table in a pipe has a line for a row, however long."""
    shown = invoke("list", "--data", str(EXPECTED / COLLECTION), "-f", "table").out.splitlines()
    assert len(shown) == 2 + 3
    assert "boy, 3 years 6 months; 8 years, sex not stated" in shown[3]
    assert "…" not in "".join(shown)


# --- Many of something ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["a" + "\n" * 40_000 + "b", "a" + "\n" * 40_000 + "- b", "a" + " \n" * 40_000, "a\n" + " " * 80_000 + "b"]
)
@pytest.mark.parametrize("name", ["md", "plain", "json"])
def test_blank_lines_take_no_longer_than_words(
    invoke: Invoke, write: Callable[[str], str], at_once: Callable[..., Any], text: str, name: str
) -> None:
    """However many there are in a text, which is shown whole."""
    path = write(json.dumps({"reviews": [{"id": "t/one", "name": "One", "title": "T", "summary": text}]}))
    shown = at_once(1.5, invoke, "show", "t/one", "--data", path, "-f", name)
    given = shown.json["summary"] if name == "json" else unescaped(shown.out)
    assert text.strip() in given


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


@examples(150)
@given(VALUES, st.booleans(), st.sampled_from(["\n", "\n    "]))
def test_json_is_indented_as_by_the_standard_library(value: Any, only_ascii: bool, margin: str) -> None:
    """Byte for byte, but for characters that could mislead, which are escaped."""
    expected = json.dumps(value, ensure_ascii=only_ascii, indent=2).replace("\n", margin)
    assert dumps(value, margin, only_ascii) == escape_controls(expected)
    assert dumps(value, None, only_ascii) == escape_controls(json.dumps(value, ensure_ascii=only_ascii))
