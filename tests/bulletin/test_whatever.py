"""Whatever text goes in: no error, no word lost, evidence that stands where it says, and a collection that can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casereviews.bulletin import importing, source
from casereviews.bulletin.drafter import Bulletin, Drafter
from casereviews.editing import edits
from casereviews.errors import DataError
from casereviews.library import vocabularies
from casereviews.model.sections import SECTIONS
from casereviews.reading import dataset
from helpers import BULLETINS, examples

MODEST = examples(40)
MANY = settings(max_examples=1_500, deadline=None, derandomize=False)

TERMS = vocabularies.coding_vocabulary()
DRAFTER = Drafter(TERMS)
FILES = {path.name: path.read_bytes() for path in sorted(BULLETINS.glob("[bcd]*.txt"))}
TEXTS = {name: "\n".join(line.text for line in source.decode(data, name).lines) for name, data in FILES.items()}

# The words that lead in a part, which may go: what they say is where the text after them stands.
LEAD_INS = {
    "learning", "includes", "include", "included", "including", "focuses", "focus", "focused", "on", "themes",
    "lessons", "findings", "issues", "key", "main", "identified", "the", "of", "recommendations", "recommendation",
    "to", "for", "are", "made", "around", "partnership", "makes", "make", "no", "but", "a", "number", "that",
    "covering", "background", "model", "keywords", "read", "download", "overview", "report", "executive", "summary",
    "other", "resource", "resources", "pdf", "lists", "sets", "out", "records", "tells", "what", "actions", "steps", "changes",
    "has", "have", "been", "were", "done", "taken", "already", "since", "among", "them", "following",
}  # fmt: skip

# The review that such a lead-in may name; of two that do, one is enough.
WHOSE = re.compile(
    r"\b(learning|lessons|findings|issues) (?:from|in|by|of) (?:the|this|a) "
    r"(?:(?:serious|case|child|local|safeguarding|practice) )*review(?= include| are| identified|:)",
    re.IGNORECASE,
)

# What stands before an item of a list, or before a title.
NUMBER = re.compile(r"\W*(?:\d{1,3}[.)]|(?:[a-z]|[ivx]{1,4})[.)](?!\w)|o |[^\W\d_]\t)", re.IGNORECASE)


def words(text: str) -> Counter[str]:
    """The words of a text; a raised number is a mark, and refers to a footnote."""
    return Counter(found.casefold() for found in re.findall(r"[^\W_\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+", text))


def wanted(text: str) -> Counter[str]:
    """The words of a text that must not be lost."""
    lines = [WHOSE.sub(r"\1", line) for line in text.split("\n")]
    found = words("\n".join(NUMBER.sub(" ", line, count=1) if NUMBER.match(line) else line for line in lines))
    return Counter({word: count for word, count in found.items() if word not in LEAD_INS})


def parted(text: str, had: Counter[str]) -> Counter[str]:
    """The halves of words that the end of a line parts, and that are one word of those that are there."""
    pairs = re.findall(r"([^\W_]+)[-¬][^\S\n]*\n\s*([^\W_]+)", text.casefold())
    return Counter(half for first, last in pairs if first + last in had for half in (first, last))


def kept(bulletin: Bulletin) -> Counter[str]:
    """The words of a bulletin that are in its records, or reported as belonging to none."""
    texts = [bulletin.title, bulletin.source, *(line.text for line in bulletin.unplaced)]
    texts += [line.text for aside in bulletin.asides for line in aside.lines]
    for review in bulletin.reviews:
        texts += [review["title"], review.get("summary"), *review.get("notes", ())]
        texts += [point["text"] for name in SECTIONS.values() for point in review.get(name, ())]
        texts += [resource["label"] for resource in review.get("resources", ())]
        # Whom a lead-in speaks to stands beside the agencies that were read in it.
        texts += [item["words"] for item in review["evidence"] if "words" in item and "start" not in item]
    return words("\n".join(filter(None, texts)))


def place(review: dict[str, Any], where: str) -> str:
    """The text that evidence names."""
    if where in ("title", "summary"):
        return str(review[where])
    held = review["notes"] if where[0] == "N" else review[SECTIONS[where[0]]]
    item = held[int(where[1:]) - 1]
    return str(item if where[0] == "N" else item["text"])


def check_evidence(review: dict[str, Any]) -> None:
    for item in review["evidence"]:
        assert item["confidence"] == ("check" if "why" in item else "likely")
        if "start" in item:
            assert item["words"], item
            assert place(review, item["where"])[item["start"] : item["end"]] == item["words"]


def check_written(found: Bulletin) -> None:
    """What is written is a collection without a problem, which says what the drafts say."""
    if not found.reviews:
        return
    gathered = importing.Gathered([found], [])
    reviews, doubles = importing.new_reviews(gathered, "home")
    assert len(reviews) + len(doubles) == len(found.reviews)
    ids = [review["id"] for review in reviews]
    assert len(set(ids)) == len(ids)
    text = edits.entries_of(importing.collection(gathered, "home", reviews))
    read = dataset.read(text.encode(), "collection.yaml", TERMS)
    assert [review.id for review in read.reviews] == ids
    for review, draft in zip(read.reviews, reviews, strict=True):
        assert review.title == draft["title"]
        assert review.summary == draft.get("summary")
        assert [statement.text for statement in review.statements] == [
            point["text"] for name in SECTIONS.values() for point in draft.get(name, ())
        ]
        assert review.notes == tuple(draft.get("notes", ()))
    doubts = importing.doubts(gathered, reviews)
    told = [str(doubt.words).split(" / ") for doubt in doubts if doubt.field == "unplaced"]
    assert {text for words in told for text in words} == {
        text for line in found.unplaced for text in line.text.split(" / ")
    }


def check(data: bytes) -> Bulletin | None:
    """Read bytes, and hold what comes of them against them; None where they are refused, as no bulletin is."""
    try:
        read = source.decode(data, "bulletin.txt")
    except DataError:
        return None
    found = DRAFTER.read(read)
    text = "\n".join(line.text for line in read.lines)
    had = kept(found)
    lost = wanted(text) - had
    assert not lost - parted(text, had), lost
    for review in found.reviews:
        check_evidence(review)
    check_written(found)
    return found


# --- Bulletins as they are, and in other forms ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("beside", "left"),
    [
        ("", []),
        (", 2 MB, 44 pages", []),
        (" document; opens in new window", []),
        ("×0", ["×0"]),
        (", draft", ["draft"]),
    ],
)
def test_what_stands_beside_a_format_is_kept_unless_it_is_its_size(beside: str, left: list[str]) -> None:
    text = "May 2031\n\n2031 – Northmere – Child Ash\n\nDeath of a girl.\nLearning: ask.\nRead the overview (PDF%s)\n"
    found = DRAFTER.read(source.decode((text % beside).encode(), "bulletin.txt"))
    assert found.reviews[0]["resources"] == [{"label": "Overview", "format": "PDF"}]
    assert [line.text.strip(" ,") for line in found.unplaced] == left


@pytest.mark.parametrize("name", FILES)
def test_no_word_of_a_bulletin_is_lost(name: str) -> None:
    found = check(FILES[name])
    assert found
    assert found.reviews


@pytest.mark.parametrize(
    "form",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.encode("cp1252"),
        lambda text: f"{text}\n\n\n".encode(),
        lambda text: text.replace(" ", "\xa0").encode(),
        lambda text: text.replace("a", "a\xad\u200b").encode(),
    ],
)
def test_the_form_of_a_bulletin_makes_no_difference(form: Callable[[str], bytes]) -> None:
    """Line ends, encodings, spaces that do not break, and what cannot be seen."""
    text = TEXTS["b08-nested-addressees.txt"]
    assert check(form(text)) == DRAFTER.read(source.decode(text.encode(), "bulletin.txt"))


# --- Bulletins that were spoilt ---------------------------------------------------------------------------------------

BITS = st.sampled_from(
    [
        "Learning includes: ", "Key issues: ", "includes: ", "Recommendations include: ", "Model: ", "Keywords: ",
        "Makes no recommendations but ", "Makes recommendations covering ", "Background: ", "Other resources ",
        "Read the overview report (PDF)", "Child A", "Child F1: serious case review", "2014 - Ashdale - Child C",
        "2012Ashdale – Child J", "December 2014 - ", "(1) ", "2. ", "• ", "a; b; c", ";", "(", ")", "\u2028", "\xa0",
        "½", "İ", "ß", "ﬁ", "\U0001f600", "\u0301", "–", "aged 99 and ", "aged 0 ", "under 13", "in January 2014 ",
        "31 February 2011", "1999/00", "0th birthday", "²", "٣ weeks", "twins", "two boys", "; to the police: ",
        "to housing: ", "e.g. ", "...", '"', "'", "# ", "- ", "key: value", "[x]", "{a}", "&a *a !t |>%@`~", "null",
        "\t", "x" * 300, "\n", "\n\n", " ", ". ",
    ]
)  # fmt: skip
PIECES = st.one_of(BITS, st.text(max_size=20))


def edited(lines: list[str], what: str, first: int, second: int, piece: str) -> list[str]:
    """The lines of a text after one accident; the numbers choose where."""
    here, there = first % len(lines), second % len(lines)
    line = lines[here]
    cut = second % (len(line) + 1)
    if what == "delete":
        return [*lines[:here], *lines[here + 1 :]] or [""]
    if what == "double":
        return [*lines[:there], line, *lines[there:]]
    if what == "swap":
        swapped = list(lines)
        swapped[here], swapped[there] = lines[there], line
        return swapped
    if what == "wrap":
        width = 20 + second % 120
        return [line[at : at + width] for line in lines for at in range(0, max(1, len(line)), width)]
    if what == "join":
        return [*lines[:here], " ".join(lines[here : here + 2]), *lines[here + 2 :]]
    if what == "close up":
        return [line for line in lines if line] or [""]
    changed = {
        "cut": [line[:cut], line[cut:]],
        "upper": [line.upper()],
        "lower": [line.lower()],
        "insert": [line[:cut] + piece + line[cut:]],
        "space": [line, ""],
    }[what]
    return [*lines[:here], *changed, *lines[here + 1 :]]


PLACES = st.integers(0, 5_000)
WHAT = st.sampled_from(
    ["delete", "double", "swap", "cut", "join", "upper", "lower", "insert", "insert", "space", "close up", "wrap"]
)


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """Some lines of a bulletin, after some accidents."""
    lines = draw(st.sampled_from(list(TEXTS.values()))).split("\n")
    start = draw(st.integers(0, len(lines) - 1))
    lines = lines[start : start + draw(st.integers(1, 30))]
    for _ in range(draw(st.integers(1, 8))):
        lines = edited(lines, draw(WHAT), draw(PLACES), draw(PLACES), draw(PIECES))
    return draw(st.sampled_from(["\n", "\r\n", "\r", "\n\n"])).join(lines)


@MODEST
@given(spoilt())
def test_no_word_of_a_spoilt_bulletin_is_lost(text: str) -> None:
    check(text.encode(errors="replace"))


@pytest.mark.slow
@MANY
@given(spoilt())
def test_no_word_of_many_spoilt_bulletins_is_lost(text: str) -> None:
    check(text.encode(errors="replace"))


# --- Any text, and any bytes ------------------------------------------------------------------------------------------


@MODEST
@given(st.lists(PIECES, max_size=30).map("".join))
@example("2014 - Ashdale - Child C\n;\n(1)\n•")
@example("Child A\nLearning includes:\n\nChild A\nRecommendations include: ;;\nKeywords:")
@example("\u0301\n\nChild C\nÅ boy of ½ year\u0301 died in May 2014.\nLearning: a\x85b; \u2029c")
@example("0[0]")
def test_no_word_of_any_text_is_lost(text: str) -> None:
    check(text.encode(errors="replace"))


@pytest.mark.slow
@MANY
@given(st.lists(PIECES, max_size=60).map("".join))
def test_no_word_of_many_texts_is_lost(text: str) -> None:
    check(text.encode(errors="replace"))


@MODEST
@given(st.binary(max_size=300).map(lambda data: b"Child A: serious case review\n" + data))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check(data)


def test_no_word_of_a_very_long_review_is_lost() -> None:
    """However much a review tells, and however many points it makes."""
    told = " ".join(f"The boy was seen at home on day {day}." for day in range(2_000))
    points = "; ".join(f"visit {number} was not recorded" for number in range(500))
    found = check(f"2014 – Ashdale – Child C\n{told}\nLearning includes: {points}.".encode())
    assert found
    (review,) = found.reviews
    assert review["summary"] == told
    assert len(review["learning"]) == 500


def test_reviews_that_bulletins_list_again_and_again() -> None:
    """Ids stay unique, and a review that is there twice is told of once for each time."""
    one = "2014 – Ashdale – Child C\nA boy aged {} died in May {}.\nLearning includes: {}.\n\n"
    texts = [
        one.format(f"{age} years", 2010 + age, f"nobody asked about the {word}") for age, word in enumerate(WORDS, 3)
    ]
    found = check("".join([*texts, texts[0]]).encode())
    assert found
    gathered = importing.Gathered([found, found], [])
    reviews, doubles = importing.new_reviews(gathered, "home")
    assert [review["id"] for review in reviews][:3] == [
        "2014/child-c", "2014/ashdale-child-c", "2014/child-c-2"
    ]  # fmt: skip
    assert len({review["id"] for review in reviews}) == len(reviews) == 7
    assert [double.id for double in doubles] == ["2014/child-c", *(review["id"] for review in reviews), "2014/child-c"]


WORDS = ["kitchen", "grandfather", "school trip", "broken window", "medicine", "bicycle", "neighbour next door"]
