# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawing: the neutral stroke document that every host and every path shares."""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from . import strict_json, tensorfile
from .arrays import Array
from .errors import FormatError
from .files import PathLike

FORMAT = "sketch-motion-drawing"
VERSION = 1
POLYLINE, CUBIC = 0, 1
BACKGROUND = -1
ROUND, BUTT, SQUARE = 0, 1, 2  # ends of strokes
MITER, BEVEL = 1, 2  # corners of strokes; 0 is ROUND
EVEN_ODD, NONZERO = 0, 1
#: Key of `Drawing.host` and of `Animation.info`: what reading a file left out, a sentence a line.
WARNINGS = "warnings"
LARGEST = 1e7  # pixels; positions, widths and canvases beyond it are damage, not drawings

# name -> (dtype, "P" a row for each point or "S" for each stroke, numbers in a row)
COLUMNS: dict[str, tuple[str, str, int]] = {
    "positions": ("F32", "P", 2),
    "widths": ("F32", "P", 1),
    "opacities": ("F32", "P", 1),
    "times": ("F32", "P", 1),
    "curve_types": ("U8", "S", 1),
    "colors": ("F32", "S", 4),
    "fills": ("F32", "S", 4),
    "cyclic": ("U8", "S", 1),
    "paths": ("I32", "S", 1),
    "objects": ("I32", "S", 1),
    "locked": ("U8", "S", 1),
    "layers": ("I32", "S", 1),
    "materials": ("I32", "S", 1),
    "caps": ("U8", "S", 1),
    "joins": ("U8", "S", 1),
    "miters": ("F32", "S", 1),
    "fill_rules": ("U8", "S", 1),
}
# Columns that older files lack, and what they then are: they are written only where they differ.
OPTIONAL: dict[str, float] = {"caps": 0, "joins": 0, "miters": 4.0, "fill_rules": 0}


