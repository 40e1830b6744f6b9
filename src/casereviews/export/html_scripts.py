"""The scripts and the style of the page, each put together from its files in `data/html_page`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from posixpath import dirname, join, normpath
from typing import NamedTuple

from ..errors import DataError, Problem
from ..files.package import package_data
from ..text import listed

FOLDER = "html_page"

ENTRY = "main.js"
"""The module by which the page begins; the others are those that it needs."""

STYLES = ("style.css", "counts.css")
"""The files of the style, in their order."""

_IMPORT = re.compile(r'^import \{([^{}]*)\} from "(\.{1,2}/[\w./-]+\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*? ?|(?:class|const) )([\w$]+))", re.MULTILINE)
_OTHER_FORM = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)$", re.MULTILINE | re.DOTALL)
_COMMENT_BEHIND = re.compile(r"""(?<![ \t])[ \t]+// [^"'`/\]\n]*$""", re.MULTILINE)
"""A comment at the end of a line, without any sign that can end a string or a pattern: it may be a part of one."""
_SPACE = re.compile(r"^\s+", re.MULTILINE)
_NO_LETTER = re.compile(r"\W")
_END_IN_PAGE = re.compile(r"</(?:script|style)|<!--|<script", re.IGNORECASE)


class _Module(NamedTuple):
    """A module of the scripts."""

    path: str
    imports: list[tuple[str, list[str]]]
    """The modules that it imports from, each with the names."""
    exported: set[str]
    text: str
    """Without imports, the word `export`, comments, blank lines and indentation."""


def read(path: str) -> str:
    """A file of the page's folder. Raises DataError."""
    return package_data(f"{FOLDER}/{path}").decode()


def style(read: Callable[[str], str] = read) -> str:
    """The style of the page."""
    return "".join(_checked(name, _without_comments(read(name))) for name in STYLES)


def first_script(read: Callable[[str], str] = read) -> str:
    """The script for any browser, which runs before the page is shown."""
    return _checked("first.js", _without_comments(read("first.js")))


def scripts(read: Callable[[str], str] = read) -> str:
    """The modules as one, each after those that it imports from. Raises DataError where that would change them."""
    modules = _in_order(ENTRY, lambda path: _module(path, read(f"scripts/{path}")), {}, [])
    return "".join(_checked(f"scripts/{module.path}", _scoped(module)) for module in modules)


def _scoped(module: _Module) -> str:
    """A module as a function that gives what it exports, so that its other names stay its own."""
    imports = "".join(f"const {{ {', '.join(names)} }} = {_variable(path)};\n" for path, names in module.imports)
    if not module.exported:
        return f"(() => {{\n{imports}{module.text}}})();\n"
    given = f"return {{ {', '.join(sorted(module.exported))} }};\n"
    return f"const {_variable(module.path)} = (() => {{\n{imports}{module.text}{given}}})();\n"


def _variable(path: str) -> str:
    """The variable that holds what a module exports: `$view_packed` for `view/packed.js`."""
    return "$" + _NO_LETTER.sub("_", path.removesuffix(".js"))


def _in_order(
    path: str, read: Callable[[str], _Module], known: dict[str, _Module], above: list[str]
) -> Iterator[_Module]:
    """A module after those that it needs and that are not known yet."""
    if path in above:
        raise _refusal(f"scripts/{path}", f"{listed([*above[above.index(path) :], path], 'and')} import each other")
    if path in known:
        return
    module = read(path)
    for imported, names in module.imports:
        yield from _in_order(imported, read, known, [*above, path])
        for name in names:
            if name not in known[imported].exported:
                raise _refusal(f"scripts/{path}", f"it imports {name}, which {imported} does not export")
    known[path] = module
    yield module


def _module(path: str, text: str) -> _Module:
    """A module taken apart. Raises DataError where it imports or exports in another form than the agreed one."""
    text = _without_comments(text)
    imports = [(normpath(join(dirname(path), file)), _words(inner)) for inner, file in _IMPORT.findall(text)]
    exported = {*_EXPORT.findall(text)}
    text = _EXPORT.sub("", _IMPORT.sub("", text)).lstrip()
    if other := _OTHER_FORM.search(text):
        raise _refusal(f"scripts/{path}", f"this is not of the agreed form: {other[0]}")
    return _Module(path, imports, exported, text)


def _words(inner: str) -> list[str]:
    return [name for name in map(str.strip, inner.split(",")) if name]


def _without_comments(text: str) -> str:
    """Without comments that begin or end a line, blank lines and indentation, so that no token of it is another.

    No string of it may go on over a line's end.
    """
    return _SPACE.sub("", _COMMENT_BEHIND.sub("", _COMMENT.sub("", text)))


def _checked(path: str, text: str) -> str:
    """The text of a file. Raises DataError where something in it would end it in the page."""
    if found := _END_IN_PAGE.search(text):
        raise _refusal(path, f"{found[0]} would end it there")
    return text


def _refusal(path: str, why: str) -> DataError:
    return DataError([Problem.of_file(f"{FOLDER}/{path}", f"cannot be put into the page: {why}")])
