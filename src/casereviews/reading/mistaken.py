"""What a file is that is named as a collection but is not one."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from ..files.reading import COLLECTION_ENDINGS, LINES_ENDINGS
from ..likeness import nearest
from ..vocabulary import KINDS
from .nodes import Mapping, Node, Scalar, Sequence

_TABLES = (".csv", ".tsv")
_OFFICE = (".docx", ".doc", ".pdf", ".rtf", ".odt", ".xlsx", ".xls", ".ods", ".pptx")
_JSON = (".json", *LINES_ENDINGS)
_OF_COLLECTION = {"collection", "reviews"}
_HAS_REVIEWS = re.compile(r"^[ \t{]*[\"']?reviews[\"']?[ \t]*:", re.MULTILINE)

_REVIEW = """
    id name title review_type listed published area children incident_date outcome harms factors themes agencies summary
    learning recommendations actions resources notes collection coding evidence
"""

ANSWERS = (
    ("list", _REVIEW),
    ("show", "id section text themes agencies review"),
    ("search", "id name title score missing matches"),
    ("search", "id section text marks why score missing review"),
    ("similar", "id name title score shared"),
    ("themes", "theme label reviews statements review_ids"),
    ("themes", "theme label definition harms statements"),
    ("themes", "theme label by value reviews review_ids"),
    ("vocabulary", "kind slug label definition synonyms lay questions"),
    ("info", "version python sqlite collections reviews learning recommendations actions stated coded not_read"),
    ("validate", "file line column record message nearest"),
    ("import", "review field value why words"),
    ("recode", "id field change value words"),
    ("cache", "sources bytes state coding file"),
)
"""The commands whose answers are records, and the fields of these, by which a saved answer is known."""


class Mistaken(NamedTuple):
    """What a file is, as a phrase to follow its name, and what to do with it."""

    what: str
    advice: str

    @property
    def left_out(self) -> str:
        """The note on a file that is left out of a folder's collections, as a phrase to follow its name."""
        return f"{self.what}; it is left out"


def mistaken(file: str, text: str, root: Node | None, first: Node | None) -> Mistaken | None:
    """What a file with problems is; None where it seems to be a collection.

    `text` is its beginning, `root` its root node, and `first` the node of its first review; these two are None where
    they could not be read.
    """
    ending = os.path.splitext(file)[1].lower()
    if ending in _TABLES:
        return Mistaken("is a table, not a collection", "a collection is YAML, JSON or JSON Lines")
    if ending in _OFFICE:
        return Mistaken("is not a collection", "if it holds a bulletin, save it as plain text and import that")
    keys = _keys(root)
    if keys and keys <= {"groups", "equals", *KINDS.values()}:
        return Mistaken("is a vocabulary, not a collection", "name it with --vocabulary")
    if {"name", "title"} <= keys:
        return Mistaken("is one review, not a collection", "put it into a list of reviews")
    is_list = type(root) is Sequence
    answer = _answer_of_list(_keys(first), ending) if is_list else _answer_of_one(keys)
    if answer:
        return Mistaken(
            f"is an answer of {answer}, not a collection", "whole reviews, as list gives them, are a collection"
        )
    if is_list or not text.strip() or any(nearest(key, list(_OF_COLLECTION)) for key in keys):
        return None
    if (keys and not keys & _OF_COLLECTION) or (type(root) is Scalar and ending in _JSON):
        return Mistaken("is not a collection", 'a collection has the key "reviews"')
    if ending not in COLLECTION_ENDINGS and not keys and not _HAS_REVIEWS.search(text):
        return Mistaken("is not a collection", "if it is a bulletin, casereviews import reads it")
    return None


def _keys(node: Node | None) -> set[str]:
    return set(node.items) if type(node) is Mapping else set()


def _answer_of_list(keys: set[str], ending: str) -> str | None:
    """The command that gives a list of records with these keys; None where they may be reviews."""
    some = keys & {"name", "title"}
    if not keys or (
        keys <= {*_REVIEW.split()} and some and (len(some) == 2 or "id" not in keys or ending not in _JSON)
    ):
        return None
    return _answer(keys)


def _answer_of_one(keys: set[str]) -> str | None:
    """The command that gives one record with these keys; None where they are too few to tell."""
    if "$schema" in keys:
        return "schema"
    return _answer(keys) if len(keys) > len(_OF_COLLECTION) else None


def _answer(keys: set[str]) -> str | None:
    return next((command for command, fields in ANSWERS if keys <= {*fields.split()}), None)
