"""One word is one word, however a text or a query has it written."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.answers import similar
from casereviews.editing import yaml_writer
from casereviews.errors import AmbiguousError
from casereviews.library.vocabularies import vocabulary
from casereviews.reading import dataset
from casereviews.search import names
from casereviews.search.filter_values import build
from casereviews.search.names import Found
from casereviews.store import Store
from casereviews.store.compiling import compile_store
from casereviews.text import HIDDEN, fold, whole_words
from casereviews.vocabulary import Term, Vocabulary
from helpers import examples
from searching import search_for

TERMS = vocabulary()
NO_TERMS = Vocabulary((), {})
HIDDEN_ONES = ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"]
MODEST = examples(60)


@cache
def store_of(*texts: str, terms: Vocabulary = NO_TERMS) -> Store:
    """A store with a review for each text, which are its summaries; it is made once."""
    reviews = [{"name": f"Child {number}", "title": "Review", "summary": text} for number, text in enumerate(texts)]
    return compile_store([dataset.read("".join(yaml_writer.dump(reviews)).encode(), "sample.yaml", terms)], terms)


def answers(store: Store, query: str, **options: Any) -> dict[int, list[str]]:
    """The reviews that answer, by the number in their names, each with the pieces that are marked."""
    records = search_for(store, query, **options).records
    return {int(record["name"].split()[1]): pieces(record) for record in records}


def pieces(record: dict[str, Any]) -> list[str]:
    """What is marked in the texts of a hit."""
    return [match["text"][start:end] for match in record["matches"] for start, end in match["marks"]]


# --- Joined, parted, dotted -----------------------------------------------------------------------

WAYS = [
    ["multiagency", "multi-agency", "multi agency"],
    ["nonaccidental", "non-accidental", "non accidental"],
    ["wellbeing", "well-being", "well being"],
    ["coworker", "co-worker", "co worker"],
    ["handover", "hand-over", "hand over"],
    ["email", "e-mail", "e mail"],
    ["DV", "D.V."],
    ["QKX", "Q.K.X."],
]
PAIRS = [(ways, typed) for ways in WAYS for typed in ways]
QUERIES = ["{}", '"{}"', "({}) OR papa", "{} NOT papa", '"the {}"', "{} lima"]


@pytest.mark.parametrize("terms", [NO_TERMS, TERMS], ids=["without terms", "with terms"])
@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(("ways", "typed"), PAIRS, ids=[typed for _, typed in PAIRS])
def test_a_word_is_found_however_it_is_written(ways: list[str], typed: str, query: str, terms: Vocabulary) -> None:
    """In every text, whole, whichever way it is in the text or the query."""
    store = store_of(*[f"Of the {way} lima." for way in ways], "Of the kilo.", terms=terms)
    found = answers(store, query.format(typed))
    assert sorted(found) == [*range(len(ways))]
    for number, way in enumerate(ways):
        assert letters(way) in letters("".join(found[number]))


NON_TEXTS = ["Lima accidental injuries.", "Lima non-accidental injuries.", "Lima Non accidental injuries.", "Injuries."]
PLAIN_QUERIES = ["accidental", '"accidental"', "accid*", "accidental OR papa", "accidental NOT papa", "lima -nonaccidental",
                 '"accidental injury"', "(accidental) lima", "lima NOT non-accidental", '"lima accid"*']  # fmt: skip
NON_QUERIES = ["non-accidental", "non accidental", "NONaccidental", "Non\u2011Accidental", '"non accidental"', '"non-accidental"',
               "non-acc*", "nonacc*", '"non acc"*', "non-accidental OR papa", "non accidental NOT papa",
               '"non-accidental injury"', "lima -accidental", "lima NOT accidental", "(non accidental) lima"]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"), [*((one, {0}) for one in PLAIN_QUERIES), *((one, {1, 2}) for one in NON_QUERIES)]
)
def test_what_is_not_so_is_another_word(query: str, found: set[int]) -> None:
    """Accidental injuries are not non-accidental ones, nor these those."""
    assert {*answers(store_of(*NON_TEXTS), query)} == found


@pytest.mark.parametrize(
    ("typed", "lacking", "marked"),
    [("accidental injuries", "accidental", "injuries"), ("mobile baby", "mobile", "baby")],
)
def test_what_is_not_so_is_no_answer(typed: str, lacking: str, marked: str) -> None:
    """A text that has only the opposite lacks the word, and the opposite is not marked."""
    text = "Non-accidental injuries of a non-mobile baby, who was non mobile."
    (record,) = search_for(store_of(text), typed).records
    assert record["missing"] == [lacking]
    assert pieces(record) == [marked]


@pytest.mark.parametrize("typed", ["NAI", "non-accidental injury", "non accidental injuries", "Nonaccidental injury"])
def test_terms_have_words_with_non(typed: str) -> None:
    found = answers(store_of(*NON_TEXTS, "An NAI.", terms=TERMS), typed)
    assert {1, 2, 4} <= {*found}
    assert found[1] == ["non-accidental injuries"]
    assert found[2] == ["Non accidental injuries"]
    assert not any("accidental" in piece for piece in found.get(0, []))


@pytest.mark.parametrize("typed", ["non-mobile", "non mobile baby", '"non-mobile baby"', "nonmobile OR papa"])
def test_a_baby_who_is_not_mobile(typed: str) -> None:
    found = answers(store_of("A mobile baby.", "A non-mobile baby.", "A non mobile baby.", terms=TERMS), typed)
    end = " baby" if "baby" in typed else ""
    assert (found[1], found[2]) == ([f"non-mobile{end}"], [f"non mobile{end}"])
    assert not any("mobile" in piece for piece in found.get(0, []))


def test_it_is_shown_with_its_hyphen() -> None:
    """As it was typed, or as it is mostly written."""
    store = store_of(*NON_TEXTS)
    for typed in ("non-accidental papa", "non accidental papa", "non accidental OR papa"):
        (record, *_) = search_for(store, typed).records
        assert {why["query"] for match in record["matches"] for why in match["why"]} == {"non-accidental"}


def test_words_of_a_collection_with_non() -> None:
    """A non that stands alone takes no other word away."""
    store = store_of("A non.", "Papa non-mobile; non verbal.", "Non, lima")
    words = {word for (word,) in store.ask("SELECT word FROM word")}
    assert {"non", "papa", "lima", "nonmobile", "nonverbal"} <= words
    assert not words & {"mobile", "verbal"}
    assert not [word for word in words if word.startswith("non") and word not in ("non", "nonmobile", "nonverbal")]
    ends_so = store_of("Lima non", "Papa kilo")
    assert {word for (word,) in ends_so.ask("SELECT word FROM word")} == {
        "0", "1", "child", "kilo", "lima", "non", "papa", "review"
    }  # fmt: skip


@pytest.mark.parametrize("typed", ["nonkilo", "non-kilo", "non kilo", "nonkilo OR papa"])
def test_what_is_nowhere_is_not_parted(typed: str) -> None:
    """Its other half says the opposite, even where a non stands alone."""
    assert answers(store_of("Kilo. A non, lima.", "Non, kilo."), typed) == {}


@pytest.mark.parametrize("typed", ["well-being", "wellbeing"])
def test_a_word_of_which_a_part_says_nothing(typed: str) -> None:
    store = store_of("Her well-being.", "As well as being late.", "Kilo.")
    assert answers(store, typed) == {0: ["well-being"]}


@pytest.mark.parametrize("query", ['"multi-ag*"', '"multi ag"*', "multi-ag* NOT papa", "multiag* OR multi-agency"])
def test_the_beginning_of_a_word_that_is_joined_elsewhere(query: str) -> None:
    store = store_of("A multiagency team.", "A multi-agency team.", "Multi team.", "An agency.")
    found = answers(store, query)
    assert {number: letters("".join(marked)) for number, marked in found.items()} == {
        0: "multiagency",
        1: "multiagency",
    }


@pytest.mark.parametrize("query", ["{}", '"{}"', "{} NOT papa"])
@pytest.mark.parametrize(
    ("one", "two"), [("therapist", "the rapist"), ("inform", "in form"), ("forget", "for get"), ("menus", "men us")]
)
def test_small_words_are_no_part_of_others(one: str, two: str, query: str) -> None:
    """It would change what is meant."""
    store = store_of(f"Lima {two}.", f"Lima {one}.")
    assert answers(store, query.format(one)) == {1: [one]}
    assert [*answers(store, query.format(two))] == [0]


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


# --- What nobody sees -----------------------------------------------------------------------------

PLAIN = "Bruising of the office worker; housing, then bruises. Safeguarding"
LETTERS = [place for place, letter in enumerate(PLAIN) if letter.isalpha() and PLAIN[place + 1 :][:1].isalpha()]
INSERTED = st.lists(st.tuples(st.sampled_from(LETTERS), st.sampled_from(HIDDEN_ONES)), min_size=1, max_size=12)


def with_hidden(inserted: list[tuple[int, str]]) -> str:
    """The text with hidden characters after some of its letters."""
    after: dict[int, str] = {}
    for place, character in inserted:
        after[place] = after.get(place, "") + character
    return "".join(letter + after.get(place, "") for place, letter in enumerate(PLAIN))


def seen(text: str) -> str:
    return "".join(character for character in text if character not in HIDDEN)


@MODEST
@given(
    INSERTED,
    st.sampled_from(["bruise", '"office worker"', "safeg*", "bruise AND housing", "(office OR papa) NOT kilo"]),
)
def test_hidden_characters_change_nothing(inserted: list[tuple[int, str]], query: str) -> None:
    """Neither what is found nor what is marked, but for themselves."""
    text = with_hidden(inserted)
    store = store_of(PLAIN, text, "kilo lima")
    found = answers(store, query)
    assert set(found) == {0, 1}
    assert [seen(piece) for piece in found[1]] == found[0]
    assert found[0]
    assert all(piece in text for piece in found[1])


@MODEST
@given(INSERTED)
def test_hidden_characters_in_a_query_change_nothing(inserted: list[tuple[int, str]]) -> None:
    store = store_of(PLAIN, "kilo lima")
    text = with_hidden(inserted)
    for query in (text, f'"{text}"', f"{text} NOT papa", fold(text)):
        assert set(answers(store, query)) == {0}


@pytest.mark.parametrize(
    "query", ["office", '"office"', "OFFICE", "of\ufb01ce", "o\ufb03ce", "offices NOT kilo", "offi*", "o\ufb03*"]
)
def test_ligatures_are_letters(query: str) -> None:
    store = store_of("An office.", "An o\ufb03ce, and of\ufb01ces.", "Kilo.")
    assert answers(store, query) == {0: ["office"], 1: ["o\ufb03ce", "of\ufb01ces"]}


@pytest.mark.parametrize("query", ["Zoe", "Zoë", "Zoe\u0308", "ZOË", '"zoë"', "zoë NOT kilo", "zo*", "zoë*"])
def test_marks_on_letters_do_not_matter(query: str) -> None:
    store = store_of("Zoe said.", "Zoë said.", "Zoe\u0308 said.", "Kilo.")
    assert answers(store, query) == {0: ["Zoe"], 1: ["Zoë"], 2: ["Zoe\u0308"]}


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("plain", "plain"),
        ("Zoë", "Zoë"),  # SQLite itself knows
        ("Zoe\u0308", "Zoe"),
        ("\u0439", "\u0438"),
        ("4\u00bd \u2019s \u2026 \u00a3", "4\u00bd 's \u2026 \u00a3"),
        ("\uff21\uff22", "AB"),
        ("m\u00b2", "m2"),
        ("a\ufe0f\u202eb", "ab"),
        ("Non-accidental, NON ACCIDENTAL; non\u2011mobile", "Nonaccidental, NONACCIDENTAL; nonmobile"),
        (
            "non\u2010verbal, non\u2013verbal, non\xa0verbal, n\u00adon-verbal",
            "nonverbal, nonverbal, nonverbal, nonverbal",
        ),
        ("anon-x, _non-x, 2non-x, \u00e9non-x", "anon-x, _nonx, 2non-x, \u00e9non-x"),
        ("non-5, non - x, non  x, non, x, non-", "non-5, non - x, non  x, non, x, non-"),
        ("baby's, BABY\u2019S; O'Shea's", "baby  , BABY  ; O'Shea  "),
        ("don't, can\u2019t've, she\u02bcll, it't", "dont, cant   , she   , it't"),
        (
            "'s 't, baby''s, baby'sit, d'Souza, 'tis, baby's_, 9's",
            "'s 't, baby''s, baby'sit, d'Souza, 'tis, baby  _, 9  ",
        ),
        ("sine qua non of it; a non is; non order", "sine qua non of it; a non is; nonorder"),
    ],
)
def test_words_as_an_index_has_them(text: str, whole: str) -> None:
    assert whole_words(text) == whole


def test_what_is_stored_stays_as_it_is() -> None:
    text = "A safe\u00adguard\u200bing o\ufb03ce."
    store = store_of(text)
    assert store.ask("SELECT text FROM passage WHERE section = 'summary'").fetchall() == [(text,)]
    assert {"safeguarding", "office"} <= {word for (word,) in store.ask("SELECT word FROM word")}


# --- After an apostrophe --------------------------------------------------------------------------

ENDED = [
    "The baby's cot.",
    "The baby\u2019s cot.",
    "A BABY'S COT",
    "Babies' cots.",
    "Child S; Baby S slept.",
    "They don't.",
]


@pytest.mark.parametrize(
    "query", ["baby", "baby's", "babies", "baby\u2019s OR papa", "baby's NOT papa", "bab*", "-papa baby's"]
)
def test_a_word_is_found_in_what_is_somebodys(query: str) -> None:
    """The word is marked, not the ending."""
    found = answers(store_of(*ENDED), query)
    assert {number: found[number] for number in range(4)} == {0: ["baby"], 1: ["baby"], 2: ["BABY"], 3: ["Babies"]}
    assert len(found) == 5


@pytest.mark.parametrize("query", ["Baby S", "baby 's'", '"Baby S"', '"Baby S" OR papa', "(Baby S) NOT papa"])
def test_a_letter_is_not_found_in_what_is_somebodys(query: str) -> None:
    found = answers(store_of(*ENDED), query)
    assert [*found] == [4]
    assert found[4][-1] in ("Baby S", "S")


@pytest.mark.parametrize("letter", ["s", "t", "d", "m", "ll", "re", "ve"])
@pytest.mark.parametrize("query", ["{}", '"{}"', "{} OR papa", "Child {}", "baby {} --", "family-{}"])
@pytest.mark.parametrize("terms", [NO_TERMS, TERMS], ids=["without terms", "with terms"])
def test_an_ending_is_no_word(letter: str, query: str, terms: Vocabulary) -> None:
    words = ["couldn", "didn"] if letter == "t" else ["baby", "family", "don"]
    texts = [", ".join([f"{word}{mark}{letter}" for word in words]) for mark in "'\u2018\u2019\u02bc"]
    store = store_of(*texts, terms=terms)
    found = answers(store, query.format(letter.upper()), all_words=True)
    assert found == {}


@pytest.mark.parametrize("query", ['"baby\'s cot"', '"baby cot"', "baby's-cot OR papa"])
def test_words_side_by_side_across_an_ending(query: str) -> None:
    """What is somebody's is found as a phrase, and marked whole."""
    found = answers(store_of(*ENDED), query)
    assert {number: marked[0] for number, marked in found.items()} == {
        0: "baby's cot", 1: "baby\u2019s cot", 2: "BABY'S COT", 3: "Babies' cots"
    }  # fmt: skip


