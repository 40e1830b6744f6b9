"""A person's own terms: what a file of them adds, what it may not change, and that everything knows them."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews import cache, library, stemming
from casereviews.answers import reviews, terms
from casereviews.database import connect
from casereviews.errors import DataError
from casereviews.files.package import package_data
from casereviews.library import bundled, named, validate, vocabularies
from casereviews.reading import vocabulary_file
from casereviews.search.filter_values import build
from casereviews.search.filters import Filters
from casereviews.search.suggest import meaning_of
from casereviews.store import Store, compiling
from casereviews.store.compiling import compile_store
from casereviews.store.tables import code_token
from casereviews.vocabulary import KINDS, Meaning, Term, Vocabulary
from helpers import examples
from searching import search_for

Write = Callable[..., str]

BUNDLED = vocabularies.vocabulary()
HERS = """\
groups:
  themes:
    seasons: The seasons
harms:
  neglect:
    synonyms: [going without, neglectful care]
    avoid: {cruelty: neglect}
    cues: [had not eaten]
themes:
  winter:
    label: Winter
    definition: The statement speaks about the cold.
    synonyms: [frost, snow]
    avoid: {perishing: cold}
    group: seasons
    cues: [it was freezing, no heating]
  bedtime:
    label: Bedtime
    definition: The statement speaks about going to bed.
    group: child
  loose:
    label: Loose
    definition: The statement fits nowhere.
factors:
  allotment: {label: Allotment, definition: The family had an allotment., synonyms: [DA]}
