# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder of drawings with captions: each is animated, measured and judged."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, SketchMotionError
from addon.contract.request import Request
from engine.geometry.load import PICTURE_SUFFIXES, VECTOR_SUFFIXES, load_drawing
from engine.geometry.objects import ObjectChoice, read_objects
from engine.geometry.working_space import SIZE, WorkingSpace
from engine.metrics.bodies import BodyMeasures, measure_bodies
from engine.metrics.geometry import Measures, measure_places
from engine.metrics.motion_classifier import Judge, Verdict
from engine.metrics.places import Places, follow
from engine.priors.trajectory.motion_reader import FRAMES
from engine.render.evaluate import animated_positions
from engine.render.frames import render_frames
from engine.vector.keyframes.resample import resample
from engine.vector.scene.captions import object_captions

Animate = Callable[[Drawing, Request], Animation]

PICTURE_SIDE = 200  # pixels of a picture in a contact sheet
SHOWN = 8  # pictures of an animation


@dataclass(frozen=True)
class SuiteTask:
    """A drawing of a suite with its caption.

    Attributes:
        objects: how its strokes are grouped.
    """

    name: str
    path: Path
    caption: str
    objects: ObjectChoice


@dataclass(frozen=True, eq=False)
class SuiteResult:
    """The measures of one animation.

    Attributes:
        seconds: that it took.
        strokes: number in the drawing.
        verdicts: on the motion of each object, by its name; empty without a judge.
        frames: some of its pictures, uint8 [n,h,w,4], for a contact sheet.
        error: why it could not be made; the other results are empty then.
        bodies: how what has bones moves; None where it could not be made.
    """

    task: SuiteTask
    quality: str
    seconds: float
    strokes: int
    measures: Measures | None
    verdicts: Mapping[str, Verdict]
    frames: NDArray[np.uint8] | None
    error: str = ""
    bodies: BodyMeasures | None = None

    def to_json(self) -> dict[str, object]:
        """Return everything but the pictures."""
        return {
            "drawing": self.task.name,
            "quality": self.quality,
            "caption": self.task.caption,
            "strokes": self.strokes,
            "seconds": round(self.seconds, 2),
            "measures": self.measures.to_json() if self.measures else None,
            "bodies": self.bodies.to_json() if self.bodies else None,
            "verbs": {
                name: {
                    "expected": verdict.expected,
                    "recognised": verdict.recognised,
                    "probability": round(verdict.probability, 3),
                    "seen": {motion: round(share, 3) for motion, share in verdict.named},
                }
                for name, verdict in self.verdicts.items()
            },
            "error": self.error,
        }


def read_suite(folder: Path) -> list[SuiteTask]:
    """Read the drawings of a folder: those named in captions.json, or those with a NAME.json.

    captions.json maps names (with or without a suffix) to captions. NAME.json holds "caption" and,
    for a drawing of several objects, "objects". Raises BadInput.
    """
    listing = folder / "captions.json"
    if listing.is_file():
        captions = _json(listing)
        listed = [(name, _drawing_of(folder, name), str(text)) for name, text in captions.items()]
    else:
        listed = [
            (path.stem, _drawing_of(folder, path.stem), str(_json(path).get("caption", "")))
            for path in sorted(folder.glob("*.json"))
        ]
    if not listed:
        raise BadInput(
            "There are no drawings with captions in {folder}.",
            folder=folder,
            hint='Put a captions.json there: {"fish": "The fish swims."} for fish.svg.',
        )
    tasks = []
    for name, path, caption in sorted(listed):
        labels = folder / f"{Path(name).stem}.json"
        grouped = labels.is_file() and "objects" in _json(labels)
        objects: ObjectChoice = read_objects(labels) if grouped else "auto"
        tasks.append(SuiteTask(Path(name).stem, path, caption, objects))
    return tasks


def _json(path: Path) -> dict[str, object]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise BadInput("{file} can't be read as JSON.", file=path.name, hint=str(error)) from error
    if not isinstance(content, dict):
        raise BadInput(
            "{file} must be one JSON object.", file=path.name, hint='{"fish": "The fish swims."}'
        )
    return content


def _drawing_of(folder: Path, name: str) -> Path:
    if (folder / name).is_file():
        return folder / name
    for suffix in VECTOR_SUFFIXES + PICTURE_SUFFIXES:
        path = folder / f"{name}{suffix}"
        if path.is_file():
            return path
    raise BadInput(
        "{folder} has no drawing called {name}.",
        folder=folder,
        name=name,
        hint="Check captions.json.",
    )


def run_suite(
    tasks: list[SuiteTask],
    qualities: tuple[str, ...],
    animate: Animate,
    judge: Judge | None,
    seed: int,
    *,
    loop: bool = False,
) -> Iterator[SuiteResult]:
    """Yield the result of each drawing in each quality; a failure is a result with an error."""
    for task in tasks:
        for quality in qualities:
            started = time.monotonic()
            try:
                drawing = load_drawing(task.path, objects=task.objects)
                request = Request(
                    prompt=task.caption,
                    quality=quality,  # type: ignore[arg-type]
                    seed=seed,
                    loop=loop,
                )
                animation = animate(drawing, request)
                seconds = time.monotonic() - started
                yield judged(task, quality, drawing, animation, seconds, judge)
            except SketchMotionError as error:
                seconds = time.monotonic() - started
                yield SuiteResult(task, quality, seconds, 0, None, {}, None, error.message)


def judged(
    task: SuiteTask,
    quality: str,
    drawing: Drawing,
    animation: Animation,
    seconds: float,
    judge: Judge | None,
) -> SuiteResult:
    """Return the measures, verdicts and pictures of one animation."""
    coarse = follow(drawing, animation, 3)
    measures = measure_places(coarse, follow(drawing, animation, 12), loop=animation.loop)
    verdicts: dict[str, Verdict] = {}
    if judge is not None:
        names = drawing.object_names
        captions = object_captions(task.caption, names, [""] * len(names))
        for number, (name, caption) in enumerate(zip(names, captions, strict=True)):
            own = coarse.of_object(number)
            if len(own.rest):
                verdicts[name] = verdict_of(own, animation.loop, caption, judge)
    frames = pictures(drawing, animation)
    return SuiteResult(
        task,
        quality,
        seconds,
        drawing.stroke_count,
        measures,
        verdicts,
        frames,
        bodies=measure_bodies(drawing, animation),
    )


def pictures(drawing: Drawing, animation: Animation) -> NDArray[np.uint8]:
    """Return SHOWN frames of an animation, uint8 [n,h,w,4].

    The drawing at rest is in the middle and takes 60 % of the picture's side.
    """
    space = WorkingSpace.of(drawing)
    shown = np.linspace(0, animation.frame_count - 1, SHOWN).round().astype(int).tolist()
    moved = animated_positions(drawing, animation, shown)
    corner = np.asarray(space.to_canvas(np.zeros(2)))
    side = SIZE / space.scale
    window = replace(drawing, canvas=(side, side))
    return render_frames(window, (moved - corner).astype(np.float32), size=(PICTURE_SIDE,) * 2)


def verdict_of(places: Places, loop: bool, caption: str, judge: Judge) -> Verdict:
    """Return the judge's verdict on the motion of one object's places."""
    trajectories = resample(places.moved - places.moved[:1], FRAMES, loop=loop)
    return judge.judge(places.rest, trajectories, caption)
