"""A page of HTML, or the HTML of an e-mail, as the lines of text that a browser shows.

The parser tells of tags and text as they stand in the file, and no tree is built: text keeps its order whatever is
nested wrongly, the time grows with the size, and no depth is too deep. The parser looks through whatever is open for
what an end tag ends, so where very much is open, another parser goes on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from .grid import Grid
from .html_style import HEADINGS, ROLES, Style, opened, style
from .lines import MAX_LINES, Aside, Extract, Line, raised, without_invisible

# A tag that only a page has, `<body`; one of a text in HTML, `<br/>`, of which a text may speak once; or another, `<?`.
_TAG = re.compile(
    r"<(?:(?P<frame>!doctype\s+html|html|head|body)\b|(?P<text>/?(?:p|div|span|table|t[dr]|ul|ol|li|h[1-6]|br|hr|b|i"
    r"|strong|em|a(?=\s+href)|font)(?=[\s/>])[^<>]*>)|(?P<other>[a-z!/?]))",
    re.IGNORECASE,
)
_LOOKED_AT = 1 << 16  # characters in which HTML shows itself

_APART = HEADINGS | {
    "article", "blockquote", "caption", "details", "dl", "figure", "header", "hr", "listing", "main", "ol", "p",
    "plaintext", "pre", "section", "table", "td", "th", "title", "ul", "xmp",
}  # fmt: skip
"""Elements with an empty line before and after them."""

_BREAKS = frozenset((
    "address", "aside", "body", "center", "dd", "dialog", "dir", "div", "dt", "fieldset", "figcaption", "footer",
    "form", "hgroup", "html", "legend", "li", "menu", "nav", "tbody", "tfoot", "thead", "tr",
))  # fmt: skip
"""Elements on lines of their own."""

_CELLS = frozenset(("table", "tr", "td", "th", "dl", "dt", "dd"))

_PLAIN = frozenset(("br", "div", "em", "font", "hr", "i", "p", "span", "table", "tbody", "td", "tr", "ul"))
"""Elements that hand on the style of what they stand in, unless they have attributes; others may too."""

_SPACES = re.compile(r"[ \t\n]+")  # as in `a \n b`; a no-break space is none of them
_TO_SPACE = str.maketrans("\r\v\f\x85\u2028\u2029", " " * 6)
_BULLET = "• "

_PIECE = re.compile(r"[^\n]{1,4096}[^\n<]*\n*|\n+")
"""What the parser is given at once: a line, `<p>Text`, as that tells on which line a tag ends; of a long one a part."""

_PANELS = frozenset(("dd", "div", "ol", "section", "table", "td", "ul"))
"""Elements that may be hidden until the heading before them is pressed."""

_DEEPEST = 1000
"""How many elements may be open."""

_SMALL_FORM = 1000
"""A form with fewer characters asks for something; one with more is the page, as some servers make it."""


def recognises(text: str, name: str) -> bool:
    """Whether a text is HTML, which its tags tell; one is enough where the file's name ends as a page's does."""
    kinds = [tag.lastgroup for tag in _TAG.finditer(text, 0, _LOOKED_AT)]
    if name.lower().endswith((".html", ".htm", ".xhtml")):
        return bool(kinds)
    return "frame" in kinds or kinds.count("text") > 1


def extract(text: str) -> Extract:
    """The lines of a page, with their numbers in the file. Raises ImportError where the parser is not installed.

    Headings, paragraphs and cells have an empty line before and after them; items of lists start with a bullet. What
    frames the page is left aside: its navigation, header and footer; forms, controls, code and what is hidden are left
    out. What is only hidden from screen readers is kept, for it is seen, and so is a panel that opens at a click.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TO_SPACE)
    start = len(text) - len(text.lstrip())
    lowered = text.lower()
    own = {tag for tag in ("html", "head", "body") if any(f"<{tag}{end}" in lowered for end in "> \t\n/")}
    page = _Page(text.count("\n", 0, start) + 1, own)
    parser = _parser(page)
    for found in _PIECE.finditer(text, start):
        if page.depth > _DEEPEST:
            page.leave_all()
            parser = _parser(page)
        parser.feed(found[0].encode())
        page.fed += found[0].count("\n")
    with suppress(SyntaxError):  # there was nothing in it
        parser.close()
    return Extract(page.lines, asides=[Aside(what, held) for what, held in page.asides.items()])


