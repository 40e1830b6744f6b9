"""The JSON contract: what commands answer with, the fields of each record, and the JSON Schema of each answer.

The fields that `--fields` takes, the columns of CSV, what the shell is offered and docs/json.md come from here too. A
new answer is a module with its record, what asks and what pages, and a line in `ANSWERS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType, NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from .field_types import KEY, Keyword, is_record, names_of

Schema = dict[str, Any]

_NAMES: dict[object, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}


class Answer(NamedTuple):
    """What a command answers with."""

    module_name: str
    """The module that asks and pages, which is imported when somebody needs it."""
    type_name: str
    """The record, by the name of its type in that module."""
    many: bool = True
    """Whether it is an array of records."""
    command: str = ""
    """The command that gives it, where that is not the answer's name."""
    full_name: str = ""
    """Where more fields can be named than it gives: the type that has all of them, by its name in `flat`."""

    @property
    def module(self) -> ModuleType:
        """The module that asks and pages."""
        return import_module(f".{self.module_name}", __package__)

    @property
    def record(self) -> type:
        """The type of its records."""
        kind: type = getattr(self.module, self.type_name)
        return kind

    @property
    def full(self) -> type:
        """The type of its records with every field that can be named."""
        if not self.full_name:
            return self.record
        kind: type = getattr(import_module(".flat", __package__), self.full_name)
        return kind


ANSWERS = {
    "list": Answer("reviews", "ReviewRecord", full_name="FlatReviewRecord"),
    "show": Answer("review", "ReviewRecord", many=False, full_name="FlatReviewRecord"),
    "statement": Answer(
        "statements", "StatementRecord", many=False, command="show of one", full_name="FullStatementRecord"
    ),
    "search": Answer("hits", "HitRecord"),
    "search-statements": Answer("hits", "StatementHitRecord", command="search --statements"),
    "similar": Answer("similar", "SimilarRecord"),
    "themes": Answer("themes", "ThemeRecord"),
    "theme": Answer("themes", "ThemeStatementsRecord", many=False, command="themes THEME"),
    "themes-by": Answer("themes_by", "ThemeByRecord", command="themes --by"),
    "count": Answer("count", "CountRecord"),
    "cross": Answer("count", "CrossRecord", command="count by two fields"),
    "learning": Answer("statements", "StatementRecord", full_name="FullStatementRecord"),
    "recommendations": Answer("statements", "StatementRecord", full_name="FullStatementRecord"),
    "actions": Answer("statements", "StatementRecord", full_name="FullStatementRecord"),
    "brief": Answer("brief", "BriefRecord", many=False),
    "vocabulary": Answer("terms", "TermRecord"),
    "vocabulary-all": Answer("terms", "TermAllRecord", command="vocabulary --all"),
    "info": Answer("info", "InfoRecord", many=False),
    "validate": Answer("problems", "ProblemRecord"),
    "import": Answer("imports", "DoubtRecord"),
    "recode": Answer("imports", "DifferenceRecord", command="import --recode"),
    "check": Answer("checks", "CheckRecord"),
    "cache": Answer("cache", "CacheRecord"),
}
"""What there is to answer with, by the name that `schema` takes."""


class Field(NamedTuple):
    """A field of a record."""

    name: str
    type: object
    text: str
    """What it means."""
    is_key: bool
    """Whether it is marked as what `-f ids` prints."""

    @property
    def schema(self) -> Schema:
        """The JSON Schema of its values."""
        return _schema(self.type)


def listed() -> str:
    """The answers in a line, each with the command that gives it where that is not its name."""
    names = [f"{name} ({answer.command})" if answer.command else name for name, answer in ANSWERS.items()]
    return f"{', '.join(names[:-1])} or {names[-1]}."


def fields(record: type) -> list[Field]:
    """The fields of a record, in their order."""
    found = []
    for name, kind in get_type_hints(record, include_extras=True).items():
        base, *more = get_args(kind)
        text = next(word for word in more if isinstance(word, str))
        rules = [rule for rule in more if isinstance(rule, Keyword) and rule is not KEY]
        found.append(Field(name, Annotated[base, *rules] if rules else base, text, KEY in more))
    return found


def names(record: type) -> list[str]:
    """The names of a record's fields, and of those of a record that it holds, as `review.name`."""
    known = []
    for field in fields(record):
        known.append(field.name)
        for inner in records_in(field.type):
            if inner is field.type:
                known += [f"{field.name}.{name}" for name in names_of(inner)]
    return known


def title(record: type) -> str:
    """The name of a record in the contract: `statement-hit` of StatementHitRecord."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", record.__name__.removesuffix("Record")).lower()


def key(record: type) -> str | None:
    """The field of a record that `-f ids` prints; None where it has none."""
    found = fields(record)
    marked = [field.name for field in found if field.is_key] or [field.name for field in found if field.name == "id"]
    return marked[0] if marked else None


def records() -> dict[type, list[Field]]:
    """The records of every answer, and behind each those that its fields hold, with their fields."""
    found: dict[type, list[Field]] = {}
    for answer in ANSWERS.values():
        _gather(answer.record, found)
    return found


def document(record: type, many: bool) -> Schema:
    """The JSON Schema of an answer: one record, or an array of them, with the definitions that it needs."""
    needed: dict[type, list[Field]] = {}
    _gather(record, needed)
    answer = _schema(record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"casereviews {title(record)}",
        **({"type": "array", "items": answer} if many else answer),
        "$defs": {title(kind): _definition(known) for kind, known in needed.items()},
    }


def _definition(known: list[Field]) -> Schema:
    return {
        "type": "object",
        "properties": {field.name: {**field.schema, "description": field.text} for field in known},
        "required": [field.name for field in known],
        "additionalProperties": False,
    }


def _gather(record: type, found: dict[type, list[Field]]) -> None:
    """Add a record to those found, and those that its fields hold."""
    if record not in found:
        found[record] = fields(record)
        for field in found[record]:
            for inner in records_in(field.type):
                _gather(inner, found)


def records_in(kind: object) -> Iterator[type]:
    """The records that a value of a type holds."""
    if isinstance(kind, type) and is_record(kind):
        yield kind
    for part in get_args(kind):
        yield from records_in(part)


def _schema(kind: object) -> Schema:
    """The JSON Schema of a type."""
    if isinstance(kind, type) and is_record(kind):
        return {"$ref": f"#/$defs/{title(kind)}"}
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        rules = dict(parts[1:])
        return {"enum": [*rules["enum"]]} if "enum" in rules else {**_schema(parts[0]), **rules}
    if NoneType in parts:
        return _or_null(_schema(parts[0]))
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(parts[1])}
    if origin:
        return {"type": "array", "items": _schema(parts[0])}
    return {"type": _NAMES[kind]}


def _or_null(schema: Schema) -> Schema:
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}
