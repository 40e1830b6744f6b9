"""Tables on terminals of every width: all cells are whole, no line is too long, and what has no room is named."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st
from rich.cells import cell_len

from casereviews.answers import cache, chosen, evidence, reviews, themes_by
from casereviews.answers.blocks import Block, Column, Facts, Grid, PagePoint, PageTitle, Points
from casereviews.answers.view import View
from casereviews.library.vocabularies import vocabulary
from casereviews.render import Screen, as_plain, render
from helpers import ROOT, Invoke, examples

WIDTHS = st.integers(40, 300)
RULE = re.compile("─+")
BASE = "\n\nn = 8 reviews\n"


def table(blocks: Sequence[Block], width: int | None, color: bool = False) -> str:
    """The blocks as a table for a terminal."""
    return "".join(render(View(reviews.ReviewRecord, [], lambda width: blocks), "table", Screen(width, color)))


# --- Grids ------------------------------------------------------------------------------------------------------------

WORDS = st.text("abcxyzé子宮-/.;", min_size=1, max_size=12) | st.sampled_from(
    ["parental-neurodivergence;", "exploitation;", "2016-01/2018-12", "a-name-without-a-single-space-in-all-of-it"]
)
CELLS = st.lists(WORDS, max_size=8).map(" ".join) | st.sampled_from(
    ["not stated", "2016-01 to 2018-12", "boy, 3 years 6 months; 2 girls, 4 weeks", ""]
)
IDS = st.text("abc子-/", min_size=1, max_size=70).map(lambda text: f"2033-01/{text}")
NAMED = st.tuples(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), IDS).map("\n".join)
NUMBERS = st.integers(0, 12).map(str)
KINDS = {"text": CELLS, "number": NUMBERS, "bar": NUMBERS, "shade": NUMBERS}


@st.composite
def grids(draw: Callable[..., Any]) -> Grid:
    """A grid whose headers are capitals and whose cells have none; the last columns may be optional."""
    is_named = draw(st.booleans())
    kinds = ["id"] * is_named + draw(st.lists(st.sampled_from([*KINDS]), min_size=1, max_size=8))
    optional = draw(st.integers(0, len(kinds) - 1))
    columns = [
        Column(
            "ABCDEFGHI"[index] * draw(st.integers(1, 14)),
            kind,
            12,
            index >= len(kinds) - optional,
            weight=draw(st.integers(0, 2)),
        )
        for index, kind in enumerate(kinds)
    ]
    rows = st.tuples(*(IDS | NAMED if kind == "id" else KINDS[kind] for kind in kinds)).map(list)
    totals = draw(st.none() | rows)
    without_bars = totals and ["" if kind == "bar" else cell for kind, cell in zip(kinds, totals, strict=True)]
    return Grid(columns, draw(st.lists(rows, min_size=1, max_size=5)), without_bars)


def hidden(shown: str, grid: Grid) -> list[int]:
    """The columns that a table says are not shown, which must be the lightest of the optional ones, and the last."""
    said = re.search(r"Not shown: (.+?); a wider screen or -f csv has (?:it|them)\.", " ".join(shown.split()))
    if not said:
        return []
    count = re.fullmatch(r"(\d+) more columns", said[1])
    number = int(count[1]) if count else len(said[1].split(", "))
    optional = [index for index, column in enumerate(grid.columns) if column.optional]
    indexes = sorted(sorted(optional, key=lambda index: -grid.columns[index].weight)[-number:])
    assert len(indexes) == number
    if not count:
        assert said[1] == ", ".join(grid.columns[index].header for index in indexes)
    return indexes


def is_subsequence(wanted: Iterable[str], given: Iterable[str]) -> bool:
    """Whether the words stand in this order, with others between them."""
    rest = iter(given)
    return all(word in rest for word in wanted)


@examples(200)
@given(grid=grids(), width=WIDTHS)
def test_every_cell_is_whole_at_every_width(grid: Grid, width: int) -> None:
    """Exactly the words of its cells stand in a table, each unbroken unless it is longer than a line."""
    shown = table([grid], width)
    missing = hidden(shown, grid)
    cells = [
        [cell for index, cell in enumerate(row) if index not in missing and grid.columns[index].kind != "bar"]
        for row in [*grid.rows, *([grid.totals] if grid.totals else [])]
    ]
    words = [word for row in cells for cell in row for word in cell.split()]
    ids = {row[0].rpartition("\n")[2] for row in cells if grid.columns[0].kind == "id"}
    lines = shown.splitlines()
    assert any(map(RULE.fullmatch, lines))
    assert [line for line in lines if cell_len(line) > width and line not in ids] == []
    body = shown.partition("\n\nNot shown:")[0]
    printed = [word for word in body.split() if not re.fullmatch("[─█▓▒░A-Z]+", word)]
    if all(cell_len(word) <= width - 2 or word in ids for word in words):
        assert Counter(printed) == Counter(words)
        assert all(is_subsequence(cell.split(), printed) for row in cells for cell in row)
    else:
        assert Counter("".join(printed)) == Counter("".join(words))
    assert table([grid], None).count("\n") == 2 + bool(grid.totals) + sum(1 + "".join(row).count("\n") for row in cells)


@pytest.mark.parametrize(
    ("width", "shape"),
    [(40, "list"), (58, "list"), (59, "above"), (84, "above"), (97, "above"), (98, "beside"), (300, "beside")],
)
def test_three_shapes(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, width: int, shape: str) -> None:
    """Columns stand beside each other where they have room; else below the id; else a review is a list."""
    monkeypatch.setenv("COLUMNS", str(width))
    identity = "2033-01/child-of-the-north-shore-family"
    path = str(ROOT / "tests" / "expected" / "long-id.yaml")
    lines = invoke("list", "--data", path, "-f", "table").out.splitlines()
    place = next(place for place, line in enumerate(lines) if line.startswith(identity))
    found = "list" if place == 0 else "above" if lines[place] == identity else "beside"
    assert found == shape
    if found == "list":
        assert lines[1:6] == [
            "─" * width,
            "Name      Child B",
            "Child     4 years, sex not stated",
            "Harms     Sexual exploitation",
            "Outcome   Harm, no injury stated",
        ]


def test_an_id_longer_than_the_screen_has_a_line_of_its_own() -> None:
    """It is not broken, so that it can be copied; the terminal wraps it."""
    identity = "2033-01/" + "x" * 60
    grid = Grid([Column("Id", "id"), Column("Name")], [[identity, "Child B"]])
    points = Points([PagePoint(f"{identity}/L1", "A point.", "a theme")])
    facts = Facts([("Area", "Northmoor")], PageTitle("Child B", "A title", identity))
    assert table([grid], 40).splitlines() == [identity, "─" * 40, "Name  Child B"]
    assert table([points], 40).splitlines() == [f"{identity}/L1", "  A point.", "  a theme"]
    assert table([facts], 40).splitlines() == ["Child B", identity, "A title", "", "Area  Northmoor"]


def test_tabs_and_line_breaks_keep_to_their_column() -> None:
    """What stands beside them stays in line."""
    grid = Grid([Column("A"), Column("B")], [["a\tb\nc", "d"], ["e", "f"]])
    assert table([grid], 40).splitlines() == [
        "A          B",
        "────────────",
        "a       b  d",
        "c",
        "e          f",
    ]


def test_optional_columns_are_named_where_they_have_no_room() -> None:
    """One after the other, up to four by name."""
    columns = [Column("A"), *(Column(name, "number", optional=True) for name in ("B", "C", "D", "E", "F", "G"))]
    grid = Grid(columns, [["word", *"111111"], ["y" * 38, *"000000"]])
    said = {width: " ".join(table([grid], width).partition("\n\n")[2].split()) for width in range(40, 57)}
    assert said == {
        40: "Not shown: 6 more columns; a wider screen or -f csv has them.",
        **dict.fromkeys((41, 42, 43), "Not shown: 5 more columns; a wider screen or -f csv has them."),
        **dict.fromkeys((44, 45, 46), "Not shown: D, E, F, G; a wider screen or -f csv has them."),
        **dict.fromkeys((47, 48, 49), "Not shown: E, F, G; a wider screen or -f csv has them."),
        **dict.fromkeys((50, 51, 52), "Not shown: F, G; a wider screen or -f csv has them."),
        **dict.fromkeys((53, 54, 55), "Not shown: G; a wider screen or -f csv has it."),
        56: "",
    }


# --- Answers ----------------------------------------------------------------------------------------------------------

TERMS = vocabulary([])
PROSE = st.lists(st.text("abcdefghé'宮", min_size=1, max_size=11), min_size=1, max_size=20).map(" ".join)
NAMES = PROSE | st.sampled_from(["Bartholomew-Fitzwilliam-Ravenscroft", "子どもの名前の長い仮名", "Child B"])
DATES = st.sampled_from([None, "2016-01/2018-12", "2031-02-01/2031-06-30", "2030", "2029-05-07"])
CHILDREN = st.none() | st.lists(
    st.fixed_dictionaries(
        {
            "age": st.sampled_from([None, "4 years", "3 years 6 months", "under 1 year"]),
            "sex": st.sampled_from([None, "female", "male"]),
        }
    ),
    max_size=5,
)


def codes(kind: str, most: int) -> st.SearchStrategy[list[str]]:
    """Slugs of terms."""
    return st.lists(st.sampled_from([*TERMS.terms(kind)]), unique=True, max_size=most)


POINTS = st.lists(
    st.fixed_dictionaries({"text": PROSE, "themes": codes("theme", 4), "agencies": codes("agency", 3)}), max_size=3
)
REVIEW = {
    "name": NAMES,
    "title": PROSE,
    "children": CHILDREN,
    "incident_date": DATES,
    "outcome": st.none() | st.sampled_from([*TERMS.terms("outcome")]),
    "harms": codes("harm", 3),
    "factors": codes("factor", 12),
    "summary": PROSE,
    "learning": POINTS,
    "recommendations": st.none() | POINTS,
}
REVIEWS = st.lists(st.fixed_dictionaries(REVIEW), min_size=2, max_size=5)
SIGNS = re.compile(r"[^\s\[\]*:│─█╭╮╰╯]+")
FOLDED = 36
"""No word of so many places is ever folded."""


def words_of(shown: str) -> set[str]:
    """What is read in an answer, whatever it is laid out with."""
    return set(SIGNS.findall(shown.casefold()))


FACTORS = words_of("Factors not stated none " + " ".join(f"{term.label};" for term in TERMS.terms("factor").values()))
FACTORS |= {word.rstrip(";") for word in FACTORS}  # which plain text has not


@examples(
    12,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(reviews=REVIEWS, tails=st.lists(st.text("abc子-", max_size=50), min_size=5, max_size=5), width=WIDTHS)
def test_every_answer_is_whole_at_every_width(
    invoke: Invoke, write: Callable[..., str], reviews: list[dict[str, Any]], tails: list[str], width: int
) -> None:
    """A table has the words that plain text has, none of them cut, and lines that are no wider than the terminal."""
    stated = [{key: value for key, value in review.items() if value is not None} for review in reviews]
    ids = [f"2033-0{number}/{tail}x" for number, tail in enumerate(tails, 1)]
    collection = [{"id": identity, **review} for identity, review in zip(ids, stated, strict=False)]
    source = ("--data", write(json.dumps({"reviews": collection}), "random.json"))
    commands = (
        ("list",),
        ("list", "--fields", "name,id,children,factors,incident_date"),
        ("show", *ids[: len(reviews)]),
        ("search", "a* OR b* OR c*"),
        ("search", "a* OR b* OR c*", "--statements"),
        ("similar", ids[0]),
        ("learning",),
        ("recommendations",),
        ("themes",),
        *(("themes", "--by", by) for by in ("harm", "factor", "sex")),
        ("themes", "recording"),
        ("info",),
    )
    for command in commands:
        plain = invoke(*command, *source, "-f", "plain", "-q")
        shown = invoke(*command, *source, "-f", "table", "-q", env={"COLUMNS": str(width)})
        assert (plain.code, shown.code) == (0, 0), command
        own = {line for line in shown.out.splitlines() if line.rpartition("/L")[0] in ids or line in ids}
        assert [line for line in shown.out.splitlines() if cell_len(line) > width and line not in own] == []
        body, _, left_out = shown.out.partition("\n\nNot shown:")
        told, read = words_of(plain.out), words_of(body)
        assert [word for word in ids if word in told and word not in read] == [], command
        folded = "".join(word for word in told if cell_len(word) > FOLDED)
        assert [word for word in read - told - FACTORS if word not in folded] == [], command
        missing = {word for word in told - read if cell_len(word) <= FOLDED}
        if command == ("list",):
            missing = {word for word in missing if not word.isdecimal()} - words_of(
                f"Not stated {left_out}".replace(",", "")
            )
        assert missing <= {"id"} or (left_out and "--by" in command), command


def test_a_name_stands_above_an_id_that_has_no_room_beside_the_rest() -> None:
    columns = [Column("Id", "id"), *(Column(header, "text") for header in ("First", "Second"))]
    row = ["Child Ash of a long name, and more\n2033-01/child-ash-of-a-long-name", "kilo lima mike", "november oscar"]
    assert table([Grid(columns, [row])], 40) == (
        "Id\n"
        "  First           Second\n"
        "────────────────────────────────\n"
        "Child Ash of a long name, and more\n"
        "2033-01/child-ash-of-a-long-name\n"
        "  kilo lima mike  november oscar\n"
    )


REPORTS = {
    "vocabulary": ("vocabulary",),
    "validate": ("validate", str(ROOT / "tests" / "expected" / "no-collection.yaml")),
    "import": ("import", str(ROOT / "docs" / "example-bulletin.txt"), "--dry-run"),
    "why": ("show", "2022-02/child-l", "--why"),
}


@pytest.mark.parametrize("name", REPORTS)
def test_reports_are_whole(invoke: Invoke, name: str) -> None:
    """What is told of files and words keeps to the width, and has all words that plain text has."""
    plain = invoke(*REPORTS[name], "-f", "plain", "-q")
    for width in (40, 60, 80, 96, 120, 200, 300):
        shown = invoke(*REPORTS[name], "-f", "table", "-q", env={"COLUMNS": str(width)})
        assert plain.code == shown.code
        assert max(map(cell_len, shown.out.splitlines())) <= width
        missing = words_of(plain.out) - words_of(shown.out) - {"id"}
        assert [word for word in missing if len(word) <= FOLDED] == [], width
        assert len(words_of(shown.out)) > 10


@pytest.mark.parametrize("width", [40, 60, 80, 300])
def test_the_folder_and_files_of_the_cache_are_whole(width: int) -> None:
    """Names of files are long; they are broken only where they are longer than the screen."""
    source = "/home/somebody/reviews/of-every-year/collection.yaml"
    record: cache.CacheRecord = {"sources": [source], "bytes": 12_300_000, "state": "in use", "file": ""}
    shown = table(cache.page([record], "/home/somebody/.cache/casereviews"), width)
    assert max(map(len, shown.splitlines())) <= width
    assert source in "".join(shown.split())
    assert "/home/somebody/.cache/casereviews" in shown.split()
    assert "12.3 MB" in shown
    assert "in use" in shown


def test_many_values_are_shown_the_most_frequent_first(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that have room on a screen; a wider one adds some, and plain text has all in the vocabulary's order."""
    rows = invoke("themes", "--by", "factor", "--json").json
    reviews: dict[str | None, set[str]] = {}
    for row in rows:
        reviews.setdefault(row["value"], set()).update(row["review_ids"])
    assert len(reviews) == 18
    frequent = [value for value, found in reviews.items() if len(found) > 1]
    assert frequent
    before: list[str] = []
    for width, number in ((40, 1), (60, 3), (80, 5), (120, 8), (200, 15), (240, 18)):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = invoke("themes", "--by", "factor", "-f", "table", "-n", "3").out.removesuffix(BASE).splitlines()
        rule = next(place for place, line in enumerate(lines) if RULE.fullmatch(line))
        assert len(lines[rule + 1].split("  ")) > 1
        said = " ".join(lines).partition("Not shown: ")[2]
        rest = f"{18 - number} more columns; a wider screen or -f csv has them." if number < 18 else ""
        if 18 - number <= 4 and rest:
            assert len(said.split(", ")) == 18 - number
        else:
            assert said == rest
        counts = re.findall(r"\d+", lines[rule + 1])
        assert len(counts) == number
        assert counts[: len(before)] == before
        before = counts
    assert list(map(int, before)) == sorted(map(int, before), reverse=True)


