"""Reviews as a page that a browser opens by a double click: one file with its style, its scripts and the reviews.

The reviews stand in it as articles, to be read without scripts. Where the page would be larger than `MOST_OPEN` they
are packed: deflated, encoded, and put back by the scripts.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import escape
from itertools import chain

from .. import __version__
from ..answers import reviews, wording
from ..answers.reviews import Span
from ..errors import UsageError
from ..files.package import package_data
from ..search.filters import Filters
from ..search.records import Records
from ..text import counted, one_line
from ..vocabulary import KINDS, Term, Vocabulary
from . import html_scripts
from .document import LANGUAGE
from .html_articles import article, as_json
from .html_packed import packed
from .page import in_line, with_links
from .selection import WHAT_THEY_ARE, Selection

MOST_OPEN = 2_000_000
"""The size of a page, in bytes, above which its reviews are packed."""

MOST = 20_000_000
"""The size above which a page is written only by force: a mail takes no more, and a browser takes long to open it."""

_SAMPLE = 200
"""From how many reviews the size of a page is worked out."""

_TITLE = "Case reviews"
_ABOUT = "What these reviews are, and are not"
_SLOT = re.compile(r"\{\{(\w+)\}\}")

_OLD = {
    "open": "This browser is too old for the search and the filters of this page. All its reviews can be read below.",
    "packed": (
        "This browser is too old to show the reviews of this page. Chrome and Edge from version 103, Firefox from 113 "
        "and Safari from 16.4 can."
    ),
}
_NO_SCRIPTS = {
    "open": (
        "Without JavaScript this page has no search. All its reviews can be read below, and after them come the themes "
        "with links to what is said on each."
    ),
    "packed": (
        "The reviews of this page are packed, for there are many of them, and only JavaScript can unpack them. If this "
        "is a preview, open the page in a browser. Whoever sent it can make a smaller page, which is read without "
        "JavaScript, by asking for less: for example casereviews export part.html --harm neglect"
    ),
}


def render(selection: Selection, force: bool = False) -> Iterator[bytes]:
    """The page. Raises UsageError where it would be larger than `MOST`, unless by force."""
    if not force and (size := _size(selection)) > MOST:
        raise UsageError(
            f"the page of {counted(len(selection), 'review')} would have some {size / 1e6:.0f} MB, which few mails and "
            f"browsers take; {MOST / 1e6:.0f} MB is the most",
            "select fewer with filters, as --since 2020 or --harm neglect, or write it all the same with --force",
        )
    return _page(selection)


def _size(selection: Selection) -> int:
    """About how many bytes a packed page has, from reviews that are spread evenly."""
    keys = selection.records.keys
    some = Records(keys[:: -(-len(keys) // _SAMPLE)], selection.records.read)
    size = sum(map(len, packed(article(record, selection.vocabulary) for record in some)))
    return size * len(keys) // len(some)


def _page(selection: Selection) -> Iterator[bytes]:
    articles = (article(record, selection.vocabulary) for record in selection.reviews())
    kept: list[str] = []
    size = 0
    for one in articles:
        kept.append(one)
        size += len(one.encode())
        if size > MOST_OPEN:
            break
    else:
        page = "".join(_pieces(selection, "open", kept)).encode()
        if len(page) <= MOST_OPEN:
            yield page
            return
    yield from (piece.encode() for piece in _pieces(selection, "packed", chain(kept, articles)))


def _pieces(selection: Selection, form: str, articles: Iterable[str]) -> Iterator[str]:
    """The template with its slots filled."""
    is_open = form == "open"
    style, first, scripts = html_scripts.style(), html_scripts.first_script(), html_scripts.scripts()
    subject = f"{selection.number}, abstracts; asked: {selection.asked}"
    slots: dict[str, str | Iterable[str]] = {
        "language": LANGUAGE,
        "form": form,
        "policy": _policy(style, first, scripts),
        "description": in_line(subject),
        "made": selection.made.isoformat(),
        "title": _TITLE,
        "style": style,
        "first_script": first,
        "lead": in_line(_lead(selection)),
        "dates": in_line(_dates(*reviews.spans(selection.store, selection.filters), len(selection))),
        "about_heading": _ABOUT,
        "old_browser": _OLD[form],
        "noscript": escape(_NO_SCRIPTS[form]),
        "contents": _contents(selection) if is_open else (),
        "articles": articles if is_open else (),
        "themes": _themes(selection) if is_open else (),
        "about": _about(selection),
        "foot": _foot(selection),
        "data": chain(_data(selection), () if is_open else _packed_script(articles)),
        "scripts": scripts,
    }
    template = _SLOT.split(html_scripts.read("template.html"))
    for index, piece in enumerate(template):
        if index % 2:
            filled = slots[piece]
            yield from [filled] if isinstance(filled, str) else filled
        else:
            yield piece


def _policy(style: str, *scripts: str) -> str:
    """What a browser may do with the page: run its own scripts, and nothing else; fetch and send nothing."""
    named = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {named}; style-src 'sha256-{_digest(style)}'; base-uri 'none'; "
        "form-action 'none'"
    )


def _digest(text: str) -> str:
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()


# --- What it says of itself -------------------------------------------------------------------------------------------


def _lead(selection: Selection) -> str:
    """What the page has, in sentences."""
    everything = reviews.count(selection.store, Filters())
    what = f"Abstracts of {len(selection)} of {counted(everything, 'child safeguarding case review')}"
    if len(selection) == everything:
        what = f"Abstracts of {counted(everything, 'child safeguarding case review')}"
    asked = "" if selection.asked == wording.asked({}) else f" Asked: {selection.asked}."
    return f"{what}: what happened, what was learned and what was recommended.{asked}"


def _dates(listed: Span, incidents: Span, number: int) -> str:
    """From when the reviews are, in sentences."""
    return f"{_span('Listed', listed, number)} {_span('Incidents', incidents, number)}"


def _span(what: str, span: Span, number: int) -> str:
    if span.first is None or span.last is None:
        return f"{what}: {wording.NOT_STATED}."
    first, last = wording.when(span.first), wording.when(span.last)
    when = f"in {first}" if first == last else f"from {first} to {last}"
    unstated = number - span.reviews
    base = (
        f"; {unstated} of {counted(number, 'review')} {'does' if unstated == 1 else 'do'} not state when"
        if unstated
        else ""
    )
    return f"{what} {when}{base}."


def _contents(selection: Selection) -> Iterator[str]:
    yield '<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">Reviews</h2>\n<ul>\n'
    for name, identity in selection.names():
        yield f'<li><a href="#review/{escape(identity)}">{in_line(name)}</a></li>\n'
    yield "</ul>\n</nav>\n"


def _themes(selection: Selection) -> Iterator[str]:
    """The themes with what they mean, each with links to its statements."""
    said = _statements_of_themes(selection)
    yield '<section id="themes">\n<h2>Themes</h2>\n'
    for slug, term in selection.vocabulary.terms("theme").items():
        yield f'<h3 id="theme/{slug}">{in_line(term.label)}</h3>\n<p>{in_line(term.definition)}</p>\n'
        links = said.get(slug)
        if not links:
            yield "<p>No statement of these reviews is coded with it.</p>\n"
            continue
        yield "<ul>\n"
        for (name, identity), statements in links.items():
            yield f'<li><a href="#review/{escape(identity)}">{in_line(name)}</a>: '
            yield ", ".join(
                f'<a href="#statement/{escape(one)}">{escape(one.rpartition("/")[2])}</a>' for one in statements
            )
            yield "</li>\n"
        yield "</ul>\n"
    yield "</section>\n"


def _statements_of_themes(selection: Selection) -> dict[str, dict[tuple[str, str], list[str]]]:
    """The ids of the statements of each theme, by the name and the id of their review."""
    found: dict[str, dict[tuple[str, str], list[str]]] = {}
    for record in selection.records:
        for points in (record["learning"], record["recommendations"], record["actions"]):
            for point in points or ():
                for slug in point["themes"] or ():
                    of_review = found.setdefault(slug, {}).setdefault((record["name"], record["id"]), [])
                    of_review.append(point["id"])
    return found


def _about(selection: Selection) -> Iterator[str]:
    yield from (f"<p>{escape(text)}</p>\n" for text in WHAT_THEY_ARE)
    yield '<dl class="facts">\n'
    for label, value in selection.about():
        yield f"<div><dt>{escape(label)}</dt><dd>{with_links(one_line(value))}</dd></div>\n"
    yield "</dl>\n"


def _foot(selection: Selection) -> Iterator[str]:
    for one in selection.collections:
        source = one.source or f"source {wording.NOT_STATED}"
        yield f"<p>{with_links(one_line(f'{one.title}: {source}'))}. <code>sha256:{one.digest}</code></p>\n"
    yield f"<p>Made {selection.made.isoformat()} with casereviews {__version__}.</p>\n"


# --- What the scripts read --------------------------------------------------------------------------------------------


def _data(selection: Selection) -> Iterator[str]:
    yield _json_script("about-data", _about_record(selection))
    yield _json_script("vocabulary", _vocabulary(selection.store.whole_vocabulary))


def _json_script(identity: str, value: object) -> str:
    text = as_json(value).replace("<", "\\u003c")
    return f'<script type="application/json" id="{identity}">{text}</script>\n'


def _about_record(selection: Selection) -> dict[str, object]:
    """What the page is of, for its scripts."""
    listed, incidents = reviews.spans(selection.store, selection.filters)
    return {
        "asked": selection.asked,
        "reviews": len(selection),
        "of": reviews.count(selection.store, Filters()),
        "left_out": selection.left_out,
        "listed": listed._asdict(),
        "incidents": incidents._asdict(),
        "collections": [one._asdict() for one in selection.collections],
        "made": selection.made.isoformat(),
        "version": __version__,
    }


def _vocabulary(terms: Vocabulary) -> dict[str, object]:
    lines = package_data("common_words.txt").decode().splitlines()
    words = " ".join([line for line in lines if not line.startswith("#")])
    return {
        "terms": [_term(term) for kind in KINDS for term in terms.terms(kind).values()],
        "groups": terms.groups,
        "equals": terms.equals,
        "common_words": [" ".join(tier.split()) for tier in words.split("---")],
    }


_OF_TERM = (
    "kind", "slug", "label", "definition", "synonyms", "narrower", "avoid", "related", "group", "lay", "lay_narrower",
)  # fmt: skip


def _term(term: Term) -> dict[str, object]:
    return {name: getattr(term, name) for name in _OF_TERM} | {"avoid": dict(term.avoid)}


def _packed_script(articles: Iterable[str]) -> Iterator[str]:
    yield '<script type="text/plain" id="packed">'
    yield from packed(articles)
    yield "</script>\n"
