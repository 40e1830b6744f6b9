"""Filters against plain Python: the same question is asked of the program and of the records themselves.

What a filter means stands in docs/filters.md; the oracle below is written from that, and knows neither SQL nor the
program's own filters.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from casereviews.answers import reviews, similar, statements, themes
from casereviews.editing import yaml_writer
from casereviews.library import vocabularies
from casereviews.reading import dataset
from casereviews.search import unstated
from casereviews.search.filter_values import build
from casereviews.search.filters import Filters
from casereviews.store.compiling import compile_store
from helpers import Invoke
from searching import count_under, search_for

Record = dict[str, Any]
Word = tuple[str, bool]
"""A word as it is typed, without its hyphen, and whether it has one."""
Typed = dict[str, list[list[Word]]]
"""For each filter its options, each a list of words."""
Check = Callable[[Typed, Filters], None]
Told = tuple[int, int, str]
"""How many are told not to state a field, of how many others it is told that nobody has read it, and what they are."""

TERMS = vocabularies.vocabulary()
FIELDS = {
    "harm": "harms", "theme": "themes", "factor": "factors", "agency": "agencies", "type": "review_type",
    "outcome": "outcome", "area": "area",
}  # fmt: skip
JUSTICE = {slug for slug, term in TERMS.terms("agency").items() if term.group == "justice"}
NONE = "not-stated"
READ = ("harms", "age", "outcome", "published")
"""The fields that somebody has read in some reviews that are coded automatically."""
EMPTY, ANY = "none", "any"

# What words mean, by filter; a word that is not here is a slug and means itself.
MEANINGS: dict[str, dict[str, set[str]]] = {
    "harm": {"CSA": {"sexual-abuse"}, "Physical abuse": {"physical-abuse"}},
    "theme": {"Culture, race and faith": {"culture-race-faith"}, "record keeping": {"recording"}},
    "factor": {},
    "agency": {"Justice": JUSTICE, "GPs": {"gp"}},
    "type": {"SCR": {"scr", "significant-case-review-scotland"}},
    "outcome": {"Injury, not fatal": {"injury"}, "died": {"death"}},
    "sex": {"girl": {"female"}, "boys": {"male"}, ANY: {"female", "male"}},
    "area": {
        "north vale": {"North Vale"}, "VALE": {"Vale"}, "Vale, Town of": {"Vale, Town of"},
        "north": {"North Vale", "North-Moor"}, "moor": {"North-Moor"},
    },
}  # fmt: skip
WORDS: dict[str, list[str]] = {
    "harm": ["neglect", "physical-abuse", "sexual-abuse", "CSA", "Physical abuse", "self-harm-suicide", EMPTY, ANY],
    "theme": ["recording", "pandemic", "bereavement", "culture-race-faith", "Culture, race and faith", "housing-role",
              EMPTY, ANY],
    "factor": ["moves", "isolation", "domestic-abuse", EMPTY, ANY],
    "agency": ["police", "gp", "housing", "Justice", "GPs", EMPTY, ANY],
    "type": ["lcspr", "scr", "SCR", ANY],
    "outcome": ["death", "injury", "Injury, not fatal", "died", ANY],
    "sex": ["female", "male", "girl", "boys", ANY],
    "age": ["<1y", "1y", "2y", "4w", "8m..", "0..1y", "..2", ">3y", "3y 6m", ANY],
    "area": ["north vale", "VALE", "Vale, Town of", "north", "moor", ANY],
    "listed": ["2022", "2022-02", "2021..", "..2021-12", ANY],
    "published": ["2022", "2021-06..2022-02", "2020/2021", "2021-07-01", ANY],
}  # fmt: skip

MONTH = Fraction(487, 16)  # days
SPANS: dict[str, tuple[Fraction | None, Fraction | None]] = {  # in days, the end not included
    "<1y": (None, 12 * MONTH), "1y": (12 * MONTH, 24 * MONTH), "2y": (24 * MONTH, 36 * MONTH),
    "4w": (Fraction(28), Fraction(35)), "8m..": (8 * MONTH, None), "0..1y": (Fraction(0), 24 * MONTH),
    "..2": (None, 36 * MONTH), ">3y": (48 * MONTH, None), "3y 6m": (42 * MONTH, 43 * MONTH),
}  # fmt: skip
PERIODS = {  # the first and the last day of what is typed
    "2022": ("2022-01-01", "2022-12-31"), "2022-02": ("2022-02-01", "2022-02-28"), "2021..": ("2021-01-01", "9999"),
    "..2021-12": ("0000", "2021-12-31"), "2021-06..2022-02": ("2021-06-01", "2022-02-28"),
    "2020/2021": ("2020-01-01", "2021-12-31"), "2021-07-01": ("2021-07-01", "2021-07-01"), ANY: ("0000", "9999"),
}  # fmt: skip
STATED_DATES = {  # and of what is stated
    "2020": ("2020-01-01", "2020-12-31"), "2021": ("2021-01-01", "2021-12-31"), "2021-06": ("2021-06-01", "2021-06-30"),
    "2022-02": ("2022-02-01", "2022-02-28"), "2022-03-01": ("2022-03-01", "2022-03-01"),
}  # fmt: skip
DAYS = {"year": 12 * MONTH, "month": MONTH, "week": Fraction(7), "day": Fraction(1)}


# --- The records ------------------------------------------------------------------------------------------------------


def invented() -> list[Record]:
    """Reviews whose fields meet in many ways, each of them not stated in some."""
    pick = random.Random(8).choice  # noqa: S311
    ages = ["3 days", "4 weeks", "11 months", "1 year", "2 years", "3 years 6 months", "17 years", None]
    harms = [None, [], ["neglect"], ["neglect", "sexual-abuse"], ["physical-abuse"], ["self-harm-suicide"]]
    themes = [
        None,
        [],
        ["recording"],
        ["pandemic", "bereavement"],
        ["culture-race-faith", "recording"],
        ["housing-role"],
    ]
    agencies = [None, [], ["police"], ["gp", "police"], ["housing"], ["probation"]]
    made = []
    for number in range(40):
        children: list[Record] | None = [
            {"age": pick(ages), "sex": pick([None, "male", "female"])} for _ in range(pick([1, 1, 2, 3]))
        ]
        record: Record = {
            "id": f"sample/r{number}",
            "name": f"Child {number}",
            "title": "Sample review",
            "children": pick([children, children, children, children, [], None]),
            "harms": pick(harms),
            "factors": pick([None, [], ["moves"], ["moves", "isolation"], ["domestic-abuse"]]),
            "outcome": pick([None, "death", "injury"]),
            "review_type": pick([None, "lcspr", "scr", "significant-case-review-scotland"]),
            "incident_date": pick([None, "2018", "2018-12", "2019-06", "2020-02-29"]),
            "summary": pick([None, "A sample about a bruise.", "A sample."]),
            "area": pick([None, "Vale", "North Vale", "North-Moor", "Vale, Town of"]),
            "listed": pick([None, *STATED_DATES]),
            "published": pick([None, *STATED_DATES]),
            "coding": "automatic" if number % 3 else "curated",
            "evidence": [{"field": field, "value": NONE, "confidence": "read"} for field in READ if number % len(READ)],
        }
        for section in ("learning", "recommendations", "actions"):
            points = [
                {"text": pick(["One.", "A bruise."]), "themes": pick(themes), "agencies": pick(agencies)}
                for _ in range(pick([0, 1, 2, 3]))
            ]
            record[section] = points or pick([None, []])
        made.append(record)
    partly = [{"text": "One.", "themes": [], "agencies": []}, {"text": "A bruise.", "themes": None, "agencies": None}]
    for section, number in (("learning", 40), ("actions", 41)):  # coded in part, without anything
        bare = dict.fromkeys(("learning", "recommendations", "actions"))
        made.append({**made[0], **bare, "id": f"sample/r{number}", "name": f"Child {number}", section: partly})
    return made


TEXT = "".join(yaml_writer.dump(invented()))
COLLECTION = dataset.read(TEXT.encode(), "sample.yaml", TERMS)
STORE = compile_store([COLLECTION], TERMS)
STATEMENTS = ("learning", "recommendations", "actions")


def together(record: Record, kind: str) -> list[str] | None:
    """What any statement of a review has; where none has anything, and one is not coded or there is none, not known."""
    codes = [point[kind] for section in STATEMENTS for point in record[section] or ()]
    found = list(dict.fromkeys(code for some in codes for code in some or ()))
    return None if not found and (None in codes or not codes) else found


RECORDS: list[Record] = [
    {**record, **{kind: together(record, kind) for kind in ("themes", "agencies")}}
    for record in (review.to_dict() for review in COLLECTION.reviews)
]


# --- The oracle -------------------------------------------------------------------------------------------------------


def meant(kind: str, word: str) -> set[str]:
    """The slugs that a word means."""
    return MEANINGS[kind].get(word, {word})


def are_right(kind: str, options: Sequence[Sequence[Word]], value: Any) -> bool:
    """Whether a stated or unstated value is one that the options of a filter select."""
    values = {NONE} if value is None else {value, ANY} if isinstance(value, str) else {*value, ANY if value else EMPTY}
    for option in options:
        wanted = [word for word, is_out in option if not is_out]
        if wanted and not any(values & meant(kind, word) for word in wanted):
            return False
    return not any(values & meant(kind, word) for option in options for word, is_out in option if is_out)


@cache
def days_of(age: str) -> tuple[Fraction, Fraction]:
    """The days that an age can mean, the end not included."""
    words = age.split()
    units = [DAYS[unit.removesuffix("s")] for unit in words[1::2]]
    first = sum((int(count) * unit for count, unit in zip(words[::2], units, strict=True)), Fraction(0))
    return first, first + units[-1]


def is_of_age(child: Record, word: str) -> bool:
    if word in (NONE, ANY) or child["age"] is None:
        return word == (NONE if child["age"] is None else ANY)
    (low, high), (first, last) = SPANS[word], days_of(child["age"])
    return (low is None or last > low) and (high is None or first < high)


def is_of_sex(child: Record, word: str) -> bool:
    return (child["sex"] or NONE) in meant("sex", word)


def is_of_date(stated: str | None, word: str) -> bool:
    if word == NONE or stated is None:
        return word == NONE and stated is None
    (first, last), (start, end) = PERIODS[word], STATED_DATES[stated]
    return start <= last and first <= end


def has_right_dates(record: Record, typed: Typed) -> bool:
    """Whether the dates can be of every group that is wanted, and none of what is left out."""
    for field in ("listed", "published"):
        options, stated = typed.get(field, []), record[field]
        if not all(any(is_of_date(stated, word) for word in words) for words in wanted_of(options) if words):
            return False
        if any(is_of_date(stated, word) for option in options for word, is_out in option if is_out):
            return False
    return True


def children_of(record: Record) -> list[Record]:
    """Where the source does not say who the children are, one of whom nothing is said."""
    return [{"age": None, "sex": None}] if record["children"] is None else record["children"]


def has_right_children(record: Record, typed: Typed) -> bool:
    """Whether one child is of the sex and age that are wanted, and none of a sex or age that is left out."""
    children = children_of(record)
    sexes, ages = typed.get("sex", []), typed.get("age", [])
    wanted = {"sex": wanted_of(sexes) or [None], "age": wanted_of(ages) or [None]}
    for sex, age in product(wanted["sex"], wanted["age"]):
        if (sex or age) and not any(
            (sex is None or any(is_of_sex(child, word) for word in sex))
            and (age is None or any(is_of_age(child, word) for word in age))
            for child in children
        ):
            return False
    out = [(word, is_of_sex) for option in sexes for word, is_out in option if is_out]
    out += [(word, is_of_age) for option in ages for word, is_out in option if is_out]
    return not any(test(child, word) for word, test in out for child in children)


def wanted_of(options: Sequence[Sequence[Word]]) -> list[list[str] | None]:
    """For each option that wants something, its words."""
    lists = [[word for word, is_out in option if not is_out] for option in options]
    return [words for words in lists if words]


def is_right(record: Record, typed: Typed, without: Sequence[str] = ()) -> bool:
    """Whether a review is selected, where some filters do not count."""
    fields = [kind for kind in FIELDS if kind not in without]
    are_coded = all(are_right(kind, typed.get(kind, []), record[FIELDS[kind]]) for kind in fields)
    return are_coded and has_right_children(record, typed) and has_right_dates(record, typed)


def points_of(records: Sequence[Record], typed: Typed, sections: Sequence[str]) -> Iterator[tuple[Record, Record]]:
    """The statements that are selected, each with its review: theme and agency are asked of the statement."""
    for record in records:
        if is_right(record, typed, ("theme", "agency")):
            for section in sections:
                for point in record[section] or ():
                    if all(are_right(kind, typed.get(kind, []), point[FIELDS[kind]]) for kind in ("theme", "agency")):
                        yield record, point


def themes_of(records: Sequence[Record], typed: Typed) -> dict[str, tuple[list[str], int]]:
    """For each theme, the reviews that have a statement with it, and how many such statements."""
    reviews: dict[str, dict[str, None]] = {}
    counts: Counter[str] = Counter()
    for record, point in points_of(records, typed, STATEMENTS):
        for theme in point["themes"] or ():
            reviews.setdefault(theme, {})[record["id"]] = None
            counts[theme] += 1
    return {theme: (list(ids), counts[theme]) for theme, ids in reviews.items()}


def names(typed: Typed, kind: str) -> list[str]:
    """All words of a filter."""
    return [word for option in typed.get(kind, []) for word, _ in option]


def with_unstated(typed: Typed, kind: str) -> Typed:
    """The same, but that a filter lets in what does not state its field, wherever it wants something."""
    options = [[*option, (NONE, False)] if wanted_of([option]) else option for option in typed[kind]]
    return {**typed, kind: options}


def is_silent(record: Record, kind: str) -> bool:
    """Whether a review does not state a field, of one child at the least."""
    if kind in ("sex", "age"):
        return any(child[kind] is None for child in children_of(record))
    return record[FIELDS.get(kind, kind)] is None


def is_unread(record: Record, kind: str) -> bool:
    """Whether nobody has read a field of a review; of its statements' codes that is no question."""
    read = {item["field"] for item in record["evidence"] if item["confidence"] == "read"}
    field = FIELDS.get(kind, kind)
    return kind not in ("theme", "agency") and record["coding"] == "automatic" and field not in read


