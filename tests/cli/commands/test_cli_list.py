"""`casereviews list`: which reviews, in what order, and what is said beside the answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from casereviews.search.order import REVIEW_SORTS
from helpers import Invoke

ALL = ["child-rs", "joshua", "baby-r", "mia", "child-r", "child-p", "toby", "child-l"]

PLAIN = """\
Id                Name      Child                     Harms                           Outcome                 Incident    Learning  Recs  Actions
2022-02/child-rs  Child RS  4 months, sex not stated  Physical abuse                  Injury, not fatal       2019-06     8         3     not stated
2022-02/joshua    Joshua    boy, 8 years              Neglect; Sexual abuse           Harm, no injury stated  not stated  7         4     not stated
2022-02/baby-r    Baby 'R'  boy, 4 weeks              Physical abuse                  Death                   2020-07     5         4     not stated
2022-02/mia       Mia       girl, 8 months            Neglect                         Death                   2020-07     4         6     not stated
2022-02/child-r   Child R   boy, 2 years              Physical abuse                  Injury, not fatal       2020-04     3         5     not stated
2022-02/child-p   Child P   5 years, sex not stated   Physical abuse; Domestic abuse  Injury, not fatal       2018-09     5         6     not stated
2022-02/toby      Toby      boy, 5 weeks              Physical abuse                  Death                   2018-01     2         3     not stated
2022-02/child-l   Child L   girl, 3 years 6 months    Physical abuse                  Injury, not fatal       not stated  4         0     4
"""


def ends(invoke: Invoke, *arguments: str) -> list[str]:
    """The ends of the ids that a list gives."""
    given = invoke("list", "-f", "ids", *arguments)
    assert given.code == 0, given.err
    return [line.removeprefix("2022-02/") for line in given.out.splitlines()]


def test_the_bundled_reviews_whole(invoke: Invoke) -> None:
    """Without options: every review in the bulletin's order, as plain text in a pipe."""
    assert invoke("list") == (0, PLAIN, "")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--harm", "neglect"], ["joshua", "mia"]),
        (["--harm", "CSA"], ["joshua"]),
        (["--harm", "child SEXUAL abuse"], ["joshua"]),
        (["--harm", "neglect,domestic-abuse"], ["joshua", "mia", "child-p"]),
        (["--harm", "neglect", "--harm", "sexual-abuse"], ["joshua"]),
        (["--harm", "physical-abuse", "--outcome", "death"], ["baby-r", "toby"]),
        (["--outcome", "died"], ["baby-r", "mia", "toby"]),
        (["--type", "scr"], ["child-p", "toby", "child-l"]),
        (["--sex", "female"], ["mia", "child-l"]),
        (["--sex", "not-stated"], ["child-rs", "child-p"]),
        (["--age", "<1y"], ["child-rs", "baby-r", "mia", "toby"]),
        (["--age", "2y"], ["child-r"]),
        (["--age", "3y..8y"], ["joshua", "child-p", "child-l"]),
        (["--since", "2020"], ["baby-r", "mia", "child-r"]),
        (["--until", "2018"], ["child-p", "toby"]),
        (["--since", "2018-09", "--until", "2019-06"], ["child-rs", "child-p"]),
        (["--theme", "professional-curiosity", "--sex", "female"], ["child-l"]),
        (["--agency", "housing"], ["baby-r"]),
        (["--factor", "sex-offender-contact", "--harm", "neglect"], ["mia"]),
    ],
)
def test_filters(invoke: Invoke, arguments: list[str], expected: list[str]) -> None:
    """A comma means or, a repeated option and; slugs, labels and synonyms alike."""
    assert ends(invoke, *arguments) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--sort", "age"], ["baby-r", "toby", "child-rs", "mia", "child-r", "child-l", "child-p", "joshua"]),
        (["--sort", "age", "-r"], ["joshua", "child-p", "child-l", "child-r", "mia", "child-rs", "toby", "baby-r"]),
        (["--sort", "age", "--reverse", "-n", "1"], ["joshua"]),
        (["--sort", "name"], ["baby-r", "child-l", "child-p", "child-r", "child-rs", "joshua", "mia", "toby"]),
        (["--sort", "incident"], ["toby", "child-p", "child-rs", "child-r", "baby-r", "mia", "joshua", "child-l"]),
        (["--sort", "id", "-n", "2"], ["baby-r", "child-l"]),
        (["--sort", "listed"], ALL),
        (["-r"], ALL[::-1]),
        (["--limit", "3"], ALL[:3]),
        (["-r", "-n", "1"], ["child-l"]),
    ],
)  # fmt: skip
def test_order(invoke: Invoke, arguments: list[str], expected: list[str]) -> None:
    """Sorted, turned round and cut; what is not stated comes last."""
    assert ends(invoke, *arguments) == expected


