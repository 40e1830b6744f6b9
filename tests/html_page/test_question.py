"""The search of the page understands a question as that of the command line does, to the last clue."""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import invent
import judged
from casereviews import library
from casereviews.errors import UsageError
from casereviews.library import vocabularies
from casereviews.reading import dataset
from casereviews.search import lookup
from casereviews.search.clues import Clue, Part, Question
from casereviews.search.query_parser import MAX_LENGTH, parse
from casereviews.search.query_tree import CODES, SYNONYMS, WORDS, Operation, Query, Unit
from casereviews.search.question import understand
from casereviews.store import Store
from casereviews.store.compiling import compile_store
from casereviews.vocabulary import KINDS
from helpers import ROOT, examples
from helpers.scripts import scripts

QUESTIONS = "../../../tests/html_page/scripts/questions.js"


@cache
def bundled() -> Store:
    return library.open_store()


@cache
def invented() -> Store:
    """A store of 200 reviews, with all that the vocabulary knows."""
    terms = vocabularies.vocabulary(with_lay=True)
    lines = "".join(f"{json.dumps(review)}\n" for review in invent.reviews(200))
    return compile_store([dataset.read(lines.encode(), "invented.jsonl", terms)], terms)


@cache
def planted() -> Store:
    """A store with what the others lack: very many words with one beginning, and words to be found in other forms."""
    terms = vocabularies.vocabulary(with_lay=True)
    words = [f"quern{number:03}" for number in range(1000)]
    text = f"Grey, non, lantern, a lan-tern, well being, wellbeing, {', '.join(words)}, que."
    record = {"id": "planted/a", "name": "Child Grey", "title": "Child Grey", "summary": text}
    return compile_store([dataset.read(json.dumps(record).encode(), "planted.jsonl", terms)], terms)


STORES: dict[str, Callable[[], Store]] = {"bundled": bundled, "invented": invented, "planted": planted}


def all_but_slow(name: str) -> list[Any]:
    """The stores, of which one is left to where time does not matter."""
    return [pytest.param(one, marks=[pytest.mark.slow] if one == name else []) for one in STORES]


# --- What both understand ---------------------------------------------------------------------------------------------


def of_page(name: str, texts: Sequence[str], **how: bool) -> list[Any]:
    """What the page understands of texts by a store, in full."""
    found: list[Any] = scripts().call(QUESTIONS, "understandAll", {"$": scripts().store(STORES[name]())}, texts, how)
    return found


def of_command(name: str, text: str, expand: bool = True, exact: bool = False, alone: bool = False) -> Any:
    """What the command line understands of a text, in the same form."""
    store = STORES[name]()
    look_up = None if alone else lookup.lookup(store, expand)
    found = {
        "question": _or_error(lambda: _question(understand(text, store, expand, exact))),
        "query": _or_error(lambda: _query(parse(text, look_up))),
        "near": lookup.near(store, text),
    }
    return json.loads(json.dumps(found))


