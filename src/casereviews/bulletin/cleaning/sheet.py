"""The lines that are being cleaned, and which of them are put aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..source.lines import Aside, Line

SENTENCE_ENDS = ".!?)’”\"':;"


class Sheet:
    """The lines of a file; what is put aside keeps its place, so that what stands beside it can be told."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Take the lines."""
        self.lines = list(lines)
        self.texts = [line.single_spaced for line in self.lines]
        """Each line with single spaces; empty where it has no text."""
        self._kinds: dict[int, str] = {}
        self._cut: dict[int, tuple[str, Line]] = {}  # the beginnings of lines that stay

    def put_aside(self, index: int, kind: str) -> None:
        """Put a line aside, unless it was already."""
        if self.texts[index]:
            self._kinds.setdefault(index, kind)

    def cut(self, index: int, end: int, kind: str) -> None:
        """Put the beginning of a line aside, up to an offset."""
        line = self.lines[index]
        links = tuple((first, min(last, end), href) for first, last, href in line.links if first < end)
        self._cut[index] = kind, line._replace(text=line.text[:end].strip(), links=links)
        self.replace(index, edited(line, 0, end))

    def is_aside(self, index: int) -> bool:
        """Whether a line is put aside."""
        return index in self._kinds

    def kind(self, index: int) -> str | None:
        """The kind for which a line is put aside; None where it is not."""
        return self._kinds.get(index)

    def kept(self) -> Iterator[int]:
        """The indices of the lines that have text and are not put aside."""
        return (index for index, text in enumerate(self.texts) if text and index not in self._kinds)

    def replace(self, index: int, line: Line) -> None:
        """Put another line in the place of one."""
        self.lines[index] = line
        self.texts[index] = line.single_spaced

    def asides(self) -> list[Aside]:
        """What was put aside, by its kind."""
        found: dict[str, list[Line]] = {}
        whole = ((index, (kind, self.lines[index])) for index, kind in self._kinds.items())
        for _, (kind, line) in sorted([*whole, *self._cut.items()], key=lambda one: one[0]):
            found.setdefault(kind, []).append(line)
        return [Aside(kind, lines) for kind, lines in found.items()]

    def rest(self) -> list[Line]:
        """The lines that are left. What was put aside in the middle of a sentence leaves no gap there."""
        if not self._kinds:
            return self.lines
        made: list[Line] = []
        gap: list[Line] = []
        is_cut = False
        for index, line in enumerate(self.lines):
            if index in self._kinds:
                is_cut = True
            elif not self.texts[index]:
                gap.append(line)
            else:
                if is_cut and made:
                    gap = [Line(line.number, "")]
                if not (is_cut and made and _is_one(made[-1].text, line.text)):
                    made += gap
                made.append(line)
                gap, is_cut = [], False
        return made + gap


def _is_one(before: str, text: str) -> bool:
    """Whether a line that what was put aside parts from the line before it belongs to the same paragraph."""
    return goes_on(before, text) or (before.rstrip()[-1:] == ";" and text.lstrip()[:1].islower())


def goes_on(before: str, text: str) -> bool:
    """Whether a text goes on the sentence of the line before it."""
    before, text = before.rstrip(), text.lstrip()
    return before[-1:] not in SENTENCE_ENDS and text[:1].islower() and not is_short_label(text)


def is_short_label(text: str) -> bool:
    """Whether a line begins as an item of a list does: `o `, `a) `."""
    head = text.split(" ", 1)[0]
    return (len(head) == 1 and head != "a") or head[1:] in (".", ")")


def edited(line: Line, start: int, end: int, new: str = "") -> Line:
    """A line with other text between two offsets, and its links where they belong."""
    shift = len(new) - (end - start)

    def moved(offset: int) -> int:
        return offset if offset <= start else max(start + len(new), offset + shift)

    links = tuple((moved(first), moved(last), href) for first, last, href in line.links)
    text = line.text[:start] + new + line.text[end:]
    return line._replace(text=text, links=tuple(link for link in links if link[0] < link[1]))
