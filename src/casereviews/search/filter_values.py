"""Parsing the values of filters as typed: `-neglect,CSA`.

A hyphen in front of a value excludes it. Other signs for that are refused: folding would remove them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from ..errors import UsageError
from ..likeness import did_you_mean
from ..model.sections import SEX_WORDS
from ..text import fold, listed, one_line, quoted, spaced
from ..vocabulary import ANY, KINDS, NEVER_NONE, NONE, NOT_STATED
from .filters import DateRange, Filters
from .suggest import elsewhere, meaning_of
from .typed_ages import parse_age

if TYPE_CHECKING:
    from ..model.partial_date import PartialDate
    from ..vocabulary import Vocabulary
    from ..wider import Wider

T = TypeVar("T")

MAX_VALUES = 200
"""The most values of one filter."""

_DATE_SYNTAX = "write a year, a month or a day, 2022 or 2022-02, a span, 2020..2022 or 2022.., not-stated or any"
_DAY_SYNTAX = "write a year, a month or a day: 2019, 2019-06 or 2019-06-30"
_AREA_HINT = "casereviews list --area any --fields area -f tsv lists them"
_RESERVED = {fold(word): word for word in (NOT_STATED, NONE, ANY)}
_MOST_SHOWN = 5  # areas with a name

_QUOTES = "\\s'\"`\u2018-\u201f\u00ab\u00bb"  # a shell may leave these in place
_HYPHENS = "-\u2010-\u2015\u2212"
_SIGNS = rf"[{_QUOTES}]*([{_HYPHENS}!~^\u00ac/\\](?:\s*[{_HYPHENS}!~^\u00ac/\\])*)\s*"
_NOT = rf"(?i)[{_QUOTES}]*(not)(?![^\W_])[\s_-]*"


def build(
    vocabulary: Callable[[], Vocabulary],
    typed: Mapping[str, Sequence[str]],
    since: str | None = None,
    until: str | None = None,
    areas: Callable[[], Sequence[str]] = tuple,
) -> Filters:
    """The filters as typed: for `harm`, `theme`, ..., `sex`, `age`, `area`, ..., each a list of comma-separated values.

    `vocabulary` is called only to look up a term, and `areas`, which gives those of the reviews, only for an area.
    Raises UsageError for a value that is unknown.
    """
    notes: list[str] = []
    wider: list[Wider] = []
    slugs = partial(_slugs, vocabulary, notes, wider)
    coded = {kind: _asked(typed, kind, partial(slugs, kind), partial(_with_commas, vocabulary, kind)) for kind in KINDS}
    coded["area"] = _asked(
        typed, "area", partial(_areas, areas, notes), lambda: {fold(it) for it in areas() if "," in it}
    )
    sexes = _asked(typed, "sex", partial(_sex, vocabulary))
    ages = _asked(typed, "age", lambda word, excluded: (parse_age(word),))
    dates = {field: _asked(typed, field, partial(_dates, field)) for field in ("listed", "published")}
    first, last = _period(since, until)
    return Filters(
        codes={kind: asked.groups for kind, asked in coded.items() if asked.groups},
        sexes=sexes.groups,
        ages=ages.groups,
        dates={field: asked.groups for field, asked in dates.items() if asked.groups},
        excluded={kind: asked.excluded for kind, asked in coded.items() if asked.excluded},
        excluded_dates={field: asked.excluded for field, asked in dates.items() if asked.excluded},
        excluded_sexes=sexes.excluded,
        excluded_ages=ages.excluded,
        since=first,
        until=last,
        notes=tuple(dict.fromkeys(notes)),
        wider=tuple(dict.fromkeys(wider)),
    )


def _period(since: str | None, until: str | None) -> tuple[PartialDate | None, PartialDate | None]:
    first, last = _date("--since", since), _date("--until", until)
    if first and last and first.first > last.last:
        raise UsageError(f"--since {first} is after --until {last}", "nothing can be in between")
    return first, last


def _date(option: str, text: str | None, syntax: str = _DAY_SYNTAX) -> PartialDate | None:
    if text is None:
        return None
    from ..model.partial_date import PartialDate

    try:
        return PartialDate.parse(text.strip())
    except ValueError:
        raise UsageError(f"{option}: {quoted(text)} is not a date", syntax) from None


def _dates(field: str, word: str, excluded: bool) -> tuple[DateRange, ...]:
    """The range of days that `2022`, `2022-02`, `2020..2022`, `2020/2022`, `2022..`, `not-stated` or `any` means."""
    if fold(word) in (ANY, fold(NOT_STATED)):
        return (DateRange(stated=fold(word) == ANY),)
    low, dots, high = (part.strip() for part in word.replace("/", "..", 1).partition(".."))
    first = _date(f"--{field}", low or None, _DATE_SYNTAX)
    last = _date(f"--{field}", high or None, _DATE_SYNTAX) if dots else first
    if not first and not last:
        raise UsageError(f"--{field}: {quoted(word)} is not a date", _DATE_SYNTAX)
    if first and last and first.first > last.last:
        raise UsageError(f"--{field}: {quoted(word)} ends before it begins", _DATE_SYNTAX)
    return (DateRange(first.first.isoformat() if first else None, last.last.isoformat() if last else None),)


def _areas(areas: Callable[[], Sequence[str]], notes: list[str], word: str, excluded: bool) -> tuple[str, ...]:
    """The areas with the name; where there is none, those with it as whole words in their names."""
    name = fold(word)
    if _RESERVED.get(name) in (NOT_STATED, ANY):
        return (_RESERVED[name],)
    known = areas()
    if same := tuple(area for area in known if fold(area) == name):
        return same
    words = spaced(name)
    parts = [area for area in known if words.strip() and words in spaced(fold(area))]
    if not parts:
        raise _unknown_area(word, known)
    if len(parts) > 1:
        shown = [one_line(area) for area in parts[:_MOST_SHOWN]]
        if len(parts) > _MOST_SHOWN:
            shown.append(f"{len(parts) - _MOST_SHOWN} more")
        done = "left out" if excluded else "looked up"
        notes.append(f"{quoted(word)} is in the names of {len(parts)} areas, {listed(shown, 'and')}; all are {done}")
    return tuple(parts)


def _unknown_area(word: str, known: Sequence[str]) -> UsageError:
    if not known:
        return UsageError(f"unknown area {quoted(word)}", "the area of none of these reviews is known")

    return UsageError(f"unknown area {quoted(word)}{did_you_mean(word, known)}", _AREA_HINT)


def _sex(vocabulary: Callable[[], Vocabulary], word: str, excluded: bool) -> tuple[str, ...]:
    if fold(word) == fold(NOT_STATED):
        return (NOT_STATED,)
    if fold(word) == ANY:
        return tuple(dict.fromkeys(SEX_WORDS.values()))
    found = SEX_WORDS.get(fold(word))
    if not found:
        near = did_you_mean(word, [*SEX_WORDS, NOT_STATED, ANY]) or elsewhere(vocabulary(), word, "sex")
        raise UsageError(f"unknown sex {quoted(word)}{near}", "allowed: female, male, not-stated, any")
    return (found,)


def _slugs(
    vocabulary: Callable[[], Vocabulary], notes: list[str], wider: list[Wider], kind: str, word: str, excluded: bool
) -> tuple[str, ...]:
    reserved = _RESERVED.get(fold(word))
    if reserved == NONE and kind in NEVER_NONE:
        raise UsageError(f"--{kind} is never none", "it is stated or not: name a term, not-stated or any")
    if reserved:
        return (reserved,)
    meaning = meaning_of(vocabulary(), kind, word, "left out" if excluded else "looked up")
    if meaning.note:
        notes.append(meaning.note)
    wider += meaning.wider
    return tuple(term.slug for term in meaning.terms)


def _with_commas(vocabulary: Callable[[], Vocabulary], kind: str) -> set[str]:
    """The names of terms with a comma, such as `Culture, race and faith`, folded."""
    terms = vocabulary().terms(kind).values()
    return {fold(name) for term in terms for name in term.names if "," in name}


class _Values(NamedTuple, Generic[T]):
    """The values typed for one filter."""

    groups: tuple[tuple[T, ...], ...]
    """A group for each option with wanted values."""
    excluded: tuple[T, ...]


def _asked(
    typed: Mapping[str, Sequence[str]],
    what: str,
    read: Callable[[str, bool], tuple[T, ...]],
    with_commas: Callable[[], Collection[str]] = tuple,
) -> _Values[T]:
    """The values typed for a filter. Raises UsageError where `read` does, and for more than `MAX_VALUES` values."""
    groups: dict[tuple[T, ...], None] = {}
    excluded: dict[T, None] = {}
    for option in typed.get(what, ()):
        wanted: dict[T, None] = {}
        for word in _words(option, what, with_commas):
            is_excluded, values = _value(word, what, read)
            (excluded if is_excluded else wanted).update(dict.fromkeys(values))
        if wanted:
            groups[tuple(wanted)] = None
    if sum(map(len, groups)) + len(excluded) > MAX_VALUES:
        raise UsageError(f"--{what} has more than {MAX_VALUES} values")
    return _Values(tuple(groups), tuple(excluded))


def _words(option: str, what: str, with_commas: Callable[[], Collection[str]]) -> list[str]:
    """The values of a comma-separated list. Raises UsageError where it is empty."""
    pieces = _normalized(option).split(",")
    words = [word for word in _joined(pieces, with_commas() if len(pieces) > 1 else ()) if word]
    if not words:
        raise UsageError(f"--{what} is empty", f"name a value, as in --{what} VALUE")
    return words


def _normalized(text: str) -> str:
    """The text with its characters as folding would change them, such as a full-width hyphen."""
    if text.isascii():
        return text
    import unicodedata

    return unicodedata.normalize("NFKC", text)


def _joined(pieces: Sequence[str], known: Collection[str]) -> Iterator[str]:
    """The pieces between commas; those that together are a name with commas are one."""
    longest = max((name.count(",") + 1 for name in known), default=1)
    start = 0
    while start < len(pieces):
        sizes = range(min(longest, len(pieces) - start), 1, -1)
        size = next((size for size in sizes if fold(",".join(pieces[start : start + size])) in known), 1)
        yield ",".join(pieces[start : start + size]).strip()
        start += size


def _value(word: str, what: str, read: Callable[[str, bool], tuple[T, ...]]) -> tuple[bool, tuple[T, ...]]:
    """Whether a value is an exclusion, and what it means. Raises UsageError, also for any sign but a hyphen."""
    signs = re.match(_SIGNS, word)
    if not signs:
        return False, _wanted(word, what, read)
    value = _after(word, signs)
    if not value:
        raise UsageError(
            f'--{what} has no value after "{one_line(signs[1][:20])}"', f"a hyphen leaves out: --{what} -VALUE"
        )
    if not re.fullmatch(f"[{_HYPHENS}]", signs[1]):
        raise _misread(what, signs[1], value)
    return True, read(value, True)


def _wanted(word: str, what: str, read: Callable[[str, bool], tuple[T, ...]]) -> tuple[T, ...]:
    """What a value without a sign means. Raises UsageError, also for NOT in front of a value."""
    try:
        return read(word, False)
    except UsageError:
        negation = re.match(_NOT, word)
        if negation and _is_value(_after(word, negation), read):
            raise _misread(what, negation[1], _after(word, negation)) from None
        raise


def _after(word: str, signs: re.Match[str]) -> str:
    """The word without the signs in front, and without a closing quotation mark."""
    return word[signs.end() :].rstrip(" '\"\u2019\u201d")


def _is_value(word: str, read: Callable[[str, bool], tuple[T, ...]]) -> bool:
    try:
        return not word or bool(read(word, True))
    except UsageError:
        return False


def _misread(what: str, sign: str, value: str) -> UsageError:
    value = one_line(f"-{value or 'VALUE'}"[:80])
    shown = value if re.fullmatch(r"[\w.-]+", value) else f'"{value}"'
    message = f'--{what} does not take "{one_line(sign[:20])}" in front of a value'
    return UsageError(message, f"a hyphen leaves out: --{what} {shown}")
