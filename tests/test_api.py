"""The front door: what Python programs ask is what the commands answer, and nothing is printed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import casereviews
from casereviews.api import FILTERS
from casereviews.choice import Choice
from casereviews.cli.options import Selection
from casereviews.errors import CasereviewsError
from casereviews.search.order import order
from helpers import Invoke


def odd(value: object) -> Any:
    """A value of a kind that is not asked for."""
    return value


COLLECTION = Path(__file__).resolve().parent / "expected" / "collection.yaml"

TERMS = """\
harms:
  cold-water: {label: Cold water, definition: Harm from cold water., synonyms: [icy water]}
"""


@pytest.fixture
def bundled(capfd: pytest.CaptureFixture[str]) -> Iterator[casereviews.Collections]:
    """The bundled collection, of which nothing may be printed."""
    with casereviews.open() as collections:
        yield collections
    assert capfd.readouterr() == ("", "")


# --- The same as the commands -----------------------------------------------------------------------------------------

ASKED: list[tuple[str, Callable[[casereviews.Collections], object]]] = [
    ("list", lambda it: it.reviews()),
    ("list --harm neglect --age <1y", lambda it: it.reviews(harm="neglect", age="<1y")),
    ("list --harm CSA,neglect --outcome -death", lambda it: it.reviews(harm="CSA,neglect", outcome="-death")),
    ("list --harm neglect --harm CSA", lambda it: it.reviews(harm=["neglect", "CSA"])),
    ("list --factor any --type lcspr --sex girl", lambda it: it.reviews(factor="any", type="lcspr", sex="girl")),
    ("list --listed 2022 --since 2020", lambda it: it.reviews(listed=2022, since=2020)),
    ("list --until 2019 --published not-stated", lambda it: it.reviews(until="2019", published="not-stated")),
    ("list --area not-stated", lambda it: it.reviews(area="not-stated")),
    ("list --sort name --reverse -n 3", lambda it: it.reviews(sort="name", reverse=True, limit=3)),
    ("show toby", lambda it: it.show("toby")),
    ("show child-rs/L2", lambda it: it.show("child-rs/L2")),
    ("search bruising", lambda it: it.search("bruising")),
    ("search bruise baby --all", lambda it: it.search("bruise baby", every=True)),
    ("search brusing --exact", lambda it: it.search("brusing", exact=True)),
    ("search CSA --no-expand --harm any", lambda it: it.search("CSA", expand=False, harm="any")),
    ("search fathers --statements --in actions,learning -n 2",
     lambda it: it.search("fathers", statements=True, sections=["actions", "learning"], limit=2)),
    ("search child --in title --sort name --reverse",
     lambda it: it.search("child", sections="title", sort="name", reverse=True)),
    ("learning", lambda it: it.statements("learning")),
    ("learning --search fathers --theme whole-family", lambda it: it.statements("learning", search="fathers", theme="whole-family")),
    ("recommendations --agency housing", lambda it: it.statements("recommendations", agency="housing")),
    ("actions --search injuries --no-expand --sort name -r",
     lambda it: it.statements("actions", search="injuries", expand=False, sort="name", reverse=True)),
    ("themes", lambda it: it.themes()),
    ("themes --agency housing --sort statements -n 3", lambda it: it.themes(agency="housing", sort="statements", limit=3)),
    ("themes --search fathers --reverse", lambda it: it.themes(search="fathers", reverse=True)),
    ("themes --by harm", lambda it: it.themes(by="harm")),
    ("similar mia", lambda it: it.similar("mia")),
    ("similar mia --type lcspr --sort name -r -n 3",
     lambda it: it.similar("mia", type="lcspr", sort="name", reverse=True, limit=3)),
]  # fmt: skip


@pytest.mark.parametrize(("command", "ask"), ASKED, ids=[command for command, _ in ASKED])
def test_the_records_are_those_of_the_command(
    invoke: Invoke, command: str, ask: Callable[[casereviews.Collections], object]
) -> None:
    """Which a command writes with --json."""
    with casereviews.open() as collections:
        given = ask(collections)
    told = invoke(*command.split(), "--json")
    assert (told.code, told.json) == (0, given)
    assert given or "brusing" in command


def test_a_theme_with_its_statements(invoke: Invoke) -> None:
    """One of each term of the word; the command gives an object where it is one."""
    with casereviews.open() as collections:
        (fathers,) = collections.themes("fathers")
    assert fathers == invoke("themes", "fathers", "--json").json
    assert len(fathers["statements"]) > 2


def test_statements_of_all_sections(bundled: casereviews.Collections) -> None:
    """In the order of their reviews, unless some are named."""
    by_section = {name: bundled.statements(name) for name in ("learning", "recommendations", "actions")}
    assert len(bundled.statements()) == sum(map(len, by_section.values())) > 20
    both = bundled.statements("learning, Actions")
    assert {it["section"] for it in both} == {"learning", "actions"}
    assert len(both) == len(by_section["learning"]) + len(by_section["actions"])


def test_every_filter_of_the_command_line() -> None:
    """By the same name, and known to those who check types."""
    assert sorted(FILTERS) == sorted(Selection.names()) == sorted(Choice.__annotations__)


# --- Which collections ------------------------------------------------------------------------------------------------


def test_collections_of_files(tmp_path: Path, bundled: casereviews.Collections) -> None:
    """Files and folders, as texts or paths, and the bundled one too where it is wanted."""
    (tmp_path / "ours.yaml").write_bytes(COLLECTION.read_bytes())
    with casereviews.open(COLLECTION) as alone, casereviews.open(str(tmp_path), with_bundled=True) as both:
        assert len(alone.reviews()) == 3
        assert both.reviews() == bundled.reviews() + alone.reviews()


def test_a_filter_without_values_is_none(bundled: casereviews.Collections) -> None:
    """Nor is it named in what was asked."""
    assert bundled.reviews(harm=[]) == bundled.reviews()
    record = bundled.brief("neglect", harm=[], theme=())
    assert (record["title"], record["asked"]) == ("Practice briefing: Neglect", "neglect")
    assert bundled.selection(harm=[]).asked == "all reviews"


def test_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch, bundled: casereviews.Collections) -> None:
    """A program says itself what it asks."""
    monkeypatch.setenv("CASEREVIEWS_DATA", "/nowhere.yaml")
    with casereviews.open() as collections:
        assert collections.reviews() == bundled.reviews()


@pytest.mark.parametrize("several", [False, True])
def test_own_terms(write: Callable[..., str], several: bool) -> None:
    """Of one file or of several."""
    terms = write(TERMS, "terms.yaml")
    mine = write("reviews:\n- {name: A, title: T, harms: [cold-water]}\n", "mine.yaml")
    with casereviews.open(mine, vocabulary=[terms] if several else terms) as collections:
        assert [it["name"] for it in collections.reviews(harm="icy water")] == ["A"]


def test_notes_go_where_they_are_wanted(capfd: pytest.CaptureFixture[str]) -> None:
    """To what is given for them, which is told how words were read; nowhere without."""
    told: list[str] = []
    with casereviews.open(note=told.append) as collections:
        collections.reviews(harm="FII")
        collections.search("brusing")
        collections.statements("learning", search="nowherefound")
    assert told[0].startswith("FII is looked up as Physical abuse, which is wider: 6 reviews")
    assert told[1].startswith("searched for bruising; ")
    assert told[-1] == 'nothing in learning has "nowherefound"'
    assert capfd.readouterr() == ("", "")


def test_progress_is_told(write: Callable[..., str]) -> None:
    """The share that was read, and how many reviews that is."""
    told: list[tuple[float, int]] = []
    path = write("".join(f'{{"name": "A{n}", "title": "T"}}\n' for n in range(300)), "a.jsonl")
    with casereviews.open(path, cached=False, progress=lambda done, number: told.append((done, number))) as collections:
        assert len(collections.reviews()) == 300
    assert [number for _, number in told] == [100, 200, 300]


def test_closed(bundled: casereviews.Collections) -> None:
    """What was given stays; what is asked afterwards is an error, and closing twice is none."""
    with casereviews.open() as collections:
        given = collections.reviews()
    assert given == bundled.reviews()
    with pytest.raises(casereviews.UsageError, match="the collections are closed"):
        collections.reviews()
    collections.close()


# --- What goes wrong --------------------------------------------------------------------------------------------------

WRONG: list[tuple[type[Exception], str, Callable[[casereviews.Collections], Any]]] = [
    (casereviews.UsageError, 'unknown harm "neglet"; did you mean "neglect"?', lambda it: it.reviews(harm="neglet")),
    (casereviews.UsageError, 'unknown sort "nam"; did you mean "name"?', lambda it: it.reviews(sort="nam")),
    (casereviews.UsageError, "the limit is no whole number", lambda it: it.reviews(limit=-1)),
    (casereviews.UsageError, "the limit is no whole number", lambda it: it.reviews(limit=odd(2.5))),
    (casereviews.UsageError, "the sort is no text, but int", lambda it: it.reviews(sort=odd(3))),
    (casereviews.UsageError, "the name is no text, but NoneType", lambda it: it.show(odd(None))),
    (casereviews.UsageError, "the query is no text, but list", lambda it: it.search(odd(["a", "b"]))),
    (casereviews.UsageError, "the query is no text, but int", lambda it: it.statements(search=odd(3))),
    (casereviews.UsageError, "the field is no text, but int", lambda it: it.themes(by=odd(3))),
    (casereviews.UsageError, "a value of a filter is None or bytes", lambda it: it.reviews(harm=odd([None]))),
    (casereviews.UsageError, "a value of a filter is None or bytes", lambda it: it.reviews(harm=odd(b"neglect"))),
    (casereviews.UsageError, 'unknown section "titel"', lambda it: it.search("x", sections="titel")),
    (casereviews.UsageError, 'unknown section "summary"', lambda it: it.statements("summary")),
    (casereviews.UsageError, "a theme with its statements is not counted", lambda it: it.themes("fathers", by="harm")),
    (casereviews.UsageError, 'unknown theme "fatherz"', lambda it: it.themes("fatherz")),
    (casereviews.UsageError, "2022-02/child-rs/L2 is a statement", lambda it: it.similar("child-rs/L2")),
    (casereviews.NotFoundError, 'no review "nobody"', lambda it: it.show("nobody")),
    (casereviews.AmbiguousError, '"child" is only a part of the names', lambda it: it.show("child")),
    (TypeError, 'there is no filter "harms"; did you mean "harm"?', lambda it: it.reviews(harms="x")),  # type: ignore[call-arg]
    (TypeError, 'there is no filter "qqq"$', lambda it: it.search("x", qqq="x")),  # type: ignore[call-arg]
]


@pytest.mark.parametrize(("kind", "message", "ask"), WRONG, ids=[message for _, message, _ in WRONG])
def test_what_is_wrong_is_raised(
    bundled: casereviews.Collections, kind: type[Exception], message: str, ask: Callable[[casereviews.Collections], Any]
) -> None:
    """As an error of the package, with the line that a command would print."""
    with pytest.raises(kind, match=message.replace("?", r"\?")) as raised:
        ask(bundled)
    assert isinstance(raised.value, (CasereviewsError, TypeError))


def test_a_file_that_is_wrong(write: Callable[..., str]) -> None:
    """With every problem in it."""
    with pytest.raises(casereviews.DataError) as raised:
        casereviews.open(write("reviews:\n- {name: A}\n"))
    assert [problem.line for problem in raised.value.problems] == [2]
    with pytest.raises(casereviews.DataError, match="no such file"):
        casereviews.open("nowhere.yaml")


def test_a_limit_of_none_wanted() -> None:
    """Is a limit too."""
    assert order(limit=0).limit == 0


# --- Importing --------------------------------------------------------------------------------------------------------

BULLETIN = "May 2033\n\n2033 – Northmere – Child Test\n\nDeath of a 2-month-old boy in May 2031.\n"


def test_bulletins_become_a_collection(
    write: Callable[..., str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Which can be asked; what is new in the next is added, and nothing is printed."""
    ours = tmp_path / "ours.yaml"
    may, june = write(BULLETIN, "may.txt"), write(BULLETIN.replace("Test", "Other"), "june.txt")
    tried = casereviews.import_bulletins(may, output=ours, dry_run=True)
    assert ([review["name"] for review in tried.reviews], tried.written) == (["Child Test"], None)
    assert not ours.exists()
    made = casereviews.import_bulletins(Path(may), output=ours)
    assert (made.written, made.problems) == (str(ours), [])
    added = casereviews.import_bulletins(june, tmp_path / "none.txt", into=ours)
    assert ([review["name"] for review in added.reviews], len(added.problems)) == (["Child Other"], 1)
    with casereviews.open(ours) as collections:
        assert [review["name"] for review in collections.reviews(age="2m")] == ["Child Test", "Child Other"]
    with pytest.raises(casereviews.OutputError, match="exists already"):
        casereviews.import_bulletins(may, output=ours)
    assert capfd.readouterr() == ("", "")


