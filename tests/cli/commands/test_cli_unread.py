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
