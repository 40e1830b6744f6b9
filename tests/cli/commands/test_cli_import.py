"""`casereviews import`: from bulletins to a new collection or into one that is there, and what is told of it."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import typst

from helpers import BULLETINS, PROGRAM, Invoke, Process
from helpers.running import heeding

Write = Callable[..., str]


FEN = """\
In May 2031 two case reviews were added.

1. Serious case review: Child Fen

Death of a girl aged 4 months in June 2030.
Learning includes: gates were left open; the police kept a dog.
Recommendations include: to the police: buy lamps; to the lido: lock the gate.
Read the overview report (PDF)
"""
FEN_REVIEW = """\
  - id: 2031-05/child-fen
    name: Child Fen
    title: "Serious case review: Child Fen"
    review_type: scr
    listed: 2031-05
    children:
      - age: 4 months
        sex: female
    incident_date: 2030-06
    outcome: death
    summary: Death of a girl aged 4 months in June 2030.
    learning:
      - id: 2031-05/child-fen/L1
        text: gates were left open
        themes: []
        agencies: []
      - id: 2031-05/child-fen/L2
        text: the police kept a dog
        themes: []
        agencies: [police]
    recommendations:
      - id: 2031-05/child-fen/R1
        text: "to the police: buy lamps"
        themes: []
        agencies: [police]
      - id: 2031-05/child-fen/R2
        text: "to the lido: lock the gate"
        themes: []
        agencies: []
    resources:
      - label: Overview report
        format: PDF
    coding: automatic
    evidence:
      - {field: name, value: Child Fen, confidence: likely, where: title, start: 21, end: 30, words: Child Fen}
      - {field: review_type, value: scr, confidence: likely, where: title, start: 0, end: 19, words: Serious case review}
      - {field: age, value: 4 months, confidence: likely, where: summary, start: 16, end: 29, words: aged 4 months}
      - {field: sex, value: female, confidence: likely, where: summary, start: 11, end: 15, words: girl}
      - {field: incident_date, value: 2030-06, confidence: likely, where: summary, start: 33, end: 42, words: June 2030}
      - {field: outcome, value: death, confidence: likely, where: summary, start: 0, end: 8, words: Death of}
      - {field: agencies, value: police, confidence: likely, where: L2, start: 4, end: 10, words: police}
      - {field: agencies, value: police, confidence: likely, where: R1, start: 7, end: 13, words: police}
      - {field: agencies, value: none, confidence: check, where: R2, start: 3, end: 11, words: the lido, why: the addressee is not an agency in the vocabulary}
"""
FEN_HEAD = """\
collection:
  id: {}
  title: In May 2031 two case reviews were added.
  listed: 2031-05
  headline:
    reviews: 2
  coding: automatic

reviews:

"""
FEN_COUNTS = "1 review, 2 learning points, 2 recommendations, 0 actions"
LIDO = "the addressee is not an agency in the vocabulary"

REED = """\
Reviews received in July 2031

1. Child Reed: serious case review

Neglect of a boy aged 9 years.
Learning includes: lamps were out.
Makes no recommendations.
"""
READ = REED.replace("lamps were out", "share information")
"""The same with nothing to check."""
UNREAD = "1 value to check; nobody has read these codes yet{}\n"
NO_HARM = "no harm was read in it, and nobody has read it"
NO_THEME = "no theme was read in it, and nobody has read it"
REED_OPEN = (
    "TO CHECK\n"
    "Review              Field   Value                 Why\n"
    f"2031-07/child-reed  themes  none: lamps were out  {NO_THEME}\n"
)
ONLY_HERE = "listed only here, and not by check: 1 doubt of a bulletin itself"
REED_TOLD = "1 bulletin read: 1 review, 1 learning point, 0 recommendations, 0 actions; {}\n" + UNREAD

OURS = """\
# Kept by hand.
collection:
  id: ours
  title: 'Our own'   # quoted so
  coding: curated

reviews:
  # the first
  - name:   Child Oak
    title: "Learning review: Child Oak"
    summary: No lamp was lit.
    learning:
      - text: Ask about lamps.
        themes: [ ]
        agencies: [police,housing]
