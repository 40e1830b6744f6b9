"""What a vocabulary decides of a review: harms, outcome, factors, and the themes and agencies of statements."""

from __future__ import annotations

from collections.abc import Collection, Container
from typing import NamedTuple

from ..coding.coder import Hit
from ..model.sections import LETTERS
from .english import any_of, pattern
from .facts import assertion
from .facts.harms import find_unharmed, harms_of, outcome_of
from .layout.sections import Point
from .texts import Record, Texts, doubt_of, first_hits

# An addressee that is nobody in particular: `all relevant agencies`.
_NOBODY = pattern("anybody", start=rf"(?:(?:{any_of('all')}) ){{0,9}}", end=r"(?: .{0,30})?")

# The factors that are the child's own; the others surround the child, whoever of the family they are told of.
_OF_CHILD = ("in-care", "child-protection-plan", "child-in-need", "disability")
_MAY_BE_OTHERS = "this may be of somebody grown up, in his or her own life"


class Codes(NamedTuple):
    """The codes of a review; None where its texts state nothing of a field."""

    harms: list[str] | None
    outcome: str | None
    statements: dict[str, list[Record]]
    """By section; each with its text, themes and agencies."""
    factors: list[str] | None


def codes_of(texts: Texts, of_child: bool = True) -> Codes:
    """The codes of a review, with their evidence kept; harms and outcome are those of a child."""
    harms, outcome = _harms(texts) if of_child else (None, None)
    return Codes(harms, outcome, _statements(texts), _factors(texts))


def _harms(texts: Texts) -> tuple[list[str] | None, str | None]:
    """What happened to the child, and the outcome."""
    text = texts.summary
    hits = texts.hits("summary")
    aside = assertion.set_aside(text)
    coded = [(harm, "summary") for harm in harms_of(text, hits, aside, texts.subjects)]
    outcome = outcome_of(text, hits, aside, [harm for harm, _ in coded], texts.subjects)
    unharmed = find_unharmed(text)
    for where, other in (("title", texts.title.text), *texts.keywords()):
        if where == "title" and (coded or unharmed):
            continue
        known = {harm.slug for harm, _ in coded}
        if where == "title":  # of what the text tells of, it alone says whether it was so
            known |= {hit.slug for hit in hits if hit.kind == "harm"}
        why = "only the title says so" if where == "title" else "only the keywords name it"
        more = harms_of(other, texts.hits(where), [])
        coded += [(harm._replace(doubt=why), where) for harm in more if harm.slug not in known]
    for harm, where in coded:
        texts.note("harms", harm.slug, where, (harm.start, harm.end), harm.doubt)
    if outcome:
        texts.note("outcome", outcome.slug, "summary", (outcome.start, outcome.end), outcome.doubt)
    harms = [harm.slug for harm, _ in coded] or ([] if unharmed else None)
    return harms, outcome.slug if outcome else None


def _statements(texts: Texts) -> dict[str, list[Record]]:
    """The statements of each section, with their themes and agencies."""
    body = texts.body
    for field, why in body.doubts:
        texts.note(field, "includes:", None, None, why)
    if body.none:
        texts.note_words("recommendations", "none", body.none, None)
    return {
        section: [_statement(texts, f"{LETTERS[section]}{number}", point) for number, point in enumerate(points, 1)]
        for section, points in body.sections.items()
    }


def _statement(texts: Texts, where: str, point: Point) -> Record:
    hits = texts.hits(where)
    themes, agencies = texts.themes(where), first_hits(hits, "agency")
    texts.note_themes(themes, where)
    texts.note_hits("agencies", agencies, where)
    slugs = dict.fromkeys(agencies)
    if point.addressee:
        slugs |= dict.fromkeys(_addressed(texts, where, *point.addressee, known=agencies))
    for owner in point.owners:
        slugs |= dict.fromkeys(_owning(texts, where, owner, known=slugs))
    return {"text": point.text, "themes": [code.slug for code in themes], "agencies": list(slugs)}


def _addressed(texts: Texts, where: str, who: str, start: int, known: Container[str]) -> list[str]:
    """The agencies that an addressee means, also where an earlier point or the lead-in names it.

    `known` are those that the statement itself speaks of, which have their evidence.
    """
    hits = first_hits(texts.coder.hits(f"to {who}"), "agency")
    unknown = None if hits or _is_nobody(who) else "the addressee is not an agency in the vocabulary"
    if start >= 0:
        if unknown:
            texts.note("agencies", "none", where, (start, start + len(who)), unknown)
        return list(hits)
    _note_beside(texts, where, who, hits, unknown, known)
    return list(hits)


def _owning(texts: Texts, where: str, owner: str, known: Container[str]) -> list[str]:
    """The agencies that a table names beside a statement as those who are to do it, `Lead: police`.

    `known` are those that the statement has already, which have their evidence.
    """
    who = owner.partition(": ")[2]
    hits = first_hits(texts.coder.hits(f"to {who}"), "agency")
    unknown = None if _is_nobody(who) else "who is to do it is not an agency in the vocabulary"
    _note_beside(texts, where, owner, hits, unknown, known)
    return list(hits)


def _note_beside(
    texts: Texts, where: str, words: str, hits: Collection[str], unknown: str | None, known: Container[str]
) -> None:
    """Keep the evidence of the agencies that words beside a statement mean, or else, once, that they mean none."""
    for slug in hits:
        if slug not in known:
            texts.note_words("agencies", slug, words, None, where)
    if not hits and not texts.is_quoted(words):
        texts.note_words("agencies", "none", words, unknown, where)


def _is_nobody(who: str) -> bool:
    """Whether an addressee is nobody in particular, as "all agencies" is."""
    return _NOBODY.fullmatch(who) is not None


def _factors(texts: Texts) -> list[str] | None:
    """What surrounded the child, as stated or raised."""
    places = ["summary", *(where for where, _ in texts.keywords())]
    for section, points in texts.body.sections.items():
        places += [f"{LETTERS[section]}{number}" for number in range(1, len(points) + 1)]
    found: dict[str, tuple[str, Hit]] = {}
    for where in places:
        text = texts.text_of(where)
        stated = [hit for hit in texts.hits(where) if not assertion.is_negated(text, hit)]
        if where == "summary":  # what is surely the child's first
            stated = [hit for hit in stated if _is_of_another(texts, hit) is not True]
            stated.sort(key=lambda hit: _is_of_another(texts, hit) is None)
        for slug, hit in first_hits(stated, "factor").items():
            found.setdefault(slug, (where, hit))
    for slug, (where, hit) in found.items():
        may_be = where == "summary" and _is_of_another(texts, hit) is None
        texts.note("factors", slug, where, (hit.start, hit.end), _MAY_BE_OTHERS if may_be else doubt_of(hit))
    return list(found) or None


def _is_of_another(texts: Texts, hit: Hit) -> bool | None:
    """Whether a factor that only a child can have is told of somebody grown up; None where it may be."""
    return hit.slug in _OF_CHILD and texts.subjects.is_own_life(hit.start, hit.end)
