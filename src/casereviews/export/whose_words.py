"""Whose words the texts of reviews are: those of whoever wrote an abstract, or of a source that was imported.

The only place that says so. An import keeps its source word for word, and whether that is the report itself or a
bulletin of it, nothing tells: neither may be cited as the report.
"""

from __future__ import annotations

from ..answers.reviews import ReviewRecord

STATEMENT = {
    "abstract": "Abstract of {} (not the report's words)",
    "imported": "Text of {} as imported from its source (check the report before you quote it)",
}
"""What a copied statement begins with; `{}` is `a learning point`, or what else it is."""

_CHECKED = "for practice, read the report itself."
_ABSTRACTS = "Abstracts of child safeguarding case reviews. They are not the reports"
_IMPORTED = "Texts on child safeguarding case reviews, as imported from their sources. They may not be the reports"
_SOURCES = "Its sources are named at the end of each {}, as far as they are stated."


def is_imported(record: ReviewRecord) -> bool:
    """Whether a review has the text of its source; also one whose coding a person has read since."""
    return record["coding"] == "automatic" or any(
        item["confidence"] != "read" or item["words"] is not None for item in record["evidence"] or ()
    )


def before_summary(record: ReviewRecord) -> str:
    """What an abstract in a bibliography begins with."""
    collection = f"casereviews collection {record['collection']}"
    if is_imported(record):
        return f"Text of the source, as imported into the {collection}; check the report before you quote it: "
    return f"Abstract of the {collection}, not the report's own: "


def of_reviews(number: int, imported: int) -> str:
    """What so many reviews are, of which some are imported, as a paragraph."""
    if not imported:
        return f"{_ABSTRACTS}: {_CHECKED} {_SOURCES.format('abstract')}"
    if imported == number:
        return f"{_IMPORTED}: {_CHECKED} {_SOURCES.format('review')}"
    return (
        f"Of these {number:,} child safeguarding case reviews {_are(number - imported, 'an abstract', 'abstracts')}, "
        f"not the reports; {_are(imported, 'the text of its source', 'the texts of their sources')}, as imported, "
        f"which may not be the reports: {_CHECKED} {_SOURCES.format('review')}"
    )


def in_short(number: int, imported: int) -> str:
    """The same in a line, for paper."""
    if not imported:
        return f"Abstracts, not the reports: {_CHECKED}"
    what = "Texts" if imported == number else "Abstracts, and texts"
    return f"{what} as imported from their sources, which may not be the reports: {_CHECKED}"


def called(number: int, imported: int) -> str:
    """What the reviews of a page are called: `Abstracts`."""
    if not imported:
        return "Abstracts"
    return "Imported texts" if imported == number else "Abstracts and imported texts"


def _are(number: int, one: str, several: str) -> str:
    return f"{number:,} {'is' if number == 1 else 'are'} {one if number == 1 else several}"
