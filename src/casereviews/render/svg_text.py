"""Text in a picture: how wide it is at the most, in lines of no more than a width, and as SVG."""

from __future__ import annotations

from typing import NamedTuple

from ..text import one_line

FONTS = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"

_WIDTHS = {
    35: " \"'ijl", 40: ",./:;IJ\\|", 45: "-f", 50: "!()[]_`rt", 55: "*", 60: "?csz", 65: "Lx",
    70: "$0123456789EFTaekovy", 75: "CPSYZbdghnpqu{}", 80: "ABKRVX", 85: "#+<=>DGHNU^~", 90: "&OQ", 95: "w", 100: "@M",
    105: "%m", 115: "W",
}  # fmt: skip
"""The most that a character takes in any of these fonts, in hundredths of the size of its letters."""

_HUNDREDTHS = {character: width for width, characters in _WIDTHS.items() for character in characters}
_OTHER = 115  # of what is no ASCII
LEADING = 1.3
"""From a line to the next, in sizes of its letters."""


class Wrapped(NamedTuple):
    """A text in lines."""

    lines: list[str]
    size: int

    @property
    def height(self) -> float:
        """Of all lines."""
        return len(self.lines) * self.size * LEADING

    @property
    def width(self) -> float:
        """Of the widest, at the most."""
        return max((width(line, self.size) for line in self.lines), default=0)


def width(text: str, size: int) -> float:
    """How wide a text is at the most."""
    return sum(_HUNDREDTHS.get(character, _OTHER) for character in text) * size / 100


def wrapped(text: str, size: int, room: float) -> Wrapped:
    """The text in lines that are no wider than the room, broken between words, or where a word is wider itself."""
    lines: list[str] = []
    for word in one_line(text).split():
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
            continue
        *whole, rest = _broken(word, size, room)
        lines += [*whole, rest]
    return Wrapped(lines or [""], size)


def _broken(word: str, size: int, room: float) -> list[str]:
    """The word in pieces that have room; of a character that has none each is a piece."""
    pieces = [""]
    for character in word:
        if pieces[-1] and width(pieces[-1] + character, size) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


def longest_word(text: str, size: int) -> float:
    """How wide the widest word is at the most."""
    return max((width(word, size) for word in one_line(text).split()), default=0)


def drawn(text: Wrapped, x: float, top: float, color: str, anchor: str = "start", bold: bool = False) -> list[str]:
    """The lines as SVG, from a height down; `anchor` is what of a line is at x."""
    weight = ' font-weight="bold"' if bold else ""
    place = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return [
        f'<text x="{x:g}" y="{top + text.size * (LEADING * number + 1):g}" font-size="{text.size}" fill="{color}"'
        f"{weight}{place}>{escaped(line)}</text>"
        for number, line in enumerate(text.lines)
    ]


def escaped(text: str) -> str:
    """The text with nothing that XML would take for markup."""
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, entity)
    return text
