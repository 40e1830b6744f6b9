"""Filters on the command line: what a hyphen in front leaves out, and what is told of what is not stated."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers import Invoke

Write = Callable[[str], str]

COLLECTION = """
collection: {id: s}
reviews:
- id: s/a
  name: Child A
  title: Review of Child A
  harms: [neglect]
  children: [{age: 2 years, sex: male}, {age: 4 weeks, sex: female}]
  learning:
  - {text: One., themes: [recording], agencies: [police]}
  - {text: Two., themes: [pandemic], agencies: [housing]}
- id: s/b
  name: Child B
  title: Review of Child B
  harms: [physical-abuse]
  children: [{age: 2 years, sex: female}, {age: 5 years}]
  learning:
  - {text: Three., themes: [recording]}
  - {text: Four.}
- id: s/c
  name: Child C
  title: Review of Child C
  learning:
  - {text: Five., themes: [pandemic]}
  - {text: Six., themes: [recording], agencies: []}
- {id: s/d, name: Child D, title: Review of Child D, harms: [], children: [], learning: []}
"""


@pytest.fixture
def ask(invoke: Invoke, write: Write) -> Callable[..., tuple[list[str], list[str]]]:
    """Run a command on the collection above: the ids that it gives, and the lines that it tells."""
    path = write(COLLECTION)

    def call(*arguments: str) -> tuple[list[str], list[str]]:
        given = invoke(*arguments, "--data", path, "-f", "ids")
        assert given.code == 0
        return given.out.split(), given.err.splitlines()

    return call


Ask = Callable[..., tuple[list[str], list[str]]]
C_LEFT_IN = ["left in: 1 review does not state any harm; --harm -not-stated leaves it out"]


@pytest.mark.parametrize("option", [["--harm", "-neglect"], ["--harm=-neglect"], ["--harm", "-Neglectful Care"]])
def test_a_hyphen_leaves_out(ask: Ask, option: list[str]) -> None:
    """All but those that have it; of who does not state it a line tells how many are among them."""
    assert ask("list", *option) == (["s/b", "s/c", "s/d"], C_LEFT_IN)
    assert ask("list", *option, "--quiet") == (["s/b", "s/c", "s/d"], [])
    assert ask("list", "--harm", "neglect")[0] == ["s/a"]


def test_alternatives_and_exclusions(ask: Ask) -> None:
    """What is wanted are alternatives, whatever is left out goes; who wants something is told of what it misses."""
    left_out = ["left out: 1 review does not state any harm; --harm not-stated lists it"]
    assert ask("list", "--harm", "neglect,physical-abuse,-sexual-abuse") == (["s/a", "s/b"], left_out)
    assert ask("list", "--harm", "neglect,physical-abuse", "--harm", "-neglect") == (["s/b"], left_out)
    assert ask("list", "--harm", "-neglect,-physical-abuse") == (["s/c", "s/d"], C_LEFT_IN)
    assert ask("list", "--harm", "-neglect,-not-stated") == (["s/b", "s/d"], [])
    assert ask("list", "--harm", "-not-stated") == (["s/a", "s/b", "s/d"], [])
    assert ask("list", "--harm", "not-stated,-neglect") == (["s/c"], [])


def test_children(ask: Ask) -> None:
    """A review with a boy is left out, whoever else is in it; no children are stated to be none."""
    two = ["left in: 2 reviews do not state the sex; --sex -not-stated leaves them out"]
    assert ask("list", "--sex", "-boy") == (["s/b", "s/c", "s/d"], two)
    one = ["left in: 1 review does not state the sex; --sex -not-stated leaves it out"]
    unstated = ["left out: 1 review does not state the age; --age not-stated lists it"]
    assert ask("list", "--age", "2y", "--sex", "-boy") == (["s/b"], unstated + one)
    assert ask("list", "--sex", "girl", "--age", "-<1y") == (
        ["s/b"],
        ["left out: 1 review does not state the sex; --sex not-stated lists it"],
    )
    assert ask("list", "--age", "-<1y,-not-stated") == (["s/b", "s/d"], [])
    assert ask("list", "--sex", "-f", "--age", "-4w") == (["s/c", "s/d"], [*one, one[0].replace("sex", "age")])


def test_statements(ask: Ask) -> None:
    """A theme or an agency that is left out is the statement's, and so is what does not state it."""
    one = "left in: 1 statement is not coded by theme; --theme -not-stated leaves it out"
    assert ask("learning", "--theme", "-recording") == (["s/a/L2", "s/b/L2", "s/c/L1"], [one])
    agencies = "left in: 3 statements are not coded by agency; --agency -not-stated leaves them out"
    assert ask("learning", "--agency", "-police") == (["s/a/L2", "s/b/L1", "s/b/L2", "s/c/L1", "s/c/L2"], [agencies])
    assert ask("learning", "--harm", "-neglect") == (["s/b/L1", "s/b/L2", "s/c/L1", "s/c/L2"], C_LEFT_IN)
    assert ask("recommendations", "--theme", "-recording") == ([], ["4 of these reviews do not state recommendations"])


