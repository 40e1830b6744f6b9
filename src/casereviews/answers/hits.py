"""What a search found, by review or by statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ..search.records import Record
from .blocks import Block, Paragraph, Point, Points, Title

_BEST = 5  # texts of a hit that are shown
_CODED = {"code": "coded", "wider": "nearest subject", "related": "nearest subject", "subject": "nearest subject"}
"""How it is told that a code found a text."""


def page(records: Iterable[Record], why: bool = False, between: str | None = None) -> Iterator[Block]:
    """What a search found: by review, its best texts with the words marked; and what found them, if that is asked.

    `between` stands before the first that has only some of the words.
    """
    for record in records:
        if between and record["missing"]:
            yield Paragraph(between)
            between = None
        shown = record["matches"][:_BEST]
        yield Title(record["name"], record["title"], record["id"])
        yield Points([_match(match, why) for match in shown])
        more = len(record["matches"]) - len(shown)
        if more:
            yield Paragraph(f"and {more} more in this review; --statements or --json gives all")


def page_of_statements(records: Iterable[Record], why: bool = False, between: str | None = None) -> Iterator[Block]:
    """The statements that a search found, the best first, each with its review.

    `between` stands before the first that has only some of the words.
    """
    summaries: str | None = "What only summaries tell:"
    for (_, is_part, is_summary), group in groupby(records, key=_kind_of_hit):
        found = list(group)
        if is_summary and summaries:
            yield Paragraph(summaries)
            summaries = None
        elif between and is_part:
            yield Paragraph(between)
            between = None
        yield Title(found[0]["review"]["name"], found[0]["review"]["title"])
        yield Points([_match(record, why) for record in found])


def _kind_of_hit(record: Record) -> tuple[str, bool, bool]:
    """The review of a hit, whether it lacks a word, and whether it is a summary."""
    return record["review"]["id"], bool(record["missing"]), record["section"] == "summary"


def _match(match: Record, why: bool) -> Point:
    detail = match["section"]
    if why:
        detail = f"{detail} / {'; '.join(_reasons(match['why']))}"
    else:
        detail = " / ".join([detail, *_coded(match["why"])])
    return Point(match["id"], match["text"], detail, match["marks"])


def _coded(reasons: list[Record]) -> list[str]:
    """What a text is coded with, where nothing else found it: what was asked for, and what is near."""
    if any(reason["how"] not in _CODED for reason in reasons):
        return []
    labels: dict[str, dict[str, None]] = {}
    for reason in reasons:
        labels.setdefault(_CODED[reason["how"]], {})[reason["what"]] = None
    return [f"{how} {'; '.join(found)}" for how, found in labels.items()]


def _reasons(reasons: list[Record]) -> list[str]:
    """What found a text: `CSA: child sexual abuse (synonym)`."""
    return [f"{reason['query']}: {reason['what']} ({reason['how']})" for reason in reasons]
