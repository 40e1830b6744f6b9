"""Text as data: folding it for comparison, and making it safe to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

_QUOTES = dict.fromkeys(map(ord, "'\"`\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u00ab\u00bb"))
_SPACES = dict.fromkeys(map(ord, "-_\u2010\u2011\u2012\u2013\u2014\u2015\u2212/"), " ")
_SAME = {number: number for number in range(0x80)}  # a character that is not in the table takes ten times as long
_FOLDING = {**_SAME, **_QUOTES, **_SPACES, ord("&"): " and "}


_UNSEEN = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
    "\ufe00\ufe01\ufe02\ufe03\ufe04\ufe05\ufe06\ufe07\ufe08\ufe09\ufe0a\ufe0b\ufe0c\ufe0d\ufe0e\ufe0f"
)
"""The controls up to U+FFFF that `str.isprintable` calls printable."""


HIDDEN = frozenset("\xad\u034f\u061c\u180e\ufeff").union(
    *(map(chr, range(*ends)) for ends in ((0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x2070), (0xFE00, 0xFE10)))
)
"""What nobody sees within a word: soft hyphens, zero-width and directional characters, variation selectors."""

HOLDING = "\u2060"
"""A hidden character, so that what is on both sides of it is one word."""

_APOSTROPHES = "\u2018\u2019\u02bc"
"""As they are written within a word, beside the one of ASCII."""

_SEVEN_BITS = bytes(range(128))


@cache
def _controls() -> re.Pattern[str]:
    """What a terminal or a reader's eye could be misled by.

    C0 other than newline and tab, DEL, C1, line and paragraph separators, lone surrogates, interlinear annotations, and
    all that has Unicode's property Default_Ignorable_Code_Point: a font shows nothing for these, and two texts that
    differ look the same. Among them are soft hyphens, Hangul fillers, bidirectional and zero-width controls, variation
    selectors and tag characters. Compiled when first needed, for most text needs it never.
    """
    return re.compile(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
        "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
        "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    )


_PLAIN = bytes([*b"\n\t", *range(ord(" "), 0x7F)])
"""The bytes of what is printed in ASCII."""


def has_controls(text: str) -> bool:
    """Whether `visible` would change the text."""
    odd = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return bool(odd) and any(map(_is_control, set(odd.decode("utf-8", "surrogatepass"))))


@cache
def _is_control(character: str) -> bool:
    """Whether a character is a control. Most are known without the pattern, which takes long to compile."""
    if character.isprintable() and character <= "\uffff":
        return character in _UNSEEN
    return _controls().match(character) is not None


def visible(text: str) -> str:
    r"""The text with every control character but newline and tab written out, as in `<U+202E>`."""
    if not has_controls(text):
        return text
    return _controls().sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def without_controls(text: str) -> str:
    """The text without its control characters; newlines and tabs stay."""
    return _controls().sub("", text) if has_controls(text) else text


def one_line(text: str) -> str:
    """The visible text with its line breaks and tabs as single spaces."""
    return " ".join(visible(text).split())


def quoted(typed: str) -> str:
    """What somebody typed, as a message names it: in quotation marks, on one line, at most its first 80 characters."""
    return f'"{one_line(typed[:80])}"'


def shorten(text: str, width: int = 80) -> str:
    """The text for quoting in a message: one line, visible, and not longer than the width."""
    text = one_line(text[: width * 4])
    return text if len(text) <= width else text[: width - 3] + "..."


def wrapped(text: str, width: int, margin: int = 2) -> list[str]:
    """The text in lines that are no wider than a terminal, if no word is; all but the first have a margin."""
    lines = []
    for line in text.split("\n"):
        words = line.split(" ")
        shown = words[0]
        room = width - _places(shown)
        for word in words[1:]:
            room -= 1 + _places(word)
            if room < 0 and shown.strip():
                lines.append(shown.rstrip())
                shown = " " * margin + word
                room = width - margin - _places(word)
            else:
                shown += " " + word
        lines.append(shown)
    return lines


def _places(text: str) -> int:
    """How wide a terminal shows the text."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(character) else 1 + (east_asian_width(character) in "WF") for character in text)


def path(name: str) -> str:
    """The name of a file for a message: whole, for a person is to find it, unless it is beyond any file's."""
    return shorten(name, 1000)


def escape_controls(text: str) -> str:
    r"""The same JSON text with its control characters as `\uXXXX`: nothing is lost, and a terminal is safe.

    The argument is serialized JSON, in which such characters stand inside strings only.
    """
    if text.isascii() and "\x7f" not in text:  # the others are escaped in any JSON
        return text
    return _controls().sub(_json_escape, text) if has_controls(text) else text


def _json_escape(found: re.Match[str]) -> str:
    point = ord(found[0])
    if point < 0x10000:
        return f"\\u{point:04x}"
    point -= 0x10000
    return f"\\u{0xD800 + (point >> 10):04x}\\u{0xDC00 + (point & 0x3FF):04x}"


