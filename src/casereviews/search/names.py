"""Resolving the name of a review or a statement. A guess is never opened."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..errors import AmbiguousError, CasereviewsError, NotFoundError
from ..likeness import Likeness
from ..stemming import words
from ..store import Store
from ..store.tables import IS_STATEMENT, NOT_READ
from ..text import encodable, fold, listed, one_line, quoted, spaced
from .suggest import elsewhere

Named = tuple[str, str]
"""An id, with the name of its review."""

_STATEMENT = re.compile(r"(.+)[/ ]([LRAlra][0-9]+)")
_MOST_NAMES = 20_000  # beyond these, looking for a near name is too slow to be of help
_MOST_SHOWN = 20
_MOST_FAILED = 50  # names, of a list that is not of names
_LONGEST = 1000  # characters of a name that are looked up
_LIKENESS = 0.65  # at which a name is worth suggesting, by difflib's ratio: a poor suggestion is worse than none


class Found(NamedTuple):
    """The id of what a name refers to."""

    id: str
    is_statement: bool = False


def resolve_all(store: Store, typed: list[str]) -> list[Found]:
    """What each name refers to. Raises NotFoundError or AmbiguousError, with a line for each name that fails.

    Where too many fail, the rest are not looked up.
    """
    found: list[Found] = []
    failed: list[CasereviewsError] = []
    for name in typed:
        try:
            found.append(resolve(store, name))
        except (NotFoundError, AmbiguousError) as error:
            failed.append(error)
            if len(failed) == _MOST_FAILED:
                failed.append(NotFoundError(f"these are {_MOST_FAILED}; the names after them were not looked up"))
                break
    if not failed:
        return found
    worst = min(failed, key=lambda error: error.exit_code)
    joined = " ".join(typed)
    hint = worst.hint
    if len(typed) > 1 and (_by_alias(store, joined) or _by_word(store, joined) or _statements(store, joined)):
        hint = f'a name of several words needs quotation marks: "{one_line(joined)}"'
    raise type(worst)("\n".join(error.message for error in failed), hint)


def resolve(store: Store, typed: str) -> Found:
    """The review or statement with an id; with a name or the end of an id; or with a whole word of its name or title.

    Case, quotation marks, hyphens and spaces do not matter; where nothing else matches, nor do full stops, diacritics
    and whether words are joined. Raises AmbiguousError where several match, NotFoundError where none does.
    """
    reviews = _by_id(store, typed)
    statements = [] if reviews else _statement_by_id(store, typed.strip())
    reviews = reviews if statements else reviews or _by_alias(store, typed)
    statements = statements if statements or reviews else _statements(store, typed)
    if statements:
        return Found(_only(typed, statements, "is the name of {} statements"), is_statement=True)
    if reviews:
        return Found(_only(typed, reviews, "is the name of {} reviews"))
    reviews = _by_word(store, typed)
    if reviews:
        return Found(_only(typed, reviews, "is only a part of the names or titles of {} reviews"))
    reviews = _by_letters(store, typed)
    if reviews:
        return Found(_only(typed, reviews, "is the name of {} reviews"))
    without = _without_statement(store, typed)
    if without:
        raise NotFoundError(without, "name one of these, or the review for all of them")
    near = _near(store, typed)
    if near:
        suggestion = f"; did you mean {near}?"
    else:
        suggestion = elsewhere(store.vocabulary, typed, known=())
    raise NotFoundError(f"no review {quoted(typed)}{suggestion}", "casereviews list shows them all")


def ids(store: Store, typed: str) -> list[str]:
    """The ids that were typed: a review's in full; a statement's also after only the end of its review's id."""
    reviews = [named for named in _by_alias(store, typed) if "/" in typed and fold(named[0]) == fold(typed)]
    return [identity for identity, _ in reviews or _statements(store, typed)]


def _only(typed: str, found: list[Named], several: str) -> str:
    """The id of the only one found. Raises AmbiguousError, with the ids and `several` as the reason."""
    if len(found) == 1:
        return found[0][0]
    lines = [f"  {identity}  {one_line(name)}" for identity, name in found[:_MOST_SHOWN]]
    if len(found) > _MOST_SHOWN:
        lines.append(f"  and {len(found) - _MOST_SHOWN} more")
    message = "\n".join([f"{quoted(typed)} {several.format(len(found))}:", *lines])
    raise AmbiguousError(message, "name one by its id")


def _by_id(store: Store, typed: str) -> list[Named]:
    rows: list[Named] = store.ask("SELECT id, name FROM review WHERE id = ?", [encodable(typed.strip())]).fetchall()
    return rows


def _by_alias(store: Store, typed: str) -> list[Named]:
    """The reviews with this whole name, id or end of the id."""
    rows: list[Named] = store.ask(
        "SELECT id, name FROM review WHERE number IN (SELECT review FROM alias WHERE alias = ?) ORDER BY number",
        [fold(typed)],
    ).fetchall()
    return rows


