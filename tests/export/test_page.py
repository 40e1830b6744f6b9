"""Documents as a page for a browser, and as plain text."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser

from hypothesis import given

from casereviews.text import one_line, visible
from helpers import examples
from helpers.documents import ADDRESS, HOSTILE, hostile, sample, written

VOID = {"meta", "br"}


class Page(HTMLParser):
    """A page, read as a browser reads it: its tags with their texts, and whether each was closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.attributes: list[tuple[str, str, str | None]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag."""
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag == "br":
            self.handle_data("\n")
        if tag not in VOID:
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Give a text to every tag that is open."""
        for tag in set(self.open):
            self.texts[tag][-1] += data


def page() -> str:
    return written(sample(), ".html").getvalue().decode()


def test_it_is_a_page_whose_headings_are_nested() -> None:
    text = page()
    read = Page(text)
    assert read.open == []
    assert text.startswith('<!DOCTYPE html>\n<html lang="en-GB">\n')
    assert read.texts["title"] == read.texts["h1"] == ["Case reviews"]
    assert read.texts["h2"] == ["What this is", "Contents", "Child W", "Child X"]
    assert read.texts["h3"] == ["Learning (2)"]
    assert re.findall(r"<h(\d)", text) == ["1", "2", "2", "2", "3", "2"]
    assert read.texts["dt"] == ["Type", "Source"]
    assert read.texts["dd"] == ["not stated", ADDRESS]
    assert read.texts["mark"] == ["Ask"]
    assert read.texts["li"][2:] == ["L1 Ask the child.\nVoice of the child", "L2 Write it down."]
    assert read.texts["th"] == ["Theme", "Reviews"]
    assert read.texts["td"] == ["Recording", "7", "Housing", "1", "All", "8"]


def test_links_lead_to_addresses_and_contents_to_headings() -> None:
    read = Page(page())
    targets = [value for tag, name, value in read.attributes if (tag, name) == ("a", "href")]
    assert targets == ["#review-2030-01/child-w", "#review-2030-01/child-x", ADDRESS, ADDRESS]
    anchors = [f"#{value}" for tag, name, value in read.attributes if (tag, name) == ("h2", "id")]
    assert set(targets[:2]) < set(anchors)


def test_it_fetches_and_runs_nothing() -> None:
    """Its one style is named by its digest to the browser, which is told to take nothing else."""
    text = page()
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"content=\"default-src 'none'; style-src 'sha256-{digest}'\"" in text
    assert "url(" not in style
    assert "@import" not in style
    read = Page(text)
    assert not {"script", "img", "link", "iframe"} & read.texts.keys()
    assert not [name for _, name, _ in read.attributes if name in ("style", "src") or name.startswith("on")]


@examples(100)
@given(HOSTILE)
def test_any_text_is_text(text: str) -> None:
    read = Page(written(hostile(text), ".html").getvalue().decode())
    assert read.open == []
    assert read.texts["h1"] == [one_line(f"Reviews {text}")]
    assert read.texts["p"][-1] == visible(text)
    assert not {"script", "w:t"} & read.texts.keys()


def test_what_names_an_address_is_no_markup() -> None:
    read = Page(written(hostile(f"<i>: {ADDRESS}"), ".html").getvalue().decode())
    assert read.texts["a"][-1] == f"<i>: {ADDRESS}"
    assert "i" not in read.texts


def test_plain_text_is_that_of_the_terminal() -> None:
    assert written(sample(), ".txt").getvalue().decode() == "\n".join(
        [
            "Case reviews",
            "harm: neglect",
            "",
            "WHAT THIS IS",
            "First line",
            "second line",
            "",
            "CONTENTS",
            "Child W  2030-01/child-w",
            "Child X  2030-01/child-x",
            "",
            "-" * 60,
            "",
            "Child W  2030-01/child-w",
            "A review",
            "Type:   not stated",
            f"Source: {ADDRESS}",
            "",
            "LEARNING (2)",
            "L1  *Ask* the child.",
            "    [Voice of the child]",
            "L2  Write it down.",
            "",
            "-" * 60,
            "",
            "Child X  2030-01/child-x",
            f"Full overview (PDF): {ADDRESS}",
            "",
            "Theme      Reviews",
            "Recording        7  █████████████████████",
            "Housing          1  ███",
            "All              8",
            "",
        ]
    )


@examples(100)
@given(HOSTILE)
def test_any_text_is_plain_text(text: str) -> None:
    said = written(hostile(text), ".txt").getvalue().decode()
    assert said.startswith(one_line(f"Reviews {text}") + "\n")
    assert not [character for character in said if character < " " and character not in "\n\t"]