def _or_error(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except UsageError as error:
        return {"error": error.message, "hint": error.hint}


def _question(question: Question) -> Any:
    return {
        "parts": [*map(_part, question.parts)],
        "phrase": question.phrase,
        "notes": question.notes,
        "unclear": question.unclear,
        "wider": [(typed, term.kind, term.slug) for typed, term in question.wider],
        "query": _query(question.query()),
    }


def _part(part: Part) -> Any:
    fields = {"words": part.words, "telling": part.telling, "lacking": part.lacking, "name": part.name}
    clues = [*map(_clue, part.clues)]
    return {"typed": part.typed, "clues": clues, **fields, "knownBy": part.known_by, "isExact": part.is_exact}


def _clue(clue: Clue) -> Any:
    return [*clue, clue.is_code, clue.level, clue.is_near]


def _query(query: Query) -> Any:
    return {
        "root": _operand(query.root),
        "phrase": query.phrase,
        "notes": query.notes,
        "isPlain": query.is_plain,
        "units": [*map(_operand, query.units)],
        "phrases": query.phrases,
        "expressions": [
            query.expression(level, "{title} : ", "{title summary} : ") for level in (WORDS, SYNONYMS, CODES)
        ],
        "anyOf": query.any_of(query.units).expression(CODES),
        "wantsAll": query.wants_all,
        "needsWanted": query.needs_wanted,
    }


def _operand(part: Operation | Unit) -> Any:
    if isinstance(part, Operation):
        return [part.sign, [*map(_operand, part.parts)]]
    fields = {**part._asdict(), "apart": [(one.typed, one.words, one.wanted) for one in part.apart()]}
    return {"isLoose" if key == "is_loose" else key: value for key, value in fields.items()}


def differing(name: str, texts: Sequence[str], **how: bool) -> list[str]:
    """The texts that the page understands otherwise."""
    assert texts
    answers = zip(texts, of_page(name, texts, **how), strict=True)
    return [text for text, answer in answers if answer != of_command(name, text, **how)]


# --- Queries ----------------------------------------------------------------------------------------------------------

JUDGED = {name: [one.query for one in judged.read(path)] for name, path in judged.sets().items()}
SEEN = ("build", "fresh")
"""The sets whose queries may be shown."""

# fmt: off
TYPED = [
    "", " ", "?!", '"', '""', '"*', "*", "-", "--", "()", ")(", "AND", "OR", "NOT", "NOT NOT", "a", "I", "A", "the of a",
    "what should you do", "not", "or", "and", "Or", "oR", "NOT or", "baby or child", "not a baby", "AND OR NOT", "NOT the",
    "bruising OR fracture", "bruising AND fracture", "bruising NOT fracture", "NOT bruising", "bruising NOT NOT fracture",
    "bruising -fracture", "bruising - fracture", "bruising --fracture", "-bruising", "(-bruising)", "a-b", "x -(a b)",
    "(bruising", "bruising)", "((bruising))", "(bruising OR fracture) NOT (father OR dad)", "NOT (a OR b)", "() baby",
    "(a (b (c (d (e (f g))))))", "(a (b (c (d (e (f (g)))))))", ")" * 70, "(" * 7 + "a", "a OR", "OR a", "a OR OR b",
    "baby AND", "AND baby", "baby AND AND child", "baby NOT", "baby NOT OR child", "baby (NOT) child", "baby OR NOT child",
    '"domestic abuse"', '"domestic abuse', '"domestic abuse"*', '"domestic ab"*', 'domest*', 'NOT domest*', "dom*est",
    '"health vis"* OR baby', '"strategy meeting" NOT police', '-"strategy meeting"', '"strategy" "meeting"', '"the"',
    '"under ones" baby', '"non accidental"', 'b*', 's*', 'e*', "zzz*", '"zzz qqq"*', '"baby" baby "baby"', '"a" a "b',
    '"a"-b', '"a"--b -c', '"a"* -b', '"a"*-b', "(a)-b -c", ")-a", "a-(-b)", "-\u00a0a", "\u00a0-a", "x\u00e9non-mobile", "a-b -c",
    "\U00010400non-mobile", "non-non-mobile", "teen teens teenx", "a.b.c. d.e.", "xa.b.", "3 year old 4 year old", "_teen",
    "CSA OR FII", "CSA NOT FII", "csa fii", "NAI", "nai", "N.A.I.", "n.a.i. baby", "D.V.", "DV", "dv", "D.V", "HV", "hv's",
    "SEND", "send", "S.E.N.D.", "DASH", "dash", "GBH", "gbh", "grievous bodily harm", "MARAC", "marac", "LADO", "GP", "GPs",
    "NEGLECT OR ABUSE", "DOMESTIC ABUSE OR NEGLECT", "DOMESTIC ABUSE NEGLECT", "AND OR ABCDEF", "NAI OR AB ??????",
    "non accidental", "non-accidental injury", "nonaccidental", "accidental injury", "Non mobile baby", "non and mobile",
    "non\u2013mobile", "non mobile OR mobile", "NON-MOBILE baby", "non", "non-", "non non mobile", "canon law",
    "didn't", "don\u2019t know", "didnt", "DON'T", "baby's", "Baby S", "baby\u2019s mother", "O'Shea", "o\u2019shea", "'", "''",
    "shouldn't have been missed", "isn't weren't", "rock 'n' roll", "mothers' group", "l'enfant", "can\u02bct", "she'll",
    "Child A", "child a", "Baby R", "baby r lived", "Child RS", "child l", "Family A and baby b", "case K", "Toby", "Tody",
    "tody", "the toby case", "Tobi", "Child A Child B", "a child", "child", "children", "A", "lantern A", "I am", "person Z",
    "under ones", "under one", "under 1s", "under the age of two", "under 6 months", "under two weeks", "newborn babies",
    "toddlers", "teenagers", "teen", "2-year-old", "a 2 year old", "two year olds", "13 yr old", "6-month-old baby",
    "four-month-olds", "123 year old", "12 years old boy", '"two year old" boy', "Two-Year-Old", "under fives newborn teen",
    "\u0663 year old", "old", "year old", "old 2 year", "three year old and three-year-old",
    "bruseing", "brusing", "neglct", "safegaurding", "safesleep", "safe sleep", "neuro divergent", "neurodivergent",
    "wellbeing", "well being", "well-being", "web site", "website", "e-mail", "email", "x ray", "x-ray", "xray",
    "pediatrician", "behavior", "behavioral", "organization", "organisation", "organizing", "counseling", "mom", "gray",
    "center", "meter", "fiber", "defense", "analyze", "hospitalization", "edema", "dialog", "traveled", "skillful", "color",
    "lcspr2022", "review2022", "covid19", "covid 19", "covid-19", "abc123", "12345", "2022", "20\u00b2", "\u00bd", "\u2460\u2461",
    "domesticabuse", "domesticviolence", "socialworker", "healthvisitor", "strategymeeting", "coslepping", "co-sleeping",
    "cosleeping", "co sleeping", "multi agency", "multiagency", "multi-agency working", "mid wife", "midwives", "midwife",
    "women and men", "feet teeth lives crises analyses", "dying", "died", "DIED", "wife", "man", "Children's services",
    "dad", "dads", "mum", "mother", "mummy", "nan", "passed on", "pass on", "told nobody", "fell through the net",
    "who knew what", "voice of the child", "the child's voice", "rough sleepers", "shaken baby", "shaking", "hit", "hurt",
    "drugs", "alcohol misuse", "drinking", "toxic trio", "county lines", "gangs", "knife crime", "groomed", "FGM", "honour",
    "early help", "health visitors", "police and health", "social worker & police", "housing", "school", "nursery", "A&E",
    "A & E", "R&D", "AT&T", "the NHS", "NHS", "ICPC", "s47", "section 47", "S.47", "Section-47", "safer sleep advice",
    "na\u00efve", "caf\u00e9", "Zo\u00eb", "Zoe\u0308", "\u00c9cole", "\ufb01ndings", "e\ufb03cient", "\u0133", "stra\u00dfe", "\u1e9e", "\u017fchool", "\u212aevin", "\u0130stanbul",
    "\u4e2d\u6587", "\u0440\u0435\u0431\u0451\u043d\u043e\u043a", "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2", "\u05d9\u05dc\u05d3", "\u0e40\u0e14\u0e47\u0e01", "\U0001d5c1\U0001d5c2", "\U00010400\U00010428", "\u10d1\u10d0\u10d5\u10e8\u10d5\u10d8",
    "\U0001f476", "baby \U0001f476 bruise", "\U0001f469\u200d\U0001f467", "\u2764\ufe0f neglect", "a\u00adbuse", "ab\u200buse", "\u202eabuse", "abuse\ufeff", "\u2060", "abuse\u0301",
    "\ue000every", "\ue000themefathers\ue000", "\x00", "a\x00b", "bruising\x1fbaby", "a\x1cb", "\x85", "a\xa0b", "\u2028", "tab\tbed", "new\nline",
    "{title} : baby", "title:baby", "baby^2", "NEAR(a b)", "a + b", "col : x", 'a"b"c', "a\\b", "$1 $& $$", "\\", "%", "_", "a_b",
    "<script>alert(1)</script>", "__proto__", "constructor", "toString", "__proto__ OR constructor", "hasOwnProperty*",
    "statement/2022-02/child-rs/L1", "2022-02/child-rs", "https://a.example/b?c=d", "a@b.example", "1,2;3", "10%", "\u00a35",
    " ".join(["baby"] * 64), " ".join(["baby"] * 65), " ".join(f"w{number}" for number in range(64)), "x" * 41,
    " ".join(f"w{number}" for number in range(65)), '"a b" ' * 64, '"a b" ' * 65, "NOT " * 70 + "baby", "b" * 1000,
    "mother's " * 64, "a* " * 3, "safesleep " * 20, "N.A.I. " * 30, "well-being " * 40, "lapwing " * 63 + "NAI",
    "gray", "Gray", "nonlantern", "nonalantern", "quern*", "que*", '"a que"*', "lan tern", "lantern lan-tern", "wellbing",
    "wellbeing well being " * 12, "wellbeing well being " * 21, "well being " * 32, "wellbeing " * 64, "quern OR wel*",
    "what happened to the baby who was found with a fractured skull after the health visitor had seen bruising on his face",
    "how do we get dads into the picture", "did lockdown make it harder for services to spot problems?",
]
# fmt: on


def strings(path: Path) -> list[str]:
    """The strings in a module, each once: most are queries, and the others are as good."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in dict.fromkeys(texts) if len(text) <= 200]


def examples_of(path: Path) -> list[str]:
    """What a document shows as code, and what is in quotation marks in it."""
    text = path.read_text("utf-8")
    return [*dict.fromkeys(re.findall(r"`([^`\n]+)`", text) + re.findall(r"[\"']([^\"'\n]+)[\"']", text))]


MODULES = {path.stem: path for path in sorted((ROOT / "tests" / "search").glob("test_*.py"))}


@pytest.mark.parametrize("store", all_but_slow("planted"))
@pytest.mark.parametrize("name", JUDGED)
def test_judged_queries(name: str, store: str) -> None:
    other = differing(store, JUDGED[name])
    number = len(other)  # of the others no query is shown
    assert number == 0, other if name in SEEN else "queries that are not to be seen"


@pytest.mark.parametrize("store", all_but_slow("invented"))
@pytest.mark.parametrize("half", [0, 1])
def test_what_a_person_may_type(store: str, half: int) -> None:
    assert differing(store, TYPED[half::2]) == []


def test_names_of_many_words() -> None:
    """Rows of up to six words are looked for in a question, and of eight in a query with operators."""
    known = bundled().whole_vocabulary
    terms = [term for kind in KINDS for term in known.terms(kind).values()]
    names = [name for term in terms for name in (*term.names, *term.lay, *term.lay_narrower)]
    names += [name for group in known.equals for name in group]
    long = [name for name in names if len(name.split()) > 3]
    assert max(len(name.split()) for name in long) > 5
    assert differing("bundled", long) == []


@pytest.mark.parametrize("how", [{"exact": True}, {"expand": False}, {"alone": True}], ids=lambda how: next(iter(how)))
def test_words_as_typed(how: dict[str, bool]) -> None:
    assert differing("bundled", TYPED, **how) == []


@pytest.mark.parametrize("store", STORES)
def test_the_examples_of_the_manual(store: str) -> None:
    assert differing(store, examples_of(ROOT / "docs" / "search.md")) == []


@pytest.mark.slow
@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize("module", MODULES)
def test_the_strings_of_the_tests_of_search(module: str, store: str) -> None:
    assert differing(store, strings(MODULES[module])) == []


@pytest.mark.parametrize("store", STORES)
def test_the_limits(store: str) -> None:
    """Of characters, each of which counts as one."""
    longest = ["\U0001f476" + " " * (MAX_LENGTH - 1), "\U0001f476 " + " " * (MAX_LENGTH - 1), "b" * MAX_LENGTH]
    assert differing(store, [*longest, longest[-1] + "b"]) == []


# --- Characters -------------------------------------------------------------------------------------------------------

NEWER = "\u019b\u0264\u0295\ua7d3\ua7d5"
"""Letters whose case later versions of Unicode changed."""


def test_each_character() -> None:
    """What is a letter, a capital or a digit is so for both; those that the index writes otherwise are left out."""
    codes = (*range(0x3400), *range(0xA000, 0xAC10), *range(0xF900, 0x12000), *range(0x1D000, 0x1FB00))
    known = [chr(code) for code in codes if unicodedata.category(chr(code)) not in ("Cn", "Co", "Cs")]
    plain = [one for one in known if unicodedata.normalize("NFKD", one) == one and one not in NEWER]
    assert len(plain) > 15000
    texts = [*plain, *(f"{one}aB" for one in plain)]
    rules: dict[str, Callable[[str], object]] = {
        "isAlphabetic": str.isalpha,
        "isUpper": str.isupper,
        "isDigits": str.isdecimal,
        "capitalized": str.capitalize,
        "lengthOf": len,
        "hasLetterOrDigit": lambda text: any(map(str.isalnum, text)),
        "splitAtSpaces": str.split,
    }
    for function, rule in rules.items():
        found = scripts().each("search/characters.js", function, texts)
        other = [text for text, one in zip(texts, found, strict=True) if one != rule(text)]
        assert (function, other) == (function, [])


# --- Random text ------------------------------------------------------------------------------------------------------

WORDS_TYPED = st.sampled_from(
    [word for text in TYPED + JUDGED["build"] for word in text.split() if len(word) < 30]
    + ["AND", "OR", "NOT", "(", ")", '"', "*", "-", "under", "year", "old", "non"]
)
CHARACTERS = st.characters(exclude_categories=["Cn", "Co"])  # which the versions of Unicode do not share
LETTERS = st.text(
    st.sampled_from("abcdeilnorstyABNT 0123'\u2019-*\"().&\u00e9\u0301\u00df\ufb01\u200b\U0001f476"), max_size=30
)
RANDOM = st.one_of(
    st.lists(WORDS_TYPED, max_size=12).map(" ".join),
    st.lists(st.one_of(WORDS_TYPED, LETTERS), max_size=6).map("".join),
    st.text(CHARACTERS, max_size=20),
    LETTERS,
)


@pytest.mark.parametrize("store", STORES)
@given(texts=st.lists(RANDOM, min_size=50, max_size=60))
@examples(12)
def test_random_text(store: str, texts: list[str]) -> None:
    assert differing(store, texts) == []


# --- The page's own words ---------------------------------------------------------------------------------------------


def test_hints_name_what_a_page_has() -> None:
    (answer,) = of_page("bundled", ["bruseing of under ones"], ofPage=True)
    notes = of_command("bundled", "bruseing of under ones")["question"]["notes"]
    assert [one for one in notes if "--" in one] == [
        '--age "<1y" selects the reviews by age',
        "searched for bruising; --exact for the words as typed",
    ]
    assert answer["question"]["notes"] == [
        'the filter "Age" selects the reviews by age',
        'searched for bruising; tick "as spelt" for the words as typed',
        *notes[2:],
    ]
