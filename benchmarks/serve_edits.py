"""What is edited where the preview is measured, and how a browser says when it has shown it."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from pathlib import Path

_SLIDE = re.compile(r"  - id: ([\w-]+)$")
_TITLE = re.compile(r"    title: (?![\"'|>{\[])[^#]*[a-z]$")
_LENGTH = re.compile(r"^((?:GAP|SIDE|PAD)\b[^=\n]*= )(\d+\.\d)", re.MULTILINE)

PREVIEW = """
window.seen = {};
window.pictures = new Set();
const said = (key) => {
  if (key in seen) return;
  seen[key] = 0;
  requestAnimationFrame(() => setTimeout(() => { seen[key] = performance.timeOrigin + performance.now(); }));
};
const look = () => {
  for (const one of document.querySelectorAll('main article')) {
    for (const [word] of one.textContent.matchAll(/word[0-9]+x/g)) said(word + one.dataset.locale);
    for (const image of one.querySelectorAll('image')) {
      const name = image.getAttribute('href');
      if (pictures.has(name + one.dataset.locale)) continue;
      pictures.add(name + one.dataset.locale);
      image.addEventListener('load', () => said('picture' + window.number + one.dataset.locale));
    }
  }
};
new MutationObserver(look).observe(document.querySelector('main'), {subtree: true, childList: true});
look();
"""
"""When each language shows a word, and the first picture that it has not shown before, after the frame it is painted
in."""
MARP = """
window.seen = {};
document.addEventListener('DOMContentLoaded', () => {
  for (const [word] of document.body.textContent.matchAll(/word[0-9]+x/g)) {
    requestAnimationFrame(() => setTimeout(() => { seen[word] = performance.timeOrigin + performance.now(); }));
  }
});
"""


class Titles:
    """A file, and on which line each slide has its title: to each a word can be added."""

    def __init__(self, file: Path, lines: Mapping[str, int]) -> None:
        self.file, self.slides = file, lines
        self._lines = file.read_text(encoding="utf-8").split("\n")
        self._words: dict[int, str] = {}

    @classmethod
    def of_talk(cls, file: Path) -> Titles:
        lines, slide = dict[str, int](), ""
        for at, line in enumerate(file.read_text(encoding="utf-8").split("\n")):
            if found := _SLIDE.match(line):
                slide = found[1]
            elif _TITLE.match(line):
                lines.setdefault(slide, at)
        return cls(file, lines)

    def add(self, slide: str, number: int) -> float:
        """Save the file with one word changed; the moment before, in milliseconds."""
        self._words[self.slides[slide]] = f" word{number}x"
        text = "\n".join(line + self._words.get(at, "") for at, line in enumerate(self._lines))
        saved = time.time() * 1000
        self.file.write_text(text, encoding="utf-8")
        return saved


class Figures:
    """Scripts of figures that can be told to leave more room, and the slides that show them."""

    def __init__(self, talk: Path) -> None:
        text, self.slides = talk.read_text(encoding="utf-8"), dict[str, Path]()
        for part in re.split(r"^(?=  - id: )", text, flags=re.MULTILINE)[1:]:
            slide, figure = _SLIDE.match(part.split("\n")[0]), re.search(r"^    figure: (\w+)$", part, re.MULTILINE)
            script = talk.parent / "figures" / f"{figure[1]}.py" if figure else None
            if slide and script and _LENGTH.search(script.read_text(encoding="utf-8")):
                self.slides[slide[1]] = script

    def change(self, slide: str) -> float:
        script = self.slides[slide]
        text = script.read_text(encoding="utf-8")
        text = _LENGTH.sub(lambda found: f"{found[1]}{float(found[2]) + 0.1:.1f}", text, count=1)
        saved = time.time() * 1000
        script.write_text(text, encoding="utf-8")
        return saved


def longer(text: str, slides: int) -> str:
    """The talk with its slides again and again, under new names and titles, until it has so many."""
    head, *parts = re.split(r"^(?=  - id: )", text, flags=re.MULTILINE)
    again = [part for part in parts if "kind: references" not in part and "kind: agenda" not in part]
    made = [*parts[:-1]]
    while len(made) < slides - 1:
        part, number = again[len(made) % len(again)], len(made)
        part = re.sub(r"^  - id: (.*)$", rf"  - id: \1-{number}", part, count=1, flags=re.MULTILINE)
        made.append(re.sub(r"^(    title: [^\n\"'|>]*[a-z])$", rf"\1 {number}", part, count=1, flags=re.MULTILINE))
    return head + "".join(made) + parts[-1]
