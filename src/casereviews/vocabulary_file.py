"""Reading the vocabulary's YAML file, and checking it."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping

from . import yamlio
from .checking import Checker
from .errors import DataError, Problem
from .vocabulary import KINDS, Term, Vocabulary
from .yamlio import Mapping


def read(data: bytes, file: str) -> Vocabulary:
    """The vocabulary in a YAML file. Raises DataError with every problem in it."""
    root, problems = yamlio.parse(data, file)
    checker = Checker(file)
    vocabulary = Vocabulary((), {})
    if root is not None:
        vocabulary = _vocabulary(checker, root)
    elif not problems:
        problems = [Problem(file, 0, 0, None, "is empty")]
    if problems or checker.problems:
        raise DataError(sorted([*problems, *checker.problems], key=lambda problem: (problem.line, problem.column)))
    return vocabulary


def _vocabulary(checker: Checker, root: object) -> Vocabulary:
    plurals = {plural: kind for kind, plural in KINDS.items()}
    entries = checker.mapping(root, "the vocabulary", ("groups", *plurals), tuple(plurals))
    groups: dict[str, dict[str, str]] = {}
    if "groups" in entries:
        for plural, node in checker.mapping(entries["groups"], "groups", tuple(plurals)).items():
            groups[plurals[plural]] = _texts(checker, node, f"groups of {plural}")
    terms = [
        term
        for plural, kind in plurals.items()
        if plural in entries
        for slug, node in _all(checker, entries[plural], plural).items()
        if (term := _term(checker, kind, slug, node, groups.get(kind, {})))
    ]
    return Vocabulary(terms, groups)


def _term(checker: Checker, kind: str, slug: str, node: object, groups: AbstractMapping[str, str]) -> Term | None:
    checker.record = slug
    allowed = ("group", "label", "definition", "synonyms", "avoid")
    entry = checker.mapping(node, "a term", allowed, ("label", "definition"))
    label = checker.line(entry["label"], "label") if "label" in entry else None
    definition = checker.text(entry["definition"], "definition") if "definition" in entry else None
    synonyms = checker.items(entry["synonyms"], "synonyms", checker.line) if "synonyms" in entry else ()
    group = checker.choice(entry["group"], "group", groups) if "group" in entry else None
    avoid = _texts(checker, entry["avoid"], "avoid") if "avoid" in entry else {}
    checker.record = None
    if label is None or definition is None:
        return None
    return Term(kind, slug, label, definition, synonyms, group, avoid)


def _all(checker: Checker, node: object, what: str) -> dict[str, object]:
    return node.items if type(node) is Mapping else checker.mapping(node, what, ())


def _texts(checker: Checker, node: object, what: str) -> dict[str, str]:
    texts = {key: checker.line(value, what) for key, value in _all(checker, node, what).items()}
    return {key: text for key, text in texts.items() if text is not None}
