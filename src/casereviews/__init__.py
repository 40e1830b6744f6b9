"""Ask questions of child safeguarding case reviews."""

__version__ = "0.1.0"
