"""Text as data: folding it for comparison, and making it safe to show."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from functools import cache

_QUOTES = dict.fromkeys(map(ord, "'\"`\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u00ab\u00bb"))
_SPACES = dict.fromkeys(map(ord, "-_\u2010\u2011\u2012\u2013\u2014\u2015\u2212/"), " ")
_SAME = {
    number: number for number in range(0x80)
}  # looking up a character that is not in the table takes ten times as long
_FOLDING = {**_SAME, **_QUOTES, **_SPACES, ord("&"): " and "}

_UNSEEN = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
    "\ufe00\ufe01\ufe02\ufe03\ufe04\ufe05\ufe06\ufe07\ufe08\ufe09\ufe0a\ufe0b\ufe0c\ufe0d\ufe0e\ufe0f"
)
"""The controls up to U+FFFF that `str.isprintable` calls printable."""

HIDDEN = frozenset("\xad\u034f\u061c\u180e\ufeff").union(
    *(map(chr, range(*ends)) for ends in ((0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x2070), (0xFE00, 0xFE10)))
)
"""Invisible within a word: soft hyphens, zero-width and directional characters, variation selectors."""

WORD_JOINER = "\u2060"
"""A hidden character: what is on both sides of it is one word."""

_APOSTROPHES = "\u2018\u2019\u02bc"
"""Apostrophes as they are written within a word, besides that of ASCII."""

_SEVEN_BITS = bytes(range(128))


@cache
def _controls() -> re.Pattern[str]:
    """The characters that could mislead a terminal or a reader's eye.

    C0 other than newline and tab, DEL, C1, line and paragraph separators, lone surrogates, interlinear annotations, the
    two noncharacters that XML does not allow, and every character with Unicode's property Default_Ignorable_Code_Point:
    a font shows nothing for these, so that texts which differ look the same. Among them are soft hyphens, Hangul
    fillers, bidirectional and zero-width controls, variation selectors and tag characters. Compiled when first needed:
    most text never needs it.
    """
    return re.compile(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
        "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
        "\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    )


_PLAIN = bytes([*b"\n\t", *range(ord(" "), 0x7F)])
"""The bytes of printable ASCII, newline and tab."""


def has_controls(text: str) -> bool:
    """Whether `visible` would change the text."""
    odd = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return bool(odd) and any(map(_is_control, set(odd.decode("utf-8", "surrogatepass"))))


@cache
def _is_control(character: str) -> bool:
    """Whether a character is a control. Most are recognised without the pattern, which is slow to compile."""
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
    """The lines of a text, broken between words to fit the width; all but the first are indented by the margin."""
    lines = []
    for line in text.split("\n"):
        words = line.split(" ")
        shown = words[0]
        room = width - _columns(shown)
        for word in words[1:]:
            room -= 1 + _columns(word)
            if room < 0 and shown.strip():
                lines.append(shown.rstrip())
                shown = " " * margin + word
                room = width - margin - _columns(word)
            else:
                shown += " " + word
        lines.append(shown)
    return lines


def _columns(text: str) -> int:
    """How many columns the text takes on a terminal."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(character) else 1 + (east_asian_width(character) in "WF") for character in text)


def path(name: str) -> str:
    """The name of a file for a message: in full, so that it can be found, unless it is longer than any file's."""
    return shorten(name, 1000)


def as_argument(name: str, is_windows: bool = os.name == "nt") -> str:
    """The name of a file as it is typed in a command that a message tells: in quotation marks where it needs them."""
    shown = path(name)
    shown = f"./{shown}" if shown.startswith("-") else shown  # which is no option
    if shown and not re.search(r"[^\w@%+=:,./\\~-]" if is_windows else r"[^\w@%+=:,./-]", shown):
        return shown
    if is_windows:
        return f'"{shown}\\"' if shown.endswith("\\") else f'"{shown}"'  # one alone would belong to the sign
    if not {*'"`$!\\'} & {*shown}:
        return f'"{shown}"'
    return "'" + shown.replace("'", "'\\''") + "'"


def escape_controls(text: str) -> str:
    r"""The same JSON text with its control characters as `\uXXXX`: nothing is lost, and it is safe on a terminal.

    The argument is serialized JSON, in which such characters occur inside strings only.
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
    """The text with a question mark for each lone surrogate, as arguments that are not UTF-8 have them."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def non_ascii(data: bytes) -> set[str]:
    """The characters beyond ASCII in a UTF-8 text."""
    return set(data.translate(None, _SEVEN_BITS).decode())


def replacements(characters: Iterable[str]) -> dict[str, str]:
    """The characters that the index writes differently in its words, each with what replaces it there."""
    return {character: plain for character in characters if (plain := _plain(character)) != character}


@cache
def _plain(character: str) -> str:
    """A character as the index has it in a word: a ligature as its letters, a hidden character as nothing.

    SQLite removes the marks of ASCII letters itself; those of other letters are removed here.
    """
    if character in HIDDEN:
        return ""
    if not character.isalnum() and (character < "\u0300" or "\u2010" <= character <= "\u2bff"):
        return character  # most is punctuation; the rest needs a module that is slow to import
    import unicodedata

    if unicodedata.combining(character):
        return ""
    letters = "".join([one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one)])
    is_marked = unicodedata.normalize("NFD", character)[0].isascii()
    return letters if letters.isalnum() and not is_marked else character