@dataclass(frozen=True)
class Drawing:
    """P points in S strokes, in canvas pixels (origin top left, y down), at the artist's density.

    Stroke s holds the points `stroke_offsets[s]` to `stroke_offsets[s + 1]`, at least one.

    Attributes:
        positions: F32 [P, 2].
        widths: F32 [P], full stroke width in pixels.
        opacities: F32 [P], 0..1.
        times: F32 [P], seconds; NaN where unknown.
        stroke_offsets: I32 [S + 1].
        curve_types: U8 [S], 0 polyline, 1 cubic (3k + 1 control points, 3k where cyclic).
        colors: F32 [S, 4], straight RGBA, sRGB, 0..1.
        fills: F32 [S, 4], the same; alpha 0 is no fill.
        cyclic: U8 [S], 0 or 1.
        paths: I32 [S]; strokes of one path id are one fill.
        objects: I32 [S], index into object_names; -1 is background, which never moves.
        locked: U8 [S], 0 or 1.
        layers: I32 [S], index into layer_names.
        materials: I32 [S], index into material_names.
        caps: U8 [S], ends: 0 round, 1 butt, 2 square.
        joins: U8 [S], corners: 0 round, 1 mitred, 2 bevelled.
        miters: F32 [S], a mitre longer than this times the width is bevelled.
        fill_rules: U8 [S], 0 even-odd, 1 nonzero; that of a path's first stroke counts.
        canvas: Width and height in pixels.
        host: Keys of the host's own, which the engine passes on unread.
    """

    positions: Array
    widths: Array
    opacities: Array
    times: Array
    stroke_offsets: Array
    curve_types: Array
    colors: Array
    fills: Array
    cyclic: Array
    paths: Array
    objects: Array
    locked: Array
    layers: Array
    materials: Array
    caps: Array
    joins: Array
    miters: Array
    fill_rules: Array
    canvas: tuple[float, float]
    object_names: tuple[str, ...] = ("drawing",)
    layer_names: tuple[str, ...] = ("layer",)
    material_names: tuple[str, ...] = ("material",)
    host: dict[str, str] = field(default_factory=dict)

    @property
    def point_count(self) -> int:
        return len(self.positions)

    @property
    def stroke_count(self) -> int:
        return len(self.stroke_offsets) - 1

    @property
    def object_count(self) -> int:
        return len(self.object_names)

    @classmethod
    def build(
        cls,
        positions: object,
        stroke_offsets: object,
        *,
        canvas: tuple[float, float],
        widths: object = None,
        opacities: object = None,
        times: object = None,
        curve_types: object = None,
        colors: object = None,
        fills: object = None,
        cyclic: object = None,
        paths: object = None,
        objects: object = None,
        locked: object = None,
        layers: object = None,
        materials: object = None,
        caps: object = None,
        joins: object = None,
        miters: object = None,
        fill_rules: object = None,
        object_names: Sequence[str] | None = None,
        layer_names: Sequence[str] | None = None,
        material_names: Sequence[str] | None = None,
        host: dict[str, str] | None = None,
    ) -> Drawing:
        """Return a checked drawing of buffers or sequences; what is left out gets its default.

        Defaults: width 2, opaque, times unknown, polylines, black, no fill, open, every stroke its
        own path, one object "drawing", unlocked, one layer, one material, round ends and corners,
        even-odd fills.
        Raises FormatError as `validate` does.
        """
        offsets = Array.of(stroke_offsets, "I32")
        points = _shaped(positions, "positions")
        point_count, stroke_count = len(points), max(0, len(offsets) - 1)

        def column(name: str, given: object, default: Sequence[float]) -> Array:
            if given is not None:
                return _shaped(given, name)
            dtype, rows, width = COLUMNS[name]
            count = point_count if rows == "P" else stroke_count
            shape = (count, width) if width > 1 else (count,)
            return Array.of(_repeated(dtype, default, count), dtype, shape)

        object_ids = column("objects", objects, [0])
        layer_ids = column("layers", layers, [0])
        material_ids = column("materials", materials, [0])
        path_ids = _shaped(array("i", range(stroke_count)) if paths is None else paths, "paths")
        drawing = cls(
            positions=points,
            widths=column("widths", widths, [2.0]),
            opacities=column("opacities", opacities, [1.0]),
            times=column("times", times, [math.nan]),
            stroke_offsets=offsets,
            curve_types=column("curve_types", curve_types, [POLYLINE]),
            colors=column("colors", colors, [0.0, 0.0, 0.0, 1.0]),
            fills=column("fills", fills, [0.0, 0.0, 0.0, 0.0]),
            cyclic=column("cyclic", cyclic, [0]),
            paths=path_ids,
            objects=object_ids,
            locked=column("locked", locked, [0]),
            layers=layer_ids,
            materials=material_ids,
            caps=column("caps", caps, [ROUND]),
            joins=column("joins", joins, [ROUND]),
            miters=column("miters", miters, [OPTIONAL["miters"]]),
            fill_rules=column("fill_rules", fill_rules, [EVEN_ODD]),
            canvas=(float(canvas[0]), float(canvas[1])),
            object_names=_names(object_names, object_ids, "object", alone="drawing"),
            layer_names=_names(layer_names, layer_ids, "layer"),
            material_names=_names(material_names, material_ids, "material"),
            host=dict(host or {}),
        )
        drawing.validate()
        return drawing

    def stroke(self, index: int) -> range:
        """Return the indices of the points of one stroke."""
        return range(self.stroke_offsets.data[index], self.stroke_offsets.data[index + 1])

    def validate(self) -> None:
        """Check the kind, length and range of every array; raises FormatError."""
        self._check_shapes()
        self._check_offsets()
        self._check_numbers()
        self._check_cubics()
        for ids, names, what, lowest in (
            (self.objects, self.object_names, "object", BACKGROUND),
            (self.layers, self.layer_names, "layer", 0),
            (self.materials, self.material_names, "material", 0),
            (self.paths, range(2**31), "path", 0),
        ):
            if len(ids) and (min(ids.data) < lowest or max(ids.data) >= len(names)):
                raise FormatError("The {what} of a stroke is not in the drawing.", what=what)
        for texts in (self.object_names, self.layer_names, self.material_names):
            strict_json.check_names(texts, "The names in the drawing")
        strict_json.check_texts(self.host, "The host's own keys")

    def write(self, path: PathLike) -> None:
        """Check the drawing and write it.

        Raises FormatError, DiskFull, BadInput.
        """
        self.validate()
        arrays = {name: getattr(self, name) for name in COLUMNS if self._differs(name)}
        arrays["stroke_offsets"] = self.stroke_offsets
        metadata = {
            "format": FORMAT,
            "version": str(VERSION),
            "canvas": json.dumps(self.canvas),
            "object_names": json.dumps(self.object_names),
            "layer_names": json.dumps(self.layer_names),
            "material_names": json.dumps(self.material_names),
            "host": json.dumps(self.host),
        }
        tensorfile.write(path, arrays, metadata)

    @classmethod
    def read(cls, path: PathLike) -> Drawing:
        """Read and check a drawing; the arrays are views of the file's bytes.

        Raises FormatError.
        """
        what = Path(path).name
        file = tensorfile.read(path)
        tensorfile.check_format(file, what, FORMAT, VERSION)
        canvas = strict_json.parse(file.text("canvas", what), f"The canvas of {what}")
        offsets = file.take("stroke_offsets", what)
        drawing = cls(
            **{name: _taken(file, name, what, len(offsets) - 1) for name in COLUMNS},
            stroke_offsets=offsets,
            canvas=strict_json.pair(canvas, f"The canvas of {what}"),
            object_names=strict_json.names_from(file.text("object_names", what), what),
            layer_names=strict_json.names_from(file.text("layer_names", what), what),
            material_names=strict_json.names_from(file.text("material_names", what), what),
            host=strict_json.texts_from(file.text("host", what), what),
        )
        drawing.validate()
        return drawing

    def _differs(self, name: str) -> bool:
        """Whether a column has to be written."""
        return name not in OPTIONAL or any(v != OPTIONAL[name] for v in getattr(self, name).data)

    def _check_shapes(self) -> None:
        offsets = self.stroke_offsets
        if offsets.dtype != "I32" or len(offsets.shape) != 1 or not len(offsets):
            raise FormatError("stroke_offsets must be whole numbers, one more than strokes.")
        counts = {"P": len(self.positions), "S": len(offsets) - 1}
        for name, (dtype, rows, width) in COLUMNS.items():
            column: Array = getattr(self, name)
            shape = (counts[rows], width) if width > 1 else (counts[rows],)
            if column.dtype != dtype or column.shape != shape:
                raise FormatError(
                    "{name} must be {kind} of shape {shape}, not {found_kind} {found_shape}.",
                    name=name,
                    kind=dtype,
                    shape=shape,
                    found_kind=column.dtype,
                    found_shape=column.shape,
                )

    def _check_offsets(self) -> None:
        offsets = self.stroke_offsets.data.tolist()
        if offsets[0] != 0 or offsets[-1] != self.point_count:
            raise FormatError(
                "The strokes must cover all {count} points, from the first to the last.",
                count=self.point_count,
            )
        if any(a >= b for a, b in pairwise(offsets)):
            raise FormatError("The strokes overlap, or one has no points.")

    def _check_numbers(self) -> None:
        width, height = self.canvas
        if not (0 < width <= LARGEST and 0 < height <= LARGEST):
            raise FormatError(
                "A canvas of {width} x {height} pixels can't be used.", width=width, height=height
            )
        for name in ("positions", "widths", "opacities", "colors", "fills", "miters"):
            if not getattr(self, name).is_within(LARGEST):
                raise FormatError(
                    "{name} holds a number that is not finite or too large.", name=name
                )
        for name, low, high in (
            ("widths", 0.0, LARGEST),
            ("opacities", 0.0, 1.0),
            ("colors", 0.0, 1.0),
            ("fills", 0.0, 1.0),
            ("curve_types", 0, 1),
            ("cyclic", 0, 1),
            ("locked", 0, 1),
            ("caps", 0, 2),
            ("joins", 0, 2),
            ("miters", 0.0, LARGEST),
            ("fill_rules", 0, 1),
        ):
            data = getattr(self, name).data
            # 1e-6: a colour that came through single precision may end just above 1
            if len(data) and (min(data) < low or max(data) > high + 1e-6):
                raise FormatError(
                    "{name} must be between {low} and {high}.",
                    name=name,
                    low=f"{low:g}",
                    high=f"{high:g}",
                )
        if not self.times.is_finite() and any(map(math.isinf, self.times.data)):
            raise FormatError("times holds an infinite number.")

    def _check_cubics(self) -> None:
        offsets, cyclic = self.stroke_offsets.data, self.cyclic.data
        for index, kind in enumerate(self.curve_types.data):
            count = offsets[index + 1] - offsets[index]
            if kind == CUBIC and count > 1 and count % 3 != (0 if cyclic[index] else 1):
                rule = "3k, as it is closed" if cyclic[index] else "3k + 1"
                raise FormatError(
                    "Stroke {index} is a cubic curve of {count} points; it must have {rule}.",
                    index=index,
                    count=count,
                    rule=rule,
                )


