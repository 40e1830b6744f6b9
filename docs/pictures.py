"""Takes the pictures of the exported page that the documents show, on a phone, a tablet and a desk.

    python docs/pictures.py

They need a browser, so `docs/generate.py --check` does not look at them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "benchmarks"))

import browsing  # noqa: E402

MADE = "1770000000"
VIEWS = {
    "phone": ("?q=bruising%20non-mobile", 360, 780, "main h2"),
    "tablet": ("review/2022-02/child-rs", 768, 1024, "h1"),
    "desk": ("", 1280, 900, "h1"),
}
"""What each picture shows: a place of the page, the window's width and height, and what stands at its top."""


def main() -> int:
    """Write the pictures; where there is no browser, say so."""
    try:
        with tempfile.TemporaryDirectory() as folder, browsing.launched() as browser:
            page = browser.new_page(color_scheme="light", reduced_motion="reduce", locale="en-GB")
            path = Path(folder) / "reviews.html"
            command = [sys.executable, "-m", "casereviews", "export", str(path), "--quiet"]
            subprocess.run(command, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": MADE, "CASEREVIEWS_DATA": ""})
            for name, (fragment, width, height, top) in VIEWS.items():
                page.set_viewport_size({"width": width, "height": height})
                page.goto("about:blank")
                page.goto(f"{path.as_uri()}#{fragment}")
                page.wait_for_timeout(500)
                page.locator(top).first.evaluate("element => element.scrollIntoView()")
                target = ROOT / "docs" / f"page-{name}.png"
                page.screenshot(path=target)
                shrink(target)
                print(f"wrote {target.relative_to(ROOT)}")
    except browsing.MissingError as error:
        print(f"no pictures of the page were taken: {error}")
    return 0


def shrink(path: Path) -> None:
    """Make a picture smaller without changing it, where the machine can."""
    if program := shutil.which("optipng"):
        subprocess.run([program, "-quiet", "-o5", "-strip", "all", str(path)], check=True)


if __name__ == "__main__":
    sys.exit(main())
