"""The paragraphs of a document as lines, as those of a page in HTML are."""

from __future__ import annotations

from dataclasses import dataclass, field

from .encoding import refuse
from .grid import Grid
from .lines import MAX_LINES, Line, without_invisible

_BULLET = "• "


@dataclass
class Paragraph:
    """A paragraph that is being read."""

    heading: bool = False
    item: bool = False
    """Whether it is an item of a list."""
    pieces: list[str] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    length: int = 0
    strong: bool = True
    """Whether all of its text is bold."""

    def add(self, text: str, bold: bool = False, href: str | None = None) -> None:
        """Put text at its end; a line break in it starts a new line."""
        text = without_invisible(text)
        if not text:
            return
        start, self.length = self.length, self.length + len(text)
        self.pieces.append(text)
        self.strong = self.strong and (bold or text.isspace())
        if href:
            if self.links and self.links[-1][1:] == (start, href):
                start = self.links.pop()[0]
            self.links.append((start, self.length, href))


class Paragraphs:
    """The lines of a document: an empty one before and after each paragraph but the items of a list."""

    def __init__(self, name: str) -> None:
        """Take the name of the file, for what is wrong with it."""
        self.lines: list[Line] = []
        self.grid = Grid()
        self._name = name
        self._gap = False

    def part(self) -> None:
        """Have an empty line before what comes next."""
        self._gap = True

    def take(self, paragraph: Paragraph, number: int) -> None:
        """Add the lines of a paragraph; of one without text, that it parts others. Raises DataError."""
        text = "".join(paragraph.pieces)
        if not text or text.isspace():
            self.part()
            return
        if not paragraph.item:
            self.part()
        start = 0
        for piece in text.split("\n"):
            end = start + len(piece)
            if piece and not piece.isspace():
                self._emit(piece, start, paragraph, number)
            start = end + 1
        if not paragraph.item:
            self.part()

    def _emit(self, text: str, start: int, paragraph: Paragraph, number: int) -> None:
        bullet = _BULLET if paragraph.item and not start and not text.lstrip().startswith(("•", "·")) else ""
        shift = len(bullet) - start
        links = tuple(
            (max(first, start) + shift, min(last, start + len(text)) + shift, href)
            for first, last, href in paragraph.links
            if first < start + len(text) and last > start
        )
        heading = (paragraph.heading or paragraph.strong) and not paragraph.item
        if len(self.lines) >= MAX_LINES:
            refuse(self._name, f"has more than {MAX_LINES:,} lines; is it a bulletin?")
        if self._gap and self.lines:
            self.lines.append(Line(number, ""))
        self._gap = False
        self.lines.append(Line(number, bullet + text, links, heading, self.grid.cell))
