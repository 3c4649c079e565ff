# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Lottie file shows what the frames show, by few keys."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from addon.contract.drawing import Drawing
from engine.render.clip import ClipRun, DrawnClip, clip_of_drawings
from engine.render.export import on_white
from engine.render.lottie import write_lottie
from engine.render.lottie_keys import kept_frames
from engine.render.stiff_motion import stiff_motion

FRAMES = 24


def scene(side: float = 200.0) -> DrawnClip:
    """A wheel that rolls, a filled ring with a hole that hops, a wavy line that waves, a ground."""
    turn = np.linspace(0, 2 * np.pi, 25)
    wheel = np.stack([60 + 20 * np.cos(turn), 150 + 20 * np.sin(turn)], 1)
    spoke = np.array([[60, 150], [60, 132], [60, 150], [75, 150]], float)
    ring = np.array([[120, 40], [140, 20], [160, 20], [180, 40], [160, 70], [140, 70]], float)
    hole = np.array([[145, 35], [155, 35], [150, 50]], float)
    wave = np.stack([np.linspace(20, 110, 16), np.full(16, 60)], 1)
    ground = np.array([[5, 172], [195, 172]], float)
    strokes = [wheel, spoke, ring, hole, wave, ground]
    points = np.concatenate(strokes)
    clear, orange = (0, 0, 0, 0), (1, 0.6, 0.2, 1)
    factor = side / 200
    drawing = Drawing.build(
        (points * factor).astype(np.float32),
        np.cumsum([0, *map(len, strokes)]).astype(np.int32),
        canvas=(side, side),
        widths=np.full(len(points), 3 * factor, np.float32),
        curve_types=np.array([0, 0, 1, 0, 0, 0], np.uint8),
        cyclic=np.array([0, 0, 1, 1, 0, 0], np.uint8),
        fills=np.array([clear, clear, orange, orange, clear, clear], np.float32),
        colors=np.array([(0, 0, 0, 1)] * 4 + [(0, 0, 1, 0.5), (0, 0, 0, 1)], np.float32),
        paths=np.array([0, 1, 2, 2, 3, 4], np.int32),
    )
    time = np.linspace(0, 1, FRAMES)
    positions = np.repeat(points[None], FRAMES, 0)
    angle = 4 * time
    c, s = np.cos(angle), np.sin(angle)
    turned = np.stack([np.stack([c, -s], -1), np.stack([s, c], -1)], -2)
    rolling = positions[:, :29] - np.array([60, 150])
    positions[:, :29] = np.einsum("fxy,fpy->fpx", turned, rolling) + np.array([60, 150])
    positions[:, :29, 0] += 20 * angle[:, None]
    positions[:, 29:38, 1] += 15 * np.sin(6 * time)[:, None]
    positions[:, 38:54, 1] += 8 * np.sin(6 * time[:, None] + points[38:54, 0] / 15)
    run = ClipRun(drawing, (positions * factor).astype(np.float32))
    return DrawnClip((run,), drawing.canvas, (24, 1))


def written(clip: DrawnClip, path: Path) -> dict[str, Any]:
    write_lottie(clip, path)
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def at(value: dict[str, Any], frame: float) -> Any:
    """A property's numbers at a frame, between keys on straight lines."""
    if not value["a"]:
        return value["k"]
    keys = value["k"]
    before = max((k for k in keys if k["t"] <= frame), key=lambda k: k["t"], default=keys[0])
    after = min((k for k in keys if k["t"] > frame), key=lambda k: k["t"], default=before)
    if "h" in before or after is before:
        return before["s"][0] if isinstance(before["s"][0], dict) else before["s"]
    share = (frame - before["t"]) / (after["t"] - before["t"])
    first, last = before["s"], after["s"]
    if isinstance(first[0], dict):
        pairs = (np.array(first[0]["v"]), np.array(last[0]["v"]))
        return {"v": (pairs[0] + share * (pairs[1] - pairs[0])).tolist()}
    return [a + share * (b - a) for a, b in zip(first, last, strict=True)]


def vertices(file: dict[str, Any], layer: dict[str, Any], frame: float) -> NDArray[np.float64]:
    """Where all vertices of a layer are on the canvas."""
    moved = layer["ks"]
    turn = np.radians(np.ravel(at(moved["r"], frame))[0])
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    place, centre = np.array(at(moved["p"], frame)[:2]), np.array(moved["a"]["k"][:2])
    found = [
        at(item["ks"], frame)["v"]
        for group in layer["shapes"]
        for item in group["it"]
        if item["ty"] == "sh"
    ]
    if layer["ks"]["p"]["k"] == [0.0, 0.0, 0]:
        place = centre = np.zeros(2)
    return (np.concatenate(found) - centre) @ matrix.T + place


