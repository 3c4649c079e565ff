# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All takes of a job with a model of given frames, clip by clip, with progress and checkpoints.

The names in a checkpoint, by which a later run of the job finds its place:

- take/N: the ink of take N, which is done;
- clip/N: the ink of clip N of the take that is being drawn;
- now/...: tensors of the clip that is being drawn (`StepState`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from engine.geometry.tracing.picture import Floats
from engine.priors.video.pipelines.families import Keeps
from engine.priors.video.pipelines.loading import LoadedPipeline, offload
from engine.raster.diffusion.chaining import ClipPlan, join_clips, restore_ink
from engine.raster.diffusion.clip_runner import SEED_STEP, ScoredTake
from engine.raster.image_to_video.conditions import (
    as_the_control_sees,
    condition_arguments,
    ink_of_frames,
    picture_of,
)
from engine.raster.image_to_video.held_latents import (
    HeldLatents,
    held_everywhere,
    held_first_frame,
    held_outside,
)
from engine.raster.image_to_video.resumable import StepState, after_each_block, run_pipeline
from engine.raster.image_to_video.spec import ImageToVideoSpec
from engine.raster.kept_state import as_kept, as_was
from engine.raster.ranking import score
from engine.runtime.reporting import Reporting

KIND = "image to video"
READING, DRAWING = "reading the sentence", "drawing the frames"
_NOW, _NUMBER = "now/", "number/"


@dataclass
class TakeRunner:
    """Draws the takes of a drawing, from where an earlier run of the job ended.

    Attributes:
        ink: of the drawing as the model is shown it, [S, S].
        on_clip: receives the ink [n, S, S] of each clip when it is drawn.
        kept: ink [S, S] of drawings that a take passes through, by number of the picture.
        moves: [S, S], 1 where things may move; None for everywhere.
        state: tensors of the checkpoint, by the names above.
        numbers: of the clip that is being drawn.
    """

    loaded: LoadedPipeline
    spec: ImageToVideoSpec
    ink: Floats
    progress: Reporting
    on_clip: Callable[[Floats], None]
    kept: Mapping[int, Floats] = field(default_factory=dict)
    moves: Floats | None = None
    state: dict[str, Tensor] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def takes(self) -> list[ScoredTake]:
        """Draw every take that isn't in the checkpoint; return all, in the order of their seeds.

        Raises what `progress` raises (Cancelled, Stopped).
        """
        self._load()
        self.progress.step(READING, 0, 1)
        self.loaded.text_states(self.spec.prompt, self.spec.unwanted)
        offload(self.loaded)
        takes, seed = [], self.spec.request.seed
        for number in range(self.spec.settings.takes):
            drawn = self.state.get(f"take/{number}")
            if drawn is None:
                drawn = torch.from_numpy(self._draw_take(number))
                self.state = {k: v for k, v in self.state.items() if k.startswith("take/")}
                self.state[f"take/{number}"] = drawn
            ink = drawn.numpy()
            takes.append(ScoredTake(ink, score(ink, seed + number, loop=self.spec.request.loop)))
        self._save()  # so that a job which ends while its frames are written need not draw again
        return takes

    def _draw_take(self, number: int) -> Floats:
        inks: list[Floats] = []
        for index, clip in enumerate(self.spec.clips):
            drawn = self.state.get(f"clip/{index}")
            if drawn is None:
                first = restore_ink(inks[-1][-1], self.ink) if inks else self.ink
                drawn = torch.from_numpy(self._draw_clip(number, index, clip, first))
                self.state = {k: v for k, v in self.state.items() if not k.startswith(_NOW)}
                self.state[f"clip/{index}"] = drawn
                self.on_clip(drawn.numpy())
            inks.append(drawn.numpy())
        take = join_clips(inks, self.spec.clips, self.spec.pictures)
        take[0] = self.ink  # the drawing itself, whatever the model made of it
        for number, ink in self.kept.items():
            take[number] = ink
        return take

    def _draw_clip(self, number: int, index: int, clip: ClipPlan, first: Floats) -> Floats:
        """Return the ink [clip.frames, S, S] of clip `index` of take `number`."""
        spec, family, pipe = self.spec, self.spec.family, self.loaded.pipe
        frames = spec.clip_frames(clip)
        kept = {0: picture_of(first, spec.size)}
        if clip.returns:
            kept[frames - 1] = picture_of(self.ink, spec.size)
        at = self._frames_of(index, frames)
        start = sum(before.frames - 1 for before in spec.clips[:index])
        for picture, ink in self.kept.items():
            if 0 < picture - start < len(at):
                kept[int(at[picture - start])] = picture_of(ink, spec.size)
        held, still = self._held(kept[0], frames), spec.still_steps
        seed = (spec.request.seed + number + SEED_STEP * index) % 2**63
        whole = held_everywhere(pipe, kept[0], frames, seed) if still else None

        def on_step(step: int, latents: Tensor) -> Tensor:
            self._report(number, index, step)
            for one in held:
                latents = one.hold(latents, step)
            return whole.hold(latents, step) if whole and step <= still else latents

        arguments = {
            **self._movement(),
            **as_the_control_sees(
                pipe, condition_arguments(family.pipeline, kept, frames, spec.size)
            ),
            **self._texts(), "height": spec.size[0], "width": spec.size[1],
            "num_frames": frames, "num_inference_steps": spec.steps,
            "guidance_scale": spec.guidance,
        }  # fmt: skip
        self._report(number, index, self.numbers.get("step", 0))
        with after_each_block(pipe, self._save_if_due):
            drawn = run_pipeline(
                pipe, arguments, seed, on_step=on_step, on_state=self._keep,
                resumed=self._resumed(),
            )  # fmt: skip
        self.numbers = {}
        ink = ink_of_frames(drawn, spec.side)
        return ink[np.minimum(self._frames_of(index, len(ink)), len(ink) - 1)]

    def _frames_of(self, index: int, drawn: int) -> NDArray[np.int64]:
        """Return which of a model's frames the pictures of clip `index` are.

        Where the last one is given, all of the clip is in the take: the model knows no other place
        for it than the end of what it draws, which may be longer than what is asked for.
        """
        clip, last = self.spec.clips[index], index == len(self.spec.clips) - 1
        ends = (
            self.spec.family.keeps is Keeps.FIRST_AND_LAST and self.spec.pictures - 1 in self.kept
        )
        if not clip.returns and not (last and ends):
            return np.arange(clip.frames)
        return np.round(np.linspace(0, drawn - 1, clip.frames)).astype(np.int64)

    def _held(self, first: Image.Image, frames: int) -> list[HeldLatents]:
        """Return what is held while a clip is drawn."""
        pipe, family, held = self.loaded.pipe, self.spec.family, []
        if self.moves is not None:
            held.append(held_outside(pipe, first, frames, self._on_sheet(self.moves)))
        if family.keeps is Keeps.NOTHING:
            held.append(held_first_frame(pipe, first, frames))
        return held

    def _on_sheet(self, area: Floats) -> Floats:
        """Return shares [S, S] in the middle of the model's picture [H, W], amid zeros."""
        (height, width), side = self.spec.size, self.spec.side
        top, left = (height - side) // 2, (width - side) // 2
        edges = ((top, height - side - top), (left, width - side - left))
        return np.pad(area, edges)

    def _movement(self) -> dict[str, Any]:
        """Return where and how much things move, for a model that is told."""
        if self.spec.family.pipeline != "LatentToVideoPipeline":
            return {}
        side = self.spec.side
        mask = np.ones((side, side), np.float32) if self.moves is None else self.moves
        return {"mask": torch.from_numpy(self._on_sheet(mask)), "strength": self.spec.movement}

    def _texts(self) -> dict[str, Any]:
        texts = self.loaded.text_states(self.spec.prompt, self.spec.unwanted)
        return {name: tensor.to(self.loaded.device) for name, tensor in texts.items()}

    # --- progress ---

    def _report(self, number: int, index: int, step: int) -> None:
        clips, steps = len(self.spec.clips), self.spec.steps
        done = (number * clips + index) * steps + step
        self.progress.step(DRAWING, done, self.spec.settings.takes * clips * steps)

    def _keep(self, state: StepState) -> None:
        """Take note of the clip's state, and save a checkpoint when it is time for one."""
        self.state = {k: v for k, v in self.state.items() if not k.startswith(_NOW)}
        self.state.update({_NOW + name: tensor for name, tensor in state.tensors.items()})
        self.numbers = {**state.numbers, "step": state.step}
        self._save_if_due()

    def _save_if_due(self) -> None:
        """Save a checkpoint when it is time for one, or when the job is asked to end."""
        if self.progress.wants_checkpoint():
            self._save()

    def _resumed(self) -> StepState | None:
        if not self.numbers.get("step"):
            return None
        tensors = {k.removeprefix(_NOW): v for k, v in self.state.items() if k.startswith(_NOW)}
        numbers = {name: value for name, value in self.numbers.items() if name != "step"}
        return StepState(self.numbers["step"], tensors, numbers)

    def _save(self) -> None:
        numbers = {_NUMBER + name: str(value) for name, value in self.numbers.items()}
        state, kinds = as_kept(self.state)
        self.progress.save_checkpoint(state, {"kind": KIND, **kinds, **numbers})

    def _load(self) -> None:
        checkpoint = self.progress.load_checkpoint()
        if checkpoint is None or checkpoint[1].get("kind") != KIND:
            return
        arrays, texts = checkpoint
        self.state = as_was(arrays, texts)
        self.numbers = {
            name.removeprefix(_NUMBER): int(value)
            for name, value in texts.items()
            if name.startswith(_NUMBER)
        }
