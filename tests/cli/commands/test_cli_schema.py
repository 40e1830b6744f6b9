"""`casereviews schema`: JSON Schemas that are schemas."""

from __future__ import annotations

import re
from typing import Any

import jsonschema
import pytest

from helpers import Invoke

ANSWERS = [
    "list", "show", "statement", "search", "search-statements", "similar", "themes", "theme", "themes-by", "count",
    "cross", "learning", "recommendations", "actions", "brief", "vocabulary", "vocabulary-all", "info", "validate",
    "import", "recode", "check", "cache",
]  # fmt: skip
OBJECTS = {"show", "statement", "theme", "brief", "info"}


@pytest.mark.parametrize("answer", ANSWERS)
def test_each_is_a_schema(invoke: Invoke, answer: str) -> None:
    """Valid by its own draft; every property is described and required; nothing else is allowed."""
    given = invoke("schema", answer)
    assert (given.code, given.err) == (0, "")
    schema: dict[str, Any] = given.json
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)
    assert ("type" in schema) == (answer not in OBJECTS)
    for record in schema["$defs"].values():
        assert record["required"] == list(record["properties"])
        assert record["additionalProperties"] is False
        assert all(field["description"] for field in record["properties"].values())
    validator = jsonschema.Draft202012Validator(schema)
    assert not validator.is_valid({"unknown": 1})
    assert not validator.is_valid([{"unknown": 1}])


def test_without_a_name_it_is_that_of_list(invoke: Invoke) -> None:
    """The answer that is asked for most."""
    assert invoke("schema").out == invoke("schema", "list").out


def test_an_unknown_answer(invoke: Invoke) -> None:
    """The nearest is named, and all are listed."""
    assert invoke("schema", "lst") == (
        2,
        "",
        'casereviews: unknown answer "lst"; did you mean "list"?\nallowed: ' + ", ".join(ANSWERS) + "\n",
    )


def test_the_help_names_every_answer(invoke: Invoke) -> None:
    """And nothing else."""
    told = " ".join(invoke("schema", "--help").out.partition("[ANSWER]  ")[2].partition("[default")[0].split()).replace(
        "- ", "-"
    )
    names = re.sub(r" \([^)]*\)", "", told).rstrip(".").replace(" or ", ", ")
    assert names.split(", ") == list(ANSWERS)
