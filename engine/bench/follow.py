# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Motion from a video: puppets of all families drawn as clips in five looks, their motion known."""

from __future__ import annotations

import io
import json
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.rig_hints import PIECES
from engine.bench.measure import Numbers, summary
from engine.geometry.bezier import CONTROL_FROM_THIRDS, THIRDS_FROM_CONTROL
from engine.puppets import PuppetClip, generate
from engine.puppets.families import FAMILIES
from engine.render.frames import render_frames
from engine.rig.drawing_rig import DrawingRig, rig_drawing
from engine.rig.hints import RigHints
from engine.runtime.arrays import array_of, numpy_of
from engine.vector.keyframes.resample import resample
from engine.video_fit.clip import VideoClip
from engine.video_fit.follow import follow_clip

Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]
CANVAS, SIDE, FPS, PEN = 256.0, 360, 24.0, 3.0
FRAMES = 24
SEED = 23
#: How the clips look: the line itself, blurred, painted on a coloured ground with uneven light,
#: drawn anew in every frame, and compressed hard.
LOOKS = ("line", "soft", "painted", "drawn anew", "compressed")
COMPLEX = np.array([1.0, 1.0j])
ROUND = 0.03  # of its radius: how much a circle's points differ from it, at most
JITTER, BLUR, JPEG = 1.6, 1.6, 22


def bench_follow(clips: int, keep: Path | None = None) -> Numbers:
    """Follow `clips` puppets, family by family and look by look.

    keep: a file that gets a line for each clip as soon as it is done; what it holds already isn't
    done again, so a run that was stopped goes on. None keeps nothing.

    Values: mean distance of the strokes' points from where they were, in percent of the drawing.
    """
    done = _read(keep)
    for number in range(clips):
        if number not in done:
            done[number] = _followed(number)
            _write(keep, done[number])
    return _numbers([done[number] for number in range(clips)])


@dataclass(frozen=True)
class FollowedPuppet:
    """What came of a clip; error in long sides, None where the clip was refused."""

    number: int
    family: str
    motion: str
    look: str
    error: float | None
    seconds: float
    words: str = ""


