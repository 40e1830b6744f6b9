"""Menus: runs of short lines that lead elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..documents import names_document
from ..source.lines import Line, is_all_link
from .notices import NOTICES, is_entry
from .sheet import Sheet

_LEAST = 3  # lines of a menu
_LONGEST = 60  # characters of a line in one
_FILES = (".pdf", ".doc", ".docx", ".odt")


def put_aside(sheet: Sheet) -> None:
    """Put such runs aside."""
    for run in _runs(sheet):
        if len(run) < _LEAST:
            continue
        if _is_link(sheet.lines[run[0]]) and not _is_of_documents(sheet, run):
            menu = run
        else:
            menu = [index for block in _blocks(run) if _is_of_entries(sheet, block) for index in block]
        if len(menu) >= _LEAST:
            for index in menu:
                sheet.put_aside(index, NOTICES)


def _runs(sheet: Sheet) -> Iterator[list[int]]:
    """The lines that may be of a menu, as they follow each other; those that are links apart from others."""
    run: list[int] = []
    was_link = False
    for index in sheet.kept():
        line, text = sheet.lines[index], sheet.texts[index]
        is_link = _is_link(line)
        may_be = not line.heading and len(text) <= _LONGEST and text[-1] not in ".;:" and (is_link or _is_short(text))
        if run and (not may_be or is_link is not was_link):
            yield run
            run = []
        if may_be:
            run.append(index)
        was_link = is_link
    yield run


def _blocks(run: Sequence[int]) -> Iterator[list[int]]:
    """The lines of a run that stand together."""
    block: list[int] = []
    for index in run:
        if block and index > block[-1] + 1:
            yield block
            block = []
        block.append(index)
    yield block


def _is_of_entries(sheet: Sheet, block: Sequence[int]) -> bool:
    """Whether a half of some lines are what menus have."""
    return sum(is_entry(sheet.texts[index]) for index in block) * 2 >= len(block)


def _is_short(text: str) -> bool:
    return len(text.split()) <= 6


def _is_link(line: Line) -> bool:
    """Whether all of a line leads somewhere."""
    covered = sum(end - start for start, end, _ in line.links)
    return is_all_link(covered, line.text.strip())


def _is_of_documents(sheet: Sheet, run: Sequence[int]) -> bool:
    """Whether a half of what they lead to are documents."""
    found = 0
    for index in run:
        hrefs = [href.casefold().partition("?")[0] for _, _, href in sheet.lines[index].links]
        found += names_document(sheet.texts[index]) or any(href.endswith(_FILES) for href in hrefs)
    return found * 2 >= len(run)
