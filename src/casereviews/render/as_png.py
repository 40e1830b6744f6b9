"""A count as a picture of points, for programs that take no SVG; the fonts are those of the machine."""

from __future__ import annotations

from collections.abc import Iterator

from ..answers.view import View
from ..errors import UsageError
from . import Screen
from .as_svg import picture
from .svg_text import FONTS

_ZOOM = 2  # points for each unit of the picture, so that a large screen shows sharp letters
_LETTER = (
    f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9" font-family="{FONTS}">{{}}</text></svg>'
)


def render(view: View, name: str, screen: Screen) -> Iterator[bytes]:
    """The picture. Raises UsageError where there is none, or what draws it, or any font, is not installed."""
    svg = picture(view)
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        hint = 'install it: pip install "casereviews[png]"; a picture whose name ends in .svg needs nothing'
        raise UsageError("png needs the library resvg_py", hint) from None
    if svg_to_bytes(svg_string=_LETTER.format("M")) == svg_to_bytes(svg_string=_LETTER.format("")):
        raise UsageError(
            "no font for letters is found on this machine", "install one, or write a name that ends in .svg"
        )
    yield svg_to_bytes(svg_string=svg, zoom=_ZOOM)
