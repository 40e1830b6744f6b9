"""The texts of one review, what they speak of, and the evidence of what was read in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from ..coding.coder import Coder, Found, Hit
from ..coding.themes import CAN_ELSE, ThemeCode, measured
from ..model.reviews import Evidence
from ..model.sections import SECTIONS
from .facts.subjects import Subjects
from .layout.sections import Body
from .layout.titles import Title

Record = dict[str, Any]
"""A review, a child or a statement as a collection's file has it."""


def stated(record: Record) -> Record:
    """A record, or a piece of evidence, without the keys that state nothing, as a file has it."""
    return {key: value for key, value in record.items() if value is not None}


LONGEST = 20_000
"""How much of a text is read for facts and codes, in characters; no bulletin's comes near it."""


_INITIALS = 3  # letters of a name that may be initials


class Texts:
    """The texts of a review by the places that evidence names them by, and the evidence so far."""

    def __init__(self, title: Title, body: Body, coder: Coder) -> None:
        """Take the title line, what stands under it, and what knows the terms."""
        self.title = title
        self.body = body
        self.coder = coder
        self.summary = body.summary[:LONGEST]
        self.evidence: list[Evidence] = []
        self._found: dict[str, Found] = {}
        self._quoted: set[str | None] = set()

    @property
    def name(self) -> str:
        """What the texts call the child: a name that stands in capitals in a title as it is written otherwise."""
        name = self.title.name
        return name.title() if name.isupper() and len(name) > _INITIALS else name

    @cached_property
    def subjects(self) -> Subjects:
        """The people of whom the summary tells."""
        return Subjects(self.summary, self.name)

    def text_of(self, where: str) -> str:
        """The text at a place: `title`, `summary`, a statement as `L3`, a note as `N1`."""
        if where == "title":
            return self.title.text
        if where == "summary":
            return self.body.summary
        if where[0] == "N":
            return self.body.notes[int(where[1:]) - 1]
        return self.body.sections[SECTIONS[where[0]]][int(where[1:]) - 1].text

    def hits(self, where: str) -> list[Hit]:
        """What the text at a place speaks of."""
        return self._find(where).hits

    def themes(self, where: str) -> list[ThemeCode]:
        """The themes of the statement at a place."""
        return measured().codes(self._find(where), self.coder.terms.terms("theme"))

    def _find(self, where: str) -> Found:
        if where not in self._found:
            self._found[where] = self.coder.find(self.text_of(where)[:LONGEST])
        return self._found[where]

    def notes(self) -> Iterator[tuple[str, str]]:
        """Each note, with its place."""
        for number, text in enumerate(self.body.notes, 1):
            yield f"N{number}", text

    def keywords(self) -> list[tuple[str, str]]:
        """Those of the notes that list keywords."""
        return [(where, text) for where, text in self.notes() if text.startswith("Keywords: ")]

    def note(self, field: str, value: str, where: str | None, span: tuple[int, int] | None, why: str | None) -> None:
        """Keep the evidence of a value: the words that stand there, and why a person is to check it, if so."""
        start, end = span or (None, None)
        words = self.text_of(where)[slice(*span)] if where and span else None
        self._keep(Evidence(field, value, confidence(why), where, start, end, words, why))

    def note_words(self, field: str, value: str, words: str, why: str | None, where: str | None = None) -> None:
        """Keep evidence in words that no text of the record has, such as those of a lead-in."""
        self._keep(Evidence(field, value, confidence(why), where, None, None, words, why))

    def note_hits(self, field: str, hits: dict[str, Hit], where: str) -> None:
        """Keep the evidence of terms, each with the hit that speaks of it."""
        for slug, hit in hits.items():
            self.note(field, slug, where, (hit.start, hit.end), doubt_of(hit))

    def note_themes(self, codes: Iterable[ThemeCode], where: str) -> None:
        """Keep the evidence of themes, each with what was measured of such codes."""
        for code in codes:
            why, words = code.doubt, self.text_of(where)[code.start : code.end]
            said = Evidence("themes", code.slug, confidence(why), where, code.start, code.end, words, why)
            self._keep(said._replace(probability=code.probability, n=code.n))

    def is_quoted(self, words: str) -> bool:
        """Whether these are the words of evidence so far."""
        return words in self._quoted

    def _keep(self, evidence: Evidence) -> None:
        self.evidence.append(evidence)
        self._quoted.add(evidence.words)


def confidence(why: str | None) -> str:
    """How far to rely on a value that there is a reason to check, or none."""
    return "check" if why else "likely"


def first_hits(hits: Iterable[Hit], kind: str) -> dict[str, Hit]:
    """The first hit of each term of a kind; one without a doubt before one that is to be checked."""
    found: dict[str, Hit] = {}
    for hit in hits:
        if hit.kind == kind and (hit.slug not in found or (found[hit.slug].weak and not hit.weak)):
            found[hit.slug] = hit
    return found


def doubt_of(hit: Hit) -> str | None:
    """Why a hit is to be checked, if it is."""
    return CAN_ELSE if hit.weak else None
