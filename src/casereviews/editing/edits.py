"""Adding reviews to a collection, and correcting values in it, without changing any other byte of the file.

The text is spliced at the offsets that YAML's parser gives, never rewritten: comments, quotation marks, indentation,
line endings, byte-order marks and UTF-16 survive. What is added takes the form of what is around it: block YAML, flow
YAML, JSON or JSON Lines. The result is read back; an edit that does more or less than was asked is refused. Reviews are
read one after the other and compared by their digests, so that memory grows with the text alone.

- New reviews follow the last one and the comments below it that are indented at least as far as its dash, and at all:
  what is at the margin belongs to what comes next, or to the file. A blank line separates them if one separates the
  last two.
- A new item follows the last one of its list and the comments below it likewise.
- A new key follows the last one of its mapping and the comments below it that are indented at least as far as the keys.
- A comment beside a value that is replaced stays; one inside it goes with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any, NamedTuple

from ..model.age import Age
from ..model.reviews import Record
from ..model.sections import SECTIONS
from ..reading import nodes, yaml_document
from ..reading.dataset import is_json_lines
from ..reading.json_lines import Lines
from .splice import END, Change, Layout, Splice
from .yaml_writer import as_json, entries_of, lines_of

__all__ = ["END", "Change", "append", "entries_of", "lines_of", "replace"]

_Parser = Lines | yaml_document.Document
_NONE: tuple[None, tuple[Change, ...]] = (None, ())


def append(data: bytes, file: str, reviews: Sequence[Record]) -> bytes:
    """The bytes of a collection, which must have no problems, with reviews added after its last one.

    `file` is its name, whose ending may say that it is JSON Lines.
    """
    if not reviews:
        return data
    wanted = _read(data, file)
    wanted.reviews.extend(_digest(_plain(review)) for review in reviews)
    if is_json_lines(file, data):
        eol = "\r\n" if data[: data.find(b"\n") + 1].endswith(b"\r\n") else "\n"
        lead = "" if not data or data.endswith(b"\n") else eol
        new = data + (lead + "".join(as_json(review) + eol for review in reviews)).encode()
    else:
        layout = Layout(data)
        for _ in layout.reviews():
            pass
        new = layout.spliced(layout.appended(reviews))
    return _checked(new, file, wanted)


def replace(data: bytes, file: str, changes: Iterable[Change]) -> bytes:
    """The bytes of a collection, which must have no problems, with values set.

    The changes come in the order of the reviews; each is taken when its review is reached. What follows from the values
    that are set, and is stated in the review, is set too: its themes and agencies, and a child's age in months. Raises
    LookupError where there is no such review, or no list or mapping at a path.
    """
    source = _source(data, file)
    wanted = _Content([], None)
    edit = _replaced_in_lines if isinstance(source, Lines) else _replaced
    new = edit(data, _changed(source, changes, wanted.reviews))
    return _checked(new, file, wanted._replace(rest=_rest(source)))


def _changed(
    source: _Parser, changes: Iterable[Change], digests: list[bytes]
) -> Iterator[tuple[nodes.Node, list[Change]]]:
    """Each review with the changes to make to it; adds a digest of the changed review to `digests`."""
    groups = groupby(changes, key=lambda change: change.review)
    due, group = next(groups, _NONE)
    for number, node in enumerate(source.items("reviews")):
        review = _plain(node)
        todo = []
        if number == due:
            todo = list(group)
            for change in todo:
                _set(review, change)
            for change in _following(review, number):
                _set(review, change)
                todo.append(change)
            due, group = next(groups, _NONE)
        digests.append(_digest(review))
        yield node, todo
    if due is not None and not source.problems:
        raise IndexError("there is no such review, or its changes come too late")


def _replaced(data: bytes, reviews: Iterable[tuple[nodes.Node, list[Change]]]) -> bytes:
    layout = Layout(data)
    splices: list[Splice] = []
    for (_, changes), review in zip(reviews, layout.reviews(), strict=False):
        splices += layout.replaced(review, changes)
    return layout.spliced(splices)


def _replaced_in_lines(data: bytes, reviews: Iterable[tuple[nodes.Node, list[Change]]]) -> bytes:
    lines = BytesIO(data).readlines()
    for node, changes in reviews:
        if changes:
            line = lines[node.line - 1]
            start, end = line.index(b"{"), line.rindex(b"}") + 1  # YAML allows less around an object than we do
            layout = Layout(line[start:end], is_line=True)
            for _ in layout.reviews():
                pass
            lines[node.line - 1] = line[:start] + layout.spliced(layout.replaced(layout.root, changes)) + line[end:]
    return b"".join(lines)


# --- Reading back -----------------------------------------------------------------------------------------------------


class _Content(NamedTuple):
    """What a file says."""

    reviews: list[bytes]
    """A digest of each."""
    rest: object
    """The file without its reviews, as plain values."""


def _source(data: bytes, file: str) -> _Parser:
    if is_json_lines(file, data):
        return Lines(BytesIO(data), file)
    return yaml_document.Document(data, file)


def _read(data: bytes, file: str) -> _Content:
    source = _source(data, file)
    return _Content([_digest(_plain(node)) for node in source.items("reviews")], _rest(source))


def _rest(source: _Parser) -> object:
    """What a file says besides its reviews, once these have been read."""
    if source.problems:
        raise RuntimeError(f"a collection with problems cannot be edited: {source.problems[0]}")
    rest = _plain(source.root)
    if isinstance(rest, dict):
        rest["reviews"] = rest["reviews"] or []
    return rest


def _set(review: Any, change: Change) -> None:
    """Make a change to a review in plain values. Raises LookupError where its path leads nowhere."""
    for step in change.path[:-1]:
        review = review[step]
    last = change.path[-1]
    if last == END:
        review.append(_plain(change.value))
    else:
        review[last] = _plain(change.value)


def _following(review: Any, number: int) -> Iterator[Change]:
    """The changes of what follows from other values, where the review states it: themes, agencies, ages in months."""
    statements = [one for section in SECTIONS.values() for one in review.get(section) or ()]
    for field in ("themes", "agencies"):
        if field in review:
            found = list(dict.fromkeys(code for one in statements for code in one.get(field) or ()))
            if set(found) != set(review[field] or ()):
                yield Change(number, (field,), found)
    for index, child in enumerate(review.get("children") or ()):
        if "age_months" in child:
            months = Age.parse(child["age"]).in_months if child.get("age") else None
            if _plain(months) != child["age_months"]:
                yield Change(number, ("children", index, "age_months"), months)


def _plain(value: object) -> Any:
    """A node, or a value to write, in a form in which the two can be compared.

    Line breaks at the end are ignored: a block scalar in the last line gains one when that line is ended.
    """
    if isinstance(value, nodes.Scalar):
        return None if value.is_null else value.text.rstrip("\n")
    if isinstance(value, nodes.Number):
        return value.text
    if isinstance(value, nodes.Mapping | dict):
        items = value.items if isinstance(value, nodes.Mapping) else value
        return {key: _plain(item) for key, item in items.items()}
    if isinstance(value, nodes.Sequence | list | tuple):
        return [_plain(item) for item in (value.items if isinstance(value, nodes.Sequence) else value)]
    if isinstance(value, str):
        return value.rstrip("\n")
    return None if value is None else json.dumps(value)


def _digest(review: object) -> bytes:
    """A digest of a review in plain values, whatever the order of its keys."""
    import hashlib

    return hashlib.blake2b(json.dumps(review, sort_keys=True).encode(), digest_size=16).digest()


def _checked(data: bytes, file: str, wanted: _Content) -> bytes:
    """The edited collection. Raises RuntimeError where it does not say what it should."""
    if _read(data, file) != wanted:
        raise RuntimeError("the edited collection would not say what it should")
    return data
