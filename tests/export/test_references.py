"""Reviews as references: what stands in an entry, and that RIS, BibTeX and CSL-JSON are read back as it was meant."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given, settings
from hypothesis import strategies as st

from casereviews import export
from casereviews.export.references import Citation, entries, key
from casereviews.export.selection import Selection
from casereviews.reading import dataset, vocabulary_file
from casereviews.store import Store
from casereviews.store.compiling import compile_store
from casereviews.text import one_line
from helpers import Invoke
from helpers.samples import MODEST, TERMS, filters_of, store_of

pytestmark = pytest.mark.usefixtures("made")

SCHEMA = json.loads((Path(__file__).parent / "csl-data.json").read_text("utf-8"))  # see csl-data.LICENSE.txt

WREN: dict[str, Any] = {
    "id": "2031-05/wren",
    "name": "Wren",
    "title": "Serious case review: Wren, 100% & more",
    "review_type": "scr",
    "listed": "2031-05",
    "published": "2030-11-09",
    "area": "Northmere Safeguarding Children Board",
    "children": [{"age": "5 weeks", "sex": "female"}],
    "incident_date": "2029/2030",
    "outcome": "death",
    "harms": ["neglect"],
    "factors": [],
    "summary": "A girl of 5 weeks died.",
    "learning": [{"text": "Ask.", "themes": ["recording"]}, {"text": "Look.", "themes": []}],
    "recommendations": [],
    "resources": [
        {"label": "Overview", "format": "PDF", "url": "https://northmere.example/wren_1.pdf?a=1&b=50%25"},
        {"label": "Briefing", "url": "https://northmere.example/b"},
        {"label": "Letter"},
    ],
    "coding": "curated",
}


def selected(store: Store, **asked: Sequence[str]) -> Selection:
    return Selection(store, filters_of(**asked), asked)


def entry_of(**review: Any) -> Citation:
    (found,) = entries(selected(store_of({"name": "Wren", **review})))
    return found


def written(selection: Selection, form: str) -> str:
    return b"".join(export.export(selection, form)).decode()


def as_ris(text: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = rispy.loads(text)
    return read


def as_bibtex(text: str) -> list[dict[str, str]]:
    """The entries with what TeX would print."""
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    return [
        {
            "type of entry": entry.entry_type,
            "key of entry": entry.key,
            **{field.key: field.value for field in entry.fields},
        }
        for entry in library.entries
    ]


def as_csl(text: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(text)
    jsonschema.validate(items, SCHEMA, cls=jsonschema.Draft7Validator)
    return items


# --- What an entry has ----------------------------------------------------------------------------------------------


def test_an_entry_has_what_the_record_states() -> None:
    found = entry_of(**WREN)
    facts, statements, about = found.notes
    assert found[:-1] == (
        "2031-05:wren",
        "Serious case review: Wren, 100% & more",
        "Wren",
        "Northmere Safeguarding Children Board",
        ("2030", "11", "09"),
        "Serious case review (England, former)",
        ("https://northmere.example/wren_1.pdf?a=1&b=50%25", "https://northmere.example/b"),
        "Abstract of the casereviews collection sample, not the report's own: A girl of 5 weeks died.",
        ("Neglect", "Recording"),
    )
    assert facts == (
        "Cite as: 2031-05/wren. Record: coded by a person. Type: Serious case review (England, former). Listed: May 2031. "
        "Published: 9 November 2030. Area: Northmere Safeguarding Children Board. Child: girl, 5 weeks. "
        "Incident: 2029 to 2030. Outcome: Death. Harms: Neglect. Factors: none. "
        "Source: Overview (PDF): https://northmere.example/wren_1.pdf?a=1&b=50%25. "
        "Source: Briefing: https://northmere.example/b. Source: Letter: address not stated."
    )
    assert statements == "Learning: 2031-05/wren/L1, 2031-05/wren/L2. Recommendations: none. Actions: not stated."
    assert re.fullmatch(
        r"Asked: all reviews\. Reviews: 1 of 1 review\. Collection: sample \(sample\): 1 review\. Source: not stated\. "
        r"Digest: sha256:[0-9a-f]{64}\. Made: 2024-01-02 with casereviews [0-9.]+\.",
        about,
    )


def test_what_is_not_stated_is_left_out_and_called_so() -> None:
    found = entry_of(listed="2031-05", incident_date="2029")
    assert found[1:-1] == ("Sample review", "Wren", None, (), None, (), None, ())
    for label in ("Type", "Published", "Area", "Child", "Outcome", "Harms", "Factors"):
        assert f" {label}: not stated." in found.notes[0]
    assert found.notes[1] == "Learning: not stated. Recommendations: not stated. Actions: not stated."


@pytest.mark.parametrize(
    ("area", "is_author"),
    [
        ("Northmere Safeguarding Children Partnership", True),
        ("Northmere LSCB", True),
        ("Vale child protection committee", True),
        ("Northmere", False),
        ("Boarding Hill", False),
        ("Northmere City Council", False),
    ],
)
def test_an_author_is_a_board_and_never_a_place(area: str, is_author: bool) -> None:
    found = entry_of(area=area)
    assert found.author == (area if is_author else None)
    assert f" Area: {area}." in found.notes[0]


@pytest.mark.parametrize(("confidence", "is_given"), [("likely", True), ("check", False)])
def test_what_a_person_is_to_check_is_in_the_notes_alone(confidence: str, is_given: bool) -> None:
    """Until it is checked it is no author, no date and no type, for these are printed without the notes."""
    values = {"area": "Northmere LSCB", "published": "2030", "review_type": "scr"}
    evidence = [{"field": field, "value": value, "confidence": confidence} for field, value in values.items()]
    found = entry_of(**values, coding="automatic", evidence=evidence)
    given = ("Northmere LSCB", ("2030",), "Serious case review (England, former)") if is_given else (None, (), None)
    assert (found.author, found.published, found.kind) == given
    doubt = "" if is_given else ", for a person to check: area, published, review_type"
    assert f" Record: coded automatically{doubt}. Type: Serious case review (England, former)." in found.notes[0]
    assert " Published: 2030. Area: Northmere LSCB." in found.notes[0]


def test_an_address_is_one_of_the_web() -> None:
    given = ["javascript:alert(1)", "file:///etc/passwd", "not an address", "http://a b.example", "HTTPS://X.example/a"]
    found = entry_of(resources=[{"label": "Report", "url": url} for url in given])
    assert found.addresses == ("HTTPS://X.example/a",)
    assert all(url in found.notes[0] for url in given)


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ("2022-02/child-rs", "2022-02:child-rs"),
        ("x", "x"),
        ("Ours/Child_A", "ours:child-a-"),
        ("ours/ärztin", "ours:rztin-"),
        ("ours/子", "ours:x-"),
    ],
)
def test_a_key_is_made_of_the_id(identity: str, expected: str) -> None:
    assert re.fullmatch(re.escape(expected) + ("[0-9a-f]{8}" if expected.endswith("-") else ""), key(identity))


PIECES = st.text("aAbB0_.-éÉ子", min_size=1, max_size=3)


@MODEST
@given(st.lists(st.lists(PIECES, min_size=1, max_size=3).map("/".join), unique=True, max_size=30))
def test_keys_are_ascii_and_differ(identities: list[str]) -> None:
    """Without regard to case too, which BibTeX has none of."""
    keys = [key(identity) for identity in identities]
    assert all(re.fullmatch("[A-Za-z0-9:._-]+", one) for one in keys)
    assert len({one.casefold() for one in keys}) == len(identities)


IMPORTED = {"coding": "automatic", "summary": "A girl of 5 weeks died."}


def test_an_abstract_says_whose_words_it_has() -> None:
    """Those of whoever wrote it, or of a source that was imported, also where a person has read its coding since."""
    text = (
        "Text of the source, as imported into the casereviews collection sample; check the report before you quote it: "
        "A girl of 5 weeks died."
    )
    found_in_text = {"field": "outcome", "value": "death", "confidence": "read", "where": "summary"}
    read = {**WREN, "evidence": [{**found_in_text, "start": 18, "end": 22, "words": "died"}]}
    assert entry_of(**{**WREN, **IMPORTED}).abstract == text
    assert entry_of(**read).abstract == text
    set_by_hand = {**WREN, "evidence": [{"field": "outcome", "value": "death", "confidence": "read"}]}
    assert str(entry_of(**set_by_hand).abstract).startswith("Abstract of the casereviews collection sample, not")


def test_a_keyword_is_a_code_that_nobody_is_still_to_check() -> None:
    """A bibliography shows no doubt; what is likely or a person's stays, and a theme that one statement has surely."""
    codes = {
        "harms": ["neglect", "physical-abuse"],
        "factors": ["bereavement", "domestic-abuse"],
        "learning": [
            {"text": "Record it.", "themes": ["recording", "training-supervision"]},
            {"text": "Record all.", "themes": ["recording"]},
        ],
    }
    evidence = [
        {"field": "harms", "value": "neglect", "confidence": "check", "why": "it is only feared"},
        {"field": "harms", "value": "physical-abuse", "confidence": "likely"},
        {"field": "factors", "value": "bereavement", "confidence": "read"},
        {"field": "factors", "value": "domestic-abuse", "confidence": "check", "why": "it is only feared"},
        {"field": "themes", "value": "recording", "confidence": "check", "why": "a hint", "where": "L1"},
        {"field": "themes", "value": "recording", "confidence": "likely", "where": "L2"},
        {"field": "themes", "value": "training-supervision", "confidence": "check", "why": "a hint", "where": "L1"},
    ]
    automatic = {**codes, **IMPORTED, "evidence": evidence}
    assert entry_of(**automatic).keywords == ("Physical abuse", "Bereavement", "Recording")
    everything = entry_of(**{**automatic, "coding": "curated"}).keywords
    assert (len(everything), everything[0]) == (6, "Neglect")


