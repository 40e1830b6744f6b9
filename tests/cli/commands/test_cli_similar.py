"""`casereviews similar`: reviews like one, and what they share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casereviews.cli import output
from helpers import Invoke


def like(invoke: Invoke, *arguments: str) -> list[str]:
    """The ends of the ids of what is like a review."""
    given = invoke("similar", *arguments, "-f", "ids")
    assert given.code == 0, given.err
    return [line.removeprefix("2022-02/") for line in given.out.splitlines()]


@pytest.mark.parametrize("name", ["Mia", "mia", "2022-02/mia"])
def test_a_name_or_an_id(invoke: Invoke, name: str) -> None:
    """Each other review that shares something, the most alike first."""
    given = invoke("similar", name, "--json").json
    assert [one["id"] for one in given] == [f"2022-02/{end}" for end in like(invoke, "Mia")]
    assert "2022-02/mia" not in [one["id"] for one in given]
    assert [one["score"] for one in given] == sorted((one["score"] for one in given), reverse=True)
    assert all(0 < one["score"] <= 1 for one in given)


def test_what_is_shared(invoke: Invoke) -> None:
    """Both are coded with it, and as many reviews as it says have it."""
    reviews = {one["id"]: one for one in invoke("list", "--json").json}
    keys = {"harm": "harms", "factor": "factors", "theme": "themes", "agency": "agencies"}
    others = invoke("similar", "Mia", "--json").json
    assert len(others) == 7
    for other in others:
        assert other["shared"]
        for code in other["shared"]:
            having = [name for name, one in reviews.items() if code["slug"] in (one[keys[code["kind"]]] or ())]
            assert {"2022-02/mia", other["id"]} <= set(having)
            assert code["reviews"] == len(having)
        for kind, key in keys.items():
            both = set(reviews["2022-02/mia"][key] or ()) & set(reviews[other["id"]][key] or ())
            assert {code["slug"] for code in other["shared"] if code["kind"] == kind} == both


def test_a_page_says_how_rare_it_is(invoke: Invoke) -> None:
    """Of how many reviews, all those in use."""
    lines = invoke("similar", "Mia", "--harm", "neglect").out.splitlines()
    assert lines[0].split("  ")[-1] == "Shared, the rarest first"
    assert len(lines) == 2
    assert lines[1].startswith("Joshua 2022-02/joshua")
    assert "Neglect (2 of 8); " in lines[1]
    assert "Information sharing (8 of 8)" in lines[1]


def test_filters_order_and_limit(invoke: Invoke) -> None:
    """Filters select what is compared; --sort, --reverse and --limit order and cut."""
    everything = like(invoke, "Mia")
    assert like(invoke, "Mia", "-n", "2") == everything[:2]
    assert like(invoke, "Mia", "-n", "0") == []
    assert like(invoke, "Mia", "--reverse") == everything[::-1]
    assert like(invoke, "Mia", "--sort", "name") == sorted(everything)
    assert like(invoke, "Mia", "--sort", "score") == everything
    deaths = {line.removeprefix("2022-02/") for line in invoke("list", "--outcome", "death", "-f", "ids").out.split()}
    assert like(invoke, "Mia", "--outcome", "death") == [name for name in everything if name in deaths]
    given = invoke("similar", "Mia", "--sex", "male", "-f", "ids")
    assert given.err == "left out: 2 reviews do not state the sex; --sex not-stated lists them\n"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("2022-02/mia/L1",), 2, "casereviews: 2022-02/mia/L1 is a statement\nname its review: 2022-02/mia\n"),
        (("Mia L1",), 2, "casereviews: 2022-02/mia/L1 is a statement\nname its review: 2022-02/mia\n"),
        (("Zeno",), 1, "casereviews: "),
        (("Child",), 3, "casereviews: "),
        ((), 2, "casereviews similar: "),
        (("Mia", "Toby"), 2, "casereviews similar: "),
        (("Mia", "--sort", "likeness"), 2, 'casereviews: unknown sort "likeness"'),
        (("Mia", "--harm", "zzz"), 2, 'casereviews: unknown harm "zzz"'),
        (("\x1b[31m",), 1, "casereviews: "),
    ],
)
def test_errors(invoke: Invoke, arguments: tuple[str, ...], code: int, told: str) -> None:
    """A statement is not a review; a name must be one review's."""
    given = invoke("similar", *arguments)
    assert (given.code, given.out) == (code, "")
    assert given.err.startswith(told)
    assert "\x1b" not in given.err


def test_nothing_is_like_it(invoke: Invoke, write: Callable[[str], str]) -> None:
    """Which is no error."""
    path = write("reviews:\n- {name: A, title: T, harms: [neglect]}\n- {name: B, title: T, harms: [accident]}\n")
    for name in ("A", "B"):
        assert invoke("similar", name, "--data", path) == (0, "", "no review shares a code with it\n")
        assert invoke("similar", name, "--data", path, "-q") == (0, "", "")
        assert invoke("similar", name, "--data", path, "--json") == (0, "[]\n", "")


def test_a_terminal_shows_the_first_fifty(
    invoke: Invoke, write: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says so, as a search does; never fewer than there are without a word."""
    path = write("reviews:\n" + "".join(f"- {{name: C{n}, title: T, harms: [neglect]}}\n" for n in range(61)))
    command = ("similar", "C60", "--data", path)
    assert invoke(*command).out.count("Neglect") == 60
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    shown = invoke(*command).out
    assert shown.count("Neglect") == 50
    assert "50 of 60 reviews are shown; --limit 60 shows all" in " ".join(shown.split())
    assert invoke(*command, "-n", "60").out.count("Neglect") == 60
    assert len(invoke(*command, "--json").json) == 60


def test_the_only_review_has_no_other(invoke: Invoke, write: Callable[..., str]) -> None:
    review = "reviews:\n- {id: %s, name: A, title: A, harms: [neglect]}\n"
    given = invoke("similar", "c/a", "--data", write(review % "c/a"))
    assert "it is the only review in use, so there is no other to compare it with" in given.err