def left_out(typed: Typed, pick: Callable[[Typed], list[Any]]) -> dict[str, list[Any]]:
    """By field, those that are left out only because they do not state it; `pick` are those that are selected."""
    found = {}
    for kind in typed:
        if wanted_of(typed.get(kind, [])) and NONE not in names(typed, kind):
            selected = pick(typed)
            found[kind] = [one for one in pick(with_unstated(typed, kind)) if one not in selected]
    return {kind: some for kind, some in found.items() if some}


def left_in(typed: Typed, silent: Callable[[str], list[Any]]) -> dict[str, list[Any]]:
    """By field of which values are only left out, those of the answer that do not state it."""
    kinds = [kind for kind in typed if not wanted_of(typed[kind]) and NONE not in names(typed, kind)]
    return {kind: some for kind in kinds if (some := silent(kind))}


def numbers_of(kind: str, some: Sequence[Record]) -> tuple[int, int]:
    """How many reviews there are, and how many of them nobody has read for a field."""
    return len(some), sum(is_unread(record, kind) for record in some)


# --- What is asked ----------------------------------------------------------------------------------------------------


class Asked(NamedTuple):
    """Filters as they are typed."""

    typed: Typed

    def options(self) -> dict[str, list[str]]:
        """What stands after each option."""
        return {
            kind: [",".join(f"{'-' if is_out else ''}{word}" for word, is_out in option) for option in options]
            for kind, options in self.typed.items()
        }

    def filters(self) -> Filters:
        """What the program makes of it."""
        return build(lambda: TERMS, self.options(), areas=lambda: reviews.areas(STORE))

    def arguments(self) -> list[str]:
        """The same as a command line, also with an equals sign."""
        pairs = [(f"--{kind}", option) for kind, options in self.options().items() for option in options]
        return [part for name, option in pairs for part in ([f"{name}={option}"] if "," in option else [name, option])]


