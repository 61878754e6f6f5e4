"""What was found in a talk, as one page to read and to pass on: by slide with its picture, then what was measured."""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import escape, unescape

from deck import language
from deck.diagnostics import Diagnostic, Ignored, Report, Severity
from deck.explain import explanation
from deck.ignores import WrittenSlides
from deck.page import ChartBox, Deck, Group, Page, PictureBox, TableBox
from deck.regex import regex
from deck.texts import texts
from deck.translation.message import State
from deck.translation.status import Status
from deck.value import Value
from deck.workspace import Workspace
from deck.write.drawing import draw

_WIDTH_PX = 640
_ACCESSIBILITY = {
    "alike-colors": "1.4.1",
    "color-alone": "1.4.1",
    "alt-says-nothing": "1.1.1",
    "empty-header": "1.3.1",
    "equation-unsaid": "1.1.1",
    "figure-text": "",
    "glyph-missing": "",
    "link-says-nothing": "2.4.4",
    "low-contrast": "1.4.3",
    "no-captions": "1.2.2",
    "reading-order": "1.3.2",
    "text-overflows": "",
    "title-again": "2.4.6",
}
"""Codes of what keeps somebody from reading or hearing a slide, with the criterion of WCAG 2.2 that asks for it."""
_UNKNOWN = (
    "how a screen reader says the deck: nobody has listened to it for this report",
    "whether an alternative text says what matters, and whether figures are understood without their colours",
    "contrast inside photographs and figures, flashes and movement in films",
    "whether words of a third language, other than names, are marked as such",
)
"""What nobody has measured."""


Said = tuple[str, str, str, str]
"""A finding by language, code, slide and words; a language alone says that it was looked at."""
_KEPT = "deck-found"
"""The element of the page's head by which the next report knows what this one had found."""
_KEPT_IN = regex(rf'<meta name="{_KEPT}" content="([^"]*)">')
_DRAFT = "needs-approval"
_SLIDE_NUMBER = regex(r"\bslide \d+ ")


class Told(Value, frozen=True):
    """A talk in one language, and what was found there."""

    deck: Deck
    report: Report


def check_report(
    told: Sequence[Told],
    translations: Sequence[Status],
    world: Workspace,
    before: Mapping[Said, int] | None = None,
    uncited: Sequence[str] = (),
) -> bytes:
    """The page: one file that asks nobody for anything. The first language is the one whose pictures it shows.

    `before` is what the last report had told, and `uncited` the references that nothing in the talk cites.
    """
    deck = told[0].deck
    found = list(_found(told, world))
    said = _said(told, found)
    meanings = "".join(_meaning(name, world) for name in sorted({one.told.code for one in found}))
    title = escape(f"What was found in “{deck.meta.title.plain}”")
    parts = [
        f'<header><h1>{title}</h1><p class="soft">{_about(deck)}</p>{_counts(told)}{_contents()}</header><main>',
        f'<section id="since"><h2>Since the last report</h2>{_since(said, before)}</section>',
        f'<section id="slides"><h2>Slide by slide</h2>{_slides(deck, found)}{_elsewhere(found)}</section>',
        f'<section id="accessibility"><h2>Accessibility</h2>{_accessibility(deck, found)}</section>',
        f'<section id="translations"><h2>Translations</h2>{_translations(translations)}</section>',
        f'<section id="references"><h2>References</h2>{_references(deck)}{_uncited(uncited)}</section>',
        f'<section id="drafts"><h2>Drafts</h2>{_drafts(deck)}</section>',
        f'<section id="codes"><h2>What the codes mean</h2>{meanings}</section></main>',
    ]
    kept = escape(json.dumps([[*one, count] for one, count in said.items()], ensure_ascii=False))
    head, body = f'{_HEAD}<meta name="{_KEPT}" content="{kept}"><title>{title}</title>', "".join(parts)
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>{body}</body></html>\n'.encode()


class _One(Value, frozen=True):
    """A finding with the languages in which it stands, and its slide, where it has one."""

    told: Diagnostic
    languages: tuple[str, ...]
    slide: str
    ignored: Ignored | None = None


def _found(told: Sequence[Told], world: Workspace) -> Iterator[_One]:
    languages: dict[Diagnostic, list[str]] = {}
    slides: dict[Diagnostic, str] = {}
    ignored: dict[Diagnostic, Ignored] = {}
    for one in told:
        written = WrittenSlides(one.deck.talk, world)
        for diagnostic in (*one.report, *one.report.ignored):
            languages.setdefault(diagnostic, []).append(one.deck.meta.language)
            slides.setdefault(diagnostic, written.at(diagnostic.span))
        ignored |= one.report.ignored
    order = list(Severity)
    for diagnostic in sorted(languages, key=lambda it: (order.index(it.severity), it.span.line)):
        # Approvals are listed by themselves.
        if diagnostic.code != "needs-approval":
            why = ignored.get(diagnostic)
            yield _One(diagnostic, tuple(languages[diagnostic]), slides[diagnostic], why)