"""


@pytest.fixture
def hers(write: Write) -> str:
    return write(HERS, "hers.yaml")


def joined(*texts: str) -> Vocabulary:
    terms = BUNDLED
    for number, text in enumerate(texts, 1):
        terms = vocabulary_file.add(terms, text.encode(), f"{number}.yaml")
    return terms


def problems(*texts: str) -> list[str]:
    with pytest.raises(DataError) as caught:
        joined(*texts)
    return [str(problem) for problem in caught.value.problems]


def every(terms: Vocabulary) -> list[Term]:
    return [term for kind in KINDS for term in terms.terms(kind).values()]


def ids(store: Store) -> list[str]:
    return [record["id"] for record in reviews.ask(store, Filters())]


# --- What a file adds -------------------------------------------------------------------------------------------------


def test_new_terms(hers: str) -> None:
    terms = vocabularies.vocabulary([hers])
    assert terms.terms("theme")["winter"] == Term(
        "theme", "winter", "Winter", "The statement speaks about the cold.", ("frost", "snow"), "seasons",
        {"perishing": "cold"}, ("it was freezing", "no heating"),
    )  # fmt: skip
    assert terms.terms("theme")["loose"] == Term("theme", "loose", "Loose", "The statement fits nowhere.")
    assert terms.groups["theme"] == {**BUNDLED.groups["theme"], "seasons": "The seasons"}
    assert terms.groups["agency"] == BUNDLED.groups["agency"]


def test_words_for_a_term_that_there_is_already(hers: str) -> None:
    """They come after those that it has, each once; all else is as it was."""
    old, new = BUNDLED.terms("harm")["neglect"], vocabularies.vocabulary([hers]).terms("harm")["neglect"]
    assert new == old._replace(
        synonyms=(*old.synonyms, "going without"),
        avoid={**old.avoid, "cruelty": "neglect"},
        cues=(*old.cues, "had not eaten"),
    )


def test_narrower_words_and_slugs_of_before() -> None:
    """A term is added to by a slug of before, and may say what its own were."""
    terms = joined(
        "outcomes: {serious-injury: {narrower: [broken arm], avoid: {hurt badly: injured}}}\n"
        "harms: {thirst: {label: Thirst, definition: D, former: [dryness], narrower: [no water]}}\n",
        "harms: {dryness: {synonyms: [being thirsty]}}\n",
    )
    old, new = BUNDLED.terms("outcome")["injury"], terms.terms("outcome")["injury"]
    assert new == old._replace(narrower=(*old.narrower, "broken arm"), avoid={"hurt badly": "injured"})
    assert list(terms.terms("outcome")) == list(BUNDLED.terms("outcome"))
    assert terms.terms("harm")["thirst"] == Term(
        "harm", "thirst", "Thirst", "D", ("being thirsty",), narrower=("no water",), former=("dryness",)
    )
    assert meaning_of(terms, "outcome", "broken arm").wider
    assert problems("outcomes: {serious-injury: {label: Wound}}\n") == [
        '1.yaml:1:36: serious-injury: an existing term keeps its label, "Injury, not fatal"'
    ]


EVERYDAY = """\
harms: {neglect: {lay: [clemmed], lay_narrower: [nowt to eat]}}
themes: {winter: {label: Winter, definition: Cold., lay: [parky]}}
equals: [[mither, moan], [ginnel, snicket]]
"""


def test_everyday_words_join_too() -> None:
    """Those of terms that there are already come last, and so do equals; what is said again is there once."""
    whole = vocabularies.vocabulary(with_lay=True)
    terms = vocabulary_file.add(whole, EVERYDAY.encode(), "everyday.yaml")
    old, new = whole.terms("harm")["neglect"], terms.terms("harm")["neglect"]
    assert new == old._replace(lay=(*old.lay, "clemmed"), lay_narrower=(*old.lay_narrower, "nowt to eat"))
    assert terms.terms("theme")["winter"] == Term("theme", "winter", "Winter", "Cold.", lay=("parky",))
    assert terms.equals == (*whole.equals, ("mither", "moan"), ("ginnel", "snicket"))
    again = vocabulary_file.add(terms, EVERYDAY.encode(), "everyday.yaml")
    assert (every(again), again.equals) == (every(terms), terms.equals)


ASKING = """\
harms: {neglect: {questions: ["What does the child eat?"]}}
themes: {winter: {label: Winter, definition: Cold., questions: [Who heats the home?, Which room is warm?]}}
"""


def test_questions_join_too(write: Write) -> None:
    """They are in the store, apart from the terms that each start reads, and no words to search for."""
    store = library.open_store(own=[write(ASKING, "asking.yaml")])
    assert store.questions("harm", "neglect") == ["What does the child eat?"]
    assert store.questions("theme", "winter") == ["Who heats the home?", "Which room is warm?"]
    assert store.questions("theme", "recording") == library.open_store().questions("theme", "recording") != []
    assert store.vocabulary.terms("theme")["winter"].questions == ()
    assert store.whole_vocabulary.terms("theme")["winter"].questions == ("Who heats the home?", "Which room is warm?")
    assert {layer for *_, layer in words_of(store)["synonym"]} == {"name", "narrower", "lay", "lay-narrower"}


def _lacking(_: object) -> Any:
    raise AttributeError


def words_of(store: Store) -> dict[str, list[Any]]:
    """What the tables of words hold."""
    return {
        table: store.ask(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in ("synonym", "equal", "lay")
    }


def test_a_store_has_the_everyday_words_of_all(write: Write) -> None:
    """Of the bundled vocabulary, and of own ones after them."""
    bundled = vocabularies.vocabulary(with_lay=True)
    store = library.open_store(own=[write(EVERYDAY, "everyday.yaml")])
    assert [record["file"] for record in store.collections()] == ["the bundled collection"]
    assert store.vocabulary.terms("harm")["neglect"] == BUNDLED.terms("harm")["neglect"]
    whole = store.whole_vocabulary
    assert whole.equals == (*bundled.equals, ("mither", "moan"), ("ginnel", "snicket"))
    assert whole.terms("harm")["neglect"].lay == (*bundled.terms("harm")["neglect"].lay, "clemmed")
    words = words_of(store)
    assert {("clem", "harm", "neglect", "lay"), ("parki", "theme", "winter", "lay")} <= set(words["synonym"])
    assert ("nowt to eat", "harm", "neglect", "lay-narrower") in words["synonym"]
    assert [word for _, _, word in words["equal"][-4:]] == ["mither", "moan", "ginnel", "snicket"]


@pytest.mark.parametrize("lacks", [False, True], ids=["copied", "made anew"])
def test_a_store_of_other_files_has_the_same_words(write: Write, monkeypatch: pytest.MonkeyPatch, lacks: bool) -> None:
    """They are copied from the bundled one, in one go where SQLite can."""
    bundled = words_of(library.open_store())
    if lacks:
        monkeypatch.setattr("casereviews.database.Database.deserialize", property(_lacking), raising=False)
    words = words_of(library.open_store([write(ONE)]))
    assert words == bundled
    assert len(words["synonym"]) > 500


def test_the_bundled_terms_stay_as_they_are(hers: str) -> None:
    terms = vocabularies.vocabulary([hers])
    added = {
        ("harm", "neglect"),
        ("theme", "winter"),
        ("theme", "bedtime"),
        ("theme", "loose"),
        ("factor", "allotment"),
    }
    same = [term for term in every(terms) if (term.kind, term.slug) not in added]
    assert same == [term for term in every(BUNDLED) if (term.kind, term.slug) not in added]
    assert vocabularies.vocabulary() is not terms
    assert every(vocabularies.vocabulary()) == every(BUNDLED)


def test_a_new_term_stands_after_those_of_its_group(hers: str) -> None:
    """And at the end where it has none that there was, so that each group is listed in one piece."""
    terms = vocabularies.vocabulary([hers])
    groups = [term.group for term in terms.terms("theme").values()]
    assert groups == sorted(groups, key=groups.index)
    slugs = list(terms.terms("theme"))
    assert slugs[-2:] == ["winter", "loose"]
    assert terms.terms("theme")[slugs[slugs.index("bedtime") - 1]].group == "child"
    assert terms.terms("theme")[slugs[slugs.index("bedtime") + 1]].group == "family"


def test_every_part_of_a_file_is_optional() -> None:
    for text in (
        "{}",
        "themes:\n",
        "themes: {}\n",
        "groups: {}\n",
        "groups:\n  themes: {ours: Ours}\n",
        "harms: {neglect: {}}\n",
    ):
        assert every(joined(text)) == every(BUNDLED)


def test_the_bundled_file_adds_nothing_to_itself() -> None:
    """What is there already may be said again."""
    whole = vocabularies.vocabulary(with_lay=True)
    again = vocabulary_file.add(whole, package_data(bundled.VOCABULARY), "again.yaml")
    assert every(again) == every(whole)
    assert (again.groups, again.equals) == (whole.groups, whole.equals)


def test_several_files_one_after_the_other() -> None:
    first = (
        "themes:\n  winter: {label: Winter, definition: Cold., synonyms: [frost]}\nharms: {neglect: {cues: [one]}}\n"
    )
    second = "themes:\n  winter: {synonyms: [snow], cues: [ice]}\nharms: {neglect: {cues: [two, one]}}\n"
    terms = joined(first, second)
    assert terms.terms("theme")["winter"] == Term(
        "theme", "winter", "Winter", "Cold.", ("frost", "snow"), cues=("ice",)
    )
    assert terms.terms("harm")["neglect"].cues[-2:] == ("one", "two")
    assert every(joined(first, first)) == every(joined(first))


def test_a_word_of_two_terms_has_two_meanings(hers: str) -> None:
    terms = vocabularies.vocabulary([hers])
    meaning = meaning_of(terms, "factor", "DA")
    assert meaning == Meaning(
        (terms.terms("factor")["domestic-abuse"], terms.terms("factor")["allotment"]),
        '"DA" has 2 meanings, Domestic abuse and Allotment; both are looked up',
    )
    assert meaning_of(BUNDLED, "factor", "DA").terms == (BUNDLED.terms("factor")["domestic-abuse"],)


def test_everyday_words_are_no_words_for_a_filter(write: Write) -> None:
    store = library.open_store(own=[write(EVERYDAY, "everyday.yaml")])
    for typed in ("parky", "mither"):
        with pytest.raises(Exception, match=f'^unknown theme "{typed}"'):
            meaning_of(store.vocabulary, "theme", typed)


def test_cues_are_no_words_for_a_term(hers: str) -> None:
    store = library.open_store(own=[hers])
    assert store.vocabulary.terms("theme")["winter"].cues == ("it was freezing", "no heating")
    assert "cues" not in terms.ask([store.vocabulary.terms("theme")["winter"]])[0]
    assert "Winter" not in str(search_for(store, "no heating").notes)
    with pytest.raises(Exception, match='unknown theme "no heating"'):
        meaning_of(store.vocabulary, "theme", "no heating")


@examples(50)
@given(
    st.dictionaries(
        st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True),
        st.sampled_from([None, "child", "system", "one", "two"]),
        max_size=8,
    )
)
def test_no_order_of_groups_parts_one(added: dict[str, str | None]) -> None:
    """Whatever is added, what was there keeps its order, and each group stands in one piece."""
    new = {slug: group for slug, group in added.items() if slug not in BUNDLED.terms("theme")}
    lines = [
        f"  '{slug}': {{label: L, definition: D{f', group: {group}' if group else ''}}}\n"
        for slug, group in new.items()
    ]
    terms = joined("groups: {themes: {one: One, two: Two}}\nthemes:\n" + "".join(lines)).terms("theme")
    assert [slug for slug in terms if slug not in new] == list(BUNDLED.terms("theme"))
    assert set(terms) == {*new, *BUNDLED.terms("theme")}
    places = {slug: place for place, slug in enumerate(terms)}
    for group in {term.group for term in terms.values()}:
        held = [places[slug] for slug, term in terms.items() if term.group == group]
        assert held == list(range(held[0], held[-1] + 1))


# --- What is wrong with a file ----------------------------------------------------------------------------------------

KEYS = "groups, harms, outcomes, review_types, themes, factors, agencies, equals"
SLUG = "must be lower-case letters and digits, with single hyphens between"
OLD = "an existing term keeps its"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1.yaml: is empty"]),
        ("# nothing\n", ["1.yaml: is empty"]),
        ("- a\n", ["1.yaml:1:1: the vocabulary must be a mapping of keys to values, not a list"]),
        ("theme: {}\n", [f'1.yaml:1:1: unknown key "theme" in the vocabulary; allowed: {KEYS}; did you mean "themes"?']),
        ("themes: [a]\n", ["1.yaml:1:9: themes must be a mapping of keys to values, not a list"]),
        ("harms:\n  neglekt:\n    synonyms: [x]\n", [
            '1.yaml:3:5: neglekt: a term needs the key "label"; did you mean "neglect"?',
            '1.yaml:3:5: neglekt: a term needs the key "definition"; did you mean "neglect"?',
        ]),
        ("harms:\n  xyzzy: {label: X}\n", ['1.yaml:2:10: xyzzy: a term needs the key "definition"']),
        ("harms:\n  neglect:\n    label: Neglecting\n", [f'1.yaml:3:12: neglect: {OLD} label, "Neglect"']),
        ("harms:\n  poverty: {label: X, definition: D, cue: [x]}\n", [
            '1.yaml:2:38: poverty: unknown key "cue" in a term; allowed: group, label, definition, synonyms, narrower, avoid, cues, former, related, lay, lay_narrower, questions; did you mean "cues"?',
        ]),
        ("themes:\n  fathers-and-males:\n    group: system\n", [f'1.yaml:3:12: fathers-and-males: {OLD} group, "family"']),
        ("groups: {harms: {a: A}}\nharms:\n  neglect:\n    group: a\n", [f"1.yaml:4:12: neglect: {OLD} group, none"]),
        ("themes:\n  snow: {label: Snow, definition: D, group: weather}\n", [
            '1.yaml:2:45: snow: unknown group "weather"; allowed: child, family, thinking, multi-agency, practice, system',
        ]),
        ("groups:\n  themes: {child: Children}\n", ['1.yaml:2:19: the group "child" keeps its label, "The child"']),
        ("harms:\n  physical-abuse:\n    avoid: {shaken baby: x}\n", [
            '1.yaml:3:26: physical-abuse: "shaken baby" keeps its preferred word, "abusive head trauma"',
        ]),
        ("themes:\n  Snow: {label: L, definition: D}\n", [f'1.yaml:2:3: Snow: the slug "Snow" {SLUG}']),
        ("themes:\n  a--b: {label: L, definition: D}\n", [f'1.yaml:2:3: a--b: the slug "a--b" {SLUG}']),
        ("themes:\n  -a: {label: L, definition: D}\n", [f'1.yaml:2:3: -a: the slug "-a" {SLUG}']),
        ("themes:\n  a b: {label: L, definition: D}\n", [f'1.yaml:2:3: a b: the slug "a b" {SLUG}']),
        ("themes:\n  é: {label: L, definition: D}\n", [f'1.yaml:2:3: é: the slug "é" {SLUG}']),
        ('themes:\n  "a\\n": {label: L, definition: D}\n', [f'1.yaml:2:3: a: the slug "a" {SLUG}']),
        ("groups:\n  themes: {a_b: A}\n", [f'1.yaml:2:12: the slug "a_b" {SLUG}']),
        ("themes:\n  not-stated: {label: L, definition: D}\n", [
            '1.yaml:2:3: not-stated: the slug "not-stated" is reserved for what the source does not say',
        ]),
        ("themes:\n  snow: {label: L, definition: D, cues: ice}\n", [
            '1.yaml:2:41: snow: cues must be a list, not the text "ice"',
        ]),
        ('themes:\n  snow: {label: L, definition: D, cues: ["a\\nb"]}\n', [
            "1.yaml:2:42: snow: cues, item 1 must be a single line",
        ]),
        ("themes:\n  snow: {label: L, definition: D}\n  snow: {label: M, definition: D}\n", [
            '1.yaml:3:3: duplicate key "snow", first given in line 2',
        ]),
        ("themes: [\n", ["1.yaml:2:1: not valid YAML: did not find expected node content"]),
    ],
)  # fmt: skip
def test_every_problem_has_its_place(text: str, expected: list[str]) -> None:
    assert problems(text) == expected


def test_problems_stand_in_the_order_of_the_file() -> None:
    """All of them, whatever kind of term they are of."""
    text = "themes:\n  A: {}\nharms:\n  neglect: {label: X}\ngroups:\n  themes: {child: X}\nzzz: 1\n"
    assert [problem.split(": ")[0] for problem in problems(text)] == [
        "1.yaml:2:3", "1.yaml:2:6", "1.yaml:2:6", "1.yaml:4:20", "1.yaml:6:19", "1.yaml:7:1",
    ]  # fmt: skip


def test_two_files_that_do_not_agree() -> None:
    """A new term means one thing; so does a word no longer used."""
    first = "themes:\n  snow: {label: Snow, definition: D, avoid: {sleet: snow}}\n"
    second = "themes:\n  snow: {label: Frost, definition: E, avoid: {sleet: rain, hail: snow}}\n"
    with pytest.raises(DataError) as caught:
        joined(first, second)
    assert [str(problem) for problem in caught.value.problems] == [
        f'2.yaml:2:17: snow: {OLD} label, "Snow"',
        f'2.yaml:2:36: snow: {OLD} definition, "D"',
        '2.yaml:2:54: snow: "sleet" keeps its preferred word, "snow"',
    ]


def test_every_problem_of_every_file(write: Write, tmp_path: Path) -> None:
    bad, worse, good = write("themes: []", "bad.yaml"), write("x: 1", "worse.yaml"), write("{}", "good.yaml")
    missing = str(tmp_path / "missing.yaml")
    expected = [
        f"{bad}:1:9: themes must be a mapping of keys to values, not a list",
        f"{missing}: cannot be read: no such file or directory",
        f"{tmp_path}: cannot be read: it is a folder; name a file",
        f'{worse}:1:1: unknown key "x" in the vocabulary; allowed: {KEYS}',
    ]
    own = [bad, missing, good, str(tmp_path), worse]
    for asked in (vocabularies.vocabulary, lambda own: library.open_store(own=own)):
        with pytest.raises(DataError) as caught:
            asked(own)
        assert [str(problem) for problem in caught.value.problems] == expected
        assert caught.value.exit_code == 4
    sound, wrong, unreadable = validate.check([], own)
    assert (sound, wrong, [str(problem) for problem in unreadable]) == ([], [], expected)


# --- Codes ------------------------------------------------------------------------------------------------------------


def test_terms_that_are_alike_are_words_of_the_index_each_of_its_own() -> None:
    """One ending more, or a hyphen less, is another term."""
    slugs = ["father", "fathers", "fathering", "a-b", "ab", "a-bs", "relation", "relational", "x-1", "x1", "x-11"]
    found = stemming.stems([code_token(kind, slug) for kind in KINDS for slug in slugs])
    assert all(len(words) == 1 for words in found)
    assert len(set(found)) == len(KINDS) * len(slugs)


ALIKE = """\
themes:
  ab: {label: Alpha, definition: D., synonyms: [quartz]}
  abs: {label: Beta, definition: D., synonyms: [marble]}
  a-b: {label: Gamma, definition: D., synonyms: [granite]}
