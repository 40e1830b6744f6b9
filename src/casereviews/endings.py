"""What is left to do when the program ends: whoever leaves something behind says here how it is tidied away."""

from collections.abc import Callable

at_once: list[Callable[[], object]] = []
"""For where a signal ends it. What raises OSError there is passed over."""

in_order: list[Callable[[], object]] = []
"""For where it ends by itself."""
