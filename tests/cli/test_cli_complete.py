"""Shell completion, as a shell asks for it, and the choices behind it."""

from __future__ import annotations

import json
import re
import string
import sys
import unicodedata
from collections.abc import Callable

import pytest

from casereviews.answers.contract import ANSWERS
from casereviews.cli import complete
from casereviews.vocabulary import KINDS, Term, Vocabulary
from helpers import Invoke


def bash(invoke: Invoke, *words: str) -> list[str]:
    """What bash is offered for the last of the words."""
    env = {"_CASEREVIEWS_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(("casereviews", *words))}
    given = invoke(env={**env, "COMP_CWORD": str(len(words))})
    assert (given.code, given.err) == (0, "")
    return [line for line in given.out.split("\n") if line]


def values(choices: list[tuple[str, str]]) -> list[str]:
    """The values without their help."""
    return [value for value, _ in choices]


def test_bash(invoke: Invoke) -> None:
    """Commands, options, terms, names and formats."""
    assert bash(invoke, "l") == ["list", "learning"]
    assert bash(invoke, "list", "--ha") == ["--harm"]
    assert bash(invoke, "list", "--harm", "neglect,ph") == ["neglect,physical-abuse"]
    assert bash(invoke, "show", "child-r") == ["child-rs", "child-r"]
    assert bash(invoke, "list", "-f", "j") == ["json", "jsonl"]
    assert bash(invoke, "similar", "mi") == ["mia"]
    assert bash(invoke, "search", "x", "--state") == ["--statements"]
    assert bash(invoke, "learning", "--sea") == ["--search"]


def test_names_of_one_word(invoke: Invoke) -> None:
    """They want no quotation marks, so people write them as they are; once, where the end of the id is the same."""
    assert bash(invoke, "show", "Mi") == ["Mia"]
    assert bash(invoke, "show", "mi") == ["mia"]
    assert bash(invoke, "show", "J") == ["Joshua"]
    assert invoke("show", "Joshua", "-f", "ids") == invoke("show", "joshua", "-f", "ids") == (0, "2022-02/joshua\n", "")


@pytest.mark.parametrize("words", [["list", "--harm", "CSA"], ["list", "--harm", "xNeg"], ["show", "Childish"]])
def test_only_what_begins_with_what_was_typed(invoke: Invoke, words: list[str]) -> None:
    """The shell puts what is chosen in the place of what was typed; other values would be dropped on the way."""
    assert bash(invoke, *words) == []


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["list", "--harm", "Neg"], ["Neglect"]),
        (["list", "--harm", "neglect,-PHY"], ["neglect,-PHYsical-abuse"]),
        (["show", "CHILD-R"], ["CHILD-Rs", "CHILD-R"]),
        (["list", "-f", "J"], ["Json", "Jsonl"]),
        (["list", "--sort", "AG"], ["AGe"]),
        (["list", "--fields", "ID,NA"], ["ID,NAme"]),
        (["themes", "--by", "H"], ["Harm"]),
        (["search", "home", "--in", "T"], ["Title"]),
        (["vocabulary", "H"], ["Harm"]),
        (["list", "--sex", "F"], ["Female"]),
        (["schema", "L"], ["List", "Learning"]),
        (["help", "EX"], ["EXport", "EXit-codes"]),
        (["--json", "list", "--harm", "Neg"], ["Neglect"]),
    ],
)
def test_case_does_not_matter(invoke: Invoke, words: list[str], offered: list[str]) -> None:
    """What was typed stays as it is, so that every shell takes what is offered; and the program understands it."""
    assert bash(invoke, *words) == offered
    for value in offered:
        assert invoke(*words[:-1], value).code == 0
    assert bash(invoke, *words[:-1], words[-1].lower()) == [value.lower() for value in offered]


def test_whole_ids(invoke: Invoke) -> None:
    """Where one was begun, in the place of their ends, and none without anything typed."""
    assert bash(invoke, "show", "2022-02/child-r") == ["2022-02/child-rs", "2022-02/child-r"]
    assert bash(invoke, "similar", "2022-02/M") == ["2022-02/Mia"]
    assert len(bash(invoke, "show", "2")) == 8
    assert not [value for value in bash(invoke, "show", "") if "/" in value]


