# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawings follow clips whose motion is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.followed_clip import SETTING, bring_clip
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.commands.cli import main
from engine.jobs.run import run_job
from engine.render.evaluate import animated_positions
from engine.render.frames import render_frames
from engine.rig.bones import Bones, Pose
from engine.rig.drawing_rig import DrawingRig, ObjectRig
from engine.runtime.arrays import numpy_of
from engine.video_fit.cast import islands
from engine.video_fit.clip import VideoClip
from engine.video_fit.follow import FollowedMotion, follow_clip
from engine.video_fit.job import length_words
from engine.video_fit.shots import cut_at

Floats = NDArray[np.float64]
FRAMES, FPS = 8, 24.0


def drawing_of(*lines: Floats) -> Drawing:
    offsets = np.concatenate([[0], np.cumsum([len(line) for line in lines])]).astype(np.int32)
    points = np.concatenate(lines).astype(np.float32)
    widths = np.full(len(points), 3.0, np.float32)
    return Drawing.build(points, offsets, canvas=(200, 200), widths=widths)


def flag_on_a_stick() -> Drawing:
    """Return a stick from the ground, and a triangle at its end."""
    stick = np.stack([np.full(30, 100.0), np.linspace(150, 80, 30)], axis=1)
    corners = np.array([[100, 80], [140, 60], [100, 40], [100, 80.0]])
    at = np.linspace(0, 3, 46)
    flag = np.stack([np.interp(at, range(4), corners[:, axis]) for axis in (0, 1)], axis=1)
    ground = np.stack([np.linspace(70, 130, 20), np.full(20, 150.0)], axis=1)
    return drawing_of(stick, flag, ground)


def rig_of(drawing: Drawing) -> DrawingRig:
    """Return bones: the ground, the stick that turns on it, and the triangle on the stick."""
    count = drawing.point_count
    strokes = np.repeat([1, 2, 0], [30, 46, 20])
    joints = np.array([[100.0, 150.0], [100.0, 150.0], [100.0, 80.0]])
    bones = Bones(
        "",
        ("ground", "stick", "flag"),
        np.array([-1, 0, 1]),
        joints,
        np.ones(3),
        strokes[:, None],
        np.ones((count, 1)),
        strokes,
    )
    return DrawingRig(
        (ObjectRig(np.arange(count), np.repeat([0, 1, 2], [30, 46, 20]), bones),), count
    )


def clip_of(drawing: Drawing, positions: Floats) -> VideoClip:
    """Return a clip 300 x 240 pixels large, in another place and at another scale."""
    moved = (positions * 1.1 + [20.0, 5.0]).astype(np.float32)
    whole = Drawing.build(
        moved[0], drawing.stroke_offsets, canvas=(300, 240), widths=drawing.widths
    )
    pictures = render_frames(whole, moved, background=(0.95, 0.94, 0.9))
    return VideoClip(pictures, FPS, (300, 240))


def followed(drawing: Drawing, rig: DrawingRig, clip: VideoClip) -> FollowedMotion:
    times = np.arange(FRAMES) / FPS
    return follow_clip(drawing, rig, clip, times, lambda phase, step, steps: None)


def test_bones_turn_as_they_do_in_the_clip() -> None:
    drawing = flag_on_a_stick()
    rig = rig_of(drawing)
    rest = numpy_of(drawing.positions).astype(np.float64)
    turns = np.zeros((FRAMES, 3))
    turns[:, 1] = 0.5 * np.sin(np.linspace(0, np.pi, FRAMES))
    turns[:, 2] = turns[:, 1] - np.linspace(0, 0.8, FRAMES)
    own = rig.objects[0]
    assert own is not None
    truth = own.deformer(rest)(Pose(np.zeros((FRAMES, 2)), turns))
    found = followed(drawing, rig, clip_of(drawing, truth))
    off = np.linalg.norm(found.target - truth, axis=2) / np.ptp(rest, axis=0).max()
    assert float(off.mean()) < 0.007
    assert float(off.max()) < 0.05
    np.testing.assert_array_equal(found.target[0], rest)
    pose = found.poses[0]
    assert pose is not None
    np.testing.assert_allclose(pose.turns - pose.turns[:, :1], turns - turns[:, :1], atol=0.08)
    assert not found.warnings