def _parser(page: _Page) -> Any:
    """A parser that tells a page of tags and text."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.HTMLParser(target=page, huge_tree=True, encoding="utf-8")
    parser.feed(b"<!-- -->")  # the parser waits for some bytes before it tells of the first tag
    return parser


class _Element(NamedTuple):
    """An element that is open."""

    style: Style
    gap: bool | None
    """Whether it stands apart from what surrounds it, or only on lines of its own; None where it stands in a line."""


class _Form(NamedTuple):
    """A form that is open, and where it started."""

    depth: int
    lines: int
    size: int


class _Page:
    """What lxml calls with each tag and each text, in their order."""

    def __init__(self, first: int, own: set[str]) -> None:
        """Take the line of the first text, and which of html, head and body the file has; others are the parser's."""
        self.lines: list[Line] = []
        self.fed = first
        """The line that the parser is given."""
        self._own = own
        self._line = first  # where the text that comes next starts
        self._texts: list[str] = []  # the pieces of text since the last tag
        self._elements = [_Element(Style(), None)]
        self.asides: dict[str, list[Line]] = {}
        """What frames the page, by its kind."""
        self._opened: set[str] = set()  # ids of what opens at a click
        self._forms: list[_Form] = []
        self._size = 0  # characters in the lines
        self._gap = False  # whether an empty line is due
        self._bullet = False  # whether a bullet is
        self._pieces: list[str] = []  # of the line, with all that follows
        self._links: list[tuple[int, int, str]] = []
        self._length = 0
        self._number = 0
        self._strong = True  # whether all of its text is
        self._grid = Grid()

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return len(self._elements)

    def leave_all(self) -> None:
        """Close every element; an open form keeps its text."""
        self._take_texts()
        del self._elements[1:]
        self._forms.clear()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        self._move(tag)
        outer = self._elements[-1].style
        if outer.unseen or (not attributes and tag in _PLAIN):
            part, made = tag, outer
        else:
            part = ROLES.get(attributes.get("role", ""), tag)
            made = style(part, attributes, outer, self._is_panel(part, attributes))
            self._opened.update(opened(attributes))
        gap = True if part in _APART else False if part in _BREAKS else None
        if outer.item and part in ("ul", "ol"):
            gap = False
        self._elements.append(_Element(made, gap))
        if gap is not None:
            self._break(gap)
        if part in _CELLS:
            self._start_cell(part)
        if made.unseen:
            return
        if tag == "br":
            self._new_line()
        elif part == "li":
            self._bullet = True
        elif part in HEADINGS:
            self._bullet = False  # the item of a list that is a piece of the page, with a heading
        elif part == "form":
            self._forms.append(_Form(len(self._elements), len(self.lines), self._size))

    def _is_panel(self, part: str, attributes: Mapping[str, str]) -> bool:
        """Whether an element is opened by another, which names it, or is the heading right before it."""
        if attributes.get("id", "") in self._opened:
            return True
        return part in _PANELS and bool(self.lines) and self.lines[-1].heading and not self._pieces

    def end(self, tag: str) -> None:
        """Close the last element, at its own tag or because another cannot stand in it."""
        self._move(tag, ends=True)
        if self._forms and self._forms[-1].depth == len(self._elements):
            self._end_form(self._forms.pop())
        element = self._elements.pop()
        if element.gap is not None:
            self._break(element.gap)
        if tag == "li":
            self._bullet = False
        elif tag in ("table", "dl"):
            self._grid.end_table()

    def _start_cell(self, part: str) -> None:
        """Begin a table, a row or a cell; a list of definitions is read as a table."""
        if part in ("table", "dl"):
            self._grid.start_table()
        elif part in ("tr", "dt"):
            self._grid.start_row()
        if part in ("td", "th", "dt", "dd"):
            self._grid.start_cell()

    def data(self, text: str) -> None:
        """Take some text, or a piece of it."""
        self._texts.append(text)

    def comment(self, text: str) -> None:
        """Pass over a comment, which parts texts."""
        self._move("")

    def close(self) -> None:
        """End the last line, at the end of the file."""
        self._take_texts()
        self._flush()

    def _move(self, tag: str, ends: bool = False) -> None:
        """Start what comes next on the line that the parser is given, unless it made this tag up."""
        if self._texts:
            self._take_texts()
        if tag not in ("html", "head", "body") or (tag in self._own and not ends):
            self._line = self.fed

    def _take_texts(self) -> None:
        """Put the text since the last tag into lines."""
        text = "".join(self._texts)
        self._texts.clear()
        own = self._elements[-1].style
        if own.aside and not text.isspace():
            self._take_aside(text, own.aside)
        if not own.unseen:
            shown = text if text.isascii() and text.isprintable() else without_invisible(text).translate(_TO_SPACE)
            if own.verbatim:
                self._add_verbatim(shown, own)
            else:
                self._add(raised(shown) if own.raised else shown, own)
        self._line += text.count("\n")

    def _take_aside(self, text: str, what: str) -> None:
        held = self.asides.setdefault(what, [])
        if len(held) < MAX_LINES:
            number = self._line + text[: len(text) - len(text.lstrip())].count("\n")
            held.append(Line(number, " ".join(without_invisible(text).split())))

    def _add(self, text: str, own: Style) -> None:
        """Put text into the line, with its white space as single spaces, or none at the start."""
        collapsed = _SPACES.sub(" ", text)
        if not self._pieces or self._pieces[-1][-1] == " ":
            collapsed = collapsed.lstrip(" ")
        if collapsed:
            before = text[: len(text) - len(text.lstrip())]
            self._append(collapsed, own, self._line + before.count("\n"))

    def _add_verbatim(self, text: str, own: Style) -> None:
        for number, piece in enumerate(text.split("\n"), self._line):
            if number > self._line:
                self._new_line()
            if piece:
                self._append(piece, own, number)

    def _append(self, text: str, own: Style, number: int) -> None:
        if not self._pieces:
            self._number = number
        self._pieces.append(text)
        start, self._length = self._length, self._length + len(text)
        if not text.isspace():
            self._strong = self._strong and (own.heading or own.bold)
        if own.href:
            if self._links and self._links[-1][1:] == (start, own.href):
                start = self._links.pop()[0]
            self._links.append((start, self._length, own.href))

    def _break(self, gap: bool) -> None:
        """Put what comes next on another line, after an empty one where there is to be a gap."""
        self._flush()
        self._gap = self._gap or gap

    def _new_line(self) -> None:
        """End the line, an empty one too."""
        if not self._flush():
            self._gap = True

    def _flush(self) -> bool:
        """Add the line to the lines, and tell whether it has text."""
        if not self._pieces:
            return False
        text = "".join(self._pieces)
        if text.isspace():
            self._clear()
            return False
        text = text.rstrip(" \t")
        links = tuple(_trimmed(text, *link) for link in self._links)
        if self._bullet and not text.startswith(("•", "·")):
            text = _BULLET + text
            links = tuple((start + len(_BULLET), end + len(_BULLET), href) for start, end, href in links)
        heading = self._strong and not self._bullet
        if self._gap and self.lines:
            self._emit(Line(self._number, ""))
        self._emit(
            Line(self._number, text, tuple(link for link in links if link[0] < link[1]), heading, self._grid.cell)
        )
        self._gap = self._bullet = False
        self._clear()
        return True

    def _emit(self, line: Line) -> None:
        self._size += len(line.text)
        if len(self.lines) <= MAX_LINES:  # one more than may be tells that there are too many
            self.lines.append(line)

    def _clear(self) -> None:
        self._pieces, self._links, self._length, self._strong = [], [], 0, True

    def _end_form(self, form: _Form) -> None:
        """Drop the lines of a small form, such as "Search this site"."""
        self._flush()
        if self._size - form.size < _SMALL_FORM:
            del self.lines[form.lines :]
            self._size = form.size


def _trimmed(text: str, start: int, end: int, href: str) -> tuple[int, int, str]:
    """The range of a link without the white space at its ends."""
    covered = text[start:end]
    end = start + len(covered.rstrip())
    return min(end, start + len(covered) - len(covered.lstrip())), end, href
