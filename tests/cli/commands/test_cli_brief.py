"""`brief`: what it is asked, in which formats and documents it comes, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import casereviews
from casereviews import export as forms
from casereviews.export import Form
from casereviews.extras import Extra
from helpers import Invoke

INVENTED = str(Path(__file__).resolve().parents[2] / "expected" / "collection.yaml")


@pytest.fixture(autouse=True)
def _a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which everything is made, 2 January 2024."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704153600")


def test_the_whole_of_one(invoke: Invoke) -> None:
    given = invoke("brief", "--data", INVENTED, "--harm", "neglect")
    assert (given.code, given.err) == (
        0,
        "left out: in 1 review no harm was read, and nobody has read it; --harm not-stated lists it\n",
    )
    assert given.out == Path(INVENTED).with_name("brief.txt").read_text("utf-8").replace(
        "VERSION", casereviews.__version__
    )


def test_the_record_is_that_of_the_front_door(invoke: Invoke) -> None:
    with casereviews.open() as collections:
        assert invoke("brief", "--json").json == collections.brief()
        asked = collections.brief(
            "neglect", search="agencies OR sharing", expand=False, words=300, detail=False, plan=True, sex="boy"
        )
    given = invoke(
        "brief",
        "neglect",
        "--search",
        "agencies OR sharing",
        "--no-expand",
        "--words",
        "300",
        "--no-detail",
        "--plan",
        "--sex",
        "boy",
        "--json",
    )
    assert given.json == asked
    assert given.json["asked"] == "neglect; search: agencies OR sharing; sex: boy"
    assert (given.json["words"], given.json["detail"], given.json["plan"]) == (300, False, True)


def test_one_readers_lens(invoke: Invoke) -> None:
    """Of statements, those that speak to or of the agency."""
    given = invoke("brief", "--agency", "housing", "--json").json
    assert [term["id"] for term in given["terms"]] == ["agency/housing"]
    assert given["actions"] == []
    assert given["asked"] == "agency: Housing services"
    for section, identity in (("learning", "2022-02/baby-r/L3"), ("recommendations", "2022-02/baby-r/R3")):
        (group,) = given[section]
        assert [point["ids"] for point in group["points"]] == [[identity]]
    assert given["recommendations"][0]["slug"] == "housing"
    assert "No recommendation among what was asked." in invoke("brief", "--search", '"written agreements"').out


def test_formats(invoke: Invoke) -> None:
    """Those with rows have the statements that it shows; ids can be shown again."""
    ids = invoke("brief", "neglect", "-f", "ids").out.splitlines()
    assert ids[0] == "2022-02/joshua/L5"
    assert len(ids) == len(set(ids)) > 4
    assert invoke("brief", "neglect", "-f", "csv").out.splitlines()[0].startswith("id,section,text,themes")
    assert invoke("brief", "neglect", "-f", "jsonl").json == invoke("brief", "neglect", "--json").json
    assert invoke("brief", "neglect", "--fields", "reviews,of_all", "--json").json == {"reviews": 2, "of_all": 8}


def test_fields_of_rows(invoke: Invoke) -> None:
    """In formats with rows they are those of the statements that are shown, and of no briefing."""
    given = invoke("brief", "--data", INVENTED, "-f", "csv", "--fields", "id,section")
    assert (given.code, given.out.splitlines()[:2]) == (0, ["id,section", "2024-03/child-ash/L2,learning"])
    wrong = invoke("brief", "--data", INVENTED, "-f", "tsv", "--fields", "of_all")
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err.startswith('casereviews: unknown field "of_all"\nallowed: id, section, text,')
    assert invoke("brief", "neglect", "-f", "odt").code == 2


def test_documents(invoke: Invoke, tmp_path: Path) -> None:
    """By the ending, in any case; `-f md` gives the same as a file."""
    file = tmp_path / "Neglect.MD"
    assert invoke("brief", "neglect", "-o", str(file), "-q") == (0, "", "")
    text = file.read_text("utf-8")
    assert text == invoke("brief", "neglect", "-f", "md").out
    assert text.startswith("# Practice briefing: Neglect\n\nneglect. 2 of 8 reviews. 2 January 2024.\n")
    assert "8 reviews, sha256:0963b8991501\n" in text
    assert invoke("brief", "neglect", "-f", "md", "-o", str(tmp_path / "a")).code == 0
    assert (tmp_path / "a").read_text("utf-8") == text
    assert invoke("brief", "neglect", "-o", str(tmp_path / "a.json")).code == 0
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["title"] == "Practice briefing: Neglect"


@pytest.mark.parametrize(
    "arguments",
    [
        ("emotional abuse",),
        ("--harm", "accident"),
        ("--search", "xyzzy"),
        ("neglect", "--sex", "boy", "--outcome", "death"),
    ],
)
@pytest.mark.parametrize("target", [(), ("-o", "a.md"), ("-o", "a.json")])
def test_of_no_review_nothing_is_written(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...], target: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    given = invoke("brief", *arguments, *target)
    assert (given.code, given.out) == (1, "")
    assert given.err.splitlines()[-1] == "casereviews: no review matches, so nothing is written"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("neglet",), 'unknown term "neglet"; did you mean'),
        (("",), 'unknown term ""'),
        (("baby",), "; brief --search baby looks for the word"),
        (("mental health",), 'unknown term "mental health"; brief --search "mental health" looks for the word'),
        (("neglect", "-o", "a.html", "--fields", "title"), "a document has all there is, so .html takes no --fields"),
        (("neglect", "--words", "299"), '--words takes a whole number, 300 or more, not "299"'),
        (("neglect", "--words", "0"), '--words takes a whole number, 300 or more, not "0"'),
        (("neglect", "--words", "many"), '--words takes a whole number, 300 or more, not "many"'),
        (("neglect", "-o", "a.odt"), 'no format has the ending ".odt"'),
        (("neglect", "--harm", "neglet"), 'unknown harm "neglet"; did you mean "neglect"?'),
    ],
)
def test_what_is_asked_wrongly(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    given = invoke("brief", *arguments)
    assert (given.code, given.out) == (2, "")
    assert message in given.err.splitlines()[0]
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_ending_names_the_documents_too(invoke: Invoke) -> None:
    given = invoke("brief", "neglect", "-o", "a.odt")
    assert all(ending in given.err for ending in (".json", ".csv", *forms.DOCUMENTS))


def test_a_file_is_kept_without_force(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("mine")
    assert invoke("brief", "neglect", "-o", str(file)).code == 4
    assert file.read_text() == "mine"
    assert invoke("brief", "neglect", "-o", str(file), "--force").code == 0
    assert file.read_text("utf-8").startswith("# Practice briefing")


def test_what_a_document_needs_is_told(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Before anything is asked."""
    monkeypatch.setitem(forms.DOCUMENTS, ".fax", Form("Fax", "fax", Extra("fax-machine", "no_such_module")))
    given = invoke("brief", "--data", str(tmp_path / "none.yaml"), "-o", str(tmp_path / "a.fax"))
    assert given.code == 2
    assert given.err == (
        "casereviews: fax needs the library fax-machine\n"
        "install it: pip install fax-machine, or with pipx: pipx inject casereviews fax-machine\n"
    )


def test_how_a_word_was_read_is_told_and_on_its_face(invoke: Invoke) -> None:
    given = invoke("brief", "FII")
    line = "FII is looked up as Physical abuse, which is wider: 6 reviews, not all of them FII"
    assert given.err == f"{line}\n"
    assert f"\n{line}.\n" in given.out
    widened = invoke("brief", "--search", "dads")
    assert widened.err.startswith("also looked for: ")
    assert f"\nA{widened.err.splitlines()[0][1:]}.\n" in widened.out
    assert invoke("brief", "FII", "-q").err == ""
