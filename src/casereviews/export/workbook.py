"""Reviews as an Excel workbook: sheets of reviews, children and statements, what their columns mean, and what they are.

For people: terms by their labels, dates as they are stated, and "not stated" in words. Numbers are left empty where
nothing is stated, as a sum or a mean would take a word for a mistake and 0 for a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from ..answers import wording
from ..answers.cells import cell
from ..answers.flat import review_field
from ..answers.reviews import ReviewRecord
from ..coding.evidence import OF_STATEMENT
from ..errors import UsageError
from ..model.sections import STATEMENTS
from ..text import counted, one_line, visible
from ..vocabulary import KINDS, Vocabulary
from . import office, tables
from . import workbook_look as look
from .columns import ABSENT, Column
from .selection import Selection
from .spool import scratch, through_file
from .tables import Table

if TYPE_CHECKING:
    from datetime import date

MOST_ROWS = 1_048_576
"""What a sheet holds, its head included."""

MOST_CHARACTERS = 32_767
"""What a cell holds, in UTF-16 units."""

MOST_HEIGHTS = 20_000
"""The rows of a sheet that are as high as their texts need: xlsxwriter keeps each height in memory."""

_CODEBOOK = (
    Column("sheet", "text", ""),
    Column("column", "text", ""),
    Column("term", "text", ""),
    Column("label", "text", ""),
    Column("meaning", "text", ""),
)
_HOWS = {
    "list": 'several terms have "; " between them, and several texts a line each',
    "flag": "1 is yes, 0 is no",
}
_READ = (
    'What the source does not state is called "not stated", and a number is left empty; neither means none or no. '
    '"none" and 0 are that there are none, and "no agency named" is what it says.'
)
_NOT_READ = (
    ' Where nothing was read of a field and nobody has read the review it is called "not read", and a number is left '
    "empty; the column not_read names these fields. Whether the source states them is not known."
)
_PRINTED = "of each sheet the first columns, as many as can be read on a page; clear the print area to have all."
_TOLD = 20  # texts that were cut, by name


def render(selection: Selection) -> Iterator[bytes]:
    """The workbook. Raises UsageError, before anything is written, where a sheet would have too many rows."""
    _check(selection)
    return through_file(partial(_write, selection))


def _check(selection: Selection) -> None:
    """Raise UsageError where a sheet would have more rows than Excel can hold."""
    condition, values = selection.filters.of_a_review
    of_reviews = f"review IN (SELECT number FROM review WHERE {condition})"
    sections = ", ".join(f"'{section}'" for section in STATEMENTS)
    for what, sql in (
        ("reviews", f"SELECT count(*) FROM review WHERE {condition}"),
        ("statements", f"SELECT count(*) FROM passage WHERE section IN ({sections}) AND {of_reviews}"),
        ("children", f"SELECT count(*) FROM child WHERE {of_reviews}"),
    ):
        number: int = selection.store.ask(sql, values).fetchone()[0]
        if number >= MOST_ROWS:
            message = f"a sheet of Excel holds {MOST_ROWS - 1} rows, and these are {number} {what}"
            raise UsageError(message, "select fewer with filters, or export .sqlite or .zip, which hold all")


def _write(selection: Selection, path: str) -> None:
    """Write the workbook to a path. Raises OSError."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # an extra
    from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

    with scratch() as folder:
        workbook = Workbook(path, {"constant_memory": True, "tmpdir": folder})
        try:
            _Writer(workbook, selection).write()
            workbook.close()
        except FileCreateError as error:
            raise error.args[0] from error
        finally:
            for sheet in workbook.worksheets():
                with suppress(OSError):
                    sheet.row_data_fh.close()  # which it leaves open where it fails


