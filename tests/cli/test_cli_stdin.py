"""`show -` and `search -`: what is asked for comes from standard input."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from helpers import Invoke, Process

IDS = b"2022-02/toby\n2022-02/mia\n"


@pytest.mark.parametrize(
    "given",
    [IDS, b"Toby\nMIA", b"\n  toby \n\n\tmia\t\n\n", b"toby\r\nmia\r\n", b"\xef\xbb\xbftoby\nmia\n",
     "toby\nmia\n".encode("utf-16")],
)  # fmt: skip
def test_show_takes_a_name_a_line(invoke: Invoke, given: bytes) -> None:
    """In their order; spaces around them and empty lines do not matter, nor how Windows writes them."""
    assert invoke("show", "-", "-f", "ids", given=given).out == "2022-02/toby\n2022-02/mia\n"


def test_names_beside_it(invoke: Invoke) -> None:
    """They stand where they are named."""
    given = invoke("show", "joshua", "-", "baby-r", "--json", given=IDS)
    assert [record["id"][8:] for record in given.json] == ["joshua", "toby", "mia", "baby-r"]


def test_whoever_pipes_gets_an_array(invoke: Invoke) -> None:
    """Of one name too, for the next program knows not how many there were; statements likewise."""
    for name in (b"mia", b"2022-02/mia/L2"):
        (record,) = invoke("show", "-", "--json", given=name).json
        assert record["id"].encode() in (b"2022-02/mia", b"2022-02/mia/L2")
        assert invoke("show", name.decode(), "--json").json == record


def test_one_command_feeds_the_next(invoke: Invoke) -> None:
    """`list -f ids | show -` is all of them, and so are statements."""
    for command in (("list", "--harm", "neglect"), ("recommendations", "--agency", "housing")):
        ids = invoke(*command, "-f", "ids").out
        assert ids.count("\n") > 0
        assert invoke("show", "-", "-f", "ids", given=ids.encode()).out == ids


@pytest.mark.parametrize(("command", "what"), [("show", "names"), ("search", "the query")])
@pytest.mark.parametrize("given", [b"", b"\n \n\t\n"])
def test_nothing_there(invoke: Invoke, command: str, what: str, given: bytes) -> None:
    """As an answer without ids gives."""
    done = invoke(command, "-", given=given)
    told = f"casereviews: standard input is empty; {what} should be there\n"
    assert done == (2, "", told)


def test_names_that_nothing_answers_to(invoke: Invoke) -> None:
    """A line each, as on the command line, and none after fifty."""
    given = invoke("show", "-", given=b"toby\nnobody\nzz\n")
    told = 'casereviews: no review "nobody"\nno review "zz"\ncasereviews list shows them all\n'
    assert given == (1, "", told)
    many = invoke("show", "-", given=b"".join(b"x%d\n" % n for n in range(60)))
    lines = many.err.splitlines()
    assert (many.code, len(lines)) == (1, 52)
    assert lines[50] == "these are 50; the names after them were not looked up"
    few = invoke("show", "-", given=b"".join(b"x%d\n" % n for n in range(49)))
    assert len(few.err.splitlines()) == 50


@pytest.mark.parametrize("given", [b'"strategy meeting"', b'"strategy\nmeeting"\n', b'\n "strategy meeting"\n\n'])
def test_search_takes_the_query(invoke: Invoke, given: bytes) -> None:
    """Quotation marks and all, in one line or several."""
    asked = ("-f", "ids", "--no-expand")
    found = invoke("search", "-", *asked, given=given).out
    assert found == invoke("search", '"strategy meeting"', *asked).out == "2022-02/child-p\n"


def test_a_hyphen_among_words_is_none(invoke: Invoke) -> None:
    """Only alone does it mean standard input."""
    given = invoke("search", "home", "-", "bruising", "-f", "ids", "-q", given=b"never read")
    assert given.out == invoke("search", "home - bruising", "-f", "ids", "-q").out


@pytest.mark.parametrize(("command", "what"), [("show", "names"), ("search", "the query")])
@pytest.mark.parametrize("option", ["--data", "--vocabulary"])
def test_standard_input_is_read_once(invoke: Invoke, command: str, what: str, option: str) -> None:
    """It cannot be a file too."""
    given = invoke(command, option, "-", "-", given=IDS)
    assert (given.code, given.out) == (2, "")
    assert given.err.startswith(f"casereviews: standard input is read once: as a file, or as {what}\n")


def test_closed_standard_input(process: Process) -> None:
    """It says so."""
    given = subprocess.run(
        ["bash", "-c", '"$@" <&-', "bash", *process("info").args[:3], "show", "-"], capture_output=True, check=False
    )
    assert (given.returncode, given.stdout) == (4, b"")
    assert given.stderr.startswith(b"casereviews: -: cannot be read: ")


def test_the_list_is_not_replaced(process: Process, tmp_path: Path) -> None:
    """Not even by leave: the file that names what to show is read."""
    names = tmp_path / "names.txt"
    names.write_bytes(IDS)
    with names.open("rb") as stream:
        given = process("show", "-", "-o", str(names), "--force", stdin=stream)
    assert (given.returncode, names.read_bytes()) == (4, IDS)
    assert given.stderr.startswith(f"casereviews: {names} is the input that is being read".encode())
