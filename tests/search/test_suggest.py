"""What is suggested to a person who typed what is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.library import vocabularies
from casereviews.search import suggest
from casereviews.text import has_controls
from helpers import Invoke, examples

TERMS = vocabularies.vocabulary()
KNOWN = ["--harm", "--theme", "--limit", "--sort", "--no-cache", "--json", "--format"]
COMMANDS = {"list": KNOWN, "themes": [*KNOWN, "--by"], "search": [*KNOWN, "--in"], "info": ["--json"]}


def instead(option: str, value: str = "") -> str:
    return suggest.option(option, value, KNOWN, COMMANDS, TERMS)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--not", "neglect", "; put a hyphen in front: --harm -neglect or --theme -neglect-recognition"),
        ("--not", "-gp", "; put a hyphen in front: --agency -gp"),
        ("--exclude", "boys", "; put a hyphen in front: --sex -male"),
        ("--without", "", "; put a hyphen in front: --harm -neglect"),
        ("--not", "xyzzy", "; put a hyphen in front: --harm -neglect"),
        ("--or", "neglect", "; a comma means or: --harm neglect,CSA"),
        ("--csv", "", "; --format csv"),
        ("--by", "harm", "; themes has it"),
        ("--json", "", "; list, themes, search and info have it"),
        ("--gp", "", "; gp is an agency: --agency gp"),
        ("--gp", "--json", "; gp is an agency: --agency gp"),
        ("--child", "girl", ""),
        ("--pager", "", ""),
        ("--verbose", "", ""),
        ("--neglect", "", "; neglect is a harm and a theme: --harm neglect or --theme neglect-recognition"),
        ("--limt", "3", "; did you mean --limit?"),
        ("--LIMITS", "3", "; did you mean --limit?"),
        ("--count", "", ""),
        ("--note", "", ""),
        ("--nocash", "", "; did you mean --no-cache?"),
        ("--" + "x" * 200, "", ""),
        ("-x", "", ""),
    ],
)
def test_what_to_do_instead_of_an_option(option: str, value: str, said: str) -> None:
    assert instead(option, value) == said


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--not", "gp", ""),
        ("--csv", "", ""),
        ("--order", "name", ""),
        ("--grep", "x", "; casereviews search looks for words"),
        ("--gp", "", "; gp is an agency: casereviews list --agency gp"),
    ],
)
def test_no_option_is_named_that_the_command_lacks(option: str, value: str, said: str) -> None:
    assert suggest.option(option, value, ["--json"], {}, TERMS) == said


def test_an_option_of_two_commands() -> None:
    assert suggest.option("--in", "", [], {"a": ["--in"], "b": [], "c": ["--in"]}, TERMS) == "; a and c have it"


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("theme", "GP", "; GP is an agency: --agency gp"),
        ("theme", "hv", "; hv is an agency: --agency health-visiting"),
        ("agency", "marac", "; marac is a theme: --theme domestic-abuse-practice"),
        ("agency", "DV", "; DV is a harm, a theme and a factor: --harm domestic-abuse, --theme domestic-abuse-practice or --factor domestic-abuse"),
        ("harm", "SCR", "; SCR is a type: --type scr,significant-case-review-scotland"),
        ("harm", "died", "; died is an outcome: --outcome death"),
        ("harm", "serious-injury", "; serious-injury is an outcome: --outcome injury"),
        ("harm", "8m", "; 8m is an age: --age 8m"),
        ("harm", "<2y", '; <2y is an age: --age "<2y"'),
        ("harm", "girl", "; girl is a sex: --sex female"),
        ("harm", "neglekt", '; did you mean "neglect"?'),
        ("type", "neglekt", "; did you mean --harm neglect?"),
        ("theme", "males", '; did you mean "fathers-and-males"?'),
        ("factor", "males", ""),
        ("harm", "abuse", ""),
        ("harm", "all", ""),
        ("harm", "starvation", ""),
        ("harm", "unknown", ""),
        ("outcome", "survived", ""),
        ("outcome", "deth", '; did you mean "death"?'),
        ("agency", "CE", ""),
        ("theme", "not-stated", ""),
        ("harm", "2022", ""),
        ("harm", "xyzzy", ""),
        ("harm", "q" * 500, ""),
    ],
)  # fmt: skip
def test_what_a_word_is_elsewhere(kind: str, typed: str, said: str) -> None:
    assert suggest.term(TERMS, typed, kind) == said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["themes", "GP"], 'casereviews: unknown theme "GP"; GP is an agency: --agency gp'),
        (
            ["list", "--not=neglect"],
            "casereviews list: no such option: --not; put a hyphen in front: --harm -neglect or",
        ),
        (
            ["list", "--not", "police"],
            "casereviews list: no such option: --not; put a hyphen in front: --agency -police",
        ),
        (["list", "--by", "harm"], "casereviews list: no such option: --by; themes and count have it"),
        (["list", "--sex", "gp"], 'casereviews: unknown sex "gp"; gp is an agency: --agency gp'),
        (["lits"], 'casereviews: unknown command "lits"; did you mean "list"?'),
        (["police"], 'casereviews: unknown command "police"; police is an agency: casereviews list --agency police\n'),
        (
            ["recommendations", "police"],
            "casereviews recommendations: got unexpected extra argument(s) (police); police is an agency: --agency police\n",
        ),
        (
            ["list", "serious", "injury"],
            "casereviews list: got unexpected extra argument(s) (serious injury); serious injury is an outcome: --outcome ",
        ),
        (["list", "xyzzy", "gp"], "casereviews list: got unexpected extra argument(s) (xyzzy gp); gp is an agency: "),
        (["list", "xyzzy"], "casereviews list: got unexpected extra argument(s) (xyzzy)\n"),
        (
            ["info", "gp"],
            "casereviews info: got unexpected extra argument(s) (gp); gp is an agency: casereviews list --agency gp\n",
        ),
        (
            ["validate", "-d", "a.yaml"],
            "casereviews validate: no such option: -d; FILE is an argument: casereviews validate a.yaml\n",
        ),
        (
            ["validate", "--data"],
            "casereviews validate: no such option: --data; FILE is an argument: casereviews validate FILE\n",
        ),
        (
            ["show", "toby", "--count"],
            "casereviews show: no such option: --count; list, search, similar, themes, count, learning, recommendations, ",
        ),
    ],
)
def test_from_the_command_line(invoke: Invoke, arguments: list[str], message: str) -> None:
    given = invoke(*arguments)
    assert (given.code, given.out) == (2, "")
    assert given.err.startswith(message), given.err


@pytest.mark.parametrize(
    ("name", "said"),
    [("police", "; police is an agency: casereviews list --agency police"), ("-dash", ""), ("xyzzy", "")],
)
def test_a_name_of_no_review(invoke: Invoke, name: str, said: str) -> None:
    told = f'casereviews: no review "{name}"{said}\ncasereviews list shows them all\n'
    assert invoke("show", "--", name) == (1, "", told)


@examples(50)
@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_typed_a_suggestion_is_one_visible_line(option: str, value: str) -> None:
    for said in (instead(f"--{option}", value), suggest.term(TERMS, value, "harm")):
        assert "\n" not in said
        assert not has_controls(said)
        assert said == "" or said.startswith("; ")
