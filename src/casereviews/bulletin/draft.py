"""One review of a bulletin, as it is read: facts and codes, with evidence of each."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from typing import Any

from ..coding.coder import Coder, Hit
from ..model.reviews import SECTIONS, Evidence
from .facts import assertion, children, dates, happened
from .layout import sections
from .layout.titles import NAME, Title, Titles

Record = dict[str, Any]

_LETTERS = {section: letter for letter, section in SECTIONS.items()}
_BABY = re.compile(r"\b(?:baby|babies|infant|newborn)\b", re.IGNORECASE)
_IDS = re.compile(r"(?:,| and | & |/)\s*")
_SCOTLAND = re.compile(r"\bScot(?:land|tish)\b")
_NO_BABY = 24.0  # months

LONGEST = 20_000
"""How much of a text is read for facts and codes, in characters; no bulletin's comes near it."""


class Draft:
    """One review as it is read."""

    def __init__(self, titles: Titles, coder: Coder, title: Title, body: sections.Body) -> None:
        """Take what knows titles and terms, and the review's title line and what stands under it."""
        self.titles = titles
        self.coder = coder
        self.title = title
        self.body = body
        self._hits: dict[str, list[Hit]] = {}
        self.summary = body.summary[:LONGEST]
        self.evidence: list[Evidence] = []
        self._quoted: set[str | None] = set()  # the words of the evidence
        self.review_type = title.review_type
        self.children: list[Record] | None = None
        self.incident_date: str | None = None
        self.outcome: str | None = None
        self.harms: list[str] | None = None
        self.factors: list[str] | None = None
        self.statements: dict[str, list[Record]] = {}

    def note(self, field: str, value: str, where: str | None, span: tuple[int, int] | None, why: str | None) -> None:
        """Record where a value was read."""
        start, end = span or (None, None)
        words = self.text_of(where)[slice(*span)] if where and span else None
        confidence = "check" if why else "sure"
        self._keep(Evidence(field, value, confidence, where, start, end, words, why))

    def _keep(self, evidence: Evidence) -> None:
        self.evidence.append(evidence)
        self._quoted.add(evidence.words)

    def text_of(self, where: str) -> str:
        """The text that a place of evidence names."""
        if where == "title":
            return self.title.text
        if where == "summary":
            return self.body.summary
        if where[0] == "N":
            return self.body.notes[int(where[1:]) - 1]
        return str(self.body.sections[SECTIONS[where[0]]][int(where[1:]) - 1].text)

    def hits(self, where: str) -> list[Hit]:
        """What a text speaks of, by the place that evidence names it by."""
        if where not in self._hits:
            self._hits[where] = self.coder.hits(self.text_of(where)[:LONGEST])
        return self._hits[where]

    def read_title(self) -> None:
        """Name, place, year and type."""
        title = self.title
        unsure = None if title.name_span else "no pseudonym was found in the title"
        self.note("name", title.name, "title", title.name_span or (0, len(title.text)), unsure)
        if title.area and title.area_span:
            self.note(
                "area", title.area, "title", title.area_span, None if title.area_is_sure else "this may not be a place"
            )
        if title.published and title.published_span:
            self.note("published", title.published, "title", title.published_span, None)
        self.read_type()

    def read_type(self) -> None:
        """The type of review, which the title names, or else the text."""
        title = self.title
        if title.review_type and title.type_span:
            why = "a learning review may be Scotland's" if title.review_type == "other" else None
            if why and _SCOTLAND.search(self.body.summary):
                self.review_type, why = "learning-review-scotland", "only the text speaks of Scotland"
            self.note("review_type", str(self.review_type), "title", title.type_span, why)
        else:
            self._type_of_text()

    def _type_of_text(self) -> None:
        """The type that the summary, a note or a resource names, where the title names none."""
        unnamed = "the title does not name the type"
        texts = [("summary", self.body.summary), *((f"N{n}", text) for n, text in enumerate(self.body.notes, 1))]
        for where, text in texts:
            if found := self._known_type(text):
                self.review_type = found[0]
                self.note("review_type", found[0], where, found[1:], unnamed)
                return
        for lead in self.body.leads:
            if found := self._known_type(lead):
                self.review_type = found[0]
                self._keep(_evidence_of_words("review_type", found[0], lead, unnamed))
                return
        for resource in self.body.resources:
            if found := self._known_type(resource.label):
                self.review_type = found[0]
                self.note("review_type", found[0], None, None, "only what there is to read names the type")
                return

    def _known_type(self, text: str) -> tuple[str, int, int] | None:
        """The type that a text names, with its place in it; None for one that is none of the vocabulary's own."""
        found = self.titles.type_of(text)
        return None if found is None or found[0] == "other" else found

    def read_children(self) -> None:
        """The children, each with age and sex."""
        if len(self.body.summary) > LONGEST:
            reason = f"it is longer than {LONGEST:,} characters; facts and codes were read in so much of it"
            self.note("summary", "long", None, None, reason)
        found = children.read(self.summary, self._expected())
        where = "summary"
        if not any(child.age for child in found) and len(found) < 2:
            titled = children.read(self.title.text)
            if any(child.age for child in titled) or not found:
                sex = found[0].sex if found else None
                found, where = [child._replace(sex=child.sex or sex) for child in titled], "title"
        if not found:
            return
        self.children = [{"age": str(child.age) if child.age else None, "sex": child.sex} for child in found]
        baby = _BABY.search(self.title.text)
        for child in found:
            if child.age:
                why = child.doubt
                if baby and child.age.exact_months >= _NO_BABY and not why:
                    why = f"the title speaks of a {baby[0].casefold()}"
                self.note("age", str(child.age), where, child.age_span, why)
            elif child.doubt:
                self.note("children", str(len(found)), where, child.sex_span, child.doubt)
            if child.sex:
                self.note("sex", child.sex, where if child.sex_span else None, child.sex_span, child.sex_doubt)

    def _expected(self) -> int | None:
        """How many children the name tells of: two, of `Child A and Child B`."""
        if not NAME.fullmatch(self.title.name) or not _IDS.search(self.title.name):
            return None
        return len(_IDS.split(self.title.name))

    def read_date(self) -> None:
        """When it happened."""
        found = dates.read(self.summary)
        if found:
            self.incident_date = str(found.date)
            self.note("incident_date", self.incident_date, "summary", (found.start, found.end), found.doubt)

    def read_harms(self) -> None:
        """What happened to the child, and the outcome."""
        text = self.summary
        hits = self.hits("summary")
        aside = assertion.set_aside(text)
        coded = [(harm, "summary") for harm in happened.harms(text, hits, aside)]
        found = happened.outcome(text, hits, aside, [harm for harm, _ in coded])
        unharmed = happened.says_unharmed(text)
        for where, other in (("title", self.title.text), *self._keywords()):
            if where == "title" and (coded or unharmed):
                continue
            known = {harm.slug for harm, _ in coded}
            more = happened.harms(other, self.hits(where), [])
            why = "only the title says so" if where == "title" else "only the keywords name it"
            coded += [(harm._replace(doubt=why), where) for harm in more if harm.slug not in known]
        for harm, where in coded:
            self.note("harms", harm.slug, where, (harm.start, harm.end), harm.doubt)
        self.harms = [harm.slug for harm, _ in coded] or ([] if unharmed else None)
        if found:
            self.outcome = found.slug
            self.note("outcome", found.slug, "summary", (found.start, found.end), found.doubt)

    def _keywords(self) -> Iterable[tuple[str, str]]:
        return [(f"N{n}", text) for n, text in enumerate(self.body.notes, 1) if text.startswith("Keywords: ")]

    def read_statements(self) -> None:
        """The statements of each section, with their themes and agencies."""
        for field, why in self.body.doubts:
            self.note(field, "includes:", None, None, why)
        if self.body.none:
            self._keep(_evidence_of_words("recommendations", "none", self.body.none, None))
        for section, points in self.body.sections.items():
            self.statements[section] = [
                self._statement(f"{_LETTERS[section]}{number}", point) for number, point in enumerate(points, 1)
            ]

    def _statement(self, where: str, point: sections.Point) -> Record:
        hits = self.hits(where)
        themes = _first(hits, "theme")
        agencies = _first(hits, "agency")
        for slug, hit in themes.items():
            self.note("themes", slug, where, (hit.start, hit.end), _weak(hit))
        for slug, hit in agencies.items():
            self.note("agencies", slug, where, (hit.start, hit.end), _weak(hit))
        slugs = dict.fromkeys(agencies)
        if point.addressee:
            slugs |= dict.fromkeys(self._addressed(where, *point.addressee, known=agencies))
        return {"text": point.text, "themes": list(themes), "agencies": list(slugs)}

    def _addressed(self, where: str, who: str, start: int, known: Container[str]) -> list[str]:
        """The agencies that an addressee stands for, also where an earlier point or the lead-in names it.

        `known` are those that the statement itself speaks of, which have their evidence.
        """
        hits = _first(self.coder.hits(f"to {who}"), "agency")
        unknown = None if hits or _is_nobody(who) else "the addressee is no agency of the vocabulary"
        if start >= 0:
            if unknown:
                self.note("agencies", "none", where, (start, start + len(who)), unknown)
            return list(hits)
        for slug in hits:
            if slug not in known:
                self._keep(_evidence_of_words("agencies", slug, who, None, where))
        if not hits and who not in self._quoted:
            self._keep(_evidence_of_words("agencies", "none", who, unknown, where))
        return list(hits)

    def read_factors(self) -> None:
        """What surrounded the child, as stated or raised."""
        places = ["summary", *(where for where, _ in self._keywords())]
        for section, points in self.body.sections.items():
            places += [f"{_LETTERS[section]}{number}" for number in range(1, len(points) + 1)]
        found: dict[str, tuple[str, Hit]] = {}
        for where in places:
            text = self.text_of(where)
            stated = [hit for hit in self.hits(where) if not assertion.is_negated(text, hit)]
            for slug, hit in _first(stated, "factor").items():
                found.setdefault(slug, (where, hit))
        for slug, (where, hit) in found.items():
            self.note("factors", slug, where, (hit.start, hit.end), _weak(hit))
        self.factors = list(found) or None

    def code(self) -> None:
        """Read what the vocabulary decides."""
        self.read_harms()
        self.read_statements()
        self.read_factors()

    def record(self, listed: str | None) -> Record:
        """The review as a collection has it, without what it does not state."""
        body, title = self.body, self.title
        resources = [{key: value for key, value in item._asdict().items() if value} for item in body.resources]
        entries: Record = {
            "name": title.name,
            "title": title.text,
            "review_type": self.review_type,
            "listed": listed,
            "published": title.published,
            "area": title.area,
            "children": self.children,
            "incident_date": self.incident_date,
            "outcome": self.outcome,
            "harms": self.harms,
            "factors": self.factors,
            "summary": body.summary or None,
            **{section: self.statements.get(section) for section in _LETTERS},
            "resources": resources or None,
            "notes": body.notes or None,
            "coding": "automatic",
            "evidence": [
                {key: value for key, value in item.to_dict().items() if value is not None} for item in self.evidence
            ],
        }
        entries["rest"] = body.rest
        return {key: value for key, value in entries.items() if value is not None}


