"""The reader: what it says of itself, and every review whole; and what all documents have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from casereviews import export
from casereviews.answers import review
from casereviews.answers.blocks import Facts, Heading, PageTitle, Paragraph
from casereviews.errors import UsageError
from casereviews.export import reader
from casereviews.export.document import Contents, Flat, PageBreak, Part, Piece, Ranked, linked, ranked
from casereviews.export.selection import Selection
from casereviews.search.filters import Filters
from casereviews.store import Store
from helpers import Invoke, examples
from helpers.documents import HOSTILE
from helpers.samples import TERMS, store_of


def parts(store: Store) -> list[Flat]:
    return list(ranked(reader.document(Selection(store, Filters(), {})).parts))


def test_it_says_first_what_it_is(store: Store) -> None:
    """Abstracts and not the reports, what was asked, and of which collections."""
    heading, *said, facts, contents, _ = parts(store)[:6]
    assert heading == Ranked(1, "What this is")
    assert [isinstance(one, Paragraph) and one.text.split(". ")[0] for one in said] == [
        "Abstracts of child safeguarding case reviews",
        "These are the reviews that were asked for, and no sample of all cases",
    ]
    assert isinstance(facts, Facts)
    assert {"Asked", "Reviews", "Collection", "Digest", "Notice", "Made"} <= {label for label, _ in facts.rows}
    assert isinstance(contents, Contents)
    assert contents.entries[0] == ("Child RS", "2022-02/child-rs")
    assert len(contents.entries) == 8


def test_it_says_whose_words_the_reviews_have() -> None:
    """Abstracts that somebody wrote, the text of sources that were imported, or both."""
    written = {"name": "a", "coding": "curated"}
    imported = {"name": "b", "coding": "automatic"}
    told: list[tuple[list[dict[str, str]], str]] = [
        ([written], "Abstracts of child safeguarding case reviews. They are not the reports: for practice, "),
        (
            [imported],
            ("Texts on child safeguarding case reviews, as imported from their sources. They may not be the reports: "),
        ),
        (
            [written, imported],
            (
                "Of these 2 child safeguarding case reviews 1 is an abstract, not the reports; 1 is the text of its source, "
                "as imported, which may not be the reports: for practice, "
            ),
        ),
    ]
    for which, begin in told:
        first = parts(store_of(*which))[1]
        assert isinstance(first, Paragraph)
        assert first.text.startswith(begin)


def test_each_review_is_whole_and_on_a_page_of_its_own(store: Store, records: dict[str, dict[str, Any]]) -> None:
    found = parts(store)
    begun = [found[index + 1] for index, part in enumerate(found) if isinstance(part, PageBreak)]
    assert begun == [Ranked(1, record["name"], record["title"], identity) for identity, record in records.items()]
    told = str(found)
    texts = [
        point["text"]
        for record in records.values()
        for section in ("learning", "recommendations", "actions")
        for point in record[section] or ()
    ]
    assert len(texts) == 73
    assert [text for text in texts if repr(text) not in told] == []


def test_what_is_to_be_checked_is_told_without_an_option(records: dict[str, dict[str, Any]]) -> None:
    """Whoever reads a document has no command; the doubt stays."""
    doubt = {"field": "outcome", "value": "death", "confidence": "check", "where": "summary"}
    record = {**records["2022-02/mia"], "coding": "automatic", "evidence": [doubt]}
    told = [block.text for block in review.page(record, TERMS, has_options=False) if isinstance(block, Paragraph)]  # type: ignore[arg-type]
    assert "Collection nspcc-2022-02, coded automatically, for a person to check: outcome. Cite as 2022-02/mia." in told


def test_no_rank_is_left_out() -> None:
    """A heading under no title is of the first rank; under one, of the second."""
    given: list[Part] = [
        Heading("a"),
        PageTitle("b"),
        Heading("c"),
        Facts([("d", "e")], PageTitle("f", "g", "h")),
        Heading("i"),
    ]
    assert list(ranked(given)) == [
        Ranked(1, "a"), Ranked(1, "b"), Ranked(2, "c"), Ranked(1, "f", "g", "h"), Facts([("d", "e")]), Ranked(2, "i"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("no address", [Piece("no address")]),
        ("", []),
        (
            "See https://example.org/a?b=1&c=2, or http://b.org.",
            [
                Piece("See "),
                Piece("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2"),
                Piece(", or "),
                Piece("http://b.org", "http://b.org"),
                Piece("."),
            ],
        ),
        (
            "Report (PDF): https://example.org/ü|.pdf",
            [Piece("Report (PDF): https://example.org/ü|.pdf", "https://example.org/%C3%BC%7C.pdf")],
        ),
        ("https:// and https://[ and javascript:alert(1)", [Piece("https:// and https://[ and javascript:alert(1)")]),
        ("Report: https://[", [Piece("Report: https://[")]),
    ],
)
def test_web_addresses_are_links(text: str, pieces: list[Piece]) -> None:
    """With what names them, where that is all there is; what is no address is none."""
    assert linked(text) == pieces


@examples(100)
@given(HOSTILE)
def test_no_letter_of_a_text_is_lost_to_links(text: str) -> None:
    assert "".join(piece.text for piece in linked(text)) == text


@pytest.mark.parametrize("ending", [ending for ending, form in export.DOCUMENTS.items() if form.extra])
def test_what_is_not_installed_is_told_with_the_command(monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    monkeypatch.setattr(export, "find_spec", lambda name: None)
    with pytest.raises(UsageError) as told:
        export.check(ending, export.DOCUMENTS)
    library = {".docx": "python-docx", ".pdf": "typst", ".pptx": "python-pptx"}[ending]
    assert str(told.value) == f"{ending.removeprefix('.')} needs the library {library}"
    assert told.value.hint == f"install it: pip install {library}, or with pipx: pipx inject casereviews {library}"


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_more_reviews_than_programs_open_are_refused(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ending: str
) -> None:
    """Before anything is written, with what takes them."""
    assert export.DOCUMENTS[ending].most == 1000
    monkeypatch.setitem(export.DOCUMENTS, ending, export.DOCUMENTS[ending]._replace(most=1))
    file = tmp_path / f"a{ending}"
    given = invoke("export", str(file), "--harm", "neglect")
    assert given.code == 2
    assert given.err.splitlines() == [
        f"casereviews: {ending[1:]} takes 1 review, and these are 2",
        "select fewer with filters, or export .md, which takes all",
    ]
    assert not file.exists()
    monkeypatch.setitem(export.DOCUMENTS, ending, export.DOCUMENTS[ending]._replace(most=2))
    assert invoke("export", str(file), "--harm", "neglect").code == 0
    assert file.exists()
