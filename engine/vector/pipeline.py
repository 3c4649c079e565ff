# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vector path: a drawing and a request become an Animation.

draft: sampled from the motion prior, best of several seeds. standard: networks fitted to the draft
and refined by score distillation at low noise. full: the whole multi-object schedule, from zero.
With a text-to-video model the draft is the same, standard is our schedule from the draft, and full
is the schedule of the paper.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.beats import BeatReading
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.messages import Message
from addon.contract.request import Request
from engine.priors.video.folder import TRAJECTORY
from engine.priors.video.wanted import wanted_model
from engine.rig.bones import Pose
from engine.rig.drawing_rig import DrawingRig
from engine.rig.kept_joins import joins_of, kept_together, leaving
from engine.rig.pinned import pinned, pins_of
from engine.runtime.arrays import numpy_of
from engine.runtime.imports import importing
from engine.runtime.reporting import Reporting
from engine.vector.armature.posed import SETTING, fit_armatures
from engine.vector.job import VectorJob, resolve
from engine.vector.keyframes.compose import ClipTiming, compose
from engine.vector.keyframes.object_motion import ObjectMotion, fit_object_motion
from engine.vector.keyframes.resample import cycles_in, resample
from engine.vector.previews import Previews
from engine.vector.refinement.token_motion import TokenMotion
from engine.vector.rigged_motion import (
    RiggedMotion,
    carried_motion,
    line_lengths,
    pose_to_contract,
    rig_words,
    rigged_motions,
)
from engine.vector.scene.object_requests import ObjectRequests
from engine.vector.scene.scene import Scene, check_drawing

if TYPE_CHECKING:
    from engine.priors.base import MotionPrior

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
FRAMES_AT_REST = 8  # of tokens that don't move by themselves
MOST_STROKES = 1500  # whose pictures are drawn at once
MOST_PREVIEWED = 20_000  # points; a preview of more takes as long as what bones act then


def animate(
    drawing: Drawing,
    request: Request,
    progress: Reporting,
    *,
    prior: MotionPrior | None = None,
    rig: DrawingRig | None = None,
) -> Animation:
    """Animate a drawing at the request's quality.

    Frame 0 is the drawing. Background, locked strokes, locked objects and objects of strength 0
    stay where they are, bit for bit. The result doesn't depend on the drawing's size or position,
    apart from leaps, which stay on the canvas.

    Raises BadInput for an empty or broken drawing or one in which nothing may move; whatever
    progress raises (Cancelled, Stopped) passes through. rig: of the drawing; None = it is found.
    """
    objects = ObjectRequests.of(drawing, request)
    check_drawing(drawing, objects.locked)
    if objects.still.all():
        return _at_rest(drawing, request)
    folder = wanted_model(request)
    prior = prior if prior is not None else default_prior("")
    job = resolve(drawing, request, objects, prior, folder, rig)
    if folder is not None and job.settings.quality != "draft":
        from engine.vector.distilled import refine_with_video

        motion, more = refine_with_video(folder, job, request, progress)
        info = _info(request, folder.name, job.settings.quality, job.captions, ()) | more
    else:
        motions = _report_understood(job, progress)
        motion = _leave_to_bones(job, progress) if job.is_acted else _by_prior(job, progress)
        info = _info(request, prior.name, job.settings.quality, job.captions, motions)
    return animation_of(job, motion, request, objects.strengths, info)


def _leave_to_bones(job: VectorJob, progress: Reporting) -> TokenMotion:
    """Report a job that bones act; return the motion of its tokens, none."""
    progress.step("acting", 0, 1)
    tokens = np.zeros((FRAMES_AT_REST, len(job.scene.tokens), 2), np.float32)
    drawing = job.scene.drawing
    small = drawing.point_count <= MOST_PREVIEWED and drawing.stroke_count <= MOST_STROKES
    if small and progress.wants_preview():
        Previews(job, progress).show(tokens)
    progress.step("acting", 1, 1)
    return TokenMotion(tokens)


def _by_prior(job: VectorJob, progress: Reporting) -> TokenMotion:
    """Return the motion of a job's tokens that the prior drafts and refines."""
    with importing():
        from engine.vector.refinement.optimise import animate_tokens

    return animate_tokens(job, progress, Previews(job, progress).show)


def animation_of(
    job: VectorJob,
    motion: TokenMotion,
    request: Request,
    strengths: tuple[float, ...],
    info: dict[str, str],
) -> Animation:
    """Make the Animation of a motion of tokens at clip length.

    strengths [O]: one for each of the drawing's objects. info: kept in the Animation.
    """
    scene = job.scene
    fps = request.fps[0] / request.fps[1]
    cycles = cycles_in(request.frames, fps) if request.loop else 1
    moved = _at_handles(scene, motion.displacements, request, cycles)
    points = numpy_of(scene.drawing.positions).astype(np.float64)
    target = points + scene.point_displacements(moved)
    motions = object_motions(scene, moved)
    pose = None
    if job.rig is not None:
        lengths = line_lengths(scene.drawing)
        rigged = carried_motion(
            job.rig,
            points,
            target,
            lengths,
            strengths=strengths,
            loop=request.loop,
            acted=_poses_at(job, motion, request, strengths, cycles),
            edges=job.edges,
        )
        if motion.offsets is not None:
            own = scene.point_displacements(_at_handles(scene, motion.offsets, request, cycles))
            rigged = _with_offsets(rigged, job.rig, motion, own, strengths)
        held = pinned(pins_of(scene.drawing), points, rigged.target)
        kept = kept_together(joins_of(scene.drawing, _apart(job)), points, held)
        armature = None
        if request.settings.get(SETTING) is True:
            rigged, armature = fit_armatures(job.rig, rigged, points, loop=request.loop, kept=kept)
        else:
            rigged = replace(rigged, target=kept)
        target = rigged.target
        motions, strengths = rigged_motions(rigged, job.rig, points, lengths, motions, strengths)
        pose = replace(pose_to_contract(rigged, job.rig), armature=armature)
        info = info | {"rig": rig_words(job.rig, scene.drawing.object_names)}
        if job.acted is not None:
            info = info | {"beats": json.dumps(job.acted.reading.to_json(), ensure_ascii=False)}
    animation = compose(
        scene.drawing,
        target,
        motions,
        strengths=strengths,
        timing=ClipTiming(request.fps, request.hold, request.loop),
        info=info,
    )
    return replace(animation, pose=pose)


