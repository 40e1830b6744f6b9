"""Writes what the documents show of the program, or with --check tells what is no longer true of them.

    python docs/generate.py           write the README's and the pages' examples, the tables, the pictures, the man page
    python docs/generate.py --check   change nothing; exit 1 and name each file that would change

An example is a block that begins with ```console: the lines after `$ ` are run as at a terminal of 80 columns, and what
follows them is what they print. Those of a page run one after the other, in a folder with a copy of docs/ and nothing
else, so that they can write files and ask them. Between `<!-- begin: NAME -->` and `<!-- end -->` stands what the
function NAME gives. An example in which the program tells an error ends the run: nobody meant to show it.
"""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import floors
import manual

ROOT = Path(__file__).resolve().parents[1]
PAGES = (
    "README.md", "docs/commands.md", "docs/json.md", "docs/data.md", "docs/import.md", "docs/search.md",
    "docs/filters.md", "docs/counting.md", "docs/handing-on.md", "docs/architecture.md", "CONTRIBUTING.md",
)  # fmt: skip
PICTURES = {
    "list": "casereviews list",
    "show": "casereviews show toby",
    "search": "casereviews search bruising non-mobile",
}
CHARTS = {"count": "casereviews count --by theme --by harm --limit 12 -f svg"}
"""Pictures that the program itself draws."""
MADE = "1770000000"
"""The time that charts give as their date, so that they are the same every day; in seconds since 1970."""

