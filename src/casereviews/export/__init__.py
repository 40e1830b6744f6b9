"""Reviews in the forms of other programs: one module a form, imported when it is asked for.

What is data has a module with `render(selection)` and a line in `DATA`; what is read as a document, one with
`render(document)` and a line in `DOCUMENTS`. Both give the file in pieces, as bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from ..extras import PYTHON_DOCX, PYTHON_PPTX, TYPST, XLSXWRITER, Extra
from ..likeness import did_you_mean
from ..text import counted, listed, quoted

if TYPE_CHECKING:
    from .document import Document
    from .selection import Selection


class Form(NamedTuple):
    """A form that reviews are handed on in."""

    text: str
    """What it is, for whoever asks."""
    module: str
    """The module that renders it."""
    extra: Extra | None = None
    """What it needs besides the libraries of the core."""
    takes: tuple[str, ...] = ()
    """What else its module is told: `bom`, where it has tables of text, in which Excel knows UTF-8 by a byte order mark
    alone; `force`, where it writes what is very large only then."""
    written: str = "{}"
    """What it is of the reviews that `{}` counts."""
    most: int | None = None
    """The most reviews of a reader that programs open with ease."""


_SQLITE = Form("a database, for SQLite and Datasette", "sqlite")

DATA: dict[str, Form] = {
    ".xlsx": Form("workbook, for Excel and others", "workbook", XLSXWRITER),
    ".html": Form("a page for a browser, to be searched and read", "html_page", takes=("force",)),
    ".sqlite": _SQLITE,
    ".db": _SQLITE,
    ".zip": Form("CSV tables, as a Frictionless data package", "package", takes=("bom",)),
    ".ris": Form("references, for EndNote, Zotero and others", "ris"),
    ".bib": Form("references, for LaTeX", "bibtex"),
    ".csl.json": Form("references, for Zotero and pandoc", "csl_json"),
    ".qdc": Form(
        "the vocabulary as a codebook, for NVivo, MAXQDA and ATLAS.ti",
        "codebook",
        written="the vocabulary, with the terms of {} as a set,",
    ),
}
"""The forms of data, by the ending of their files."""

DOCUMENTS = {
    ".md": Form("Markdown", "markdown"),
    ".docx": Form("Word", "word", PYTHON_DOCX, most=1000),
    ".pdf": Form("PDF", "pdf", TYPST, most=1000),
    ".html": Form("a page for a browser", "page"),
    ".txt": Form("plain text, for a mail", "plain"),
    ".pptx": Form("slides, for PowerPoint", "slides", PYTHON_PPTX),
}
"""The forms of documents, by the ending of their files."""

FORMS = {**DATA, **{ending: DOCUMENTS[ending] for ending in (".md", ".docx", ".pdf")}}
"""What `export` writes: data, and a reader in some forms of documents. Its page is another than that of a document."""


def names() -> list[str]:
    """The forms as `--as` takes them: their endings without the dot."""
    return [ending.removeprefix(".") for ending in FORMS]


def form_of(file: str, named: str | None) -> str:
    """The ending of the form that a file's name has, or that is named, with or without its dot. Raises UsageError."""
    known = ", ".join(names())
    if not file:
        raise UsageError("the name of the file is empty", "name a file, or - for standard output")
    if named is not None:
        ending = f".{named.lower().removeprefix('.')}"
        if ending not in FORMS:
            guess = did_you_mean(ending[1:], names())
            raise UsageError(f"unknown form {quoted(named)}{guess}", f"allowed: {known}")
        return ending
    name = os.path.basename(file).lower()
    if name == "-":
        raise UsageError("standard output has no ending that says the form", f"name the form with --as: {known}")
    found = [ending for ending in FORMS if name.endswith(ending) and name != ending]
    if not found:
        hint = f"name one with --as, or use {known}"
        if name.endswith((".csv", ".tsv")):
            hint += (
                f"; one table is casereviews list -o {quoted(file) if ' ' in file else file}, and .zip has all tables"
            )
        raise UsageError(f"no form has the ending of {quoted(file)}", hint)
    return max(found, key=len)


def check(ending: str, forms: Mapping[str, Form] = FORMS, bom: bool = False) -> None:
    """Raise UsageError where the library that a form needs is not installed, or it takes no byte order mark."""
    if bom and "bom" not in forms[ending].takes:
        takers = [name for name, form in forms.items() if "bom" in form.takes]
        raise UsageError(f"--bom is not for {ending}", f"leave it out, or export {listed(takers)}")
    extra = forms[ending].extra
    if extra and find_spec(extra.module) is None:
        raise UsageError(f"{ending.removeprefix('.')} needs the library {extra.name}", f"install it: {extra.install}")


def export(selection: Selection, ending: str, bom: bool = False, force: bool = False) -> Iterator[bytes]:
    """A selection in a form, in pieces; with `bom`, tables begin with a byte order mark.

    Raises UsageError where what the form needs is not installed, or where these are more reviews than it can take; with
    `force` it takes what is only unwise.
    """
    check(ending, bom=bom)
    if ending in DATA:
        told = {name: value for name, value in (("bom", bom), ("force", force)) if name in DATA[ending].takes}
        pieces: Iterator[bytes] = _module(DATA[ending]).render(selection, **told)
        return pieces
    most = DOCUMENTS[ending].most
    if most and len(selection) > most:
        message = f"{ending.removeprefix('.')} takes {counted(most, 'review')}, and these are {len(selection):,}"
        raise UsageError(message, "select fewer with filters, or export .md, which takes all")
    from . import reader

    return write(reader.document(selection), ending)


def write(document: Document, ending: str) -> Iterator[bytes]:
    """A document in a form, in pieces. Raises UsageError where what the form needs is not installed."""
    check(ending, DOCUMENTS)
    pieces: Iterator[bytes] = _module(DOCUMENTS[ending]).render(document)
    return pieces


def _module(form: Form) -> ModuleType:
    return import_module(f".{form.module}", __name__)
