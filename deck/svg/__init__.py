"""Which SVG may a deck carry, and how does it look the same in every program? One of plain paths that only draws."""
