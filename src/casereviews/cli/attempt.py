"""An attempt at an answer, and a second one where the first fails on the way: nothing is told or written twice.

A large collection is read from the cache as it is asked, so a damaged disk can show when half of the answer is written.
Then the command is run again without the cache. Until an answer begins its notes are held back, for they may be wrong;
what was written already has to come again, and is not written again.
"""

import zlib

from ..errors import OutputError
from .terminal import say


class Attempt:
    """What has been told and written of an answer."""

    def __init__(self, before: "Attempt | None" = None) -> None:
        """Begin; after another attempt, where there was one."""
        self.holds = False
        """Whether notes are held back."""
        self.said: list[str] = []
        self.written = self.checksum = 0
        self._held: list[str] = []
        self._before = before

    def note(self, line: str) -> None:
        """Tell the person something, now or when the answer begins."""
        if self.holds:
            self._held.append(line)
            return
        self.said.append(line)
        if not self._before or line not in self._before.said:
            say(line)

    def release(self) -> None:
        """Tell what was held back."""
        self.holds = False
        held, self._held = self._held, []
        for line in held:
            self.note(line)

    def unwritten(self, block: bytes) -> bytes:
        """What of the next bytes is still to be written. Raises OutputError where others stand in their place."""
        self.release()
        before = self._before.written if self._before else 0
        known = block[: max(0, before - self.written)]
        self._count(known)
        if self._before and known and self.written == before and self.checksum != self._before.checksum:
            raise _wrong()
        self._count(block[len(known) :])
        return block[len(known) :]

    def finish(self) -> None:
        """Tell what is still held back. Raises OutputError where more was written before than this attempt gives."""
        self.release()
        if self._before and self.written < self._before.written:
            raise _wrong()

    def _count(self, data: bytes) -> None:
        self.written += len(data)
        self.checksum = zlib.crc32(data, self.checksum)


def _wrong() -> OutputError:
    return OutputError("what was already written of the answer is wrong, because the cache was damaged", "ask again")


class _Current:
    attempt = Attempt()


def current() -> Attempt:
    """The attempt that is being made."""
    return _Current.attempt


def begin(before: Attempt | None = None) -> Attempt:
    """Make an attempt; after another one, where there was one."""
    _Current.attempt = Attempt(before)
    return _Current.attempt