def test_what_nobody_has_coded_is_told_where_codes_are_wanted(ask: Ask) -> None:
    """Of reviews in a list, of statements where these are listed; counts of themes say so in a line of their own."""
    review = ["left out: 1 review is not coded by agency; --agency not-stated lists it"]
    assert ask("list", "--agency", "police") == (
        ["s/a"],
        ["left out: 3 reviews are not coded by agency; --agency not-stated lists them"],
    )
    assert ask("list", "--agency", "any", "--harm", "any") == (["s/a"], review)
    assert ask("list", "--agency", "any", "--quiet") == (["s/a"], [])
    assert ask("list", "--theme", "recording") == (
        ["s/a", "s/b", "s/c"],
        ["left out: 1 review is not coded by theme; --theme not-stated lists it"],
    )
    assert ask("list", "--theme", "recording,not-stated")[1] == []
    assert ask("learning", "--theme", "recording") == (
        ["s/a/L1", "s/b/L1", "s/c/L2"],
        ["left out: 1 statement is not coded by theme; --theme not-stated lists it"],
    )
    agency = "left out: 3 statements are not coded by agency; --agency not-stated lists them"
    assert ask("learning", "--agency", "housing") == (["s/a/L2"], [agency])
    assert ask("themes", "--theme", "recording") == (
        ["recording"],
        ["1 statement is not coded by theme, and not counted"],
    )


def test_a_review_that_is_coded_in_part_is_not_known_to_have_none(invoke: Invoke, write: Write) -> None:
    """Unless one of its statements has something; in JSON it is null."""
    path = write("""reviews:
- {name: A, title: T, id: a, learning: [{text: One., themes: []}, {text: Two.}]}
- {name: B, title: T, id: b, learning: [{text: One., themes: []}, {text: Two., themes: []}]}
- {name: C, title: T, id: c, summary: S., learning: [{text: One., themes: [recording]}, {text: Two.}]}
""")
    for value, identity in [("none", "b"), ("not-stated", "a"), ("any", "c")]:
        assert invoke("list", f"--theme={value}", "--data", path, "-f", "ids", "-q").out.split() == [identity]
    assert [record["themes"] for record in invoke("list", "--data", path, "--json").json] == [None, [], ["recording"]]


def test_themes(ask: Ask) -> None:
    """Counts of what is left, and told of the statements that are counted."""
    uncoded = "1 statement is not coded by theme, and not counted"
    agencies = "left in: 2 statements are not coded by agency; --agency -not-stated leaves them out"
    assert ask("themes", "--agency", "-police") == (["pandemic", "recording"], [agencies, uncoded])
    assert ask("themes", "--theme", "-recording") == (["pandemic"], [uncoded])
    assert ask("themes", "--harm", "-physical-abuse")[1] == C_LEFT_IN
    one = agencies.replace("2 statements are", "1 statement is").replace("them", "it")
    assert ask("themes", "recording", "--agency", "-police") == (["s/b/L1", "s/c/L2"], [one, uncoded])


def test_shares_are_of_the_reviews_that_the_filters_select(invoke: Invoke, write: Write) -> None:
    """Of how many these are, and of how many in all, is told where a page shows shares, and where filters narrow."""
    path = write(COLLECTION)

    def told(*options: str) -> str:
        return invoke("themes", *options, "--data", path).err

    one = "of the 1 review that the filters select; 4 in all\n"
    assert one not in told()
    assert told("--harm", "neglect,not-stated") == "of the 2 reviews that the filters select; 4 in all\n"
    assert told("--harm", "neglect").endswith(one)
    assert one not in told("--harm", "neglect", "--json")
    assert one not in told("--harm", "neglect", "--count")
    assert told("--harm", "neglect", "--quiet") == ""
    assert one not in told("--harm", "neglect", "--theme", "housing-role")