def test_the_most_frequent_value_is_always_shown() -> None:
    """However little room its header leaves."""
    row: themes_by.ThemeByRecord = {
        "theme": "bruising-non-mobile",
        "label": "Bruising in non-mobile babies",
        "by": "factor",
        "value": "parental-neurodivergence",
        "reviews": 2,
        "review_ids": ["a", "b"],
    }
    records: list[themes_by.ThemeByRecord] = [row, {**row, "value": "moves", "review_ids": ["a"]}]
    lines = table(themes_by.page(records, TERMS, "factor", 2, 40), 40).splitlines()
    assert lines[1].split() == ["Theme", "neurodivergence"]
    assert lines[3].split() == ["Bruising", "in", "non-mobile", "2"]
    assert "Not shown: Moves of home or area; a" in lines


def test_three_themes_by_a_field_are_three(invoke: Invoke) -> None:
    """--limit counts themes, not cells."""
    rows = invoke("themes", "--by", "harm", "-n", "3", "--json").json
    assert len({row["theme"] for row in rows}) == 3
    assert len(rows) > 3
    shown = invoke("themes", "--by", "harm", "-n", "3", "-f", "table").out
    assert shown.endswith(BASE)
    assert len(shown.removesuffix(BASE).splitlines()) == 2 + 3


