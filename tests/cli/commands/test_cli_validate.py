"""`casereviews validate`: everything that is wrong, with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casereviews import library
from helpers import Invoke

WRONG = """\
reviews:
  - name: Child A
    title: T
    outcome: deth
    harms: [neglect, neglekt]
  - name: Child A
    title: U
    learnin: []
    children:
      - age: four months
"""


def test_every_problem(invoke: Invoke, write: Callable[[str], str]) -> None:
    """Each with file, line and column, the record, and the nearest allowed; on standard output; exit 1."""
    path = write(WRONG)
    given = invoke("validate", path)
    assert (given.code, given.err) == (1, "")
    lines = given.out.splitlines()
    assert [line.partition(": ")[0] for line in lines] == [
        f"{path}:{place}" for place in ("4:14", "5:22", "6:5", "8:5", "10:14")
    ]
    assert lines[0] == (
        f'{path}:4:14: Child A: unknown outcome "deth"; casereviews vocabulary outcome lists those allowed; '
        'did you mean "death"?'
    )
    assert lines[1].endswith('did you mean "neglect"?')
    assert "first given in line 2" in lines[2]
    assert 'unknown key "learnin"' in lines[3]
    assert lines[3].endswith('did you mean "learning"?')
    assert '"four months"' in lines[4]


def test_every_problem_as_json(invoke: Invoke, write: Callable[[str], str]) -> None:
    """The same for programs; exit 1 too."""
    path = write(WRONG)
    given = invoke("validate", path, "--json")
    assert given.code == 1
    assert given.json[0] == {
        "file": path,
        "line": 4,
        "column": 14,
        "record": "Child A",
        "message": 'unknown outcome "deth"; casereviews vocabulary outcome lists those allowed',
        "nearest": "death",
    }
    assert [(problem["line"], problem["column"]) for problem in given.json] == [
        (4, 14),
        (5, 22),
        (6, 5),
        (8, 5),
        (10, 14),
    ]


@pytest.mark.parametrize("name", ["table", "plain", "md", "csv", "tsv", "jsonl", "yaml", "ids"])
def test_every_format(invoke: Invoke, write: Callable[[str], str], name: str) -> None:
    """Problems in any format, and none in any format."""
    given = invoke("validate", write(WRONG), "-f", name)
    assert (given.code, given.err) == (1, "")
    assert given.out
    clean = invoke("validate", "-f", name)
    assert (clean.code, clean.err) == (0, "")


def test_nothing_wrong(invoke: Invoke, write: Callable[..., str]) -> None:
    """A line with the counts for each file."""
    path = write("reviews:\n- {name: A, title: T, learning: [{text: x}], actions: []}\n")
    other = write("reviews: []\n", "other.yaml")
    assert invoke("validate", path, other) == (
        0,
        (
            f"{path}: 1 review, 1 learning point, 0 recommendations, 0 actions: no problems\n"
            f"{other}: 0 reviews, 0 learning points, 0 recommendations, 0 actions: no problems\n"
        ),
        "",
    )
    assert invoke("validate") == (
        0,
        "the bundled collection: 8 reviews, 38 learning points, 31 recommendations, 4 actions: no problems\n",
        "",
    )
    assert invoke("validate", path, "--json") == (0, "[]\n", "")


def test_sound_beside_unsound(invoke: Invoke, write: Callable[..., str]) -> None:
    """One wrong file does not hide that another is sound, and the exit code is 1."""
    sound, wrong = write("reviews: []\n", "sound.yaml"), write(WRONG, "wrong.yaml")
    given = invoke("validate", sound, wrong)
    assert given.code == 1
    assert f"{sound}: 0 reviews" in given.out
    assert given.out.count(f"{wrong}:") == 5


def test_the_collections_in_use(invoke: Invoke, write: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file, those of CASEREVIEWS_DATA."""
    monkeypatch.setenv("CASEREVIEWS_DATA", write(WRONG))
    assert invoke("validate").code == 1


