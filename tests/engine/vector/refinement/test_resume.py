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

STANDARD = Request(
    "the dog runs and the flag waves",
    seed=11,
    settings={"steps": 12, "seeds": 2, "actions": False},
)
FULL = Request(
    "the dog runs and the flag waves",
    quality="full",
    settings={"steps": 12, "seeds": 2},
)


PHASES = ("object 1 of 2", "object 2 of 2", "all objects")


@pytest.mark.parametrize("request_", [STANDARD, FULL], ids=["standard", "full"])
@pytest.mark.parametrize("stage", [0, 1, 2])
def test_an_interrupted_job_ends_in_the_same_animation(request_: Request, stage: int) -> None:
    drawing = strokes_drawing()
    undisturbed = InterruptedRun()
    expected = animate(drawing, request_, undisturbed, prior=VerbPrior())
    fifth_step = undisturbed.phases.index(PHASES[stage]) + 5  # a checkpoint comes every third step
    broken = InterruptedRun(stop_at=fifth_step)
    with pytest.raises(Stopped):
        animate(drawing, request_, broken, prior=VerbPrior())
    assert broken.kept is not None
    _, metadata = broken.kept
    assert metadata["stage"] == str(stage)
    assert 0 < int(metadata["step"]) < 5
    again = InterruptedRun()
    again.kept = broken.kept
    found = animate(drawing, request_, again, prior=VerbPrior())
    assert tuple(dict.fromkeys(again.phases)) == PHASES[stage:]  # no draft, no stage again
    assert again.phases.count(PHASES[stage]) == (
        undisturbed.phases.count(PHASES[stage]) - int(metadata["step"])
    )
    for name in ("offsets", "transforms", "keys"):
        assert np.array_equal(numpy_of(getattr(found, name)), numpy_of(getattr(expected, name))), (
            name
        )


def test_a_job_interrupted_before_its_first_checkpoint_starts_anew() -> None:
    undisturbed, broken, again = InterruptedRun(), InterruptedRun(stop_at=10), InterruptedRun()
    expected = animate(strokes_drawing(), STANDARD, undisturbed, prior=VerbPrior())
    with pytest.raises(Stopped):
        animate(strokes_drawing(), STANDARD, broken, prior=VerbPrior())
    assert broken.kept is None
    found = animate(strokes_drawing(), STANDARD, again, prior=VerbPrior())
    assert again.phases == undisturbed.phases
    assert np.array_equal(numpy_of(found.offsets), numpy_of(expected.offsets))


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
