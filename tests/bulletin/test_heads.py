"""What the heads of documents tell of a review: how it is called, whose it is, of which type, since when and of whom.

`heads.yaml` holds the documents with what a careful reader takes from them.
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest
import yaml

from casereviews.bulletin import source
from casereviews.bulletin.drafter import Drafter
from casereviews.library import vocabularies
from casereviews.text import fold

DOCUMENTS = yaml.load((Path(__file__).parent / "heads.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - which makes text of everything
TAGS = {"# ": "h1", "## ": "h2", "### ": "h3", "- ": "li"}


@pytest.fixture(scope="module")
def drafter() -> Drafter:
    return Drafter(vocabularies.coding_vocabulary())


def as_page(text: str) -> str:
    """A text as a web page: a line an element."""
    lines: list[str] = []
    for line in text.splitlines():
        mark = next((mark for mark in TAGS if line.startswith(mark)), "")
        tag = TAGS.get(mark, "p")
        made = f"<{tag}>{html.escape(line.removeprefix(mark))}</{tag}>"
        lines.append(f"<ul>{made}</ul>" if tag == "li" else made)
    body = "\n".join(lines)
    return f"<!DOCTYPE html><html><body><main>{body}</main></body></html>"


def told(review: dict[str, Any]) -> dict[str, Any]:
    """What a review tells, as the documents are labelled."""
    children = [" ".join(filter(None, child.values())) for child in review.get("children") or ()]
    told = {
        "name": fold(review["name"]),
        "type": review.get("review_type"),
        "area": review.get("area"),
        "published": review.get("published"),
        "children": sorted(filter(None, children)),
    }
    return {key: value for key, value in told.items() if value}


@pytest.mark.parametrize("document", DOCUMENTS, ids=[one["reviews"][0]["name"] for one in DOCUMENTS])
def test_heads(document: dict[str, Any], drafter: Drafter, tmp_path: Path) -> None:
    is_page = document["form"] == "page"
    path = tmp_path / f"head.{'html' if is_page else 'txt'}"
    path.write_text(as_page(document["text"]) if is_page else document["text"], encoding="utf-8")
    wanted = [{**one, "name": fold(one["name"])} for one in document["reviews"]]
    for one in wanted:
        if "children" in one:
            one["children"] = sorted(one["children"])
    assert [told(review) for review in drafter.read(source.read(str(path))).reviews] == wanted