def told_before(page: bytes) -> Mapping[Said, int] | None:
    """What a report had told; None where the file is none that can be compared."""
    kept = _KEPT_IN.search(page.decode(errors="replace"))
    if kept is None:
        return None
    try:
        said = json.loads(unescape(kept[1]))
        return {(str(tag), str(code), str(slide), str(words)): int(count) for tag, code, slide, words, count in said}
    except (TypeError, ValueError):
        return None


def _said(told: Sequence[Told], found: Sequence[_One]) -> Mapping[Said, int]:
    """How often each finding is there, and which fields await approval; without numbers of slides, which change."""
    said: Counter[Said] = Counter()
    for one in found:
        if not one.ignored:
            words = _SLIDE_NUMBER.sub("slide ", one.told.message)
            said.update((tag, one.told.code, one.slide, words) for tag in one.languages)
    deck = told[0].deck
    for slide in deck.talk.slides if deck.meta.status == "draft" else ():
        said.update((deck.meta.language, _DRAFT, slide.says.id, f"{field} is a draft") for field in slide.says.draft)
    return {(one.deck.meta.language, "", "", ""): 0 for one in told} | said


def _since(now: Mapping[Said, int], before: Mapping[Said, int] | None) -> str:
    if before is None:
        return '<p class="soft">There was none in this place, or one that cannot be compared.</p>'
    both = {tag for tag, *_ in now} & {tag for tag, *_ in before}
    parts = [("New", _more(now, before, both)), ("No longer found", _more(before, now, both))]
    lists = "".join(f"<h3>{name}</h3><ul>{''.join(map(_change, some))}</ul>" for name, some in parts if some)
    return lists or '<p class="soft">The same was found.</p>'


def _more(some: Mapping[Said, int], others: Mapping[Said, int], tags: Collection[str]) -> Collection[tuple[str, ...]]:
    """What is among some and not among others, once for all languages that both looked at."""
    found = (one for one, count in some.items() if count > others.get(one, 0) and one[0] in tags)
    return dict.fromkeys(one[1:] for one in found)


def _change(one: tuple[str, ...]) -> str:
    code, slide, words = map(escape, one)
    where = f' <span class="soft">{slide}</span>' if slide and f"`{slide}`" not in words else ""
    return f'<li><code>{code}</code> <span dir="auto">{words}</span>{where}</li>'


def _about(deck: Deck) -> str:
    meta = deck.meta
    parts = (meta.said_by, meta.event_line, f"status: {meta.status}")
    return f'<span dir="auto">{" · ".join(escape(part) for part in parts if part)}</span>'


def _counts(told: Sequence[Told]) -> str:
    rows = []
    for one in told:
        counts = Counter(it.severity for it in one.report if it.code != "needs-approval")
        cells = "".join(f"<td>{counts[severity]}</td>" for severity in Severity)
        name = escape(language.name(one.deck.meta.language))
        rows.append(f'<tr><th scope="row">{name}</th>{cells}<td>{len(one.report.ignored)}</td></tr>')
    heads = ("Language", "Errors", "Warnings", "Notes", "Left out with a reason")
    return _table(heads, rows)


def _contents() -> str:
    names = ("since", "slides", "accessibility", "translations", "references", "drafts", "codes")
    called = {"since": "Since the last report"}
    links = "".join(f'<li><a href="#{name}">{called.get(name, name.capitalize())}</a></li>' for name in names)
    return f'<nav aria-label="On this page"><ul>{links}</ul></nav>'


def _slides(deck: Deck, found: Sequence[_One]) -> str:
    """Each slide with what was found on it; those with nothing are put away, for whoever wants to see them all."""
    articles = list(_articles(deck, found))
    told = "".join(article for article, has_any in articles if has_any)
    rest = [article for article, has_any in articles if not has_any]
    if not rest:
        return told
    many = "1 slide on which nothing was found" if len(rest) == 1 else f"{len(rest)} slides on which nothing was found"
    return f'{told}<details class="rest"><summary>{many}</summary>{"".join(rest)}</details>'


