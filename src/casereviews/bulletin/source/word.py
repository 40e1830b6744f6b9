"""A Word document as lines: its paragraphs, items of lists and cells, in their order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath

from ...text import counted
from .encoding import refuse
from .lines import Aside, Extract, raised
from .package import Package
from .paragraphs import Paragraph, Paragraphs
from .word_styles import Quiet, Relations, Style, Styles, W, attribute, is_on

WHAT = "a Word document"

_R = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_UNSEEN = frozenset(("del", "moveFrom", "rPrChange", "pPrChange", "Fallback"))
"""Elements whose text is not shown: what was deleted or moved away, and what stands in for something newer."""

_LINK = re.compile(r'HYPERLINK\s++"([^"]++)"')  # the instruction of a field: `HYPERLINK "https://example.org"`
_RUNNING = re.compile(r"word/(?:header|footer)\d*+\.xml")
_MOST_RUNNING = 20  # of such parts that are read


def is_word(data: bytes) -> bool:
    """Whether a file is a document of Word's, or another of Office's."""
    return data.startswith(b"PK\x03\x04") and b"[Content_Types].xml" in data


def extract(data: bytes, name: str) -> Extract:
    """The text of a Word document. Raises DataError."""
    package = Package(data, name, WHAT)
    main = next(iter(_related(package, "_rels/.rels", "/officeDocument").values()), "word/document.xml").lstrip("/")
    folder, _, file = main.rpartition("/")
    if not package.has(main) or (folder and folder != "word"):
        refuse(name, "is a document of Office but not of Word; save it as .docx, PDF, plain text or HTML")
    relations = f"{folder}/_rels/{file}.rels"
    styles = Styles()
    for part in _related(package, relations, "/styles").values():
        package.tell(normpath(join(folder, part)).lstrip("/"), styles)
    body = _Body(name, styles.resolved(), _related(package, relations, "/hyperlink"))
    package.tell(main, body)
    if not body.paragraphs.lines and any(part.endswith("/vbaProject.bin") for part in package.parts):
        refuse(name, "is a Word document of macros only, without text; save what they show as PDF")
    running = [part for part in package.parts if _RUNNING.fullmatch(part)]
    asides = [*body.asides(), *[Aside("heads and feet of pages")][: len(running)]]
    heads = _Body(name, styles.resolved(), {})
    for part in running[:_MOST_RUNNING]:
        package.tell(part, heads)
    return Extract(body.paragraphs.lines, "paragraph", asides, heads=[line.text for line in heads.paragraphs.lines])


def _related(package: Package, part: str, kind: str) -> dict[str, str]:
    """What a part refers to of a kind, by id."""
    relations = Relations(kind)
    package.tell(part, relations)
    return relations.targets


@dataclass
class _Run:
    """Characters that are shown alike."""

    bold: bool | None = None
    hidden: bool = False
    raised: bool = False


@dataclass
class _Open:
    """A paragraph that is open; a box of text in it holds others."""

    number: int
    made: Paragraph = field(default_factory=Paragraph)
    style: Style = field(default_factory=Style)
    run: _Run | None = None
    item: bool | None = None
    outlined: bool = False


class _Body(Quiet):
    """What is told of the main part of a document, in its order."""

    def __init__(self, name: str, styles: Mapping[str, Style], links: Mapping[str, str]) -> None:
        self.paragraphs = Paragraphs(name)
        self._styles = styles
        self._links = links
        self._open: list[_Open] = []
        self._count = 0
        self._notes = 0
        self._contents = 0
        self._unseen = 0  # elements that are open and not shown
        self._is_text = False
        self._href: str | None = None
        self._instruction: list[str] | None = None  # of a field, whose result comes after it

    def asides(self) -> list[Aside]:
        """What was left aside."""
        notes = [Aside(counted(self._notes, "footnote"))] if self._notes else []
        contents = f"{counted(self._contents, 'line')} of a table of contents"
        return notes + ([Aside(contents)] if self._contents else [])

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        if name in _UNSEEN:
            self._unseen += 1
        if self._unseen or namespace not in W:
            return
        value = attribute(attributes, "val")
        if name == "p":
            self._count += 1
            self._open.append(_Open(self._count))
        elif name == "tbl":
            self.paragraphs.grid.start_table()
        elif name == "tr":
            self.paragraphs.grid.start_row()
        elif name == "tc":
            self.paragraphs.part()
            self.paragraphs.grid.start_cell()
        elif name == "hyperlink":
            self._href = self._links.get(
                next((attributes[f"{space} id"] for space in _R if f"{space} id" in attributes), "")
            )
        elif name == "fldSimple":
            self._href = _link(attribute(attributes, "instr"))
        elif name == "fldChar":
            self._field(attribute(attributes, "fldCharType"))
        elif self._open and self._open[-1].run:
            self._in_run(name, value, self._open[-1], self._open[-1].run)
        elif self._open:
            self._in_paragraph(name, value, self._open[-1])

    def _field(self, part: str) -> None:
        """Take the begin of a field, what parts its instruction from its result, or its end."""
        if part == "separate":
            self._href = _link("".join(self._instruction or ()))
        elif part == "end":
            self._href = None
        self._instruction = [] if part == "begin" else None

    def _in_paragraph(self, name: str, value: str, paragraph: _Open) -> None:
        if name == "r":
            paragraph.run = _Run()
        elif name == "pStyle":
            paragraph.style = self._styles.get(value, paragraph.style)
        elif name == "numId":
            paragraph.item = value != "0"
        elif name == "outlineLvl":
            paragraph.outlined = value in "012345678"

    def _in_run(self, name: str, value: str, paragraph: _Open, run: _Run) -> None:
        if name == "b":
            run.bold = is_on(value)
        elif name == "rStyle":
            style = self._styles.get(value)
            run.bold = style.bold if style and run.bold is None else run.bold
        elif name == "vertAlign":
            run.raised = value == "superscript"
        elif name == "vanish":
            run.hidden = is_on(value)
        elif name in ("t", "instrText"):
            self._is_text = True
            if name == "instrText" and self._instruction is None:
                self._is_text = False
        elif name in ("tab", "br", "cr", "noBreakHyphen"):
            self._add({"tab": " ", "noBreakHyphen": "-"}.get(name, "\n"), paragraph, run)
        elif name in ("footnoteReference", "endnoteReference"):
            self._notes += 1

    def data(self, text: str) -> None:
        if not self._is_text or self._unseen or not self._open:
            return
        if self._instruction is not None:
            self._instruction.append(text)
        elif run := self._open[-1].run:
            self._add(text.replace("\n", " "), self._open[-1], run)

    def _add(self, text: str, paragraph: _Open, run: _Run) -> None:
        if not run.hidden:
            bold = paragraph.style.bold if run.bold is None else run.bold
            paragraph.made.add(raised(text) if run.raised else text, bool(bold), self._href)

    def end(self, tag: str) -> None:
        namespace, _, name = tag.rpartition(" ")
        if name in _UNSEEN:
            self._unseen -= 1
        if self._unseen or namespace not in W:
            return
        if name in ("t", "instrText"):
            self._is_text = False
        elif name in ("hyperlink", "fldSimple"):
            self._href = None
        elif name == "tbl":
            self.paragraphs.grid.end_table()
        elif name == "tc":
            self.paragraphs.part()
        elif name == "r" and self._open:
            self._open[-1].run = None
        elif name == "p" and self._open:
            self._close(self._open.pop())

    def _close(self, paragraph: _Open) -> None:
        """Add a paragraph to the lines, unless it is of a table of contents."""
        if paragraph.style.contents:
            self._contents += 1
            return
        made = paragraph.made
        made.heading = paragraph.style.heading or paragraph.outlined
        made.item = bool(paragraph.style.item if paragraph.item is None else paragraph.item) and not made.heading
        self.paragraphs.take(made, paragraph.number)


def _link(instruction: str) -> str | None:
    """Where a field leads that is a link."""
    found = _LINK.match(instruction.strip())
    return found[1] if found else None
