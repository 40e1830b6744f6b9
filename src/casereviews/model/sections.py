"""The sections of a review that hold statements; apart from the records, which take longer to import."""

SECTIONS = {"L": "learning", "R": "recommendations", "A": "actions"}
"""The letter of a statement's id, and the section that it stands for."""

STATEMENTS = tuple(SECTIONS.values())
"""The sections that hold statements."""
