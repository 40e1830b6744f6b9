"""A page of HTML as the lines that a browser shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.bulletin.source import decode, html_page
from casereviews.bulletin.source.lines import Aside, Line
from casereviews.errors import DataError
from helpers import examples


def texts(html: str) -> list[str]:
    return [line.text for line in html_page.extract(html).lines]


def headings(html: str) -> list[str]:
    return [line.text for line in html_page.extract(html).lines if line.heading]


# --- What is HTML ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<!doctype html>x",
        "<!DOCTYPE  HTML PUBLIC '-//W3C'>",
        "\n\n<html>",
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>",
        "<!-- saved from url --><body>x",
        "<p>Two</p>",
        "Hello<br>there<br/>",
        "see <a href=x>this</a> <b>now</b>",
        "<h2\nclass=x>a</h2>",
    ],
)
def test_html_is_told_by_its_tags(text: str) -> None:
    assert html_page.recognises(text, "bulletin.txt")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Child RS",
        "a < b and c > d",
        "a single <p> in a sentence",
        "<https://example.org/a> <https://example.org/b>",
        "From: A <a@example.org>, B <b@example.org>",
        "<pre-birth> <bodyguard> <paragraph> <pp></pp> <a> </a>",
        "x" * 70_000 + "<html><p></p>",
    ],
)
def test_plain_text_is_no_html(text: str) -> None:
    assert not html_page.recognises(text, "bulletin.txt")


def test_the_ending_of_the_name_settles_doubt_but_is_not_believed_alone() -> None:
    for name in ("a.html", "A.HTM", "a.xhtml"):
        assert html_page.recognises("a single <p> in a sentence", name)
        assert not html_page.recognises("Child RS, aged < 1", name)
    assert not html_page.recognises("a single <p> in a sentence", "html")


# --- Lines ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("<!-- nothing -->", []),
        ("  \n ", []),
        ("a\n\n b\tc", ["a b c"]),
        ("<p>one</p>\n\n<p>two</p>", ["one", "", "two"]),
        ("<div>one</div><div>two</div>", ["one", "two"]),
        ("<div>one<p>two</p>three</div>", ["one", "", "two", "", "three"]),
        ("one<br>two<br/>three", ["one", "two", "three"]),
        ("one<br><br><br>two<br></p>", ["one", "", "two"]),
        ("<div>one</div><div><br></div><div>two</div>", ["one", "", "two"]),
        ("<p>one<p>&nbsp;</p><p> </p><p>two", ["one", "", "two"]),
        ("a<b>b</b><i>c</i> <em> d</em>e <sup>1</sup>", ["abc de ¹"]),
        ("a<span> </span>b", ["a b"]),
        ("review<sup>1</sup>, <o:p>said</o:p>", ["review¹, said"]),
        ("a&nbsp;&nbsp;b &amp; &lt;c&gt; &#8217;&eacute;&#146; &nosuch;", ["a\xa0\xa0b & <c> ’é’ &nosuch;"]),
        ("a&shy;b&#8203;c&#1;d&#x202e;e&#xd800;", ["abcde\ufffd"]),
        ("a&#x2028;b&#13;c&#12;d", ["a b c d"]),
        ("a\u2028b\x0cc\r\nd\re", ["a b c d e"]),
        ("<ul><li>one<li>two</ul>after", ["• one", "• two", "", "after"]),
        ("<ol><li>one</li><li></li><li><p>two</p><p>three</p></li></ol>", ["• one", "", "• two", "", "three"]),
        ("<ul><li>one<ul><li>in</li></ul></li></ul>two", ["• one", "• in", "", "two"]),
        ("<ul><li>• one</li><li>· two</li></ul>", ["• one", "· two"]),
        ("<ul><li></ul>after", ["after"]),
        ("<table><tr><td>a<td>b<tr><th>c</table>d", ["a", "", "b", "", "c", "", "d"]),
        ("<table>a<tr>b<td>c</td>d</tr>e</table>f", ["a", "b", "", "c", "", "d", "e", "", "f"]),
        ("<h1>One</h1>two<h6>Three</h6>", ["One", "", "two", "", "Three"]),
        ("a<hr>b<blockquote>c</blockquote>d", ["a", "", "b", "", "c", "", "d"]),
        ("<dl><dt>a<dd>b</dl>", ["a", "b"]),
        ("<details><summary>Child <b>A</b></summary>text</details>more", ["Child A", "", "text", "", "more"]),
        ("<pre>\n a  b\n\nc\td </pre>e", [" a  b", "", "c\td", "", "e"]),
        ("<div style='white-space: pre-wrap'>a\nb<p style='white-space:normal'>c\nd</p></div>", ["a", "b", "", "c d"]),
        ("<head><title>A\ntitle</title></head><p>b", ["A title", "", "b"]),
        ("a<br>" * 2 + "<![if !mso]>b<![endif]><!--[if mso]>c<![endif]-->d", ["a", "a", "bd"]),
        ("<html><body>a</body></html>b<p>c", ["a", "b", "", "c"]),
        ("</p></div>a</b>b<", ["ab<"]),
        ("a<", ["a<"]),
        ("a<b", ["a"]),
        ("a<!-- b", ["a"]),
        ("<unknown-element>a</unknown-element>b", ["ab"]),
    ],
)
def test_lines_are_those_of_a_browser(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


CHROME = [
    "<script>x</script>",
    "<style>x</style>",
    "<noscript>x</noscript>",
    "<template><p>x</template>",
    "<svg><title>x</title><text>x</text></svg>",
    "<iframe>x</iframe>",
    "<select><option>x</select>",
    "<textarea>x</textarea>",
    "<button>x</button>",
    "<video>x</video>",
    "<dialog open>x</dialog>",
    "<nav>x<ul><li>x</ul></nav>",
    "<footer>x</footer>",
    "<aside><h2>x</h2></aside>",
    "<header><h1>x</h1></header>",
    "<form>Search <b>x</b><button>Go</button></form>",
    "<div role=navigation>x</div>",
    "<div role=contentinfo>x</div>",
    "<div role=banner>x</div>",
    "<div role=search>x</div>",
    "<div role=alertdialog>x</div>",
    "<p hidden>x</p>",
    "<p style='color:red; DISPLAY : none'>x</p>",
    "<p style='display:none!important; color:red'>x</p>",
    "<div id=cookie-banner>x</div>",
    "<div class='top my-cookie_notice'>x</div>",
    "<div class=onetrust-pc-sdk>x</div>",
    "<div class=cookie>x</div>",
    "<div id=gdpr>x</div>",
    "<div class='row site-nav'>x</div>",
    "<ul class=breadcrumbs><li>x</li></ul>",
    "<div class=modal aria-hidden=true>x</div>",
    "<div class=share-this>x</div>",
    "<div class=ftr>x</div>",
    "<div class=sidebar><h2>x</h2></div>",
    "<ol class=footnotes><li id=fn1>x</li></ol>",
    "<div role=button>x</div>",
    "<p class=sr-only>x</p>",
]


@pytest.mark.parametrize("html", CHROME)
def test_what_frames_a_page_is_left_out(html: str) -> None:
    assert texts(f"<p>one</p>{html}<p>two</p>") == ["one", "", "two"]


@pytest.mark.parametrize(
    "html",
    [
        "<header>x</header>",  # in an article
        "<p aria-hidden=true>x</p>",
        "<p hidden=until-found>x</p>",
        "<p style='display:block'>x</p>",
        "<p style='x-display:none'>x</p>",
        "<p class='cookies no-cookie-banners'>x</p>",
        "<div role=region hidden>x</div>",
        "<div role=tabpanel style='display:none'>x</div>",
        "<div aria-labelledby=h1 hidden>x</div>",
        "<h2><button>x</button></h2>",
        "<button aria-expanded=false>x</button>",
        "<div role=button aria-expanded=false aria-controls=p1>x</div>",
        "<div class='side-by-side navigator'>x</div>",
        "<h2 class=sr-only>x</h2>",
        "<h2 class=sidebar>x</h2>",
        "<div role=heading><button>x</button></div>",
        "<label>x</label>",
        "<fieldset><legend>x</legend></fieldset>",
    ],
)
def test_what_is_seen_or_opens_at_a_click_is_kept(html: str) -> None:
    assert [text for text in texts(f"<article><p>one</p>{html}<p>two</p></article>") if text] == ["one", "x", "two"]


@pytest.mark.parametrize(
    ("before", "panel"),
    [
        ("<div role=button aria-controls=p1>Wren</div>", "<div id=p1 hidden>x</div>"),
        ("<a href='#p1' data-toggle=collapse>Wren</a><p>y</p>", "<div id=p1 style='display:none'>x</div>"),
        ("<button data-bs-target='#p1' data-bs-toggle=collapse>Wren</button><p>y</p>", "<p id=p1 hidden>x</p>"),
        ("<h3><button>Wren</button></h3>", "<div class=panel hidden>x</div>"),
        ("<h3>Wren</h3>", "<div style='display:none'>x</div>"),
    ],
)
def test_a_panel_that_was_closed_when_the_page_was_saved_is_read(before: str, panel: str) -> None:
    found = texts(f"<main>{before}{panel}</main>")
    assert found[0] == "Wren"
    assert found[-1] == "x"


def test_what_is_hidden_and_nothing_opens_is_not_read() -> None:
    assert texts("<main><h3>Wren</h3><p>y</p><div hidden>x</div><div id=p2 hidden>x</div></main>") == ["Wren", "", "y"]


def test_what_frames_a_page_is_told_with_its_lines() -> None:
    html = (
        "<nav>Home\n<a href=/>News</a></nav>\n<p>one<sup>1</sup></p>\n<footer>End</footer><ol class=endnotes><li>A note"
    )
    found = html_page.extract(html)
    assert [line.text for line in found.lines] == ["one\u00b9"]
    assert found.asides == [
        Aside("menus and notices of the page", [Line(1, "Home"), Line(2, "News"), Line(4, "End")]),
        Aside("footnotes", [Line(4, "A note")]),
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("one<sup>12</sup>", "one\u00b9\u00b2"),
        ("one<sup class=x>[1]</sup>", "one\u00b9"),
        ("one<sup><a href='#n'>1</a></sup>", "one\u00b9"),
        ("the 1<sup>st</sup>", "the 1st"),
        ("5 m<sup>2</sup>", "5 m\u00b2"),
    ],
)
def test_raised_numbers_are_raised(html: str, text: str) -> None:
    assert texts(f"<p>{html}") == [text]


@pytest.mark.parametrize("start", ["<html hidden>", "<body style='display:none'>", "<main class=cookie-banner>"])
def test_the_page_itself_is_never_hidden(start: str) -> None:
    assert texts(start + "one") == ["one"]


def test_a_form_of_a_thousand_characters_is_the_page() -> None:
    words = "word " * 199
    for last, kept in (("word", False), ("word.", True)):
        assert len(words + last) == (999, 1000)[kept]
        expected = ["one", *([words + last] if kept else []), "two"]
        assert texts(f"<div>one</div><form>{words}{last}</form><div>two</div>") == expected


def test_lines_have_the_numbers_of_the_file() -> None:
    html = (
        "<!doctype html>\n<title>T</title>\n<body>\n\none\ntwo <b>three\n</b><p\n class=x>four\n<br>\n\nfive\n"
        "<pre>six\nseven</pre><!--\n\n--> eight\r\n<p>nine\r<p>ten"
    )
    found = [(line.number, line.text) for line in html_page.extract(html).lines if line.text]
    assert found == [
        (2, "T"), (5, "one two three"), (8, "four"), (11, "five"), (12, "six"), (13, "seven"), (15, "eight"),
        (16, "nine"), (17, "ten"),
    ]  # fmt: skip
    assert [line.number for line in html_page.extract("one\ntwo\n<br>three\n").lines] == [1, 3]
    assert [line.number for line in html_page.extract("one\n<p>two\n").lines] == [1, 2, 2]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>a</h1><h2>b <i>c</i></h2><h7>d</h7>", ["a", "b c"]),
        ("<h1>a<br>b</h1>", ["a", "b"]),
        ("<details><summary>a</summary>b</details>", ["a"]),
        ("<p><b>a</b></p><p><strong>b</strong> <b>c</b></p><p><b>d</b> e</p><p>f <b>g</b></p>", ["a", "b c"]),
        ("<p><b>a</b><br>b</p>", ["a"]),
        ("<p><span style='font-weight: Bold'>a</span></p><p style='font-weight:700'>b</p>", ["a", "b"]),
        ("<b style='font-weight:normal'>a<p>b</p></b>", []),
        ("<div role=heading>a</div>", ["a"]),
        ("<ul><li><b>a</b></li><li><h3>b</h3>c</li></ul>", ["b"]),
        ("<table><tr><td><b>a</b><td>b</table>", ["a"]),
    ],
)
def test_headings(html: str, expected: list[str]) -> None:
    assert headings(html) == expected


def test_an_item_that_is_a_piece_of_the_page_has_no_bullet() -> None:
    assert texts("<ul><li><h3>Child A</h3><p>b</p></li><li>c</li></ul>") == ["Child A", "", "b", "", "• c"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("see <a href='https://example.org/?a=1&amp;b=2'>the <b>report</b> </a>now", [("the report", "https://example.org/?a=1&b=2")]),
        ("<li><a href=/a.pdf>one</a> <a href=b.pdf>two</a>", [("one", "/a.pdf"), ("two", "b.pdf")]),
        ("<a href=x>one<br>two<p>three</p></a>", [("one", "x"), ("two", "x"), ("three", "x")]),
        ("<a href=' ht\ntps://x\t '> a </a>", [("a", "https://x")]),
        ("<a href=mailto:a@example.org>a</a>", [("a", "mailto:a@example.org")]),
        ("<a href=x>\ufeff<img src=y> </a>z", []),
        ("<a href='#top'>a</a><a href=''>b</a><a>c</a><a name=x>d</a>", []),
        ("<a href='javascript:x()'>a</a><a href=' Java&#10;Script:x'>b</a><a href='data:,x'>c</a>", []),
    ],
)  # fmt: skip
def test_links(html: str, expected: list[tuple[str, str]]) -> None:
    found = [(line.text[start:end], href) for line in html_page.extract(html).lines for start, end, href in line.links]
    assert found == expected


def test_a_whole_page() -> None:
    html = """<!doctype html>
