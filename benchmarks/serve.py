"""From a save to the new picture in a browser, two languages beside each other: `python -m benchmarks.serve`."""

from __future__ import annotations

import argparse
import math
import os
import platform
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.serve.browser import Browser, Window, found

HERE = Path(__file__).parent
ROOT = HERE.parent
EDITS = 50
WORDS = re.compile(r'^( +title: (?!["\'|>{\[])[^\n#]*[a-z])$', re.MULTILINE)
"""A line of text without quotes, to which a word can be added."""
# When each language shows the word that was added, as the browser says it, after the frame in which it is painted.
WATCH = """
window.seen = {};
new MutationObserver(() => {
  for (const one of document.querySelectorAll('main article')) {
    const word = (one.textContent.match(/word[0-9]+x/g) || []).pop();
    const key = word && word + one.dataset.locale;
    if (key && !(key in seen)) {
      seen[key] = 0;
      requestAnimationFrame(() => setTimeout(() => { seen[key] = performance.timeOrigin + performance.now(); }));
    }
  }
}).observe(document.querySelector('main'), {subtree: true, childList: true});
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.serve", description=__doc__)
    parser.add_argument("--edits", type=int, default=EDITS)
    parser.add_argument("-o", dest="out", type=Path, help="file for the table, such as benchmarks/SERVE.md")
    options = parser.parse_args()
    if found() is None:
        sys.exit("needs Chromium")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        talk = _talk(Path(folder) / "talk")
        with _served(talk) as address:
            browser = Browser(Path(folder) / "profile")
            try:
                rows = _measured(browser, address, talk, options.edits)
            finally:
                browser.end()
    page = "\n".join(_page(rows, options.edits)) + "\n"
    print(page)
    if options.out:
        options.out.write_text(page, encoding="utf-8")
    return 0


def _talk(folder: Path) -> Path:
    """The shipped talk with its pictures drawn."""
    folder.mkdir()
    for part in ("assets", "figures", "locales"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "slides.yaml", folder)
    if (ROOT / ".cache").exists():
        shutil.copytree(ROOT / ".cache", folder / ".cache")
    # A translation may have mistakes: a preview shows it all the same.
    command = (sys.executable, "-m", "deck", "-q", "build", str(folder / "slides.yaml"), "--locale", "all")
    subprocess.run(command, check=False, capture_output=True)
    return folder / "slides.yaml"


@contextmanager
def _served(talk: Path) -> Iterator[str]:
    command = (sys.executable, "-m", "deck", "serve", str(talk), "--no-open")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()


def _measured(browser: Browser, address: str, talk: Path, edits: int) -> list[tuple[float, float]]:
    """For each edit, the milliseconds until the first language shows it, and until both do."""
    window = browser.open(f"{address}#mode=single&slide=agenda&first=&second=de")
    window.wait("document.querySelectorAll('main article').length === 2", 120)
    window.wait("document.getElementById('state').className === 'fresh'", 120)
    window.run(WATCH)
    chance, whole, rows = random.Random(1), talk.read_text(encoding="utf-8"), []
    places = [place for place in WORDS.finditer(whole) if "  - id: references" not in whole[: place.start()]]
    for number in range(edits + 3):
        place = chance.choice(places)
        new = f"{whole[: place.end()]} word{number}x{whole[place.end() :]}"
        saved = time.time() * 1000
        talk.write_text(new, encoding="utf-8")
        seen = _seen(window, number)
        if seen and number >= 3:  # the first builds remember what the others look up
            rows.append((min(seen) - saved, max(seen) - saved))
        time.sleep(0.3)
    return rows


def _seen(window: Window, number: int) -> list[float]:
    """When the word was seen in each language; empty where the slide does not show it, or in its own alone."""
    key = f"word{number}x"
    try:
        window.wait(f"seen['{key}'] && seen['{key}de']", 4)
    except AssertionError:
        return []
    return [float(window.run(f"seen['{key}']")), float(window.run(f"seen['{key}de']"))]


def _page(rows: list[tuple[float, float]], edits: int) -> Iterator[str]:
    yield "# From a save to the new picture"
    yield ""
    yield f"The shipped talk, English and German beside each other in Chromium; {len(rows)} of {edits} edits of words"
    yield f"that a slide shows. {platform.system()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f};"
    yield "`python -m benchmarks.serve` measures it again."
    yield ""
    yield "| milliseconds | median | 95th percentile |"
    yield "|---|---|---|"
    for name, place in (("until one language shows it", 0), ("until both do", 1)):
        values = sorted(row[place] for row in rows)
        yield f"| {name} | {median(values):.0f} | {values[math.ceil(0.95 * len(values)) - 1]:.0f} |"


if __name__ == "__main__":
    sys.exit(main())
