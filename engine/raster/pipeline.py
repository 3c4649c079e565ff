# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The raster path: a drawing and a request become pictures in the drawing's own size and place."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from addon.contract.errors import OutOfMemory
from addon.contract.request import Request
from engine.geometry.tracing.picture import Floats
from engine.priors.video.folder import ModelFolder
from engine.priors.video.loading import forget_model, load_planned, native_size
from engine.priors.video.model import DiffusersVideo
from engine.priors.video.plan import Device, Plan
from engine.priors.video.published import NON_COMMERCIAL
from engine.raster.cost import plan_of, work_of
from engine.raster.diffusion.chaining import ClipPlan, plan_clips
from engine.raster.diffusion.clip_runner import ClipRunner, ScoredTake
from engine.raster.diffusion.ddim import Steps
from engine.raster.diffusion.denoiser import Denoiser
from engine.raster.diffusion.weights import RasterWeights, merged, with_lora
from engine.raster.picture.previews import preview_frames
from engine.raster.picture.sketch_image import PictureSketch
from engine.raster.settings import RasterSettings, raster_settings
from engine.runtime.reporting import Reporting


@dataclass(frozen=True)
class RasterResult:
    """What a job has drawn.

    takes: best first. pictures: how many different ones; picture k is shown from frame k x hold.
    """

    takes: list[ScoredTake]
    pictures: int
    hold: int
    info: dict[str, str]


def animate(
    sketch: PictureSketch,
    request: Request,
    progress: Reporting,
    *,
    weights: RasterWeights | None = None,
) -> RasterResult:
    """Draws the takes of a request. The first picture of each is the drawing.

    Raises BadInput where there is no model, OutOfMemory; whatever progress raises (Cancelled,
    Stopped) passes through.
    """
    weights = weights or with_lora(request)
    folder = weights.folder
    settings, pictures = raster_settings(request), pictures_of(request)
    plans = clips_of(request)
    size = model_side(folder, settings)
    if folder.licence == NON_COMMERCIAL:
        progress.warn(f"The model {folder.name} is under {folder.licence}.")
    if settings.chain and len(plans) > settings.chain:
        progress.warn(f"{pictures} pictures need {len(plans)} clips of this model.")
    progress_preview(sketch, sketch.model_ink(min(size, 128))[None], progress)
    try:
        way = planned(folder, request, Device.best())
        model = load_planned(folder, way, progress)
        if not isinstance(model, DiffusersVideo):
            raise TypeError("the raster path needs a model of the diffusers layout")
        merged(model, weights)
        with Denoiser(model, recompute=way.recompute) as denoiser:
            takes = _takes(denoiser, folder, sketch, plans, pictures, request, settings, progress)
    except (MemoryError, torch.OutOfMemoryError) as error:
        forget_model()
        raise OutOfMemory(
            "There was not enough memory for this model.",
            hint="Close other programs that use the GPU, or draw fewer frames at a time.",
        ) from error
    takes.sort(key=lambda take: -take.score.value)
    return RasterResult(takes, pictures, request.hold, _info(folder, way, request, settings, plans))


def pictures_of(request: Request) -> int:
    """How many different pictures a request needs: on twos half as many as frames."""
    return -(-request.frames // request.hold)


def clips_of(request: Request) -> list[ClipPlan]:
    """The clips of one take."""
    settings = raster_settings(request)
    return plan_clips(
        pictures_of(request), most=settings.clip, chain=settings.chain, loop=request.loop
    )


def planned(folder: ModelFolder, request: Request, device: Device) -> Plan:
    """How a request will run: seconds and bytes. Raises OutOfMemory with a smaller job."""
    settings = raster_settings(request)
    work = work_of(clips_of(request), settings, model_side(folder, settings))
    return plan_of(folder, work, device, pictures_of(request))


def model_side(folder: ModelFolder, settings: RasterSettings) -> int:
    """Pixels of the square the model draws in."""
    size = settings.size or native_size(folder)
    return max(32, size // 32 * 32)


def progress_preview(sketch: PictureSketch, ink: Floats, progress: Reporting) -> None:
    """Shows frames' ink [n, S, S] on the drawing's canvas, when progress wants a picture."""
    if progress.wants_preview():
        progress.preview(preview_frames(ink, sketch))


def _takes(
    denoiser: Denoiser,
    folder: ModelFolder,
    sketch: PictureSketch,
    plans: list[ClipPlan],
    pictures: int,
    request: Request,
    settings: RasterSettings,
    progress: Reporting,
) -> list[ScoredTake]:
    schedule = denoiser.model.schedule
    runner = ClipRunner(
        denoiser=denoiser,
        steps=Steps.of(schedule, folder.config["scheduler"], settings.steps),
        ink=sketch.model_ink(model_side(folder, settings)),
        plans=plans,
        frames=pictures,
        loop=request.loop,
        prompt=request.prompt,
        seed=request.seed,
        settings=settings,
        progress=progress,
        show=lambda ink: progress.preview(preview_frames(ink, sketch)),
    )
    denoiser.watch.pulse = runner.save_if_wanted
    return runner.takes()


def _info(
    folder: ModelFolder,
    way: Plan,
    request: Request,
    settings: RasterSettings,
    plans: list[ClipPlan],
) -> dict[str, str]:
    return {
        "model": folder.name,
        "licence of the model": folder.licence,
        "path": "raster",
        "quality": request.quality,
        "seed": str(request.seed),
        "prompt": request.prompt,
        "plan": way.sentence(),
        "clips": " + ".join(str(plan.frames) for plan in plans),
        "steps": str(settings.steps),
        "fidelity": f"{settings.composition.fidelity:g}",
    }
