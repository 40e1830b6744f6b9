"""Tables as text: a review a row, a part a row, a point a row; and names that only a text bears out."""

from __future__ import annotations

import pytest

from casereviews.bulletin.layout.naming import named
from casereviews.bulletin.layout.tables import spread
from casereviews.bulletin.layout.titles import Titles
from casereviews.bulletin.source.grid import Cell, Grid
from casereviews.bulletin.source.lines import Line
from casereviews.library import vocabularies

TITLES = Titles(vocabularies.coding_vocabulary())


def table(*rows: tuple[str, ...], number: int = 1) -> list[Line]:
    """The lines of a table; a bar parts the lines of a cell."""
    return [
        Line(number, text, cell=Cell(number, row, column))
        for row, cells in enumerate(rows, 1)
        for column, cell in enumerate(cells, 1)
        for text in filter(None, cell.split("|"))
    ]


def texts(lines: list[Line]) -> list[str]:
    """The lines of a page, headings with a number sign."""
    return [f"# {line.text}" if line.heading else line.text for line in spread(lines) if line.text]


def owners(lines: list[Line]) -> dict[str, tuple[str, ...]]:
    """Who is to do something, by what."""
    return {line.text: line.owners for line in spread(lines) if line.owners}


def test_a_review_a_row_is_a_heading_with_its_columns_as_parts() -> None:
    rows = [
        ("Child", "What happened", "Learning", "Published"),
        ("Rowan", "A boy of four was hurt.", "• look|• ask", "May 2031"),
        ("Child K", "Death of a girl aged two.", "• write", "2030"),
    ]
    assert texts(table(*rows)) == [
        "# Rowan", "# What happened", "A boy of four was hurt.", "# Learning", "• look", "• ask", "Published: May 2031",
        "# Child K", "# What happened", "Death of a girl aged two.", "# Learning", "• write", "Published: 2030",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"), [("●", "●"), ("3.1", "3.2"), ("R1", "R2"), ("1", "2"), ("(a)", "(b)"), ("iv.", "v.")]
)
def test_a_sign_or_number_before_each_row_makes_a_list(first: str, second: str) -> None:
    assert texts(table((first, "Nobody asked."), (second, "Nobody looked."))) == ["• Nobody asked.", "• Nobody looked."]


def test_words_before_each_row_make_none() -> None:
    rows = [("May", "Nobody asked."), ("June", "Nobody looked.")]
    assert texts(table(*rows)) == ["May", "Nobody asked.", "June", "Nobody looked."]


def test_a_plan_has_points_in_the_column_of_sentences() -> None:
    write, call = "Write to all schools about the new form.", "Call each of the parents within a month."
    rows = [("No.", "What", "Who", "RAG"), ("1", write, "Head of Early Help", "Green"), ("2", call, "Chair", "Red")]
    assert texts(table(*rows))[:2] == [f"• {write}", f"• {call}"]
    assert texts(table(*rows))[2:] == ["No.: 1", "No.: 2", "RAG: Green", "RAG: Red"]
    assert owners(table(*rows)) == {f"• {write}": ("Who: Head of Early Help",), f"• {call}": ("Who: Chair",)}
    rows[0] = ("No.", "What", "Colour", "Shade")
    assert texts(table(*rows))[:4] == list(rows[0])


def test_a_part_a_row_is_its_label_as_a_heading() -> None:
    rows = [
        ("Title", "Child K"),
        ("Kind", "Rapid review"),
        ("What happened", "A boy was hurt."),
        ("Finding 1", "Nobody asked."),
    ]
    assert texts(table(*rows)) == [
        "# Child K", "Kind: Rapid review", "# What happened", "A boy was hurt.", "# Finding 1", "Nobody asked."
    ]  # fmt: skip


def test_a_point_a_row_is_a_list_for_each_column_of_points() -> None:
    rows = [
        ("No.", "Recommendation", "Action", "Lead"),
        ("1", "Share more", "A protocol", "Police"),
        ("", "", "A form", ""),
    ]
    assert texts(table(*rows)) == [
        "# Recommendation", "• Share more", "# Action", "• A protocol", "• A form", "No.: 1"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "column", ["Lead", "Owner", "Lead agency", "Lead officer", "Responsible", "Responsible agency:", "By whom", "Who?"]
)
def test_who_is_to_do_something_stands_with_it(column: str) -> None:
    rows = [("Recommendation", column, "Due"), ("Share more", "Police|Health", "May"), ("Look|Write", "", "June")]
    label = column.rstrip(":?")
    assert owners(table(*rows)) == {"• Share more": (f"{label}: Police; Health",)}
    assert texts(table(*rows)) == ["# Recommendation", "• Share more", "• Look", "• Write", "Due: May", "Due: June"]


