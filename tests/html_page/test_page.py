"""The page as Python writes it: its articles, what they hold of hostile texts, its policy and its limits."""

from __future__ import annotations

import hashlib
import json
import os
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from lxml import html  # type: ignore[import-untyped]

import casereviews
import invent
from casereviews.export import html_packed, html_page
from casereviews.export.html_articles import article
from casereviews.export.selection import Selection
from casereviews.text import visible
from helpers import INVENTED, ROOT, Invoke, examples, hostile
from helpers.documents import HOSTILE
from helpers.exports import ODD
from helpers.samples import SECTIONS, TERMS
from helpers.scripts import as_in_page

pytestmark = pytest.mark.usefixtures("made")

Record = dict[str, Any]
Write = Callable[..., str]

TEXTS = hostile.STRINGS[::5]

ELEMENTS = {
    "a", "article", "body", "code", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "head", "header", "html", "li",
    "main", "meta", "nav", "noscript", "ol", "p", "script", "section", "span", "style", "title", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "aria-labelledby", "charset", "class", "content", "data-agencies", "data-review", "data-reviews", "data-text",
    "data-themes", "hidden", "href", "http-equiv", "id", "lang", "name", "tabindex", "type",
}  # fmt: skip


def page(invoke: Invoke, *arguments: str) -> str:
    """The page of some reviews."""
    given = invoke("export", "-", "--as", "html", *arguments)
    assert given.code == 0
    return given.out


def read(text: str) -> html.HtmlElement:
    """A page as a parser of HTML sees it."""
    return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))


def text_of(element: html.HtmlElement) -> str:
    """The text that the scripts read of an element."""
    given = element.get("data-text")
    return json.loads(given) if given else str(element.text_content())


def record_of(found: html.HtmlElement) -> Record:
    """The record of an article, as the scripts read it."""
    record: Record = json.loads(found.get("data-review"))
    summary = found.find_class("summary")
    record["summary"] = text_of(summary[0]) if summary else None
    for section in SECTIONS:
        if section not in record:
            record[section] = [
                {
                    "id": item.get("id").removeprefix("statement/"),
                    "text": text_of(item.find_class("text")[0]),
                    "themes": codes(item, "themes"),
                    "agencies": codes(item, "agencies"),
                }
                for item in found.xpath(f".//section[@class='{section}']/ol/li")
            ]
    return record


def codes(item: html.HtmlElement, kind: str) -> list[str] | None:
    given = item.get(f"data-{kind}")
    return None if given is None else given.split()


def records_of(text: str) -> list[Record]:
    return [record_of(found) for found in read(text).find_class("review")]


def without_evidence(records: list[Record]) -> list[Record]:
    """Records as the page has them, with what nobody has read."""
    return [{name: value for name, value in one.items() if name != "evidence"} for one in as_in_page(records)]


def json_of(text: str, identity: str) -> Any:
    """What an element for the scripts holds."""
    return json.loads(read(text).get_element_by_id(identity).text)


def unpacked(text: str) -> str:
    """The articles of a packed page, put back as its scripts do."""
    inflated = zlib.decompress(b64decode(read(text).get_element_by_id("packed").text)).decode()
    return "".join(map(_markup, inflated.split(html_packed.CHUNK)))


def _markup(chunk: str) -> str:
    markup, *columns = chunk.split(html_packed.COLUMN)
    values = [iter(column.split(html_packed.VALUE)) for column in columns]
    return re.sub(f"{html_packed.HOLE}(.)", lambda hole: next(values[int(hole[1])]), markup)


# --- What is in it ----------------------------------------------------------------------------------------------------


def test_the_articles_as_they_are(invoke: Invoke) -> None:
    """Of the invented reviews, whole; CASEREVIEWS_WRITE_EXPECTED writes them anew, as in tests/render."""
    text = page(invoke, "--data", INVENTED)
    found = re.findall(r"<article.*?</article>\n", text, re.DOTALL)
    assert len(found) == 3
    expected = ROOT / "tests" / "expected" / "articles.html"
    if os.environ.get("CASEREVIEWS_WRITE_EXPECTED"):
        expected.write_text("".join(found), "utf-8")
    assert "".join(found) == expected.read_text("utf-8")


def test_the_records_are_in_the_articles(invoke: Invoke, write: Write) -> None:
    """Those of `list --json`, but for the evidence, and whatever is missing in them."""
    data = ["--data", write(ODD)]
    records = invoke("list", "--json", *data).json
    assert len(records) == 3
    text = page(invoke, *data)
    assert records_of(text) == without_evidence(records)
    assert [found.get("id") for found in read(text).find_class("review")] == [f"review/{one['id']}" for one in records]


