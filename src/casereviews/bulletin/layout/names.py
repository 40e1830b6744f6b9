"""Pseudonyms, as titles and texts have them, and what is none: boards, places, and parts of a report."""

from __future__ import annotations

import re

from ..english import MONTH, any_of, pattern

WHO = rf"(?:{any_of('who')})"
QUOTES = "‘’'“”\"`´"
_ID = (
    rf"[{QUOTES}]?(?!(?i:{any_of('no pseudonym')})\b)(?:(?:[A-Z]\.){{1,3}}[A-Z]?|[A-Z][A-Za-z]{{0,14}}\d{{0,4}}"
    rf"|\d{{1,4}}[A-Z]{{0,2}}(?! (?:{MONTH})\b))(?:-[A-Z0-9][A-Za-z0-9]{{0,9}})?[{QUOTES}]?"
)
# A family by a name it is given: `the Larch children`, `The Sallow Lane family`.
_NAMED_FAMILY = (
    rf"[Tt]he (?:(?!(?:{any_of('no name in a title')})\b)[A-Z][\w’'-]* ){{1,3}}(?:{any_of('who are a family')})"
    rf"(?! (?:{any_of('board', 'of a family')})\b)"
)
# One by where it lives: `The children of Larch Lane`.
_FAMILY_OF = (
    rf"[Tt]he (?:{any_of('who are a family')}) (?i:of) (?!(?:{any_of('no name in a title')})\b)"
    r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}"
)
NAME = re.compile(rf"\b(?:{WHO} {_ID}(?:(?:, | and | ?& ?| ?/ ?)(?:{WHO} )?{_ID})*|{_NAMED_FAMILY}|{_FAMILY_OF})(?!\w)")
"""A pseudonym that says what it is: `Child RS`, `Baby ‘R’`, `Siblings A and B`, `the Larch children`."""

FAMILY = re.compile(rf"(?:{_NAMED_FAMILY}|{_FAMILY_OF}|The (?i:{any_of('siblings of a name')})(?! \w))(?!\w)")
"""A family by a name it is given, alone."""

# A name that does not say what it is: `‘Rowan’`, `Ash and Rowan`.
PSEUDONYM = re.compile(
    rf"[{QUOTES}]?[A-Z][\w’'.-]*[{QUOTES}]?(?:(?:,| and| &| \+)? [{QUOTES}]?[A-Z0-9][\w’'.-]*[{QUOTES}]?){{0,4}}"
)

# An initial with the name that is given for it: `K (Kestrel)`.
_GIVEN_FOR = re.compile(r"[A-Z]{1,2} \([A-Z][\w’'-]+\)")
_COMMON = re.compile(any_of("no name in a title"), re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")

NATIONS = ("Scotland", "England", "Wales", "Northern Ireland")
"""The nations, which a title may have for a place."""

# A board rather than a name.
_BOARD = pattern("board", cased=True)


def is_name(text: str) -> bool:
    """Whether a text may be the name of a child: no word of it alone is one of boards, months or parts of a report."""
    if is_place(text):
        return False
    if _GIVEN_FOR.fullmatch(text):
        return True
    said = NAME.search(text)
    if said and any(map(str.isdigit, said[0])):
        return True
    return not is_common(text) and bool(said or PSEUDONYM.fullmatch(text))


def is_common(text: str) -> bool:
    """Whether a text has only words of boards, reviews, months and parts of a report: `Key Findings`."""
    return all(_COMMON.fullmatch(word) for word in _WORD.findall(text))


def is_board(piece: str) -> bool:
    """Whether a piece of a title is a board or a council."""
    return piece.endswith(("shire", "borough")) or _BOARD.search(piece) is not None


def is_place(piece: str) -> bool:
    """Whether a piece of a title is a board, or one of the nations."""
    return is_board(piece) or piece in (*NATIONS, "NI", "UK")
