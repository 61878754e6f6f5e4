"""Where does a country lie on a flat map that shows areas truly?"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""One row for each point: across, up."""

# Equal Earth: Šavrič B, Patterson T, Jenny B. The Equal Earth map projection.
# Int J Geogr Inf Sci 2019;33(3):454-465 (online 2018), doi 10.1080/13658816.2018.1504949.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796


@dataclass(frozen=True)
class Country:
    """The outlines of one country, in degrees east and north."""

    numeric: str
    name: str
    outlines: tuple[Points, ...]

    def mainland(self) -> Points:
        """The outline of its largest part."""
        return max(self.outlines, key=_area)

    def middle(self) -> tuple[float, float]:
        """The middle of its largest part, in degrees east and north."""
        east, north = self.mainland().mean(axis=0)
        return float(east), float(north)


def countries(topology: Any) -> list[Country]:
    """Every country of a TopoJSON file that has an object `countries`."""
    arcs = [_decode(arc, topology["transform"]) for arc in topology["arcs"]]
    return [
        Country(shape.get("id", ""), shape["properties"]["name"], tuple(_outlines(shape, arcs)))
        for shape in topology["objects"]["countries"]["geometries"]
    ]


def equal_earth(degrees: Points) -> Points:
    """Degrees east and north on the plane of the Equal Earth projection, for an earth of radius 1."""
    east, north = np.radians(degrees).T
    angle = np.arcsin(np.sqrt(3) / 2 * np.sin(north))
    slope = 9 * A4 * angle**8 + 7 * A3 * angle**6 + 3 * A2 * angle**2 + A1
    across = 2 * np.sqrt(3) * east * np.cos(angle) / (3 * slope)
    up = A4 * angle**9 + A3 * angle**7 + A2 * angle**3 + A1 * angle
    return np.column_stack([across, up])


def _decode(arc: list[list[int]], transform: dict[str, list[float]]) -> Points:
    # An arc's first point is a place on the file's grid; each later one is the step from the point before it.
    return np.asarray(np.cumsum(arc, axis=0) * transform["scale"] + transform["translate"], dtype=np.float64)


def _outlines(shape: dict[str, Any], arcs: list[Points]) -> list[Points]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    # Only the outer ring: a hole is another country, which is drawn as such.
    return [_join(polygon[0], arcs) for polygon in polygons]


def _join(ring: list[int], arcs: list[Points]) -> Points:
    # ~n means arc n from its end to its start; neighbours share their first and last point.
    parts = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in ring]
    outline = np.concatenate([part[:-1] for part in parts])
    # Russia and Fiji cross 180 degrees: without this their outline runs once around the earth.
    outline[:, 0] = np.unwrap(outline[:, 0], period=360)
    return outline


def _area(outline: Points) -> float:
    across, up = equal_earth(outline).T
    return float(abs(np.dot(across, np.roll(up, 1)) - np.dot(up, np.roll(across, 1))) / 2)
