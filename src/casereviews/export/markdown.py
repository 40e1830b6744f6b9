"""A document as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from ..render import as_markdown
from .document import Contents, Document, PageBreak, Part


def render(document: Document) -> Iterator[bytes]:
    """The document, with an empty line between its parts and a rule where a page begins."""
    yield f"# {as_markdown.escape(document.title)}\n\n{as_markdown.escape(document.subject)}\n".encode()
    for part in document.parts:
        yield "".join(f"{line}\n" for line in ("", *_lines(part))).encode()


def _lines(part: Part) -> Iterator[str]:
    match part:
        case PageBreak():
            yield "---"
        case Contents():
            yield from (f"- {as_markdown.escape(text)} (`{identity}`)" for text, identity in part.entries)
        case _:
            yield from as_markdown.lines(part)
