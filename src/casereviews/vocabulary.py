"""The field's terms, and which of them a typed word means.

Synonyms are in the vocabulary files alone; filters and the checking of codes look them up here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from .errors import UsageError
from .likeness import LONGEST, Likeness, did_you_mean
from .text import fold, listed, one_line, quoted

if TYPE_CHECKING:
    from .likeness import Likeness
    from .wider import Wider

KINDS = {
    "harm": "harms",
    "outcome": "outcomes",
    "type": "review_types",
    "theme": "themes",
    "factor": "factors",
    "agency": "agencies",
}
"""Each kind of term, as filters name it, and its key in the vocabulary file."""

KIND_OF = {
    "review_type": "type", "outcome": "outcome", "harms": "harm", "factors": "factor", "themes": "theme",
    "agencies": "agency",
}  # fmt: skip
"""The fields of a review and of its statements that hold terms, each with the kind of these."""


LAY_LAYERS = {"lay": "lay", "lay-narrower": "lay_narrower"}
"""The layers of everyday words, the stronger first, each with the field of a term that holds it."""

Code = tuple[str, str]
"""The kind and the slug of a term."""

APART = {**LAY_LAYERS, "question": "questions"}
"""The fields of a term that are kept apart, for they are seldom needed, by what a store calls them."""

_LONG_ENOUGH = 4  # letters of a word that tells which name is meant


class Term(NamedTuple):
    """One entry of the vocabulary."""

    kind: str
    slug: str
    label: str
    definition: str
    synonyms: tuple[str, ...] = ()
    """What practitioners call it."""
    group: str | None = None
    """The slug of the group it belongs to, for themes and some agencies."""
    avoid: Mapping[str, str] = MappingProxyType({})
    """Words that are best avoided, each with what to say instead; they find the term too."""
    cues: tuple[str, ...] = ()
    """Phrases by which the importer recognises the term in a text; filters and search do not use them."""
    narrower: tuple[str, ...] = ()
    """Words for a part of what the term covers; some may be in `avoid` too."""
    former: tuple[str, ...] = ()
    """Slugs that the term had before: understood, never written."""
    related: tuple[str, ...] = ()
    """Terms whose statements concern this one too, each as kind/slug: for a harm, `theme/neglect-recognition`."""
    lay: tuple[str, ...] = ()
    """Everyday words for it, for search alone; filters do not take them."""
    lay_narrower: tuple[str, ...] = ()
    """Everyday words for a part of what it covers."""
    questions: tuple[str, ...] = ()
    """What a team may ask itself about it."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its label and every word for it, each once."""
        return tuple(dict.fromkeys((self.label, *self.synonyms, *self.narrower, *self.avoid)))

    def joined(self, avoid: Mapping[str, str], words: Mapping[str, Iterable[str]]) -> Term:
        """The term with further words, by the names of their fields."""
        more: dict[str, Any] = {name: tuple(dict.fromkeys((*getattr(self, name), *words[name]))) for name in words}
        return self._replace(avoid={**self.avoid, **avoid}, **more)


class Meaning(NamedTuple):
    """What a typed word means: one term, or several where it has two meanings or names a group."""

    terms: tuple[Term, ...]
    note: str | None = None
    """A line to show: the word has two meanings, or is best avoided."""
    wider: tuple[Wider, ...] = ()
    """Those of the terms that cover more than the word says."""


