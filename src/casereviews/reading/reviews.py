"""Turning nodes into records: the rules for a review and its collection, with every problem at its place."""

from __future__ import annotations

import os
from functools import lru_cache, partial
from typing import Any

from ..errors import Problem
from ..model.age import Age
from ..model.partial_date import PartialDate
from ..model.reviews import (
    CODINGS,
    CONFIDENCES,
    EVIDENCE_OF,
    SEXES,
    Child,
    Collection,
    Evidence,
    Record,
    Resource,
    Review,
)
from ..text import shorten, slugify
from ..vocabulary import Vocabulary
from .checker import Rules, entry_or_whole, is_null, itself, written
from .nodes import NO_KEY, Mapping, Node, Place, Sequence, Value
from .statements import StatementReader
from .values import format_number, identifier, probability, review_id, where, whole_number

_OBJECTS = ("children", "resources", "evidence")
FORMAT = 1
"""The format of collection files that is read; a file need not state it."""

_AGE_EXAMPLE = '"4 months", "3 years 6 months" or "under 1 year"'
_DATE_EXAMPLE = "2019, 2019-06 or 2019-06-30"
_SPAN_EXAMPLE = f"{_DATE_EXAMPLE}, or a span as 2016/2018"

# A collection has few different dates and ages.
_date = lru_cache(1 << 10)(PartialDate.parse)
_span = lru_cache(1 << 10)(PartialDate.parse_span)
_age = lru_cache(1 << 10)(Age.parse)