@pytest.mark.parametrize(
    ("points", "column"), [("Learning", "Lead"), ("Recommendation", "Lead time"), ("Recommendation", "Due")]
)
def test_what_is_no_owner_of_anything_to_be_done_is_a_fact(points: str, column: str) -> None:
    rows = [(points, column), ("Nobody asked", "Police"), ("Nobody looked", "Health")]
    assert owners(table(*rows)) == {}
    assert texts(table(*rows))[-2:] == [f"{column}: Police", f"{column}: Health"]


def test_an_owner_of_nothing_is_a_fact() -> None:
    rows = [("Action", "Lead"), ("Share more", ""), ("", "Police")]
    assert owners(table(*rows)) == {}
    assert texts(table(*rows))[-1] == "Lead: Police"


@pytest.mark.parametrize(
    "rows",
    [
        [("Police", "Share more")],
        [("Agency", "Yes"), ("Police", "x")],
        [("A long text of a page. " * 4, "Menu"), ("b", "c")],
    ],
)
def test_any_other_table_stays_as_it_is(rows: list[tuple[str, ...]]) -> None:
    lines = table(*rows)
    assert list(spread(lines)) == lines


def test_two_tables_and_what_stands_between_them_stay_apart() -> None:
    first = table(("Title", "Child K"), ("What happened", "A boy was hurt."))
    second = table(("Title", "Child L"), ("What happened", "A girl was hurt."), number=2)
    assert texts([*first, Line(1, "Between"), *second]) == [
        "# Child K", "# What happened", "A boy was hurt.", "Between", "# Child L", "# What happened", "A girl was hurt."
    ]  # fmt: skip


def test_the_cell_of_a_table_in_another() -> None:
    grid = Grid()
    assert grid.cell is None
    for step in (grid.start_table, grid.start_row, grid.start_cell, grid.start_table, grid.start_row, grid.start_cell):
        step()
    assert grid.cell == Cell(2, 1, 1)
    grid.end_table()
    grid.start_cell()
    assert grid.cell == Cell(1, 1, 2)
    grid.end_table()
    grid.end_table()
    assert grid.cell is None


# --- Names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "told", "name"),
    [
        ("“My name is Danylo” (LCSPR)", "Danylo was 15.", "Danylo"),
        ("LEARNING FROM THE REVIEW OF AMARA", "Amara is Deaf.", "Amara"),
        ("Never leave a candle: overview report", "A baby, who is called Wren here, had burns.", "Wren"),
        ("Serious Case Review: Child K", "Rowan was four.", "Child K"),
        ("LCSPR 7", "Rowan was four.", "LCSPR 7"),
        ("Child Safeguarding Practice Review: Rowan (RDS22)", "A boy was hurt.", "Rowan"),
        ("Eastmereshire Safeguarding Children Board Serious Case Review - ABC14", "A boy was hurt.", "ABC14"),
        ("Concise Child Practice Review Report – GHSB 2/2032", "A girl was hurt.", "GHSB 2/2032"),
        ("Local Child Safeguarding Practice Review concerning Baby Aspen", "", "Baby Aspen"),
        ("Child K (LCSPR, published May 2031)", "", "Child K"),
        ("Rapid review EM/RR/31/05 Not published", "", "EM/RR/31/05"),
    ],
)  # fmt: skip
def test_the_name_of_a_review(title: str, told: str, name: str) -> None:
    found = named(TITLES.read(title), told)
    assert found.name == name


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("Child K", "Rowan"),
        ("Rowan", "Key findings"),
        ("Serious Case Review: Rowan", "Serious Case Review"),
        ("LCSPR 7", "Information sharing"),
        ("“Nobody asked where we slept” – Tamsin and Corey", "The home at night"),
        ("Baby K", "Published May 2031"),
        ("NEW REVIEW: BABY WREN", "COMING UP"),
        ("Information sharing", "Northmere Safeguarding Board"),
    ],
)
def test_what_a_line_is_worth_as_a_title(better: str, worse: str) -> None:
    assert TITLES.worth(better) > TITLES.worth(worse)


def test_a_table_of_courses_has_a_fact_a_row() -> None:
    rows = [("Course", "Date", "Where"), ("Learning from Rowan: lunch and learn", "9 May", "Teams")]
    assert texts(table(*rows)) == ["Event: Learning from Rowan: lunch and learn; 9 May; Teams"]
    told = [("Date", "What happened"), ("9 May", "A nurse saw him at home.")]
    assert not any(text.startswith("Event") for text in texts(table(*told)))


def test_a_table_that_tells_what_happened_has_a_review_in_each_row() -> None:
    header = ("Name", "What happened", "What we found")
    rows = [
        ("Rowan", "A boy of four was hurt.", "• look"),
        ("Elm", "No more is told.", "• ask"),
        ("Oak", "See the report.", "–"),
    ]
    assert [text for text in texts(table(header, *rows)) if text in ("# Rowan", "# Elm", "# Oak")] == [
        "# Rowan",
        "# Elm",
        "# Oak",
    ]


