# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggestions: known drawings that are near, mixtures, moves between pictures, the command."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.numpy import save_file

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, FormatError
from addon.contract.job import JobFolder
from addon.contract.request import Request
from addon.contract.strict_json import JSON
from addon.contract.suggesting import (
    DEGREE,
    FORM,
    SUGGESTION_FILE,
    SUGGESTION_PICTURE,
    degree_of,
    form_of,
)
from engine.clean.projection import suggesting
from engine.clean.projection.autoencoder import (
    AutoencoderConfig,
    SketchAutoencoder,
    load_autoencoder,
    save_autoencoder,
)
from engine.clean.projection.bank import WHOLE, SketchBank
from engine.clean.projection.mixing import lines_apart
from engine.clean.projection.registration import moves_at, moves_between
from engine.clean.projection.retrieving import named_by, nearest
from engine.clean.projection.sketch_lines import SketchLines
from engine.clean.projection.suggesting import KnownSketches, suggest
from engine.clean.projection.weights import affine_weights, positive_weights
from engine.colour.network.weights_file import load_generator
from engine.commands import cli
from engine.geometry.line_fields import REACH, SIDE, FieldFrame, field_of_lines
from engine.geometry.tracing.svg_file import svg_text
from engine.jobs.run import run_job
from engine.runtime.arrays import numpy_of
from engine.training.projection.run import bank_of


def circle(radius: float, middle: tuple[float, float] = (32.0, 32.0)) -> np.ndarray:
    turn = np.linspace(0.0, 2.0 * np.pi, 80)
    return np.array(middle) + radius * np.stack([np.cos(turn), np.sin(turn)], 1)


def arrow() -> list[np.ndarray]:
    """Return an arrow that flies to the right: it has no symmetry but one."""
    return [np.array([[4.0, 32.0], [60.0, 32.0]]), np.array([[48.0, 20.0], [60.0, 32], [48, 44]])]


def field_of(points: np.ndarray) -> np.ndarray:
    return field_of_lines([points])


def test_the_field_is_one_on_lines_and_fades_evenly() -> None:
    field = field_of(np.array([[10.25, 32.25], [50.25, 32.25]]))
    assert field[32, 11:50].min() > 0.93 and not field[42].any()
    assert np.allclose(np.diff(field[33:40, 30]), -1.0 / REACH, atol=1e-6)


def test_the_frame_holds_the_drawing_and_gives_places_back() -> None:
    points = np.array([[100.0, 50.0], [300.0, 150.0]])
    frame = FieldFrame.around(points)
    inside = frame.inside(points)
    assert inside.min() > 0 and inside.max() < SIDE and np.allclose(inside.mean(0), SIDE / 2)
    assert np.allclose(frame.outside(inside), points)


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


def test_a_larger_circle_pulls_a_smaller_one_outwards() -> None:
    small = circle(18.0)
    moves = moves_at(moves_between(field_of(small), field_of(circle(21.0))), small)
    outward = (moves * (small - 32.0) / 18.0).sum(1)
    assert 2.0 < outward.mean() < 4.0 and outward.min() > 1.0
    still = moves_at(moves_between(field_of(small), field_of(small)), small)
    assert np.abs(still).max() < 0.01


def known_sketches() -> KnownSketches:
    torch.manual_seed(0)
    network = SketchAutoencoder(AutoencoderConfig((4, 4, 8, 8, 8), 16)).eval()
    rings = [[circle(r), circle(r / k)] for r in (20.0, 25.0) for k in (1.9, 2.0, 2.1)]
    sketches = [("wheel-rim", "noto", lines) for lines in rings]
    lines = SketchLines.of([*sketches, ("arrow", "figure", arrow())])
    return KnownSketches(network, bank_of(network, {WHOLE: lines}))


def drawing(inner: float = 26.0) -> Drawing:
    points = np.concatenate([circle(50.0), circle(inner)]).astype(np.float32) + 32.0
    return Drawing.build(points, [0, 80, 160], canvas=(128.0, 128.0))