"""
END = "# the end\n"


@pytest.fixture
def fen(write: Write) -> str:
    """A bulletin with two values to check."""
    return write(FEN, "fen.txt")


@pytest.fixture
def reed(write: Write) -> str:
    """A bulletin with nothing to check."""
    return write(REED, "reed.txt")


@pytest.fixture
def ours(write: Write) -> str:
    """A collection that a person keeps."""
    return write(OURS + END, "ours.yaml")


def text_of(path: str | Path) -> str:
    return Path(path).read_bytes().decode()


def ids(invoke: Invoke, *files: str) -> list[str]:
    """The ids in collections, which must be without problems."""
    given = invoke("list", "-f", "ids", *(word for file in files for word in ("--data", file)))
    assert given.code == 0, given.err
    return given.out.split()


# --- A new collection -------------------------------------------------------------------------------------------------


def test_a_bulletin_becomes_a_collection_on_standard_output(invoke: Invoke, fen: str) -> None:
    given = invoke("import", fen)
    assert given.out == FEN_HEAD.format("fen") + FEN_REVIEW
    assert given.err == (
        f"1 bulletin read: {FEN_COUNTS}; on standard output\n"
        "6 values to check; nobody has read these codes yet\n"
        f"{ONLY_HERE}; casereviews import {fen} --dry-run shows this again\n"
        f"check the bulletin: reviews 1: {doubts(invoke, fen)[0]['why']}\n"
        f"check 2031-05/child-fen: agencies none: {LIDO}\n"
        f"check 2031-05/child-fen: harms not-stated: {NO_HARM}\n"
        f"check 2031-05/child-fen: themes none: gates were left open: {NO_THEME}\n"
        f"check 2031-05/child-fen: themes none: the police kept a dog: {NO_THEME}\n"
        f"check 2031-05/child-fen: themes none: to the police: buy lamps: {NO_THEME}\n"
        f"check 2031-05/child-fen: themes none: to the lido: lock the gate: {NO_THEME}\n"
    )
    assert given.code == 0
    assert invoke("import", fen, "-o", "-") == given
    assert invoke("import", fen, "--quiet") == (0, given.out, "")


def test_a_bulletin_becomes_a_file_that_is_named_by_its_own_name(invoke: Invoke, tmp_path: Path, reed: str) -> None:
    target = tmp_path / "Our Reviews.yaml"
    assert invoke("import", reed, "-o", str(target)) == (
        0,
        REED_OPEN,
        REED_TOLD.format(f"written to {target}", f': casereviews check "{target}"'),
    )
    assert text_of(target) == invoke("import", reed).out.replace("id: reed\n", "id: our-reviews\n")


@pytest.mark.parametrize("ending", [".yml", ".JSON", ".jsonl", ".ndjson"])
def test_the_ending_tells_the_form_of_the_collection(invoke: Invoke, tmp_path: Path, fen: str, ending: str) -> None:
    target = str(tmp_path / f"fen{ending}")
    assert invoke("import", fen, "-q", "-o", target).code == 0
    starts = {"y": "collection:\n", "j": "{\n" if ending.lower() == ".json" else "{", "n": '{"id"'}
    assert text_of(target).startswith(starts[ending[1].lower()])
    as_yaml = str(tmp_path / "as.yaml")
    Path(as_yaml).write_text(FEN_HEAD.format("as") + FEN_REVIEW, "utf-8")

    def told(path: str) -> list[dict[str, Any]]:
        return [{**record, "collection": None} for record in invoke("list", "--data", path, "--json").json]

    assert told(target) == told(as_yaml)


def test_what_is_imported_is_a_collection_that_answers(invoke: Invoke, tmp_path: Path, fen: str, reed: str) -> None:
    made = str(tmp_path / "made.yaml")
    assert invoke("import", fen, reed, "-q", "-o", made).code == 0
    assert invoke("validate", made) == (
        0,
        f"{made}: 2 reviews, 3 learning points, 2 recommendations, 0 actions: no problems\n",
        "",
    )
    assert ids(invoke, made) == ["2031-05/child-fen", "2031-07/child-reed"]
    asked = ("--data", made, "-q", "-f", "ids")
    assert invoke("list", "--harm", "neglect", *asked).out == "2031-07/child-reed\n"
    assert invoke("list", "--age", "<1y", *asked).out == "2031-05/child-fen\n"
    assert invoke("search", '"lamps were out"', *asked).out == "2031-07/child-reed\n"
    assert invoke("recommendations", "--agency", "police", *asked).out == "2031-05/child-fen/R1\n"
    shown = invoke("show", "child reed", "--data", made, "--json").json
    assert (shown["coding"], shown["recommendations"], shown["actions"]) == ("automatic", [], None)
    assert [point["text"] for point in shown["learning"]] == ["lamps were out"]


def test_every_labelled_bulletin_gives_a_valid_collection(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    for file in BULLETINS.glob("[bc]*.txt"):
        (folder / file.name).write_bytes(file.read_bytes())
    made = str(tmp_path / "all.yaml")
    assert invoke("import", str(folder), "-q", "-o", made).code == 0
    assert invoke("validate", made).code == 0
    records = invoke("list", "--data", made, "--json").json
    assert len({record["id"] for record in records}) == len(records) > 70
    for record in records:
        texts = {"title": record["title"], "summary": record["summary"]}
        texts |= {f"N{number}": note for number, note in enumerate(record["notes"], 1)}
        for section in ("learning", "recommendations", "actions"):
            texts |= {point["id"].rpartition("/")[2]: point["text"] for point in record[section] or ()}
        for item in record["evidence"]:
            if item["start"] is not None:
                assert texts[item["where"]][item["start"] : item["end"]] == item["words"] != ""
            assert (item["confidence"] == "check") == (item["why"] is not None)


def test_a_file_that_is_there_needs_force(invoke: Invoke, write: Write, reed: str) -> None:
    target = write("mine", "there.yaml")
    refused = f"casereviews: {target} exists already; --force replaces it\n--into {target} adds to it\n"
    assert invoke("import", reed, "-o", target) == (4, "", refused)
    assert text_of(target) == "mine"
    assert invoke("import", reed, "-o", target, "--force").code == 0
    assert ids(invoke, target) == ["2031-07/child-reed"]


def test_a_bulletin_is_never_written_over(invoke: Invoke, write: Write) -> None:
    bulletin = write(REED, "reed.yaml")
    for wanted in (("--force",), ()):
        given = invoke("import", bulletin, "-o", bulletin, *wanted)
        assert (given.code, given.out) == (4, "")
        assert text_of(bulletin) == REED


def test_a_vocabulary_is_never_written_over(invoke: Invoke, write: Write, reed: str) -> None:
    own = write("harms: {neglect: {cues: [cold]}}\n", "own.yaml")
    given = invoke("import", reed, "--vocabulary", own, "-o", own, "--force")
    assert (given.code, given.out) == (4, "")
    assert given.err == (
        f"casereviews: {own} is the vocabulary that is being read; it is not written to\nname another file\n"
    )
    assert text_of(own) == "harms: {neglect: {cues: [cold]}}\n"


def test_a_bulletin_that_comes_by_standard_input_is_never_written_over(process: Process, write: Write) -> None:
    bulletin = write(REED, "reed.yaml")
    with Path(bulletin).open("rb") as stream:
        given = process("import", "-", "-o", bulletin, "--force", stdin=stream)
    why = f"casereviews: {bulletin} is the bulletin that is being read; it is not written to\nname another file\n"
    assert (given.returncode, given.stdout, given.stderr.decode()) == (4, b"", why)
    assert text_of(bulletin) == REED


def test_a_collection_among_the_bulletins_of_a_folder(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(FEN, "utf-8")
    (folder / "b.txt").write_text(REED, "utf-8")
    target = str(folder / "all.yaml")
    assert invoke("import", str(folder), "-q", "-o", target).code == 0
    before = text_of(target)
    assert ids(invoke, target) == ["2031-05/child-fen", "2031-07/child-reed"]
    assert invoke("import", str(folder), "-q", "--into", target).code == 0
    assert invoke("import", str(folder), "-q", "-o", target).code == 4
    assert text_of(target) == before
    for name in ("a.txt", "b.txt"):  # a bulletin under the name of a collection, and as what is written to
        (folder / "linked.yaml").symlink_to(folder / name)
        for way in ("-o", "--into"):
            assert (
                invoke("import", str(folder), "-q", way, str(folder / "linked.yaml"), *["--force"][: way == "-o"]).code
                == 4
            )
        (folder / "linked.yaml").unlink()
    assert ((folder / "a.txt").read_text("utf-8"), (folder / "b.txt").read_text("utf-8")) == (FEN, REED)


def failing_stat(monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    """Have the system refuse to say anything of a file."""
    real = os.stat

    def stat(name: Any, **options: Any) -> os.stat_result:
        if str(name) == failing:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(name, **options)

    monkeypatch.setattr(os, "stat", stat)


@pytest.mark.parametrize("way", ["-o", "--into"])
def test_a_file_that_cannot_be_looked_at_is_not_one_that_is_missing(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, ours: str, reed: str, way: str
) -> None:
    failing_stat(monkeypatch, ours)
    told = f"casereviews: {ours} cannot be reached: permission denied\n"
    assert invoke("import", reed, way, ours) == (4, "", told)
    monkeypatch.undo()
    assert text_of(ours) == OURS + END


def test_names_that_no_file_can_have(invoke: Invoke, reed: str) -> None:
    for way in ("-o", "--into", "--recode"):
        arguments = ["import", way, "a\0b.yaml", *([] if way == "--recode" else [reed])]
        given = invoke(*arguments)
        assert (given.code, given.out) == (4, "")
        assert given.err.startswith("casereviews: a<U+0000>b.yaml ")
        assert given.err.count("\n") == 1


@pytest.mark.parametrize("place", ["missing/x.yaml", "folder.yaml"])
def test_a_place_that_cannot_be_written(invoke: Invoke, tmp_path: Path, reed: str, place: str) -> None:
    (tmp_path / "folder.yaml").mkdir()
    target = str(tmp_path / place)
    given = invoke("import", reed, "-o", target, "--force")
    why = "is a directory" if place.startswith("folder") else "no such file or directory"
    assert given == (4, "", f"casereviews: {target} cannot be written: {why}\n")


# --- Several bulletins ------------------------------------------------------------------------------------------------


def test_a_bad_file_does_not_stop_the_others(invoke: Invoke, tmp_path: Path, write: Write, fen: str, reed: str) -> None:
    bad = write("A notice about the car park\n", "bad.txt")
    missing = str(tmp_path / "missing.txt")
    target = str(tmp_path / "made.yaml")
    given = invoke("import", fen, bad, missing, reed, "-o", target)
    assert given.code == 4
    assert given.err == (
        f"casereviews: {bad}: contains no review: nothing in it tells of a child under a title; give each review a "
        'title on a line of its own, as "Serious case review: Child K", and its text below it (casereviews help import)\n'
        f"casereviews: {missing}: cannot be read: no such file or directory\n"
        "2 bulletins read, 2 files failed: 2 reviews, 3 learning points, 2 recommendations, 0 actions; "
        f"written to {target}\n7 values to check; nobody has read these codes yet: casereviews check {target}\n"
        f"{ONLY_HERE}; casereviews import FILE... --dry-run shows this again\n"
    )
    assert ids(invoke, target) == ["2031-05/child-fen", "2031-07/child-reed"]


@pytest.mark.parametrize(
    ("data", "way", "message"),
    [
        (b"", "-o", "is empty"),
        (b"\n \n", "--into", "contains no text"),
        (
            b"%PDF-1.7\n",
            "-q",
            "is a PDF that is damaged or cut off; get it again, or open it and print it to a new PDF",
        ),
        (b"\x00\x01", "--dry-run", "is not text: byte 00 at offset 0 is not a character; save it as UTF-8"),
        (
            b"PK\x03\x04 [Content_Types].xml",
            "--strict",
            "is a Word document that is damaged or cut off; open it, save it anew, or get it again",
        ),
    ],
)
def test_nothing_is_written_of_what_is_no_bulletin(
    invoke: Invoke, tmp_path: Path, ours: str, data: bytes, way: str, message: str
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(data)
    target = tmp_path / "made.yaml"
    told = f"casereviews: {bad}: {message}\ncasereviews: nothing was imported\n"
    ways = {"-o": [str(target)], "--into": [ours], "--dry-run": [], "--strict": [], "-q": []}
    assert invoke("import", str(bad), way, *ways[way]) == (4, "", told)
    assert not target.exists()
    assert text_of(ours) == OURS + END


def test_a_folder_of_documents(invoke: Invoke, tmp_path: Path) -> None:
    """Each kind gives what its text would; what is left aside and what is to be checked has its page or paragraph."""
    folder = tmp_path / "folder"
    folder.mkdir()
    word = docx.Document()
    for line in filter(None, (f"The reading room is open.\n{REED}").splitlines()):
        word.add_paragraph(line)
    word.save(str(folder / "a.docx"))
    pages = "#set page(numbering: none, footer: context [Page #counter(page).display()])\n"
    (folder / "b.pdf").write_bytes(
        typst.compile((pages + FEN.replace("\n", "\n\n")).encode(), ignore_system_fonts=True)
    )
    target = str(tmp_path / "made.yaml")
    given = invoke("import", str(folder), "-o", target)
    assert given.code == 0
    assert f"{folder}/b.pdf: left aside as page numbers and running heads: page 1\n" in given.err
    assert f"paragraph 1 of {folder}/a.docx belongs to no review" in " ".join(given.out.split())
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(REED, "utf-8")
    (texts / "b.txt").write_text(FEN, "utf-8")
    expected = invoke("import", str(texts), "-q").out.partition("reviews:\n")[2]
    assert expected.count("\n  - id: 2031") == 2
    assert Path(target).read_text("utf-8").partition("reviews:\n")[2] == expected


def test_of_a_folder_the_bulletins_are_taken_by_their_names(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "below.txt").mkdir(parents=True)
    (folder / "b.TXT").write_text(FEN, "utf-8")
    (folder / "a.text").write_text(REED, "utf-8")
    (folder / ".hidden.txt").write_text(REED.replace("Reed", "Hidden"), "utf-8")
    (folder / "notes.yaml").write_text(REED.replace("Reed", "Notes"), "utf-8")
    (folder / "below.txt").rmdir()
    target = str(tmp_path / "made.yaml")
    assert invoke("import", str(folder), "-q", "-o", target).code == 0
    assert ids(invoke, target) == ["2031-07/child-reed", "2031-05/child-fen"]
    assert invoke("show", "child fen", "--data", target, "--json").json["collection"] == "made"
    assert "\n  id: folder\n  title: 2 bulletins\n  coding: automatic\n" in invoke("import", str(folder)).out


def test_a_folder_without_bulletins_fails(invoke: Invoke, tmp_path: Path, reed: str) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    given = invoke("import", str(empty), reed, "-q")
    assert (given.code, given.out) == (4, invoke("import", reed).out.replace("id: reed\n", "id: empty\n"))
    assert given.err == (
        f"casereviews: {empty}: this folder has no bulletin: no file that ends in "
        ".txt, .text, .html, .htm, .xhtml, .eml, .mht, .mhtml, .docx, .docm, .odt, .pdf\n"
    )


def test_a_file_that_is_named_twice_is_read_once(invoke: Invoke, reed: str) -> None:
    given = invoke("import", reed, reed, "-q")
    assert given == (4, invoke("import", reed).out, f"casereviews: {reed}: is named twice\n")


def test_a_bulletin_that_comes_twice_is_not_doubled(invoke: Invoke, write: Write, reed: str) -> None:
    copy = write(REED, "copy.txt")
    given = invoke("import", reed, copy)
    assert given.code == 0
    assert given.err == (
        f"{copy}: Child Reed is there already, as 2031-07/child-reed; it is not imported again\n"
        "2 bulletins read: 1 review, 1 learning point, 0 recommendations, 0 actions; on standard output\n"
        + UNREAD.format("")
        + f"check 2031-07/child-reed: themes none: lamps were out: {NO_THEME}\n"
    )
    assert given.out.count("- id: 2031-07/child-reed\n") == 1


def test_another_review_of_the_same_name_gets_an_id_of_its_own(invoke: Invoke, tmp_path: Path, write: Write) -> None:
    other = REED.replace("Neglect of a boy aged 9 years", "Death of a girl in a pond at Easterly farm in 2019")
    other = other.replace("lamps were out", "ponds want fences")
    third = other.replace("a girl in a pond at Easterly farm in 2019", "twins under falling masonry")
    names = [write(REED, "a.txt"), write(other, "b.txt"), write(third.replace("ponds want fences", "walls"), "c.txt")]
    target = str(tmp_path / "made.yaml")
    assert invoke("import", *names, "-q", "-o", target).code == 0
    assert ids(invoke, target) == ["2031-07/child-reed", "2031-07/child-reed-2", "2031-07/child-reed-3"]
    assert invoke("validate", target).code == 0


def test_standard_input(process: Process, tmp_path: Path, fen: str) -> None:
    given = process("import", "-", "-q", input=REED.encode())
    assert (given.returncode, given.stderr) == (0, b"")
    assert given.stdout.startswith(b"collection:\n  id: imported\n")
    target = tmp_path / "both.yaml"
    both = process("import", fen, "-", "-o", str(target), input=REED.encode("utf-16"))
    assert both.returncode == 0
    assert target.read_text("utf-8").count("\n  - id: ") == 2
    none = process("import", "-", input=b"")
    assert (none.returncode, none.stdout) == (4, b"")
    assert none.stderr == b"casereviews: standard input: is empty\ncasereviews: nothing was imported\n"


# --- Into a collection ------------------------------------------------------------------------------------------------


def test_into_adds_at_the_end_and_changes_nothing_else(invoke: Invoke, ours: str, fen: str) -> None:
    given = invoke("import", fen, "--into", ours, "-q")
    assert (given.code, given.err) == (0, "")
    assert text_of(ours) == OURS + FEN_REVIEW + END
    assert ids(invoke, ours) == ["ours/child-oak", "2031-05/child-fen"]
    records = invoke("list", "--data", ours, "--json").json
    assert [record["coding"] for record in records] == ["curated", "automatic"]


def test_into_tells_what_is_there_already(invoke: Invoke, ours: str, fen: str, reed: str) -> None:
    assert invoke("import", reed, "--into", ours) == (
        0,
        REED_OPEN,
        REED_TOLD.format(f"written to {ours}", f": casereviews check {ours}"),
    )
    before = text_of(ours)
    there = f"{reed}: Child Reed is there already, as 2031-07/child-reed; it is not imported again\n"
    nothing = (
        f"1 bulletin read: 1 review, which is in {ours} already; nothing is changed\n"
        "no doubts raised, as nothing is new\n"
    )
    again = invoke("import", reed, "--into", ours)
    assert again == (0, "", there + nothing)
    assert text_of(ours) == before
    both = invoke("import", reed, fen, "--into", ours)
    assert both.code == 0
    assert both.err.startswith(there + f"2 bulletins read: {FEN_COUNTS}; written to {ours}\n")
    assert text_of(ours) == before.removesuffix(END) + FEN_REVIEW + END


def test_a_review_that_was_corrected_by_hand_is_still_there_already(invoke: Invoke, ours: str, fen: str) -> None:
    assert invoke("import", fen, "--into", ours).code == 0
    text = text_of(ours).replace("gates were left open", "Gates stood open all night  # mine".replace("  # mine", ""))
    text = text.replace("name: Child Fen\n", "name: 'CHILD  FEN'  # as the report has it\n", 1)
    text = text.replace("outcome: death", "outcome: harm-no-injury")
    Path(ours).write_text(text, "utf-8")
    given = invoke("import", fen, "--into", ours)
    assert given.code == 0
    assert given.err.startswith(f"{fen}: Child Fen is there already, as 2031-05/child-fen; it is not imported again\n")
    assert text_of(ours) == text


@pytest.mark.parametrize("name", ["there.json", "there.jsonl"])
def test_into_json_keeps_what_is_there(invoke: Invoke, tmp_path: Path, fen: str, reed: str, name: str) -> None:
    target = tmp_path / name
    assert invoke("import", reed, "-q", "-o", str(target)).code == 0
    before = target.read_bytes()
    assert invoke("import", fen, "-q", "--into", str(target)).code == 0
    after = target.read_bytes()
    kept = before if name.endswith("l") else before[: before.rindex(b"\n  ]")]
    assert after.startswith(kept)
    assert ids(invoke, str(target)) == ["2031-07/child-reed", "2031-05/child-fen"]


def test_into_an_empty_collection(invoke: Invoke, write: Write, reed: str) -> None:
    target = write("collection: {id: new}\nreviews: []\n", "new.yaml")
    assert invoke("import", reed, "-q", "--into", target).code == 0
    assert ids(invoke, target) == ["2031-07/child-reed"]


def test_into_a_collection_with_problems_changes_nothing(invoke: Invoke, write: Write, reed: str) -> None:
    target = write("reviews:\n- {name: A}\n", "wrong.yaml")
    given = invoke("import", reed, "--into", target)
    assert (given.code, given.out) == (4, "")
    assert given.err.startswith(f"casereviews: {target}:2:3: ")
    assert text_of(target) == "reviews:\n- {name: A}\n"


def test_into_what_is_not_there_or_no_collection_is_refused(invoke: Invoke, tmp_path: Path, reed: str) -> None:
    missing = str(tmp_path / "no.yaml")
    assert invoke("import", reed, "--into", missing) == (
        4, "", f"casereviews: {missing} does not exist\n--output {missing} makes a new collection\n",
    )  # fmt: skip
    given = invoke("import", reed, "--into", reed)
    endings = ".yaml, .yml, .json, .jsonl or .ndjson"
    assert given == (2, "", f"casereviews: {reed} is not named like a collection\nthese end in {endings}\n")


def test_into_a_folder_is_refused(invoke: Invoke, tmp_path: Path, reed: str) -> None:
    given = invoke("import", reed, "--into", str(tmp_path))
    assert given == (4, "", f"casereviews: {tmp_path} cannot be written: is a directory\n")


def test_a_collection_is_no_bulletin_to_add_to_itself(invoke: Invoke, ours: str, reed: str) -> None:
    given = invoke("import", ours, "--into", ours)
    assert (given.code, given.out) == (4, "")
    assert text_of(ours) == OURS + END
    beside = invoke("import", ours, reed, "-q", "--into", ours)
    assert beside.code == 4
    assert ids(invoke, ours) == ["ours/child-oak", "2031-07/child-reed"]


def test_into_through_a_link_keeps_the_link_and_the_permissions(
    invoke: Invoke, tmp_path: Path, ours: str, reed: str
) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(ours)
    Path(ours).chmod(0o640)
    assert invoke("import", reed, "-q", "--into", str(link)).code == 0
    assert link.is_symlink()
    assert Path(ours).stat().st_mode & 0o777 == 0o640
    assert len(ids(invoke, ours)) == 2


FEBRUARY = """\
An invented repository - February 2031

