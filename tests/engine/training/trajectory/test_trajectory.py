# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import argparse
import json
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import torch

from addon.contract.errors import Stopped
from engine.priors.base import PointSketch
from engine.priors.trajectory.prior import TrajectoryPrior
from engine.priors.trajectory.weights import FILE_NAME
from engine.training.loop import LoopSettings
from engine.training.optimisers import MuonAndAdam
from engine.training.trajectory import command, run, shards
from engine.training.trajectory.command import VALIDATION_SEED
from engine.training.trajectory.shards import ClipShard, shard_path

from .trajectory_stand_in import generate

torch.set_num_threads(1)
CLIPS = 8

pytestmark = pytest.mark.xdist_group("an overfitted prior")  # trained once, for a minute


def _arguments(out: Path, data: Path, steps: int, **changes: str) -> argparse.Namespace:
    options = {
        "out": out, "data": data, "steps": steps, "clips": CLIPS, "batch": 8, "width": 48,
        "layers": 2, "heads": 3, "coefficients": 6, "warm-clips": CLIPS, "device": "cpu",
    }  # fmt: skip
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    merged = {**options, **changes}
    return parser.parse_args([part for k, v in merged.items() for part in (f"--{k}", str(v))])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clips")
    for seed in (0, VALIDATION_SEED):
        ClipShard.of([generate(0, i) for i in range(CLIPS)]).write(shard_path(folder, seed, 0))
    return folder


@pytest.fixture(autouse=True)
def _small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (shards, command):
        monkeypatch.setattr(module, "CLIPS_PER_SHARD", CLIPS)


