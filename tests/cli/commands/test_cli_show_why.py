"""`casereviews show --why`: the words in which each value was read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers import Invoke

Write = Callable[..., str]

READ = """\
collection: {id: c, coding: automatic}
reviews:
- id: c/fen
  name: Child Fen
  title: "Serious case review: Child Fen"
  review_type: scr
  children: [{age: 4 months, sex: female}]
  outcome: death
  factors: [housing-insecurity]
  summary: Death of a girl aged 4 months.
  learning:
  - {id: c/fen/L1, text: The police kept a dog., themes: [], agencies: [police]}
  - {id: c/fen/L2, text: Gates were open., themes: []}
  recommendations:
  - {id: c/fen/R1, text: buy lamps, themes: [], agencies: [police]}
  notes: ["Keywords: caravans"]
  evidence:
  - {field: review_type, value: scr, confidence: likely, where: title, start: 0, end: 19, words: Serious case review}
  - {field: age, value: 4 months, confidence: check, where: summary, start: 16, end: 29, words: aged 4 months, why: the title mentions a baby}
  - {field: outcome, value: death, confidence: likely, where: summary, start: 0, end: 8, words: Death of}
  - {field: agencies, value: police, confidence: likely, where: L1, start: 4, end: 10, words: police}
  - {field: agencies, value: police, confidence: likely, where: R1, words: the force}
  - {field: factors, value: housing-insecurity, confidence: check, where: N1, start: 10, end: 18, words: caravans}
  - {field: learning, value: "includes:", confidence: check, why: only that stood before it}
- {id: c/elm, name: Elm, title: T}
"""
WHOLE = """\
EVIDENCE
Field        Value               Words                Where
review_type  scr                 Serious case review  title    likely
age          4 months            aged 4 months        summary  check: the title mentions a baby
outcome      death               Death of             summary  likely
agencies     police              police               L1       likely
agencies     police              the force            R1       likely
factors      housing-insecurity  caravans             N1       check: there is a doubt
learning     includes:                                         check: only that stood before it
"""


@pytest.fixture
def read(write: Write) -> str:
    """A collection in which it is recorded what was read where."""
    return write(READ)


def evidence(invoke: Invoke, path: str, *names: str) -> str:
    """What stands under the heading of evidence, with it."""
    given = invoke("show", *names, "--why", "--data", path)
    assert (given.code, given.err) == (0, "")
    return "EVIDENCE" + given.out.partition("EVIDENCE")[2]


def test_without_it_nothing_is_shown_of_the_words(invoke: Invoke, read: str) -> None:
    plain = invoke("show", "c/fen", "--data", read)
    assert "EVIDENCE" not in plain.out
    assert invoke("show", "c/fen", "--data", read, "--why").out == plain.out + "\n" + WHOLE
    told = "Collection c, coded automatically, for a person to check: age, factors, learning (--why shows the words)."
    assert told in plain.out


def test_of_a_statement_only_its_own_words_are_shown(invoke: Invoke, read: str) -> None:
    assert evidence(invoke, read, "c/fen/L1") == (
        "EVIDENCE\nField     Value   Words   Where\nagencies  police  police  L1     likely\n"
    )
    assert evidence(invoke, read, "c/fen/R1") == (
        "EVIDENCE\nField     Value   Words      Where\nagencies  police  the force  R1     likely\n"
    )


def test_where_none_is_recorded_it_says_who_coded(invoke: Invoke, read: str) -> None:
    automatic = "EVIDENCE\nNone is recorded; it was coded automatically.\n"
    assert evidence(invoke, read, "c/fen/L2") == automatic
    assert evidence(invoke, read, "c/elm") == automatic


@pytest.mark.parametrize("name", ["Mia", "2022-02/mia/L1"])
def test_a_bundled_review_was_coded_by_a_person(invoke: Invoke, name: str) -> None:
    given = invoke("show", name, "--why")
    assert given == (0, invoke("show", name).out + "\nEVIDENCE\nNone is recorded; a person coded it.\n", "")


def test_several_at_once_have_their_words_each_below_it(invoke: Invoke, read: str) -> None:
    given = invoke("show", "c/fen", "c/elm", "c/fen/L1", "--why", "--data", read)
    assert given.code == 0
    lines = given.out.splitlines()
    assert lines.count("EVIDENCE") == 3
    assert [line for line in lines if line.startswith(("None is recorded", "agencies  police  police  L1"))] == [
        "None is recorded; it was coded automatically.",
        "agencies  police  police  L1     likely",
    ]


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("The police kept a dog.", "The police kept two dogs.", []),
        ("The police kept a dog.", "All the police kept a dog.", ["agencies"]),
        ("The police kept a dog.", "The", ["agencies"]),
        ("Death of a girl", "The death of a girl", ["outcome", "age"]),
        ("Keywords: caravans", "Keywords: Caravans", ["factors"]),
        ("buy lamps", "buy candles", []),
        ('"Serious case review: Child Fen"', '"Serious case review (Child Fen)"', []),
    ],
)
def test_it_tells_where_the_text_was_changed_since(
    invoke: Invoke, write: Write, old: str, new: str, changed: list[str]
) -> None:
    assert old in READ
    lines = evidence(invoke, write(READ.replace(old, new)), "c/fen").splitlines()
    marked = [line.split()[0] for line in lines if line.endswith("; the text has been changed since")]
    assert sorted(marked) == sorted(changed)


def test_words_of_a_text_that_is_gone_are_shown_all_the_same(invoke: Invoke, write: Write) -> None:
    kept = [line for line in READ.splitlines(keepends=True) if not line.startswith(("  notes:", "  - {id: c/fen/L1"))]
    gone = "agencies     police              police               L1       "
    expected = WHOLE.replace(f"{gone}likely", f"{gone}a person took it out")
    assert evidence(invoke, write("".join(kept)), "c/fen") == expected


def test_words_that_mean_no_agency_stand_beside_the_agencies_of_a_statement(invoke: Invoke, write: Write) -> None:
    """Nobody took it out, and it is settled as any other."""
    item = '  - {field: agencies, value: none, confidence: check, where: R1, words: "Lead: J. Holt", why: nobody knows it}\n'
    place = "  - {field: factors"
    path = write(READ.replace(place, item + place))
    line = "agencies     none                Lead: J. Holt        R1       "
    assert f"{line}check: nobody knows it\n" in evidence(invoke, path, "c/fen")
    assert "c/fen/R1.agencies=none" in invoke("check", path, "--format", "ids").out.split()
    assert invoke("check", path, "--accept", "c/fen/R1.agencies=none", "--coder", "RS").code == 0
    assert f"{line}read by RS on " in evidence(invoke, path, "c/fen")
    assert "c/fen/R1.agencies=none" not in invoke("check", path, "--format", "ids").out.split()


SET = ("a person has set another value since", "a person took it out")


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("  outcome: death\n", "  outcome: harm-no-injury\n", ["outcome"]),
        ("  outcome: death\n", "", ["outcome"]),
        ("  review_type: scr\n", "  review_type: lcspr\n", ["review_type"]),
        ("age: 4 months", "age: 5 months", ["age"]),
        ("[housing-insecurity]", "[]", ["factors"]),
        ("themes: [], agencies: [police]}\n  - {id: c/fen/L2", "agencies: [housing]}\n  - {id: c/fen/L2", ["agencies"]),
        ("sex: female", "sex: male", []),
    ],
)
def test_it_tells_where_a_person_has_set_another_value(
    invoke: Invoke, write: Write, old: str, new: str, fields: list[str]
) -> None:
    assert old in READ
    path = write(READ.replace(old, new, 1))
    lines = evidence(invoke, path, "c/fen").splitlines()
    assert [line.split()[0] for line in lines if line.endswith(SET)] == fields
    left = [field for field in ("age", "factors", "learning") if field not in fields]
    assert f"for a person to check: {', '.join(left)} (--why" in invoke("show", "c/fen", "--data", path).out


def test_data_formats_have_the_words_in_every_case(invoke: Invoke, read: str) -> None:
    for name in ("json", "jsonl", "yaml", "csv"):
        shown = invoke("show", "c/fen", "--data", read, "-f", name)
        assert shown.code == 0
        assert "aged 4 months" in shown.out
        assert invoke("show", "c/fen", "--data", read, "-f", name, "--why") == shown
    (item,) = [
        item for item in invoke("show", "c/fen", "--data", read, "--json").json["evidence"] if item["field"] == "age"
    ]
    assert item == {
        "field": "age", "value": "4 months", "confidence": "check", "where": "summary", "start": 16, "end": 29,
        "words": "aged 4 months", "why": "the title mentions a baby", "probability": None, "n": None, "by": None,
        "on": None, "source": None,
    }  # fmt: skip
    assert invoke("show", "c/elm", "--data", read, "--json").json["evidence"] is None


def test_words_are_text_and_never_markup(invoke: Invoke, write: Write) -> None:
    path = write(
        "reviews:\n- id: c/x\n  name: X\n  title: T\n  coding: automatic\n  harms: [neglect]\n"
        "  summary: '[red]|x[/red] :skull:'\n  evidence:\n"
        "  - {field: harms, value: neglect, confidence: likely, where: summary, start: 0, end: 13, words: '[red]|x[/red]'}\n"
    )
    asked = ("show", "c/x", "--why", "--data", path, "-f")
    assert invoke(*asked, "plain").out.endswith("harms  neglect  [red]|x[/red]  summary  likely\n")
    assert "[red]|x[/red]" in invoke(*asked, "table").out.partition("Evidence")[2]
    assert invoke(*asked, "md").out.endswith("| harms | neglect | \\[red\\]\\|x\\[/red\\] | summary | likely |\n")


def test_what_was_measured_and_what_a_person_read_is_shown(invoke: Invoke, write: Write) -> None:
    added = """\
  - {field: themes, value: recording, confidence: likely, where: L1, probability: 0.96, n: 1204}
  - {field: themes, value: early-help, confidence: check, where: L1, why: it is doubted, probability: 0.5}
  - {field: harms, value: neglect, confidence: read, where: summary}
  - {field: sex, value: female, confidence: read, by: RS, on: 2031-06-02}
  - {field: age, value: 4 months, confidence: read, on: 2031-06-02, source: the full report}
  - {field: factors, value: poverty, confidence: read, by: RS, source: the full report}
"""
    base = "\n".join(line for line in READ.splitlines() if "- {field:" not in line)
    text = base.replace("  evidence:", "  harms: [neglect]\n  evidence:\n" + added.rstrip("\n"))
    text = text.replace("themes: [],", "themes: [recording, early-help],", 1)
    shown = evidence(invoke, write(text), "c/fen").splitlines()
    ends = [line.split("  ")[-1].strip() for line in shown[2:]]
    assert ends == [
        "likely (0.96, n 1,204)", "check: it is doubted (0.50)", "read", "read by RS on 2031-06-02",
        "read on 2031-06-02, in the full report", "taken out by RS, in the full report",
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "is_sound"), [("0", True), ("1.00", True), ("0.999", False), ("1.01", False)])
def test_a_probability_is_a_number_from_0_to_1_with_two_decimals(
    invoke: Invoke, write: Write, number: str, is_sound: bool
) -> None:
    text = READ.replace("where: R1, words: the force", f"where: R1, probability: {number}")
    assert text != READ
    assert invoke("validate", write(text)).code == (0 if is_sound else 1)


def test_the_word_of_an_earlier_version_is_read_as_the_one_of_today(invoke: Invoke, write: Write) -> None:
    former = READ.replace("confidence: likely", "confidence: sure")
    assert former != READ
    assert evidence(invoke, write(former), "c/fen") == WHOLE