@pytest.mark.parametrize("query", ["didn't survive", "didn\u2019t survive", "didnt survive", '"didn\'t survive"'])
def test_what_is_not_is_one_word(query: str) -> None:
    """So everyday words for terms, which have no apostrophe, are found."""
    death = Term("outcome", "death", "Death", "", lay=("didn't survive",))
    terms = Vocabulary((death,), {})
    store = store_of("She didn't survive.", "She didn\u2019t survive.", "She did not.", "A death.", "T.", terms=terms)
    found = answers(store, query, all_words=True)
    assert {number: found[number] for number in (0, 1)} == {0: ["didn't survive"], 1: ["didn\u2019t survive"]}
    assert {*found} - {0, 1} == (set() if '"' in query else {3})


@pytest.mark.parametrize("typed", ["didn't", "didn\u2019t", "didn\u02bct", "didnt"])
def test_what_is_not_is_told_as_it_was_typed(typed: str) -> None:
    terms = Vocabulary((Term("outcome", "death", "Death", "", lay=("didn't survive",)),), {})
    (record,) = search_for(store_of("Kilo.", terms=terms), f"kilo {typed} survive").records
    assert [word.replace("\u02bc", "'") for word in record["missing"]] == [f"{typed} survive".replace("\u02bc", "'")]


