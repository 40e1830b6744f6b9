"""What a file is that is given as a collection and is none."""

from __future__ import annotations

import os
import re
from typing import Any, NamedTuple

from .files.reading import COLLECTION_ENDINGS
from .schema import ANSWERS, fields
from .vocabulary import KINDS
from .yamlio import Mapping, Sequence

_TABLES = (".csv", ".tsv")
_OFFICE = (".docx", ".doc", ".pdf", ".rtf", ".odt", ".xlsx", ".xls", ".ods", ".pptx")
_OF_COLLECTION = {"collection", "reviews"}
_HAS_REVIEWS = re.compile(r"^[ \t{]*[\"']?reviews[\"']?[ \t]*:", re.MULTILINE)


class Mistaken(NamedTuple):
    """What a file is, in words that follow its name, and what to do with it."""

    what: str
    advice: str


def mistaken(file: str, text: str, root: Any, first: Any) -> Mistaken | None:
    """What a file is that has problems; None where it is a collection, for all that is known.

    Given are its beginning, its root, and the first of what would be its reviews; the last two None where they could
    not be read.
    """
    ending = os.path.splitext(file)[1].lower()
    keys = _keys(root)
    if ending in _TABLES:
        return Mistaken("is a table, not a collection", "a collection is YAML, JSON or JSON Lines")
    if ending in _OFFICE:
        return Mistaken("is no collection", "if it holds a bulletin, save it as plain text and import that")
    if keys and keys <= {"groups", *KINDS.values()}:
        return Mistaken("is a vocabulary, not a collection", "name it with --vocabulary")
    if {"name", "title"} <= keys:
        return Mistaken("is one review, not a collection", "a list of reviews is one")
    is_list = type(root) is Sequence
    is_collection = keys <= _OF_COLLECTION or type(root.items.get("reviews")) is Sequence
    if answer := _answer(_keys(first)) if is_list else not is_collection and _answer(keys):
        return Mistaken(f"is an answer of {answer}, not a collection", "the whole reviews that list gives are one")
    if ending not in COLLECTION_ENDINGS and not is_list and not keys & _OF_COLLECTION and not _HAS_REVIEWS.search(text):
        return Mistaken("is no collection", "if it is a bulletin, casereviews import reads it")
    return None


def _keys(node: Any) -> set[str]:
    return set(node.items) if type(node) is Mapping else set()


def _answer(keys: set[str]) -> str | None:
    """The command that answers with records that have these keys; None where it may be a review."""
    if not keys or (keys & {"name", "title"} and keys <= {*fields("review")}):
        return None
    for command, (record, _) in ANSWERS.items():
        if keys <= {*fields(record)}:
            return command.partition("-")[0]
    return None
