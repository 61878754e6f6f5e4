"""What does each element say of its look: in attributes, in the rules of style sheets, in its own style?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from deck.regex import regex
from deck.svg.bad import BadSvg

Style = dict[str, str]
"""Values by the names of properties; those that begin with -- are the author's own."""

SVG = "{http://www.w3.org/2000/svg}"
MOST_MATCHES = 3_000_000
INHERITED = frozenset(
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit "  # noqa: SIM905
    "stroke-dasharray stroke-dashoffset color font-family font-size font-style font-weight letter-spacing "
    "word-spacing text-anchor visibility clip-rule paint-order direction marker-start marker-mid marker-end "
    "writing-mode dominant-baseline white-space text-transform font-variant font-variant-caps".split()
)
_OWN = frozenset(
    "display opacity clip-path mask filter mix-blend-mode overflow stop-color stop-opacity baseline-shift "  # noqa: SIM905
    "alignment-baseline vector-effect text-decoration transform transform-origin transform-box background "
    "background-color".split()
)
GEOMETRY = frozenset("d x y cx cy r rx ry width height".split())  # noqa: SIM905
"""What an attribute says, unless a style says otherwise."""
_KNOWN = INHERITED | _OWN | GEOMETRY
_Declaration = tuple[str, str, bool]


def said_of(root: Any) -> dict[Any, Style]:
    """What every element says itself; a more exact rule wins, then a later one, and `!important` over all."""
    rules = list(_rules(root))
    matched = _matched(root, rules) if rules else {}
    return {element: _cascaded(element, matched.get(element, ())) for element in root.iter()}


def _cascaded(element: Any, rules: Sequence[_Declaration]) -> Style:
    style = {name: value.strip() for name, value in element.attrib.items() if name in _KNOWN}
    # As an attribute, a shorthand is none.
    inline = element.get("style")
    declared = (*rules, *(_declarations(inline) if inline else ()))
    for urgent in (False, True):
        style.update((name, value) for name, value, important in declared if important is urgent)
    return style


def _matched(root: Any, rules: Sequence[tuple[Any, list[_Declaration]]]) -> dict[Any, list[_Declaration]]:
    # Imported here because many drawings have no style sheet.
    import cssselect2

    elements = sum(1 for _ in root.iter())
    deepest = max((sum(1 for _ in element.iterancestors()) for element in root.iter() if not len(element)), default=0)
    if elements * sum(1 + _steps(prelude) * deepest for prelude, _ in rules) > MOST_MATCHES:
        help = "export it with its look in attributes (in Inkscape: as optimised SVG), or as PNG"
        raise BadSvg(
            f"its style sheet costs too much: {len(rules):,} rules for {elements:,} elements", root.sourceline, help
        )
    matcher = cssselect2.Matcher()
    for prelude, declarations in rules:
        try:
            for selector in cssselect2.compile_selector_list(prelude):
                matcher.add_selector(selector, declarations)
        except cssselect2.SelectorError:  # as a browser does: a rule that is not understood is none
            continue
    found: dict[Any, list[_Declaration]] = {}
    for wrapped in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
        matches = matcher.match(wrapped)
        if matches:
            found[wrapped.etree_element] = [one for *_, pseudo, said in matches if pseudo is None for one in said]
    return found


def _steps(prelude: Any) -> int:
    """How often a selector looks around for each element that it is asked for."""
    import tinycss2

    selectors = [part.strip() for part in tinycss2.serialize(prelude).lower().split(",")]
    # `:has()` looks at all that is inside.
    return sum(len(_COMBINED.findall(part)) + 100 * part.count(":has(") for part in selectors)


_COMBINED = regex(r"\s*[>+~]\s*|\s+")


def _rules(root: Any) -> Iterator[tuple[Any, list[_Declaration]]]:
    for sheet in list(root.iter(f"{SVG}style")):
        if sheet.get("type", "text/css").strip().lower() in ("text/css", "") and _is_for_screens(
            sheet.get("media", "")
        ):
            import tinycss2

            content = "".join(sheet.itertext())
            yield from _of(tinycss2.parse_stylesheet(content, skip_comments=True, skip_whitespace=True))


