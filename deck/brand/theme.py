"""The brand's theme (colours, fonts) and its table style."""

from __future__ import annotations

from deck.brand.drawingml import A, emu, escape, fill, guid, scheme_color
from deck.brand.model import Brand, Role
from deck.language import script

_EAST_ASIAN = ("Hans", "Hant", "Jpan", "Kore", "Hang")
_COMPLEX = ("Arab", "Hebr", "Thai", "Deva")
_OFFICE = {"Kore": "Hang"}
"""What Office calls a script in a theme, where that is not its ISO 15924 name."""


def theme(brand: Brand, name: str) -> str:
    colors = "".join(f'<a:{slot}><a:srgbClr val="{color}"/></a:{slot}>' for slot, color in brand.theme.items())
    own = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(
        f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr">{own}<a:prstDash val="solid"/></a:ln>'
        for width in (6350, 12700, 19050)
    )
    label = escape(brand.name)
    return (
        f'<a:theme {A} name="{escape(name)}"><a:themeElements><a:clrScheme name="{label}">{colors}</a:clrScheme>'
        f'<a:fontScheme name="{label}"><a:majorFont>{_theme_fonts(brand, brand.headings)}</a:majorFont>'
        f"<a:minorFont>{_theme_fonts(brand, brand.base)}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="{label}"><a:fillStyleLst>{own * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{own * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements><a:objectDefaults/>"
        "<a:extraClrSchemeLst/></a:theme>"
    )


def _theme_fonts(brand: Brand, family: str) -> str:
    east, other = script_faces(brand)
    # The list by script is for PowerPoint's menus; LibreOffice sets only what `ea` and `cs` name.
    scripts = "".join(
        f'<a:font script="{escape(_OFFICE.get(name, name))}" typeface="{escape(family)}"/>'
        for name, family in brand.scripts.items()
    )
    return (
        f'<a:latin typeface="{escape(family)}"/><a:ea typeface="{escape(east)}"/><a:cs typeface="{escape(other)}"/>'
        f"{scripts}"
    )


def script_faces(brand: Brand) -> tuple[str, str]:
    """The East Asian and the complex face of the theme: of the deck's own script, if it is of that sort."""
    own = script(brand.language)
    east, other = (
        next((brand.scripts[name] for name in sorted(known, key=lambda name: name != own) if name in brand.scripts), "")
        for known in (_EAST_ASIAN, _COMPLEX)
    )
    return east, other


def table_style_id(brand: Brand) -> str:
    """The brand's own table style, by which a table refers to it."""
    return guid(f"table style of {brand.name}")


def table_styles(brand: Brand) -> str:
    """A filled header row, thin lines between rows, nothing vertical."""
    look = brand.table
    style = table_style_id(brand)
    rule = f'<a:ln w="{emu(look.rule_pt)}" cmpd="sng">{fill(look.rule)}</a:ln>'
    # What a style leaves open, ONLYOFFICE draws in black.
    left, right, top, vertical = (
        f"<a:{side}><a:ln><a:noFill/></a:ln></a:{side}>" for side in ("left", "right", "top", "insideV")
    )
    borders = f"{left}{right}{top}<a:bottom>{rule}</a:bottom><a:insideH>{rule}</a:insideH>{vertical}"
    return (
        f'<a:tblStyleLst {A} def="{style}"><a:tblStyle styleId="{style}" styleName="{escape(brand.name)}"><a:wholeTbl>'
        f"{_cell_text(brand.roles['table'])}<a:tcStyle><a:tcBdr>{borders}</a:tcBdr>"
        f"<a:fill><a:noFill/></a:fill></a:tcStyle></a:wholeTbl><a:firstRow>{_cell_text(brand.roles['table_head'])}"
        f"<a:tcStyle><a:tcBdr/><a:fill>{fill(look.head)}</a:fill></a:tcStyle></a:firstRow></a:tblStyle>"
        "</a:tblStyleLst>"
    )


def _cell_text(role: Role) -> str:
    bold = "on" if role.bold else "off"
    return f'<a:tcTxStyle b="{bold}"><a:fontRef idx="minor"/>{scheme_color(role.color)}</a:tcTxStyle>'
