"""Understanding a question without operators: its parts, and the clues that answer them.

Words that tell nothing of what is asked for are ignored. The rest form parts: the longest rows of words that the
vocabulary or everyday language knows, and single words. A part is answered by clues: its own words, synonyms, the codes
of its terms and of related terms, and lastly those of terms with its word in their names. The worth of a clue says how
surely what it finds is what was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ..stemming import stems
from ..store import Store
from ..text import encodable, fold, one_line, whole_characters, whole_words, with_hyphened_non
from ..vocabulary import Term
from . import ages, common_words, joined
from .clues import DIRECT, RELATED, Clue, Part, Question, phrase_of
from .everyday import LAY, LAY_NARROWER, NAME, NARROWER, Everyday
from .lookup import lookup
from .notes import Notes
from .query_parser import check_count, forms, quoted
from .spelling import Spelling, Spelt
from .vocabulary_clues import VocabularyClues, known_by

_EQUAL = 0.8  # the worth of an everyday word with the same meaning
_KNOWN = 1.5  # how much more a row of words, or what the vocabulary knows, tells than any other word
_TELLING = {common_words.MOST_COMMON: 0.5, common_words.COMMON: 0.8, common_words.RARE: 1.0}
_LACKING = {common_words.MOST_COMMON: 0.1, common_words.COMMON: 0.4, common_words.RARE: 1.0}
_LONGEST = 6  # words of a known row

_PIECE = re.compile(r'("[^"]*"?\*?)|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*\*?")
_NOT_AS_INDEXED = re.compile(r"\bnon-\w+|\b\w+n['\u2018\u2019\u02bc]t\b", re.IGNORECASE)
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_LETTER_AFTER = frozenset(("adult", "baby", "case", "child", "family", "person"))


def understand(text: str, store: Store, expand: bool = True, exact: bool = False) -> Question:
    """The question, understood by the words of a store: `exact` keeps the spelling, no `expand` adds no words."""
    return _QuestionReader(store, expand, exact or not expand).question(text)


class _QuestionReader:
    """Understands one question."""

    def __init__(self, store: Store, expand: bool, exact: bool) -> None:
        self.store = store
        self.expand = expand
        self.exact = exact
        self.everyday = Everyday(store)
        self.spelling = Spelling(store, self.everyday)
        self.clues = VocabularyClues(store, self.everyday)
        self.lookup = lookup(store, not self.exact)
        self.notes = Notes()
        self.hyphened: set[tuple[str, ...]] = set()  # pairs of words with a hyphen between
        self.counted = 0
        self.unclear: list[Spelt] = []
        self.found: dict[str, list[tuple[Term, str]]] = {}  # the terms that rows of words are for, by their first clue

    def question(self, text: str) -> Question:
        """The whole question."""
        parts: list[Part] = []
        run: list[str] = []
        hyphened = with_hyphened_non(whole_characters(encodable(text)))
        text = whole_words(hyphened)
        plain, found = ages.read(text)
        self.notes.ages(found)
        plain = text if '"' in text else plain  # a phrase stays as it is
        for marked, word in _PIECE.findall(_DOTTED.sub(lambda found: found[0].replace(".", "").upper() + " ", plain)):
            if word:
                run += _words(word)
                self.hyphened.update(pairwise(_words(word)) if "-" in word else ())
            else:
                parts += [*self.parts_of(run), *self.quoted(marked)]
                run = []
        parts += self.parts_of(run)
        parts = [part._replace(typed=_as_typed(part.typed, hyphened)) for part in parts]
        once = tuple({part.clues[0].what: part for part in parts}.values())
        words = _words(text.replace('"', " "))
        phrase = f'"{" ".join(words)}"' if len(words) > 1 and "*" not in text else None
        wider = {(typed, term.slug): (typed, term) for part in once for typed, term in self.tell(part)}
        return Question(once, phrase, self.notes.lines(), tuple(self.unclear), tuple(wider.values()))

    def tell(self, part: Part) -> list[tuple[str, Term]]:
        """The terms that a part covers only in part; adds the notes on what else is looked for."""
        found = self.found.get(part.clues[0].what, [])
        others = [clue.shown for clue in part.clues if clue.how in ("synonym", "everyday")]
        self.notes.terms(part.typed, [term for term, layer in found if layer in (NAME, LAY)], others)
        self.notes.better(part.typed, [term for term, _ in found])
        return [(part.typed, term) for term, layer in found if layer in (NARROWER, LAY_NARROWER)]

    def quoted(self, text: str) -> list[Part]:
        """The part for a phrase in quotation marks, or its prefix, which means only itself."""
        if not _words(text):
            return []
        self.count(1)
        unit = quoted(text, self.lookup)
        return [Part(unit.typed, (Clue(unit.words[0], unit.typed, unit.how, DIRECT),), telling=_KNOWN)]

    def count(self, more: int) -> None:
        """Count words and phrases. Raises UsageError where they are too many."""
        self.counted += more
        check_count(self.counted)

    def parts_of(self, typed: list[str]) -> list[Part]:
        """The parts of words that are side by side."""
        if not typed:
            return []
        self.count(len(typed))
        spelt = [Spelt(word, word) for word in typed] if self.exact else [*self.spelling.of(typed)]
        words: list[str] = []
        origins: list[str] = []
        for one in spelt:
            if one.near:
                self.unclear.append(one)
            if fold(one.text) != fold(one.typed):
                self.notes.spelt(one.typed, one.text)
            more = one.text.split()
            words += more
            origins += [one.typed] * len(more)
        return _Run(self, words, origins).parts(0, len(words), frozenset())

    def is_found(self, part: Part) -> bool:
        """Whether anything here answers a part surely enough."""
        wanted = " OR ".join(clue.what for clue in part.clues if clue.worth >= RELATED)
        return self.store.finds(wanted)


def _once(clues: Iterable[Clue]) -> Iterable[Clue]:
    """The clues, the best first, without worse ones for the same."""
    best: dict[str, Clue] = {}
    for clue in sorted(clues, key=lambda clue: -clue.worth):
        best.setdefault(clue.what, clue)
    return best.values()


def _as_typed(text: str, whole: str) -> str:
    """Words of a question with the hyphens after non, and the apostrophes in don't, that were typed."""
    for word in _NOT_AS_INDEXED.findall(whole):
        indexed = re.sub(r"[\W_\u02bc]", "", word)
        text = re.sub(rf"\b{indexed}\b", word, text)
    return text


