# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""diffvg (Li et al. 2020) as a yardstick, where somebody has built it. Never a dependency.

It needs a compiler, pip's pybind11, Debian's libthrust-dev and a clone of BachiLi/diffvg. In it
    g++ -O3 -std=c++14 -shared -fPIC -fvisibility=hidden
        -DTHRUST_DEVICE_SYSTEM=THRUST_DEVICE_SYSTEM_CPP $(python -m pybind11 --includes) -I.
        atomic.cpp color.cpp diffvg.cpp parallel.cpp scene.cpp shape.cpp -o FOLDER/diffvg.so
        -lpthread
builds the library. FOLDER, with the clone's folder pydiffvg copied into it, goes on PYTHONPATH.
"""

from __future__ import annotations

import importlib
from typing import Any

import torch
from torch import Tensor


def load() -> Any | None:
    """Return pydiffvg, or None where it can't be imported."""
    try:
        return importlib.import_module("pydiffvg")
    except Exception:  # a broken build can fail in any way; we go on without it
        return None


def render(diffvg: Any, curves: Tensor, width: float, size: int, samples: int = 2) -> Tensor:
    """Return the coverage [F,H,W] of cubics [F,N,4,2], in pixels, (x, y).

    samples: along each side of a pixel; Live-Sketch takes 2.
    """
    diffvg.set_use_gpu(curves.is_cuda)
    pictures = []
    for frame in curves:
        shapes, groups = [], []
        for number, points in enumerate(frame):
            shapes.append(
                diffvg.Path(
                    num_control_points=torch.tensor([2], dtype=torch.int32),
                    points=points,
                    stroke_width=torch.tensor(width / 2),  # diffvg means half the width
                    is_closed=False,
                )
            )
            black = torch.tensor([0.0, 0.0, 0.0, 1.0])
            groups.append(
                diffvg.ShapeGroup(
                    shape_ids=torch.tensor([number]), fill_color=None, stroke_color=black
                )
            )
        scene = diffvg.RenderFunction.serialize_scene(size, size, shapes, groups)
        picture = diffvg.RenderFunction.apply(size, size, samples, samples, 0, None, *scene)
        pictures.append(picture[..., 3])
    return torch.stack(pictures)