def whole_words(text: str) -> str:
    """The text with each word as the index has it, without ligatures and hidden characters.

    `non-accidental` becomes one word, `nonaccidental`: it is the opposite of the word within it. An ending after an
    apostrophe is removed: `baby's` becomes `baby`, since S may be a name. `don't` becomes one word, `dont`.
    """
    return in_whole_words(whole_characters(text))


def in_whole_words(text: str) -> str:
    """The same for a text without ligatures and hidden characters."""
    return without_endings(with_joined_non(text))


def whole_characters(text: str) -> str:
    """The text with each character as the index has it."""
    if not text.isascii():
        for character, plain in replacements(non_ascii(text.encode("utf-8", "replace"))).items():
            text = text.replace(character, plain)
    return text


@cache
def _non(flags: int) -> re.Pattern[str]:
    """`non` as a prefix, up to the word that it negates, which is not a small word such as `and`."""
    return re.compile(
        r"non(?<![^\W_]non)(?:[-\u2010-\u2013]|[ \xa0]"
        r"(?!(?:an?|and|are|as|at|be|by|for|has|in|is|nor|not|of|on|or|the|to|was)\b))(?=[^\W\d_])",
        flags,
    )


def with_joined_non(text: str) -> str:
    """The text with `nonaccidental` for `non-accidental` and `non accidental`, if no character is hidden."""
    return _with_after_non(text, "")


def with_hyphened_non(text: str) -> str:
    """The text with `non-accidental` for `non accidental`, as people are shown it."""
    return _with_after_non(text, "-")


def _with_after_non(text: str, sign: str) -> str:
    """The text with a sign, or nothing, between `non` and the word that it negates."""
    low = text.lower()
    if "non" not in low:
        return text
    flags = 0 if text == low else re.IGNORECASE  # which takes three times as long
    return _non(flags).sub(lambda found: found[0][:3] + sign, text)


@cache
def _after_word() -> re.Pattern[str]:
    """An apostrophe with its ending: mother's, she'll; in don't the apostrophe alone, as the t is part of not."""
    return re.compile(r"'(?:(?<=[^\W_].)(?:s|d|m|ll|re|ve)(?![^\W_])|(?<=n.)(?=t(?![^\W_])))", re.IGNORECASE)


def _with_straight(text: str) -> str:
    """The text with its apostrophes in ASCII."""
    for apostrophe in _APOSTROPHES:
        text = text.replace(apostrophe, "'")
    return text


def without_endings(text: str, sign: str = "") -> str:
    """The text with spaces in place of each ending after an apostrophe, and a sign for the apostrophe of don't."""
    text = _with_straight(text)
    if "'" not in text:
        return text
    return _after_word().sub(lambda found: " " * len(found[0]) if len(found[0]) > 1 else sign, text)


def with_whole_words(text: str) -> str:
    """The text with its words as `whole_words` has them, but with every character at its old offset.

    A hidden character replaces what is removed within a word, and spaces what is removed after one.
    """
    others = {} if text.isascii() else replacements(non_ascii(text.encode("utf-8", "replace")))
    if not others:
        return without_endings(_with_after_non(text, WORD_JOINER), WORD_JOINER)
    pieces = [others.get(character, character) for character in text]
    origins = [offset for offset, piece in enumerate(pieces) for _ in piece]
    whole = "".join(pieces)
    characters = list(text)
    for found in _non(re.IGNORECASE).finditer(whole):
        characters[origins[found.end() - 1]] = WORD_JOINER
    for found in _after_word().finditer(_with_straight(whole)):
        for offset in range(*found.span()):
            characters[origins[offset]] = WORD_JOINER if len(found[0]) == 1 else " "
    return "".join(characters)


def fold(text: str) -> str:
    """The text for comparison, without regard to case, quotation marks, hyphens and spaces.

    `Baby ‘R’` and `baby r` are equal, and so are `sexual-abuse` and `Sexual  Abuse`.
    """
    if not text.isascii():
        import unicodedata

        seen = "".join([character for character in encodable(text) if character not in HIDDEN])
        text = unicodedata.normalize("NFKC", seen)
    return " ".join(text.casefold().translate(_FOLDING).split())


def spaced(text: str) -> str:
    """The words of a text with a space around each, so that `in` finds whole words only."""
    return " ".join(["", *re.findall(r"\w+", text), ""])


def slugify(text: str) -> str:
    """The folded text as a piece of an id: letters and digits of any script, joined by hyphens."""
    return "-".join(re.findall(r"\w+", fold(text)))


def counted(number: int, word: str) -> str:
    """A number with the noun it counts, such as `1 review` or `2,000 reviews`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def listed(words: Sequence[str], last: str = "or") -> str:
    """Words joined as in a sentence: `a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def few(words: Iterable[str], most: int = 20) -> str:
    """Words joined as in a sentence, each once; of more than `most` the first, and how many more there are."""
    told = list(dict.fromkeys(words))
    more = len(told) - most
    return listed([*told[:most], f"{more:,} more"] if more > 1 else told, "and")
