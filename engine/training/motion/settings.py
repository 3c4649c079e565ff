# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What trainings of motion on films share: their settings, and what a resumed run can't change."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from engine.training.loop import LoopSettings, TrainingLoop, TrainingTask
from engine.training.motion.films import Films

_LOG_STEPS = 10
TaskT = TypeVar("TaskT", bound=TrainingTask)


@dataclass(frozen=True)
class MotionTraining:
    """Settings of a run.

    Attributes:
        out: folder of the run.
        steps: length of the training.
        rate: of learning, constant.
        batch: clips in a step.
    """

    out: Path
    steps: int
    rate: float
    batch: int
    seed: int = 0

    def loop(
        self, task: TaskT, films: Films, base: str, session_minutes: float
    ) -> TrainingLoop[TaskT]:
        """Begin a run in `out`, or resume the one that is there.

        base: name of the model that is trained. Raises BadInput where the run that is there has
        another one, other films or clips, or another batch or seed.
        """
        return TrainingLoop(
            task,
            self.out,
            LoopSettings(
                steps=self.steps,
                seed=self.seed,
                session_minutes=session_minutes,
                log_steps=_LOG_STEPS,
            ),
            lambda number, progress: 1.0,
            {
                "base": base,
                "films": [film.name for film in films.films],
                "frames": films.frames,
                "size": films.size,
                "stride": films.stride,
                "batch": self.batch,
                "seed": self.seed,
            },
        )