def _taken(file: tensorfile.TensorFile, name: str, what: str, strokes: int) -> Array:
    """Return a column of a file, or what it is in a file that doesn't hold it."""
    if name not in OPTIONAL or name in file.arrays:
        return file.take(name, what)
    dtype, count = COLUMNS[name][0], max(0, strokes)
    return Array.of(_repeated(dtype, [OPTIONAL[name]], count), dtype, (count,))


def _shaped(values: object, name: str) -> Array:
    dtype, _, width = COLUMNS[name]
    found = Array.of(values, dtype)
    if len(found.shape) == 1 and width > 1 and len(found) % width == 0:
        return Array(dtype, (len(found) // width, width), found.data)
    if found.shape[1:] == (0,) and not found.shape[0]:
        return Array(dtype, (0, width) if width > 1 else (0,), found.data)
    return found


def _repeated(dtype: str, row: Sequence[float], count: int) -> array[float] | array[int]:
    if dtype == "F32":
        return array("f", row) * count
    return array({"I32": "i", "U8": "B"}[dtype], [int(n) for n in row]) * count


def _names(
    given: Sequence[str] | None, ids: Array, kind: str, alone: str | None = None
) -> tuple[str, ...]:
    if given is not None:
        return tuple(given)
    count = max([0, *ids.data]) + 1
    return (alone or kind,) if count == 1 else tuple(f"{kind} {i + 1}" for i in range(count))
