"""The JSON contract: the records that commands answer with, their fields, and the JSON Schema of each.

The fields that `--fields` takes, the columns of CSV and docs/json.md come from here too.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ..model.reviews import CODINGS, CONFIDENCES, EVIDENCE_OF, SEXES

Schema = dict[str, Any]


class Field(NamedTuple):
    """A field of a record: name, JSON Schema, and what it means."""

    name: str
    schema: Schema
    text: str


_STRING: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_DATE: Schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
_SPAN: Schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$"}


def _or_null(schema: Schema) -> Schema:
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def _list(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_SECTION = Field("section", {"enum": ["learning", "recommendations", "actions"]}, "what it is")
_TOGETHER = "slugs: those of its statements together; null where they have none and not all are coded"
_SCORE = Field("score", {"type": "number"}, "how well it answers; comparable within one search only")
_MARKS = Field("marks", _list(_list(_COUNT)), "[start, end) of each word found, in characters of the text")
_TERM = (
    Field("kind", _STRING, "harm, outcome, type, theme, factor or agency"),
    Field("slug", _STRING, "what a record holds"),
    Field("label", _STRING, "as people say it"),
    Field("definition", _STRING, "when it applies"),
    Field("synonyms", _list(_STRING), "what else a filter takes for it"),
)
_MISSING = Field("missing", _list(_STRING), "the words typed that it lacks, in any form; [] where it has all")
_WHY = Field("why", _list(_ref("reason")), "what found it")

_HOW = (
    "word", "phrase", "beginning",  # as typed
    "spelling",  # as it is spelt here
    "synonym", "everyday",  # other words for the same
    "code",  # a term that it names
    "wider", "related", "subject",  # one that is near, by its code or its words
)  # fmt: skip

RECORDS: dict[str, tuple[Field, ...]] = {
    "review": (
        Field("id", _STRING, "stable; unique among the collections in use"),
        Field("name", _STRING, "the pseudonym that the review goes by"),
        Field("title", _STRING, "as the source lists it"),
        Field("review_type", _or_null(_STRING), "slug of the vocabulary's type"),
        Field("listed", _or_null(_DATE), "month of the bulletin that lists it; not its date of publication"),
        Field("published", _or_null(_DATE), "when the review was published, where the source says so"),
        Field("area", _or_null(_STRING), "the place or board"),
        Field("children", _or_null(_list(_ref("child"))), "the children whom it concerns"),
        Field("incident_date", _or_null(_SPAN), "as exact as the source: a year, month or day, or a span: 2016/2018"),
        Field("outcome", _or_null(_STRING), "slug"),
        Field("harms", _or_null(_list(_STRING)), "slugs: what happened to the child"),
        Field("factors", _or_null(_list(_STRING)), "slugs: what surrounded the child"),
        Field("themes", _or_null(_list(_STRING)), _TOGETHER),
        Field("agencies", _or_null(_list(_STRING)), _TOGETHER),
        Field("summary", _or_null(_STRING), "what happened"),
        Field("learning", _or_null(_list(_ref("point"))), "learning points, in the source's order"),
        Field("recommendations", _or_null(_list(_ref("point"))), "recommendations, likewise"),
        Field("actions", _or_null(_list(_ref("point"))), "actions already begun, likewise"),
        Field("resources", _list(_ref("resource")), "documents that the source points to"),
        Field("notes", _list(_STRING), "what a reader of the record should know of it"),
        Field("collection", _STRING, "id of its collection"),
        Field("coding", {"enum": list(CODINGS)}, "curated by a person, or automatic"),
        Field("evidence", _or_null(_list(_ref("evidence"))), "where the importer read each value; null: not recorded"),
    ),
    "child": (
        Field("age", _or_null(_STRING), "in the source's unit"),
        Field("age_months", _or_null({"type": "number"}), "the age in months, to two decimals; null of `under 1 year`"),
        Field("sex", {"enum": [*SEXES, None]}, "never guessed"),
    ),
    "point": (
        Field("id", _STRING, "the review's id, and L, R or A with a number"),
        Field("text", _STRING, "an abstract of one point of the source"),
        Field("themes", _or_null(_list(_STRING)), "slugs"),
        Field("agencies", _or_null(_list(_STRING)), "slugs: whom it speaks to or of"),
    ),
    "resource": (
        Field("label", _STRING, "what the document is"),
        Field("format", _or_null(_STRING), "as in PDF"),
        Field("url", _or_null(_STRING), "where it is"),
    ),
    "evidence": (
        Field("field", {"enum": list(EVIDENCE_OF)}, "what it is of"),
        Field("value", _STRING, "as the importer read it"),
        Field("confidence", {"enum": list(CONFIDENCES)}, "whether a person is to check it"),
        Field("where", _or_null(_STRING), "title, summary, a statement as L3, a note as N1"),
        Field("start", _or_null(_COUNT), "of the words in that text, in characters from 0"),
        Field("end", _or_null(_COUNT), "the first character that is not theirs"),
        Field("words", _or_null(_STRING), "the words that say so"),
        Field("why", _or_null(_STRING), "why it is to be checked"),
    ),
    "reference": (
        Field("id", _STRING, "of the review"),
        Field("name", _STRING, "of the review"),
        Field("title", _STRING, "of the review"),
    ),
    "statement": (
        Field("id", _STRING, "as in 2022-02/child-rs/L3"),
        _SECTION,
        Field("text", _STRING, "an abstract of one point of the source"),
        Field("themes", _or_null(_list(_STRING)), "slugs"),
        Field("agencies", _or_null(_list(_STRING)), "slugs: whom it speaks to or of"),
        Field("review", _ref("reference"), "where it says so"),
    ),
    "hit": (
        Field("id", _STRING, "of the review"),
        Field("name", _STRING, "of the review"),
        Field("title", _STRING, "of the review"),
        _SCORE,
        _MISSING,
        Field("matches", _list(_ref("match")), "its texts with a word of the query, best first"),
    ),
    "match": (
        Field("id", _STRING, "of the statement; of the review for its title and summary"),
        Field("section", {"enum": ["title", "summary", "learning", "recommendations", "actions"]}, "where it stands"),
        Field("text", _STRING, "whole"),
        _MARKS,
        _WHY,
    ),
    "reason": (
        Field("query", _STRING, "the words typed"),
        Field("how", {"enum": [*_HOW]}, "what they were taken for"),
        Field("what", _STRING, "the word of the text, in lower case; of a code, its label"),
    ),
    "statement-hit": (
        Field("id", _STRING, "of the statement"),
        _SECTION,
        Field("text", _STRING, "whole"),
        _MARKS,
        _WHY,
        _SCORE,
        _MISSING,
        Field("review", _ref("reference"), "where it says so"),
    ),
    "similar": (
        Field("id", _STRING, "of the review"),
        Field("name", _STRING, "of the review"),
        Field("title", _STRING, "of the review"),
        Field("score", {"type": "number"}, "from 0 to 1: how much of what the other is coded with it shares"),
        Field("shared", _list(_ref("shared")), "what both are coded with, the rarest first"),
    ),
    "shared": (
        Field("kind", {"enum": ["harm", "factor", "theme", "agency"]}, "what it is"),
        Field("slug", _STRING, "what a record holds"),
        Field("label", _STRING, "as people say it"),
        Field("reviews", _COUNT, "how many reviews have it"),
    ),
    "theme": (
        Field("theme", _STRING, "slug"),
        Field("label", _STRING, "as people say it"),
        Field("reviews", _COUNT, "how many reviews have a statement with it"),
        Field("statements", _COUNT, "how many statements have it"),
        Field("review_ids", _list(_STRING), "those reviews"),
    ),
    "theme-statements": (
        Field("theme", _STRING, "slug"),
        Field("label", _STRING, "as people say it"),
        Field("definition", _STRING, "what a statement must speak of to have it"),
        Field("statements", _list(_ref("statement")), "every statement that has it"),
    ),
    "theme-by": (
        Field("theme", _STRING, "slug"),
        Field("label", _STRING, "as people say it"),
        Field("by", _STRING, "what it is counted by"),
        Field("value", _or_null(_STRING), "slug; null for the reviews that do not state it"),
        Field("reviews", _COUNT, "how many reviews have both"),
        Field("review_ids", _list(_STRING), "those reviews"),
    ),
    "term": _TERM,
    "term-all": (
        *_TERM,
        Field("lay", _list(_STRING), "everyday words for it or for a part of it, which only search takes"),
    ),
    "problem": (
        Field("file", _STRING, "as it was named"),
        Field("line", _or_null(_COUNT), "from 1; null where it is the whole file"),
        Field("column", _or_null(_COUNT), "from 1, in characters"),
        Field("record", _or_null(_STRING), "id or name of the record"),
        Field("message", _STRING, "what is wrong and what is allowed"),
        Field("nearest", _or_null(_STRING), "the nearest allowed value"),
    ),
    "info": (
        Field("version", _STRING, "of casereviews"),
        Field("python", _STRING, "its version"),
        Field("sqlite", _STRING, "its version"),
        Field("collections", _list(_ref("collection")), "those in use"),
        Field("reviews", _COUNT, "how many there are"),
        Field("learning", _COUNT, "how many learning points"),
        Field("recommendations", _COUNT, "how many recommendations"),
        Field("actions", _COUNT, "how many actions"),
        Field(
            "stated", {"type": "object", "additionalProperties": _COUNT}, "for each field, how many reviews state it"
        ),
    ),
    "collection": (
        Field("id", _STRING, "as reviews give it"),
        Field("file", _STRING, "as it was named"),
        Field("title", _or_null(_STRING), "what it is called"),
        Field("listed", _or_null(_DATE), "month of its bulletin"),
        Field("source", _or_null(_STRING), "where it came from"),
        Field("headline_reviews", _or_null(_COUNT), "how many reviews the bulletin says that it lists"),
        Field("topics", _or_null(_list(_STRING)), "those of the bulletin's headline"),
        Field("notice", _or_null(_STRING), "whose words and whose copyright"),
        Field(
            "reviews",
            _COUNT,
            "how many of its reviews are asked; one that a collection before it has too is not among them",
        ),
    ),
    "doubt": (
        Field("review", _or_null(_STRING), "id of the review; null for the bulletin as a whole"),
        Field("field", _STRING, "what it is of; `unplaced` of a line that belongs to no review"),
        Field("value", _STRING, "as it was read"),
        Field("why", _STRING, "why it is to be checked"),
        Field("words", _or_null(_STRING), "the words that say so"),
    ),
    "difference": (
        Field("id", _STRING, "of the review, or of the statement"),
        Field("field", _STRING, "what it is of"),
        Field("change", {"enum": ["added", "removed"]}, "what becomes of the code"),
        Field("value", _STRING, "slug"),
        Field("words", _or_null(_STRING), "the words that say so, or said so"),
    ),
    "cache": (
        Field("sources", _list(_STRING), "the files that it was compiled of, as absolute paths; [] where not known"),
        Field("bytes", _COUNT, "the size of the database"),
        Field("state", {"enum": ["current", "stale", "source missing"]}, "whether it would be used"),
        Field("file", _STRING, "the database"),
    ),
}
"""Every kind of record, with its fields in their order."""

ANSWERS: dict[str, tuple[str, bool]] = {
    "list": ("review", True),
    "show": ("review", False),
    "statement": ("statement", False),
    "search": ("hit", True),
    "search-statements": ("statement-hit", True),
    "similar": ("similar", True),
    "themes": ("theme", True),
    "theme": ("theme-statements", False),
    "themes-by": ("theme-by", True),
    "learning": ("statement", True),
    "recommendations": ("statement", True),
    "actions": ("statement", True),
    "vocabulary": ("term", True),
    "vocabulary-all": ("term-all", True),
    "info": ("info", False),
    "validate": ("problem", True),
    "import": ("doubt", True),
    "recode": ("difference", True),
    "cache": ("cache", True),
}
"""What each command answers with: the kind of record, and whether it is an array of them. `theme` is
`themes THEME`, and `statement` is `show` of a statement's id."""

