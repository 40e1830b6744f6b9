"""`casereviews vocabulary`: the terms that filters take."""

from __future__ import annotations

import pytest

from helpers import Invoke

KINDS = {"harm": 13, "outcome": 4, "type": 13, "theme": 50, "factor": 24, "agency": 23}


def test_every_term(invoke: Invoke) -> None:
    """All kinds, in their order."""
    rows = invoke("vocabulary", "--json").json
    assert list(dict.fromkeys(row["kind"] for row in rows)) == list(KINDS)
    assert {kind: sum(row["kind"] == kind for row in rows) for kind in KINDS} == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_and_every_name_of_it(invoke: Invoke, kind: str) -> None:
    """One kind only, by its singular or the plural that records have; every slug is taken by its filter."""
    rows = invoke("vocabulary", kind, "--json").json
    assert {row["kind"] for row in rows} == {kind}
    plural = {"type": "review_types", "agency": "agencies"}.get(kind, f"{kind}s")
    assert invoke("vocabulary", plural, "--json").json == rows
    assert invoke("vocabulary", plural.upper(), "--json").json == rows
    given = invoke("list", f"--{kind}", ",".join(row["slug"] for row in rows), "-q", "-f", "ids")
    assert given.code == 0


def test_labels_and_synonyms_are_taken_by_their_filter(invoke: Invoke) -> None:
    """What the list shows can be typed, in any case, with a comma in it too: one of each kind, and all with a comma."""
    words = [
        (row["kind"], word) for row in invoke("vocabulary", "--json").json for word in (row["label"], *row["synonyms"])
    ]
    chosen = {*dict(words).items(), *(pair for pair in words if "," in pair[1])}
    assert len(chosen) > 6
    for kind, word in sorted(chosen):
        given = invoke("list", f"--{kind}", word.upper(), "-q", "-f", "ids")
        assert given.code == 0, (word, given.err)


def test_narrower_words_and_better_ones_are_told(invoke: Invoke) -> None:
    """Apart from those that mean the term itself."""
    out = invoke("vocabulary", "harm").out
    assert (
        "[narrower: suicide, suspected suicide, attempted suicide, died by suicide, self-harm, self-injury; "
        "committed suicide (better: died by suicide), commit suicide (better: die by suicide)]\n"
    ) in out
    assert "[also: neglectful care; narrower: lack of supervision, inadequate supervision, medical neglect, " in out


def test_an_unknown_kind(invoke: Invoke) -> None:
    """The nearest is named, and all are listed."""
    assert invoke("vocabulary", "harmz") == (
        2,
        "",
        (
            'casereviews: unknown kind "harmz"; did you mean "harm"?\n'
            "the kinds are harm, outcome, type, theme, factor, agency\n"
        ),
    )