class _Writer:
    """Writes a selection to a workbook."""

    def __init__(self, workbook: Any, selection: Selection) -> None:
        self.workbook = workbook
        self.selection = selection
        self.terms = selection.vocabulary
        themes = {slug: term.label for slug, term in self.terms.terms("theme").items()}
        self.tables = [tables.reviews(), tables.children(), tables.statements(themes=themes)]
        self.cuts: list[str] = []

    def write(self) -> None:
        """Write every sheet."""
        _describe(self.workbook, self.selection.asked, self.selection.made)
        sheets = [_Sheet(self, table.name, table.columns) for table in self.tables]
        for record in self.selection.reviews():
            for table, sheet in zip(self.tables, sheets, strict=True):
                for row in table.rows(record):
                    sheet.add(row, record)
        for sheet in sheets:
            sheet.finish()
        self.sheet("codebook", _CODEBOOK, _codebook(self.tables, self.terms))
        self.selection.remarks += self.cut()
        cut = [("Cut", line) for line in self.selection.remarks]
        read = _READ + _NOT_READ * self.selection.has_unread
        self.sheet("about", tables.ABOUT, [*self.selection.about(), ("Not stated", read), ("Printed", _PRINTED), *cut])

    def sheet(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> None:
        """Write a sheet whose rows are of no review."""
        sheet = _Sheet(self, name, columns)
        for row in rows:
            sheet.add(row)
        sheet.finish()

    def cut(self) -> Iterator[str]:
        """What was cut, in lines."""
        if self.cuts:
            texts = counted(len(self.cuts), "text")
            yield f"{texts} of more than {MOST_CHARACTERS} characters, the most that a cell holds; each says so"
            yield from self.cuts[:_TOLD]
        if len(self.cuts) > _TOLD:
            yield f"and {len(self.cuts) - _TOLD} more"


def _describe(workbook: Any, asked: str, made: date) -> None:
    """Set what programs tell of the file."""
    from datetime import datetime

    workbook.use_zip64()
    created = datetime(made.year, made.month, made.day)
    subject = one_line(asked)[: office.LONGEST]
    workbook.set_properties({"title": "Case reviews", "subject": subject, "created": created})


class _Sheet:
    """A sheet that is written row after row."""

    def __init__(self, writer: _Writer, name: str, columns: Sequence[Column]) -> None:
        self.writer = writer
        self.name = name
        self.columns = columns
        self.rows = 0
        workbook = writer.workbook
        self.sheet = workbook.add_worksheet(name)
        self.text, self.number = workbook.add_format(look.TEXT), workbook.add_format(look.NUMBER)
        self.widths = [look.width(column) for column in columns]
        self.head()
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})

    def head(self) -> None:
        """Write the names of the columns, each of which has room in one line."""
        bold = self.writer.workbook.add_format(look.HEAD)
        self.sheet.set_row(0, look.HEAD_HEIGHT)
        for index, (column, width) in enumerate(zip(self.columns, self.widths, strict=True)):
            self.sheet.set_column(index, index, width, self.text if _is_text(column) else self.number)
            self.sheet.write_string(0, index, column.name, bold)
        self.sheet.freeze_panes(1, 1)

    def add(self, row: Sequence[object], record: ReviewRecord | None = None) -> None:
        """Write a row, of a review if it is of one, with every text as text, and high enough for most of them."""
        self.rows += 1
        texts = {
            index: self.fitting(visible(self.shown(value, column, record)), column, row)
            for index, (column, value) in enumerate(zip(self.columns, row, strict=True))
            if _is_text(column) and value != ABSENT
        }
        if self.rows <= MOST_HEIGHTS:
            self.sheet.set_row(self.rows, look.height((text, self.widths[index]) for index, text in texts.items()))
        for index, value in enumerate(row):
            if index in texts:
                self.sheet.write_string(self.rows, index, texts[index], self.text)
            elif isinstance(value, (int, float)):
                self.sheet.write_number(self.rows, index, value, self.number)

    def shown(self, value: object, column: Column, record: ReviewRecord | None) -> str:
        """A value of text as people read it; what nobody has read of a review is called so."""
        is_own = self.name == "statements" and column.name in OF_STATEMENT
        if value is None and record and not is_own:
            return wording.missing(record, review_field(column.name))
        return _shown(value, column, self.writer.terms)

    def fitting(self, text: str, column: Column, row: Sequence[object]) -> str:
        """A text as a cell holds it: what is too long says at its end how much of it is there."""
        if text.startswith("<r>") and text.endswith("</r>"):
            return text + " "  # else xlsxwriter would take it for XML of its own
        if len(text) <= MOST_CHARACTERS // 2 or _units(text) <= MOST_CHARACTERS:
            return text
        self.writer.cuts.append(f"{self.name}, {row[0]}, {column.name}: {len(text)} characters")
        room = MOST_CHARACTERS - 60
        kept = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore")
        return f"{kept} [cut: the first {len(kept)} of {len(text)} characters]"

    def finish(self) -> None:
        """Set the filters, the height of other rows and what is printed, once it is known how many rows there are."""
        look.for_print(self.sheet, self.rows, self.widths)
        if self.rows > MOST_HEIGHTS:
            self.sheet.set_default_row(look.USUAL_HEIGHT)
        self.sheet.autofilter(0, 0, self.rows, len(self.columns) - 1)


def _is_text(column: Column) -> bool:
    return column.type in ("text", "date", "list")


def _shown(value: object, column: Column, terms: Vocabulary) -> str:
    """A value of text as people read it, terms by their labels."""
    if column.kind and isinstance(value, list):
        return wording.labels(terms, column.kind, value)
    if column.kind and isinstance(value, str):
        return terms.label(column.kind, value)
    if isinstance(value, list) and value:
        return "\n".join(map(cell, value))
    return cell(value, wording.NOT_STATED)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _codebook(known: Iterable[Table], terms: Vocabulary) -> Iterator[Sequence[object]]:
    """What each column means, and each term."""
    for name, column, meaning in tables.codebook(known, _HOWS):
        yield [name, column, "", "", meaning]
    for kind, name in KINDS.items():
        for slug, term in terms.terms(kind).items():
            yield ["", name, slug, term.label, term.definition]
