# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding and loading the text-to-video model that a request names; the last one stays warm."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass

from addon.contract.request import Request
from engine.priors.video.folder import TRAJECTORY, ModelFolder, find_model
from engine.priors.video.model import PARTS_LOADED, DiffusersVideo, VideoModel
from engine.priors.video.plan import LoadPlan, shrink_of
from engine.runtime.reporting import Reporting


@dataclass
class _Kept:
    """The model that was used last: the next job finds it warm."""

    model: DiffusersVideo | None = None
    folder: ModelFolder | None = None
    plan: LoadPlan | None = None


_kept = _Kept()


def wanted_model(request: Request) -> ModelFolder | None:
    """The video model a request names, checked; None for the embedded prior. Raises BadInput."""
    if request.model in TRAJECTORY:
        return None
    folder = find_model(request.model)
    _need_packages()
    return folder


def _need_packages() -> None:
    """Raises ModuleNotFoundError where the engine has only its starter set."""
    for package in ("diffusers", "transformers"):
        if importlib.util.find_spec(package) is None:
            raise ModuleNotFoundError(f"No module named {package!r}", name=package)


def native_size(folder: ModelFolder) -> int:
    """Pixels of the square pictures a model was made for."""
    side = folder.config["unet"].get("sample_size", 32)
    side = min(side) if isinstance(side, list | tuple) else side
    return int(str(side)) * shrink_of(folder)


def load_planned(folder: ModelFolder, plan: LoadPlan, progress: Reporting) -> VideoModel:
    """The model, loaded as planned; the one used last is not loaded again."""
    phase = f"loading the model ({plan.sentence()})"
    warm, way = _kept.model, _kept.plan
    if warm and way and _kept.folder == folder and _way(way) == _way(plan):
        progress.step(phase, PARTS_LOADED, PARTS_LOADED)
        return warm
    forget_model()
    _kept.model = DiffusersVideo.load(
        folder, device=plan.device, dtype=plan.dtype, chunk=plan.chunk, recompute=plan.recompute,
        offload=plan.offload, on_part=lambda part, parts: progress.step(phase, part, parts),
    )  # fmt: skip
    _kept.folder, _kept.plan = folder, plan
    return _kept.model


def forget_model() -> None:
    """Lets go of the model that was used last."""
    _kept.model = _kept.folder = _kept.plan = None


def _way(plan: LoadPlan) -> tuple[object, ...]:
    return plan.device, plan.dtype, plan.chunk, plan.recompute, plan.offload
