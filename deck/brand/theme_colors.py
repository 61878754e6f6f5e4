"""Resolve the palette to theme colours, the way PowerPoint computes "Lighter 60 %", and measure contrast."""

from __future__ import annotations

import colorsys
from functools import cache

from deck.brand.contract import CODE, COLORS, MEANINGS
from deck.brand.entry import Entry, Fields
from deck.brand.model import Color, Role, ShapeStyle
from deck.diagnostics import close_matches
from deck.kit import SHADES
from deck.value import replace

THEME_SLOTS = (
    *("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6"),
    *("hlink", "folHlink"),
)
# The names that slides use for the four slots which a master's colour map can swap.
_ON_SLIDES = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
STAND_IN = Color("", "808080", "tx1")
ENOUGH, ENOUGH_LARGE = 4.5, 3.0


def palette(entry: Entry, literal: bool = False) -> tuple[dict[str, Color], dict[str, str]]:
    """Every named colour, and the twelve theme colours by slot.

    A `literal` colour is none of the theme: templates that others made have such.
    """
    colors: dict[str, Color] = {}
    theme: dict[str, str] = {}
    derived: dict[str, tuple[Entry, Fields]] = {}
    unread = False
    for name, spec in entry.entries().items():
        if not isinstance(spec.value, dict):
            spec.wrong(f"`{spec.label}` must be a mapping of names to values", 'as in {hex: "005A8C"}')
            colors[name], unread = STAND_IN, True
            continue
        if name not in COLORS and not literal and not {"of", "theme"} & spec.value.keys():
            help = close_matches(name, COLORS) or f"it has {', '.join(COLORS)}; another follows from one: {_FOLLOWS}"
            span = entry.source.key_span(spec.path)
            entry.report.error("bad-brand", f"the palette has no colour `{name}`", span, help)
            continue
        if "of" in spec.value:
            derived[name] = spec, spec.fields(("of",), ("lighter", "darker", "saturation"))
            continue
        if literal and "theme" not in spec.value:
            own = spec.fields(("hex",))
            hex = own["hex"].hex() if "hex" in own else ""
            colors[name] = Color(name if hex else "", hex or STAND_IN.hex, "")
            continue
        fields = spec.fields(("hex", "theme"))
        color = fields["hex"].hex() if "hex" in fields else ""
        slot = fields.choice("theme", THEME_SLOTS, "theme colour")
        if slot in theme:
            fields["theme"].wrong(f"two colours are `{slot}`")
        if slot:
            theme[slot] = color or STAND_IN.hex
        # A colour without a name is a stand-in: its contrast is nobody's mistake.
        colors[name] = Color(name if color else "", color or STAND_IN.hex, _ON_SLIDES.get(slot, slot))
    for slot in THEME_SLOTS:
        if slot not in theme and not unread:
            entry.wrong(f"no colour of the palette is `{slot}`", "each of the twelve theme colours needs one")
    based = dict(colors)
    for name, (spec, fields) in derived.items():
        colors[name] = _derived(name, spec, fields, based)
    for name in COLORS:
        if name not in colors:
            entry.wrong(f"the palette needs the colour `{name}`")
            colors[name] = STAND_IN
    for name, of in (MEANINGS | CODE).items():
        colors.setdefault(name, replace(colors[of], name=name if colors[of].name else ""))
    return colors, {slot: theme.get(slot, STAND_IN.hex) for slot in THEME_SLOTS}


_FOLLOWS = "{of: accent, lighter: 40}"


def _derived(name: str, spec: Entry, fields: Fields, based: dict[str, Color]) -> Color:
    base = based.get(fields["of"].choice(based, "base colour"), STAND_IN)
    name = name if base.name else ""
    sat = fields.whole("saturation", 0, 100, default=100)
    match fields:
        case {"lighter": percent, **rest} if "darker" not in rest:
            off = percent.whole(1, 99, default=50)
            return Color(name, lightened(base.hex, 100 - off, off, sat), base.theme, 100 - off, off, sat)
        case {"darker": percent, **rest} if "lighter" not in rest:
            mod = 100 - percent.whole(1, 99, default=50)
            return Color(name, lightened(base.hex, mod, 0, sat), base.theme, mod, 0, sat)
        case {"lighter": _}:
            spec.wrong(f"`{spec.label}` needs either `lighter` or `darker`")
            return Color(name, base.hex, base.theme)
        case _:
            # The same colour by what it stands for.
            return Color(name, lightened(base.hex, 100, 0, sat), base.theme, 100, 0, sat)


