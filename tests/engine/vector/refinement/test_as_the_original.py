# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `faithful` moves and shows is what Live-Sketch moves and shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from addon.contract.drawing import Drawing
from engine.geometry.handles import curve_to_control
from engine.priors.video.model import VideoModel
from engine.vector.draft import pinned
from engine.vector.job import VectorJob
from engine.vector.refinement.optimise import Refinement
from engine.vector.refinement.sds import PriorGuide
from engine.vector.refinement.video_guide import VideoGuide
from engine.vector.scene.scene import build_scene
from engine.vector.settings import (
    FAITHFUL_NETWORK,
    FAITHFUL_OPTIMISER,
    FAITHFUL_VIDEO,
    ScheduleSettings,
    VectorSettings,
)
from tests.engine.vector.stand_ins import (
    InterruptedRun,
    VerbPrior,
    object_networks,
    strokes_drawing,
)

SETTINGS = VectorSettings(
    quality="full",
    network=replace(FAITHFUL_NETWORK, width=8),
    optimiser=FAITHFUL_OPTIMISER,
    schedule=ScheduleSettings(steps=3, share_budget=False),
)


def _run(settings: VectorSettings, drawing: Drawing) -> Refinement:
    scene = build_scene(drawing, most_tokens=400)
    count = len(scene.active)
    job = VectorJob.of(scene, VerbPrior(), ("it runs",) * count, settings, prompt="it runs", seed=5)
    return Refinement(job, PriorGuide(job.prior), None)


def _one_object() -> Drawing:
    return strokes_drawing((0, 0, 0))


def test_the_network_is_given_control_points_in_canvas_pixels() -> None:
    run = _run(SETTINGS, _one_object())
    control = torch.from_numpy(run.job.scene.handles.control[run.tokens[0].numpy()])
    torch.testing.assert_close(
        object_networks(run)[0].centre_relative, control - control.mean(0), atol=1e-3, rtol=0
    )


def test_the_network_moves_control_points(monkeypatch: pytest.MonkeyPatch) -> None:
    run = _run(SETTINGS, _one_object())
    scene, own = run.job.scene, run.tokens[0].numpy()
    first = scene.handles.segments[0]
    moved = torch.zeros(run.guide.frames, len(own), 2)
    moved[1, int(np.flatnonzero(own == first[1])[0])] = torch.tensor([3.0, -6.0])
    monkeypatch.setattr(run.networks[0], "forward", lambda generator=None: moved)
    tokens = run.displacements().numpy()
    # Bernstein's weights of the second control point at 1/3 and 2/3 are 12/27 and 6/27.
    for handle, weight in zip(first, (0, 12 / 27, 6 / 27, 0), strict=True):
        wanted = weight * scene.space.scale * np.array([3.0, -6.0])
        np.testing.assert_allclose(tokens[1, handle], wanted, atol=1e-4)
    control = scene.space.displacement_to_canvas(curve_to_control(scene.handles, tokens))
    np.testing.assert_allclose(control[:, own], moved.numpy(), atol=1e-3)


def test_frame_1_does_not_jump_away_from_a_frame_0_that_is_set_to_rest() -> None:
    run = _run(SETTINGS, _one_object())
    constant = torch.full((24, run.job.sketch.count, 2), 5.0)
    found = pinned(constant, run.job.sketch, loop=False)
    assert not found[0].any()
    assert float(found[1].max()) < 1.0  # 5 when frame 0 alone is overwritten
    torch.testing.assert_close(found[-1], constant[-1])


def test_frame_0_does_not_jump_away_from_the_last_frame_of_a_loop() -> None:
    run = _run(SETTINGS, _one_object())
    constant = torch.full((24, run.job.sketch.count, 2), 5.0)
    found = pinned(constant, run.job.sketch, loop=True)
    assert not found[0].any()
    torch.testing.assert_close(found[12], constant[12])
    assert float(found[-1].max()) < 1.0
    torch.testing.assert_close(found[1:], found[1:].flip(0))


def test_the_merged_stage_leaves_what_the_global_path_does_alone() -> None:
    run = _run(SETTINGS, strokes_drawing())
    for number in range(len(run.job.stages) - 1):
        run._run(number, InterruptedRun(), lambda _: None)
    before = [network.motion()[1].detach() for network in object_networks(run)]
    local = [network.motion()[0].detach() for network in object_networks(run)]
    run._run(len(run.job.stages) - 1, InterruptedRun(), lambda _: None)
    for network, matrices, offsets in zip(object_networks(run), before, local, strict=True):
        assert torch.equal(network.motion()[1], matrices)
        assert not torch.equal(network.motion()[0], offsets)


class _Blank(nn.Module):
    """A video model of which only the size and the device are asked."""

    size = 128
    device = torch.device("cpu")


@pytest.mark.parametrize("width", [2.0, 9.0])
def test_the_model_sees_the_canvas_with_the_drawings_own_widths(width: float) -> None:
    points = np.array([[20, 50], [60, 50], [100, 50], [140, 50]], np.float32)
    drawing = Drawing.build(
        points,
        np.array([0, 4], np.int32),
        canvas=(256, 256),
        widths=np.full(4, width, np.float32),
        curve_types=np.ones(1, np.uint8),
    )
    run = _run(SETTINGS, drawing)
    model: VideoModel = _Blank()  # type: ignore[assignment]
    settings = replace(FAITHFUL_VIDEO, augment="none", frames=2)
    guide = VideoGuide(model, run.job.scene, 2, settings)
    view = run.job.views[0]
    ink: Tensor = guide.ink(view, torch.zeros(2, len(view.tokens), 2), torch.Generator())[0, 0]
    across = ink[:, 40]  # canvas x = 80
    assert float(across.sum()) == pytest.approx(width / 2, abs=0.1)
    middle = float((across * (torch.arange(128) + 0.5)).sum() / across.sum())
    assert middle == pytest.approx(25.0, abs=0.1)


def test_a_stroke_is_as_wide_as_its_points_on_average() -> None:
    points = np.array([[20, 50], [60, 50], [100, 50], [20, 90], [60, 90]], np.float32)
    drawing = Drawing.build(
        points,
        np.array([0, 3, 5], np.int32),
        canvas=(256, 256),
        widths=np.array([1, 2, 6, 4, 5], np.float32),
    )
    run = _run(SETTINGS, drawing)
    model: VideoModel = _Blank()  # type: ignore[assignment]
    guide = VideoGuide(model, run.job.scene, 2, FAITHFUL_VIDEO)
    np.testing.assert_allclose(guide._stroke_widths, [3.0, 4.5])
