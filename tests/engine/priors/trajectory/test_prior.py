# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from engine.language.vocabulary import Vocabulary, Word
from engine.priors.base import PointSketch
from engine.priors.trajectory.denoiser import ModelConfig, TrajectoryModel
from engine.priors.trajectory.point_sampling import sample_points
from engine.priors.trajectory.prior import AT_REST, SMALL, TrajectoryPrior, shown
from engine.priors.trajectory.temporal import TemporalBasis
from engine.priors.trajectory.tokens import tokens_of
from engine.priors.trajectory.weights import (
    TrajectoryWeights,
    WeightsError,
    read_weights,
    write_weights,
)

torch.set_num_threads(1)
CONFIG = ModelConfig(width=32, layers=2, heads=2, coefficients=5)
TEXT = ["the horse gallops"]


def _basis() -> TemporalBasis:
    time = torch.arange(16) / 15
    waves = torch.stack([torch.sin(k * torch.pi * time / 2) for k in range(1, 6)])
    return TemporalBasis.fit(torch.randn(300, 5) @ waves, 5)


@pytest.fixture(scope="module")
def prior() -> TrajectoryPrior:
    torch.manual_seed(0)
    model = TrajectoryModel(CONFIG)
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.15)
    model.eval().requires_grad_(False)
    words = {"gallop": Word(motion="gallop", strength=1.0)}
    return TrajectoryPrior(TrajectoryWeights(model, _basis(), Vocabulary(words), {}))


def _sketch(strokes: int = 6, objects: int = 1, seed: int = 0) -> PointSketch:
    generator = torch.Generator().manual_seed(seed)
    start = torch.rand(strokes, 1, 2, generator=generator) * 120 + 60
    points = start + torch.randn(strokes, 4, 2, generator=generator).cumsum(1) * 5
    ids = torch.arange(strokes * 4) // 4
    return PointSketch.of(points.reshape(-1, 2), ids, ids % objects)


def test_samples_start_at_rest_and_repeat_by_seed(prior: TrajectoryPrior) -> None:
    sketch = _sketch()
    calls: list[tuple[int, int]] = []
    first = prior.sample(sketch, TEXT, seed=5, count=3, steps=4, on_step=lambda *s: calls.append(s))
    assert first.shape == (3, 16, 24, 2)
    assert torch.isfinite(first).all() and float(first.abs().max()) > 0.1
    assert float(first[:, 0].abs().max()) < 1e-4
    assert calls == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert torch.equal(first, prior.sample(sketch, TEXT, seed=5, count=3, steps=4))
    assert not torch.equal(first, prior.sample(sketch, TEXT, seed=6, count=3, steps=4))


def test_denoiser_does_not_care_for_the_order_or_direction_of_strokes(
    prior: TrajectoryPrior,
) -> None:
    sketch = _sketch()
    order = torch.cat([torch.arange(s * 4, s * 4 + 4) for s in (3, 0, 5, 1, 4, 2)])
    order[:4] = order[:4].flip(0)
    ids = torch.arange(24) // 4
    shuffled = PointSketch.of(sketch.points[order], ids)
    x = torch.randn(1, 24, 10, generator=torch.Generator().manual_seed(0))
    text = torch.randn(1, 1, 32)
    level, loop = torch.tensor([0.5]), torch.tensor([0])
    clean, size = prior.model(x, level, tokens_of(sketch), text, loop)
    other, other_size = prior.model(x[:, order], level, tokens_of(shuffled), text, loop)
    torch.testing.assert_close(other, clean[:, order], atol=2e-4, rtol=1e-3)
    torch.testing.assert_close(other_size, size, atol=1e-4, rtol=1e-3)


def test_the_text_of_one_object_moves_with_the_object(prior: TrajectoryPrior) -> None:
    sketch = _sketch(objects=2)
    swapped = PointSketch.of(sketch.points, sketch.strokes, 1 - sketch.objects)
    tokens, other = tokens_of(sketch), tokens_of(swapped)
    x = torch.randn(1, 24, 10, generator=torch.Generator().manual_seed(0))
    text = torch.randn(1, 2, 32)
    level, loop = torch.tensor([0.5]), torch.tensor([0])
    clean, _ = prior.model(x, level, tokens, text, loop)
    again, _ = prior.model(x, level, other, text.flip(1), loop)
    torch.testing.assert_close(again, clean, atol=2e-4, rtol=1e-3)


def test_background_and_fixed_points_never_move(prior: TrajectoryPrior) -> None:
    sketch = _sketch()
    objects = torch.where(sketch.strokes == 0, -1, 0)
    fixed = sketch.strokes == 1
    held = PointSketch.of(sketch.points, sketch.strokes, objects, fixed)
    motion = prior.sample(held, TEXT, steps=3)
    assert float(motion[:, :, :8].abs().max()) == 0.0
    assert float(motion[:, :, 8:].abs().max()) > 0.1
    gradient = prior.score(held, TEXT, motion[0], level=0.5)
    assert float(gradient[:, :8].abs().max()) == 0.0


