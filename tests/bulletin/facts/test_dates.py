"""When it happened, among the dates that a text gives, as exactly as it gives it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.bulletin.facts.dates import find_incident
from casereviews.model.partial_date import PartialDate


def when(text: str) -> str | None:
    found = find_incident(text)
    return str(found.date) if found else None


@pytest.mark.parametrize(
    ("words", "date"),
    [
        # A day.
        ("on 30 June 2019", "2019-06-30"),
        ("on the 30th of June 2019", "2019-06-30"),
        ("on 1st June, 2019", "2019-06-01"),
        ("on June 30th, 2019", "2019-06-30"),
        ("on 29 February 2020", "2020-02-29"),
        # A month.
        ("in June 2019", "2019-06"),
        ("in JUNE 2019", "2019-06"),
        ("in Sept 2019", "2019-09"),
        ("in June of 2019", "2019-06"),
        ("in late June 2019", "2019-06"),
        # A year; what is not a month is one.
        ("in 2019", "2019"),
        ("during 2019", "2019"),
        ("in the summer of 2019", "2019"),
        ("in summer 2019", "2019"),
        ("in early 2019", "2019"),
        ("in late 2019", "2019"),
        ("in mid-2019", "2019"),
        ("at the end of 2019", "2019"),
        ("at Christmas 2019", "2019"),
        # From one to another.
        ("between 2016 and 2018", "2016/2018"),
        ("from 2016 to 2018", "2016/2018"),
        ("from 2016 until 2018", "2016/2018"),
        ("in 2016-2018", "2016/2018"),
        ("in 2016–2018", "2016/2018"),
        ("in 2016/17", "2016/2017"),
        ("in 2016-17", "2016/2017"),
        ("between March and June 2019", "2019-03/2019-06"),
        ("between March 2018 and June 2019", "2018-03/2019-06"),
        ("from June 2018 to 2020", "2018-06/2020"),
        ("between summer 2017 and spring 2019", "2017/2019"),
    ],
)
def test_every_form_of_a_date(words: str, date: str) -> None:
    """Its words are where it says that they stand."""
    for text in (
        f"Death of a girl {words}.",
        f"Death of a girl {words}, who was at home",
        f"A girl died {words}; she was 4.",
    ):
        found = find_incident(text)
        assert found
        assert (str(found.date), found.doubt) == (date, None)
        stated = text[found.start : found.end]
        assert stated in words
        assert words.endswith(stated)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Death of a girl.",
        "Death of a girl in June.",
        "Death of a girl in the summer.",
        "Death of a girl of 14 years, 2019 metres from home.",
        "Abuse in which 2000 messages were sent.",
        "Death of a girl, as the Children Act 1989 has it.",
        "Working Together 2018 guidance was not followed.",
        "Death of a girl on 31 June 2019.",
        "Death of a girl in 1819.",
        "Death of a girl in 12019.",
        "Abuse of a girl from 2019 to 2016.",
    ],
)
def test_where_no_date_is_given_there_is_none(text: str) -> None:
    assert when(text) is None


@pytest.mark.parametrize(
    "beside",
    [
        "The father was convicted in May 2021.",
        "In May 2021 the father was convicted of murder.",
        "In May 2021, the father was sentenced to 9 years.",
        "The trial was held in May 2021.",
        "Mother pleaded guilty in May 2021.",
        "The father was jailed in 2021.",
        "The inquest was in May 2021.",
        "An inquest in May 2021 found that it was an accident.",
        "He was charged in 2021 with manslaughter.",
        "The review was commissioned in May 2021.",
        "The review was published in 2021.",
        "The girl was born in May 2014.",
        "The family moved there in 2016.",
        "The parents had separated in 2017.",
        "A child protection plan had been made in May 2018.",
        "She had been placed with an aunt in 2018.",
        "The family was referred in May 2018.",
        "Her mother arrived in the country in 2012.",
        "On 10 May 2021 the Board recommended a review.",
        "The review covers the period from May 2017 to June 2018.",
        "The timeline runs from May 2017 to June 2018.",
        "The panel met for the first time in May 2021.",
        "The Care Inspectorate was notified on 31 May 2021.",
        "Her grandmother had died in May 2018.",
        "Her brother's death in May 2018 was an accident.",
        "An older child of the mother was injured in May 2016.",
        "Concerns had been raised by a dentist in May 2018.",
        "She had been on a plan because of neglect since May 2018.",
        "The learning is to be shared by 30 September 2021.",
        "We still use the LCSPR from December 2016.",
        "6 May 2021.",
    ],
)
def test_the_date_of_something_else_is_left_aside(beside: str) -> None:
    assert when(beside) is None
    assert when(f"Death of a girl in June 2019. {beside}") == "2019-06"
    assert when(f"{beside} Death of a girl in June 2019.") == "2019-06"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Death of a girl in June 2019; in May 2021 the father was convicted of her murder.", "2019-06"),
        ("Death of a girl in June 2019, for which her father was sentenced in May 2021.", "2019-06"),
        ("A girl died in June 2019 and her father was convicted in May 2021.", "2019-06"),
        ("A girl, who had been born in May 2014, was found dead by a neighbour, who came in June 2019.", "2019-06"),
        ("After a trial in May 2021 the father was found guilty. The girl had died in June 2019.", "2019-06"),
        ("A girl died in June 2019 and another one in July 2019.", "2019-06"),
    ],
)
def test_within_one_sentence_the_clause_decides(text: str, date: str) -> None:
    assert when(text) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("In May 2019 a girl was seen with bruises. She died on 3 June 2019.", "2019-06-03"),
        ("A girl died in June 2019. On 3 June 2019 she had been taken to hospital.", "2019-06-03"),
        ("A girl, who saw her father attack her mother in June 2019, was terrified.", "2019-06"),
        ("Published 6 May 2021 Orla was four months old in June 2019, when she was hurt.", "2019-06"),
        ("On 3/6/2019 a girl died.", "2019-06-03"),
        ("On 3.6.2019 a girl died.", "2019-06-03"),
        ("On June 3rd 2019 a girl died.", "2019-06-03"),
        ("A review of version 3.6.2019.1; a girl died in 2018.", "2018"),
        ("A man of 31 killed his three-month-old son in June 2019.", "2019-06"),
    ],
)
def test_a_death_and_the_most_exact_date_of_it_come_first(text: str, date: str) -> None:
    assert when(text) == date


def test_the_date_of_harm_to_somebody_else_is_the_last_that_is_taken() -> None:
    found = find_incident("Murder of a woman by her husband in June 2019.")
    assert found
    assert (str(found.date), found.doubt) == ("2019-06", "this may be the date of harm to somebody else")


def test_a_date_beside_which_nothing_tells_what_it_is_of_is_to_be_checked() -> None:
    found = find_incident("Orla, 4 years, June 2019.")
    assert found
    assert (str(found.date), found.doubt) == (
        "2019-06",
        "nothing near the date says that it happened then",
    )


def test_the_date_when_it_came_to_light_is_the_last_that_is_taken_and_to_be_checked() -> None:
    light = "It came to light in June 2019."
    found = find_incident(f"Abuse of a girl. {light}")
    assert found
    assert (str(found.date), found.doubt) == ("2019-06", "this is the date when it came to light")
    assert when(f"{light} She was abused between 2014 and 2016.") == "2014/2016"
    told = find_incident(
        "A girl disclosed in June 2019 that she was unsafe. Her mother disclosed in May 2018 that she was ill."
    )
    assert told
    assert (str(told.date), told.doubt) == ("2019-06", "this is the date when it came to light")


WORDS = st.sampled_from(
    ["death", "died", "convicted", "born", "in", "on", "between", "from", "to", "and", "the", "of", "2019", "2016", "June", "May", "31", "30th", "Feb.", "summer", "early", "/", "-", "–", ",", ".", ";", "2016-17", "2016/2018"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=20).map(" ".join))
def test_any_text_gives_a_date_that_there_is_or_none(text: str) -> None:
    found = find_incident(text)
    if found:
        assert PartialDate.parse_span(str(found.date)) == found.date
        assert 0 <= found.start < found.end <= len(text)
        assert str(found.date.year)[:2] in text


NOTICED = "this is the date when it came to light"


@pytest.mark.parametrize(
    "text",
    [
        "Rhea is nine. In June 2019 her class teacher noticed that she hid when the bell went.",
        "Ewan, 7, was hurt at home. In June 2019 Ewan told a dinner lady that he had been kicked.",
        "In June 2019 it was found that both sisters had been abused by a lodger.",
        "The man came from 2017 to the house. The boy confided in a coach in June 2019 what had been done to him.",
        "A nine-year-old girl told a friend in June 2019 of sexual abuse by her uncle.",
        "It came out in June 2019 that the twins were locked in their room.",
    ],
)
def test_a_date_when_it_was_told_or_noticed_is_to_be_checked(text: str) -> None:
    found = find_incident(text)
    assert found
    assert (str(found.date), found.doubt) == ("2019-06", NOTICED)


@pytest.mark.parametrize(
    "text",
    [
        "In June 2019 the mother told her midwife that she was unwell. The boy is well.",
        "A girl of 6 lived with her aunt from 2019.",
        "Oren was three. The father told the nurse in June 2019 that he felt low.",
    ],
)
def test_what_somebody_else_told_has_no_date_of_what_happened(text: str) -> None:
    assert when(text) is None


def test_a_father_who_told_what_he_did_on_a_day_does_not_make_it_another() -> None:
    assert when("The father told the police that he had shaken her on 3 June 2019.") == "2019-06-03"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Review of Kes (March 2021) Kes is a boy who died in January 2020.", "2020-01"),
        ("Osk lived abroad in 2016 before he was fatally injured in May 2018.", "2018-05"),
        ("Known to services in 2015, the baby was shaken on 4 May 2018.", "2018-05-04"),
    ],
)
def test_what_happened_is_of_the_date_that_stands_nearest(text: str, date: str) -> None:
    found = find_incident(text)
    assert found
    assert (str(found.date), found.doubt) == (date, None)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (
            "A girl was burned in May 2018. She was found bruised in July 2019.",
            "another date may be that of what happened",
        ),
        ("A girl was burned in May 2018. She was taken to hospital on 3 May 2018.", None),
        ("A girl was burned in May 2018. She died in July 2019.", None),
    ],
)
def test_a_second_date_of_the_same_rank_casts_doubt_on_the_first(text: str, doubt: str | None) -> None:
    found = find_incident(text)
    assert found
    assert found.doubt == doubt


def test_the_date_since_when_it_lasted_is_taken_where_there_is_no_other() -> None:
    begun = "From the autumn of 2017 he was exploited by a gang."
    found = find_incident(f"Kes was 15. {begun}")
    assert found
    assert (str(found.date), found.doubt) == ("2017", "this is the date since when it lasted")
    assert when(f"{begun} He was stabbed in May 2018.") == "2018-05"
    assert when("Kes lived with an aunt. From 2017 her partner was violent to her.") is None


def test_the_date_when_a_report_was_completed_is_none_of_what_happened() -> None:
    assert when("Completed August 2024. A boy was hurt.") is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("The inquest in July 2031 heard that the girl died on 3 March 2030.", "2030-03-03"),
        ("What the review found In December 2031 a boy was stabbed in a park.", "2031-12"),
        ("A girl was taken abroad to be married against her will in 2029.", "2029"),
        ("A girl, whose parents married in 2009, was neglected.", None),
        ("A baby boy had oxygen at home. On the night of 5 March 2030 both parents were drunk.", "2030-03-05"),
        ("A baby boy had oxygen at home. By 5 March 2030 both parents were drunk.", None),
        ("A neighbour alleged in 2029 that a boy was hit.", None),
    ],
)
def test_dates_as_pages_tell_them(text: str, date: str | None) -> None:
    found = find_incident(text)
    assert (str(found.date) if found else None) == date
