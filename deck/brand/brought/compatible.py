"""Which free font has letters exactly as wide as one of Office's?"""

from __future__ import annotations

COMPATIBLE = {
    **{"Calibri": "Carlito", "Calibri Light": "Carlito", "Cambria": "Caladea", "Arial": "Liberation Sans"},
    **{"Helvetica": "Liberation Sans", "Times New Roman": "Liberation Serif", "Courier New": "Liberation Mono"},
}
