"""The page's scripts, run in node."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import pytest

from casereviews.export.html_articles import as_json
from casereviews.export.html_data import _vocabulary
from casereviews.model import unread
from casereviews.store import Store
from helpers import ROOT

_CALLS = ROOT / "tests" / "html_page" / "scripts" / "calls.js"


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
            arguments = [as_in_page(records_of(store)), json.loads(as_json(_vocabulary(store.whole_vocabulary)))]
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


def as_in_page(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Records as the page has them: with the fields that nobody has read, where there are any."""
    known = ((record, unread.of_record(record)) for record in records)
    return [{**record, "not_read": fields} if fields else record for record, fields in known]


def records_of(store: Store) -> Sequence[dict[str, Any]]:
    """The reviews of a store as records, in its order."""
    return [json.loads(text) for (text,) in store.ask("SELECT record FROM record ORDER BY number")]