def test_an_elbow_drawn_as_one_corner_stays_bent() -> None:
    body = np.array([[100.0, 150.0], [100.0, 40.0]])
    arm = np.array([[100.0, 60.0], [125.0, 90.0], [132.0, 125.0]])
    ring = np.linspace(0, 2 * np.pi, 25)
    head = 12.0 * np.stack([np.cos(ring), np.sin(ring)], axis=1) + [100.0, 28.0]
    drawing = drawing_of(body, arm, head)
    rest = numpy_of(drawing.positions).astype(np.float64)
    parts = np.array([0, 0, 1, 2, 2, *[0] * len(head)])
    bones = Bones(
        "",
        ("body", "upper arm", "forearm"),
        np.array([-1, 0, 1]),
        np.stack([body[0], arm[0], arm[1]]),
        np.ones(3),
        parts[:, None],
        np.ones((len(parts), 1)),
        parts,
    )
    own = ObjectRig(np.arange(len(parts)), np.repeat([0, 1, 2], [2, 3, 25]), bones)
    turns = np.zeros((FRAMES, 3))
    turns[:, 1] = np.linspace(0.0, -1.2, FRAMES)
    turns[:, 2] = np.linspace(0.0, -2.6, FRAMES)
    truth = own.deformer(rest)(Pose(np.zeros((FRAMES, 2)), turns))
    found = followed(drawing, DrawingRig((own,), len(parts)), clip_of(drawing, truth))
    off = np.linalg.norm(found.target - truth, axis=2)[:, 2:5] / np.ptp(rest, axis=0).max()
    assert float(off.mean()) < 0.006, off.mean(axis=1)


def test_without_bones_islands_move_each_by_itself() -> None:
    angle = np.linspace(0, 2 * np.pi, 40)
    square = np.array([[0, 0], [30, 0], [30, 30], [0, 30], [0, 0.0]])
    at = np.linspace(0, 4, 60)
    box = np.stack([np.interp(at, range(5), square[:, axis]) for axis in (0, 1)], axis=1)
    ring = 15.0 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    drawing = drawing_of(box + np.array([20, 80]), ring + np.array([150, 100]))
    rest = numpy_of(drawing.positions).astype(np.float64)
    way = np.linspace(0, 1, FRAMES)[:, None, None]
    truth = np.concatenate(
        [rest[:60] + way * [25.0, -20.0], rest[60:] + way * [-30.0, 30.0]], axis=1
    )
    rig = DrawingRig((None,), drawing.point_count)
    found = followed(drawing, rig, clip_of(drawing, truth))
    middles = [found.target[-1, own].mean(axis=0) for own in (slice(0, 60), slice(60, 100))]
    wanted = [truth[-1, own].mean(axis=0) for own in (slice(0, 60), slice(60, 100))]
    np.testing.assert_allclose(middles, wanted, atol=1.0)
    assert found.poses == (None,)


def test_strokes_inside_or_beside_one_another_are_one_island() -> None:
    face = np.array([[0, 0], [1, 0], [1, 1], [0, 1.0]])
    eye, far = face * 0.1 + 0.4, face + np.array([3.0, 0.0])
    points = np.concatenate([face, eye, far])
    found = islands(points, np.repeat([4, 7, 9], 4))
    assert [sorted(island.tolist()) for island in found] == [list(range(8)), list(range(8, 12))]


def test_a_clip_of_something_else_is_refused() -> None:
    drawing = flag_on_a_stick()
    angle = np.linspace(0, 12 * np.pi, 300)
    spiral = np.stack(
        [100 + 6 * angle**0.7 * np.cos(angle), 100 + 6 * angle**0.7 * np.sin(angle)], 1
    )
    other = drawing_of(spiral)
    frames = np.repeat(numpy_of(other.positions)[None].astype(np.float64), 3, axis=0)
    with pytest.raises(BadInput, match="something else"):
        followed(drawing, rig_of(drawing), clip_of(other, frames))
    blank = VideoClip(np.full((3, 60, 60, 4), 255, np.uint8), FPS, (60, 60))
    with pytest.raises(BadInput, match="Nothing is drawn"):
        followed(drawing, rig_of(drawing), blank)


def test_where_the_clip_cuts_away_the_motion_stops() -> None:
    drawing = flag_on_a_stick()
    rest = numpy_of(drawing.positions).astype(np.float64)
    truth = rest + np.linspace(0, 20, FRAMES)[:, None, None] * [1.0, 0.0]
    clip = clip_of(drawing, truth)
    clip.frames[5:] = 255
    found = followed(drawing, rig_of(drawing), clip)
    assert [words.template for words in found.warnings][:1] == [
        "From frame {frame} on the clip doesn't show the whole drawing; the motion stops there."
    ]
    moved = found.target.mean(axis=1)[:, 0] - rest[:, 0].mean()
    assert moved[4] == pytest.approx(4 * 20 / 7, abs=1.0)
    assert moved[-1] == pytest.approx(moved[4], abs=1.0)


