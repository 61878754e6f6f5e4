"""What must hold for whatever is read: text, languages, titles and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from deck.regex import regex
from deck.write.pptx.invariants.read import A, Element, P, R, Sheet
from deck.write.pptx.schema.values import CONTROL

Finding = tuple[Element | str, str]
"""The element, and what is wrong with it."""

# The tags of nearly every deck: to compile the whole grammar takes as long as to check two slides.
_USUAL = regex(r"[a-z]{2,3}(?:-[A-Z]{2})?", re.ASCII)
# RFC 5646, section 2.1: language, script, region, variants, extensions and private use.
_LANGUAGE = regex(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_THEME_FONTS = {f"+{part}-{script}" for part in ("mj", "mn") for script in ("lt", "ea", "cs")}
_SLIDES = ("slide", "notesSlide", "slideLayout", "slideMaster", "notesMaster", "handoutMaster")
_LINKS = ("hlinkClick", "hlinkHover", "hlinkMouseOver")
_JUMP, _SHOW, _PLAYS = "ppaction://hlinksldjump", "ppaction://hlinkshowjump?", "ppaction://media"


def text_has_a_language(sheet: Sheet) -> Iterator[Finding]:
    """Without a language a screen reader reads English aloud as if it were Greek, and the speller marks every word."""
    properties = f"{A}rPr"
    for tag in ("r", "fld"):
        for run in sheet.found[f"{A}{tag}"]:
            # Where they stand elsewhere, `children_are_in_order` says so.
            if not len(run) or run[0].tag != properties:
                yield run, "the run has no properties, and so no language"
    for tag in ("rPr", "endParaRPr"):
        for one in sheet.found[f"{A}{tag}"]:
            if one.get("lang") is None:
                yield one, "it has no language"


def language_is_well_formed(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint takes a language that is no BCP 47 tag for none."""
    for tag in ("rPr", "endParaRPr", "defRPr"):
        for properties in sheet.found[f"{A}{tag}"]:
            for attribute in ("lang", "altLang"):
                value = properties.get(attribute)
                if value is not None and not _is_language(value):
                    yield properties, f"{attribute}={value!r} is no BCP 47 language tag"


def theme_font_is_known(sheet: Sheet) -> Iterator[Finding]:
    """A typeface that begins with + is one of the theme's six; any other is shown in whatever font there is."""
    for tag in ("latin", "ea", "cs", "sym"):
        for font in sheet.found[f"{A}{tag}"]:
            name = font.get("typeface", "")
            if name[:1] == "+" and name not in _THEME_FONTS:
                yield font, f"the theme has no font {name!r}"


def placeholder_color_stands_in_a_look(sheet: Sheet) -> Iterator[Finding]:
    """`phClr` is whatever colour a look is used with: on a slide there is none, and PowerPoint paints it black."""
    if sheet.kind in _SLIDES:
        for color in sheet.found[f"{A}schemeClr"]:
            if color.get("val") == "phClr":
                yield color, "nothing says which colour this is"


def text_has_no_control_characters(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint shows a control character as a box, or refuses the file; a line break is an element of its own."""
    for text in sheet.found[f"{A}t"]:
        if found := CONTROL.search(text.text or ""):
            yield text, f"the text holds the control character {found[0]!r}"


def text_body_has_a_paragraph(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint refuses a shape or a table cell whose text has not even an empty paragraph."""
    for tag in (f"{P}txBody", f"{A}txBody"):
        for body in sheet.found[tag]:
            if not len(body) or body[-1].tag != f"{A}p":
                yield body, "the text has no paragraph"
    for cell in sheet.found[f"{A}tc"]:
        if cell.find(f"{A}txBody") is None:
            yield cell, "the table cell has no text body"


def slide_has_a_title(sheet: Sheet) -> Iterator[Finding]:
    """The title is what outline, links and screen readers call the slide."""
    if sheet.kind != "slide":
        return
    titles = [_shape(one) for one in sheet.seen(f"{P}ph") if one.get("type") in ("title", "ctrTitle")]
    if not titles:
        yield "p:spTree", "the slide has no title"
    for shape in titles:
        if not "".join(text.text or "" for text in shape.iter(f"{A}t", f"{_M}t")).strip():
            yield shape, "the title is empty"
    for shape in titles[1:]:
        yield shape, "the slide has a second title"


def link_has_a_tooltip(sheet: Sheet) -> Iterator[Finding]:
    """The tooltip tells where a click leads, before it is made; without it PowerPoint shows the bare address."""
    for link in _links(sheet):
        if not link.get("tooltip", "").strip() and link.get("action") != _PLAYS:
            yield link, "the link has no tooltip"


def link_does_what_it_says(sheet: Sheet) -> Iterator[Finding]:
    """A jump to a slide needs its action, a web address has none, and no click may start a program."""
    for link in _links(sheet):
        action = link.get("action", "")
        found = sheet.relationships.get(link.get(f"{R}id", ""))
        kind = found.kind if found else ""
        goes = action == _PLAYS or action.startswith(_SHOW)
        expected = {"slide": action == _JUMP, "hyperlink": not action, "": goes}
        # An id without a relationship is another rule's business.
        if not expected.get(kind, True) and (found or not link.get(f"{R}id")):
            yield link, f"the action {action!r} does not go with {f'a {kind}' if kind else 'no target'}"


def _links(sheet: Sheet) -> Iterator[Element]:
    for tag in _LINKS:
        yield from sheet.found[f"{A}{tag}"]


def _shape(placeholder: Element) -> Element:
    return next(placeholder.iterancestors(f"{P}sp"), placeholder)


@cache
def _is_language(tag: str) -> bool:
    return bool(_USUAL.fullmatch(tag) or _LANGUAGE.fullmatch(tag))