@pytest.mark.parametrize("typed", ["don't", "dont", "couldn\u2019t", "mustnt", "she's", "we've", "that's", "I'll"])
def test_what_says_nothing_with_an_apostrophe_is_passed_over(typed: str) -> None:
    answer = search_for(store_of(*ENDED, "Ill; a shell."), f"{typed} baby")
    assert (len(answer.records), answer.notes, answer.missing) == (5, (), ())


# --- Names ----------------------------------------------------------------------------------------


def named(*all_names: str) -> Store:
    """A store of reviews with these names."""
    reviews = [{"name": name, "title": "Review", "learning": [{"text": "One."}]} for name in all_names]
    for number, review in enumerate(reviews):
        review["id"] = f"sample/{number}"
    return compile_store([dataset.read("".join(yaml_writer.dump(reviews)).encode(), "sample.yaml", NO_TERMS)], NO_TERMS)


WAYS_OF_NAMES = [
    ["Zoe", "Zoë", "Zoe\u0308", "ZOE", "Z\u00adoe", "\ufeffZoë"],
    ["Child O\ufb03ah", "Child Offiah", "child o\u200bffiah"],
    ["Child A.B.", "Child AB", "Child A B", "childab", "Child-A.B"],
    ["Anne-Marie", "Annemarie", "Anne Marie", "anne\u2011marie", "Anne\u00ad-\u200bMarie"],
    ["Family D.V.1", "family dv1"],
]