def test_it_says_what_it_is(invoke: Invoke) -> None:
    text = page(invoke, "--sex", "female")
    shown = read(text)
    assert text.startswith('<!DOCTYPE html>\n<html lang="en-GB" data-reviews="open">\n')
    assert [one.text_content() for one in shown.xpath("//h1")] == ["Case reviews"]
    (lead, when) = [one.text_content() for one in shown.get_element_by_id("intro")]
    assert lead.startswith("Abstracts of 2 of 8 child safeguarding case reviews: what happened")
    assert lead.endswith(" Asked: sex: female.")
    assert when.startswith("Listed in February 2022. Incidents ")
    assert shown.xpath("//meta[@name='description']/@content") == ["2 of 8 reviews, as abstracts; asked: sex: female"]
    about = shown.get_element_by_id("about").text_content()
    assert "They are not the reports" in about
    assert "no sample of all cases" in about
    assert "left out: 2 reviews do not state the sex\n" in about  # and no option, as nobody types one here
    told = json_of(text, "about-data")
    assert (told["reviews"], [*told["collections"][0]]) == (2, ["id", "title", "source"])
    assert re.search("sha256:[0-9a-f]{64}\n", about)
    foot = shown.xpath("//footer")[0].text_content()
    assert f"Made 2024-01-02 with casereviews {casereviews.__version__}." in foot
    assert "sha256" not in foot  # it stands on every view and every sheet of paper


def test_its_vocabulary_is_that_of_the_search(invoke: Invoke) -> None:
    told = json_of(page(invoke), "vocabulary")
    assert [(one["kind"], one["slug"], one["label"]) for one in told["terms"]] == [
        (one["kind"], one["slug"], one["label"]) for one in invoke("vocabulary", "--all", "--json").json
    ]
    assert {"theme", "agency"} <= told["groups"].keys()
    assert len(told["equals"]) > 100
    first, second = (tier.split() for tier in told["common_words"])
    assert first[:2] == ["abil", "abl"]
    assert len(first) < len(second)
    assert not {"#", "---"} & {*first, *second}
    assert "Copyright 2000-2011 by Kevin Atkinson" in told["common_words_notice"]


def test_headings_are_in_order(invoke: Invoke) -> None:
    ranks = [int(one.tag[1]) for one in read(page(invoke)).xpath("//h1|//h2|//h3|//h4")]
    assert ranks[:3] == [1, 2, 2]
    assert all(after <= before + 1 for before, after in pairwise(ranks))
    assert ranks.count(2) == 1 + 8 + 2  # the contents, the reviews, the themes and what they are


def test_every_link_within_it_leads_somewhere_and_every_id_is_there_once(invoke: Invoke) -> None:
    """A reader without scripts comes from the contents to a review, and from a theme to its statements."""
    shown = read(page(invoke))
    ids = shown.xpath("//@id")
    assert len(ids) == len({*ids})
    links = [link for link in shown.xpath("//a/@href") if link.startswith("#")]
    assert {link[1:] for link in links} <= {*ids}
    records = invoke("list", "--json").json
    said = [point for one in records for section in SECTIONS for point in one[section] or ()]
    themes = shown.get_element_by_id("themes")
    for slug in ("fathers-and-males", "recording"):
        after = themes.xpath(f"h3[@id='theme/{slug}']/following-sibling::ul")[0]
        wanted = [f"#statement/{point['id']}" for point in said if slug in point["themes"]]
        assert wanted
        assert [link for link in after.xpath(".//a/@href") if link.startswith("#statement/")] == wanted
    assert len(themes.xpath("h3")) == len(TERMS.terms("theme"))


@pytest.mark.parametrize(
    ("reviews", "when"),
    [
        ("- {name: A, title: A}", "Listed: not stated. Incidents: not stated. "),
        (
            "- {name: A, title: A, listed: 2020-02, incident_date: 2019-03-04}",
            "Listed in February 2020. Incidents in 2019. ",
        ),
        (
            "- {name: A, title: A, listed: 2020-02, incident_date: 2016/2018}\n- {name: B, title: B, listed: 2021-03}",
            "Listed from February 2020 to March 2021. Incidents from 2016 to 2018; 1 of 2 reviews does not state when. ",
        ),
        (
            "- {name: A, title: A, coding: automatic}",
            "Listed: not stated or not read. Incidents: not stated or not read. ",
        ),
        (
            "- {name: A, title: A, incident_date: 2019}\n- {name: B, title: B, coding: automatic}",
            "Listed: not stated or not read. Incidents in 2019; in 1 of 2 reviews no date was read, and nobody has read it. ",
        ),
    ],
)
def test_from_when_they_are(invoke: Invoke, write: Write, reviews: str, when: str) -> None:
    shown = read(page(invoke, "--data", write(f"reviews:\n{reviews}\n")))
    assert shown.get_element_by_id("intro")[1].text_content().startswith(when)


