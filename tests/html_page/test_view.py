"""The page as somebody uses it: searches, filters, opens, copies, goes back, prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from helpers.pages import OpenPage, PageOf

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

NAMES = ["Child RS", "Joshua", "Baby 'R'", "Mia", "Child R", "Child P", "Toby", "Child L"]
_SIZES = """
[...document.querySelectorAll("a, button, summary, input, select")]
  .filter((each) => each.checkVisibility() && !each.matches(".skip"))
  .map((each) => [(each.closest("label") ?? each).getBoundingClientRect(), each])
  .filter(([{ width }]) => width > 1)
  .map(([{ width, height }, each]) => [width, height, each.className, each.textContent])
"""
COPIED = """
async () => {
  const [item] = await navigator.clipboard.read();
  const text = async (type) => (await item.getType(type)).text();
  return [await text("text/plain"), await text("text/html")];
}
"""


NARROW = [(360, 780), (640, 450)]
"""A phone, and a window of 1,280 by 900 at twice the size."""


@pytest.fixture(scope="module")
def path(page_of: PageOf) -> Path:
    """The page of the bundled eight."""
    return page_of()


def names(page: Page) -> list[str]:
    """The names of the reviews that are listed, in order."""
    return page.locator("ol.results h3").all_inner_texts()


def heading(page: Page) -> str:
    """What stands above the results."""
    return page.locator("#results-heading").inner_text()


def box(page: Page) -> Locator:
    """The search box."""
    return page.get_by_role("searchbox")


def collection(invented: Any, folder: Path, changes: list[dict[str, Any]]) -> Path:
    """A file of invented reviews, each with its changes."""
    lines = invented(len(changes)).read_text("utf-8").splitlines()
    path = folder / f"{len(changes)}.jsonl"
    records = [json.loads(line) | change for line, change in zip(lines, changes, strict=True)]
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf-8")
    return path


def open_filter(page: Page, title: str) -> None:
    """Open the values of a field."""
    page.locator("details", has=page.locator(f"summary:has-text('{title}')")).first.evaluate(
        "each => { each.open = true }"
    )


def test_the_first_screen_says_what_this_is_and_lists_all(open_page: OpenPage, path: Path) -> None:
    page = open_page(path).page
    assert page.title() == "Case reviews"
    assert page.locator("h1").inner_text() == "Case reviews"
    assert "8 child safeguarding case reviews" in page.locator("#intro").inner_text()
    assert heading(page) == "8 reviews"
    assert names(page) == NAMES
    assert page.locator(".examples a").count() == 3
    headings = page.locator("h1, h2, h3").all_inner_texts()
    assert not [text for text in headings if "injur" in text.lower()]


def test_each_example_finds_something(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path)
    for number in range(3):
        page = opened.visit()
        page.locator(".examples a").nth(number).click()
        opened.settle()
        assert page.locator("ol.results > li").count() > 0


def test_results_come_as_somebody_types(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path)
    page = opened.page
    box(page).press_sequentially("bruising")
    opened.settle()
    assert names(page)[0] == "Child RS"
    assert "Bruising" in page.locator("mark").all_inner_texts()
    assert page.title() == "bruising – Case reviews"
    page.wait_for_timeout(600)
    assert page.url.endswith("#?q=bruising")
    assert page.get_by_role("status").inner_text() == heading(page)
    page.go_back()
    opened.settle()
    assert (names(page), box(page).input_value()) == (NAMES, "")


def test_enter_and_escape(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path)
    page = opened.page
    box(page).press_sequentially("fathers/")
    page.keyboard.press("Enter")
    opened.settle()
    assert page.evaluate("document.activeElement.id") == "results-heading"
    box(page).press("Escape")
    opened.settle()
    assert (box(page).input_value(), names(page)) == ("", NAMES)


def test_no_single_key_is_taken(open_page: OpenPage, path: Path) -> None:
    """Who speaks to a computer, or types by mistake, would set off what a single key does."""
    page = open_page(path).page
    for key in "/abcdefghijklmnopqrstuvwxyz?1":
        page.keyboard.press(key)
    assert page.evaluate("[document.activeElement.tagName, location.hash]") == ["BODY", ""]


def test_what_was_recommended_to_an_agency(open_page: OpenPage, path: Path) -> None:
    """Found through the filters alone, and copied with its citation."""
    opened = open_page(path, permissions=["clipboard-read", "clipboard-write"])
    page = opened.page
    page.get_by_label("Statements").check()
    page.get_by_label("Recommendations").check()
    open_filter(page, "Agency")
    page.locator("#filters").get_by_label("Housing services").check()
    opened.settle()
    assert page.locator("ol.results > li").count() == 1
    assert page.evaluate("location.hash") == "#?agency=housing&show=statements&in=recommendations"
    page.get_by_role("button", name="Copy with citation").click()
    page.locator(".copied", has_text="Copied.").wait_for()
    plain, html = page.evaluate(COPIED)
    statement, told = plain.split("\n")
    shown = page.locator("ol.results .text").inner_text()
    assert statement == f"Abstract of a recommendation (not the report's words): {shown}"
    assert told == (
        "Review: Baby ‘R’: Local Child Safeguarding Practice Review; published: not stated; area: not stated; "
        "listed: February 2022. Collection: NSPCC Repository, February 2022. Record 2022-02/baby-r/R3."
    )
    assert html.startswith("<p>Abstract of a recommendation (")
    page.wait_for_timeout(600)
    assert page.get_by_role("status").inner_text() == "Copied."


def test_what_is_copied_several_times_is_said_once(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path, permissions=["clipboard-read", "clipboard-write"], fragment="review/2022-02/child-rs")
    page = opened.page
    page.evaluate("() => { for (let time = 0; time < 3; time++) document.querySelector('article .copy').click(); }")
    page.locator(".copied", has_text="Copied.").first.wait_for()
    opened.settle()
    assert page.locator("article .copied").count() == 1


def test_a_refused_clipboard_leaves_the_text_selected(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="review/2022-02/child-rs").page
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="Copy with citation: Child RS, L1", exact=True).click()
    area = page.locator("textarea.to-copy")
    area.wait_for()
    assert page.evaluate("document.activeElement === document.querySelector('textarea.to-copy')")
    selected = area.evaluate("each => each.value.slice(each.selectionStart, each.selectionEnd)")
    assert selected == area.input_value()
    assert "2022-02/child-rs/L1" in area.input_value()


def test_filters_say_what_they_leave_out(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path)
    page = opened.page
    open_filter(page, "Sex")
    page.locator("#filters").get_by_label("Girl").check()
    opened.settle()
    assert heading(page) == "2 of 8 reviews"
    assert page.evaluate("document.activeElement.type") == "checkbox"
    assert "2 reviews do not state the sex" in page.locator(".remarks").inner_text()
    page.get_by_role("link", name="Take them in too").click()
    opened.settle()
    assert heading(page) == "4 of 8 reviews"
    page.get_by_role("button", name="Sex: Girl, remove this filter").click()
    opened.settle()
    assert names(page) == ["Child RS", "Child P"]
    assert page.title() == "Sex: Not stated – Case reviews"
    page.get_by_role("button", name="Clear all").click()
    opened.settle()
    assert (names(page), page.evaluate("location.hash")) == (NAMES, "")


@pytest.mark.parametrize("anchor", ["auto", "none"])
def test_the_filters_of_a_phone_are_behind_a_button(open_page: OpenPage, path: Path, anchor: str) -> None:
    """Nor does what is ticked move away, also in a browser that does not see to this itself."""
    opened = open_page(path, 360)
    page = opened.page
    assert not page.locator("#filters").is_visible()
    page.get_by_role("button", name="Filters").click()
    page.evaluate("anchor => { document.documentElement.style.overflowAnchor = anchor; }", anchor)
    tick = page.locator("#filters").get_by_label("Neglect")
    top = "each => each.getBoundingClientRect().top"
    before = tick.evaluate(top)
    tick.check()
    opened.settle()
    assert abs(tick.evaluate(top) - before) < 1
    page.evaluate("document.querySelectorAll('#filters details').forEach((each) => { each.open = true; })")
    opened.settle()
    done = page.get_by_role("button", name="Show 2 reviews")
    box = done.bounding_box()
    assert box
    assert box["y"] + box["height"] < 780  # in view, wherever the panel is scrolled to
    page.get_by_label("Statements").check()
    page.get_by_role("button", name="Show 21 statements").click()
    assert not page.locator("#filters").is_visible()
    assert page.evaluate("document.activeElement.id") == "results-heading"
    assert page.get_by_role("button", name="Filters (1 chosen)").get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize(("width", "height"), NARROW)
def test_what_was_asked_leads_to_the_results(open_page: OpenPage, path: Path, width: int, height: int) -> None:
    """In a narrow window, where the introduction gives way and the heading of the results comes to the top."""
    opened = open_page(path, viewport={"width": width, "height": height})
    page = opened.page
    top = "document.getElementById('results-heading').getBoundingClientRect().top"
    assert page.locator("#intro").is_visible()
    box(page).press_sequentially("fathers")
    opened.settle()
    assert not page.locator("#intro, .examples").locator("visible=true").count()
    assert box(page).is_visible()
    box(page).press("Enter")
    assert 0 <= page.evaluate(top) < 40
    for number in range(3):
        opened.visit()
        page.locator(".examples a").nth(number).click()
        opened.settle()
        assert 0 <= page.evaluate(top) < 40
    opened.visit("counts?by=harm")
    page.locator("#app a[href^='#?harm=']").first.click()
    opened.settle()
    assert heading(page) == "6 of 8 reviews"
    assert page.evaluate(top) < height / 2


def test_the_search_box_stays_where_there_is_room(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path)
    before = box(opened.page).bounding_box()
    box(opened.page).press_sequentially("fathers")
    box(opened.page).press("Enter")
    opened.settle()
    assert box(opened.page).bounding_box() == before


@pytest.mark.parametrize(
    ("months", "order", "told"),
    [
        (["2021-03", "2022-02", "2021-03", "2020-12"], [2, 1, 3, 4], ""),
        (
            [None, "2022-02", None, "2022-11"],
            [4, 2, 1, 3],
            (
                "1 review does not state the month listed, and in 1 other no month listed was read and nobody has read it; "
                "they come last."
            ),
        ),
        (
            [None, "2022-02", "2022", "2022-11"],
            [4, 2, 3, 1],
            "1 review does not state the month listed, and comes last.",
        ),
    ],
)
def test_reviews_are_listed_latest_first(
    open_page: OpenPage,
    page_of: PageOf,
    invented: Any,
    tmp_path: Path,
    months: list[str | None],
    order: list[int],
    told: str,
) -> None:
    """Last come those that do not state it: a person has coded the first, and nobody has read the others."""
    codings = ["curated", *["automatic"] * 3]
    facts = [{"listed": month, "coding": coding} for month, coding in zip(months, codings, strict=True)]
    data = collection(invented, tmp_path, [{"title": f"Review {n}", **each} for n, each in enumerate(facts, 1)])
    opened = open_page(page_of("--data", str(data)))
    page = opened.page
    page.get_by_label("Listed latest first").check()
    opened.settle()
    assert page.evaluate("location.hash") == "#?sort=listed"
    assert page.locator("ol.results .title").all_inner_texts() == [f"Review {number}" for number in order]
    assert " ".join(page.locator(".remarks").all_inner_texts()) == told
    box(page).fill("review")
    opened.settle()
    assert not page.get_by_label("Listed latest first").is_visible()
    box(page).press("Escape")
    page.get_by_label("As in the collection").check()
    opened.settle()
    assert page.locator("ol.results .title").all_inner_texts() == [f"Review {number}" for number in range(1, 5)]


def test_the_ticks_say_what_they_do(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, 360).page
    assert page.locator(".ways label").all_inner_texts() == [
        "As spelt: no other spellings or words",
        "All words: nothing that lacks one",
    ]


def test_a_view_without_results_does_not_say_how_many_there_were(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path, fragment="?q=fathers")
    page = opened.page
    page.wait_for_timeout(600)
    assert page.get_by_role("status").inner_text() == "5 reviews"
    page.get_by_role("link", name="Themes").click()
    page.wait_for_timeout(600)
    assert page.get_by_role("status").inner_text() == ""


def test_a_few_values_more_are_shown_at_once(
    open_page: OpenPage, page_of: PageOf, invented: Any, tmp_path: Path
) -> None:
    """Only where they are many are they behind a button."""
    for areas in (45, 46):
        data = collection(invented, tmp_path, [{"area": f"Area {number}"} for number in range(areas)])
        page = open_page(page_of("--data", str(data))).page
        open_filter(page, "Area")
        values = page.locator("details", has=page.locator("summary:has-text('Area')")).locator("input")
        assert values.count() == (45 if areas == 45 else 32)


def test_nothing_found_is_said_with_ways_to_find_more(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path, fragment="?q=xylophone%20zeppelin&harm=neglect&all=1")
    page = opened.page
    assert heading(page) == "No review found"
    assert "xylophone" in page.locator(".remarks").inner_text()
    ways = page.locator("p:has-text('To find more:') + ul a").all_inner_texts()
    assert ways == ["Search without filters", "Take what has only some of the words too", "List all, without a search"]
    page.get_by_role("link", name="List all, without a search").click()
    opened.settle()
    assert heading(page) == "2 of 8 reviews"


@pytest.mark.parametrize(
    ("query", "choice", "fragment", "found"),
    [
        ("under one", "Age: Under 1 year", "#?age=under-1", "4 of 8 reviews"),
        ("Bruising in under 2s", "Age: Under 1 year or 1 to 5 years", "#?q=Bruising%20in&age=under-1,1-to-5", None),
        ("the 8-year-old", "Age: 6 to 10 years", "#?age=6-to-10", "1 of 8 reviews"),
    ],
)
def test_an_age_leads_to_the_filter_that_selects_it(
    open_page: OpenPage, path: Path, query: str, choice: str, fragment: str, found: str | None
) -> None:
    """With the rest of the query, where that says what to look for."""
    opened = open_page(path, fragment=f"?q={query}")
    page = opened.page
    item = page.locator(".remarks li", has_text='The filter "Age" selects the reviews by age.')
    assert item.get_by_role("link").inner_text() == choice
    item.get_by_role("link").click()
    opened.settle()
    assert page.evaluate("location.hash") == fragment
    assert heading(page) == found or found is None
    assert page.locator("ol.results > li").count() > 0


def test_an_age_that_no_review_has_leads_nowhere(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="?q=teenagers").page
    item = page.locator(".remarks li", has_text='The filter "Age" selects the reviews by age.')
    assert (item.count(), item.get_by_role("link").count()) == (1, 0)


def test_how_a_query_was_read_is_behind_a_summary(open_page: OpenPage, path: Path) -> None:
    """But not what was not found; and it stays open while somebody types."""
    opened = open_page(path, fragment="?q=fathers quillwort")
    page = opened.page
    reading = page.locator("details.reading")
    assert reading.inner_text() == "How this was read"
    assert "quillwort" in page.locator(".remarks").first.inner_text()
    reading.locator("summary").click()
    assert "Also looked for: male carers" in reading.inner_text()
    box(page).press("End")
    box(page).press_sequentially(" s")
    opened.settle()
    assert "Also looked for: male carers" in reading.inner_text()


def test_a_line_on_how_a_query_was_read_stands_open(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="?q=police").page
    assert page.locator("details.reading").count() == 0
    assert "Also looked for" in page.locator(".remarks").inner_text()


def test_other_words_than_those_typed_are_always_said(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="?q=bruisng%20fathrs").page
    assert page.locator("details.reading").count() == 1
    told = page.locator(".remarks").first.inner_text()
    assert 'Searched for bruising, fathers; tick "as spelt" for the words as typed.' in told


@pytest.mark.parametrize(
    ("query", "told", "whole", "near"),
    [
        ("neglect and domestic abuse", "1 review, and 3 near", 1, 3),
        ("how do we involve dads", "No full match, 5 reviews near", 0, 5),
        ("fathers", "5 reviews", 5, 0),
    ],
)
def test_near_misses_are_counted_apart(
    open_page: OpenPage, path: Path, query: str, told: str, whole: int, near: int
) -> None:
    page = open_page(path, fragment=f"?q={query}").page
    assert heading(page) == told
    lists = page.locator("ol.results")
    numbers = [lists.nth(number).locator("> li").count() for number in range(lists.count())]
    assert numbers == [number for number in (whole, near) if number]
    between = page.locator("ol.results + .between + ol.results")
    assert between.count() == (1 if whole and near else 0)


def test_too_many_words_are_said(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment=f"?q={'%20'.join(f'word{number}' for number in range(70))}").page
    assert heading(page) == "No review found"
    assert "64" in page.locator(".remarks").inner_text()


def test_a_review_has_the_words_marked_and_leads_back(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path, 1280, fragment="?q=fathers")
    page = opened.page
    page.evaluate("scrollTo(0, 300)")
    before = page.evaluate("scrollY")
    page.locator("ol.results h3 a").last.evaluate("each => each.click()")
    opened.settle()
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert page.evaluate("scrollY") == 0
    assert page.locator("article mark").count() > 0
    assert page.locator("article li.statement").count() == page.locator("article button").count()
    page.go_back()
    opened.settle()
    assert page.evaluate("scrollY") == before
    page.go_forward()
    opened.settle()
    page.get_by_role("link", name="Back to the results").click()
    opened.settle()
    assert page.evaluate("location.hash") == "#?q=fathers"


@pytest.mark.parametrize("fragment", ["review/2022-02/child-rs", "theme/information-sharing", "about"])
def test_a_view_that_the_address_leads_to_takes_the_focus(open_page: OpenPage, path: Path, fragment: str) -> None:
    opened = open_page(path)
    opened.page.evaluate("fragment => { location.hash = fragment; }", fragment)
    opened.settle()
    assert opened.page.evaluate("document.activeElement.tagName") == "H2"
    opened.page.go_back()
    opened.settle()
    assert heading(opened.page) == "8 reviews"


def test_a_statement_is_led_to(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="statement/2022-02/child-l/A4").page
    assert page.title() == "Child L, A4 – Case reviews"
    assert page.evaluate("document.activeElement.id") == "statement/2022-02/child-l/A4"
    assert page.locator(".led").bounding_box()["y"] < 900  # type: ignore[index]


def test_a_theme_has_every_statement_with_its_review(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path, fragment="themes?by=group")
    page = opened.page
    assert page.locator("main h3").all_inner_texts()[:2] == ["The child", "The family"]
    page.get_by_role("link", name="Information sharing").click()
    opened.settle()
    told = page.locator("main .quiet").all_inner_texts()
    assert "statements in" in " ".join(told)
    assert page.locator("ul.statements li.statement").count() > 3
    assert page.locator("main h2").inner_text() == "Information sharing"


@pytest.mark.parametrize(
    ("fragment", "said", "near"),
    [
        ("review/2022-02/child-rss", "This page has no review “2022-02/child-rss”", "Child RS"),
        ("review/2023-05/joshua", "This page has no review “2023-05/joshua”", "Joshua"),
        ("review/Toby", "This page has no review “Toby”", "Toby"),
        ("statement/2022-02/mia/L99", "This page has no statement “2022-02/mia/L99”", "Mia"),
        ("theme/information-shering", "This page has no theme “information-shering”", "Information sharing"),
        ("nowhere", "This page has no place “nowhere”", None),
    ],
)
def test_what_is_not_there_is_said_with_the_nearest(
    open_page: OpenPage, path: Path, fragment: str, said: str, near: str | None
) -> None:
    page = open_page(path, fragment=fragment).page
    assert page.locator("main h2").inner_text() == said
    if near:
        assert page.locator("main .view li a").first.inner_text() == near


def test_more_results_are_shown_and_lead_on(open_page: OpenPage, page_of: PageOf) -> None:
    opened = open_page(page_of(count=200))
    page = opened.page
    assert heading(page) == "200 reviews"
    assert len(names(page)) == 20
    page.get_by_role("button", name="Show 20 more").click()
    opened.settle()
    assert len(names(page)) == 40
    assert page.evaluate("document.activeElement.textContent") == names(page)[20]
    assert page.evaluate("location.hash") == "#?shown=40"


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        ("?q=fathers&show=statements&in=learning,actions", "Searched for: fathers. Shown: Learning points and Actions"),
        ("?harm=neglect,physical-abuse&show=statements", "Filters: Harm: Neglect or Physical abuse. Shown: Statements"),
        ("counts?by=sex&q=fathers&harm=neglect&show=statements", "Filters: Harm: Neglect"),
        ("review/2022-02/child-rs?q=bruising&harm=neglect", "Searched for: bruising"),
        ("themes?q=bruising&harm=neglect", ""),
    ],
)
def test_paper_names_what_was_asked_of_what_is_shown(open_page: OpenPage, path: Path, fragment: str, told: str) -> None:
    page = open_page(path, fragment=fragment).page
    assert page.locator(".on-paper").first.text_content() == told


def test_a_statement_stands_with_the_name_and_the_title_of_its_review(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="?show=statements&theme=recording").page
    homes = page.locator("ol.results .home").all_inner_texts()
    assert "Mia: Local Child Safeguarding Practice Review: Overview Report: Mia" in homes


def test_the_numbers_of_a_filter_are_of_the_reviews_that_have_it(open_page: OpenPage, path: Path) -> None:
    """Under the other filters, so that they stay as they are when another value of the field is chosen."""
    opened = open_page(path, fragment="?sex=not-stated")
    page = opened.page
    harms = page.locator("#filters details").first
    numbers = harms.locator(".number")
    before = numbers.all_inner_texts()
    assert page.locator("#filters > .quiet").inner_text() == (
        "A number is how many reviews have it, under the other filters."
    )
    assert len(before) > 2
    harms.locator("input").first.check()
    opened.settle()
    assert numbers.all_inner_texts() == before


@pytest.mark.parametrize(
    ("fragment", "title", "place", "current"),
    [
        ("matrix?rows=sex&columns=age", "Reviews by sex and age", "Two-way table", "page"),
        ("counts?by=sex&count=statements", "Statements by sex", "Counts", "page"),
        ("themes", "Themes", "Themes", "page"),
        ("theme/recording", None, "Themes", "true"),
        ("review/2022-02/child-rs", "Child RS", "Reviews", "true"),
    ],
)
def test_a_view_is_called_what_it_is(
    open_page: OpenPage, path: Path, fragment: str, title: str | None, place: str, current: str
) -> None:
    page = open_page(path, fragment=fragment).page
    heading = page.locator("#app h2").first.inner_text()
    assert title in (heading, None)
    assert page.title() == f"{heading} – Case reviews"
    link = page.locator("nav [aria-current]")
    assert (link.inner_text(), link.get_attribute("aria-current")) == (place, current)


def test_paper_has_the_view_its_address_and_what_was_asked(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path, fragment="?q=fathers&harm=physical-abuse")
    page = opened.page
    page.emulate_media(media="print")
    told = page.locator("main").inner_text()
    assert "Searched for: fathers. Filters: Harm: Physical abuse" in told
    assert f"{path.name}#?q=fathers&harm=physical-abuse" in told
    assert str(path.parent) not in told
    controls = page.locator("button, input, summary, nav")
    assert [each for each in controls.all() if each.is_visible()] == []
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("width", [360, 1280])
def test_controls_are_large_enough(open_page: OpenPage, path: Path, width: int) -> None:
    """24 pixels each way, or with the label around it; 32 what copies."""
    opened = open_page(path, width)
    for fragment in [
        "", "?q=fathers&harm=physical-abuse&show=statements", "?q=under one", "?sex=female", "review/2022-02/child-rs",
        "themes", "theme/recording", "counts?by=theme", "matrix?rows=theme&columns=harm", "about", "review/nowhere",
    ]:  # fmt: skip
        page = opened.visit(fragment)
        sizes = page.evaluate(_SIZES)
        assert len(sizes) > 3
        assert [size for size in sizes if min(size[:2]) < (32 if size[2] == "copy" else 24)] == [], fragment


def test_the_link_of_a_view_is_copied(open_page: OpenPage, path: Path) -> None:
    """Of a file without its folders, which lead nobody else to it."""
    page = open_page(path, permissions=["clipboard-read", "clipboard-write"], fragment="?q=fathers").page
    page.get_by_role("button", name="Copy link to this view").click()
    page.locator(".copied", has_text="Copied, for somebody who has this file.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{path.name}#?q=fathers"


def test_no_other_view_says_that_its_link_was_copied(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path, permissions=["clipboard-read", "clipboard-write"])
    opened.page.evaluate("() => { document.querySelector('.link-foot button').click(); location.hash = 'themes'; }")
    opened.settle()
    assert opened.page.locator(".link-foot").inner_text().strip() == "Copy link to this view"


@pytest.mark.parametrize("count", [400, pytest.param(2000, marks=pytest.mark.slow)])
def test_a_packed_page_shows_the_same(open_page: OpenPage, page_of: PageOf, count: int) -> None:
    opened = open_page(page_of(count=count))
    page = opened.page
    page.locator("#filters summary").first.wait_for()
    assert heading(page) == f"{count:,} reviews"
    page.reload(wait_until="commit")
    box(page).fill("quillwort")  # before anything can be searched
    page.locator("#results-heading", has_text="5 reviews").wait_for()
    page.locator("ol.results h3 a").first.click()
    opened.settle()
    assert page.locator("article mark").count() > 0
    assert page.locator("article dl.facts dt").count() == 9
