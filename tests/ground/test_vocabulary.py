"""The vocabulary: what a typed word means, the file that says so, and the bundled terms themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from casereviews import stemming
from casereviews.answers import terms
from casereviews.errors import DataError, UsageError
from casereviews.library import vocabularies
from casereviews.likeness import nearest
from casereviews.reading import vocabulary_file
from casereviews.search.suggest import meaning_of
from casereviews.text import fold, has_controls, listed
from casereviews.vocabulary import KINDS, Meaning, Term, Vocabulary, kind_of
from casereviews.wider import Wider
from helpers import examples

MODEST = examples(100)
FILE = Path(__file__).resolve().parents[2] / "data" / "vocabulary.yaml"
BUNDLED = vocabularies.vocabulary()
WHOLE = vocabularies.vocabulary(with_lay=True)
TERMS = [term for kind in KINDS for term in BUNDLED.terms(kind).values()]
WORDS = [(term, word) for term in TERMS for word in (term.slug, *term.names)]

FOOD = Term("harm", "no-food", "Going without food", "The child went without food.", ("WF", "hunger & thirst"))
COLD = Term("harm", "cold", "Cold", "The child was cold.", ("WF", "winter"), None, {"perishing": "cold"})
WET = Term("harm", "wet", "Wet", "The child was wet.", ("perishing",), "weather")
ICY = Term("harm", "icy", "Icy", "The child was icy.", (), "weather")
TOYS = Term("theme", "toys", "Toys & games", "The statement speaks of toys.", ("cold",))
COLD_OF_FILE = COLD._replace(
    narrower=("black ice",), former=("freezing",), lay=("brass monkeys", "parky"), lay_narrower=("chilblains",)
)
SMALL = Vocabulary([FOOD, COLD, WET, ICY, TOYS], {"harm": {"weather": "All weather"}})


# --- What a word means ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("no-food", Meaning((FOOD,))),
        ("No Food", Meaning((FOOD,))),
        ("going WITHOUT food", Meaning((FOOD,))),
        ("hunger and thirst", Meaning((FOOD,))),
        ("Hunger&Thirst", Meaning((FOOD,))),
        ("cold", Meaning((COLD,))),
        (" “Winter” ", Meaning((COLD,))),
        ("wf", Meaning((FOOD, COLD), '"wf" has 2 meanings, Going without food and Cold; both are looked up')),
        ("weather", Meaning((WET, ICY))),
        ("WEATHER", Meaning((WET, ICY))),
        ("perishing", Meaning((COLD, WET), '"perishing" has 2 meanings, Cold and Wet; both are looked up')),
    ],
)
def test_what_a_word_means(typed: str, meaning: Meaning) -> None:
    assert meaning_of(SMALL, "harm", typed) == meaning


def test_a_word_better_said_otherwise_finds_its_term() -> None:
    old = Term("harm", "cold", "Cold", "The child was cold.", (), None, {"Perishing": "very cold"})
    known = Vocabulary([old], {})
    assert meaning_of(known, "harm", "perishing") == Meaning((old,), '"perishing" is looked up; better: very cold')
    assert meaning_of(known, "harm", "perishing", "left out").note == '"perishing" is left out; better: very cold'


def test_a_narrower_word_finds_its_term_and_says_that_it_is_wider() -> None:
    """Also where it is better said otherwise, or has another meaning of which it says all."""
    one = Term(
        "harm", "cold", "Cold", "A definition.", ("chill",), None, {"frosty": "icy"}, (), ("Frost-bite", "frosty")
    )
    other = Term("harm", "ice", "Ice", "A definition.", ("frostbite", "frost bite"))
    known = Vocabulary([one, other], {})
    assert meaning_of(known, "harm", "FROSTY") == Meaning(
        (one,), '"FROSTY" is looked up; better: icy', (Wider("FROSTY", "harm", "cold", "Cold", "looked up"),)
    )
    assert meaning_of(known, "harm", "frost bite", "left out") == Meaning(
        (one, other),
        '"frost bite" has 2 meanings, Cold and Ice; both are left out',
        (Wider("frost bite", "harm", "cold", "Cold", "left out"),),
    )
    assert meaning_of(known, "harm", "chill") == Meaning((one,))
    assert one.names == ("Cold", "chill", "Frost-bite", "frosty")
    assert terms.ask([one])[0]["synonyms"] == ["chill", "Frost-bite"]


@pytest.mark.parametrize(
    ("kind", "reviews", "line"),
    [
        ("harm", 0, "FII is looked up as Cold, which is wider: no review"),
        ("harm", 1, "FII is looked up as Cold, which is wider: 1 review, perhaps not FII"),
        ("harm", 2, "FII is looked up as Cold, which is wider: 2 reviews, not all of them FII"),
        ("theme", 2, "FII is looked up as Cold, which is wider: 2 reviews, not all of them about FII"),
        ("agency", 1, "FII is looked up as Cold, which is wider: 1 review, perhaps not about FII"),
        ("factor", 2, "FII is looked up as Cold, which is wider: 2 reviews, not all of them with FII"),
    ],
)
def test_the_line_of_a_narrower_word(kind: str, reviews: int, line: str) -> None:
    assert Wider("FII", kind, "cold", "Cold", "looked up").line(reviews) == line


def test_a_slug_of_before_is_the_term_of_today() -> None:
    """However it is written; but a term that has the slug now is meant first."""
    new = Term("harm", "cold", "Cold", "A definition.", former=("freezing-cold", "wet"))
    known = Vocabulary([new, WET], {})
    assert meaning_of(known, "harm", "freezing-cold") == Meaning((new,))
    assert meaning_of(known, "harm", "Freezing Cold") == Meaning((new,))
    assert meaning_of(known, "harm", "wet") == Meaning((WET,))
    assert [known.current("harm", slug) for slug in ("freezing-cold", "wet", "cold", "other")] == [
        "cold", "wet", "cold", "other",
    ]  # fmt: skip
    assert known.current("theme", "freezing-cold") == "freezing-cold"
    assert "freezing" not in str(terms.ask([new])[0])


def test_three_meanings_are_not_both() -> None:
    three = [Term("harm", slug, slug.upper(), "A definition.", ("same",)) for slug in ("a", "b", "c")]
    meaning = meaning_of(Vocabulary(three, {}), "harm", "same")
    assert meaning == Meaning(tuple(three), '"same" has 3 meanings, A, B and C; all are looked up')


@pytest.mark.parametrize(
    ("kind", "typed", "message"),
    [
        ("harm", "wintr", 'unknown harm "wintr"; did you mean "cold"?'),
        ("harm", "xyzzy", 'unknown harm "xyzzy"'),
        ("harm", "toys", 'unknown harm "toys"; toys is a theme: --theme toys'),
        ("theme", "girls", 'unknown theme "girls"; girls is a sex: --sex female'),
        ("theme", "under 2 years", 'unknown theme "under 2 years"; under 2 years is an age: --age "under 2 years"'),
        ("harm", "", 'unknown harm ""'),
        ("harm", "'-'", "unknown harm \"'-'\""),
        ("theme", "weather", 'unknown theme "weather"; weather is a harm: --harm wet,icy'),
        ("agency", "wintr", 'unknown agency "wintr"; did you mean --harm cold?'),
        ("theme", "toy", 'unknown theme "toy"; did you mean "toys"?'),
        ("agency", "cold", 'unknown agency "cold"; cold is a harm and a theme: --harm cold or --theme toys'),
        ("harm", "\x1b[31m\n\u202e", 'unknown harm "<U+001B>[31m <U+202E>"'),
        ("harm", "q" * 500, f'unknown harm "{"q" * 80}"'),
    ],
)
def test_a_word_that_means_nothing(kind: str, typed: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        meaning_of(SMALL, kind, typed)
    assert (caught.value.message, caught.value.hint) == (message, f"casereviews vocabulary {kind} lists them all")
    assert caught.value.exit_code == 2


def test_labels() -> None:
    assert SMALL.label("theme", "toys") == "Toys & games"
    assert SMALL.label("harm", "toys") == "toys"


def test_a_term_as_json_gives_it() -> None:
    assert terms.ask([FOOD])[0] == {
        "kind": "harm",
        "slug": "no-food",
        "label": "Going without food",
        "definition": "The child went without food.",
        "synonyms": ["WF", "hunger & thirst"],
    }


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        (typed, kind)
        for kind, plural in KINDS.items()
        for typed in (kind, kind.upper(), plural, plural.replace("_", " "))
    ]
    + [("types", "type"), ("Review-Types", "type"), ("Agencies", "agency")],
)
def test_kinds(typed: str, kind: str) -> None:
    assert kind_of(typed) == kind


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("ham", 'unknown kind "ham"; did you mean "harm"?'),
        ("thems", 'unknown kind "thems"; did you mean "themes"?'),
        ("zzz", 'unknown kind "zzz"'),
        ("", 'unknown kind ""'),
    ],
)
def test_unknown_kinds(typed: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        kind_of(typed)
    assert (caught.value.message, caught.value.hint) == (
        message,
        "the kinds are harm, outcome, type, theme, factor, agency",
    )


# --- Suggestions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("neglekt", ["neglect", "accident"], "neglect"),
        ("NEGLEKT", ["Neglect"], "Neglect"),
        ("zzz", ["neglect"], None),
        ("", ["neglect"], None),
        ("neglect", [], None),
        ("a" * 101, ["a" * 101], None),
        ("a" * 100, ["a" * 100], "a" * 100),
    ],
)
def test_the_nearest_word(word: str, known: list[str], near: str | None) -> None:
    assert nearest(word, known) == near


@pytest.mark.parametrize(
    ("words", "sentence"), [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_words_as_a_sentence_joins_them(words: list[str], sentence: str) -> None:
    assert listed(words) == sentence
    assert listed(words, "and") == sentence.replace(" or ", " and ")


# --- The file -------------------------------------------------------------------------------------

KEYS = "groups, harms, outcomes, review_types, themes, factors, agencies, equals"
SMALL_FILE = """\
groups:
  harms: {weather: All weather}