def test_one_theme_tells_of_its_own_statements(ask: Ask) -> None:
    """A review is left out of one theme's statements only where it has one."""
    left_out = ["left out: 1 review does not state any harm; --harm not-stated lists it"]
    assert ask("themes", "pandemic", "--harm", "neglect") == (["s/a/L2"], left_out)
    assert ask("themes", "housing-role", "--harm", "neglect") == ([], [])


def test_search_and_similar(ask: Ask) -> None:
    """The reviews that are searched or compared are cut down alike."""
    assert ask("search", "review", "--harm", "-neglect") == (["s/d", "s/b", "s/c"], C_LEFT_IN)
    assert ask("search", "review", "--theme", "-recording")[0] == ["s/d"]
    assert ask("similar", "Child C", "--harm", "-neglect") == (["s/b"], [])
    assert ask("similar", "Child A", "--harm", "-physical-abuse") == (["s/c"], C_LEFT_IN)


def test_reviews_that_do_not_state_a_section(invoke: Invoke, write: Write) -> None:
    """Are counted among those that the filters select, whatever is asked of the statement; none is not unstated."""
    path = write("""reviews:
- {name: A, title: T, id: s/a, harms: [neglect], actions: [{text: One., themes: [recording]}]}
- {name: B, title: T, id: s/b, harms: [neglect], actions: []}
- {name: C, title: T, id: s/c, harms: [neglect], learning: [{text: Two.}]}
- {name: D, title: T, id: s/d, harms: []}
""")

    def told(*arguments: str) -> list[str]:
        given = invoke(*arguments, "--data", path, "-f", "ids")
        assert given.code == 0
        return given.err.splitlines()

    one, two = "1 of these reviews does not state actions", "2 of these reviews do not state actions"
    assert told("actions", "--harm", "neglect") == [one]
    assert told("actions", "--harm", "neglect", "--theme", "recording") == [one]
    assert told("actions") == [two]
    assert told("actions", "--quiet") == []
    assert told("actions", "--harm", "none") == [one]
    assert told("recommendations", "--harm", "none") == ["1 of these reviews does not state recommendations"]
    assert told("learning") == ["3 of these reviews do not state learning"]
    assert told("search", "one", "--in", "actions") == [two]
    assert told("search", "one", "--in", "learning,actions") == [
        "1 of these reviews does not state learning or actions"
    ]
    assert told("search", "one", "--in", "summary,actions") == []
    assert told("search", "one") == []
    assert invoke("show", "c/A1", "--data", path).err.splitlines()[0] == (
        'casereviews: no statement "c/A1"; s/c has L1; its actions are not stated'
    )
    assert invoke("show", "d/L1", "--data", path).err.splitlines()[0] == (
        'casereviews: no statement "d/L1"; s/d has no statements; its learning is not stated'
    )
    assert invoke("show", "b/A1", "--data", path).err.splitlines()[0] == (
        'casereviews: no statement "b/A1"; s/b has no statements'
    )


@pytest.mark.parametrize("command", ["list", "learning", "recommendations", "themes"])
@pytest.mark.parametrize("sign", ["!", "~", "/", "NOT ", "--"])
@pytest.mark.parametrize(("option", "value"), [("--harm", "neglect"), ("--sex", "boy"), ("--age", "2y")])
def test_other_signs_are_refused(invoke: Invoke, command: str, sign: str, option: str, value: str) -> None:
    """Each would otherwise be an answer to the opposite, or a riddle."""
    message = f'casereviews: {option} does not take "{sign.strip()}" in front of a value'
    told = f"{message}\na hyphen leaves out: {option} -{value}\n"
    assert invoke(command, option, f"{sign}{value}") == (2, "", told)