@pytest.mark.parametrize(
    ("name", "typed"), [(name, typed) for ways in WAYS_OF_NAMES for name in ways for typed in ways]
)
def test_a_name_is_one_however_it_is_written(name: str, typed: str) -> None:
    store = named("Kilo", name, "Child Lima")
    assert names.resolve(store, typed) == Found("sample/1")
    assert names.resolve(store, f"{typed} L1") == Found("sample/1/L1", is_statement=True)


def test_a_name_as_it_is_goes_before_its_other_forms() -> None:
    store = named("Zoe", "Zoë", "Child AB", "Child A B")
    for number, name in enumerate(["Zoe", "Zoë", "Child AB", "Child A B"]):
        assert names.resolve(store, name) == Found(f"sample/{number}")


def test_a_name_goes_before_a_part_of_another() -> None:
    assert names.resolve(named("Zoe Kilo", "Zoë"), "zoe") == Found("sample/1")
    assert names.resolve(named("Zoë", "Zoë Kilo", "Kilo Lima"), "lima") == Found("sample/2")


def test_a_form_that_is_two_names_is_asked() -> None:
    with pytest.raises(AmbiguousError) as caught:
        names.resolve(named("Child AB", "Child A B"), "childab")
    message = '"childab" is the name of 2 reviews:\n  sample/0  Child AB\n  sample/1  Child A B'
    assert caught.value.message == message


# --- What stays as it was -------------------------------------------------------------------------


def test_areas_are_told_apart_as_they_are_written() -> None:
    """A filter compares names as it did: the letters with their marks, and the words as they are parted."""
    known = ("Vale", "Valé", "North Vale", "Northvale")
    for typed in known[1:]:
        made = build(lambda: NO_TERMS, {"area": [typed]}, areas=lambda: known)
        assert made.codes == {"area": ((typed,),)}


def test_similar_reviews_are_so_by_their_codes_alone() -> None:
    coded = [
        {"name": f"Child {number}", "title": "Review", "harms": ["neglect"], "summary": text}
        for number, text in enumerate(("An office.", "An o\ufb03\u00adce.", "Kilo."))
    ]
    store = compile_store([dataset.read("".join(yaml_writer.dump(coded)).encode(), "sample.yaml", TERMS)], TERMS)
    assert [record["name"] for record in similar.ask(store, "sample/child-0")] == ["Child 1", "Child 2"]