def combinations(seed: int, number: int) -> Iterator[Asked]:
    """Random filters on one to three fields, of words that often select something."""
    chance = random.Random(seed)  # noqa: S311
    for _ in range(number):
        kinds = chance.sample(list(WORDS), chance.choice([1, 1, 2, 2, 3]))
        yield Asked({kind: [option(chance, kind) for _ in range(chance.choice([1, 1, 1, 2]))] for kind in kinds})


def option(chance: random.Random, kind: str) -> list[Word]:
    words = [chance.choice([*WORDS[kind], *WORDS[kind], NONE]) for _ in range(chance.choice([1, 1, 2, 3]))]
    hyphens = chance.choice([0, 0.5, 1, 1])
    return [(word, chance.random() < hyphens) for word in words]


def reviews_picked(typed: Typed) -> list[Record]:
    return [record for record in RECORDS if is_right(record, typed)]


def reviews_selected(typed: Typed) -> list[str]:
    return [record["id"] for record in reviews_picked(typed)]


HITS = [record["id"] for record in search_for(STORE, "bruise").records]
CENTRE = RECORDS[3]["id"]
LIKE = [record["id"] for record in similar.ask(STORE, CENTRE)]


def check_reviews(typed: Typed, filters: Filters) -> None:
    """The reviews that are listed, found and compared."""
    selected = reviews_selected(typed)
    assert [record["id"] for record in reviews.ask(STORE, filters)] == selected, typed
    assert reviews.count(STORE, filters) == len(selected), typed
    assert count_under(STORE, "bruise", filters) == len(set(HITS) & set(selected)), typed
    assert similar.count(STORE, CENTRE, filters) == len(set(LIKE) & set(selected)), typed


