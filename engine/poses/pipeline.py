# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drawing and a cycle become ink, frame by frame: projection, style mixing, interpolation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from addon.contract.errors import Action, BadInput
from addon.contract.request import Request
from addon.contract.settings_reader import SettingsReader
from engine.poses.cycles import Cycle, find_cycle
from engine.poses.mixing import cycle_styles
from engine.poses.projection import (
    PUBLISHED_STEPS,
    STEPS,
    ProjectedDrawing,
    as_ink,
    project,
    project_pictures,
)
from engine.poses.weights import PoseModel, read_model
from engine.raster.picture.sketch_image import PictureSketch

#: Keys of a request's settings: the cycle's name or file; another model's file; steps of
#: projection; frames of one turn of the cycle.
CYCLE, MODEL, PROJECTION_STEPS, PERIOD = "pose_cycle", "pose_model", "pose_steps", "pose_period"
DRAFT_STEPS = 40
_BATCH = 16
OnStep = Callable[[int, int], None]


@dataclass(frozen=True)
class PoseSpec:
    """A request for a pose cycle with everything decided.

    Attributes:
        pictures: different pictures; on twos half as many as frames, rounded up.
        steps: of projection.
        turns: how often the cycle is gone through.
    """

    request: Request
    model: PoseModel
    cycle: Cycle
    pictures: int
    steps: int
    turns: int


def wants_cycle(request: Request) -> bool:
    """Return whether a raster request asks for a pose cycle instead of a video model."""
    return bool(request.settings.get(CYCLE))


def resolve_poses(request: Request) -> PoseSpec:
    """Decide everything that a request leaves open.

    Raises BadInput for a cycle that isn't there, for one of another subject than the model's, and
    for a model that refuses every drawing, before any time is spent on projection.
    """
    read = SettingsReader(request.settings)
    file = request.settings.get(MODEL)
    model = read_model(Path(file) if isinstance(file, str) and file else None)
    cycle = find_cycle(str(request.settings[CYCLE]))
    if cycle.subject and cycle.subject != model.subject:
        raise BadInput(
            "The pose model has learned to draw a {known}; {cycle} is a cycle of a {other}.",
            known=model.subject,
            cycle=cycle.name,
            other=cycle.subject,
            hint="Let its strokes move instead.",
            action=_vector(),
        )
    if model.farthest <= 0.0:
        raise BadInput(
            "The pose model has learned for {steps} steps only: it can't draw yet, and refuses "
            "every drawing.",
            steps=model.facts.get("steps", "0"),
            hint="Let its strokes move instead, or train the model.",
            action=_vector(),
        )
    rate = request.fps[0] / request.fps[1]
    period = read.number(PERIOD, cycle.frames * rate / 24, 2.0, 480.0)
    usual = DRAFT_STEPS if request.quality == "draft" else STEPS
    return PoseSpec(
        request,
        model,
        cycle,
        pictures=-(-request.frames // request.hold),
        steps=read.whole(PROJECTION_STEPS, usual, 0, 10 * PUBLISHED_STEPS),
        turns=max(1, round(request.frames / period)),
    )


def animate_pose(
    sketch: PictureSketch, spec: PoseSpec, on_step: OnStep
) -> tuple[ProjectedDrawing, NDArray[np.float32]]:
    """Return the projection and ink [F, side, side], 0..1, of its window, as the drawing faces.

    Raises BadInput for a drawing that is too far from what the model can draw.
    """
    found = project(sketch, spec.model, spec.steps, on_step)
    refuse_far(found, spec.model)
    generator = spec.model.generator
    keys = project_pictures(spec.model, spec.cycle.pictures(spec.model.settings.resolution))
    with torch.inference_mode():
        styles = cycle_styles(
            generator, found.styles, keys, spec.pictures, spec.turns, loop=spec.request.loop
        )
        parts = [generator.synthesis(part, "constant") for part in torch.split(styles, _BATCH)]
        ink = as_ink(torch.cat(parts))[:, 0]
        ink = ink.flip(-1) if found.mirrored else ink
    return found, np.ascontiguousarray(ink.numpy())


def refuse_far(found: ProjectedDrawing, model: PoseModel) -> None:
    """Raise BadInput where a drawing is too far from what the model can draw."""
    if found.distance <= model.farthest:
        return
    raise BadInput(
        "This drawing is too far from what the pose model can draw, a {subject} from the side: "
        "its distance is {distance}, at most {most} will do.",
        subject=model.subject,
        distance=f"{found.distance:.2f}",
        most=f"{model.farthest:.2f}",
        hint="Let its strokes move instead.",
        action=_vector(),
    )


def _vector() -> Action:
    return Action("Let its strokes move", {"path": "vector", CYCLE: ""})
