"""`casereviews check`: what is to be checked, and settling it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from casereviews.model.sections import EVIDENCE_OF
from helpers import Invoke, Result, posix_only
from helpers.exports import MADE

Write = Callable[..., str]

OURS = """\
# ours
collection: {id: c, coding: automatic}
reviews:
- id: c/fen
  name: Child Fen
  title: "Serious case review: Child Fen"
  children: [{age: 4 months, sex: female}]
  harms: [neglect]
  outcome: death
  summary: Death of a girl aged 4 months.
  learning:
  - {id: c/fen/L1, text: The police kept a dog., themes: [recording], agencies: [police]}
  - {id: c/fen/L2, text: Gates were open., themes: []}
  evidence:
  - {field: harms, value: neglect, confidence: likely, where: title}
  - {field: themes, value: recording, confidence: check, where: L1, start: 18, end: 21, words: dog, why: the words can mean something else, probability: 0.27, n: 1204}
  - {field: agencies, value: police, confidence: check, where: L1, start: 4, end: 10, words: police}
  - {field: age, value: 4 months, confidence: check, where: summary, start: 16, end: 29, words: aged 4 months, why: the title mentions a baby}
- {id: c/elm, name: Elm, title: T, harms: [sexual-abuse], coding: curated}
"""  # fmt: skip
PAGE = """\
c/fen/L1.themes  The police kept a *dog*.
    [Recording: the words can mean something else; 0.27, n 1,204]
c/fen.age  Death of a girl *aged 4 months*.
    [4 months: the title mentions a baby]
c/fen/L1.agencies  The *police* kept a dog.
    [Police: there is a doubt]
c/fen/L2.themes  Gates were open.
    [no theme was read in it, and nobody has read it]
