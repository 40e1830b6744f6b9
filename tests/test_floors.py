"""The floors of the house: imports lead down, and no two modules import each other."""

from __future__ import annotations

import pytest

import floors


def test_every_folder_is_a_floor() -> None:
    """And each is imported from somewhere, but for the highest."""
    folders = {module.partition(".")[0] for module in floors.modules() if "." in module}
    assert folders <= {*floors.FLOORS}
    assert {floors.floor(found.imported) for found in floors.imports()} >= folders


def test_imports_lead_down() -> None:
    found = floors.imports()
    assert len(found) > 500
    assert [arrow for arrow in found if arrow.is_upward] == []


def test_no_two_modules_import_each_other() -> None:
    found = {(arrow.module, arrow.imported) for arrow in floors.imports() if arrow.module != arrow.imported}
    assert [pair for pair in sorted(found) if pair[::-1] in found] == []


@pytest.mark.parametrize(
    ("module", "imported", "is_upward"),
    [
        ("search.engine", "store", False),
        ("search.engine", "search.strict", False),
        ("store", "search.engine", True),
        ("text", "model.age", True),
        ("__main__", "cli.app", False),
    ],
)
def test_an_upward_import_is_known(module: str, imported: str, is_upward: bool) -> None:
    assert floors.Import(module, imported).is_upward == is_upward
