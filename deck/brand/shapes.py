"""Resolve the looks of native shapes; `card.primary` is a card in another tone."""

from __future__ import annotations

from deck.brand import contract
from deck.brand.entry import Entry, Fields
from deck.brand.model import Color, Role, ShapeStyle
from deck.brand.theme_colors import STAND_IN, enough_for, require_contrast
from deck.diagnostics import close_matches
from deck.value import replace

_FIELDS = (*("geometry", "fill", "line", "line_pt", "dash", "radius", "inset", "role", "color", "align", "anchor"),)
NOT_PAINTED = "none"


def shapes(entry: Entry, colors: dict[str, Color], roles: dict[str, Role]) -> dict[str, ShapeStyle]:
    specs = entry.entries()
    styles: dict[str, ShapeStyle] = {}
    for name, spec in specs.items():
        if "." not in name:
            styles[name] = _style(name, spec.fields(("geometry", "role"), _FIELDS), None, colors, roles)
    for name, spec in specs.items():
        if "." in name:
            base, tone = name.split(".", 1)
            if base not in styles:
                spec.wrong(
                    f"`{name}` is a tone of `{base}`, and there is no shape `{base}`", close_matches(base, styles)
                )
            elif tone not in contract.TONES:
                known = f"known: {', '.join(contract.TONES)}"
                spec.wrong(f"unknown tone `{tone}`", close_matches(tone, contract.TONES) or known)
            else:
                styles[name] = _style(name, spec.fields((), _FIELDS), styles[base], colors, roles)
    for name in contract.SHAPES:
        if name not in styles:
            entry.wrong(f"the brand needs the shape `{name}`")
            styles[name] = ShapeStyle(name, "rect", roles["body"], STAND_IN)
    for name, (like, ground, ink) in contract.MORE_SHAPES.items():
        bare = replace(styles[like], name=name, geometry="rect", fill=None, line=None, inset=(0.0, 0.0, 0.0, 0.0))
        if name == "code":
            bare = replace(bare, role=roles["code"], inset=styles[like].inset)
        if name == "step_under":
            bare = replace(bare, align="centre", anchor="top")
        styles.setdefault(name, replace(bare, fill=colors.get(ground), color=colors.get(ink, bare.color)))
    for name, style in styles.items():
        if style.fill is not None and name in specs:
            require_contrast(specs[name], style.color, style.fill, enough_for(style.role))
    return styles


def _style(
    name: str, fields: Fields, base: ShapeStyle | None, colors: dict[str, Color], roles: dict[str, Role]
) -> ShapeStyle:
    role = roles[fields.choice("role", roles, "role", base.role.name if base else "body")]
    start = replace(base, name=name, role=role) if base else ShapeStyle(name, "rect", role, role.color)
    return replace(
        start,
        geometry=fields.choice("geometry", contract.GEOMETRIES, "geometry", start.geometry),
        color=_color(fields, "color", colors, start.color) or start.color,
        fill=_color(fields, "fill", colors, start.fill),
        line=_color(fields, "line", colors, start.line),
        line_pt=fields.length("line_pt", start.line_pt),
        dash=fields.flag("dash", start.dash),
        radius_pt=fields.number("radius", start.radius_pt),
        inset=_inset(fields, start.inset),
        align=fields.choice("align", contract.ALIGNS, "alignment", start.align),
        anchor=fields.choice("anchor", contract.ANCHORS, "anchor", start.anchor),
    )


def _color(fields: Fields, name: str, colors: dict[str, Color], default: Color | None) -> Color | None:
    if name not in fields:
        return default
    if name != "color" and fields[name].value == NOT_PAINTED:
        return None
    return colors[fields[name].choice(colors, "colour")]


def turned(style: ShapeStyle) -> ShapeStyle:
    """The look for a language that is read from right to left: its insets change sides, and a step points on."""
    left, top, right, bottom = style.inset
    return replace(style, inset=(right, top, left, bottom), turned=True)


def _inset(fields: Fields, default: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    if "inset" not in fields:
        return default
    left, top, right, bottom = fields["inset"].numbers(4)
    return left, top, right, bottom
