"""The modules of bulletins import in one direction: the order that the package tells."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from casereviews import bulletin

FOLDER = Path(str(bulletin.__file__)).parent
ORDER: list[str] = re.findall(r"`(\w+)`", str(bulletin.__doc__))
PACKAGES = ("source", "cleaning")  # that do what they are called
MODULES = sorted(path for path in FOLDER.rglob("*.py") if path.parent.name in PACKAGES or path.name != "__init__.py")


def name_of(path: Path) -> str:
    return path.parent.name if path.name == "__init__.py" else path.stem


def imported(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The modules of bulletins that a module imports from, wherever in it, and the names that it takes."""
    folders = [FOLDER, *([path.parent] if path.parent != FOLDER else [])]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and 0 < node.level <= len(folders):
            base = folders[-node.level].joinpath(*(node.module or "").split("."))
            if base.with_suffix(".py").exists() or (base.name in PACKAGES and node.module):
                yield base.name, [alias.name for alias in node.names]
            else:
                for alias in node.names:
                    yield alias.name, []


def test_the_order_names_every_module_once() -> None:
    assert sorted(ORDER) == sorted(map(name_of, MODULES))
    assert len(ORDER) > 20


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_from_earlier_ones_alone(path: Path) -> None:
    for name, taken in imported(path):
        assert ORDER.index(name) < ORDER.index(name_of(path)), name
        assert not [one for one in taken if one.startswith("_")], name


def test_what_a_module_imports_is_found() -> None:
    assert [name for name, _ in imported(FOLDER / "facts" / "children.py")] == [
        "english", "people", "sexes", "aged", "counted", "mentions", "siblings",
    ]  # fmt: skip
    assert {name for name, _ in imported(FOLDER / "drafter.py")} >= {"draft", "entries", "titles", "source", "texts"}