"""


def test_a_code_finds_its_own_statements_alone(write: Write) -> None:
    codes = {"one": "ab", "two": "abs", "three": "a-b"}
    reviews = [
        f"- {{name: {name}, title: T, id: {name}, learning: [{{text: A sentence., themes: [{slug}]}}]}}\n"
        for name, slug in codes.items()
    ]
    store = library.open_store([write("".join(reviews))], own=[write(ALIKE, "alike.yaml")])
    words = {"quartz": "one", "marble": "two", "granite": "three"}
    for word, name in words.items():
        assert [hit["id"] for hit in search_for(store, word).records] == [name]
        assert ids_by(store, word) == [name]


def ids_by(store: Store, typed: str, kind: str = "theme") -> list[str]:
    filters = build(lambda: store.vocabulary, {kind: [typed]})
    return [record["id"] for record in reviews.ask(store, filters)]


# --- The store --------------------------------------------------------------------------------------------------------

CODED = """\
reviews:
- {name: Ash, title: T, id: x/ash, summary: There was snow., learning: [{text: The house was empty., themes: [winter]}]}
- {name: Elm, title: T, id: x/elm, learning: [{text: It went on in the frost., themes: []}]}
- {name: Oak, title: T, id: x/oak, harms: [neglect], learning: [{text: A girl going without., themes: []}]}
"""


def test_a_collection_coded_with_own_terms(write: Write, hers: str) -> None:
    """It is sound with the vocabulary, and not without."""
    path = write(CODED)
    sound, wrong, unreadable = validate.check([path], [hers])
    assert sound == [f"{path}: 3 reviews, 3 learning points, 0 recommendations, 0 actions: no problems"]
    assert (wrong, unreadable) == ([], [])
    _, (problem,), _ = validate.check([path])
    assert (problem.line, problem.column, problem.record) == (2, 111, "x/ash")
    assert problem.message.startswith('unknown theme "winter"')
    with pytest.raises(DataError, match='unknown theme "winter"'):
        library.open_store([path])
    assert ids(library.open_store([path], own=[hers])) == ["x/ash", "x/elm", "x/oak"]


def test_the_bundled_collection_with_own_terms(hers: str, records: dict[str, Any]) -> None:
    store = library.open_store(own=[hers])
    assert reviews.ask(store, Filters()) == list(records.values())
    assert every(store.vocabulary) == every(vocabularies.vocabulary([hers]))
    assert store.vocabulary.groups == vocabularies.vocabulary([hers]).groups
    assert (
        ids_by(store, "going without", "harm") == ids_by(store, "neglect", "harm") == ["2022-02/joshua", "2022-02/mia"]
    )
    assert [record["file"] for record in store.collections()] == ["the bundled collection"]


def test_beside_the_bundled_collection(write: Write, hers: str, records: dict[str, Any]) -> None:
    store = library.open_store([write(CODED)], with_bundled=True, own=[hers])
    assert ids(store) == [*records, "x/ash", "x/elm", "x/oak"]


def test_search_knows_own_words_both_ways(write: Write, hers: str) -> None:
    """The label finds what says the synonym, a synonym what says another, and all what is coded so."""
    path = write(CODED)
    store = library.open_store([path], own=[hers])
    found = {
        typed: [hit["id"] for hit in search_for(store, typed).records]
        for typed in ("winter", "frost", "perishing", "neglect", "going without")
    }
    assert {typed: sorted(hits) for typed, hits in found.items()} == {
        "winter": ["x/ash", "x/elm"],
        "frost": ["x/ash", "x/elm"],
        "perishing": ["x/ash", "x/elm"],
        "neglect": ["x/oak"],
        "going without": ["x/oak"],
    }
    assert found["frost"][0] == "x/elm"
    assert search_for(store, "frost").notes == ("also looked for: Winter, snow, perishing, coded Winter (for frost)",)
    assert '"perishing" is looked up; better: cold' in search_for(store, "perishing").notes
    assert [hit["id"] for hit in search_for(store, "frost", expand=False).records] == ["x/elm"]


@pytest.mark.parametrize(
    ("typed", "variable", "files"),
    [
        (None, None, []),
        (["a", "b"], "c", ["a", "b"]),
        ([], f"c{os.pathsep}d", ["c", "d"]),
        (None, "", []),
    ],
)
def test_the_files_that_are_named(
    monkeypatch: pytest.MonkeyPatch, typed: list[str] | None, variable: str | None, files: list[str]
) -> None:
    monkeypatch.setenv("CASEREVIEWS_DATA", "x")
    if variable is not None:
        monkeypatch.setenv("CASEREVIEWS_VOCABULARY", variable)
    assert named.named_vocabularies(typed) == files


# --- The cache --------------------------------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder, which is not there yet, where every file is large."""
    monkeypatch.setattr(library, "CACHED_FROM", 1)
    monkeypatch.setenv("CASEREVIEWS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "casereviews"


def is_cached(files: list[str], own: list[str]) -> bool:
    """Whether the files are opened without being compiled."""

    def no_compiling(*_: object, **__: object) -> None:
        raise AssertionError("it is compiled again")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiling, "Compiler", no_compiling)
        try:
            library.open_store(files, own=own)
        except AssertionError:
            return False
        return True