def test_large_numbers_are_parted(invoke: Invoke, write: Write) -> None:
    reviews = "".join(f'{{"name": "A{number}", "title": "A"}}\n' for number in range(1000))
    shown = read(page(invoke, "--data", write(reviews, "a.jsonl"), "--harm", "-neglect"))
    facts = [one.text_content() for one in shown.xpath("//section[@id='about']//dd")]
    assert facts[1:3] == ["1,000 of 1,000 reviews", "left in: 1,000 reviews do not state any harm"]
    lead, when = [one.text_content() for one in shown.get_element_by_id("intro")]
    assert lead.startswith("Abstracts of 1,000 child safeguarding case reviews: ")
    assert when.startswith("Listed: not stated. Incidents: not stated. ")


def test_the_same_reviews_give_the_same_bytes(invoke: Invoke, tmp_path: Path) -> None:
    """From the command line and from the front door."""
    with casereviews.open() as collections:
        assert collections.export(tmp_path / "a.html", harm="neglect") == 2
    assert (tmp_path / "a.html").read_text("utf-8") == page(invoke, "--harm", "neglect")


# --- Hostile texts ----------------------------------------------------------------------------------------------------


def test_hostile_texts_are_text(invoke: Invoke, tmp_path: Path) -> None:
    """No element, attribute or address is there but those of the page, whatever a text says."""
    data = hostile.write(tmp_path, TEXTS)
    check_inert(page(invoke, *data, "--search", "<script>hacked()</script>"))
    text = page(invoke, *data)
    check_inert(text)
    assert records_of(text) == without_evidence(invoke("list", "--json", *data).json)
    shown = read(text)
    assert [one.text_content() for one in shown.find_class("summary")] == [visible(one) for one in TEXTS]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]", text)


def check_inert(text: str) -> None:
    """Nothing in a page is but what the page itself is made of."""
    shown = read(text)
    assert {one.tag for one in shown.iter() if isinstance(one.tag, str)} <= ELEMENTS
    assert [one for one in shown.iter() if not isinstance(one.tag, str)] == []  # comments and the like
    assert {name for one in shown.iter() for name in one.attrib} <= ATTRIBUTES
    links = shown.xpath("//@href")
    assert links
    assert [link for link in links if not re.match("#|https?://", link)] == []
    assert len(shown.xpath("//script")) == 4


@examples(100)
@given(HOSTILE)
def test_any_text_is_read_back(text: str) -> None:
    """What Python says of a review is what a parser reads, and no more of it is markup."""
    text = text.encode("utf-8", "ignore").decode()
    record: Record = {
        "id": "2030-01/a", "name": text, "title": text, "review_type": None, "listed": None, "published": None,
        "area": text, "children": [{"age": text, "age_months": None, "sex": None}], "incident_date": None,
        "outcome": None, "harms": None, "factors": [], "themes": ["recording"], "agencies": [], "summary": text or None,
        "learning": [{"id": "2030-01/a/L1", "text": text, "themes": ["recording"], "agencies": []}],
        "recommendations": [], "actions": None, "resources": [{"label": text, "format": text, "url": text}],
        "notes": [text], "collection": "a", "coding": "curated", "evidence": None,
    }  # fmt: skip
    written = article(cast("Any", record), TERMS)
    shown = read(f"<!DOCTYPE html><body>{written}")
    assert [record_of(one) for one in shown.find_class("review")] == without_evidence([record])
    assert {one.tag for one in shown.iter()} <= ELEMENTS
    assert unpacked(f'<script id="packed">{"".join(html_packed.packed([written] * 3))}</script>') == written * 3


# --- Its policy -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("most_open", [None, 0])
def test_it_runs_its_own_scripts_and_nothing_else(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, most_open: int | None
) -> None:
    """They are named by their digests to the browser, which is told to fetch and send nothing."""
    if most_open is not None:
        monkeypatch.setattr(html_page, "MOST_OPEN", most_open)
    text = page(invoke)
    run = re.findall(r"<script>(.*?)</script>|<script type=\"module\">(.*?)</script>", text, re.DOTALL)
    assert len(run) == 2
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    scripts = " ".join(f"'sha256-{digest(one or other)}'" for one, other in run)
    assert read(text).xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [
        f"default-src 'none'; script-src {scripts}; style-src 'sha256-{digest(style)}'; base-uri 'none'; form-action 'none'"
    ]
    assert not re.search(r"url\(|@import", style)


def digest(text: str) -> str:
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()


# --- Its limits -------------------------------------------------------------------------------------------------------


