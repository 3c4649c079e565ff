# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training: puppets in flight, augmentation, losses, and runs that are resumed."""

from __future__ import annotations

import argparse
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor

from addon.contract.errors import BadInput
from engine.poses.generator import Generator, PoseNetworkSettings, settings_for
from engine.poses.weights import read_model
from engine.training.loop import LoopSettings, TrainingLoop
from engine.training.poses import command
from engine.training.poses.augmentation import AdaptiveProbability, augmented
from engine.training.poses.baseline import BaselineRun
from engine.training.poses.command import pose_model
from engine.training.poses.examination import Examination
from engine.training.poses.flight import side_flier, wing_angle
from engine.training.poses.losses import (
    discriminator_loss,
    distribution_loss,
    generator_loss,
    gradient_penalty,
    path_length,
    picture_loss,
)
from engine.training.poses.pictures import FormPictures, draw_form, folder_pictures
from engine.training.poses.run import PUBLISHED, PoseRecipe, PoseRun
from engine.training.poses.subjects import TIMES

SMALL = PoseNetworkSettings(resolution=16, base=64, widest=8, z=4, w=12, pose=4, coarse=2)
RECIPE = PoseRecipe(batch=4, random=2, unjudged=1, penalty_steps=2)


def _data() -> FormPictures:
    rng = np.random.default_rng(0)
    ink = (255 * (rng.random((6, TIMES, 16, 16)) > 0.8)).astype(np.uint8)
    return FormPictures(ink, np.zeros((6, TIMES), np.float32))