# --- The three forms ------------------------------------------------------------------------------------------------


def test_ris() -> None:
    facts, statements, about = entry_of(**WREN).notes
    assert written(selected(store_of(WREN)), ".ris") == (
        "TY  - RPRT\r\n"
        "ID  - 2031-05:wren\r\n"
        "TI  - Serious case review: Wren, 100% & more\r\n"
        "ST  - Wren\r\n"
        "AU  - Northmere Safeguarding Children Board,\r\n"
        "PY  - 2030\r\n"
        "DA  - 2030/11/09/\r\n"
        "M3  - Serious case review (England, former)\r\n"
        "AB  - Abstract of the casereviews collection sample, not the report's own: A girl of 5 weeks died.\r\n"
        "KW  - Neglect\r\n"
        "KW  - Recording\r\n"
        "UR  - https://northmere.example/wren_1.pdf?a=1&b=50%25\r\n"
        "UR  - https://northmere.example/b\r\n"
        f"N1  - {facts}\r\n"
        f"N1  - {statements}\r\n"
        f"N1  - {about}\r\n"
        "ER  - \r\n\r\n"
    )


def test_bibtex() -> None:
    notes = " ".join(entry_of(**WREN).notes).replace("_", r"\_").replace("&", r"\&").replace("%", r"\%")
    assert written(selected(store_of(WREN)), ".bib") == (
        "@techreport{2031-05:wren,\n"
        r"  title = {{Serious case review: Wren, 100\% \& more}}," + "\n"
        "  shorttitle = {{Wren}},\n"
        "  author = {{Northmere Safeguarding Children Board}},\n"
        "  year = {2030},\n"
        "  month = nov,\n"
        "  day = {09},\n"
        "  type = {{Serious case review (England, former)}},\n"
        "  url = {https://northmere.example/wren_1.pdf?a=1&b=50%25},\n"
        "  keywords = {Neglect, Recording},\n"
        "  abstract = {Abstract of the casereviews collection sample, not the report's own: A girl of 5 weeks died.},\n"
        f"  annote = {{{notes}}},\n"
        "}\n\n"
    )