def _words(text: str) -> list[str]:
    """The words of a text, with apostrophes within them."""
    return _WORD.findall(text.replace("&", " and "))


class _Run:
    """Words that are side by side, to be made into parts."""

    def __init__(self, reader: _QuestionReader, words: Sequence[str], origins: Sequence[str]) -> None:
        self.reader = reader
        self.words = words
        self.origins = origins
        known = stems(
            [*(word.rstrip("*") for word in words), *joined.pairs(words)]
        )  # in one call, as each call is slow
        self.stems, of_pairs = known[: len(words)], known[len(words) :]
        self.others = joined.no_forms(words) if reader.exact else joined.forms(reader.store, words, of_pairs)

    def parts(self, start: int, end: int, left: frozenset[tuple[int, int]]) -> list[Part]:
        """The parts of the words from `start` to `end`; the rows in `left` are taken apart."""
        parts: list[Part] = []
        while start < end:
            stop = self.longest(start, end, left)
            if start + 1 < end and self.is_letter(start + 1) and self.words[start].lower() in _LETTER_AFTER:
                stop = start + 2
                parts += self.reader.quoted(" ".join(self.words[start:stop]))
            elif stop:
                parts += self.known(start, stop, left)
            elif not self.is_passed_over(start):
                parts.append(self.word(start))
            start = stop or start + 1
        return parts

    def longest(self, start: int, end: int, left: frozenset[tuple[int, int]]) -> int | None:
        """The end of the longest known row of words; None where there is none."""
        if not self.reader.expand:
            return None
        for stop in range(min(end, start + _LONGEST), start, -1):
            alone = stop == start + 1
            if (start, stop) in left or (alone and (self.is_passed_over(start) or self.words[start].endswith("*"))):
                continue
            if self.known_as(start, stop) and not (alone and self.is_other_word(start)):
                return stop
        return start + 2 if self.is_one(start) and (start, start + 2) not in left else None

    def known_as(self, start: int, stop: int) -> str | None:
        """The stems by which a row of words is known, perhaps with some of them joined or split."""
        others = self.others.rows(self.words, start, stop)
        found = (self.stem(start, stop), *(map(" ".join, stems(others)) if others else ()))
        return next(filter(self.reader.everyday.is_known, found), None)

    def is_one(self, start: int) -> bool:
        """Whether a word and the next were typed as one, or are one here and tell nothing apart: well-being."""
        pair = (*self.words[start : start + 2],)
        if len(pair) < 2:
            return False
        if {*self.origins[start : start + 2]} == {"".join(pair)}:
            return True
        if self.is_passed_over(start) == self.is_passed_over(start + 1):
            return False
        is_here = pair in self.reader.hyphened and joined.occurs(self.reader.store, " ".join(pair))
        return is_here or self.others.joined[start] is not None

    def stem(self, start: int, stop: int) -> str:
        """The stems of a row of words, with spaces between."""
        return " ".join(stem for one in self.stems[start:stop] for stem in one)

    def is_passed_over(self, index: int) -> bool:
        """Whether a word tells nothing of what is asked for."""
        word = self.words[index]
        return not self.stems[index] or (word.lower() in common_words.SAYING_NOTHING and not self.is_letter(index))

    def is_letter(self, index: int) -> bool:
        """Whether a word is a letter used as a name: as in Child A, or a capital."""
        word = self.words[index]
        if len(word) > 1 or not word.isalpha() or not index:
            return False
        return (word.isupper() and word != "I") or self.words[index - 1].lower() in _LETTER_AFTER

    def is_other_word(self, index: int) -> bool:
        """Whether a common word only looks like an abbreviation in capitals: send, dash."""
        word = self.words[index]
        if word.isupper() or common_words.tier(self.stem(index, index + 1)) == common_words.RARE:
            return False
        terms = self.reader.everyday.terms(self.stem(index, index + 1))
        names = [name for term, _ in terms for name in term.names if fold(name) == fold(word)]
        return bool(names) and all(name.isupper() for name in names)

    def typed(self, start: int, stop: int) -> str:
        """What was typed for some of the words."""
        text = self.origins[start]
        for pair in pairwise(self.origins[start:stop]):
            if pair[0] != pair[1]:  # else it was typed as one word
                text += ("-" if pair in self.reader.hyphened else " ") + pair[1]
        return one_line(text)

    def word(self, index: int) -> Part:
        """The part for a word that is in no known row."""
        text, typed = self.words[index], self.typed(index, index + 1)
        if text.endswith("*"):
            return Part(typed, (Clue(quoted(text, self.reader.lookup).words[0], typed, "beginning", DIRECT),))
        tier = common_words.tier(self.stem(index, index + 1))
        how = "word" if fold(text) == fold(typed) else "spelling"
        clues = [Clue(forms(text), text, how, DIRECT)]
        clues += [Clue(f'"{form}"', form, how, DIRECT) for form in self.others.of(index)]
        if self.reader.expand and len(text) > 1:  # a single letter tells nothing
            clues += self.reader.clues.spoken_of(self.stem(index, index + 1))
        return Part(typed, tuple(clues), telling=_TELLING[tier], lacking=_LACKING[tier])

    def known(self, start: int, stop: int, left: frozenset[tuple[int, int]]) -> list[Part]:
        """The part for a known row of words; the parts of its words where only these find anything."""
        part = self.row(start, stop)
        layers = {layer for _, layer in self.reader.everyday.terms(self.known_as(start, stop) or "")}
        if stop - start > 1 and NAME not in layers and not self.reader.is_found(part):
            inner = self.parts(start, stop, left | {(start, stop)})
            if any(one.telling == _KNOWN and self.reader.is_found(one) for one in inner):
                return inner
        return [part]

    def row(self, start: int, stop: int) -> Part:
        """The part for a known row of words, or one known word."""
        reader = self.reader
        stem, typed = self.known_as(start, stop) or self.stem(start, stop), self.typed(start, stop)
        words = self.words[start:stop]
        how = "word" if fold(" ".join(words)) == fold(typed) else "spelling"
        text = forms(words[0]) if len(words) == 1 else f'"{" ".join(words)}"'
        found = reader.everyday.terms(stem)
        equals = reader.everyday.equals(stem)
        found = found or reader.clues.by_equals(equals)
        clues = [Clue(text, " ".join(words), how, DIRECT)]
        clues += [Clue(f'"{row}"', row, how, DIRECT) for row in self.others.rows(self.words, start, stop)]
        clues += reader.clues.abbreviated(words, found)
        clues += reader.clues.other_names(found, stem)
        clues += [Clue(phrase_of(word), word, "everyday", _EQUAL) for word in equals]
        clues += reader.clues.codes(found)
        clues += reader.clues.wider(found)
        if len(words) == 1:
            known = {clue.what for clue in clues}
            clues += [clue for clue in reader.clues.spoken_of(stem) if clue.what not in known]
        reader.found[clues[0].what] = found
        subjects = [term for term, layer in found if layer in (NAME, NARROWER) and term.kind != "agency"]
        telling = [word for index, word in enumerate(words, start) if not self.is_passed_over(index)] or words
        is_wide = len(words) > 1 or found
        tier = common_words.tier(stem)
        return Part(
            typed,
            tuple(_once(clues)),
            tuple(map(forms, telling)) if len(words) > 1 and not (len(words) == 2 and self.is_one(start)) else (),
            _KNOWN if is_wide else _TELLING[tier],
            1.0 if is_wide else _LACKING[tier],
            subjects[0].label if subjects else None,
            tuple(map(known_by, subjects)),
        )