def test_a_table_of_findings_has_none_though_it_tells_what_happened() -> None:
    header = ("Finding", "What happened", "Action")
    rows = [("Nobody asked", "A boy of four was hurt.", "Ask"), ("Nobody looked", "A form was lost.", "Look")]
    made = texts(table(header, *rows))
    assert "# Nobody asked" not in made
    assert "• Nobody asked" in made


def heading(text: str, number: int = 50) -> list[Line]:
    return [Line(number, ""), Line(number, text, heading=True), Line(number, "Told here.")]


LISTED = [("Review", "Concluded", "Child", "In a line"), ("Alder", "May 2031", "Boy, 14", "Left alone"),
          ("Baby B.K.", "June 2031", "Girl, 3 weeks", "Hurt at home"), ("Mrs T", "2030", "(adult)", "Killed")]  # fmt: skip


def test_what_a_table_of_contents_gives_stands_under_the_heading_of_each_review() -> None:
    page = [*table(*LISTED), *heading("Alder: \u2018I was only nine\u2019"), *heading("Baby B.K.")]
    assert texts(page) == [
        "Contents: Review; Concluded; Child; In a line", "Contents: Alder; May 2031; Boy, 14; Left alone",
        "Contents: Baby B.K.; June 2031; Girl, 3 weeks; Hurt at home", "Contents: Mrs T; 2030; (adult); Killed",
        "# Alder: \u2018I was only nine\u2019", "Concluded: May 2031", "Child: Boy, 14", "Told here.",
        "# Baby B.K.", "Concluded: June 2031", "Child: Girl, 3 weeks", "Told here.",
    ]  # fmt: skip


def test_a_table_whose_names_are_no_headings_or_that_has_points_is_none_of_contents() -> None:
    assert "Contents: " not in "".join(texts([*table(*LISTED), *heading("Alder"), *heading("Birch")]))
    plan = [("Review", "Action", "Owner"), ("Alder", "Ask each parent.", "Chair"), ("Birch", "Look again.", "Chair")]
    assert "Contents: " not in "".join(texts([*table(*plan), *heading("Alder"), *heading("Birch")]))


def test_a_reference_is_the_title_only_of_a_table_that_tells_the_review() -> None:
    facts = [("Review reference", "CR 17"), ("Subject of review", "Alder, aged 8, and Iris, aged 20 months"),
             ("Independent reviewer", "A. Holt")]  # fmt: skip
    assert texts(table(*facts)) == [
        "Review reference: CR 17", "Subject of review: Alder, aged 8, and Iris, aged 20 months", "Independent reviewer: A. Holt",
    ]  # fmt: skip
    told = [("Review reference", "CR 17"), ("What happened", "A boy was hurt."), ("Learning", "Nobody asked.")]
    assert texts(table(*told))[0] == "# CR 17"


def test_a_column_of_answers_is_a_fact_or_tells_what_was_done() -> None:
    rows = [
        ("Recommendation", "Response", "Progress"),
        ("Schools should tell each other.", "Agreed", "A procedure was sent to all schools in May."),
        ("The trust should ring back.", "Agreed in principle", "The trust has begun a service on three days."),
    ]
    assert texts(table(*rows)) == [
        "# Recommendation", "• Schools should tell each other.", "• The trust should ring back.",
        "# Progress", "• A procedure was sent to all schools in May.", "• The trust has begun a service on three days.",
        "Response: Agreed", "Response: Agreed in principle",
    ]  # fmt: skip
    short = [(first, second, "On track") for first, second, _ in rows[1:]]
    assert "# Progress" not in texts(table(rows[0], *short))


def test_a_list_in_a_table_may_have_a_header() -> None:
    rows = [("Finding", "In the words of the report"), ("1", "Nobody asked."), ("2", "Nobody looked.")]
    assert texts(table(*rows)) == [
        "Columns: Finding; In the words of the report", "• Nobody asked.", "• Nobody looked.",
    ]  # fmt: skip
    assert texts(table(("Finding", "It was late."), *rows[1:]))[0] == "# Finding"


@pytest.mark.parametrize(
    ("title", "name"),
    [("EARLY LEARNING FROM QT4", "QT4"), ("Early learning from QT4", "QT4"), ("Lessons from Child K", "Child K")],
)
def test_whom_learning_is_from_gives_the_name(title: str, name: str) -> None:
    assert TITLES.read(title).name == name
    assert TITLES.worth(title) > 0 > TITLES.worth("LEARNING FROM THE REVIEW")


def test_a_possessive_behind_a_name_is_no_part_of_it() -> None:
    assert named(TITLES.read("Ivo's file"), "Ivo was four in May 2029.").name == "Ivo"
