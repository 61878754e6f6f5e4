"""Does a drawing look the same in every program? It goes into a deck as paths with colours of six digits."""

from __future__ import annotations

import re
import time
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from deck.brand.load import load_brand
from deck.press import raster
from deck.svg.bad import BadSvg
from deck.svg.parse import Drawing, read_svg
from deck.svg.words import Fonts, Typeface
from tests.story import PROJECT

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
FLAT = {"svg", "g", "path", "image", "defs", "linearGradient", "radialGradient", "stop", "clipPath", "mask"}


@cache
def fonts() -> Fonts:
    brand = load_brand(PROJECT / "assets" / "brand")[0]
    assert brand is not None
    faces = tuple(Typeface(face.family, face.bold, face.italic, face.path) for face in brand.faces)
    return Fonts(faces, brand.base, brand.fallbacks)


def drawing(inside: str, head: str = 'viewBox="0 0 100 50"') -> Drawing:
    return read_svg(f"<svg {NAMESPACES} {head}>{inside}</svg>".encode(), lambda data: data, fonts())


def parts(inside: str, head: str = 'viewBox="0 0 100 50"') -> list[Any]:
    """What is painted, in order."""
    root = etree.fromstring(drawing(inside, head).data)
    assert {etree.QName(element).localname for element in root.iter()} <= FLAT
    return [element for element in root.iter() if etree.QName(element).localname in ("path", "image")]


def painted(inside: str, head: str = 'viewBox="0 0 100 50"') -> list[str]:
    return [part.get("fill") for part in parts(inside, head)]


def refused(inside: str, head: str = 'viewBox="0 0 100 50"') -> str:
    with pytest.raises(BadSvg) as problem:
        drawing(inside, head)
    return str(problem.value)


# ---------------------------------------------------------------- its place


@pytest.mark.parametrize(
    ("head", "size", "view"),
    [
        ('width="400" height="100" viewBox="0 0 100 100"', (400, 100), "-150 0 400 100"),
        ('width="400" height="100" viewBox="0 0 100 100" preserveAspectRatio="xMinYMid"', (400, 100), "0 0 400 100"),
        ('width="200" height="100" viewBox="0 0 50 50" preserveAspectRatio="xMidYMax slice"', (200, 100), "0 25 50 25"),
        ('width="2in" viewBox="0 0 100 50"', (192, 96), "0 0 100 50"),
        ('width="100%" height="100%" viewBox="10 10 100 50"', (100, 50), "10 10 100 50"),
        ('width="30mm" height="15mm"', (113.386, 56.693), "0 0 113.386 56.6929"),
    ],
)
def test_a_frame_of_other_proportions_shows_more_of_the_drawing(head, size, view):
    found = drawing("<rect width='9' height='9'/>", head)
    assert (found.width, found.height) == pytest.approx(size, abs=0.01)
    assert f'viewBox="{view}"'.encode() in found.data


def test_a_circle_is_stretched_where_it_says_so():
    [circle] = parts('<circle r="5"/>', 'width="200" height="50" viewBox="0 0 50 50" preserveAspectRatio="none"')
    assert circle.get("transform") == "matrix(4 0 0 1 0 0)"


BACKGROUNDS = {
    "background: #eee": ("#eeeeee", None),
    "background-color: rgb(255, 255, 255)": ("#ffffff", None),
    "background: #ffffff; background-color: light-dark(#ffffff, var(--dark, #121212));": ("#ffffff", None),
    "--b: #123456; background: var(--b)": ("#123456", None),
    "background: rgba(0, 0, 0, 0.5)": ("#000000", "0.5"),
}


@pytest.mark.parametrize(("style", "wanted"), BACKGROUNDS.items(), ids=range(len(BACKGROUNDS)))
def test_a_drawing_stands_on_its_background(style, wanted):
    ground, circle = parts('<circle r="5" fill="red"/>', f'viewBox="-10 -5 20 10" style="{style}"')
    assert (ground.get("fill"), ground.get("fill-opacity")) == wanted
    assert ground.get("d") == "M-10 -5h20v10h-20z" and circle.get("fill") == "#ff0000"


@pytest.mark.parametrize("style", ["background: none", "background: transparent", "background: url(#g)", ""])
def test_a_drawing_without_one_stands_on_nothing(style):
    assert painted('<circle r="5" fill="red"/>', f'viewBox="-10 -5 20 10" style="{style}"') == ["#ff0000"]


