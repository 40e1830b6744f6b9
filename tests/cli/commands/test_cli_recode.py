"""`casereviews import --recode`: the vocabulary of today for automatic codes, and for nothing that a person has set."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casereviews.cli.exits import run
from helpers import BULLETINS, Invoke, Process

Write = Callable[..., str]

BULLETIN = """\
Reviews received in May 2031

1. Serious case review: Child Fen

Death of a girl aged 4 months in June 2030.
Learning includes: gates were left open; the police kept a dog; the lido was shut.
Recommendations include: to the police: buy lamps.

2. Serious case review: Child Elm

Death of a boy aged 2 years.
Learning includes: gates need paint.
"""
OWN = """\
harms:
  neglect: {cues: [aged 4 months]}
themes:
  recording: {cues: [gate]}
agencies:
  housing: {cues: [lido]}
"""
DIFFERENCE = """\
Id                    Field     Change  Value      Words
2031-05/child-fen     harms     added   neglect    aged 4 months
2031-05/child-fen/L1  themes    added   recording  gates
2031-05/child-fen/L3  agencies  added   housing    lido
2031-05/child-elm/L1  themes    added   recording  gates
"""

TOLD = "what is coded by terms of your own is read with --vocabulary or CASEREVIEWS_VOCABULARY\n"


@pytest.fixture
def own(write: Write) -> str:
    """Words that the vocabulary of today has, and that of the import had not."""
    return write(OWN, "own.yaml")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of a collection that was imported, with a comment at its start and at its end."""
    folder = tmp_path_factory.mktemp("imported")
    (folder / "may.txt").write_text(BULLETIN, "utf-8")
    assert run(["import", str(folder / "may.txt"), "-q", "-o", str(folder / "may.yaml")]) == 0
    return f"# ours\n{(folder / 'may.yaml').read_text('utf-8')}# the end\n"


@pytest.fixture
def kept(imported: str, tmp_path: Path) -> Path:
    """The collection as a file."""
    path = tmp_path / "kept.yaml"
    path.write_text(imported, "utf-8")
    return path


def edited(path: Path, *changes: tuple[str, str]) -> None:
    """Change the file as a person does, each text where it stands first."""
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def without_evidence(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("      - {field: "))


def themed(themes: str, now: str = "[]") -> tuple[str, str]:
    """A change of the themes of the first learning point."""
    start = "        text: gates were left open\n        themes: "
    return f"{start}{now}\n", f"{start}{themes}\n"


# --- What changes -----------------------------------------------------------------------------------------------------


def test_by_the_same_vocabulary_nothing_changes(invoke: Invoke, kept: Path) -> None:
    before = kept.read_bytes(), kept.stat().st_mtime_ns
    assert invoke("import", "--recode", str(kept)) == (0, "", f"0 codes changed in {kept}\n")
    assert invoke("import", "--recode", str(kept), "--json", "--dry-run") == (
        0, "[]\n", f"0 codes would change in {kept}\n"
    )  # fmt: skip
    assert (kept.read_bytes(), kept.stat().st_mtime_ns) == before


