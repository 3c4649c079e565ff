# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours of areas out of the picture that the network makes: medians, few, in harmony."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import ndimage

from engine.colour.lab import lab_of, srgb_of
from engine.colour.network.generator import ColourGenerator, compressed
from engine.colour.palettes import Rgb
from engine.colour.regions.trapped_ball import Labels, Regions
from engine.language.noun_vectors import noun_vector

MARGIN = 0.06  # around the drawing, share of the side of the picture that the network sees
DAB = 0.04  # the largest radius of a dab, likewise
MOST = 6  # colours
ALIKE = 9.0  # Lab: colours nearer than this become one
LEAST = 4.0  # pixels of the network's picture, the smallest area that it is asked about
AS_HINTED = 13.0  # Lab: from this near a colour becomes one of the artist's

Floats = NDArray[np.float64]


def network_colors(
    network: ColourGenerator,
    ink: NDArray[np.bool_],
    regions: Regions,
    prompt: str,
    hints: Mapping[int, Rgb],
) -> dict[int, Rgb]:
    """Return the colour that the network proposes for each area that is large enough to be seen.

    ink: [h, w], where lines are. hints: colours of areas that the artist chose; they stay.
    """
    numbers = regions.numbers
    if not numbers:
        return {}
    frame = _Frame(ink, network.config.side)
    planes = _planes(frame, regions.labels, hints)
    with torch.inference_mode():
        made = network(
            torch.from_numpy(frame.lines)[None, None],
            compressed(torch.from_numpy(planes)[None]),
            torch.from_numpy(noun_vector(prompt))[None],
        )[0]
    picture = lab_of(0.5 + 0.5 * made.double().numpy().transpose(1, 2, 0))
    colors: dict[int, Floats] = {}
    sizes = []
    for number in numbers:
        rows, columns = np.nonzero(regions.labels == number)
        if number in hints or len(rows) * (frame.scale * frame.side) ** 2 >= LEAST:
            colors[number] = np.median(picture[frame.pixels(rows, columns)], axis=0)
            sizes.append(len(rows))
    if not colors:
        return {}
    own = [hints.get(number) for number in colors]
    found = harmonised(np.stack(list(colors.values())), np.array(sizes), own)
    return dict(zip(colors, found, strict=True))


def harmonised(colors: Floats, sizes: NDArray[np.int64], own: list[Rgb | None]) -> list[Rgb]:
    """Return few colours, sRGB, for colours [n, 3] in Lab: those alike are made one.

    sizes: [n], how much each counts. own: colours of the artist's, which stay. To these change
    colours near them, and such as are near what the network would have made of their areas.
    """
    groups = [[k] for k in range(len(colors)) if own[k] is None]
    chosen = [lab_of(color) for color in own if color is not None]
    anchors = [*chosen, *(colors[k] for k in range(len(colors)) if own[k] is not None)]

    def middle(group: list[int]) -> Floats:
        return np.average(colors[group], axis=0, weights=sizes[group])

    while len(groups) > 1:
        middles = np.stack([middle(group) for group in groups])
        far = np.linalg.norm(middles[:, None] - middles, axis=2) + np.diag([np.inf] * len(groups))
        one, other = divmod(int(far.argmin()), len(groups))
        if far[one, other] > ALIKE and len(groups) + len(chosen) <= MOST:
            break
        groups[one] += groups.pop(other)
    result = [color or (0.0, 0.0, 0.0) for color in own]
    for group in groups:
        color = middle(group)
        near = [float(np.linalg.norm(color - other)) for other in anchors]
        if near and min(near) < AS_HINTED:
            color = chosen[int(np.argmin(near)) % len(chosen)]
        red, green, blue = srgb_of(color).tolist()
        for k in group:
            result[k] = (red, green, blue)
    return result


class _Frame:
    """Where the drawing lies in the network's picture.

    Attributes:
        lines: float32 [side, side], as the network sees them.
    """

    def __init__(self, ink: NDArray[np.bool_], side: int) -> None:
        self.side = side
        rows, columns = (axis.astype(np.int64) for axis in np.nonzero(ink))
        if not len(rows):
            rows = columns = np.zeros(1, np.int64)
        self.low = np.array([rows.min(), columns.min()], np.float64)
        extent = np.array([np.ptp(rows), np.ptp(columns)], np.float64) + 1.0
        self.scale = (1.0 - 2.0 * MARGIN) / extent.max()
        self.shift = 0.5 * (1.0 - extent * self.scale)
        fine = np.zeros((2 * side, 2 * side), np.float32)
        fine[self._at(rows, columns, 2 * side)] = 1.0
        self.lines = fine.reshape(side, 2, side, 2).mean((1, 3))

    def pixels(
        self, rows: NDArray[np.int64], columns: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the pixels of the network's picture where pixels of the drawing's lie."""
        return self._at(rows, columns, self.side)

    def _at(
        self, rows: NDArray[np.int64], columns: NDArray[np.int64], side: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        places = (np.stack([rows, columns], 1) - self.low) * self.scale + self.shift
        whole = np.clip((places * side).astype(np.int64), 0, side - 1)
        return whole[:, 0], whole[:, 1]


def _planes(frame: _Frame, labels: Labels, hints: Mapping[int, Rgb]) -> NDArray[np.float32]:
    """Return hints [4, side, side]: a dab in the widest place of each area that has one."""
    side = frame.side
    planes = np.zeros((4, side, side), np.float32)
    rows, columns = np.indices((side, side))
    for number, color in hints.items():
        room = ndimage.distance_transform_edt(labels == number)
        middle = np.unravel_index(int(room.argmax()), room.shape)
        at = [np.array([m], np.int64) for m in middle]
        (row,), (column,) = frame.pixels(at[0], at[1])
        radius = np.clip(float(room.max()) * frame.scale * side, 1.0, DAB * side)
        dab = np.hypot(rows - row, columns - column) <= radius
        planes[:3, dab] = (2.0 * np.array(color) - 1.0)[:, None]
        planes[3, dab] = 1.0
    return planes
