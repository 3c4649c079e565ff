# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.priors.base import PointSketch
from engine.priors.trajectory.prior import TrajectoryPrior
from engine.priors.trajectory.weights import FILE_NAME
from engine.training.trajectory import command, shards
from engine.training.trajectory.command import VALIDATION_SEED
from engine.training.trajectory.muon import orthogonalise
from engine.training.trajectory.run import TrajectoryRun
from engine.training.trajectory.shards import Shard, shard_path

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
        Shard.of([generate(0, i) for i in range(CLIPS)]).write(shard_path(folder, seed, 0))
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

    class Interrupted(Exception):
        pass

    class Stopper(TrajectoryRun):
        def advance(self):
            if self.step == 3:
                self.save()
                raise Interrupted
            return super().advance()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "TrajectoryRun", Stopper)
        with pytest.raises(Interrupted):
            command.run(_arguments(parts, data, 6))
    command.run(_arguments(parts, data, 6))
    first = torch.load(whole / "checkpoint.pt", weights_only=True)
    second = torch.load(parts / "checkpoint.pt", weights_only=True)
    assert first["step"] == second["step"] == 6
    for name, value in first["model"].items():
        assert torch.equal(value, second["model"][name]), name
    for name, value in first["ema"].items():
        assert torch.equal(value, second["ema"][name]), name


def test_shards_survive_writing(tmp_path: Path) -> None:
    made = Shard.of([generate(3, i) for i in range(5)])
    made.write(tmp_path / "one.safetensors")
    read = Shard.read(tmp_path / "one.safetensors")
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


@pytest.mark.parametrize("shape", [(2, 12, 12), (1, 8, 24), (3, 24, 8)])
def test_orthogonalised_matrices_have_singular_values_near_one(shape: tuple[int, ...]) -> None:
    matrices = torch.randn(shape, generator=torch.Generator().manual_seed(0))
    values = torch.linalg.svdvals(orthogonalise(matrices))
    assert float(values.min()) > 0.3 and float(values.max()) < 1.4