def _apart(job: VectorJob) -> Sequence[int]:
    """Return the numbers of objects that may leave what they touch."""
    if job.acted is None:
        return range(job.scene.drawing.object_count)
    return leaving(job.scene.drawing.object_names, job.acted.reading.beats)


def _at_handles(scene: Scene, tokens: Singles, request: Request, cycles: int) -> Floats:
    """Return displacements [F, H, 2] of handles at clip length; tokens [K, T, 2], both working."""
    handles = scene.handle_displacements(tokens)
    return resample(handles, request.frames, loop=request.loop, cycles=cycles)


def _poses_at(
    job: VectorJob,
    motion: TokenMotion,
    request: Request,
    strengths: tuple[float, ...],
    cycles: int,
) -> tuple[Pose | None, ...]:
    """Return the poses of objects whose bones don't follow the tokens; () where all do."""
    if job.acted is not None or not motion.poses:
        return job.acted.poses if job.acted is not None else ()
    frames, loop = request.frames, request.loop
    found = [motion.poses.get(number) for number in range(len(strengths))]
    return tuple(
        None if pose is None else pose.at(frames, loop=loop, cycles=cycles, strength=strength)
        for pose, strength in zip(found, strengths, strict=True)
    )


def _with_offsets(
    rigged: RiggedMotion,
    rig: DrawingRig,
    motion: TokenMotion,
    offsets: Floats,
    strengths: tuple[float, ...],
) -> RiggedMotion:
    """Return the points with what bones don't carry; offsets [F, P, 2], canvas pixels."""
    target = rigged.target.copy()
    for number in motion.poses:
        found = rig.objects[number]
        if found is not None:
            target[:, found.points] += strengths[number] * offsets[:, found.points]
    return replace(rigged, target=target)


def object_motions(scene: Scene, handles: Floats) -> list[ObjectMotion | None]:
    """Fit the global motion of each of the drawing's objects; None where one never moves.

    handles [F, H, 2]: displacements, working units. The motions are in canvas pixels.
    """
    motions: list[ObjectMotion | None] = [None] * scene.drawing.object_count
    size = float(np.ptp(scene.rest, axis=0).max())
    for index, owner in enumerate(scene.active):
        own = scene.objects == index
        rest = scene.rest[own]
        motion = fit_object_motion(rest, rest + handles[:, own], scene.lengths[own], size=size)
        channels = motion.channels.copy()
        channels[:, :2] = scene.space.displacement_to_canvas(channels[:, :2])
        motions[owner] = ObjectMotion(scene.space.to_canvas(motion.pivot), channels)
    return motions


@lru_cache(maxsize=1)
def default_prior(model: str) -> MotionPrior:
    """Return the shipped trajectory prior; raise BadInput for any other name."""
    if model not in TRAJECTORY:
        raise BadInput("{model!r} is not a model of trajectories.", model=model)
    from engine.priors.trajectory.shipped import ShippedTrajectoryPrior

    prior: MotionPrior = ShippedTrajectoryPrior()
    return prior


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


def _report_understood(job: VectorJob, progress: Reporting) -> tuple[str, ...]:
    """Warn of captions in which no motion, or an unusual one, is read; return the motions read."""
    if job.acted is not None:
        report_reading(job.acted.reading, progress)
    acted = job.acted.poses if job.acted is not None else ()
    by_caption = {
        caption: understood
        for caption, understood, owner in zip(
            job.captions, job.understood, job.scene.active, strict=True
        )
        if not acted or acted[owner] is None
    }
    for caption, understood in by_caption.items():
        if not understood.known:
            progress.warn(
                Message(
                    "No motion I know is named in {caption!r}; the result is a guess.",
                    caption=caption,
                )
            )
        elif not understood.usual:
            progress.warn(
                Message(
                    "In {caption!r} I read {motion!r}, which I know from other kinds of drawings "
                    "only; the result is a guess.",
                    caption=caption,
                    motion=understood.motion,
                )
            )
    return tuple(understood.motion for understood in by_caption.values() if understood.motion)


def report_reading(reading: BeatReading, progress: Reporting) -> None:
    """Warn of verbs that another one stands in for, and of what lines can't do."""
    for beat in reading.beats:
        note = beat.note()
        if note is not None:
            progress.warn(note)
    if reading.not_understood and reading.beats:
        words = ", ".join(reading.not_understood)
        progress.warn(Message("Not understood: {words}", words=words))
    for refusal in reading.refusals:
        progress.warn(refusal.message())


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
