"""Parsing a search query.

It may have words, "phrases", prefix*, OR and NOT (in capitals, or a hyphen before the word) and parentheses. Words side
by side must all occur in a review, not necessarily in the same sentence; NOT binds most tightly, OR least. Endings do
not matter: `bruise` finds bruising. Any text is a query: what is neither word nor operator is ignored.

Plain words that the vocabulary knows also mean the term, with all its other names and its codes: `CSA` finds child
sexual abuse. A phrase in quotation marks and a prefix mean only themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from ..errors import UsageError
from ..stemming import words
from ..store.tables import OWN, code_token
from ..text import encodable, fold, in_whole_words, one_line, whole_characters, with_hyphened_non
from ..vocabulary import Term
from . import joined
from .joined import Forms
from .notes import SMALL, Notes, code_label
from .query_tree import Operation, Query, Unit

MAX_WORDS = 64
"""The most words and phrases of a query."""

MAX_LENGTH = 20_000
"""The longest query, in characters."""

MAX_DEPTH = 6
"""The deepest nesting of parentheses."""

_SIGNS = frozenset(("AND", "OR", "NOT", "(", ")"))
_TOKEN = re.compile(r'"[^"]*"?\*?|[()]|(?P<minus>(?<![^\s(])-(?=[^\s)-]))|[^\s"()]+')
_UNSAID = re.compile(f'[\x00-\x1f"{OWN}]')
_LONGEST_TERM = 8  # words
_NO_ABBREVIATION = 6  # letters of a word that is not an abbreviation, though in capitals

_LOWER = {
    "or": '"or" is ignored; OR (in capitals) separates alternatives',
    "not": '"not" is looked for as a word; NOT (in capitals) leaves out what has the next word',
}

# Forms of one word that the stemmer does not know.
_FORMS = (
    ("child", "children"),
    ("man", "men"),
    ("woman", "women"),
    ("midwife", "midwives"),
    ("wife", "wives"),
    ("life", "lives"),
    ("foot", "feet"),
    ("tooth", "teeth"),
    ("crisis", "crises"),
    ("analysis", "analyses"),
    ("die", "dies", "died", "dying"),
)
FORMS_OF = {form: group for group in _FORMS for form in group}


class Lookup(NamedTuple):
    """The look-ups in a collection that the parser needs."""

    stems: Callable[[Sequence[str]], list[tuple[str, ...]]]
    """The stems of texts."""
    terms: Callable[[str], list[Term]]
    """The terms that the stems of a word or phrase, joined by spaces, are for."""
    beginning: Callable[[str], list[str]]
    """The words of the collection with a prefix."""
    forms: Callable[[Sequence[str]], Forms] = joined.no_forms
    """The other forms in which the collection has words that are side by side."""


def parse(query: str, lookup: Lookup | None = None) -> Query:
    """The query that was typed; without `lookup` its words mean only themselves.

    Raises UsageError where it exceeds the limits.
    """
    return _parser(query, lookup).query()


def is_plain(query: str) -> bool:
    """Whether a query has no operator. Raises UsageError where it exceeds the limits."""
    return not _parser(query, None).has_signs


def _parser(query: str, lookup: Lookup | None) -> _Parser:
    if len(query) > MAX_LENGTH:
        raise UsageError(f"the query has {len(query)} characters; at most {MAX_LENGTH} are read")
    text = with_hyphened_non(whole_characters(encodable(query)))
    tokens = ["NOT" if found["minus"] else found[0] for found in _TOKEN.finditer(text)]
    if not any(_phrase(token) for token in tokens):
        tokens = [f'"{token}"' for token in tokens]  # operators alone are words
    parser = _Parser(tokens, lookup)
    check_count(parser.count)
    if parser.depth > MAX_DEPTH:
        raise UsageError(f"parentheses are nested {parser.depth} deep; at most {MAX_DEPTH} are read")
    return parser


def check_count(count: int) -> None:
    """Raise UsageError where a query has too many words and phrases."""
    if count > MAX_WORDS:
        raise UsageError(f"the query has {count} words and phrases; at most {MAX_WORDS} are looked for")


class _Parser:
    """Parses `a b OR (c NOT d)` from the left. What does not fit, such as a surplus parenthesis, is ignored."""

    def __init__(self, tokens: list[str], lookup: Lookup | None) -> None:
        self.tokens = [token for token in tokens if token in _SIGNS or _phrase(token)]
        self.lookup = lookup
        steps = ({"(": 1, ")": -1}.get(sign, 0) for sign in self.tokens)
        self.depth = max(accumulate(steps, lambda depth, step: max(0, depth + step), initial=0))
        self.notes = Notes(note for sign, note in _LOWER.items() if sign in self.tokens)
        self.count = len([token for token in self.tokens if token not in _SIGNS])
        plain = [token for token in self.tokens if _is_plain(token)]
        self.whole = f'"{" ".join(map(plain_text, plain))}"' if 1 < len(plain) == len(self.tokens) else None
        self.has_signs = any(token in _SIGNS for token in self.tokens)
        if (
            self.has_signs
            and " ".join(self.tokens).isupper()
            and any(len(token) >= _NO_ABBREVIATION for token in tokens)
        ):
            self.notes.tell("AND, OR and NOT in capitals are operators; in small letters they are words")
        self.has_telling = any(not _is_small(token) for token in self.tokens if token not in _SIGNS)

    def query(self) -> Query:
        """The query of all tokens."""
        parts = []
        while self.tokens:
            parts += _flat("and", [self.parse_or(wanted=True)])
            if self.tokens:
                self.tokens.pop(0)  # a parenthesis that closes nothing
        return Query(Operation("and", tuple(dict.fromkeys(parts))), self.whole, self.notes.lines(), not self.has_signs)

    def parse_or(self, wanted: bool) -> Operation | Unit | None:
        """Alternatives separated by OR."""
        parts = [self.parse_and(wanted)]
        while self.tokens and self.tokens[0] == "OR":
            self.tokens.pop(0)
            parts.append(self.parse_and(wanted))
        return _joined("or", parts)

    def parse_and(self, wanted: bool) -> Operation | Unit | None:
        """Operands side by side, all of which are required."""
        parts: list[Operation | Unit | None] = []
        while self.tokens and self.tokens[0] not in ("OR", ")"):
            run = self.take_words()
            if run:
                parts += self.units(run, wanted)
            else:
                parts.append(self.parse_operand(wanted))
        return _joined("and", parts)

    def take_words(self) -> list[str]:
        """The plain words that come next, taken off the tokens."""
        run: list[str] = []
        while self.tokens and _is_plain(self.tokens[0]):
            run.append(self.tokens.pop(0))
        return run

    def parse_operand(self, wanted: bool) -> Operation | Unit | None:
        """A phrase, a prefix, a negation or a group in parentheses."""
        first = self.tokens.pop(0)
        if first == "AND":
            return None
        if first == "NOT":
            negated = True
            while self.tokens and self.tokens[0] == "NOT":
                self.tokens.pop(0)
                negated = not negated
            if not self.tokens or self.tokens[0] in ("OR", ")"):
                return None
            part = (
                self.parse_words(wanted != negated)
                if _is_plain(self.tokens[0])
                else self.parse_operand(wanted != negated)
            )
            return Operation("not", (part,)) if part and negated else part
        if first == "(":
            part = self.parse_or(wanted)
            if self.tokens:
                self.tokens.pop(0)
            return part
        return quoted(first, self.lookup, wanted)

    def parse_words(self, wanted: bool) -> Unit:
        """The longest row of next words that the vocabulary knows, or else the next word."""
        tokens = self.take_words()
        run = self.words_of(tokens)
        end, terms = self.longest(run, 0)
        self.tokens[:0] = tokens[end:]
        return self.unit(self.words_of(tokens[:end]), 0, end, terms, wanted)

    def words_of(self, tokens: list[str]) -> _Words:
        """Plain words side by side, with what is known of them."""
        texts = [*map(plain_text, tokens)]
        stems = self.lookup.stems(texts) if self.lookup else [()] * len(texts)
        return _Words(tokens, texts, stems, self.forms(texts))

    def forms(self, texts: list[str]) -> Forms:
        """The other forms of words that are side by side."""
        return self.lookup.forms(texts) if self.lookup else joined.no_forms(texts)

    def units(self, tokens: list[str], wanted: bool) -> list[Operation | Unit | None]:
        """The units of plain words: the longest rows of words that the vocabulary knows, and the words between."""
        run = self.words_of(tokens)
        units: list[Unit] = []
        start = 0
        while start < len(tokens):
            end, terms = self.longest(run, start)
            units.append(self.unit(run, start, end, terms, wanted))
            start = end
        return [
            unit for unit in units if unit.codes or unit.synonyms or not self.has_telling or not _is_small(unit.typed)
        ]

    def longest(self, run: _Words, start: int) -> tuple[int, list[Term]]:
        """The end of the longest row of words that is a name of terms, and the terms."""
        if self.lookup:
            for end in range(min(len(run.tokens), start + _LONGEST_TERM), start, -1):
                others = run.others.rows(run.texts, start, end)
                for stems in (run.stem(start, end), *(self.lookup.stems(others) if others else ())):
                    terms = self.lookup.terms(" ".join(stems))
                    if terms:
                        return end, terms
        return start + 1, []

    def unit(self, run: _Words, start: int, end: int, terms: list[Term], wanted: bool) -> Unit:
        """A unit for one word, or for several that name one term."""
        typed = " ".join(map(shown_as, run.tokens[start:end]))
        row = range(start, end)
        telling = [index for index in row if not _is_small(run.tokens[index])] or row
        words = tuple(dict.fromkeys(any_of(run.forms(index)) for index in telling))
        if not terms or not self.lookup:
            return Unit(typed, words, "word", wanted=wanted)
        parts = words if len(row) > 1 else ()
        if parts:  # the name of a term is looked for as a phrase: its words apart may mean anything
            words = (any_of([" ".join(run.texts[start:end]), *run.others.rows(run.texts, start, end)]),)
        synonyms = _synonyms(terms, run.stem(start, end), self.lookup)
        codes = {code_token(term.kind, term.slug): code_label(term) for term in terms} if wanted else {}
        self.notes.terms(typed, terms, [shown for _, shown in synonyms], wanted)
        return Unit(typed, words, "word", synonyms, tuple(codes.items()), wanted, parts=parts)


def quoted(token: str, lookup: Lookup | None, wanted: bool = True) -> Unit:
    """A unit for a phrase or a prefix, which means only itself."""
    phrase = _phrase(token)
    if not phrase.endswith("*"):
        texts = phrase[1:-1].split()
        others = lookup.forms(texts).rows(texts, 0, len(texts)) if lookup else []
        return Unit(shown_as(token), (any_of([phrase[1:-1], *others]),), "phrase", wanted=wanted)
    *before, last = words(phrase) or [phrase[1:-2]]
    known = lookup.beginning(last) if lookup else []
    alternatives = [" ".join((*before, word)) for word in known or [last]]
    if before and lookup:
        alternatives += [" ".join((*before[:-1], word)) for word in lookup.beginning(before[-1] + last)]
    return Unit(shown_as(token), (any_of(alternatives),), "beginning", wanted=wanted)


class _Words(NamedTuple):
    """Plain words side by side."""

    tokens: list[str]
    texts: list[str]
    """What to look for, for each."""
    stems: Sequence[tuple[str, ...]]
    others: Forms

    def stem(self, start: int, end: int) -> list[str]:
        """The stems of the words from `start` to `end`."""
        return [stem for word in self.stems[start:end] for stem in word]

    def forms(self, index: int) -> list[str]:
        """A word in all its forms."""
        return [*forms_of(self.texts[index]), *self.others.of(index)]


def _synonyms(terms: list[Term], own: list[str], lookup: Lookup) -> tuple[tuple[str, str], ...]:
    """The other names of the terms, without those that contain the words typed and are found by these."""
    names = list(dict.fromkeys(name for term in terms for name in term.names))
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for name, stems in zip(names, lookup.stems([fold(name) for name in names]), strict=True):
        if stems and not _contains(stems, own):
            found.setdefault(stems, (f'"{" ".join(words(fold(name)))}"', one_line(name)))
    return tuple(found.values())


def _contains(stems: tuple[str, ...], own: list[str]) -> bool:
    size = len(own)
    return any(list(stems[start : start + size]) == own for start in range(len(stems) - size + 1))


def _flat(sign: str, parts: list[Operation | Unit | None]) -> list[Operation | Unit]:
    flat: list[Operation | Unit] = []
    for part in parts:
        if isinstance(part, Operation) and part.sign == sign:
            flat += part.parts
        elif part is not None:
            flat.append(part)
    return list(dict.fromkeys(flat))


def _joined(sign: str, parts: list[Operation | Unit | None]) -> Operation | Unit | None:
    flat = _flat(sign, parts)
    if len(flat) < 2:
        return flat[0] if flat else None
    return Operation(sign, tuple(flat))


def _is_small(token: str) -> bool:
    return token.lower() in SMALL


def _is_plain(token: str) -> bool:
    return token not in _SIGNS and not token.startswith('"') and not token.endswith("*")


def forms_of(text: str) -> tuple[str, ...]:
    """A word with its irregular forms."""
    return FORMS_OF.get(text.casefold(), (text,))


def forms(text: str) -> str:
    """A word with its irregular forms, in FTS5's quoting."""
    return any_of(forms_of(text))


def any_of(texts: Sequence[str]) -> str:
    """The FTS5 expression for any of some words or phrases."""
    quoted = [f'"{text}"' for text in texts]
    return quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})"


def shown_as(token: str) -> str:
    """A token as it is shown in messages."""
    return one_line(token[:80]).replace('"', "").strip()


def plain_text(token: str) -> str:
    """The text to look for, of a token."""
    return in_whole_words(_UNSAID.sub(" ", token)).rstrip("* ")


def _phrase(token: str) -> str:
    """A word or a phrase in FTS5's quoting; empty where there is nothing to look for."""
    if token in _SIGNS:
        return ""
    text = plain_text(token)
    star = "*" if token.endswith(("*", '*"')) else ""
    return f'"{text}"{star}' if any(character.isalnum() for character in text) else ""
