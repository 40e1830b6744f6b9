"""The children whom a review is about: every form of an age, whose it is, and where a sex is stated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.bulletin.facts.children import find_children
from casereviews.bulletin.facts.counted import FoundChild

Children = list[tuple[str | None, str | None]]


def children(text: str, expected: int | None = None) -> Children:
    """Age and sex of each child."""
    return [(str(child.age) if child.age else None, child.sex) for child in find_children(text, expected)]


def only(text: str) -> FoundChild:
    (child,) = find_children(text)
    return child


# --- Forms of an age ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "age"),
    [
        # In each unit, and written in each way.
        ("Death of a 6-day-old boy.", "6 days"),
        ("Death of a 3-week-old boy.", "3 weeks"),
        ("Death of a 3 week old boy.", "3 weeks"),
        ("Death of a 3‑week‑old boy.", "3 weeks"),
        ("Death of a 4-weeks-old boy.", "4 weeks"),
        ("Death of an 11-month-old boy.", "11 months"),
        ("Death of a 1-year-old boy.", "1 year"),
        ("Death of a 17-year-old boy.", "17 years"),
        ("Death of a 17 yr old boy.", "17 years"),
        ("Death of a boy, 4 weeks old, in a car.", "4 weeks"),
        ("Death of a boy who was 9 years old.", "9 years"),
        ("Death of a boy aged 9.", "9 years"),
        ("Death of a boy aged 9 years.", "9 years"),
        ("Death of a boy aged 9 months.", "9 months"),
        ("Death of a boy aged just 9 months.", "9 months"),
        ("Death of a boy, aged about 9 months.", "9 months"),
        ("Death of a boy (aged 9 months).", "9 months"),
        ("Death of a boy at the age of 9.", "9 years"),
        ("Death of a boy at the age of 9 months.", "9 months"),
        ("Death of a boy at age 9.", "9 years"),
        ("Death of a boy of 9.", "9 years"),
        ("Death of a boy of 9 weeks.", "9 weeks"),
        ("Death of a baby boy of 3 weeks.", "3 weeks"),
        # Compound.
        ("Injuries to a 5-years-6-months-old boy.", "5 years 6 months"),
        ("Injuries to a boy aged 3 years and 6 months.", "3 years 6 months"),
        ("Injuries to a boy aged 3 years 6 months.", "3 years 6 months"),
        ("Injuries to a boy aged 3 years, 6 months.", "3 years 6 months"),
        ("Injuries to a boy of 3 years and 6 months.", "3 years 6 months"),
        ("Injuries to a boy aged 3 weeks and 4 days.", "3 weeks 4 days"),
        ("Injuries to a boy aged 2½.", "2 years 6 months"),
        ("Injuries to a boy of two and a half.", "2 years 6 months"),
        ("Injuries to a boy aged 2 and a half years.", "2 years 6 months"),
        ("Injuries to a 2-and-a-half-year-old boy.", "2 years 6 months"),
        ("Injuries to a boy aged two years and a half.", "2 years 6 months"),
        # In words.
        ("Death of a four-week-old boy.", "4 weeks"),
        ("Death of a six-year-old boy.", "6 years"),
        ("Death of a boy aged sixteen.", "16 years"),
        ("Death of a boy aged eleven months.", "11 months"),
        ("Death of a Nine-year-old boy.", "9 years"),
        # Under so much.
        ("Death of a boy under 1 year old.", "under 1 year"),
        ("Death of a boy under one.", "under 1 year"),
        ("Death of a boy aged under 2 years.", "under 2 years"),
        ("Death of a boy under 6 months old.", "under 6 months"),
        ("Death of a boy less than 3 weeks old.", "under 3 weeks"),
        ("Death of a boy under the age of two.", "under 2 years"),
        ("Death of a boy who was not yet two.", "under 2 years"),
        ("A boy was 15 years of age when he died.", "15 years"),
        # As notes have it.
        ("Death of a 3yo boy.", "3 years"),
        ("Death of a 3-y/o boy.", "3 years"),
        ("Death of a 3 y.o. boy.", "3 years"),
        ("Death of a 3yr old boy.", "3 years"),
        ("Death of a 3y old boy.", "3 years"),
        ("Death of a 6wo baby boy.", "6 weeks"),
        ("Death of a 14mo boy.", "14 months"),
        ("Death of a 14 m/o boy.", "14 months"),
        ("Death of a 14-mo-old boy.", "14 months"),
        ("Death of a boy aged 14mo.", "14 months"),
        ("Death of a boy, 3yo, in a fire.", "3 years"),
        ("Death of a 2/12 old boy.", "2 months"),
        ("Death of a 6/52 old boy.", "6 weeks"),
        ("A boy was 3yo when he died.", "3 years"),
    ],
)  # fmt: skip
def test_every_form_of_an_age(text: str, age: str) -> None:
    """What is called a boy in it is one; the words of the evidence have the number."""
    child = only(text)
    assert (str(child.age), child.sex, child.doubt) == (age, "male", None)
    assert child.age_span
    words = text[slice(*child.age_span)]
    assert any(
        number in words.casefold()
        for number in ("1", "2", "3", "4", "5", "6", "9", "one", "two", "four", "six", "nine", "eleven")
    )
    assert child.sex_span
    assert text[slice(*child.sex_span)].casefold().endswith("boy")


@pytest.mark.parametrize(
    ("text", "age", "why"),
    [
        ("Death of Orla, 9, in a fire.", "9 years", "bare number"),
        ("Orla (9) died in a fire.", "9 years", "brackets"),
        ("Orla died. She was 9 when it happened.", "9 years", "bare number"),
        ("Orla died shortly before her second birthday.", "1 year", "birthday"),
        ("Orla died shortly after her second birthday.", "2 years", "birthday"),
        ("Orla died on her 3rd birthday.", "3 years", "birthday"),
        ("A girl had just had her third birthday when she died.", "3 years", "birthday"),
        ("A girl was found dead one day after her birth.", "1 day", "birth"),
        ("A girl was found dead ten days after she was born.", "10 days", "birth"),
        ("Orla (not her real name) was nine when she died.", "9 years", "bare number"),
        ("Child X (male, 5 months) was hurt.", "5 months", "brackets"),
        ("Death of a boy aged 7/12.", "7 months", "fraction"),
        ("Death of an infant of 6/52 in a cot.", "6 weeks", "fraction"),
    ],
)
def test_an_age_that_is_not_said_outright_is_to_be_checked(text: str, age: str, why: str) -> None:
    child = only(text)
    assert str(child.age) == age
    assert child.doubt
    assert why in child.doubt


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two brothers (5 and 7) were abused.", [("5 years", "male"), ("7 years", "male")]),
        ("Two girls, 13 and 14, were abused.", [("13 years", "female"), ("14 years", "female")]),
        ("It concerned three brothers, then 11, 8 and 3, who were hurt.", [("11 years", "male"), ("8 years", "male"), ("3 years", "male")]),
        ("Two brothers, six and four at the time, were hurt.", [("6 years", "male"), ("4 years", "male")]),
        ("Two girls of 13 and 11 and a boy of 9.", [("13 years", "female"), ("11 years", "female"), ("9 years", "male")]),
        ("Brothers Robin and Jay were nine and seven when they came into care.", [("9 years", "male"), ("7 years", "male")]),
        ("Killing of two brothers aged 3 years and 20 months.", [("3 years", "male"), ("20 months", "male")]),
        ("A boy aged 3 years and 11 months.", [("3 years 11 months", "male")]),
        ("Two siblings aged 6-years-old and 9-years-old.", [("6 years", None), ("9 years", None)]),
        ("Three siblings, aged 9, 7 and 5: boys aged 9 and 5, a girl aged 7.", [("9 years", "male"), ("7 years", "female"), ("5 years", "male")]),
        ("Four children lived there: a girl of 14, her brothers of 12 and 5, and a baby girl, 8 months old.", [("14 years", "female"), ("12 years", "male"), ("5 years", "male"), ("8 months", "female")]),
        ("A child of four was hurt.", [("4 years", None)]),
        # Of a range nobody knows how old each is.
        ("Three children aged 4 to 11 were hurt.", [(None, None), (None, None), (None, None)]),
        ("Two boys aged 4–9 were hurt.", [(None, "male"), (None, "male")]),
        ("A boy aged 9 months to 4 years was hurt.", [(None, "male")]),
        ("A girl aged two or three was hurt.", [(None, "female")]),
        ("A girl aged two, or Ivy, was hurt.", [("2 years", "female")]),
        ("A girl aged 2 went to 3 schools.", [("2 years", "female")]),
        ("Children between three and fourteen years old were hurt.", []),
    ],
)  # fmt: skip
def test_the_ages_of_several_children(text: str, expected: Children) -> None:
    assert children(text) == expected


def test_the_brother_or_sister_of_a_child_is_one_of_several_alone() -> None:
    text = "Death of a five-year-old boy. His 3-year-old sister saw it."
    assert children(text) == [("5 years", "male")]
    assert children(text, 2) == [("5 years", "male"), ("3 years", "female")]
    twin = "Death of a girl of three months, and injury to her twin brother."
    assert children(twin) == [("3 months", "female")]
    assert children(twin, 2) == [("3 months", "female"), ("3 months", "male")]


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        (
            "A sister of 16 and her brothers of 15 and 11 lived with an uncle.",
            None,
            [("16 years", "female"), ("15 years", "male"), ("11 years", "male")],
        ),
        (
            "Ivy was 11, her brother Jude 7 and their sister Lark 2 years old in May.",
            3,
            [("11 years", "female"), ("7 years", "male"), ("2 years", "female")],
        ),
        ("Sister and brother Ash (9) and Rowan (6) were neglected.", 2, [("9 years", "female"), ("6 years", "male")]),
        ("Brother and sister Rowan (9) and Ash (6) were neglected.", 2, [("9 years", "male"), ("6 years", "female")]),
        ("Brothers Rowan and Ash were nine and seven.", 2, [("9 years", "male"), ("7 years", "male")]),
        ("The brother and sister were neglected.", 2, [(None, "male"), (None, "female")]),
        ("Police came. Four children lived there: a girl of 14, her brothers of 12 and 5, and a baby girl, 8 months old.", None,
         [("14 years", "female"), ("12 years", "male"), ("5 years", "male"), ("8 months", "female")]),
    ],
)  # fmt: skip
def test_brothers_and_sisters_of_whom_a_text_is_about(text: str, expected: int | None, found: Children) -> None:
    assert children(text, expected) == found


def test_which_of_two_is_the_brother_is_to_be_checked_where_the_text_does_not_say() -> None:
    found = find_children("The brother and sister were neglected.", 2)
    assert [child.sex_doubt for child in found] == ["the text does not say which of them is which"] * 2
    assert find_children("The brother and sister were neglected.") == []


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("At 15 Rowan began to harm herself.", "15 years"),
        ("At 15, Rowan told a nurse.", "15 years"),
        ("Rowan told a teacher at 13 that she had been hurt.", "13 years"),
        ("Rowan was told at 13 Mill Lane.", None),
        ("Rowan left home. At 15 Kestrel Road she was found.", None),
        ("At 15 his mother left school. Rowan was happy.", None),
    ],
)
def test_a_bare_age_is_that_of_the_child_whom_the_sentence_names(text: str, age: str | None) -> None:
    found = find_children(text, None, "Rowan")
    assert [str(child.age) if child.age else None for child in found] == [age]
    assert found[0].doubt == ("the age is a bare number" if age else None)


def test_a_child_whom_the_title_names_is_one_without_a_noun() -> None:
    text = "Larch was made to carry drugs. She was hurt."
    assert find_children(text) == []
    (child,) = find_children(text, name="Child Larch")
    assert (child.age, child.sex, child.sex_doubt) == (None, "female", None)


@pytest.mark.parametrize(
    ("years", "is_child"), [("16", True), ("17", True), ("18", False), ("19", False), ("40", False)]
)
def test_whoever_is_eighteen_is_no_child(years: str, is_child: bool) -> None:
    assert children(f"Death of a {years}-year-old boy.") == [(f"{years} years" if is_child else None, "male")]


def test_eighteen_years_in_months() -> None:
    assert children("Death of a boy aged 17 years and 11 months.") == [("17 years 11 months", "male")]


# --- Whose age it is ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "beside",
    [
        "His brother, aged 6, was at school.",
        "His 6-year-old brother was at school.",
        "His half-sister, aged 6 years, was at school.",
        "Her older sister, who was 12 years old, was away.",
        "A sibling aged 7 was placed with an aunt.",
        "His mother, aged 17, was in care.",
        "His mother, 17, was in care.",
        "The mother was 16 years old.",
        "His father was sentenced to 9 years in prison.",
        "He was sentenced to 12 years for manslaughter.",
        "The father was jailed for seven years and six months.",
        "A man was convicted of sexual activity with a child under 13.",
        "He had been convicted of the rape of a girl under 13.",
        "He was charged with offences against a child under 16.",
        "He was born at 32 weeks of gestation.",
        "He was born at 32 weeks gestation.",
        "He was born at 36 weeks.",
        "The family had lived there for 3 years.",
        "She had been known to services for 11 months.",
        "A 15-year-old was later charged with murder.",
        "A boy aged 14 was convicted of manslaughter.",
        "He was attacked by a 16-year-old boy.",
        "He was attacked by two boys aged 14 and 15.",
        "He lived with his cousin, aged 9.",
        "The uncle's partner, aged 20, had gone.",
        "Two years earlier, a social worker had called.",
        "It happened 3 weeks later.",
    ],
)
def test_an_age_or_a_time_that_is_not_the_childs_is_left_aside(beside: str) -> None:
    expected = [("5 weeks", "male")]
    assert children(f"Death of a 5-week-old boy in a flat. {beside}") == expected
    assert all(age is None for age, _ in children(beside))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Death of a 4-year-old girl; her brother, aged 6 years, was not harmed.", [("4 years", "female")]),
        ("Sexual abuse of a girl aged 12 by her 16-year-old brother.", [("12 years", "female")]),
        ("Stabbing of a 15-year-old boy by a 17-year-old boy.", [("15 years", "male")]),
        ("Death of a girl aged 3 at the hands of her mother, aged 17.", [("3 years", "female")]),
        ("Neglect of a girl under 5 years of age.", [("under 5 years", "female")]),
        ("Suicide of a 14-year-old. Her sister, 16, found her.", [("14 years", "female")]),
    ],
)
def test_within_one_sentence_too(text: str, expected: Children) -> None:
    assert children(text) == expected


# --- Several children -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Death of twin girls aged 3 weeks.", [("3 weeks", "female")] * 2),
        ("Death of 3-week-old twins.", [("3 weeks", None)] * 2),
        ("Death of 3-week-old twin boys.", [("3 weeks", "male")] * 2),
        ("Neglect of twins, a boy and a girl, aged 4.", [("4 years", "male"), ("4 years", "female")]),
        ("Neglect of two boys aged 8 and 6.", [("8 years", "male"), ("6 years", "male")]),
        ("Neglect of two boys aged 8 and 6 years.", [("8 years", "male"), ("6 years", "male")]),
        ("Neglect of three siblings aged 8, 6 and 3.", [("8 years", None), ("6 years", None), ("3 years", None)]),
        ("Neglect of siblings aged 8 years, 6 years and 3 years.", [("8 years", None), ("6 years", None), ("3 years", None)]),
        ("Neglect of a boy aged 8 and a girl aged 6.", [("8 years", "male"), ("6 years", "female")]),
        ("Neglect of an 8-year-old boy and a 6-year-old girl.", [("8 years", "male"), ("6 years", "female")]),
        ("Death of a 4-year-old boy and his 6-year-old sister.", [("4 years", "male"), ("6 years", "female")]),
        ("Death of a 4-year-old boy and his twin sister.", [("4 years", "male"), ("4 years", "female")]),
        ("Neglect of four children.", [(None, None)] * 4),
        ("Neglect of three brothers.", [(None, "male")] * 3),
    ],
)  # fmt: skip
def test_several_children(text: str, expected: Children) -> None:
    assert children(text) == expected


@pytest.mark.parametrize(
    "text", ["Death of a boy aged 4. His two sisters were away.", "Death of a boy aged 4 and injury of two men.", "Death of one of twins, a boy aged 4."]
)  # fmt: skip
def test_children_who_are_only_mentioned_do_not_count(text: str) -> None:
    assert children(text) == [("4 years", "male")]


def test_where_a_count_is_stated_the_children_without_an_age_are_there_and_to_be_checked() -> None:
    found = find_children("Neglect of three children.")
    assert [(child.age, child.doubt is not None) for child in found] == [(None, True)] * 3


def test_the_title_tells_how_many_are_expected() -> None:
    text = "Neglect of a boy aged 8. His sister, a girl aged 6, was neglected, too."
    assert children(text)[0] == ("8 years", "male")
    (one,) = find_children("Neglect of a boy aged 8.", 2)
    assert one.doubt == "the title names 2 children, the text 1"
    assert [child.doubt for child in find_children("Neglect of two boys aged 8 and 6.", 2)] == [None, None]
    assert [child.doubt for child in find_children("Neglect of a boy aged 8.", 1)] == [None]


# --- Sex ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sex", "words"),
    [
        ("Death of a 4-week-old girl.", "female", "girl"),
        ("Death of a 15-year-old young woman.", "female", "young woman"),
        ("Death of a 4-week-old infant boy.", "male", "infant boy"),
        ("Death of a daughter aged 4.", "female", "daughter"),
        ("Death of a 4-week-old baby.", None, None),
        ("Death of a child aged 4. The boy had been ill.", "male", "The boy"),
        ("Death of a 4-week-old baby, Orla.", None, None),
        ("Death of a 16-year-old. She had left school.", "female", "She"),
        ("Death of a 16-year-old after he left school.", "male", "he"),
        ("Death of a 4-week-old baby. His mother was asleep.", "male", "His"),
        ("Death of a 4-week-old baby. Her father was asleep.", "female", "Her"),
        ("Death of a 4-week-old baby. The father was charged; he had drunk.", None, None),
        ("Death of a 16-year-old. He left, and she stayed.", None, None),
        ("Death of a 16-year-old at the hands of a girl aged 17 who was convicted.", None, None),
        ("Death of a boyfriend's 4-week-old baby.", None, None),
    ],
)
def test_where_a_sex_is_stated(text: str, sex: str | None, words: str | None) -> None:
    child = only(text)
    assert child.sex == sex
    assert (text[slice(*child.sex_span)] if child.sex_span else None) == words


def test_a_pronoun_after_an_adult_was_named_is_to_be_checked() -> None:
    child = only("Death of a 16-year-old, who lived with an aunt. He liked music.")
    assert (child.sex, child.sex_doubt) == ("male", "only a pronoun says so")
    assert only("Death of a 16-year-old. He liked music.").sex_doubt is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Death of a teenage girl.", [(None, "female")]),
        ("Abuse of a child in a home.", [(None, None)]),
        ("A baby was found in a river.", [(None, None)]),
        ("Services knew the family.", []),
        ("A child protection plan was made.", []),
        ("A man was attacked by a boy.", []),
        ("", []),
    ],
)
def test_a_child_without_an_age(text: str, expected: Children) -> None:
    assert children(text) == expected


# --- Anything -------------------------------------------------------------------------------------


WORDS = st.sampled_from(
    ["a", "the", "boy", "girl", "baby", "twins", "two", "3", "4-week-old", "aged", "17", "under", "years", "months", "and", ",", ".", "his", "sister", "mother", "he", "she", "was", "by", "of", "(", ")", "2½", "half", "year-old", "99", "0", "birthday", "first"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=25).map(" ".join), st.integers(1, 4) | st.none())
def test_any_text_gives_children_under_eighteen_with_sound_spans(text: str, expected: int | None) -> None:
    for child in find_children(text, expected):
        assert child.age is None or child.age.exact_months < 216
        assert child.sex in (None, "female", "male")
        for span in (child.age_span, child.sex_span):
            assert span is None or 0 <= span[0] < span[1] <= len(text)


# --- On pages and in mails ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Behind a name, whoever was named before it.
        ("A passer-by and her partner found Ottilie, four, in a shed. She was cold.", [("4 years", "female")]),
        ("The nurse weighed Bo, 14 months, and found that he had lost weight.", [("14 months", "male")]),
        ("Police officers found Idris (8, a boy) alone.", [("8 years", "male")]),
        ("A friend of the mother found Q (f, 12) in a car.", [("12 years", "female")]),
        ("Q (male, 5 months) was shaken.", [("5 months", "male")]),
        ("Tam was six weeks when he was shaken by his father, 31.", [("6 weeks", "male")]),
        ("Runa had just turned 16. She was stabbed.", [("16 years", "female")]),
        ("When he was ten he was hurt by a carer.", [("10 years", "male")]),
        # Of the subject, where no other is told.
        ("Liv told a teacher at 13 that she had been abused.", [("13 years", "female")]),
        ("At nine weeks Wyn was taken to hospital. His mother was 19.", [("9 weeks", "male")]),
        ("At 11 Jo began to run away. Jo was 14 when she was found by the police.", [("14 years", "female")]),
        # Since when, and until when.
        ("A boy had been looked after since he was four. He was hurt.", [(None, "male")]),
        ("The girl was seen often until she was five. She was hurt.", [(None, "female")]),
        # What only looks like an age as notes have it.
        ("On 7/12 old bruises were seen on a boy.", [(None, "male")]),
        ("By 6/12 the boy had been hurt by a carer.", [(None, "male")]),
        ("The boy was in care for 14mo and was hurt.", [(None, "male")]),
        ("A boy was hurt in 3 more homes.", [(None, "male")]),
        ("A boy was hurt in a home with 3 yoghurts in it.", [(None, "male")]),
        # The age at the death comes first.
        ("Fay was 12 when she came into care. She died in 2031, aged 17.", [("17 years", "female")]),
        # Those who are counted further down, and one of them.
        (
            "Police came to the house. It was cold. Three children lived there: a girl of 9, her brothers of 7 and 4.",
            [("9 years", "female"), ("7 years", "male"), ("4 years", "male")],
        ),
        ("There were four children in the home. The youngest, a girl of ten months, was hurt.", [("10 months", "female")]),
        # Of each the sex that the other's noun says, or a noun for both.
        ("Ada (6) and her brother Kit (4) lived in a car.", [("6 years", "female"), ("4 years", "male")]),
        ("Sister and brother Ada (6) and Kit (4) lived in a car.", [("6 years", "female"), ("4 years", "male")]),
        ("Twins Kit (a boy) and Una (a girl) were 18 months old when they were hurt.", [("18 months", "male"), ("18 months", "female")]),
        ("Three siblings were neglected. They were 5, 7 and 10.", [("5 years", None), ("7 years", None), ("10 years", None)]),
        ("Two young women, both 17, were hurt in one home.", [("17 years", "female"), ("17 years", "female")]),
        ("A young person of 17 was hurt in a car.", [("17 years", None)]),
        # The twins of a sentence are the child's sisters; an age from which a story goes on years later is an earlier one.
        ("K, a boy of 16, was hurt. He had moved with his twin sisters, who were then aged five.", [("16 years", "male")]),
        ("Twin sisters, who were aged five, were hurt.", [("5 years", "female"), ("5 years", "female")]),
        ("Ada came here alone when she was 14. Two years later she was hurt. She was then 16.", [("16 years", "female")]),
        ("Ada was hurt when she was 14. Two weeks later she came home. She is now 16.", [("14 years", "female")]),
        ("Kit (6) and Lee (4) were neglected. Both boys are well.", [("6 years", "male"), ("4 years", "male")]),
        ("A sister of 16 and her brothers of 15 and 11 lived with an uncle.", [("16 years", "female"), ("15 years", "male"), ("11 years", "male")]),
    ],
)  # fmt: skip
def test_ages_as_pages_tell_them(text: str, expected: Children) -> None:
    assert children(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A baby born at 29 weeks that was small. The boy is well.",
        "The girl left at 8 that evening.",
        "The review took six months. It was six months when the girl was seen.",
        "They met at 6 Mill Lane. A boy was hurt.",
        "A boy was hurt. His sister Mo, 5, was not.",
    ],
)
def test_numbers_that_are_no_age_of_the_child(text: str) -> None:
    assert [age for age, _ in children(text)] in ([], [None])


def test_brothers_and_sisters_whom_the_title_names_have_their_ages_behind_their_names() -> None:
    text = "Ada was 9, her brother Kit 7 and their sister Una 2 years old."
    assert children(text, 3) == [("9 years", "female"), ("7 years", "male"), ("2 years", "female")]


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        (
            "Ash, a boy, and Fern, his sister, were born early. At six weeks of age each had a broken leg.",
            2,
            [("6 weeks", "male"), ("6 weeks", "female")],
        ),
        ("Ash and Fern lived at home. At six weeks of age Ash had a broken leg.", 2, [("6 weeks", None)]),
        ("Ash was eight in May 2031 when he ran away.", None, [("8 years", "male")]),
        ("Ash, as he asked to be called, was eight in May 2031 when he ran away.", None, [("8 years", "male")]),
        ("Ash died in May 2031, at four months, in his cot. His two sisters, 3 and 5, lived there.", None,
         [("4 months", "male")]),
    ],
)  # fmt: skip
def test_the_age_of_each_and_at_a_time(text: str, expected: int | None, found: Children) -> None:
    assert children(text, expected) == found