"""
IDS = [line.partition("  ")[0] for line in PAGE.splitlines()[::2]]


@pytest.fixture
def ours(write: Write) -> str:
    """A collection in which three values are in doubt and a statement has no theme."""
    return write(OURS)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always the same."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MADE)


def text_of(name: str) -> str:
    return Path(name).read_text("utf-8")


# --- The list ---------------------------------------------------------------------------------------------------------


def test_the_least_sure_is_listed_first(invoke: Invoke, ours: str) -> None:
    """By what was measured; of the others facts before codes, and statements without a theme last."""
    assert invoke("check", ours) == (0, PAGE, "")
    assert invoke("check", "--data", ours) == (0, PAGE, "")
    assert invoke("check", ours, "-f", "ids").out.splitlines() == IDS


def test_all_there_is_to_know_as_json(invoke: Invoke, ours: str) -> None:
    found = invoke("check", ours, "--json").json
    assert [one["id"] for one in found] == IDS
    assert found[0] == {
        "id": "c/fen/L1.themes",
        "review": {"id": "c/fen", "name": "Child Fen", "title": "Serious case review: Child Fen"},
        "field": "themes",
        "value": "recording",
        "why": "the words can mean something else",
        "probability": 0.27,
        "n": 1204,
        "where": "L1",
        "text": "The police kept a dog.",
        "marks": [[18, 21]],
    }
    assert (found[3]["value"], found[3]["text"], found[3]["marks"]) == ("none", "Gates were open.", [])


def test_the_list_is_cut_counted_and_filtered(invoke: Invoke, ours: str) -> None:
    assert invoke("check", ours, "--limit", "1", "-f", "ids").out == "c/fen/L1.themes\n"
    assert invoke("check", ours, "--count").out == "4\n"
    assert invoke("check", ours, "--harm", "neglect", "--count").out == "4\n"
    assert invoke("check", ours, "--harm", "CSA") == (0, "", "nothing is to be checked\n")
    assert invoke("check", ours, "--harm", "CSE") == (0, "", "no review matches\n")


def test_strict_exits_with_1_as_long_as_anything_is_open(invoke: Invoke, ours: str) -> None:
    """Each time it is asked."""
    for _ in range(2):
        assert invoke("check", ours, "--strict") == (1, PAGE, "")
    assert invoke("check", ours, "--strict", "--limit", "0").code == 1
    assert invoke("check", ours, "--strict", "--harm", "CSA").code == 0
    given = invoke("check", ours, "--strict", "--accept", "c/fen.age")
    assert given == (1, "", f"accepted c/fen.age: 4 months\n1 answer; written to {ours}\n")
    given = invoke("check", ours, "--strict", "--accept", "fen", "--quiet")
    assert given == (0, "", "")
    assert invoke("check", ours, "--strict") == (0, "", "nothing is to be checked\n")


def test_that_no_doubt_is_open_does_not_mean_that_somebody_has_read_it(invoke: Invoke, write: Write) -> None:
    path = write(
        OURS.replace("confidence: check", "confidence: likely").replace(", themes: []", ", themes: [recording]")
    )
    assert invoke("check", path, "--strict") == (0, "", "no doubts are open; nobody has read 3 codes yet\n")


def test_several_collections_are_listed_together(invoke: Invoke, ours: str, write: Write) -> None:
    other = write(
        OURS.replace("c/", "d/").replace("id: c,", "id: d,").replace("Fen", "Reed").replace("Elm", "Oak"), "other.yaml"
    )
    found = invoke("check", "--data", ours, "--data", other, "-f", "ids").out.splitlines()
    assert len(found) == 8
    assert found[:2] == ["c/fen/L1.themes", "d/fen/L1.themes"]


def test_nothing_is_to_be_checked_in_the_bundled_collection(invoke: Invoke) -> None:
    assert invoke("check", "--strict") == (0, "", "nothing is to be checked\n")


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_a_line_is_no_longer_than_the_screen(
    invoke: Invoke, ours: str, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    lines = invoke("check", ours, "-f", "table").out.splitlines()
    assert len(lines) >= 8
    assert max(map(len, lines)) <= int(width)


def test_a_long_text_is_cut_about_the_words(invoke: Invoke, write: Write) -> None:
    before = "word " * 60
    item = (
        f"field: harms, value: neglect, confidence: check, where: summary, start: {len(before)}, end: {len(before) + 6}"
    )
    path = write(
        f"reviews: [{{id: c/a, name: A, title: T, coding: automatic, harms: [neglect], summary: {before}hungry{' tail' * 60}, "
        f"evidence: [{{{item}, words: hungry}}]}}]"
    )
    line = invoke("check", path).out.splitlines()[0]
    assert line == f"c/a.harms  … {'word ' * 23}*hungry*{' tail' * 31} …"
    assert len(invoke("check", path, "--json").json[0]["text"]) == 606


# --- Answers ----------------------------------------------------------------------------------------------------------


def test_answers_are_written_and_told(invoke: Invoke, ours: str) -> None:
    given = invoke("check", ours, "--accept", "fen/L1.themes", "--set", "fen.age=5 months", "--drop", "fen/L1.agencies",
                   "--coder", "RS", "--from", "the full report")  # fmt: skip
    assert given == (
        0, "",
        ("set c/fen.age: 5 months\ndropped c/fen/L1.agencies: police\naccepted c/fen/L1.themes: recording\n"
         f"3 answers; written to {ours}\n"),
    )  # fmt: skip
    noted = 'by: RS, "on": "2024-01-02", source: the full report}'
    assert text_of(ours) == (
        OURS.replace("{age: 4 months,", "{age: 5 months,")
        .replace("agencies: [police]", "agencies: []")
        .replace("confidence: check", "confidence: read")
        .replace(", why: the words can mean something else, probability: 0.27, n: 1204}", f", probability: 0.27, n: 1204, {noted}")
        .replace("words: police}", f"words: police, {noted}")
        .replace(", why: the title mentions a baby}", f", {noted}")
        .replace("- {id: c/elm", f"  - {{field: age, value: 5 months, confidence: read, {noted}\n- {{id: c/elm")
    )  # fmt: skip
    assert invoke("validate", ours).code == 0
    assert invoke("check", ours, "-f", "ids").out == "c/fen/L2.themes\n"


def test_who_answers_is_taken_from_the_environment(invoke: Invoke, ours: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEREVIEWS_CODER", "Jo")
    assert invoke("check", ours, "--accept", "fen.age").code == 0
    assert 'by: Jo, "on": "2024-01-02"}' in text_of(ours)
    assert invoke("check", ours, "--accept", "fen/L2", "--coder", "Al").code == 0
    assert 'where: L2, by: Al, "on": "2024-01-02"}' in text_of(ours)


def test_all_of_a_field_in_the_reviews_that_are_selected(invoke: Invoke, ours: str) -> None:
    assert invoke("check", ours, "--all-of", "themes", "--harm", "CSA") == (
        0,
        "",
        "nothing is to be checked of themes\n",
    )
    assert text_of(ours) == OURS
    given = invoke("check", ours, "--all-of", "theme,age")
    assert given.err == (
        "accepted c/fen/L1.themes: recording\naccepted c/fen.age: 4 months\naccepted c/fen/L2.themes: no theme\n"
        f"3 answers; written to {ours}\n"
    )
    assert invoke("check", ours, "-f", "ids").out == "c/fen/L1.agencies\n"


def test_a_dry_run_tells_and_writes_nothing(invoke: Invoke, ours: str) -> None:
    given = invoke("check", ours, "--accept", "fen", "--dry-run")
    assert given == (0, "", "accepted c/fen: the whole review, 5 values of it\n1 answer; nothing is written\n")
    assert text_of(ours) == OURS
    assert invoke("check", ours, "--undo").code == 1


def test_an_undo_may_be_dry_too(invoke: Invoke, ours: str) -> None:
    assert invoke("check", ours, "--accept", "fen.age").code == 0
    answered = text_of(ours)
    for _ in range(2):
        given = invoke("check", ours, "--undo", "--dry-run")
        assert given == (0, "", "undone: accepted c/fen.age: 4 months\nnothing is written\n")
        assert text_of(ours) == answered
    assert invoke("check", ours, "--undo").code == 0
    assert text_of(ours) == OURS


def test_an_answer_that_changes_nothing_is_not_said_to_be_written(invoke: Invoke, ours: str) -> None:
    assert invoke("check", ours, "--set", "fen.harms=neglect", "--coder", "RS").code == 0
    before = text_of(ours)
    given = invoke("check", ours, "--set", "fen.harms=neglect", "--coder", "TT")
    assert given == (0, "", "set c/fen.harms: neglect\n1 answer; nothing is written\n")
    assert text_of(ours) == before


def test_of_answers_all_are_written_or_none(invoke: Invoke, ours: str) -> None:
    for bad, code in (("reed", 1), ("fen.harmz", 2), ("fen/L7", 1), ("fen.harmz=x", 2)):
        assert invoke("check", ours, "--accept", "fen.age", "--accept", bad).code == code
        assert text_of(ours) == OURS


@posix_only
@pytest.mark.unprivileged
def test_a_file_that_is_read_only_is_left_as_it_is(invoke: Invoke, ours: str) -> None:
    os.chmod(ours, 0o400)
    given = invoke("check", ours, "--accept", "fen.age")
    assert (given.code, given.out) == (4, "")
    assert given.err.startswith(f"casereviews: {ours} is left as it was: it is read-only\n")


@pytest.mark.parametrize("option", ["--accept", "--set", "--drop"])
def test_a_mistyped_field_exits_as_wrong_usage_does(invoke: Invoke, ours: str, option: str) -> None:
    """With every option alike; and a review that is not there as everywhere else."""
    fields = "the fields are " + ", ".join(EVIDENCE_OF)
    for typed in ("fen.harmz=neglect", "fen.harmz", "she.harmz"):
        given = invoke("check", ours, option, typed)
        said = f'casereviews: unknown field "harmz" in "{typed}"; did you mean "harms"?\n{fields}\n'
        assert given == (2, "", said)
    given = invoke("check", ours, "--all-of", "harmz")
    assert given == (2, "", f'casereviews: unknown field "harmz"; did you mean "harms"?\n{fields}\n')
    given = invoke("check", ours, option, "fne.harms=neglect")
    assert given.code == 1
    assert given.err.startswith('casereviews: no review "fne"; did you mean "fen"?\n')


def test_contradictions(invoke: Invoke, ours: str, tmp_path: Path) -> None:
    for arguments, message in (
        (("--undo", "--accept", "fen"), "--undo takes back answers, and gives none"),
        (("--harm", "neglect", "--accept", "fen"), "filters select what --all-of lets stand"),
        (("--data", ours, "--accept", "fen"), None),
        (("--all-of", "harmz"), 'unknown field "harmz"; did you mean "harms"?'),
        (("--accept", ".x"), 'no review ".x"'),
        (("--coding", "curated"), "--coding curated leaves nothing to check"),
        (("--accept", "fen", "--json"), "--json is for the list, and answers give none"),
        (("--undo", "-o", str(tmp_path / "new.csv")), "--output is for the list, and answers give none"),
        (("--all-of", "age", "--count"), "--count is for the list, and answers give none"),
        (("--set", "fen.harms=none", "-n", "3"), "--limit is for the list, and answers give none"),
    ):
        given = invoke("check", ours, *arguments)
        assert message is None or given.err.startswith(f"casereviews: {message}\n"), given
    for where in ((), ("--data", ours, "--data", ours), ("--data", ours, "--with-bundled"), ("-",), ("",)):
        given = invoke("check", *where, "--accept", "fen")
        assert given.code == 2
        assert given.err.startswith("casereviews: answers are written into one file, and it is not named\n")
    assert invoke("check", str(tmp_path), "--accept", "fen").err.startswith(f"casereviews: {tmp_path} is a folder\n")
    assert invoke("check", str(tmp_path / "none.yaml"), "--accept", "fen").code == 4


def test_the_terms_of_ones_own_may_be_set(invoke: Invoke, ours: str, write: Write) -> None:
    own = write(
        "themes:\n  night-work: {label: Work at night, definition: d, group: practice, synonyms: [nights]}\n",
        "own.yaml",
    )
    assert invoke("check", ours, "--set", "fen/L2.themes=nights").code == 2
    given = invoke("check", ours, "--set", "fen/L2.themes=nights", "--vocabulary", own)
    assert given.err.splitlines()[0] == "set c/fen/L2.themes: night-work"


# --- Undo -------------------------------------------------------------------------------------------------------------


def test_the_last_run_is_undone_once(invoke: Invoke, ours: str) -> None:
    assert invoke("check", ours, "--accept", "fen.age").code == 0
    between = text_of(ours)
    assert invoke("check", ours, "--accept", "fen/L1", "--set", "fen.harms=none").code == 0
    given = invoke("check", ours, "--undo")
    assert given == (
        0, "",
        ("undone: set c/fen.harms: none\nundone: accepted c/fen/L1.themes: recording\n"
         f"undone: accepted c/fen/L1.agencies: police\n{ours} is as it was before\n"),
    )  # fmt: skip
    assert text_of(ours) == between
    given = invoke("check", ours, "--undo")
    assert (given.code, given.err.splitlines()[0]) == (1, f"casereviews: there is nothing to undo in {ours}")
    assert text_of(ours) == between


def test_what_somebody_else_has_changed_is_not_undone(invoke: Invoke, ours: str) -> None:
    assert invoke("check", ours, "--accept", "fen.age").code == 0
    Path(ours).write_text(changed := text_of(ours).replace("# ours", "# mine"), "utf-8")
    given = invoke("check", ours, "--undo")
    assert (given.code, given.out) == (4, "")
    assert given.err.splitlines()[0] == f"casereviews: {ours} has been changed since, and is left as it is"
    assert text_of(ours) == changed


def kept() -> list[str]:
    """What is kept to undo answers."""
    folder = os.path.join(os.environ["CASEREVIEWS_CACHE"], "casereviews")
    return [name for name in os.listdir(folder) if name.startswith("undo-")] if os.path.isdir(folder) else []


def test_what_cannot_be_undone_any_more_is_not_kept(
    invoke: Invoke, ours: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It has text of the collection."""
    monkeypatch.setenv("CASEREVIEWS_CACHE", str(tmp_path / "cache"))
    assert invoke("check", ours, "--accept", "fen.age").code == 0
    assert invoke("list", "--data", ours).code == 0
    assert len(kept()) == 1
    Path(ours).write_text(text_of(ours) + "\n\n", "utf-8")
    assert invoke("list", "--data", ours).code == 0
    assert kept() == []
    assert invoke("check", ours, "--accept", "fen/L1").code == 0
    assert len(kept()) == 1
    assert invoke("cache", "--clear").code == 0
    assert kept() == []


