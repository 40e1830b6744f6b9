"""The articles of a large page, packed: laid so that what is alike stands together, deflated, and encoded as base64.

Of some articles at a time the markup comes first, with a hole for each value, and then the values, a column for each of
`_COLUMNS`: so they deflate to three quarters of what they would where they stand. `view/packed.js` fills the holes; and
`view/reading.js` reads the records from the columns, so that no article has to be put together before it is shown.
"""

from __future__ import annotations

import re
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice

HOLE, VALUE, COLUMN, CHUNK = "\x1c", "\x1f", "\x1e", "\x1d"
"""What stands in the markup before the number of a column; between two values; two columns; and two chunks.

No article has these, as controls are made visible in it.
"""

_AT_ONCE = 500
"""How many articles are laid together. Of more the page would be hardly smaller."""

_COLUMNS = (
    r"(?<= id=\")[^\"]*",
    r"(?<= data-review=')[^']*",
    r"(?<=<dd>).*?(?=</dd>)",
    r"(?<=<p class=\"summary\">)[^<]*",
    r"(?<= data-themes=\")[^\"]*",
    r"(?<= data-agencies=\")[^\"]*",
    r"(?<=<span class=\"text\">)[^<]*",
    r"(?<=<span class=\"codes\">)[^<]*",
    r"(?<=<section class=\")[^\"]*",
    r"(?<= data-text=')[^']*",
)
"""The values of an article, at most ten; `view/packed.js` knows them by their numbers."""

_VALUE = re.compile("|".join(f"({column})" for column in _COLUMNS))


def packed(articles: Iterable[str]) -> Iterator[str]:
    """Articles packed, in pieces."""
    deflating = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS, 9)
    pieces = (deflating.compress(one.encode()) for one in _laid(articles))
    return _encoded(chain(pieces, map(deflating.flush, [zlib.Z_FINISH])))


def _laid(articles: Iterable[str]) -> Iterator[str]:
    """Articles laid together, a chunk at a time."""
    rest = iter(articles)
    between = ""
    while some := "".join(islice(rest, _AT_ONCE)):
        columns: list[list[str]] = [[] for _ in _COLUMNS]
        markup = _VALUE.sub(partial(_hole, columns), some)
        yield between + COLUMN.join([markup, *map(VALUE.join, columns)])
        between = CHUNK


def _hole(columns: Sequence[list[str]], found: re.Match[str]) -> str:
    """What stands in the place of a value, which goes to its column."""
    index = (found.lastindex or 0) - 1
    columns[index].append(found[0])
    return f"{HOLE}{index}"


def _encoded(pieces: Iterable[bytes]) -> Iterator[str]:
    """Bytes as base64, which takes three at a time."""
    rest = b""
    for piece in pieces:
        rest += piece
        whole = len(rest) - len(rest) % 3
        yield b64encode(rest[:whole]).decode()
        rest = rest[whole:]
    yield b64encode(rest).decode()