harms:
  no-food:
    label: Going without food
    definition: The child went without food.
    synonyms: [WF, hunger & thirst]
  cold:
    label: Cold
    definition: The child was cold.
    synonyms: [WF, winter]
    narrower: [black ice]
    former: [freezing]
    avoid: {perishing: cold}
    lay: [brass monkeys, parky]
    lay_narrower: [chilblains]
  wet: {label: Wet, definition: The child was wet., synonyms: [perishing], group: weather}
  icy: {label: Icy, definition: The child was icy., group: weather}
themes:
  toys: {label: Toys & games, definition: The statement speaks of toys., synonyms: [cold]}
"""
EQUALS = "equals:\n- [mitten, glove, Glove]\n- [scarf, muffler]\n- [scarf, muffler]\n"
REST = "outcomes: {}\nreview_types: {}\nfactors: {}\nagencies: {}\n"


def read(text: str) -> Vocabulary:
    return vocabulary_file.read(text.encode(), "terms.yaml")


def problems(text: str) -> list[str]:
    with pytest.raises(DataError) as caught:
        read(text)
    return [str(problem) for problem in caught.value.problems]


def test_a_file_of_terms() -> None:
    made = read(SMALL_FILE + REST + EQUALS)
    assert {kind: list(made.terms(kind).values()) for kind in KINDS} == {
        "harm": [FOOD, COLD_OF_FILE, WET, ICY],
        "outcome": [],
        "type": [],
        "theme": [TOYS],
        "factor": [],
        "agency": [],
    }
    assert made.groups == {"harm": {"weather": "All weather"}}
    assert made.equals == (("mitten", "Glove"), ("scarf", "muffler"))
    assert read(SMALL_FILE + REST).equals == ()


@pytest.mark.parametrize("typed", ["brass monkeys", "parky", "chilblains", "scarf"])
def test_everyday_words_are_for_search_alone(typed: str) -> None:
    """A filter does not know one, and what is nearly one is nothing like a term."""
    made = read(SMALL_FILE + REST + EQUALS)
    assert typed not in COLD_OF_FILE.names
    for word in (typed, f"{typed}s"):
        assert made.meaning("harm", word) is None
        assert made.nearest_word("harm", word) is None
        with pytest.raises(UsageError, match=f'^unknown harm "{word}"$'):
            meaning_of(made, "harm", word)


def test_a_term_as_json_gives_it_with_everyday_words() -> None:
    assert terms.ask_all([COLD_OF_FILE])[0] == {
        **terms.ask([COLD_OF_FILE])[0], "lay": ["brass monkeys", "parky", "chilblains"], "questions": [],
    }  # fmt: skip
    assert terms.ask_all([FOOD])[0] == {**terms.ask([FOOD])[0], "lay": [], "questions": []}
    asked = FOOD._replace(questions=("What is there to eat?",))
    assert terms.ask_all([asked])[0]["questions"] == ["What is there to eat?"]


EMPTY = "harms: {}\nthemes: {}\n" + REST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[]", ["terms.yaml:1:1: the vocabulary must be a mapping of keys to values, not a list"]),
        (SMALL_FILE, [
            'terms.yaml:1:1: the vocabulary needs the key "outcomes"',
            'terms.yaml:1:1: the vocabulary needs the key "review_types"',
            'terms.yaml:1:1: the vocabulary needs the key "factors"',
            'terms.yaml:1:1: the vocabulary needs the key "agencies"',
        ]),
        (EMPTY + "harm: {}\n",
         [f'terms.yaml:7:1: unknown key "harm" in the vocabulary; allowed: {KEYS}; did you mean "harms"?']),
        (EMPTY.replace("{}", "[]", 1), ["terms.yaml:1:8: harms must be a mapping of keys to values, not a list"]),
        (EMPTY.replace("{}", "{a: b}", 1),
         ['terms.yaml:1:12: a: a term must be a mapping of keys to values, not the text "b"']),
        (EMPTY.replace("{}", "{a: {label: b}}", 1), ['terms.yaml:1:12: a: a term needs the key "definition"']),
        (EMPTY.replace("{}", "{a: {label: b, definition: c, synonyms: d}}", 1),
         ['terms.yaml:1:48: a: synonyms must be a list, not the text "d"']),
        (EMPTY.replace("{}", "{a: {label: b, definition: c, group: d}}", 1),
         ['terms.yaml:1:45: a: unknown group "d"; allowed: ']),
        (EMPTY.replace("{}", "{a: {label: b, definition: c, avoid: {d: [e]}}}", 1),
         ["terms.yaml:1:49: a: avoid must be text, not a list"]),
        (EMPTY.replace("{}", "{a: {label: [b], definition: c}, a: {}}", 1), [
            'terms.yaml:1:41: duplicate key "a", first given in line 1',
            "terms.yaml:1:20: a: label must be text, not a list",
        ]),
        (EMPTY.replace("{}", "{a: {label: b, definition: c, synonyms: ['']}}", 1),
         ["terms.yaml:1:49: a: synonyms, item 1 is empty; write null where the source does not say"]),
        (EMPTY.replace("{}", "{a: {label: b, definition: c, lay: d, lay_narrower: [[e]]}}", 1), [
            'terms.yaml:1:43: a: lay must be a list, not the text "d"',
            "terms.yaml:1:61: a: lay_narrower, item 1 must be text, not a list",
        ]),
        (EMPTY + "equals: a\n", ['terms.yaml:7:9: equals must be a list, not the text "a"']),
        (EMPTY + "equals: [a, {b: c}, [], [d], [e, E], [f, ''], [g, h]]\n", [
            'terms.yaml:7:10: equals, item 1 must be a list, not the text "a"',
            "terms.yaml:7:13: equals, item 2 must be a list, not a mapping",
            "terms.yaml:7:21: equals, item 3 needs two words or more that mean the same",
            "terms.yaml:7:25: equals, item 4 needs two words or more that mean the same",
            "terms.yaml:7:30: equals, item 5 needs two words or more that mean the same",
            "terms.yaml:7:42: equals, item 6, item 2 is empty; write null where the source does not say",
        ]),
    ],
)  # fmt: skip
def test_a_file_with_problems(text: str, expected: list[str]) -> None:
    assert sorted(problems(text)) == sorted(expected)


def test_a_term_without_a_definition_is_a_problem() -> None:
    assert problems(EMPTY.replace("{}", "{a: }", 1)) == [
        "terms.yaml:1:12: a: a term must be a mapping of keys to values, not empty"
    ]


def test_an_empty_file_says_so() -> None:
    assert problems("") == ["terms.yaml: is empty"]


def test_problems_stand_in_the_order_of_the_file() -> None:
    keys = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    places = [problem.split(": ")[0] for problem in problems(EMPTY + "".join(f"{key}: a\n" for key in keys))]
    assert places == [f"terms.yaml:{line}:1" for line in range(7, 15)]


# --- The bundled terms ----------------------------------------------------------------------------


def test_the_bundled_terms_are_those_of_the_file() -> None:
    raw: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    for kind, plural in KINDS.items():
        assert [
            (
                term.slug,
                term.label,
                term.definition,
                list(term.synonyms),
                term.group,
                dict(term.avoid),
                list(term.cues),
                list(term.narrower),
                list(term.former),
                list(term.lay),
                list(term.lay_narrower),
            )
            for term in WHOLE.terms(kind).values()
        ] == [
            (
                slug,
                entry["label"],
                entry["definition"],
                entry.get("synonyms", []),
                entry.get("group"),
                entry.get("avoid", {}),
                entry.get("cues", []),
                entry.get("narrower", []),
                entry.get("former", []),
                entry.get("lay", []),
                entry.get("lay_narrower", []),
            )
            for slug, entry in raw[plural].items()
        ]
    assert [list(group) for group in WHOLE.equals] == raw["equals"]
    assert BUNDLED.groups == {kind: raw["groups"][plural] for kind, plural in KINDS.items() if plural in raw["groups"]}


def test_the_compiled_terms_are_those_of_the_file() -> None:
    read_now = vocabulary_file.read(FILE.read_bytes(), "vocabulary.yaml")
    assert {kind: dict(read_now.terms(kind)) for kind in KINDS} == {kind: dict(WHOLE.terms(kind)) for kind in KINDS}
    assert (read_now.groups, read_now.equals) == (WHOLE.groups, WHOLE.equals)


def test_the_terms_that_each_start_reads_have_no_everyday_words() -> None:
    assert WHOLE.groups == BUNDLED.groups
    assert BUNDLED.equals == ()
    assert [
        term._replace(lay=(), lay_narrower=(), questions=()) for kind in KINDS for term in WHOLE.terms(kind).values()
    ] == TERMS


def test_how_many_there_are() -> None:
    assert {kind: len(BUNDLED.terms(kind)) for kind in KINDS} == {
        "harm": 13,
        "outcome": 4,
        "type": 13,
        "theme": 50,
        "factor": 24,
        "agency": 23,
    }


def test_every_term_is_fit_to_use() -> None:
    for term in TERMS:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", term.slug), term
        assert term.label == " ".join(term.label.split()), term
        assert 40 <= len(term.definition) <= 400, term
        assert term.definition.endswith("."), term
        assert not has_controls(term.label + term.definition + "".join(term.synonyms)), term
        assert term.group is None or term.group in BUNDLED.groups[term.kind], term


def test_every_theme_and_group_belong_together() -> None:
    for kind, groups in BUNDLED.groups.items():
        assert {term.group for term in BUNDLED.terms(kind).values()} - {None} == set(groups)
        assert not set(groups) & {fold(word) for term, word in WORDS if term.kind == kind}
    assert None not in {term.group for term in BUNDLED.terms("theme").values()}


def test_no_synonym_says_what_the_term_says_already() -> None:
    for term in TERMS:
        said = [fold(word) for word in term.names[1:]]
        assert len(said) == len(set(said)), term
        assert not {fold(term.slug), fold(term.label)} & set(said), term


def stems_of(words: Iterable[str]) -> list[str]:
    return [" ".join(stems) for stems in stemming.stems([fold(word) for word in words])]


def test_every_everyday_word_is_new_to_its_term() -> None:
    """Whatever its endings: it is no name of the term, and stands there once."""
    count = 0
    for term in (term for kind in KINDS for term in WHOLE.terms(kind).values()):
        names, lay = stems_of((term.slug, *term.names)), stems_of((*term.lay, *term.lay_narrower))
        assert all(lay), term
        assert len(lay) == len(set(lay)), term
        assert not set(lay) & set(names), term
        count += len(lay)
    assert count > 1500


def test_equals_are_said_in_several_ways() -> None:
    """Whatever the endings; and none is an everyday word for a term as well."""
    lay = {stem for kind in KINDS for term in WHOLE.terms(kind).values() for stem in stems_of(term.lay)}
    narrower = {stem for kind in KINDS for term in WHOLE.terms(kind).values() for stem in stems_of(term.lay_narrower)}
    assert len(WHOLE.equals) > 150
    for group in WHOLE.equals:
        stems = stems_of(group)
        assert all(stems), group
        assert len(set(stems)) == len(stems) > 1, group
        assert not set(stems) & (lay | narrower), group


@pytest.mark.parametrize(
    "word", ["hurt", "dead end", "review", "help", "support", "plan", "meeting", "family", "child", "service", "case"]
)
def test_a_word_that_says_nothing_of_its_own_is_no_everyday_word(word: str) -> None:
    (stem,) = stems_of([word])
    for term in (term for kind in KINDS for term in WHOLE.terms(kind).values()):
        assert stem not in stems_of((*term.lay, *term.lay_narrower)), term


def test_one_subject_in_two_kinds_has_the_same_everyday_words() -> None:
    for one, other, slug in (
        ("harm", "factor", "domestic-abuse"),
        ("theme", "factor", "bereavement"),
        ("theme", "factor", "pandemic"),
    ):
        first, second = WHOLE.terms(one)[slug], WHOLE.terms(other)[slug]
        assert first.lay
        assert (first.lay, first.lay_narrower) == (second.lay, second.lay_narrower), slug


def test_each_theme_has_open_questions_for_a_team() -> None:
    """Three or four, none of them to be answered by yes or no, and each a sentence of 25 words at most."""
    asked = [(term.slug, question) for term in WHOLE.terms("theme").values() for question in term.questions]
    assert len(asked) == len({question for _, question in asked}) > 150
    assert {len(term.questions) for term in WHOLE.terms("theme").values()} == {3, 4}
    for slug, question in asked:
        assert re.fullmatch(r"(How|What|When|Where|Which|Who|Whom|Whose)\b[^.?!]+\?", question), (slug, question)
        assert 5 <= len(question.split()) <= 25, (slug, question)


def test_one_word_of_a_kind_has_two_meanings_only_where_it_is_meant() -> None:
    meant: dict[tuple[str, str], set[str]] = {}
    for term, word in WORDS:
        meant.setdefault((term.kind, fold(word)), set()).add(term.slug)
    assert {word: slugs for word, slugs in meant.items() if len(slugs) > 1} == {
        ("type", "scr"): {"scr", "significant-case-review-scotland"}
    }


def test_narrower_words_are_told_and_others_are_not() -> None:
    """Every word of the bundled vocabulary; of those to avoid, too, which are narrower is marked."""
    narrower = {(term.kind, term.slug, fold(word)) for term in TERMS for word in term.narrower}
    assert len(narrower) > 250
    for term, word in WORDS:
        told = [(it.kind, it.slug) for it in meaning_of(BUNDLED, term.kind, fold(word).upper()).wider]
        is_narrower = (term.kind, term.slug, fold(word)) in narrower
        assert ((term.kind, term.slug) in told) == is_narrower, word
    known = {word for _, _, word in narrower}
    assert {
        "fii", "abusive head trauma", "nahi", "shaken baby", "rape", "hsb", "lack of supervision", "medical neglect",
        "marac", "dash", "idva", "icpc", "cp plan", "written agreements", "gcp2", "mappa", "rso", "ehcp", "caf",
        "committed suicide", "child pornography",
    } <= known  # fmt: skip
    assert not known & {"csa", "nai", "dv", "looked after", "was not brought", "dna", "lac"}


def test_the_slugs_of_before() -> None:
    assert {slug: term.slug for term in TERMS for slug in term.former} == {
        "serious-injury": "injury",
        "serious-harm": "harm-no-injury",
    }
    assert not {slug for term in TERMS for slug in term.former} & {term.slug for term in TERMS}


def test_a_slug_is_that_term_alone() -> None:
    for term in TERMS:
        assert meaning_of(BUNDLED, term.kind, term.slug) == Meaning((term,))


SPACES = st.sampled_from([" ", "-", "_", "  ", "\u2011", "\u2013", "/", "\u00a0"])
QUOTES = st.sampled_from(["", "'", '"', "‘", "’", "“", "”"])


@MODEST
@given(st.sampled_from(WORDS), SPACES, QUOTES, QUOTES, st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_a_word_finds_its_term_however_it_is_written(
    term_and_word: tuple[Term, str], space: str, before: str, after: str, case: Any
) -> None:
    term, word = term_and_word
    typed = before + case(word.replace("-", " ").replace(" ", space)) + after
    meaning = meaning_of(BUNDLED, term.kind, typed)
    assert term in meaning.terms
    if word in term.avoid and len(meaning.terms) == 1:
        assert meaning.note is not None
        assert term.avoid[word] in meaning.note


@MODEST
@given(st.sampled_from(sorted(KINDS)), st.text(st.characters(), max_size=120))
def test_any_word_has_a_meaning_or_is_unknown(kind: str, typed: str) -> None:
    try:
        meaning = meaning_of(BUNDLED, kind, typed)
    except UsageError as error:
        shown = f"{error.message}{error.hint}"
    else:
        shown = meaning.note or ""
        for term in meaning.terms:
            assert fold(typed) in map(fold, (term.slug, *term.names, *term.former, term.group or ""))
    assert not has_controls(shown)
    assert "\n" not in shown
    shown.encode()