def test_ids_of_statements(invoke: Invoke) -> None:
    """Behind the id of a review, or its end, or its name of a word, for the command that shows them."""
    told = [f"{letter}{number}" for letter, last in (("L", 4), ("R", 6)) for number in range(1, last + 1)]
    for home in ("mia", "2022-02/mia", "Mia"):
        assert bash(invoke, "show", f"{home}/") == [f"{home}/{end}" for end in told]
    assert bash(invoke, "show", "mia/r6") == ["mia/r6"]
    assert invoke("show", "mia/r6", "-f", "ids").out == "2022-02/mia/R6\n"
    assert bash(invoke, "show", "nobody/") == bash(invoke, "similar", "mia/") == []


def test_bash_never_spills(invoke: Invoke, write: Callable[[str], str]) -> None:
    """What cannot be read offers nothing, silently."""
    assert bash(invoke, "show", "--data", "/nonexistent", "x") == []
    assert bash(invoke, "show", "--data", write("reviews: [\n"), "x") == []


def test_zsh(invoke: Invoke) -> None:
    """Values with their labels."""
    env = {"_CASEREVIEWS_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "casereviews list --harm ne"}
    given = invoke(env=env)
    assert given == (0, """_arguments '*: :(("neglect":"Neglect"))'\n""", "")


def offered(invoke: Invoke, shell: str, *words: str, **env: str) -> str:
    """What the program prints for a shell that completes the last of the words."""
    line = " ".join(("casereviews", *words))
    asked = {
        "_CASEREVIEWS_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "COMP_WORDS": line.replace(" ", "\n"),
        "COMP_CWORD": str(len(words)),
    }
    given = invoke(env={**asked, **env})
    assert (given.code, given.err) == (0, "")
    return given.out


@pytest.mark.parametrize("columns", ["20", "80"])
def test_a_line_for_a_choice(invoke: Invoke, columns: str) -> None:
    """Help is not broken at the width of the terminal: fish would offer its second line as a value."""
    wanted = ["child-rs", "joshua", "baby-r", "mia", "child-r", "child-p", "toby", "child-l"]
    lines = offered(invoke, "fish", "show", "", COLUMNS=columns).splitlines()
    assert [line.partition("\t")[0] for line in lines] == wanted
    lines = offered(invoke, "powershell", "show", "", COLUMNS=columns).splitlines()
    assert [line.partition(":::")[0] for line in lines] == wanted


# --- Nothing that a shell would expand ---------------------------------------------------------------------------------


def is_harmless(character: str) -> bool:
    """Whether a character means nothing to a shell, to Typer, to Rich and to a terminal."""
    return character in "_,./-" or (character.isalnum() and not is_unseen(character))


def is_unseen(character: str) -> bool:
    """Whether it is a letter to Unicode, and nothing to a reader: the fillers."""
    return "FILLER" in unicodedata.name(character, "")


class Rows:
    """A store that has some reviews, without their having to be read from a file."""

    def __init__(self, rows: list[tuple[str, str, str]]) -> None:
        self.rows = rows

    def ask(self, sql: str) -> Rows:
        """Whatever is asked."""
        return self

    def fetchall(self) -> list[tuple[str, str, str]]:
        """The id, the name and the title of each."""
        return self.rows


EVERY = [chr(point) for point in range(sys.maxunicode + 1) if not 0xD800 <= point <= 0xDFFF]


@pytest.mark.parametrize("shell", ["zsh", "powershell", "pwsh"])
def test_no_character_that_a_shell_would_expand(monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
    """Whatever stands in an id, a name or a title: the value and the help hold only harmless characters."""
    monkeypatch.setenv("_CASEREVIEWS_COMPLETE", f"complete_{shell}")
    shown = [character for character in EVERY if character.isprintable() or ord(character) < 0x3000]
    assert len(shown) > 140_000
    chunks = ["".join(shown[start : start + 40]) for start in range(0, len(shown), 40)]
    rows = [(f"x/{number}", f"N{number}", chunk) for number, chunk in enumerate(chunks)]
    rows += [(f"y/{number}", chunk, "Title") for number, chunk in enumerate(chunks)]
    single = [character for character in shown if ord(character) < 0x3200 or 0xFE00 <= ord(character) <= 0xFFFF]
    rows += [(f"z/a{character}b", f"{character}c", "Title") for character in single]
    monkeypatch.setattr(complete, "open_store", lambda *files, **options: Rows(rows))
    choices = complete.answer("name", "show", {}, "")
    assert len(choices) > 2 * len(chunks)
    used = {character for value, _ in choices for character in value}
    told = {character for _, help_text in choices for character in help_text}
    assert [character for character in used if not is_harmless(character)] == []
    assert [character for character in told - {" "} if not is_harmless(character)] == []
    assert {*"aZ9_./-"} <= used
    if shell in ("powershell", "pwsh"):
        assert "".join(used | told).isascii()
    else:
        assert {*"éЖ字"} <= used & told


def test_no_label_that_a_shell_would_expand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The labels of a person's own terms are help too."""
    labels = ["".join(EVERY[start : start + 40]) for start in range(0, 0x3000, 40)]
    terms = Vocabulary((Term("theme", f"own-{number}", label, "") for number, label in enumerate(labels)), {})
    monkeypatch.setattr(complete, "vocabulary", lambda own: terms)
    choices = complete.answer("theme", "list", {}, "own")
    assert [value for value, _ in choices] == [f"own-{number}" for number in range(len(labels))]
    told = {character for _, help_text in choices for character in help_text}
    assert [character for character in told - {" "} if not is_harmless(character)] == []
    assert {*"aZ9é"} <= told


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_what_typer_prints(invoke: Invoke, write: Callable[[str, str], str], shell: str) -> None:
    """In each shell's own form, of a collection with every character that could matter, the list is whole and plain."""
    shown = [character for character in EVERY if character.isprintable() and ord(character) < 0x2800]
    shown += [chr(point) for point in range(0xFF00, 0xFF70)] + [*"\t\x07\x1b\x7f\x9b\u202e\u2028\u3164\U000e0041"]
    chunks = ["".join(shown[start : start + 40]) for start in range(0, len(shown), 40)]
    texts = [
        *chunks,
        *(f"{before}{sign}x {sign}{sign} x{sign}" for sign in string.punctuation for before in ("", "\\")),
    ]
    lines = [
        json.dumps({"id": f"x/{letter}{number}", "name": name, "title": title}) + "\n"
        for number, text in enumerate(texts)
        for letter, name, title in (("t", "Child A", f"T {text}"), ("n", f"N {text}", "Title"))
    ]
    printed = offered(invoke, shell, "show", "--data", write("".join(lines), "every.jsonl"), "")
    if shell == "zsh":
        beginning, end = "_arguments '*: :((", "))'\n"
        assert printed.startswith(beginning)
        assert printed.endswith(end)
        printed = printed[len(beginning) : -len(end)]
    form = {
        "bash": r"(?P<value>[^ ]*)(?P<help>)",
        "zsh": r'"(?P<value>[^ ]*?)":"(?P<help>.*?)"',
        "fish": r"(?P<value>[^ ]*?)\t(?P<help>.*)",
        "powershell": r"(?P<value>[^ ]*?):::(?P<help>.*)",
    }[shell]
    found = [re.fullmatch(form, line) for line in printed.rstrip("\n").split("\n")]
    assert all(found)
    offers = [(match["value"], match["help"]) for match in found if match]
    assert len(offers) == len(lines) > 500
    assert {value for value, _ in offers} == {f"{letter}{number}" for letter in "tn" for number in range(len(texts))}
    harmful = {character for offer in offers for text in offer for character in text if not is_harmless(character)}
    assert harmful <= {" "}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Review of Child A: overview report", "Review of Child A, overview report"),
        ("Serious Case Review: Toby (full overview report)", "Serious Case Review, Toby, full overview report"),
        ("Mother\u2019s and father's story", "Mother\u02bcs and father\u02bcs story"),
        ("Baby \u2018R\u2019 and \"Child\" 'A'", "Baby R and Child A"),
        ("Child A & Child B", "Child A and Child B"),
        ("2019\u20132021 \u2014 a review", "2019-2021 - a review"),
        ("[mother] told :skull: him", "mother told skull, him"),
        ("Learning; and practice", "Learning, and practice"),
        ("At 12:30 ($5)", "At 12 30, 5"),
        ("Zoe\u0308, Ren\u00e9e and \u0416", "Zo\u00eb, Ren\u00e9e and \u0416"),
        ("safe\u00adguarding\u202e in\u2028a\u00a0home", "safeguarding in a home"),
        ("a word " * 20, f"{'a word ' * 8}a..."),
        ("$(\\`", ""),
    ],
)
def test_help_reads_well(monkeypatch: pytest.MonkeyPatch, text: str, told: str) -> None:
    """A sign that a shell knows gives way to what is most like it."""
    monkeypatch.setattr(complete, "open_store", lambda *files, **options: Rows([("x/one", "Elm", text)]))
    assert complete.answer("name", "show", {}, "E") == [("Elm", told)]