@pytest.mark.parametrize("inside", ["", "<g/>", '<rect width="9" height="9" display="none"/>', "<defs><path/></defs>"])
def test_a_drawing_that_shows_nothing_says_so(inside):
    assert drawing(inside).is_blank and not drawing('<circle r="5"/>').is_blank


NESTED = {
    "g { rect { fill: #123456 } }": "#123456",
    "g { & > rect, circle { fill: #123456 } }": "#123456",
    "g { fill: red; .a & rect { fill: #123456 } }": "#123456",
    "g { fill: #123456; circle { fill: red } }": "#123456",
    ".a { g { rect { fill: #123456 } } }": "#123456",
}


@pytest.mark.parametrize(("sheet", "color"), NESTED.items(), ids=range(len(NESTED)))
def test_rules_inside_of_rules_are_about_what_is_inside(sheet, color):
    inside = f'<style><![CDATA[{sheet}]]></style><g class="a"><g><rect width="9" height="9"/></g></g>'
    assert painted(inside) == [color]


def test_words_stand_in_the_capitals_that_a_style_wants():
    cases = {"uppercase": ("a bc", "A BC"), "lowercase": ("A Bc", "a bc"), "capitalize": ("a bc", "A Bc")}
    for case, (typed, words) in cases.items():
        styled = f'<text y="9" font-family="Inter" style="text-transform: {case}">{typed}</text>'
        plain = f'<text y="9" font-family="Inter">{words}</text>'
        assert [one.get("d") for one in parts(styled)] == [one.get("d") for one in parts(plain)]


@pytest.mark.parametrize(
    "style", ["font-variant: small-caps", "transform: rotate(9deg); transform-origin: 0 0; transform-box: fill-box"]
)
def test_what_is_set_otherwise_than_in_a_browser_is_told(style):
    found = drawing(f'<text y="9" font-family="Inter" style="{style}">a</text>')
    assert [one.split(":")[0] for one in found.left_out] in (["font-variant"], ["transform-box"])


# ---------------------------------------------------------------- colours


@pytest.mark.parametrize(
    ("said", "hex", "opacity"),
    [
        ("teal", "#008080", None),
        ("#0A8", "#00aa88", None),
        ("#00808080", "#008080", "0.502"),
        ("rgb(0%,50%,50%)", "#008080", None),
        ("rgb(0 128 128 / 50%)", "#008080", "0.5"),
        ("rgba(0,128,128,.5)", "#008080", "0.5"),
        ("hsl(180, 100%, 25%)", "#008080", None),
        ("hsla(180deg 100% 25% / .5)", "#008080", "0.5"),
        ("hwb(180 0% 50%)", "#008080", None),
        ("oklch(54.31% 0.0927 194.77)", "#008080", None),
        ("lab(47.99% -30.48 -9.02)", "#008080", None),
        ("color(srgb 0 .5 .5)", "#008080", None),
        ("color(display-p3 0.216 0.494 0.498)", "#008080", None),
        ("light-dark(teal, red)", "#008080", None),
        ("currentColor", "#ff0000", None),
        ("url(#none) teal", "#008080", None),
    ],
)
def test_every_colour_of_css_becomes_six_digits(said, hex, opacity):
    [rect] = parts(f'<g color="red"><rect width="9" height="9" fill="{said}"/></g>')
    have = [int(rect.get("fill")[place : place + 2], 16) for place in (1, 3, 5)]
    want = [int(hex[place : place + 2], 16) for place in (1, 3, 5)]
    assert have == pytest.approx(want, abs=2)
    assert rect.get("fill-opacity") == opacity


@pytest.mark.parametrize("said", ["transparent", "none", "#0000", "rgba(9,9,9,0)", "url(#gone)"])
def test_what_is_clear_is_not_black(said):
    assert parts(f'<rect width="9" height="9" fill="{said}"/>') == []


@pytest.mark.parametrize("said", ["corporate", "pantone(300)", "#12", "rgb(1,2)", "color-mix(in lab, red, blue)"])
def test_an_unknown_colour_is_named_and_not_black(said):
    assert refused(f'\n<rect width="9" height="9" fill="{said}"/>').endswith("is no colour that is known here (line 2)")


# ---------------------------------------------------------------- style sheets