class ReviewReader(StatementReader):
    """Reads one collection."""

    def __init__(self, file: str, terms: Vocabulary) -> None:
        super().__init__(file, terms)
        self.home = ""
        self.newer: Problem | None = None  # where the file has a later format
        self.month: PartialDate | None = None
        self.coding = "curated"
        self.id_node: Node = NO_KEY  # the node of the last review's id, or of the review itself
        self.label = ""  # what messages call it
        self.date = partial(self.parsed, _date, _DATE_EXAMPLE)
        self.number = partial(self.parsed, whole_number, "a number")
        self.of_collection = self._rules_of_collection()
        self.of_headline: Rules = {"reviews": self.number, "topics": partial(self.items, self.line)}
        self.of_review = self._rules_of_review()
        self.of_child: Rules = {
            "age": partial(self.parsed, _age, _AGE_EXAMPLE),
            "age_months": partial(self.parsed, float, "a number"),
            "sex": partial(self.choice, SEXES),
        }
        self.of_resource: Rules = {"label": self.line, "format": self.line, "url": self.line}
        self.of_evidence = self._rules_of_evidence()

    def _rules_of_collection(self) -> Rules:
        return {
            "format": partial(self.parsed, format_number, f"a whole number; this one is {FORMAT}"),
            "id": partial(self.parsed, identifier, "letters, digits, dots and hyphens"),
            "title": self.line,
            "listed": self.date,
            "source": self.text,
            "headline": lambda node, key: self.fields(node, key, self.of_headline),
            "coding": partial(self.choice, CODINGS),
            "notice": self.text,
        }

    def _rules_of_review(self) -> Rules:
        return {
            "id": partial(self.parsed, review_id, "2022-02/child-a"),
            "name": self.line,
            "title": self.line,
            "review_type": partial(self.choice, self.allowed["type"]),
            "listed": self.date,
            "published": self.date,
            "area": self.line,
            "children": partial(self.items, self.child),
            "incident_date": partial(self.parsed, _span, _SPAN_EXAMPLE),
            "outcome": partial(self.choice, self.allowed["outcome"]),
            "harms": self._terms("harm"),
            "factors": self._terms("factor"),
            "themes": itself,
            "agencies": itself,
            "summary": self.text,
            "learning": itself,
            "recommendations": itself,
            "actions": itself,
            "resources": partial(self.items, self.resource),
            "notes": partial(self.items, self.text),
            "collection": self.line,
            "coding": partial(self.choice, CODINGS),
            "evidence": partial(self.items, self.evidence),
        }

    def _rules_of_evidence(self) -> Rules:
        return {
            "field": partial(self.choice, EVIDENCE_OF),
            "value": self.text,
            "confidence": partial(self.choice, CONFIDENCES),
            "where": partial(self.parsed, where, "title, summary, L1, R1, A1 or N1"),
            "start": self.number,
            "end": self.number,
            "words": self.text,
            "why": self.text,
            "probability": partial(self.parsed, probability, "a number from 0 to 1 with two decimals, as 0.93"),
            "n": self.number,
            "by": self.line,
            "on": self.date,
            "source": self.line,
        }

    def about(self, root: Node | None) -> Collection:
        """What a file says of its collection, without the reviews."""
        entry = root.items.get("collection") if type(root) is Mapping else None
        found = {} if is_null(entry) else self.fields(entry, "collection", self.of_collection)
        headline = found.get("headline", {})
        if (found.get("format") or FORMAT) > FORMAT:
            message = f"is of format {found['format']}, and this casereviews reads format {FORMAT}; install a newer one"
            self.newer = Problem.of_file(self.file, message)
            self.problems.append(self.newer)
        self.home = found.get("id") or _stem(self.file)
        self.month = found.get("listed")
        self.coding = found.get("coding") or "curated"
        return Collection(
            id=self.home,
            file=self.file,
            title=found.get("title"),
            listed=self.month,
            source=found.get("source"),
            headline_reviews=headline.get("reviews"),
            topics=headline.get("topics"),
            notice=found.get("notice"),
            reviews=(),
        )

    def check_root(self, root: Node | None) -> None:
        """Note the problems outside the reviews."""
        if type(root) is Sequence:
            return
        entries = self.mapping(root, "the collection file", ("collection", "reviews"), ("reviews",))
        if "reviews" in entries:
            self.nodes(entries["reviews"], "reviews")

    def nothing(self) -> Collection:
        """A collection about which nothing is known."""
        return self.about(Sequence(Place(0, 0)))

    def review(self, node: Node, what: str) -> Review | None:
        """One review; None where it has no name."""
        self.holder = node
        if type(node) is Mapping:
            self.record = self.label = _name_of(node) or what
        get = self.fields(node, "a review", self.of_review, ("name", "title")).get
        name = get("name")
        listed = get("listed") or self.month
        home = get("collection") or self.home
        identity = get("id") or self.derived_id(node, name, listed, home)
        self.id_node = self.placed(entry_or_whole(node, "id"))
        self.seen = {}
        self.is_written = True
        review = Review(
            id=identity,
            name=name or "",
            title=get("title") or "",
            review_type=get("review_type"),
            listed=listed,
            published=get("published"),
            area=get("area"),
            children=get("children"),
            incident_date=get("incident_date"),
            outcome=get("outcome"),
            harms=get("harms"),
            factors=get("factors"),
            summary=get("summary"),
            learning=self.statements(get("learning"), "learning", identity),
            recommendations=self.statements(get("recommendations"), "recommendations", identity),
            actions=self.statements(get("actions"), "actions", identity),
            resources=get("resources") or (),
            notes=get("notes") or (),
            collection=home,
            coding=get("coding") or self.coding,
            evidence=get("evidence"),
        )
        self.compare(node, review, get("themes"), get("agencies"))
        self.record = None
        return review if name else None

    def compare(self, node: Node, review: Review, themes: Value, agencies: Value) -> None:
        """Check what a file says of a review that follows from the rest, and note whether all is as it is written."""
        before, after = review.around_statements()
        facts = {**before, **after}
        self.derived(themes, "themes", "theme", facts["themes"])
        self.derived(agencies, "agencies", "agency", facts["agencies"])
        if type(node) is Mapping:
            self.is_written &= [*node.items] == [*self.of_review] and _is_written(node.items, facts)

    def derived_id(self, node: Value, name: str | None, listed: PartialDate | None, collection: str) -> str:
        """The id of a review without one: the month it was listed, or its collection, and its name."""
        slug = slugify(name or "")
        if name and not slug:
            self.problem(node, 'no id can be made from this name; give the review an "id"')
        return f"{listed or slugify(collection)}/{slug}"

    def child(self, node: Value, what: str) -> Child:
        """One child."""
        get = self.fields(node, what, self.of_child).get
        age, months = get("age"), get("age_months")
        if months is not None and (age is None or months != age.in_months):
            message = "age_months is worked out from age; leave it out or make it agree"
            self.problem(entry_or_whole(node, "age_months"), message)
        return Child(age, get("sex"))

    def resource(self, node: Value, what: str) -> Resource:
        """One resource."""
        get = self.fields(node, what, self.of_resource, ("label",)).get
        return Resource(get("label") or "", get("format"), get("url"))

    def evidence(self, node: Value, what: str) -> Evidence:
        """One piece of evidence. Its words are not checked against the text, which a person may have corrected."""
        get = self.fields(node, what, self.of_evidence, ("field", "value", "confidence")).get
        return Evidence(
            field=get("field") or "",
            value=self.current(get("field") or "", get("value") or ""),
            confidence=get("confidence") or "check",
            where=get("where"),
            start=get("start"),
            end=get("end"),
            words=get("words"),
            why=get("why"),
            probability=get("probability"),
            n=get("n"),
            by=get("by"),
            on=get("on"),
            source=get("source"),
        )

    def derived(self, node: Value, key: str, kind: str, computed: list[str] | None) -> None:
        """Note a review's own list of themes or agencies that is not the union of its statements'."""
        if node is None or node == (computed or []):
            return
        given = self.choices(kind, self.allowed[kind], node, key)
        if set(given) != set(computed or ()):
            self.problem(node, f"{key} must be those of all the statements; leave the key out or make it agree")


def _is_written(entries: dict[str, Any], facts: Record) -> bool:
    """Whether entries are as these facts would be written, with the keys in order."""
    return all(entries[key] == facts[key] for key in facts) and all(
        [*map(tuple, entries[key] or ())] == [*map(tuple, facts[key] or ())] for key in _OBJECTS
    )


def _stem(file: str) -> str:
    return slugify(os.path.splitext(os.path.basename(file))[0]) or "collection"


def _name_of(node: Mapping) -> str | None:
    texts = (written(node.items.get(key)) for key in ("id", "name"))
    return next((shorten(text) for text in texts if text), None)