ONE = "reviews:\n- {name: Ash, title: T, id: x/ash, learning: [{text: There was snow., themes: []}]}\n"


def found_by(files: list[str], own: list[str]) -> list[str]:
    return [hit["id"] for hit in search_for(library.open_store(files, own=own), "winter").records]


def test_each_vocabulary_has_a_store_of_its_own(place: Path, write: Write, hers: str) -> None:
    """They are kept beside each other, and none answers for another."""
    path, other = write(ONE), write("themes: {winter: {label: Winter, definition: D.}}\n", "other.yaml")
    for _ in range(2):
        assert found_by([path], [hers]) == ["x/ash"]
        assert found_by([path], [other]) == []
        assert found_by([path], []) == []
    for own in ([hers], [other], []):
        assert is_cached([path], own)
    assert not is_cached([path], [hers, write("{}", "none.yaml")])
    assert len(list(place.glob("*.db"))) == 3
    assert {entry.state for entry in cache.entries(library.version())} == {cache.CURRENT}


@pytest.mark.parametrize("old", [False, True], ids=["of now", "of an hour ago"])
def test_an_edit_of_a_vocabulary_is_noticed(place: Path, write: Write, hers: str, old: bool) -> None:
    path = write(ONE)
    for text, expected in ((HERS, ["x/ash"]), (HERS.replace("snow", "hail"), []), (HERS, ["x/ash"])):
        Path(hers).write_text(text, "utf-8")
        if old:
            os.utime(hers, (time.time() - 3600,) * 2)
        assert found_by([path], [hers]) == expected
        assert found_by([path], [hers]) == expected
        assert is_cached([path], [hers])


