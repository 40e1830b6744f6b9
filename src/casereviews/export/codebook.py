"""The vocabulary as a REFI-QDA codebook, which NVivo, MAXQDA and ATLAS.ti import.

Every term is there whatever was asked, for a codebook is what one codes by. Filters choose the reviews whose terms are
a set in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from .. import __version__
from ..answers.terms import other_words
from ..text import fold, one_line, shorten, visible
from ..vocabulary import KINDS, Term, Vocabulary
from .selection import Selection
from .tables import coded

_SPACE = uuid5(NAMESPACE_URL, "urn:casereviews:vocabulary")
"""In which a code has the same identity in every file."""

_ABOUT = {
    "harm": ("Harms", "What happened to the child."),
    "outcome": ("Outcomes", "The gravest outcome that is stated."),
    "type": ("Types of review", "Which kind of review it is."),
    "theme": ("Themes", "What a learning point, a recommendation or an action speaks about."),
    "factor": ("Factors", "What surrounded the child."),
    "agency": ("Agencies", "Whom a learning point, a recommendation or an action speaks to or of."),
}
"""The name of each kind, and what its terms are of."""


class _Code(NamedTuple):
    """A kind, a group or a term."""

    key: str
    names: tuple[str, ...]
    """What it may be called: the first that no other code is called, for ATLAS.ti takes each name once."""
    description: str
    is_codable: bool
    within: list[_Code]


def render(selection: Selection) -> Iterator[bytes]:
    """All terms, by kind and group, and as a set those that the reviews of the selection have."""
    root = ET.Element("CodeBook", xmlns="urn:QDA-XML:codebook:1.0", origin=f"casereviews {__version__}")
    kinds = [_kind(kind, selection.vocabulary) for kind in KINDS]
    counts = Counter(fold(name) for code in _walk(kinds) for name in code.names)
    _add_codes(ET.SubElement(root, "Codes"), kinds, counts)
    _add_set(ET.SubElement(root, "Sets"), selection)
    ET.indent(root)
    yield b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, "utf-8") + b"\n"


# --- The codes ------------------------------------------------------------------------------------------------------


def _kind(kind: str, vocabulary: Vocabulary) -> _Code:
    """A kind with its terms, those of a group within it, where the first of them stands."""
    name, description = _ABOUT[kind]
    top = _Code(kind, (name,), description, False, [])
    groups: dict[str, _Code] = {}
    for term in vocabulary.terms(kind).values():
        if term.group is None:
            top.within.append(_term(term))
            continue
        if term.group not in groups:
            label = one_line(vocabulary.groups[kind][term.group])
            names = (label, f"{label} ({name.lower()})", f"{label} (group {term.group})")
            groups[term.group] = _Code(f"{kind}//{term.group}", names, f"A group of {name.lower()}.", False, [])
            top.within.append(groups[term.group])
        groups[term.group].within.append(_term(term))
    return top


def _term(term: Term) -> _Code:
    label = one_line(term.label)
    names = (label, f"{label} ({term.kind})", f"{label} ({term.kind} {term.slug})")
    lines = (term.definition, other_words(term), f"In casereviews: {term.kind}/{term.slug}")
    return _Code(_key(term.kind, term.slug), names, "\n".join(one_line(line) for line in lines if line), True, [])


def _walk(codes: list[_Code]) -> Iterator[_Code]:
    """The codes with all that are within them."""
    for code in codes:
        yield code
        yield from _walk(code.within)


def _add_codes(parent: ET.Element, codes: list[_Code], counts: Counter[str]) -> None:
    """Add codes with all that are within them."""
    for code in codes:
        name = next((name for name in code.names if counts[fold(name)] == 1), code.names[-1])
        attributes = {"guid": _guid(code.key), "name": visible(name), "isCodable": str(code.is_codable).lower()}
        element = ET.SubElement(parent, "Code", attributes)
        ET.SubElement(element, "Description").text = visible(code.description)
        _add_codes(element, code.within, counts)


# --- The set --------------------------------------------------------------------------------------------------------


def _add_set(parent: ET.Element, selection: Selection) -> None:
    """Add the terms that the reviews have, with what was asked of which collections."""
    codes = chain.from_iterable(map(coded, selection.reviews()))
    used = {_key(kind, slug) for _, kind, slugs in codes for slug in slugs or ()}
    name = shorten(f"Terms in use ({selection.asked})")
    element = ET.SubElement(parent, "Set", guid=_guid(f"set/{selection.asked}"), name=visible(name))
    about = "\n".join(f"{label}: {one_line(value)}" for label, value in selection.about())
    ET.SubElement(element, "Description").text = visible(about)
    for kind in KINDS:
        for slug in selection.vocabulary.terms(kind):
            if _key(kind, slug) in used:
                ET.SubElement(element, "MemberCode", guid=_guid(_key(kind, slug)))


def _key(kind: str, slug: str) -> str:
    return f"{kind}/{slug}"


def _guid(key: str) -> str:
    return str(uuid5(_SPACE, key))
