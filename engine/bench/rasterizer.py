# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The differentiable rasteriser: forward and backward of 24 frames x 16 cubics at 256 px.

It is compared with diffvg in the same run: the time, with the 2 x 2 samples a pixel that
Live-Sketch takes, and the picture. diffvg's samples are random: its pictures of 2 x 2 samples
differ from its pictures of 8 x 8 samples by 0.05 on inked pixels. So ours are compared with the
latter, on a few frames.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from engine.bench import diffvg as yardstick
from engine.bench.measure import Numbers, seconds_of, summary
from engine.geometry.handles import fit_handles
from engine.geometry.load import load_drawing
from engine.geometry.working_space import WorkingSpace
from engine.render.painted import PaintedStrokes, render_painted
from engine.render.rasterizer import render_ink

FRAMES, CURVES, SIZE, WIDTH = 24, 16, 256, 3.0
LENGTH = 110.0  # pixels, mean of the control polygons
GROWTH = (16, 64, 256, 1024)
FINE_SAMPLES, FINE_FRAMES = 8, 2
TARGETS = {"times faster": 300.0, "gradient cosine": 0.99, "mean difference": 0.02}


def bench_rasterizer(repeats: int, drawing: Path | None = None) -> Numbers:
    """Measure both modes, more strokes, a dense rasteriser and diffvg.

    drawing: an SVG whose first cubics are drawn; without one they are made up.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    curves = (sketch(CURVES) if drawing is None else sketch_of(drawing)).to(device)
    union = _passes(curves, device, repeats, _union)
    seconds = {
        f"union, {FRAMES} frames x {CURVES} cubics": union,
        "painter's order, the same": _passes(curves, device, repeats, _painted),
    }
    growth = {}
    for count in GROWTH:
        timed = _passes(sketch(count, FRAMES // 4).to(device), device, repeats, _union)
        seconds[f"union, {FRAMES // 4} frames x {count} cubics"] = timed
        growth[count] = timed["median"]
    one = _passes(curves[:1], device, repeats, _union)
    dense = _passes(curves[:1], device, 1, dense_ink)
    seconds |= {"one frame": one, "one frame, dense (strokes x pixels)": dense}
    values: dict[str, float] = {
        "1024 strokes cost this many times 16": round(growth[1024] / growth[16], 2),
        "dense over ours, one frame": round(dense["median"] / one["median"], 1),
    }
    notes = [f"1024 strokes are 64 times 16: linear is 64. On {device}."]
    diffvg = yardstick.load()
    if diffvg is None:
        notes.append("diffvg can't be imported here: not compared.")
    else:
        agreement, theirs = _compare(diffvg, curves, union["median"], device)
        values |= agreement
        seconds["diffvg, the same, 2 x 2 samples"] = theirs
    return {
        "seconds": seconds,
        "values": values,
        "targets": TARGETS,
        "notes": notes,
        "frames": FRAMES,
        "curves": curves.shape[1],
        "drawing": drawing.name if drawing is not None else "made up",
        "size": SIZE,
        "threads": torch.get_num_threads(),
    }


def sketch(count: int, frames: int = FRAMES) -> Tensor:
    """Return made-up cubics [frames, count, 4, 2], pixels, that wobble from frame to frame.

    Their control polygons are LENGTH long on average. Those in drawings of 16 strokes, as the
    papers animate them, are 90 to 130 px long.
    """
    draw = torch.Generator().manual_seed(0)
    steps = torch.randn(count, 1, 2, generator=draw) + 0.45 * torch.randn(
        count, 3, 2, generator=draw
    )
    length = torch.linalg.vector_norm(steps, dim=-1).sum(1).mean()
    chain = torch.cat([torch.zeros(count, 1, 2), (steps * (LENGTH / length)).cumsum(1)], 1)
    middle = 70 + torch.rand(count, 1, 2, generator=draw) * (SIZE - 140)
    rest = chain - chain.mean(1, keepdim=True) + middle
    return rest + torch.randn(frames, count, 4, 2, generator=draw) * 2


def sketch_of(path: Path) -> Tensor:
    """Return the first cubics of a drawing, in a square of 256 px, with the same wobble."""
    drawing = load_drawing(path)
    handles = fit_handles(drawing)
    control = WorkingSpace.of(drawing).to_working(handles.control.astype("float64"))
    rest = torch.from_numpy(control[handles.segments[:CURVES]]).float()
    draw = torch.Generator().manual_seed(0)
    return rest + torch.randn(FRAMES, *rest.shape, generator=draw) * 2


def _union(curves: Tensor) -> Tensor:
    return render_ink(curves, WIDTH, (SIZE, SIZE))


def _painted(curves: Tensor) -> Tensor:
    count = curves.shape[1]
    black = torch.zeros(count, 3, device=curves.device)
    strokes = PaintedStrokes(curves, WIDTH, torch.arange(count, device=curves.device), black)
    return 1 - render_painted(strokes, (SIZE, SIZE))[..., 0]


def dense_ink(curves: Tensor) -> Tensor:
    """Return the ink [F,H,W] of cubics [F,N,4,2] from all distances of pixels to line pieces."""
    t = torch.linspace(0, 1, 11, device=curves.device)[:, None]
    powers = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3]
    points = sum(p * curves[..., k, None, :] for k, p in enumerate(powers))
    assert isinstance(points, Tensor)
    a, b = points[..., :-1, :].flatten(1, 2), points[..., 1:, :].flatten(1, 2)
    at = torch.arange(SIZE, device=curves.device) + 0.5
    y, x = torch.meshgrid(at, at, indexing="ij")
    pixel = torch.stack([x, y], -1).view(1, 1, -1, 2)
    axis, arm = (b - a)[:, :, None], pixel - a[:, :, None]
    along = ((arm * axis).sum(-1) / axis.square().sum(-1).clamp_min(1e-10)).clamp(0, 1)
    distance = (along[..., None] * axis - arm).square().sum(-1).clamp_min(1e-12).sqrt()
    return (WIDTH / 2 + 0.5 - distance).clamp(0, 1).amax(1).view(len(curves), SIZE, SIZE)


def _passes(
    curves: Tensor, device: str, repeats: int, render: Callable[[Tensor], Tensor]
) -> dict[str, float]:
    """Return the seconds of forward and backward passes, after one to warm up."""
    leaf = curves.clone().requires_grad_(True)
    pull = _pull(curves)

    def both() -> None:
        leaf.grad = None
        render(leaf).backward(pull)  # type: ignore[no-untyped-call]

    if repeats > 1:
        both()
    return summary([seconds_of(both, device) for _ in range(repeats)])


@torch.no_grad()
def _pull(curves: Tensor) -> Tensor:
    """Return the gradient [F,H,W] that every rasteriser gets: towards its picture, 3 px away."""
    picture = _union(curves)
    return 2 * (picture - picture.roll(3, 1))


def _compare(
    diffvg: Any, curves: Tensor, ours: float, device: str
) -> tuple[dict[str, float], dict[str, float]]:
    """Return how ours compares with diffvg, and the seconds of diffvg."""
    pull = _pull(curves)
    leaf = curves.clone().requires_grad_(True)
    _union(leaf).backward(pull)  # type: ignore[no-untyped-call]
    other = curves.clone().requires_grad_(True)

    def both() -> None:
        yardstick.render(diffvg, other, WIDTH, SIZE).backward(pull)  # type: ignore[no-untyped-call]

    theirs = seconds_of(both, device)
    assert leaf.grad is not None
    assert other.grad is not None
    cosine = functional.cosine_similarity(leaf.grad.flatten(), other.grad.flatten(), dim=0)
    with torch.no_grad():
        few = curves[:FINE_FRAMES]
        mine = _union(few)
        fine = yardstick.render(diffvg, few, WIDTH, SIZE, FINE_SAMPLES)
        coarse = yardstick.render(diffvg, few, WIDTH, SIZE)
    values = {
        "times faster than diffvg": round(theirs / ours, 1),
        "gradient cosine": round(float(cosine), 4),
        "mean difference on inked pixels": round(_difference(mine, fine), 4),
        "diffvg's own noise there, 2 x 2 against 8 x 8": round(_difference(coarse, fine), 4),
    }
    return values, summary([theirs])


def _difference(one: Tensor, other: Tensor) -> float:
    """Return the mean absolute difference over the pixels that are inked in either."""
    inked = (one > 0) | (other > 0)
    return float((one - other).abs()[inked].mean())