def test_what_follows_a_filter_is_its_value(invoke: Invoke) -> None:
    """Also where it looks like an option: it is refused as a value, and never taken for the option."""
    unknown = "casereviews vocabulary harm lists them all\n"
    assert invoke("list", "--harm", "-n", "3").code == 2
    assert invoke("list", "--harm", "-n") == (2, "", f'casereviews: unknown harm "n"\n{unknown}')
    assert invoke("list", "--harm", "-neglct") == (
        2, "", f'casereviews: unknown harm "neglct"; did you mean "neglect"?\n{unknown}',
    )  # fmt: skip
    assert invoke("list", "--harm", "--json") == (
        2, "", 'casereviews: --harm does not take "--" in front of a value\na hyphen leaves out: --harm -json\n',
    )  # fmt: skip
    assert invoke("search", "a word-with a-hyphen", "--harm", "-neglect", "-f", "ids").code == 0


# --- None, any, areas and dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "option", "ids"),
    [
        ("list", "--harm=none", "s/d"),
        ("list", "--harm=any", "s/a s/b"),
        ("list", "--harm=not-stated", "s/c"),
        ("list", "--agency=none", ""),
        ("list", "--agency=not-stated", "s/b s/c s/d"),
        ("list", "--theme=-any", "s/d"),
        ("list", "--sex=any", "s/a s/b"),
        ("list", "--age=-any", "s/c s/d"),
        ("learning", "--theme=not-stated", "s/b/L2"),
        ("learning", "--agency=none", "s/c/L2"),
        ("learning", "--agency=any", "s/a/L1 s/a/L2"),
        ("learning", "--agency=none,not-stated", "s/b/L1 s/b/L2 s/c/L1 s/c/L2"),
    ],
)
def test_none_any_and_not_stated_part_everything(ask: Ask, command: str, option: str, ids: str) -> None:
    assert ask(command, option, "-q") == (ids.split(), [])


@pytest.mark.parametrize("kind", ["outcome", "type"])
@pytest.mark.parametrize("value", ["none", "-None"])
def test_what_is_never_none_is_refused_so(invoke: Invoke, kind: str, value: str) -> None:
    """Rather than answered with nothing, for none could be asked for only by mistake."""
    told = f"casereviews: --{kind} is never none\nit is stated or not: name a term, not-stated or any\n"
    assert invoke("list", f"--{kind}={value}") == (2, "", told)


PLACES = """
- {name: A, title: T, id: a, area: North Vale, listed: 2030-02, published: 2029}
- {name: B, title: T, id: b, area: North Moor, listed: 2030-03}
- {name: C, title: T, id: c}
"""


@pytest.mark.parametrize(
    ("options", "ids", "told"),
    [
        (["--area", "NORTH-vale"], ["a"], ["left out: 1 review does not state the area; --area not-stated lists it"]),
        (["--area", "moor,not-stated"], ["b", "c"], []),
        (["--area", "north", "--area", "-not-stated"], ["a", "b"], [
            '"north" is in the names of 2 areas, North Vale and North Moor; all are looked up',
        ]),
        (["--listed", "2030-02"], ["a"], ["left out: 1 review does not state the month listed; --listed not-stated lists it"]),
        (["--listed", "-2030-02"], ["b", "c"],
         ["left in: 1 review does not state the month listed; --listed -not-stated leaves it out"]),
        (["--published", "2029-05..2031"], ["a"],
         ["left out: 2 reviews do not state the date of publication; --published not-stated lists them"]),
        (["--published", "not-stated", "--listed", "any"], ["b"],
         ["left out: 1 review does not state the month listed; --listed not-stated lists it"]),
    ],
)  # fmt: skip
def test_areas_and_dates(invoke: Invoke, write: Write, options: list[str], ids: list[str], told: list[str]) -> None:
    """On every command that selects; and what does not state them is told."""
    path = write(f"reviews:{PLACES}")
    given = invoke("list", *options, "--data", path, "-f", "ids")
    assert (given.code, given.out.split(), given.err.splitlines()) == (0, ids, told)
    searched = invoke("search", "T", *options, "--data", path, "-f", "ids", "-q")
    assert (searched.code, searched.out.split()) == (0, ids)


def test_an_area_that_no_review_has(invoke: Invoke, write: Write) -> None:
    path = write(f"reviews:{PLACES}")
    assert invoke("learning", "--area", "Norf Vale", "--data", path) == (
        2,
        "",
        (
            'casereviews: unknown area "Norf Vale"; did you mean "North Vale"?\n'
            "casereviews list --area any --fields area -f tsv lists them\n"
        ),
    )