def check_order(typed: Typed, filters: Filters) -> None:
    """Filters take from a search and from a comparison, and leave the rest in its order."""
    selected = reviews_selected(typed)
    hits = [record["id"] for record in search_for(STORE, "bruise", filters).records]
    assert hits == [identity for identity in HITS if identity in selected], typed
    like = [record["id"] for record in similar.ask(STORE, CENTRE, filters)]
    assert like == [identity for identity in LIKE if identity in selected], typed


def check_statements(typed: Typed, filters: Filters) -> None:
    """The learning points, and the recommendations."""
    for section in ("learning", "recommendations"):
        points = list(points_of(RECORDS, typed, [section]))
        found = statements.ask(STORE, filters, [section])
        assert [point["id"] for point in found] == [point["id"] for _, point in points], (typed, section)
        assert statements.count(STORE, filters, [section]) == len(points), (typed, section)
        assert statements.count_reviews(STORE, filters, [section]) == len({record["id"] for record, _ in points}), (
            typed,
            section,
        )


def check_themes(typed: Typed, filters: Filters) -> None:
    """The themes that are counted, and the statements of one."""
    counted = {row["theme"]: (row["review_ids"], row["statements"]) for row in themes.ask(STORE, TERMS, filters)}
    assert counted == themes_of(RECORDS, typed), typed
    recording = themes.ask_one(STORE, TERMS.terms("theme")["recording"], filters)["statements"]
    narrowed = {**typed, "theme": [*typed.get("theme", []), [("recording", False)]]}
    points = [point["id"] for _, point in points_of(RECORDS, narrowed, STATEMENTS)]
    assert [point["id"] for point in recording] == points, typed


