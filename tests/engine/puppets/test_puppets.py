# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every clip the puppets make."""

from __future__ import annotations

import numpy as np
import pytest

from engine.puppets import FAMILIES, PuppetClip, generate
from engine.puppets.actor import act
from engine.puppets.body import GuideCurve, PuppetBuilder
from engine.puppets.clip import CENTRE, LONG_SIDE, assemble, curve_points
from engine.puppets.drawing_styles import MAX_STROKES, MAX_TOKENS
from engine.puppets.families.wings import Projection, hinged
from engine.puppets.language import gerund, third
from engine.puppets.motions import LOOPING, NAMES, whole
from engine.puppets.timing import FRAMES, make_beat

CLIPS = [generate(11, i) for i in range(60)]
ALL_MOTIONS = [
    (family.name, kind, motion.name)
    for family in FAMILIES.values()
    for kind in family.kinds
    for motion in family.motions_of(kind)
]


def perform(family: str, kind: str, motion: str, *, loop: bool, seed: int = 3) -> PuppetClip:
    moves = {m.name: m for m in FAMILIES[family].motions}
    actor = act(
        np.random.default_rng(seed), FAMILIES[family], loop=loop, kind=kind, motion=moves[motion]
    )
    return assemble([actor], actor.strokes.tokens, loop)


def guides_of(family: str, kind: str, motion: str, seed: int) -> list[GuideCurve]:
    rng = np.random.default_rng(seed)
    beat = make_beat(rng, loop=True, amp=1.2, cycles=2, from_start=False)
    puppet = PuppetBuilder(rng)
    FAMILIES[family].build(puppet, beat, kind, motion)
    return puppet.guides


def test_a_clip_is_a_function_of_seed_and_index() -> None:
    a, b = generate(4, 17), generate(4, 17)
    assert a.captions == b.captions
    assert np.array_equal(a.points, b.points) and np.array_equal(a.trajectories, b.trajectories)
    assert generate(4, 18).captions != a.captions or generate(4, 18).points.shape != a.points.shape


@pytest.mark.parametrize("clip", CLIPS, ids=range(len(CLIPS)))
def test_shapes_and_the_first_frame(clip: PuppetClip) -> None:
    count = len(clip.points)
    assert clip.points.shape == (count, 2) and clip.points.dtype == np.float32
    assert clip.trajectories.shape == (FRAMES, count, 2) and clip.trajectories.dtype == np.float32
    assert clip.strokes.shape == clip.objects.shape == (count,)
    assert np.isfinite(clip.points).all() and np.isfinite(clip.trajectories).all()
    assert not clip.trajectories[0].any()
    assert len(clip.captions) == clip.objects.max() + 1 and all(clip.captions)
    assert clip.family in FAMILIES


@pytest.mark.parametrize("clip", CLIPS, ids=range(len(CLIPS)))
def test_strokes_are_whole_cubics(clip: PuppetClip) -> None:
    assert count_in_order(clip.strokes) and count_in_order(clip.objects)
    assert clip.strokes.max() + 1 <= MAX_STROKES and len(clip.points) <= MAX_TOKENS
    for stroke in range(int(clip.strokes.max()) + 1):
        tokens = int((clip.strokes == stroke).sum())
        assert (tokens % 3 == 1 and tokens >= 4) or (tokens % 3 == 0 and tokens >= 6)
        assert len(set(clip.objects[clip.strokes == stroke])) == 1


def count_in_order(labels: np.ndarray) -> bool:
    return bool(labels[0] == 0 and set(np.diff(labels)) <= {0, 1})


@pytest.mark.parametrize("clip", CLIPS, ids=range(len(CLIPS)))
def test_the_drawing_fills_the_working_space(clip: PuppetClip) -> None:
    outline = curve_points(clip.points.astype(np.float64), clip.strokes)
    low, high = outline.min(axis=0), outline.max(axis=0)
    assert np.allclose(0.5 * (low + high), CENTRE, atol=1e-3)
    assert (high - low).max() == pytest.approx(LONG_SIDE, abs=1e-3)


@pytest.mark.parametrize(("family", "kind", "motion"), ALL_MOTIONS)
def test_every_motion_of_every_kind_moves(family: str, kind: str, motion: str) -> None:
    one_way = {m.name: m.one_way for m in FAMILIES[family].motions}[motion]
    clip = perform(family, kind, motion, loop=not one_way)
    assert np.isfinite(clip.trajectories).all()
    if motion != "be":
        assert 2.0 < np.abs(clip.trajectories).max() < 400.0
    if clip.loop:
        assert closes(clip.trajectories)


def closes(trajectories: np.ndarray) -> bool:
    """The step from the last frame to the first is like the others (RMS over the points)."""
    steps = np.diff(np.concatenate([trajectories, trajectories[:1]]), axis=0)
    sizes = np.sqrt((steps**2).sum(axis=2).mean(axis=1))
    return bool(sizes[-1] <= 1.35 * sizes[:-1].max() + 0.05)


def test_loops_of_random_clips_close() -> None:
    loops = [c for c in CLIPS if c.loop]
    assert len(loops) > 15 and all(closes(c.trajectories) for c in loops)


def test_what_stays_still_is_still() -> None:
    for name, family in FAMILIES.items():
        for seed in range(3):
            actor = act(np.random.default_rng(seed), family, loop=bool(seed % 2), still=True)
            clip = assemble([actor], actor.strokes.tokens, bool(seed % 2))
            assert not clip.trajectories.any(), name
            assert clip.motion == "still"


