"""No pattern of the program takes time with the square of a text, and what looks for those that do finds them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

import patterns
import pump
from texts import ASKED, PIECES, PUMPS


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Break off soon what does not end, and be content with one."""
    monkeypatch.setattr(pump, "LONGEST", 0.1)
    monkeypatch.setattr(pump, "RUNS", 2)
    monkeypatch.setattr(pump, "ENOUGH", 1)


GROWING = [
    # Once in the program.
    (
        r"(?i)(?:[\s-]+(?!(?:in|on|his|her|while)\b)[\w’'-]+){0,3}?[\s-]+(?P<noun>(?P<male>boy|son)|(?P<female>girl))(?![\w])",
        "match",
    ),
    (r"\b(\d{1,3}|[a-z]+) (?:new |child )*reviews?\b", "finditer"),
    (r"(?i)(?:(?:his|child(?:['’]s)?|[A-Z][\w’'-]*['’]s)\s+)*mother died", "match"),
    (r"\b(?:charged|tried)\b[^.;,]*?\bwith\b", "finditer"),
    (r"\bno\b(?:[ -][\w-]+){0,5}$", "search"),
    (r"\(PDF\b[^)]*\)", "search"),
    (r"charset\s*=\s*[\"']?\s*(\w+)", "match"),
    (r"\s*[–—]\s*|\s+-", "finditer"),
    (r"\d+$", "sub"),
    (rb"(?:\r\n|[\r\n])*#", "match"),
    # The classics.
    (r"(a+)+$", "match"),
    (r"(?:a|a)*b", "match"),
    (r"(?:\w+\s?)*$", "match"),
    (r"a*b?a*c", "fullmatch"),
    (r"a*+b", "search"),
]
SOUND = [
    (r"a+b", "match"),
    (r"(?<!a)a+b", "search"),
    (r"\b[a-z]+ x", "search"),
    (r"record of\b[^.;]*", "finditer"),
    (r"(?:\w+\s)*x", "fullmatch"),
    (r"a*+a", "match"),
    (r"Child \d(?:, Child \d)*(?!\w)", "finditer"),
    (r"\b[^.]{0,40}?x", "search"),
    (rb"(?>\r\n|[\r\n])*+#", "match"),
]


@pytest.mark.parametrize(("source", "method"), GROWING)
def test_a_pattern_that_grows_is_found(source: str | bytes, method: str) -> None:
    (found,) = pump.pump("it", re.compile(source), [method]).grown
    assert found.what == f"it, {method}"
    assert found.times > pump.MOST


@pytest.mark.parametrize(("source", "method"), SOUND)
def test_a_pattern_that_does_not_is_left_alone(source: str | bytes, method: str) -> None:
    tried = pump.pump("it", re.compile(source), [method])
    assert tried.grown == []
    assert tried.texts > 2 * len(PUMPS)


def test_what_a_pattern_is_pumped_with() -> None:
    """What leads to each loop, and what goes round in it."""
    assert list(pump.loops(re.compile("(?:Child|an) [12](?:, (?:and )?x)*"))) == [
        ("Child 1", ", x"), ("an 1", ", x"), (" Child 1", ", x"), ("Child 1", ", x"), ("Child 1", ", and x"),
    ]  # fmt: skip
    found = set(pump.loops(re.compile("(?<=y)a{3}(?=b*)(?>(?i:c)+)x{,16}(?!d*)")))
    assert found >= {("yaaa", "b"), ("yaaa", "c"), ("yaaac", "d")}
    assert {word for _, word in found} == {"b", "c", "d"}


@pytest.mark.parametrize(
    ("action", "grows"),
    [
        (re.compile(r"\s+$").search, True),
        (re.compile(r"(?:a|\s)*\s*$").match, True),
        (re.compile(r"(?:a|\s)*").match, False),
        (str.split, False),
        (lambda text: [text[:at] for at in range(len(text))], True),
    ],
)
def test_growth(action: Callable[[str], object], grows: bool) -> None:
    assert (pump.growth(action, lambda size: " " * size + "x", 5_000) > 1) is grows


