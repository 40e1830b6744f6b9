"""Adding reviews to a collection, and correcting values in it: every other byte of the file stays as it is.

The text is spliced at the places that YAML's parser tells and never written anew, so comments, quotation marks,
indentation, line ends, byte-order marks and UTF-16 survive. What is added takes the form of what is around it: block
YAML, flow YAML, JSON or JSON Lines. The result is read back; an edit that does more or less than was asked is refused.
Reviews are read one after the other and compared by their digests, so that memory grows with the text alone.

- New reviews follow the last one and the comments below it that are indented at least as far as its dash, and at all:
  what stands at the margin is about what comes next, or the file. A blank line parts them where one parts the last two.
- A new key follows the last one of its mapping and the comments below it that are indented at least as far as the keys.
- A comment beside a value that is replaced stays; one inside it goes with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from . import yamlio
from .dataset import is_json_lines
from .editing.splice import Change, Layout, Splice
from .editing.yaml_writer import as_json, entries_of, lines_of
from .jsonlines import Lines

__all__ = ["Change", "append", "entries_of", "lines_of", "replace"]


def append(data: bytes, file: str, reviews: Sequence[dict[str, Any]]) -> bytes:
    """The bytes of a collection with reviews after its last one. The collection is one that has no problems.

    `file` is its name, whose ending may say that it is JSON Lines.
    """
    if not reviews:
        return data
    wanted = _read(data, file)
    wanted.reviews.extend(_digest(_plain(review)) for review in reviews)
    if is_json_lines(file, data):
        eol = "\r\n" if data.partition(b"\n")[0].endswith(b"\r") else "\n"
        lead = "" if not data or data.endswith((b"\n", b"\r")) else eol
        new = data + (lead + "".join(as_json(review) + eol for review in reviews)).encode()
    else:
        layout = Layout(data)
        for _ in layout.reviews():
            pass
        new = layout.spliced(layout.appended(reviews))
    return _checked(new, file, wanted)


def replace(data: bytes, file: str, changes: Iterable[Change]) -> bytes:
    """The bytes of a collection with values set. The collection is one that has no problems.

    Raises LookupError where there is no such review, or no list or mapping that a path leads to.
    """
    of_review: dict[int, list[Change]] = {}
    for change in changes:
        of_review.setdefault(change.review, []).append(change)
    wanted = _read(data, file, of_review)
    if max(of_review, default=-1) >= len(wanted.reviews):
        raise IndexError("there is no such review")
    if is_json_lines(file, data):
        new = _replaced_in_lines(data, file, of_review)
    else:
        layout = Layout(data)
        new = layout.spliced(list(_replaced(layout, of_review)))
    return _checked(new, file, wanted)


def _replaced(layout: Layout, of_review: dict[int, list[Change]]) -> Iterator[Splice]:
    for number, review in enumerate(layout.reviews()):
        if number in of_review:
            yield from layout.replaced(review, of_review[number])


def _replaced_in_lines(data: bytes, file: str, of_review: dict[int, list[Change]]) -> bytes:
    lines = data.splitlines(keepends=True)
    places = [node.line - 1 for node in Lines(lines, file).items(None)]
    for number, changes in of_review.items():
        layout = Layout(lines[places[number]], is_line=True)
        for _ in layout.reviews():
            pass
        lines[places[number]] = layout.spliced(layout.replaced(layout.root, changes))
    return b"".join(lines)


# --- Reading back -----------------------------------------------------------------------------------------------------


class _Said(NamedTuple):
    """What a file says."""

    reviews: list[bytes]
    """A digest of each."""
    rest: Any
    """The file without its reviews, as plain values."""


def _read(data: bytes, file: str, of_review: dict[int, list[Change]] | None = None) -> _Said:
    """What a file says, or would say if changes were made to its reviews."""
    source: Lines | yamlio.Document
    if is_json_lines(file, data):
        source = Lines(data.splitlines(keepends=True), file)
    else:
        source = yamlio.Document(data, file)
    reviews = []
    for number, node in enumerate(source.items("reviews")):
        review = _plain(node)
        for change in (of_review or {}).get(number, ()):
            _set(review, change)
        reviews.append(_digest(review))
    if source.problems:
        raise RuntimeError(f"a collection with problems cannot be edited: {source.problems[0]}")
    rest = _plain(source.root)
    if isinstance(rest, dict):
        rest["reviews"] = rest["reviews"] or []
    return _Said(reviews, rest)


def _set(review: Any, change: Change) -> None:
    """Make a change to a review in plain values. Raises LookupError where its path leads nowhere."""
    for step in change.path[:-1]:
        review = review[step]
    review[change.path[-1]] = _plain(change.value)


def _plain(value: Any) -> Any:
    """A node, or what is to be written, in the form in which the two are compared.

    Line breaks at the end do not count: a block scalar in the last line gains one when that line is ended.
    """
    if isinstance(value, yamlio.Scalar):
        return None if value.is_null else value.text.rstrip("\n")
    if isinstance(value, yamlio.Mapping | dict):
        items = value.items if isinstance(value, yamlio.Mapping) else value
        return {key: _plain(item) for key, item in items.items()}
    if isinstance(value, yamlio.Sequence | list | tuple):
        return [_plain(item) for item in (value.items if isinstance(value, yamlio.Sequence) else value)]
    if isinstance(value, str):
        return value.rstrip("\n")
    return None if value is None else json.dumps(value)


def _digest(review: Any) -> bytes:
    """A digest of a review in plain values, in which the order of its keys does not count."""
    import hashlib

    return hashlib.blake2b(json.dumps(review, sort_keys=True).encode(), digest_size=16).digest()


def _checked(data: bytes, file: str, wanted: _Said) -> bytes:
    """The edited collection. Raises RuntimeError where it does not say what it should."""
    if _read(data, file) != wanted:
        raise RuntimeError("the edited collection would not say what it should")
    return data