def encodable(text: str) -> str:
    """The text with a question mark for each lone surrogate, as an argument that is not UTF-8 has them."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def foreign(data: bytes) -> set[str]:
    """The characters beyond ASCII in a text in UTF-8."""
    return set(data.translate(None, _SEVEN_BITS).decode())


def written_otherwise(characters: Iterable[str]) -> dict[str, str]:
    """Those of some characters that the words of an index have otherwise, each with what they have instead."""
    return {character: plain for character in characters if (plain := _plain(character)) != character}


@cache
def _plain(character: str) -> str:
    """A character as the words of an index have it: the letters of a ligature, nothing of what nobody sees.

    SQLite itself takes the marks off a letter of ASCII; of others they are taken off here.
    """
    if character in HIDDEN:
        return ""
    if not character.isalnum() and (character < "\u0300" or "\u2010" <= character <= "\u2bff"):
        return character  # punctuation, of which most is; the rest needs a module that takes time to import
    import unicodedata

    if unicodedata.combining(character):
        return ""
    letters = "".join([one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one)])
    is_marked = unicodedata.normalize("NFD", character)[0].isascii()
    return letters if letters.isalnum() and not is_marked else character


def whole_words(text: str) -> str:
    """The text with each word as an index has it, whatever ligatures or hidden characters are in it.

    Non-accidental is one word, nonaccidental, for it is the opposite of what would be found in it. What follows an
    apostrophe is no word: of baby's there is baby, for S is a name, and don't is one word, dont.
    """
    return in_whole_words(whole_characters(text))


def in_whole_words(text: str) -> str:
    """The same of a text in which no character is hidden."""
    return without_endings(without_parted_non(text))


def whole_characters(text: str) -> str:
    """The text with each character as an index has it."""
    if not text.isascii():
        for character, plain in written_otherwise(foreign(text.encode("utf-8", "replace"))).items():
            text = text.replace(character, plain)
    return text


@cache
def _non(flags: int) -> re.Pattern[str]:
    """The non of what is not so, up to the word that it makes the opposite of; a small word in its place is none."""
    return re.compile(
        r"non(?<![^\W_]non)(?:[-\u2010-\u2013]|[ \xa0]"
        r"(?!(?:an?|and|are|as|at|be|by|for|has|in|is|nor|not|of|on|or|the|to|was)\b))(?=[^\W\d_])",
        flags,
    )


def without_parted_non(text: str) -> str:
    """The text with `nonaccidental` for `non-accidental` and `non accidental`, where no character is hidden."""
    return _with_after_non(text, "")


def with_hyphened_non(text: str) -> str:
    """The text with `non-accidental` for `non accidental`, as a person is shown it."""
    return _with_after_non(text, "-")


def _with_after_non(text: str, sign: str) -> str:
    low = text.lower()
    if "non" not in low:
        return text
    flags = 0 if text == low else re.IGNORECASE  # which takes three times as long
    return _non(flags).sub(lambda found: found[0][:3] + sign, text)


@cache
def _after_word() -> re.Pattern[str]:
    """An apostrophe with the ending of a word: mother's, she'll; that of don't by itself, for a t is all of not."""
    return re.compile(r"'(?:(?<=[^\W_].)(?:s|d|m|ll|re|ve)(?![^\W_])|(?<=n.)(?=t(?![^\W_])))", re.IGNORECASE)


def _with_straight(text: str) -> str:
    """The text with each apostrophe as ASCII has it."""
    for apostrophe in _APOSTROPHES:
        text = text.replace(apostrophe, "'")
    return text


def without_endings(text: str, sign: str = "") -> str:
    """The text with spaces for each ending after an apostrophe, and a sign for the apostrophe of don't."""
    text = _with_straight(text)
    if "'" not in text:
        return text
    return _after_word().sub(lambda found: " " * len(found[0]) if len(found[0]) > 1 else sign, text)


def held_together(text: str) -> str:
    """The text, as long as it is, with its words as `whole_words` has them.

    A hidden character stands for what is taken out within a word, and spaces for what follows one.
    """
    others = {} if text.isascii() else written_otherwise(foreign(text.encode("utf-8", "replace")))
    if not others:
        return without_endings(_with_after_non(text, HOLDING), HOLDING)
    pieces = [others.get(character, character) for character in text]
    origins = [place for place, piece in enumerate(pieces) for _ in piece]
    whole = _with_straight("".join(pieces))
    characters = list(text)
    for found in _non(re.IGNORECASE).finditer(whole):
        characters[origins[found.end() - 1]] = HOLDING
    for found in _after_word().finditer(whole):
        for place in range(*found.span()):
            characters[origins[place]] = HOLDING if len(found[0]) == 1 else " "
    return "".join(characters)


def fold(text: str) -> str:
    """The text for comparing: case, quotation marks, hyphens and spaces no longer matter.

    `Baby ‘R’` and `baby r` are the same, and so are `sexual-abuse` and `Sexual  Abuse`.
    """
    if not text.isascii():
        import unicodedata

        seen = "".join([character for character in encodable(text) if character not in HIDDEN])
        text = unicodedata.normalize("NFKC", seen)
    return " ".join(text.casefold().translate(_FOLDING).split())


def spaced(text: str) -> str:
    """The words of a text with a space before, between and after them: what stands whole in another stands in its."""
    return " ".join(["", *re.findall(r"\w+", text), ""])


def slugify(text: str) -> str:
    """The folded text as a piece of an id: letters and digits of any script, joined by hyphens."""
    return "-".join(re.findall(r"\w+", fold(text)))


def counted(number: int, word: str) -> str:
    """A number with what it counts, such as `1 review` or `2 reviews`."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def listed(words: Sequence[str], last: str = "or") -> str:
    """Join words as a sentence does: `a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