def kids(*stated: tuple[str | None, str | None]) -> list[reviews.ChildRecord]:
    """The records of children, by age and sex."""
    return [{"age": age, "age_months": None, "sex": sex} for age, sex in stated]


@pytest.mark.parametrize(
    ("records", "said"),
    [
        (None, "not stated"),
        ([], "none"),
        (kids((None, None)), "age not stated, sex not stated"),
        (kids(*[(None, None)] * 2), "2 children, nothing stated of them"),
        (kids(*[(None, None)] * 5), "5 children, nothing stated of them"),
        (
            kids((None, None), ("2 years", "female"), (None, None)),
            "2 children, nothing stated of them; girl, 2 years",
        ),
        (kids(*[("7 weeks", "male")] * 2), "2 boys, 7 weeks"),
        (kids(*[(None, "female")] * 3), "3 girls, age not stated"),
        (kids(*[("2 years", None)] * 3), "3 children, 2 years, sex not stated"),
        (kids(("2 years", "male"), ("3 years", "male")), "boy, 2 years; boy, 3 years"),
    ],
)
def test_children_of_whom_the_same_is_stated_are_told_together(
    records: list[reviews.ChildRecord] | None, said: str
) -> None:
    """Five children of whom nothing is stated are one cell, not five."""
    assert reviews.children(records) == said


