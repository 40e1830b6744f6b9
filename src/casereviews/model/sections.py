"""The words that records are made of, sections first; apart from the records, which take longer to import."""

from __future__ import annotations

from collections.abc import Iterable

SECTIONS = {"L": "learning", "R": "recommendations", "A": "actions"}
"""The letter of a statement's id, and the section that it stands for."""

LETTERS = {section: letter for letter, section in SECTIONS.items()}
"""The letter of a statement's id, by its section."""

STATEMENTS = tuple(SECTIONS.values())
"""The sections that hold statements."""


def named_in(texts: Iterable[str]) -> list[str]:
    """The names of sections as they are typed: each in a text of its own, or several with commas between."""
    return [name for text in texts for part in text.split(",") if (name := part.strip().lower())]


SEXES = ("female", "male")
SEX_WORDS = {"female": "female", "girl": "female", "girls": "female", "f": "female",
              "male": "male", "boy": "male", "boys": "male", "m": "male"}  # fmt: skip
"""The words that a person may type for a sex."""

CODINGS = ("curated", "automatic")
CONFIDENCES = ("likely", "check", "read")
"""How far to rely on a value that the importer read: no doubt was raised, a doubt was, or a person has read it."""

EVIDENCE_OF = (
    "name", "review_type", "area", "published", "children", "age", "sex", "incident_date", "outcome", "harms",
    "factors", "summary", "learning", "recommendations", "actions", "themes", "agencies", "resources",
)  # fmt: skip
"""What a review's evidence can be of; `age` and `sex` are those of a child."""

STATED = (
    "review_type", "listed", "published", "area", "children", "age", "sex", "incident_date", "outcome", "harms",
    "factors", "summary", "learning", "recommendations", "actions",
)  # fmt: skip
"""The fields that a source may leave out, in the order of the record; age and sex are those of a child."""