def test_ids_of_two_files(invoke: Invoke, write: Callable[..., str]) -> None:
    """Collections may overlap, which is told; within one file an id stands once."""
    text = "reviews:\n- {name: A, title: T, id: x/a}\n"
    first, second = write(text, "first.yaml"), write("# more\n" + text, "second.yaml")
    counted = "1 review, 0 learning points, 0 recommendations, 0 actions: no problems"
    told = f"x/a is in {first} and in {second}, and counted once, from {first}"
    assert invoke("validate", first, second) == (0, f"{first}: {counted}\n{second}: {counted}\n{told}\n", "")
    twice = write(text + "- {name: B, title: T, id: x/a}\n", "twice.yaml")
    given = invoke("validate", twice)
    assert given.code == 1
    assert f'{twice}:3:27: x/a: duplicate id "x/a", first given in line 2' in given.out


def test_unreadable(invoke: Invoke, write: Callable[..., str], tmp_path: Path) -> None:
    """A file that cannot be read at all is 4; it is told with all that is wrong with the others."""
    none = str(tmp_path / "none.yaml")
    given = invoke("validate", none)
    assert given == (4, f"{none}: cannot be read: no such file or directory\n", "")
    wrong, sound = write(WRONG), write("reviews: []\n", "sound.yaml")
    both = invoke("validate", wrong, none, sound)
    assert (both.code, both.err) == (4, "")
    assert f"{none}: cannot be read" in both.out
    assert both.out.count(f"{wrong}:") == 5
    assert f"{sound}: 0 reviews" in both.out
    problems = invoke("validate", none, "--json")
    assert (problems.code, problems.err) == (4, "")
    assert problems.json == [
        {
            "file": none,
            "line": None,
            "column": None,
            "record": None,
            "message": "cannot be read: no such file or directory",
            "nearest": None,
        }
    ]
    assert invoke("validate", none, "-f", "ids").code == 4


@pytest.mark.parametrize(
    ("kind", "text", "slug"),
    [("harm", "CSA", "sexual-abuse"), ("harm", "Child Sexual Abuse", "sexual-abuse"), ("outcome", "died", "death")],
)
def test_a_synonym_in_a_file(invoke: Invoke, write: Callable[..., str], kind: str, text: str, slug: str) -> None:
    """A file holds slugs; who wrote another word for one is told the slug, however unlike it looks."""
    field = "harms: [{}]" if kind == "harm" else "outcome: {}"
    path = write(f"reviews:\n- name: A\n  title: T\n  {field.format(text)}\n")
    (problem,) = invoke("validate", path, "--json").json
    assert problem["message"] == f'unknown {kind} "{text}"; casereviews vocabulary {kind} lists those allowed'
    assert problem["nearest"] == slug


def test_more_problems_than_anybody_reads(invoke: Invoke, write: Callable[[str], str]) -> None:
    """`list` stops after fifty and says how to see the rest; `validate` tells them all."""
    path = write("reviews:\n" + "".join(f"- {{name: A{n}, title: T, outcome: x}}\n" for n in range(80)))
    assert len(invoke("validate", path).out.splitlines()) == 80
    given = invoke("list", "--data", path)
    assert (given.code, given.out) == (4, "")
    assert len(given.err.splitlines()) == 51
    assert given.err.splitlines()[-1] == "casereviews: and 30 more; 'casereviews validate FILE' lists them all"


@pytest.mark.parametrize("fields", [["--fields", "line,message"], ["--fields", "file", "-f", "md"]])
def test_fields(invoke: Invoke, write: Callable[[str], str], fields: list[str]) -> None:
    """--fields is no bug, whether there are problems or none."""
    given = invoke("validate", write(WRONG), *fields)
    assert (given.code, given.err) == (1, "")
    clean = invoke("validate", *fields)
    assert (clean.code, clean.err) == (0, "")


@pytest.mark.parametrize("text", [WRONG, "reviews: []\n"])
def test_the_collection_is_never_replaced(invoke: Invoke, write: Callable[[str], str], text: str) -> None:
    """-o naming a file that is being checked is refused, --force or not."""
    path = write(text)
    given = invoke("validate", path, "-o", path, "--force")
    assert Path(path).read_text("utf-8") == text
    assert (given.code, given.out) == (4, "")


