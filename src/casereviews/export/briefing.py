"""A briefing as a document."""

from __future__ import annotations

from datetime import date

from ..answers import brief_page
from ..answers.brief_record import BriefRecord
from ..vocabulary import Vocabulary
from .document import Document


def document(record: BriefRecord, terms: Vocabulary) -> Document:
    """The briefing as a document, whatever form it is written in."""
    made = date.fromisoformat(record["made"])
    return Document(record["title"], brief_page.subject(record), made, brief_page.page(record, terms))