def test_where_nothing_can_be_kept_the_answer_is_written_all_the_same(
    invoke: Invoke, ours: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("")
    monkeypatch.setenv("CASEREVIEWS_CACHE", str(tmp_path / "cache"))
    given = invoke("check", ours, "--accept", "fen.age")
    assert given.code == 0
    assert given.err.splitlines()[0].startswith("this cannot be undone by another run: ")
    assert "confidence: read" in text_of(ours)


def test_a_damaged_journal_is_as_none(
    invoke: Invoke, ours: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CASEREVIEWS_CACHE", str(tmp_path / "cache"))
    assert invoke("check", ours, "--accept", "fen.age").code == 0
    answered = text_of(ours)
    (name,) = kept()
    journal = tmp_path / "cache" / "casereviews" / name
    for content in (b"", b"{}\n", b"[1]\n", journal.read_bytes()[:40]):
        journal.write_bytes(content)
        assert invoke("check", ours, "--undo").code == 1
        assert text_of(ours) == answered


# --- After an import --------------------------------------------------------------------------------------------------


def test_a_recode_leaves_what_a_person_has_answered(invoke: Invoke, tmp_path: Path) -> None:
    target = tmp_path / "may.yaml"
    bulletin = Path(__file__).parents[3] / "docs" / "example-bulletin.txt"
    assert invoke("import", str(bulletin), "-o", str(target)).code == 0
    answers = ("--accept", "wren/L1", "--set", "child-kite/R1.themes=fathers", "--set", "child-kite.harms=neglect",
               "--drop", "child-kite.outcome", "--accept", "child-kite/L2", "--all-of", "agencies")  # fmt: skip
    assert invoke("check", str(target), *answers).code == 0
    own = tmp_path / "own.yaml"
    own.write_text("themes: {professional-curiosity: {cues: [workers spoke, every adult]}}\n", "utf-8")
    before = target.read_bytes()
    given: Result = invoke("import", "--recode", str(target), "--vocabulary", str(own), "--json")
    assert [(one["id"], one["change"], one["value"]) for one in json.loads(given.out)] == [
        ("2031-05/child-kite/R1", "added", "professional-curiosity")
    ]
    assert before != target.read_bytes()
    assert invoke("import", "--recode", str(target), "--json").json == [
        {"id": "2031-05/child-kite/R1", "field": "themes", "change": "removed", "value": "professional-curiosity",
         "words": "every adult"},
    ]  # fmt: skip
    assert target.read_bytes() == before


def test_a_recode_does_not_fill_in_what_the_source_does_not_say(invoke: Invoke, tmp_path: Path) -> None:
    """A person has said so; a vocabulary that reads it has come later."""
    target, own = tmp_path / "may.yaml", tmp_path / "own.yaml"
    bulletin = Path(__file__).parents[3] / "docs" / "example-bulletin.txt"
    assert invoke("import", str(bulletin), "-o", str(target)).code == 0
    own.write_text(
        "themes: {professional-curiosity: {cues: [workers spoke]}}\nfactors: {housing-insecurity: {cues: [without heating]}}\n",
        "utf-8",
    )
    recode = ("import", "--recode", str(target), "--vocabulary", str(own), "--json")
    added = [(one["id"], one["value"]) for one in invoke(*recode, "--dry-run").json if one["change"] == "added"]
    assert added == [("2031-05/wren", "housing-insecurity"), ("2031-05/wren/L1", "professional-curiosity")]
    assert (
        invoke("check", str(target), "--set", "wren/L1.themes=not-stated", "--set", "wren.factors=not-stated").code == 0
    )
    assert "2031-05/wren/L1.themes" not in invoke("check", str(target), "-f", "ids").out
    before = target.read_bytes()
    assert invoke(*recode).json == []
    assert target.read_bytes() == before
    shown = invoke("show", "wren", "--why", "--data", str(target)).out.splitlines()
    told = [line.split() for line in shown if line.split()[1:2] == ["not-stated"]]
    assert [(line[0], line[2:4]) for line in told] == [("themes", ["L1", "read"]), ("factors", ["read", "on"])]