@pytest.mark.parametrize(
    "selector",
    ["rect", ".a", "#b", "g rect", "g > .a", "rect.a", "[data-x]", "[data-x='1']", "g rect:first-child", "*", "p, .a"],
)
def test_a_rule_of_a_style_sheet_is_applied(selector):
    sheet = f"<style>{selector} {{ fill: rgb(0, 128, 128) }}</style>"
    assert painted(f'{sheet}<g><rect id="b" class="a c" data-x="1" width="9" height="9"/></g>') == ["#008080"]


def test_the_more_exact_rule_wins_and_what_is_important_over_all():
    sheet = "<style>.a { fill: red } rect { fill: blue } .b { fill: teal !important }</style>"
    inside = '<rect class="a" width="9" height="9"/><rect class="b" style="fill: red" width="9" height="9"/>'
    assert painted(sheet + inside) == ["#ff0000", "#008080"]


def test_a_rule_for_paper_or_dark_screens_is_none():
    sheet = (
        "<style>@media print { rect { fill: red } } @media (prefers-color-scheme: dark) { rect { fill: red } }</style>"
    )
    assert painted(f'{sheet}<rect width="9" height="9" fill="teal"/>') == ["#008080"]


def test_an_authors_own_property_is_filled_in():
    sheet = "<style>:root { --brand: teal } .a { fill: var(--brand) } .b { fill: var(--none, red) }</style>"
    inside = '<rect class="a" width="9" height="9"/><rect class="b" width="9" height="9"/>'
    assert painted(sheet + inside) == ["#008080", "#ff0000"]


# ---------------------------------------------------------------- copies, markers, hatches


def test_a_copy_is_drawn_where_it_stands():
    inside = '<defs><g id="a"><path d="M0 0H9"/></g></defs><use xlink:href="#a" x="5" y="6" fill="red"/>'
    [copy] = parts(inside)
    assert (copy.get("fill"), copy.get("transform")) == ("#ff0000", "translate(5 6)")


def test_a_marker_is_a_shape_at_each_corner():
    marker = (
        '<marker id="m" markerUnits="userSpaceOnUse" overflow="visible">'
        '<path d="M0 0H3V3Z" fill="context-stroke"/></marker>'
    )
    line = '<polyline points="0,0 10,0 20,0" fill="none" stroke="teal" marker-mid="url(#m)" marker-end="url(#m)"/>'
    _, mid, end = parts(marker + line)
    assert [mid.get("transform"), end.get("transform")] == ["translate(10 0)", "translate(20 0)"]
    assert mid.get("fill") == "#008080"


HATCH = (
    '<pattern id="h" width="10" height="10" patternUnits="userSpaceOnUse"><rect width="10" height="10" fill="#eee"/>'
    '<path d="M0 5H10" stroke="red" stroke-width="2"/></pattern>'
)


def test_a_hatch_is_lines_that_end_at_the_shape():
    ground, lines = parts(f'{HATCH}<rect x="5" width="30" height="20" fill="url(#h)"/>')
    assert (ground.get("fill"), lines.get("stroke"), lines.get("stroke-width")) == ("#eeeeee", "#ff0000", "2")
    assert lines.get("d") == "M5 5L35 5M5 15L35 15"


def test_a_hatch_leaves_a_hole_empty():
    _, lines = parts(f'{HATCH}<path d="M0 0H40V10H0ZM10 2V8H30V2Z" fill="url(#h)" fill-rule="evenodd"/>')
    assert lines.get("d") == "M0 5L10 5M30 5L40 5"


def test_what_a_rectangle_cuts_off_needs_no_clip():
    clip = '<clipPath id="c"><rect width="10" height="10"/></clipPath>'
    found = drawing(f'{clip}<path clip-path="url(#c)" d="M5 5H50" stroke="red" stroke-width=".1" fill="none"/>').data
    assert b"clip" not in found
    assert b'd="M5 5L10 5"' in found


def test_a_mask_is_shown_as_pixels():
    mask = '<mask id="m"><circle r="20" fill="white"/></mask>'
    assert drawing(f'{mask}<rect width="50" height="50" mask="url(#m)"/>').only_pixels


# ---------------------------------------------------------------- words


def test_words_become_paths():
    found = drawing('<text y="20" font-family="Inter" font-size="12">Words <tspan fill="red">in red</tspan></text>')
    assert (found.families, found.missing) == ((), "")
    assert [
        part.get("fill") for part in parts('<text y="9" font-family="inter">a<tspan fill="red">b</tspan></text>')
    ] == [
        "#000000",
        "#ff0000",
    ]