def _of(parsed: Sequence[Any]) -> Iterator[tuple[Any, list[_Declaration]]]:
    import tinycss2

    for rule in parsed:
        if rule.type == "qualified-rule":
            yield rule.prelude, list(_declarations(rule.content))
            if any(token.type == "{} block" for token in rule.content):
                yield from _nested(rule)
        elif _is_media(rule) and _is_for_screens(tinycss2.serialize(rule.prelude)):
            yield from _of(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _nested(rule: Any, depth: int = 1) -> Iterator[tuple[Any, list[_Declaration]]]:
    """The rules inside of a rule, for what they are about there: `g { rect { … } }` says `g rect { … }`."""
    import tinycss2

    outer = f":is({tinycss2.serialize(rule.prelude).strip()})"
    for inner in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if inner.type != "qualified-rule" or depth > _DEEPEST:
            continue
        parts = tinycss2.serialize(inner.prelude).strip().split(",")
        said = ",".join(part.replace("&", outer) if "&" in part else f"{outer} {part}" for part in parts)
        inner.prelude = tinycss2.parse_component_value_list(said)
        yield inner.prelude, list(_declarations(inner.content))
        yield from _nested(inner, depth + 1)


_DEEPEST = 8


def _is_media(rule: Any) -> bool:
    return rule.type == "at-rule" and rule.lower_at_keyword == "media" and bool(rule.content)


def _is_for_screens(media: str) -> bool:
    """Whether a list of media asks for no more than light screens have."""
    queries = [re.sub(r"\s+", " ", query.strip().lower()) for query in media.split(",")]
    return any(query in _SCREENS for query in queries)


_SCREENS = ("", "all", "screen", "only screen", "(prefers-color-scheme: light)", "(prefers-color-scheme:light)")


def _declarations(content: Any) -> Iterator[_Declaration]:
    if isinstance(content, str) and _SIMPLE.fullmatch(content):
        parts = (part.split(":", 1) for part in content.split(";") if ":" in part)
        found = [(name.strip(), value.strip(), False) for name, value in parts]
    else:
        import tinycss2

        parsed = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
        found = [
            (
                one.name if one.name.startswith("--") else one.lower_name,
                tinycss2.serialize(one.value).strip(),
                one.important,
            )
            for one in parsed
            if one.type == "declaration"
        ]
    for name, value, important in found:
        for long, said in _longhand(name, value):
            if long in _KNOWN or long.startswith("--"):
                yield long, said, important


# What needs no parser: most styles that programs write.
_SIMPLE = regex(r"[^'\"\\/!{}@]*")


def _longhand(name: str, value: str) -> Iterator[tuple[str, str]]:
    match name:
        case "marker":
            yield from ((f"marker-{place}", value) for place in ("start", "mid", "end"))
        case "font":
            yield from _font(value)
        case "text-decoration-line":
            yield "text-decoration", value
        case _:
            yield name, value


_FONT = regex(
    r"(?P<before>(?:[\w-]+\s+)*?)(?P<size>[\d.]+(?:[a-z]+|%)|x{0,2}-?small|medium|x{0,2}-?large|smaller|larger)"
    r"(?:\s*/\s*[\w.%]+)?\s+(?P<family>.+)",
    re.IGNORECASE | re.DOTALL,
)


def _font(value: str) -> Iterator[tuple[str, str]]:
    found = _FONT.fullmatch(value.strip())
    if found is None:
        return
    words = found["before"].lower().split()
    yield "font-style", next((word for word in words if word in ("italic", "oblique")), "normal")
    yield (
        "font-weight",
        next((word for word in words if word in ("bold", "bolder", "lighter") or word.isdigit()), "normal"),
    )
    yield "font-size", found["size"]
    yield "font-family", found["family"]