def test_what_does_not_end_has_grown() -> None:
    assert pump.growth(re.compile(r"(?:a|a)*$").match, lambda size: "a" * size + "x", 100) == float("inf")


def test_every_cue_is_pumped() -> None:
    phrases = pump.phrases()
    assert len(phrases) > 1_500
    assert not [phrase for phrase in phrases if not phrase.strip() or re.search(r"[=/!?]|\.\.", phrase)]


def test_every_piece_stands_at_every_place() -> None:
    texts = list(pump.texts())
    assert {text.asked for text in texts} == set(ASKED)
    query = [text for text in texts if text.asked == "a query"]
    assert {text.place for text in query} == {0, 3, 4, 7}  # of "boy ask"
    assert len(query) == 4 * len(PIECES)


def test_a_program_that_grows_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """And one that fails is an error."""
    text = pump.Text("a query", 3, "a ")
    asked: list[list[str]] = []

    def run(words: list[str]) -> int:
        asked.append(words)
        [words[-1].replace("a", "b") for _ in range(len(words[-1]) ** 2 // 5_000)]
        return 0

    monkeypatch.setattr(pump, "_program", lambda: run)
    (found,) = pump.pump_text(text).grown
    assert (found.what, found.before, found.pump) == ("a query", "boy", "a ")
    assert {(words[0], words[1][:7], words[1][-4:]) for words in asked} == {("search", "boya a ", " ask")}
    monkeypatch.setattr(pump, "_program", lambda: lambda words: 70)
    with pytest.raises(RuntimeError, match="fails with"):
        pump.pump_text(text)


def test_what_is_not_made_is_told() -> None:
    """The calls of `re` in the code: where nothing was listened to, all of them."""
    unmade = patterns.unmade()
    assert len(unmade) > 100
    assert {"text.py", "editing/splice.py", "bulletin/layout/titles.py"} < {
        place.rpartition(":")[0] for place in unmade
    }


def test_a_pattern_remembers_its_methods() -> None:
    pattern = patterns.Pattern(re.compile("a(b)"), patterns.Site("x.py", 3))
    assert (pattern.name, pattern.asked) == ("x.py:3", patterns.METHODS)
    assert pattern.search("ab")[1] == "b"
    assert pattern.pattern == "a(b)"
    assert pattern.asked == {"search"}


def test_the_report(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def report(*sources: str) -> tuple[int, list[str]]:
        made = [patterns.Pattern(re.compile(source), patterns.Site("x.py", 3)) for source in sources]
        for one in made:
            one.methods.add("search")
        monkeypatch.setattr(patterns, "made", lambda: made)
        return pump.main([]), capsys.readouterr().out.splitlines()

    monkeypatch.setattr(pump, "LONGEST", 5.0)
    monkeypatch.setattr(pump, "phrases", list)
    monkeypatch.setattr(pump, "texts", list)
    monkeypatch.setattr(patterns, "unmade", list)
    code, lines = report("(?<!a)a+b")
    assert code == 0
    assert re.fullmatch(r"1 patterns, \d+ prefixes, \d\d+ pumps: 0 grow too fast", lines[1])
    code, lines = report("a", r"\s+$")
    assert code == 1
    assert re.fullmatch(r"2 patterns, \d+ prefixes, \d\d+ pumps: 1 grow too fast", lines[1])
    assert re.fullmatch(r"    x\.py:3, search, after '': ' ', \d+\.\d times", lines[2])
    monkeypatch.setattr(patterns, "unmade", lambda: ["y.py:4"])
    code, lines = report("a")
    assert code == 1
    assert lines[:2] == ["1 patterns; 1 that stand in the code were not made", "    y.py:4"]


def test_nothing_of_the_program_grows() -> None:
    """A part of what `make pump` tries, in a process of its own, which listens from the start."""
    done: Any = subprocess.run(
        [sys.executable, str(pump.__file__), "--quick"], capture_output=True, text=True, check=False
    )
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert [line.rpartition(":")[2] for line in lines[1:]] == [" 0 grow too fast"] * 3
    patterns, _, pumps = (int(number.replace(",", "")) for number in re.findall(r"[\d,]+(?= [a-z])", lines[1])[:3])
    assert patterns > 200
    assert pumps > 3_000