def test_a_page_is_packed_above_a_limit(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """To the byte; whoever makes it is told, and so is who reads it without scripts. Its articles are the same."""
    whole = page(invoke)
    size = len(whole.encode())
    monkeypatch.setattr(html_page, "MOST_OPEN", size)
    assert page(invoke) == whole
    monkeypatch.setattr(html_page, "MOST_OPEN", size - 1)
    given = invoke("export", "-", "--as", "html")
    assert given.code == 0
    assert given.err == (
        f"the reviews would take more than {size / 1e6:.1g} MB and are packed: reading the page needs JavaScript; "
        "with fewer reviews, as by --harm, it does not\n8 reviews written to standard output\n"
    )
    assert 'data-reviews="packed"' in given.out
    assert records_of(given.out) == []
    articles = "".join(re.findall(r"<article.*?</article>\n", whole, re.DOTALL))
    assert unpacked(given.out) == articles
    (said,) = read(given.out).xpath("//noscript")
    assert "casereviews export part.html --harm neglect" in said.text_content()
    assert json_of(given.out, "about-data") == json_of(whole, "about-data")


@pytest.mark.parametrize("most_open", [0, 1, 20_000])
def test_a_page_is_packed_whole_wherever_the_limit_falls(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, most_open: int
) -> None:
    """None of the reviews that were looked at before is lost, and none comes twice."""
    monkeypatch.setattr(html_page, "MOST_OPEN", most_open)
    monkeypatch.setattr(html_packed, "_AT_ONCE", 3)
    text = page(invoke)
    assert records_of(f"<!DOCTYPE html><body>{unpacked(text)}") == without_evidence(invoke("list", "--json").json)


def test_a_page_too_large_is_not_written_without_force(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """How large it would be, with all that is in it, is worked out beforehand, and told with how to narrow it."""
    monkeypatch.setattr(html_page, "MOST_OPEN", 0)
    monkeypatch.setattr(html_page, "_MOST_OF_RECORD", 100)
    size = len(page(invoke).encode())
    file = tmp_path / "a.html"
    monkeypatch.setattr(html_page, "MOST", size)
    assert invoke("export", str(file)).code == 0
    file.unlink()
    monkeypatch.setattr(html_page, "MOST", size - 1)
    given = invoke("export", str(file))
    assert (given.code, given.out) == (2, "")
    assert given.err == (
        "casereviews: the page of 8 reviews would have some 0 MB; 0 MB is the most that mails and browsers take with "
        "ease\nselect fewer with filters, as --since 2020 or --harm neglect, or write it all the same with --force\n"
    )
    assert [*tmp_path.iterdir()] == []
    with casereviews.open() as collections, pytest.raises(casereviews.UsageError, match="the page of 8 reviews"):
        collections.export(file)
    assert [*tmp_path.iterdir()] == []
    given = invoke("export", str(file), "--force")
    assert given.code == 0
    assert given.err.startswith("the page of 8 reviews has some 0 MB; 0 MB is the most that mails and browsers take")
    assert file.stat().st_size == size


def test_the_size_of_a_small_page_is_not_worked_out(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot be too large: its records have few bytes."""

    def size(selection: Selection) -> int:
        raise AssertionError(f"the size of {len(selection)} reviews is worked out")

    monkeypatch.setattr(html_page, "size", size)
    records = sum(len(json.dumps(one, ensure_ascii=False).encode()) for one in invoke("list", "--json").json)
    monkeypatch.setattr(html_page, "MOST", 2 * records)
    assert page(invoke)
    monkeypatch.setattr(html_page, "MOST", records)
    assert invoke("export", "-", "--as", "html").code == 70


def test_its_size_is_told_from_some_of_many(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nearly, whichever of them are looked at."""
    file = tmp_path / "a.jsonl"
    invent.write(str(file), 101)
    monkeypatch.setattr(html_page, "MOST_OPEN", 0)
    whole = len(page(invoke, "--data", str(file)).encode())
    for sample in (50, 100, 101):
        monkeypatch.setattr(html_page, "_SAMPLE", sample)
        with casereviews.open(file) as collections:
            assert html_page.size(collections.selection()) == pytest.approx(whole, rel=0.05)


@pytest.mark.slow
def test_two_thousand_reviews_are_three_and_a_half_megabytes_at_most(invoke: Invoke, tmp_path: Path) -> None:
    data, file = tmp_path / "a.jsonl", tmp_path / "a.html"
    invent.write(str(data), 2000)
    assert invoke("export", str(file), "--data", str(data)).code == 0
    assert file.stat().st_size <= 3_500_000


@pytest.mark.parametrize("arguments", [("--harm", "online-harm"), ("--search", "zeppelin")])
def test_nothing_is_written_of_nothing(invoke: Invoke, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    given = invoke("export", str(tmp_path / "a.html"), *arguments)
    assert given.code == 1
    assert given.err.splitlines()[-1] == "casereviews: no review matches, so nothing is written"
    assert [*tmp_path.iterdir()] == []