# --- The package ------------------------------------------------------------------------------------------------------


def test_everything_that_is_promised_is_there() -> None:
    """And nothing else is found by mistake."""
    assert [name for name in casereviews.__all__ if getattr(casereviews, name) is None] == []
    assert set(casereviews.__all__) <= set(dir(casereviews))
    with pytest.raises(AttributeError, match="has no attribute 'opne'"):
        casereviews.opne  # noqa: B018


def test_importing_it_imports_nothing() -> None:
    """So it takes no time, until something is asked."""
    probe = "import sys; before = {*sys.modules}; import casereviews; print(*{*sys.modules} - before)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["casereviews"]
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda it: it.reviews(sex="boy", age="<1y"), "left out: 1 review does not state the sex"),
        (lambda it: it.reviews(since=2019), "left out: 2 reviews do not state the incident date"),
        (lambda it: it.similar("mia", sex="boy"), "left out: 2 reviews do not state the sex"),
        (lambda it: it.statements("actions"), "7 of these reviews do not state actions"),
        (lambda it: it.search("bruising", sections="actions"), "7 of these reviews do not state actions"),
        (lambda it: it.themes(sex="-girl"), "left in: "),
    ],
)
def test_what_is_not_stated_is_told(ask: Callable[[Any], object], told: str) -> None:
    """As the commands tell it, to the `note` that `open` was given."""
    notes: list[str] = []
    with casereviews.open(note=notes.append) as collections:
        ask(collections)
    assert [note for note in notes if note.startswith(told)]


def test_files_are_named_one_by_one() -> None:
    with pytest.raises(casereviews.UsageError, match="the name of a file is no text, but list"):
        casereviews.open(odd(["a.yaml", "b.yaml"]))
