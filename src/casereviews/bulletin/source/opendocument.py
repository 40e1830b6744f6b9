"""A text document of LibreOffice's, OpenDocument, as lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...text import counted
from .encoding import refuse
from .lines import Aside, Extract
from .package import LOCKED, Package
from .paragraphs import Paragraph, Paragraphs

WHAT = "an OpenDocument text"

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _STYLE, _OFFICE = f"{_SPACE}text:1.0", f"{_SPACE}style:1.0", f"{_SPACE}office:1.0"
_TABLE = f"{_SPACE}table:1.0"
_BOLD = f"{_SPACE}xsl-fo-compatible:1.0 font-weight"
_HREF = "http://www.w3.org/1999/xlink href"

_UNSEEN = frozenset((
    f"{_TEXT} note", f"{_TEXT} table-of-content", f"{_TEXT} tracked-changes", f"{_OFFICE} annotation",
    f"{_OFFICE} forms",
))  # fmt: skip
"""Elements that are no text of the document itself."""


def is_opendocument(data: bytes) -> bool:
    """Whether a file is a text document by its first part, which says so."""
    return data.startswith(b"PK\x03\x04") and b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:128]


def extract(data: bytes, name: str) -> Extract:
    """The text of an OpenDocument. Raises DataError."""
    package = Package(data, name, WHAT)
    manifest = _Manifest()
    package.tell("META-INF/manifest.xml", manifest)
    if manifest.is_locked:
        refuse(name, LOCKED)
    if not package.has("content.xml"):
        package.refuse_damaged()
    content = _Content(name)
    package.tell("content.xml", content)
    return Extract(content.paragraphs.lines, "paragraph", asides=content.asides())


class _Manifest:
    """The list of a document's parts."""

    is_locked = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        self.is_locked = self.is_locked or tag.endswith(" encryption-data")

    def end(self, tag: str) -> None:
        """Take no notice."""

    def data(self, text: str) -> None:
        """Take no notice."""


@dataclass
class _Open:
    """A paragraph that is open; a frame in it holds others."""

    number: int
    made: Paragraph
    bold: list[bool] = field(default_factory=list)
    """Of the paragraph, and of each span that is open in it."""


class _Content:
    """What is told of a document's content, in its order."""

    def __init__(self, name: str) -> None:
        """Take the name of the file."""
        self.paragraphs = Paragraphs(name)
        self._bold: dict[str, bool] = {}  # by the name of a style
        self._style = ""
        self._open: list[_Open] = []
        self._count = 0
        self._unseen = 0  # elements that are open and not shown
        self._notes = 0
        self._lists = 0  # items that are open
        self._href: str | None = None

    def asides(self) -> list[Aside]:
        """What was left aside."""
        return [Aside(counted(self._notes, "footnote"))] if self._notes else []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        if tag in _UNSEEN:
            self._unseen += 1
            self._notes += tag.endswith(" note")
        if self._unseen:
            return
        namespace, _, name = tag.rpartition(" ")
        if namespace == _STYLE:
            self._take_style(name, attributes)
        elif namespace == _TABLE and name == "table":
            self.paragraphs.grid.start_table()
        elif name == "table-row":
            self.paragraphs.grid.start_row()
        elif name in ("table-cell", "section"):
            self.paragraphs.part()
            if name == "table-cell":
                self.paragraphs.grid.start_cell()
        elif namespace == _TEXT:
            self._take_text(name, attributes)

    def _take_style(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self._style = attributes.get(f"{_STYLE} name", "")
            self._bold[self._style] = self._bold.get(attributes.get(f"{_STYLE} parent-style-name", ""), False)
        elif name == "text-properties" and _BOLD in attributes:
            self._bold[self._style] = attributes[_BOLD] in ("bold", "600", "700", "800", "900")

    def _take_text(self, name: str, attributes: Mapping[str, str]) -> None:
        style = attributes.get(f"{_TEXT} style-name", "")
        if name in ("p", "h"):
            self._count += 1
            heading = name == "h" or style in ("Title", "Subtitle")
            made = Paragraph(heading, self._lists > 0 and not heading)
            self._open.append(_Open(self._count, made, [self._bold.get(style, False)]))
        elif name == "list-item":
            self._lists += 1
        elif not self._open:
            return
        elif name == "span":
            self._open[-1].bold.append(self._bold.get(style, self._open[-1].bold[-1]))
        elif name == "a":
            self._href = attributes.get(_HREF)
            self._href = None if self._href and self._href.startswith("#") else self._href
        elif name == "line-break":
            self._add("\n")
        elif name in ("tab", "s"):  # the latter stands for several spaces, which become one
            self._add(" ")

    def data(self, text: str) -> None:
        """Take text."""
        if self._open and not self._unseen:
            self._add(text.replace("\n", " "))

    def _add(self, text: str) -> None:
        self._open[-1].made.add(text, self._open[-1].bold[-1], self._href)

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if tag in _UNSEEN:
            self._unseen -= 1
        if self._unseen:
            return
        namespace, _, name = tag.rpartition(" ")
        if name == "table-cell":
            self.paragraphs.part()
        elif namespace == _TABLE and name == "table":
            self.paragraphs.grid.end_table()
        elif namespace != _TEXT:
            return
        elif name in ("p", "h") and self._open:
            paragraph = self._open.pop()
            self.paragraphs.take(paragraph.made, paragraph.number)
        elif name == "list-item":
            self._lists -= 1
        elif name == "span" and self._open:
            self._open[-1].bold.pop()
        elif name == "a":
            self._href = None
