"""Search: which reviews and statements answer what a person types, the best first, and where."""

from .engine import SECTIONS, SORTS, Answer, answer, count, matched

__all__ = ["SECTIONS", "SORTS", "Answer", "answer", "count", "matched"]
