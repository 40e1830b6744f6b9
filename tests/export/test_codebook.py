"""The vocabulary as a codebook: its structure, what is in it, and that codes are the same in every file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import etree  # type: ignore[import-untyped]

from casereviews import export
from casereviews.export.selection import Selection
from casereviews.reading import dataset, vocabulary_file
from casereviews.store import Store
from casereviews.store.compiling import compile_store
from casereviews.vocabulary import KINDS
from helpers import Invoke
from helpers.samples import TERMS, filters_of, store_of

pytestmark = pytest.mark.usefixtures("made")

Element = Any
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "codebook.xsd"))
SPACE = {"q": "urn:QDA-XML:codebook:1.0"}


def written(store: Store, **asked: Sequence[str]) -> bytes:
    return b"".join(export.export(Selection(store, filters_of(**asked), asked), ".qdc"))


def book_of(store: Store, **asked: Sequence[str]) -> Element:
    """A codebook, which must have the structure that is published."""
    root = etree.fromstring(written(store, **asked))
    SCHEMA.assertValid(root)
    return root


def found(root: Element, path: str) -> list[Element]:
    elements: list[Element] = root.findall(path, SPACE)
    return elements


def described(element: Element) -> str:
    text: str = element.findtext("q:Description", namespaces=SPACE)
    return text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (' isCodable="true"', ""),
        (' isCodable="true"', ' isCodable="yes"'),
        (' name="Neglect"', ""),
        (re.compile(r' guid="[^"]*"'), ' guid="neglect"'),
        (re.compile("<Description>"), "<Text/><Description>"),
        ("codebook:1.0", "codebook:1:0"),
        (re.compile("<Codes>.*</Codes>", re.DOTALL), ""),
        (re.compile("<Set .*</Set>", re.DOTALL), ""),
    ],
)
def test_the_structure_is_checked(store: Store, old: str | re.Pattern[str], new: str) -> None:
    """What is not as published is refused, so that the other tests can fail."""
    text = written(store).decode()
    SCHEMA.assertValid(etree.fromstring(text.encode()))
    broken = text.replace(old, new, 1) if isinstance(old, str) else old.sub(new, text, count=1)
    assert broken != text
    assert not SCHEMA.validate(etree.fromstring(broken.encode()))


def test_kinds_are_at_the_top_and_hold_their_terms(store: Store) -> None:
    root = book_of(store)
    tops = found(root, "q:Codes/q:Code")
    assert [top.get("name") for top in tops] == [
        "Harms",
        "Outcomes",
        "Types of review",
        "Themes",
        "Factors",
        "Agencies",
    ]
    assert [top.get("isCodable") for top in tops] == ["false"] * 6
    for top, kind in zip(tops, KINDS, strict=True):
        terms = [code for code in top.iter("{*}Code") if code.get("isCodable") == "true"]
        slugs = [described(term).rpartition(f"In casereviews: {kind}/")[2] for term in terms]
        assert sorted(slugs) == sorted(store.vocabulary.terms(kind))


def test_groups_stand_between(store: Store) -> None:
    root = book_of(store)
    (themes,) = found(root, "q:Codes/q:Code[@name='Themes']")
    groups = found(themes, "q:Code")
    assert [group.get("name") for group in groups] == [*store.vocabulary.groups["theme"].values()]
    assert {group.get("isCodable") for group in groups} == {"false"}
    assert [code.get("name") for code in found(groups[1], "q:Code")][:2] == ["Fathers and male carers", "Whole family"]
    (agencies,) = found(root, "q:Codes/q:Code[@name='Agencies']")
    assert [(code.get("name"), code.get("isCodable")) for code in found(agencies, "q:Code")][:4] == [
        ("Local authority services", "false"),
        ("Justice services", "false"),
        ("All health services", "false"),
        ("Schools and education", "true"),
    ]


def test_a_code_has_its_definition_and_words(store: Store) -> None:
    (code,) = found(book_of(store), ".//q:Code[@name='Neglect']")
    term = store.vocabulary.terms("harm")["neglect"]
    assert described(code) == (
        f"{term.definition}\n"
        "also: neglectful care; narrower: lack of supervision, inadequate supervision, medical neglect, physical neglect\n"
        "In casereviews: harm/neglect"
    )


def test_no_two_codes_have_one_name(store: Store) -> None:
    """What two kinds have a label in common is told apart by the kind."""
    names = [code.get("name") for code in found(book_of(store), ".//q:Code")]
    assert len(names) == len({name.casefold() for name in names}) > 120
    assert [name for name in names if name.startswith("Domestic abuse (")] == [
        "Domestic abuse (harm)",
        "Domestic abuse (factor)",
    ]


def test_codes_are_the_same_in_every_file(store: Store) -> None:
    """A project that has imported one knows them again; so these never change."""
    codes = {code.get("name"): code.get("guid") for code in found(book_of(store), ".//q:Code")}
    assert len({*codes.values()}) == len(codes)
    assert codes["Harms"] == "5b365b0c-d5f6-5e10-afc7-9595817fa3f0"
    assert codes["Neglect"] == "a75e1ab0-d950-5e37-9591-be01129bd4b5"
    assert codes["Bereavement (theme)"] == "605b774c-9cfe-5933-ac47-e4028b215930"


def test_filters_choose_the_set_and_nothing_else(store: Store) -> None:
    whole, some = book_of(store), book_of(store, harm=["neglect"], age=["<1y"])
    assert etree.tostring(whole[0]) == etree.tostring(some[0])
    (of_all,), (of_some,) = found(whole, "q:Sets/q:Set"), found(some, "q:Sets/q:Set")
    assert (of_all.get("name"), of_some.get("name")) == (
        "Terms in use (all reviews)",
        "Terms in use (harm: neglect; age: <1y)",
    )
    assert of_all.get("guid") != of_some.get("guid")


def test_the_set_has_what_the_reviews_are_coded_with(store: Store, records: dict[str, dict[str, Any]]) -> None:
    root = book_of(store, harm=["neglect"], age=["<1y"])
    names = {code.get("guid"): described(code).rpartition(": ")[2] for code in found(root, ".//q:Code")}
    members = [names[member.get("guid")] for member in found(root, "q:Sets/q:Set/q:MemberCode")]
    mia = records["2022-02/mia"]
    expected = {f"outcome/{mia['outcome']}", f"type/{mia['review_type']}"}
    for kind, field in (("harm", "harms"), ("factor", "factors"), ("theme", "themes"), ("agency", "agencies")):
        expected |= {f"{kind}/{slug}" for slug in mia[field]}
    assert len(members) == len(expected)
    assert {*members} == expected


def test_the_set_says_what_was_asked_of_which_collection(store: Store) -> None:
    (element,) = found(book_of(store, sex=["female"]), "q:Sets/q:Set")
    lines = described(element).splitlines()
    assert lines[0] == "Asked: sex: female"
    assert lines[2].startswith("Note: left out: ")
    assert [line.partition(":")[0] for line in lines[3:]] == ["Collection", "Source", "Digest", "Notice", "Made"]
    assert lines[-1].startswith("Made: 2024-01-02 with casereviews ")


def test_a_set_may_be_empty() -> None:
    (element,) = found(book_of(store_of({"name": "Wren"})), "q:Sets/q:Set")
    assert found(element, "q:MemberCode") == []


OWN = r"""
groups:
  themes: {odd: "Domestic abuse", grief: "Grief"}
