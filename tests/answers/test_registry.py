"""The registry of answers: whatever is in it is known everywhere, and a new one is a module and a line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest
import yaml

import generate
from casereviews import library
from casereviews.answers import chosen, contract
from casereviews.answers.contract import ANSWERS, Answer
from casereviews.answers.field_types import names_of
from casereviews.answers.view import View
from casereviews.cli import complete
from casereviews.errors import UsageError
from casereviews.reading import mistaken
from casereviews.render import FORMATS, Screen, check, render
from helpers import Invoke

ALONE = """
import sys
from casereviews.answers import contract
before = {*sys.modules}
print(*contract.ANSWERS[sys.argv[1]].record.__annotations__)
print(*sorted(name.rpartition(".")[2] for name in {*sys.modules} - before if name.startswith("casereviews.answers.")))
"""


# --- Every answer -----------------------------------------------------------------------------------------------------


def value_of(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Any:
    """A value that a JSON Schema allows, with something in every list."""
    if "anyOf" in schema:
        return value_of(schema["anyOf"][0], definitions)
    if "$ref" in schema:
        properties = definitions[schema["$ref"].rpartition("/")[2]]["properties"]
        return {name: value_of(inner, definitions) for name, inner in properties.items()}
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema["type"][0] if isinstance(schema["type"], list) else schema["type"]
    if kind == "array":
        return [value_of(schema["items"], definitions)]
    if kind == "object":
        return {"kilo": value_of(schema["additionalProperties"], definitions)}
    return {"integer": 3, "number": 0.5, "boolean": True, "string": "2031-05" if "pattern" in schema else "kilo"}[kind]


def shown(view: View, name: str) -> str:
    """The view in a format."""
    return "".join(render(view, name, Screen(200 if name == "table" else None)))


@pytest.mark.parametrize("answer", ANSWERS)
def test_each_answer_in_every_format(answer: str) -> None:
    """A record with something in every field: nothing is lost, and all formats have the same fields."""
    record, many = ANSWERS[answer].record, ANSWERS[answer].many
    document = contract.document(record, many)
    example = value_of({"$ref": f"#/$defs/{contract.title(record)}"}, document["$defs"])
    jsonschema.validate([example] if many else example, document, cls=jsonschema.Draft202012Validator)
    whole = View(record, [example], lambda width: [], single=not many)
    names = [field.name for field in contract.fields(record)]
    assert list(example) == names == whole.fields
    assert json.loads(shown(whole, "json")) == ([example] if many else example)
    assert json.loads(shown(whole, "jsonl")) == example
    assert yaml.safe_load(shown(whole, "yaml")) == ([example] if many else example)
    assert shown(whole, "csv").splitlines()[0] == ",".join(names)
    assert shown(whole, "tsv").splitlines()[0] == "\t".join(names)
    key = contract.key(record)
    assert (key is None) == (answer == "info")
    if key:
        assert shown(whole, "ids") == f"{example[key]}\n"
    view = chosen.choose(whole, [name.upper() for name in reversed(names)])
    assert view.fields == names[::-1]
    for name in ("table", "plain", "md"):
        text = shown(view, name).replace("\\_", "_")
        assert [field for field in names if field not in text] == [], name
    for name in FORMATS:
        if name != "ids":
            check(record, name, names)


def test_records_are_typed_by_what_the_contract_says() -> None:
    """Each field has a type that JSON knows, and a text."""
    assert len(contract.records()) > 20
    for record, fields in contract.records().items():
        assert record.__doc__
        assert fields, record
        for field in fields:
            assert field.schema, field
            assert field.text == field.text.strip() != "", field


@pytest.mark.parametrize("command", ["list", "search", "similar", "themes", "learning", "recommendations", "actions"])
def test_the_help_names_what_an_answer_can_be_sorted_by(invoke: Invoke, command: str) -> None:
    """All of it, in its order; and the command takes each."""
    sorts = ANSWERS[command].module.SORTS
    told = " ".join(invoke(command, "--help").out.split())
    assert f"--sort takes {', '.join(sorts[:-1])} or {sorts[-1]}" in told
    asked = {"search": ("search", "home"), "similar": ("similar", "Mia")}.get(command, (command,))
    for sort in sorts:
        assert invoke(*asked, "--sort", sort, "--count").code == 0


def test_only_the_module_of_an_answer_is_imported() -> None:
    """With what it needs itself."""
    for answer, modules in (("list", ["reviews", "wording"]), ("validate", ["blocks", "problems"])):
        run = subprocess.run([sys.executable, "-c", ALONE, answer], capture_output=True, text=True, check=True)
        fields, imported = run.stdout.splitlines()
        assert fields.split() == [field.name for field in contract.fields(ANSWERS[answer].record)]
        assert imported.split() == modules


def test_a_saved_answer_is_known_by_its_fields() -> None:
    """What tells that a file is no collection has the fields of today."""
    assert len(mistaken.ANSWERS) > 10
    known = {tuple(names_of(answer.record)) for answer in ANSWERS.values()}
    for command, fields in mistaken.ANSWERS:
        assert tuple(fields.split()) in known, command


# --- A new one --------------------------------------------------------------------------------------------------------


@pytest.fixture
def gaps(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """An answer that is added: its module, and a line in the registry."""
    name = "casereviews.answers.gaps"
    spec = spec_from_file_location(name, Path(__file__).parent / "new" / "gaps.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    monkeypatch.setitem(ANSWERS, "gaps", Answer("gaps", "GapRecord"))
    monkeypatch.delitem(sys.modules, "casereviews.cli.commands.schema", raising=False)
    yield module
    sys.modules.pop("casereviews.cli.commands.schema", None)


def view_of(gaps: ModuleType) -> View:
    """The answer, of the bundled collection."""
    records = gaps.ask(library.open_store())
    return View(gaps.GapRecord, records, lambda width: gaps.page(records))


def test_a_new_answer_has_a_schema(gaps: ModuleType, invoke: Invoke) -> None:
    """By its name, with what it holds; `schema --help` and its errors name it."""
    given = invoke("schema", "gaps").json
    assert list(given["$defs"]) == ["gap", "reference"]
    assert list(given["$defs"]["gap"]["properties"]) == ["field", "reviews", "first"]
    assert given["$defs"]["gap"]["properties"]["first"] == {
        "anyOf": [{"$ref": "#/$defs/reference"}, {"type": "null"}],
        "description": "the first of them",
    }
    jsonschema.validate(view_of(gaps).records, given, cls=jsonschema.Draft202012Validator)
    assert "cache or gaps." in " ".join(invoke("schema", "--help").out.split())
    assert invoke("schema", "gap").err.startswith('casereviews: unknown answer "gap"; did you mean "gaps"?')


def test_a_new_answer_is_completed(gaps: ModuleType) -> None:
    """Its name, its fields, and what it can be sorted by."""
    assert complete.answer("answer", "schema", {}, "ga") == [("gaps", "")]
    assert complete.answer("fields", "gaps", {}, "") == [("field", ""), ("reviews", ""), ("first", "")]
    assert complete.answer("sort", "gaps", {}, "") == [("reviews", ""), ("field", "")]


def test_a_new_answer_has_every_format(gaps: ModuleType) -> None:
    """The same as every other."""
    view = view_of(gaps)
    assert json.loads(shown(view, "json")) == list(view.records)
    assert [record["field"] for record in view.records] == ["area", "outcome"]
    counts = [record["reviews"] for record in view.records]
    assert shown(view, "csv").splitlines()[0] == "field,reviews,first"
    assert [line.split(",")[:2] for line in shown(view, "csv").splitlines()[1:]] == [
        ["area", str(counts[0])],
        ["outcome", str(counts[1])],
    ]
    assert shown(view, "ids") == "area\noutcome\n"
    assert shown(view, "table").split()[:2] == ["Field", "Reviews"]
    assert shown(view, "md").splitlines()[0] == "| Field | Reviews |"


def test_fields_of_a_new_answer_are_chosen(gaps: ModuleType) -> None:
    """`--fields` takes each, but no other."""
    view = chosen.choose(view_of(gaps), ["reviews", "field"])
    assert shown(view, "csv").splitlines()[0] == "reviews,field"
    with pytest.raises(UsageError) as caught:
        check(gaps.GapRecord, "csv", ["revews"])
    assert str(caught.value) == 'unknown field "revews"; did you mean "reviews"?'
    assert caught.value.hint == "allowed: field, reviews, first"


def test_a_new_answer_stands_in_the_documents(gaps: ModuleType) -> None:
    """In both tables of the page on JSON."""
    assert "| `gaps` | an array of [gap](#gap) |" in "".join(generate.answers())
    (told,) = (table for table in generate.records() if table.startswith("### gap\n"))
    assert '| `field` | "area", "outcome" | what is not stated |' in told
    assert "| `first` | [reference](#reference) or null | the first of them |" in told