SORTED = """
reviews:
- {name: A, title: T}
- {name: B, title: T, published: 2020-05, area: Westmere, outcome: other, harms: [neglect, physical-abuse]}
- {name: C, title: T, published: 2019, area: eastmere, outcome: death, harms: []}
- {name: D, title: T, published: 2020-04-30, area: Northmere, outcome: death, harms: [emotional-abuse]}
"""


@pytest.mark.parametrize(
    ("name", "order", "turned"),
    [("published", "CDBA", "BDCA"), ("area", "CDBA", "BDCA"), ("outcome", "CDBA", "BDCA"), ("harm", "DBAC", "BDCA")],
)
def test_sorted_by_what_a_review_states(
    invoke: Invoke, write: Callable[[str], str], name: str, order: str, turned: str
) -> None:
    """By its slug, its place in any case, or its first harm; what is not stated comes last whichever way."""
    ask = ("list", "--data", write(SORTED), "--fields", "name", "-f", "tsv", "--sort", name)
    assert "".join(invoke(*ask).out.split()[1:]) == order
    assert "".join(invoke(*ask, "-r").out.split()[1:]) == turned


@pytest.mark.parametrize("command", ["list", "search", "similar", "learning", "recommendations", "actions", "themes"])
def test_the_help_names_every_sort(invoke: Invoke, command: str) -> None:
    """What reviews are sorted by, wherever they are."""
    told = " ".join(invoke(command, "--help").out.split()).partition("--sort takes")[2].partition("Options:")[0]
    assert [sort for sort in REVIEW_SORTS if sort not in told] == []


@pytest.mark.parametrize("name", ["incident", "age"])
def test_not_stated_comes_last_in_reverse_too(invoke: Invoke, write: Callable[[str], str], name: str) -> None:
    """Turning the order round does not put first what nobody knows."""
    path = write(
        "reviews:\n- {name: A, title: T}\n- {name: B, title: T, incident_date: 2019, children: [{age: 1 year}]}\n"
        "- {name: C, title: T, incident_date: 2020, children: [{age: 2 years}]}\n"
    )
    given = invoke("list", "--data", path, "--sort", name, "-r", "--fields", "name", "-f", "tsv")
    assert given.out.split() == ["name", "C", "B", "A"]


@pytest.mark.parametrize(
    ("arguments", "note"),
    [
        (["--sex", "male"], "left out: 2 reviews do not state the sex; --sex not-stated lists them\n"),
        (["--since", "2019"], "left out: 2 reviews do not state the incident date\n"),
        (["--harm", "neglect"], ""),
        (["--theme", "disguised compliance"], '"disguised compliance" is looked up; better: '),
        (["--type", "SCR"], '"SCR" has 2 meanings, '),
    ],
)
def test_notes(invoke: Invoke, arguments: list[str], note: str) -> None:
    """What was left out for not being stated, and how a word was read, stand on standard error; --quiet silences."""
    loud, quiet = invoke("list", *arguments), invoke("list", *arguments, "--quiet")
    assert loud.err.startswith(note)
    assert bool(note) == bool(loud.err)
    assert quiet == (loud.code, loud.out, "")
    assert loud.code == 0


def test_notes_in_full(invoke: Invoke) -> None:
    """The whole of two notes."""
    assert invoke("list", "--type", "SCR", "-f", "ids").err == (
        '"SCR" has 2 meanings, Serious case review (England, former) and Significant case review (Scotland); '
        "both are looked up\n"
    )
    assert invoke("list", "--theme", "Disguised Compliance", "-f", "ids").err == (
        '"Disguised Compliance" is looked up; better: describe the behaviour, such as apparent engagement\n'
        "Disguised Compliance is looked up as Working with parents and carers, which is wider: "
        "2 reviews, not all of them about Disguised Compliance\n"
    )


