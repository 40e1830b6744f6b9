"""Pumps whatever the program reads texts by, and holds the time: twice the text takes about twice as long.

    python benchmarks/pump.py [--quick]

1. Every regular expression that the program makes is pumped, by the methods that are called of it. Its own structure
   gives what leads to each of its loops and what goes round there; that is repeated, and so are others that might be
   taken for it, before something at which it fails.
2. The words of each of the importer's cues are repeated.
3. The program is asked with texts in which every one of many pieces is repeated at every place, one after the other.

What is measured is processor time, of a text and of one four times as long, in turn. It prints what was tried and what
grows faster, and exits 1 where anything does, after some minutes. `--quick` does a small part of each.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import product
from re import _compiler, _parser  # type: ignore[attr-defined]
from re import _constants as code  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import patterns
from texts import ASKED, PIECES, PUMPS

TIMES = 4  # as much text
MOST = 2.2**2  # times as long for it
LEAST = 0.003  # seconds of a pattern, which no difference counts below
FELT = 0.02  # the same of the program
LONGEST = 5.0  # seconds, after which a reading is broken off
RUNS = 5
SIZE = 2_500
"""The characters of the shorter of two texts for a pattern, or for the cues."""
TEXT_SIZE, REPEATS = 2_000, 500
"""The characters of the shorter of two texts for the program, and how often a piece is in it at least."""
ENOUGH = 3
"""After so many that grow a pattern is left."""

ENDS = ("\0", ".", "\n")
"""At one of which a pattern fails."""

FEW = 16
"""Repeats of at most so many are no loops."""

BUG = 70
"""The exit code of a command that failed in a way that nobody expected."""


class LateError(BaseException):
    """A reading took too long; nothing in between may take it for an error of its own."""


class Grown(NamedTuple):
    """What takes too long, behind what, with what repeated, and how much longer four times as much took."""

    what: str
    before: str
    pump: str
    times: float


class Pumped(NamedTuple):
    """What was tried, and found."""

    prefixes: int
    texts: int
    grown: list[Grown]


def seconds(action: Callable[[Any], object], text: object) -> float:
    """The processor time that it takes, or after which it was broken off."""
    begun = time.process_time()

    def look(*_: object) -> None:
        if time.process_time() - begun > LONGEST:
            signal.setitimer(signal.ITIMER_REAL, 0)  # it would be raised again where this one is dealt with
            raise LateError

    # A timer of processor time would itself make that clock a coarse one.
    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, LONGEST, 0.1)
    try:
        action(text)
        return time.process_time() - begun
    except LateError:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def growth(action: Callable[[Any], object], text_of: Callable[[int], object], size: int, least: float = LEAST) -> float:
    """How many times as long four times as much takes: the least of some pairs; 1 where one is within what it may.

    What was broken off counts as grown without end.
    """
    short, long = text_of(size), text_of(TIMES * size)
    found = math.inf
    for _ in range(RUNS):
        large = seconds(action, long)
        small = seconds(action, short) if least < large < math.inf else 0.0
        if large <= MOST * small + least:
            return 1.0
        if large == math.inf:
            break
        found = min(found, large / max(small, 1e-6))
    return found


# --- Patterns ---------------------------------------------------------------------------------------------------------

LETTERS = "aA1 -\n.,'’\"_;:()–é/<\0"
"""Of each kind one that patterns tell apart."""

Parts = Iterable[tuple[Any, Any]]
"""Of a pattern, as Python's own parser gives them: what each is, and what it has in it."""

_ONE_WIDE = (code.LITERAL, code.NOT_LITERAL, code.ANY, code.IN)
_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
_LOOKS = (code.ASSERT, code.ASSERT_NOT)
_RUN = re.compile(r"([a-z]+)|([A-Z]+)|[0-9]+")


