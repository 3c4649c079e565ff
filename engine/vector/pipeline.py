# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vector path: a drawing and a request become an Animation.

draft: sampled from the motion prior, best of several seeds. standard: networks fitted to the draft
and refined by SDS at low noise. full: the whole multi-object schedule, from zero. With a
text-to-video model the draft is the same, standard is our schedule from the draft, and full the
original's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, OutOfMemory
from addon.contract.request import Request
from engine.priors.base import MotionPrior
from engine.priors.video.folder import TRAJECTORY, ModelFolder
from engine.priors.video.loading import forget_model, load_planned, wanted_model
from engine.priors.video.plan import Device
from engine.priors.video.published import NON_COMMERCIAL
from engine.runtime.arrays import numpy_of
from engine.runtime.reporting import Reporting
from engine.vector.keyframes.compose import ClipTiming, compose
from engine.vector.keyframes.object_motion import ObjectMotion, fit_object_motion
from engine.vector.keyframes.resample import cycles_in, resample
from engine.vector.previews import Previews
from engine.vector.refinement.optimise import Job, animate_tokens
from engine.vector.refinement.schedule import plan
from engine.vector.scene.captions import object_captions
from engine.vector.scene.scene import Scene, build_scene, check_drawing
from engine.vector.settings import vector_settings
from engine.vector.video_job import fitted, keeping_settings, out_of_memory, plan_of

Floats = NDArray[np.float64]


def animate(
    drawing: Drawing,
    request: Request,
    progress: Reporting,
    *,
    prior: MotionPrior | None = None,
) -> Animation:
    """The animation of a drawing, at the request's quality.

    Frame 0 is the drawing. Background, locked strokes, locked objects and objects of strength 0
    stay where they are, bit for bit. The result doesn't depend on the drawing's size or place.

    Raises BadInput for an empty or broken drawing or one in which nothing may move; whatever
    progress raises (Cancelled, Stopped) passes through.
    """
    parts = _Parts.of(drawing, request)
    check_drawing(drawing, parts.locked)
    settings = vector_settings(request)
    still = [lock or s == 0.0 for lock, s in zip(parts.locked, parts.strengths, strict=True)]
    if not _anything_moves(drawing, still):
        return _at_rest(drawing, request)
    folder = wanted_model(request)
    prior = prior if prior is not None else default_prior("")
    scene = build_scene(drawing, still, most_tokens=settings.draft.most_tokens)
    captions = tuple(parts.captions[index] for index in scene.active)
    if folder is not None and settings.quality != "draft":
        return _with_video(folder, scene, prior, captions, request, progress, parts.strengths)
    understood = _tell_understood(prior, captions, progress)
    job = Job(scene, prior, captions, request.prompt, request.loop, request.seed, settings)
    tokens = animate_tokens(job, progress, Previews(scene, progress).show)
    info = _info(request, prior.name, settings.quality, captions, understood)
    return animation_of(scene, tokens, request, parts.strengths, info)


def _with_video(
    folder: ModelFolder,
    scene: Scene,
    prior: MotionPrior,
    captions: tuple[str, ...],
    request: Request,
    progress: Reporting,
    strengths: tuple[float, ...],
) -> Animation:
    """The same with a text-to-video model that distils; the prior gives the draft."""
    settings = vector_settings(request, video=True, objects=len(captions))
    settings = fitted(settings, len(scene.tokens))
    stages = plan(captions, request.prompt, settings.schedule)
    if folder.licence == NON_COMMERCIAL:
        progress.warn(f"The model {folder.name} is under {folder.licence}.")
    try:
        way = plan_of(folder, settings, stages, Device.best())
        model = load_planned(folder, way, progress)
        job = Job(
            scene, prior, captions, request.prompt, request.loop, request.seed, settings, model
        )
        tokens = animate_tokens(job, progress, Previews(scene, progress).show)
    except (MemoryError, torch.OutOfMemoryError) as error:
        forget_model()
        raise keeping_settings(out_of_memory(settings), request) from error
    except OutOfMemory as error:
        raise keeping_settings(error, request) from error
    info = _info(request, folder.name, settings.quality, captions, ())
    info |= {"plan": way.sentence(), "licence of the model": folder.licence}
    return animation_of(scene, tokens, request, strengths, info)


