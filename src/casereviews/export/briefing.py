"""A briefing as a document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..answers import brief_page
from ..answers.brief_record import BriefRecord
from ..vocabulary import Vocabulary
from .document import Document, PageBreak, Part


def document(record: BriefRecord, terms: Vocabulary) -> Document:
    """The briefing as a document, whatever form it is written in."""
    made = date.fromisoformat(record["made"])
    return Document(record["title"], brief_page.subject(record), made, _parts(record, terms))


def _parts(record: BriefRecord, terms: Vocabulary) -> Iterator[Part]:
    """The parts of the page, with the form of actions on a sheet of its own."""
    for block in brief_page.page(record, terms):
        if block == brief_page.PLAN:
            yield PageBreak()
        yield block
