# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job with a model of given frames: a drawing and a request become the pictures of its takes."""

from __future__ import annotations

from collections.abc import Collection

from addon.contract.errors import BadInput
from addon.contract.messages import Message
from engine.geometry.tracing.picture import Floats
from engine.priors.video.loading import keep_only
from engine.priors.video.pipelines.families import Keeps
from engine.priors.video.pipelines.loading import forget_pipeline, load_pipeline
from engine.priors.video.plan import Device, LoadPlan
from engine.raster.diffusion.clip_runner import ScoredTake
from engine.raster.image_to_video.beside import Beside
from engine.raster.image_to_video.cost import plan_image_to_video
from engine.raster.image_to_video.spec import ImageToVideoSpec
from engine.raster.image_to_video.takes import TakeRunner
from engine.raster.memory import memory_named
from engine.raster.picture.previews import preview_frames
from engine.raster.picture.sketch_image import PictureSketch
from engine.runtime.reporting import Reporting

NOT_GIVEN = "The model {model} can't be given these frames: they are left out."


def draw_takes(
    sketch: PictureSketch,
    spec: ImageToVideoSpec,
    progress: Reporting,
    beside: Beside,
) -> tuple[list[ScoredTake], dict[str, str]]:
    """Draw the takes of a job; return them, best first, and facts for the report.

    beside: what else the model is given; what it can't be given is left out with a warning.

    Raises OutOfMemory, BadInput for a model that can't be loaded; what `progress` raises
    (Cancelled, Stopped) passes through.
    """
    _warn(spec, progress)
    given = {number: one for number, one in beside.kept.items() if _can_be_given(spec, number)}
    if len(given) < len(beside.kept):
        progress.warn(Message(NOT_GIVEN, model=spec.folder.name))
    _check_last(spec, given)
    with memory_named(forget_pipeline):
        keep_only(spec.folder)
        plan = plan_image_to_video(spec, Device.best())
        phase = Message("loading the model ({plan})", plan=plan.sentence())
        loaded = load_pipeline(
            spec.folder, plan, lambda part, parts: progress.step(phase, part, parts), lora=spec.lora
        )

        def on_clip(ink: Floats) -> None:
            if progress.wants_preview():
                progress.preview(preview_frames(ink, sketch))

        inks = {number: one.model_ink(spec.side) for number, one in given.items()}
        ink = sketch.model_ink(spec.side)
        moves = None if beside.area is None else sketch.model_share(beside.area.share, spec.side)
        takes = TakeRunner(loaded, spec, ink, progress, on_clip, inks, moves).takes()
    takes.sort(key=lambda take: -take.score.value)
    return takes, _info(spec, plan)


def _can_be_given(spec: ImageToVideoSpec, picture: int) -> bool:
    """Return whether a model can be given a picture beside the first one."""
    if spec.family.keeps is Keeps.FIRST_AND_LAST:
        return picture == spec.pictures - 1 and not spec.request.loop
    return spec.family.keeps is Keeps.ANY


def _check_last(spec: ImageToVideoSpec, given: Collection[int]) -> None:
    """Raise BadInput where a model needs a last picture for each clip and has none."""
    if not spec.family.needs_last:
        return
    if len(spec.clips) > 1:
        raise BadInput(
            "The model {model} draws one clip between two pictures, and {pictures} pictures are "
            "too many for it.",
            model=spec.folder.name,
            pictures=spec.pictures,
            hint="Ask for fewer frames.",
        )
    if not spec.request.loop and spec.pictures - 1 not in given:
        raise BadInput(
            "The model {model} draws between two pictures: it needs the last one too.",
            model=spec.folder.name,
            hint="Keep a drawing on the last frame, or let the motion loop.",
        )


def _warn(spec: ImageToVideoSpec, progress: Reporting) -> None:
    family = spec.family
    if len(spec.clips) > max(1, spec.settings.chain):
        progress.warn(
            Message(
                "{pictures} pictures need {count} clips of this model.",
                pictures=spec.pictures,
                count=len(spec.clips),
            )
        )
    if spec.request.loop and not family.keeps.last:
        progress.warn(
            Message(
                "The model {model} can't be led back to the drawing: the loop may jump.",
                model=spec.folder.name,
            )
        )
    if family.keeps is Keeps.NOTHING:
        progress.warn(
            Message(
                "The model {model} knows sentences only; the drawing is held in its first frame.",
                model=spec.folder.name,
            )
        )


def _info(spec: ImageToVideoSpec, plan: LoadPlan) -> dict[str, str]:
    request = spec.request
    lora = {"lora": str(spec.lora)} if spec.lora is not None else {}
    return {
        **lora,
        "model": spec.folder.name,
        "licence of the model": spec.folder.licence,
        "path": "raster",
        "quality": request.quality,
        "seed": str(request.seed),
        "prompt": request.prompt,
        "plan": plan.sentence(),
        "clips": " + ".join(str(clip.frames) for clip in spec.clips),
        "steps": str(spec.steps),
        "given frames": spec.family.keeps.value,
    }
