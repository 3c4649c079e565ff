# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clip as a video model may send it: a drawing moves, drawn anew in each frame, its motion known.

    python -m tests.model_clip make DRAWING CLIP.gif --prompt "the person waves" --truth DIR
    python -m tests.model_clip compare JOB --truth DIR --sheet SHEET.png

The drawing is placed as in *Export Drawing for a Video Model*, smaller and at another frame rate.
`compare` says how far a job that followed the clip is from the motion that was drawn, in percent of
the drawing: the mean, and that of the worst stroke.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.commands.animate import animate_drawing
from engine.geometry.load import load_drawing
from engine.render.evaluate import animated_positions
from engine.render.frames import render_frames
from engine.render.model_frame import SIZES, ModelSize, drawing_on, placed_on
from engine.runtime.arrays import numpy_of
from engine.video_fit.clip import VideoClip, read_clip
from engine.video_fit.job import overlay_sheet

FRAME_MS = 80  # GIFs count in hundredths of a second
FRAMES = 20
SHRUNK = 0.65  # of the size that the model was sent
UNSTEADY = 0.8  # pixels: a model draws every frame anew
CLIP, TRUTH = "clip.gif", "truth.npy"
Floats = NDArray[np.float64]


def make(drawing: Drawing, prompt: str, size: ModelSize, clip: Path, truth: Path) -> None:
    """Write a clip of the drawing that does what a sentence says, and where its points are.

    truth: a new folder for the drawing, the clip and the points [F, P, 2] in the drawing's pixels.
    """
    request = Request(prompt=prompt, frames=FRAMES, fps=(1000, FRAME_MS), quality="draft")
    animate_drawing(drawing, request, truth)
    animation = Animation.read(JobFolder(truth).animation_path)
    positions = animated_positions(drawing, animation, list(range(FRAMES)))
    np.save(truth / TRUTH, positions)
    size = size.turned_for(drawing)
    scale, shift = placed_on(drawing, size)
    unsteady = _unsteady(drawing, np.random.default_rng(5))
    shown = (positions * scale + shift + unsteady).astype(np.float32)
    small = round(SHRUNK * size.width), round(SHRUNK * size.height)
    frames = render_frames(drawing_on(drawing, size), shown, size=small, background=(1, 1, 1))
    pictures = [Image.fromarray(frame).convert("RGB") for frame in frames]
    save_gif(pictures, clip, FRAME_MS)
    save_gif(pictures, truth / CLIP, FRAME_MS)


def save_gif(pictures: list[Image.Image], path: Path, frame_ms: int) -> None:
    """Write pictures as a GIF whose frames last so long."""
    first, *others = pictures
    first.save(path, save_all=True, append_images=others, duration=frame_ms, loop=0)


def _unsteady(drawing: Drawing, rng: np.random.Generator) -> Floats:
    """Return how a hand misses the drawing's points, anew in each frame [FRAMES, P, 2]."""
    offsets = numpy_of(drawing.stroke_offsets)
    noise = rng.normal(size=(FRAMES, int(offsets[-1]), 2))
    for own in np.split(np.arange(noise.shape[1]), offsets[1:-1]):
        softness = max(1.0, len(own) / 6)
        soft = ndimage.gaussian_filter1d(noise[:, own], softness, axis=1)
        noise[:, own] = soft * UNSTEADY * np.sqrt(2 * softness)
    return noise


def compare(job: Path, truth: Path, sheet: Path) -> tuple[float, float]:
    """Return how far strokes are from the motion that was drawn, mean and of the worst stroke.

    In long sides.

    sheet: gets the clip above what the drawing does.
    """
    folder = JobFolder(job)
    drawing = load_drawing(folder.drawing_path)
    animation = Animation.read(folder.animation_path)
    clip = read_clip(truth / CLIP)
    overlay_sheet(drawing, animation, clip).save(sheet)
    fps = animation.fps[0] / animation.fps[1]
    found = animated_positions(drawing, animation, list(range(animation.frame_count)))
    wanted = _lasting(np.load(truth / TRUTH), clip, np.arange(len(found)) / fps)
    off = np.linalg.norm(found - wanted, axis=2).mean(axis=0) / np.ptp(found[0], axis=0).max()
    strokes = np.split(off, numpy_of(drawing.stroke_offsets)[1:-1])
    return float(off.mean()), float(max(one.mean() for one in strokes))


def _lasting(positions: Floats, clip: VideoClip, times: Floats) -> Floats:
    """Return the positions [F, P, 2] of the clip's frames that are shown at these times."""
    return np.asarray(positions[clip.at_times(times)])


def main() -> int:
    """Make a clip, or compare what followed it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make")
    making.add_argument("drawing", type=Path)
    making.add_argument("clip", type=Path)
    making.add_argument("--prompt", required=True)
    making.add_argument("--size", choices=SIZES, default="wan")
    comparing = commands.add_parser("compare")
    comparing.add_argument("job", type=Path)
    comparing.add_argument("--sheet", type=Path, required=True)
    for command in (making, comparing):
        command.add_argument("--truth", type=Path, required=True)
    asked = parser.parse_args()
    if asked.command == "compare":
        mean, worst = compare(asked.job, asked.truth, asked.sheet)
        print(f"{100 * mean:.2f} {100 * worst:.2f}")
        return 0
    drawing = load_drawing(asked.drawing)
    make(drawing, asked.prompt, SIZES[asked.size], asked.clip, asked.truth)
    return 0


if __name__ == "__main__":
    sys.exit(main())
