"""What the page says besides the reviews: what it has, of when, and for readers without scripts what leads to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from .. import __version__
from ..answers import reviews, wording
from ..answers.reviews import PointRecord, Span
from ..model.sections import STATEMENTS
from ..search.filters import Filters
from ..search.unstated import Silent
from ..text import counted, one_line
from . import whose_words
from .page import in_line, with_links
from .selection import Selection

Piece = str | Iterable[str]
"""What fills a slot of the template: HTML, whole or in pieces."""

_BROWSERS = "Chrome and Edge from version 86, Firefox from 78 and Safari from 14 can"
"""Those that run the scripts: what these need of a browser, `first.js` asks it for."""

_OLD_OPEN = (
    "This browser cannot run the search and the filters of this page; it may be too old. All the reviews can be read "
    f"below. {_BROWSERS}."
)
_OLD_PACKED = f"This browser cannot show the reviews of this page; it may be too old. {_BROWSERS}."
_NO_SCRIPTS_OPEN = (
    "Without JavaScript this page has no search. All its reviews can be read below. After them come "
    '<a href="#themes">the themes</a>, with links to what is said on each.'
)
_NO_SCRIPTS_PACKED = (
    "The reviews of this page are packed, for there are many of them, and only JavaScript can unpack them. If this is "
    "a preview, open the page in a browser. Whoever sent it can make a smaller page, which is read without JavaScript, "
    "by asking for less: for example <code>casereviews export part.html --harm neglect</code>."
)


def of_all(selection: Selection) -> dict[str, Piece]:
    """What every page says."""
    return {
        "title": "Case reviews",
        "about_heading": "What these reviews are, and are not",
        "description": in_line(f"{selection.number}, as {_called(selection).lower()}; asked: {selection.asked}"),
        "lead": in_line(_lead(selection)),
        "dates": in_line(_dates(selection)),
        "about": _about(selection),
        "foot": _foot(selection),
    }


def for_open(selection: Selection) -> dict[str, Piece]:
    """What a page says whose reviews are read without scripts too."""
    return {
        "form": "open",
        "old_browser": _OLD_OPEN,
        "no_scripts": _NO_SCRIPTS_OPEN,
        "contents": _contents(selection),
        "themes": _themes(selection),
    }


def for_packed() -> dict[str, Piece]:
    """What a page says whose reviews are packed."""
    return {"form": "packed", "old_browser": _OLD_PACKED, "no_scripts": _NO_SCRIPTS_PACKED}


def packed_remark(most_open: int) -> str:
    """What whoever makes a page is told where its reviews are packed."""
    return (
        f"the reviews would take more than {most_open / 1e6:.1g} MB and are packed: reading the page needs JavaScript; "
        "with fewer reviews, as by --harm, it does not"
    )


def _lead(selection: Selection) -> str:
    """What the page has, in sentences."""
    everything = reviews.count(selection.store, Filters())
    part = "" if len(selection) == everything else f"{len(selection):,} of "
    what = f"{_called(selection)} of {part}{counted(everything, 'child safeguarding case review')}"
    asked = "" if selection.asked == wording.asked({}) else f" Asked: {selection.asked}."
    return f"{what}: what happened, what was learned and what was recommended.{asked}"


def _called(selection: Selection) -> str:
    return whose_words.called(len(selection), selection.imported)


def _dates(selection: Selection) -> str:
    """From when the reviews are, in sentences."""
    listed, incidents = reviews.spans(selection.store, selection.filters)
    return f"{_when(selection, 'Listed', 'listed', listed)} {_when(selection, 'Incidents', 'incident_date', incidents)}"


def _when(selection: Selection, what: str, field: str, span: Span) -> str:
    """From when until when something is, and how many reviews do not state it."""
    number = len(selection)
    unread = 0
    if field in selection.store.not_read:
        unread = reviews.count(selection.store, selection.filters.of_not_read(field))
    if span.first is None or span.last is None:
        return f"{what}: {wording.NOT_STATED_OR_READ if unread else wording.NOT_STATED}."
    first, last = wording.when(span.first), wording.when(span.last)
    when = f"in {first}" if first == last else f"from {first} to {last}"
    if not (unstated := number - span.reviews):
        return f"{what} {when}."
    silent = Silent(unstated, unread).line(lambda some: f"{some:,} of {counted(number, 'review')}", "when", "date")
    return f"{what} {when}; {silent}."


def _contents(selection: Selection) -> Iterator[str]:
    """A list of the reviews, each with a link to its article."""
    yield '<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">Reviews</h2>\n<ul>\n'
    for name, identity in selection.names():
        link = f'<a href="#review/{escape(identity)}">{in_line(name)}</a>'
        yield f'<li>{link} <span class="quiet">{escape(identity)}</span></li>\n'
    yield "</ul>\n</nav>\n"


def _themes(selection: Selection) -> Iterator[str]:
    """The themes with what they mean, each with links to its statements."""
    said = _statements_of_themes(selection)
    yield '<section id="themes">\n<h2>Themes</h2>\n'
    for slug, term in selection.vocabulary.terms("theme").items():
        yield f'<h3 id="theme/{slug}">{in_line(term.label)}</h3>\n<p>{in_line(term.definition)}</p>\n'
        if slug in said:
            yield "<ul>\n"
            for (_, name), statements in said[slug].items():
                yield f"<li>{in_line(name)}: {', '.join(map(_link, statements))}</li>\n"
            yield "</ul>\n"
        else:
            yield "<p>No statement of these reviews is coded so.</p>\n"
    yield "</section>\n"


def _link(statement: str) -> str:
    """A link to a statement, as it is numbered in its review."""
    return f'<a href="#statement/{escape(statement)}">{escape(statement.rpartition("/")[2])}</a>'


def _statements_of_themes(selection: Selection) -> dict[str, dict[tuple[str, str], list[str]]]:
    """The ids of the statements of each theme, by the id and the name of their review."""
    found: dict[str, dict[tuple[str, str], list[str]]] = {}
    for record in selection.records:
        review = record["id"], record["name"]
        for section in STATEMENTS:
            points: list[PointRecord] | None = record[section]  # type: ignore[literal-required]
            for point in points or ():
                for slug in point["themes"] or ():
                    found.setdefault(slug, {}).setdefault(review, []).append(point["id"])
    return found


def _about(selection: Selection) -> Iterator[str]:
    """What the reviews are, and are not; what was asked, and of which collections."""
    yield from (f"<p>{escape(text)}</p>\n" for text in selection.what_they_are)
    yield '<dl class="facts">\n'
    for label, value in selection.about():
        yield f"<div><dt>{escape(label)}</dt><dd>{with_links(one_line(value))}</dd></div>\n"
    yield "</dl>\n"


def _foot(selection: Selection) -> Iterator[str]:
    """Where the reviews are from, and when the page was made; about them more is said in one place."""
    for one in selection.collections:
        source = one.source or f"source {wording.NOT_STATED}"
        yield f"<p>{with_links(one_line(f'{one.title}: {source}'))}.</p>\n"
    yield f"<p>Made {selection.made.isoformat()} with casereviews {__version__}.</p>\n"
