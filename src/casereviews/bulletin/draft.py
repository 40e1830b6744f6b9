"""One review of a bulletin, as it is read: facts and codes, with evidence of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..coding.coder import Coder
from ..model.reviews import Evidence
from ..model.sections import LETTERS
from .codes import Codes, codes_of
from .english import pattern
from .facts import children, dates
from .facts.children import FoundChild
from .layout.boards import Board, board_of_facts
from .layout.names import NAME
from .layout.sections import Body
from .layout.titles import Title, Titles
from .texts import LONGEST, Record, Texts, stated

_BABY = pattern("baby")
# What parts the names of several children, and what is none of them.
_PARTING = re.compile(r",| and | & |/")
_FAMILY = re.compile(r"(?:(?:the|his|her|their) )?(?:family|siblings?|another)", re.IGNORECASE)
_SCOTLAND = pattern("Scotland")
_NO_BABY = 24.0  # months


class Draft(NamedTuple):
    """One review as it was read; None where its texts state nothing of a field."""

    title: Title
    body: Body
    review_type: str | None
    children: list[Record] | None
    incident_date: str | None
    codes: Codes
    evidence: Sequence[Evidence]

    def to_record(self, listed: str | None = None) -> Record:
        """The review as a collection has it, without what it does not state. `listed` is the month of the bulletin."""
        body, title, codes = self.body, self.title, self.codes
        entries: Record = {
            "name": title.name,
            "title": title.text,
            "review_type": self.review_type,
            "listed": listed,
            "published": title.published,
            "area": title.area,
            "children": self.children,
            "incident_date": self.incident_date,
            "outcome": codes.outcome,
            "harms": codes.harms,
            "factors": codes.factors,
            "summary": body.summary or None,
            **{section: codes.statements.get(section) for section in LETTERS},
            "resources": [stated(item.to_dict()) for item in body.resources] or None,
            "notes": body.notes or None,
            "coding": "automatic",
            "evidence": [stated(item.to_dict()) for item in self.evidence],
        }
        return stated(entries)


def draft(title: Title, body: Body, titles: Titles, coder: Coder, board: Board | None = None) -> Draft:
    """A review by its title line and what stands under it; `titles` and `coder` know the vocabulary.

    `board` is the one whose reviews the page has.
    """
    if body.published and not title.published:
        title = title._replace(published=body.published[0])
    if not title.area and (board := board_of_facts(text for _, text in body.facts) or board):
        title = title._replace(area=board.place)
    texts = Texts(title, body, coder)
    _note_title(texts, board)
    review_type = _type(texts, titles)
    found = _children(texts)
    incident_date = _incident_date(texts)
    return Draft(title, body, review_type, found, incident_date, codes_of(texts), texts.evidence)


def draft_of_codes(title: Title, body: Body, titles: Titles, coder: Coder) -> Draft:
    """A draft with those fields alone that a vocabulary decides."""
    texts = Texts(title, body, coder)
    review_type = _type(texts, titles)
    return Draft(title, body, review_type, None, None, codes_of(texts), texts.evidence)


def _note_title(texts: Texts, board: Board | None) -> None:
    """Keep the evidence of name, place and year; the place is that of the board where the title has none."""
    title = texts.title
    unsure = None if title.name_span else "the title has no clear pseudonym"
    texts.note("name", title.name, "title", title.name_span or (0, len(title.text)), unsure)
    if title.area and title.area_span:
        why = None if title.area_is_sure else "this may not be a place"
        texts.note("area", title.area, "title", title.area_span, why)
    elif title.area and board:
        texts.note_words("area", title.area, board.words, board.doubt)
    if title.published and title.published_span:
        texts.note("published", title.published, "title", title.published_span, None)
    elif title.published and texts.body.published:
        texts.note_words("published", title.published, texts.body.published[1], None)


def _type(texts: Texts, titles: Titles) -> str | None:
    """The type of review, which the title names, or else the text."""
    title = texts.title
    if not (title.review_type and title.type_span):
        return _type_of_text(texts, titles) or title.review_type
    slug, why = title.review_type, None
    if slug == "other":
        why = "this may be a Scottish learning review"
        if _SCOTLAND.search(texts.body.summary):
            slug, why = "learning-review-scotland", "only the text mentions Scotland"
    texts.note("review_type", slug, "title", title.type_span, why)
    return slug


def _type_of_text(texts: Texts, titles: Titles) -> str | None:
    """The type that the summary, a note, a lead-in or a resource names, where the title names none."""
    unnamed = "the title does not name the type"
    for where, text in (("summary", texts.body.summary), *texts.notes()):
        if found := _known_type(titles, text):
            texts.note("review_type", found[0], where, found[1:], unnamed)
            return found[0]
    for lead in texts.body.leads:
        if found := _known_type(titles, lead):
            texts.note_words("review_type", found[0], lead, unnamed)
            return found[0]
    for resource in texts.body.resources:
        if found := _known_type(titles, resource.label):
            texts.note("review_type", found[0], None, None, "only a resource names the type")
            return found[0]
    return None


def _known_type(titles: Titles, text: str) -> tuple[str, int, int] | None:
    """The type that a text names, with its span; None for one that is none of the vocabulary's own."""
    found = titles.type_of(text)
    return None if found is None or found[0] == "other" else found


def _children(texts: Texts) -> list[Record] | None:
    """The children, each with age and sex."""
    if len(texts.body.summary) > LONGEST:
        why = f"facts and codes were read only in its first {LONGEST:,} characters"
        texts.note("summary", "long", None, None, why)
    found, where = _found_children(texts)
    baby = _BABY.search(texts.title.text)
    for child in found:
        if child.age:
            why_age = child.doubt
            if baby and child.age.exact_months >= _NO_BABY and not why_age:
                why_age = f"the title mentions a {baby[0].casefold()}"
            texts.note("age", str(child.age), where, child.age_span, why_age)
        elif child.doubt:
            texts.note("children", str(len(found)), where, child.sex_span, child.doubt)
        if child.sex:
            texts.note("sex", child.sex, where if child.sex_span else None, child.sex_span, child.sex_doubt)
    return [{"age": str(child.age) if child.age else None, "sex": child.sex} for child in found] or None


def _found_children(texts: Texts) -> tuple[list[FoundChild], str]:
    """The children whom the summary tells of, or where it gives no age those of the title; and which of the two."""
    found = children.find_children(texts.summary, _expected(texts.title), texts.title.name)
    if any(child.age for child in found) or len(found) > 1:
        return found, "summary"
    titled = children.find_children(texts.title.text)
    if found and not any(child.age for child in titled):
        return found, "summary"
    sex = found[0].sex if found else None
    return [child._replace(sex=child.sex or sex) for child in titled], "title"


def _expected(title: Title) -> int | None:
    """How many children the name tells of: two, of `Child A and Child B`; the family is none of them."""
    names = [part.strip() for part in _PARTING.split(title.name) if part.strip()]
    children = [name for name in names if not _FAMILY.fullmatch(name)]
    return len(children) if len(children) > 1 and all(map(_is_name, children)) else None


def _is_name(text: str) -> bool:
    return text[0].isupper() or NAME.fullmatch(text) is not None


def _incident_date(texts: Texts) -> str | None:
    """When it happened."""
    found = dates.find_incident(texts.summary, texts.subjects)
    if not found:
        return None
    texts.note("incident_date", str(found.date), "summary", (found.start, found.end), found.doubt)
    return str(found.date)