def test_csl_json() -> None:
    assert as_csl(written(selected(store_of(WREN)), ".csl.json")) == [
        {
            "id": "2031-05:wren",
            "type": "report",
            "title": "Serious case review: Wren, 100% & more",
            "title-short": "Wren",
            "author": [{"literal": "Northmere Safeguarding Children Board"}],
            "issued": {"date-parts": [[2030, 11, 9]]},
            "genre": "Serious case review (England, former)",
            "abstract": "Abstract of the casereviews collection sample, not the report's own: A girl of 5 weeks died.",
            "keyword": "Neglect; Recording",
            "URL": "https://northmere.example/wren_1.pdf?a=1&b=50%25",
            "note": " ".join(entry_of(**WREN).notes),
        }
    ]


def test_nothing_stands_for_what_is_not_stated() -> None:
    """No empty field, no type of report that a program would fill in, and no date from when it was listed or happened."""
    selection = selected(store_of({"name": "Wren", "listed": "2031-05", "incident_date": "2029"}))
    (ris,), (bibtex,), (csl,) = (
        as_ris(written(selection, ".ris")),
        as_bibtex(written(selection, ".bib")),
        as_csl(written(selection, ".csl.json")),
    )
    assert [*ris] == ["type_of_reference", "id", "title", "short_title", "notes"]
    assert [*bibtex] == ["type of entry", "key of entry", "title", "shorttitle", "annote"]
    assert bibtex["type of entry"] == "misc"
    assert [*csl] == ["id", "type", "title", "title-short", "note"]