def test_help_for_powershell_is_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows it reads what a program prints by another code than Python writes; a value would be a wrong one."""
    rows = [("x/zo\u00eb", "Ren\u00e9e", "Ren\u00e9e\u2019s"), ("x/elm", "Elm", "\uff04(id) \u00c9va")]
    monkeypatch.setattr(complete, "open_store", lambda *files, **options: Rows(rows))
    assert values(complete.answer("name", "show", {}, "")) == ["zo\u00eb", "Ren\u00e9e", "elm"]
    monkeypatch.setenv("_CASEREVIEWS_COMPLETE", "complete_powershell")
    assert complete.answer("name", "show", {}, "") == [("elm", "Elm, id Eva")]


def test_an_end_like_an_option_is_not_offered(write: Callable[[str], str]) -> None:
    """Of such a review the whole id is offered, unless that is no better."""
    ids = ["x/-o", "x/.b", "x/c", "-x/d", "--"]
    path = write("reviews:\n" + "".join(f"- {{name: Child A, title: T, id: {identity}}}\n" for identity in ids))
    assert values(complete.answer("name", "show", {"data": [path]}, "")) == ["x/-o", "x/.b", "c", "d"]


@pytest.mark.parametrize("typed", ["$(id),ne", "a b,ne", "'x',ne", "\\,ne", "-x,ne", ",ne", "~,ne", "x,,ne"])
def test_what_was_typed_is_safe_too(typed: str) -> None:
    """It goes back to the shell before the value, unquoted."""
    assert complete.answer("harm", "list", {}, typed) == []


def test_the_script_for_each_shell(invoke: Invoke) -> None:
    """--show-completion prints what the shell is to read."""
    given = invoke("--show-completion", "bash", env={"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"})
    assert given.code == 0
    assert "_CASEREVIEWS_COMPLETE=complete_bash" in given.out


# --- The choices ------------------------------------------------------------------------------------------------------


def test_every_command_s_sorts_and_fields() -> None:
    """What is offered is what would be taken."""
    sorts = ["listed", "published", "name", "area", "age", "incident", "outcome", "harm", "id"]
    assert values(complete.answer("sort", "list", {}, "")) == sorts
    assert values(complete.answer("sort", "learning", {}, "")) == sorts
    assert values(complete.answer("sort", "search", {}, "")) == ["score", *sorts]
    assert values(complete.answer("sort", "similar", {}, "")) == ["score", *sorts]
    assert values(complete.answer("fields", "similar", {}, "")) == ["id", "name", "title", "score", "shared"]
    assert values(complete.answer("sort", "themes", {}, "")) == ["reviews", "statements", "theme"]
    assert values(complete.answer("fields", "list", {}, "id,na")) == ["id,name"]
    assert values(complete.answer("fields", "list", {}, "child_1")) == [
        "child_1_age",
        "child_1_age_months",
        "child_1_sex",
    ]
    assert values(complete.answer("fields", "recommendations", {}, ""))[:8] == [
        "id", "section", "text", "themes", "agencies", "review", "review.id", "review.name",
    ]  # fmt: skip
    assert values(complete.answer("fields", "recommendations", {}, "id,review.ye")) == [
        "id,review.year", "id,review.year_listed", "id,review.year_published",
    ]  # fmt: skip
    assert values(complete.answer("fields", "validate", {}, "l")) == ["line"]
    for command in ANSWERS:
        assert complete.answer("fields", command, {}, "")


@pytest.mark.parametrize(
    ("command", "option", "wanted"),
    [("search", "--sort", "score"), ("themes", "--sort", "statements"), ("learning", "--fields", "text")],
)
def test_choices_are_those_of_the_command(invoke: Invoke, command: str, option: str, wanted: str) -> None:
    """A sort or a field of another command would be refused."""
    words = [command, "x", option, ""] if command == "search" else [command, option, ""]
    assert wanted in bash(invoke, *words)


@pytest.mark.parametrize(
    ("name", "incomplete", "offered"),
    [
        ("harm", "", 16),
        ("theme", "", 53),
        ("one-theme", "", 50),
        ("name", "", 8),
        ("format", "", 9),
        ("sex", "", 4),
        ("color", "", 3),
        ("in", "", 5),
        ("by", "", 7),
        ("kind", "", 6),
        ("answer", "", 23),
        ("age", "", 2),
        ("listed", "n", 1),
        ("published", "a", 1),
        ("harm", "zzz", 0),
        ("nosuch", "", 0),
    ],
)
def test_how_many(name: str, incomplete: str, offered: int) -> None:
    """Everything for nothing typed; nothing for what nothing begins with."""
    assert len(complete.answer(name, "list", {}, incomplete)) == offered


def test_terms_with_their_labels() -> None:
    """The slug is the value and the label its help; a comma begins anew."""
    assert complete.answer("harm", "list", {}, "sexual-a") == [("sexual-abuse", "Sexual abuse")]
    assert values(complete.answer("sex", "list", {}, "female,")) == [
        "female,female", "female,male", "female,not-stated", "female,any",
    ]  # fmt: skip
    assert values(complete.answer("sex", "list", {}, "female,-m")) == ["female,-male"]
    assert complete.answer("harm", "list", {}, "neglect,-sexual-a") == [("neglect,-sexual-abuse", "Sexual abuse")]
    assert complete.answer("fields", "list", {}, "id,-na") == []


@pytest.mark.parametrize("name", [*KINDS, "sex", "age", "area", "listed", "published"])
def test_what_every_filter_takes(invoke: Invoke, name: str) -> None:
    """Reviews that state nothing or anything, also behind a hyphen; for terms those that have none too."""
    words = ["not-stated", *(["none"] if {name} <= {*KINDS} - {"outcome", "type"} else []), "any"]
    for sign in ("", "not-stated,-"):
        offered = bash(invoke, "list", f"--{name}", sign)
        assert offered[-len(words) :] == [f"{sign}{word}" for word in words]
    for word in words:
        assert invoke("list", f"--{name}", word, "-q").code == 0


def test_one_theme_is_a_term(invoke: Invoke) -> None:
    """There are no statements to list of a theme that is not stated."""
    assert bash(invoke, "themes", "no") == []
    assert bash(invoke, "themes", "was") == ["was-not-brought"]


def test_areas(write: Callable[[str], str], invoke: Invoke) -> None:
    """With hyphens for the spaces, which need no quotation marks."""
    path = write(
        "reviews:\n- {name: Ash, title: T, area: North Vale}\n- {name: Elm, title: U, area: Nordham}\n"
        "- {name: Oak, title: V, area: Vale}\n"
    )
    params = {"data": [path]}
    assert complete.answer("area", "list", params, "no") == [
        ("north-Vale", "North Vale"), ("nordham", "Nordham"), ("not-stated", ""),
    ]  # fmt: skip
    assert values(complete.answer("area", "list", params, "vale,-nor")) == ["vale,-north-Vale", "vale,-nordham"]
    assert invoke("list", "--area", "north-Vale", "--count", "--data", path).out == "1\n"


def test_when_to_colour(invoke: Invoke) -> None:
    """By either spelling."""
    for option in ("--color", "--colour"):
        assert bash(invoke, "list", option, "") == ["auto", "always", "never"]


def test_names_of_a_collection(write: Callable[[str], str]) -> None:
    """The end of the id where it is enough, the whole of it where two end alike; names of a word; help in one line."""
    path = write(
        "reviews:\n- {name: Child Ash, title: T, id: x/ash}\n- {name: Child Ash, title: U, id: y/ash}\n"
        '- {name: Elm, title: "V\\u2028w\\e", id: x/elm}\n- {name: Oak, title: W, id: x/one}\n'
    )
    assert complete.answer("name", "show", {"data": [path]}, "") == [
        ("x/ash", "Child Ash, T"),
        ("y/ash", "Child Ash, U"),
        ("elm", "Elm, V w"),
        ("one", "Oak, W"),
        ("Oak", "W"),
    ]
    assert complete.answer("name", "show", {"data": ["/nonexistent"]}, "") == []
    assert "toby" in values(complete.answer("name", "show", {"data": [path], "with_bundled": True}, "to"))


def test_a_name_of_two_reviews_is_not_offered(write: Callable[[str], str], invoke: Invoke) -> None:
    """Every value that is offered is one that `show` opens, and stands once."""
    path = write("reviews:\n- {name: Ash, title: T, id: x/ash}\n- {name: Ash, title: U, id: y/ash}\n")
    offered = values(complete.answer("name", "show", {"data": [path]}, ""))
    assert {value: invoke("show", value, "--data", path).code for value in offered} == {"x/ash": 0, "y/ash": 0}
    assert len(offered) == 2
