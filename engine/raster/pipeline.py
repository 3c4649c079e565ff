# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The raster path: a drawing and a request become pictures in the drawing's own size and place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from addon.contract.messages import Message
from addon.contract.request import Request
from engine.geometry.tracing.picture import Floats
from engine.priors.video.loading import forget_model, keep_only, load_planned
from engine.priors.video.model import DiffusersVideo
from engine.priors.video.plan import Device, LoadPlan
from engine.priors.video.published import NON_COMMERCIAL
from engine.raster.cost import plan_job
from engine.raster.diffusion.clip_runner import ClipRunner, ScoredTake
from engine.raster.diffusion.ddim import Steps
from engine.raster.diffusion.denoiser import Denoiser
from engine.raster.diffusion.weights import merge_weights
from engine.raster.image_to_video.beside import NOTHING, Beside
from engine.raster.image_to_video.cost import plan_image_to_video
from engine.raster.image_to_video.pipeline import NOT_GIVEN, draw_takes
from engine.raster.image_to_video.spec import ImageToVideoSpec, resolve_image_to_video
from engine.raster.memory import memory_named
from engine.raster.picture.faithful import squashed_ink
from engine.raster.picture.previews import preview_frames
from engine.raster.picture.sketch_image import PictureSketch
from engine.raster.resolve import RasterSpec, resolve
from engine.runtime.reporting import Reporting

#: A raster request resolved, for either kind of model.
AnySpec = RasterSpec | ImageToVideoSpec
PREVIEW_SIDE = 128  # pixels of the model's square in the preview of the drawing itself


@dataclass(frozen=True)
class DrawnTakes:
    """The takes that a job has drawn, best first, and facts for its report."""

    takes: list[ScoredTake]
    info: dict[str, str]


def resolve_any(request: Request, environment: Mapping[str, str] | None = None) -> AnySpec:
    """Decide everything that a raster request leaves open, by the kind of its model.

    Raises what `resolve` and `resolve_image_to_video` raise.
    """
    return resolve_image_to_video(request, environment) or resolve(request, environment)


def plan_any(spec: AnySpec, device: Device) -> LoadPlan:
    """Return the fastest plan for a job that fits. Raises OutOfMemory with a smaller job."""
    if isinstance(spec, ImageToVideoSpec):
        return plan_image_to_video(spec, device)
    return plan_job(spec, device)


def animate(
    sketch: PictureSketch,
    spec: AnySpec,
    progress: Reporting,
    beside: Beside = NOTHING,
) -> DrawnTakes:
    """Draw the takes of a job. The first picture of each is the drawing.

    beside: what else the model is given.

    Raises OutOfMemory; whatever `progress` raises (Cancelled, Stopped) passes through.
    """
    if isinstance(spec, ImageToVideoSpec):
        if progress.wants_preview():
            ink = sketch.model_ink(min(spec.side, PREVIEW_SIDE))
            progress.preview(preview_frames(ink[None], sketch))
        return DrawnTakes(*draw_takes(sketch, spec, progress, beside))
    if beside.kept:
        progress.warn(Message(NOT_GIVEN, model=spec.folder.name))
    return _animate_by_attention(sketch, spec, progress)


def _animate_by_attention(
    sketch: PictureSketch, spec: RasterSpec, progress: Reporting
) -> DrawnTakes:
    folder, settings = spec.folder, spec.settings
    if folder.licence == NON_COMMERCIAL:
        progress.warn(
            Message(
                "The model {model} is under {licence}.", model=folder.name, licence=folder.licence
            )
        )
    if settings.chain and len(spec.clips) > settings.chain:
        progress.warn(
            Message(
                "{pictures} pictures need {count} clips of this model.",
                pictures=spec.pictures,
                count=len(spec.clips),
            )
        )
    if progress.wants_preview():
        ink = sketch.model_ink(min(spec.side, PREVIEW_SIDE))
        progress.preview(preview_frames(ink[None], sketch))
    with memory_named(forget_model):
        keep_only(folder)
        plan = plan_job(spec, Device.best())
        model = load_planned(folder, plan, progress)
        if not isinstance(model, DiffusersVideo):
            raise TypeError("the raster path needs a model of the diffusers layout")
        merge_weights(model, spec.weights)
        with Denoiser(model, recompute=plan.recompute) as denoiser:
            takes = _draw_takes(denoiser, sketch, spec, progress)
    takes.sort(key=lambda take: -take.score.value)
    return DrawnTakes(takes, _info(spec, plan))


def _draw_takes(
    denoiser: Denoiser, sketch: PictureSketch, spec: RasterSpec, progress: Reporting
) -> list[ScoredTake]:
    def preview(ink: Floats) -> None:
        progress.preview(preview_frames(ink, sketch))

    scheduler = spec.folder.config["scheduler"]
    runner = ClipRunner(
        denoiser=denoiser,
        steps=Steps.of(denoiser.model.schedule, scheduler, spec.settings.steps),
        ink=squashed_ink(sketch, spec.side)
        if spec.settings.faithful
        else sketch.model_ink(spec.side),
        clips=spec.clips,
        pictures=spec.pictures,
        loop=spec.request.loop,
        prompt=spec.request.prompt,
        seed=spec.request.seed,
        settings=spec.settings,
        progress=progress,
        on_preview=preview,
    )
    denoiser.attention.on_layer = runner.save_if_due
    return runner.takes()


def _info(spec: RasterSpec, plan: LoadPlan) -> dict[str, str]:
    folder, request, settings = spec.folder, spec.request, spec.settings
    return {
        "model": folder.name,
        "licence of the model": folder.licence,
        "path": "raster",
        "quality": request.quality,
        "seed": str(request.seed),
        "prompt": request.prompt,
        "plan": plan.sentence(),
        "clips": " + ".join(str(clip.frames) for clip in spec.clips),
        "steps": str(settings.steps),
        "fidelity": f"{settings.composition.fidelity:g}",
    }
