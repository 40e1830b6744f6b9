"""Other programs that look for a word in a collection, for `scale.py`."""

from __future__ import annotations

import shutil
import sys

_SCAN = """\
import json, sys
word = sys.argv[1]
for line in open(sys.argv[2], encoding="utf-8"):
    review = json.loads(line)
    texts = [point["text"] for section in ("learning", "recommendations") for point in review[section] or ()]
    if any(word in text for text in (review["title"], review["summary"] or "", *texts)):
        print(review["id"], review["name"], review["title"])
"""

_JQ = (
    "select(any((.title, .summary, ((.learning, .recommendations) | .[]?.text)); . != null and contains($word)))"
    " | {id, name, title}"
)


def database(file: str) -> str:
    """Where sqlite-utils keeps a collection."""
    return f"{file}.db"


def programs(file: str, word: str, sqlite_utils: str | None) -> dict[str, list[str] | None]:
    """The commands with which other programs look for a word, by name; None for a program that is not there."""
    columns = ("-c", "id", "-c", "name", "-c", "title")
    search = [str(sqlite_utils), "search", database(file), "reviews", word, "--limit", "20", *columns]
    return {
        "sqlite-utils search": search if sqlite_utils else None,
        "jq": ["jq", "-c", "--arg", "word", word, _JQ, file] if shutil.which("jq") else None,
        "rg -c (lines)": ["rg", "-c", word, file] if shutil.which("rg") else None,
        "Python, line by line": [sys.executable, "-c", _SCAN, word, file],
    }
