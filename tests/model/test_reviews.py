"""The records: ages, dates, and what a review computes from its statements."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.model.age import Age
from casereviews.model.partial_date import PartialDate
from casereviews.model.reviews import Child, Resource, Review, Statement
from helpers import examples

MODEST = examples(100)
UNITS = ("years", "months", "weeks", "days")
IN_MONTHS = {"years": Fraction(12), "months": Fraction(1), "weeks": Fraction(112, 487), "days": Fraction(16, 487)}
"""A day is 1 / 30.4375 of a month."""


@st.composite
def age_texts(draw: st.DrawFn) -> tuple[str, dict[str, int]]:
    """An age as a source may write it, and the counts that it states."""
    units = draw(st.lists(st.sampled_from(UNITS), min_size=1, unique=True))
    counts = {unit: draw(st.integers(0, 999)) for unit in UNITS if unit in units}
    words = [f"{count} {unit if count != 1 else unit[:-1]}" for unit, count in counts.items()]
    return " ".join(words), counts


# --- Ages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "months", "span"),
    [
        ("4 weeks", 0.92, (0.92, 1.15)),
        ("5 weeks", 1.15, (1.15, 1.38)),
        ("4 months", 4.0, (4.0, 5.0)),
        ("1 month", 1.0, (1.0, 2.0)),
        ("2 years", 24.0, (24.0, 36.0)),
        ("3 years 6 months", 42.0, (42.0, 43.0)),
        ("3 years 0 months", 36.0, (36.0, 37.0)),
        ("0 days", 0.0, (0.0, 0.03)),
        ("1 year 2 months 3 weeks 4 days", 14.82, (14.82, 14.85)),
        ("17 years", 204.0, (204.0, 216.0)),
    ],
)
def test_an_age_in_months(text: str, months: float, span: tuple[float, float]) -> None:
    age = Age.parse(text)
    assert (str(age), age.in_months) == (text, months)
    assert age.span == pytest.approx(span, abs=0.006)


@pytest.mark.parametrize(
    ("text", "written"),
    [("1 years", "1 year"), ("2 week", "2 weeks"), ("0 years 6 months", "6 months"), ("007 days", "7 days")],
)
def test_an_age_is_written_one_way(text: str, written: str) -> None:
    assert str(Age.parse(text)) == written


@pytest.mark.parametrize(
    "text",
    [
        "", "4", "months", "four months", "-4 months", "4.5 months", "1000 years", "4  months", " 4 months",
        "4 months ", "4 Months", "4 fortnights", "6 months 3 years", "3 years 3 years", "3 years, 6 months",
        "3 years and 6 months", "3 years6 months", "3 yearss", "about 4 months", "4 months old", "٤ months",
        "4 weeks\n", "4\u00a0weeks",
    ],
)  # fmt: skip
def test_what_is_no_age(text: str) -> None:
    with pytest.raises(ValueError, match="is not an age"):
        Age.parse(text)


@pytest.mark.parametrize("between", [",", "-", "/", "\n", "\t", "x", "+", "5"])
def test_only_a_space_parts_the_units_of_an_age(between: str) -> None:
    with pytest.raises(ValueError, match="is not an age"):
        Age.parse(f"3 years{between}6 months")


@MODEST
@given(age_texts())
def test_an_age_reads_back_as_it_was_written(text_and_counts: tuple[str, dict[str, int]]) -> None:
    text, counts = text_and_counts
    age = Age.parse(text)
    assert Age.parse(str(age)) == age
    assert {unit: getattr(age, unit) for unit in counts} == counts
    assert age.unit == list(counts)[-1]


@MODEST
@given(age_texts())
def test_an_age_spans_its_smallest_unit(text_and_counts: tuple[str, dict[str, int]]) -> None:
    text, counts = text_and_counts
    low, high = Age.parse(text).span
    exact = sum(IN_MONTHS[unit] * count for unit, count in counts.items())
    assert (
        Age.parse(text).in_months == round(Age.parse(text).exact_months, 2) == pytest.approx(float(exact), abs=0.0051)
    )
    assert (low, high) == pytest.approx((float(exact), float(exact + IN_MONTHS[list(counts)[-1]])))
    assert low < high


@pytest.mark.parametrize("unit", UNITS)
def test_an_age_ends_where_the_next_begins(unit: str) -> None:
    ages = [Age.parse(f"{count} {unit}") for count in range(1000)]
    assert [str(one) for one, after in pairwise(ages) if one.span[1] != after.span[0]] == []


# --- Dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2019-06", date(2019, 6, 1), date(2019, 6, 30)),
        ("2019-12", date(2019, 12, 1), date(2019, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2100-02", date(2100, 2, 1), date(2100, 2, 28)),
        ("2019-06-30", date(2019, 6, 30), date(2019, 6, 30)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_date_is_a_span_of_days(text: str, first: date, last: date) -> None:
    made = PartialDate.parse(text)
    assert (str(made), made.first, made.last) == (text, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "", "19", "0000", "10000", "2019-6", "2019-00", "2019-13", "2019-02-29", "2019-06-00", "2019-06-31",
        "2019-06-1", "June 2019", "06/2019", "2019/06",
        "2019-06-30T00:00", " 2019", "2019 ", "2019\n", "-2019", "２０１９", "2019-",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the calendar's own words differ
        PartialDate.parse(text)


@MODEST
@given(st.dates())
def test_a_date_reads_back_and_holds_its_days(day: date) -> None:
    spans = []
    for length in (4, 7, 10):
        text = day.isoformat()[:length]
        made = PartialDate.parse(text)
        assert str(made) == text
        spans.append((made.first, made.last))
    year, month, exact = spans
    assert exact == (day, day)
    assert year[0] <= month[0] <= day <= month[1] <= year[1]
    assert month[0].day == 1
    assert month[1] == date.max or (month[1] + timedelta(days=1)).day == 1


# --- Reviews --------------------------------------------------------------------------------------


def review(
    learning: tuple[Statement, ...] | None = None,
    recommendations: tuple[Statement, ...] | None = None,
    actions: tuple[Statement, ...] | None = None,
) -> Review:
    return Review(
        id="sample/child-z",
        name="Child Z",
        title="Sample review: Child Z",
        review_type="lcspr",
        listed=PartialDate(2030, 1),
        published=None,
        area=None,
        children=(Child(Age.parse("4 weeks"), "female"), Child(None, None)),
        incident_date=PartialDate(2029),
        outcome=None,
        harms=("neglect",),
        factors=(),
        summary=None,
        learning=learning,
        recommendations=recommendations,
        actions=actions,
        resources=(Resource("Overview", "PDF", None),),
        notes=("A note.",),
        collection="sample",
        coding="curated",
        evidence=None,
    )


def test_a_review_as_json_gives_it() -> None:
    first = Statement("sample/child-z/L1", "One.", ("recording", "bereavement"), ())
    second = Statement("sample/child-z/A1", "Two.", ("bereavement", "pandemic"), ("police",))
    record = review(learning=(first,), recommendations=(), actions=(second,)).to_dict()
    assert record == {
        "id": "sample/child-z",
        "name": "Child Z",
        "title": "Sample review: Child Z",
        "review_type": "lcspr",
        "listed": "2030-01",
        "published": None,
        "area": None,
        "children": [
            {"age": "4 weeks", "age_months": 0.92, "sex": "female"},
            {"age": None, "age_months": None, "sex": None},
        ],
        "incident_date": "2029",
        "outcome": None,
        "harms": ["neglect"],
        "factors": [],
        "themes": ["recording", "bereavement", "pandemic"],
        "agencies": ["police"],
        "summary": None,
        "learning": [
            {"id": "sample/child-z/L1", "text": "One.", "themes": ["recording", "bereavement"], "agencies": []}
        ],
        "recommendations": [],
        "actions": [
            {"id": "sample/child-z/A1", "text": "Two.", "themes": ["bereavement", "pandemic"], "agencies": ["police"]}
        ],
        "resources": [{"label": "Overview", "format": "PDF", "url": None}],
        "notes": ["A note."],
        "collection": "sample",
        "coding": "curated",
        "evidence": None,
    }
    assert list(record) == [
        "id", "name", "title", "review_type", "listed", "published", "area", "children", "incident_date", "outcome", "harms",
        "factors", "themes", "agencies", "summary", "learning", "recommendations", "actions", "resources", "notes",
        "collection", "coding", "evidence",
    ]  # fmt: skip


def test_themes_that_nobody_coded_are_not_none() -> None:
    uncoded = Statement("sample/child-z/L1", "One.", None, None)
    coded_empty = Statement("sample/child-z/R1", "Two.", (), ())
    assert review().themes is None
    assert review(learning=(), recommendations=()).themes is None
    assert review(learning=(uncoded,)).themes is None
    assert review(learning=(coded_empty,), recommendations=(coded_empty,)).themes == ()
    assert review(learning=(uncoded,), recommendations=(coded_empty,)).themes is None


def test_statements_stand_in_the_order_of_their_sections() -> None:
    statements = {letter: Statement(f"sample/child-z/{letter}1", letter, None, None) for letter in "LRA"}
    made = review(actions=(statements["A"],), learning=(statements["L"],), recommendations=(statements["R"],))
    assert [statement.section for statement in made.statements] == ["learning", "recommendations", "actions"]