# A window like Rich's own, without the fonts that it would fetch.
_SVG = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
    <style>
    .{unique_id}-matrix {{ font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
        font-size: {char_height}px; line-height: {line_height}px; }}
    .{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
    {styles}
    </style>
    <defs>
    <clipPath id="{unique_id}-clip-terminal">
      <rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
    </clipPath>
    {lines}
    </defs>
    {chrome}
    <g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
    {backgrounds}
    <g class="{unique_id}-matrix">
    {matrix}
    </g>
    </g>
</svg>
"""


def terminal(command: str, columns: int = 80, color: bool = False, folder: Path = ROOT) -> str:
    """What a shell command shows at a terminal: standard output and errors together, without carriage returns."""
    environment = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": os.environ.get("HOME", "/"),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color" if color else "dumb",
        "COLUMNS": str(columns),
        "CASEREVIEWS_PAGER": "",
        "SOURCE_DATE_EPOCH": MADE,
    }
    parent, child = pty.openpty()
    running = subprocess.Popen(
        ["/bin/sh", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=child, stderr=child
    )
    os.close(child)
    pieces = []
    while True:
        try:
            piece = os.read(parent, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(parent)
    running.wait()
    return b"".join(pieces).decode().replace("\r\n", "\n")


def example(block: re.Match[str], folder: Path) -> str:
    """An example with what its commands print today; as it stands where the machine lacks a command of it.

    Raises SystemExit where the program tells an error.
    """
    commands = [line[2:] for line in block[1].splitlines() if line.startswith("$ ")]
    if any("| jq " in command for command in commands) and not shutil.which("jq"):
        return block[0]
    shown = ""
    for command in commands:
        printed = terminal(command, folder=folder)
        if error := re.search(r"^casereviews: .*", printed, re.MULTILINE):
            raise SystemExit(f"$ {command}\n{error[0]}\nno example is to show an error")
        shown += f"$ {command}\n{printed}"
    return f"```console\n{shown}```"


def commands() -> Iterator[str]:
    """The help of every command."""
    from casereviews.cli.commands import COMMANDS

    yield f"```text\n{terminal('casereviews --help', 100)}```"
    for name in COMMANDS:
        yield f"## {name}\n\n```text\n{terminal(f'casereviews {name} --help', 100)}```"


def environment() -> Iterator[str]:
    """A table of the variables that are read."""
    from casereviews.cli.reference import ENVIRONMENT

    rows = [f"| `{name}` | {text} |" for name, text in ENVIRONMENT.items()]
    yield "\n".join(["| variable | meaning |", "| --- | --- |", *rows])


def exit_codes() -> Iterator[str]:
    """A table of the exit codes."""
    from casereviews.cli.reference import EXIT_CODES

    yield "\n".join(
        ["| code | meaning |", "| --- | --- |", *(f"| {code} | {text} |" for code, text in EXIT_CODES.items())]
    )


def records() -> Iterator[str]:
    """A table of the fields of every record of the JSON contract."""
    from casereviews.answers import contract

    for record, fields in contract.records().items():
        rows = "\n".join(f"| `{field.name}` | {kind(field.schema)} | {field.text} |" for field in fields)
        yield f"### {contract.title(record)}\n\n| field | type | what it is |\n| --- | --- | --- |\n{rows}"


def flat() -> Iterator[str]:
    """A table of the fields that are worked out of a review for tables."""
    from casereviews.answers.contract import ANSWERS, fields

    listed = ANSWERS["list"]
    known = {field.name for field in fields(listed.record)}
    more = [field for field in fields(listed.full) if field.name not in known]
    rows = [f"| `{field.name}` | {kind(field.schema)} | {field.text} |" for field in more]
    yield "\n".join(["| field | type | what it is |", "| --- | --- | --- |", *rows])


def answers() -> Iterator[str]:
    """A table of what each command answers with."""
    from casereviews.answers.contract import ANSWERS, title

    records = {name: title(answer.record) for name, answer in ANSWERS.items()}
    rows = [
        f"| `{name}` | {'an array of' if ANSWERS[name].many else 'one'} [{record}](#{record}) |"
        for name, record in records.items()
    ]
    yield "\n".join(["| `schema` takes | the command gives |", "| --- | --- |", *rows])


def kind(schema: dict[str, Any]) -> str:
    """A JSON Schema in a few words."""
    if "anyOf" in schema:
        return " or ".join(kind(option) for option in schema["anyOf"])
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return f"[{name}](#{name})"
    if "enum" in schema:
        return ", ".join("null" if value is None else f'"{value}"' for value in schema["enum"])
    named = schema["type"]
    words = [str(word) for word in named] if isinstance(named, list) else [str(named)]
    items = schema.get("items")
    if isinstance(items, dict):
        words[0] = f"array of {kind(items)}"
    return " or ".join(words)


GENERATED: dict[str, Callable[[], Iterator[str]]] = {
    "commands": commands,
    "environment": environment,
    "exit_codes": exit_codes,
    "records": records,
    "flat": flat,
    "answers": answers,
    "floors": floors.picture,
}


def page(text: str) -> str:
    """A page with its examples and its generated parts as they are today."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "docs", folder / "docs")
        text = re.sub(r"```console\n(.*?)```", lambda block: example(block, folder), text, flags=re.DOTALL)
    return re.sub(
        r"<!-- begin: (\w+) -->\n.*?<!-- end -->",
        lambda part: f"<!-- begin: {part[1]} -->\n" + "\n\n".join(GENERATED[part[1]]()) + "\n<!-- end -->",
        text,
        flags=re.DOTALL,
    )


def picture(command: str) -> str:
    """What a command shows at a terminal of 96 columns, as SVG."""
    import io

    from rich.console import Console
    from rich.text import Text

    console = Console(
        record=True, width=96, file=io.StringIO(), force_terminal=True, color_system="truecolor", legacy_windows=False
    )
    shown = Text.from_ansi(f"$ {command}\n{terminal(command, 96, color=True)}".rstrip("\n"))
    console.print(shown)
    svg = console.export_svg(title="casereviews", code_format=_SVG, unique_id="terminal")
    trimmed = re.sub(
        r'<text ([^>]*?)x="([\d.]+)"([^>]*?)textLength="([\d.]+)"([^>]*)>((?:&#160;|[^<&]|&)*)</text>', _trim, svg
    )
    return "\n".join(line.rstrip() for line in trimmed.splitlines()) + "\n"


def _trim(found: re.Match[str]) -> str:
    """A piece of text without the spaces around it, at its place: not every viewer keeps them."""
    before, x, middle, length, after, text = found.groups()
    bare = text.replace("&#160;", " ").strip()
    if not bare:
        return ""
    cell = 12.2  # the width of a character of Rich's pictures
    left = (len(text.replace("&#160;", " ")) - len(text.replace("&#160;", " ").lstrip())) * cell
    right = (len(text.replace("&#160;", " ").lstrip()) - len(bare)) * cell
    place, width = round(float(x) + left, 1), round(float(length) - left - right, 1)
    return f'<text {before}x="{place}"{middle}textLength="{width}"{after}>{bare.replace(" ", "&#160;")}</text>'


def files() -> Iterator[tuple[Path, str]]:
    """Every file with what it should hold."""
    for name in PAGES:
        path = ROOT / name
        yield path, page(path.read_text("utf-8"))
    yield ROOT / "docs" / "casereviews.1", manual.page()
    for name, command in PICTURES.items():
        yield ROOT / "docs" / f"{name}.svg", picture(command)
    for name, command in CHARTS.items():
        yield ROOT / "docs" / f"{name}.svg", terminal(command)


def main(check: bool) -> int:
    """Write the files, or name those that would change."""
    stale = [(path, text) for path, text in files() if not path.exists() or path.read_bytes() != text.encode("utf-8")]
    for path, text in stale:
        if check:
            print(f"{path.relative_to(ROOT)} is not what the program shows; run make docs")
        else:
            path.write_text(text, "utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