def far_off() -> Drawing:
    rng = np.random.default_rng(0)
    points = rng.uniform(0.0, 100.0, (60, 2)).astype(np.float32)
    return Drawing.build(points, [0, 60], canvas=(128.0, 128.0))


def radius(of: Drawing, stroke: int) -> float:
    first, last = numpy_of(of.stroke_offsets)[stroke : stroke + 2]
    points = numpy_of(of.positions).reshape(-1, 2)[first:last]
    return float(np.hypot(*(points - points.mean(0)).T).mean())


def test_lines_are_packed_and_unpacked_in_their_picture() -> None:
    lines = SketchLines.of([("arrow", "figure", arrow()), ("ring", "noto", [circle(9.0)])])
    assert len(lines) == 2 and lines.names == ("arrow", "ring")
    shaft, head = lines[0]
    assert len(shaft) == 2 and len(head) == 3 and np.ptp(shaft[:, 0]) > 0.8 * SIDE
    (ring,) = lines[1]
    assert np.hypot(*(ring - 32.0).T) == pytest.approx(0.43 * SIDE, abs=0.4)
    again = SketchLines.of_tensors(lines.part([1]).tensors())
    assert again.names == ("ring",) and np.array_equal(again[0][0], ring)


@pytest.mark.parametrize(("turn", "mirrored"), [(0.0, 1), (22.5, 1), (-45.0, -1)])
def test_a_known_drawing_is_found_mirrored_and_turned_and_laid_over(
    turn: float, mirrored: int
) -> None:
    known = known_sketches()
    cosine, sine = np.cos(np.deg2rad(turn)), np.sin(np.deg2rad(turn))
    lines = [(x - 32) * [mirrored, 1] @ np.array([[cosine, sine], [-sine, cosine]]) + 32
             for x in arrow()]  # fmt: skip
    frame = FieldFrame.around(np.concatenate(lines))
    framed = [frame.inside(line) for line in lines]
    found = nearest(framed, known.bank, WHOLE, known.encode)
    assert known.bank.lines[WHOLE].names[found[0].number] == "arrow"
    assert lines_apart(found[0].lines, framed) < 1.0


def test_the_sentence_says_which_drawings_are_looked_at() -> None:
    names = ("car", "four_legged", "flying_bird", "tree", "dog")
    assert named_by("the dog runs", names).tolist() == [0, 1, 0, 0, 2]
    assert named_by("the bird flies", names).tolist() == [0, 0, 1, 0, 0]
    assert not named_by("", names).any()


def test_a_suggestion_goes_to_where_known_drawings_have_their_lines() -> None:
    known = known_sketches()
    asked = drawing(20.0)  # the inner ring is smaller than all that are known
    found = suggest(asked, 1.0, sentence="the wheel turns", known=known)
    assert found.name == "wheel rim" and found.credit.startswith("Noto")
    assert radius(found.drawing, 1) > radius(asked, 1) + 2.0
    assert radius(found.drawing, 0) == pytest.approx(radius(asked, 0), rel=0.03)
    half = suggest(asked, 0.5, sentence="the wheel turns", known=known)
    whole = numpy_of(found.drawing.positions) - numpy_of(asked.positions)
    moved = numpy_of(half.drawing.positions) - numpy_of(asked.positions)
    assert np.allclose(2.0 * moved, whole, atol=1e-3)


def test_no_degree_leaves_the_drawing_and_brings_the_reference_onto_it() -> None:
    known, asked = known_sketches(), drawing(24.0)
    found = suggest(asked, 0.0, known=known)
    assert np.allclose(numpy_of(found.drawing.positions), numpy_of(asked.positions), atol=1e-3)
    rings = [numpy_of(asked.positions).reshape(-1, 2)[k : k + 80] for k in (0, 80)]
    ends = numpy_of(found.reference.stroke_offsets)
    points = numpy_of(found.reference.positions).reshape(-1, 2)
    lines = [points[a:b] for a, b in itertools.pairwise(ends.tolist())]
    assert lines_apart(lines, rings) < 1.5 and found.distance < 0.01
    assert (numpy_of(found.reference.colors)[:, 2] > numpy_of(asked.colors)[0, 2]).all()


