"""One key at a time from a terminal; where that cannot be had, the first letter of a line."""

import os
import sys
from collections.abc import Callable

from .. import endings

END = "\x04"
"""What Ctrl-D, or the end of the input, gives."""

_ESCAPE, _INTRODUCERS = b"\x1b", (b"[", b"O")
_PATIENCE = 1  # tenths of a second in which the rest of what a key sends must come


def key() -> str:
    """The key that is pressed, in lower case. Ctrl-C ends the program as always."""
    try:
        import termios
    except ImportError:
        return _windows_key()
    descriptor = sys.stdin.fileno()
    try:
        before = termios.tcgetattr(descriptor)
    except termios.error:
        return _first_letter()

    def restore() -> None:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)

    endings.at_once.append(restore)
    try:
        one = [*before]
        one[3] &= ~(termios.ICANON | termios.ECHO)
        one[6] = [*before[6]]
        one[6][termios.VMIN], one[6][termios.VTIME] = 1, 0
        termios.tcsetattr(descriptor, termios.TCSADRAIN, one)  # what was typed ahead stays
        pressed = os.read(descriptor, 1)
        if pressed == _ESCAPE:
            one[6][termios.VMIN], one[6][termios.VTIME] = 0, _PATIENCE
            termios.tcsetattr(descriptor, termios.TCSADRAIN, one)
            _pass_over(lambda: os.read(descriptor, 1))
            return " "
        return pressed.decode("ascii", "replace").lower() or END
    finally:
        restore()
        endings.at_once.remove(restore)


def _pass_over(read: Callable[[], bytes]) -> None:
    """Read the rest of what a key without a letter sends, as `ESC [ D` of an arrow, whose letters are no answers."""
    if read() not in _INTRODUCERS:  # Escape by itself, or with a letter
        return
    while (part := read()) and not b"@" <= part <= b"~":
        pass


def _windows_key() -> str:
    """The key that is pressed, on Windows."""
    try:
        import msvcrt
    except ImportError:
        return _first_letter()
    pressed: str = msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
    if pressed in ("\x00", "\xe0"):  # before the code of a key that has no letter
        msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
        return " "
    if pressed == "\x03":
        raise KeyboardInterrupt
    return END if pressed == "\x1a" else pressed.lower()


def _first_letter() -> str:
    line = sys.stdin.readline()
    return line.strip()[:1].lower() or (" " if line else END)
