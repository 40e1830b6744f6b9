"""A document as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from ..render import as_markdown
from ..text import one_line
from .document import CONTENTS, Contents, Document, Flat, PageBreak, Ranked, ranked


def render(document: Document) -> Iterator[bytes]:
    """The document, with an empty line between its parts and a rule where a page begins."""
    yield f"# {_line(document.title)}\n\n{_line(document.subject)}\n".encode()
    for part in ranked(document.parts):
        yield "".join(f"{line}\n" for line in ("", *_lines(part))).encode()


def _lines(part: Flat) -> Iterator[str]:
    match part:
        case Ranked():
            yield f"#{'#' * part.rank} {_line(part.text)}"
            below = [_line(part.line), f"`{one_line(part.id)}`" if part.id else ""]
            if any(below):
                yield from ("", " ".join(filter(None, below)))
        case PageBreak():
            yield "---"
        case Contents():
            yield from (f"## {CONTENTS}", "")
            yield from (f"- {_line(text)} (`{one_line(identity)}`)" for text, identity in part.entries)
        case _:
            yield from as_markdown.lines(part)


def _line(text: str) -> str:
    return as_markdown.escape(one_line(text))
