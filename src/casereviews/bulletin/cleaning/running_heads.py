"""Running heads and page numbers, whatever the margin: what comes again where a sentence or a page breaks off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..layout.lead_ins import begins_section
from ..source.lines import RUNNING_HEADS
from .sheet import Sheet, goes_on

_LONGEST = 120  # characters
_MOST_HEADS = 4  # lines of a head and a foot together
_TOP = 5  # lines, among which a head is the title of the file


def put_aside(sheet: Sheet) -> None:
    """Put them aside, but for the first, where it is the title of the file."""
    _numbers(sheet)
    kept = list(sheet.kept())
    at = {index: number for number, index in enumerate(kept)}
    page = next((index for index in range(len(sheet.lines)) if sheet.kind(index) == RUNNING_HEADS), len(sheet.lines))
    first = {index for index in kept[:_TOP] if index < page}
    looks = {look: indices for look, indices in _looks(sheet, kept).items() if len(indices) > 1}
    repeated = {index for indices in looks.values() for index in indices}
    for indices in looks.values():
        breaks = sum(_is_in_sentence(sheet, kept, at[index], repeated) for index in indices)
        beside = sum(_is_beside_number(sheet, index) for index in indices)
        is_head = (breaks and breaks * 2 >= len(indices) - 1) or (beside > 1 and beside >= len(indices) - 1)
        if is_head and not _is_text_again(sheet, kept, [at[index] for index in indices]):
            for index in indices:
                if not (index == indices[0] and index in first):
                    sheet.put_aside(index, RUNNING_HEADS)


def _numbers(sheet: Sheet) -> None:
    """Put numbers aside that stand alone, and grow as those of pages do."""
    lines, texts = sheet.lines, sheet.texts
    found = [at for at in sheet.kept() if len(texts[at]) <= 4 and texts[at].isdecimal() and not lines[at].cell]
    numbers = [int(texts[index]) for index in found]
    if len(numbers) > 1 and all(0 < second - first <= 3 for first, second in pairwise(numbers)):
        for index in found:
            sheet.put_aside(index, RUNNING_HEADS)


def _looks(sheet: Sheet, kept: Sequence[int]) -> dict[str, list[int]]:
    """The lines that may be running heads, by what they say but for a number at either end."""
    found: dict[str, list[int]] = {}
    for index in kept:
        text = sheet.texts[index]
        if len(text) <= _LONGEST and text[-1] not in ".:;,!?" and (look := _look(text)):
            found.setdefault(look, []).append(index)
    return {look: indices for look, indices in found.items() if not begins_section(sheet.texts[indices[0]])}


def _look(text: str) -> str:
    first, _, rest = text.partition(" ")
    return (rest if rest and first.strip("|.-–").isdecimal() else text).rstrip("0123456789 |–-").casefold()


def _is_in_sentence(sheet: Sheet, kept: Sequence[int], number: int, repeated: set[int]) -> bool:
    """Whether a line stands in the middle of a sentence."""
    before = next((other for other in reversed(kept[max(0, number - 3) : number]) if other not in repeated), None)
    after = next((other for other in kept[number + 1 : number + 4] if other not in repeated), None)
    return before is not None and after is not None and goes_on(sheet.texts[before], sheet.texts[after])


def _is_text_again(sheet: Sheet, kept: Sequence[int], places: Sequence[int]) -> bool:
    """Whether a line comes again mostly because all the text around it does; other text stands around a head."""
    pairs = list(pairwise(places))
    return sum(_alike(sheet, kept, *pair) > _MOST_HEADS for pair in pairs) * 2 > len(pairs)


def _alike(sheet: Sheet, kept: Sequence[int], one: int, other: int) -> int:
    """How many lines around two places are the same, where there are not too many for a head."""
    found = 1
    for step in (-1, 1):
        for far in range(step, step * (_MOST_HEADS + 1), step):
            if one + far < 0 or other + far >= len(kept):
                break
            if sheet.texts[kept[one + far]] != sheet.texts[kept[other + far]]:
                break
            found += 1
    return found


def _is_beside_number(sheet: Sheet, index: int) -> bool:
    """Whether a line stands beside the number of a page."""
    return any(sheet.kind(near) == RUNNING_HEADS for near in _beside(sheet, index))


def _beside(sheet: Sheet, index: int) -> Iterator[int]:
    """The lines next to one that have text."""
    for step in (-1, 1):
        near = index + step
        while 0 <= near < len(sheet.texts) and abs(near - index) < 5:
            if sheet.texts[near]:
                yield near
                break
            near += step