def test_fields_and_evidence_say_once_what_is_the_same_of_five_children() -> None:
    """Each of them has its evidence, and a person reads it once."""
    item = {"field": "children", "value": "5", "words": None, "where": "summary", "start": None, "end": None}
    items = [{**item, "confidence": "check", "why": "no age is stated", "probability": None}] * 5
    record: Any = {"children": kids(*[(None, None)] * 5), "evidence": items, "summary": "Five children."}
    assert table(evidence.page(record), 80).count("no age is stated") == 1
    assert table(chosen.page([(record, record)], ["children"]), 80).splitlines()[2:] == ["not stated (5 times)"]


# --- Colour -----------------------------------------------------------------------------------------------------------

STYLES = {"0", "1", "3", "36", "1;35"}
"""Reset, bold, italic, lines in cyan, and the words found in bold magenta: all can be read on black and on white."""


@pytest.mark.parametrize("columns", [None, 60, 100])
@pytest.mark.parametrize(
    "command", [("list",), ("show", "toby"), ("search", "baby"), ("themes",), ("learning",), ("vocabulary",)]
)
def test_colour_in_a_pipe_is_for_less(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, columns: int | None, command: tuple[str, ...]
) -> None:
    """The width is COLUMNS or 80, each style ends in its line, and the text is that of a terminal of this width."""
    if columns:
        monkeypatch.setenv("COLUMNS", str(columns))
    lines = invoke(*command, "--color", "always").out.splitlines()
    bare = [re.sub("\x1b\\[[0-9;]*m", "", line) for line in lines]
    assert max(map(cell_len, bare)) <= (columns or 80)
    for line in lines:
        styles = re.findall("\x1b\\[([0-9;]*)m", line)
        assert set(styles) <= STYLES, line
        assert not styles or styles[-1] == "0", line
        assert line == line.rstrip()
    assert len(set(re.findall("\x1b\\[([0-9;]*)m", "".join(lines)))) > 1
    monkeypatch.setenv("COLUMNS", str(columns or 80))
    assert bare == invoke(*command, "-f", "table").out.splitlines()


