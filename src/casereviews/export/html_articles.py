"""A review as an article of the page: what a person reads, and beside it the record that the scripts read.

A text stands in the article once. Only where a person is shown another one, with its controls made visible, is the text
of the record beside it, as JSON in `data-text`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, cast

from ..answers import review
from ..answers.blocks import Block, Facts, Heading, PagePoint, Paragraph, Points
from ..answers.reviews import PointRecord, ReviewRecord
from ..model import unread
from ..model.sections import STATEMENTS
from ..text import escape_controls, has_controls, one_line, visible
from ..vocabulary import Vocabulary
from . import whose_words
from .page import in_line, with_links

_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("'"): "&#39;"}


def article(record: ReviewRecord, terms: Vocabulary) -> str:
    """A review as an article."""
    return "".join(f"{line}\n" for line in _article(record, terms))


def as_json(value: object) -> str:
    """A value as JSON on one line, with its control characters escaped."""
    return escape_controls(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _article(record: ReviewRecord, terms: Vocabulary) -> Iterator[str]:
    head, *blocks = review.page(record, terms, has_options=False)
    identity = escape(record["id"])
    what = "review" if whose_words.is_imported(record) else "abstract"
    yield f"""<article class="review" id="review/{identity}" data-review='{_attribute(_facts(record))}'>"""
    yield f"<h2>{in_line(record['name']) or identity}</h2>"
    yield f'<p class="title">{in_line(record["title"])}</p>'
    yield '<dl class="facts">'
    for label, value in cast("Facts", head).rows:
        yield f"<div><dt>{escape(label)}</dt><dd>{with_links(one_line(value))}</dd></div>"
    yield "</dl>"
    for heading, inner in _with_notes_early(_parts(blocks), what):
        yield f'<section class="{heading.key}">\n<h3>{escape(heading.text)}</h3>'
        yield from _inner(heading.key, inner, record)
        yield "</section>"
    yield "</article>"


def _parts(blocks: Iterable[Block]) -> list[tuple[Heading, list[Block]]]:
    """The headings, each with what stands under it."""
    parts: list[tuple[Heading, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Heading):
            parts.append((block, []))
        else:
            parts[-1][1].append(block)
    return parts


def _with_notes_early(parts: list[tuple[Heading, list[Block]]], what: str) -> list[tuple[Heading, list[Block]]]:
    """The parts with the notes behind what happened: whoever reads on should know of them."""
    first, *others = parts
    notes = [(Heading(f"Notes on this {what}", part.key), inner) for part, inner in others if part.key == "notes"]
    return [first, *notes, *(part for part in others if part[0].key != "notes")]


def _inner(part: str, blocks: list[Block], record: ReviewRecord) -> Iterator[str]:
    """What stands under a heading."""
    for block in blocks:
        match block:
            case Points(points):
                yield "<ol>"
                yield from map(_statement, cast("list[PointRecord]", record[part]), points)  # type: ignore[literal-required]
                yield "</ol>"
            case Paragraph(text) if part == "happened" and record["summary"]:
                yield f'<p class="summary"{_exact(text)}>{_shown(text)}</p>'
            case Paragraph(text):
                yield f"<p>{with_links(visible(text))}</p>"


def _statement(record: PointRecord, point: PagePoint) -> str:
    codes = "".join(
        f' data-{kind}="{escape(" ".join(slugs))}"'
        for kind, slugs in (("themes", record["themes"]), ("agencies", record["agencies"]))
        if slugs is not None
    )
    coded = f"Coded as: {point.detail}" if record["themes"] is not None else point.detail
    return (
        f'<li class="statement" id="statement/{escape(record["id"])}"{codes}>'
        f'<span class="number">{escape(point.id)}</span> '
        f'<span class="text"{_exact(point.text)}>{_shown(point.text)}</span> '
        f'<span class="codes">{in_line(coded)}</span></li>'
    )


def _facts(record: ReviewRecord) -> dict[str, object]:
    """The record without its texts and statements, which stand in the article.

    Beside it stand the fields that nobody has read, if there are any, and that it is imported, if it is.
    """
    told = {"summary", "evidence", *(section for section in STATEMENTS if record[section])}  # type: ignore[literal-required]
    facts = {name: value for name, value in record.items() if name not in told}
    if not_read := unread.of_record(cast("dict[str, Any]", record)):
        facts["not_read"] = not_read
    return {**facts, "imported": True} if whose_words.is_imported(record) else facts


def _shown(text: str) -> str:
    return escape(visible(text))


def _exact(text: str) -> str:
    """The attribute that has the text of the record, where it is not the one that is shown."""
    return f" data-text='{_attribute(text)}'" if has_controls(text) else ""


def _attribute(value: object) -> str:
    """A value as JSON, as it stands in an attribute between apostrophes."""
    return as_json(value).translate(_ENTITIES)