def _articles(deck: Deck, found: Sequence[_One]) -> Iterator[tuple[str, bool]]:
    """Each slide, and whether anything was found on it."""
    pages = [page for page in deck.pages if page.part == 1]
    pictures = draw(pages, deck.brand, "png", ppi=_WIDTH_PX / (deck.brand.width / 72))
    for page, picture in zip(pages, pictures, strict=True):
        mine = [one for one in found if one.slide == page.scene.id]
        name = escape(f"{page.number} · {page.title or page.id}")
        state = (" · hidden" if page.hidden else "") + (f" · {page.parts} parts" if page.parts > 1 else "")
        data = b64encode(picture).decode()
        image = f'<img alt="{escape(f"Slide {page.number}")}" src="data:image/png;base64,{data}">'
        yield (
            f'<article id="slide-{escape(page.scene.id)}"><div>{image}</div><div><h3 dir="auto">{name}</h3>'
            f'<p class="soft"><code>{escape(page.scene.id)}</code>{state}</p>{_list(mine)}</div></article>',
            bool(mine),
        )


def _elsewhere(found: Sequence[_One]) -> str:
    others = [one for one in found if not one.slide]
    return f"<h3>Not on one slide</h3>{_list(others)}" if others else ""


def _list(found: Sequence[_One]) -> str:
    return f"<ul>{''.join(map(_item, found))}</ul>" if found else ""


def _item(one: _One) -> str:
    told = one.told
    sort = "ignored" if one.ignored else told.severity.value
    where = f"{told.span.file}:{told.span.line}" if told.span.line else told.span.file
    reason = f'<br><span dir="auto">Left out: {escape(one.ignored.reason)}</span>' if one.ignored else ""
    help = f"<br>{escape(told.help)}" if told.help and not one.ignored else ""
    return (
        f'<li class="{sort}"><b>{sort}</b> <a href="#code-{escape(told.code)}">{escape(told.code)}</a> '
        f'<span dir="auto">{escape(told.message)}</span>{help}{reason}'
        f'<br><span class="soft">{escape(where)} · {escape(", ".join(one.languages))}</span></li>'
    )


def _accessibility(deck: Deck, found: Sequence[_One]) -> str:
    """Only what was counted or looked for, and what was not."""
    against = Counter(one.told.code for one in found if one.told.code in _ACCESSIBILITY and not one.ignored)
    none = ", ".join(_with_criterion(name) for name in _ACCESSIBILITY if name not in against)
    some = "".join(f"<li>{_with_criterion(name)}: {count}</li>" for name, count in sorted(against.items()))
    counted = "".join(f"<li>{escape(line)}</li>" for line in _counted(deck))
    unknown = "".join(f"<li>{line}</li>" for line in _UNKNOWN)
    name = escape(language.name(deck.meta.language))
    return (
        f"<p>This says what was measured in the deck in {name}, and claims no more. Numbers in brackets are criteria "
        "of WCAG 2.2; chapter 10 of EN 301 549 has those of WCAG 2.1 as 10.1.1.1 and so on.</p>"
        f"<h3>Counted</h3><ul>{counted}</ul>"
        f"<h3>Looked for, and not found</h3><p>{none}</p>"
        + (f"<h3>Found, in any language</h3><ul>{some}</ul>" if some else "")
        + f"<h3>Not measured</h3><ul>{unknown}</ul>"
    )


def _with_criterion(rule: str) -> str:
    criterion = _ACCESSIBILITY[rule]
    return f"<code>{rule}</code>" + (f" ({criterion})" if criterion else "")


def _counted(deck: Deck) -> Iterator[str]:
    pages = deck.pages
    yield f"{sum(bool(page.title.strip()) for page in pages)} of {len(pages)} slides have a title."
    described, silent = _pictures(pages)
    yield f"{described} pictures, charts, tables and diagrams have an alternative text; {silent} are decoration."
    tables = [one for page in pages for one in page.elements if isinstance(one, TableBox)]
    if tables:
        headed = sum(any(frame.paragraphs for frame in one.cells[0]) for one in tables)
        yield f"{headed} of {len(tables)} tables have a header row."
    shown = ((page, laid) for page in pages if not page.hidden for frame, _ in page.frames for laid in frame.paragraphs)
    sizes = [(laid.size_pt, page.number) for page, laid in shown if not laid.paragraph.text.is_empty]
    if sizes:
        size, number = min(sizes)
        yield f"The smallest text that is shown has {size:g} points (slide {number}), less what stands inside figures."
    yield f"The language of the deck is marked as {deck.meta.language}."


def _pictures(pages: Iterable[Page]) -> tuple[int, int]:
    """How many have an alternative text, and how many are decoration."""
    alts = [
        element.told if isinstance(element, ChartBox) else element.alt.plain
        for page in pages
        for element in page.elements
        if isinstance(element, (ChartBox, Group, PictureBox, TableBox))
    ]
    described = sum(bool(alt.strip()) for alt in alts)
    return described, len(alts) - described


def _translations(translations: Sequence[Status]) -> str:
    if not translations:
        return '<p class="soft">The talk has none.</p>'
    states = (State.TRANSLATED, State.IDENTICAL, State.STALE, State.MISSING)
    rows = [
        f'<tr><th scope="row">{escape(language.name(one.tag))}</th><td>{one.coverage:.1%}</td>'
        f"{''.join(f'<td>{one.counts.get(state, 0)}</td>' for state in states)}<td>{escape(one.review)}</td></tr>"
        for one in translations
    ]
    return _table(("Language", "Current", *(state.value for state in states), "Review"), rows)


