# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text-to-video model of a job: loaded, and kept warm for the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from addon.contract.messages import Message
from engine.priors.video.folder import ModelFolder
from engine.priors.video.model import PARTS_LOADED, DiffusersVideo, VideoModel
from engine.priors.video.pipelines.distilled import PipelineVideo
from engine.priors.video.pipelines.folder import PipelineFolder
from engine.priors.video.pipelines.loading import (
    forget_pipeline,
    keep_only_pipeline,
    load_pipeline,
)
from engine.priors.video.plan import LoadPlan, release_device, shrink_of
from engine.runtime.reporting import Reporting


@dataclass
class _WarmModel:
    """The model that was used last; the next job with the same plan doesn't load it again."""

    model: DiffusersVideo | None = None
    folder: ModelFolder | None = None
    plan: LoadPlan | None = None


_warm = _WarmModel()


def native_size(folder: ModelFolder) -> int:
    """Return the side in pixels of the square pictures that a model was trained on."""
    side = folder.config["unet"].get("sample_size", 32)
    side = min(side) if isinstance(side, list | tuple) else side
    return int(str(side)) * shrink_of(folder)


def load_planned(folder: ModelFolder, plan: LoadPlan, progress: Reporting) -> VideoModel:
    """Load a model as planned, unless the one used last is this very model."""
    forget_pipeline()
    phase = Message("loading the model ({plan})", plan=plan.sentence())
    model, loaded = _warm.model, _warm.plan
    same = loaded is not None and _load_options(loaded) == _load_options(plan)
    if model and same and _warm.folder == folder:
        progress.step(phase, PARTS_LOADED, PARTS_LOADED)
        return model
    forget_model()
    _warm.model = DiffusersVideo.load(
        folder, device=plan.device, dtype=plan.dtype, chunk=plan.chunk, recompute=plan.recompute,
        offload=plan.offload, on_part=lambda part, parts: progress.step(phase, part, parts),
    )  # fmt: skip
    _warm.folder, _warm.plan = folder, plan
    return _warm.model


def load_distiller(
    folder: PipelineFolder,
    plan: LoadPlan,
    progress: Reporting,
    *,
    size: tuple[int, int],
    texts: Sequence[str],
    styled: bool,
    reverse: bool,
) -> VideoModel:
    """Load a pipeline that distils and let it read the sentences of a job.

    size, styled, reverse: of `PipelineVideo`. Raises BadInput.
    """
    forget_model()
    phase = Message("loading the model ({plan})", plan=plan.sentence())
    loaded = load_pipeline(
        folder, plan, lambda part, parts: progress.step(phase, part, parts), distils=True
    )
    model = PipelineVideo(loaded, size, styled=styled, reverse=reverse)
    model.read(texts)
    return model


def keep_only(folder: ModelFolder | PipelineFolder) -> None:
    """Free the memory of the model that was used last, unless it is the one in a folder.

    To be called before a device's free memory is measured for a plan.
    """
    if _warm.folder != folder:
        forget_model()
    keep_only_pipeline(folder.path)


def forget_model() -> None:
    """Free the memory of the model that was used last."""
    if _warm.model is not None:
        _warm.model = _warm.folder = _warm.plan = None
        release_device()


def _load_options(plan: LoadPlan) -> tuple[object, ...]:
    """Return what decides how a model lies in memory: two plans that agree can share a model."""
    return plan.device, plan.dtype, plan.chunk, plan.recompute, plan.offload
