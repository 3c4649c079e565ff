# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clips of `bench follow` show the puppets whose motion is the truth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.bench import follow
from engine.bench.follow import (
    CANVAS,
    LOOKS,
    SIDE,
    FollowedPuppet,
    bench_follow,
    look_of,
    puppet_drawing,
    puppet_frames,
)
from engine.geometry.handles import fit_handles
from engine.puppets import generate
from engine.puppets.families import FAMILIES
from engine.render.frames import render_frames
from engine.video_fit.seen_lines import seen_lines


def test_a_puppet_is_drawn_where_it_is() -> None:
    puppet = generate(23, 0, ["fish"])
    drawing = puppet_drawing(puppet)
    handles = fit_handles(drawing)
    on_curve = handles.control[handles.segments[:, 0]]
    tokens = puppet.points[handles.segments[:, 0]]
    np.testing.assert_allclose(on_curve, tokens, atol=1e-3)


@pytest.mark.parametrize("look", LOOKS)
def test_each_look_shows_the_lines(look: str) -> None:
    puppet = generate(23, 0, ["fish"])
    drawing = puppet_drawing(puppet)
    frames = puppet_frames(puppet, drawing, look, np.random.default_rng(0))
    assert frames.shape[1:] == (SIDE, SIDE, 4) and frames.dtype == np.uint8
    ink = render_frames(drawing, size=(SIDE, SIDE))[0, ..., 3]
    seen = seen_lines(frames[0])
    rows, columns = np.nonzero(ink > 128)
    inked = np.stack([columns, rows], axis=1) + 0.5
    far = np.linalg.norm(seen.points[:, None] - inked[None], axis=2).min(axis=1)
    slack = 4.0 if look == "drawn anew" else 1.5
    assert float(np.quantile(far, 0.9)) < slack * SIDE / CANVAS


def test_a_stopped_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def followed(number: int) -> FollowedPuppet:
        made.append(number)
        if len(made) == 2:
            raise KeyboardInterrupt
        return FollowedPuppet(number, "fish", "swim", look_of(number), 0.01 * (number + 1), 2.0)

    monkeypatch.setattr(follow, "_followed", followed)
    keep = tmp_path / "done.jsonl"
    with pytest.raises(KeyboardInterrupt):
        bench_follow(3, keep)
    with keep.open("a") as file:
        file.write('{"number": 1, "fam')  # cut off in the middle
    with keep.open("a") as file:
        file.write("\n")
    numbers = bench_follow(3, keep)
    assert made == [0, 1, 1, 2]
    assert numbers["values"]["fish, mean"] == pytest.approx(2.0)
    assert numbers["values"]["line, mean"] == pytest.approx(1.0)


def test_every_family_comes_in_every_look() -> None:
    count = len(FAMILIES)
    pairs = {(number % count, look_of(number)) for number in range(count * len(LOOKS))}
    assert len(pairs) == count * len(LOOKS)
