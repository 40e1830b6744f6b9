"""Asks the search whatever a person can type, and holds what must be true of every answer.

    python benchmarks/ask.py [--count N] [--from N] [--jobs N] [--data FILE]

Each query is made of its number alone, so one that fails is asked again with `--from NUMBER --count 1`. Its words are
those of the collection, of the vocabulary and of everyday language, some with slips; common English, stop words,
letters, numbers, ages, capitals, Welsh, other scripts, emoji, controls, lone surrogates, quotation marks that do not
close, stars, hyphens, apostrophes, operators in odd places, thousands of characters. It is asked for reviews or for
statements, with or without each option, sections, sorts and filters.

Held for each: no error but one of use, no second of processor time, records that can be read and are as many as was
said, ids that exist, scores that never rise, marks within their texts, nothing missing that was not typed, and lines
without breaks or controls. It prints what fails, and exits 1 where anything does.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import time
import traceback
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from casereviews import library
from casereviews.errors import UsageError
from casereviews.files.package import package_data
from casereviews.search import common_words, strict
from casereviews.search.filters import Filters
from casereviews.search.order import SCORED_SORTS, Order
from casereviews.search.query_parser import is_plain
from casereviews.store import Store
from casereviews.text import encodable, has_controls, one_line
from casereviews.vocabulary import ANY, KINDS, NOT_STATED
from searching import search_for

COUNT = 1_000_000
AT_A_TIME = 1_000
SLOW = 1.0
"""Seconds of the processor that no answer may take."""

_WELSH = "plant mewn gofal esgeulustod gweithiwr cymdeithasol cam-drin teulu mam tad ysgol marwolaeth babi ŵyr tŷ"
_SCRIPTS = "ребёнок дитина παιδί 子供 虐待 어린이 طفل إهمال ילד बच्चा เด็ก 👶 👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 ﬁre Zoë naïve"
_LETTERS = "e\u0301tat ß ŉ ǆ İ ﷺ ½ ² Ⅳ ª"
_AGES = "under one,newborn,teenagers,3 year old,6-month-old,16,0..5y,aged 4,2 weeks,10yrs,infant,toddler,pre-school"
_SIGNS = ('"', '""', '" "', "*", "**", "-", "--", "- ", "(", ")", "()", ")(", "((((", "AND", "OR", "NOT", "NEAR",
          "NOT NOT", "OR OR", "+", ":", "{title} :", "^", "'", "\u2019", "\u02bc", "`", "\u2018", "\u201c", "\u201d",
          "&", "|", "\\", "%", "_", ";", ",", ".", "...", "?", "!", "/", "<", ">", "=", "#", "$",
          "\ue000every")  # fmt: skip
_CONTROLS = ("\0", "\t", "\n", "\r", "\x07", "\x1b[31m", "\x7f", "\x85", "\xad", "\u200b", "\u200d", "\u202e", "\u2028",
             "\ufeff", "\ufffe", "\ud800", "\udfff", "\udce9", "\U000e0041", "\u0301", "\u3000", "\xa0")  # fmt: skip


_WORD = re.compile(r"[^\W_]+")


class Asked(NamedTuple):
    """A query, and what it is asked with."""

    query: str
    options: dict[str, Any]


class Collection:
    """A store, with the words that queries of it are made of and the ids that answers may have."""

    def __init__(self, store: Store) -> None:
        """Take the store."""
        self.store = store
        terms = store.whole_vocabulary
        known = [term for kind in KINDS for term in terms.terms(kind).values()]
        self.words: list[str] = [word for (word,) in store.ask("SELECT word FROM word")]
        self.names = [name for term in known for name in (*term.names, *term.lay)]
        self.names += [word for group in terms.equals for word in group]
        self.common = package_data("common_words.txt").decode().split()[:12_000]
        self.nothing = sorted(common_words.SAYING_NOTHING)
        self.codes = store.ask("SELECT kind, slug FROM code_term").fetchall()
        self.reviews = {identity for (identity,) in store.ask("SELECT id FROM review")}
        self.statements = {identity for (identity,) in store.ask("SELECT id FROM passage")}


# --- What is asked ----------------------------------------------------------------------------------------------------


def asked(number: int, collection: Collection) -> Asked:
    """What is asked under a number."""
    chance = random.Random(number)
    return Asked(_query(chance, collection), _options(chance, collection))


def _query(chance: random.Random, collection: Collection) -> str:
    kind = chance.random()
    if kind < 0.02:
        return _long(chance, collection)
    makers = _makers(collection)
    if kind < 0.1:  # all of one kind
        makers = (chance.choice(makers),)
    elif kind < 0.6:  # as people ask: words, some of them with slips
        makers = makers[:_OF_WORDS]
    pieces = [chance.choice(makers)(chance) for _ in range(chance.choice((1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 12, 25)))]
    between = " " if kind < 0.9 else chance.choice((" ", "", "  ", "-", "\n", "/", "\u2019"))
    return between.join(pieces)


_OF_WORDS = 6


@cache
def _makers(collection: Collection) -> tuple[Callable[[random.Random], str], ...]:
    """What makes a piece of a query."""
    words = collection.words

    def word(chance: random.Random) -> str:
        return chance.choice(words)

    def name(chance: random.Random) -> str:
        return chance.choice(collection.names)

    def misspelt(chance: random.Random) -> str:
        text = chance.choice(chance.choice((words, collection.names)))
        for _ in range(chance.choice((1, 1, 2))):
            text = _slip(chance, text)
        return text

    def pick(items: Sequence[str]) -> Callable[[random.Random], str]:
        return lambda chance: chance.choice(items)

    return (
        word,
        name,
        misspelt,
        pick(collection.common),
        pick(collection.nothing),
        pick(_AGES.split(",")),
        lambda chance: word(chance).upper(),
        lambda chance: chance.choice("abcdefghijklmnopqrstuvwxyzABIÉßæ"),
        lambda chance: str(chance.randrange(10 ** chance.randrange(1, 8))),
        pick(_WELSH.split()),
        pick([*_SCRIPTS.split(), *_LETTERS.split()]),
        pick(_SIGNS),
        pick(_CONTROLS),
        lambda chance: word(chance)[: chance.randrange(1, 6)] + "*",
        lambda chance: f'"{word(chance)} {name(chance)}' + chance.choice('" *'),
        lambda chance: "-" + word(chance),
        lambda chance: word(chance) + chance.choice("'\u2019\u02bc`") + chance.choice(("s", "t", "ll", "", "x")),
        lambda chance: ".".join(word(chance)[:4]) + ".",
        lambda chance: word(chance) + name(chance),
        lambda chance: word(chance) + chance.choice(_CONTROLS) + word(chance),
    )


def _slip(chance: random.Random, text: str) -> str:
    """The text with a letter too many, missing, wrong, or in the place of its neighbour."""
    place = chance.randrange(len(text)) if text else 0
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return chance.choice((
        text[:place] + letter + text[place:],
        text[:place] + text[place + 1 :],
        text[:place] + letter + text[place + 1 :],
        text[:place] + text[place + 1 : place + 2] + text[place : place + 1] + text[place + 2 :],
    ))  # fmt: skip


def _long(chance: random.Random, collection: Collection) -> str:
    """Something of thousands of characters."""
    piece = chance.choice(_makers(collection))(chance) or "a"
    size = chance.choice((500, 5_000, 10_000, 20_000, 25_000))
    return chance.choice((
        piece * (size // len(piece)),
        " ".join([piece] * chance.choice((60, 64, 65, 2_000))),
        " ".join(chance.choice(_makers(collection))(chance) for _ in range(chance.choice((40, 64, 70)))),
        " ".join(_slip(chance, chance.choice(collection.words)) for _ in range(60)),
        f"{piece}{' ' * size}{piece}",
        "(" * chance.choice((6, 7, 5_000)) + piece,
        f'"{" ".join(chance.choice(collection.words) for _ in range(size // 12))}',
    ))  # fmt: skip


def _options(chance: random.Random, collection: Collection) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for name, share in (("by_statement", 0.4), ("all_words", 0.1), ("exact", 0.1)):
        if chance.random() < share:
            options[name] = True
    if chance.random() < 0.1:
        options["expand"] = False
    if chance.random() < 0.2:
        options["sections"] = chance.sample(strict.SECTIONS, chance.randrange(1, len(strict.SECTIONS) + 1))
    if chance.random() < 0.4:
        limit = chance.choice((None, 0, 1, 3, 20, 50, 60))
        options["order"] = Order(chance.choice((None, *SCORED_SORTS)), chance.random() < 0.3, limit)
    if chance.random() < 0.15:
        kind, slug = chance.choice(collection.codes)
        value = chance.choice((slug, f"-{slug}", ANY, NOT_STATED))
        options["filters"] = Filters(codes={kind: ((value,),)})
    return options


# --- What is held -----------------------------------------------------------------------------------------------------


def faults(number: int, collection: Collection) -> Iterator[str]:
    """What is wrong with the answer to what is asked under a number."""
    question = asked(number, collection)
    begun = time.process_time()
    try:
        answer = search_for(collection.store, question.query, **question.options)
        records = list(answer.records)
    except UsageError as error:
        yield from _of_line(str(error))
        return
    except Exception:
        yield traceback.format_exc(limit=-3)
        return
    if time.process_time() - begun > SLOW:
        yield f"it took {time.process_time() - begun:.2f} s"
    for line in (*answer.notes, *answer.missing, *([answer.between] if answer.between else [])):
        yield from _of_line(line)
    yield from _of_records(records, question, collection)
    if len(records) != len(answer.records) or answer.total < len(records):
        yield f"{len(records)} records of {len(answer.records)}, in all {answer.total}"


def _of_line(line: str) -> Iterator[str]:
    if has_controls(line) or line != " ".join(line.split()) or not line:
        yield f"no clean line: {line!r}"


def _of_records(records: Sequence[dict[str, Any]], question: Asked, collection: Collection) -> Iterator[str]:
    ids = [record["id"] for record in records]
    known = collection.statements if question.options.get("by_statement") else collection.reviews
    if len(set(ids)) < len(ids) or not known.issuperset(ids):
        yield "an id comes twice, or does not exist"
    order = question.options.get("order", Order())
    if order.sort in (None, "score"):
        for _, group in groupby(records, key=_group):  # each is in its order
            scores = [record["score"] for record in group]
            if scores != sorted(scores, reverse=not order.reverse):
                yield f"scores are not in their order: {scores}"
    typed = _letters(question.query)
    for record in records:
        if not all(word in typed for part in record["missing"] for word in _words(part)):
            yield f"what is missing was not typed: {record['missing']}"
        matches = record.get("matches", [record])
        if is_plain(question.query) and not any(match["marks"] or match["why"] for match in matches):
            yield f"nothing says why {record['id']} is a hit"
        for match in matches:
            if not _are_within(match["marks"], match["text"]):
                yield f"marks are not within the text of {match['id']}: {match['marks']}"


def _group(record: dict[str, Any]) -> tuple[bool, bool]:
    """Whether a hit lacks a word, and whether it is a summary among statements."""
    return bool(record["missing"]), record.get("section") == "summary"


def _letters(query: str) -> str:
    """The letters and digits of a query, as it is and as it is shown; and of the sign for "and"."""
    text = encodable(query).replace("&", "and")
    return f"{''.join(_words(text))} {''.join(_words(one_line(text)))}"


def _words(text: str) -> list[str]:
    """The words of a text, whatever forms its letters have."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _WORD.findall(
        "".join(letter for letter in plain if letter.isprintable() and not unicodedata.combining(letter))
    )