def _references(deck: Deck) -> str:
    cited = _cited(deck)
    rows = []
    for key, number in deck.citations.numbers.items():
        slides = ", ".join(f'<a href="#slide-{escape(id)}">{escape(id)}</a>' for id in cited.get(key, ()))
        rows.append(f'<tr><td>{number}</td><th scope="row"><code>{escape(key)}</code></th><td>{slides}</td></tr>')
    return _table(("Number", "Key", "Cited on"), rows) if rows else '<p class="soft">The talk cites nothing.</p>'


def _uncited(keys: Sequence[str]) -> str:
    if not keys:
        return ""
    listed = ", ".join(f"<code>{escape(key)}</code>" for key in keys)
    return f"<p>In assets/references.json, and cited nowhere in the talk: {listed}.</p>"


def _cited(deck: Deck) -> Mapping[str, Sequence[str]]:
    """The slides that cite a paper, in what they show or in their notes and handouts."""
    found: dict[str, dict[str, None]] = {}
    for scene in deck.scenes:
        for text in (*texts(scene.items), *texts(scene.slide.says)):
            for run in text.runs:
                for key in run.cite:
                    found.setdefault(key, {})[scene.id] = None
    return {key: tuple(slides) for key, slides in found.items()}


def _drafts(deck: Deck) -> str:
    if deck.meta.status != "draft":
        return '<p class="soft">The talk is final.</p>'
    rows = [
        f'<tr><th scope="row"><a href="#slide-{escape(slide.says.id)}">{escape(slide.says.id)}</a></th>'
        f"<td>{escape(', '.join(slide.says.draft))}</td></tr>"
        for slide in deck.talk.slides
        if slide.says.draft
    ]
    return _table(("Slide", "Not approved by the speaker"), rows) if rows else "<p>Every field is approved.</p>"


def _meaning(name: str, world: Workspace) -> str:
    text = explanation(name) or explanation(name, world) or ""
    name = escape(name)
    return f'<details id="code-{name}"><summary><code>{name}</code></summary><pre>{escape(text)}</pre></details>'


def _table(heads: Sequence[str], rows: Sequence[str]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f'<div class="wide" tabindex="0"><table>{body}</table></div>'


_HEAD = """<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<style>
:root { color-scheme: light dark; --ink: #1d2935; --soft: #4c5a68; --line: #c8d0d8; --ground: #fff; --link: #00527f;
  --error: #9b1c1c; --warning: #7a4a00; --note: #00527f }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf2; --soft: #b4c0cb; --line: #44515e; --ground: #14191f;
  --link: #8cc8f2; --error: #ff9c94; --warning: #f0c069; --note: #8cc8f2 } }
* { box-sizing: border-box }
body { font: 1rem/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; color: var(--ink); background: var(--ground);
  margin: 0 auto; padding: 1.5rem; max-width: 75rem }
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere } h2 { margin-top: 3rem }
a { color: var(--link) } .soft { color: var(--soft) }
article { display: grid; grid-template-columns: minmax(12rem, 20rem) 1fr; gap: 0 1.5rem; padding: 1rem 0;
  border-top: 1px solid var(--line); break-inside: avoid }
article h3 { margin: .4rem 0 0 } article p { margin: .25rem 0 }
img { width: 100%; height: auto; display: block; border: 1px solid var(--line) }
ul { padding-inline-start: 1.2rem } li { margin: .4rem 0; overflow-wrap: anywhere }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem }
.error b { color: var(--error) } .warning b { color: var(--warning) } .note b { color: var(--note) }
.ignored b, .ignored { color: var(--soft) }
.wide { overflow-x: auto } table { border-collapse: collapse }
th, td { text-align: start; vertical-align: top; padding: .35rem 1.25rem .35rem 0;
  border-bottom: 1px solid var(--line) }
code, pre { font-size: .9rem; overflow-wrap: anywhere } pre { white-space: pre-wrap }
details { margin: .5rem 0 } summary { cursor: pointer }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
.rest summary { padding: .75rem 0; border-top: 1px solid var(--line) }
@media (min-width: 45rem) { .rest[open] { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr));
  gap: 0 1.5rem } .rest summary { grid-column: 1 / -1 } .rest article { display: block } .rest h3 { font-size: 1rem } }
@media (max-width: 45rem) { body { padding: 1rem } h1 { font-size: 1.6rem } th, td { padding-inline-end: .6rem }
  table { font-size: .85rem } article { grid-template-columns: 1fr; gap: .75rem } }
</style>
"""