@pytest.mark.parametrize("strokes", [1, 90])
def test_any_number_of_strokes(prior: TrajectoryPrior, strokes: int) -> None:
    sketch = _sketch(strokes, objects=min(2, strokes))
    texts = TEXT * sketch.object_count
    motion = prior.sample(sketch, texts, steps=2)
    assert motion.shape == (1, 16, strokes * 4, 2)
    assert bool((motion.abs().amax(dim=(0, 1, 3)) > 0.01).all())  # every point moves
    score = prior.score(sketch, texts, torch.zeros(16, strokes * 4, 2), level=0.3)
    assert torch.isfinite(score).all()
    assert bool((score.abs().amax(dim=(0, 2)) > 1e-4).all())  # every point is pulled


def test_a_single_dot_and_a_straight_line_are_drawings(prior: TrajectoryPrior) -> None:
    dot = PointSketch.of(torch.tensor([[128.0, 128.0]]), torch.tensor([0]))
    line = torch.stack([torch.linspace(51, 205, 4), torch.full((4,), 128.0)], 1)
    for sketch in (dot, PointSketch.of(line, torch.zeros(4).long())):
        motion = prior.sample(sketch, TEXT, steps=2)
        assert torch.isfinite(motion).all()
        assert float(motion.abs().max()) > 0.01
        assert float(motion[:, 0].abs().max()) < 1e-4


def test_the_other_points_follow_rigid_motion() -> None:
    sketch = _sketch(90, objects=2)
    subset = sample_points(sketch, 64)
    assert len(subset.indices) <= 64
    assert set(subset.sketch.objects.tolist()) == {0, 1}
    slide = torch.tensor([3.0, -2.0]).expand(16, len(subset.indices), 2)
    torch.testing.assert_close(subset.spread(slide), slide[:, :1].expand(16, 360, 2))


def test_score_pulls_what_the_basis_cannot_hold_to_zero(prior: TrajectoryPrior) -> None:
    sketch = _sketch()
    tremble = torch.zeros(16, 24, 2)
    tremble[1::2] = 4.0
    smooth = prior.basis.expand(prior.basis.project(tremble))
    first = prior.score(sketch, TEXT, tremble, level=0.5, noise_seed=1)
    second = prior.score(sketch, TEXT, smooth, level=0.5, noise_seed=1)
    weight = 0.25 / (0.25 + 0.08)
    torch.testing.assert_close(first - second, weight * (tremble - smooth), atol=2e-3, rtol=0)


def test_wrong_calls_say_what_is_wrong(prior: TrajectoryPrior) -> None:
    sketch = _sketch(objects=2)
    with pytest.raises(ValueError, match="2 objects"):
        prior.sample(sketch, TEXT)
    with pytest.raises(ValueError, match="level"):
        prior.score(sketch, TEXT * 2, torch.zeros(16, 24, 2), level=0.0)
    with pytest.raises(ValueError, match="strokes"):
        PointSketch.of(torch.zeros(3, 2), torch.zeros(2))


def test_weights_survive_the_file(prior: TrajectoryPrior, tmp_path: Path) -> None:
    path = tmp_path / "one.safetensors"
    state = prior.model.state_dict()
    write_weights(path, state, CONFIG, prior.basis, prior.vocabulary, {"steps": "0"})
    read = TrajectoryPrior(read_weights(path))
    assert read.understood("galloping").motion == "gallop"
    assert read.info == {"steps": "0"}
    assert torch.equal(read.basis.rows, prior.basis.rows)
    assert torch.equal(read.basis.scale, prior.basis.scale)
    stored = read.model.state_dict()
    assert set(stored) == set(state)
    for name, value in state.items():
        assert torch.equal(stored[name], value.half().float()), name
    sketch = _sketch()
    before, after = (one.sample(sketch, TEXT, steps=2) for one in (prior, read))
    assert float((after - before).norm() / before.norm()) < 5e-3


def test_damaged_weights_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"\x10\x00\x00\x00\x00\x00\x00\x00{}")
    with pytest.raises(WeightsError, match="broken"):
        read_weights(broken)
    with pytest.raises(FileNotFoundError):
        TrajectoryPrior.load(tmp_path / "missing.safetensors")


def test_small_motions_are_shown_larger_and_rest_stays_rest() -> None:
    amplitude = torch.tensor([[1e-4, AT_REST[0], 0.02, 0.03, SMALL, 0.2]]).log()
    gain = (shown(amplitude) - amplitude).exp()[0]
    assert torch.equal(gain[[0, 1, 4, 5]], torch.ones(4))
    assert 1.5 > float(gain[2]) > float(gain[3]) > 1.1
    assert bool((shown(amplitude).diff() > 0).all())
