"""A count as a picture of points, for programs that take no SVG; its letters are of the machine's fonts."""

from __future__ import annotations

from collections.abc import Iterator

from ..answers.view import View
from ..errors import UsageError
from ..extras import RESVG
from . import Screen
from .as_svg import picture
from .svg_text import FONTS

_ZOOM = 2  # points for each unit of the picture, so that a large screen shows sharp letters
_SHEET = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
_LETTER = _SHEET.format(f'<text y="9" font-family="{FONTS}">M</text>')


def render(view: View, name: str, screen: Screen) -> Iterator[bytes]:
    """The picture. Raises UsageError where there is none, or what draws it, or any font, is not installed."""
    svg = picture(view)
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        hint = f"install it: {RESVG.install}; a picture whose name ends in .svg needs nothing"
        raise UsageError(f"png needs the library {RESVG.name}", hint) from None
    empty = svg_to_bytes(svg_string=_SHEET.format(""), skip_system_fonts=True)
    if svg_to_bytes(svg_string=_LETTER) == empty:
        hint = "install one, as DejaVu Sans is; or write a picture whose name ends in .svg"
        raise UsageError("no font is found on this machine, so a picture would have no letters", hint)
    yield svg_to_bytes(svg_string=svg, zoom=_ZOOM)
