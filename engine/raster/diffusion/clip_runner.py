# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All takes of a job, clip by clip, with progress, previews and checkpoints.

The names in a checkpoint, by which a later run of the job finds its place:

- drawing, drawing/asked: the inverted drawing, and the latents its inversion gave to the model;
- take/N: the ink of take N, which is done;
- clip/N: the ink of clip N of the take that is being drawn;
- now/...: what belongs to the clip that is being drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.geometry.tracing.picture import Floats
from engine.raster.diffusion.chaining import ClipPlan, join_clips, restore_ink
from engine.raster.diffusion.ddim import Steps
from engine.raster.diffusion.denoiser import Denoiser
from engine.raster.diffusion.inversion import InversionRecord, encode_ink, invert
from engine.raster.diffusion.reference import Reference, mean_trajectory
from engine.raster.diffusion.sampler import ClipConditions, ClipState, sample, start_clip
from engine.raster.kept_state import as_kept, as_was
from engine.raster.ranking import Score, score
from engine.raster.settings import RasterSettings
from engine.runtime.reporting import Reporting

KIND = "raster"
INVERTING, DRAWING = "looking at the drawing", "drawing the frames"
PREVIEWED = 8  # frames of a clip
SEED_STEP = 1_000_003  # between the clips of one take

#: Receives ink [n, h, w] of some frames while they are being drawn.
OnPreview = Callable[[Floats], None]


@dataclass(frozen=True)
class ScoredTake:
    """A take and its score.

    Attributes:
        ink: float32 [F, h, w] of the different pictures, 1 is black.
    """

    ink: Floats
    score: Score


