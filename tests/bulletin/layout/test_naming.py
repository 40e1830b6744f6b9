"""Whom a text tells of by a name, where the title of a review has none that is clear."""

from __future__ import annotations

import pytest

from casereviews.bulletin.layout.naming import named, told_of
from casereviews.bulletin.layout.titles import Titles
from casereviews.library import vocabularies

TITLES = Titles(vocabularies.coding_vocabulary())
ROWAN = "Rowan was nine when he ran away. He was cold. Rowan’s mother had asked for help."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (ROWAN, "Rowan"),
        ("Rowan was nine.", None),
        ("Rowan was nine and Ash was four. Rowan’s mother had left. Ash lived with an aunt.", None),
        ("Police were called. Police had been there before. The police wrote nothing down.", None),
        ("Ms Vale was ill. Ms Vale had asked for help.", None),
        ("Northmere Council was told. Northmere Council had a plan.", None),
    ],
)
def test_a_text_tells_of_one_by_name(text: str, name: str | None) -> None:
    assert told_of(text) == name


@pytest.mark.parametrize(
    ("title", "name", "area"),
    [
        ("THE BOY WHO WAITED", "Rowan", None),
        ("CSPR 4/31", "Rowan", None),
        ("“She was so quiet”: what we learned from Rowan", "Rowan", None),
        ("Baby Io, 28 March 2024", "Baby Io", None),
        ("Baby Io, 28", "Baby Io, 28", None),
        ("“He was always so quiet”: what we learned", "Rowan", None),
        ("Child Z23 (“Rowan”)", "Rowan", None),
        ("Serious case review: Child Z23", "Child Z23", None),
        ("Safer at night (Northmere and Vale)", "Rowan", "Northmere and Vale"),
        ("Northmere SCP: “Not seen” – learning from Rowan", "Rowan", "Northmere"),
        ("Learning from a safeguarding practice review: R (“Rowan”)", "Rowan", None),
        ("Case management review: Rowan (Northern Ireland)", "Rowan", "Northern Ireland"),
    ],
)
def test_the_name_is_that_of_whom_the_text_tells(title: str, name: str, area: str | None) -> None:
    read = named(TITLES.read(title), ROWAN)
    assert (read.name, read.area) == (name, area)
