"""The pieces of a title: which of them is the name, which the place, and which a code or a word for a document."""

from __future__ import annotations

import re

from ..english import is_year, pattern, words
from .names import FAMILY, NAME, NATIONS, PSEUDONYM, WHO, is_board, is_common, is_place

# A piece that says only which document it is: `the final overview report of`.
_DOCUMENT = frozenset(words("document in title"))
_AROUND_DOCUMENT = frozenset((*words("state of document"), *" ".join(words("into")).split(), "for", "of", "the"))

# A little word before a piece, `extended `, or behind it, ` relating to`.
_LITTLE_BEFORE = pattern("article", "concerning", start="", end="[ ,]")
_LITTLE_BEHIND = pattern("concerning", start=" ", end="$")

# A piece that tells of the publication, or that a name is none: `published 3 May 2031`, `pseudonym`.
STATE = pattern("state in a title", start="^")

# A place that is not named: `anonymised LSCB`.
_NOBODY = pattern("no place")

# A name with a place behind it, of which the first three letters are small: `Child Q, Eastmere`.
_BEFORE_PLACE = re.compile(rf"(.*?\b[A-Z]{{1,3}}\d{{0,3}}\W?), (?=[A-Z][a-z]{{3}})(?!{WHO})")


# A year with the next, as `2031/32`, is no code.
_NEXT_YEAR = rf"(?:{'|'.join(rf'{year:02}/{(year + 1) % 100:02}' for year in range(100))})\b"
CODE = re.compile(
    r"\b(?:(?!PDF|DOCX?\b)[A-Z]{2,8}[ -]?\d{1,4}(?:[/.-]\d{1,4}){0,2}|[A-Z]{1,6}(?:/[A-Z]{1,6})?(?:/\d{1,4}){1,3}"
    r"|(?<![\d/])\d{1,3}/20\d\d(?!/)|20(?!"
    + _NEXT_YEAR
    + r")\d\d/\d{1,3}(?!/)|\d{1,3} of 20\d\d|(?<=[Rr]eview )\d{1,3})\b"
)
"""The code of a review: `LCSPR 7`, `CB/2021/03`, `RDS22`."""


# A word of a title in capitals: `CHILD`, `ROWAN`; one without a vowel, or of two letters, is a code, as `RS` is; and
# a small word that stands within the title.
_CAPITALS = re.compile(
    r"(?<=[A-Z] )(?P<small>AND|AT|BY|FOR|IN|OF|ON|THE|TO|WITH)(?= [A-Z])|\b(?=[A-Z]*[AEIOUY])[A-Z]{3,}\b"
)


def cased(text: str) -> str:
    """A text in capitals as it is written otherwise: `CHILD RS` as `Child RS`."""
    if not (text.isupper() and text.isascii()):
        return text
    return _CAPITALS.sub(lambda word: word[0].lower() if word["small"] else word[0].capitalize(), text)


# The name that stands in brackets and quotation marks behind a code: `LR12 (“the twins”)`.
_GIVEN_BEHIND = re.compile(r" ?\([“\"‘'](?P<name>[\w’' -]{2,40})[”\"’']\)")

# What makes a piece the heading of several reviews, and no name: `Three Reviews`.
_REVIEWS = re.compile(r"\breviews\b", re.IGNORECASE)

# A name in quotation marks among other words: `the “Larch” family`.
_QUOTED = re.compile(r"(?<!\w)[“\"‘'](?P<name>[A-Z][\w’'-]{1,30})[”\"’'](?!\w)")

# An initial with the name that is given for it: `K (“Kestrel”)`.
_INITIAL = re.compile(
    r"(?:^|(?<=[:–—-] )|(?<=of )|(?<=about ))[A-Z]{1,2} \((?:[“\"‘'][A-Z][\w’'-]{1,20}[”\"’']|[A-Z][a-z]{2,20})\)"
)

# What stands before the number of a review that is its name: `Case Review 2 of 2029`.
_NUMBERED = re.compile(r"(?:(?<![\w-])[A-Z][\w-]{1,30} ){0,4}\b[Rr]eview $")