# --- Counts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "total", "unicode", "shown"),
    [
        (0, 0, True, "0"),
        (0, 100, True, "  0"),
        (1, 100, True, "░░   1"),
        (25, 100, True, "░░  25"),
        (26, 100, True, "▒▒  26"),
        (50, 100, True, "▒▒  50"),
        (51, 100, True, "▓▓  51"),
        (75, 100, True, "▓▓  75"),
        (76, 100, True, "██  76"),
        (100, 100, True, "██ 100"),
        (1, 100, False, "..   1"),
        (50, 100, False, "::  50"),
        (75, 100, False, "++  75"),
        (76, 100, False, "##  76"),
    ],
)
def test_shades(count: int, total: int, unicode: bool, shown: str) -> None:
    """Four, for each quarter up to the total; numbers stand below each other."""
    assert as_plain.shaded(str(count), total, Screen(unicode=unicode)) == shown.strip()
    grid = Grid([Column("Row"), Column("Head", "shade", total)], [["a", str(count)]], ["All", "7"])
    lines = "".join(render(View(reviews.ReviewRecord, [], lambda width: [grid]), "table", Screen(40, False, unicode)))
    rule = ("─" if unicode else "-") * (5 + max(len(shown.strip()), 4))
    end = 5 + max(len(shown.strip()), 4)
    assert lines.splitlines() == [
        f"Row{'Head':>{end - 3}}", rule, f"a{shown.strip():>{end - 1}}", rule, f"All{'7':>{end - 3}}",
    ]  # fmt: skip


def test_a_shade_is_read_without_colour(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """Colour changes nothing but the colour."""
    monkeypatch.setenv("COLUMNS", "80")
    command = ("count", "--by", "harm", "--by", "outcome", "-f", "table", "-q")
    colored = invoke(*command, "--color", "always").out
    assert re.search("\x1b\\[36m██\x1b\\[0m", colored)
    assert re.sub("\x1b\\[[0-9;]*m", "", colored) == invoke(*command, "--color", "never").out
