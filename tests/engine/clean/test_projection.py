# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggestions: the mixture that comes nearest, moves between pictures, too far, the command."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.numpy import save_file

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, FormatError
from engine.clean.projection import suggesting
from engine.clean.projection.autoencoder import (
    AutoencoderConfig,
    SketchAutoencoder,
    load_autoencoder,
    save_autoencoder,
)
from engine.clean.projection.bank import WHOLE, SketchBank
from engine.clean.projection.field import SIDE, FieldFrame, field_of_lines
from engine.clean.projection.neighbours import affine_weights, positive_weights, project
from engine.clean.projection.registration import moves_at, moves_between
from engine.clean.projection.suggesting import KnownSketches, suggest
from engine.colour.network.weights_file import load_generator
from engine.commands import cli
from engine.runtime.arrays import numpy_of


def circle(radius: float, middle: tuple[float, float] = (64.0, 64.0)) -> np.ndarray:
    turn = np.linspace(0.0, 2.0 * np.pi, 80)
    return np.array(middle) + radius * np.stack([np.cos(turn), np.sin(turn)], 1)


def field_of(points: np.ndarray) -> np.ndarray:
    return field_of_lines(points, np.zeros(len(points), np.int64), FieldFrame(1.0, np.zeros(2)))


def test_the_field_is_one_on_lines_and_fades() -> None:
    field = field_of(np.array([[20.5, 64.5], [100.5, 64.5]]))
    assert field[64, 21:100].min() == 1.0 and not field[80].round(3).any()
    assert field[65, 50] == pytest.approx(np.exp(-((1 / 1.8) ** 2)), abs=1e-6)


def test_the_frame_holds_the_drawing_and_gives_moves_back() -> None:
    points = np.array([[100.0, 50.0], [300.0, 150.0]])
    frame = FieldFrame.around(points)
    inside = frame.inside(points)
    assert inside.min() > 0 and inside.max() < SIDE and np.allclose(inside.mean(0), SIDE / 2)
    assert np.allclose(frame.outside(inside[1:] - inside[:1]), points[1:] - points[:1])


def test_weights_sum_to_one_and_reproduce_a_mixture() -> None:
    rng = np.random.default_rng(0)
    known = rng.normal(size=(5, 40))
    mixture = np.array([0.5, 0.3, 0.2, 0.0, 0.0])
    weights = positive_weights(mixture @ known, known)
    assert np.allclose(weights, mixture, atol=1e-3)
    beyond = np.array([1.4, -0.4, 0.0, 0.0, 0.0])
    assert affine_weights(beyond @ known, known).sum() == pytest.approx(1.0)
    assert affine_weights(beyond @ known, known).min() < -0.1
    assert positive_weights(beyond @ known, known).min() >= 0.0


@pytest.mark.parametrize("positive", [False, True])
def test_a_projection_is_nearer_than_the_nearest_neighbour(positive: bool) -> None:
    rng = np.random.default_rng(1)
    bank, latent = rng.normal(size=(200, 30)), rng.normal(size=30)
    found = project(latent, bank, positive=positive)
    assert len(found.neighbours) == 10 and found.weights.sum() == pytest.approx(1.0)
    assert np.linalg.norm(found.latent - latent) < found.distance
    assert found.distance == np.linalg.norm(bank - latent, axis=1).min()


def test_a_larger_circle_pulls_a_smaller_one_outwards() -> None:
    small = circle(36.0)
    moves = moves_at(moves_between(field_of(small), field_of(circle(42.0))), small)
    outward = (moves * (small - 64.0) / 36.0).sum(1)
    assert 4.0 < outward.mean() < 8.0 and outward.min() > 2.0
    still = moves_at(moves_between(field_of(small), field_of(small)), small)
    assert np.abs(still).max() < 0.01


def known_sketches(reach: float = 1e6) -> KnownSketches:
    torch.manual_seed(0)
    network = SketchAutoencoder(AutoencoderConfig((4, 4, 8, 8, 8), 16)).eval()
    fields = np.stack([field_of(circle(r, (64.0, y))) for r in (30, 40, 50) for y in (55, 64, 72)])
    with torch.inference_mode():
        latents = network.encode(torch.from_numpy(fields)[:, None]).half().numpy()
    return KnownSketches(network, SketchBank({WHOLE: latents}, {WHOLE: reach}))


def drawing() -> Drawing:
    points = np.concatenate([circle(50.0), circle(20.0)]).astype(np.float32)
    return Drawing.build(points, [0, 80, 160], canvas=(128.0, 128.0))


