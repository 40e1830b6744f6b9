"""A document as a page for a browser: one file, with its style, without scripts, that prints on A4."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from html import escape

from ..answers.blocks import Facts, Grid, Marks, PagePoint, Paragraph, Points
from ..files.package import package_data
from ..render.marks import marked_pieces
from ..text import one_line, visible
from .document import (
    CONTENTS,
    LANGUAGE,
    Contents,
    Document,
    Flat,
    PageBreak,
    Ranked,
    is_form,
    linked,
    ranked,
    table,
)


def render(document: Document) -> Iterator[bytes]:
    """The page. Nothing in it is fetched from elsewhere, and a browser is told to fetch and run nothing."""
    yield _head(document).encode()
    is_new_page = False
    for part in ranked(document.parts):
        yield "".join(f"{line}\n" for line in _lines(part, is_new_page)).encode()
        is_new_page = isinstance(part, PageBreak)
    yield b"</main>\n</body>\n</html>\n"


def _head(document: Document) -> str:
    style = package_data("page.css").decode()
    title, subject = in_line(document.title), in_line(document.subject)
    return f"""<!DOCTYPE html>
<html lang="{LANGUAGE}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src {in_policy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="{subject}">
<meta name="date" content="{document.made.isoformat()}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p class="quiet">{subject}</p>
"""


def in_policy(text: str) -> str:
    """What a page's policy names a style or a script by that stands in it."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _lines(part: Flat, is_new_page: bool) -> Iterator[str]:
    match part:
        case Ranked():
            yield from _heading(part, is_new_page)
        case Paragraph():
            yield f"<p>{with_links(visible(part.text))}</p>".replace("\n", "<br>")
        case Facts():
            yield "<dl>"
            for label, value in part.rows:
                yield f"<div><dt>{in_line(label)}</dt><dd>{with_links(one_line(value))}</dd></div>"
            yield "</dl>"
        case Points():
            yield "<ul>"
            yield from map(_point, part.points)
            yield "</ul>"
        case Grid():
            yield from _table(part)
        case Contents():
            yield f'<nav aria-labelledby="contents">\n<h2 id="contents">{CONTENTS}</h2>\n<ul>'
            for text, identity in part.entries:
                link = f'<a href="#{_anchor(identity)}">{in_line(text)}</a>'
                yield f'<li>{link} <span class="quiet">{in_line(identity)}</span></li>'
            yield "</ul>\n</nav>"


def _heading(heading: Ranked, is_new_page: bool) -> Iterator[str]:
    tag = f"h{heading.rank + 1}"
    anchor = f' id="{_anchor(heading.id)}"' if heading.id else ""
    page = ' class="new-page"' if is_new_page else ""
    yield f"<{tag}{anchor}{page}>{in_line(heading.text)}</{tag}>"
    for line in filter(None, (heading.line, heading.id)):
        yield f'<p class="quiet">{in_line(line)}</p>'


def _anchor(identity: str) -> str:
    """An id as it may stand in the page: without spaces, and never that of the contents."""
    return f"review-{in_line(identity).replace(' ', '-')}"


def _point(point: PagePoint) -> str:
    detail = f'<br><span class="quiet">{in_line(point.detail)}</span>' if point.detail else ""
    text, identity = _marked(point.text, point.marks), in_line(point.id)
    words = f'{text} <small class="quiet">[{identity}]</small>' if point.is_cited else f"<b>{identity}</b> {text}"
    return f"<li>{words}{detail}</li>"


def _marked(text: str, marks: Marks) -> str:
    pieces = [(escape(visible(piece)), out) for piece, out in marked_pieces(text, marks) if piece]
    return " ".join("".join(f"<mark>{piece}</mark>" if out else piece for piece, out in pieces).split())


def with_links(text: str) -> str:
    """A visible text as HTML, with the web addresses in it as links."""
    return "".join(
        f'<a href="{escape(piece.address)}">{escape(piece.text)}</a>' if piece.address else escape(piece.text)
        for piece in linked(text)
    )


def _table(grid: Grid) -> Iterator[str]:
    header, numbers, rows = table(grid)
    kinds = [' class="number"' if is_number else "" for is_number in numbers]
    form = ' class="form"' if is_form(grid) else ""
    yield f"<table{form}>\n<thead>"
    yield _row(f'<th scope="col"{kind}>{escape(text)}</th>' for text, kind in zip(header, kinds, strict=True))
    yield "</thead>\n<tbody>"
    for row in rows:
        yield _row(f"<td{kind}>{escape(text)}</td>" for text, kind in zip(row, kinds, strict=True))
    yield "</tbody>\n</table>"


def _row(cells: Iterator[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def in_line(text: str) -> str:
    """A text as HTML, on one line."""
    return escape(one_line(text))
