"""Text that was read in another encoding than it was written in, made right again: `â€“` for a dash."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_LEADS = {2: b"\xc2\xc3\xc4\xc5\xcb", 3: b"\xe2\xef", 4: b"\xf0"}
"""The bytes with which letters of Europe, punctuation, signs and pictures begin in UTF-8, by their lengths."""

_SIGN = re.compile("[\u00c2-\u00c5\u00cb\u00e2\u00ef\u00f0\u00ac\u221a\u0192\u2248\u201a]")
_SPOILT = frozenset(map(chr, range(0x80, 0xA0)))  # what is left of a text that was spoilt twice
_FORMS = frozenset(("\ufb00", "\ufb01", "\ufb02", "\ufb03", "\ufb04", "\ufeff"))
_TIMES = 3  # that a text may have been spoilt


class Mended(NamedTuple):
    """A text, and in how many places it was mended."""

    text: str
    places: int


def mended(text: str) -> Mended:
    """The text with what was decoded wrongly as it was written."""
    places = 0
    for encoding in ("cp1252", "mac_roman"):
        for _ in range(_TIMES):
            if (places and encoding == "mac_roman") or text.isascii() or not _SIGN.search(text):
                break
            text, found = _mended(text, encoding)
            if not found:
                break
            places = found
    return Mended(text, places)


def _mended(text: str, encoding: str) -> tuple[str, int]:
    count = 0

    def right(found: re.Match[str]) -> str:
        nonlocal count
        try:
            made = bytes(_bytes(encoding)[sign] for sign in found[0]).decode()
        except UnicodeDecodeError:
            return found[0]
        if not _is_likely(made) and not (encoding == "cp1252" and made in _SPOILT):
            return found[0]
        count += 1
        return made

    return _pattern(encoding).sub(right, text), count


def _is_likely(sign: str) -> bool:
    """Whether a character is one that a text in English or Welsh may have."""
    return "\xa0" <= sign < "\u2e80" or "\ue000" <= sign < "\uf900" or sign >= "\U0001f000" or sign in _FORMS


@cache
def _bytes(encoding: str) -> dict[str, int]:
    """The byte of each character; those that an encoding does not know stand for themselves."""
    made = {chr(byte): byte for byte in range(0x80, 0xA0)}
    for byte in range(0x80, 0x100):
        sign = bytes([byte]).decode(encoding, "ignore")
        if sign:
            made[sign] = byte
    return made


@cache
def _pattern(encoding: str) -> re.Pattern[str]:
    """What the bytes of a character of UTF-8 look like in an encoding."""
    signs = {byte: sign for sign, byte in _bytes(encoding).items()}
    following = "".join(re.escape(sign) for sign, byte in _bytes(encoding).items() if 0x80 <= byte < 0xC0)
    leads = {size: "".join(signs[lead] for lead in held) for size, held in _LEADS.items()}
    likes = "|".join(f"[{re.escape(held)}][{following}]{{{size - 1}}}" for size, held in leads.items())
    return re.compile(f"(?!(?<=\u201a)\u00c4)(?:{likes})")  # which a Mac has for the start of punctuation
