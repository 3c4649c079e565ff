# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from addon.contract.errors import Stopped
from addon.contract.request import Request
from engine.runtime.arrays import numpy_of
from engine.vector.pipeline import animate
from tests.engine.vector.stand_ins import InterruptedRun, VerbPrior, strokes_drawing

STANDARD = Request("the dog runs and the flag waves", seed=11, settings={"steps": 12, "seeds": 2})
FULL = Request(
    "the dog runs and the flag waves",
    quality="full",
    settings={"steps": 12, "seeds": 2},
)


@pytest.mark.parametrize("request_", [STANDARD, FULL], ids=["standard", "full"])
@pytest.mark.parametrize("at", [0.3, 0.6, 0.8, 0.95])
def test_an_interrupted_job_ends_in_the_same_animation(request_: Request, at: float) -> None:
    drawing = strokes_drawing()
    undisturbed = InterruptedRun()
    expected = animate(drawing, request_, undisturbed, prior=VerbPrior())
    broken = InterruptedRun(stop_at=int(at * undisturbed.steps))
    with pytest.raises(Stopped):
        animate(drawing, request_, broken, prior=VerbPrior())
    again = InterruptedRun()
    again.kept = broken.kept
    found = animate(drawing, request_, again, prior=VerbPrior())
    assert again.steps < undisturbed.steps or broken.kept is None
    for name in ("offsets", "transforms", "keys"):
        difference = numpy_of(getattr(found, name)) - numpy_of(getattr(expected, name))
        assert np.abs(difference).max() == 0.0, name


def test_a_job_can_be_stopped_at_any_step_while_it_samples() -> None:
    broken = InterruptedRun(stop_at=4)
    with pytest.raises(Stopped):
        animate(strokes_drawing(), STANDARD, broken, prior=VerbPrior())
    assert broken.steps == 4


def test_faithful_settings_resume_exactly_with_their_quirks() -> None:
    from dataclasses import replace

    import torch

    from engine.vector.job import VectorJob
    from engine.vector.refinement.optimise import Refinement
    from engine.vector.refinement.sds import PriorGuide
    from engine.vector.refinement.training_state import TrainingState
    from engine.vector.scene.scene import build_scene
    from engine.vector.settings import (
        FAITHFUL_NETWORK,
        FAITHFUL_OPTIMISER,
        FAITHFUL_SDS,
        ScheduleSettings,
        VectorSettings,
    )

    settings = VectorSettings(
        "full",
        replace(FAITHFUL_NETWORK, width=8),
        FAITHFUL_OPTIMISER,
        FAITHFUL_SDS,
        ScheduleSettings(steps=7, share_budget=False),
    )
    scene = build_scene(strokes_drawing(), most_tokens=400)
    captions = ("it runs", "it waves")
    job = VectorJob.of(scene, VerbPrior(), captions, settings, prompt="both", seed=3)

    def run(progress: InterruptedRun) -> torch.Tensor:
        found = Refinement(job, PriorGuide(job.prior), None, TrainingState.load(progress))
        found.optimise(progress, lambda _: None)
        return found.displacements()

    expected = run(InterruptedRun())
    broken = InterruptedRun(stop_at=12)
    with pytest.raises(Stopped):
        run(broken)
    again = InterruptedRun()
    again.kept = broken.kept
    assert torch.equal(run(again), expected)
