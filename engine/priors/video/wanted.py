# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text-to-video model that a request names, found and checked."""

from __future__ import annotations

import importlib.util

from addon.contract.errors import Action, BadInput
from addon.contract.request import Request
from engine.priors.video.folder import TRAJECTORY, ModelFolder, find_model
from engine.priors.video.pipelines.folder import PipelineFolder, find_pipeline

#: A model that can move strokes.
AnyFolder = ModelFolder | PipelineFolder


def wanted_model(request: Request) -> AnyFolder | None:
    """Find and check the video model that a request names; None for the embedded prior.

    Raises BadInput, and ModuleNotFoundError where the packages for video models are missing.
    """
    if request.model in TRAJECTORY:
        return None
    folder = find_pipeline(request.model)
    if folder is None:
        model = find_model(request.model)
        _need_packages("diffusers", "transformers")
        return model
    if not folder.family.distils:
        raise BadInput(
            "{name} goes on from given frames ({pipeline}): it can redraw the picture, but it "
            "can't move strokes.",
            name=folder.name,
            pipeline=folder.family.pipeline,
            hint="Choose Redraw, or another model.",
            action=Action("Redraw the picture", {"path": "raster"}),
        )
    _need_packages("diffusers", "transformers", "accelerate")
    return folder


def _need_packages(*names: str) -> None:
    """Check for the packages of video models. Raises ModuleNotFoundError."""
    for package in names:
        if importlib.util.find_spec(package) is None:
            raise ModuleNotFoundError(f"No module named {package!r}", name=package)