def _by_letters(store: Store, typed: str) -> list[Named]:
    """The reviews whose name has the same letters, regardless of spaces, hyphens, full stops and diacritics."""
    wanted = _letters(typed[:_LONGEST])
    if not wanted:
        return []
    names = store.ask("SELECT id, name FROM review ORDER BY number LIMIT ?", [_MOST_NAMES])
    return [(identity, name) for identity, name in names if _letters(name) == wanted]


def _letters(text: str) -> str:
    return "".join(words(fold(text)))


def _statements(store: Store, typed: str) -> list[Named]:
    """The statements that are meant by `2022-02/child-rs/L3`, `child-rs/L3` or `Child RS L3`."""
    found = _STATEMENT.fullmatch(typed.strip())
    if not found:
        return []
    reviews = _by_id(store, found[1]) or _by_alias(store, found[1]) or _by_letters(store, found[1])
    named = [(f"{identity}/{found[2].upper()}", name) for identity, name in reviews]
    return [statement for identity, _ in named for statement in _statement_by_id(store, identity)]


def _without_statement(store: Store, typed: str) -> str:
    """A message on which statements the reviews have that lack the one typed; empty where it names no review."""
    found = _STATEMENT.fullmatch(typed.strip())
    reviews = (_by_id(store, found[1]) or _by_alias(store, found[1])) if found else []
    if not found or not reviews:
        return ""
    from ..model.sections import SECTIONS

    section = SECTIONS[found[2][0].upper()]
    has = [f"{identity} has {_ranges(store, identity, section)}" for identity, _ in reviews[:_MOST_SHOWN]]
    return f"no statement {quoted(typed)}; {', '.join(has)}"


def _ranges(store: Store, identity: str, section: str) -> str:
    """The statements of a review, as in `L1 to L8 and R1 to R3`, and whether those of a section are not stated."""
    ids = store.ask(
        "SELECT passage.id FROM passage JOIN review ON review.number = review "
        f"WHERE review.id = ? AND {IS_STATEMENT} ORDER BY passage.number",
        [identity],
    )
    runs: list[list[str]] = []
    for (full,) in ids:
        name = full.rpartition("/")[2]
        if runs and name == _next(runs[-1][-1]):
            runs[-1].append(name)
        else:
            runs.append([name])
    shown = [f"{run[0]} to {run[-1]}" if len(run) > 1 else run[0] for run in runs]
    stated, not_read = store.ask(f"SELECT {section}, not_read FROM review WHERE id = ?", [identity]).fetchone()
    has = listed(shown[:_MOST_SHOWN], "and") or "no statements"
    if stated:
        return has
    if not_read & NOT_READ[section]:
        return f"{has}; no {section} {'was' if section == 'learning' else 'were'} read in it, and nobody has read it"
    return f"{has}; its {section} {'is' if section == 'learning' else 'are'} not stated"


def _next(name: str) -> str:
    return f"{name[0]}{int(name[1:]) + 1}"


def _statement_by_id(store: Store, identity: str) -> list[Named]:
    rows: list[Named] = store.ask(
        "SELECT passage.id, name FROM passage JOIN review ON review.number = review "
        f"WHERE review.id = ? AND passage.id = ? AND {IS_STATEMENT}",
        [encodable(identity).rpartition("/")[0], encodable(identity)],
    ).fetchall()
    return rows


def _by_word(store: Store, typed: str) -> list[Named]:
    """The reviews with the word or row of words in their name or title; only those with just that name, if any."""
    wanted = _bare(typed[:_LONGEST])
    if not wanted.strip():
        return []
    likely = store.ask(  # by the index, whose words have no endings
        "SELECT id, name, title FROM review WHERE number IN (SELECT rowid FROM search WHERE search MATCH ?) "
        "ORDER BY number",
        [f'{{title}} : "{wanted}"'],
    )
    names = {identity: name for identity, name, title in likely if wanted in _bare(name) or wanted in _bare(title)}
    return [(identity, name) for identity, name in names.items() if wanted == _bare(name)] or [*names.items()]


def _bare(text: str) -> str:
    """The words of a name with spaces around them, as the index has them, but not stemmed."""
    return spaced(" ".join(words(fold(text))))


def _near(store: Store, typed: str) -> str:
    """The names most like what was typed, quoted, for a suggestion."""
    names: dict[str, str] = {}
    for identity, name in store.ask("SELECT id, name FROM review ORDER BY number LIMIT ?", [_MOST_NAMES]):
        names.setdefault(fold(name), one_line(name))
        names.setdefault(fold(identity.rpartition("/")[2]), one_line(name))
    close = Likeness(names).closest(fold(typed[:100]), 3, _LIKENESS)
    near = dict.fromkeys(names[key] for key in close)
    return " or ".join(f'"{name}"' for name in near)
