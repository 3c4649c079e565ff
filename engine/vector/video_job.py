# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits and load plan of a job in which a text-to-video model distils."""

from __future__ import annotations

from dataclasses import replace

from addon.contract.errors import Action, OutOfMemory
from addon.contract.messages import Message
from addon.contract.request import Request
from engine.priors.video.loading import load_distiller, load_planned, native_size
from engine.priors.video.model import VideoModel
from engine.priors.video.pipelines.distil_plan import DistilWork, plan_distillation
from engine.priors.video.pipelines.families import ModelFamily
from engine.priors.video.pipelines.folder import PipelineFolder
from engine.priors.video.plan import Device, LoadPlan, VideoWork, make_plan
from engine.priors.video.wanted import AnyFolder
from engine.runtime.reporting import Reporting
from engine.vector.refinement.networks import flat_parameters
from engine.vector.refinement.schedule import Stage
from engine.vector.settings import NetworkSettings, VectorSettings

MOST_PARAMETERS = 300_000_000
FEWEST_FRAMES, MOST_FRAMES = 2, 64
FEW_FRAMES = 8
SIDE_STEP = 32
#: Of pictures that a pipeline is shown, as in the papers. In the sizes that it was trained for, its
#: encoder would keep a hundred GB for one gradient.
DISTILLED_SIDE = 256


def fitted(settings: VectorSettings, tokens: int, folder: AnyFolder) -> VectorSettings:
    """Return the settings with frames and pixels in range, and with networks that fit into memory.

    A pipeline has lengths and sizes of its own. The original's networks grow with points x frames;
    for a large drawing its schedule runs on our networks instead, which run over points.
    """
    video = settings.video
    frames = min(MOST_FRAMES, max(FEWEST_FRAMES, video.frames))
    size = max(SIDE_STEP, video.size // SIDE_STEP * SIDE_STEP) if video.size > 0 else 0
    if isinstance(folder, PipelineFolder):
        frames, size = folder.family.clip_frames(frames), _side(folder.family, video.size)
        if folder.family.fixed:  # of one size only
            video = replace(video, coarse_until=0.0)
    settings = replace(settings, video=replace(video, frames=frames, size=size))
    network = settings.network
    flat = network.tokens == "flat"
    if flat and flat_parameters(tokens, frames, network.width) >= MOST_PARAMETERS:
        settings = replace(settings, network=NetworkSettings())
    return settings


def distil_guidance(folder: AnyFolder | None) -> float | None:
    """Return the guidance that a model's family is distilled with, None where it has no own."""
    return folder.family.distil_guidance if isinstance(folder, PipelineFolder) else None


def _side(family: ModelFamily, wanted: int) -> int:
    """Return pixels of a picture's side that a family knows; wanted: 0 for its own."""
    if family.fixed or wanted <= 0:
        return 0
    step = max(SIDE_STEP, family.multiple)
    return max(step, wanted // step * step)


def picture_size(folder: PipelineFolder, settings: VectorSettings) -> tuple[int, int]:
    """Return (height, width) of the pictures that a pipeline is shown."""
    side = settings.video.size or (0 if folder.family.fixed else DISTILLED_SIDE)
    return (side, side) if side else folder.family.size


def load_video(
    folder: AnyFolder,
    settings: VectorSettings,
    stages: tuple[Stage, ...],
    plan: LoadPlan,
    progress: Reporting,
) -> VideoModel:
    """Load the model of a job as planned. Raises BadInput for one that can't be loaded."""
    if not isinstance(folder, PipelineFolder):
        return load_planned(folder, plan, progress)
    return load_distiller(
        folder, plan, progress, size=picture_size(folder, settings),
        texts=[stage.text for stage in stages],
        styled=settings.video.styled, reverse=settings.video.reverse,
    )  # fmt: skip


def plan_of(
    folder: AnyFolder, settings: VectorSettings, stages: tuple[Stage, ...], device: Device
) -> LoadPlan:
    """Plan how the job runs: memory and time. Raises OutOfMemory with a smaller plan."""
    passes = 2 if settings.optimiser.two_passes else 1
    steps = sum(
        stage.steps * (passes if stage.train_local and stage.train_global else 1)
        for stage in stages
    )
    if isinstance(folder, PipelineFolder):
        each = 4.0 if settings.video.reverse else 2.0  # with and without the sentence
        work = DistilWork(
            settings.video.frames, picture_size(folder, settings), steps * settings.sds.draws, each
        )
        return plan_distillation(folder, work, device)
    size = settings.video.size or native_size(folder)
    return make_plan(
        folder, VideoWork(settings.video.frames, size, steps * settings.sds.draws), device
    )


def keeping_settings(error: OutOfMemory, request: Request) -> OutOfMemory:
    """Return the error with a button that keeps the request's other expert settings."""
    action = error.action
    changed = action.patch.get("settings") if action is not None else None
    if action is not None and isinstance(changed, dict):
        patch = {**action.patch, "settings": {**request.settings, **changed}}
        action = Action(action.label, patch)
    return OutOfMemory(error.message, hint=error.hint, action=action)


def out_of_memory(settings: VectorSettings) -> OutOfMemory:
    """Return the error for a load plan that was too tight after all, with a smaller one."""
    frames = settings.video.frames
    action = Action("Use the built-in model", {"model": ""})
    if frames > FEW_FRAMES:
        patch: dict[str, object] = {"settings": {"video_frames": FEW_FRAMES}}
        action = Action(Message("Look at {frames} frames", frames=FEW_FRAMES), patch)
    return OutOfMemory(
        "There was not enough memory for this model.",
        hint="Close other programs that use the GPU, or take the smaller plan.",
        action=action,
    )
