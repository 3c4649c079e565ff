# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Published numbers of the noise schedule, Live-Sketch's settings, and tokens as curves."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import torch

from addon.contract.errors import BadInput
from addon.contract.request import Request
from addon.contract.strict_json import JSON
from engine.priors.video.noise_schedule import NoiseSchedule
from engine.training.video.architecture import MS_1_7B
from engine.vector.job import VectorJob
from engine.vector.scene.scene import build_scene
from engine.vector.scene.stroke_curves import StrokeCurves
from engine.vector.settings import VectorSettings, vector_settings
from tests.engine.vector.stand_ins import VerbPrior, strokes_drawing

SCHEDULE = NoiseSchedule.of(MS_1_7B.scheduler)


@pytest.mark.parametrize(
    ("step", "kept"), [(0, 0.9991), (50, 0.9516), (500, 0.2763), (948, 0.0084)]
)
def test_alpha_bars_are_the_published_ones(step: int, kept: float) -> None:
    assert float(SCHEDULE.alpha_bars[step]) == pytest.approx(kept, abs=6e-5)
    assert SCHEDULE.weight(step) == pytest.approx(1 - kept, abs=6e-5)


def test_levels_drawn_evenly_are_uniform_timesteps() -> None:
    levels = 0.05 + 0.9 * (np.arange(89900) + 0.5) / 89900
    counts = Counter(SCHEDULE.timestep(float(level)) for level in levels)
    assert sorted(counts) == list(range(50, 949))
    assert set(counts.values()) == {100}


def test_velocity_and_noise_say_the_same() -> None:
    clean, noise = torch.randn(2, 4), torch.randn(2, 4)
    velocity = NoiseSchedule(SCHEDULE.alpha_bars, "v_prediction")
    noisy = velocity.noisy(clean, noise, 400)
    kept = float(SCHEDULE.alpha_bars[400])
    said = kept**0.5 * noise - (1 - kept) ** 0.5 * clean
    assert torch.allclose(velocity.noise_of(said, noisy, 400), noise, atol=1e-5)


def test_unknown_schedules_are_named() -> None:
    with pytest.raises(BadInput, match="squaredcos"):
        NoiseSchedule.of({"beta_schedule": "squaredcos_cap_v2"})
    with pytest.raises(BadInput, match="flow"):
        NoiseSchedule.of({"prediction_type": "flow"})


def test_each_path_has_its_own_guidance_rate_and_weight() -> None:
    wishes: dict[str, JSON] = {
        "guidance_local": 11.0, "guidance_global": 12.0, "local_rate": 1e-4, "global_rate": 2e-4,
        "weight_local": 0.5, "weight_translation": 3.0, "weight_rotation": 0.02,
        "weight_scale": 0.1, "weight_shear": 0.2,
    }  # fmt: skip
    found = vector_settings(Request("it runs", settings={"faithful": True, **wishes}))
    assert (found.sds.guidance, found.sds.guidance_global) == (11.0, 12.0)
    assert (found.optimiser.local_rate, found.optimiser.global_rate) == (1e-4, 2e-4)
    network = found.network
    assert (network.local, network.translation, network.rotation) == (0.5, 3.0, 0.02)
    assert (network.scale, network.shear) == (0.1, 0.2)
    both = vector_settings(Request("it runs", settings={"sds_guidance": 7.0})).sds
    assert (both.guidance, both.guidance_global) == (7.0, 7.0)


def test_full_with_a_video_model_is_the_paper() -> None:
    one = vector_settings(Request("x", quality="full"), video=True)
    many = vector_settings(Request("x", quality="full"), video=True, objects=3)
    assert (one.sds.guidance, one.sds.guidance_global) == (30.0, 40.0)
    assert (many.sds.guidance, many.sds.guidance_global) == (30.0, 10.0)
    faithful = Request("it runs", settings={"faithful": True})
    for count, guidance in ((1, 40.0), (2, 10.0)):  # the embedded prior is asked the same way
        assert vector_settings(faithful, objects=count).sds.guidance_global == guidance
    assert one.optimiser.two_passes
    assert one.optimiser.accumulate_global_grads
    assert one.schedule.steps == 1001
    assert one.network.tokens == "flat"
    assert one.video.frames == 24
    assert one.video.augment == "pictures"
    ours = vector_settings(Request("x", quality="standard"), video=True)
    assert not ours.optimiser.two_passes
    assert ours.schedule.steps <= 250


def test_curves_at_rest_are_the_drawing_and_follow_their_tokens() -> None:
    scene = build_scene(strokes_drawing(), most_tokens=400)
    captions = ("it runs", "it waves")
    job = VectorJob.of(scene, VerbPrior(), captions, VectorSettings("full"), prompt="both")
    for stage, view in zip(job.stages, job.views, strict=True):
        curves = StrokeCurves.of(scene, view)
        rest = curves(torch.zeros(2, len(view.tokens), 2))
        control = scene.space.to_working(scene.handles.control.astype(np.float64))
        strokes = 6 if len(stage.objects) == 2 else 3 if stage.objects == (0,) else 2
        assert len(np.unique(scene.handles.stroke_of_handle[curves.segments[:, 0]])) == strokes
        assert np.abs(rest[0].numpy() - control[curves.segments.numpy()]).max() < 1e-3
        movable = view.sketch.movable
        moved = curves(torch.ones(1, len(view.tokens), 2) * movable[None, :, None])
        free = torch.from_numpy(scene.objects[curves.segments[:, 0].numpy()] >= 0)
        assert torch.allclose(moved[0, free] - rest[0, free], torch.tensor(1.0), atol=1e-4)
        assert torch.allclose(moved[0, ~free], rest[0, ~free])
