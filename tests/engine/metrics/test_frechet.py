# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Frechet distance: closed forms, scipy's matrix root, and the names beside the number."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import ArrayLike
from PIL import Image
from scipy.linalg import sqrtm

from addon.contract.errors import BadInput
from engine.commands.cli import main
from engine.metrics import features
from engine.metrics.efficientnet import EfficientNetLite0
from engine.metrics.features import FeatureNetwork, distance_of, feature_network, features_of
from engine.metrics.frechet import Gaussian, frechet_distance


def _gaussian(mean: ArrayLike, covariance: np.ndarray) -> Gaussian:
    return Gaussian(np.asarray(mean, float), np.asarray(covariance, float), 100)


def _random(seed: int, size: int) -> Gaussian:
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(size, size))
    return _gaussian(rng.normal(size=size), root @ root.T)


def test_equal_gaussians_are_at_distance_0() -> None:
    one = _random(0, 6)
    assert frechet_distance(one, one) == pytest.approx(0.0, abs=1e-9)


def test_distance_of_means_alone_is_that_of_the_means_squared() -> None:
    spread = np.diag([1.0, 2.0, 3.0])
    distance = frechet_distance(_gaussian([0, 0, 0], spread), _gaussian([3, 4, 0], spread))
    assert distance == pytest.approx(25.0)


def test_commuting_covariances_have_a_closed_form() -> None:
    a, b = np.array([1.0, 4.0, 9.0]), np.array([4.0, 4.0, 1.0])
    distance = frechet_distance(_gaussian([0] * 3, np.diag(a)), _gaussian([0] * 3, np.diag(b)))
    assert distance == pytest.approx(float(((np.sqrt(a) - np.sqrt(b)) ** 2).sum()))


@pytest.mark.parametrize("seed", range(4))
def test_it_agrees_with_the_matrix_root_of_scipy(seed: int) -> None:
    one, other = _random(seed, 8), _random(seed + 50, 8)
    root = sqrtm(one.covariance @ other.covariance).real
    apart = one.mean - other.mean
    wanted = apart @ apart + np.trace(one.covariance + other.covariance - 2 * root)
    assert frechet_distance(one, other) == pytest.approx(wanted, rel=1e-8)
    assert frechet_distance(other, one) == pytest.approx(wanted, rel=1e-8)


def test_singular_covariances_are_no_problem() -> None:
    few = np.random.default_rng(1).normal(size=(4, 12))  # of 12 features 3 are free at most
    one = Gaussian.of(few)
    assert np.allclose(one.covariance, np.cov(few.T))
    other = Gaussian.of(few + np.eye(12)[0])
    assert frechet_distance(one, other) == pytest.approx(1.0)


def test_a_distance_names_its_network_and_the_number_of_pictures() -> None:
    network = FeatureNetwork("mean colour", lambda x: x.mean((2, 3)))
    pictures = torch.rand(30, 1, 4, 4)
    known = Gaussian.of(features_of(network, pictures))
    distance = distance_of(network, known, pictures[:20])
    assert distance.to_json()["network"] == "mean colour"
    assert distance.pictures == 20


def test_efficientnet_gives_1280_features_of_any_size() -> None:
    torch.manual_seed(0)
    network = EfficientNetLite0().eval()
    with torch.inference_mode():
        assert network(torch.rand(2, 3, 33, 48)).shape == (2, 1280)
    weights = sum(p.numel() for p in network.parameters())
    assert weights == 4_652_008 - 1280 * 1000 - 1000  # as published, without the classifier


def test_without_a_network_one_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "PACKAGE", "no_package_of_this_name")
    with pytest.raises(BadInput, match="network that knows pictures"):
        feature_network()


def test_frames_are_measured_against_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    network = FeatureNetwork("mean colour", lambda x: x.mean((2, 3)))
    monkeypatch.setattr(features, "feature_network", lambda: network)
    for name, grey in (("real", 200), ("film", 100)):
        (tmp_path / name).mkdir()
        for number in range(3):
            image = Image.new("L", (20, 20), grey + number)
            image.putpixel((number, 3), 0)
            image.save(tmp_path / name / f"{number}.png")
    real, film = str(tmp_path / "real"), str(tmp_path / "film")
    assert main(["metrics", "--frames", film, "--real", real]) == 0
    table = capsys.readouterr().out
    assert "FID" in table and "mean colour, 3 pictures" in table
    apart = 100.0 * (1.0 - 1.0 / 400.0)  # grey levels; one pixel of 400 is black in both
    assert f"{3 * (apart / 255) ** 2:.3f}" in table
