"""The records that the scripts read from the page are those of `list --json`, whether it is packed or not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from helpers import ROOT, Invoke, hostile
from helpers.pages import PageOf
from helpers.scripts import as_in_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

SCRIPTS = ROOT / "data" / "html_page" / "scripts"
HOST = "http://page.invalid"
READ = """
async () => {
  const { Reading } = await import("/view/reading.js");
  const reading = new Reading();
  const packed = document.getElementById("packed");
  const slices = [];
  for await (const read of reading.slices(document.getElementById("reviews"), packed)) slices.push(read);
  const shown = reading.reviews.map((_, index) => reading.article(index).querySelector("h2").textContent);
  return { slices, shown, reviews: JSON.stringify(reading.reviews), isPacked: packed !== null, isLeft: !!packed?.isConnected };
}
"""


def read(browser: Browser, path: Path) -> dict[str, Any]:
    """What the module for reading, by itself, reads from a page whose own scripts are left out."""
    page = browser.new_context().new_page()
    text = path.read_text("utf-8")
    bare = re.sub(r"<script(?: type=\"module\")?>.*?</script>|<meta http-equiv=[^>]*>", "", text, flags=re.DOTALL)

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(f"{HOST}/")
        if name.endswith(".js"):
            route.fulfill(body=(SCRIPTS / name).read_text("utf-8"), content_type="text/javascript")
        else:
            route.fulfill(body=bare, content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
    page.goto(f"{HOST}/reviews.html")
    found: dict[str, Any] = page.evaluate(READ)
    page.context.close()
    return found


def records(invoke: Invoke, *options: str) -> list[dict[str, Any]]:
    """The reviews as the command line lists them, as the page holds them: without the evidence."""
    reviews: list[dict[str, Any]] = invoke("list", "--json", *options).json
    return [{key: value for key, value in review.items() if key != "evidence"} for review in as_in_page(reviews)]


@pytest.mark.parametrize("count", [None, 20, 400])
def test_records_are_those_of_the_command_line(
    browser: Browser, page_of: PageOf, invented: Any, invoke: Invoke, count: int | None
) -> None:
    found = read(browser, page_of(count=count))
    expected = records(invoke, *(() if count is None else ("--data", str(invented(count)))))
    assert found["isPacked"] == (count == 400)
    held = json.loads(found["reviews"])
    imported = [review.pop("imported", False) for review in held]  # which is for the words that it is cited with
    assert imported == [review["coding"] == "automatic" for review in expected]
    assert held == expected
    assert found["shown"] == [review["name"] for review in expected]
    assert found["slices"][-1] == len(expected)
    assert not found["isLeft"], "what was packed is held twice"


@pytest.mark.parametrize("filler", [0, 4000], ids=["open", "packed"])
def test_hostile_texts_are_read_as_they_are(
    browser: Browser, page_of: PageOf, invoke: Invoke, tmp_path: Path, filler: int
) -> None:
    options = hostile.write(tmp_path, hostile.STRINGS[: len(hostile.STRINGS) // 2], filler)
    found = read(browser, page_of(*options))
    assert found["isPacked"] == bool(filler)
    assert json.loads(found["reviews"]) == records(invoke, *options)