@pytest.mark.parametrize(
    ("option", "slug", "note"),
    [
        ("--harm=FII", "--harm=physical-abuse",
         "FII is looked up as Physical abuse, which is wider: 6 reviews, not all of them FII\n"),
        ("--harm=-abusive head trauma", "--harm=-physical-abuse",
         "abusive head trauma is left out as Physical abuse, which is wider: 6 reviews, not all of them abusive head trauma\n"),
        ("--harm=rape", "--harm=sexual-abuse",
         "rape is looked up as Sexual abuse, which is wider: 1 review, perhaps not rape\n"),
        ("--harm=FGM", "--harm=faith-honour-harm",
         "FGM is looked up as Faith or honour-based harm, which is wider: no review\n"),
        ("--theme=MARAC", "--theme=domestic-abuse-practice",
         "MARAC is looked up as Responding to domestic abuse, which is wider: 3 reviews, not all of them about MARAC\n"),
        ("--agency=MASH", "--agency=childrens-social-care",
         "MASH is looked up as Children's social care, which is wider: 4 reviews, not all of them about MASH\n"),
        ("--outcome=serious injury", "--outcome=injury",
         "serious injury is looked up as Injury, not fatal, which is wider: 4 reviews, not all of them serious injury\n"),
        ("--outcome=serious-injury", "--outcome=injury", ""),
    ],
)  # fmt: skip
def test_a_narrower_word_is_taken_as_its_term(invoke: Invoke, option: str, slug: str, note: str) -> None:
    """And a line says so; the answer is the same as that of the term, and --quiet silences the line."""
    for form in ("json", "table", "ids"):
        wide = invoke("list", slug, "-f", form)
        given = invoke("list", option, "-f", form)
        assert (given.out, given.err) == (wide.out, note + wide.err)
        assert invoke("list", option, "-f", form, "-q") == (0, wide.out, "")


def test_nothing_matches(invoke: Invoke) -> None:
    """An empty answer is an answer: 0, and a form that programs can read."""
    none = ("list", "--harm", "online-harm")
    assert invoke(*none) == (0, "", "no review matches\n")
    assert invoke(*none, "-q") == (0, "", "")
    assert invoke(*none, "-f", "table") == (0, "", "no review matches\n")
    assert invoke(*none, "-f", "md") == (0, "", "no review matches\n")
    assert invoke(*none, "--json") == (0, "[]\n", "")
    assert invoke(*none, "-f", "yaml") == (0, "[]\n", "")
    assert invoke(*none, "-f", "jsonl") == (0, "", "")
    assert invoke(*none, "-f", "ids") == (0, "", "")
    assert invoke(*none, "-f", "csv", "--fields", "id,name") == (0, "id,name\n", "")
    assert invoke(*none, "-f", "tsv", "--fields", "id,name") == (0, "id\tname\n", "")
    assert invoke("list", "-f", "csv", "-n", "0").out.startswith("id,name,title,review_type,")


def test_json_of_the_design(invoke: Invoke) -> None:
    """The example of the design page, word for word where it gives words."""
    record = invoke("list", "--json").json[0]
    known = {
        "id": "2022-02/child-rs",
        "name": "Child RS",
        "title": "Local Child Safeguarding Practice Review: overview report: Child RS",
        "review_type": "lcspr",
        "listed": "2022-02",
        "area": None,
        "children": [{"age": "4 months", "age_months": 4.0, "sex": None}],
        "incident_date": "2019-06",
        "outcome": "injury",
        "harms": ["physical-abuse"],
        "actions": None,
        "resources": [{"label": "Full overview", "format": "PDF", "url": None}],
        "collection": "nspcc-2022-02",
        "coding": "curated",
    }
    assert {key: record[key] for key in known} == known
    assert [point["id"] for point in record["learning"]] == [f"2022-02/child-rs/L{n}" for n in range(1, 9)]


def test_what_is_listed_is_a_collection(invoke: Invoke, tmp_path: Path) -> None:
    """In each form that is one, whole or filtered, `list` reads what it wrote."""
    for name in ("all.json", "all.jsonl", "all.yaml"):
        path = str(tmp_path / name)
        assert invoke("list", "-o", path).code == 0
        assert invoke("list", "--json", "--data", path) == invoke("list", "--json")
        assert invoke("list", "--data", path) == invoke("list")
        some = str(tmp_path / f"some-{name}")
        assert invoke("list", "--harm", "neglect", "-o", some).code == 0
        assert ends(invoke, "--data", some) == ["joshua", "mia"]
    none = str(tmp_path / "none.jsonl")
    assert invoke("list", "--harm", "online-harm", "-q", "-o", none).code == 0
    assert invoke("list", "--data", none, "--json") == (0, "[]\n", "")


def test_of_a_folder(invoke: Invoke, tmp_path: Path) -> None:
    """Its collections, by their names; beside the bundled one too."""
    (tmp_path / "b.jsonl").write_text('{"name": "B", "title": "T"}\n', "utf-8")
    (tmp_path / "a.yaml").write_text("- {name: A, title: T}\n", "utf-8")
    assert ends(invoke, "--data", str(tmp_path)) == ["a/a", "b/b"]
    assert ends(invoke, "--data", str(tmp_path), "--with-bundled") == [*ALL, "a/a", "b/b"]
