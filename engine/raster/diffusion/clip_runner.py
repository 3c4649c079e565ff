# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All takes of a job, clip by clip: progress, previews, checkpoints and where to go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.geometry.tracing.picture import Floats
from engine.raster.diffusion.chaining import ClipPlan, handed_on, joined
from engine.raster.diffusion.ddim import Steps
from engine.raster.diffusion.denoiser import Denoiser
from engine.raster.diffusion.inversion import Recorded, encoded, inverted
from engine.raster.diffusion.reference import Reference, mean_trajectory
from engine.raster.diffusion.sampler import ClipConditions, ClipState, begun, sample
from engine.raster.ranking import Score, score
from engine.raster.settings import RasterSettings
from engine.runtime.reporting import Reporting

KIND = "raster"
INVERTING, DRAWING = "looking at the drawing", "drawing the frames"
PREVIEWED = 8
SEED_STEP = 1_000_003  # between the clips of one take

#: Shows ink [n, h, w] of frames while they are being made.
Show = Callable[[Floats], None]


@dataclass(frozen=True)
class ScoredTake:
    """The ink float32 [F, h, w] of a take's different frames, 1 is black, and its score."""

    ink: Floats
    score: Score


@dataclass
class ClipRunner:
    """Draws the takes of a drawing.

    ink: of the drawing as the model sees it, [S, S]. plans: the clips of a take, together `frames`
    different pictures.
    """

    denoiser: Denoiser
    steps: Steps
    ink: Floats
    plans: list[ClipPlan]
    frames: int
    loop: bool
    prompt: str
    seed: int
    settings: RasterSettings
    progress: Reporting
    show: Show
    state: dict[str, Tensor] = field(default_factory=dict)
    place: dict[str, int] = field(default_factory=dict)

    def takes(self) -> list[ScoredTake]:
        """Every take, from where an earlier run ended. Raises what progress raises."""
        self._load()
        drawing = self._reference(self.ink, "drawing", INVERTING)
        found = []
        for number in range(self.settings.takes):
            kept = self.state.get(f"take/{number}")
            if kept is None:
                kept = torch.from_numpy(self._take(number, drawing))
                self.state = {k: v for k, v in self.state.items() if _lasts(k)}
                self.state[f"take/{number}"] = kept
            ink = kept.numpy()
            found.append(ScoredTake(ink, score(ink, self.seed + number, loop=self.loop)))
        self._save()  # whatever ends the job while the frames are written
        return found

    def _take(self, number: int, drawing: Reference) -> Floats:
        clips: list[Floats] = []
        for place, plan in enumerate(self.plans):
            done = self.state.get(f"clip/{place}")
            if done is None:
                before = clips[-1][-1] if clips else None
                done = torch.from_numpy(self._clip(number, place, plan, drawing, before))
                self.state = {k: v for k, v in self.state.items() if not k.startswith("now/")}
                self.state[f"clip/{place}"] = done
            clips.append(done.numpy())
        take = joined(clips, self.plans, self.frames)
        take[0] = self.ink  # whatever the model made of it
        return take

    def _clip(
        self, number: int, place: int, plan: ClipPlan, drawing: Reference, before: Floats | None
    ) -> Floats:
        """The ink [M, h, w] of one clip."""
        again = self.settings.faithful
        conditions = ClipConditions(drawing.anew(), loop=plan.circle)
        if before is not None:
            start = before if again else handed_on(before, self.ink)
            first = self._reference(start, "now/first", DRAWING, number, place)
            conditions = ClipConditions(first, drawing=None if again else drawing)
        if plan.returns:
            conditions.last = Reference(drawing.trajectory) if again else drawing
        clip = self._resumed(conditions, plan, number, place)

        def watch(clip: ClipState, seen: Tensor) -> None:
            self.state["now/latents"] = clip.latents
            if again:
                self.state["now/reference"] = conditions.first.latent
            self.place["step"] = clip.step
            self._told(number, place, clip.step)
            if self.progress.wants_preview():
                self._preview(clip, seen)

        self._told(number, place, clip.step)
        latents = sample(
            self.denoiser, clip, conditions, self.steps, self.prompt, self.settings, watch=watch
        )
        self.place["step"] = 0
        return self._ink(latents)

    def _resumed(
        self, conditions: ClipConditions, plan: ClipPlan, number: int, place: int
    ) -> ClipState:
        """A clip where the checkpoint left it, or at its beginning."""
        latents = self.state.get("now/latents")
        if latents is None:
            seed = (self.seed + number + SEED_STEP * place) % 2**63
            return begun(conditions, plan.frames, seed)
        device = self.denoiser.device
        if self.settings.faithful:
            conditions.first.latent = self.state["now/reference"].to(device)
        return ClipState(latents.to(device), self.place["step"])

    def _reference(
        self, ink: Floats, name: str, phase: str, number: int = 0, place: int = 0
    ) -> Reference:
        """A picture at all noise levels; the levels are kept under a name."""
        chosen, again = self.settings.inversion, self.settings.faithful
        if name in self.state:
            way, asked = (
                self.state[key].to(self.denoiser.device) for key in (name, f"{name}/asked")
            )
            return Reference(way, again, None if again else asked)

        def told(done: int, count: int) -> None:
            if phase == DRAWING:
                self._told(number, place, done - count)
            else:
                self.progress.step(phase, done, count)

        clean = encoded(self.denoiser, ink, chosen, self.seed)
        if phase == INVERTING:
            self.progress.step(phase, 0, len(self.steps))
        several = name == "drawing" and len(self.plans) > 1
        recorded = Recorded(lambda step: not again and self.settings.composing(step), several)
        way = mean_trajectory(
            inverted(
                self.denoiser, clean, self.steps, rounds=chosen.rounds, still=not again,
                recorded=recorded, told=told,
            )
        )  # fmt: skip
        asked = torch.stack([recorded.asked[step].to(way) for step in range(len(self.steps))])
        self.state[name], self.state[f"{name}/asked"] = way, asked
        return Reference(way, again, None if again else asked, recorded.features)

    # --- progress ---

    def _told(self, number: int, place: int, step: int) -> None:
        """Tells how many of all steps are done; a later clip's inversion counts as steps too."""
        count = len(self.steps)
        whole = count * (2 * len(self.plans) - 1)
        done = number * whole + place * 2 * count + step
        self.progress.step(DRAWING, done, self.settings.takes * whole)
        self.save_if_wanted()

    def save_if_wanted(self) -> None:
        """Saves a checkpoint when one is due, or when the job is asked to end."""
        if self.state and self.progress.wants_checkpoint():
            self._save()

    def _save(self) -> None:
        place = {name: str(value) for name, value in self.place.items()}
        self.progress.save_checkpoint(self.state, {"kind": KIND, **place})

    def _load(self) -> None:
        found = self.progress.load_checkpoint()
        if found is None or found[1].get("kind") != KIND:
            return
        self.state = {name: torch.from_numpy(array.copy()) for name, array in found[0].items()}
        self.place = {"step": int(found[1].get("step", "0"))}

    def _preview(self, clip: ClipState, seen: Tensor) -> None:
        chosen = np.linspace(0, len(seen), PREVIEWED, endpoint=False).astype(int)
        self.show(self._ink(seen[torch.from_numpy(chosen).to(seen.device)]))

    def _ink(self, latents: Tensor) -> Floats:
        """Ink float32 [M, h, w] of latents."""
        grey = self.denoiser.model.decode(latents).mean(1)
        if self.settings.inversion.half_range:
            grey = (2 * grey - 1).clamp(0, 1)
        ink: NDArray[Any] = (1 - grey).cpu().numpy().astype(np.float32)
        return ink


def _lasts(name: str) -> bool:
    """Whether a part of the state is of use to the takes after this one."""
    return name.startswith(("drawing", "take/"))