def test_of_labelled_bulletins_nothing_changes(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    for file in BULLETINS.glob("b*.txt"):
        (folder / file.name).write_bytes(file.read_bytes())
    made = tmp_path / "all.yaml"
    assert invoke("import", str(folder), "-q", "-o", str(made)).code == 0
    before = made.read_bytes()
    assert invoke("import", "--recode", str(made)) == (0, "", f"0 codes changed in {made}\n")
    assert made.read_bytes() == before


def test_new_words_add_codes_and_change_nothing_else(invoke: Invoke, kept: Path, own: str) -> None:
    before = kept.read_text("utf-8")
    given = invoke("import", "--recode", str(kept), "--vocabulary", own)
    assert given == (0, DIFFERENCE, f"4 codes changed in {kept}\n{TOLD}")
    expected = (
        before.replace("    summary: Death of a girl", "    harms: [neglect]\n    summary: Death of a girl")
        .replace("left open\n        themes: []", "left open\n        themes: [recording]")
        .replace("need paint\n        themes: []", "need paint\n        themes: [recording]")
        .replace("was shut\n        themes: []\n        agencies: []", "was shut\n        themes: []\n        agencies: [housing]")
    )  # fmt: skip
    after = kept.read_text("utf-8")
    assert sorted(without_evidence(after).splitlines()) == sorted(without_evidence(expected).splitlines())
    assert after.startswith("# ours\n")
    assert after.endswith("# the end\n")
    added = set(after.splitlines()) - set(expected.splitlines())
    assert added == {
        "      - {field: harms, value: neglect, confidence: likely, where: summary, start: 16, end: 29, words: aged 4 months}",
        (
            "      - {field: themes, value: recording, confidence: check, where: L1, start: 0, end: 5, words: gates, "
            "why: no labelled statement has these words, probability: 0.5, n: 0}"
        ),
        "      - {field: agencies, value: housing, confidence: likely, where: L3, start: 4, end: 8, words: lido}",
    }
    assert invoke("validate", str(kept)).code == 0
    assert invoke("import", "--recode", str(kept), "--vocabulary", own).err == f"0 codes changed in {kept}\n"
    assert kept.read_text("utf-8") == after


def test_words_that_are_no_longer_there_take_their_codes_away(invoke: Invoke, kept: Path, own: str) -> None:
    assert invoke("import", "--recode", str(kept), "--vocabulary", own, "-q").code == 0
    given = invoke("import", "--recode", str(kept))
    taken = DIFFERENCE.replace("Change ", "Change  ").replace("added   ", "removed  ")
    assert given.out == taken
    assert given.err == f"4 codes changed in {kept}\n"
    asked = ("--data", str(kept), "-q", "-f", "ids")
    assert invoke("list", "--theme", "recording", *asked).out == ""
    assert invoke("list", "--harm", "neglect", *asked).out == ""
    assert invoke("learning", "--agency", "police", *asked).out == "2031-05/child-fen/L2\n"


def test_the_difference_comes_in_every_format(invoke: Invoke, kept: Path, own: str) -> None:
    def told(*options: str) -> str:
        given = invoke("import", "--recode", str(kept), "--vocabulary", own, "--dry-run", "-q", *options)
        assert (given.code, given.err) == (0, "")
        return given.out

    records = json.loads(told("--json"))
    assert records[0] == {
        "id": "2031-05/child-fen", "field": "harms", "change": "added", "value": "neglect", "words": "aged 4 months"
    }  # fmt: skip
    assert len(records) == 4
    assert told("-f", "csv").splitlines()[:2] == [
        "id,field,change,value,words",
        "2031-05/child-fen,harms,added,neglect,aged 4 months",
    ]
    assert told("-f", "ids").split() == [
        "2031-05/child-fen", "2031-05/child-fen/L1", "2031-05/child-fen/L3", "2031-05/child-elm/L1",
    ]  # fmt: skip


def test_a_dry_run_tells_and_writes_nothing(invoke: Invoke, kept: Path, own: str) -> None:
    before = kept.read_bytes()
    given = invoke("import", "--recode", str(kept), "--vocabulary", own, "--dry-run")
    assert given == (0, DIFFERENCE, f"4 codes would change in {kept}\n{TOLD}")
    assert kept.read_bytes() == before


def test_json_lines_and_json_are_coded_again_too(invoke: Invoke, write: Write, tmp_path: Path, own: str) -> None:
    bulletin = write(BULLETIN, "may.txt")
    for name in ("kept.jsonl", "kept.json"):
        target = str(tmp_path / name)
        assert invoke("import", bulletin, "-q", "-o", target).code == 0
        assert invoke("import", "--recode", target, "--vocabulary", own, "-q").out == DIFFERENCE
        assert invoke("list", "--data", target, "--theme", "recording", "-f", "ids", "-q").out.split() == [
            "2031-05/child-fen", "2031-05/child-elm",
        ]  # fmt: skip


# --- What a person has set --------------------------------------------------------------------------------------------


def test_what_is_curated_is_not_touched(invoke: Invoke, kept: Path, own: str) -> None:
    edited(kept, ("    coding: automatic\n", "    coding: curated\n"))
    before = kept.read_text("utf-8")
    given = invoke("import", "--recode", str(kept), "--vocabulary", own)
    assert given.out.splitlines()[1:] == ["2031-05/child-elm/L1  themes  added   recording  gates"]
    after = kept.read_text("utf-8")
    fen = after.index("  - id: 2031-05/child-elm\n")
    assert after[:fen] == before[:fen]
    edited(kept, ("coding: automatic\n\nreviews", "coding: curated\n\nreviews"), ("    coding: automatic\n", ""))
    assert invoke("import", "--recode", str(kept)).err == f"0 codes changed in {kept}\n"


def test_a_code_that_was_added_by_hand_stays(invoke: Invoke, kept: Path, own: str) -> None:
    edited(
        kept, themed("[training-supervision]"), ("    outcome: death\n", "    outcome: death\n    factors: [moves]\n")
    )
    before = kept.read_text("utf-8")
    assert invoke("import", "--recode", str(kept)).err == f"0 codes changed in {kept}\n"
    assert kept.read_text("utf-8") == before
    assert invoke("import", "--recode", str(kept), "--vocabulary", own, "-q").code == 0
    assert themed("", "[training-supervision, recording]")[0] in kept.read_text("utf-8")
    assert invoke("import", "--recode", str(kept), "-q").code == 0
    assert themed("", "[training-supervision]")[0] in kept.read_text("utf-8")
    assert "    factors: [moves]\n" in kept.read_text("utf-8")


def test_a_code_that_was_added_by_hand_stays_though_words_say_so_too(invoke: Invoke, kept: Path, own: str) -> None:
    edited(kept, themed("[recording]"))
    assert "child-fen/L1" not in invoke("import", "--recode", str(kept), "--vocabulary", own).out
    assert invoke("import", "--recode", str(kept), "-q").code == 0
    assert themed("", "[recording]")[0] in kept.read_text("utf-8")


def test_a_code_that_was_taken_out_by_hand_stays_out(invoke: Invoke, kept: Path, own: str) -> None:
    assert invoke("import", "--recode", str(kept), "--vocabulary", own, "-q").code == 0
    edited(kept, themed("[]", "[recording]"), ("    harms: [neglect]\n", ""))
    before = kept.read_text("utf-8")
    for _ in range(2):
        given = invoke("import", "--recode", str(kept), "--vocabulary", own)
        assert given == (0, "", f"0 codes changed in {kept}\n")
        assert kept.read_text("utf-8") == before
    edited(kept, ("    outcome: death\n", "    outcome: death\n    harms: []\n"))
    assert invoke("import", "--recode", str(kept), "--vocabulary", own).err == f"0 codes changed in {kept}\n"


@pytest.mark.parametrize("now", ["outcome: harm-no-injury", "area: Westlake"])
def test_an_outcome_that_was_set_by_hand_stays(invoke: Invoke, kept: Path, own: str, now: str) -> None:
    edited(kept, ("    outcome: death\n", f"    {now}\n"))
    given = invoke("import", "--recode", str(kept), "--vocabulary", own, "-q")
    assert given.out == DIFFERENCE
    assert f"    {now}\n" in kept.read_text("utf-8")
    assert "    outcome: death\n" in kept.read_text("utf-8")  # of the other review


def test_a_type_that_was_set_by_hand_stays(invoke: Invoke, kept: Path, own: str) -> None:
    edited(kept, ("    review_type: scr\n", "    review_type: lcspr\n"))
    assert "review_type" not in invoke("import", "--recode", str(kept), "--vocabulary", own).out
    assert "    review_type: lcspr\n" in kept.read_text("utf-8")


def test_a_text_that_was_changed_by_hand_is_coded_as_it_is_now(invoke: Invoke, kept: Path) -> None:
    edited(kept, ("text: the police kept a dog", "text: a good dog, and the ambulance had it"))
    assert invoke("import", "--recode", str(kept)) == (
        0,
        (
            "Id                    Field     Change   Value     Words\n"
            "2031-05/child-fen/L2  agencies  removed  police    police\n"
            "2031-05/child-fen/L2  agencies  added    hospital  ambulance\n"
        ),
        f"2 codes changed in {kept}\n",
    )
    shown = invoke("show", "2031-05/child-fen/L2", "--why", "--data", str(kept)).out
    assert shown.endswith("agencies  hospital  ambulance  L2     likely\n")


def test_a_statement_that_was_taken_out_leaves_the_others_their_codes(invoke: Invoke, kept: Path, own: str) -> None:
    start = "      - id: 2031-05/child-fen/L1\n"
    text = kept.read_text("utf-8")
    gone = text[text.index(start) : text.index("      - id: 2031-05/child-fen/L2\n")]
    edited(kept, (gone, ""))
    without = kept.read_text("utf-8")
    assert invoke("import", "--recode", str(kept)).err == f"0 codes changed in {kept}\n"
    assert without_evidence(kept.read_text("utf-8")) == without_evidence(without)
    given = invoke("import", "--recode", str(kept), "--vocabulary", own)
    lines = [line for line in DIFFERENCE.splitlines(keepends=True) if "child-fen/L1" not in line]
    assert given.out == "".join(lines)
    assert "field: agencies, value: police, confidence: likely, where: L2, start: 4" in kept.read_text("utf-8")


def test_a_statement_that_was_added_by_hand_is_coded_too(invoke: Invoke, kept: Path) -> None:
    place = "      - id: 2031-05/child-fen/L3\n"
    edited(
        kept,
        (
            place,
            "      - id: 2031-05/child-fen/L9  # mine\n        text: a good dog, and the ambulance had it\n" + place,
        ),
    )
    given = invoke("import", "--recode", str(kept))
    assert given.out.splitlines()[1:] == ["2031-05/child-fen/L9  agencies  added   hospital  ambulance"]
    text = kept.read_text("utf-8")
    assert "/L9  # mine\n        text: a good dog, and the ambulance had it\n" in text
    assert invoke("import", "--recode", str(kept)).err == f"0 codes changed in {kept}\n"


def test_comments_survive(invoke: Invoke, kept: Path, own: str) -> None:
    edited(
        kept,
        ("    name: Child Fen\n", "    # the first\n    name: 'Child Fen'   # as listed\n"),
        themed("[]   # nothing yet", "[]"),
        ("    evidence:\n", "    evidence:  # of the machine\n"),
    )
    assert invoke("import", "--recode", str(kept), "--vocabulary", own, "-q").out == DIFFERENCE
    text = kept.read_text("utf-8")
    assert "    # the first\n    name: 'Child Fen'   # as listed\n" in text
    assert themed("", "[recording]   # nothing yet")[0] in text
    assert text.startswith("# ours\n")
    assert text.endswith("# the end\n")


def test_a_collection_of_a_persons_own_is_left_as_it_is(invoke: Invoke, write: Write, own: str) -> None:
    text = "reviews:\n- {name: A, title: T, summary: Death of a girl aged 4 months., learning: [{text: gate}]}\n"
    path = write(f"collection: {{id: x, coding: curated}}\n{text}")
    assert invoke("import", "--recode", path, "--vocabulary", own) == (0, "", f"0 codes changed in {path}\n")


# --- What cannot be ---------------------------------------------------------------------------------------------------


def recoded(kept: Path, own: str, tmp_path: Path) -> bytes:
    """The collection as it is once it is coded by other words."""
    copy = tmp_path / "copy.yaml"
    copy.write_bytes(kept.read_bytes())
    assert run(["import", "--recode", str(copy), "--vocabulary", own, "-q", "-o", str(tmp_path / "said.json")]) == 0
    assert copy.read_bytes() != kept.read_bytes()
    return copy.read_bytes()


@pytest.mark.parametrize("quiet", [[], ["-q"]])
def test_what_is_shown_is_done_and_what_is_not_shown_too(
    process: Process, kept: Path, own: str, tmp_path: Path, quiet: list[str]
) -> None:
    """The collection is written before a word is shown, whatever becomes of that."""
    before, after = kept.read_bytes(), recoded(kept, own, tmp_path)
    asked = ("import", "--recode", str(kept), "--vocabulary", own, *quiet)
    told = "" if quiet else f"4 codes changed in {kept}\n{TOLD}"
    with Path("/dev/full").open("wb") as full:
        given = process(*asked, stdout=full, stderr=subprocess.PIPE, capture_output=False)
    why = f"casereviews: cannot write the output: No space left on device\n{kept} is written all the same\n"
    assert (given.returncode, given.stderr.decode()) == (4, told + why)
    assert kept.read_bytes() == after
    kept.write_bytes(before)
    closed = f"casereviews: standard output is closed\n{kept} is written all the same\n"
    line = ["bash", "-c", 'exec "$@" >&-', "bash", sys.executable, "-m", "casereviews", *asked]
    found = subprocess.run(line, capture_output=True, timeout=60, check=False)
    assert (found.returncode, found.stderr.decode(), kept.read_bytes()) == (4, told + closed, after)
    kept.write_bytes(before)
    reading, writing = os.pipe()
    os.close(reading)
    given = process(*asked, stdout=writing, stderr=subprocess.PIPE, capture_output=False)
    os.close(writing)
    assert (given.returncode, given.stderr.decode(), kept.read_bytes()) == (141, told, after)


def test_what_cannot_be_shown_was_not_written_where_nothing_was(process: Process, kept: Path, own: str) -> None:
    before = kept.read_bytes()
    full_device = b"casereviews: cannot write the output: No space left on device\n"
    for more in (["--vocabulary", own, "--dry-run"], ["--json"]):  # by the same vocabulary nothing changes
        with Path("/dev/full").open("wb") as full:
            given = process(
                "import", "--recode", str(kept), "-q", *more, stdout=full, stderr=subprocess.PIPE, capture_output=False
            )
        assert (given.returncode, given.stderr) == (4, full_device)
        assert kept.read_bytes() == before


def test_nobody_waits_for_a_person_who_reads(kept: Path, own: str, tmp_path: Path) -> None:
    """A pager takes the first lines and no more for now; the collection is written, and another may write to it."""
    after = recoded(kept, own, tmp_path)
    command = [sys.executable, "-m", "casereviews", "import", "--recode", str(kept), "--vocabulary", own, "-q"]
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    os.set_blocking(writing, False)
    while True:  # nothing more goes into the pipe
        try:
            os.write(writing, b"x" * 4096)
        except BlockingIOError:
            break
    os.set_blocking(writing, True)
    with subprocess.Popen(command, stdout=writing, stderr=subprocess.PIPE) as running:
        os.close(writing)
        while kept.read_bytes() != after:
            assert running.poll() is None
            time.sleep(0.02)
        with kept.open("r+b") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
        os.close(reading)
        assert running.wait(timeout=60) == 141
    assert kept.read_bytes() == after


def test_a_full_disk_leaves_the_old_collection(kept: Path, own: str) -> None:
    before = kept.read_bytes()
    given = subprocess.run(
        ["bash", "-c", 'ulimit -f 1; exec "$@"', "bash", sys.executable, "-m", "casereviews", "import", "--recode",
         str(kept), "--vocabulary", own],
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert (given.returncode, given.stdout) == (4, b"")
    assert given.stderr.decode() == f"casereviews: {kept} cannot be written: file too large\n"
    assert kept.read_bytes() == before


@pytest.mark.parametrize("name", ["said.json", "kept.yaml"])
def test_a_difference_that_could_not_be_written_changes_nothing(
    invoke: Invoke, kept: Path, own: str, tmp_path: Path, name: str
) -> None:
    before = kept.read_bytes()
    (tmp_path / "said.json").write_text("mine", "utf-8")
    target = str(tmp_path / name)
    given = invoke("import", "--recode", str(kept), "--vocabulary", own, "-o", target)
    why = "exists already; --force replaces it"
    if name == "kept.yaml":
        why = "is the collection that is being read; it is not written to\nname another file"
    assert given == (4, "", f"casereviews: {target} {why}\n")
    assert (kept.read_bytes(), (tmp_path / "said.json").read_text("utf-8")) == (before, "mine")
    given = invoke("import", "--recode", str(kept), "--vocabulary", own, "-o", str(tmp_path / "said.json"), "--force")
    assert (given.code, given.out) == (0, "")
    assert len(json.loads((tmp_path / "said.json").read_text("utf-8"))) == 4


def test_a_file_that_cannot_be_looked_at_is_no_dry_run(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, kept: Path, own: str
) -> None:
    """Only a name that nothing has means that there is no such file."""
    before, real = kept.read_bytes(), os.stat

    def failing(name: Any, **options: Any) -> os.stat_result:
        if str(name) == str(kept):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(name, **options)

    monkeypatch.setattr(os, "stat", failing)
    given = invoke("import", "--recode", str(kept), "--vocabulary", own)
    assert given == (4, "", f"casereviews: {kept} cannot be reached: permission denied\n")
    assert kept.read_bytes() == before


def test_wrong_options_change_nothing(invoke: Invoke, kept: Path, own: str) -> None:
    before = kept.read_bytes()
    for wrong in (["-f", "nosuch"], ["--fields", "nosuch"], ["--json", "-f", "csv"]):
        given = invoke("import", "--recode", str(kept), "--vocabulary", own, *wrong)
        assert (given.code, given.out) == (2, "")
        assert given.err.startswith("casereviews: ")
    assert kept.read_bytes() == before


def test_a_collection_that_cannot_be_coded_again(invoke: Invoke, write: Write, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.yaml")
    given = invoke("import", "--recode", missing)
    assert given == (4, "", f"casereviews: {missing}: cannot be read: no such file or directory\n")
    wrong = write("reviews:\n- {name: A}\n", "wrong.yaml")
    given = invoke("import", "--recode", wrong)
    assert (given.code, given.out) == (4, "")
    assert given.err.startswith(f"casereviews: {wrong}:2:3: ")
    unknown = write("reviews:\n- {name: A, title: T, harms: [nosuch]}\n", "unknown.yaml")
    given = invoke("import", "--recode", unknown)
    assert (given.code, given.out) == (4, "")
    assert 'unknown harm "nosuch"' in given.err