@dataclass
class ClipRunner:
    """Draws the takes of a drawing, from where an earlier run of the job ended.

    Attributes:
        ink: of the drawing as the model is shown it, [S, S].
        clips: the clips of one take, which together give `pictures` different pictures.
        state: tensors of the checkpoint, by the names above.
        position: numbers of the checkpoint; "step" is the step of the clip being drawn.
    """

    denoiser: Denoiser
    steps: Steps
    ink: Floats
    clips: Sequence[ClipPlan]
    pictures: int
    loop: bool
    prompt: str
    seed: int
    settings: RasterSettings
    progress: Reporting
    on_preview: OnPreview
    state: dict[str, Tensor] = field(default_factory=dict)
    position: dict[str, int] = field(default_factory=dict)

    def takes(self) -> list[ScoredTake]:
        """Draw every take that isn't in the checkpoint; return all, in the order of their seeds.

        Raises what `progress` raises (Cancelled, Stopped).
        """
        self._load()
        drawing = self._reference(self.ink, "drawing", INVERTING)
        takes = []
        for number in range(self.settings.takes):
            drawn = self.state.get(f"take/{number}")
            if drawn is None:
                drawn = torch.from_numpy(self._draw_take(number, drawing))
                self.state = {k: v for k, v in self.state.items() if _outlives_take(k)}
                self.state[f"take/{number}"] = drawn
            ink = drawn.numpy()
            takes.append(ScoredTake(ink, score(ink, self.seed + number, loop=self.loop)))
        self._save()  # so that a job which ends while its frames are written need not draw again
        return takes

    def _draw_take(self, number: int, drawing: Reference) -> Floats:
        """Return the ink [pictures, S, S] of take `number`."""
        inks: list[Floats] = []
        for index, plan in enumerate(self.clips):
            drawn = self.state.get(f"clip/{index}")
            if drawn is None:
                previous = inks[-1][-1] if inks else None
                drawn = torch.from_numpy(self._draw_clip(number, index, plan, drawing, previous))
                self.state = {k: v for k, v in self.state.items() if not k.startswith("now/")}
                self.state[f"clip/{index}"] = drawn
            inks.append(drawn.numpy())
        take = join_clips(inks, self.clips, self.pictures)
        if not self.settings.faithful:
            take[0] = self.ink  # the drawing itself, whatever the model made of it
        return take

    def _draw_clip(
        self,
        number: int,
        index: int,
        plan: ClipPlan,
        drawing: Reference,
        previous: Floats | None,
    ) -> Floats:
        """Return the ink [M, S, S] of clip `index` of take `number`.

        previous: ink [S, S] of the last frame of the clip before it, None for the first clip.
        """
        faithful = self.settings.faithful
        conditions = ClipConditions(drawing.rewound(), loop=plan.circle)
        if previous is not None:
            start = previous if faithful else restore_ink(previous, self.ink)
            first = self._reference(start, "now/first", DRAWING, number, index)
            conditions = ClipConditions(first, drawing=None if faithful else drawing)
        if plan.returns:
            conditions.last = Reference(drawing.trajectory) if faithful else drawing
        clip = self._resume_or_start(conditions, plan, number, index)

        def on_step(clip: ClipState, clean: Tensor) -> None:
            self.state["now/latents"] = clip.latents
            if faithful:
                self.state["now/reference"] = conditions.first.clip
            self.position["step"] = clip.step
            self._report_step(number, index, clip.step)
            if self.progress.wants_preview():
                self._preview(clean)

        self._report_step(number, index, clip.step)
        latents = sample(
            self.denoiser, clip, conditions, self.steps, self.prompt, self.settings,
            on_step=on_step,
        )  # fmt: skip
        self.position["step"] = 0
        return self._decode(latents)

    def _resume_or_start(
        self, conditions: ClipConditions, plan: ClipPlan, number: int, index: int
    ) -> ClipState:
        """Return a clip where the checkpoint left it, or at its beginning."""
        latents = self.state.get("now/latents")
        if latents is None:
            seed = (self.seed + number + SEED_STEP * index) % 2**63
            return start_clip(conditions, plan.frames, seed)
        device = self.denoiser.device
        if self.settings.faithful:
            conditions.first.clip = self.state["now/reference"].to(device)
        return ClipState(latents.to(device), self.position["step"])

    def _reference(
        self, ink: Floats, name: str, phase: str, number: int = 0, index: int = 0
    ) -> Reference:
        """Return a picture at all noise levels, from the checkpoint or by inverting it.

        name: of the levels in the checkpoint; number, index: the take and clip it is for.
        """
        inversion, faithful = self.settings.inversion, self.settings.faithful
        if name in self.state:
            trajectory, inputs = (
                self.state[key].to(self.denoiser.device) for key in (name, f"{name}/asked")
            )
            return Reference(trajectory, faithful, None if faithful else inputs)

        def on_progress(done: int, count: int) -> None:
            if phase == DRAWING:
                self._report_step(number, index, done - count)
            else:
                self.progress.step(phase, done, count)

        clean = encode_ink(self.denoiser, ink, inversion, self.seed)
        if phase == INVERTING:
            self.progress.step(phase, 0, len(self.steps))
        later_clips_use_it = name == "drawing" and len(self.clips) > 1
        record = InversionRecord(
            lambda step: not faithful and self.settings.composing(step), later_clips_use_it
        )
        trajectory = mean_trajectory(
            invert(
                self.denoiser, clean, self.steps, rounds=inversion.rounds, still=not faithful,
                record=record, on_progress=on_progress,
            )
        )  # fmt: skip
        inputs = torch.stack(
            [record.inputs[step].to(trajectory) for step in range(len(self.steps))]
        )
        self.state[name], self.state[f"{name}/asked"] = trajectory, inputs
        return Reference(trajectory, faithful, None if faithful else inputs, record.features)

    # --- progress ---

    def _report_step(self, number: int, index: int, step: int) -> None:
        """Report how many of all steps are done; a later clip's inversion counts as steps too."""
        count = len(self.steps)
        of_take = count * (2 * len(self.clips) - 1)
        done = number * of_take + index * 2 * count + step
        self.progress.step(DRAWING, done, self.settings.takes * of_take)
        self.save_if_due()

    def save_if_due(self) -> None:
        """Save a checkpoint when it is time for one, or when the job is asked to end."""
        if self.state and self.progress.wants_checkpoint():
            self._save()

    def _save(self) -> None:
        position = {name: str(value) for name, value in self.position.items()}
        state, kinds = as_kept(self.state)
        self.progress.save_checkpoint(state, {"kind": KIND, **kinds, **position})

    def _load(self) -> None:
        checkpoint = self.progress.load_checkpoint()
        if checkpoint is None or checkpoint[1].get("kind") != KIND:
            return
        arrays, texts = checkpoint
        self.state = as_was(arrays, texts)
        self.position = {"step": int(texts.get("step", "0"))}

    def _preview(self, clean: Tensor) -> None:
        """Show some frames of clean latents [M, C, h, w]."""
        shown = np.linspace(0, len(clean), PREVIEWED, endpoint=False).astype(int)
        self.on_preview(self._decode(clean[torch.from_numpy(shown).to(clean.device)]))

    def _decode(self, latents: Tensor) -> Floats:
        """Return the ink float32 [M, S, S] of latents [M, C, h, w]."""
        grey = self.denoiser.model.decode(latents).mean(1)
        if self.settings.inversion.half_range:
            grey = (2 * grey - 1).clamp(0, 1)
        ink: NDArray[Any] = (1 - grey).cpu().numpy().astype(np.float32)
        return ink


def _outlives_take(name: str) -> bool:
    """Return whether a part of the checkpoint is of use to the takes after this one."""
    return name.startswith(("drawing", "take/"))
