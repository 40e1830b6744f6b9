"""Reviews as a page that a browser opens by a double click: one file with its style, its scripts and the reviews.

The reviews stand in it as articles, to be read without scripts. Where the page would be larger than `MOST_OPEN` they
are packed: deflated, encoded, and put back by the scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from ..answers import reviews
from ..errors import UsageError
from ..search.records import Records
from ..text import counted
from . import html_data, html_scripts, html_words
from .document import LANGUAGE
from .html_articles import article
from .html_packed import packed
from .html_words import Piece
from .page import in_policy
from .selection import Selection

MOST_OPEN = 2_000_000
"""The size of a page, in bytes, above which its reviews are packed."""

MOST = 20_000_000
"""The size above which a page is written only by force: a mail takes no more, and a browser takes long to open it."""

_SAMPLE = 500
"""From how many reviews the size of a page is worked out."""

_MOST_OF_RECORD = 2
"""The most bytes that a packed page has for a byte of its records; a third of one is usual."""

_SLOT = re.compile(r"\{\{(\w+)\}\}")


def render(selection: Selection, force: bool = False) -> Iterator[bytes]:
    """The page. Raises UsageError where it would be larger than `MOST`, unless by force."""
    if _may_be_large(selection) and (about := size(selection)) > MOST:
        how_many, most = counted(len(selection), "review"), f"{MOST / 1e6:.0f} MB"
        size_told = f"{about / 1e6:.0f} MB; {most} is the most that mails and browsers take with ease"
        if not force:
            hint = "select fewer with filters, as --since 2020 or --harm neglect, or write it all the same with --force"
            raise UsageError(f"the page of {how_many} would have some {size_told}", hint)
        selection.remarks.append(f"the page of {how_many} has some {size_told}")
    return _page(selection)


def _may_be_large(selection: Selection) -> bool:
    """Whether the page may be larger than `MOST`: its records tell that of most pages, without packing any."""
    return reviews.size(selection.store, selection.filters) * _MOST_OF_RECORD > MOST


def size(selection: Selection) -> int:
    """About how many bytes a packed page has: its own, and those of its reviews, from some that are spread evenly."""
    keys = selection.records.keys
    some = Records(keys[:: -(-len(keys) // _SAMPLE)], selection.records.read)
    size = sum(map(len, packed(article(record, selection.vocabulary) for record in some)))
    own = sum(len(piece.encode()) for piece in _filled(selection, _packed_slots(())))
    return own + size * len(keys) // len(some)


def _page(selection: Selection) -> Iterator[bytes]:
    """The page with its reviews open, or else packed, in pieces."""
    articles = (article(record, selection.vocabulary) for record in selection.reviews())
    kept: list[str] = []
    size = 0
    for one in articles:
        kept.append(one)
        size += len(one.encode())
        if size > MOST_OPEN:
            break
    else:
        page = "".join(_filled(selection, {"articles": kept, **html_words.for_open(selection)})).encode()
        if len(page) <= MOST_OPEN:
            yield page
            return
    selection.remarks.append(html_words.packed_remark(MOST_OPEN))
    slots = _packed_slots(packed(chain(kept, articles)))
    yield from (piece.encode() for piece in _filled(selection, slots))


def _packed_slots(pieces: Iterable[str]) -> dict[str, Piece]:
    """What fills the slots of a page whose articles are packed, which are given in pieces."""
    element = chain(['<script type="text/plain" id="packed">'], pieces, ["</script>\n"])
    return {"packed": element, **html_words.for_packed()}


def _filled(selection: Selection, slots: Mapping[str, Piece]) -> Iterator[str]:
    """The template with its slots filled, in pieces. What is not named is not there."""
    style, first, scripts = html_scripts.style(), html_scripts.first_script(), html_scripts.scripts()
    known: dict[str, Piece] = {
        "language": LANGUAGE,
        "policy": _policy(style, first, scripts),
        "made": selection.made.isoformat(),
        "style": style,
        "first_script": first,
        "data": html_data.elements(selection),
        "scripts": scripts,
        **html_words.of_all(selection),
        **slots,
    }
    for index, piece in enumerate(_SLOT.split(html_scripts.read("template.html"))):
        filled = known.get(piece, "") if index % 2 else piece
        yield from [filled] if isinstance(filled, str) else filled


def _policy(style: str, *scripts: str) -> str:
    """What a browser may do with the page: run its own scripts, and nothing else; fetch and send nothing."""
    named = " ".join(map(in_policy, scripts))
    return f"default-src 'none'; script-src {named}; style-src {in_policy(style)}; base-uri 'none'; form-action 'none'"
