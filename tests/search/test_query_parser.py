"""What a person types into a search, understood: units, their other words and codes, and what is told of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casereviews import stemming
from casereviews.errors import UsageError
from casereviews.library import vocabularies
from casereviews.search import lookup
from casereviews.search.query_parser import MAX_DEPTH, MAX_LENGTH, MAX_WORDS, parse
from casereviews.search.query_tree import CODES, SYNONYMS, WORDS, Operation, Query, Unit
from casereviews.store import Store
from casereviews.store.compiling import compile_store
from casereviews.store.tables import code_token
from casereviews.text import fold, one_line
from casereviews.vocabulary import KINDS, Term, Vocabulary
from helpers import examples

TERMS = vocabularies.vocabulary()
ALL = [term for kind in KINDS for term in TERMS.terms(kind).values()]
NAMES = [(name, term) for term in ALL for name in (term.slug, term.label, *term.synonyms, *term.avoid)]


KNOWN_STEMS: dict[str, tuple[str, ...]] = {}


def stems(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """As the package gives them, each text asked for once: there are thousands here."""
    fresh = [text for text in dict.fromkeys(texts) if text not in KNOWN_STEMS]
    KNOWN_STEMS.update(zip(fresh, stemming.stems(fresh) if fresh else [], strict=True))
    return [KNOWN_STEMS[text] for text in texts]


def understood(store: Store, query: str, expand: bool = True) -> Query:
    return parse(query, lookup.lookup(store, expand)._replace(stems=stems))


def only(store: Store, query: str, expand: bool = True) -> Unit:
    """The one unit of a query."""
    (unit,) = understood(store, query, expand).units
    return unit


def labels(unit: Unit) -> set[str]:
    """The labels of its codes, without the kind that those of a review have after them."""
    return {re.sub(r" \((harm|factor|outcome|type)\)$", "", label) for _, label in unit.codes}


def shown(unit: Unit) -> set[str]:
    return {word for _, word in unit.synonyms}


def shape(part: Operation | Unit) -> Any:
    """The tree of a query: units by what was typed, nodes as their sign and parts."""
    if isinstance(part, Unit):
        return f'"{part.typed}"' if part.how == "phrase" else part.typed
    return (part.sign, *map(shape, part.parts))


# --- The vocabulary -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "codes", "others"),
    [
        ("CSA", {"Sexual abuse", "Responding to sexual abuse"}, {"child sexual abuse", "rape", "HSB"}),
        ("child sexual abuse", {"Sexual abuse", "Responding to sexual abuse"}, {"CSA", "Sexual abuse", "rape"}),
        ("NAI", {"Physical abuse"}, {"Physical abuse", "non-accidental injury", "abusive head trauma", "AHT"}),
        ("non-accidental injury", {"Physical abuse"}, {"Physical abuse", "NAI", "AHT"}),
        ("DV", {"Domestic abuse", "Responding to domestic abuse"}, {"domestic violence", "DVA", "coercive control"}),
        ("coercive control", {"Domestic abuse", "Responding to domestic abuse"}, {"DV", "DA", "Domestic abuse"}),
        ("HV", {"Health visiting"}, {"Health visiting", "health visitor", "family nurse partnership"}),
        ("health visitors", {"Health visiting"}, {"HV", "FNP"}),
        (
            "invisible fathers",
            {"Fathers and male carers", "Unknown or unassessed man"},
            {"hidden men", "absent fathers", "unknown man", "male carers"},
        ),
    ],
)
def test_both_ways(store: Store, typed: str, codes: set[str], others: set[str]) -> None:
    """An abbreviation stands for the long form, and the long form for the abbreviation."""
    for written in (typed, typed.upper(), typed.lower(), f"{typed}.", typed.replace(" ", "  ")):
        unit = only(store, written)
        assert labels(unit) == codes
        assert others <= shown(unit)
        assert unit.how == "word"


@pytest.mark.parametrize("typed", ["hidden-men", "hidden men", "Hidden Man", "hidden–men"])
def test_hyphens_and_endings_make_no_other_word(store: Store, typed: str) -> None:
    """A term is known however it is joined."""
    if typed == "Hidden Man":  # what the stemmer does not take for the same is no word of the vocabulary
        assert labels(only(store, "hidden men")) == {"Fathers and male carers", "Unknown or unassessed man"}
    else:
        assert labels(only(store, typed)) == {"Fathers and male carers", "Unknown or unassessed man"}


def plain(name: str) -> str:
    """A name without what is an operator in a query."""
    return fold(re.sub(r"[()*,]", " ", name))


def test_every_word_of_the_vocabulary_stands_for_its_term(store: Store) -> None:
    """Typed plainly. What is added to it is neither in it nor added twice."""
    typed: dict[str, set[str]] = {}
    for name, term in NAMES:
        typed.setdefault(plain(name), set()).add(term.label)
    stems([word for name in typed for word in (name, *name.split())])
    units = {name: understood(store, name).units for name in typed}
    others = [(unit.typed, word) for found in units.values() for unit in found for word in shown(unit)]
    ends = dict(zip(others, stems([word for _, word in others]), strict=True))
    own = dict(zip(typed, stems(list(typed)), strict=True))
    for name, wanted in typed.items():
        assert wanted <= {label for unit in units[name] for label in labels(unit)}, name
        for unit in units[name]:
            assert len({phrase for phrase, _ in unit.synonyms}) == len(unit.synonyms)
            words = f" {' '.join(own.get(unit.typed, ('?',)))} "
            assert not [word for word in shown(unit) if words in f" {' '.join(ends[unit.typed, word])} "], name


@pytest.mark.parametrize("name", [name for name, _ in NAMES][::40])
def test_no_word_of_the_vocabulary_stands_for_its_term_in_quotation_marks(store: Store, name: str) -> None:
    """Nor without expansion."""
    for unit in [*understood(store, f'"{plain(name)}"').units, *understood(store, plain(name), expand=False).units]:
        assert (unit.synonyms, unit.codes) == ((), ())


def test_codes_are_words_of_the_index_each_of_its_own() -> None:
    """No two terms are one word for the index, not even without their endings."""
    found = stemming.stems([code_token(term.kind, term.slug) for term in ALL])
    assert all(len(words) == 1 for words in found)
    assert len(set(found)) == len(ALL)


@pytest.mark.parametrize("typed", ["CSAs1", "aCSA", "DVLA", "HVAC", "childsexualabuse", "DVS2", "SCRUM", "LACK"])
def test_only_whole_words_are_known(store: Store, typed: str) -> None:
    """A part of a word is not the word."""
    unit = only(store, typed)
    assert (unit.synonyms, unit.codes) == ((), ())


@pytest.mark.parametrize("query", ["child AND sexual AND abuse", "child (sexual) abuse", 'child "sexual" abuse'])
def test_only_words_beside_each_other_are_a_term(store: Store, query: str) -> None:
    """An operator between them makes them words."""
    assert not [unit for unit in understood(store, query).units if "Sexual abuse" in labels(unit)]


def test_the_longest_row_of_words_is_the_term(store: Store) -> None:
    """Of `health visitors`, not `health`; before and after it stand words."""
    query = understood(store, "kilo initial child protection conference lima")
    assert [unit.typed for unit in query.units] == ["kilo", "initial child protection conference", "lima"]
    assert [bool(unit.codes) for unit in query.units] == [False, True, False]


def test_quotation_marks_a_star_and_no_expansion_leave_words_alone(store: Store) -> None:
    """Each of them means the word itself."""
    for query, expand in (('"CSA"', True), ('"child sexual abuse"', True), ("CSA*", True), ("CSA", False)):
        unit = only(store, query, expand)
        assert (unit.synonyms, unit.codes) == ((), ())
        assert understood(store, query, expand).notes == ()
    assert [unit.how for unit in (only(store, '"CSA"'), only(store, "CSA*"), only(store, "CSA"))] == [
        "phrase", "beginning", "word",
    ]  # fmt: skip
    assert labels(only(store, "CSA")) != set()


def test_without_a_collection_words_stand_for_themselves() -> None:
    """The parser alone knows no vocabulary."""
    (unit,) = parse("CSA").units
    assert (unit.typed, unit.words, unit.synonyms, unit.codes) == ("CSA", ('"CSA"',), (), ())


# --- What is told -------------------------------------------------------------------------------------------------------


def test_two_meanings_are_told(store: Store) -> None:
    """And both are looked up."""
    query = understood(store, "SCR")
    assert query.notes[0] == (
        '"SCR" has 2 meanings, Serious case review (England, former) and Significant case review (Scotland); '
        "both are looked up"
    )
    (unit,) = query.units
    assert len(unit.codes) == 2


@pytest.mark.parametrize(
    ("kind", "label", "meanings"),
    [
        ("theme", "Loft", ["Ladder", "Loft"]),  # without a word in common
        ("theme", "Ladder in the loft", ["Ladder"]),  # which is about the other
        ("harm", "Ladder in the loft", ["Ladder", "Ladder in the loft"]),  # of one kind
        ("theme", "Ladder", ["Ladder"]),
    ],
)
def test_what_counts_as_another_meaning(kind: str, label: str, meanings: list[str]) -> None:
    terms = [Term("harm", "first", "Ladder", "A.", ("kilo",)), Term(kind, "second", label, "B.", ("kilo",))]
    query = understood(compile_store([], Vocabulary(terms, {})), "kilo")
    several = f'"kilo" has 2 meanings, {" and ".join(meanings)}; both are looked up'
    assert [note for note in query.notes if "meanings" in note] == ([several] if len(meanings) > 1 else [])
    assert [len(unit.codes) for unit in query.units] == [2]


@pytest.mark.parametrize(
    ("typed", "today"),
    [
        ("shaken baby", "abusive head trauma"),
        ("Shaken Baby", "abusive head trauma"),
        ("disguised compliance", "describe the behaviour, such as apparent engagement"),
        ("DNA", "was not brought"),
        ("LAC", "child in care"),
        ("looked after children", "children in care"),
    ],
)
def test_words_no_longer_used_are_told(store: Store, typed: str, today: str) -> None:
    """With what is said today, which is looked for too."""
    query = understood(store, typed)
    assert f'"{typed}" is looked up; better: {today}' in query.notes
    assert query.notes[-1].startswith("also looked for: ")
    assert only(store, typed).codes


def test_what_was_added_is_told(store: Store) -> None:
    """In one line, whatever the number of terms, with the codes and what they were added to."""
    (note,) = understood(store, "HV").notes
    assert note == (
        "also looked for: Health visiting, health visitor, FNP, family nurse partnership, coded Health visiting "
        "(for HV)"
    )
    (note,) = understood(store, "HV kilo NAI").notes
    assert note.startswith("also looked for: Health visiting, ")
    assert "(for HV); Physical abuse, " in note
    assert note.endswith(" and 9 more, coded Physical abuse (for NAI)")
    assert understood(store, "kilo lima").notes == ()


def test_what_was_added_is_told_once(store: Store) -> None:
    """A word that is typed twice is one."""
    assert understood(store, "HV HV").notes == understood(store, "HV").notes
    assert understood(store, "HV OR hv OR kilo").notes == understood(store, "HV OR kilo").notes


# --- The query language -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("a1 b1", ("and", "a1", "b1")),
        ("a1 AND b1", ("and", "a1", "b1")),
        ("a1 OR b1 c1", ("and", ("or", "a1", ("and", "b1", "c1")))),
        ("(a1 OR b1) c1", ("and", ("or", "a1", "b1"), "c1")),
        ("NOT a1 OR b1", ("and", ("or", ("not", "a1"), "b1"))),
        ("a1 -b1 c1", ("and", "a1", ("not", "b1"), "c1")),
        ("a1 NOT (b1 OR c1)", ("and", "a1", ("not", ("or", "b1", "c1")))),
        ("NOT NOT a1", ("and", "a1")),
        ("a1 OR (b1 OR (c1 OR d1))", ("and", ("or", "a1", "b1", "c1", "d1"))),
        ("a1 or b1 and c1 not d1", ("and", "a1", "b1", "c1", "not", "d1")),
        ('"a1 b1" c1*', ("and", '"a1 b1"', "c1*")),
        ("", ("and",)),
        ("() ( AND )", ("and", '"AND"')),
    ],
)
def test_trees(query: str, tree: Any) -> None:
    """What binds closest, and that what does not fit is passed over."""
    assert shape(parse(query).root) == tree


def test_what_is_wanted() -> None:
    """The units outside of negations, in the order typed, each once."""
    query = parse("a1 NOT b1 NOT (c1 NOT d1) a1")
    assert [unit.typed for unit in query.units] == ["a1", "d1"]
    assert query.is_plain is False
    assert parse("a1 b1").is_plain is True
    assert parse("a1 OR b1").is_plain is False


def test_small_words_are_passed_over_where_others_are_left() -> None:
    """They say nothing of what is looked for; alone they are words."""
    assert [unit.typed for unit in parse("what was said about the father").units] == ["said", "father"]
    assert [unit.typed for unit in parse("about the").units] == ["about", "the"]
    assert [unit.typed for unit in parse('"about the"').units] == ["about the"]
    assert [unit.typed for unit in parse('the "kilo lima"').units] == ["kilo lima"]


def test_several_plain_words_may_be_a_phrase() -> None:
    """All of them, and nothing else beside."""
    assert parse("kilo the lima").phrase == '"kilo the lima"'
    for query in ("kilo", "kilo OR lima", 'kilo "lima"', "kilo lim*", "kilo AND lima", "-kilo lima"):
        assert parse(query).phrase is None


def test_irregular_forms_are_the_same_word(store: Store) -> None:
    """Which the stemmer does not know."""
    for one, other in (("child", "children"), ("midwife", "midwives"), ("men", "man"), ("died", "dying")):
        assert only(store, one, expand=False).words == only(store, other, expand=False).words
        assert one in only(store, other, expand=False).words[0]


def test_the_beginning_of_a_word_is_every_word_that_begins_so(store: Store) -> None:
    """Of the collection."""
    known = [word for (word,) in store.ask("SELECT word FROM word WHERE word LIKE 'bruis%'")]
    assert len(known) > 1
    (words,) = only(store, "bruis*").words
    assert words == f"({' OR '.join(chr(34) + word + chr(34) for word in sorted(known))})"


def test_how_far_an_expression_goes(store: Store) -> None:
    """To the words, to other words, to the codes; what is negated never to its codes."""
    query = understood(store, "HV")
    direct, other, coded = (query.expression(level) for level in (WORDS, SYNONYMS, CODES))
    assert "visitor" not in direct
    assert "visitor" in other
    assert code_token("agency", "health-visiting") not in other
    assert code_token("agency", "health-visiting") in coded
    negated = understood(store, "NOT HV").expression(CODES)
    assert "visitor" in negated
    assert code_token("agency", "health-visiting") not in negated


def test_any_of_what_is_wanted(store: Store) -> None:
    """As a search of statements asks for it."""
    query = understood(store, "kilo NOT lima health visitors")
    loose = query.any_of(query.units)
    assert shape(loose.root) == ("and", ("or", "kilo", "health visitors"))
    assert all(unit.is_loose for unit in loose.units)
    assert shape(parse("").any_of([]).root) == ("and",)
    assert shape(parse("kilo").any_of(parse("kilo").units).root) == ("and", "kilo")


@pytest.mark.parametrize(
    ("query", "needs"),
    [
        ("kilo", True),
        ("kilo NOT lima", True),
        ("kilo OR lima", True),
        ("kilo OR NOT lima", False),
        ("NOT kilo", False),
        ("NOT NOT kilo", True),
        ("(kilo OR NOT lima) oscar", True),
        ("NOT (kilo NOT lima)", False),
    ],
)
def test_whether_something_wanted_must_be_there(query: str, needs: bool) -> None:
    """Else a query may be true of what has none of its words."""
    assert parse(query).needs_wanted is needs


# --- Limits and any text --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("x" * (MAX_LENGTH + 1), f"the query has {MAX_LENGTH + 1} characters; at most {MAX_LENGTH} are read"),
        (
            "x " * (MAX_WORDS + 1),
            f"the query has {MAX_WORDS + 1} words and phrases; at most {MAX_WORDS} are looked for",
        ),
        ("(" * (MAX_DEPTH + 1) + "x", f"parentheses are nested {MAX_DEPTH + 1} deep; at most {MAX_DEPTH} are read"),
    ],
    ids=["length", "words", "depth"],
)
def test_limits(query: str, message: str) -> None:
    """One more than what is read is refused, and says so; as many are read."""
    with pytest.raises(UsageError) as caught:
        parse(query)
    assert caught.value.message == message
    parse("x" * MAX_LENGTH)
    parse("x " * MAX_WORDS)
    parse("(" * MAX_DEPTH + "x")


PIECES = [
    "(", ")", "-", "--", "NOT", "OR", "AND", "NEAR", "NEAR(", '"', '""', "*", "**", " ", "  ", "\t", "\n", "\0", "\x1f",
    "kilo", "CSA", "child sexual abuse", "health visitors", "the", "bruis*", "title:x", "{title} : x", "- {a b} :", "^",
    "+", "'s", "’", "é", "e\u0301", "😀", "👩‍👧", "\u202e", "مرحبا", "שלום", "漢字", "\ud800", "%", "_", "\\", ";", "--x",
    "' OR 1=1", "xqend", "\ue000every",
]  # fmt: skip
QUERIES = st.lists(st.sampled_from(PIECES), max_size=24).flatmap(lambda parts: st.sampled_from(["", " "]).map(
    lambda by: by.join(parts)))  # fmt: skip


@examples(200)
@given(QUERIES | st.text(max_size=60))
@example("OR" * 5000)
@example('"' * 9999)
@example("\0" * 10_000)
def test_any_text_is_understood_or_refused(store: Store, query: str) -> None:
    """As a tree that FTS5 reads at each level and in any columns, or with one clear line."""
    try:
        parsed = understood(store, query)
    except UsageError as error:
        assert "\n" not in error.message  # noqa: PT017
        assert len(error.message) < 200  # noqa: PT017
        return
    assert [note for note in parsed.notes if note != one_line(note)] == []
    for asked in (parsed, parsed.any_of(parsed.units)):
        assert len(asked.units) <= MAX_WORDS
        if asked.root.parts:
            for level in (WORDS, SYNONYMS, CODES):
                for columns in ("", "{title} : ", "{learning recommendations actions} : "):
                    expression = asked.expression(level, columns, columns)
                    store.ask("SELECT count(*) FROM search WHERE search MATCH ?", [expression]).fetchone()
