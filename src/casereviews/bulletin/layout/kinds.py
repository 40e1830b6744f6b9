"""Of which type a page says that all its reviews are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...vocabulary import ADULTS
from ..english import pattern, sentences
from .titles import Titles

LABEL = pattern("label of a type", start="^", end=r"\s?:")
"""What stands before the type of a review in a line of its own: `Type of review: `."""

_PLURAL = re.compile(r"\b([Rr]eview|REVIEW)s\b|\b(L?CSPR|SCR|CPR|CMR|SPR)s\b")
_EACH = pattern("each of several", start=r"\b", end=r" (?:of (?:the|our|these) )?")
_PUBLISHED = re.compile(
    r"\W{0,2}(?:(?:that|which) )?(?:(?:we|they) )?(?:(?:have|has|had|was|were) )?(?:been )?published\b"
)
_LONGEST = 400  # characters of a sentence in which it is said


def of_page(lines: Sequence[str], titles: Titles, reviews: int) -> tuple[str, str] | None:
    """The one type that the lines before the reviews name, and the sentence; None for several, or none.

    Of several reviews they name it in the plural, or say it of each. Where they name several types, it is the one of
    which they say that such reviews were published.
    """
    found: dict[str, str] = {}
    published: dict[str, str] = {}
    for text in (sentence for line in lines for sentence in sentences(line) if len(sentence) <= _LONGEST):
        for slug, is_published in _types(text, titles, reviews):
            found.setdefault(slug, text)
            if is_published:
                published.setdefault(slug, text)
    chosen = found if len(found) == 1 else published
    return next(iter(chosen.items())) if len(chosen) == 1 else None


def _types(text: str, titles: Titles, reviews: int) -> Iterator[tuple[str, bool]]:
    """The types of reviews of children that a sentence names in the plural or of each, or of one review.

    With each, whether the sentence says that such reviews were published.
    """
    alone = titles.type_of(text) if reviews == 1 else None
    if alone and alone[0] not in ("other", ADULTS):
        yield alone[0], False
    ends = {plural.end() - 1 for plural in _PLURAL.finditer(text)}
    starts = {each.end() for each in _EACH.finditer(text)}
    for end in sorted(ends):
        kinds = [kind for kind in titles.pattern.finditer(f"{text[:end]} ") if kind.end() == end]
        named = titles.type_of(text[:end], kinds[0].start()) if kinds else None
        if named and named[0] not in ("other", ADULTS):
            yield named[0], _PUBLISHED.match(text, end + 1) is not None
    for kind in titles.pattern.finditer(text):
        named = titles.type_of(text, kind.start()) if kind.start() in starts else None
        if named and named[0] not in ("other", ADULTS):
            yield named[0], _PUBLISHED.match(text, kind.end()) is not None
