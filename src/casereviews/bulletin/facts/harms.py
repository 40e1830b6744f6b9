"""What happened to the child, as the text that tells it states it: harms and outcome.

What was feared and ruled out, a charge where the conviction differs, and what happened to somebody else are set aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...coding.coder import Hit
from ..english import pattern
from .assertion import is_aside, is_negated, tells_of_adult

_HOMICIDE = pattern("homicide")
_UNHARMED = pattern("unharmed")

# A harm that was done in the family: by whom, or who was charged with it: `by her father`.
_RELATION = pattern("in the family", cased=True, end="")

_ABUSE = (
    "physical-abuse",
    "neglect",
    "emotional-abuse",
    "sexual-abuse",
    "domestic-abuse",
    "sexual-exploitation",
    "criminal-exploitation",
    "extrafamilial-violence",
    "faith-honour-harm",
    "online-harm",
)
_WITH = {"sexual-exploitation": "sexual-abuse"}  # as the vocabulary's definition says: what is coded besides
_ONLY_ALONE = ("accident", "sudden-unexpected-death")  # and what is not where a cause is stated


class Coded(NamedTuple):
    """A term of what happened, the words for it, and why it is to be checked, if it is."""

    slug: str
    start: int
    end: int
    doubt: str | None


def harms_of(text: str, hits: Sequence[Hit], aside: Sequence[tuple[int, int]]) -> list[Coded]:
    """The harms that a text states, by the hits of its words; none where it says that there was no harm."""
    found: dict[str, Hit] = {}
    strong: set[str] = set()
    for hit in hits:
        if hit.kind != "harm" or is_aside(hit, aside) or is_negated(text, hit):
            continue
        found.setdefault(hit.slug, hit)
        if not hit.weak:
            if hit.slug not in strong:
                found[hit.slug] = hit
            strong.add(hit.slug)
    in_family = _RELATION.search(text) is not None
    for slug, other in _WITH.items():
        if slug in found:
            found.setdefault(other, found[slug])
            strong.add(other)
    if "extrafamilial-violence" in found and "extrafamilial-violence" not in strong and in_family:
        del found["extrafamilial-violence"]
    outside = {"extrafamilial-violence", "self-harm-suicide"} & found.keys()
    if "physical-abuse" in found and "physical-abuse" not in strong and outside and not in_family:
        del found["physical-abuse"]
    explained = "accident" in found or "neglect" in strong or tells_of_adult(text)
    if "physical-abuse" in found and "physical-abuse" not in strong and explained:
        del found["physical-abuse"]
    if (
        "neglect" in found
        and "neglect" not in strong
        and found.keys() & {"physical-abuse", "sexual-abuse", "emotional-abuse"}
    ):
        del found["neglect"]
    for slug in _ONLY_ALONE:
        if slug in found and found.keys() - {slug, "online-harm"}:
            del found[slug]
    return [Coded(slug, hit.start, hit.end, _doubt(slug, slug in strong)) for slug, hit in found.items()]


def _doubt(slug: str, strong: bool) -> str | None:
    if not strong:
        return "the words can mean something else"
    if slug == "domestic-abuse":
        return "it may be the background rather than what harmed the child"
    return None


def find_unharmed(text: str) -> tuple[int, int] | None:
    """Where a text says that the child came to no harm, or died of a natural cause."""
    found = _UNHARMED.search(text)
    return found.span() if found else None


def outcome_of(
    text: str, hits: Sequence[Hit], aside: Sequence[tuple[int, int]], coded: Sequence[Coded]
) -> Coded | None:
    """The gravest outcome that a text states."""
    stated: dict[str, Hit] = {}
    of_adult = tells_of_adult(text)
    for hit in hits:
        if of_adult and hit.kind == "outcome" and _HOMICIDE.match(text, hit.start):
            continue
        if hit.kind == "outcome" and not is_aside(hit, aside):
            stated.setdefault(hit.slug, hit)
    for slug in ("death", "injury"):
        if slug in stated:
            return Coded(slug, stated[slug].start, stated[slug].end, None)
    for harm in coded:
        if harm.slug in _ABUSE:
            return Coded("harm-no-injury", harm.start, harm.end, None)
    for harm in coded:
        if harm.slug == "self-harm-suicide":
            return Coded("other", harm.start, harm.end, "no injury is stated")
    unharmed = find_unharmed(text)
    return Coded("other", *unharmed, None) if unharmed else None