def look_of(number: int) -> str:
    """Return how clip `number` looks; every family comes in every look."""
    return LOOKS[(number + number // len(FAMILIES)) % len(LOOKS)]


def _followed(number: int) -> FollowedPuppet:
    names = list(FAMILIES)
    family, look = names[number % len(names)], look_of(number)
    puppet = generate(SEED, number, [family])
    drawing = puppet_drawing(puppet)
    pictures = puppet_frames(puppet, drawing, look, np.random.default_rng(number))
    started = time.process_time()
    error: float | None = None
    words = ""
    try:
        error = follow_error(puppet, drawing, pictures)
    except BadInput as refused:
        words = str(refused)
    seconds = time.process_time() - started
    return FollowedPuppet(number, family, puppet.motion, look, error, seconds, words)


def _read(keep: Path | None) -> dict[int, FollowedPuppet]:
    """Return what a file holds; a line that was cut off counts as not there."""
    done: dict[int, FollowedPuppet] = {}
    for line in keep.read_text().splitlines() if keep is not None and keep.is_file() else ():
        with suppress(json.JSONDecodeError, TypeError):
            one = FollowedPuppet(**json.loads(line))
            done[one.number] = one
    return done


def _write(keep: Path | None, one: FollowedPuppet) -> None:
    if keep is None:
        return
    with keep.open("a") as file:
        file.write(json.dumps(asdict(one)) + "\n")


def _numbers(done: list[FollowedPuppet]) -> Numbers:
    """Return the figures of clips: by look, by family, and of each."""
    values: dict[str, float] = {}
    for name, kind in (("look", LOOKS), ("family", tuple(FAMILIES))):
        for one_kind in kind:
            kept = [one for one in done if getattr(one, name) == one_kind]
            errors = [one.error for one in kept if one.error is not None]
            if errors:
                values[f"{one_kind}, mean"] = 100 * float(np.mean(errors))
                values[f"{one_kind}, median"] = 100 * float(np.median(errors))
    notes = [
        f"{one.number} {one.family} {one.motion}, {one.look}: "
        + (f"refused, {one.words}" if one.error is None else f"{100 * one.error:.2f} %")
        for one in done
    ]
    seconds = summary([one.seconds for one in done])
    return {"seconds": {"a clip, of CPU": seconds}, "values": values, "notes": notes}


def follow_error(puppet: PuppetClip, drawing: Drawing, pictures: Bytes) -> float:
    """Return how far the strokes' points are from the truth, mean, in long sides.

    pictures: uint8 [F, h, w, 4], the frames of the clip.
    """
    height, width = pictures.shape[1:3]
    clip = VideoClip(pictures, FPS, (width, height))
    captions = list(puppet.captions)

    def pieces() -> DrawingRig:
        hints = {number: RigHints(plan=PIECES) for number in range(len(captions))}
        return rig_drawing(drawing, captions, hints=hints)

    times = np.arange(len(pictures)) / FPS
    rig = rig_drawing(drawing, captions)
    found = follow_clip(drawing, rig, clip, times, lambda *step: None, pieces=pieces)
    truth = _tokens(puppet)
    drawn = _in_thirds(puppet.strokes, found.target, THIRDS_FROM_CONTROL)
    drawn = _circles_turned(puppet, drawn, truth)
    size = float(np.ptp(puppet.points, axis=0).max())
    return float(np.linalg.norm(drawn - truth, axis=2).mean()) / size


def _circles_turned(puppet: PuppetClip, drawn: Floats, truth: Floats) -> Floats:
    """Return drawn points [F, H, 2] with circles turned to the truth: no clip shows their turn."""
    turned = drawn.copy()
    for stroke in np.unique(puppet.strokes):
        own = np.flatnonzero(puppet.strokes == stroke)
        arms = (puppet.points[own] - puppet.points[own].mean(axis=0)) @ COMPLEX
        if len(own) % 3 or np.abs(arms).std() > ROUND * np.abs(arms).mean():
            continue
        middle = drawn[:, own].mean(axis=1, keepdims=True)
        found = (drawn[:, own] - middle) @ COMPLEX
        wanted = (truth[:, own] - truth[:, own].mean(axis=1, keepdims=True)) @ COMPLEX
        way = (found.conj() * wanted).sum(axis=1, keepdims=True)
        found = found * way / np.maximum(np.abs(way), 1e-12)
        turned[:, own] = middle + np.stack([found.real, found.imag], axis=2)
    return turned


def puppet_drawing(puppet: PuppetClip) -> Drawing:
    """Return a puppet at rest as an artist's drawing of cubic strokes."""
    strokes = puppet.strokes
    offsets = np.flatnonzero(np.diff(strokes, prepend=-1, append=strokes[-1] + 1)).astype(np.int32)
    points = _in_thirds(strokes, puppet.points[None].astype(np.float64), CONTROL_FROM_THIRDS)[0]
    names = tuple(f"{number}" for number in range(len(puppet.captions)))
    return Drawing.build(
        points.astype(np.float32),
        offsets,
        canvas=(CANVAS, CANVAS),
        widths=np.full(len(points), PEN, np.float32),
        curve_types=np.ones(len(offsets) - 1, np.uint8),
        cyclic=np.diff(offsets) % 3 == 0,
        objects=puppet.objects[offsets[:-1]].astype(np.int32),
        object_names=names,
    )


def puppet_frames(
    puppet: PuppetClip, drawing: Drawing, look: str, rng: np.random.Generator
) -> Bytes:
    """Return the puppet's motion as frames uint8 [F, SIDE, SIDE, 4]."""
    tokens = _tokens(puppet)
    if look == "drawn anew":
        tokens = tokens + _jitter(puppet.strokes, len(tokens), rng)
    places = _in_thirds(puppet.strokes, tokens, CONTROL_FROM_THIRDS).astype(np.float32)
    ground = (1.0, 1.0, 1.0)
    if look == "painted":
        ground = (0.93, 0.9, 0.82)
        drawing = _painted(drawing, rng)
    frames = render_frames(drawing, places, size=(SIDE, SIDE), background=ground).copy()
    if look == "soft":
        blurred = ndimage.gaussian_filter(frames[..., :3].astype(np.float32), (0, BLUR, BLUR, 0))
        frames[..., :3] = blurred.round()
    elif look == "painted":
        light = np.linspace(0.88, 1.0, SIDE)[None, None, :, None]
        frames[..., :3] = (frames[..., :3] * light).round()
    elif look == "compressed":
        frames = np.stack([_compressed(frame) for frame in frames])
    return frames


def _tokens(puppet: PuppetClip) -> Floats:
    """Return where the puppet's points are in each frame [FRAMES, H, 2]."""
    moved = resample(puppet.trajectories.astype(np.float64), FRAMES, loop=puppet.loop)
    return np.asarray(puppet.points + moved)


def _jitter(strokes: NDArray[np.int64], frames: int, rng: np.random.Generator) -> Floats:
    """Return how an unsteady hand misses tokens [H], anew in each frame [F, H, 2]."""
    noise = rng.normal(size=(frames, len(strokes), 2))
    for own in np.split(np.arange(len(strokes)), np.flatnonzero(np.diff(strokes)) + 1):
        noise[:, own] = ndimage.gaussian_filter1d(noise[:, own], 2.0, axis=1)
    return np.asarray(JITTER * noise)


def _painted(drawing: Drawing, rng: np.random.Generator) -> Drawing:
    """Return the drawing in dark blue ink with its closed strokes painted."""
    count = drawing.stroke_count
    closed = numpy_of(drawing.cyclic).astype(bool)
    fills = np.zeros((count, 4), np.float32)
    fills[closed, :3] = rng.uniform(0.5, 0.95, (int(closed.sum()), 3))
    fills[closed, 3] = 1.0
    ink = np.tile(np.array([0.12, 0.1, 0.25, 1.0], np.float32), (count, 1))
    return replace(drawing, fills=array_of(fills), colors=array_of(ink))


def _compressed(frame: Bytes) -> Bytes:
    file = io.BytesIO()
    Image.fromarray(frame[..., :3]).save(file, "JPEG", quality=JPEG)
    return np.asarray(Image.open(file).convert("RGBA"))


def _in_thirds(strokes: NDArray[np.int64], points: Floats, table: Floats) -> Floats:
    """Return points [F, H, 2] whose inner ones are mixed of the four of their cubic by `table`."""
    mixed = points.copy()
    for own in np.split(np.arange(len(strokes)), np.flatnonzero(np.diff(strokes)) + 1):
        ring = np.append(own, own[0]) if len(own) % 3 == 0 else own
        for first in range(0, len(ring) - 3, 3):
            four = points[:, ring[first : first + 4]]
            for place in (0, 1):
                mixed[:, ring[first + 1 + place]] = np.einsum("k,fkc->fc", table[place], four)
    return mixed