def pump(name: str, pattern: re.Pattern[Any], methods: Iterable[str], most: int | None = None) -> Pumped:
    """Pump a pattern, with so many texts at most, the simplest first."""
    texts = list(product(sorted(methods), dict.fromkeys(_pumps(pattern))))
    texts = texts[:most]
    grown: list[Grown] = []
    for method, (before, word, end) in texts:
        action = _action(pattern, method)
        times = growth(action, lambda size: _text(pattern, before + word * (size // len(word)) + end), SIZE)  # noqa: B023
        grown += [Grown(f"{name}, {method}", before, word, times)] if times > 1 else []
        if len(grown) == ENOUGH:
            break
    return Pumped(len({before for _, (before, _, _) in texts}), len(texts), grown)


def _pumps(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    """What a pattern is pumped with: what comes before, what is repeated, and the end."""
    own = list(dict.fromkeys(loops(pattern)))
    yield from (("", word, ENDS[0]) for word in PUMPS)
    for before, word in own:
        yield from ((before, word, end) for end in ENDS)
        yield from (("", before + word, end) for end in ENDS)
    for before in dict.fromkeys(before for before, _ in own):
        yield from ((before, word, ENDS[0]) for word in PUMPS)


def _action(pattern: re.Pattern[Any], method: str) -> Callable[[Any], object]:
    if method in ("sub", "subn"):
        return lambda text: getattr(pattern, method)("" if isinstance(text, str) else b"", text)
    if method == "finditer":
        return lambda text: list(pattern.finditer(text))
    return getattr(pattern, method)  # type: ignore[no-any-return]


def _text(pattern: re.Pattern[Any], text: str) -> str | bytes:
    return text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")


def loops(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str]]:
    """What leads to each loop of a pattern, and what goes round in it: each choice on the way there once."""
    yield from _loops(_parser.parse(pattern.pattern, pattern.flags), ["", " "], pattern.flags)


def _loops(parts: Parts, before: list[str], flags: int) -> Iterator[tuple[str, str]]:
    for op, value in parts:
        for body, own in _inner(op, value, flags):
            yield from _loops(body, before, own)
        if op in _REPEATS and value[1] > FEW:
            rounds = [word for word in _samples(value[2], flags) if word]
            yield from (
                (lead, word) for lead in before for word in rounds[:1]
            )  # of a reference to a group none is known
            yield from ((before[0], word) for word in rounds)
        before = _of_each_shape(_joined(before, _words(op, value, flags)))


def _inner(op: Any, value: Any, flags: int) -> list[tuple[Parts, int]]:
    """The parts within a part, and their flags."""
    if op is code.BRANCH:
        return [(branch, flags) for branch in value[1]]
    if op is code.SUBPATTERN:
        return [(value[3], (flags | value[1]) & ~value[2])]
    if op is code.ATOMIC_GROUP:
        return [(value, flags)]
    if op in _REPEATS:
        return [(value[2], flags)]
    return [(value[1], flags)] if op in _LOOKS else []


def _samples(parts: Parts, flags: int) -> list[str]:
    """Words that parts read: each choice of each part once."""
    words = [""]
    for op, value in parts:
        words = _joined(words, _words(op, value, flags))
    return words


def _words(op: Any, value: Any, flags: int) -> list[str]:
    """Words that one part reads."""
    if op in _ONE_WIDE:
        return _letters(op, value, flags)
    if op is code.ASSERT_NOT:
        return [""]
    words = [word for body, own in _inner(op, value, flags) for word in _samples(body, own)] or [""]
    if op in _REPEATS:
        return [word * count for count in {value[0], min(value[0] + 1, value[1])} for word in words]
    return words


def _joined(before: list[str], words: list[str]) -> list[str]:
    """The first of either with all of the other."""
    return list(dict.fromkeys([before[0] + word for word in words] + [word + words[0] for word in before]))


def _of_each_shape(words: list[str]) -> list[str]:
    """The first of words that differ in their letters and digits alone."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(_RUN.sub(lambda run: "aA1"[(run.lastindex or 3) - 1], word), word)
    return list(found.values())


def _letters(op: Any, value: Any, flags: int) -> list[str]:
    """Some characters that a part of one character reads: what it names, and one of each kind."""
    if op is code.LITERAL:
        return [chr(value)]
    state = _parser.State()
    state.flags = flags
    alone = _compiler.compile(_parser.SubPattern(state, [(op, value)]), flags)
    inside = value if op is code.IN else []
    held = [what if inner is code.RANGE else [what] for inner, what in inside if inner in (code.LITERAL, code.RANGE)]
    named = [chr(number) for numbers in held for number in numbers][:4]
    return [letter for letter in dict.fromkeys([*named, *LETTERS]) if alone.match(letter)][:6] or named[:1] or [""]


# --- Cues and texts ---------------------------------------------------------------------------------------------------


def phrases() -> list[str]:
    """The words of each cue: the first of alternatives, and nothing between words that may be apart."""
    from casereviews.library import vocabularies
    from casereviews.vocabulary import KINDS

    terms = vocabularies.coding_vocabulary()
    cues = [cue for kind in KINDS for term in terms.terms(kind).values() for cue in term.cues]
    words = [re.findall(r"[^\s/=!?]+(?:/\S+)?", cue.replace("...", " ")) for cue in cues]
    return list(dict.fromkeys(" ".join(word.partition("/")[0].strip("=") for word in held) for held in words))


def pump_phrase(phrase: str) -> Pumped:
    """Repeat the words of a cue, all of them and all but the last."""
    words = (f"{phrase} ", f"{phrase.rpartition(' ')[0] or phrase} ")
    found = [(word, growth(_coder().hits, lambda size: word * (size // len(word) + 1), SIZE)) for word in words]  # noqa: B023
    return Pumped(1, len(words), [Grown("a cue", "", word, times) for word, times in found if times > 1])


@cache
def _coder() -> Any:
    from casereviews.bulletin.drafter import Drafter
    from casereviews.library import vocabularies

    return Drafter(vocabularies.coding_vocabulary()).coder


class Text(NamedTuple):
    """A question of the program with a piece at a place of its text."""

    asked: str
    place: int
    piece: str


def texts() -> Iterator[Text]:
    """Each piece between each two words, numbers, signs or spaces."""
    for asked, (_, text, _) in ASKED.items():
        places = [found.start() for found in re.finditer(r"[^\W\d_]+|\d+|\s+|[^\w\s]|_", text)]
        yield from (Text(asked, place, piece) for place in (*places, len(text)) for piece in PIECES)


def pump_text(text: Text) -> Pumped:
    """Ask with a text in which a piece is repeated."""
    from doubling import silence  # which imports the program

    file, around, words = ASKED[text.asked]
    before, behind = around[: text.place], around[text.place :]
    size = max(TEXT_SIZE, REPEATS * len(text.piece))

    def text_of(size: int) -> str:
        return before + text.piece * (size // len(text.piece)) + behind

    with silence():
        times = growth(lambda held: ask(file, words, held), text_of, size, FELT)
    return Pumped(1, 1, [Grown(text.asked, before[-20:], text.piece, times)] if times > 1 else [])


def ask(file: str, words: Sequence[str], text: str) -> None:
    """Type a command about a file that has the text, or about the text itself where there is no file."""
    run = _program()
    if file:
        with open(file, "w", encoding="utf-8", errors="replace", newline="") as stream:
            stream.write(text)
    if run([text if word == "{}" else word for word in words]) == BUG:
        raise RuntimeError(f"{words} fails with {text[:200]!r}")


@cache
def _program() -> Callable[[Sequence[str]], int]:
    os.chdir(tempfile.mkdtemp())
    patterns.keep_what_never_changes()
    from casereviews.cli.exits import run

    return run


# --- All of it --------------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was tried, and what grows; 1 where anything does."""
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    quick = options.parse_args(arguments).quick
    made = patterns.made()
    unmade = patterns.unmade()
    print(f"{len(made):,} patterns; {len(unmade)} that stand in the code were not made", *unmade, sep="\n    ")
    failed = bool(unmade)
    with ProcessPoolExecutor(1 if quick else os.cpu_count()) as workers:
        for what, action, items, step in (
            ("patterns", _quick if quick else _whole, [(one.name, one.real, sorted(one.asked)) for one in made], 1),
            ("cues", pump_phrase, phrases(), 400),
            ("places and pieces", pump_text, list(texts()), 1_500),
        ):
            chosen = items[:: step if quick else 1]
            tried = list(workers.map(action, chosen, chunksize=len(chosen) // 500 + 1))
            grown = [one for held in tried for one in held.grown]
            failed = failed or bool(grown)
            prefixes, count = sum(held.prefixes for held in tried), sum(held.texts for held in tried)
            print(
                f"{len(chosen):,} {what}, {prefixes:,} prefixes, {count:,} pumps: {len(grown)} grow too fast",
                flush=True,
            )
            for one in grown:
                print(f"    {one.what}, after {one.before!r}: {one.pump!r}, {one.times:.1f} times", flush=True)
    return int(failed)


def _whole(one: tuple[str, re.Pattern[Any], Sequence[str]]) -> Pumped:
    return pump(*one)


def _quick(one: tuple[str, re.Pattern[Any], Sequence[str]]) -> Pumped:
    return pump(*one, most=30)


if __name__ == "__main__":
    sys.exit(main())
