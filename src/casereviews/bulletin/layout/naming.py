"""The name of a review whose title has none that is clear, by its text."""

from __future__ import annotations

import re

from .names import is_common, is_name
from .title_pieces import CODE, cased
from .titles import Title

_READ = 3000  # characters of a text in which a name is looked for
_OPENING = 800  # and those among which the name stands of whom only a code is told
# A name, `Rowan`, or two, `Rowan and Ash`.
_CAPITALS = re.compile(r"[A-Z][\w’'-]+(?:(?: and| &) [A-Z][\w’'-]+)?")
# How a text gives a pseudonym: `who is known as Rowan`, `(“Rowan”)`.
_GIVEN = re.compile(
    r"(?:(?:known|referred to)(?: here| in this (?:review|report|briefing|summary))?(?: here)? as"
    r"|(?:is|was|be) (?:called|named)|whom? (?:we|the review|this review) calls?|(?:call|name) (?:him|her|them)"
    r"|pseudonym(?: of)?|given the name)"
    r" [‘“\"']?(?P<name>(?:Child |Baby )?[A-Z][\w’-]*(?: [A-Z0-9]{1,3}\b)?)"
)


def named(title: Title, told: str) -> Title:
    """A title with the name that what is told bears out, where it has no clear one itself, or nothing but a code."""
    if title.name_span and CODE.fullmatch(title.name):
        given = _GIVEN.search(title.text) or _GIVEN.search(told[:_OPENING])
        return title._replace(name=given["name"], name_span=None) if given and is_name(given["name"]) else title
    if title.name_span and not (title.name.isalpha() and title.name.isupper()):
        return title
    told = told[:_READ]
    text = cased(title.text)
    for found in _CAPITALS.finditer(text):
        name = found[0]
        if is_name(name) and not any(map(is_common, name.split(" and "))) and _names_child(name, told):
            return title._replace(name=name, name_span=found.span())
    given = _GIVEN.search(told)
    if title.name_span is None and given and is_name(given["name"]):
        return title._replace(name=given["name"])
    return title


def _names_child(name: str, told: str) -> bool:
    """Whether a text has each of the names."""
    return all(len(re.findall(rf"\b{re.escape(one)}\b", told)) > 0 for one in re.split(r" and | & ", name))