def lightened(color: str, lum_mod: int, lum_off: int, sat_mod: int = 100) -> str:
    """The colour with its HSL saturation scaled, and its lightness scaled and raised, in percent."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(color))
    lightness, saturation = min(1.0, lightness * lum_mod / 100 + lum_off / 100), saturation * sat_mod / 100
    return "".join(f"{round(channel * 255):02X}" for channel in colorsys.hls_to_rgb(hue, lightness, saturation))


def mixed_with_white(color: str) -> int:
    """The share of its HSL saturation, in percent, that a colour keeps when it is mixed with white."""
    _, lightness, _ = colorsys.rgb_to_hls(*_channels(color))
    # Of a colour lighter than the middle grey it stays as it is.
    return 100 if lightness >= 0.5 else round(100 * lightness / (1 - lightness))


def shaded(color: Color, shade: str, paper: Color) -> Color:
    """A colour as the parts of a drawing in that shade have it."""
    if shade == "paper":
        return paper
    sat, mod, off = SHADES[shade]
    return Color(
        color.name,
        lightened(color.hex, mod, off, sat),
        color.theme,
        round(color.lum_mod * mod / 100),
        round(color.lum_off * mod / 100 + off),
        round(color.sat_mod * sat / 100),
    )


@cache
def luminance(color: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def dark_enough(color: str) -> str:
    """The colour, or the nearest darker shade of it that can be read as text on white and on light ground."""
    shades = (lightened(color, percent, 0) for percent in range(100, 0, -1))
    return next((shade for shade in shades if contrast(shade, "F3F5F8") >= ENOUGH), "000000")


def check_contrast(entry: Entry, colors: dict[str, Color], palette: Entry) -> None:
    """Each pair of text and ground that the brand names must be readable at any size.

    A pair that it takes over is told at the colour that it gives itself.
    """
    given = palette.entries()
    for pair in entry.items():
        names = list(pair.items())
        if len(names) != 2:
            pair.wrong(f"`{pair.label}` must be two colours: the text and its ground")
            continue
        text, ground = (name.choice(colors, "colour") for name in names)
        own = [given[name] for name in (text, ground) if name in given and given[name].is_written]
        place = pair if pair.is_written or not own else own[0]
        require_contrast(place, colors[text], colors[ground], ENOUGH)


def readable_code(colors: dict[str, Color], code: ShapeStyle, band: ShapeStyle, palette: Entry) -> dict[str, Color]:
    """The palette with colours of code that can be read on its ground and on the band of a line.

    Those that the brand gives must be; in place of others stands the colour of the text of code.
    """
    given, found = palette.entries(), dict(colors)
    for ground in (style.fill or colors["paper"] for style in (code, band)):
        for name in CODE:
            if name in given and given[name].is_written:
                require_contrast(given[name], colors[name], ground, ENOUGH)
            elif contrast(found[name].hex, ground.hex) < ENOUGH:
                found[name] = replace(code.color, name=found[name].name)
    return found


def require_contrast(entry: Entry, text: Color, ground: Color, enough: float) -> None:
    """Report a pair that is too close, once: the same two colours may meet in many places."""
    measured = contrast(text.hex, ground.hex)
    if measured >= enough or "" in (text.name, ground.name):
        return
    pairs = (f"`{text.name}` on `{ground.name}`", f"`{ground.name}` on `{text.name}`")
    if not any(found.message.startswith(pairs) for found in entry.report):
        message = f"{pairs[0]} has a contrast of {measured:.2f}:1, it needs {enough}:1"
        entry.wrong(message, "make the darker of the two colours darker, or the lighter one lighter", "low-contrast")


def enough_for(role: Role) -> float:
    """What WCAG 2 asks of text as small as this role may become."""
    return ENOUGH_LARGE if role.floor >= 18 or (role.bold and role.floor >= 14) else ENOUGH


def _channels(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue
