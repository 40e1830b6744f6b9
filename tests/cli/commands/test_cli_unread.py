"""What nobody has read in a review is called so, and is to be checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from helpers import Invoke

Write = Callable[..., str]

OURS = """\
collection: {id: c, coding: automatic}
reviews:
- {id: c/oak, name: Oak, title: T}
- {id: c/ash, name: Ash, title: T, coding: curated}
- {id: c/sar, name: Sar, title: T, review_type: safeguarding-adults-review}
"""
OPEN = """\
c/oak.harms  T
    [no harm was read in it, and nobody has read it]
c/oak.outcome  T
    [no outcome was read in it, and nobody has read it]
c/oak.age  T
    [no child's age was read in it, and nobody has read it]
c/oak.learning  T
    [no point was read in it, and nobody has read it]
"""


def test_check_lists_what_nothing_was_read_of(invoke: Invoke, write: Write) -> None:
    """Of no review that a person coded, and of none of an adult."""
    ours = write(OURS)
    assert invoke("check", ours) == (0, OPEN, "")
    assert invoke("check", ours, "--strict") == (1, OPEN, "")
    assert invoke("check", ours, "--count").out == "4\n"
    assert [one["value"] for one in invoke("check", ours, "--json").json] == ["not-stated"] * 4


def test_it_is_settled_by_an_answer(invoke: Invoke, write: Write) -> None:
    ours = write(OURS)
    given = invoke("check", ours, "--set", "oak.learning=none", "--set", "oak.age=not-stated",
                   "--set", "oak.harms=neglect", "--accept", "oak.outcome")  # fmt: skip
    assert given == (
        0, "",
        ("set c/oak.learning: none\nset c/oak.age: not-stated\nset c/oak.harms: neglect\n"
         f"accepted c/oak.outcome: not-stated\n4 answers; written to {ours}\n"),
    )  # fmt: skip
    assert invoke("check", ours) == (0, "", "nothing is to be checked\n")
    assert invoke("check", ours, "--undo").code == 0
    assert Path(ours).read_text("utf-8") == OURS


def test_points_are_not_taken_out_by_an_answer(invoke: Invoke, write: Write) -> None:
    ours = write(OURS.replace("Oak, title: T", "Oak, title: T, learning: [{id: c/oak/L1, text: Gates.}]"))
    given = invoke("check", ours, "--set", "oak.learning=none")
    assert given.err == "casereviews: learning: this is changed in the file itself\nthen --accept lets it stand\n"


def test_only_of_a_persons_reading_a_field_is_not_stated(invoke: Invoke, write: Write) -> None:
    ours = write(OURS)
    lines = {name: invoke("show", name, "--data", ours).out for name in ("oak", "ash")}
    assert "Not stated." not in lines["oak"]
    assert "not stated" not in lines["oak"]
    assert "No learning point was read in it, and nobody has read it." in lines["oak"]
    assert "not read" not in lines["ash"]
    assert "Not stated." in lines["ash"]


# --- What is counted, and handed on -----------------------------------------------------------------------------------

MIXED = """\
collection: {id: c, coding: automatic}
reviews:
- {id: c/oak, name: Oak, title: T}
- {id: c/ash, name: Ash, title: T, coding: curated}
- {id: c/elm, name: Elm, title: T, harms: [neglect], children: [{age: 4 months, sex: female}, {}]}
- id: c/fir
  name: Fir
  title: T
  coding: curated
  harms: [neglect]
  outcome: death
  learning: [{text: Gates., themes: [recording]}]
- {id: c/yew, name: Yew, title: T, evidence: [{field: harms, value: not-stated, confidence: read}]}
"""
"""Oak and Elm are read by nobody, Ash and Fir by a person, and of Yew a person has read the harms."""

ONLY_READ = """\
reviews:
- {name: Ash, title: T}
- {name: Fir, title: T, harms: [neglect]}
"""


def test_filters_tell_what_nobody_has_read_apart(invoke: Invoke, write: Write) -> None:
    ours = write(MIXED)
    for option, told in (
        (("--harm", "neglect"), ("left out: 2 reviews do not state any harm, and in 1 other no harm was read and nobody "
         "has read it; --harm not-stated lists them\n")),
        (("--harm", "-neglect"), ("left in: 2 reviews do not state any harm, and in 1 other no harm was read and nobody "
         "has read it; --harm -not-stated leaves them out\n")),
        (("--outcome", "death"), ("left out: 1 review does not state the outcome, and in 3 others no outcome was read "
         "and nobody has read them; --outcome not-stated lists them\n")),
        (("--age", "5y"), ("left out: 2 reviews do not state the age, and in 3 others no age was read and nobody has "
         "read them; --age not-stated lists them\n")),
        (("--since", "2019"), ("left out: 2 reviews do not state the incident date, and in 3 others no incident date "
         "was read and nobody has read them\n")),
        (("--published", "2020"), ("left out: 2 reviews do not state the date of publication, and in 3 others no date "
         "of publication was read and nobody has read them; --published not-stated lists them\n")),
        (("--harm", "not-stated"), "in 1 of these reviews no harm was read, and nobody has read it\n"),
        (("--theme", "recording"), "left out: 4 reviews are not coded by theme; --theme not-stated lists them\n"),
    ):  # fmt: skip
        assert invoke("list", "--data", ours, "-f", "ids", *option).err == told


def test_filters_tell_of_nothing_but_that_where_nobody_has_read_any(invoke: Invoke, write: Write) -> None:
    ours = write("collection: {id: c, coding: automatic}\nreviews:\n- {name: A, title: T}\n- {name: B, title: T}\n")
    told = "left out: in 2 reviews no harm was read, and nobody has read them; --harm not-stated lists them\n"
    assert invoke("list", "--data", ours, "--harm", "neglect", "-f", "ids").err == told
    assert invoke("learning", "--data", ours, "-f", "ids").err == (
        "in 2 of these reviews no learning was read, and nobody has read them\n"
    )
    assert invoke("search", "T", "--in", "learning,actions", "--data", ours, "-f", "ids").err.endswith(
        "in 2 of these reviews no learning or actions were read, and nobody has read them\n"
    )


def test_of_what_persons_have_read_nothing_else_is_said(invoke: Invoke, write: Write) -> None:
    ours = write(ONLY_READ)
    told = "left out: 1 review does not state any harm; --harm not-stated lists it\n"
    assert invoke("list", "--data", ours, "--harm", "neglect", "-f", "ids").err == told
    assert invoke("list", "--data", ours, "--harm", "not-stated", "-f", "ids").err == ""
    assert invoke("learning", "--data", ours, "-f", "ids").err == "2 of these reviews do not state learning\n"
    assert "Not stated  " in invoke("count", "--by", "harm", "--data", ours).out
    assert "ot read" not in "".join(invoke(name, "--data", ours).out for name in ("info", "list"))
    assert "not read" not in invoke("export", "-", "--to", "md", "--data", ours).out.lower()


def test_statements_of_an_unread_review(invoke: Invoke, write: Write) -> None:
    ours = write(MIXED)
    assert invoke("learning", "--data", ours, "-f", "ids").err == (
        "1 of these reviews does not state learning, and in 3 others no learning was read and nobody has read them\n"
    )
    assert "c/oak has no statements; no learning was read in it, and nobody has read it" in (
        invoke("show", "oak/L1", "--data", ours).err
    )
    assert "c/ash has no statements; its actions are not stated" in invoke("show", "ash/A1", "--data", ours).err


def test_counts_have_a_row_for_what_is_not_stated_or_not_read(invoke: Invoke, write: Write) -> None:
    """Its value is null as before; under filters that leave no unread review it is called Not stated."""
    ours = write(MIXED)
    last = invoke("count", "--by", "harm", "--json", "--data", ours).json[-1]
    assert (last["value"], last["label"], last["count"]) == (None, "Not stated or not read", 3)
    last = invoke("count", "--by", "outcome", "--harm", "-neglect", "--coding", "curated", "--json", "--data", ours)
    assert last.code == 0
    cross = invoke("count", "--by", "harm", "--by", "outcome", "--data", ours)
    assert cross.out.splitlines()[0].split("  ")[-1].strip() == "Not stated or not read"
    assert invoke("count", "--by", "theme", "--json", "--data", ours).json[-1]["label"] == "Not stated"
    themes = invoke("themes", "--by", "outcome", "--data", ours)
    assert "Not stated" not in themes.out  # Fir, the only review with a theme, states it


def test_labels_are_of_the_reviews_that_are_counted(invoke: Invoke, write: Write) -> None:
    ours = write(MIXED.replace("{id: c/ash, name: Ash", "{id: c/ash, name: Ash, outcome: injury"))
    told = invoke("count", "--by", "harm", "--outcome", "injury", "--json", "--data", ours).json
    assert [one["label"] for one in told] == ["Not stated"]
    told = invoke("count", "--by", "harm", "--outcome", "not-stated", "--json", "--data", ours).json
    assert [one["label"] for one in told] == ["Neglect", "Not stated or not read"]


def test_info_counts_what_nobody_has_read(invoke: Invoke, write: Write) -> None:
    ours = write(MIXED)
    told = invoke("info", "--json", "--data", ours).json
    assert (told["stated"]["harms"], told["not_read"]["harms"], told["not_read"]["outcome"]) == (2, 1, 3)
    assert (told["stated"]["age"], told["not_read"]["age"]) == (1, 2)
    shown = invoke("info", "--data", ours).out
    assert "Not read: nothing was read of it in these reviews, and nobody has read them. " in shown
    assert ["harms", "2", "of", "5", "1"] in [line.replace("█", "").split() for line in shown.splitlines()]


def test_tables_name_the_fields_that_nobody_has_read(invoke: Invoke, write: Write) -> None:
    ours = write(MIXED)
    rows = invoke("list", "--fields", "name,not_read", "--json", "--data", ours).json
    known = {row["name"]: row["not_read"] for row in rows}
    assert (known["Ash"], known["Fir"]) == ([], [])
    assert "harms" in known["Oak"]
    assert "harms" not in known["Yew"]
    assert "age" in known["Elm"]
    cells = invoke("list", "--fields", "name,harms,child_1_sex,year", "--data", ours).out
    assert [line.split("  ")[-1].strip() for line in cells.splitlines()[1:3]] == ["not read", "not stated"]
    said = invoke("learning", "--fields", "id,review.outcome,review.harms", "--data", ours).out
    assert "c/fir/L1  death           neglect" in said
