"""A page that works from a memory stick: one file without scripts, read by eyes, ears and printers."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

STYLE = """
:root { color-scheme: light dark; --ink: #1d2935; --soft: #4c5a68; --line: #c8d0d8; --ground: #fff; --band: #eef2f5;
  --link: #00527f; --good: #12602f; --old: #7a4a00; --bad: #9b1c1c }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf2; --soft: #b4c0cb; --line: #44515e; --ground: #14191f;
  --band: #1f2730; --link: #8cc8f2; --good: #7fd79c; --old: #f0c069; --bad: #ff9c94 } }
* { box-sizing: border-box }
body { font: 1rem/1.45 system-ui, "Segoe UI", "Noto Sans", sans-serif; color: var(--ink); background: var(--ground);
  margin: 0 auto; padding: 1.5rem 1.5rem 4rem; max-width: 110rem }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem }
h2 { font-size: 1.25rem; line-height: 1.2; margin: 2.5rem 0 .75rem }
p { margin: .25rem 0 }
a { color: var(--link) }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
.skip { position: absolute; left: -100rem }
.skip:focus { position: static }
nav ul { list-style: none; padding: 0; margin: 1rem 0 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem }
.soft, .track { color: var(--soft) }
table { border-collapse: collapse; width: 100% }
caption { text-align: start; color: var(--soft); padding-bottom: .5rem }
th, td { text-align: start; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line) }
thead th { border-bottom: 2px solid var(--ink); white-space: nowrap }
tbody th.day { background: var(--band); padding: .5rem .75rem; font-size: 1.05rem }
td.room { white-space: nowrap }
.time { white-space: nowrap; font-variant-numeric: tabular-nums }
.talk { min-width: 15rem; font-weight: normal }
.talk b, .talk s { display: block }
.word { font-weight: 600; white-space: nowrap }
.good { color: var(--good) } .old { color: var(--old) } .bad { color: var(--bad) } .none { color: var(--soft) }
td ul { list-style: none; margin: .1rem 0 0; padding: 0; font-size: .9rem; overflow-wrap: anywhere }
.files { display: flex; flex-wrap: wrap; gap: 0 .75rem }
.notes { color: var(--soft); font-size: .9rem; overflow-wrap: anywhere }
.talk .notes { margin-top: .15rem }
td.lang { min-width: 9rem }
pre { white-space: pre-wrap; font: inherit; border-inline-start: 3px solid var(--line); padding-inline-start: 1rem }
details { margin: .25rem 0 } summary { cursor: pointer }
@media screen and (max-width: 60rem) {
  body { padding: 1rem }
  table, caption, thead, tbody, tr, th, td { display: block }
  thead { position: absolute; left: -100rem }
  tr { border-bottom: 2px solid var(--line); padding: .5rem 0 }
  th, td { border: 0; padding: .2rem 0 }
  td[data-head]::before { content: attr(data-head) ": "; color: var(--soft) }
}
@media print {
  :root { --ink: #000; --soft: #333; --line: #999; --ground: #fff; --band: #eee; --link: #000; --good: #000;
    --old: #000; --bad: #000 }
  @page { size: A4 landscape; margin: 12mm }
  body { font-size: 8.5pt; padding: 0; max-width: none }
  nav, .skip, summary, .screen { display: none }
  tr, details { break-inside: avoid } thead { display: table-header-group } h2 { break-after: avoid }
  .talk, .notes, td ul { font-size: inherit } .talk { min-width: 0 } .files .soft { display: none }
  td.lang { min-width: 0 } a { text-decoration: none }
}
"""

SIGNS = {"good": "✓", "old": "◐", "bad": "✗", "none": "–"}
"""Beside each word: no tone is told by its colour alone."""


def page(title: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def link(path: str, words: str, label: str = "") -> str:
    """A link to a file beside the page; `label` says it to those who hear it out of its row."""
    said = f' aria-label="{escape(label)}"' if label else ""
    return f'<a href="{escape(quote(path))}"{said}>{escape(words)}</a>'


def mail(subject: str, body: str) -> str:
    """An address that opens a letter; whom it goes to, the schedule does not say."""
    return f"mailto:?subject={quote(subject)}&amp;body={quote(body.replace(chr(10), chr(13) + chr(10)))}"


def listed(items: list[str], name: str) -> str:
    return f'<ul class="{name}">{"".join(f"<li>{one}</li>" for one in items)}</ul>' if items else ""


def noted(notes: tuple[str, ...]) -> str:
    """What is to be known besides, on as few lines as it takes."""
    return f'<div class="notes">{escape(" · ".join(notes))}</div>' if notes else ""


def megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
