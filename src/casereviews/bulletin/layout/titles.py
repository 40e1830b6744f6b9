"""The title line of a review, as bulletins have it: what in it is the name, the type, the place and the year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from ...vocabulary import Vocabulary
from ..documents import names_file
from ..english import DAY, MONTH, YEAR, any_of, is_initial, month_number, one_of, pattern
from .boards import board_in
from .headline import is_headline
from .names import NAME, PSEUDONYM, QUOTES, is_board, is_common, is_name
from .publication import titled
from .title_pieces import CODE, STATE, cased, find_area, find_code, find_name, trimmed

_PUBLISHED = rf"(?:(?P<month>{MONTH})\.? )?(?P<year>{YEAR})"

# A title that begins with its year: `2031 – Northmere – Child K`.
_DATED = re.compile(rf"{_PUBLISHED}(?:\s*[–—:-]\s*|\s*(?=[A-Z])|\s+(?=[{QUOTES}A-Z]))(?P<rest>\S.*)")

# One that is cited as a book is: `Child K. Northmere: Safeguarding Board. A. Author (2031)`.
_CITED = re.compile(
    rf"(?P<name>[^.]{{1,80}})\. (?P<area>[^:.]{{2,80}}): (?P<board>[^.]{{2,200}})\."
    rf"(?P<author>.{{0,200}}?)\((?P<year>{YEAR})\)\.?"
)

# The number of its place in a list: `1. `, `(2) `.
_NUMBER = re.compile(rf"\(?\d{{1,3}}[.)]\s*(?=\D|{YEAR}\b)")

# What marks a heading or a panel in text, before it and behind it: `[-] `, `## `, `*** `.
_MARK = re.compile(r"(?:\[[ +x–-]?\]|[+▼▶►▸▾▲»›↳◆■]|\*{2,4}|#{1,6}|={2,9})\s+(?=\S)")
_MARK_BEHIND = re.compile(r"(?<=\S)\s{1,3}(?:\*{2,4}|#{1,6}|={2,9}|[▼▶►▸▾▲+])$")

_CUT = r"[–—:()]\s*|\|\s+"

# What parts a title into pieces: dashes, colons, brackets, and the word for a document: ` – `.
_SEPARATOR = re.compile(
    rf"(?<!\s)\s++(?:{_CUT}|-\s*|(?=[Oo]verview [Rr]eport|[Ee]xecutive [Ss]ummary))|{_CUT}|-\s+"
    r"|-(?=(?:Child|Baby|Family|Young|Infant|Siblings?)\b)|\.\s+|,\s+(?=[Oo]verview [Rr]eport)"
    rf"|\s(?i:{any_of('concerning in a title')})\s(?=[{QUOTES}]?[A-Z])"
    rf"|,?\s(?=(?i:not published))|,?(?<![Nn]ot)\s(?=(?i:published))|,\s(?={MONTH}|{YEAR})"
)

_STRAIGHT = str.maketrans("‘’“”`´", "''\"\"''")

OF_ADULT = pattern("of an adult")
"""A review of somebody who was grown up."""

SENTENCE = pattern("verb", "publishing", cased=True)
"""What makes a line a sentence: a verb."""

_LABEL = pattern("label")
_DAY = re.compile(rf"{DAY} (?:{MONTH})\b|(?:{MONTH}) {YEAR}$", re.IGNORECASE)
# The name behind a type of review in a sentence: ` about Noah`, ` (Child F)`, ` into the death of a boy known as Ash`.
_IN_PROSE = re.compile(
    rf"(?:[^.;:]{{0,80}}?(?:about|of|on|concerning|for|regarding|called|named|known as|titled|into)|:| [–—-])?"
    rf" [({QUOTES}]?"
    rf"(?P<name>{NAME.pattern}|[A-Z][\w’'-]+(?:(?:,| and| &)(?: and)? [A-Z][\w’'-]+){{0,3}})(?=\W|$)"
)
# An initial with the name in quotation marks that is given for it: `K ("Kestrel")`.
_GIVEN_FOR = re.compile(r"(?P<initial>[A-Z]{1,2}) \([\"'](?P<name>[^\"']+)[\"']\)")
_ASKS = pattern("begins a question", start=r"^[\W\d]{0,6}")
_NO_TITLE = pattern("label", "beginning of no title", start=r"^[\W\d]{0,6}")
# What tells that a review is new, before its title: `Just published: `.
_NEW = pattern("announcing", start="^", end=r"\s?[:!–—-]\s+(?=\S)")
# Which document it is, before the title of the review: `Learning briefing: `.
_DOCUMENT = pattern("document before a title", start="^", end=r"\s?[:–—-]\s+(?=\S)")
_DOCUMENT_BEHIND = pattern("document before a title", start=r"\s?[:–—-]\s+", end="$")
# The same before the letters and number by which a child is called, and nothing else: `Early learning from QT4`.
_LEARNING = pattern("learning from", start="^", end=r"\s(?=(?-i:[A-Z]{1,3}\d{1,3})$)")
_AFTER_TYPE = ("of", "on", "into", "concerning", "for", "about")
# Right before a name, in a title that names a board too: `learning from `.
_ABOUT = re.compile(rf"(?:{any_of('concerning in a title')})\s[{QUOTES}]?$", re.IGNORECASE)
_LONGEST = 250  # characters of a title
_MOST_WORDS = 30  # of a title after its year
_FEW_WORDS = 12  # of one that has nothing but a number to show for itself
_LINES = 1 << 13  # that are remembered with what was found in them
_FAR_IN = 60  # characters, where a type of review may still stand in a title that has no pseudonym


_WORTH = (2.5, 2.0, 2.5, 2.5, 1.5, 1.0)  # of a name that says what it is, any name, a type, a code, a quotation, a year
_FILE = -3.0  # of what is the name of a file: `full report (PDF 1.4MB)`
_MOST = 6.5
_PLAIN = 3.5  # what a line is to have before it is worth anything


class Title(NamedTuple):
    """What a title line says. Spans are of its text, in characters."""

    text: str
    name: str
    name_span: tuple[int, int] | None
    """None where nothing in the line is surely a name; the name is then what is left of the line."""
    area: str | None
    area_span: tuple[int, int] | None
    area_is_sure: bool
    published: str | None
    published_span: tuple[int, int] | None
    review_type: str | None
    type_span: tuple[int, int] | None


class Titles:
    """Knows title lines, by the types of review of a vocabulary."""

    def __init__(self, terms: Vocabulary) -> None:
        """Take the vocabulary."""
        self.types = {
            _key(word): term.slug
            for term in terms.terms("type").values()
            for word in (term.slug, term.label.partition(" (")[0], *term.synonyms, *term.narrower)
            if term.slug != "other" and _key(word) != "scr"
        }
        self.types["scr"] = "scr"  # both meanings have it; only Scotland's has the other
        self.pattern = one_of(map(_loosely, sorted(self.types, key=len, reverse=True)))
        # Each way to cut a page asks of the same lines again.
        self.read = lru_cache(_LINES)(self._read)
        """What a title line says."""
        self.worth = lru_cache(_LINES)(self._worth)
        """What a line is worth as the title of a review, by its name, its type, a code, a year or a quotation."""

    def is_title(self, text: str) -> bool:
        """Whether a line is the title of a review, by its own look."""
        bare = without_number(text)
        if len(bare) > _LONGEST or _LABEL.match(bare):
            return False
        if _CITED.fullmatch(bare):
            return True
        if (bare[-1:] in ".;:,?!" and not _ends_in_initial(bare)) or not _begins(bare) or is_headline(bare):
            return False
        dated = _DATED.fullmatch(bare)
        if dated:
            rest = dated["rest"]
            return not SENTENCE.search(self.pattern.sub(" ", rest)) and len(rest.split()) < _MOST_WORDS
        return self._is_undated_title(bare, numbered=bare != text)

    def _is_undated_title(self, bare: str, numbered: bool) -> bool:
        typed, named = self.pattern.search(bare), NAME.search(bare)
        if typed and typed.start() == 0 and numbered:
            return named is not None or (not _is_plural(typed) and _may_follow_type(bare[typed.end() :]))
        if SENTENCE.search(bare) or _asks(bare) or (typed and not named and _is_plural(typed)):
            return False
        if typed:
            return named is not None or numbered or typed.start() < _FAR_IN
        if named:
            ends = named.end() == len(bare) or bare[named.end()] in ":.,( –—-"
            return ends and (named.start() == 0 or bare[: named.start()].rstrip(f" {QUOTES}")[-1:] in ":–—-")
        return numbered and len(bare.split()) <= _FEW_WORDS and PSEUDONYM.match(bare) is not None

    def is_nameless(self, text: str) -> bool:
        """Whether a line says of which type a review is, or when it was published, and names nobody."""
        title = self.read(text)
        is_named = title.name_span is not None and any(map(str.isalnum, title.name)) and not is_common(title.name)
        return not is_named and bool(title.review_type or title.published)

    def _worth(self, text: str) -> float:
        bare = without_number(text)
        is_learning = _LEARNING.match(bare) is not None
        is_document = is_learning or bool(
            _DOCUMENT.match(bare) or (len(bare) <= _LONGEST and _DOCUMENT_BEHIND.search(bare))
        )
        if (
            len(bare) > _LONGEST
            or (_NO_TITLE.match(bare) and not is_document)
            or is_headline(bare)
            or not _begins(bare)
            or _DAY.match(bare)
        ):
            return -_MOST
        title = self.read(text)
        small = bare.casefold() if bare.isupper() else bare
        is_said = bare[-1] in ".;," or (SENTENCE.search(small) and bare[0] not in QUOTES) or _ASKS.match(small)
        code = CODE.search(bare)
        named = title.name_span is not None and (is_name(title.name) or code is not None)
        is_clear = named and NAME.search(title.name) is not None
        is_code = code is not None and code[0] == bare and "/" in bare
        named = named and (
            is_clear or is_code or is_learning or not bare.isupper() or (bool(title.review_type) and not is_said)
        )
        plural = self.pattern.search(bare)
        kind = is_document or (title.review_type and not (plural and not named and _is_plural(plural)))
        start = title.name_span[0] if title.name_span else 0
        kind = kind or (named and title.area_is_sure and _ABOUT.search(bare, 0, start) is not None)
        signs = (is_clear, named, kind, code, bare[0] in QUOTES, title.published)
        worth = sum(value for value, sign in zip(_WORTH, signs, strict=True) if sign)
        if not worth and is_board(bare):
            worth -= 2
        return min(worth, _MOST) - _PLAIN - 2 * bool(is_said) + _FILE * names_file(bare)

    def in_prose(self, text: str) -> str | None:
        """The name that a paragraph gives the child whose review it speaks of, if it does."""
        for kind in self.pattern.finditer(text):
            if (named := _IN_PROSE.match(text, kind.end())) and is_name(named["name"]):
                return named["name"].rstrip(".")
            before = NAME.search(text, max(0, kind.start() - 40), kind.start())
            if before and text[before.end() : kind.start()].strip(" ,(–—-") in ("", "the", "an", "a"):
                return before[0]
        return None

    def type_of(self, text: str, start: int = 0) -> tuple[str, int, int] | None:
        """The first type of review that a text names, with its span."""
        found = self.pattern.search(text, start)
        if not found:
            return None
        slug = self.types[_key(found[0])]
        if slug == "learning-review-scotland" and "scot" not in text.casefold():
            slug = "other"
        return slug, found.start(), found.end()

    def _read(self, line: str) -> Title:
        text = without_number(line)
        found = self.type_of(text)
        typed = (found[0], found[1:]) if found else (None, None)
        if cited := _CITED.fullmatch(text):
            name = NAME.search(cited["name"])
            of_name = name.span() if name else cited.span("name")
            area, published = cited["area"].strip(), cited["year"]
            spans = cited.span("area"), cited.span("year")
            return Title(text, _name(text[slice(*of_name)]), of_name, area, spans[0], True, published, spans[1], *typed)
        dated = _DATED.fullmatch(text)
        published, span = _published(dated) if dated else _said(text)
        document = _DOCUMENT.match(text) or _LEARNING.match(text)
        rest = dated.start("rest") if dated else document.end() if document else 0
        pieces = list(
            self._pieces(text, rest, span[0] - 1 if span and not dated and text[span[0] - 1] == "(" else len(text))
        )
        name_span, is_sure = find_name(cased(text), pieces, dated is not None)
        if code := find_code(text, name_span, is_sure):
            name_span, is_sure = code, True
        area_span = find_area(text, pieces, name_span, dated is not None)
        board = board_in(text[slice(*area_span)]) if area_span else None
        if board and area_span:
            area_span = area_span[0] + board.start, area_span[0] + board.end
        return Title(
            text,
            _name((text if name_span == code else cased(text))[slice(*name_span)])
            if name_span
            else (text[rest:].strip() or text),
            name_span if is_sure else None,
            board.place if board else text[slice(*area_span)] if area_span else None,
            area_span,
            dated is not None or board is not None,
            published,
            span,
            *typed,
        )

    def _pieces(self, text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
        """The spans of a title between its dashes, colons and brackets, without the words for a type or a document."""
        cuts = [(start, start), *(found.span() for found in _SEPARATOR.finditer(text, start, end)), (end, end)]
        for (_, begin), (stop, _) in pairwise(cuts):
            inner = [
                (begin, begin),
                *(found.span() for found in self.pattern.finditer(text, begin, stop)),
                (stop, stop),
            ]
            for (_, first), (last, _) in pairwise(inner):
                span = trimmed(text, first, last)
                if span[0] < span[1] and not STATE.match(text[slice(*span)]):
                    yield span


def _said(text: str) -> tuple[str, tuple[int, int]] | tuple[None, None]:
    """When any other title says that the review was published, and where."""
    said = titled(text)
    return (said.date, (said.start, said.end)) if said else (None, None)


def _published(found: re.Match[str]) -> tuple[str, tuple[int, int]]:
    """The year or month of publication that a title begins with, and where."""
    month = found["month"]
    date = found["year"] + (f"-{month_number(month):02}" if month else "")
    return date, (found.start("month" if month else "year"), found.end("year"))


def _begins(line: str) -> bool:
    """Whether a line begins with a capital or a digit, which a quotation mark or a bracket may stand before."""
    first = line[1:2] if line[:1] in f"{QUOTES}(" else line[:1]
    return first.isascii() and (first.isupper() or first.isdigit())


def _asks(line: str) -> bool:
    """Whether a line is a question or begins as one, and has nothing beside it: `What was done after LR04`."""
    return _ASKS.match(line) is not None and _SEPARATOR.search(line) is None


def _is_plural(kind: re.Match[str]) -> bool:
    """Whether a kind of review stands there in the plural, as the heading over several does."""
    return kind[0][-1] in "sS"


def _ends_in_initial(line: str) -> bool:
    """Whether the full stop at the end of a line is that of an initial: `Child K.`."""
    return line[-1:] == "." and is_initial(line, len(line) - 2)


def _may_follow_type(rest: str) -> bool:
    """Whether the rest of a line may stand behind the type of review that begins a title: nothing, a sign, or `of`."""
    rest = rest.removeprefix(" ")
    return rest[:1] in tuple(":.,()–—-") or rest.partition(" ")[0] in _AFTER_TYPE or not any(map(str.isalnum, rest))


@lru_cache(_LINES)  # whoever asks what a line is asks again
def without_number(text: str) -> str:
    """A line without the number of its place in a list, the marks of a heading, and what tells that it is new."""
    if mark := _MARK.match(text):
        text = text[mark.end() :]
    if behind := _MARK_BEHIND.search(text, max(0, len(text) - 12)):
        text = text[: behind.start()]
    if number := _NUMBER.match(text):
        text = text[number.end() :]
    return text[new.end() :] if (new := _NEW.match(text)) else text


def _name(text: str) -> str:
    name = " ".join(text.translate(_STRAIGHT).split())
    if name.count("'") == 1 and name[-1] == "'":
        name = name[:-1]
    if name.count('"') == 1:
        name = name.strip('"')
    if given := _GIVEN_FOR.fullmatch(name):
        return f"{given['initial']} ({given['name']})"
    inner = name[1:-1]
    return inner if len(name) > 2 and name[0] == name[-1] and name[0] in "'\"" and name[0] not in inner else name


@cache
def _key(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


def _loosely(name: str) -> str:
    return re.escape(name).replace(r"\ ", r"[\s-]+")
