"""Time grows with the size of a bulletin, and with nothing that it says."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import pytest

import pump
from casereviews.bulletin.drafter import Drafter
from casereviews.bulletin.source import decode
from casereviews.library import vocabularies
from helpers import BULLETINS

DRAFTER = Drafter(vocabularies.coding_vocabulary())
MOST = 8  # times as long for four times as much: between what is in proportion (4) and what is its square (16)
LEAST = 0.02  # seconds, which no difference counts below
ALLOWED = 2 / 100_000  # seconds for a byte

TITLE = "2014 – Ashdale – Child C\n"
PIECES = [
    "Learning includes: ", "Learning ", "Key learning ", "Issues identified ", "includes: ", "a; ", ";", "(", ")", "((", "();",
    "Child A, ", "Child A and ", "Children ", "7", "1 2 ", "1. ", "– ", "-", "- a ", "– a – ", "2014 ",
    "between May and ", "aged 1 and ", "aged 1, ", "under 1 ", "less than 1 ",
    "twenty-one ", "a boy aged 3, ", "boy of 3 ", "two boys ", "twins ", "third birthday ", "to the police: ", "; to the police: ",
    "Recommendations ", "Recommendations to the x x x x ", "Recommendations to the x: ", "Makes recommendations ",
    "Makes a a a ", "Makes no recommendations ", "Makes no recommendations but ", "Read the ", "Read the overview report ",
    "(PDF ", "Keywords: ", "a, ", "Model: ", "Background: ", "Actions taken ", "“", "'", "\"", "’", "A ", "A. ", "a. ", "a.b.", "e.g. ",
    "...", "?", "! ", ": ", "x", "X", "x ", "the ", "of ", "by the ", "and ", ", and ", ", who was ", "his mother ", "he ", "not ",
    "mother was charged with ", "charged with x and ", "on suspicion of ", "at first thought ", "initially ", "ruled out ",
    "murder ", "neglect ", "housing police ", "death of a ", "Serious Case Review: ",
    "Child F1: serious case review. ", "Child I. Area: Board. ", "full final ", "into of on ", "repository ", "three case reviews ",
    "é", "İ", "½", "\u0301", "\U0001f600", "\t", "\xa0",
]  # fmt: skip
FORMS: dict[str, Callable[[str], str]] = {
    "in what happened": lambda text: f"{TITLE}A boy died. {text}",
    "in the learning": lambda text: f"{TITLE}A boy died.\nLearning includes: {text}",
    "as the only line": lambda text: f"Child A {text}",
    "as many lines": lambda text: TITLE + text.replace(" ", "\n"),
    "as short lines": lambda text: TITLE + "\n".join(text[at : at + 70] for at in range(0, len(text), 70)),
    "in many entries": lambda text: "\n\n".join(TITLE + text[at : at + 500] for at in range(0, len(text), 500)),
    "as many titles": lambda text: "\n\n".join(
        f"1. Child A {text[at : at + 150]}\nA boy died." for at in range(0, len(text), 150)
    ),
}


def seconds(data: bytes, tries: int = 3, enough: float = 0) -> float:
    """The least time of some readings that this process worked; a reading that took less than enough is the last."""
    least = float("inf")
    for _ in range(tries):
        begun = time.process_time()
        DRAFTER.read(decode(data, "bulletin.txt"))
        least = min(least, time.process_time() - begun)
        if least <= enough:
            break
    return least


def read(text: str) -> None:
    DRAFTER.read(decode(text.encode(), "bulletin.txt"))


def check_growth(text_of_size: Callable[[int], bytes], size: int) -> None:
    """Four times as much takes little more than four times as long, in one pair of readings of some at least."""
    times = pump.growth(lambda data: DRAFTER.read(decode(data, "bulletin.txt")), text_of_size, size, LEAST)
    assert times <= MOST, f"four times as much takes {times:.1f} times as long"


def text_of(form: str, piece: str, size: int) -> bytes:
    return FORMS[form](piece * (size // len(piece))).encode()


@pytest.mark.parametrize("form", FORMS)
def test_more_text_takes_as_much_more_time(form: str) -> None:
    """Of everything that means something, one after the other."""
    check_growth(partial(text_of, form, "".join(PIECES)), 3_000)


@pytest.mark.parametrize("piece", ["Child A, ", "(", "a; ", "aged 1 and ", "; to the police: "])
def test_words_that_may_take_long(piece: str) -> None:
    check_growth(partial(text_of, "in what happened", piece), 2_500)


BREAK, CRLF = "\n", "\r\n"  # which stand in no replacement field of Python 3.11
PAGE = f"<h2>{TITLE}</h2><p>Death of a boy.</p>"
GREW: dict[str, Callable[[int], str]] = {
    "dashes after an age": lambda size: f"{TITLE}Death of a 3-year-old\n{'-' * size}\nin March 2013.",
    "hyphens after an age": lambda size: f"{TITLE}Death of a 3-year-old {'a-' * (size // 2)}",
    "words before a number of reviews": lambda size: f"{'child ' * (size // 6)}\n{TITLE}A boy died.",
    "ages": lambda size: f"{TITLE}Death of {'5, ' * (size // 3)}",
    "what is a child's": lambda size: f"{TITLE}{'child’s ' * (size // 8)}died.",
    "charges of nothing": lambda size: f"{TITLE}A man was convicted. He was {'tried ' * (size // 6)}",
    "words after a charge": lambda size: f"{TITLE}A man was convicted. He was charged with {'and ' * (size // 4)}",
    "formats left open": lambda size: f"{TITLE}A boy died.\nRead the report {'(PDF ' * (size // 5)}",
    "topics": lambda size: f"Case reviews on topics including: {'a and ' * (size // 6)}a, b\n\n{TITLE}A boy died.",
    "words that join in a title": lambda size: f"2014 – Ashdale – Child C {'in ' * (size // 3)}x\n\nA boy died.",
    "pronouns": lambda size: f"{TITLE}Death of a 4-week-old {'he ' * (size // 3)}",
    "lists that may be of keywords": lambda size: TITLE + "A boy died.\n" + "a, b, c\n" * (size // 8),
    "points for nobody in particular": lambda size: f"{TITLE}A boy died.\n" + "".join(
        f"Recommendations to the x{number}: see him.\n\n" for number in range(size // 40)),
    "blank lines": lambda size: f"{TITLE}A boy died.\n{BREAK * size}x",
    "CR LF blank lines": lambda size: f"{TITLE}A boy died.\r\n{CRLF * (size // 2)}x",
    "links": lambda size: PAGE + "<p>" + "".join(
        f"<a href=/{number}>Read the report {number}.</a> " for number in range(size // 40)),
    "ends of what did not begin": lambda size: PAGE + "<b>" * (size // 7) + "</i>" * (size // 7),
    "ends that are out of reach": lambda size: f"{PAGE}<i><table><tr><td>{'<b>' * (size // 7)}{'</i>' * (size // 7)}",
}  # fmt: skip


@pytest.mark.parametrize("form", GREW)
def test_what_once_took_long(form: str) -> None:
    """Some of it did not end; some took time with the square of the text."""
    assert pump.growth(read, GREW[form], 4_500, LEAST) == 1


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("piece", PIECES)
def test_no_words_take_long(piece: str, form: str) -> None:
    check_growth(partial(text_of, form, piece), 5_000)


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
def test_a_hundred_kilobytes_of_the_same_words(piece: str) -> None:
    data = text_of("in what happened", piece, 100_000)
    assert seconds(data, 5, ALLOWED * len(data)) < ALLOWED * len(data)


def bulletins(size: int) -> bytes:
    """So many bytes of bulletins, one after the other."""
    texts = [path.read_text("utf-8").strip() for path in sorted(BULLETINS.glob("b*.txt"))]
    text = "\n\n".join(texts)
    return "\n\n".join([text] * (size // len(text) + 1)).encode()[:size]


def test_more_bulletins_take_as_much_more_time() -> None:
    check_growth(bulletins, 20_000)


@pytest.mark.slow
def test_ten_megabytes_of_bulletins() -> None:
    """Less than twenty times as long as one."""
    assert seconds(bulletins(10_000_000), tries=1) < 20 * seconds(bulletins(1_000_000), tries=2)