@pytest.mark.parametrize(
    ("style", "family"),
    [
        ('font-family="Helvetica, Arial"', "Helvetica"),
        ('style="font: bold 10px/1.2 Arial"', "Arial"),
        ("style=\"font-family: 'Open Sans', Inter\"", "Open Sans"),
        ("", ""),
        ('font-family="sans-serif"', "sans-serif"),
    ],
)
def test_a_font_that_is_not_there_is_named_and_its_words_are_shown(style, family):
    found = drawing(f'<text y="20" {style}>Words</text>')
    assert found.families == (family,)
    assert b"<path" in found.data


def test_a_character_that_no_font_has_is_named():
    assert drawing('<text y="20" font-family="Inter">สว</text>').missing == "สว"


def test_a_text_is_as_long_as_it_says():
    [text] = parts('<text y="20" font-family="Inter" font-size="10" textLength="80">wide</text>')
    across = [float(x) for x in re.findall(r"(-?[\d.]+) -?[\d.]+", text.get("d"))]
    assert max(across) == pytest.approx(80, abs=1)


def test_the_words_of_draw_io_are_those_for_programs_without_a_browser():
    page = '<foreignObject width="9" height="9"><div xmlns="http://www.w3.org/1999/xhtml">Cells</div></foreignObject>'
    text = '<text y="20" font-family="Inter">Cells</text>'
    note = (
        '<switch><g requiredFeatures="x"/><a xlink:href="https://www.drawio.com/doc"><text>Not SVG</text></a></switch>'
    )
    assert drawing(f"<switch>{page}{text}</switch>{note}").data == drawing(text).data


def test_what_inkscape_keeps_for_itself_is_not_missed():
    inkscape = "http://www.inkscape.org/namespaces/inkscape"
    sodipodi = "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
    head = f'viewBox="0 0 9 9" xmlns:inkscape="{inkscape}" xmlns:sodipodi="{sodipodi}" inkscape:version="1.4"'
    view = '<sodipodi:namedview inkscape:zoom="2"><inkscape:grid/></sodipodi:namedview>'
    layer = '<g inkscape:groupmode="layer"><path style="fill:#008080;-inkscape-stroke:none" d="M0 0H9V9Z"/></g>'
    found = drawing(view + layer, head)
    assert found.left_out == ()
    assert found.data.endswith(b'<path d="M0 0H9V9Z" fill="#008080"/></svg>')


# ---------------------------------------------------------------- costs


def chain(count: int, one: str) -> str:
    return "".join(one.replace("NEXT", str(number + 1)).replace("THIS", str(number)) for number in range(count))


def classes(rule: str) -> str:
    return f"<style>{chain(30, rule)}</style>"


def pattern(size: str, inside: str) -> str:
    fill = '<rect width="90" height="50" fill="url(#p)"/>'
    return f'<pattern id="p" width="{size}" height="{size}" patternUnits="userSpaceOnUse">{inside}</pattern>{fill}'


ZIGZAG = "M0 0L1 1" * 50
TWICE = '<rect class="bNEXT" width="9" height="9"/>' * 2
FIRST = '<rect class="b0" width="9" height="9"/>'
BOMBS = {
    "markers": chain(5, f'<marker id="kTHIS"><path marker-mid="url(#kNEXT)" d="{ZIGZAG}"/></marker>')
    + f'<path marker-mid="url(#k0)" d="{ZIGZAG}"/>',
    "clips behind classes": classes(".bTHIS{clip-path:url(#pTHIS)}")
    + chain(30, f'<clipPath id="pTHIS">{TWICE}</clipPath>')
    + FIRST,
    "patterns behind classes": classes(".bTHIS{fill:url(#pTHIS)}")
    + chain(30, f'<pattern id="pTHIS" width="1" height="1">{TWICE}</pattern>')
    + FIRST,
    "a fine pattern": pattern(".001", '<path d="M0 0H1"/>'),
    "a large scale": '<g transform="scale(1e9)"><circle r="1"/></g>',
    "a wide line": '<path d="M0 0H9" stroke="red" stroke-width="1e12"/>',
    "a large number": '<path d="M0 0H1e300V1e308Z"/>',
    "many attributes": "<rect " + " ".join(f'a{number}="1"' for number in range(2000)) + "/>",
    "a long text": f'<text font-family="Inter">{"word " * 20_000}</text>',
    "a use of itself": '<g id="a"><use href="#a"/></g>',
    "many rules": f"<style>{'.a b c{fill:red}' * 4000}</style>{'<g/>' * 2000}",
}


