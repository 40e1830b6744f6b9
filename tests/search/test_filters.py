"""Filters: how what was typed is read, and that it selects what plain Python selects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casereviews.answers import reviews
from casereviews.editing import yaml_writer
from casereviews.errors import UsageError
from casereviews.library import vocabularies
from casereviews.model.partial_date import PartialDate
from casereviews.reading import dataset
from casereviews.search import filters
from casereviews.search.filter_values import MAX_VALUES, build
from casereviews.search.filters import AgeRange, Filters
from casereviews.search.typed_ages import parse_age
from casereviews.store import Store
from casereviews.store.compiling import compile_store
from casereviews.text import has_controls, quoted
from casereviews.vocabulary import KINDS
from helpers import Records, examples

MODEST = examples(60)
TERMS = vocabularies.vocabulary()
FIELDS = {
    "harm": "harms",
    "factor": "factors",
    "theme": "themes",
    "agency": "agencies",
    "type": "review_type",
    "outcome": "outcome",
}


def made_of(typed: Mapping[str, Sequence[str]], since: str | None = None, until: str | None = None) -> Filters:
    return build(lambda: TERMS, typed, since, until)


def refused(
    typed: Mapping[str, Sequence[str]], since: str | None = None, until: str | None = None
) -> tuple[str, str | None]:
    with pytest.raises(UsageError) as caught:
        made_of(typed, since, until)
    assert caught.value.exit_code == 2
    return caught.value.message, caught.value.hint


# --- Ages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("8m", 8, 9),
        ("2y", 24, 36),
        ("2", 24, 36),
        ("0", 0, 12),
        ("4w", 0.92, 1.15),
        ("3d", 0.1, 0.13),
        ("8 months", 8, 9),
        ("8 Months", 8, 9),
        ("8 m", 8, 9),
        ("3y 6m", 42, 43),
        ("3 years 6 months", 42, 43),
        ("0..1y", 0, 24),
        ("0-1y", 0, 24),
        ("0 - 1y", 0, 24),
        ("0–1y", 0, 24),
        ("6..12m", 6, 13),
        ("6m..1y", 6, 24),
        ("6m .. 1y", 6, 24),
        ("1..5", 12, 72),
        ("6m..", 6, None),
        ("10..", 120, None),
        ("..6m", None, 7),
        ("..2", None, 36),
        ("<2y", None, 24),
        ("< 2y", None, 24),
        ("<2", None, 24),
        ("under 2y", None, 24),
        ("Under 18 months", None, 18),
        (">2y", 36, None),
        ("> 2", 36, None),
        ("over 2y", 36, None),
        (">8m", 9, None),
        ("3y6m", 42, 43),
        ("2y..2y", 24, 36),
        ("999y", 11988, 12000),
        (" 8m ", 8, 9),
    ],
)
def test_ages(typed: str, low: float | None, high: float | None) -> None:
    made = parse_age(typed)
    assert (made.stated, made.low is None, made.high is None) == (True, low is None, high is None)
    assert (made.low or 0, made.high or 0) == pytest.approx((low or 0, high or 0), abs=0.006)


@pytest.mark.parametrize("typed", ["not-stated", "Not Stated", "not_stated"])
def test_an_age_that_is_not_stated(typed: str) -> None:
    assert parse_age(typed) == AgeRange(None, None, stated=False)


@pytest.mark.parametrize(
    "typed",
    [
        "", "abc", "..", "<", "under ", "-6m", "6m-", "1.5y", "1000y", "8q", "y", "٣", "٣y", "²", "<2y..3y",
        "1y..2y..3y", "2y<", ">", "over ", "8m 2y", "2y 2y", "-1", "+1", "1e3", "٢..٣", "8m\x00", "\ud800",
    ],
)  # fmt: skip
def test_what_is_no_age(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_age(typed)
    assert caught.value.message == f"{quoted(typed)} is not an age"
    assert str(caught.value.hint).startswith('write an age as 8m, "3y 6m" or 4w, ')


@pytest.mark.parametrize("length", [80, 81])
def test_the_longest_age(length: int) -> None:
    assert len("2y" + " " * (length - 4) + "1m") == length
    with pytest.raises(UsageError) as caught:
        parse_age("x" * length)
    assert caught.value.message == f'"{"x" * 80}" is not an age'
    if length == 80:
        assert parse_age("2y" + " " * 76 + "1m") == parse_age("2y 1m")
    else:
        with pytest.raises(UsageError, match=r" is not an age$"):
            parse_age("2y" + " " * 77 + "1m")


@pytest.mark.parametrize("typed", ["2y..1y", "1y..6m", "5-1y", "1m..4w"])
def test_a_range_that_ends_before_it_begins(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_age(typed)
    assert caught.value.message == f'the age range "{typed}" ends before it begins'


@examples(200)
@given(st.text(st.characters() | st.sampled_from("0123456789ymwd .-–<"), max_size=30))
def test_any_text_is_an_age_or_is_refused(typed: str) -> None:
    try:
        made = parse_age(typed)
    except UsageError as error:
        assert not has_controls(error.message)  # noqa: PT017
        return
    assert made == AgeRange(stated=False) or made.low is not None or made.high is not None
    assert made.low is None or made.high is None or 0 <= made.low < made.high


@pytest.mark.parametrize(
    "typed", ["1" * 4000 + "q", "1 " * 4000 + "q", "1" + " " * 4000 + "q", "<" * 4000, "1-" * 4000]
)
def test_a_long_text_is_refused_at_once(typed: str, at_once: Callable[..., Any]) -> None:
    def ask() -> None:
        with pytest.raises(UsageError):
            parse_age(typed)

    at_once(0.1, ask)


# --- Words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ({"harm": ["CSA"]}, {"harm": (("sexual-abuse",),)}),
        ({"harm": ["child sexual abuse"]}, {"harm": (("sexual-abuse",),)}),
        ({"harm": ["Sexual-Abuse"]}, {"harm": (("sexual-abuse",),)}),
        ({"harm": ["neglect,CSA"]}, {"harm": (("neglect", "sexual-abuse"),)}),
        ({"harm": ["neglect", "CSA"]}, {"harm": (("neglect",), ("sexual-abuse",))}),
        ({"harm": [" neglect , , CSA,"]}, {"harm": (("neglect", "sexual-abuse"),)}),
        ({"harm": ["CSA,sexual-abuse"]}, {"harm": (("sexual-abuse",),)}),
        ({"harm": ["not-stated,neglect"]}, {"harm": (("not-stated", "neglect"),)}),
        ({"harm": ["Not Stated"]}, {"harm": (("not-stated",),)}),
        ({"type": ["scr"]}, {"type": (("scr",),)}),
        (
            {"outcome": ["death"], "harm": ["NAI"]},
            {"harm": (("physical-abuse",),), "outcome": (("death",),)},
        ),
        ({}, {}),
    ],
)
def test_words(typed: Mapping[str, Sequence[str]], codes: Mapping[str, filters.Values]) -> None:
    assert made_of(typed) == Filters(codes=codes)


@pytest.mark.parametrize(
    ("typed", "groups", "excluded"),
    [
        (["-neglect"], (), ("neglect",)),
        (["neglect,-CSA"], (("neglect",),), ("sexual-abuse",)),
        (["-CSA,neglect"], (("neglect",),), ("sexual-abuse",)),
        (["neglect,-CSA,NAI", "-FGM"], (("neglect", "physical-abuse"),), ("sexual-abuse", "faith-honour-harm")),
        (["-neglect,-CSA,-neglect"], (), ("neglect", "sexual-abuse")),
        (["-neglect", "-neglect"], (), ("neglect",)),
        (["neglect,-neglect"], (("neglect",),), ("neglect",)),
        (["-not-stated"], (), ("not-stated",)),
        (["-Not Stated,neglect"], (("neglect",),), ("not-stated",)),
        (["not-stated,-neglect"], (("not-stated",),), ("neglect",)),
        ([" - Child Sexual Abuse "], (), ("sexual-abuse",)),
        (["-sexual-abuse"], (), ("sexual-abuse",)),
        (["sexual-abuse"], (("sexual-abuse",),), ()),
        (["'-neglect'"], (), ("neglect",)),
        (['"-neglect"'], (), ("neglect",)),
        (["“-neglect”"], (), ("neglect",)),
        (["–neglect"], (), ("neglect",)),
        (["—neglect"], (), ("neglect",)),
        (["−neglect"], (), ("neglect",)),
        (["‑neglect"], (), ("neglect",)),
        (["－neglect"], (), ("neglect",)),
        (["'neglect'"], (("neglect",),), ()),
    ],
)  # fmt: skip
def test_a_hyphen_in_front_leaves_out(typed: list[str], groups: filters.Values, excluded: tuple[str, ...]) -> None:
    """Whatever hyphen a word processor made of it, and with the quotation marks that some shells leave."""
    codes, left_out = ({"harm": groups} if groups else {}), ({"harm": excluded} if excluded else {})
    assert made_of({"harm": typed})._replace(wider=()) == Filters(codes=codes, excluded=left_out)


@pytest.mark.parametrize(
    ("typed", "groups", "excluded"),
    [
        ("Culture, race and faith", (("culture-race-faith",),), ()),
        ("-Culture, race and faith", (), ("culture-race-faith",)),
        ("'-Culture, race and faith'", (), ("culture-race-faith",)),
        ("fathers,Culture, race and faith", (("fathers-and-males", "culture-race-faith"),), ()),
        ("fathers,-Culture, race and faith,recording", (("fathers-and-males", "recording"),), ("culture-race-faith",)),
        ("-culture, race and faith,-recording", (), ("culture-race-faith", "recording")),
    ],
)  # fmt: skip
def test_a_label_with_commas(typed: str, groups: filters.Values, excluded: tuple[str, ...]) -> None:
    made = made_of({"theme": [typed]})
    assert (made.codes.get("theme", ()), made.excluded.get("theme", ())) == (groups, excluded)


def test_a_sex_and_an_age_that_are_left_out() -> None:
    made = made_of({"sex": ["-boy,girl", "-not-stated"], "age": ["-<1y,-not-stated,2y", "-6m"]})
    assert (made.sexes, made.excluded_sexes) == ((("female",),), ("male", "not-stated"))
    assert made.ages == ((parse_age("2y"),),)
    assert made.excluded_ages == (parse_age("<1y"), parse_age("not-stated"), parse_age("6m"))
    assert made_of({"sex": ["-f"], "age": ["-0-1y"]}) == Filters(
        excluded_sexes=("female",), excluded_ages=(parse_age("0..1y"),)
    )


HINT = "a hyphen leaves out: --harm -neglect"


@pytest.mark.parametrize(
    ("sign", "typed"),
    [
        ("!", "!neglect"), ("~", "~neglect"), ("/", "/neglect"), ("NOT", "NOT neglect"), ("not", "not neglect"),
        ("Not", "Not-neglect"), ("^", "^neglect"), ("¬", "¬neglect"), ("\\", "\\neglect"), ("--", "--neglect"),
        ("-!", "-!neglect"), ("!", "'!neglect'"), ("!", "! neglect"), ("!-", "!-neglect"), ("!", "CSA,!neglect"),
        ("!", "！neglect"), ("/", "／neglect"), ("- -", "- -neglect"), ("NOT", "'NOT neglect'"),
    ],
)  # fmt: skip
def test_other_signs_in_front_are_refused(sign: str, typed: str) -> None:
    """Folded, some of them would be the word itself: the opposite of what is meant."""
    assert refused({"harm": [typed]}) == (f'--harm does not take "{sign}" in front of a value', HINT)


@pytest.mark.parametrize(
    ("kind", "typed", "message", "hint"),
    [
        ("harm", "-", '--harm has no value after "-"', "a hyphen leaves out: --harm -VALUE"),
        ("harm", "neglect,-", '--harm has no value after "-"', "a hyphen leaves out: --harm -VALUE"),
        ("harm", "NOT", '--harm does not take "NOT" in front of a value', "a hyphen leaves out: --harm -VALUE"),
        ("harm", "!", '--harm has no value after "!"', "a hyphen leaves out: --harm -VALUE"),
        ("harm", "--theme", '--harm does not take "--" in front of a value', "a hyphen leaves out: --harm -theme"),
        ("sex", "!boy", '--sex does not take "!" in front of a value', "a hyphen leaves out: --sex -boy"),
        ("sex", "not male", '--sex does not take "not" in front of a value', "a hyphen leaves out: --sex -male"),
        ("age", "!<1y", '--age does not take "!" in front of a value', 'a hyphen leaves out: --age "-<1y"'),
        ("age", "not 2y", '--age does not take "not" in front of a value', "a hyphen leaves out: --age -2y"),
        ("age", "/2y", '--age does not take "/" in front of a value', "a hyphen leaves out: --age -2y"),
        ("harm", "-neglct", 'unknown harm "neglct"; did you mean "neglect"?',
         "casereviews vocabulary harm lists them all"),
        ("harm", "neglect,-nope", 'unknown harm "nope"', "casereviews vocabulary harm lists them all"),
        ("harm", "-n", 'unknown harm "n"', "casereviews vocabulary harm lists them all"),
        ("harm", "notneglect", 'unknown harm "notneglect"; did you mean "neglect"?',
         "casereviews vocabulary harm lists them all"),
        ("harm", "not neglct", 'unknown harm "not neglct"', "casereviews vocabulary harm lists them all"),
        ("sex", "-femal", 'unknown sex "femal"; did you mean "female"?', "allowed: female, male, not-stated, any"),
        ("theme", "!\x1b[31m", '--theme does not take "!" in front of a value',
         'a hyphen leaves out: --theme "-<U+001B>[31m"'),
    ],
)  # fmt: skip
def test_what_a_hyphen_is_not(kind: str, typed: str, message: str, hint: str) -> None:
    assert refused({kind: [typed]}) == (message, hint)


@pytest.mark.parametrize("typed", ["-", "-soon", "--1y", "-1.5y", "- "])
def test_what_is_no_age_to_leave_out(typed: str) -> None:
    with pytest.raises(UsageError):
        made_of({"age": [typed]})


def test_words_that_begin_with_not() -> None:
    """They are what the vocabulary says they are."""
    assert made_of({"theme": ["not brought to appointments"]}).codes == {"theme": (("was-not-brought",),)}
    assert made_of({"factor": ["not yet mobile"]}).codes == {"factor": (("non-mobile-infant",),)}
    assert made_of({"outcome": ["-Injury, not fatal"]}).excluded == {"outcome": ("injury",)}
    assert made_of({"theme": ["-not brought to appointments"]}).excluded == {"theme": ("was-not-brought",)}


def test_two_meanings_are_left_out_both() -> None:
    made = made_of({"type": ["-SCR"], "theme": ["-DNA"]})
    assert made.excluded == {"type": ("scr", "significant-case-review-scotland"), "theme": ("was-not-brought",)}
    meanings = "Serious case review (England, former) and Significant case review (Scotland)"
    assert made.notes == (
        f'"SCR" has 2 meanings, {meanings}; both are left out',
        '"DNA" is left out; better: was not brought',
    )


def test_a_group_that_is_left_out_is_all_its_terms() -> None:
    justice = tuple(slug for slug, term in TERMS.terms("agency").items() if term.group == "justice")
    assert len(justice) > 1
    assert made_of({"agency": ["-Justice"]}) == Filters(excluded={"agency": justice})


def test_so_many_values_and_no_more() -> None:
    ages = [f"{number}d" for number in range(1, MAX_VALUES + 2)]
    assert len(made_of({"age": [",-".join(ages[:-1])]}).excluded_ages) == MAX_VALUES - 1
    for typed in (",".join(ages), "-" + ",-".join(ages), ",-".join(ages)):
        assert refused({"age": [typed]})[0] == f"--age has more than {MAX_VALUES} values"


@examples(200)
@given(st.sampled_from(["harm", "theme", "sex", "age"]), st.text(max_size=12), st.text("-–!~/\\'\" ,", max_size=4))
def test_any_text_is_a_filter_or_is_refused(kind: str, typed: str, signs: str) -> None:
    """And what is taken as a wanted value has no sign of its own in front."""
    try:
        made = made_of({kind: [f"{signs}{typed}"]})
    except UsageError as error:
        assert not has_controls(error.message + (error.hint or ""))  # noqa: PT017
        return
    assert made != Filters()
    if any(sign in signs for sign in "-–!~/\\") and "," not in signs + typed:
        assert made.excluded or made.excluded_sexes or made.excluded_ages


def test_a_group_is_all_its_terms() -> None:
    justice = tuple(slug for slug, term in TERMS.terms("agency").items() if term.group == "justice")
    assert "police" in justice
    assert made_of({"agency": ["Justice"]}) == Filters(codes={"agency": (justice,)})


@pytest.mark.parametrize("kind", FIELDS)
def test_every_slug_label_and_synonym_can_be_typed(kind: str) -> None:
    failed = []
    for term in TERMS.terms(kind).values():
        for word in (
            term.slug,
            term.label,
            term.label.upper(),
            *term.synonyms,
            *map(str.upper, term.synonyms),
            *term.avoid,
        ):
            try:
                (group,) = made_of({kind: [word]}).codes[kind]
            except UsageError:
                failed.append(word)
            else:
                if term.slug not in group:
                    failed.append(word)
    assert failed == []


@pytest.mark.parametrize(
    ("typed", "sexes"),
    [
        (["female"], (("female",),)),
        (["Girl"], (("female",),)),
        (["girls,F"], (("female",),)),
        (["m"], (("male",),)),
        (["boy,girl"], (("male", "female"),)),
        (["boys", "girls"], (("male",), ("female",))),
        (["not-stated,male"], (("not-stated", "male"),)),
    ],
)
def test_sexes(typed: list[str], sexes: filters.Values) -> None:
    assert made_of({"sex": typed}) == Filters(sexes=sexes)


def test_words_worth_a_note() -> None:
    made = made_of({"theme": ["DNA,DNA"], "type": ["SCR", "SCR"], "factor": ["LAC"], "harm": ["neglect"]})
    meanings = "Serious case review (England, former) and Significant case review (Scotland)"
    assert made.notes == (
        f'"SCR" has 2 meanings, {meanings}; both are looked up',
        '"DNA" is looked up; better: was not brought',
        '"LAC" is looked up; better: child in care',
    )
    assert made_of({"harm": ["neglect"]}).notes == ()


def test_narrower_words_are_told_once_each() -> None:
    """What a word was taken as, and whether it was wanted; a slug, a label or a synonym is no narrower."""
    made = made_of({"harm": ["FII,fii,-rape", "FII", "physical-abuse,NAI"], "theme": ["MARAC", "Early help"]})
    assert made.codes == {
        "harm": (("physical-abuse",),),
        "theme": (("domestic-abuse-practice",), ("early-help",)),
    }
    assert [(it.typed, it.kind, it.slug, it.done) for it in made.wider] == [
        ("FII", "harm", "physical-abuse", "looked up"),
        ("fii", "harm", "physical-abuse", "looked up"),
        ("rape", "harm", "sexual-abuse", "left out"),
        ("MARAC", "theme", "domestic-abuse-practice", "looked up"),
    ]
    assert made.notes == ()


NAMES = ("Vale", "North Vale", "north vale", "North-Moor", "Vale, Town of")


def areas_of(*typed: str) -> Filters:
    return build(lambda: TERMS, {"area": list(typed)}, areas=lambda: NAMES)


@pytest.mark.parametrize(
    ("typed", "groups", "excluded", "notes"),
    [
        (["VALE"], (("Vale",),), (), ()),
        (["north  vale"], (("North Vale", "north vale"),), (), ()),
        (["moor,-north-vale"], (("North-Moor",),), ("North Vale", "north vale"), ()),
        (["Vale, Town of", "any"], (("Vale, Town of",), ("any",)), (), ()),
        (["-Not Stated"], (), ("not-stated",), ()),
        (["North"], (("North Vale", "north vale", "North-Moor"),), (),
         ('"North" is in the names of 3 areas, North Vale, north vale and North-Moor; all are looked up',)),
        (["-north"], (), ("North Vale", "north vale", "North-Moor"),
         ('"north" is in the names of 3 areas, North Vale, north vale and North-Moor; all are left out',)),
    ],
)  # fmt: skip
def test_areas(typed: list[str], groups: filters.Values, excluded: tuple[str, ...], notes: tuple[str, ...]) -> None:
    """A name in any case; else the words of one, whole, and a line where these are in several."""
    assert areas_of(*typed) == Filters(
        codes={"area": groups} if groups else {}, excluded={"area": excluded} if excluded else {}, notes=notes
    )


def test_more_areas_than_a_line_names() -> None:
    made = build(lambda: TERMS, {"area": ["vale"]}, areas=lambda: [f"Vale {number}" for number in range(7)])
    assert made.notes == (
        '"vale" is in the names of 7 areas, Vale 0, Vale 1, Vale 2, Vale 3, Vale 4 and 2 more; all are looked up',
    )


@pytest.mark.parametrize(
    ("typed", "known", "message", "hint"),
    [
        ("Norht Vale", NAMES, 'unknown area "Norht Vale"; did you mean "north vale"?',
         "casereviews list --area any --fields area -f tsv lists them"),
        ("val", NAMES, 'unknown area "val"; did you mean "Vale"?',
         "casereviews list --area any --fields area -f tsv lists them"),
        ("none", NAMES, 'unknown area "none"', "casereviews list --area any --fields area -f tsv lists them"),
        ("?", NAMES, 'unknown area "?"', "casereviews list --area any --fields area -f tsv lists them"),
        ("Vale", (), 'unknown area "Vale"', "the area of none of these reviews is known"),
    ],
)  # fmt: skip
def test_unknown_areas(typed: str, known: tuple[str, ...], message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        build(lambda: TERMS, {"area": [typed]}, areas=lambda: known)
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        (" 2022-02-03 ", "2022-02-03", "2022-02-03"),
        ("2020..2022-02", "2020-01-01", "2022-02-28"),
        ("2020 .. 2020", "2020-01-01", "2020-12-31"),
        ("2020/2022", "2020-01-01", "2022-12-31"),
        ("2022-02..", "2022-02-01", None),
        ("..2022", None, "2022-12-31"),
    ],
)
@pytest.mark.parametrize("field", ["listed", "published"])
def test_spans_of_dates(field: str, typed: str, first: str | None, last: str | None) -> None:
    span = filters.DateRange(first, last)
    assert made_of({field: [typed]}) == Filters(dates={field: ((span,),)})
    assert made_of({field: [f"-{typed}"]}) == Filters(excluded_dates={field: (span,)})


def test_dates_that_are_stated_or_not() -> None:
    unstated, stated = filters.DateRange(stated=False), filters.DateRange()
    assert made_of({"listed": ["Not stated,any"]}) == Filters(dates={"listed": ((unstated, stated),)})


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("May", '--listed: "May" is not a date'),
        ("2022-13", '--listed: "2022-13" is not a date'),
        ("2020-2022", '--listed: "2020-2022" is not a date'),
        ("..", '--listed: ".." is not a date'),
        ("none", '--listed: "none" is not a date'),
        ("2022..2021-12", '--listed: "2022..2021-12" ends before it begins'),
    ],
)
def test_spans_that_are_none(typed: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        made_of({"listed": [typed]})
    assert caught.value.message == message
    assert caught.value.hint == (
        "write a year, a month or a day, 2022 or 2022-02, a span, 2020..2022 or 2022.., not-stated or any"
    )


def test_what_a_field_is_besides_its_terms() -> None:
    """In any case and spelling, wanted and left out; a child has a sex and an age, or they are not stated."""
    for kind in KINDS:
        assert made_of({kind: ["Any", "NOT STATED"]}) == Filters(codes={kind: (("any",), ("not-stated",))})
    for kind in ("harm", "factor", "theme", "agency"):
        assert made_of({kind: ["None,-Any"]}) == Filters(codes={kind: (("none",),)}, excluded={kind: ("any",)})
    assert made_of({"sex": ["any"], "age": ["-any"]}) == Filters(
        sexes=(("female", "male"),), excluded_ages=(AgeRange(),)
    )
    for field in ("sex", "age", "outcome", "type"):
        with pytest.raises(UsageError):
            made_of({field: ["none"]})


def test_former_slugs_are_understood() -> None:
    """As the terms of today, wanted or left out, and nothing is told."""
    assert made_of({"outcome": ["serious-injury,-serious-harm"]}) == Filters(
        codes={"outcome": (("injury",),)}, excluded={"outcome": ("harm-no-injury",)}
    )


def test_dates() -> None:
    made = made_of({}, " 2019 ", "2019-06-30")
    assert made == Filters(since=PartialDate(2019), until=PartialDate(2019, 6, 30))


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ({"harm": ["neglct"]}, 'unknown harm "neglct"; did you mean "neglect"?',
         "casereviews vocabulary harm lists them all"),
        ({"harm": ["neglect,nope"]}, 'unknown harm "nope"', "casereviews vocabulary harm lists them all"),
        ({"theme": ["recoding"]}, 'unknown theme "recoding"; did you mean "recording"?',
         "casereviews vocabulary theme lists them all"),
        ({"harm": [""]}, "--harm is empty", "name a value, as in --harm VALUE"),
        ({"harm": [" , ,"]}, "--harm is empty", "name a value, as in --harm VALUE"),
        ({"sex": [""]}, "--sex is empty", "name a value, as in --sex VALUE"),
        ({"age": [","]}, "--age is empty", "name a value, as in --age VALUE"),
        ({"sex": ["femal"]}, 'unknown sex "femal"; did you mean "female"?', "allowed: female, male, not-stated, any"),
        ({"sex": ["x"]}, 'unknown sex "x"', "allowed: female, male, not-stated, any"),
        ({"outcome": ["\x1b[31m"]}, 'unknown outcome "<U+001B>[31m"', "casereviews vocabulary outcome lists them all"),
    ],
)  # fmt: skip
def test_unknown_words(typed: Mapping[str, Sequence[str]], message: str, hint: str) -> None:
    assert refused(typed) == (message, hint)


@pytest.mark.parametrize("typed", ["", "soon", "2019-13", "2019-00", "2019-02-29", "06/2019", "2019-6", "\x1b"])
def test_what_is_no_date(typed: str) -> None:
    hint = "write a year, a month or a day: 2019, 2019-06 or 2019-06-30"
    shown = typed.replace("\x1b", "<U+001B>")
    assert refused({}, typed) == (f'--since: "{shown}" is not a date', hint)
    assert refused({}, None, typed) == (f'--until: "{shown}" is not a date', hint)


@pytest.mark.parametrize(("since", "until"), [("2021", "2019"), ("2021-06", "2021-05"), ("2021-06-02", "2021-06-01")])
def test_a_time_that_ends_before_it_begins(since: str, until: str) -> None:
    assert refused({}, since, until) == (f"--since {since} is after --until {until}", "nothing can be in between")


def test_times_that_meet() -> None:
    for date in ("2021", "2021-06", "2021-06-01"):
        assert made_of({}, date, date) == Filters(since=PartialDate.parse(date), until=PartialDate.parse(date))
    assert made_of({}, "2021-06", "2021").since == PartialDate(2021, 6)


def test_the_vocabulary_is_asked_only_for_words() -> None:
    def never() -> Any:
        raise AssertionError

    build(never, {"sex": ["male"], "age": ["2y"]}, "2019", "2020")
    build(never, {"harm": ["not-stated"]})


# --- What is selected -----------------------------------------------------------------------------

CHILDREN = ["3 days", "4 weeks", "5 weeks", "8 months", "1 year", "2 years", "3 years 6 months", "17 years"]
INCIDENTS = [None, "2018", "2018-12", "2019", "2019-06", "2019-06-30", "2020-02-29"]


def invented() -> list[dict[str, Any]]:
    """Reviews whose fields meet in many ways."""
    made: list[dict[str, Any]] = []
    harms: list[list[str] | None] = [None, [], ["neglect"], ["neglect", "sexual-abuse"], ["physical-abuse"]]
    for number in range(40):
        age, second = CHILDREN[number % 8], CHILDREN[(3 * number + 1) % 8]
        sexes = [(None, "male"), ("female", None), ("male", "female")][number % 3]
        children: list[dict[str, Any]] | None = [{"age": age, "sex": sexes[0]}]
        if number % 4 == 1 and children is not None:
            children.append({"age": second if number % 8 == 1 else None, "sex": sexes[1]})
        if number % 13 == 5:
            children = None
        elif number % 13 == 7:
            children = []
        record: dict[str, Any] = {
            "id": f"sample/{number}",
            "name": f"Child {number}",
            "title": "Sample review",
            "children": children,
            "harms": harms[number % 5],
            "factors": None if number % 3 else [["moves"], ["moves", "isolation"]][number % 2],
            "outcome": [None, "death", "injury"][number % 3],
            "review_type": ["lcspr", "scr", None][number // 2 % 3],
            "incident_date": INCIDENTS[number % 7],
        }
        if number % 4:
            record["learning"] = [
                {"text": "One.", "themes": ["recording"], "agencies": ["police"] if number % 2 else None},
                {"text": "Two.", "themes": [["bereavement"], ["recording", "pandemic"], None][number % 3]},
            ]
        if number % 6 == 2:
            record["actions"] = [{"text": "Three.", "themes": [], "agencies": ["gp", "police"]}]
        made.append(record)
    return made


COLLECTION = dataset.read("".join(yaml_writer.dump(invented())).encode(), "sample.yaml", TERMS)
INVENTED = compile_store([COLLECTION], TERMS)
INVENTED_RECORDS: Records = {review.id: review.to_dict() for review in COLLECTION.reviews}

MONTH = Fraction(487, 16)
"""In days."""
UNIT_DAYS = {"year": 12 * MONTH, "month": MONTH, "week": Fraction(7), "day": Fraction(1)}
TYPED_AGES: dict[str, tuple[Fraction | None, Fraction | None]] = {
    "3d": (Fraction(3), Fraction(4)),
    "4w": (Fraction(28), Fraction(35)),
    "4w..5w": (Fraction(28), Fraction(42)),
    "<5w": (None, Fraction(35)),
    "1m": (MONTH, 2 * MONTH),
    "0..1": (Fraction(0), 24 * MONTH),
    "<1y": (None, 12 * MONTH),
    "1y": (12 * MONTH, 24 * MONTH),
    "2y": (24 * MONTH, 36 * MONTH),
    "30m": (30 * MONTH, 31 * MONTH),
    "3y 6m": (42 * MONTH, 43 * MONTH),
    "3..17": (36 * MONTH, 216 * MONTH),
    "18..": (216 * MONTH, None),
    "..8m": (None, 9 * MONTH),
}


def in_days(age: str) -> tuple[Fraction, Fraction]:
    """The days that an age can mean: from, and to below."""
    words = age.split()
    units = [word.removesuffix("s") for word in words[1::2]]
    low = sum((int(count) * UNIT_DAYS[unit] for count, unit in zip(words[::2], units, strict=True)), Fraction(0))
    return low, low + UNIT_DAYS[units[-1]]


def is_of_age(child: dict[str, Any], typed: str) -> bool:
    if child["age"] is None or typed == "not-stated":
        return child["age"] is None and typed == "not-stated"
    low, high = TYPED_AGES[typed]
    first, last = in_days(child["age"])
    return (low is None or last > low) and (high is None or first < high)


def plainly(
    records: Records, typed: Mapping[str, list[list[str]]], since: str | None = None, until: str | None = None
) -> list[str]:
    """The ids of the records that the filters select, worked out without SQL."""
    return [identity for identity, record in records.items() if holds(record, typed, since, until)]


NO_GROUP: list[list[str] | None] = [None]


def holds(record: dict[str, Any], typed: Mapping[str, list[list[str]]], since: str | None, until: str | None) -> bool:
    for kind, field in FIELDS.items():
        value = record[field]
        values = ["not-stated"] if value is None else [value] if isinstance(value, str) else value
        if not all(any(slug in values for slug in group) for group in typed.get(kind, [])):
            return False
    children = [{"age": None, "sex": None}] if record["children"] is None else record["children"]
    for sexes, ages in product(typed.get("sex") or NO_GROUP, typed.get("age") or NO_GROUP):
        if (sexes or ages) and not any(
            (sexes is None or (child["sex"] or "not-stated") in sexes)
            and (ages is None or any(is_of_age(child, age) for age in ages))
            for child in children
        ):
            return False
    incident = record["incident_date"]
    if since and not (incident and incident + "-12-31"[len(incident) - 4 :] >= since):
        return False
    return not (until and not (incident and incident + "-01-01"[len(incident) - 4 :] <= until + "-99"))


def selected(
    store: Store, typed: Mapping[str, list[list[str]]], since: str | None = None, until: str | None = None
) -> Any:
    made = made_of({kind: [",".join(group) for group in groups] for kind, groups in typed.items()}, since, until)
    found = [record["id"] for record in reviews.ask(store, made)]
    assert reviews.count(store, made) == len(found)
    return found


VALUES = {
    **{kind: [*TERMS.terms(kind), "not-stated"] for kind in FIELDS},
    "sex": ["female", "male", "not-stated"],
    "age": [*TYPED_AGES, "not-stated"],
}
LIKELY = {
    "harm": ["neglect", "physical-abuse", "sexual-abuse", "not-stated"],
    "factor": ["moves", "isolation", "domestic-abuse", "not-stated"],
    "theme": ["recording", "pandemic", "bereavement", "information-sharing", "not-stated"],
    "agency": ["police", "gp", "housing", "not-stated"],
    "type": ["lcspr", "scr", "not-stated"],
    "outcome": ["death", "injury", "harm-no-injury", "not-stated"],
    "sex": VALUES["sex"],
    "age": VALUES["age"],
}


@st.composite
def choices(draw: st.DrawFn) -> dict[str, list[list[str]]]:
    """Filters on up to three fields, of values that occur often and of any."""
    kinds = draw(st.lists(st.sampled_from(list(VALUES)), max_size=3, unique=True))
    return {
        kind: draw(
            st.lists(
                st.lists(st.sampled_from(LIKELY[kind]) | st.sampled_from(VALUES[kind]), min_size=1, max_size=3),
                min_size=1,
                max_size=2,
            )
        )
        for kind in kinds
    }


TIMES = st.none() | st.sampled_from(
    ["2018", "2018-12", "2019", "2019-06", "2019-06-15", "2019-07", "2020-02-29", "2021"]
)


@examples(100)
@given(choices(), st.sampled_from([(None, None), ("2018", None), (None, "2019-06-15"), ("2018-12", "2019")]))
def test_filters_select_what_plain_python_selects(
    store: Store, records: Records, typed: dict[str, list[list[str]]], times: tuple[str | None, str | None]
) -> None:
    assert selected(INVENTED, typed, *times) == plainly(INVENTED_RECORDS, typed, *times)
    assert selected(store, typed, *times) == plainly(records, typed, *times)


@pytest.mark.slow
@settings(max_examples=2000, deadline=None)
@given(choices(), TIMES)
def test_filters_select_what_plain_python_selects_at_length(
    typed: dict[str, list[list[str]]], time: str | None
) -> None:
    assert selected(INVENTED, typed, time) == plainly(INVENTED_RECORDS, typed, time)
    assert selected(INVENTED, typed, None, time) == plainly(INVENTED_RECORDS, typed, None, time)


@MODEST
@given(st.sampled_from(sorted(VALUES)), st.data())
def test_a_comma_means_or_and_a_repeated_option_means_and(store: Store, kind: str, data: st.DataObject) -> None:
    one, other = (data.draw(st.sampled_from(LIKELY[kind]) | st.sampled_from(VALUES[kind])) for _ in "ab")
    for asked in (store, INVENTED):
        first, second = (set(selected(asked, {kind: [[value]]})) for value in (one, other))
        assert set(selected(asked, {kind: [[one, other]]})) == first | second
        assert set(selected(asked, {kind: [[one], [other]]})) == first & second


@MODEST
@given(TIMES.filter(bool), TIMES.filter(bool))
def test_since_and_until_part_what_is_dated(since: str, until: str) -> None:
    dated = {identity for identity, record in INVENTED_RECORDS.items() if record["incident_date"]}
    after, before = set(selected(INVENTED, {}, since)), set(selected(INVENTED, {}, None, until))
    assert after | before <= dated
    if since <= until:
        assert set(selected(INVENTED, {}, since, until)) == after & before
        assert after | before == dated


def test_one_child_is_of_the_sex_and_of_the_age() -> None:
    two = [{"age": "2 years", "sex": "male"}, {"age": "8 months", "sex": "female"}]
    made = dataset.read(
        "".join(yaml_writer.dump([{"name": "Child Z", "title": "Sample review", "children": two}])).encode(),
        "s.yaml",
        TERMS,
    )
    sample = compile_store([made], TERMS)
    assert selected(sample, {"sex": [["male"]], "age": [["2y"]]}) == ["s/child-z"]
    assert selected(sample, {"sex": [["female"]], "age": [["2y"]]}) == []
    assert selected(sample, {"sex": [["male"], ["female"]]}) == ["s/child-z"]
    assert selected(sample, {"age": [["2y"], ["<1y"]]}) == ["s/child-z"]


@pytest.mark.parametrize("count", [64, 200])
def test_many_values_at_once(store: Store, count: int) -> None:
    ages = made_of({"age": [",".join(f"{number}d" for number in range(count))]})
    assert reviews.count(store, ages) >= 0
    harms = made_of({"harm": ["neglect"] * count})
    assert [record["id"] for record in reviews.ask(store, harms)] == ["2022-02/joshua", "2022-02/mia"]


# --- What is left out -----------------------------------------------------------------------------


def test_filters_that_let_in_what_does_not_say() -> None:
    made = made_of(
        {"harm": ["neglect"], "outcome": ["not-stated"], "theme": ["recording"], "sex": ["male"], "age": ["2y"]}, "2019"
    )
    assert made.unstated() == {
        "harm": made._replace(codes={**made.codes, "harm": (("neglect", "not-stated"),)}),
        "theme": made._replace(codes={**made.codes, "theme": (("recording", "not-stated"),)}),
        "sex": made._replace(sexes=(("male", "not-stated"),)),
        "age": made._replace(ages=((parse_age("2y"), AgeRange(stated=False)),)),
        "incident date": made._replace(undated=True),
    }
    assert Filters().unstated() == {}
    assert made_of({"sex": ["male,not-stated"], "age": ["2y,not-stated"]}).unstated() == {}


def test_what_has_no_date_can_be_let_in() -> None:
    undated = [identity for identity, record in INVENTED_RECORDS.items() if record["incident_date"] is None]
    let_in = made_of({}, "2019", "2019")._replace(undated=True)
    found = [record["id"] for record in reviews.ask(INVENTED, let_in)]
    assert undated
    assert sorted(found) == sorted([*undated, *selected(INVENTED, {}, "2019", "2019")])
