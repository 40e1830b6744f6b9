"""The floors of the house: which folder of the package imports which. A test holds them, `generate.py` draws them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

HOME = Path(__file__).resolve().parents[1] / "src" / "casereviews"

GROUND = "ground"
"""The modules that lie in no folder, but for the front door."""

FLOORS = (
    GROUND, "model", "files", "cache", "reading", "store", "coding", "editing", "search", "library", "bulletin",
    "answers", "render", "export", "api", "cli",
)  # fmt: skip
"""From the ground up: an import leads to a floor below, or stays on its own."""

_ENTRY = "__main__"  # which starts the command line


class Import(NamedTuple):
    """That one module of the package imports another."""

    module: str
    """As in `search.engine`; the package itself is empty."""
    imported: str

    @property
    def is_upward(self) -> bool:
        """Whether it leads to a floor above."""
        return FLOORS.index(floor(self.imported)) > FLOORS.index(floor(self.module))


def floor(module: str) -> str:
    """The floor that a module lies on."""
    first = module.partition(".")[0]
    return "cli" if first == _ENTRY else first if first in FLOORS else GROUND


def modules() -> dict[str, Path]:
    """The modules of the package by their names."""
    paths = {path.relative_to(HOME).with_suffix("").parts: path for path in sorted(HOME.rglob("*.py"))}
    return {".".join(part for part in parts if part != "__init__"): path for parts, path in paths.items()}


@cache
def imports() -> list[Import]:
    """Every import of one module by another: at the top, in functions, and for types alone.

    That of the package itself is left out: what it has of `api` it imports when that is asked for.
    """
    known = modules()
    return [
        Import(module, imported) for module, path in known.items() if module for imported in _of(module, path, known)
    ]


def _of(module: str, path: Path, known: dict[str, Path]) -> Iterator[str]:
    """The modules that one imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            home = [*module.split(".")] if module else []
            depth = node.level - (path.name == "__init__.py")
            base = ".".join([*home[: len(home) - depth], *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{base}.{alias.name}".strip(".")
                yield inner if inner in known else base


def picture() -> Iterator[str]:
    """The floors from the top down, each with a mark for every floor that it imports from."""
    found = imports()
    below = {name: {floor(one.imported) for one in found if floor(one.module) == name} for name in FLOORS}
    width = max(map(len, FLOORS))
    rows = [
        f"{name:<{width}}"
        + "".join(f"{'●' if other in below[name] else '':^{len(other) + 2}}" for other in FLOORS[:-1])
        for name in reversed(FLOORS[1:])
    ]
    heads = " " * width + "".join(f" {other} " for other in FLOORS[:-1])
    yield "\n".join(["```text", *(row.rstrip() for row in [*rows, heads]), "```"])
