"""Text as data: folding, showing safely, escaping in JSON."""

from __future__ import annotations

import json
import re
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casereviews.text import (
    as_argument,
    encodable,
    escape_controls,
    fold,
    has_controls,
    one_line,
    quoted,
    shorten,
    slugify,
    visible,
    without_controls,
    wrapped,
)
from helpers import examples

MODEST = examples(100)

# How Unicode derives Default_Ignorable_Code_Point: what is listed as such, variation selectors and format characters,
# but for those that are seen. Code points of the ranges that nothing is assigned to yet are among what is listed.
LISTED = {
    *map(chr, (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x3164, 0xFFA0)),
    *map(chr, range(0xFFF0, 0xFFF9)),
    *map(chr, range(0xE0000, 0xE1000)),
}
ANNOTATIONS = {*map(chr, range(0xFFF9, 0xFFFC))}  # of which Unicode says only that they are not for plain text
SEEN = ("ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN HIEROGLYPH")  # whose format characters surround digits or join signs


def is_unseen(character: str) -> bool:
    """Whether nothing is shown for a character: by Unicode's own properties, not by the program's list."""
    category = unicodedata.category(character)
    if category == "Cf":
        name = unicodedata.name(character)
        return not name.startswith(SEEN) or name == "ARABIC LETTER MARK"
    if category == "Mn" and "VARIATION SELECTOR" in unicodedata.name(character):
        return True
    return character in LISTED or character in ANNOTATIONS


CHARACTERS = [chr(point) for point in range(sys.maxunicode + 1)]
UNSEEN = {character for character in CHARACTERS if is_unseen(character)} | {*"\ufffe\uffff"}  # and no XML has these


def misleads(character: str) -> bool:
    """Whether a character may not reach a reader."""
    if character in "\n\t":
        return False
    return unicodedata.category(character) in {"Cc", "Zl", "Zp", "Cs"} or character in UNSEEN


UNSAFE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(sorted(UNSEEN)),
        st.sampled_from("\x00\x07\x08\x1b\x7f\x80\x9b\u2028\u2029\ud800\udfff\U000e0001\U000e007f\n\t\r"),
    )
)


