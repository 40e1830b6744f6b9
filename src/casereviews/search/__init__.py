"""Search: which reviews and statements answer what a person types, the best first, and where."""

from .engine import SORTS, Answer, answer, count, matched
from .strict import SECTIONS

__all__ = ["SECTIONS", "SORTS", "Answer", "answer", "count", "matched"]