def test_stiff_parts_are_layers_with_few_keys(tmp_path: Path) -> None:
    file = written(scene(), tmp_path / "a.json")
    layers = file["layers"]
    stiff = [layer for layer in layers if layer["ks"]["p"]["a"]]
    assert [len(layer["shapes"]) for layer in stiff] == [3, 2]  # ring, hole and fill; wheel, spoke
    wheel = stiff[1]
    assert len(wheel["ks"]["r"]["k"]) <= 3  # it turns evenly
    assert all(not item["ks"]["a"] for group in wheel["shapes"] for item in group["it"][:1])
    assert [layer["ind"] for layer in layers] == list(range(1, len(layers) + 1))


def test_every_frame_is_where_it_was(tmp_path: Path) -> None:
    clip = scene()
    file = written(clip, tmp_path / "a.json")
    positions = clip.runs[0].positions
    for frame in range(FRAMES):
        for layer in file["layers"]:
            for vertex in vertices(file, layer, frame):
                away = np.linalg.norm(positions[frame] - vertex, axis=1).min()
                assert away < 0.8, (layer["nm"], frame)


def test_held_drawings_are_shown_one_after_the_other(tmp_path: Path) -> None:
    clip = scene()
    held = clip.runs[0].positions[[f - f % 3 for f in range(FRAMES)]]
    one = replace(clip, runs=(ClipRun(clip.runs[0].drawing, held),), discrete=True)
    file = written(one, tmp_path / "a.json")
    moving = [layer["ks"]["p"]["k"] for layer in file["layers"] if layer["ks"]["p"]["a"]]
    for keys in moving:
        assert [key["t"] for key in keys] == list(range(0, FRAMES, 3))
        assert all(key["h"] == 1 for key in keys)


def test_a_loop_glides_back_to_its_start(tmp_path: Path) -> None:
    file = written(replace(scene(), loop=True), tmp_path / "a.json")
    keys = next(layer["ks"]["p"]["k"] for layer in file["layers"] if layer["ks"]["p"]["a"])
    assert keys[-1]["t"] == file["op"] == FRAMES
    assert keys[-1]["s"] == keys[0]["s"]


def test_what_the_artist_drew_anew_is_seen_in_its_frames_alone(tmp_path: Path) -> None:
    drawing = scene().runs[0].drawing
    dot = Drawing.build(np.array([[9, 9]], np.float32), [0, 1], canvas=(200, 200))
    clip = clip_of_drawings([drawing, drawing, dot, drawing], (12, 1), loop=False)
    file = written(clip, tmp_path / "a.json")
    spans = {(layer["ip"], layer["op"]) for layer in file["layers"]}
    assert spans == {(0, 2), (2, 3), (3, 4)}
    assert (file["fr"], file["op"]) == (12, 4)


def test_a_canvas_from_0_to_1_is_enlarged(tmp_path: Path) -> None:
    file = written(scene(1.0), tmp_path / "a.json")
    assert (file["w"], file["h"]) == (512, 512)
    widths = [
        i["w"]["k"]
        for la in file["layers"]
        for g in la["shapes"]
        for i in g["it"]
        if i["ty"] == "st"
    ]
    assert widths == [pytest.approx(7.68, abs=0.01)] * len(widths)


def test_few_keys_stay_near_the_motion() -> None:
    track = np.sin(np.linspace(0, 6, 60))[:, None] * (10, 5)
    frames = kept_frames(track, 0.5)
    assert len(frames) < 20
    between = np.stack([np.interp(range(60), frames, track[frames, d]) for d in range(2)], 1)
    assert np.abs(between - track).max() <= 0.5


def test_what_bends_is_not_stiff() -> None:
    rest = np.random.default_rng(0).normal(size=(9, 2)) * 40
    moved = np.stack([rest, rest + 5, rest * (1.1, 1.0)])
    assert stiff_motion(moved[:2], 0.1) is not None
    assert stiff_motion(moved, 0.1) is None


def test_another_program_draws_the_same(tmp_path: Path) -> None:
    """rlottie, Samsung's player."""
    rlottie = pytest.importorskip("rlottie_python")
    clip = scene()
    written(clip, tmp_path / "a.json")
    player = rlottie.LottieAnimation.from_file(str(tmp_path / "a.json"))
    ours = on_white(clip.pictures(200)).astype(float)
    for frame in (0, 7, 15, 23):
        theirs = np.asarray(player.render_pillow_frame(frame).convert("RGBA"))
        other = on_white(np.asarray(Image.fromarray(theirs).resize((200, 200)))).astype(float)
        inked = (ours[frame] < 250).any(-1) | (other < 250).any(-1)
        assert np.abs(ours[frame] - other).mean(-1)[inked].mean() < 25


def test_a_clip_on_another_canvas_is_written_there(tmp_path: Path) -> None:
    moved = scene().moved((10.0, 0.0), (220.0, 200.0))
    file = written(moved, tmp_path / "a.json")
    assert (file["w"], file["h"]) == (220, 200)
    at_rest = vertices(file, file["layers"][-1], 0)
    assert np.linalg.norm(moved.runs[0].positions[0] - at_rest[0], axis=1).min() < 0.8
