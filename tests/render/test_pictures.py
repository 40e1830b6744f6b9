"""Pictures of counts: every text is whole and legible, none stands over another, and the numbers are those of the records."""

from __future__ import annotations

import itertools
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.answers.chart import Chart, Face, Head, Mark, Row
from casereviews.render import as_svg, svg_text
from casereviews.text import one_line
from helpers import INVENTED, Invoke, examples
from helpers.running import on_terminal

WIDTHS = (640, 960, 1280)
MARK = Mark(1, "1")
NAMESPACE = "{http://www.w3.org/2000/svg}"
EXPECTED = Path(__file__).resolve().parents[1] / "expected"


class Box(NamedTuple):
    """A rectangle with what is in it."""

    left: float
    top: float
    right: float
    bottom: float
    what: str
    fill: str


def parsed(svg: str) -> ET.Element:
    """The elements of a picture, which is our own."""
    return ET.fromstring(svg)  # noqa: S314


def texts(svg: str) -> list[Box]:
    """Each line of text with the room that it takes at the most."""
    found = []
    for text in parsed(svg).iter(f"{NAMESPACE}text"):
        size = int(text.attrib["font-size"])
        long = svg_text.width(text.text or "", size)
        x, y = float(text.attrib["x"]), float(text.attrib["y"])
        left = x - long * {"start": 0, "middle": 0.5, "end": 1}[text.attrib.get("text-anchor", "start")]
        found.append(Box(left, y - 0.95 * size, left + long, y + 0.25 * size, text.text or "", text.attrib["fill"]))
    return found


def rectangles(svg: str) -> list[Box]:
    """Each rectangle, the paper first."""
    return [
        Box(x, y, x + float(one.attrib["width"]), y + float(one.attrib["height"]), "", one.attrib["fill"])
        for one in parsed(svg).iter(f"{NAMESPACE}rect")
        for x, y in [(float(one.attrib.get("x", 0)), float(one.attrib.get("y", 0)))]
    ]