@pytest.mark.parametrize(
    ("family", "kind", "motion"),
    [
        ("quadruped", "horse", "gallop"),
        ("person", "person", "run"),
        ("wheels", "car", "drive"),
        ("bird", "penguin", "waddle"),
        ("board", "surfer", "ride"),
        ("shape", "robot", "dance"),
        ("glass", "glass", "slosh"),
    ],
)
def test_rigid_parts_keep_their_distances(family: str, kind: str, motion: str) -> None:
    rigid = [g.path for seed in range(3) for g in guides_of(family, kind, motion, seed) if g.rigid]
    assert rigid
    for path in rigid:
        spans = np.linalg.norm(path[:, ::3, None] - path[:, None, ::3], axis=-1)
        assert np.allclose(spans, spans[:1], atol=1e-9)


def test_a_flag_moves_and_its_pole_does_not() -> None:
    guides = [g for seed in range(5) for g in guides_of("flag", "flag", "wave", seed)]
    poles = [g.path for g in guides if g.rigid]
    assert poles and all(np.ptp(path, axis=0).max() == 0.0 for path in poles)
    assert all(
        np.ptp(g.path, axis=0).max() > 0.02 for g in guides if g.weight == 1.0 and not g.rigid
    )


@pytest.mark.parametrize("kind", FAMILIES["glass"].steady)
def test_a_drink_moves_and_its_glass_does_not(kind: str) -> None:
    guides = [g for seed in range(4) for g in guides_of("glass", kind, "slosh", seed)]
    assert all(np.ptp(g.path, axis=0).max() == 0.0 for g in guides if g.rigid)
    assert max(np.ptp(g.path, axis=0).max() for g in guides if not g.rigid) > 0.02
    done = {
        act(np.random.default_rng(seed), FAMILIES["glass"], loop=False, kind=kind).motion
        for seed in range(40)
    }
    assert done == {"slosh"}


def test_wheels_seen_at_an_angle_stay_one_ellipse() -> None:
    """The rims of a bicycle that doesn't tip keep their place while the spokes go round."""
    tilted = 0
    for seed in range(12):
        rims = [g.path for g in guides_of("wheels", "bicycle", "roll", seed) if g.weight == 1.1]
        assert len(rims) >= 2
        for path in rims:
            middle = path - path.mean(axis=1, keepdims=True)
            spread = np.einsum("tnc,tnd->tcd", middle, middle) / path.shape[1]
            assert np.allclose(spread, spread[:1], atol=0.05 * np.trace(spread[0]))
            tilted += spread[0, 0, 0] < 0.5 * spread[0, 1, 1]
    assert tilted > 0


def test_both_wings_of_a_butterfly_in_space_beat() -> None:
    rng = np.random.default_rng(5)
    beat = make_beat(rng, loop=True, amp=1.0, cycles=2, from_start=False)
    shape = np.array([[0.0, 0.0], [0.3, -0.2], [0.5, 0.0]])
    view, angle = Projection(np.array([[1.0, 0, 0], [0, 0, -1.0]])), beat.swing(0.3, 0.6)
    right, left = (hinged(view, shape, side, angle) for side in (1.0, -1.0))
    assert np.allclose(right * [-1, 1], left)
    assert np.allclose(right[:, 0], 0.0)  # the hinge
    assert np.ptp(right[:, 2, 1]) > 0.3


@pytest.mark.parametrize("name", NAMES)
def test_whole_motions_begin_at_rest(name: str) -> None:
    for seed in range(4):
        move = whole(np.random.default_rng(seed), name, loop=name in LOOPING, amp=1.0, cycles=2)
        start = [float(track[0]) for track in (move.x, move.y, move.turn)]
        assert np.allclose(start, 0.0, atol=1e-12)
        assert move.scale_x[0] == pytest.approx(1.0) and move.scale_y[0] == pytest.approx(1.0)


def test_the_direction_in_the_caption_is_the_direction_of_the_move() -> None:
    signs = {"left": -1, "right": 1}
    found = dict.fromkeys(signs, 0)
    for seed in range(80):
        actor = act(np.random.default_rng(seed), FAMILIES["fish"], loop=False)
        for word, sign in signs.items():
            if f"to the {word}" in actor.caption:
                found[word] += 1
                tokens = actor.strokes.tokens
                assert sign * (tokens[-1] - tokens[0])[:, 0].mean() > 0.05, actor.caption
    assert min(found.values()) >= 3


def test_families_can_be_chosen() -> None:
    assert {generate(1, i, ["fish"]).family for i in range(4)} == {"fish"}
    with pytest.raises(KeyError, match="unicorn"):
        generate(1, 0, ["unicorn"])


@pytest.mark.parametrize(
    ("phrase", "he", "ing"),
    [
        ("swim away", "swims away", "swimming away"),
        ("fly", "flies", "flying"),
        ("wave in the wind", "waves in the wind", "waving in the wind"),
        ("swish its tail", "swishes its tail", "swishing its tail"),
        ("be still", "is still", "being still"),
        ("open and close its wings", "opens and closes its wings", "opening and closing its wings"),
        ("grow and shrink", "grows and shrinks", "growing and shrinking"),
        ("do not move", "does not move", "not moving"),
        ("rest motionless", "rests motionless", "resting motionless"),
    ],
)
def test_verb_forms(phrase: str, he: str, ing: str) -> None:
    assert third(phrase) == he
    assert gerund(phrase) == ing