@pytest.mark.parametrize(
    ("published", "ris", "bibtex", "parts"),
    [
        ("2030", ("2030", None), {"year": "2030"}, [2030]),
        ("2030-02", ("2030", "2030/02//"), {"year": "2030", "month": "feb"}, [2030, 2]),
        ("2030-12-01", ("2030", "2030/12/01/"), {"year": "2030", "month": "dec", "day": "01"}, [2030, 12, 1]),
        ("0900", ("0900", None), {"year": "0900"}, [900]),
    ],
)
def test_a_date_is_as_exact_as_it_is_stated(
    published: str, ris: tuple[str, str | None], bibtex: dict[str, str], parts: list[int]
) -> None:
    selection = selected(store_of({"name": "Wren", "published": published}))
    (read,) = as_ris(written(selection, ".ris"))
    assert (read["year"], read.get("date")) == ris
    (fields,) = as_bibtex(written(selection, ".bib"))
    assert {name: fields[name] for name in ("year", "month", "day") if name in fields} == bibtex
    (item,) = as_csl(written(selection, ".csl.json"))
    assert item["issued"] == {"date-parts": [parts]}


def test_a_name_that_ris_would_cut_at_its_comma_is_in_its_notes() -> None:
    """There a comma parts a surname from first names, and has no way to be written."""
    name = "Northmere, Vale and Moor Safeguarding Partnership"
    selection = selected(store_of({"name": "Wren", "area": name}))
    (ris,) = as_ris(written(selection, ".ris"))
    assert "authors" not in ris
    assert f" Area: {name}." in ris["notes"][0]
    assert as_bibtex(written(selection, ".bib"))[0]["author"] == name
    assert as_csl(written(selection, ".csl.json"))[0]["author"] == [{"literal": name}]


# --- The bundled collection, field by field -------------------------------------------------------------------------


def test_the_bundled_reviews_are_read_back_field_by_field(store: Store, records: dict[str, dict[str, Any]]) -> None:
    """None of them states a date of publication, an area or an address."""
    selection = selected(store)
    ris, bibtex, csl = (
        as_ris(written(selection, ".ris")),
        as_bibtex(written(selection, ".bib")),
        as_csl(written(selection, ".csl.json")),
    )
    assert len(ris) == len(bibtex) == len(csl) == len(records) == 8
    terms = store.vocabulary
    for record, of_ris, of_bibtex, of_csl in zip(records.values(), ris, bibtex, csl, strict=True):
        name = record["id"].replace("/", ":")
        title = record["title"]
        kind = terms.label("type", record["review_type"])
        codes = [("harm", record["harms"]), ("factor", record["factors"]), ("theme", record["themes"])]
        keywords = list(dict.fromkeys(terms.label(one, slug) for one, slugs in codes for slug in slugs or ()))
        abstract = f"Abstract of the casereviews collection nspcc-2022-02, not the report's own: {record['summary']}"
        points = [point["id"] for part in ("learning", "recommendations", "actions") for point in record[part] or ()]
        assert of_ris.pop("notes")[1].count("/") == 2 * len(points)
        assert of_ris == {
            "type_of_reference": "RPRT", "id": name, "title": title, "short_title": record["name"], "type_of_work": kind,
            "abstract": abstract, "keywords": keywords,
        }  # fmt: skip
        notes = of_bibtex.pop("annote")
        assert of_bibtex == {
            "type of entry": "techreport", "key of entry": name, "title": title, "shorttitle": record["name"],
            "type": kind, "abstract": abstract, "keywords": ", ".join(keywords),
        }  # fmt: skip
        assert of_csl.pop("note") == notes
        assert of_csl == {
            "id": name, "type": "report", "title": title, "title-short": record["name"], "genre": kind,
            "abstract": abstract, "keyword": "; ".join(keywords),
        }  # fmt: skip
        assert all(f"{point}," in notes or f"{point}." in notes for point in points)


