"""One key at a time from a terminal; where that cannot be had, the first letter of a line."""

import os
import sys

from .. import endings

END = "\x04"
"""What Ctrl-D, or the end of the input, gives."""


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
        return os.read(descriptor, 1).decode("ascii", "replace").lower() or END
    finally:
        restore()
        endings.at_once.remove(restore)


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
