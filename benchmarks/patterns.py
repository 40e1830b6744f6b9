"""Every regular expression of the program, with the methods that are called of it, as its work shows them.

`found` makes the program do whatever it reads texts for, and listens where `re` makes patterns; so it must be called
before the program is imported. A call of `re` in the code that was not heard is in `unheard`.
"""

from __future__ import annotations

import ast
import importlib
import os
import pkgutil
import re
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "casereviews"

METHODS = frozenset(("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"))

BULLETIN = (
    "May 2033\n\n2033 – Northmere – Child {name}\n\nDeath of a 2-month-old boy in May 2031.\n\nLearning: ask {name}.\n"
)
FILES = {
    "b.txt": BULLETIN.format(name="K"),
    "more.txt": BULLETIN.format(name="L")
    + "2033 – Northmere – Child L\n\nDeath of a boy. Mother was 19, and a 3-year-old fell. A sibling of 5 cried.\n",
    "spoilt.txt": BULLETIN.format(name="Zo\u00c3\u00ab").replace("ask", "ask \u00e2\u20ac\u2122"),
    "mail.eml": """\
From: a@example.org
MIME-Version: 1.0
Content-Type: text/html

<html><head><meta charset="utf-8"></head><body><h1>May 2033</h1><h2>Ash and Rowan</h2>
<p>Death of two babies in a cafe\u0301, one a 2-month-old girl. See <a href=" /x ">the full report (PDF)</a>.</p></body>
""",
    "own.yaml": """\
collection: {id: own}
reviews:
  - {id: a, name: "K & L", title: T, coding: automatic, harms: [online-harm], summary: "Death by neglect"} # kept

  # kept
  - id: b
    name: École
    title: >+
      Cafe\u0301 \u200b
    coding: automatic
    summary: Death of a 3-year-old boy
    learning: []
""",
    "bad.yaml": "reviews:\n- {id: a/L1, children: [{age: 4 mnths}], harms: [a-b], evidence: [{where: T1}]}\n",
    "bad.jsonl": '{"id": "a",}\n{"name": "\\\\ud800"}',
    "terms.yaml": "harms: {scald: {label: Scald, definition: D}}\n",
    "cache/casereviews/casereviews-1-00000000.tmp": "",
}

LINES = """\
import BULLETINS -o all.yaml
import mail.eml -o mail.yaml
import spoilt.txt -o spoilt.yaml
import b.txt -o few.yaml
import b.txt -o few.json
import b.txt -o few.jsonl
import more.txt --into few.yaml
import more.txt --into few.json
import more.txt --into own.yaml
import --recode own.yaml
import --recode few.yaml
list -f yaml --data all.yaml
list --harm !neglect
list --harm not|neglect
list --age 3-4
list --data few.jsonl
search under|ones|and|a|2-year-old|non-mobile
search cafe\u0301 --data mail.yaml
search a|3-year-old|under|five
themes voice-of-the-child -f yaml
show \u200bChild
validate bad.yaml bad.jsonl
validate --vocabulary terms.yaml few.yaml
cache
cache --clear
"""
"""What is typed, beside every command of `questions.py`; a bar is a space within a word."""


class Site(NamedTuple):
    """A line of the program, at which a pattern is made."""

    file: str
    line: int


class Pattern:
    """A pattern that does what it does, and remembers by which methods."""

    def __init__(self, real: re.Pattern[Any], site: Site) -> None:
        """Take the pattern itself, and where it was made."""
        self.real, self.site = real, site
        self.methods: set[str] = set()

    @property
    def name(self) -> str:
        """The place in the code."""
        return f"{self.site.file}:{self.site.line}"

    @property
    def asked(self) -> frozenset[str]:
        """The methods that are called of it; any where that was not to be seen."""
        return frozenset(self.methods) or METHODS

    def __getattr__(self, name: str) -> Any:
        """What the pattern has of that name."""
        self.methods |= {name} & METHODS
        return getattr(self.real, name)


_heard: dict[tuple[Site, Any], Pattern] = {}


def made() -> list[Pattern]:
    """The patterns that the program makes in its work."""
    make: Any = getattr(re, "_compile")  # noqa: B009 - which is not told

    def making(pattern: Any, flags: int) -> Any:
        real = make(pattern.real if isinstance(pattern, Pattern) else pattern, flags)
        frame = sys._getframe(2)  # noqa: SLF001
        if isinstance(pattern, Pattern) or not frame.f_code.co_filename.startswith(str(PACKAGE)):
            return pattern if isinstance(pattern, Pattern) else real
        site = Site(os.path.relpath(frame.f_code.co_filename, PACKAGE), frame.f_lineno)
        return _heard.setdefault((site, real), Pattern(real, site))

    setattr(re, "_compile", making)  # noqa: B010
    try:
        _work()
    finally:
        setattr(re, "_compile", make)  # noqa: B010
    return sorted(_heard.values(), key=lambda pattern: pattern.site)


def keep_what_never_changes() -> None:
    """Have what takes each process some time made once."""
    from casereviews.bulletin import importing
    from casereviews.bulletin.drafter import Drafter
    from casereviews.library import vocabularies

    terms = vocabularies.coding_vocabulary()
    vocabularies.coding_vocabulary = lambda own=(): terms
    setattr(importing, "Drafter", cache(Drafter))  # noqa: B010


def _work() -> None:
    for module in pkgutil.walk_packages([str(PACKAGE)], "casereviews."):
        if not module.name.endswith(".__main__"):  # which runs the program
            importlib.import_module(module.name)
    from casereviews.cli import complete
    from casereviews.cli.exits import run
    from doubling import silence
    from questions import questions

    bulletins = [
        str(file) for file in (ROOT / "tests" / "bulletins").rglob("*") if file.suffix in (".txt", ".html", ".htm")
    ]
    keep_what_never_changes()
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder, silence():
        os.chdir(folder)
        os.environ["CASEREVIEWS_CACHE"] = "cache"
        os.makedirs("cache/casereviews")
        for name, text in FILES.items():
            Path(name).write_text(text, "utf-8")
        for line in LINES.splitlines():
            words = line.split()
            run(
                [word.replace("|", " ") for given in words for word in (bulletins if given == "BULLETINS" else [given])]
            )
        given = {"id": "2022-02/child-rs", "name": "Child RS", "file": "few.yaml", "bulletin": "b.txt"}
        for question in questions():
            if question.command != "import":
                question.ask(given)
        complete.answer("name", "show", {}, "")
        os.chdir(before)


def unmade() -> list[str]:
    """The calls of `re` in the code that made none."""
    heard = {pattern.site for pattern in _heard.values()}
    calls = ((file, range(first, last + 1)) for file, first, last in _calls())
    return [f"{file}:{lines[0]}" for file, lines in calls if not any(Site(file, line) in heard for line in lines)]


def _calls() -> Iterator[tuple[str, int, int]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name)) if name in METHODS | {"compile"}:
                    yield str(file.relative_to(PACKAGE)), node.lineno, node.end_lineno or node.lineno
