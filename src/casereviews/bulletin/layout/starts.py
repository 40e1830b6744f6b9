"""Where reviews begin by the look of their title lines, as bulletins have them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..english import is_year, pattern
from .boards import board_in
from .headings import is_fact
from .headline import LISTED, is_headline
from .lead_ins import begins_section, is_resource
from .names import NAME, is_name
from .openings import told
from .rows import BULLET, Row
from .title_pieces import CODE
from .titles import Titles

# A pseudonym and nothing else: `Rowan`, `‘Ash’ and Rowan`.
_BARE_NAME = re.compile(r"[‘'“\"]?[A-Z][\w’-]+[’'”\"]?(?:(?:,| and| &) [A-Z][\w’-]+)*")

_HURT = pattern("hurt")
_WITH_AGE = 2  # how surely a text tells of a child that gives an age
_LONGEST_LIST = 500  # lines of a page between such a list and the reviews
_FIRST = 3  # lines among which the name of a page stands
_TOP = 12  # and the heading that says the same
_TAIL = 60  # characters of the second line of a title that closes its bracket
_FIRST_CODE = 12  # characters before the code with which a line begins: `NM CPR 1/2031`
_NAME = re.compile(r"[A-Z][\w’-]+")

# What a text tells that stands under such a title.
_TELLING = pattern("telling")


def known_titles(rows: Sequence[Row], titles: Titles, margin: int | None) -> dict[int, str]:
    """The indices of the rows that are titles, with the whole title; it may go on in a second row."""
    found: dict[int, str] = {}
    for index, row in enumerate(rows):
        if index - 1 in found and found[index - 1].endswith(row.text) and found[index - 1] != rows[index - 1].text:
            continue
        if not may_begin(rows, index, margin) or is_fact(row.text) or is_under_name(rows, index, titles):
            continue
        if is_page_name(rows, index) or is_listed(rows, index) or is_word(rows, index):
            continue
        if not (
            titles.is_title(row.text) or _is_bare(row, rows, index, titles) or (found and _follows_an_end(rows, index))
        ):
            continue
        text = row.text
        second = rows[index + 1] if index + 1 < len(rows) else None
        if second and _goes_on(row, second, rows[index + 2 : index + 3], titles, margin):
            text = f"{text} {second.text}"
        found[index] = text
    return found


def is_page_name(rows: Sequence[Row], index: int) -> bool:
    """Whether one of the first lines is the name of the page: a heading that follows, and whose the page is."""
    if index >= _FIRST or rows[index].heading:
        return False
    name, sign, _ = rows[index].text.partition(" | ")
    if sign and any(row.heading and row.text == name for row in rows[index + 1 :]):
        return True
    words = _words(rows[index].text) if board_in(rows[index].text) else frozenset()
    return any(row.heading and _words(row.text) < words for row in rows[index + 1 : index + _TOP])


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def is_word(rows: Sequence[Row], index: int) -> bool:
    """Whether a heading is a word and no name: the text under it has it in small letters."""
    if index + 1 == len(rows) or not _NAME.fullmatch(rows[index].text):
        return False
    return re.search(rf"\b{re.escape(rows[index].text.casefold())}\b", rows[index + 1].text) is not None


def is_listed(rows: Sequence[Row], index: int) -> bool:
    """Whether a line is that of a list of reviews: a later heading begins with the same code."""
    code = None if rows[index].heading else CODE.search(rows[index].text)
    if not code or code.start() > _FIRST_CODE:
        return False
    begins = re.compile(rf"{re.escape(rows[index].text[: code.end()])}(?![\w/])")
    return any(row.heading and begins.match(row.text) for row in rows[index + 1 : index + _LONGEST_LIST])


def is_under_name(rows: Sequence[Row], index: int, titles: Titles) -> bool:
    """Whether a line with nothing but a type or a date stands under the name or the code that is the title."""
    before = rows[index - 1].text if index and rows[index - 1].heading else ""
    is_title = before and not titles.pattern.search(before) and (CODE.fullmatch(before) or is_name(before))
    return bool(is_title) and titles.is_nameless(rows[index].text)


def _is_bare(row: Row, rows: Sequence[Row], index: int, titles: Titles) -> bool:
    """Whether a heading with nothing but a pseudonym is a title: the text under it tells of who is called so."""
    following = rows[index + 1] if index + 1 < len(rows) else None
    if (
        not row.heading
        or following is None
        or following.heading
        or not _BARE_NAME.fullmatch(row.text)
        or begins_section(row.text)
    ):
        return False
    is_beside = is_fact(following.text) or titles.is_nameless(following.text)
    return is_beside or (_TELLING.search(following.text) is not None and _is_named(row, following))


def _is_named(row: Row, following: Row) -> bool:
    """Whether the text under a heading has each name of it, in a sentence or at the head of one that tells an age."""
    has_age = told(following.text) == _WITH_AGE and not _HURT.search(row.text)
    return all(
        re.search(rf"[\w,‘“] {re.escape(name)}\b", following.text) or (has_age and name in following.text)
        for name in _NAME.findall(row.text)
    )


def _follows_an_end(rows: Sequence[Row], index: int) -> bool:
    """Whether a line can only be a title, whatever it says: the entry before it ended, and a text comes after it."""
    row, before = rows[index], rows[index - 1].text
    following = rows[index + 1].text if index + 1 < len(rows) else ""
    return (
        row.after_blank
        and (is_resource(before) or before.startswith("Keywords:"))
        and row.text[:1].isupper()
        and row.text[-1] not in ".;:,?!"
        and len(row.text.split()) <= 12
        and not begins_section(row.text)
        and not is_headline(row.text)
        and not LISTED.search(row.text)
        and len(following) > 40
        and not is_resource(following)
    )


def may_begin(rows: Sequence[Row], index: int, margin: int | None) -> bool:
    """Whether a new entry may begin at a row: something ended before it."""
    row = rows[index]
    if index == 0 or row.after_blank or row.heading:
        return True
    before = rows[index - 1].text
    if is_resource(before):
        return True
    return margin is None and (
        before[-1] in ".!?)"
        or BULLET.match(before) is not None
        or is_headline(before)
        or (before.count(",") >= 2 and ";" not in before)
    )


def _closes_bracket(text: str, second: str) -> bool:
    """Whether a line closes the bracket that the line before opened, and says no more: `(published 8 May`, `2031)`."""
    return text.count("(") == text.count(")") + 1 and second.find(")") == len(second) - 1 and len(second) < _TAIL


def _goes_on(row: Row, second: Row, third: Sequence[Row], titles: Titles, margin: int | None) -> bool:
    """Whether the title of a row ends in the second: a name after the type, or a line that was too long."""
    if begins_section(second.text) or LISTED.fullmatch(second.text):
        return False
    bracketed = second.text.removesuffix(".")
    if bracketed[:1] == "(" and bracketed[-1] == ")" and is_year(bracketed[1:-1]):
        return True
    if not second.after_blank and _closes_bracket(row.text, second.text):
        return True
    typed, named = titles.pattern.search(row.text), NAME.search(row.text)
    if typed and not named and NAME.fullmatch(second.text):
        return True
    if named and not typed and titles.pattern.fullmatch(second.text):
        return True
    ends = not third or third[0].after_blank
    if margin is None or second.after_blank or not ends or second.text[-1] in ".;,":
        return False
    return len(row.text) + 1 + len(second.text.split(" ", 1)[0]) > margin - 8