KEYS = {
    "theme": "theme",
    "theme-statements": "theme",
    "theme-by": "theme",
    "term": "slug",
    "term-all": "slug",
    "problem": "file",
    "doubt": "review",
    "cache": "file",
}
"""The field that `-f ids` prints, where it is not `id`. `info` has none."""


def fields(record: str) -> list[str]:
    """The names of a record's fields, in their order."""
    return [field.name for field in RECORDS[record]]


def document(record: str, many: bool) -> Schema:
    """The JSON Schema of an answer: one record, or an array of them, with the definitions that it needs."""
    needed: dict[str, Schema] = {}
    _define(record, needed)
    answer = _ref(record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"casereviews {record}",
        **(_list(answer) if many else answer),
        "$defs": needed,
    }


def _define(record: str, needed: dict[str, Schema]) -> None:
    if record in needed:
        return
    needed[record] = {
        "type": "object",
        "properties": {field.name: {**field.schema, "description": field.text} for field in RECORDS[record]},
        "required": fields(record),
        "additionalProperties": False,
    }
    for field in RECORDS[record]:
        for name in _references(field.schema):
            _define(name, needed)


def _references(schema: Any) -> list[str]:
    if isinstance(schema, dict):
        own = [schema["$ref"].rpartition("/")[2]] if "$ref" in schema else []
        return own + [name for value in schema.values() for name in _references(value)]
    if isinstance(schema, list):
        return [name for value in schema for name in _references(value)]
    return []