themes:
  a: {label: "<b>&\"'\uFFFE\u202E", definition: "One\tof ]]> <!-- two -- -->", group: odd}
  b: {label: Neglect, definition: Two., group: grief, synonyms: ["x<y"]}
  c: {label: "NEGLECT", definition: Three.}
"""


def test_terms_of_ones_own_are_there_whatever_they_say() -> None:
    """Of names that are taken a group is told apart by its kind, a term by its slug too where the kind does not do."""
    own = vocabulary_file.add(TERMS, OWN.encode(), "own.yaml")
    text = "reviews:\n- {name: Wren, title: Review, learning: [{text: A., themes: [c]}]}\n"
    root = book_of(compile_store([dataset.read(text.encode(), "ours.yaml", own)], own))
    (themes,) = found(root, "q:Codes/q:Code[@name='Themes']")
    odd, grief, c = found(themes, "q:Code")[-3:]
    assert (odd.get("name"), odd.get("isCodable")) == ("Domestic abuse (themes)", "false")
    (a,), (b,) = found(odd, "q:Code"), found(grief, "q:Code")
    assert a.get("name") == "<b>&\"'<U+FFFE><U+202E>"
    assert described(a) == "One of ]]> <!-- two -- -->\nIn casereviews: theme/a"
    assert (b.get("name"), c.get("name")) == ("Neglect (theme b)", "NEGLECT (theme c)")
    assert described(b) == "Two.\nalso: x<y\nIn casereviews: theme/b"
    (harm,) = found(root, ".//q:Code[@name='Neglect (harm)']")
    assert harm.get("guid") == "a75e1ab0-d950-5e37-9591-be01129bd4b5"
    (member,) = found(root, "q:Sets/q:Set/q:MemberCode")
    assert member.get("guid") == c.get("guid")


def test_the_bytes_are_the_same_but_for_the_day(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(store)
    assert written(store) == first
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704240000")
    assert written(store) == first.replace(b"Made: 2024-01-02", b"Made: 2024-01-03") != first


def test_the_command_says_what_it_has_written(invoke: Invoke, tmp_path: Path, write: Callable[..., str]) -> None:
    file = tmp_path / "codes.qdc"
    given = invoke("export", str(file), "--harm", "neglect")
    assert given.err == f"the vocabulary, with the terms of 2 reviews as a set, written to {file}\n"
    own = write("themes: {kites: {label: Kites, definition: Of kites.}}\n", "own.yaml")
    given = invoke("export", "-", "--as", "qdc", "--vocabulary", own, "--quiet")
    assert (given.code, given.err) == (0, "")
    assert given.out.count('name="Kites"') == 1
