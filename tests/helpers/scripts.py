"""The page's scripts, run in node."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import pytest

from casereviews.files.package import package_data
from casereviews.store import Store
from casereviews.vocabulary import KINDS, Vocabulary
from helpers import ROOT

_CALLS = ROOT / "tests" / "html_page" / "scripts" / "calls.js"
_TERM_FIELDS = (
    "kind", "slug", "label", "definition", "synonyms", "narrower", "avoid", "related", "group", "lay", "lay_narrower",
)  # fmt: skip


class Scripts:
    """A process that runs functions of the page's scripts; `scripts/calls.js` says what it can be asked."""

    def __init__(self, node: str) -> None:
        """Start the process."""
        self._process = subprocess.Popen([node, _CALLS], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._stores: dict[int, tuple[Store, str]] = {}

    def ask(self, **request: Any) -> Any:
        """The answer to a request."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "answer" in answer, answer.get("error")
        return answer["answer"]

    def call(self, module: str, function: str, *arguments: Any) -> Any:
        """What a function of a module gives for some arguments."""
        return self.ask(module=module, function=function, arguments=arguments)

    def each(self, module: str, function: str, values: Iterable[Any]) -> list[Any]:
        """What a function of a module gives for each value, as its only argument."""
        found: list[Any] = self.ask(module=module, function=function, each=[[value] for value in values])
        return found

    def store(self, store: Store) -> str:
        """The name by which the page's own store of the same reviews is kept."""
        if id(store) not in self._stores:
            name = f"store {len(self._stores)}"
            arguments = [records_of(store), page_vocabulary(store.whole_vocabulary)]
            self.ask(module="ground/store.js", function="Store.of", arguments=arguments, keep=name)
            self._stores[id(store)] = (store, name)  # the store is kept too, so that no other has its id
        return self._stores[id(store)][1]

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@cache
def scripts() -> Scripts:
    """The process that all tests share. Without node the test is skipped, but in CI it fails."""
    node = shutil.which("node")
    if node is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("node, which runs the page's scripts, is not installed")
    started = Scripts(node)
    atexit.register(started.close)
    return started


def records_of(store: Store) -> Sequence[dict[str, Any]]:
    """The reviews of a store as records, in its order."""
    return [json.loads(text) for (text,) in store.ask("SELECT record FROM record ORDER BY number")]


def page_vocabulary(known: Vocabulary) -> dict[str, Any]:
    """A whole vocabulary as the page holds it."""
    terms = [term._asdict() for kind in KINDS for term in known.terms(kind).values()]
    lines = [line for line in package_data("common_words.txt").decode().splitlines() if not line.startswith("#")]
    return {
        "terms": [{field: _plain(term[field]) for field in _TERM_FIELDS} for term in terms],
        "groups": {kind: dict(labels) for kind, labels in known.groups.items()},
        "equals": known.equals,
        "common_words": [" ".join(tier.split()) for tier in "\n".join(lines).split("---")],
    }


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value