def test_a_vocabulary_that_breaks_is_noticed(place: Path, write: Write, hers: str) -> None:
    path = write(ONE)
    assert found_by([path], [hers]) == ["x/ash"]
    Path(hers).write_text("themes: []\n", "utf-8")
    with pytest.raises(DataError, match="themes must be a mapping"):
        library.open_store([path], own=[hers])


def test_a_vocabulary_is_no_collection_for_the_cache_either(place: Path, write: Write, hers: str) -> None:
    """Files that were read as the one are not taken for the other."""
    path = write(ONE)
    library.open_store([path], own=[hers])
    with pytest.raises(DataError):
        library.open_store([path, hers])


def test_a_vocabulary_that_is_no_file_is_never_kept(place: Path, write: Write) -> None:
    path = write(ONE)
    reader, writer = os.pipe()
    os.write(writer, HERS.encode())
    os.close(writer)
    try:
        assert found_by([path], [f"/dev/fd/{reader}"]) == ["x/ash"]
    finally:
        os.close(reader)
    assert not place.exists()


def test_what_is_related_must_be_there() -> None:
    """By kind and slug, among all terms that are known once the file is read."""
    text = "harms:\n  neglect:\n    related: [theme/early-help, theme/nosuch]\n"
    with pytest.raises(DataError) as caught:
        vocabulary_file.add(BUNDLED, text.encode(), "own.yaml")
    (problem,) = caught.value.problems
    assert str(problem) == (
        'own.yaml:3:33: neglect: "theme/nosuch" is not a term; write it as kind/slug: theme/neglect-recognition'
    )
    sound = vocabulary_file.add(BUNDLED, text.replace(", theme/nosuch", "").encode(), "own.yaml")
    assert sound.terms("harm")["neglect"].related[-1] == "theme/early-help"


