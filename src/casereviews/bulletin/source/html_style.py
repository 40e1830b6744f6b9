"""How the elements of a page are shown, and which of them are no text of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from .lines import without_invisible

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "summary"))
"""Elements that are headings."""

_UNSEEN = frozenset((
    "aside", "audio", "button", "canvas", "datalist", "dialog", "footer", "iframe", "nav", "noscript", "object",
    "script", "select", "style", "svg", "template", "textarea", "video",
))  # fmt: skip
"""What is no text of the page: code, controls, and what frames the page."""

ROLES = {
    "alertdialog": "dialog",
    "article": "article",
    "banner": "header",
    "complementary": "aside",
    "contentinfo": "footer",
    "dialog": "dialog",
    "heading": "h2",
    "main": "main",
    "navigation": "nav",
    "search": "form",
}
"""The element that an element with a role is treated as, by role."""

_WHOLE = frozenset(("html", "body", "main", "article"))  # never hidden: a page that was saved half loaded says so

# The id or class of an element that frames the text of a page, whatever element it is: `my-cookie-banner`, `site-nav`.
_FRAMES = re.compile(
    r"(?<![\w-])(?:(?:[a-z]+[-_])?cookies?[-_]?(?:banner|bar|consent|dialog|message|modal|notice|overlay|popup|alert)|cookie"
    r"|onetrust-[\w-]+|cybotcookiebotdialog|gdpr(?:[-_]\w+)?|(?:[a-z]+[-_])?consent(?:[-_](?:banner|manager|popup))?"
    r"|(?:(?:site|page|main|global|top|primary|secondary|mobile|wp|block|js|c|l|u)[-_]{1,2})?"
    r"(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|bread-crumbs?|footer|ftr|foot|sidebar|side|skip-?links?|modal|popup"
    r"|share|sharing|social|social-(?:links|share|media)|share-(?:links|buttons|this)|pagination|pager|related-(?:links|posts"
    r"|news|content)|newsletter(?:-sign-?up)?|back-to-top|feedback|page-feedback|print-link|quick-exit|chat-widget))(?![\w-])",
    re.IGNORECASE,
)
_NOTES = re.compile(r"(?<![\w-])(?:foot-?notes?|end-?notes?|_?(?:ft|ed)n\d+|fn-?\d+)(?![\w-])", re.IGNORECASE)

# The class of what is read aloud only, which says of a link what a picture would: `(opens in a new window)`.
_READ_ALOUD = re.compile(
    r"(?<![\w-])(?:sr-only|visually-?hidden|screen-reader-text|assistive-text)(?![\w-])", re.IGNORECASE
)

_FRAMING = frozenset(("aside", "dialog", "footer", "header", "nav"))  # of which what is left out is told
_OPENERS = ("aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle")
_OPENS = ("aria-controls", "data-target", "data-bs-target", "href")  # which may name what is opened

FRAME, NOTES = "menus and notices of the page", "footnotes"

_NO_LINKS = ("#", "javascript:", "vbscript:", "data:")


class Style(NamedTuple):
    """How text is shown, which elements hand down to what they hold."""

    unseen: bool = False
    aside: str | None = None
    """What text that is not seen is left aside as; None of code and of what is hidden."""
    heading: bool = False
    bold: bool = False
    verbatim: bool = False
    """Whether line breaks and spaces stand as they are in the file."""
    article: bool = False
    """Whether it is part of what the page is about, and a header thus not the page's own."""
    item: bool = False
    raised: bool = False
    href: str | None = None


def is_opener(part: str, attributes: Mapping[str, str]) -> bool:
    """Whether a click on an element opens another."""
    if part == "a" and "role" not in attributes and not any(name in attributes for name in _OPENERS[:2]):
        return False
    return any(name in attributes for name in _OPENERS)


def opened(attributes: Mapping[str, str]) -> list[str]:
    """The ids that an element names as what it opens, or leads to."""
    named = (attributes[name] for name in _OPENS if name in attributes)
    return [one.removeprefix("#") for value in named for one in value.split()[:9]]


def style(part: str, attributes: Mapping[str, str], outer: Style, is_panel: bool = False) -> Style:
    """How the text of an element is shown that stands in another; a panel is seen once it is opened."""
    aside = _aside(part, attributes, outer)
    if aside or _is_unseen(part, attributes, outer, is_panel):
        return Style(unseen=True, aside=aside)
    css = _css(attributes)
    bold, verbatim = outer.bold, outer.verbatim
    if weight := css.get("font-weight"):
        bold = weight in ("bold", "bolder", "600", "700", "800", "900")
    elif part in ("b", "strong"):
        bold = True
    if white_space := css.get("white-space"):
        verbatim = white_space.startswith(("pre", "break-spaces"))
    elif part in ("pre", "listing", "xmp", "plaintext"):
        verbatim = True
    return Style(
        heading=outer.heading or part in HEADINGS or (part in ("button", "div") and is_opener(part, attributes)),
        bold=bold,
        verbatim=verbatim,
        article=outer.article or part in ("article", "main"),
        item=outer.item or part == "li",
        raised=outer.raised or part == "sup",
        href=_href(attributes) if part == "a" else outer.href,
    )


def _aside(part: str, attributes: Mapping[str, str], outer: Style) -> str | None:
    """What an element is left aside as that frames the text of the page; None of another."""
    if part in _WHOLE:
        return None
    if part in _FRAMING and not (part == "header" and outer.article):
        return FRAME
    if not attributes or part in HEADINGS:
        return None
    names = f"{attributes.get('id', '')} {attributes.get('class', '')}"
    if attributes.get("role") in ("doc-endnotes", "doc-footnote", "doc-endnote") or _NOTES.search(names):
        return NOTES if part not in ("a", "sup", "span") else None
    return FRAME if _FRAMES.search(names) else None


def _is_unseen(part: str, attributes: Mapping[str, str], outer: Style, is_panel: bool) -> bool:
    """Whether an element is no text of the page."""
    if part in _WHOLE:
        return False
    is_button = part == "button" or attributes.get("role") == "button"
    if is_button and not outer.heading and not is_opener(part, attributes):
        return True  # a heading that opens a panel holds a button, or is one
    if part in _UNSEEN and not is_button:
        return True
    if not attributes or is_panel:
        return False
    if part not in HEADINGS and _READ_ALOUD.search(attributes.get("class", "")):
        return True
    if attributes.get("role") in ("region", "tabpanel") or "aria-labelledby" in attributes:
        return False  # a panel that opens at a click
    hidden = attributes.get("hidden", "until-found").lower() != "until-found"
    return hidden or _css(attributes).get("display") == "none"


def _css(attributes: Mapping[str, str]) -> dict[str, str]:
    """What the style of an element says of how it is shown, by property."""
    stated = (declaration.partition(":") for declaration in attributes.get("style", "").lower().split(";"))
    return {name.strip(): value.partition("!")[0].strip() for name, _, value in stated}


def _href(attributes: Mapping[str, str]) -> str | None:
    """Where a link leads, if it leads out of the page."""
    href = without_invisible(attributes.get("href", "")).replace("\t", "").replace("\n", "").strip()
    return href if href and not href.lower().startswith(_NO_LINKS) else None