@pytest.mark.parametrize("form", [".ris", ".bib", ".csl.json"])
def test_each_entry_says_what_was_asked_of_which_collection(store: Store, form: str) -> None:
    """It is what is left of the face of an export once entries are in somebody's library, each by itself."""
    text = written(selected(store, sex=["female"], age=["<10y"]), form)
    number = text.count("Cite as: ")
    assert number > 1
    about = f"Asked: sex: female; age: <10y. Reviews: {number} of 8 reviews. Note: left out: "
    assert text.count(about.replace("<", r"{\textless}" if form == ".bib" else "<")) == number
    for label in ("Collection", "Digest: sha256", "Notice", "Made: 2024-01-02 with casereviews"):
        assert text.count(f" {label}") >= number


def test_each_entry_has_its_own_collection_alone(invoke: Invoke, write: Any) -> None:
    ours = write("collection: {id: ours}\nreviews:\n- {name: Wren, title: Review}\n", "ours.yaml")
    given = invoke("export", "-", "--as", "csl.json", "--data", ours, "--with-bundled")
    notes = [item["note"] for item in as_csl(given.out)]
    assert len(notes) == 9
    assert [note.count("Collection: ") for note in notes] == [1] * 9
    assert sorted("(ours): 1 review." in note for note in notes) == [False] * 8 + [True]


# --- Whatever texts say ---------------------------------------------------------------------------------------------

TEX = {
    r"{\textbackslash}": "\\", r"{\textbraceleft}": "{", r"{\textbraceright}": "}", r"{\textasciicircum}": "^",
    r"{\textasciitilde}": "~", r"{\textless}": "<", r"{\textgreater}": ">", r"{\textbar}": "|",
    r"\&": "&", r"\%": "%", r"\$": "$", r"\#": "#", r"\_": "_",
}  # fmt: skip
SIGNS = st.sampled_from(
    [*"\\{}%&#$_^~<>|\"'@=,;:()*`-–“é子\u00ad\u202e\u2028 \t", "ER  - ", "TY  - RPRT", "@comment{", "}\n", "--"]
)
HOSTILE = (
    st.lists(SIGNS | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).map("".join).filter(str.strip)
)


def _untexed(text: str) -> str:
    """What a value in BibTeX says, by the signs that TeX has for others; no sign of TeX's own is left over."""
    pieces = re.split("(" + "|".join(map(re.escape, TEX)) + ")", text)
    assert not re.search(r"[\\{}%&#$_^~]", "".join(pieces[::2]))
    return "".join(TEX.get(piece, piece) for piece in pieces)


@pytest.mark.parametrize("examples", [12, pytest.param(400, marks=pytest.mark.slow)])
def test_whatever_texts_say_is_read_back(examples: int) -> None:
    settings(max_examples=examples, deadline=None)(given(HOSTILE, HOSTILE)(_check_hostile))()