# --- Folding --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Baby ‘R’", "baby r"),
        ("Baby 'R'", "baby r"),
        ('"Baby" `R`', "baby r"),
        ("«Baby» „R“", "baby r"),
        ("sexual-abuse", "sexual abuse"),
        ("Sexual  Abuse", "sexual abuse"),
        ("sexual_abuse", "sexual abuse"),
        ("sexual\u2011abuse", "sexual abuse"),
        ("2022–02/Child—RS", "2022 02 child rs"),
        ("\tChild\u00a0RS\n", "child rs"),
        ("A&E", "a and e"),
        ("A & E", "a and e"),
        ("STRASSE straße", "strasse strasse"),
        ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
        ("child's", "childs"),
        ("", ""),
        ("'-'", ""),
        ("a\ud800b", "a?b"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@MODEST
@given(UNSAFE)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@MODEST
@given(st.text(st.characters(max_codepoint=0x24F)))
def test_folding_knows_no_case(text: str) -> None:
    assert fold(text.upper()) == fold(text.upper().lower())


@MODEST
@given(
    st.lists(st.text("abcXYZ09", min_size=1), min_size=1),
    st.sampled_from([" ", "-", "_", "/", "\u2011", "\u2013", "\u2014", "\u2212", "\u00a0", "\t", " - "]),
    st.sampled_from(["", "'", '"', "`", "‘", "’", "“", "”", "«", "»"]),
)
def test_folding_knows_neither_quotation_marks_nor_kinds_of_space(words: list[str], between: str, quote: str) -> None:
    assert fold(between.join(f"{quote}{word}{quote}" for word in words)) == " ".join(words).lower()


# --- Slugs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Child RS", "child-rs"),
        ("Baby 'R'", "baby-r"),
        ("Child A & Child B", "child-a-and-child-b"),
        ("Zoë (2)", "zoë-2"),
        ("  Éva / Ёлка  ", "éva-ёлка"),
        ("O’Shea", "oshea"),
        ("nspcc_february_2022", "nspcc-february-2022"),
        ("???", ""),
        ("", ""),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug


@MODEST
@given(UNSAFE)
def test_a_slug_is_words_joined_by_hyphens(text: str) -> None:
    slug = slugify(text)
    assert slug == "" or re.fullmatch(r"\w+(-\w+)*", slug)
    assert slugify(slug) == slug


# --- Showing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("\x1b]0;title\x07", "<U+001B>]0;title<U+0007>"),
        ("\x9b31m", "<U+009B>31m"),
        ("a\rb", "a<U+000D>b"),
        ("\x7f", "<U+007F>"),
        ("abc\u202edef", "abc<U+202E>def"),
        ("a\u200bb", "a<U+200B>b"),
        ("\ufeffa", "<U+FEFF>a"),
        ("\ud83d", "<U+D83D>"),
        ("\U000e0041", "<U+E0041>"),
        ("é ß 字 😀 👨\u200d👩", "é ß 字 😀 👨<U+200D>👩"),
        ("safe\u00adguarding", "safe<U+00AD>guarding"),
        ("Child\u3164A", "Child<U+3164>A"),
        ("a\ufff9b\ufffac\ufffbd", "a<U+FFF9>b<U+FFFA>c<U+FFFB>d"),
        ("a\u034f\uffa0\u115f\u17b4\ufe0f\U000e0101", "a<U+034F><U+FFA0><U+115F><U+17B4><U+FE0F><U+E0101>"),
        ("[mother] :skull: <b>", "[mother] :skull: <b>"),
    ],
)
def test_controls_are_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@MODEST
@given(UNSAFE)
@example("".join(map(chr, range(0x300))))
@example("".join(map(chr, range(0x2000, 0x2100))))
@example("".join(map(chr, range(0xD7F0, 0xE010))))
def test_what_is_shown_never_has_a_control(text: str) -> None:
    shown = visible(text)
    assert [character for character in shown if misleads(character)] == []
    assert has_controls(text) is (shown != text)
    assert not has_controls(shown)


def test_every_character_is_shown_or_written_out() -> None:
    """Alone and within a text, of whatever width its characters are stored in."""
    for start in range(0, len(CHARACTERS), 256):
        block = CHARACTERS[start : start + 256]
        shown = "".join(f"<U+{ord(character):04X}>" if misleads(character) else character for character in block)
        assert visible("".join(block)) == shown
    assert len(UNSEEN) > 4000
    for around in ("plain", "é", "’", "😀"):
        assert [character for character in UNSEEN if not has_controls(f"{around}{character}{around}")] == []
        assert not has_controls(around)


@MODEST
@given(UNSAFE.filter(lambda text: "<U+" not in text))
def test_what_is_shown_tells_what_was_there(text: str) -> None:
    assert re.sub("<U\\+([0-9A-F]{4,6})>", lambda found: chr(int(found[1], 16)), visible(text)) == text


@MODEST
@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"]).filter(lambda it: it not in UNSEEN)))
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    assert visible(text) == text


@MODEST
@given(UNSAFE)
def test_without_controls_nothing_else_changes(text: str) -> None:
    assert without_controls(text) == "".join(character for character in text if not misleads(character))


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\nb", "a b"), ("  a\t\tb  ", "a b"), ("a\u2028b", "a<U+2028>b"), ("a\r\nb", "a<U+000D> b"), ("", "")],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abc..."),
        ("two\nlines", 80, "two lines"),
        ("x" * 80, 80, "x" * 80),
        ("x" * 81, 80, "x" * 77 + "..."),
        ("x" * 1_000_000, 80, "x" * 77 + "..."),
        ("\x1b", 80, "<U+001B>"),
    ],
)
def test_shortening(text: str, width: int, short: str) -> None:
    assert shorten(text, width) == short


@MODEST
@given(UNSAFE, st.integers(4, 100))
def test_a_short_text_keeps_to_its_width(text: str, width: int) -> None:
    short = shorten(text, width)
    assert len(short) <= width
    assert "\n" not in short
    assert not has_controls(short)


# --- JSON and bytes -------------------------------------------------------------------------------