def luminance(color: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ground(text: Box, boxes: list[Box]) -> str:
    """The colour on which a text begins: that of the last rectangle drawn there."""
    x, y = text.left + 1, (text.top + text.bottom) / 2
    return [box.fill for box in boxes if box.left <= x <= box.right and box.top <= y <= box.bottom][-1]


# --- Whatever is drawn ------------------------------------------------------------------------------------------------

WORDS = st.text("abcWm%@é子<&\"'", min_size=1, max_size=14) | st.sampled_from(
    ["neurodivergence", "Multi-agency", "and", "W" * 70, "not", "stated"]
)
LABELS = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
NUMBERS = st.integers(0, 9) | st.sampled_from([100, 123456])
LINES = st.lists(LABELS, max_size=3)


@st.composite
def charts(draw: Any) -> Chart:
    """Bars or a matrix, with any texts."""
    columns = draw(st.integers(0, 9))
    shared = draw(st.booleans())

    def mark() -> Mark:
        number = draw(NUMBERS)
        return Mark(number, f"{number} (>99%)" if shared else str(number))

    rows = [
        Row(draw(LABELS), [mark() for _ in range(columns or 1)], draw(NUMBERS)) for _ in range(draw(st.integers(0, 4)))
    ]
    heads = [Head(draw(LABELS), draw(NUMBERS)) for _ in range(columns)]
    face = Face(draw(LABELS), draw(LABELS), "Made 2031-05-06 with casereviews")
    return Chart(draw(LABELS), 123456, "n = 123456 reviews", face, rows, heads, draw(LINES))


@pytest.mark.parametrize("width", WIDTHS)
@examples(45)
@given(chart=charts())
def test_no_text_stands_over_another(width: int, chart: Chart) -> None:
    """Nor over the edge; each can be read on its ground; and of what has room every word is there."""
    svg = as_svg.draw(chart, width)
    boxes, lines = rectangles(svg), texts(svg)
    assert boxes[0].right == width
    for line in lines:
        assert line.left >= 0, line
        assert line.right <= width + 0.01, line
        assert line.bottom <= boxes[0].bottom, line
        assert contrast(line.fill, ground(line, boxes)) >= 4.5, line
    for one, other in itertools.combinations(lines, 2):
        apart = one.right <= other.left + 0.01 or other.right <= one.left + 0.01
        assert apart or one.bottom <= other.top + 0.01 or other.bottom <= one.top + 0.01, (one, other)
    for box in boxes[1:]:
        assert box.left >= 0
        assert box.right <= width + 0.01
    shown = "".join(line.what for line in lines).replace(" ", "")
    for text in (chart.title, chart.face.asked, chart.face.source, *chart.notes, *(row.label for row in chart.rows)):
        assert text.replace(" ", "") in shown


@pytest.mark.parametrize("width", WIDTHS)
def test_columns_that_have_no_room_are_told(width: int) -> None:
    """Those with most are shown, in their order."""
    heads = [Head(f"Multi-agency {number}", base) for number, base in enumerate((3, 9, 1, 8, 2, 7, 4, 6, 5, 9, 9, 9))]
    rows = [Row("A row", [Mark(number, str(number)) for number in range(12)], 4)]
    svg = as_svg.draw(Chart("Title", 4, "n = 4", Face("a", "b", "c"), rows, heads, []), width)
    words = " ".join(box.what for box in texts(svg))
    shown = [int(number) for number in re.findall(r"Multi-agency (\d+)", words)]
    assert 0 < len(shown) < 12
    assert shown == sorted(shown)
    assert sorted(heads[place].base for place in shown) == sorted(head.base for head in heads)[-len(shown) :]
    assert f"And {12 - len(shown)} more columns, for which there is no room: -f csv has all." in words


def test_one_column_that_has_no_room() -> None:
    """Is one column, in good English."""
    heads = [Head("A" * 60, 2), Head("B" * 60, 1)]
    svg = as_svg.draw(Chart("Title", 2, "n = 2", Face("a", "b", "c"), [Row("A row", [MARK, MARK], 2)], heads, []), 640)
    assert "And 1 more column, for which there is no room: -f csv has all." in " ".join(box.what for box in texts(svg))


@pytest.mark.parametrize(
    "odd", ["\x1b[31m", "\x00", "\u202e", "\ufffe", "\uffff", "\ud800", "\r\n", "]]>", "&#0;", "<b>"]
)
def test_no_text_spoils_the_file(odd: str) -> None:
    """Wherever it stands: the file is XML, and what cannot be seen is written out in the numbers in words too."""
    face = Face(f"asked {odd}", f"source {odd}", f"made {odd}")
    row = Row(f"row {odd}", [MARK], 1)
    for heads in ([], [Head(f"head {odd}", 1)]):
        svg = as_svg.draw(Chart(f"title {odd}", 1, "n = 1", face, [row], heads, [f"note {odd}"]))
        said = [one.text or "" for one in parsed(svg).iter() if one.tag.removeprefix(NAMESPACE) in ("title", "desc")]
        assert said[0] == one_line(f"title {odd}")
        assert one_line(f"row {odd}: ") in said[1]


def test_shades_can_be_told_apart() -> None:
    """Each is darker than the one before, and its number can be read."""
    grounds = [luminance(ground) for ground, _ in as_svg.SHADES]
    assert grounds == sorted(grounds, reverse=True)
    assert all(contrast(ground, ink) >= 4.5 for ground, ink in as_svg.SHADES)


# --- What commands draw -----------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1935971543")


def numbers(svg: str, labels: list[str]) -> list[list[str]]:
    """The texts behind the label of each row, which are as many as between the first label and the second."""
    words = " | ".join(box.what for box in texts(svg))
    for label in labels:
        parts = r"(?: \| | )".join(map(re.escape, label.split()))  # it may stand in several lines
        words = re.sub(rf"(?<=\| ){parts}(?= \|)", f"# {label}", words, count=1)
    rows = [row.split(" | ")[1:] for row in words.split(" | # ")[1:]]
    return [row[: len(rows[0])] if len(rows) > 1 else row[:1] for row in rows]


@pytest.mark.parametrize(
    "command",
    [
        "count --by harm", "count --by factor", "count --by theme", "count --by agency --of recommendations", "themes",
        "count --by incident", "themes --agency police", "count --by type --of statements --search child",
    ],
)  # fmt: skip
def test_bars_are_the_numbers_of_json(invoke: Invoke, command: str) -> None:
    rows = invoke(*command.split(), "--json").json
    assert rows
    svg = invoke(*command.split(), "-f", "svg").out
    shown = {row["label"]: row.get("count", row.get("reviews")) for row in rows[:20]}
    assert numbers(svg, [*shown]) == [[str(count)] for count in shown.values()]
    bars = [box.right - box.left for box in rectangles(svg)[1:]]
    most = max(shown.values())
    assert bars == pytest.approx([max(bars) * count / most for count in shown.values()], rel=1e-4)
    more = len(rows) - 20
    assert (f"And {more} more: --limit {len(rows)} shows all." in svg) == (more > 0)
    (described,) = re.findall(r"<desc[^>]*>(.*)</desc>", svg)
    assert all(f"{svg_text.escaped(label)}: {count}" in described for label, count in shown.items())


@pytest.mark.parametrize(
    "command", ["count --by harm --by outcome", "count --by age --by sex", "themes --by harm -n 9"]
)
def test_cells_are_the_numbers_of_json(invoke: Invoke, command: str) -> None:
    rows = invoke(*command.split(), "--json").json
    assert rows
    svg = invoke(*command.split(), "-f", "svg").out
    cells = {(row["label"], row.get("value2", row["value"])): row.get("count", row.get("reviews")) for row in rows}
    labels, columns = (list(dict.fromkeys(cell[place] for cell in cells)) for place in (0, 1))
    shown = numbers(svg, labels)
    assert [row[1:] for row in shown] == [[str(cells.get((label, value), 0)) for value in columns] for label in labels]
    if "row" in rows[0]:
        assert [row[0] for row in shown] == [str(row["row"]) for row in rows[:: len(columns)]]
        totals = [box.what for box in texts(svg)]
        begin = len(totals) - totals[::-1].index("All")
        assert totals[begin : begin + 1 + len(columns)] == [
            str(rows[0]["total"]), *(str(row["column"]) for row in rows[: len(columns)]),
        ]  # fmt: skip


@pytest.mark.parametrize("name", ["count.svg", "cross.svg"])
def test_whole_pictures(invoke: Invoke, name: str, tmp_path: Path) -> None:
    """Byte for byte, whatever the day."""
    by = ["--by", "harm", *(["--by", "outcome"] if name == "cross.svg" else [])]
    target = tmp_path / name
    assert invoke("count", *by, "--share", "--data", INVENTED, "-q", "-o", str(target)) == (0, "", "")
    assert target.read_bytes() == (EXPECTED / name).read_bytes()
    svg = parsed(target.read_text("utf-8"))
    assert svg.attrib["role"] == "img"
    named = [svg.find(f"{NAMESPACE}{tag}") for tag in ("title", "desc")]
    assert [one.attrib["id"] for one in named if one is not None] == svg.attrib["aria-labelledby"].split()
    assert "Made 2031-05-08 with casereviews" in target.read_text("utf-8")


def test_what_was_asked_stands_on_it(invoke: Invoke) -> None:
    words = [
        box.what for box in texts(invoke("count", "--by", "sex", "--harm", "CSA", "--age", "<9y", "-f", "svg").out)
    ]
    assert words[:2] == ["Reviews by sex", "n = 1 review; harm: CSA; age: <9y"]
    assert "Source: NSPCC Repository, February 2022" in words


def test_nothing_is_drawn_as_nothing(invoke: Invoke) -> None:
    words = [box.what for box in texts(invoke("count", "--by", "sex", "--harm", "online-harm", "-f", "svg").out)]
    assert "n = 0 reviews; harm: online-harm" in words
    assert "Nothing matches." in words


@pytest.mark.parametrize("command", ["list", "show toby", "themes fathers", "learning", "info", "search baby"])
@pytest.mark.parametrize("form", ["svg", "png"])
def test_other_answers_have_no_picture(invoke: Invoke, tmp_path: Path, command: str, form: str) -> None:
    target = tmp_path / f"answer.{form}"
    given = invoke(*command.split(), "-o", str(target), "-q")
    assert given == (2, "", "casereviews: this answer has no picture\ncount, themes and themes --by have one\n")
    assert not target.exists()


def test_a_picture_has_no_fields(invoke: Invoke) -> None:
    given = invoke("count", "--by", "harm", "-f", "svg", "--fields", "value")
    assert given == (2, "", "casereviews: a picture has no fields to choose\nleave --fields out\n")


# --- PNG --------------------------------------------------------------------------------------------------------------


def test_points_are_those_of_the_picture(invoke: Invoke, tmp_path: Path) -> None:
    """Twice as many across, and the same each time."""
    pytest.importorskip("resvg_py")
    made = []
    for name in ("a.png", "b.png"):
        assert invoke("count", "--by", "harm", "-o", str(tmp_path / name), "-q") == (0, "", "")
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    assert made[0].startswith(b"\x89PNG\r\n\x1a\n")
    svg = parsed(invoke("count", "--by", "harm", "-f", "svg").out)
    size = [int.from_bytes(made[0][place : place + 4], "big") for place in (16, 20)]
    assert size == [2 * int(svg.attrib["width"]), 2 * int(svg.attrib["height"])]
    assert invoke("count", "--by", "harm", "-o", str(tmp_path / "a.png")).code == 4
    assert on_terminal("count", "--by", "harm", "-f", "png", code=2) == b""


def test_without_the_library(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The command that installs it is told, and nothing is written."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    given = invoke("count", "--by", "harm", "-o", str(tmp_path / "a.png"))
    assert (given.code, given.out) == (2, "")
    assert given.err == (
        "casereviews: png needs the library resvg-py\n"
        "install it: pip install resvg-py, or with pipx: pipx inject casereviews resvg-py; "
        "a picture whose name ends in .svg needs nothing\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_without_a_font(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No picture without letters is made."""
    monkeypatch.setitem(sys.modules, "resvg_py", SimpleNamespace(svg_to_bytes=lambda **asked: b"empty"))
    given = invoke("count", "--by", "harm", "-o", str(tmp_path / "a.png"))
    assert given.code == 2
    assert given.err.startswith("casereviews: no font is found on this machine, so a picture would have no letters\n")
    assert list(tmp_path.iterdir()) == []