1. Serious Case Review: Child A

Death of a girl aged 3 weeks through physical abuse. Father was convicted.
Learning includes: share information between agencies.
"""
MARCH = """\
An invented repository - March 2031

1. Serious Case Review: Child A

Death of a boy aged 3 weeks through physical abuse. Father was convicted.
Learning includes: share information between agencies and do home visits at night.
"""
AGAIN = "it may be 2031-02/child-a again: the name is the same and the text is near, but the sex and month of the bulletin differ"


@pytest.mark.parametrize("form", ["c.yaml", "c.json", "c.jsonl"])
def test_another_child_of_the_same_pseudonym_is_added_and_to_be_checked(
    invoke: Invoke, write: Write, tmp_path: Path, form: str
) -> None:
    first, second = write(FEBRUARY, "february.txt"), write(MARCH, "march.txt")
    target = str(tmp_path / form)
    assert invoke("import", first, "-o", target, "--strict", "-q") == (0, "", "")
    record = {"review": "2031-03/child-a", "field": "name", "value": "Child A", "why": AGAIN, "words": "Child A"}
    tried = invoke("import", second, "--into", target, "--strict", "-q", "--json", "--dry-run")
    assert (tried.code, tried.json, tried.err) == (1, [record], "")
    given = invoke("import", second, "--into", target, "--strict", "-q", "--json")
    assert (given.code, given.json, given.err) == (1, [record], "")
    assert ids(invoke, target) == ["2031-02/child-a", "2031-03/child-a"]
    why = invoke("show", "2031-03/child-a", "--why", "--data", target, "-f", "md").out
    assert f"| name | Child A | Child A | title | check: {AGAIN} |\n" in why
    before = text_of(target)
    for bulletin in (first, second):  # each is there now, and nothing is to be checked again
        again = invoke("import", bulletin, "--into", target, "--strict", "--json")
        assert (again.code, again.json, text_of(target)) == (0, [], before)
        assert " is there already, as 2031-0" in again.err
    both = invoke("import", first, second, "--strict", "-q")
    assert (both.code, both.err) == (1, "")
    assert both.out.count("\n  - id: 2031-0") == 2


def test_a_review_that_is_there_under_another_name_is_asked_for_and_not_imported(
    invoke: Invoke, write: Write, ours: str
) -> None:
    text = (
        FEN.replace("two case", "one case")
        .replace("; to the lido: lock the gate", "")
        .replace("gates were left open; the police kept a dog", "share information between agencies")
        .replace("buy lamps", "train staff")
        .replace("Death of a girl", "Death of a neglected girl")
    )
    assert invoke("import", write(text, "a.txt"), "--into", ours, "--strict", "-q").code == 0
    renamed = write(text.replace("Serious case review: Child Fen", "2031 – Eastmere – Wren"), "b.txt")
    why = "the whole text is listed again under this name, in the bulletin of 2031-05"
    record = {"review": "2031-05/child-fen", "field": "name", "value": "Wren", "why": why, "words": "2031 – Eastmere – Wren"}  # fmt: skip
    before = text_of(ours)
    tried = invoke("import", renamed, "--into", ours, "--strict", "--json", "--dry-run")
    assert (tried.code, tried.json, text_of(ours)) == (1, [record], before)
    given = invoke("import", renamed, "--into", ours, "--strict", "--json")
    assert (given.code, given.json) == (1, [record])
    assert given.err == (
        f"{renamed}: Wren has the whole text of 2031-05/child-fen; it is not imported again\n"
        f"1 bulletin read: 0 reviews, 0 learning points, 0 recommendations, 0 actions; written to {ours}\n"
        f"1 value to check: casereviews check {ours}\n"
    )
    assert ids(invoke, ours) == ["ours/child-oak", "2031-05/child-fen"]
    shown = invoke("show", "fen", "--why", "--data", ours, "-f", "md").out
    assert f"| name | Wren | 2031 – Eastmere – Wren |  | check: {why} |\n" in shown
    after = text_of(ours)
    again = invoke("import", renamed, "--into", ours, "--strict", "--json")
    assert (again.code, again.json, text_of(ours)) == (0, [], after)
    assert "Wren is there already, as 2031-05/child-fen; it is not imported again\n" in again.err


def test_a_name_that_was_corrected_by_hand_is_the_same_review(invoke: Invoke, ours: str, fen: str) -> None:
    assert invoke("import", fen, "--into", ours, "-q").code == 0
    text = text_of(ours).replace("name: Child Fen\n", "name: Fenella\n", 1).replace("sex: female", "sex: male")
    Path(ours).write_text(text, "utf-8")
    given = invoke("import", fen, "--into", ours, "--strict")
    assert (given.code, given.err.partition(";")[0]) == (0, f"{fen}: Child Fen is there already, as 2031-05/child-fen")
    assert text_of(ours) == text


# --- What is to be checked --------------------------------------------------------------------------------------------


def doubts(invoke: Invoke, *arguments: str) -> Any:
    given = invoke("import", *arguments, "--dry-run", "-q", "--json")
    assert given.code == 0, given.err
    return given.json


UNREAD_POINTS = (
    "gates were left open", "the police kept a dog", "to the police: buy lamps", "to the lido: lock the gate",
)  # fmt: skip


def test_what_is_to_be_checked_comes_in_every_format(invoke: Invoke, tmp_path: Path, fen: str) -> None:
    def told(name: str) -> str:
        given = invoke("import", fen, "-q", "-o", str(tmp_path / "made.yaml"), "--force", "-f", name)
        assert (given.code, given.err) == (0, "")
        return given.out

    records = json.loads(told("json"))
    count = records[0]["why"]
    assert records == [
        {
            "review": None,
            "field": "reviews",
            "value": "1",
            "why": count,
            "words": "In May 2031 two case reviews were added.",
        },
        {"review": "2031-05/child-fen", "field": "agencies", "value": "none", "why": LIDO, "words": "the lido"},
        {"review": "2031-05/child-fen", "field": "harms", "value": "not-stated", "why": NO_HARM, "words": None},
        *(
            {"review": "2031-05/child-fen", "field": "themes", "value": "none", "why": NO_THEME, "words": words}
            for words in UNREAD_POINTS
        ),
    ]
    assert count.endswith("fen.txt: the headline says 2 reviews; found: 1")
    rows = [("the bulletin", "reviews", "1", count), ("2031-05/child-fen", "agencies", "none", LIDO)]
    rows += [("2031-05/child-fen", "harms", "not-stated", NO_HARM)]
    rows += [("2031-05/child-fen", "themes", f"none: {words}", NO_THEME) for words in UNREAD_POINTS]
    lines = [
        f"{one:<19}{two:<10}{three:<34}{four}\n"
        for one, two, three, four in [("Review", "Field", "Value", "Why"), *rows]
    ]
    assert told("plain") == f"TO CHECK\n{''.join(lines)}"
    assert told("csv") == (
        "review,field,value,why,words\n"
        f",reviews,1,{count},In May 2031 two case reviews were added.\n"
        f"2031-05/child-fen,agencies,none,{LIDO},the lido\n"
        f'2031-05/child-fen,harms,not-stated,"{NO_HARM}",\n'
        + "".join(f'2031-05/child-fen,themes,none,"{NO_THEME}",{words}\n' for words in UNREAD_POINTS)
    )
    assert told("md") == (
        "### To check\n\n"
        "| Review | Field | Value | Why |\n"
        "| --- | --- | --- | --- |\n"
        f"| the bulletin | reviews | 1 | {count.replace('_', chr(92) + '_')} |\n"
        f"| 2031-05/child-fen | agencies | none | {LIDO} |\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows[2:])
    )
    chosen = invoke("import", fen, "--dry-run", "-q", "--fields", "field,value", "-f", "tsv")
    assert chosen == (
        0, "field\tvalue\nreviews\t1\nagencies\tnone\nharms\tnot-stated\n" + 4 * "themes\tnone\n", ""
    )  # fmt: skip


def test_where_nothing_is_to_be_checked_the_answer_is_empty(invoke: Invoke, tmp_path: Path, write: Write) -> None:
    reed = write(READ, "read.txt")
    for name, expected in (("json", "[]\n"), ("plain", "")):
        target = str(tmp_path / "made.yaml")
        assert invoke("import", reed, "-q", "-o", target, "--force", "-f", name) == (0, expected, "")


def test_a_line_that_belongs_to_no_review_is_told_with_its_place(invoke: Invoke, write: Write) -> None:
    lines = REED.replace("Makes no", "Read the easy words version\nMakes no").splitlines()
    bulletin = write("A line before all\n" + "\n".join(lines) + "\n", "odd.txt")
    told = doubts(invoke, bulletin)
    unplaced = [doubt for doubt in told if doubt["field"] == "unplaced"]
    assert [doubt["value"] for doubt in unplaced] == ["A line before all", "Read the easy words version"]
    for doubt in unplaced:
        number = int(doubt["why"].split()[1])
        assert doubt["review"] is None
        assert doubt["why"] == f"line {number} of {bulletin} belongs to no review"
        assert text_of(bulletin).splitlines()[number - 1] == doubt["value"] == doubt["words"]
    made = invoke("import", bulletin, "-q").out
    for line in text_of(bulletin).splitlines():
        words = line.strip(" .").removeprefix("1. ").removeprefix("Learning includes: ")
        if words and not words.startswith(("Makes no recommendations", "Read")):
            assert words in made or words in [doubt["value"] for doubt in told], words


@pytest.mark.parametrize(("text", "code"), [(FEN.replace("two", "one"), 1), (REED, 1), (READ, 0)])
def test_strict_of_an_import_and_of_check_agree(
    invoke: Invoke, tmp_path: Path, write: Write, text: str, code: int
) -> None:
    """Doubts, statements without a theme and empty fields count for both, and both list the same values."""
    made = str(tmp_path / "made.yaml")
    given = invoke("import", write(text, "a.txt"), "--strict", "-q", "--json", "-o", made)
    checked = invoke("check", made, "--strict", "-q", "--json")
    assert (given.code, checked.code) == (code, code)
    listed = [sorted((one["field"], one["value"], one["why"]) for one in each.json) for each in (given, checked)]
    assert listed[0] == listed[1]
    assert bool(listed[0]) == bool(code)


def test_strict_of_an_import_goes_by_lines_of_no_review_too(invoke: Invoke, tmp_path: Path, write: Write) -> None:
    """Of which check knows nothing; and by nothing that was open in the collection before."""
    odd, made = write("A line before all\n\n" + READ, "odd.txt"), str(tmp_path / "made.yaml")
    assert invoke("import", odd, "--strict", "-q", "-o", made).code == 1
    assert invoke("check", made, "--strict", "-q").code == 0
    old = str(tmp_path / "old.yaml")
    assert invoke("import", write(FEN, "fen.txt"), "-q", "-o", old).code == 0
    assert invoke("import", write(READ, "read.txt"), "--strict", "-q", "--into", old).code == 0
    assert invoke("check", old, "--strict", "-q").code == 1


def test_what_belongs_to_no_review_is_told_again_by_the_command_that_is_named(
    invoke: Invoke, tmp_path: Path, write: Write
) -> None:
    odd, made = write("A line before all\n\n" + READ, "an odd one.txt"), str(tmp_path / "made.yaml")
    again = f'casereviews import "{odd}" --dry-run shows this again\n'
    given = invoke("import", odd, "-o", made)
    assert given.err.endswith(f"\nlisted only here, and not by check: 1 line that belongs to no review; {again}")
    told = f"not listed, as nothing is new: 1 line that belongs to no review; {again}"
    once_more = invoke("import", odd, "--into", made, "--json")
    assert (once_more.code, once_more.json, once_more.err.splitlines(keepends=True)[-1]) == (0, [], told)
    tried = invoke("import", odd, "--dry-run", "--json")
    assert tried.json == invoke("import", odd, "-o", made, "--force", "--json").json != []
    assert tried.err.endswith("\nlisted only here, and not by check: 1 line that belongs to no review\n")
    assert "listed" not in invoke("import", write(READ, "read.txt"), "--dry-run").err


def test_standard_input_cannot_be_read_again(process: Process) -> None:
    given = process("import", "-", "--dry-run", "-o", "x.yaml", input=f"A line before all\n\n{READ}".encode())
    assert given.stderr.decode().endswith("\nlisted only here, and not by check: 1 line that belongs to no review\n")
    given = process("import", "-", input=f"A line before all\n\n{READ}".encode())
    assert "\nlisted only here, and not by check: 1 line that belongs to no review\ncheck the" in given.stderr.decode()


def test_several_reviews_that_are_there_are_told_with_their_number(
    invoke: Invoke, ours: str, fen: str, reed: str
) -> None:
    assert invoke("import", fen, reed, "--into", ours, "-q").code == 0
    before = text_of(ours)
    for more in ([], ["--dry-run"]):
        given = invoke("import", fen, reed, "--into", ours, *more)
        assert f"\n2 bulletins read: 2 reviews, all of which are in {ours} already; nothing is changed\n" in given.err
    assert text_of(ours) == before


def test_strict_exits_with_1_only_where_something_is_to_be_checked(
    invoke: Invoke, tmp_path: Path, write: Write, ours: str, fen: str
) -> None:
    assert invoke("import", fen, "--strict", "-q") == (1, FEN_HEAD.format("fen") + FEN_REVIEW, "")
    target = str(tmp_path / "made.yaml")
    assert invoke("import", fen, "--strict", "-q", "-o", target).code == 1
    assert ids(invoke, target) == ["2031-05/child-fen"]
    assert invoke("import", write(READ, "read.txt"), "--strict", "-q", "--into", ours).code == 0
    assert invoke("import", fen, write("", "bad.txt"), "--strict", "-q").code == 4


def test_a_dry_run_shows_and_writes_nothing(invoke: Invoke, tmp_path: Path, ours: str, reed: str) -> None:
    shown = (
        "REVIEWS\n"
        "Id                  Name        Child         Harms    Outcome                 Incident\n"
        "2031-07/child-reed  Child Reed  boy, 9 years  Neglect  Harm, no injury stated  incident not read  1 statement\n"
    )
    there = set(os.listdir(tmp_path))
    for ways in (("-o", str(tmp_path / "made.yaml")), ("--into", ours)):
        assert invoke("import", reed, "--dry-run", *ways) == (
            0,
            f"{shown}\n{REED_OPEN}",
            REED_TOLD.format("nothing is written", ""),
        )
    assert set(os.listdir(tmp_path)) == there
    assert text_of(ours) == OURS + END
    assert invoke("import", reed, "-q", "--into", ours).code == 0
    again = invoke("import", reed, "--dry-run", "--into", ours)
    assert (again.code, again.out) == (0, "")
    assert again.err.startswith(f"{reed}: Child Reed is there already, as 2031-07/child-reed; it is not imported again")


def test_own_terms_code_what_is_imported(invoke: Invoke, tmp_path: Path, write: Write, fen: str) -> None:
    own = write(
        "themes:\n"
        "  gates: {label: Gates, definition: The statement speaks about gates., cues: [gate]}\n"
        "agencies:\n"
        "  lido: {label: The lido, definition: The swimming bath., synonyms: [lido]}\n",
        "own.yaml",
    )
    made = str(tmp_path / "made.yaml")
    given = invoke("import", fen, "--vocabulary", own, "-o", made, "--json")
    assert given.code == 0
    assert [(doubt["field"], doubt["words"]) for doubt in given.json[1:]] == [
        ("harms", None), ("themes", "the police kept a dog"), ("themes", "to the police: buy lamps"),
    ]  # fmt: skip
    record = invoke("show", "child fen", "--data", made, "--vocabulary", own, "--json").json
    assert [point["themes"] for point in record["learning"]] == [["gates"], []]
    assert [point["agencies"] for point in record["recommendations"]] == [["police"], ["lido"]]
    found = [(item["value"], item["confidence"]) for item in record["evidence"] if item["value"] in ("gates", "lido")]
    assert found == [("gates", "likely"), ("gates", "likely"), ("lido", "likely")]
    assert invoke("list", "--data", made).code == 4  # it needs its terms


# --- Wrong usage ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        ([], "name a bulletin to import", "- is standard input"),
        (
            ["reed.txt", "--into", "ours.yaml", "-o", "x.yaml"],
            "--into and --output contradict each other",
            "--into adds to a collection, --output makes one",
        ),
        (
            ["reed.txt", "--into", "ours.yaml", "-o", "-"],
            "--into and --output contradict each other",
            "--into adds to a collection, --output makes one",
        ),
        (["reed.txt", "--into", "-"], "--into needs a file", "--output - writes to standard output"),
        (
            ["reed.txt", "-o", "x.txt"],
            "x.txt: a collection ends in .yaml, .json or .jsonl",
            "give it one of these endings",
        ),
        (["reed.txt", "-o", "x"], "x: a collection ends in .yaml, .json or .jsonl", "give it one of these endings"),
        (
            ["reed.txt", "-o", "x.csv"],
            "x.csv: a collection ends in .yaml, .json or .jsonl",
            "give it one of these endings",
        ),
        (["reed.txt", "-o", ""], "--output is empty", "name a file"),
        (["reed.txt", "--json", "-f", "csv"], "--json and --format csv contradict each other", ""),
        *(
            (
                ["--recode", "ours.yaml", *more],
                "--recode takes a collection and nothing to import",
                "name bulletins in another run",
            )
            for more in (["reed.txt"], ["--into", "ours.yaml"], ["--strict"])
        ),
    ],
)
def test_wrong_usage_is_refused_before_anything_is_read(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ours: str, reed: str,
    arguments: list[str], message: str, hint: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    there = set(os.listdir(tmp_path))
    told = f"casereviews: {message}\n" + (f"{hint}\n" if hint else "")
    assert invoke("import", *arguments) == (2, "", told)
    assert set(os.listdir(tmp_path)) == there
    assert text_of(ours) == OURS + END


def test_a_vocabulary_that_cannot_be_read_imports_nothing(invoke: Invoke, tmp_path: Path, ours: str, reed: str) -> None:
    missing = str(tmp_path / "missing.yaml")
    given = invoke("import", reed, "--into", ours, "--vocabulary", missing)
    assert given == (4, "", f"casereviews: {missing}: cannot be read: no such file or directory\n")
    assert text_of(ours) == OURS + END


# --- As a process: at once, killed, interrupted, a full disk ----------------------------------------------------------

# A program that is warm starts many imports, each a process of its own, and tells what came of them as JSON.
WARM = """
import functools, json, os, random, signal, sys, time
from casereviews.__main__ import main
from casereviews.cli.exits import run
from casereviews.bulletin import importing, recode
from casereviews.library import vocabularies

