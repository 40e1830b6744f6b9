"""What is worth telling a person of how a query was understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..stemming import words
from ..text import fold, listed, one_line
from ..vocabulary import Term, better

_SHOWN = 4  # of the words that were added

# Words that say nothing of what is looked for; they are passed over where others are left.
_WORDS = """
about all among an and any are as at be been between by can could did do does for from had has have how in into is it
its of on or should that the their them there they this to was we were what when where which who whom why will with
would
"""
SMALL = frozenset(_WORDS.split())
"""They are passed over where other words are left."""


class Notes:
    """Lines for standard error, each once."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        """Take the first of them."""
        self._lines = dict.fromkeys(lines)
        self._spelt: dict[str, str] = {}
        self._added: dict[str, str] = {}  # what was added to a word, by the word
        self._left_out: dict[str, str] = {}  # and to one that is not wanted

    def lines(self) -> tuple[str, ...]:
        """All that is to be told."""
        joined = [
            ("searched for {}; --exact for the words as typed", self._spelt, ", "),
            ("also looked for: {}", self._added, "; "),
            ("also left out: {}", self._left_out, "; "),
        ]
        return (*self._lines, *(line.format(between.join(told.values())) for line, told, between in joined if told))

    def tell(self, line: str) -> None:
        """Tell a line of its own."""
        self._lines[line] = None

    def spelt(self, typed: str, text: str) -> None:
        """Tell that a word was looked for in another spelling."""
        self._spelt.setdefault(fold(typed), one_line(text))

    def ages(self, ages: Sequence[str]) -> None:
        """Offer the filter that selects some ages."""
        for age in ages:
            shown = f'"{age}"' if age.startswith("<") else age
            self.tell(f"--age {shown} selects the reviews by age")

    def better(self, typed: str, terms: Iterable[Term]) -> None:
        """Tell what is said today for a word, where a term knows it."""
        for term in terms:
            for old, today in term.avoid.items():
                if fold(old) == fold(typed):
                    self._lines[better(typed, today)] = None

    def terms(self, typed: str, terms: Sequence[Term], shown: Sequence[str], wanted: bool = True) -> None:
        """Tell what was added to a word, words and codes; that it has several meanings, or what is better said."""
        folded = fold(typed)
        different = _meanings(terms)
        if len(different) > 1:
            both = "both" if len(different) == 2 else "all"
            told = f'"{typed}" has {len(different)} meanings, {listed(different, "and")}; {both} are looked up'
            self._lines[told] = None
        self.better(typed, terms)
        more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
        coded = [f"coded {' or '.join(dict.fromkeys(term.label for term in terms))}"] if wanted and terms else []
        names = ", ".join(shown[:_SHOWN]) + more
        if names or coded:
            added = self._added if wanted else self._left_out
            added.setdefault(folded, f"{', '.join(filter(None, [names, *coded]))} (for {typed})")


def code_label(term: Term) -> str:
    """What a code is called; of a review's own codes, with their kind: a factor is not a harm."""
    return term.label if term.kind in ("theme", "agency") else f"{term.label} ({term.kind})"


def _meanings(terms: Iterable[Term]) -> list[str]:
    """The labels that mean different things: of one kind, or without a word in common."""
    meanings: list[Term] = []
    for term in terms:
        said = set(words(term.label)) - SMALL
        if all(term.kind == other.kind or not said & set(words(other.label)) for other in meanings):
            meanings.append(term)
    return list(dict.fromkeys(term.label for term in meanings))
