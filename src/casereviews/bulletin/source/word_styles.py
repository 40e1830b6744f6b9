"""How the paragraphs of a Word document are shown, and what its parts refer to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

W = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""The namespaces of Word's own names: the usual one, and that of the strict form."""

_HEADING = re.compile(r"(?:heading [1-9]|title|subtitle)", re.IGNORECASE)
_CONTENTS = re.compile(r"toc (?:[1-9]|heading)", re.IGNORECASE)  # a line of a table of contents


class Quiet:
    """Takes no notice of anything."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""

    def end(self, tag: str) -> None:
        """Take an end tag."""

    def data(self, text: str) -> None:
        """Take text."""


class Relations(Quiet):
    """What a part refers to."""

    def __init__(self, kind: str) -> None:
        self.targets: dict[str, str] = {}
        self._kind = kind  # how the type ends of what is asked for

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take what a part refers to."""
        if tag.endswith(" Relationship") and attributes.get("Type", "").endswith(self._kind):
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


@dataclass
class Style:
    """How a paragraph is shown, or a run of characters."""

    based_on: str = ""
    heading: bool = False
    contents: bool = False
    item: bool | None = None
    bold: bool | None = None


class Styles(Quiet):
    """The styles of a document, by their ids."""

    def __init__(self) -> None:
        self._styles: dict[str, Style] = {}
        self._open: Style | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a style, or a property of the one that is open."""
        namespace, _, name = tag.rpartition(" ")
        if namespace not in W:
            return
        if name == "style":
            self._open = self._styles.setdefault(attribute(attributes, "styleId"), Style())
        elif self._open is None:
            return
        value = attribute(attributes, "val")
        style = self._open
        if name == "name":
            style.heading = _HEADING.fullmatch(value) is not None
            style.contents = _CONTENTS.fullmatch(value) is not None
        elif name == "basedOn":
            style.based_on = value
        elif name == "outlineLvl":
            style.heading = style.heading or value in "012345678"
        elif name == "numId":
            style.item = value != "0"
        elif name == "b":
            style.bold = is_on(value)

    def end(self, tag: str) -> None:
        """Close a style."""
        if tag.endswith(" style"):
            self._open = None

    def resolved(self) -> dict[str, Style]:
        """Each style with what it has of those that it is based on."""
        return {name: self._resolved(style) for name, style in self._styles.items()}

    def _resolved(self, style: Style) -> Style:
        made = Style("", style.heading, style.contents, style.item, style.bold)
        for _ in range(10):  # as deep as Word lets them be
            base = self._styles.get(style.based_on)
            if base is None:
                break
            made.heading = made.heading or base.heading
            made.contents = made.contents or base.contents
            made.item = base.item if made.item is None else made.item
            made.bold = base.bold if made.bold is None else made.bold
            style = base
        return made


def attribute(attributes: Mapping[str, str], name: str) -> str:
    """An attribute of Word's own, empty where it is not there."""
    return next((attributes[f"{space} {name}"] for space in W if f"{space} {name}" in attributes), "")


def is_on(value: str) -> bool:
    """Whether a property holds, which it does where nothing is said of it."""
    return value not in ("0", "false", "off")