class Vocabulary:
    """All terms, by kind and slug."""

    def __init__(
        self,
        terms: Iterable[Term],
        groups: Mapping[str, Mapping[str, str]],
        equals: Iterable[tuple[str, ...]] = (),
    ) -> None:
        """Take the terms in the order to show them, and for each kind the labels of its groups by slug.

        `equals` are groups of everyday words that mean the same without being terms, for search alone.
        """
        self.groups = groups
        self.equals = tuple(equals)
        self._terms: dict[str, dict[str, Term]] = {kind: {} for kind in KINDS}
        self._former: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
        for term in terms:
            self._terms[term.kind][term.slug] = term
            self._former[term.kind].update(dict.fromkeys(term.former, term.slug))
        self._meanings: dict[str, dict[str, list[Term]]] = {}
        self._known: dict[tuple[str, bool], Likeness] = {}

    def terms(self, kind: str) -> Mapping[str, Term]:
        """The terms of a kind by slug, in their order."""
        return self._terms[kind]

    def label(self, kind: str, slug: str) -> str:
        """The label of a term; the slug itself where the vocabulary lacks it."""
        term = self._terms[kind].get(slug)
        return term.label if term else slug

    def meaning(self, kind: str, typed: str, done: str = "looked up") -> Meaning | None:
        """What a slug, label, synonym or group means, in any case; None where it is unknown.

        An exact slug means that term alone. `done` is what a note says is done with the terms.
        """
        terms = self._terms[kind]
        slug = self.current(kind, typed)
        if slug in terms:
            return Meaning((terms[slug],))
        word = fold(typed)
        found = self._by_word(kind).get(word)
        if found:
            wider = [term for term in found if word in map(fold, term.narrower)]
            return Meaning(tuple(found), _note(typed, word, found, done), _wider(typed, wider, done) if wider else ())
        if word in map(fold, self.groups.get(kind, {})):
            return Meaning(tuple(term for term in terms.values() if term.group and fold(term.group) == word))
        return None

    def current(self, kind: str, slug: str) -> str:
        """The current slug for a former one; any other slug unchanged."""
        return slug if slug in self._terms[kind] else self._former[kind].get(slug, slug)

    def nearest(self, kind: str, typed: str) -> str | None:
        """The slug that may have been mistyped as the given text, or None."""
        return self._near(kind, typed.casefold(), by_slug=True)

    def nearest_word(self, kind: str, typed: str) -> str | None:
        """The slug of the term with a name that may have been mistyped as the given text, or None."""
        near = self._near(kind, fold(typed), by_slug=False)
        return self._by_word(kind)[near][-1].slug if near else None

    def part_of(self, kind: str, typed: str) -> str | None:
        """The slug of the only term of a kind with the word in its slug or label; None where it is not the only one."""
        word = fold(typed)
        having = [
            term.slug
            for term in self._terms[kind].values()
            if word in fold(term.slug).split() or word in fold(term.label).split()
        ]
        return having[0] if len(having) == 1 and len(word) >= _LONG_ENOUGH else None

    def _by_word(self, kind: str) -> dict[str, list[Term]]:
        """The terms of a kind, by each of their folded names and slugs."""
        known = self._meanings.get(kind)
        if known is None:
            known = self._meanings[kind] = {}
            for term in self._terms[kind].values():
                for word in _words(term):
                    known.setdefault(word, []).append(term)
        return known

    def _near(self, kind: str, word: str, by_slug: bool) -> str | None:
        """The nearest slug, or the nearest of all names, of a kind."""
        if len(word) > LONGEST:
            return None
        known = self._known.get((kind, by_slug))
        if known is None:
            known = self._known[kind, by_slug] = Likeness(self._terms[kind] if by_slug else self._by_word(kind))
        return known.mistyped(word)


def kind_of(typed: str) -> str:
    """The kind that is meant by `harm`, `harms` or `review_types`. Raises UsageError."""
    word = fold(typed).replace(" ", "_")
    for kind, plural in KINDS.items():
        if word in (kind, plural, f"{kind}s"):
            return kind
    near = did_you_mean(word, [*KINDS, *KINDS.values()])
    raise UsageError(f"unknown kind {quoted(typed)}{near}", f"the kinds are {', '.join(KINDS)}")


def better(typed: str, today: str, done: str = "looked up") -> str:
    """The note on a word that is best avoided."""
    return f'"{typed}" is {done}; better: {today}'


def _words(term: Term) -> set[str]:
    return {fold(word) for word in (term.slug, *term.names, *term.former)}


def _wider(typed: str, terms: Iterable[Term], done: str) -> tuple[Wider, ...]:
    from .wider import Wider

    return tuple(Wider(one_line(typed), term.kind, term.slug, term.label, done) for term in terms)


def _note(typed: str, word: str, found: list[Term], done: str) -> str | None:
    shown = one_line(typed)
    if len(found) > 1:
        meanings = listed([term.label for term in found], "and")
        return f'"{shown}" has {len(found)} meanings, {meanings}; {"both" if len(found) == 2 else "all"} are {done}'
    for old, today in found[0].avoid.items():
        if fold(old) == word:
            return better(shown, today, done)
    return None


NOT_STATED, NONE, ANY = "not-stated", "none", "any"
"""Values of filters that are never terms: what the source does not state, what it states to be none, and all else.

The first two are stored as the code of a review that has no other.
"""

ADULTS, HOMICIDE = "safeguarding-adults-review", "domestic-homicide-review"
"""The types of review that are of an adult, though one of a homicide may tell of children as well."""

THEMATIC = "thematic-review"
"""The type of review that may be of several incidents."""

NEVER_NONE = ("outcome", "type")
"""The kinds of which a review has exactly one, or does not state it."""
