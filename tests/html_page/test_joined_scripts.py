"""The scripts of the page, put together from modules, and its style."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping

import pytest

from casereviews.errors import DataError
from casereviews.export import html_scripts
from helpers import ROOT
from helpers.scripts import scripts

Read = Callable[[str], str]


def files(**modules: str) -> Read:
    """A folder with these modules of scripts, `main` and what lies in `view`."""
    named = {
        "scripts/main.js": modules.pop("main"),
        **{f"scripts/view/{name}.js": text for name, text in modules.items()},
    }
    return named.__getitem__


def joined(**modules: str) -> str:
    return html_scripts.scripts(files(**modules))


def test_a_module_comes_after_those_it_imports_from_and_once() -> None:
    assert joined(
        main='import { a } from "./view/a.js";\nimport { b } from "./view/b.js";\n\na(b);\n',
        a='import { b } from "./b.js";\nimport { C } from "./c.js";\n\nexport function a() {\n  return [b, C];\n}\n',
        b="export const b = 1;\n",
        c='import { b } from "../view/b.js";\n\nexport class C {\n  b = b;\n}\n',
    ) == (
        "const $view_b = (() => {\nconst b = 1;\nreturn { b };\n})();\n"
        "const $view_c = (() => {\nconst { b } = $view_b;\nclass C {\nb = b;\n}\nreturn { C };\n})();\n"
        "const $view_a = (() => {\nconst { b } = $view_b;\nconst { C } = $view_c;\n"
        "function a() {\nreturn [b, C];\n}\nreturn { a };\n})();\n"
        "(() => {\nconst { a } = $view_a;\nconst { b } = $view_b;\na(b);\n})();\n"
    )


def test_names_that_are_not_exported_are_a_modules_own() -> None:
    assert joined(
        main='import { a } from "./view/a.js";\nconst b = 1;\n', a="export const a = 1;\nfunction b() {}\n"
    ) == (
        "const $view_a = (() => {\nconst a = 1;\nfunction b() {}\nreturn { a };\n})();\n"
        "(() => {\nconst { a } = $view_a;\nconst b = 1;\n})();\n"
    )


def test_what_is_imported_by_nobody_is_left_out() -> None:
    assert joined(main="start();\n", a="export const a = 1;\n") == "(() => {\nstart();\n})();\n"


def test_every_form_of_export_and_import_that_is_agreed() -> None:
    text = joined(
        main='import {\n  a,\n  b,\n} from "./view/a.js";\nimport { C, d, e } from "./view/a.js";\n',
        a=(
            "export async function a() {}\nexport function* b() {}\nexport class C extends Array {}\n"
            "export const d = 1;\nexport function e() {\n  const inner = 1;\n  return inner;\n}\nconst f = 2;\n"
        ),
    )
    assert "import" not in text
    assert "export" not in text
    assert "return { C, a, b, d, e };" in text


def test_comments_blank_lines_and_indentation_are_left_out() -> None:
    """But no comment that might be a part of a string or a pattern."""
    assert joined(
        main=(
            "// What it is.\n\n/**\n * @typedef {object} A\n * import { b } from \"./b.js\";\n */\n\n"
            "/** One line. */\n  // another\nconst a = 1; // a reason\n\n  /* one\n two */\n"
            'const b = "a // no comment"; // nor "this"\nconst c = /** @type {number} */ (a);\n/** @type {number} */ (b);\n'
            "const d = /[ // ]/; // one\n  d(`//`);\n"
        ),
    ) == (
        '(() => {\nconst a = 1;\nconst b = "a // no comment"; // nor "this"\n'
        "const c = /** @type {number} */ (a);\n/** @type {number} */ (b);\nconst d = /[ // ]/;\nd(`//`);\n})();\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("modules", "told"),
    [
        (
            {"main": 'import { b } from "./view/a.js";\n', "a": "const b = 1;\n"},
            "html_page/scripts/main.js: cannot be put into the page: it imports b, which view/a.js does not export",
        ),
        (
            {
                "main": 'import { a } from "./view/a.js";\n',
                "a": 'import { b } from "./b.js";\nexport const a = 1;\n',
                "b": 'import { a } from "./a.js";\nexport const b = 1;\n',
            },
            "view/a.js, view/b.js and view/a.js import each other",
        ),
        (
            {"main": 'import a from "./view/a.js";\n'},
            'scripts/main.js: cannot be put into the page: this is not of the agreed form: import a from "./view/a.js";',
        ),
        ({"main": 'import { a as b } from "./view/a.js";\n', "a": "export const a = 1;\n"}, "it imports a as b"),
        ({"main": 'import * as a from "./view/a.js";\n'}, "this is not of the agreed form"),
        ({"main": 'import "./view/a.js";\n'}, "this is not of the agreed form"),
        ({"main": 'import { a } from "a";\n'}, "this is not of the agreed form"),
        ({"main": "export default 1;\n"}, "this is not of the agreed form: export default 1;"),
        ({"main": "const a = 1;\nexport { a };\n"}, "this is not of the agreed form: export { a };"),
        ({"main": "export let a;\n"}, "this is not of the agreed form: export let a;"),
        ({"main": "export const [a] = b;\n"}, "this is not of the agreed form"),
        ({"main": 'a("</script>");\n'}, "scripts/main.js: cannot be put into the page: </script would end it there"),
        ({"main": 'a("<!--");\n'}, "<!-- would end it there"),
    ],
)
def test_what_would_be_another_program_is_refused(modules: Mapping[str, str], told: str) -> None:
    with pytest.raises(DataError, match=re.escape(told)):
        joined(**modules)


def test_styles_come_in_their_order() -> None:
    sheets = {"style.css": "/* What is\n common. */\na { color: red; }\n\n", "counts.css": "b { color: blue; }\n"}
    assert html_scripts.style(sheets.__getitem__) == "a { color: red; }\nb { color: blue; }\n"
    with pytest.raises(
        DataError, match=r"html_page/style\.css: cannot be put into the page: </style would end it there"
    ):
        html_scripts.style(lambda name: 'a::after { content: "</style>"; }\n')


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(DataError, match=r"html_page/scripts/no\.js: is missing from the installation"):
        html_scripts.read("scripts/no.js")


def test_the_scripts_and_the_style_of_the_package_can_be_joined() -> None:
    text = html_scripts.scripts()
    assert "startPage" in text
    assert text.startswith("const $")
    assert "@media print" in html_scripts.style()


def test_no_token_is_another_without_comments_and_indentation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all the scripts of the page, as a parser of JavaScript reads them."""
    if not (ROOT / "node_modules" / "acorn").exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("acorn, which parses JavaScript, is not installed")
    short = html_scripts.scripts()
    monkeypatch.setattr(html_scripts, "_without_comments", str)
    whole = html_scripts.scripts()
    assert len(short) < 0.8 * len(whole)
    tokens, expected = scripts().each("../../../tests/html_page/scripts/tokens.js", "tokensOf", [short, whole])
    assert len(tokens) > 10_000
    assert tokens == expected