@pytest.mark.parametrize("positive", [False, True])
def test_a_mixture_is_nearer_than_the_nearest_known_drawing(positive: bool) -> None:
    known, lines = known_sketches(), [circle(27.5), circle(14.0)]
    mixture = known.mixture(lines, WHOLE, "", positive=positive)
    assert mixture is not None and mixture.weights.sum() == pytest.approx(1.0)
    assert mixture.distance < 0.7 * mixture.before
    assert not positive or mixture.weights.min() >= 0.0


def test_what_is_far_from_everything_gets_no_suggestion() -> None:
    with pytest.raises(BadInput, match="near enough"):
        suggest(far_off(), 0.5, known=known_sketches())


def test_a_drawing_without_lines_gets_none() -> None:
    empty = Drawing.build(np.zeros((0, 2), np.float32), [0], canvas=(10.0, 10.0))
    with pytest.raises(BadInput, match="no lines"):
        suggest(empty, 0.5, known=known_sketches())


FILES = ("suggestion.svg", "reference.svg", "suggestion.png")


def test_the_command_writes_strokes_a_reference_and_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "shipped_sketches", known_sketches)
    rough = tmp_path / "drawing.safetensors"
    drawing().write(rough)

    def clean(degree: str) -> int:
        out = str(tmp_path / f"job{degree}")
        return cli.main(["clean", str(rough), "--suggest", degree, "--out", out])

    assert clean("0.5") == 0
    for name in FILES[:2]:
        assert b"<path" in (tmp_path / "job0.5" / name).read_bytes()
    overlay = np.asarray(Image.open(tmp_path / "job0.5" / FILES[2])).astype(int)
    assert (overlay[..., 2] - overlay[..., 0]).max() > 50  # blue lines
    assert clean("1.5") != 0 and not (tmp_path / "job1.5").exists()


def test_an_earlier_suggestion_does_not_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "shipped_sketches", known_sketches)
    rough, other, out = tmp_path / "drawing.svg", tmp_path / "other.safetensors", tmp_path / "job"
    rough.write_text(svg_text(drawing()))
    far_off().write(other)
    files = [out / name for name in FILES]
    for of, more, code in ((rough, [], 0), (other, ["--suggest", "1", "--force"], 5)):
        words = ["clean", str(rough), "--out", str(out), "--force"]
        assert cli.main([*words, "--suggest", "0.5"]) == 0 and all(p.is_file() for p in files)
        assert cli.main(["clean", str(of), "--out", str(out), *more]) == code
        assert not any(p.is_file() for p in files)


def test_a_job_suggests_either_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting, "shipped_sketches", known_sketches)
    found = {}
    for form in ("strokes", "reference"):
        settings: dict[str, JSON] = {DEGREE: 1.0, FORM: form, "pictures": True}
        request = Request("the wheel turns", task="suggest", settings=settings)
        job = JobFolder.create(tmp_path / form, request, drawing(20.0))
        run_job(job.path)
        found[form] = Drawing.read(job.file(SUGGESTION_FILE))
        told = json.loads(job.file("done.json").read_text())["suggestion"]
        assert told["name"] == "wheel rim"
        assert Image.open(job.file(SUGGESTION_PICTURE)).size == (128, 128)
    assert radius(found["strokes"], 1) > 22.0
    assert (numpy_of(found["reference"].colors)[:, 2] > 0.9).all()
    with pytest.raises(BadInput, match="degree"):
        degree_of({DEGREE: 2.0})
    with pytest.raises(BadInput, match="either"):
        form_of({FORM: "song"})


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
    field = field_of(circle(16.0))
    assert np.allclose(read.encode(field), known.encode(field), atol=0.01)
    assert np.array_equal(read.bank.latents[WHOLE], known.bank.latents[WHOLE])
    assert read.bank.lines[WHOLE].names == known.bank.lines[WHOLE].names


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
