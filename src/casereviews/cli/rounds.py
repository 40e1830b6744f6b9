"""A round through what is to be checked, on a terminal: a key for each value, and every answer is written at once."""

import sys
from collections.abc import Sequence
from typing import NamedTuple

from ..answers import checks
from ..answers.checks import CheckRecord
from ..answers.view import View
from ..coding.doubts import Key
from ..editing.answers import Answer, Target
from ..editing.desk import Desk
from ..errors import CasereviewsError, OutputError
from ..text import counted, visible
from ..vocabulary import Vocabulary
from . import keys
from .desk import answer_to, key_of
from .keys import END
from .output import Destination
from .terminal import write_stdout

_KEYS = "[a]ccept [c]hange [d]rop [s]kip [u]ndo [q]uit"
_WHOLE = "Nothing else is in doubt in {}. Have you read all of it, so that its coding is yours? [y]es [n]o"
_KNOWN = {_KEYS: _KEYS, _WHOLE: "[y]es [n]o"}
"""What is told of each question where another key was pressed."""


class _Past(NamedTuple):
    """A value that the round has gone past."""

    place: int
    steps: int
    """How many answers were written of it."""
    closed: frozenset[int]
    """The places of the values that were settled before it."""


class Round:
    """One round."""

    def __init__(
        self,
        output: Destination,
        at: Desk,
        records: Sequence[CheckRecord],
        terms: Vocabulary,
    ) -> None:
        """Take where it is shown, the desk that writes answers, what is to be checked, and the terms."""
        self.output = output
        self.at = at
        self.records = records
        self.terms = terms
        self.place = 0
        self.past: list[_Past] = []
        self.closed: frozenset[int] = frozenset()
        """The places of the values that are settled, some of them by the answer to another."""
        self.left: dict[str, set[Key]] = {}
        """What was still to be checked in a review when it was last answered of, also what the round does not ask."""

    def run(self) -> None:
        """Go through all until the end or until it is left."""
        while self.place < len(self.records):
            if self.place in self.closed:
                self.place += 1
                continue
            record = self.records[self.place]
            self._show(record)
            if not self._answer(record):
                break
        self._say(f"{len(self.closed):,} of {counted(len(self.records), 'value')} checked")

    def _answer(self, record: CheckRecord) -> bool:
        """Take keys until one is an answer; whether the round goes on."""
        while True:
            pressed = self._ask(_KEYS, "acdsuq" + END)
            if pressed in ("q", END):
                return False
            before = self.closed
            if pressed == "u":
                if self._step_back():
                    return True
            elif pressed == "s":
                self._go_on(0, before)
                return True
            elif self._settled(pressed, record):
                self._go_on(1 + self._whole(record["review"]["id"]), before)
                return True

    def _settled(self, pressed: str, record: CheckRecord) -> bool:
        """Whether the answer that a key stands for was written; if not, it was told why."""
        answer = answer_to(record, {"a": "accept", "c": "change", "d": "drop"}[pressed])
        if pressed != "c":
            return self._write(answer)
        while value := self._value(record):  # asked again, as the letters of a second try would be taken for keys
            if self._write(answer._replace(value=value)):
                return True
        return False

    def _write(self, answer: Answer) -> bool:
        try:
            outcome = self.at.settle([answer])
        except OutputError:
            raise
        except CasereviewsError as error:
            self._say(error.message, *([error.hint] if error.hint else []))
            return False
        self.left |= outcome.left
        for review, left in outcome.left.items():
            self.closed |= {place for place in self._places(review) if key_of(self.records[place]) not in left}
        self._say(*map(str, outcome.settled))
        return True

    def _places(self, review: str) -> list[int]:
        """The places of the values of a review."""
        return [place for place, record in enumerate(self.records) if record["review"]["id"] == review]

    def _value(self, record: CheckRecord) -> str:
        """The value that is typed in the place of another; empty where none is."""
        self._say(f"{record['field']} in the place of {record['value']} (an empty line leaves it as it is):")
        return sys.stdin.readline().strip()

    def _whole(self, review: str) -> int:
        """1 where a review of which nothing is left in doubt was read whole, and is noted as a person's; else 0."""
        if self.left[review] or self._ask(_WHOLE, "yn" + END, review) != "y":
            return 0
        return int(self._write(Answer("accept", Target(review, review, None, None, None))))

    def _go_on(self, steps: int, closed: frozenset[int]) -> None:
        self.past.append(_Past(self.place, steps, closed))
        self.place += 1

    def _step_back(self) -> bool:
        """Whether the last value is asked again, with its answer taken back."""
        if not self.past:
            self._say("there is nothing to undo in this round")
            return False
        last = self.past[-1]
        try:
            for _ in range(last.steps):
                self._say(*(f"undone: {line}" for line in self.at.step_back()))
        except OutputError as error:
            self._say(error.message)
            return False
        self.past.pop()
        self.place, self.closed = last.place, last.closed
        return True

    # --- The screen ---------------------------------------------------------------------------------------------------

    def _show(self, record: CheckRecord) -> None:
        """Show one value, and how many there are."""
        from ..render import render

        self._say("", f"{self.place + 1:,} of {len(self.records):,}")
        view = View(checks.CheckRecord, [record], lambda width: checks.page([record], self.terms))
        write_stdout(render(view, "table", self.output.screen("table")))

    def _ask(self, question: str, known: str, review: str = "") -> str:
        """One of some keys; where another was pressed, those that there are are told."""
        self._say(question.format(review))
        while (pressed := keys.key()) not in known:
            self._say(f"the keys are {_KNOWN[question]}")
        return pressed

    def _say(self, *lines: str) -> None:
        write_stdout(f"{visible(line)}\n" for line in lines)
