"""The most common words of English: they tell little of what is looked for, and are never taken as misspelt."""

from __future__ import annotations

from functools import cache

from ..files.package import package_data

MOST_COMMON, COMMON, RARE = 0, 1, 2

_FILE = "common_words.txt"

_SAYING_NOTHING = """
a about after again against aint all also am an and any anybody anyone anything are arent as asked at be because been
before being best between but by came can cannot cant case cases come comes could couldnt did didnt do does doesnt
doing done dont down during each either else ever every everyone example examples explain few find finding findings
for from gave get gets getting give given gives go goes going gone got had hadnt has hasnt have havent having he help
her here hers herself him himself his how i if in info into is isnt it its itself just knew know known learn learned
learning learnt lesson lessons let like list look looking lot lots made make makes making many may maybe me might more
most much must mustnt my myself need needed neednt needs no not now of off often on once one ones only or other our
ours out over own people person please put really recommend recommendation recommendations recommended review reviews
said same say saying says see shall shant she should shouldnt show shows so some somebody someone something such tell
than that the their theirs them themselves then there these they thing things this those through to told too under
until up us very want wants was wasnt way we were werent what when where which while who whom whose why will with
within without wont would wouldnt you your yours
"""
SAYING_NOTHING = frozenset(_SAYING_NOTHING.split())
"""Words that tell nothing of what is asked for, as the index has them: `dont`."""


def tier(stem: str) -> int:
    """How common a word is, by its stem: among the first 4,000 of English, the next 8,000, or rarer."""
    first, second = _tiers()
    return MOST_COMMON if stem in first else COMMON if stem in second else RARE


@cache
def _tiers() -> tuple[frozenset[str], frozenset[str]]:
    first, second = tiers()
    return frozenset(first), frozenset(second)


def tiers() -> tuple[list[str], list[str]]:
    """The stems of the most common words, and of those that come next."""
    lines = package_data(_FILE).decode().splitlines()
    first, _, second = "\n".join([line for line in lines if not line.startswith("#")]).partition("---")
    return first.split(), second.split()


def notice() -> str:
    """Where the words are from, with the copyright notice that every copy of them must have."""
    lines = package_data(_FILE).decode().splitlines()
    return " ".join(" ".join(line.removeprefix("#") for line in lines if line.startswith("#")).split())