def test_no_degree_leaves_the_drawing_as_it_is() -> None:
    known = known_sketches()
    asked = drawing()
    same = suggest(asked, 0.0, known=known)
    assert np.allclose(numpy_of(same.drawing.positions), numpy_of(asked.positions), atol=1e-3)
    half, whole = (
        numpy_of(suggest(asked, d, known=known).drawing.positions) - numpy_of(asked.positions)
        for d in (0.5, 1.0)
    )
    assert np.abs(whole).max() > 0 and np.allclose(2.0 * half, whole, atol=1e-3)
    assert same.drawing.stroke_count == 2 and same.picture.shape == (SIDE, SIDE)


def test_what_is_far_from_everything_gets_no_suggestion() -> None:
    with pytest.raises(BadInput, match="near enough"):
        suggest(drawing(), 0.5, known=known_sketches(reach=1e-9))


def test_a_drawing_without_lines_gets_none() -> None:
    empty = Drawing.build(np.zeros((0, 2), np.float32), [0], canvas=(10.0, 10.0))
    with pytest.raises(BadInput, match="no lines"):
        suggest(empty, 0.5, known=known_sketches())


def test_the_command_writes_strokes_and_a_faint_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "shipped_sketches", known_sketches)
    rough = tmp_path / "drawing.safetensors"
    drawing().write(rough)

    def clean(degree: str) -> int:
        out = str(tmp_path / f"job{degree}")
        return cli.main(["clean", str(rough), "--suggest", degree, "--out", out])

    assert clean("0.5") == 0
    assert b"<path" in (tmp_path / "job0.5" / "suggestion.svg").read_bytes()
    shade = np.asarray(Image.open(tmp_path / "job0.5" / "suggestion.png"))
    assert shade.shape == (512, 512) and shade.min() >= 152
    assert clean("1.5") != 0 and not (tmp_path / "job1.5").exists()


def test_an_earlier_suggestion_does_not_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "shipped_sketches", known_sketches)
    rough, out = tmp_path / "drawing.safetensors", tmp_path / "job"
    drawing().write(rough)
    words = ["clean", str(rough), "--out", str(out)]
    files = [out / "suggestion.svg", out / "suggestion.png"]
    for reach, more, code in ((1e6, [], 0), (1e-9, ["--suggest", "1"], 5)):
        monkeypatch.setattr(suggesting, "shipped_sketches", known_sketches)
        assert cli.main([*words, "--suggest", "0.5"]) == 0 and all(p.is_file() for p in files)
        monkeypatch.setattr(suggesting, "shipped_sketches", partial(known_sketches, reach))
        assert cli.main([*words, *more]) == code and not any(p.is_file() for p in files)


def test_without_weights_the_work_does_not_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(suggesting, "load_autoencoder", lambda: load_autoencoder(tmp_path / "no"))
    suggesting.shipped_sketches.cache_clear()
    rough, out = tmp_path / "drawing.safetensors", tmp_path / "job"
    drawing().write(rough)
    assert cli.main(["clean", str(rough), "--suggest", "0.5", "--out", str(out)]) == 5
    assert "without the weights" in capsys.readouterr().err and not out.exists()


def test_weights_and_bank_are_read_as_written(tmp_path: Path) -> None:
    known = known_sketches()
    network = known.network
    save_autoencoder(tmp_path / "a", network, network.state_dict())
    known.bank.write(tmp_path / "b")
    read = KnownSketches(load_autoencoder(tmp_path / "a"), SketchBank.read(tmp_path / "b"))
    field = field_of(circle(33.0))
    assert np.allclose(read.encode(field), known.encode(field), atol=0.01)
    assert np.array_equal(read.bank.latents[WHOLE], known.bank.latents[WHOLE])
    assert read.bank.usual == known.bank.usual


@pytest.mark.parametrize("read", [load_autoencoder, SketchBank.read, load_generator])
@pytest.mark.parametrize("header", [None, {}, {"config": "{"}, {"config": "[]"}, {"whole": "far"}])
def test_damaged_files_are_told_of(
    tmp_path: Path, read: Callable[[Path], object], header: dict[str, str] | None
) -> None:
    path = tmp_path / "damaged"
    path.write_bytes(b"nothing")
    if header is not None:
        save_file({"whole": np.zeros((2, 2), np.float16)}, path, header)
    with pytest.raises(FormatError, match="damaged"):
        read(path)
