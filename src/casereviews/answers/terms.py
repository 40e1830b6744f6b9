"""The terms of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Annotated

from ..vocabulary import Term, Vocabulary
from .blocks import Block, Heading, PagePoint, Points
from .field_types import KEY, TypedDict


class TermRecord(TypedDict):
    """A term of the vocabulary."""

    kind: Annotated[str, "harm, outcome, type, theme, factor or agency"]
    slug: Annotated[str, "what a record holds", KEY]
    label: Annotated[str, "as people say it"]
    definition: Annotated[str, "when it applies"]
    synonyms: Annotated[list[str], "what else a filter takes for it"]


class TermAllRecord(TermRecord):
    """A term with its everyday words and its questions."""

    lay: Annotated[list[str], "everyday words for it or for a part of it, which only search takes"]
    questions: Annotated[list[str], "what a team may ask itself about it"]


def ask(found: Iterable[Term]) -> list[TermRecord]:
    """The terms as records."""
    return [
        {
            "kind": term.kind,
            "slug": term.slug,
            "label": term.label,
            "definition": term.definition,
            "synonyms": [*term.synonyms, *(word for word in term.narrower if word not in term.avoid)],
        }
        for term in found
    ]


def ask_all(found: Sequence[Term]) -> list[TermAllRecord]:
    """The terms as records, with their everyday words and their questions."""
    return [
        {**record, "lay": [*term.lay, *term.lay_narrower], "questions": [*term.questions]}
        for term, record in zip(found, ask(found), strict=True)
    ]


def page(found: Iterable[Term], terms: Vocabulary, with_lay: bool = False) -> list[Block]:
    """Terms with their definitions, by kind, and with everyday words and questions where these are asked for."""
    blocks: list[Block] = []
    for (kind, slug), members in groupby(found, key=lambda term: (term.kind, term.group)):
        label = terms.groups.get(kind, {}).get(slug or "")
        blocks.append(Heading(f"{kind.capitalize()}{f': {label} ({slug})' if label else ''}"))
        blocks.append(
            Points(
                [
                    PagePoint(term.slug, f"{term.label}. {term.definition}", other_words(term, with_lay))
                    for term in members
                ]
            )
        )
    return blocks


def other_words(term: Term, with_lay: bool = False) -> str:
    """The words that a filter takes for a term, in a line; with its everyday words where these are asked for."""
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
    if with_lay and term.questions:
        parts.append(f"questions: {' '.join(term.questions)}")
    return "; ".join(parts)
