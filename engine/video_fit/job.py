# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job whose drawing follows a clip: the same result as the vector path's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.followed_clip import clip_in
from addon.contract.messages import Message
from addon.contract.request import Request
from addon.contract.rig_hints import PIECES
from engine.rig.drawing_rig import DrawingRig, hints_of, rig_drawing
from engine.rig.hints import NO_HINTS, RigHints
from engine.runtime.arrays import numpy_of
from engine.runtime.reporting import Reporting
from engine.vector.armature.posed import SETTING as ARMATURE
from engine.vector.armature.posed import fit_armatures
from engine.vector.keyframes.compose import ClipTiming, compose
from engine.vector.keyframes.object_motion import ObjectMotion, fit_object_motion
from engine.vector.rigged_motion import (
    RiggedMotion,
    line_lengths,
    pose_to_contract,
    rig_words,
)
from engine.vector.scene.captions import object_captions
from engine.vector.scene.object_requests import ObjectRequests
from engine.vector.scene.scene import check_drawing
from engine.video_fit.clip import VideoClip, read_clip
from engine.video_fit.follow import follow_clip

Floats = NDArray[np.float64]
LONGER = 1.15  # than what is asked for: a clip that much longer is said to be cut short
RESIDUAL = "off the clip"  # in the info of an animation: percent of the drawing, frame by frame


class FollowedClip:
    """Makes the animation of a job's drawing that follows the clip in its folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, drawing: Drawing, request: Request, progress: Reporting) -> Animation:
        """Return the animation.

        Raises BadInput for a clip that can't be read or shows something else.
        """
        clip = read_clip(clip_in(self._folder))
        return animate_as(drawing, request, clip, progress)


def animate_as(
    drawing: Drawing, request: Request, clip: VideoClip, progress: Reporting
) -> Animation:
    """Return the animation of a drawing that does what a clip shows.

    Frame n shows what the clip shows n / fps seconds after its beginning; after its end the drawing
    stays. Locked strokes and the background stay where they are. Raises BadInput.
    """
    objects = ObjectRequests.of(drawing, request)
    check_drawing(drawing, objects.locked)
    captions = object_captions(request.prompt, drawing.object_names, objects.prompts)
    still = [n for n, strength in enumerate(objects.strengths) if strength == 0.0]
    hints = hints_of(request.settings, drawing.object_names)
    rig = rig_drawing(drawing, captions, hints=hints, skip=still)

    def pieces() -> DrawingRig:
        by_number = {
            n: hints.get(n, NO_HINTS) or RigHints(plan=PIECES) for n in range(drawing.object_count)
        }
        return rig_drawing(drawing, captions, hints=by_number, skip=still)

    fps = request.fps[0] / request.fps[1]
    times = np.arange(request.frames) / fps
    followed = follow_clip(
        drawing,
        rig,
        clip,
        times,
        lambda phase, step, steps: progress.step(phase, step, steps),
        pieces=pieces,
    )
    for words in (*length_words(clip.seconds, request), *followed.warnings):
        progress.warn(words)
    info = {
        "model": "clip",
        "prompt": request.prompt,
        "seed": str(request.seed),
        "quality": request.quality,
        "rig": rig_words(followed.rig, drawing.object_names),
        RESIDUAL: " ".join(f"{100 * value:.2f}" for value in followed.residual),
    }
    rigged = RiggedMotion(followed.target, followed.poses)
    return _composed(drawing, request, rigged, followed.rig, objects.strengths, info)


def length_words(seconds: float, request: Request) -> tuple[Message, ...]:
    """Return what to say where a clip of so many seconds lasts longer or shorter than asked for."""
    fps = request.fps[0] / request.fps[1]
    frames = round(seconds * fps)
    if frames > LONGER * request.frames:
        return (
            Message(
                "The clip lasts {seconds} s, that is {frames} frames; only the first {asked} of "
                "them are shown. Frames says how many.",
                seconds=f"{seconds:.1f}",
                frames=frames,
                asked=request.frames,
            ),
        )
    if LONGER * frames < request.frames:
        return (
            Message(
                "The clip ends after {frames} frames; from there on the drawing stays as it is.",
                frames=frames,
            ),
        )
    return ()


def _composed(
    drawing: Drawing,
    request: Request,
    rigged: RiggedMotion,
    rig: DrawingRig,
    strengths: tuple[float, ...],
    info: dict[str, str],
) -> Animation:
    """Return the animation of a motion, with the poses of bones where there are any."""
    rest = numpy_of(drawing.positions).astype(np.float64)
    armature = None
    if request.settings.get(ARMATURE) is True:
        rigged, armature = fit_armatures(rig, rigged, rest, loop=request.loop)
    animation = compose(
        drawing,
        rigged.target,
        _object_motions(drawing, rest, rigged.target),
        strengths=tuple(float(strength > 0.0) for strength in strengths),
        timing=ClipTiming(request.fps, request.hold, request.loop),
        info=info,
    )
    if all(pose is None for pose in rigged.poses):
        return animation
    pose = replace(pose_to_contract(rigged, rig), armature=armature)
    return replace(animation, pose=pose)


def _object_motions(drawing: Drawing, rest: Floats, target: Floats) -> list[ObjectMotion | None]:
    """Return the global motion of each object."""
    strokes = np.repeat(np.arange(drawing.stroke_count), np.diff(numpy_of(drawing.stroke_offsets)))
    owner = numpy_of(drawing.objects).astype(np.int64)[strokes]
    lengths = line_lengths(drawing)
    size = float(np.ptp(rest, axis=0).max())
    motions: list[ObjectMotion | None] = []
    for number in range(drawing.object_count):
        own = np.flatnonzero(owner == number)
        if not len(own):
            motions.append(None)
            continue
        motions.append(fit_object_motion(rest[own], target[:, own], lengths[own], size=size))
    return motions


def overlay_sheet(
    drawing: Drawing, animation: Animation, clip: VideoClip, *, columns: int = 8, side: int = 160
) -> Image.Image:
    """Return a picture of some frames: the clip above, what the drawing does below."""
    from engine.render.evaluate import animated_positions
    from engine.render.frames import render_frames

    numbers = np.linspace(0, animation.frame_count - 1, columns).round().astype(int)
    fps = animation.fps[0] / animation.fps[1]
    shown = clip.frames[clip.at_times(numbers / fps)]
    positions = animated_positions(drawing, animation, [int(n) for n in numbers])
    drawn = render_frames(drawing, positions, size=(side, side), background=(1.0, 1.0, 1.0))
    sheet = Image.new("RGB", (columns * side, 2 * side), "white")
    for column in range(columns):
        above = Image.fromarray(shown[column]).convert("RGBA")
        above.thumbnail((side, side))
        left = column * side + (side - above.width) // 2
        sheet.paste(above.convert("RGB"), (left, (side - above.height) // 2))
        sheet.paste(Image.fromarray(drawn[column]).convert("RGB"), (column * side, side))
    return sheet