def check_notes(typed: Typed, filters: Filters) -> None:
    """What is counted as not stated."""
    out = unstated.left_out(STORE, filters, lambda _, other: reviews.count(STORE, other))
    assert out == {kind: numbers_of(kind, some) for kind, some in left_out(typed, reviews_picked).items()}, typed
    kept = unstated.left_in(STORE, filters, lambda _, other: reviews.count(STORE, other))
    silent = left_in(typed, lambda kind: [one for one in reviews_picked(typed) if is_silent(one, kind)])
    assert kept == {kind: numbers_of(kind, some) for kind, some in silent.items()}, typed


CHECKS = [check_reviews, check_order, check_statements, check_themes, check_notes]


def test_the_oracle_is_asked_of_something() -> None:
    """What is compared is seldom empty, nor everything."""
    assert len(HITS) > 15
    assert len(LIKE) > 30
    sizes = [len(reviews_selected(asked.typed)) for asked in combinations(1, 500)]
    assert sum(0 < size < len(RECORDS) for size in sizes) > 300
    notes = [left_in(asked.typed, lambda kind: [kind]) for asked in combinations(1, 500)]
    assert sum(map(bool, notes)) > 100


def test_what_the_statements_of_a_review_have_together() -> None:
    """As the program says it of itself; some are partly coded, without anything."""
    assert [review.to_dict() for review in COLLECTION.reviews] == RECORDS
    partly = [
        record["id"]
        for record in RECORDS
        if record["themes"] is None and any(point["themes"] == [] for it in STATEMENTS for point in record[it] or ())
    ]
    assert len(partly) > 1


def test_filters_select_what_the_documents_say() -> None:
    for asked in combinations(1, 150):
        filters = asked.filters()
        for check in CHECKS:
            check(asked.typed, filters)


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS)
def test_filters_select_what_the_documents_say_at_length(check: Check) -> None:
    """Each time other combinations; what fails names its own. Ranking takes the longest, and is the least affected."""
    number = 10_000 if check is check_order else 100_000
    for asked in combinations(random.SystemRandom().randrange(10**9), number):
        check(asked.typed, asked.filters())


