"""Libraries that only some forms need."""

from __future__ import annotations

import tomllib
from importlib.util import find_spec

from packaging.requirements import Requirement

from casereviews import extras
from helpers import ROOT

KNOWN = [extra for extra in vars(extras).values() if isinstance(extra, extras.Extra)]


def test_each_is_a_dependency_by_the_name_that_is_told() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [Requirement(one).name for group in project["optional-dependencies"].values() for one in group]
    assert sorted(set(asked) - {"casereviews"}) == sorted(extra.name for extra in KNOWN)


def test_each_is_imported_by_its_module() -> None:
    assert [extra for extra in KNOWN if find_spec(extra.module) is None] == []
    assert len(KNOWN) == 7
