"""One review of a bulletin, as it is read: facts and codes, with evidence of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..coding.coder import Coder
from ..model.reviews import Evidence
from ..model.sections import LETTERS
from ..vocabulary import ADULTS, HOMICIDE, THEMATIC
from .codes import Codes, codes_of
from .english import pattern
from .facts import children, dates, labelled
from .facts.counted import FoundChild
from .layout import kinds
from .layout.boards import Board, board_of_facts
from .layout.imprint import imprint_of
from .layout.names import NAME
from .layout.publication import OF_ALL, Said, of_value, told_in
from .layout.sections import Body
from .layout.titles import OF_ADULT, Title, Titles
from .texts import LONGEST, Record, Texts, stated

_BABY = pattern("baby")
# What parts the names of several children, and what is none of them.
_PARTING = re.compile(r",| and | & |/")
_FAMILY = re.compile(r"(?:(?:the|his|her|their) )?(?:family|siblings?|another)", re.IGNORECASE)
_SCOTLAND = pattern("Scotland")
_NO_BABY = 24.0  # months
_ONLY_TOLD = "a line beside the text gives the sex, and only the text an age"
_PRONOUN = re.compile(r"s?he|his|hers?|him", re.IGNORECASE)
_SEVERAL = 2  # children, who are not the one who was killed
_OF_COUNTY = "the place may be the county without this word"
_NOT = re.compile(r"\b(?:not|neither|nor)\b", re.IGNORECASE)
_OF_SEVERAL = "this may be the span of several incidents"
_OTHER_TYPE = "the title names another type"
_OF_ADULT = "a review of an adult; its facts are not read as a child's"


class Draft(NamedTuple):
    """One review as it was read; None where its texts state nothing of a field."""

    title: Title
    body: Body
    review_type: str | None
    area: str | None
    published: str | None
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
            "published": self.published,
            "area": self.area,
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


class Page(NamedTuple):
    """What a page says of all its reviews."""

    board: Board | None = None
    """Whose they are."""
    published: Said | None = None
    """When its one review was published, or when it says that it published them all."""
    review_type: tuple[str, str] | None = None
    """Of which type they are, and the words that say so."""

    def of(self, review_type: str | None) -> Page:
        """What it says of a review of a type: not when those were published that it tells together, of another type."""
        is_other = self.review_type and review_type not in (None, self.review_type[0])
        told_together = self.published is not None and self.published.doubt == OF_ALL
        return self._replace(published=None) if is_other and told_together else self


_NOTHING = Page()


def draft(title: Title, body: Body, titles: Titles, coder: Coder, page: Page = _NOTHING) -> Draft:
    """A review by its title line and what stands under it; `titles` and `coder` know the vocabulary."""
    texts = Texts(title, body, coder)
    _note_name(texts)
    area, published = _area(texts, page), _published(texts, page.of(title.review_type))
    review_type = _type(texts, titles) or _type_of_page(texts, page)
    of_child = not _is_of_adult(texts, review_type)
    found = _children(texts) if of_child else None
    incident_date = _incident_date(texts, review_type) if of_child else None
    codes = codes_of(texts, of_child and not _is_of_orphans(review_type, found))
    return Draft(title, body, review_type, area, published, found, incident_date, codes, texts.evidence)


def draft_of_codes(
    title: Title, body: Body, titles: Titles, coder: Coder, found: Sequence[Record] | None = None
) -> Draft:
    """A draft with those fields alone that a vocabulary decides; `found` are the children that are known."""
    texts = Texts(title, body, coder)
    review_type = _type(texts, titles)
    codes = codes_of(texts, not _is_of_adult(texts, review_type) and not _is_of_orphans(review_type, found))
    return Draft(title, body, review_type, None, None, None, None, codes, texts.evidence)


def _is_of_adult(texts: Texts, review_type: str | None) -> bool:
    """Whether a review is about somebody who was grown up, so that its facts are not those of a child.

    One of a domestic homicide is, unless it tells of the children beside the one who was killed, or of that one as a
    child.
    """
    if review_type == HOMICIDE:
        found = children.find_children(texts.summary, None, texts.name)
        return len(found) < _SEVERAL and not any(child.age or _has_noun(texts.summary, child) for child in found)
    title = texts.title
    return review_type == ADULTS or (title.review_type is None and OF_ADULT.search(title.text) is not None)


def _is_of_orphans(review_type: str | None, found: Sequence[Record] | None) -> bool:
    """Whether the children of a review are those of somebody who was killed, to whom what happened is not theirs."""
    return review_type == HOMICIDE and len(found or ()) >= _SEVERAL


def _has_noun(text: str, child: FoundChild) -> bool:
    """Whether a noun says of which sex a child is, rather than a pronoun."""
    return child.sex_span is not None and not _PRONOUN.fullmatch(text, *child.sex_span)


def _note_name(texts: Texts) -> None:
    """Keep the evidence of the name."""
    title = texts.title
    unsure = None if title.name_span else "the title has no clear pseudonym"
    texts.note("name", title.name, "title", title.name_span or (0, len(title.text)), unsure)


def _area(texts: Texts, page: Page) -> str | None:
    """The place of the title, of a line beside the text, or of the board whose reviews the page has."""
    title = texts.title
    if title.area:
        texts.note(
            "area", title.area, "title", title.area_span, None if title.area_is_sure else "this may not be a place"
        )
        return title.area
    facts = [text for _, text in texts.body.facts]
    board = _board_of_imprint(facts[:1]) or board_of_facts(facts) or page.board
    if board:
        county = _OF_COUNTY if board.place.endswith(" County") else None
        texts.note_words("area", board.place, board.words, board.doubt or county)
    return board.place if board else None


def _board_of_imprint(facts: Sequence[str]) -> Board | None:
    """The board that the line under the title names."""
    return next((Board(found.board.place, text) for text in facts if (found := imprint_of(text))), None)


def _published(texts: Texts, page: Page) -> str | None:
    """When the review was published: by its title, a line beside its text, the text, or the page about it alone."""
    title, said = texts.title, texts.body.published
    is_closer = said and title.published and said.date.startswith(f"{title.published}-")
    if title.published and not is_closer:
        texts.note("published", title.published, "title", title.published_span, None)
        return title.published
    told = None if said else told_in(texts.summary)
    if told and not (told.doubt and page.published and not page.published.doubt):
        texts.note("published", told.date, "summary", (told.start, told.end), told.doubt)
        return told.date
    said = said or page.published or _told_in_points(texts)
    if said:
        texts.note_words("published", said.date, said.words, said.doubt)
    return said.date if said else None


def _told_in_points(texts: Texts) -> Said | None:
    """When a point says that the review was published."""
    points = (point.text for points in texts.body.sections.values() for point in points)
    said = next((said for text in points if (said := told_in(text)) and not said.doubt), None)
    return said and said._replace(doubt="only a point says so")


def _type(texts: Texts, titles: Titles) -> str | None:
    """The type of review, which the title names, or else the text."""
    title = texts.title
    if labelled := _labelled_type(texts, titles):
        slug, words = labelled
        differs = _OTHER_TYPE if title.review_type not in (slug, "other", None) else None
        texts.note_words("review_type", slug, words, _OF_ADULT if _is_of_adult(texts, slug) else differs)
        return slug
    if not (title.review_type and title.type_span):
        return _type_of_text(texts, titles) or title.review_type
    slug, why = title.review_type, None
    if slug == "other":
        why = "this may be a Scottish learning review"
        if _SCOTLAND.search(texts.body.summary):
            slug, why = "learning-review-scotland", "only the text mentions Scotland"
    elif _is_of_adult(texts, slug):
        why = _OF_ADULT
    texts.note("review_type", slug, "title", title.type_span, why)
    return slug


def _type_of_page(texts: Texts, page: Page) -> str | None:
    """The type of which a page says that its reviews are, where a review says nothing of its own."""
    if not page.review_type:
        return None
    slug, words = page.review_type
    texts.note_words("review_type", slug, words, "only the page names the type, of all its reviews")
    return slug


def _labelled_type(texts: Texts, titles: Titles) -> tuple[str, str] | None:
    """The type that a line beside the text gives, `Type: serious case review`, with that line; no doubtful one."""
    for _, text in texts.body.facts:
        found = titles.type_of(text)
        label = labelled.parted(text)
        is_step = found and found[1] and label and of_value(label[1])  # `Date of rapid review: 3 May 2031`
        is_denied = found and _NOT.search(text, 0, found[1])  # `Type: not a serious case review`
        is_of_review = (
            found and not is_step and not is_denied and (kinds.LABEL.match(text) or ":" not in text[: found[1]])
        )
        if found and is_of_review and found[0] != "other":
            return found[0], text
    return None


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
    """The type that a text names, with its span; None for one that is none of a child by the vocabulary."""
    found = titles.type_of(text)
    return None if found is None or found[0] in ("other", ADULTS) else found


def _children(texts: Texts) -> list[Record] | None:
    """The children, each with age and sex."""
    if len(texts.body.summary) > LONGEST:
        why = f"facts and codes were read only in its first {LONGEST:,} characters"
        texts.note("summary", "long", None, None, why)
    found, where = _found_children(texts)
    if given := labelled.children_of([text for _, text in texts.body.facts]):
        return _labelled_children(texts, given, found)
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
    return _records_of(found)


def _labelled_children(texts: Texts, given: labelled.Labelled, told: Sequence[FoundChild]) -> list[Record] | None:
    """The children whom lines beside the text give; what these do not say of them, as the text tells it."""
    words = given.words
    for number, child in enumerate(given.children):
        other = told[number] if len(told) == len(given.children) else None
        if child.age:
            texts.note_words("age", str(child.age), words, child.doubt)
        elif other and other.age:
            texts.note("age", str(other.age), "summary" if other.age_span else None, other.age_span, _ONLY_TOLD)
        if child.sex:
            texts.note_words("sex", child.sex, words, child.doubt)
        elif other and other.sex:
            texts.note("sex", other.sex, "summary" if other.sex_span else None, other.sex_span, other.sex_doubt)
        if other:
            given.children[number] = child._replace(age=child.age or other.age, sex=child.sex or other.sex)
    return _records_of(given.children)


def _records_of(found: Sequence[FoundChild]) -> list[Record] | None:
    return [{"age": str(child.age) if child.age else None, "sex": child.sex} for child in found] or None


def _found_children(texts: Texts) -> tuple[list[FoundChild], str]:
    """The children whom the summary tells of, or where it gives no age those of the title; and which of the two."""
    found = children.find_children(texts.summary, _expected(texts.title), texts.name)
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


def _incident_date(texts: Texts, review_type: str | None) -> str | None:
    """When it happened; a span that a thematic review gives may be that of several incidents."""
    for _, text in texts.body.facts:
        label = labelled.parted(text)
        if label and labelled.is_of_event(label[0]) and (said := of_value(label[1])):
            texts.note_words("incident_date", said.date, text, said.doubt)
            return said.date
    found = dates.find_incident(texts.summary, texts.subjects)
    if not found:
        return None
    of_several = _OF_SEVERAL if found.date.until and review_type == THEMATIC else None
    texts.note("incident_date", str(found.date), "summary", (found.start, found.end), found.doubt or of_several)
    return str(found.date)
