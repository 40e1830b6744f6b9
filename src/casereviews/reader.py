"""Nodes to records: what a review and its collection must be, with every problem at its place."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from collections.abc import Collection as AbstractCollection
from typing import Any

from .checking import Checker, is_null
from .model import (
    CODINGS,
    CONFIDENCES,
    EVIDENCE_KEYS,
    EVIDENCE_OF,
    SECTIONS,
    SEXES,
    Age,
    Child,
    Collection,
    Evidence,
    PartialDate,
    Resource,
    Review,
    Statement,
)
from .text import shorten, slugify
from .vocabulary import KINDS, Vocabulary
from .yamlio import Mapping, Sequence

_COLLECTION_KEYS = ("id", "title", "listed", "source", "headline", "coding", "notice")
_REVIEW_KEYS = (
    "id", "name", "title", "review_type", "listed", "published", "area", "children", "incident_date", "outcome",
    "harms", "factors", "themes", "agencies", "summary", "learning", "recommendations", "actions", "resources", "notes",
    "collection", "coding", "evidence",
)  # fmt: skip
_LETTERS = {section: letter for letter, section in SECTIONS.items()}
_KINDS = {**{kind: kind for kind in KINDS}, "review_type": "type"}  # by what messages call a value
_ID = re.compile(r"[\w.-]+(/[\w.-]+)*")
_STATEMENT_ID = re.compile(r"/[LRA][1-9][0-9]*$")  # a review's id must not look like it
_WHERE = re.compile(r"title|summary|[LRAN][1-9][0-9]{0,5}")
_AGE_EXAMPLE = '"4 months", "3 years 6 months" or "under 1 year"'
_DATE_EXAMPLE = "2019, 2019-06 or 2019-06-30"
_SPAN_EXAMPLE = f"{_DATE_EXAMPLE}, or a span as 2016/2018"


class Reader(Checker):
    """Reads one collection."""

    def __init__(self, file: str, terms: Vocabulary) -> None:
        super().__init__(file)
        self.terms = terms
        self.allowed = {kind: terms.terms(kind) for kind in KINDS}
        self.seen: dict[str, Any] = {}  # the ids of the review's statements
        self.home = ""
        self.month: PartialDate | None = None
        self.coding = "curated"
        self.id_node: Any = None  # where the review that was read last gives its id, or stands
        self.label = ""  # and how it is called in messages

    def choices_of(self, what: str, allowed: AbstractCollection[str]) -> str:
        """What a message says of the values that are allowed: terms are too many to list."""
        kind = _KINDS.get(what)
        return f"casereviews vocabulary {kind} lists those allowed" if kind else super().choices_of(what, allowed)

    def near(self, what: str, text: str, allowed: AbstractCollection[str]) -> str | None:
        """The slug of the term that the text is another word for; else the nearest."""
        kind = _KINDS.get(what)
        if not kind:
            return super().near(what, text, allowed)
        meaning = self.terms.meaning(kind, text)
        return meaning.terms[0].slug if meaning and meaning.terms else self.terms.nearest(kind, text)

    def about(self, root: Any) -> Collection:
        """What a file says of its collection; the reviews are not among it."""
        entry = root.items.get("collection") if type(root) is Mapping else None
        about = self.mapping(entry, "collection", _COLLECTION_KEYS) if entry is not None and not is_null(entry) else {}
        get = _Getter(self, about)
        headline = self.mapping(about["headline"], "headline", ("reviews", "topics")) if "headline" in about else {}
        of_headline = _Getter(self, headline)
        self.home = get.parsed("id", _identifier, "letters, digits, dots and hyphens") or _stem(self.file)
        self.month = get.parsed("listed", PartialDate.parse, _DATE_EXAMPLE)
        self.coding = get.choice("coding", CODINGS) or "curated"
        return Collection(
            id=self.home,
            file=self.file,
            title=get.line("title"),
            listed=self.month,
            source=get.text("source"),
            headline_reviews=of_headline.parsed("reviews", _count, "a number"),
            topics=of_headline.lines("topics"),
            notice=get.text("notice"),
            reviews=(),
        )

    def check_root(self, root: Any) -> None:
        """Note what is wrong around the reviews."""
        if type(root) is Sequence:
            return
        entries = self.mapping(root, "the collection file", ("collection", "reviews"), ("reviews",))
        if "reviews" in entries:
            self.items(entries["reviews"], "reviews", lambda node, what: None)

    def nothing(self) -> Collection:
        """A collection of which nothing is known."""
        return self.about(Sequence(None))

    def review(self, node: Any, what: str) -> Review | None:
        """One review; None where it has no name to go by."""
        if type(node) is Mapping:
            self.record = self.label = _name_of(node) or what
        get = _Getter(self, self.mapping(node, "a review", _REVIEW_KEYS, ("name", "title")))
        name = get.line("name")
        listed = get.parsed("listed", PartialDate.parse, _DATE_EXAMPLE) or self.month
        home = get.line("collection") or self.home
        identity = get.parsed("id", _review_id, "2022-02/child-a") or self.derived_id(node, name, listed, home)
        self.id_node = get.get("id") or node
        self.seen = {}
        review = Review(
            id=identity,
            name=name or "",
            title=get.line("title") or "",
            review_type=get.choice("review_type", self.allowed["type"]),
            listed=listed,
            published=get.parsed("published", PartialDate.parse, _DATE_EXAMPLE),
            area=get.line("area"),
            children=get.items("children", self.child),
            incident_date=get.parsed("incident_date", PartialDate.parse_span, _SPAN_EXAMPLE),
            outcome=get.choice("outcome", self.allowed["outcome"]),
            harms=get.choices("harms", "harm", self.allowed["harm"]),
            factors=get.choices("factors", "factor", self.allowed["factor"]),
            summary=get.text("summary"),
            learning=self.statements(get, "learning", identity),
            recommendations=self.statements(get, "recommendations", identity),
            actions=self.statements(get, "actions", identity),
            resources=get.items("resources", self.resource) or (),
            notes=get.items("notes", self.text) or (),
            collection=home,
            coding=get.choice("coding", CODINGS) or self.coding,
            evidence=get.items("evidence", self.evidence),
        )
        self.derived(get, "themes", "theme", review.themes)
        self.derived(get, "agencies", "agency", review.agencies)
        self.record = None
        return review if name and type(node) is Mapping else None

    def derived_id(self, node: Any, name: str | None, listed: PartialDate | None, collection: str) -> str:
        """The id of a review that states none: the month it was listed, or its collection, and its name."""
        slug = slugify(name or "")
        if name and not slug:
            self.problem(node, 'no id can be made from this name; give the review an "id"')
        return f"{listed or slugify(collection)}/{slug}"

    def once(self, node: Any, identity: str) -> None:
        """Note an id that an earlier statement of the review has."""
        first = self.seen.setdefault(identity, node)
        if first is not node:
            message = f'the id "{identity}" is given first in line {first.line}; give one of them another "id"'
            self.problem(node, message)

    def child(self, node: Any, what: str) -> Child:
        """One child."""
        get = _Getter(self, self.mapping(node, what, ("age", "age_months", "sex")))
        age = get.parsed("age", Age.parse, _AGE_EXAMPLE)
        months = get.parsed("age_months", float, "a number")
        if months is not None and (age is None or months != age.in_months):
            self.problem(get.get("age_months"), "age_months is worked out from age; leave it out or make it agree")
        return Child(age, get.choice("sex", SEXES))

    def resource(self, node: Any, what: str) -> Resource:
        """One resource."""
        get = _Getter(self, self.mapping(node, what, ("label", "format", "url"), ("label",)))
        return Resource(get.line("label") or "", get.line("format"), get.line("url"))

    def evidence(self, node: Any, what: str) -> Evidence:
        """One piece of evidence. Whether its words still stand there is not checked, for a person may mend a text."""
        get = _Getter(self, self.mapping(node, what, EVIDENCE_KEYS, EVIDENCE_KEYS[:3]))
        return Evidence(
            field=get.choice("field", EVIDENCE_OF) or "",
            value=get.text("value") or "",
            confidence=get.choice("confidence", CONFIDENCES) or "check",
            where=get.parsed("where", _where, "title, summary, L1, R1, A1 or N1"),
            start=get.parsed("start", _count, "a number"),
            end=get.parsed("end", _count, "a number"),
            words=get.text("words"),
            why=get.text("why"),
        )

    def statements(self, get: _Getter, section: str, review: str) -> tuple[Statement, ...] | None:
        """The statements of a section, numbered by their place where they give no id."""
        letter = _LETTERS[section]
        count = iter(range(1, 1 << 30))

        def read_statement(node: Any, what: str) -> Statement | None:
            allowed = ("id", "text", "themes", "agencies")
            entry = _Getter(self, self.mapping(node, what, allowed, ("text",)))
            default = f"{review}/{letter}{next(count)}"
            identity = entry.line("id") or default
            if identity != default and not _is_numbered(identity, f"{review}/{letter}"):
                self.problem(entry.get("id"), f'the id of a statement here is "{default}" or another number')
            self.once(entry.get("id") or node, identity)
            text = entry.text("text")
            themes = entry.choices("themes", "theme", self.allowed["theme"])
            agencies = entry.choices("agencies", "agency", self.allowed["agency"])
            return Statement(identity, text, themes, agencies) if text else None

        return get.items(section, read_statement)

    def derived(self, get: _Getter, key: str, kind: str, computed: tuple[str, ...] | None) -> None:
        """Note a review's own list of themes or agencies that is not the union of its statements'."""
        given = get.choices(key, kind, self.allowed[kind])
        if given is not None and set(given) != set(computed or ()):
            self.problem(
                get.get(key), f"{key} are those of the statements together; leave the key out or make it agree"
            )


class _Getter:
    """Reads the entries of one mapping; an entry that is not there is None."""

    def __init__(self, checker: Checker, entries: dict[str, Any]) -> None:
        self.checker = checker
        self.entries = entries

    def get(self, key: str) -> Any:
        return self.entries.get(key)

    def line(self, key: str) -> str | None:
        return self.checker.line(self.entries[key], key) if key in self.entries else None

    def text(self, key: str) -> str | None:
        return self.checker.text(self.entries[key], key) if key in self.entries else None

    def parsed(self, key: str, parse: Callable[[str], Any], example: str) -> Any:
        return self.checker.parsed(self.entries[key], key, parse, example) if key in self.entries else None

    def choice(self, key: str, allowed: Any) -> str | None:
        return self.checker.choice(self.entries[key], key, allowed) if key in self.entries else None

    def choices(self, key: str, what: str, allowed: Any) -> tuple[str, ...] | None:
        return self.checker.choices(self.entries[key], what, key, allowed) if key in self.entries else None

    def items(self, key: str, read: Callable[[Any, str], Any]) -> tuple[Any, ...] | None:
        return self.checker.items(self.entries[key], key, read) if key in self.entries else None

    def lines(self, key: str) -> tuple[str, ...] | None:
        return self.items(key, self.checker.line)


def _is_numbered(identity: str, beginning: str) -> bool:
    """Whether an id is the beginning and a number, as in `2022-02/child-rs/L` and 3."""
    number = identity.removeprefix(beginning)
    return number is not identity and number.isascii() and number.isdecimal() and number[0] != "0"


def _review_id(text: str) -> str:
    if _STATEMENT_ID.search(text):
        raise ValueError(text)
    return _identifier(text)


def _identifier(text: str) -> str:
    if len(text) > 200 or not _ID.fullmatch(text):
        raise ValueError(text)
    return text


def _where(text: str) -> str:
    if not _WHERE.fullmatch(text):
        raise ValueError(text)
    return text


def _count(text: str) -> int:
    if len(text) > 9 or not text.isdecimal():
        raise ValueError(text)
    return int(text)


def _stem(file: str) -> str:
    return slugify(os.path.splitext(os.path.basename(file))[0]) or "collection"


def _name_of(node: Mapping) -> str | None:
    for key in ("id", "name"):
        value = node.items.get(key)
        text = getattr(value, "text", None)
        if text and not is_null(value):
            return shorten(text)
    return None
