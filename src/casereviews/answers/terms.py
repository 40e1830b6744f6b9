"""The terms of the vocabulary."""

from __future__ import annotations

from itertools import groupby

from ..vocabulary import Term, Vocabulary
from .blocks import Block, Heading, Point, Points


def page(found: list[Term], terms: Vocabulary, with_lay: bool = False) -> list[Block]:
    """Terms with their definitions, by kind, and with their everyday words where these are asked for."""
    blocks: list[Block] = []
    for (kind, slug), members in groupby(found, key=lambda term: (term.kind, term.group)):
        label = terms.groups.get(kind, {}).get(slug or "")
        blocks.append(Heading(f"{kind.capitalize()}{f': {label} ({slug})' if label else ''}"))
        blocks.append(
            Points(
                [Point(term.slug, f"{term.label}. {term.definition}", _other_words(term, with_lay)) for term in members]
            )
        )
    return blocks


def _other_words(term: Term, with_lay: bool) -> str:
    parts = []
    if term.synonyms:
        parts.append(f"also: {', '.join(term.synonyms)}")
    narrower = [word for word in term.narrower if word not in term.avoid]
    if narrower:
        parts.append(f"narrower: {', '.join(narrower)}")
    if term.avoid:
        parts.append(", ".join(f"{old} (better: {today})" for old, today in term.avoid.items()))
    if with_lay and term.lay:
        parts.append(f"in everyday words: {', '.join(term.lay)}")
    if with_lay and term.lay_narrower:
        parts.append(f"for a part of it: {', '.join(term.lay_narrower)}")
    return "; ".join(parts)