def find_name(text: str, pieces: list[tuple[int, int]], dated: bool) -> tuple[tuple[int, int] | None, bool]:
    """Where the name stands; and whether that is sure."""
    for span in pieces:
        found = NAME.search(text, *span)
        if (
            found
            and PSEUDONYM.fullmatch(text, *span)
            and found.start() > span[0]
            and any(sign in text[span[0] : found.start()] for sign in (",", " and ", " & "))
        ):
            return span, True
        if found:
            return (found.start(), found.start() + len(_without_place(found[0]))), True
    if dated and pieces:
        *_, last = [span for span in pieces if not is_place(text[slice(*span)])] or pieces
        return last, len(pieces) > 1 and not _NOBODY.fullmatch(text[slice(*last)])
    plain = [
        span
        for span in pieces
        if not is_common(text[slice(*span)])
        and not CODE.fullmatch(text, *span)
        and PSEUDONYM.fullmatch(text, *span)
        and not is_place(text[slice(*span)])
        and not is_board(text[slice(*span)])
        and text[slice(*span)] != "No"
        and not _REVIEWS.search(text, *span)
    ]
    if initial := _INITIAL.search(text):
        return initial.span(), True
    if plain:  # the type, a place and the name stand in this order; and a name before the type is alone
        is_first = pieces[0][0] == 0
        has_place = is_first and len(plain) == 2 and _is_bracketed(text, plain[1])
        return plain[0 if is_first else -1], len(plain) == 1 or has_place
    quoted = [found.span("name") for span in pieces for found in _QUOTED.finditer(text, *span)]
    if len(quoted) == 1:
        return quoted[0], True
    return (pieces[0], False) if pieces else (None, False)


def find_code(text: str, name: tuple[int, int] | None, is_sure: bool) -> tuple[int, int] | None:
    """Where the code of a review stands in a title that has no better name; or the name it is given behind that."""
    code = CODE.search(text)
    if code is None or (is_sure and name and not code.start() <= name[0] < name[1] <= code.end()):
        return None
    if given := _GIVEN_BEHIND.match(text, code.end()):
        return given.span("name")
    before = _NUMBERED.search(text, 0, code.start()) if code[0][0].isdigit() else None
    return before.start() if before else code.start(), code.end()


def _is_bracketed(text: str, span: tuple[int, int]) -> bool:
    """Whether a piece stands in brackets, alone: ` (Northmere)`."""
    return text[span[0] - 1 : span[0]] == "(" and text[span[1] : span[1] + 1] == ")"


def _without_place(name: str) -> str:
    """A name without the place behind it, as in `Child Q, Eastmere`: what follows letters are letters too."""
    first = _BEFORE_PLACE.match(name)
    return first[1] if first else name


def find_area(
    text: str, pieces: list[tuple[int, int]], name: tuple[int, int] | None, dated: bool
) -> tuple[int, int] | None:
    """Where the place stands, if there is one."""
    for span in pieces:
        if name and name[0] <= span[0] < span[1] < name[1]:
            continue  # the name that is given for an initial
        if name and span[0] <= name[0] and name[1] <= span[1]:
            start = name[1] + len(", ")
            beyond = text[name[1] : span[1]]
            follows = beyond[:2] == ", " and "A" <= beyond[2:3] <= "Z" and "a" <= beyond[3:4] <= "z"
            if not dated and follows and PSEUDONYM.fullmatch(text, start, span[1]):
                return start, span[1]
            continue
        piece = text[slice(*span)]
        if _NOBODY.fullmatch(piece) or is_year(piece) or STATE.match(piece) or CODE.fullmatch(piece):
            continue
        if dated and (name is None or span[1] <= name[0]):
            return span
        is_likely = PSEUDONYM.fullmatch(piece) and not is_place(piece) and not is_common(piece)
        if not dated and name and 0 < span[0] < name[0] and is_likely:
            return span
        # Scotland says which learning review it is
        is_nation = piece in NATIONS and piece != "Scotland" and name is not None
        if not dated and (is_board(piece) or (_is_bracketed(text, span) and (is_likely or is_nation))):
            return span
    return None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the spaces, the little words and the words for a document around it."""
    while True:
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip(" ,.;:–—-"))
        tail = len(piece) - len(piece.rstrip(" ,.;:–—-"))
        if lead == len(piece):
            return start, start
        start, end = start + lead, end - tail
        piece = text[start:end]
        if _is_document(piece):
            return start, start
        if (before := _LITTLE_BEFORE.match(f"{piece} ")) and not FAMILY.match(cased(piece)):
            start += before.end()
        elif behind := _LITTLE_BEHIND.search(piece):
            end = start + behind.start()
        else:
            return start, end


def _is_document(piece: str) -> bool:
    """Whether a piece says only which document it is."""
    said = set(piece.casefold().removeprefix("a ").removeprefix("an ").split())
    return not said.isdisjoint(_DOCUMENT) and said <= _DOCUMENT | _AROUND_DOCUMENT
