"""Notes on how a query was understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..stemming import words
from ..text import fold, listed, one_line
from ..vocabulary import Term, better

_SHOWN = 4  # words that were added

_WORDS = """
about all among an and any are as at be been between by can could did do does for from had has have how in into is it
its of on or should that the their them there they this to was we were what when where which who whom why will with
would
"""
SMALL = frozenset(_WORDS.split())
"""Words that tell nothing of what is looked for; they are ignored beside other words."""


class Notes:
    """Lines for standard error, without duplicates."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        """Take the first lines."""
        self._lines = dict.fromkeys(lines)
        self._spelt: dict[str, str] = {}
        self._added: dict[str, str] = {}  # what was added for a word, by the word
        self._left_out: dict[str, str] = {}  # the same for a negated word

    def lines(self) -> tuple[str, ...]:
        """All the lines."""
        joined = [
            ("searched for {}; --exact for the words as typed", self._spelt, ", "),
            ("also looked for: {}", self._added, "; "),
            ("also left out: {}", self._left_out, "; "),
        ]
        return (*self._lines, *(line.format(between.join(added.values())) for line, added, between in joined if added))

    def tell(self, line: str) -> None:
        """Add a line of its own."""
        self._lines[line] = None

    def spelt(self, typed: str, text: str) -> None:
        """Note that a word was looked for in another spelling."""
        self._spelt.setdefault(fold(typed), one_line(text))

    def ages(self, ages: Sequence[str]) -> None:
        """Suggest the filter that selects some ages."""
        for age in ages:
            shown = f'"{age}"' if age.startswith("<") else age
            self.tell(f"--age {shown} selects the reviews by age")

    def better(self, typed: str, terms: Iterable[Term]) -> None:
        """Note the preferred word in place of one that is best avoided."""
        for term in terms:
            for old, today in term.avoid.items():
                if fold(old) == fold(typed):
                    self.tell(better(typed, today))

    def terms(self, typed: str, terms: Sequence[Term], shown: Sequence[str], wanted: bool = True) -> None:
        """Note the words and codes that were added for a word, its several meanings, or the preferred word."""
        folded = fold(typed)
        different = _meanings(terms)
        if len(different) > 1:
            both = "both" if len(different) == 2 else "all"
            line = f'"{typed}" has {len(different)} meanings, {listed(different, "and")}; {both} are looked up'
            self.tell(line)
        self.better(typed, terms)
        more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
        coded = [f"coded {' or '.join(dict.fromkeys(term.label for term in terms))}"] if wanted and terms else []
        names = ", ".join(shown[:_SHOWN]) + more
        if names or coded:
            added = self._added if wanted else self._left_out
            added.setdefault(folded, f"{', '.join(filter(None, [names, *coded]))} (for {typed})")


def code_label(term: Term) -> str:
    """The label of a code; with its kind for a review's own codes, as a factor is not a harm."""
    return term.label if term.kind in ("theme", "agency") else f"{term.label} ({term.kind})"


def _meanings(terms: Iterable[Term]) -> list[str]:
    """The labels with different meanings: of one kind, or without a word in common."""
    meanings: list[Term] = []
    for term in terms:
        own = set(words(term.label)) - SMALL
        if all(term.kind == other.kind or not own & set(words(other.label)) for other in meanings):
            meanings.append(term)
    return list(dict.fromkeys(term.label for term in meanings))
