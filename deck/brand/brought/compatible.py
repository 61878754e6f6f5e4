"""Which free font has letters exactly as wide as one of Office's, and which are wider than the plain brand's?"""

from __future__ import annotations

COMPATIBLE = {
    **{"Calibri": "Carlito", "Calibri Light": "Carlito", "Cambria": "Caladea", "Arial": "Liberation Sans"},
    **{"Helvetica": "Liberation Sans", "Times New Roman": "Liberation Serif", "Courier New": "Liberation Mono"},
}

NO_WIDER = {
    *("Aptos", "Arial", "Arial Narrow", "Avenir", "Barlow", "Calibri", "Calibri Light", "Cambria", "Candara", "Corbel"),
    *("Franklin Gothic Book", "Futura", "Garamond", "Georgia", "Gill Sans MT", "Helvetica", "Helvetica Neue"),
    *("Lato", "Manrope", "Myriad Pro", "Nunito", "Outfit", "Palatino Linotype", "Raleway", "Roboto", "Segoe UI"),
    *("Source Sans Pro", "Tahoma", "Times New Roman", "Trebuchet MS", "Ubuntu"),
}
WIDER = {
    **{"Lexend": 1.06, "Montserrat": 1.07, "Noto Sans": 1.02, "Open Sans": 1.02, "Poppins": 1.03, "Work Sans": 1.06},
    "Verdana": 1.1,
}
"""By how much, in bold or not: measured on the letters of English and German prose; Verdana's on DejaVu Sans."""
UNKNOWN = 1.05
"""What covers most text faces; few that are used on slides are wider."""


def wider(family: str) -> float:
    """The room that lines need for the letters of a family which the plain brand's face stands in for."""
    # Their light and medium weights go by names of their own.
    known = [name for name in WIDER if family.startswith(name)]
    return WIDER[known[0]] if known else 1.0 if family in NO_WIDER else UNKNOWN