importing.Drafter = recode.Drafter = functools.cache(importing.Drafter)
terms = vocabularies.coding_vocabulary()
vocabularies.coding_vocabulary = lambda own=(): vocabularies.joined(terms, own)
answer = os.fdopen(os.dup(1), "w")
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

def heed():  # whoever started the tests may have had some ignored
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)

def start(arguments, told=None):
    number = os.fork()
    if number:
        return number
    try:
        heed()
        real = signal.signal
        def telling(*given):
            old = real(*given)
            if told is not None:
                os.write(told, b"x")
            return old
        signal.signal = telling
        sys.argv[1:] = arguments
        main()
    finally:
        os._exit(99)

def wait(number):
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
"""
AT_ONCE = (
    WARM
    + """
target, *bulletins = sys.argv[1:]
run(["import", bulletins[0], "--into", target, "--dry-run", "-q"])
started = [start(["import", bulletin, "--into", target, "-q"]) for bulletin in bulletins]
json.dump([wait(number) for number in started], answer)
"""
)
FIRST_COME = (
    WARM
    + """
target, *bulletins = sys.argv[1:]
run(["import", bulletins[0], "--dry-run", "-q"])
os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
started = [start(["import", bulletin, "-o", target, "-q"]) for bulletin in bulletins]
json.dump([wait(number) for number in started], answer)
"""
)
STOPPED = (
    WARM
    + """
target, bulletin, kind, rounds = sys.argv[1:]
folder = os.path.dirname(target)
read = lambda: open(target, "rb").read()
arguments = ["import", bulletin, "--into", target, "-q"]
chance = random.Random(kind)
old = read()
run([*arguments, "--dry-run"])
begun = time.perf_counter()
assert wait(start(arguments)) == 0
took = time.perf_counter() - begun
new = read()
found = []
for _ in range(int(rounds)):
    with open(target, "wb") as stream:
        stream.write(old)
    reading, writing = os.pipe()
    number = start(arguments, writing)
    os.read(reading, 1)
    time.sleep(chance.random() * took * 1.2)
    os.kill(number, getattr(signal, kind))
    code = wait(number)
    os.close(reading)
    os.close(writing)
    left = [name for name in os.listdir(folder) if name.endswith(".tmp")]
    content = read()
    found.append([code, "old" if content == old else "new" if content == new else "neither", len(left)])
    for name in left:
        os.unlink(os.path.join(folder, name))
assert wait(start(arguments)) == 0
json.dump([old != new and read() in (old, new), found], answer)
"""
)


def warm(script: str, *arguments: str) -> Any:
    """What the script tells; it must have been quiet."""
    given = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, timeout=300, check=False)
    assert (given.returncode, given.stderr) == (0, b"")
    return json.loads(given.stdout)


def test_sixteen_imports_at_once_lose_nothing(invoke: Invoke, write: Write, ours: str) -> None:
    names = [f"Child Q{number}" for number in range(1, 17)]
    bulletins = [write(REED.replace("Child Reed", name), f"{name}.txt") for name in names]
    assert warm(AT_ONCE, ours, *bulletins) == [0] * 16
    assert sorted(ids(invoke, ours)) == sorted(["ours/child-oak", *(f"2031-07/child-q{n}" for n in range(1, 17))])
    assert text_of(ours).startswith(OURS)
    assert text_of(ours).endswith(END)
    assert [name for name in os.listdir(Path(ours).parent) if name.startswith(".")] == []


def stopped(ours: str, fen: str, kind: str, rounds: int) -> list[list[Any]]:
    """What many imports came to that were stopped by a signal: exit code, which file is there, temporary files."""
    usable, found = warm(STOPPED, ours, fen, kind, str(rounds))
    assert usable
    assert {which for _, which, _ in found} <= {"old", "new"}
    return list(found)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["SIGKILL", "SIGINT", "SIGTERM"])
def test_an_import_that_is_stopped_many_times(ours: str, fen: str, kind: str) -> None:
    found = stopped(ours, fen, kind, 200)
    assert "old" in [which for _, which, _ in found]
    if kind != "SIGKILL":
        assert {left for _, _, left in found} == {0}


# Runs a command again and again, and at each of its file calls, from the first that opens the collection on, something
# happens: a signal, or an error that the call raises. Tells of each the exit code, whether the collection is the old or
# the new one, how many temporary files are left, and what was said.
FAULTY = (
    WARM
    + """
import errno, tempfile
target, kind, *arguments = sys.argv[1:]
folder = os.path.dirname(target)
calls = "open read write fsync replace rename link unlink stat fstat chmod fchmod fchown close scandir".split()

def strike():
    if kind.startswith("SIG"):
        os.kill(os.getpid(), getattr(signal, kind))
    else:
        raise OSError(getattr(errno, kind), os.strerror(getattr(errno, kind)))

def faulty(last, told):
    count = 0
    def wrapped(name, real):
        def call(*given, **options):
            nonlocal count
            if count or (name == "open" and given[0] == target):
                count += 1
                write(told, b"x")
                if count == last:
                    strike()
            return real(*given, **options)
        return call
    write = os.write
    for name in calls:
        setattr(os, name, wrapped(name, getattr(os, name)))

def once(last):
    reading, writing = os.pipe()
    said = tempfile.TemporaryFile()
    number = os.fork()
    if not number:
        try:
            heed()
            os.dup2(said.fileno(), 2)
            faulty(last, writing)
            sys.argv[1:] = arguments
            main()
        finally:
            os._exit(99)
    os.close(writing)
    code = wait(number)
    reached = len(os.read(reading, 65536))
    os.close(reading)
    said.seek(0)
    return code, reached, said.read().decode()

read = lambda: open(target, "rb").read()
old = read()
run([*arguments, "--dry-run"])
code, total, said = once(0)
new = read()
assert code == 0 and said == "" and old != new and total > 5
found = []
for last in range(1, total + 1):
    with open(target, "wb") as stream:
        stream.write(old)
    code, reached, said = once(last)
    left = [name for name in os.listdir(folder) if name.endswith(".tmp")]
    for name in left:
        os.unlink(os.path.join(folder, name))
    content = read()
    found.append([code, "old" if content == old else "new" if content == new else "neither", len(left), said])