def test_commands_select_what_the_documents_say(invoke: Invoke, tmp_path: Path) -> None:
    """From the command line, with what is told on standard error."""
    path = tmp_path / "sample.yaml"
    path.write_text(TEXT, "utf-8")
    told: Counter[str] = Counter()
    for asked in combinations(2, 12):
        typed = asked.typed
        given = invoke("list", "--data", str(path), "-f", "ids", *asked.arguments())
        assert (given.code, given.out.split()) == (0, reviews_selected(typed)), asked.arguments()
        selected = reviews_picked(typed)
        out = left_out(typed, reviews_picked)
        kept = left_in(typed, lambda kind, of=selected: [one for one in of if is_silent(one, kind)])  # type: ignore[misc]
        assert lines_about(given.err, "left out") == {kind: told_of(kind, some) for kind, some in out.items()}
        assert lines_about(given.err, "left in") == {kind: told_of(kind, some) for kind, some in kept.items()}
        told.update(out=bool(out), kept=bool(kept))
        points = list(points_of(RECORDS, typed, ["learning"]))
        given = invoke("learning", "--data", str(path), "-f", "ids", *asked.arguments())
        assert (given.code, given.out.split()) == (0, [point["id"] for _, point in points])
        assert lines_about(given.err, "left out") == left_out_of_statements(typed)
        assert lines_about(given.err, "left in") == of_statements(typed, points)
        quiet = invoke("learning", "--data", str(path), "-f", "ids", "--quiet", *asked.arguments())
        assert (quiet.out, quiet.err) == (given.out, "")
    assert min(told.values()) > 4


def told_of(kind: str, some: Sequence[Any]) -> Told:
    """What is told of those that do not state a field: reviews, or by theme and agency statements."""
    if kind in ("theme", "agency"):
        return len(some), 0, "statement" if some and isinstance(some[0], tuple) else "review"
    number, unread = numbers_of(kind, [record for record in RECORDS if record["id"] in {home_of(one) for one in some}])
    return number - unread, unread, "review"


def home_of(one: Any) -> str:
    """The id of a review, or of the review of a statement."""
    return str((one[0] if isinstance(one, tuple) else one)["id"])


def of_statements(typed: Typed, points: Sequence[tuple[Record, Record]]) -> dict[str, Told]:
    """What is left in of statements: by theme and agency these themselves, by other fields their reviews."""

    def silent(kind: str) -> list[tuple[Record, Record]]:
        if kind in ("theme", "agency"):
            return [one for one in points if one[1][FIELDS[kind]] is None]
        return [one for one in points if is_silent(one[0], kind)]

    return {kind: told_of(kind, some) for kind, some in left_in(typed, silent).items()}


def left_out_of_statements(typed: Typed) -> dict[str, Told]:
    """What is left out of the learning points: by theme and agency these themselves, by other fields their reviews."""

    def points(asked: Typed) -> list[tuple[Record, Record]]:
        return list(points_of(RECORDS, asked, ["learning"]))

    homes = {home_of(one) for one in points(typed)}
    found = left_out(typed, points)
    own = ("theme", "agency")
    new = {kind: [one for one in some if kind in own or home_of(one) not in homes] for kind, some in found.items()}
    return {kind: told_of(kind, some) for kind, some in new.items() if some}


def lines_about(told: str, what: str) -> dict[str, Told]:
    """By field, the numbers that standard error tells: of those that do not state it, and of those nobody has read."""
    fields = {"month": "listed", "date": "published"}  # the first word of what they are called
    found: dict[str, Told] = {}
    for line in told.splitlines():
        if line.startswith(f"{what}: "):
            silent = re.search(
                r": (\d+) (review|statement)s? (?:do not state (?:the|any)|does not state (?:the|any)|(?:is|are) not coded by) (\w+)",
                line,
            )
            unread = re.search(
                r" in (\d+) (?:others?|(?:reviews?)) no (\w+)[\w ]* was read,? and nobody has read (?:it|them)", line
            )
            word = silent[3] if silent else unread[2] if unread else ""
            kind = fields.get(word, word)
            found[kind] = (
                int(silent[1]) if silent else 0,
                int(unread[1]) if unread else 0,
                silent[2] if silent else "review",
            )
    return found


def test_a_hyphen_takes_away_what_the_word_alone_would_select() -> None:
    """Whatever else is asked: this is what the documents promise of every filter."""
    compared = 0
    for asked in combinations(3, 7):
        for kind in WORDS:
            for word in WORDS[kind][:2]:
                alone, typed = {kind: [[(word, False)]]}, asked.typed
                more = {**typed, kind: [*typed.get(kind, []), [(word, True)]]}
                kept = [identity for identity in reviews_selected(typed) if identity not in reviews_selected(alone)]
                found = [record["id"] for record in reviews.ask(STORE, Asked(more).filters())]
                assert found == kept
                compared += len(kept)
    assert compared > 150