def animation_of(
    scene: Scene,
    tokens: Tensor,
    request: Request,
    strengths: tuple[float, ...],
    info: dict[str, str],
) -> Animation:
    """The Animation of tokens' displacements [F0, T, 2] (working units), at the clip's length."""
    fps = request.fps[0] / request.fps[1]
    cycles = cycles_in(request.frames, fps) if request.loop else 1
    places = scene.places(tokens.detach().numpy())
    moved = resample(places, request.frames, loop=request.loop, cycles=cycles)
    points = numpy_of(scene.drawing.positions).astype(np.float64)
    target = points + scene.points(moved)
    return compose(
        scene.drawing,
        target,
        object_motions(scene, moved),
        strengths=strengths,
        timing=ClipTiming(request.fps, request.hold, request.loop),
        info=info,
    )


def object_motions(scene: Scene, places: Floats) -> list[ObjectMotion | None]:
    """Global motion, canvas pixels, of each of the drawing's objects; None where it never moves."""
    motions: list[ObjectMotion | None] = [None] * scene.drawing.object_count
    size = float(np.ptp(scene.rest, axis=0).max())
    for index, owner in enumerate(scene.active):
        mine = scene.objects == index
        rest = scene.rest[mine]
        found = fit_object_motion(rest, rest + places[:, mine], scene.lengths[mine], size=size)
        channels = found.channels.copy()
        channels[:, :2] = scene.space.displacement_to_canvas(channels[:, :2])
        motions[owner] = ObjectMotion(scene.space.to_canvas(found.pivot), channels)
    return motions


@lru_cache(maxsize=1)
def default_prior(model: str) -> MotionPrior:
    """The embedded trajectory prior. Raises BadInput for any other name."""
    if model not in TRAJECTORY:
        raise BadInput(f"{model!r} is not a model of trajectories.")
    from engine.priors.trajectory.prior import TrajectoryPrior

    prior: MotionPrior = TrajectoryPrior.load()
    return prior


@dataclass(frozen=True)
class _Parts:
    """What the request says about each of the drawing's objects."""

    strengths: tuple[float, ...]
    locked: tuple[bool, ...]
    captions: tuple[str, ...]

    @classmethod
    def of(cls, drawing: Drawing, request: Request) -> _Parts:
        wanted = {item.name: item for item in request.objects}
        found = [wanted.get(name) for name in drawing.object_names]
        return cls(
            tuple(request.strength * (item.strength if item else 1.0) for item in found),
            tuple(bool(item and item.locked) for item in found),
            object_captions(
                request.prompt, drawing.object_names, [i.prompt if i else "" for i in found]
            ),
        )


def _anything_moves(drawing: Drawing, still: list[bool]) -> bool:
    owner = numpy_of(drawing.objects)
    free = (numpy_of(drawing.locked) == 0) & (owner >= 0)
    return bool((free & ~np.array([*still, True])[owner]).any())


def _at_rest(drawing: Drawing, request: Request) -> Animation:
    points = numpy_of(drawing.positions)
    return compose(
        drawing,
        np.broadcast_to(points, (request.frames, *points.shape)),
        [None] * drawing.object_count,
        strengths=(0.0,) * drawing.object_count,
        timing=ClipTiming(request.fps, request.hold, request.loop),
        info=_info(request, request.model, request.quality, (), ()),
    )


def _tell_understood(
    prior: MotionPrior, captions: tuple[str, ...], progress: Reporting
) -> tuple[str, ...]:
    found = []
    for caption in dict.fromkeys(captions):
        understood = prior.understood(caption)
        found.append(understood.motion)
        if not understood.known:
            progress.warn(f"No motion I know is named in {caption!r}; the result is a guess.")
        elif not understood.usual:
            progress.warn(
                f"In {caption!r} I read {understood.motion!r}, which I know from other kinds of "
                "drawings only; the result is a guess."
            )
    return tuple(motion for motion in found if motion)


def _info(
    request: Request,
    model: str,
    quality: str,
    captions: tuple[str, ...],
    understood: tuple[str, ...],
) -> dict[str, str]:
    return {
        "model": model,
        "quality": quality,
        "seed": str(request.seed),
        "prompt": request.prompt,
        "captions": " | ".join(captions),
        "understood": ", ".join(understood),
    }