def _evidence_of_words(field: str, value: str, words: str, why: str | None, where: str | None = None) -> Evidence:
    """Evidence in words that no text of the record has, such as those of a lead-in."""
    return Evidence(field, value, "check" if why else "sure", where, None, None, words, why)


def draft_of(record: Record, titles: Titles, coder: Coder) -> Record:
    """What the text of a review says by a vocabulary, with new evidence: type, outcome, harms, factors and codes."""
    led = {item["where"]: item["words"] for item in record["evidence"] or () if item["where"] and item["start"] is None}
    own: dict[str, str] = {}  # the end of a statement's id, by its place; they differ where a person took one out
    spoken: dict[str, list[sections.Point]] = {}
    for section, letter in _LETTERS.items():
        ends = [item["id"].rpartition("/")[2] for item in record[section] or ()]
        own |= {f"{letter}{place}": end for place, end in enumerate(ends, 1)}
        if record[section] is not None:
            spoken[section] = sections.addressed(
                [item["text"] for item in record[section]], [led.get(end) for end in ends]
            )
    body = sections.Body(
        summary=record["summary"] or "",
        sections=spoken,
        notes=list(record["notes"]),
        leads=[
            item["words"]
            for item in record["evidence"] or ()
            if item["field"] == "review_type" and item["words"] and not item["where"]
        ],
        resources=[sections.Resource(**item) for item in record["resources"]],
    )
    draft = Draft(titles, coder, titles.read(record["title"]), body)
    draft.read_type()
    draft.code()
    made = draft.record(None)
    made["evidence"] = [
        {**item, "where": own.get(item["where"], item["where"])} if "where" in item else item
        for item in made["evidence"]
    ]
    return made


def _first(hits: Sequence[Hit], kind: str) -> dict[str, Hit]:
    """The first hit of each term of a kind; a sure one before one that is to be checked."""
    found: dict[str, Hit] = {}
    for hit in hits:
        if hit.kind == kind and (hit.slug not in found or (found[hit.slug].weak and not hit.weak)):
            found[hit.slug] = hit
    return found


def _weak(hit: Hit) -> str | None:
    return "the words can mean something else" if hit.weak else None


def _is_nobody(who: str) -> bool:
    """Whether an addressee is nobody in particular, as "all agencies" is."""
    return (
        re.fullmatch(
            r"(?:the |all |each |every |local |relevant |partner |other ){0,9}(?:agenc(?:y|ies)|services?|partners?"
            r"|professionals?|practitioners?|staff|organisations?)(?: .{0,30})?",
            who,
            re.IGNORECASE,
        )
        is not None
    )