@MODEST
@given(st.recursive(UNSAFE, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(UNSAFE, inner, max_size=4)))
@example("\x7f\x9b\u202e\ud800\U000e0041")
def test_escaped_json_is_safe_and_loses_nothing(value: object) -> None:
    escaped = escape_controls(json.dumps(value, ensure_ascii=False))
    assert json.loads(escaped) == value
    assert not has_controls(escaped)


def test_escapes_are_those_of_json() -> None:
    assert escape_controls('"a\u202e\x7f\U000e0041"') == '"a\\u202e\\u007f\\udb40\\udc41"'
    assert escape_controls('{"a": "é 字 😀"}') == '{"a": "é 字 😀"}'


@MODEST
@given(UNSAFE)
def test_encodable_text_can_be_encoded(text: str) -> None:
    made = encodable(text)
    assert made.encode().decode() == made
    assert len(made) == len(text)
    assert all(new == old or (new == "?" and "\ud800" <= old <= "\udfff") for new, old in zip(made, text, strict=True))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("neglect", '"neglect"'),
        ("", '""'),
        ("two\nlines\t here", '"two lines here"'),
        ("\x1b[31m", '"<U+001B>[31m"'),
        ("x" * 80, f'"{"x" * 80}"'),
        ("x" * 81, f'"{"x" * 80}"'),
    ],
)
def test_what_was_typed_is_quoted(typed: str, said: str) -> None:
    assert quoted(typed) == said


# --- Lines of a terminal ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "  two"]),
        ("one two three", 9, ["one two", "  three"]),
        ("a /a/long/name b", 6, ["a", "  /a/long/name", "  b"]),
        ("two  spaces stay", 11, ["two  spaces", "  stay"]),
        ("  a margin stays", 10, ["  a margin", "  stays"]),
        ("one\ntwo three", 5, ["one", "two", "  three"]),
        ("子ども の名", 9, ["子ども", "  の名"]),
        ("子ども の名", 11, ["子ども の名"]),
        ("e\u0301te\u0301 ici", 7, ["e\u0301te\u0301 ici"]),
    ],
)
def test_lines_break_between_words(text: str, width: int, lines: list[str]) -> None:
    """A word that is longer than the line has one of its own; what comes after the first line has a margin."""
    assert wrapped(text, width) == lines


@given(st.text("ab \n宮", max_size=80), st.integers(1, 40))
def test_broken_lines_lose_nothing(text: str, width: int) -> None:
    """The same words in the same order, in lines that are no wider unless a single word is."""
    lines = wrapped(text, width)
    assert " ".join(lines).split() == text.split()
    assert [line for line in lines if len(line) > width and len(line.split()) > 1] == []


@pytest.mark.parametrize(
    ("name", "typed", "on_windows"),
    [
        ("may.yaml", "may.yaml", "may.yaml"),
        ("../reviews/2031-05_é.yaml", "../reviews/2031-05_é.yaml", "../reviews/2031-05_é.yaml"),
        ("C:\\Users\\Jo\\may.yaml", "'C:\\Users\\Jo\\may.yaml'", "C:\\Users\\Jo\\may.yaml"),
        ("C:\\our reviews\\", "'C:\\our reviews\\'", '"C:\\our reviews\\\\"'),
        ("our reviews.yaml", '"our reviews.yaml"', '"our reviews.yaml"'),
        ("~may.yaml", '"~may.yaml"', "~may.yaml"),
        ("-may.yaml", "./-may.yaml", "./-may.yaml"),
        ("", '""', '""'),
        ("a&b;(1).yaml", '"a&b;(1).yaml"', '"a&b;(1).yaml"'),
        ("$(rm x) it's.yaml", "'$(rm x) it'\\''s.yaml'", '"$(rm x) it\'s.yaml"'),
        ('a "b".yaml', "'a \"b\".yaml'", None),
    ],
)
def test_a_file_in_a_command_that_is_told_can_be_typed(name: str, typed: str, on_windows: str | None) -> None:
    assert as_argument(name, is_windows=False) == typed
    assert on_windows is None or as_argument(name, is_windows=True) == on_windows