json.dump(found, answer)
"""
)


@pytest.mark.parametrize(
    ("way", "kind"),
    [
        ("--into", "SIGKILL"),
        ("--into", "SIGINT"),
        ("--into", "EIO"),
        ("--recode", "SIGKILL"),
        *(pytest.param("--into", kind, marks=pytest.mark.slow) for kind in ("SIGTERM", "ENOSPC", "EACCES")),
        *(
            pytest.param("--recode", kind, marks=pytest.mark.slow)
            for kind in ("SIGTERM", "SIGINT", "EIO", "ENOSPC", "EACCES")
        ),
    ],
)
def test_whatever_happens_the_collection_is_the_old_one_or_the_new(
    invoke: Invoke, tmp_path: Path, write: Write, fen: str, way: str, kind: str
) -> None:
    target = str(tmp_path / "kept.yaml")
    own = write("themes:\n  recording: {cues: [gate]}\n", "own.yaml")
    assert invoke("import", fen, "-q", "-o", target).code == 0
    other = write(REED, "other.txt")
    arguments = [other, "--into", target] if way == "--into" else ["--recode", target, "--vocabulary", own, "-f", "ids"]
    found = warm(FAULTY, target, kind, "import", *arguments, "-q")
    assert len(found) > 10
    assert {which for _, which, _, _ in found} == {"old", "new"}
    for code, which, left, said in found:
        assert "Traceback" not in said
        assert "this is a bug" not in said
        if kind == "SIGKILL":
            assert code == -signal.SIGKILL
        elif kind.startswith("SIG"):
            assert (code, left, said) == ({"SIGINT": 130, "SIGTERM": 143}[kind], 0, "")
        elif code == 0:  # the call was one that may fail
            assert (which, left, said) == ("new", 0, "")
        else:
            assert code == 4
            assert said.startswith("casereviews: ")
            assert left == 0
            assert which == "old" or "is written" in said, said


def test_sixteen_at_once_to_a_new_file_make_one(write: Write, tmp_path: Path) -> None:
    names = [f"Child Q{number}" for number in range(1, 17)]
    bulletins = [write(REED.replace("Child Reed", name), f"{name}.txt") for name in names]
    target = str(tmp_path / "new.yaml")
    codes = warm(FIRST_COME, target, *bulletins)
    assert sorted(codes) == [0, *[4] * 15]
    winner = names[codes.index(0)]
    assert f"    name: {winner}\n" in text_of(target)
    assert text_of(target).count("\n  - id: ") == 1
    assert [name for name in os.listdir(tmp_path) if name.startswith(".")] == []


def test_what_cannot_be_told_is_written_all_the_same(process: Process, invoke: Invoke, ours: str, fen: str) -> None:
    told = f"1 bulletin read: {FEN_COUNTS}; written to {ours}\n"
    told += f"6 values to check; nobody has read these codes yet: casereviews check {ours}\n"
    told += f"{ONLY_HERE}; casereviews import {fen} --dry-run shows this again\n"
    written = f"{ours} is written all the same\n"
    with Path("/dev/full").open("wb") as full:
        given = process("import", fen, "--into", ours, stdout=full, stderr=subprocess.PIPE, capture_output=False)
    why = "casereviews: cannot write the output: No space left on device\n"
    assert (given.returncode, given.stderr.decode()) == (4, told + why + written)
    assert text_of(ours) == OURS + FEN_REVIEW + END
    Path(ours).write_text(OURS + END, "utf-8")
    closed = subprocess.run(
        ["bash", "-c", 'exec "$@" >&-', "bash", *PROGRAM, "import", fen, "--into", ours, "-q"],
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    why = "casereviews: standard output is closed\n"
    assert (closed.returncode, closed.stderr.decode()) == (4, why + written)
    assert text_of(ours) == OURS + FEN_REVIEW + END
    Path(ours).write_text(OURS + END, "utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    given = process("import", fen, "--into", ours, stdout=writing, stderr=subprocess.PIPE, capture_output=False)
    os.close(writing)
    assert (given.returncode, given.stderr.decode()) == (141, told)
    assert text_of(ours) == OURS + FEN_REVIEW + END


def test_an_import_waits_while_another_has_the_file(ours: str, reed: str) -> None:
    with Path(ours).open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        command = heeding(*PROGRAM, "import", reed, "--into", ours)
        waiting = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
        told = f"waiting for another run to finish writing to {ours} (process {os.getpid()})\n".encode()
        assert [one.stderr and one.stderr.readline() for one in waiting] == [told, told]
        assert [one.poll() for one in waiting] == [None, None]
        waiting[0].send_signal(signal.SIGINT)
        assert waiting[0].communicate(timeout=60) == (b"", b"")
        assert waiting[0].returncode == 130
        assert text_of(ours) == OURS + END
    _, said = waiting[1].communicate(timeout=60)
    assert said.endswith(UNREAD.format(f": casereviews check {ours}").encode())
    assert waiting[1].returncode == 0
    assert "  - id: 2031-07/child-reed\n" in text_of(ours)


@pytest.mark.parametrize("way", [["--into", "ours.yaml"], ["-o", "ours.yaml", "--force"]])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, ours: str, fen: str, way: list[str]) -> None:
    there = set(os.listdir(tmp_path))
    line = 'ulimit -f 1; exec "$@"'  # no file may be larger than a kilobyte, which FEN as a collection is
    given = subprocess.run(
        ["bash", "-c", line, "bash", *PROGRAM, "import", fen, *way, "-q"],
        capture_output=True, timeout=60, check=False, cwd=tmp_path,
    )  # fmt: skip
    target = next(word for word in way if word.endswith(".yaml"))
    assert (given.returncode, given.stdout) == (4, b"")
    assert given.stderr.decode() == f"casereviews: {target} cannot be written: file too large\n"
    assert text_of(ours) == OURS + END
    assert set(os.listdir(tmp_path)) == there


def test_a_full_device_for_the_collection_itself(process: Process, fen: str) -> None:
    with Path("/dev/full").open("wb") as full:
        given = process("import", fen, "-q", stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert (given.returncode, given.stderr) == (4, b"casereviews: cannot write the output: No space left on device\n")


def test_a_reader_that_is_gone(fen: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen([*PROGRAM, "import", fen, "-q"], stdout=writing, stderr=subprocess.PIPE) as running:
        os.close(writing)
        assert running.stderr
        said = running.stderr.read()
        assert (running.wait(timeout=60), said) == (141, b"")


def test_a_file_with_spaces_is_told_as_it_is_typed(invoke: Invoke, tmp_path: Path, reed: str) -> None:
    target = str(tmp_path / "our reviews.yaml")
    assert invoke("import", reed, "--into", target).err.endswith(f'\n--output "{target}" makes a new collection\n')
    assert invoke("import", reed, "-o", target, "-q").code == 0
    assert invoke("import", reed, "-o", target).err.endswith(f'\n--into "{target}" adds to it\n')


def test_what_was_not_read_is_not_said_to_be_not_stated(invoke: Invoke, write: Write) -> None:
    bare = write("Serious case review: Child Elm\n\nChild Elm was known to services.\n", "bare.txt")
    shown = invoke("import", bare, "--dry-run", "-q").out.partition("TO CHECK")[0]
    assert "not read" in shown
    assert "not stated" not in shown
