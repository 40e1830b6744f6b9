"""Reading and checking the YAML file of a vocabulary, the bundled one or a custom one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping

from ..errors import DataError, Problem
from ..text import fold, shorten
from ..vocabulary import ANY, KINDS, NONE, NOT_STATED, Term, Vocabulary
from . import yaml_document
from .checker import Checker
from .nodes import Mapping, Node, Scalar, Value

_PLURALS = {plural: kind for kind, plural in KINDS.items()}
_TERM_KEYS = (
    "group",
    "label",
    "definition",
    "synonyms",
    "narrower",
    "avoid",
    "cues",
    "former",
    "related",
    "lay",
    "lay_narrower",
    "questions",
)
_WORDS = ("synonyms", "narrower", "cues", "former", "related", "lay", "lay_narrower", "questions")
_NAMING = ("label", "definition")
_MEANINGS = {
    NOT_STATED: "what the source does not say",
    NONE: "what the source says is none",
    ANY: "whatever the source states",
}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read(data: bytes, file: str) -> Vocabulary:
    """The vocabulary in a YAML file that must have every kind. Raises DataError with every problem in it."""
    return _read(data, file, Vocabulary((), {}), tuple(_PLURALS))


def add(known: Vocabulary, data: bytes, file: str) -> Vocabulary:
    """A vocabulary with the custom terms, groups and equals of a YAML file, and its new words for known terms.

    The labels and definitions of known terms cannot change. Raises DataError with every problem in the file.
    """
    joined = _read(data, file, known, ())
    return Vocabulary(
        [term for kind in KINDS for term in _in_order(joined.terms(kind), known.terms(kind))],
        joined.groups,
        joined.equals,
    )


def _read(data: bytes, file: str, known: Vocabulary, required: tuple[str, ...]) -> Vocabulary:
    root, problems = yaml_document.parse(data, file)
    checker = _TermReader(file)
    vocabulary = known
    if root is not None:
        vocabulary = checker.vocabulary(root, known, required)
    elif not problems:
        problems = [Problem.of_file(file, "is empty")]
    if problems or checker.problems:
        raise DataError(sorted([*problems, *checker.problems], key=lambda problem: (problem.line, problem.column)))
    return vocabulary


class _TermReader(Checker):
    """Reads one vocabulary file, which adds to the known terms."""

    def __init__(self, file: str) -> None:
        """Take the name of the file to report."""
        super().__init__(file)
        self.related: list[tuple[str | None, Value, str]] = []  # record, node and text of each related term

    def vocabulary(self, root: Node, known: Vocabulary, required: tuple[str, ...]) -> Vocabulary:
        """The known terms and those of the file."""
        entries = self.mapping(root, "the vocabulary", ("groups", *_PLURALS, "equals"), required)
        stated = self.mapping(entries["groups"], "groups", tuple(_PLURALS)) if "groups" in entries else {}
        groups = dict(known.groups)
        terms: list[Term] = []
        for plural, kind in _PLURALS.items():
            if plural in stated:
                groups[kind] = self.groups(stated[plural], f"groups of {plural}", groups.get(kind, {}))
            found = dict(known.terms(kind))
            if plural in entries:
                for key, node in self.entries(entries[plural], plural):
                    term = self.term(kind, key, node, known, groups.get(kind, {}))
                    if term:
                        found[term.slug] = term
            terms += found.values()
        equals = self.items(self.equals, entries["equals"], "equals") if "equals" in entries else ()
        known_terms = {f"{term.kind}/{term.slug}" for term in terms}
        for record, node, text in self.related:
            if text not in known_terms:
                self.record = record
                self.problem(node, f'"{shorten(text)}" is not a term; write it as kind/slug: theme/neglect-recognition')
        return Vocabulary(terms, groups, dict.fromkeys((*known.equals, *equals)))

    def named(self, node: Value, what: str) -> str | None:
        """The kind and slug of a related term; whether it exists is checked once all terms are read."""
        text = self.line(node, what)
        if text is not None:
            self.related.append((self.record, node, text))
        return text

    def equals(self, node: Value, what: str) -> tuple[str, ...]:
        """Words and phrases that mean the same, without duplicates."""
        before = len(self.problems)
        words = {fold(word): word for word in self.items(self.line, node, what)}
        if len(words) < 2 and len(self.problems) == before:
            self.problem(node, f"{what} needs two words or more that mean the same")
        return tuple(words.values())

    def groups(self, node: Value, what: str, known: AbstractMapping[str, str]) -> dict[str, str]:
        """The labels of a kind's groups: the known ones and those of the file."""
        groups = dict(known)
        for key, value in self.entries(node, what):
            self.check_slug(key, known)
            label = self.line(value, what)
            if label is not None:
                self.check_kept(value, f'the group "{shorten(key.text)}"', "label", label, known.get(key.text, label))
                groups[key.text] = label
        return groups

    def term(
        self,
        kind: str,
        key: Scalar,
        node: Value,
        known: Vocabulary,
        groups: AbstractMapping[str, str],
    ) -> Term | None:
        """A term of the file: a new one, or one that is known, with the words that the file adds to it."""
        self.record = shorten(key.text)
        self.check_slug(key, known.terms(kind))
        old = known.terms(kind).get(known.current(kind, key.text))
        near = None if old else known.nearest(kind, key.text)
        entry = self.mapping(node, "a term", _TERM_KEYS, () if old else _NAMING, near)
        label = self.line(entry["label"], "label") if "label" in entry else None
        definition = self.text(entry["definition"], "definition") if "definition" in entry else None
        group = self.choice(groups, entry["group"], "group") if "group" in entry else None
        term = old
        if old:
            given = {"label": label, "definition": definition, "group": group}
            for name, value in given.items():
                if value is not None:
                    self.check_kept(entry[name], "an existing term", name, value, getattr(old, name))
        elif label is not None and definition is not None:
            term = Term(kind, key.text, label, definition, group=group)
        avoid = self.avoid(entry["avoid"], old.avoid if old else {}) if "avoid" in entry else {}
        words = {
            name: self.items(self.named if name == "related" else self.line, entry[name], name)
            for name in _WORDS
            if name in entry
        }
        self.record = None
        return term and term.joined(avoid, words)

    def avoid(self, node: Value, known: AbstractMapping[str, str]) -> dict[str, str]:
        """Words that are best avoided, each with what to say instead."""
        found: dict[str, str] = {}
        for key, value in self.entries(node, "avoid"):
            today = self.line(value, "avoid")
            if today is not None:
                self.check_kept(value, f'"{shorten(key.text)}"', "preferred word", today, known.get(key.text, today))
                found[key.text] = today
        return found

    def entries(self, node: Value, what: str) -> Iterator[tuple[Scalar, Value]]:
        """The entries of a mapping whose keys may be any words."""
        if type(node) is not Mapping:
            self.mapping(node, what, ())
            return
        for word, value in node.items.items():
            yield node.keys[word], value

    def check_slug(self, key: Scalar, known: AbstractMapping[str, object]) -> None:
        """Note a problem where a new slug has the wrong form or is reserved."""
        if key.text in known:
            return
        if not _SLUG.fullmatch(key.text):
            message = (
                f'the slug "{shorten(key.text)}" must be lower-case letters and digits, with single hyphens between'
            )
            self.problem(key, message)
        elif key.text in _MEANINGS:
            self.problem(key, f'the slug "{key.text}" is reserved for {_MEANINGS[key.text]}')

    def check_kept(self, node: Value, whose: str, what: str, given: str, known: str | None) -> None:
        """Note a problem where the file would change what is already set."""
        if given != known:
            said = f'"{shorten(known)}"' if known else "none"
            self.problem(node, f"{whose} keeps its {what}, {said}")


def _in_order(terms: AbstractMapping[str, Term], known: AbstractMapping[str, Term]) -> list[Term]:
    """The terms of a kind in the order to show them: a new one after those of its group, a new group at the end."""
    positions = {slug: index for index, slug in enumerate(known)}
    ends = {term.group: index for index, term in enumerate(known.values())}
    groups = {group: index for index, group in enumerate(dict.fromkeys(term.group for term in terms.values()))}

    def position(term: Term) -> tuple[int, int]:
        return positions.get(term.slug, ends.get(term.group, len(positions))), groups[term.group]

    return sorted(terms.values(), key=position)