<html><head><meta charset="utf-8"><title>Reviews</title><script>var x = "<p>no</p>"</script></head>
<body class="cookie-banner-shown"><header><nav><a href="/">Home</a></nav></header>
<main>
<header><h1>February</h1></header>
<h2><button>Child&nbsp;A</button></h2>
<div role="region" hidden>
<p>Death of a 4-week-old,
   in <b>June</b>.</p>
<p><strong>Learning includes:</strong></p>
<ul>
 <li>the first</li>
 <li>the <i>second</i></li>
</ul>
<p><a href="a.pdf">Read the report</a></p>
</div></main>
<footer>No</footer></body></html>
"""
    assert html_page.extract(html).lines == [
        Line(2, "Reviews"),
        Line(5, ""),
        Line(5, "February", heading=True),
        Line(6, ""),
        Line(6, "Child\xa0A", heading=True),
        Line(8, ""),
        Line(8, "Death of a 4-week-old, in June."),
        Line(10, ""),
        Line(10, "Learning includes:", heading=True),
        Line(12, ""),
        Line(12, "• the first"),
        Line(13, "• the second"),
        Line(15, ""),
        Line(15, "Read the report", ((0, 15, "a.pdf"),)),
    ]


# --- Whatever the HTML ----------------------------------------------------------------------------

TAGS = [
    "a", "article", "b", "br", "details", "div", "font", "h1", "h3", "hr", "i", "li", "main", "ol", "p", "pre", "section", "span", "strong",
    "summary", "sup", "table", "td", "th", "tr", "ul",
]  # fmt: skip
PIECES = st.one_of(
    st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
    st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"),
    st.sampled_from(
        ["<a href='x'>", "<p style='font-weight:bold'>", "\n", " ", "&amp;", "<!-- c -->", "<o:p>", "\r\n"]
    ),
)


@given(st.lists(PIECES, max_size=60))
def test_every_word_is_there_once_and_in_its_order(pieces: list[str]) -> None:
    html = "".join(f"{piece} w{number} " for number, piece in enumerate(pieces))
    found = html_page.extract(html).lines
    assert re.findall(r"w\d+", " ".join(line.text for line in found)) == [f"w{n}" for n in range(len(pieces))]
    numbers = [line.number for line in found]
    assert numbers == sorted(numbers)
    written = html.replace("\r\n", "\n").split("\n")
    for line in found:
        assert line.text or not line.links
        first = re.search(r"w\d+", line.text)
        if first:
            assert f" {first[0]} " in written[line.number - 1]


SOUP = st.text("<>/!-=\"' \nabpi&;#x[]?", max_size=80) | st.lists(PIECES | st.sampled_from(CHROME)).map("".join)


@given(SOUP)
@examples(300)
def test_anything_gives_lines(html: str) -> None:
    before = Line(0, "")
    for line in html_page.extract(html).lines:
        assert line.text == line.text.rstrip(" \n")
        assert "\n" not in line.text
        assert line.text or before.text  # never two empty ones
        for start, end, href in line.links:
            assert 0 <= start < end <= len(line.text)
            assert href
        before = line


HARD = [
    "<a ", "<", "<div>", "<b>", "<b><p>x", "<li><dd>", "<a href=x><font>y</p>", "<form>x", "<form>x</form>", "&amp;", "&notit;", "&#x41;", "<!--x",
    "<a b='", "<table><tr><td>x", "<p hidden>", "<pre>\n", "<br>x", "x\n", "<title>x<", "<script><!--", "<![CDATA[", "</p>", "<a href=x>y ",
    "<p style='display:none", "<p class=cookie-cookie-", "<p style=font-weight:", "\xa0", " ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HARD)
def test_a_hundred_kilobytes_of_anything_take_less_than_two_seconds(at_once: Callable[..., Any], piece: str) -> None:
    at_once(2, html_page.extract, (piece * 100_000)[:100_000])
    at_once(2, html_page.recognises, (piece * 100_000)[:100_000], "a.txt")


@pytest.mark.parametrize("tag", ["div", "b", "ul><li"])
def test_no_depth_is_too_deep(tag: str) -> None:
    assert [line.text.removeprefix("• ") for line in html_page.extract(f"<{tag}>" * 100_000 + "end").lines] == ["end"]


def test_many_attributes(at_once: Callable[..., Any]) -> None:
    html = "<p " + " ".join(f"k{number}=1" for number in range(20_000)) + ">end"
    assert [line.text for line in at_once(2, html_page.extract, html).lines] == ["end"]


def test_the_parser_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "lxml", None)
    with pytest.raises(DataError) as caught:
        decode(b"<p>one</p>", "a.txt")
    assert str(caught.value) == (
        "a.txt: is HTML, which needs the library lxml; "
        "install it: pip install lxml, or with pipx: pipx inject casereviews lxml"
    )
    assert decode(b"one", "a.html").lines == [Line(1, "one")]
