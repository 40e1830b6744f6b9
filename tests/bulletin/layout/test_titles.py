"""Title lines: which lines are titles, and what stands in them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.bulletin.english import MONTHS, month_number
from casereviews.bulletin.layout.headline import is_headline
from casereviews.bulletin.layout.names import NAME
from casereviews.bulletin.layout.titles import Titles, without_number
from casereviews.library import vocabularies

TITLES = Titles(vocabularies.coding_vocabulary())

FACTS = [
    # A number, and the type before the name or after it.
    ("1. Local Child Safeguarding Practice Review: Child AB", "Child AB", "lcspr", None, None),
    ("12) Local Child Safeguarding Practice Review: executive summary: Child AB", "Child AB", "lcspr", None, None),
    ("3. Baby ‘K’: Local Child Safeguarding Practice Review", "Baby 'K'", "lcspr", None, None),
    ("4. Serious Case Review: Child T (full overview report)", "Child T", "scr", None, None),
    ("5. Serious Case Review Child T: a fall from a window (executive summary)", "Child T", "scr", None, None),
    ("6. Orla: Serious Case Review", "Orla", "scr", None, None),
    # A name in quotation marks among other words.
    ("Serious Case Review: the “Hazel” family", "Hazel", "scr", None, None),
    ('Serious Case Review: the "Hazel" family', "Hazel", "scr", None, None),
    ("7. Child Safeguarding Practice Review: Family Q", "Family Q", "lcspr", None, None),
    # Year, place and name, between dashes of any kind.
    ("2025 – Calderhythe – Baby A", "Baby A", None, "Calderhythe", "2025"),
    ("2025 - Calderhythe - Baby A", "Baby A", None, "Calderhythe", "2025"),
    ("2025 — Calderhythe — Baby A", "Baby A", None, "Calderhythe", "2025"),
    ("2025 – Calderhythe - Baby A", "Baby A", None, "Calderhythe", "2025"),
    ("2025- Calderhythe – Baby A", "Baby A", None, "Calderhythe", "2025"),
    ("2025–Calderhythe–Baby A", "Baby A", None, "Calderhythe", "2025"),
    ("2025 – Baby A", "Baby A", None, None, "2025"),
    ("2025 – Anonymous – Baby A", "Baby A", None, None, "2025"),
    ("2025 - anonymous LSCB - Baby A", "Baby A", None, None, "2025"),
    ("2025 – Unnamed local authority – Baby A", "Baby A", None, None, "2025"),
    ("2012Calderhythe – Child J", "Child J", None, "Calderhythe", "2012"),
    ("2012 Calderhythe – Child J", "Child J", None, "Calderhythe", "2012"),
    ("2019 – North Wexdale and Tornhythe – Child J", "Child J", None, "North Wexdale and Tornhythe", "2019"),
    ("2020 – Eastmere – Orla", "Orla", None, "Eastmere", "2020"),
    ("2020 – Eastmere – Child B (Local Child Safeguarding Practice Review)", "Child B", "lcspr", "Eastmere", "2020"),
    # A month with the year.
    ("December 2014 - Calderhythe - Child C", "Child C", None, "Calderhythe", "2014-12"),
    ("Dec 2014 – Calderhythe – Child C", "Child C", None, "Calderhythe", "2014-12"),
    ("Sept. 2014 – Calderhythe – Child C", "Child C", None, "Calderhythe", "2014-09"),
    ("May 2014 – Child C", "Child C", None, None, "2014-05"),
    # A name alone, and a type after a colon.
    ("Baby C", "Baby C", None, None, None),
    ("Child F1: serious case review", "Child F1", "scr", None, None),
    ("Child F1: Serious Case Review", "Child F1", "scr", None, None),
    ("Siblings A and B", "Siblings A and B", None, None, None),
    ("Children K, L and M", "Children K, L and M", None, None, None),
    ("Child X and Child Y", "Child X and Child Y", None, None, None),
    ("Young Person Z", "Young Person Z", None, None, None),
    ("Child A1 and A2", "Child A1 and A2", None, None, None),
    ("14. Child A: born into fear", "Child A", None, None, None),
    ("Child A (March 2019)", "Child A", None, None, "2019-03"),
    ("Child A (2019)", "Child A", None, None, "2019"),
    ("Serious Case Review into the death of Child A", "Child A", "scr", None, None),
    ("Baby J. Serious case review", "Baby J", "scr", None, None),
    ("Ella-Mae: local child safeguarding practice review", "Ella-Mae", "lcspr", None, None),
    ("2019 – Eastmere – Serious case review in respect of Child D", "Child D", "scr", "Eastmere", "2019"),
    ("2018 – Mid-Wexdale – Young Man T", "Young Man T", None, "Mid-Wexdale", "2018"),
    ("2018 - Eastmere - Child P1 and Child P2", "Child P1 and Child P2", None, "Eastmere", "2018"),
    ("2021 – Eastmere – Child A (born 2010)", "Child A", None, "Eastmere", "2021"),
    # As a library cites a report.
    ("Child I. Calderhythe: Calderhythe Safeguarding Board. Holt, M. (2014)", "Child I", None, "Calderhythe", "2014"),
    ("Child I. Calderhythe: Calderhythe Safeguarding Board. Morven Holt (2014).", "Child I", None, "Calderhythe", "2014"),
    ("9. Child I. Calderhythe: Calderhythe Safeguarding Board. (2014)", "Child I", None, "Calderhythe", "2014"),
    # The nations.
    ("Child Practice Review: Child G", "Child G", "cpr-wales", None, None),
    ("Extended child practice review: Child G", "Child G", "cpr-wales", None, None),
    ("Significant Case Review: Child D", "Child D", "significant-case-review-scotland", None, None),
    ("Case management review: Child D", "Child D", "cmr-ni", None, None),
    ("Learning Review: Child D (Scotland)", "Child D", "learning-review-scotland", None, None),
    ("Learning Review: Child D", "Child D", "other", None, None),
    ("Rapid review: Child D", "Child D", "rapid-review", None, None),
    ("SCR: Child D", "Child D", "scr", None, None),
    ("LCSPR – Child D", "Child D", "lcspr", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "name", "kind", "area", "published"), FACTS, ids=lambda value: str(value)[:40])
def test_every_layout_of_a_title_gives_its_facts(
    line: str, name: str, kind: str | None, area: str | None, published: str | None
) -> None:
    """Each is known as a title, too, and its name is sure."""
    assert TITLES.is_title(line)
    title = TITLES.read(line)
    assert (title.name, title.review_type, title.area, title.published) == (name, kind, area, published)
    assert title.name_span is not None


@pytest.mark.parametrize("line", [line for line, *_ in FACTS])
def test_a_span_holds_what_it_is_of(line: str) -> None:
    title = TITLES.read(line)
    assert line.endswith(title.text)
    assert title.name_span
    assert title.text[slice(*title.name_span)].translate(str.maketrans("‘’", "''")) == title.name
    assert (title.area is None) == (title.area_span is None)
    if title.area_span:
        assert title.text[slice(*title.area_span)] == title.area
    assert (title.published is None) == (title.published_span is None)
    if title.published_span and title.published:
        assert title.published[:4] in title.text[slice(*title.published_span)]
    assert (title.review_type is None) == (title.type_span is None)
    if title.type_span:
        assert TITLES.type_of(title.text) == (title.review_type, *title.type_span)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Child ‘R’", "Child 'R'"),
        ("Child “R”", 'Child "R"'),
        ("2020 – Eastmere – ‘Orla’", "Orla"),
        ("Serious Case Review “Family T” (2026)", "Family T"),
        ("Calderhythe CPC: LR11", "LR11"),
        ("Baby R", "Baby R"),
    ],
)
def test_quotation_marks_in_a_name_become_straight_and_go_where_they_hold_all_of_it(line: str, name: str) -> None:
    assert TITLES.read(line).name == name


@pytest.mark.parametrize(
    ("line", "area", "is_sure"),
    [
        ("2025 – Eastmere – Baby A", "Eastmere", True),
        ("Child I. Eastmere: Eastmere Board. Holt, M. (2014)", "Eastmere", True),
        ("Serious case review: Child B (Eastmere)", "Eastmere", False),
        ("Serious case review: Child B, Eastmere", "Eastmere", False),
        ("Serious case review: Child B (Eastmere Safeguarding Children Board)", "Eastmere", True),
    ],
)  # fmt: skip
def test_a_place_is_sure_where_the_layout_has_one(line: str, area: str, is_sure: bool) -> None:
    title = TITLES.read(line)
    assert (title.name.split(",")[0], title.area, title.area_is_sure) == (title.name, area, is_sure)


@pytest.mark.parametrize("line", ["Review of a death in a reservoir", "Learning from a fire: overview report"])
def test_a_title_without_a_pseudonym_has_a_name_that_is_not_sure(line: str) -> None:
    title = TITLES.read(line)
    assert title.name
    assert title.name_span is None


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Learning includes: the voice of the child",
        "Key issues: Child B was not seen",
        "Recommendations include: see Child B",
        "Makes no recommendations",
        "Read the overview report (PDF)",
        "Read practice review (PDF)",
        "Other resources",
        "Model: a serious case review",
        "Keywords: infants, neglect",
        "Background: Child B died",
        "Death of a boy aged 4 years in May 2019.",
        "Child B was known to the police",
        "Child B died in hospital",
        "the serious case review of Child B",
        "Child protection conferences",
        "Serious case reviews should be read by all.",
        "In June 2031 two case reviews were published to the library",
        "Bulletin: June 2031",
        "2031 bulletin – new case reviews",
        "2019 – the year in which Child B was found",
        "Child Protection Committee",
        "Child Safeguarding in Practice",
        "infants, neglect, police",
        "9",
    ],
)
def test_what_is_no_title_is_not_taken_for_one(line: str) -> None:
    assert not TITLES.is_title(line)


def test_a_line_is_too_long_for_a_title_beyond_250_characters() -> None:
    start = "Serious Case Review: Child T "
    for length, expected in ((250, True), (251, False)):
        line = start + "x" * (length - len(start))
        assert len(line) == length
        assert TITLES.is_title(line) is expected
        assert TITLES.is_title(f"17. {line}") is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1. Orla", "Orla"),
        ("10) Orla", "Orla"),
        ("(3) Orla", "Orla"),
        ("123. Orla", "Orla"),
        ("1.Orla", "Orla"),
        ("1. 2012 – Eastmere – Child J", "2012 – Eastmere – Child J"),
        ("1234. Orla", "1234. Orla"),
        ("2.5 metres", "2.5 metres"),
        ("2012 – Eastmere", "2012 – Eastmere"),
        ("Orla", "Orla"),
        ("1 Orla", "1 Orla"),
    ],
)
def test_the_number_in_a_list_is_taken_off_and_other_numbers_stay(line: str, expected: str) -> None:
    assert without_number(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Library of case reviews – June 2031",
        "This month's bulletin",
        "Four case reviews were published",
        "New case reviews",
        "Monthly round-up",
        "REPOSITORY – JUNE 2031",
    ],
)
def test_a_headline_speaks_of_the_bulletin(line: str) -> None:
    assert is_headline(line)


@pytest.mark.parametrize(
    "line", ["Serious case review: Child B", "2025 – Eastmere – Baby A", "Child B and the summer holidays", ""]
)
def test_a_title_is_no_headline(line: str) -> None:
    assert not is_headline(line)


def test_a_month_is_known_by_its_name_whole_or_short() -> None:
    assert [month_number(month) for month in MONTHS] == list(range(1, 13))
    assert [month_number(month[:3].upper()) for month in MONTHS] == list(range(1, 13))
    assert month_number("sept") == 9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a serious case review was held", ("scr", 2, 21)),
        ("A SERIOUS CASE REVIEW", ("scr", 2, 21)),
        ("a serious-case  review", ("scr", 2, 22)),
        ("a local child safeguarding practice review", ("lcspr", 2, 42)),
        ("a significant case review", ("significant-case-review-scotland", 2, 25)),
        ("a learning review", ("other", 2, 17)),
        ("a learning review in Scotland", ("learning-review-scotland", 2, 17)),
        ("a review", None),
        ("scrap", None),
        ("", None),
    ],
)
def test_the_type_of_review_that_a_text_names(text: str, expected: tuple[str, int, int] | None) -> None:
    assert TITLES.type_of(text) == expected


def test_the_type_is_looked_for_from_a_place_on() -> None:
    assert TITLES.type_of("SCR and rapid review", 1) == ("rapid-review", 8, 20)


@pytest.mark.parametrize(
    "text",
    ["Child A", "Child AB12", "Baby ‘R’", "Family 7", "Siblings A, B and C", "Child A/B", "Child T-2", "Boy J.", "Twins A & B"],
)  # fmt: skip
def test_a_pseudonym_that_says_what_it_is(text: str) -> None:
    found = NAME.fullmatch(text.rstrip(".")) or NAME.match(text)
    assert found
    assert found[0].rstrip(".") == text.rstrip(".")


@pytest.mark.parametrize("text", ["Child Protection", "Child Safeguarding", "children a and b", "Baby", "Child Sexual Exploitation", "Grandchild A"])  # fmt: skip
def test_words_that_are_no_pseudonym(text: str) -> None:
    assert NAME.search(text) is None


PIECES = st.sampled_from(
    ["2019", "May", "–", "-", ":", "(", ")", "Child", "Baby", "‘R’", "Eastmere", "Serious Case Review", ".", ",", "1.", "and", "AB", "of"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=6), max_size=14).map(" ".join).map(lambda text: " ".join(text.split())))
def test_any_line_has_a_name_and_sound_spans(line: str) -> None:
    title = TITLES.read(line)
    assert not (TITLES.is_title(line) and line.endswith((";", ",")))
    assert line.endswith(title.text)
    assert bool(title.name) == bool(title.text)
    for span in (title.name_span, title.area_span, title.published_span, title.type_span):
        assert span is None or 0 <= span[0] < span[1] <= len(title.text)
    assert title.published is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", title.published)