@pytest.fixture(scope="module")
def overfit(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("overfit")
    with pytest.MonkeyPatch.context() as patch:
        for module in (shards, command):
            patch.setattr(module, "CLIPS_PER_SHARD", CLIPS)
        assert command.run(_arguments(out, data, 260)) == 0
    return out


def _sketch(index: int) -> PointSketch:
    clip = generate(0, index)
    return PointSketch.of(
        torch.from_numpy(clip.points),
        torch.from_numpy(clip.strokes),
        torch.from_numpy(clip.objects),
    )


def test_the_loss_of_a_few_clips_falls(overfit: Path) -> None:
    rows = [json.loads(line) for line in (overfit / "curve.jsonl").read_text().splitlines()]
    errors = [row["error"] for row in rows if "error" in row]
    assert errors[-1] < 0.35 * errors[0]
    assert any("val_error" in row for row in rows)


def test_score_points_away_from_a_known_motion(overfit: Path) -> None:
    prior = TrajectoryPrior.load(overfit / FILE_NAME)
    clip = generate(0, 0)
    truth = torch.from_numpy(clip.trajectories)
    start = 0.2 * truth
    gradient = sum(
        prior.score(
            _sketch(0), list(clip.captions), start, level=0.6, noise_seed=seed, guidance=1.0
        )
        for seed in range(4)
    )
    assert isinstance(gradient, torch.Tensor)
    wanted = start - truth
    cosine = torch.nn.functional.cosine_similarity(gradient.flatten(), wanted.flatten(), dim=0)
    assert float(cosine) > 0.7
    assert float(gradient[0].abs().max()) < 1e-5


def test_what_rests_rests_and_what_slides_slides(overfit: Path) -> None:
    prior = TrajectoryPrior.load(overfit / FILE_NAME)
    size = {}
    for index in (0, 2):
        motion = prior.sample(_sketch(index), list(generate(0, index).captions), steps=6)
        size[index] = float(motion.square().mean().sqrt())
    assert size[0] > 8.0
    assert size[2] < 2.0


def test_an_interrupted_run_ends_where_an_undisturbed_one_does(data: Path, tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    command.run(_arguments(whole, data, 6))

    class Stopper(run.TrajectoryRun):
        def train_step(self, step):  # type: ignore[no-untyped-def]
            if step.number == 3:
                raise Stopped("a signal came")
            return super().train_step(step)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "TrajectoryRun", Stopper)
        patch.setattr(run, "LoopSettings", partial(LoopSettings, checkpoint_seconds=0.0))
        with pytest.raises(Stopped):
            command.run(_arguments(parts, data, 6))
    assert torch.load(parts / "checkpoint.pt", weights_only=True)["step"] == 3
    command.run(_arguments(parts, data, 6))
    first = torch.load(whole / "checkpoint.pt", weights_only=True)
    second = torch.load(parts / "checkpoint.pt", weights_only=True)
    assert first["step"] == second["step"] == 6
    for part in ("model", "ema"):
        for name, value in first["task"][part].items():
            assert torch.equal(value, second["task"][part][name]), name


def test_shards_survive_writing(tmp_path: Path) -> None:
    made = ClipShard.of([generate(3, i) for i in range(5)])
    made.write(tmp_path / "one.safetensors")
    read = ClipShard.read(tmp_path / "one.safetensors")
    assert read.captions == made.captions and read.motions == made.motions
    np.testing.assert_array_equal(read.trajectories, made.trajectories)
    np.testing.assert_array_equal(read.clip_offsets, made.clip_offsets)


def test_a_run_without_an_end_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    assert command.run(parser.parse_args(["--out", str(tmp_path)])) == 2
    assert "--minutes" in capsys.readouterr().err


class Block(torch.nn.Module):
    """The names and shapes of a transformer block's weights: fused, square, tall and flat."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = torch.nn.Linear(24, 72)
        self.square, self.tall = torch.nn.Linear(24, 24), torch.nn.Linear(24, 48)
        self.flat = torch.nn.Linear(48, 24)


def newton_schulz(matrix: torch.Tensor) -> torch.Tensor:
    """The closed form of Muon's five steps: the quintic of Jordan et al. on the singular values."""
    left, values, right = torch.linalg.svd(matrix, full_matrices=False)
    values = values / matrix.norm()
    for _ in range(5):
        values = 3.4445 * values - 4.7750 * values**3 + 2.0315 * values**5
    return (left * values) @ right


def test_muon_makes_the_published_update_on_each_matrix_of_its_own() -> None:
    """Within the rounding of the half precision in which torch orthogonalises."""
    torch.manual_seed(0)
    model = torch.nn.ModuleDict({"blocks": torch.nn.ModuleList([Block()])})
    optimiser = MuonAndAdam(model, muon_lr=0.02, adam_lr=1e-3)
    parameters = dict(model.named_parameters())
    names = [f"blocks.0.{part}.weight" for part in ("qkv", "square", "tall", "flat")]
    momenta = {name: torch.zeros_like(parameters[name]).double() for name in names}
    for step in range(3):
        rate = 1.0 / (1 + step)
        for parameter in parameters.values():
            parameter.grad = torch.randn_like(parameter)
        before = {name: parameters[name].detach().double() for name in names}
        optimiser.step(rate)
        for name in names:
            kept = parameters[name].grad
            assert kept is not None
            gradient = kept.double()
            momenta[name] = 0.95 * momenta[name] + 0.05 * gradient
            update = 0.05 * gradient + 0.95 * momenta[name]
            parts = update.chunk(3 if "qkv" in name else 1)
            size = 0.02 * rate * max(1.0, parts[0].shape[0] / parts[0].shape[1]) ** 0.5
            change = size * torch.cat([newton_schulz(part) for part in parts])
            expected = (1 - 0.02 * rate * 0.01) * before[name] - change
            error = (parameters[name].detach().double() - expected).norm() / change.norm()
            assert error < 0.04, name


def test_weights_decay_where_there_is_no_gradient() -> None:
    model = torch.nn.ModuleDict({"blocks": torch.nn.ModuleList([Block()])})
    optimiser = MuonAndAdam(model, muon_lr=0.5, adam_lr=1e-3)
    for parameter in model.parameters():
        parameter.grad = torch.zeros_like(parameter)
    weights = [value for name, value in model.named_parameters() if name.endswith("weight")]
    before = [value.detach().clone() for value in weights]
    optimiser.step(0.4)
    for value, old in zip(weights, before, strict=True):
        torch.testing.assert_close(value.detach(), old * (1 - 0.5 * 0.4 * 0.01))


def test_what_is_no_matrix_of_a_block_is_left_to_adam() -> None:
    model = torch.nn.ModuleDict({"blocks": torch.nn.ModuleList([Block()])})
    optimiser = MuonAndAdam(model, muon_lr=0.02, adam_lr=1e-3)
    for parameter in model.parameters():
        parameter.grad = torch.ones_like(parameter)
    before = {name: value.detach().clone() for name, value in model.named_parameters()}
    optimiser.step(0.5)
    biases = [name for name in before if name.endswith("bias")]
    assert len(biases) == 4
    for name in biases:  # their gradients are clipped; Adam's first step is the learning rate
        change = before[name] - dict(model.named_parameters())[name]
        torch.testing.assert_close(change, torch.full_like(change, 5e-4), rtol=1e-3, atol=0.0)
