"""A reader: every review whole, on a page of its own, after a page that says what these are."""

from __future__ import annotations

from collections.abc import Iterator

from ..answers import review
from ..answers.blocks import Facts, Heading, Paragraph
from .document import Contents, Document, PageBreak, Part
from .selection import Selection


def document(selection: Selection) -> Document:
    """The reviews of a selection as a document."""
    return Document("Case reviews", selection.asked, selection.made, _parts(selection))


def _parts(selection: Selection) -> Iterator[Part]:
    yield Heading("What this is")
    yield from map(Paragraph, selection.what_they_are)
    yield Facts(selection.about())
    yield Contents(selection.names())
    for record in selection.reviews():
        yield PageBreak()
        yield from review.page(record, selection.vocabulary, has_options=False)
