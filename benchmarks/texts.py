"""What `pump.py` repeats, and in which texts."""

from __future__ import annotations

PUMPS = (
    " ", "-", "–", "\n", "\r\n", "\t", "_", "a", "A", "1", "é", "a ", "A ", "1 ", "a-", "a\n", "a, ", ", ", ",",
    ".", ". ", "’", "(", "and ",
)  # fmt: skip
"""What is repeated for a pattern, beside what its structure gives."""

PIECES = (
    *PUMPS, "\xa0", "\u2028", "\x0b", "\x00", "\x1b[31m", "\u0301", "\u202e", "\u200b", "\U0001f600", "[", "]", "{",
    "}", "[[", "{a: ", "\\", "\\ud83d", "\\u", '"', "'", "“", "`", "```\n", "*", "**", "* a\n", "# ", "#", "# a\n",
    "> ", "| a ", "|", "&", "&a ", "*a ", "!", "!a ", "%", "@", "~", "=", "<", ">", "<b>", "</b>", "<a href=x>",
    "</a>", "<table><tr><td>", "<!--", "<![CDATA[", "<p>", "<li>", "<ul><li>", "<h2>a</h2>", "<h2>", "<div>",
    "<br>", "&amp;", "&#x301;", "<i a=b ", "- a\n", "• a\n", "1. a\n", "\n\n", "\n\na", "- ", "  - ", "? ", ": ",
    "a: ", "a: b\n", "\r", "a" * 50 + " ", "2-year-old ", "aged 3, ", "two boys ", "twins, ", "in May 2031 ",
    "Child A, ", "Child B ", "2033 – Northmere – Child C\n", "and two others ", "to the police: ",
    "mother was charged with ", "Learning: ", "Recommendations: ", "Read the report (PDF) ", "Keywords: a, ",
    "neglect ", "â€™", "not ", "NOT ", "OR ", "(a ", "-a ", "a* ", '"a ',
)  # fmt: skip
"""What is repeated at every place of a text."""

BULLETIN = """\
May 2033

In May 2033 two case reviews joined, on neglect and drowning.

2033 – Northmere – Child K

Death of a 2-month-old boy in May 2031, of whom his mother's partner was convicted.
Learning includes: the police didn't know; "fathers" (and men).
Recommendations to the board:
- ask about men
Keywords: neglect, men
Read the full report (PDF)
"""

PAGE = """\
<html><head><meta charset="utf-8"><style>p {}</style></head><body><h1>May 2033</h1>
<h2>2033 – Northmere – Child K</h2><p>Death of a <b>2-month-old</b> boy &amp; in May 2031.</p>
<ul><li>Learning: ask.</li></ul><table><tr><td>A boy</td></tr></table><a href="x.pdf">Read the report</a></body></html>
"""

COLLECTION = """\
# own
collection:
  id: own
reviews:
  - id: a
    name: "Child K"
    title: 'Child K'
    summary: >-
      Death of a boy
    children: [{age: 4 months, sex: male}]
    learning:
      - {id: a/L1, text: ask men}
"""

LINE = '{"id": "a", "name": "Child K", "title": "Child \\u00e9 K", "learning": [{"id": "a/L1", "text": "ask a boy"}]}\n'

ASKED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "import of text": ("b.txt", BULLETIN, ("import", "b.txt", "-f", "yaml")),
    "import of HTML": ("b.html", PAGE, ("import", "b.html", "-f", "yaml")),
    "validate of YAML": ("c.yaml", COLLECTION, ("validate", "c.yaml")),
    "validate of JSON Lines": ("c.jsonl", LINE, ("validate", "c.jsonl")),
    "show as Markdown": ("c.jsonl", LINE, ("show", "a", "-f", "md", "--no-cache", "--data", "c.jsonl")),
    "search": ("c.jsonl", LINE, ("search", "boy a", "-f", "plain", "--no-cache", "--data", "c.jsonl")),
    "check": ("c.jsonl", LINE, ("check", "c.jsonl", "--no-cache", "-f", "plain")),
    "a query": ("", "boy ask", ("search", "{}")),
    "a name": ("", "Child K", ("show", "{}")),
    "a term": ("", "neglect, -CSA", ("list", "--harm", "{}")),
    "an age": ("", "3 years 6 months..5y", ("list", "--age", "{}")),
}
"""The file, the text, and what is typed; the text itself where there is no file."""
