"""What a store knows of words beyond its texts: words for terms by layer, equals, and the terms with a word."""

from __future__ import annotations

from collections import Counter

from ..store import Store
from ..vocabulary import KINDS, Code, Term

NAME, NARROWER, LAY, LAY_NARROWER = "name", "narrower", "lay", "lay-narrower"
"""The layers of the words for a term."""


class Everyday:
    """Queries the word tables of a store."""

    def __init__(self, store: Store) -> None:
        """Take the store."""
        self.store = store

    def terms(self, stems: str) -> list[tuple[Term, str]]:
        """The terms that the stems of a word or phrase, joined by spaces, are for, each with the layer."""
        rows = self.store.ask("SELECT kind, slug, layer FROM synonym WHERE stems = ? ORDER BY rowid", [stems])
        return [(self.store.vocabulary.terms(kind)[slug], layer) for kind, slug, layer in rows.fetchall()]

    def equals(self, stems: str) -> list[str]:
        """The other words of the groups of equals with these stems."""
        sql = "SELECT words FROM equal WHERE number IN (SELECT number FROM equal WHERE stems = ?) AND stems <> ?"
        return list(dict.fromkeys(word for (word,) in self.store.ask(f"{sql} ORDER BY rowid", [stems, stems])))

    def is_known(self, stems: str) -> bool:
        """Whether the stems are of a word for a term, or have equals."""
        sql = "SELECT 1 FROM synonym WHERE stems = ? UNION ALL SELECT 1 FROM equal WHERE stems = ? LIMIT 1"
        return self.store.ask(sql, [stems, stems]).fetchone() is not None

    def spoken_of(self, stem: str) -> dict[Code, float]:
        """The terms with a word in any of their names, each with its share of all names with the word."""
        rows = self.store.ask("SELECT kind, slug FROM synonym WHERE instr(' ' || stems || ' ', ?)", [f" {stem} "])
        counts = Counter(rows.fetchall())
        total = sum(counts.values())
        return {code: number / total for code, number in counts.items()}

    def related(self, term: Term) -> list[Term]:
        """The terms that are related to a term, stated on either side."""
        known = self.store.vocabulary
        name = f"{term.kind}/{term.slug}"
        others = [other for kind in KINDS for other in known.terms(kind).values() if name in other.related]
        named = [other.partition("/") for other in term.related]
        others += [known.terms(kind)[slug] for kind, _, slug in named if slug in known.terms(kind)]
        return list({(other.kind, other.slug): other for other in others}.values())

    def has(self, word: str) -> bool:
        """Whether a word occurs in the words for terms or in equals."""
        return self.store.ask("SELECT 1 FROM vocabulary_word WHERE word = ?", [word.lower()]).fetchone() is not None
