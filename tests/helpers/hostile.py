"""Texts that were meant to do harm in a page, and a collection in which each stands wherever a text may stand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

CANARY = "hacked"
"""The function of the window that a script calls if it is run."""

_CALL = f"{CANARY}()"

_MARKUP = [
    f"<script>{_CALL}</script>",
    f"<ScRiPt>{_CALL}</sCrIpT >",
    f"<script>{_CALL}",
    f"<script src=data:text/javascript,{_CALL}></script>",
    f"<script type=module>{_CALL}</script>",
    f"<img src=x onerror={_CALL}>",
    f"<img src=x onerror='{_CALL}' />",
    f"<IMG SRC=javascript:{_CALL}>",
    f"<svg onload={_CALL}>",
    f"<svg><script>{_CALL}</script></svg>",
    f"<svg><animate onbegin={_CALL} attributeName=x dur=1s>",
    f'<svg><a xlink:href="javascript:{_CALL}"><text y=20>x</text></a></svg>',
    f"<svg><style><img title='</style><img src=x onerror={_CALL}>'>",
    f"<math><mi><table><mglyph><style><img src=x onerror={_CALL}>",
    f"<iframe srcdoc='<script>parent.{_CALL}</script>'></iframe>",
    f"<iframe src=javascript:parent.{_CALL}></iframe>",
    f"<object data=javascript:{_CALL}></object>",
    f"<embed src=javascript:{_CALL}>",
    f"<template><script>{_CALL}</script></template>",
    f"</template><script>{_CALL}</script>",
    f"<template shadowrootmode=open><script>{_CALL}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={_CALL}>'>",
    f"<details open ontoggle={_CALL}>x</details>",
    f"<input autofocus onfocus={_CALL}>",
    f"<body onload={_CALL}>",
    f"<a href=javascript:{_CALL}>x</a>",
    f"<form action=javascript:{_CALL}><button>x</button></form>",
    "<base href=//example.org/>",
    f"<meta http-equiv=refresh content='0;url=javascript:{_CALL}'>",
    "<link rel=stylesheet href=//example.org/x.css>",
    "<style>* { display: none }</style>",
    "<style>@import url(//example.org/x.css)</style>",
    f"<x onclick={_CALL} style=position:fixed;inset:0>x</x>",
    f"<!--><script>{_CALL}</script>",
    f"<!-- <script>{_CALL}</script> --!><script>{_CALL}</script>",
    "<!--<script>",
    "<![CDATA[<script>",
    f"<?xml version='1.0'?><script>{_CALL}</script>",
    "<plaintext>",
    "<textarea>",
    "<title>",
    "<select><option>",
    f"&lt;script&gt;{_CALL}&lt;/script&gt;",
    f"&#60;script&#62;{_CALL}&#60;/script&#62;",
    "&amp;lt;b&amp;gt;",
    "&notanentity; &#x; &#0; &#xD800; &",
]
_BEHIND = ["", '"', "'", '">', "'>", "-->", "]]>", "</script>", "</template></article>", "</textarea></title></style>"]

_ADDRESSES = [
    f"javascript:{_CALL}",
    f"JaVaScRiPt:{_CALL}",
    f"java\tscript:{_CALL}",
    f"\x01javascript:{_CALL}",
    f"javascript://example.org/%0A{_CALL}",
    f"data:text/html,<script>{_CALL}</script>",
    f"vbscript:{_CALL}",
    f"blob:{_CALL}",
    "file:///etc/passwd",
    "//example.org/x.js",
    'https://example.org/" onmouseover="hacked()',
    f"https://example.org/'><script>{_CALL}</script>",
    f"https://user:{_CALL}@example.org/",
    "https://example.org\\@example.net/",
    "https://[",
]
_NAMES = [
    "__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "__defineGetter__", "length", "null",
    "undefined", "NaN", "true", "0", "-1", "[object Object]", "not-stated", "none", "any", "main", "app", "reviews",
    "about", "window", "document", "location", "name",
]  # fmt: skip
_CHARACTERS = [
    "\u202eevil\u202c \u2066txt\u2069.exe", "\u200fright\u200eleft", "a\u0000b", "a\u001b[31mb",
    "\ufeffbom", "a\u200bb\u2060c", "a\u00adb", "\ufffe\uffff", "\U000e0041\U000e007f", "e\u0301\u0301\u0301" * 40,
    "line\u2028separator\u2029paragraph", "tab\tand\rreturn", "\x7f\x80\x9f", "👩‍👩‍👧‍👦🏳️‍🌈", "𝒳𝓎𝓏", "שלום العربية", "中文字符",
    "“curly” ‘quotes’ «angles» `ticks` \"straight\" 'single'", "\\\\ \\\" \\u003cscript\\u003e", "${hacked()} {{hacked()}}",
    "%3Cscript%3E%00%0A%ff", "a&b=c#d?e/f;g,h", "*_~`[x](javascript:hacked())", "=1+1", "NEAR(a b) OR AND NOT \"", "\" OR 1=1 --",
    "{title} : x", "^a -b* (c", "x" * 2000, "long-" * 400, "https://example.org/" + "a" * 1500, "word " * 400, "\u0130I\u0131i ﬁ ß",
]  # fmt: skip

STRINGS = list(
    dict.fromkeys([*_NAMES, *_CHARACTERS, *_ADDRESSES, *(behind + each for behind, each in product(_BEHIND, _MARKUP))])
)[:500]
"""Five hundred texts, each of which would do something else where it is not taken as text."""

HALVES = ["a\ud800b", "\udfff", "\ud83d"]
"""Half characters, which can be typed, though no collection can hold them."""

FRAGMENTS = [
    "review/<img src=x onerror=hacked()>", "review/%3Cimg%20src=x%20onerror=hacked()%3E", "review/__proto__", "review/",
    "review", "review//", "review/..", "theme/constructor", "theme/__proto__", "theme/<b>", "statement/__proto__/L1",
    "statement/", "statement/2022-02/child-rs/L99", "counts?by=__proto__", "counts?by=constructor", "counts?by=<b>",
    "matrix?rows=__proto__&columns=constructor", "matrix?rows=harm&columns=harm", "about?x=<script>hacked()</script>",
    "?q=<script>hacked()</script>", "?q=%3Cimg%20src%3Dx%20onerror%3Dhacked()%3E", "?q=%", "?q=%E0%A4%A", "?q=%00", "?q",
    "?", "?=", "?&&&=", "?harm=__proto__", "?harm=<img>", "?harm=,,,", "?constructor=1", "?__proto__=1", "?show=__proto__",
    "?year=99999999999999999999", "?age=-1", "?q=a&q=b", "javascript:hacked()", "//example.org", "%", "%ff", "#", "/",
    "app", "reviews", "main", "search", "vocabulary", "constructor", "?q=" + "a" * 20_000, "review/" + "a/" * 5_000,
]  # fmt: skip
"""Places that there are not, some of which were meant to do harm."""


def collection(texts: Sequence[str], filler: int = 0) -> dict[str, Any]:
    """A collection of a review for each text, in every field that takes a text; so much filler makes it larger."""
    return {
        "collection": {"id": "hostile", "title": _line(_MARKUP[0]), "source": _MARKUP[5], "notice": "-->" + _MARKUP[1]},
        "reviews": [_review(number, text, filler) for number, text in enumerate(texts, 1)],
    }


def _review(number: int, text: str, filler: int) -> dict[str, Any]:
    line = _line(text)
    more = [{"text": f"Filler {number} " + "of words that say nothing " * (filler // 25)}] if filler else []
    return {
        "id": line if line in _NAMES and "[" not in line else f"hostile/{number}",
        "name": line, "title": line, "area": line, "summary": text, "notes": [text, text],
        "review_type": "lcspr", "harms": ["neglect"], "children": [{"age": "4 months"}, {"sex": "female"}],
        "learning": [{"text": text, "themes": ["constructor", "recording"]}, {"text": f"before {text} after"}, *more],
        "recommendations": [{"text": text, "agencies": ["police"]}],
        "actions": [{"text": text}],
        "resources": [{"label": line, "format": line, "url": line}, {"label": "Report", "url": line}],
    }  # fmt: skip


FIELDS = 10
"""In how many fields of a review its text is shown at the least."""


def _line(text: str) -> str:
    """The text as a field takes it that must be one line."""
    return " ".join(text.split("\n"))


def vocabulary() -> dict[str, Any]:
    """A vocabulary whose terms have such texts as labels, definitions, words and groups."""
    slugs = ["constructor", "prototype", *(f"hostile-{number}" for number in range(30))]
    terms = {
        slug: {"label": f"{text} {slug}", "definition": f"{text}.", "synonyms": [f"{slug} {text}"], "group": "hostile"}
        for slug, text in zip(slugs, _MARKUP, strict=False)
    }
    return {"groups": {"themes": {"hostile": _MARKUP[5]}}, "themes": terms}


def write(folder: Path, texts: Sequence[str], filler: int = 0) -> list[str]:
    """Write the collection and the vocabulary, and give the options that name them."""
    data, terms = folder / "hostile.yaml", folder / "terms.yaml"
    # JSON is YAML, and takes any character as an escape.
    data.write_text(json.dumps(collection(texts, filler)), "utf-8")
    terms.write_text(json.dumps(vocabulary()), "utf-8")
    return ["--data", str(data), "--vocabulary", str(terms)]
