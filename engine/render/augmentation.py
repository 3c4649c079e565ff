# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random views of a video of ink: a perspective and a crop, the same for every frame.

Live-Sketch augments its frames by torchvision's RandomPerspective(0.5, p=1, fill=white) and
RandomResizedCrop(256, scale=(0.4, 1), ratio=1). Both are here as distributions of four corners and
of a box, so that one sample can be applied to pictures (`warp_pictures`: two resamplings, as in the
original) or to the curves before they are drawn (`warp_points`: no resampling, lines stay crisp,
and what lies outside of the crop is never drawn).

Pictures hold ink (0 is paper), so whatever is outside of them is paper. Points are in pixels with
the origin at the top left corner of the top left pixel.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

DISTORTION = 0.5
LEAST_AREA = 0.4


@dataclass(frozen=True)
class Viewpoint:
    """One random view, in units of the picture's side.

    Attributes:
        to_source: float64 [3, 3], homography from points of the perspective view to the picture's.
        box: (left, top, side) of the crop of the perspective view.
    """

    to_source: Tensor
    box: tuple[float, float, float]

    @property
    def to_view(self) -> Tensor:
        """Homography from the picture's points to those of the cropped view, float64 [3, 3]."""
        left, top, side = self.box
        crop = torch.tensor(
            [[1 / side, 0.0, -left / side], [0.0, 1 / side, -top / side], [0.0, 0.0, 1.0]],
            dtype=torch.float64,
        )
        inverse: Tensor = torch.linalg.inv(self.to_source)
        return crop @ inverse


def random_viewpoint(
    generator: torch.Generator,
    *,
    distortion: float = DISTORTION,
    least_area: float = LEAST_AREA,
    pixels: int = 256,
) -> Viewpoint:
    """Return a viewpoint as torchvision would sample it for a square of so many pixels.

    Every corner moves inwards by up to distortion / 2 of the side, on each axis independently; the
    crop keeps a share of least_area..1 of the area. Both are in whole pixels.
    """
    reach = int(distortion * (pixels // 2))
    inward = torch.randint(0, reach + 1, (4, 2), generator=generator).double() / pixels
    area = least_area + (1 - least_area) * float(torch.rand(1, generator=generator))
    side = min(pixels, max(1, round(pixels * area**0.5)))
    left, top = torch.randint(0, pixels - side + 1, (2,), generator=generator).tolist()
    corners = torch.tensor([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=torch.float64)
    moved = corners + inward * (1 - 2 * corners)
    return Viewpoint(homography(moved, corners), (left / pixels, top / pixels, side / pixels))


def homography(source: Tensor, target: Tensor) -> Tensor:
    """Return the homography of four points [4, 2] to four others: [3, 3] (Heckbert 1989)."""
    rows, values = [], []
    for (x, y), (u, v) in zip(source.tolist(), target.tolist(), strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
        values += [u, v]
    solved = torch.linalg.solve(
        torch.tensor(rows, dtype=torch.float64), torch.tensor(values, dtype=torch.float64)
    )
    return torch.cat([solved, solved.new_ones(1)]).view(3, 3)


def warp_pictures(ink: Tensor, viewpoint: Viewpoint) -> Tensor:
    """Warp ink [F, C, H, W] of square pictures by the perspective, then crop it (bilinear)."""
    size = ink.shape[-1]
    at = (torch.arange(size, dtype=torch.float64) + 0.5) / size
    y, x = torch.meshgrid(at, at, indexing="ij")
    grid = (project(viewpoint.to_source, torch.stack([x, y], -1)) * 2 - 1).to(ink)
    seen = functional.grid_sample(
        ink, grid.expand(len(ink), -1, -1, -1), mode="bilinear", align_corners=False
    )
    left, top, side = (round(value * size) for value in viewpoint.box)
    part = seen[..., top : top + side, left : left + side]
    return functional.interpolate(part, (size, size), mode="bilinear", align_corners=False)


def warp_points(
    curves: Tensor, widths: Tensor | float, viewpoint: Viewpoint, size: float
) -> tuple[Tensor, Tensor]:
    """Return control points [..., 4, 2] and widths [..., 4] in the view, pixels.

    curves: control points in the picture, pixels, (x, y). size: of the picture, pixels. The
    perspective of a cubic is a rational curve; for pieces as short as a stroke's, the cubic of the
    mapped control points is within a fraction of a pixel of it. Widths grow with the square root of
    the local change of area.
    """
    matrix = viewpoint.to_view.to(curves)
    moved = project(matrix, curves / size) * size
    with torch.no_grad():
        divisor = (curves / size) @ matrix[2, :2] + matrix[2, 2]
        area = torch.linalg.det(matrix).abs() / divisor.abs().clamp_min(0.05) ** 3
        scale = area.sqrt()
    return moved, torch.as_tensor(widths, dtype=curves.dtype, device=curves.device) * scale


def project(matrix: Tensor, points: Tensor) -> Tensor:
    """Map points [..., 2] by a homography [3, 3]."""
    divisor = points @ matrix[2, :2] + matrix[2, 2]
    return (points @ matrix[:2, :2].T + matrix[:2, 2]) / divisor.clamp_min(0.05)[..., None]
