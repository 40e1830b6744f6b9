"""What frames a text is put aside and told; what is text stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.bulletin.cleaning import Cleaned, clean
from casereviews.bulletin.cleaning.sheet import edited
from casereviews.bulletin.source.grid import Cell
from casereviews.bulletin.source.lines import Line

HEADS, NOTICES = "page numbers and running heads", "menus and notices of the page"
MARKINGS, COPYRIGHT, FOOTNOTES = "protective markings", "copyright lines", "footnotes"
HEADERS, SIGNATURES, DISCLAIMERS = "headers of messages", "greetings and signatures", "disclaimers"
TEXT = "The school was not told of the move, and nobody looked for her."


def cleaned(*texts: str) -> Cleaned:
    return clean([Line(number, text) for number, text in enumerate(texts, 1)])


def kept(*texts: str) -> list[str]:
    """The lines that stay, without the empty ones at either end."""
    return "\n".join(line.text for line in cleaned(*texts).lines).strip("\n").split("\n")


def aside(*texts: str) -> dict[str, list[str]]:
    return {what: [line.text for line in lines] for what, lines in cleaned(*texts).asides}


# --- Lines that are no text -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("OFFICIAL", MARKINGS), ("OFFICIAL-SENSITIVE", MARKINGS), ("OFFICIAL SENSITIVE", MARKINGS), ("[OFFICIAL: SENSITIVE]", MARKINGS),
        ("OFFICIAL - SENSITIVE - PERSONAL DATA", MARKINGS), ("RESTRICTED", MARKINGS), ("NOT PROTECTIVELY MARKED", MARKINGS),
        ("Strictly private and confidential", MARKINGS), ("DRAFT – not for circulation", MARKINGS), ("TLP:AMBER", MARKINGS),
        ("Embargoed until 4 May 2031", MARKINGS), ("Not for onward sharing", MARKINGS), ("Classification: internal", MARKINGS),
        ("© Eastmere Partnership 2031. Registered charity 123456.", COPYRIGHT), ("Copyright 2031 Eastmere", COPYRIGHT),
        ("All rights reserved.", COPYRIGHT), ("Eastmere Trust is a registered charity no. 1", COPYRIGHT), ("(c) Eastmere 2031", COPYRIGHT),
        ("Page 3 of 12", HEADS), ("Page 3", HEADS), ("3 | Page", HEADS), ("P a g e | 3", HEADS), ("– 3 –", HEADS), ("3 of 12", HEADS),
        ("03/05/2031, 10:12        Reviews | Eastmere", HEADS), ("https://www.example.org/reviews      1/3", HEADS),
        ("Skip to main content", NOTICES), ("Home > Reviews > Child Wren", NOTICES), ("You are here: Home / Reviews", NOTICES),
        ("Last updated: 3 May 2031", NOTICES), ("Last reviewed 2 May 2031", NOTICES), ("Share this page", NOTICES), ("Back to top ↑", NOTICES),
        ("Print this page", NOTICES), ("Accept all cookies", NOTICES), ("We use cookies to make this site work better.", NOTICES),
        ("Published on: 3 May 2031 | Reading time 4 min | Share on Facebook", NOTICES), ("4 min read", NOTICES), ("+", NOTICES),
        ("Was this page helpful?", NOTICES), ("Privacy policy", NOTICES), ("Expand all", NOTICES), ("This page is intentionally left blank", NOTICES), ("Sign up to the Eastmere e-bulletin", NOTICES),
        ("OFFICIAL – for publication in May", MARKINGS), ("We value your privacy", NOTICES), ("Showing 1–5 of 9", NOTICES),
        ("Show more", NOTICES), ("Older posts", NOTICES), ("Previous: Our new chair →", NOTICES), ("Posted in Reviews", NOTICES), ("Select a heading to open it.", NOTICES),
        ("This page was last changed on 2 May 2031.", NOTICES),
    ],
)  # fmt: skip
def test_a_line_that_says_nothing_of_a_child_is_put_aside(line: str, kind: str) -> None:
    assert aside(TEXT, "", line, "", TEXT) == {kind: [line]}


@pytest.mark.parametrize(
    "line",
    [
        "Child K | 2031 | Eastmere",
        "Rowan   2031   Death",
        "Serious Case Review / Child K",
        "Seen by: nurse | teacher | aunt",
    ],
)
def test_what_stands_beside_each_other_and_is_no_menu_stays(line: str) -> None:
    assert kept(line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Official records were not kept.", "The meeting was restricted to the police.", "Confidential advice was given to her mother",
        "Child A: draft report", "(c) Youth clubs will look again at their rules.", "Worried about a child she had seen, the teacher rang.", "Copyright was not the point.", "A trust that is registered as a charity cared for him.",
        "The page of 3 May was lost.", "3 of 12 visits were missed", "Home visits were missed",
        "Last updated records were not read by the school", "Sharing this with the school would have helped", "Print-outs were lost",
        "Cookies were all that they ate.", "Published reports were not read", "Menu planning was part of the course",
        "Search of the house found drugs", "https://www.example.org/wren.pdf", "Listening to children", "Images of the child were found",
        "Opens doors for families", "Police | Health | Schools", "No", "7", "Neglect",
    ],
)  # fmt: skip
def test_a_line_that_is_like_one_stays(line: str) -> None:
    assert aside(TEXT, line, TEXT) == {}
    assert kept(TEXT, line, TEXT) == [TEXT, line, TEXT]


def test_what_is_put_aside_in_a_sentence_leaves_no_gap() -> None:
    assert kept("He was seen by the", "", "OFFICIAL", "", "nurse twice.") == ["He was seen by the", "nurse twice."]
    assert kept("He was seen.", "", "OFFICIAL", "", "Nurses came.") == ["He was seen.", "", "Nurses came."]
    assert kept("He was seen.", "OFFICIAL", "Nurses came.") == ["He was seen.", "", "Nurses came."]


def test_a_table_of_contents() -> None:
    lines = ["Contents", "", "1 Introduction ........ 3", "2 Findings . . . . . . . . 4", "", TEXT]
    assert aside(*lines) == {"tables of contents": [lines[0], *lines[2:4]]}
    assert aside("Contents", TEXT, "He waited...... and nobody came") == {}


# --- Titles behind menus --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("menu", "title"),
    [
        ("Menu Search", "Child X: local child safeguarding practice review"),
        ("Menu Search", "Child X"),
        ("Skip to content Home About us Reviews Contact us", "Rowan: serious case review"),
        ("Home >", "Serious case review: Child K"),
        ("Home > Reviews > Published reviews", "Child X: local child safeguarding practice review"),
        ("Skip to main content You are here: Home / Reviews /", "Rowan: serious case review"),
        ("Home › Case reviews ›", "2031 – Northmere – Child K"),
    ],
)
def test_a_title_behind_a_menu_stays_without_it(menu: str, title: str) -> None:
    assert kept(f"{menu} {title}", "", TEXT) == [title, "", TEXT]
    assert aside(f"{menu} {title}", "", TEXT) == {NOTICES: [menu]}
    assert kept(f"{menu} {title}. {TEXT}") == [f"{title}. {TEXT}"]


@pytest.mark.parametrize(
    "line",
    [
        "Home > Reviews > Child Wren",  # the page has its own heading, or none
        "Home > Reviews > Local child safeguarding practice reviews",
        "Home > Reviews > Northmere",
        "Menu Search Home",
    ],
)
def test_a_menu_without_the_title_of_a_review_is_put_aside_whole(line: str) -> None:
    assert aside(line, "", TEXT) == {NOTICES: [line]}


@pytest.mark.parametrize("heading", ["Child X: serious case review", "Child X", "SERIOUS CASE REVIEW – CHILD X"])
def test_a_title_that_has_a_line_of_its_own_stays_there_alone(heading: str) -> None:
    trail = "Home > Reviews > Child X: serious case review"
    assert kept(trail, "", heading, "", TEXT) == [heading, "", TEXT]


@pytest.mark.parametrize(
    "line",
    [
        "Search and rescue found Child X, whose review was published in 2031.",
        "Menu planning: Child X and the review",
        "Training events for staff were held after the review of Child X",
        "Home visits to Child X: a review",
    ],
)
def test_words_that_only_begin_as_a_menu_does_stay(line: str) -> None:
    assert kept(line, "", TEXT) == [line, "", TEXT]


# --- Running heads --------------------------------------------------------------------------------


def test_a_head_that_parts_sentences_is_put_aside_whatever_the_margin() -> None:
    head = "Eastmere Partnership Review of Wren"
    lines = [head, "", "He was seen by the", head, "nurse and the", "", head, "", "doctor twice."]
    assert kept(*lines) == [head, "", "He was seen by the", "nurse and the", "doctor twice."]
    assert aside(*lines) == {HEADS: [head, head]}


def test_a_head_beside_the_numbers_of_pages_is_put_aside() -> None:
    lines = [TEXT, "Page 1 of 3", "Reviews 2031", TEXT, "Page 2 of 3", "Reviews 2031", TEXT]
    assert kept(*lines) == [TEXT, "", TEXT, "", TEXT]


def test_a_heading_that_comes_again_stays() -> None:
    lines = ["Why it matters", TEXT, "Page 1 of 2", "Why it matters", TEXT, "Why it matters", TEXT]
    assert [line for line in kept(*lines) if line] == [line for line in lines if line != "Page 1 of 2"]
    lines = ["Child Wren", TEXT, "Key points", TEXT, "Child Lark", TEXT, "Key points", TEXT]
    assert kept(*lines) == lines
    lines = ["Wren", "He died", "Key learning", "nobody asked", "Lark", "She died", "Key learning", "nobody looked"]
    assert kept(*lines) == lines


def test_a_sentence_that_comes_again_beside_a_number_stays() -> None:
    lines = [TEXT, "Page 1 of 2", TEXT, "Page 2 of 2", TEXT]
    assert kept(*lines) == [TEXT, "", TEXT, "", TEXT]


def test_text_that_comes_again_as_a_whole_is_no_head() -> None:
    told = [
        "The health visitor wrote that the boy was", "seen at home and nobody", "asked who", "lived with him and", "his sister",
        "until the winter.",
    ]  # fmt: skip
    pages = [line for number in range(3) for line in (f"Child {'KLM'[number]}", *told)]
    assert kept(*pages) == pages


def test_numbers_that_grow_as_those_of_pages() -> None:
    assert aside(TEXT, "1", TEXT, "2", TEXT, "3") == {HEADS: ["1", "2", "3"]}
    assert aside(TEXT, "3", TEXT, "1") == aside(TEXT, "12") == {}


# --- Messages -------------------------------------------------------------------------------------


def test_a_message_that_was_passed_on() -> None:
    lines = [
        "Hi both, see below.", "", "Regards", "Ann", "-- ", "Ann Reed", "Learning lead", "", "-----Original Message-----", "From: News <n@example.org>",
        "Sent: 04 May 2031 09:00", "To: Ann", "Subject: Reviews", "", "> Child Wren", ">", f"> {TEXT}",
    ]  # fmt: skip
    assert kept(*lines) == ["Subject: Reviews", "", "Child Wren", "", TEXT]
    assert aside(*lines) == {
        SIGNATURES: ["Hi both, see below.", "Regards", "Ann", "-- ", "Ann Reed", "Learning lead"],
        HEADERS: ["-----Original Message-----", "From: News <n@example.org>", "Sent: 04 May 2031 09:00", "To: Ann"],
    }


def test_quotes_in_quotes_and_a_lone_sign() -> None:
    assert kept("> > one", "> > two", "> three") == ["one", "two", "three"]
    assert kept(TEXT, "> Read the report", TEXT) == [TEXT, "> Read the report", TEXT]


def test_a_signature_ends_where_the_text_goes_on() -> None:
    lines = [TEXT, "", "Kind regards", "Ann Reed", "Learning lead", "T: 01632 960000", "", "Child Lark", "", TEXT]
    assert kept(*lines) == [TEXT, "", "Child Lark", "", TEXT]


@pytest.mark.parametrize(
    "text",
    [
        "This email and any files transmitted with it are confidential.",
        "If you are not the intended recipient please delete it.",
        "Please consider the environment before printing this.",
        "CAUTION: This email originated from outside the council.",
        "You are receiving this because you subscribed to our letter.",
        "To unsubscribe from this list write to us.",
        "View this email in your browser",
        "Sent from my phone",
    ],
)
def test_a_disclaimer_goes_to_the_end_of_its_paragraph(text: str) -> None:
    lines = [TEXT, "", text, "and so it goes on here.", "", TEXT]
    assert aside(*lines) == {DISCLAIMERS: [text, "and so it goes on here."]}


@pytest.mark.parametrize(
    "text",
    [
        "Thanks to the nurse he was seen",
        "From: the age of 3 he lived with an aunt",
        "The email was not read by the school, and the message was lost.",
        "Dear friends of the family were never asked what they knew about the home",
        "To be confidential was more to them than to share.",
        "Thank you",
        "Take care",
    ],
)
def test_what_is_like_a_message_and_is_text_stays(text: str) -> None:
    assert aside(TEXT, "", text, "", TEXT) == {}


# --- Menus ----------------------------------------------------------------------------------------


def link(number: int, text: str, href: str = "https://example.org/x") -> Line:
    return Line(number, text, ((0, len(text), href),))


def test_a_run_of_links_is_a_menu_unless_they_lead_to_documents() -> None:
    texts = ("Front page", "Courses", "Make a referral")
    found = clean([Line(1, TEXT), *(link(number, text) for number, text in enumerate(texts, 2)), Line(5, TEXT)])
    assert [(what, len(lines)) for what, lines in found.asides] == [(NOTICES, 3)]
    for lines in (
        [link(number, text, f"https://example.org/{number}.pdf") for number, text in enumerate(texts, 2)],
        [link(2, "Overview report"), link(3, "Easy read"), link(4, "Learning briefing")],
        [link(2, "Front page"), link(3, "Courses")],
    ):
        assert clean([Line(1, TEXT), *lines, Line(9, TEXT)]).asides == []


def test_a_menu_that_was_copied_as_text() -> None:
    lines = ["Home", "About us", "Training", "Contact us", "", "Learning from reviews", "", TEXT]
    assert kept(*lines) == ["Learning from reviews", "", TEXT]
    assert aside("Home visits", "School", "Training", "Housing", TEXT) == {}


# --- Footnotes ------------------------------------------------------------------------------------


def test_footnotes_and_their_numbers() -> None:
    lines = ["He was not seen.¹ Nobody asked;[2] she had curiosity3 and was alone.4", "", "¹ Court papers, which", "are long.", "[2] See there.", "3 See here."]  # fmt: skip
    assert kept(*lines) == ["He was not seen. Nobody asked; she had curiosity and was alone."]
    assert aside(*lines) == {FOOTNOTES: ["¹ Court papers, which", "are long.", "[2] See there.", "3 See here."]}


@pytest.mark.parametrize(
    "text", ["Child K1 was 5 m² from home", "para.4 of section 1.2", "Working 2023", "2 of them knew", "COVID19 and A1"]
)
def test_numbers_that_are_no_marks_stay(text: str) -> None:
    assert kept(text, TEXT) == [text, TEXT]


def test_a_numbered_heading_is_no_footnote_of_a_mark_in_brackets() -> None:
    lines = ["1  Why We Met", "", "The team met in May.[1]", "", "[1] Snow fell."]
    assert aside(*lines) == {FOOTNOTES: ["[1] Snow fell."]}
    assert kept(*lines) == ["1  Why We Met", "", "The team met in May."]


# --- Lists ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sign",
    ["✓\t", "§\t", "➢ ", "❖ ", "☑ ", "◦ ", "»  ", "\uf0a7\t", "→ ", "✔ ", "o\t", "n\t", "ü\t", "+ ", "~ ", "-", "=>\t", "1.1 ", "2.3.1 ", "(4.2) ", "👉 "],
)  # fmt: skip
def test_any_sign_that_begins_several_lines_is_that_of_a_list(sign: str) -> None:
    assert kept("Learning:", f"{sign}nobody asked", f"{sign}the school was not told") == [
        "Learning:", "• nobody asked", "• the school was not told",
    ]  # fmt: skip


def test_letters_with_numbers_that_count_from_one() -> None:
    assert kept("R1: Ask.", "R2: Look.") == ["• Ask.", "• Look."]
    assert kept("R3: Ask.", "R5: Look.") == ["R3: Ask.", "R5: Look."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("R1 ", "R2 "), ("R.1  ", "R.2  "), ("A.1 ", "A.2 "), ("Rec 1) ", "Rec 2) "), ("LP1 – ", "LP2 – "), ("A. ", "B. "), ("1  ", "2  "),
        ("1\t", "2\t"), ("First, ", "Second, "), ("Firstly, ", "Secondly, "), ("• 1. ", "• 2. "), ("• (a) ", "• (b) "), ("• ✓ ", "• ✓ "),
        ("(•) ", "(•) "), ("-o- ", "-o- "), ("=> ", "=> "), ("[✓] ", "[✓] "), ("[ ] ", "[ ] "), ("[x] ", "[x] "),
    ],
)  # fmt: skip
def test_what_counts_or_marks_points_is_no_part_of_them(first: str, second: str) -> None:
    ask, look = (
        "Ask who lives at the home of a baby, at each of the visits",
        "Look again at what was written down before then.",
    )
    assert kept(first + ask, second + look) == [f"• {ask}", f"• {look}"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1  Background", "2  What we did"),
        ("R1 ", "R3 "),
        ("1 May was a Sunday", "2 May was a Monday"),
        ("Second, ", "Third, "),
    ],
)
def test_what_does_not_count_from_one_and_headings_stay(first: str, second: str) -> None:
    lines = [f"{first}x", f"{second}y"] if first.endswith(" ") else [first, second]
    assert kept(*lines) == lines


def test_the_last_of_counted_points() -> None:
    assert kept("First, nobody asked.", "Second, nobody looked.", "Finally, nobody wrote.")[2:] == ["• nobody wrote."]
    assert kept("Finally, nobody wrote.") == ["Finally, nobody wrote."]


def test_what_opens_a_panel_is_a_heading() -> None:
    found = cleaned(
        "▼  Rowan (2031)", "", "A boy was hurt.", "", "▶ Child K", "", "A girl was hurt.", "▸ look", "▸ ask"
    )
    assert [(line.text, line.heading) for line in found.lines if line.text] == [
        ("Rowan (2031)", True), ("A boy was hurt.", False), ("Child K", True), ("A girl was hurt.", False), ("• look", False), ("• ask", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["*** Child K ***", "**Child K**", "== Child K ==", "# Child K", "### Child K", "--- Child K ---"]
)
def test_what_is_written_as_a_heading_is_one(line: str) -> None:
    (found,) = cleaned(line).lines
    assert (found.text, found.heading) == ("Child K", True)


@pytest.mark.parametrize("line", ["** a note on this", "a ** b **", "#1 is late", "-- and so on", "*"])
def test_signs_at_one_end_make_none(line: str) -> None:
    (found,) = cleaned(line).lines
    assert not found.heading


def test_numbered_headings_are_headings() -> None:
    assert kept("1.1 Background", "1.2 He was seen by a nurse, and by nobody else, at home.") == [
        "Background", "‣ He was seen by a nurse, and by nobody else, at home.",
    ]  # fmt: skip
    assert [line.heading for line in cleaned("1.1 Background", "1.2 He was seen by a nurse.").lines] == [True, False]


@pytest.mark.parametrize(
    "lines",
    [
        ["-ish words", "A line"], ["+ one alone", "A line"], ["a\tb", "c\td"], ["“Quoted", "“Quoted again"], ["(in brackets)", "(in brackets)"],
        ["§ 47 enquiries began", "A line"], ["1.5 litres", "A line"], ["£40", "£50"],
    ],
)  # fmt: skip
def test_what_is_no_list_stays(lines: list[str]) -> None:
    assert kept(*lines) == lines


# --- Words at the ends of lines -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "elsewhere", "whole", "is_sure"),
    [
        ("visi", "tor", "", "visitor", True),
        ("pare", "ntal", "", "parental", True),
        ("non", "mobile", "", "non-mobile", True),
        ("multi", "agency", "", "multi-agency", True),
        ("Frang", "lewick", "Franglewick", "Franglewick", True),
        ("grum", "school", "grum-school", "grum-school", True),
        ("grum", "school", "", "grum-school", False),
        ("frang", "lewick", "", "franglewick", False),
        ("well", "lit", "", "well-lit", True),
    ],
)
def test_a_word_that_a_line_parts(first: str, last: str, elsewhere: str, whole: str, is_sure: bool) -> None:
    """It is whole where the text or the language has it; where neither tells, that is to be checked."""
    found = cleaned(elsewhere, f"The {first}-", f"{last} came.")
    assert [line.text for line in found.lines] == [elsewhere, f"The {whole}", "came."]
    assert [(one.line, one.word) for one in found.parted] == ([] if is_sure else [(2, whole)])


def test_a_word_over_two_pages() -> None:
    assert kept("the health visi-", "", "Page 1 of 2", "", "tor was not told") == ["the health visitor", "was not told"]


# --- Nothing is lost ------------------------------------------------------------------------------

LINES = st.sampled_from(
    [
        "", TEXT, "OFFICIAL", "Page 1 of 2", "Reviews 2031", "• a point", "✓\ta point", "1.1 a point", "> quoted", ">", "Kind regards", "Ann", "Home", "Contact us",
        "¹ A note", "word¹", "visi-", "tor came", "From: Ann", "To: Bo", "1", "2", "R1: Ask", "R2: Look",
    ]
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=20).map(lambda text: " ".join(text.split())), max_size=25))
def test_every_line_is_kept_or_told(lines: list[str]) -> None:
    """By its number, once; a line may have been joined to the one before it."""
    found = cleaned(*lines)
    told = [line.number for _, held in found.asides for line in held]
    kept_numbers = [line.number for line in found.lines if line.text]
    assert sorted({*told, *kept_numbers}) == sorted([*{*told}, *{*kept_numbers}])
    assert len(told) == len(set(told))
    for number, text in enumerate(lines, 1):
        is_end = number > 1 and bool(lines[number - 2]) and lines[number - 2][-1] in "-¬"
        if text.strip("> ") and not is_end and "visi-" not in lines:
            assert number in told or number in kept_numbers


def test_links_stay_where_they_are() -> None:
    line = Line(1, "1.1 see the report now", ((8, 18, "x"), (0, 3, "y")))
    assert edited(line, 0, 4, "• ") == Line(1, "• see the report now", ((6, 16, "x"), (0, 2, "y")))
    assert edited(Line(1, "abcdef", ((2, 4, "x"),)), 1, 5) == Line(1, "af", ())


def test_the_numbers_of_paragraphs_that_are_counted_through_a_document_are_taken_off() -> None:
    texts = [f"{number} They met again, and a note was made of it." for number in range(1, 11)]
    lines = ["*** One ***", *texts[:3], "*** Two ***", *texts[3:6], "*** Three ***", *texts[7:]]
    found = kept(*lines)
    assert [line[:3] for line in found].count("‣ T") == 9
    assert not any(line[:1].isdigit() for line in found)
    assert kept("*** One ***", *texts[:3], "*** Two ***", *texts[:3])[1] == texts[0]
    dates = [f"{number} May 2031 was when they met, and a note was made of it." for number in range(1, 11)]
    assert "3 May 2031 was when they met, and a note was made of it." in kept(
        "*** One ***", *dates[:3], "*** Two ***", *dates[3:]
    )


# --- Tables that a document has for itself ----------------------------------------------------------------------------

OF_DOCUMENT, OF_PEOPLE = "tables of the document itself", "tables of who is who"


def table(*rows: tuple[str, ...]) -> list[Line]:
    return [
        Line(9, text, cell=Cell(1, row, column))
        for row, cells in enumerate(rows, 1)
        for column, text in enumerate(cells, 1)
    ]


def around(*lines: Line) -> Cleaned:
    """A heading and some lines between a text and the next heading."""
    heads = [Line(number, text, heading=True) for number, text in ((2, "Over it"), (8, "Learning"))]
    return clean([Line(1, TEXT), heads[0], *lines, heads[1], Line(10, TEXT)])


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([("Version", "Date", "Author", "Change"), ("0.1", "3 May 2031", "Manager", "First draft")], OF_DOCUMENT),
        ([("Draft no.", "Date issued", "Circulated to"), ("1", "3 May 2031", "Panel")], OF_DOCUMENT),
        ([("Role", "Signature", "Date"), ("Delegated partner, police", "signed", "3 May 2031")], OF_DOCUMENT),
        ([("Risk", "Owner", "Score"), ("Turnover of leads", "Manager", "12")], OF_DOCUMENT),
        ([("Panel member", "Organisation"), ("Named nurse", "Eastmere Trust")], OF_DOCUMENT),
        ([("R", "A", "G"), ("Stalled", "Behind", "On track")], OF_DOCUMENT),
        ([("Rating", "Meaning"), ("Blue", "Complete"), ("Green", "On track"), ("Red", "Stalled")], OF_DOCUMENT),
        ([("Person", "Relation to Ivo", "Age in May 2031"), ("Ms A", "Mother", "25")], OF_PEOPLE),
    ],
)
def test_a_table_that_a_document_has_for_itself_is_put_aside_with_its_heading(
    rows: list[tuple[str, ...]], kind: str
) -> None:
    found = around(*table(*rows))
    assert [line.text for line in found.lines if line.text] == [TEXT, "Learning", TEXT]
    assert {what: [line.text for line in lines] for what, lines in found.asides} == {
        kind: ["Over it", *(text for row in rows for text in row)]
    }


@pytest.mark.parametrize(
    "rows",
    [
        [("Recommendation", "Owner", "Status"), ("Write to the father.", "Police", "Done")],
        [("Version", "What happened"), ("1", "He was hurt.")],
        [("Risk", "What we learned"), ("Water", "Nobody asked.")],
        [("Name", "Age"), ("Ivo", "4")],
        [("Red", "Amber"), ("Stalled", "Behind")],
        [
            ("RAG", "Recommendation", "Progress"),
            *((one, "Write to the father.", "Done") for one in ("Green", "Red", "G")),
        ],
        [("Status", "Action"), *((one, "Write to the father.") for one in ("Green", "Amber", "Red"))],
        [("State", "What it is about"), *((one, "Letters") for one in ("Green", "Red", "Green"))],
        [("Issue", "Comments"), ("Letters", "Nobody read them.")],
    ],
)
def test_a_table_of_anything_else_stays(rows: list[tuple[str, ...]]) -> None:
    assert around(*table(*rows)).asides == []


def test_the_header_of_such_a_table_may_be_a_line_over_it() -> None:
    rows = table(("Ms A Mother", "25"), ("Ivo", "4"))
    found = around(Line(3, "Person Relation to Ivo Age in May 2031"), *rows)
    assert [what for what, _ in found.asides] == [OF_PEOPLE]
    assert around(Line(3, "Each person and how old they were"), *rows).asides == []


# --- Earlier messages, and who a board is -----------------------------------------------------------------------------


def test_a_short_message_that_a_long_one_answers_is_put_aside() -> None:
    long = [TEXT] * 8
    mail = [*long, "On 8 May 2031, at 09:15, the panel wrote:", "Final proof attached."]
    assert kept(*mail) == long
    assert aside(*mail)["earlier messages"] == ["Final proof attached."]
    assert "earlier messages" not in aside("See below.", "On 8 May 2031, at 09:15, the panel wrote:", *long)


@pytest.mark.parametrize("review", ["Child T, a boy of four, was hurt in May 2029.", "Learning: nobody asked him."])
def test_a_short_message_that_may_be_a_review_stays(review: str) -> None:
    mail = [*[TEXT] * 8, "-----Original Message-----", review]
    assert kept(*mail)[-1] == review
    assert "earlier messages" not in aside(*mail)


@pytest.mark.parametrize(
    "line",
    [
        "Distribution list: Chief Executives; Directors of Children’s Services",
        "Stock photograph. The picture does not show a child of this review.",
        "The Eastmere Safeguarding Board is an independent body of its members.",
        "The Board brings together two councils, the police and probation.",
    ],
)
def test_whom_a_paper_went_to_and_who_a_board_is_are_notices(line: str) -> None:
    assert aside(TEXT, "", line) == {NOTICES: [line]}
    assert aside(TEXT, "", "The Board should bring together two councils.", "Distribution of the card was late.") == {}