def _are_within(marks: Iterable[Sequence[int]], text: str) -> bool:
    edges = [edge for mark in marks for edge in mark]
    return edges == sorted(edges) and all(start < end for start, end in marks) and (not edges or edges[-1] <= len(text))


# --- Running ----------------------------------------------------------------------------------------------------------

_collections: list[Collection] = []


def _begin(files: Sequence[str]) -> None:
    _collections.append(Collection(library.open_store(files)))


def _of_all(numbers: range) -> tuple[range, float, list[tuple[int, str]]]:
    """What is wrong with the answers of some numbers, and the processor time that they took."""
    (collection,) = _collections
    begun = time.process_time()
    found = [(number, what) for number in numbers for what in faults(number, collection)]
    return numbers, time.process_time() - begun, found


def main() -> int:
    """Ask, and print what fails."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=COUNT, help="how many queries")
    parser.add_argument("--from", type=int, default=0, dest="first", help="the number of the first")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--data", action="append", default=[], help="a collection; else the bundled one")
    given = parser.parse_args()
    end = given.first + given.count
    parts = [range(start, min(end, start + AT_A_TIME)) for start in range(given.first, end, AT_A_TIME)]
    failed, seconds, done = 0, 0.0, 0
    with ProcessPoolExecutor(given.jobs, initializer=_begin, initargs=(given.data,)) as pool:
        for numbers, spent, found in pool.map(_of_all, parts):
            done, seconds, failed = done + len(numbers), seconds + spent, failed + len(found)
            for number, what in found:
                print(f"{number}: {what}", flush=True)
            print(f"{done} asked, {1000 * seconds / done:.1f} ms each, {failed} failed", file=sys.stderr, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