def _check_hostile(line: str, text: str) -> None:
    line = "A" + " ".join(line.split())  # no title is empty
    review = {"name": "Wren", "title": line, "area": f"{line} Board", "summary": text, "published": "2030"}
    selection = selected(store_of(review, {**review, "name": "Toby"}))
    wren, toby = entries(selection)
    (ris, _), (csl, _) = as_ris(written(selection, ".ris")), as_csl(written(selection, ".csl.json"))
    assert ris["title"] == csl["title"] == wren.title == one_line(line)
    assert ris["abstract"] == csl["abstract"] == wren.abstract
    assert ris["notes"] == [*wren.notes]
    assert ris.get("authors", [f"{wren.author},"]) == [f"{wren.author},"]
    assert csl["author"] == [{"literal": wren.author}]
    library = parse_string(written(selection, ".bib"))
    assert [entry.key for entry in library.entries] == [wren.key, toby.key]
    assert len(library.blocks) == 2
    fields = {field.key: field.value for field in library.entries[0].fields}
    for name, value in (("title", wren.title), ("author", wren.author)):
        assert fields[name][0] + fields[name][-1] == "{}"
        assert _untexed(fields[name][1:-1]) == value
    assert _untexed(fields["abstract"]) == wren.abstract
    assert _untexed(fields["annote"]) == " ".join(wren.notes)


def test_keywords_are_parted_where_the_form_parts_them() -> None:
    """A label of one's own may have the comma or the semicolon that parts keywords."""
    own = vocabulary_file.add(TERMS, b"themes: {odd: {label: 'Odd; and, even', definition: Odd.}}\n", "own.yaml")
    text = "reviews:\n- name: Wren\n  title: Review\n  harms: [neglect]\n  learning: [{text: A., themes: [odd]}]\n"
    selection = selected(compile_store([dataset.read(text.encode(), "ours.yaml", own)], own))
    assert as_ris(written(selection, ".ris"))[0]["keywords"] == ["Neglect", "Odd, and, even"]
    assert "keywords = {Neglect, {Odd; and, even}}," in written(selection, ".bib")
    assert as_csl(written(selection, ".csl.json"))[0]["keyword"] == "Neglect; Odd; and, even"


def test_an_address_in_bibtex_is_encoded_where_it_could_end_its_field() -> None:
    """It is not escaped, for styles print it as it is."""
    url = "https://x.example/{a}\\b_c%20d#é~"
    selection = selected(store_of({"name": "Wren", "resources": [{"label": "Report", "url": url}]}))
    (fields,) = parse_string(written(selection, ".bib")).entries
    assert fields["url"] == "https://x.example/%7Ba%7D%5Cb_c%20d#%C3%A9~"
    assert as_ris(written(selection, ".ris"))[0]["urls"] == [url]
    assert as_csl(written(selection, ".csl.json"))[0]["URL"] == url


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("form", [".bib", ".csl.json"])
def test_pandoc_prints_a_bibliography(tmp_path: Path, form: str) -> None:
    file = tmp_path / f"reviews{form}"
    file.write_text(written(selected(store_of(WREN)), form), "utf-8")
    asked = ["pandoc", "--citeproc", "--bibliography", str(file), "--to", "plain", "--wrap", "none"]
    text = "---\nnocite: '@*'\n---\nSee [@2031-05:wren].\n"
    given = subprocess.run(asked, input=text, capture_output=True, text=True, check=True)
    assert given.stderr == ""
    assert given.stdout.startswith(
        "See (Northmere Safeguarding Children Board 2030).\n\nNorthmere Safeguarding Children Board. 2030."
    )
    assert "wren, 100% & more" in given.stdout.casefold()
    assert "https://northmere.example/wren_1.pdf?a=1&b=50%25" in given.stdout


# --- The same bytes, and little memory ------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [".ris", ".bib", ".csl.json"])
def test_the_bytes_are_the_same_but_for_the_day(store: Store, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    first = written(selected(store), form)
    assert written(selected(store), form) == first
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704240000")
    assert written(selected(store), form) == first.replace("Made: 2024-01-02", "Made: 2024-01-03") != first


@pytest.mark.parametrize("form", [".ris", ".bib", ".csl.json"])
def test_a_review_is_a_piece(store: Store, form: str) -> None:
    """So that memory does not grow with their number."""
    selection = selected(store)
    pieces = export.export(selection, form)
    first = next(pieces).decode()
    assert "child-rs" in first
    assert "joshua" not in first
    assert len([*pieces]) in (7, 8)
