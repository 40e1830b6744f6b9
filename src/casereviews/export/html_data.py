"""What the scripts of the page read besides the reviews, as JSON in elements of their own."""

from __future__ import annotations

from collections.abc import Iterator

from ..search import common_words
from ..vocabulary import KINDS, Term, Vocabulary
from . import whose_words
from .html_articles import as_json
from .selection import Selection

_OF_TERM = (
    "kind", "slug", "label", "definition", "synonyms", "narrower", "avoid", "related", "group", "lay", "lay_narrower",
)  # fmt: skip


def elements(selection: Selection) -> Iterator[str]:
    """What the page is of, and the vocabulary."""
    yield _json_script("about-data", _about_record(selection))
    yield _json_script("vocabulary", _vocabulary(selection.store.whole_vocabulary))


def _json_script(identity: str, value: object) -> str:
    """A value in an element that nothing in it can end."""
    text = as_json(value).replace("<", "\\u003c")
    return f'<script type="application/json" id="{identity}">{text}</script>\n'


def _about_record(selection: Selection) -> dict[str, object]:
    """How many reviews the page has, of which collections they are cited, and whose words their texts are."""
    collections = [{"id": one.id, "title": one.title, "source": one.source} for one in selection.collections]
    return {
        "reviews": len(selection),
        "collections": collections,
        "whose_words": whose_words.STATEMENT,
        "in_short": whose_words.in_short(len(selection), selection.imported),
    }


def _vocabulary(terms: Vocabulary) -> dict[str, object]:
    """The terms, and the everyday and common words, by which the page understands a question as `search` does."""
    return {
        "terms": [_term(term) for kind in KINDS for term in terms.terms(kind).values()],
        "groups": terms.groups,
        "equals": terms.equals,
        "common_words": [" ".join(tier) for tier in common_words.tiers()],
        "common_words_notice": common_words.notice(),
    }


def _term(term: Term) -> dict[str, object]:
    return {name: getattr(term, name) for name in _OF_TERM} | {"avoid": dict(term.avoid)}