# --- The tables of words: copied of what is known, and added to -------------------------------------------------------

EQUALS = "equals:\n  - [mittens, gloves]\n  - [mum, mother, materfamilias]\n"
LAY = "harms:\n  neglect:\n    lay: [never any tea]\n    lay_narrower: [no coat]\n  frostbite: {label: Frostbite, definition: Cold.}\n"


def word_tables(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows, in their order."""
    tables = ("synonym", "lay", "equal", "vocabulary_word", "term")
    return {table: store.ask(f"SELECT * FROM {table}").fetchall() for table in tables}


@pytest.mark.parametrize("texts", [(HERS,), (EQUALS,), (LAY,), (HERS, EQUALS), (LAY, HERS, EQUALS), ()])
def test_copied_words_are_those_that_would_be_made(texts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Row by row, in the same order; only what is new is stemmed."""
    bundled = library.open_store()
    terms = bundled.whole_vocabulary
    for text in texts:
        terms = vocabulary_file.add(terms, text.encode(), "own.yaml")
    made = word_tables(compile_store([], terms))
    stemmed: list[str] = []
    whole = stemming.stems

    def noted(words: Sequence[str]) -> list[tuple[str, ...]]:
        stemmed.extend(words)
        return whole(words)

    monkeypatch.setattr(stemming, "stems", noted)
    for known in (terms, bundled.vocabulary) if not texts else (terms,):
        store = Store(connect())
        compiling.Compiler(store.database, known, bundled).finish([])
        copied = word_tables(store)
        assert len(copied["synonym"]) > 2000
        assert copied == made
    assert len(stemmed) < len(made["synonym"]) / 10


def test_a_sqlite_that_cannot_copy_makes_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = library.open_store()
    terms = vocabulary_file.add(bundled.whole_vocabulary, HERS.encode(), "own.yaml")
    made = {
        id(known): word_tables(compile_store([], whole))
        for known, whole in ((terms, terms), (bundled.vocabulary, bundled.whole_vocabulary))
    }

    class Old(sqlite3.Connection):
        def __getattribute__(self, name: str) -> Any:
            if name == "deserialize":
                raise AttributeError(name)
            return super().__getattribute__(name)

    for known in (terms, bundled.vocabulary):
        with closing(sqlite3.connect(":memory:", isolation_level=None, factory=Old)) as database:
            compiling.Compiler(database, known, bundled).finish([])
            assert word_tables(Store(database)) == made[id(known)]