def test_exit_code_with_output_file(invoke: Invoke, write: Callable[[str], str], tmp_path: Path) -> None:
    """Problems written to a file still exit with 1."""
    target = tmp_path / "problems.json"
    given = invoke("validate", write(WRONG), "-o", str(target))
    assert (given.code, given.out) == (1, "")
    assert target.read_text("utf-8").startswith("[\n")


def test_json_lines(invoke: Invoke, write: Callable[..., str]) -> None:
    """Each problem with its line and column, as of any collection."""
    path = write(
        '{"name": "A", "title": "T", "outcome": "deth"}\n'
        "\n"
        '{"name": "B", "title": "T", "learnin": []}\n'
        '{"name": "A", "title": "U"}\n'
        "not JSON\n"
        '{"name": "C", "title": "T", "title": "U"}\n',
        "x.jsonl",
    )
    problems = invoke("validate", path, "--json").json
    assert [(problem["line"], problem["record"], problem["nearest"]) for problem in problems] == [
        (1, "A", "death"),
        (3, "B", "learning"),
        (4, "A", None),
        (5, None, None),
        (6, None, None),
    ]
    assert [problem["column"] for problem in problems if problem["line"] != 4] == [40, 29, 1, 29]
    given = invoke("validate", path)
    assert (given.code, given.err) == (1, "")
    assert [line.partition(": ")[0].rpartition(":")[0] for line in given.out.splitlines()] == [
        f"{path}:{number}" for number in (1, 3, 4, 5, 6)
    ]


def test_a_folder(invoke: Invoke, write: Callable[..., str], tmp_path: Path) -> None:
    """Every collection in it, sound or not, in any form."""
    wrong = write(WRONG, "a.yaml")
    sound = write('{"name": "B", "title": "T"}\n', "b.jsonl")
    write("not: [read", "notes.txt")
    given = invoke("validate", str(tmp_path))
    assert given.code == 1
    assert given.out.count(f"{wrong}:") == 5
    assert f"{sound}: 1 review, 0 learning points, 0 recommendations, 0 actions: no problems\n" in given.out
    Path(wrong).unlink()
    assert invoke("validate", str(tmp_path)).code == 0
    Path(sound).unlink()
    none = invoke("validate", str(tmp_path))
    assert (none.code, none.err) == (4, "")
    assert none.out.startswith(f"{tmp_path}: this folder has no collection: ")


def test_an_empty_folder_beside_a_file(invoke: Invoke, write: Callable[..., str], tmp_path: Path) -> None:
    """It hides nothing that is wrong elsewhere."""
    (tmp_path / "empty").mkdir()
    wrong = write(WRONG)
    given = invoke("validate", str(tmp_path / "empty"), wrong)
    assert given.code == 4
    assert f"{tmp_path}/empty: this folder has no collection" in given.out
    assert given.out.count(f"{wrong}:") == 5


def test_nothing_is_kept(invoke: Invoke, write: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking reads each file anew, and writes nothing."""
    monkeypatch.setattr(library, "CACHED_FROM", 1)
    path = write("reviews: []\n")
    monkeypatch.setenv("CASEREVIEWS_CACHE", f"{path}.cache")
    assert invoke("validate", path).code == 0
    assert not Path(f"{path}.cache").exists()
    assert invoke("validate", path, "--no-cache").code == 2


def test_many_unknown_codes_beside_many_terms(
    invoke: Invoke, write: Callable[..., str], at_once: Callable[..., Any]
) -> None:
    """Each with the nearest term, though all are alike, in the time of some."""
    terms = "".join(f"  own-term-{number}: {{label: Own term {number}, definition: D.}}\n" for number in range(2000))
    own = write(f"themes:\n{terms}", "own.yaml")
    learning = "".join(f"      - {{text: T, themes: [own-trem-x{number}]}}\n" for number in range(125))
    path = write(f"reviews:\n  - name: One\n    title: T\n    learning:\n{learning}")
    given = at_once(1, invoke, "validate", path, "--vocabulary", own, "--json")
    assert given.code == 1
    assert len(given.json) == 125
    assert [problem["nearest"] for problem in given.json[9:13]] == [f"own-term-{number}" for number in (9, 10, 11, 12)]