@pytest.mark.parametrize("inside", BOMBS.values(), ids=BOMBS)
def test_a_small_file_does_not_cost_much(inside):
    started = time.process_time()
    assert refused(inside)
    assert time.process_time() - started < 5


def test_a_pattern_larger_than_the_drawing_is_drawn_as_far_as_it_is_seen():
    [part] = parts(pattern("1e6", '<rect width="999999" height="999999" fill="teal"/>'))
    assert part.get("fill") == "#008080"
    assert raster(drawing(pattern("1e6", '<rect width="999999" height="999999"/>')).data, 60)


# ---------------------------------------------------------------- whatever is drawn

NUMBERS = st.sampled_from(["0", "1", "-3", "10", "50%", "1e3", "-1e5", "1e-6", "2mm", "1em", "nan", "", "auto", "1e39"])
COLORS = st.sampled_from(
    ["red", "url(#g)", "url(#p)", "none", "hsl(9 9% 9%)", "currentColor", "context-fill", "#12345678"]
)
MEASURES = ["x", "y", "width", "height", "r", "rx", "cx", "x2", "stroke-width", "opacity", "font-size", "dx", "refX"]
ATTRIBUTES = st.dictionaries(st.sampled_from(MEASURES), NUMBERS, max_size=5)
PLACES = ["scale(2)", "rotate(30 1 1)", "scale(0)", "skewX(90)", "matrix(1 2 2 4 0 0)", "scale(1e6)"]
LOOKS = st.fixed_dictionaries(
    {},
    optional={
        "fill": COLORS,
        "stroke": COLORS,
        "clip-path": st.sampled_from(["url(#c)", "none", "circle(5px)"]),
        "mask": st.sampled_from(["url(#m)", "url(#c)"]),
        "marker-mid": st.just("url(#k)"),
        "marker-end": st.just("url(#k)"),
        "transform": st.sampled_from(PLACES),
        "d": st.sampled_from(["M0 0L9 9 20 0z", "M1 1a5 5 0 0120 9", "m0 0c1 1 2 2 3", "L", "M0 0H1e9"]),
        "points": st.just("0,0 9,9 20,3"),
        "stroke-dasharray": st.sampled_from(["1 2", "0", "1e-9"]),
        "vector-effect": st.just("non-scaling-stroke"),
        "href": st.sampled_from(["#a", "#b", "#p", "#g"]),
        "id": st.sampled_from(["a", "b"]),
    },
)  # fmt: skip
LEAVES = st.sampled_from(["rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "use", "text"])
DEFS = (
    '<linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>'
    '<pattern id="p" width="4" height="4" patternUnits="userSpaceOnUse"><path d="M0 0L4 4" stroke="red"/></pattern>'
    '<clipPath id="c"><circle r="20"/></clipPath><mask id="m"><rect width="30" height="30" fill="white"/></mask>'
    '<marker id="k" orient="auto"><path d="M0 0H3V3Z"/></marker>'
)


@st.composite
def elements(draw: Any, depth: int = 0) -> str:
    tag = draw(st.sampled_from(["g", "svg", "symbol", "switch", "a"]) if depth < 2 and draw(st.booleans()) else LEAVES)
    said = {**draw(ATTRIBUTES), **draw(LOOKS)}
    inside = "Ab" if tag == "text" else ""
    if tag in ("g", "svg", "symbol", "switch", "a"):
        inside = "".join(draw(st.lists(elements(depth + 1), max_size=3)))
    attributes = "".join(f' {name}="{value}"' for name, value in said.items())
    return f"<{tag}{attributes}>{inside}</{tag}>"


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(st.lists(elements(), min_size=1, max_size=4))
def test_any_drawing_is_refused_or_drawn_by_others_too(inside):
    try:
        found = drawing(DEFS + "".join(inside))
    except BadSvg as problem:
        assert str(problem)
        return
    root = etree.fromstring(found.data)
    assert {etree.QName(element).localname for element in root.iter()} <= FLAT
    assert not re.search(rb"nan|inf|rgba|hsl|currentColor|<style|class=", found.data)
    assert raster(found.data, 60).startswith(b"\x89PNG")