def _options(*options: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args(options)


def test_wings_go_from_high_over_level_to_low_and_the_body_stays() -> None:
    flier = side_flier(np.random.default_rng(4))
    figures = [flier.at(time) for time in (0.0, 0.28, 0.55)]
    high, level, low = (wing_angle(figure) for figure in figures)
    assert high < 2.2 < level < 4.0 < low < 5.2
    assert np.array_equal(figures[0].at("head"), figures[2].at("head"))
    assert math.isclose(wing_angle(flier.at(1.0)), wing_angle(flier.at(0.0)), abs_tol=1e-6)


def test_a_form_is_drawn_the_same_again_and_moves() -> None:
    ink, angles = draw_form("bird", 32, 3, 5)
    again, _ = draw_form("bird", 32, 3, 5)
    assert ink.shape == (TIMES, 32, 32) and np.array_equal(ink, again)
    assert np.isfinite(angles).all() and np.ptp(angles) > 1.5
    assert all((frame > 128).sum() > 20 for frame in ink)


@pytest.mark.parametrize("subject", ["horse", "person"])
def test_other_subjects_go_through_their_cycles(subject: str) -> None:
    ink, angles = draw_form(subject, 32, 3, 1)
    assert ink.shape == (TIMES, 32, 32)
    assert not np.array_equal(ink[0], ink[5]) and np.ptp(angles) > 0.1


def test_a_folder_is_filtered_by_size_and_cropped_to_the_ink(tmp_path: Path) -> None:
    picture = np.full((100, 140), 255, np.uint8)
    picture[40:60, 90:110] = 0
    Image.fromarray(picture).save(tmp_path / "one.png")
    Image.fromarray(picture[:20]).save(tmp_path / "low.png")
    data = folder_pictures(tmp_path, 32)
    assert data.ink.shape == (1, 1, 32, 32)
    assert data.ink[0, 0, 4:28, 4:28].min() == 255  # the square fills 90 % of the picture
    with pytest.raises(BadInput, match="no picture of 200 pixels"):
        folder_pictures(tmp_path, 32, smallest=200)


def test_p_rises_while_the_discriminator_is_too_sure() -> None:
    ada = AdaptiveProbability(target=0.6, kimg=1.0, interval=2)
    for _ in range(4):
        ada.saw(torch.ones(10))
    assert ada.p == pytest.approx(2 * 10 * 2 / 1000)
    for _ in range(6):
        ada.saw(-torch.ones(10))
    assert ada.p == 0.0
    other = AdaptiveProbability()
    other.load({"p": 0.3, "signs": [1.0]})
    assert other.state() == {"p": 0.3, "signs": [1.0]}


def test_augmentation_is_nothing_at_0_and_differentiable_at_1() -> None:
    torch.manual_seed(0)
    pictures = torch.rand(8, 1, 16, 16)
    assert augmented(pictures, 0.0) is pictures
    pictures.requires_grad_(True)
    changed = augmented(pictures, 1.0)
    assert changed.shape == pictures.shape and not torch.allclose(changed, pictures)
    changed.sum().backward()
    assert pictures.grad is not None and pictures.grad.abs().sum() > 0
    colour = augmented(torch.rand(2, 3, 16, 16), 1.0)
    assert torch.isfinite(colour).all() and colour.shape == (2, 3, 16, 16)


def test_losses_have_the_values_of_their_formulas() -> None:
    logits = torch.zeros(3)
    assert float(generator_loss(logits)) == pytest.approx(math.log(2))
    assert float(discriminator_loss(logits, logits)) == pytest.approx(2 * math.log(2))
    pictures = torch.rand(2, 1, 4, 4, requires_grad=True)
    penalty = gradient_penalty(3 * pictures.sum((1, 2, 3)), pictures)
    assert float(penalty.detach()) == pytest.approx(0.5 * 9 * 16)
    same = torch.rand(1, 1, 16, 16)
    assert float(picture_loss(same, same)) == 0.0
    styles = torch.randn(50, 4)
    assert float(distribution_loss(styles, styles[torch.randperm(50)])) == pytest.approx(0.0)
    assert float(distribution_loss(styles, styles + 2)) > 0.1


def test_path_length_asks_that_all_styles_move_pictures_alike() -> None:
    torch.manual_seed(0)
    generator = Generator(SMALL)
    styles = torch.randn(3, SMALL.layers, SMALL.w, requires_grad=True)
    penalty, mean = path_length(generator.synthesis(styles, "none"), styles, 0.0)
    assert float(penalty.detach()) > 0 and mean > 0
    penalty.backward()
    assert generator.synthesis.start.grad is not None


@pytest.mark.parametrize("recipe", [RECIPE, replace(PUBLISHED, batch=4, random=4, path_steps=1)])
def test_a_resumed_run_ends_as_an_undisturbed_one(tmp_path: Path, recipe: PoseRecipe) -> None:
    torch.set_num_threads(1)
    ends = []
    for name, sessions in (("whole", (4,)), ("parts", (2, 4))):
        for steps in sessions:
            run = PoseRun(_data(), SMALL, recipe, 1)
            TrainingLoop(run, tmp_path / name, LoopSettings(steps, seed=1)).run(lambda text: None)
        generator, encoder = run.averaged()
        ends.append({**generator.state_dict(), **encoder.state_dict()})
    assert all(torch.equal(ends[0][key], ends[1][key]) for key in ends[0])


def test_what_is_written_again_knows_its_steps_and_loads_as_before(tmp_path: Path) -> None:
    args = _options("--farthest", "0.3", "--out", str(tmp_path))
    args.subject = "bird"
    for _ in range(2):  # the second session finds the run finished
        run = PoseRun(_data(), SMALL, RECIPE, 1)
        TrainingLoop(run, tmp_path, LoopSettings(2, seed=1)).run(lambda text: None)
        model = pose_model(run, args)
    assert model.facts["steps"] == "2" and model.facts["experimental"] == "true"
    assert model.farthest == 0.3
    before = {**run.state()["generator"], "middle": torch.zeros(SMALL.w)}
    Generator(SMALL).load_state_dict(before)
    with pytest.raises(RuntimeError, match="other"):
        Generator(SMALL).load_state_dict({**before, "other": torch.zeros(1)})


def test_pictures_of_a_folder_name_the_subject_and_the_machine_is_left_as_it_was(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "fish"
    folder.mkdir()
    picture = np.full((80, 80), 255, np.uint8)
    picture[20:60, 30:50] = 0
    Image.fromarray(picture).save(folder / "one.png")
    threads = torch.get_num_threads()
    args = _options(
        "--pictures", str(folder), "--out", str(tmp_path / "run"), "--to", str(tmp_path / "w"),
        "--resolution", "32", "--steps", "1", "--evaluation-steps", "0",
    )  # fmt: skip
    torch.set_num_threads(2)
    try:
        assert command.run(args) == 0
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(threads)
    assert read_model(tmp_path / "w").subject == "fish"
    with pytest.raises(BadInput, match="no puppets of fish"):
        command.run(_options("--subject", "fish", "--out", str(tmp_path / "other")))


def test_few_unseen_forms_are_enough_to_examine_a_model(tmp_path: Path) -> None:
    run = PoseRun(_data(), SMALL, RECIPE, 1)
    model = pose_model(run, _options("--subject", "horse"))
    rng = np.random.default_rng(2)
    few = FormPictures(_data().ink[:4], rng.random((4, TIMES)).astype(np.float32))
    examination = Examination(few, few, tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("engine.training.poses.examination.STEPS", 1)
        patch.setattr("engine.training.poses.examination._READER_STEPS", 1)
        assert len(examination.projections(model, None)["distances"]["0 steps"]) == 4
        assert len(examination.wings(model, lambda text: None)["correlation of each"]) == 2
        assert set(examination.strangers(model)) == {"horse", "bird", "person"}


def test_the_published_size_draws_one_channel_of_ink() -> None:
    assert settings_for(256).channels == settings_for(64).channels == 1


def test_pairs_ask_for_the_source_in_the_pose_of_the_target() -> None:
    run = PoseRun(_data(), SMALL, replace(RECIPE, scatter=0.0), 0)
    styles, truth, codes = run._pairs(np.random.default_rng(0))
    assert styles.shape == (4, SMALL.layers, SMALL.w) and codes.shape == (8, SMALL.w)
    source, target = codes[:4], codes[4:]
    assert torch.equal(styles[:, -1], source)
    assert torch.equal(styles[:, 0, : SMALL.pose], target[:, : SMALL.pose])
    assert torch.equal(styles[:, 0, SMALL.pose :], source[:, SMALL.pose :])
    assert truth.shape == (4, 1, 16, 16)


def weights_of(run: BaselineRun) -> Tensor:
    """Return a copy of the first weights of a generator."""
    return next(run.generator.parameters()).detach().clone()


def test_the_baseline_learns_from_the_same_pictures(tmp_path: Path) -> None:
    run = BaselineRun(_data(), 4, 6, 0)
    before = weights_of(run)
    TrainingLoop(run, tmp_path, LoopSettings(2)).run(lambda text: None)
    assert not torch.equal(before, weights_of(run))
    assert run.generator(torch.randn(3, 100)).shape == (3, 1, 16, 16)