def test_where_the_clip_cuts_to_another_picture_the_motion_stops() -> None:
    drawing = flag_on_a_stick()
    rest = numpy_of(drawing.positions).astype(np.float64)
    truth = np.repeat(rest[None], FRAMES, axis=0)
    clip = clip_of(drawing, truth)
    around = np.linspace(0, 10 * np.pi, 300)
    spiral = np.stack([np.cos(around), np.sin(around)], axis=1) * around[:, None] * 1.5 + 110
    other = drawing_of(spiral)
    clip.frames[4:] = clip_of(other, numpy_of(other.positions)[None].astype(np.float64)).frames
    found = followed(drawing, rig_of(drawing), clip)
    assert [(words.template, dict(words.arguments)) for words in found.warnings][:1] == [
        (
            "At frame {frame} the clip cuts to another picture; the motion stops there.",
            {"frame": 5},
        )
    ]
    assert float(np.abs(found.target - truth).max()) < 3.0


def test_what_moves_fast_is_no_cut() -> None:
    fast = np.array([0.4, 0.41, 0.93, 0.77, 0.35, 0.24, 0.3, 0.33, 0.45])
    assert not cut_at(fast).any()
    assert np.flatnonzero(cut_at(np.array([0.9, 0.8, 0.24, 0.9, 0.8]))).tolist() == [2]
    assert np.flatnonzero(cut_at(np.array([0.4, 0.3, 0.05, 0.25, 0.3]))).tolist() == [2]


def test_a_subject_that_leaves_is_said() -> None:
    drawing = flag_on_a_stick()
    rest = numpy_of(drawing.positions).astype(np.float64)
    truth = rest + np.linspace(0, 190, FRAMES)[:, None, None] * [1.0, 0.0]
    found = followed(drawing, rig_of(drawing), clip_of(drawing, truth))
    (words,) = [words for words in found.warnings if "whole drawing" in words.template]
    assert 4 <= int(str(words.arguments["frame"])) <= FRAMES


def test_a_camera_that_comes_nearer_is_said() -> None:
    drawing = flag_on_a_stick()
    rest = numpy_of(drawing.positions).astype(np.float64)
    middle = rest.mean(axis=0)
    size = np.linspace(1.0, 1.25, FRAMES)[:, None, None]
    found = followed(drawing, rig_of(drawing), clip_of(drawing, middle + size * (rest - middle)))
    assert "The whole picture moves as one, as when a camera moves; so does the drawing." in [
        words.template for words in found.warnings
    ]


def write_gif(clip: VideoClip, file: Path) -> None:
    first, *more = [Image.fromarray(frame).convert("RGB") for frame in clip.frames]
    first.save(file, save_all=True, append_images=more, duration=40)


def test_a_job_follows_the_clip_in_its_folder(tmp_path: Path) -> None:
    drawing = flag_on_a_stick()
    rest = numpy_of(drawing.positions).astype(np.float64)
    truth = rest + np.linspace(0, 30, FRAMES)[:, None, None] * [1.0, 0.0]
    write_gif(clip_of(drawing, truth), tmp_path / "moving.gif")
    request = Request(prompt="", frames=FRAMES, fps=(25, 1), settings={SETTING: True})
    job = JobFolder.create(tmp_path / "job", request, drawing)
    with pytest.raises(BadInput, match="missing"):
        run_job(job.path)
    bring_clip(tmp_path / "moving.gif", job.path)
    run_job(job.path)
    animation = Animation.read(job.animation_path)
    moved = animated_positions(drawing, animation)
    assert float(np.abs(moved - truth).max()) < 3.0
    assert animation.info["model"] == "clip"


@pytest.mark.parametrize(
    ("seconds", "words"), [(1.0, ""), (1.1, ""), (2.0, "lasts 2.0 s"), (0.5, "ends after 12")]
)
def test_a_clip_of_another_length_is_said(seconds: float, words: str) -> None:
    said = length_words(seconds, Request(prompt="", frames=24, fps=(24, 1)))
    assert bool(said) == bool(words)
    assert all(words in str(one) for one in said)


def test_the_command_makes_pictures_to_compare(tmp_path: Path) -> None:
    drawing = flag_on_a_stick()
    rest = numpy_of(drawing.positions).astype(np.float64)
    truth = rest + np.linspace(0, 10, 4)[:, None, None] * [1.0, 0.0]
    write_gif(clip_of(drawing, truth), tmp_path / "moving.gif")
    drawing.write(tmp_path / "flag.safetensors")
    out = tmp_path / "out"
    arguments = ["follow", str(tmp_path / "flag.safetensors"), "--fps", "25", "--out", str(out)]
    assert main([*arguments, "--video", str(tmp_path / "moving.gif")]) == 0
    assert Animation.read(out / "animation.safetensors").frame_count == 4
    assert Image.open(out / "clip_and_drawing.png").size == (1280, 320)
