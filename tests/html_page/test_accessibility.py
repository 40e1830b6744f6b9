"""The page for everybody: axe-core's rules, every width and scheme, and the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from helpers.pages import AXE, SCHEMES, WIDTHS, Opened, OpenPage, PageOf, Scheme, lacking

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

VIEWS = {
    "start": "",
    "results": "?q=bruising%20non-mobile",
    "nothing found": "?q=xylophone",
    "statements": "?q=housing&show=statements",
    "filtered": "?harm=neglect,physical-abuse&sex=not-stated",
    "review": "review/2022-02/child-rs",
    "review with marks": "review/2022-02/child-rs?q=bruising",
    "statement": "statement/2022-02/child-rs/L1",
    "themes": "themes",
    "theme": "theme/professional-curiosity",
    "counts": "counts?by=harm",
    "counts of statements": "counts?by=theme&count=statements",
    "matrix": "matrix?rows=theme&columns=harm",
    "about": "about",
    "not found": "review/2022-02/child-zz",
}
"""Each view, by its place in the page."""

HEADINGS = {
    "start": "8 reviews",
    "results": "3 reviews, and 3 near",
    "nothing found": "No review found",
    "statements": "3 statements",
    "filtered": "2 of 8 reviews",
    "review": "Child RS",
    "review with marks": "Child RS",
    "statement": "Child RS",
    "themes": "Themes",
    "theme": "Professional curiosity",
    "counts": "Reviews by harm",
    "counts of statements": "Statements by theme",
    "matrix": "Reviews by theme and harm",
    "about": "What these reviews are, and are not",
    "not found": "This page has no review “2022-02/child-zz”",
}
"""What stands above each view, so that no test looks at another."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_AXE = """
async (rules) => {
  const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(" ")}: ${failureSummary}`));
}
"""

# What reaches over the right edge of the window, but for what stands in a region that scrolls by itself.
_TOO_WIDE = """
() => {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > width + 1 && element.checkVisibility())
    .map((element) => `${element.tagName}.${element.className} ${element.textContent.slice(0, 40)}`)
    .slice(0, 5);
}
"""

# What has the focus: whether it can be seen, and seen to have it; null where nothing of the page has it.
_FOCUSED = """
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const outlined = (each) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    const outline = outlineStyle !== "none" && (outlineStyle === "auto" || parseFloat(outlineWidth) >= 2);
    return outline || boxShadow !== "none";
  };
  const [box] = element.getClientRects();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const label = element.labels?.[0];
  element.dataset.walked = "";
  return {
    name: `${element.tagName} ${element.textContent.trim().slice(0, 40)}`,
    covered: !(top && (element.contains(top) || top.contains(element) || label?.contains(top))),
    marked: [element, element.parentElement, label].some((each) => each && outlined(each)),
  };
}
"""

_REACHABLE = "a[href], button, input, select, textarea, summary, [tabindex='0']"

# Every control that can be seen and used but was not reached; of radio buttons one of each group is.
_MISSED = f"""
() => [...document.querySelectorAll("{_REACHABLE}")]
  .filter((element) => element.checkVisibility({{ visibilityProperty: true }}) && !element.disabled && !element.inert)
  .filter((element) => element.getBoundingClientRect().width > 0)
  .filter((element) => !(element.type === "radio" && !element.checked))
  .filter((element) => element.dataset.walked === undefined)
  .map((element) => `${{element.tagName}} ${{element.textContent.trim().slice(0, 40)}} ${{element.id}}`)
"""


@pytest.fixture(scope="module")
def path(page_of: PageOf) -> Path:
    """The page of the bundled eight."""
    return page_of()


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    if not AXE.exists():
        lacking("axe-core is not installed; npm ci does it")
    return AXE.read_text("utf-8")


@pytest.fixture(scope="module")
def window(browser: Browser, path: Path, axe: str) -> Iterator[Callable[[int, Scheme, int], Opened]]:
    """The page with axe-core in it, at a width, in a scheme and so many times as large; each is opened once."""
    windows: dict[tuple[int, Scheme, int], Opened] = {}

    def call(width: int, scheme: Scheme, zoom: int = 1) -> Opened:
        if (width, scheme, zoom) not in windows:
            sizes = {"viewport": {"width": width // zoom, "height": 900 // zoom}, "device_scale_factor": zoom}
            opened = Opened(browser, path, width, scheme, bypass_csp=True, **sizes)
            opened.visit()
            opened.page.evaluate(axe)
            windows[width, scheme, zoom] = opened
        return windows[width, scheme, zoom]

    yield call
    for opened in windows.values():
        opened.close()


def show(opened: Opened, view: str) -> Page:
    """Lead the page to a view."""
    opened.page.evaluate("fragment => { location.hash = fragment; }", VIEWS[view])
    opened.settle()
    assert heading(opened.page) == HEADINGS[view]
    return opened.page


def heading(page: Page) -> str:
    """What stands above the view that is shown."""
    return page.locator("#app h2[tabindex='-1']:visible").inner_text()


def open_all(page: Page) -> None:
    """Open whatever can be opened: the panel of filters, and each of them."""
    for button in page.locator("button[aria-expanded=false]:visible").all():
        button.click()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS.values())
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(window: Any, view: str, width: int, scheme: Scheme) -> None:
    assert show(window(width, scheme), view).evaluate(_AXE, RULES) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS.values())
def test_axe_finds_nothing_in_open_filters(window: Any, width: int, scheme: Scheme) -> None:
    opened = window(width, scheme)
    open_all(show(opened, "results"))
    opened.settle()
    assert opened.page.evaluate(_AXE, RULES) == []


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_at_twice_the_size(window: Any, view: str) -> None:
    page = show(window(1280, "light", 2), view)
    assert page.evaluate(_AXE, RULES) == []
    assert page.evaluate(_TOO_WIDE) == []


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_scrolled_sideways(open_page: OpenPage, path: Path, view: str) -> None:
    """At 320 pixels, which 1,280 are at four times the size."""
    opened = open_page(path, 320, fragment=VIEWS[view])
    assert heading(opened.page) == HEADINGS[view]
    open_all(opened.page)
    opened.settle()
    assert opened.page.evaluate(_TOO_WIDE) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("view", ["start", "results", "review", "theme", "counts", "matrix", "about"])
def test_every_control_is_reached_by_the_keyboard(open_page: OpenPage, path: Path, view: str, width: int) -> None:
    """In the order of the page, each to be seen, and seen to have the focus."""
    page = open_page(path, width, fragment=VIEWS[view]).page
    open_all(page)
    walk(page)  # from where the view put the focus to the end, after which the next stop is the first
    page.evaluate("document.querySelectorAll('[data-walked]').forEach((each) => { delete each.dataset.walked; })")
    walked = walk(page)
    assert len(walked) > 3
    assert [step["name"] for step in walked if step["covered"]] == []
    assert [step["name"] for step in walked if not step["marked"]] == []
    assert page.evaluate(_MISSED) == []
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0


def walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the focus has left the page; what had it."""
    walked: list[dict[str, Any]] = []
    for _ in range(1000):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED)
        if focused is None:
            return walked
        walked.append(focused)
    raise AssertionError("the focus does not leave the page")


def test_the_first_stop_leads_past_the_header(open_page: OpenPage, path: Path) -> None:
    """To the results, from where the next stop is the first in them; in another view to its heading."""
    page = open_page(path).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the results"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "results-heading"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.querySelector('.found input')")
    page = open_page(path, fragment=VIEWS["review"]).page
    page.evaluate("document.querySelector('.skip').focus()")
    assert page.evaluate("document.activeElement.textContent") == "Skip past the search"
    page.keyboard.press("Enter")
    assert page.evaluate(_FOCUSED)["name"] == "H2 Child RS"


def test_the_filters_can_be_gone_past(open_page: OpenPage, path: Path) -> None:
    page = open_page(path).page
    page.locator(".ways input").last.focus()
    walked: list[str] = []
    while "Skip past the filters" not in walked[-1:]:
        page.keyboard.press("Tab")
        walked.append(page.evaluate("document.activeElement.textContent"))
        assert len(walked) < 5
    assert page.evaluate(_FOCUSED)["covered"] is False
    page.keyboard.press("Enter")
    assert page.evaluate("[document.activeElement.id, location.hash]") == ["results-heading", ""]


def test_headings_of_each_view_are_in_order(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path)
    for view, fragment in VIEWS.items():
        opened.visit(fragment)
        assert heading(opened.page) == HEADINGS[view]
        levels = opened.page.evaluate(
            "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]"
            ".filter((each) => each.checkVisibility()).map((each) => Number(each.tagName[1]))"
        )
        assert levels[:1] == [1], view
        assert levels.count(1) == 1, view
        assert all(after - before <= 1 for before, after in pairwise(levels)), view


def test_each_view_has_a_title_of_its_own_and_takes_the_focus(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path)
    titles = {}
    for view in ("start", "results", "review", "theme", "counts", "matrix", "about", "not found"):
        show(opened, view)
        titles[view] = opened.page.title()
        if view in ("review", "theme", "not found"):
            assert opened.page.evaluate("/^H[1-6]$/.test(document.activeElement.tagName)"), view
    assert len(set(titles.values())) == len(titles)


def test_forced_colours_are_the_readers_own(open_page: OpenPage, path: Path) -> None:
    """And whatever else a colour tells has a line too."""
    page = open_page(path, forced_colors="active", fragment=VIEWS["results"]).page
    styles = page.evaluate(
        "() => {"
        "  const probe = document.body.appendChild(document.createElement('p'));"
        "  probe.style.color = 'CanvasText';"
        "  probe.style.backgroundColor = 'Canvas';"
        "  const of = (selector) => getComputedStyle(document.querySelector(selector));"
        "  const asked = getComputedStyle(probe);"
        "  return { body: [of('body').color, of('body').backgroundColor], asked: [asked.color, asked.backgroundColor],"
        "    mark: of('mark').textDecorationLine, place: of('.places a[aria-current]').borderBottomStyle };"
        "}"
    )
    assert styles["body"] == styles["asked"]
    assert (styles["mark"], styles["place"]) == ("underline", "solid")


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves(open_page: OpenPage, path: Path, motion: str) -> None:
    page = open_page(path, reduced_motion=motion, fragment=VIEWS["results"]).page
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].map((each) => [each, getComputedStyle(each)])"
        ".filter(([, style]) => style.animationName !== 'none' || !/^0s(, 0s)*$/.test(style.transitionDuration)"
        " || style.scrollBehavior !== 'auto').map(([each]) => each.tagName)"
    )
    assert moving == []
