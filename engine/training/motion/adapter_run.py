# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training of a motion adapter (AnimateDiff, Guo et al. 2024) on a frozen model of pictures.

    loss = | eps - eps_theta(z_t, t, text) |^2

over the latents of short clips. Only the motion modules learn: temporal attention behind every
block, whose last layers start at zero, so that the untrained denoiser draws every frame as the
model of pictures does. Amounts of noise grow linearly from 0.00085 to 0.012. The text is left out
one time in ten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from addon.contract.errors import BadInput
from engine.priors.video.noise_schedule import NoiseSchedule
from engine.priors.video.pipelines.animate_diff import SCHEDULER
from engine.training.loop import (
    TrainingLoop,
    TrainingStep,
    TrainingTask,
    Values,
    set_learning_rate,
)
from engine.training.motion.films import Films
from engine.training.motion.settings import MotionTraining

ADAPTER, CARD = "adapter", "MODEL_CARD.md"
_MODULES = "motion_modules"
_DROPPED_TEXT = 0.1
_LARGEST_GRADIENT = 1.0
_MOST_FRAMES = 32  # that the adapter has positions for
_MOST_TEXTS = 256  # whose states are kept: some 60 MB for a model of 77 x 768


@dataclass(frozen=True)
class AdapterTraining(MotionTraining):
    """Settings of a run, the paper's by default; the adapter lies in `out`'s folder ADAPTER."""

    steps: int = 10000
    rate: float = 1e-4
    batch: int = 4


class AdapterRun(TrainingTask):
    """A motion adapter in training.

    Args:
        settings: of the run.
        parts: of the model of pictures: vae, unet, text_encoder, tokenizer (`base_parts`).
        films: clips to learn from.
        device: where it runs.
        start: an adapter to go on from; None for a new one.
    """

    def __init__(
        self,
        settings: AdapterTraining,
        parts: dict[str, Any],
        films: Films,
        device: torch.device,
        start: Any = None,
    ) -> None:
        from diffusers import UNetMotionModel

        self.settings, self.films, self.device = settings, films, device
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(settings.seed)
            adapter = start if start is not None else new_adapter(parts["unet"])
        try:
            self.unet: Any = UNetMotionModel.from_unet2d(parts["unet"], adapter).to(device)
        except (ValueError, RuntimeError) as error:
            raise BadInput(
                "This motion adapter is for another model of pictures.",
                hint="Choose the model that it was made for, or begin a new one.",
            ) from error
        self.vae: Any = parts["vae"].to(device).requires_grad_(False).eval()
        self.text: Any = parts["text_encoder"].to(device).requires_grad_(False).eval()
        self.tokenizer = parts["tokenizer"]
        self.schedule = NoiseSchedule.of(SCHEDULER)
        self.unet.requires_grad_(False)
        self.modules = {
            name: value for name, value in self.unet.named_parameters() if _MODULES in name
        }
        for value in self.modules.values():
            value.requires_grad_(True)
        if device.type == "cuda":
            self.unet.enable_gradient_checkpointing()
        self.optimiser = torch.optim.AdamW(
            self.modules.values(), lr=settings.rate, weight_decay=1e-2
        )
        self._states: dict[str, Tensor] = {}

    def train_step(self, step: TrainingStep) -> Values:
        """Train on one batch: the clips from number step * batch on; return the mean loss."""
        generator, batch = step.generator(), self.settings.batch
        set_learning_rate(self.optimiser, self.settings.rate * step.rate)
        self.optimiser.zero_grad(set_to_none=True)
        total = 0.0
        for number in range(step.number * batch, (step.number + 1) * batch):
            loss = self.loss(number, generator) / batch
            loss.backward()  # type: ignore[no-untyped-call]
            total += float(loss.detach())
        nn.utils.clip_grad_norm_(self.modules.values(), _LARGEST_GRADIENT)
        self.optimiser.step()
        return {"loss": total}

    def loss(self, number: int, generator: torch.Generator) -> Tensor:
        """Return the mean squared error of the predicted noise on clip `number`."""
        clip = self.films.clip(number)
        clean = self.latents(clip.frames, generator)
        noise = torch.randn(clean.shape, generator=generator).to(clean)
        timestep = int(torch.randint(len(self.schedule.alpha_bars), (1,), generator=generator))
        text = "" if float(torch.rand(1, generator=generator)) < _DROPPED_TEXT else clip.caption
        noisy = self.schedule.noisy(clean, noise, timestep)
        states = self.states(text).repeat_interleave(len(clip.frames), dim=0)
        half = self.device.type == "cuda"
        with torch.autocast(self.device.type, torch.bfloat16, enabled=half):
            time = torch.tensor(timestep, device=self.device)
            predicted = self.unet(noisy, time, encoder_hidden_states=states).sample
        return functional.mse_loss(predicted.float(), noise)

    @torch.no_grad()
    def latents(self, frames: Tensor, generator: torch.Generator) -> Tensor:
        """Return latents [1, C, F, h, w], sampled, of pictures [F, 3, S, S] in 0..1."""
        found = self.vae.encode(frames.to(self.device) * 2 - 1).latent_dist
        drawn = torch.randn(found.mean.shape, generator=generator).to(self.device)
        latents = (found.mean + found.std * drawn) * float(self.vae.config.scaling_factor)
        return Tensor(latents.transpose(0, 1)[None])

    @torch.no_grad()
    def states(self, text: str) -> Tensor:
        """Return the text model's last hidden states [1, L, D]; of the latest texts, cached."""
        if text in self._states:
            self._states[text] = self._states.pop(text)
        else:
            length = int(self.text.config.max_position_embeddings)
            tokens = self.tokenizer(
                text, padding="max_length", max_length=length, truncation=True, return_tensors="pt"
            )
            self._states[text] = self.text(tokens.input_ids.to(self.device))[0]
            if len(self._states) > _MOST_TEXTS:
                del self._states[next(iter(self._states))]
        return self._states[text]

    def state(self) -> dict[str, Any]:
        """Return the motion modules and the optimiser's state."""
        modules = {name: value.detach().cpu() for name, value in self.modules.items()}
        return {"modules": modules, "optimiser": self.optimiser.state_dict()}

    def load_state(self, state: dict[str, Any]) -> None:
        """Take over what `state` returned."""
        for name, value in self.modules.items():
            value.data.copy_(state["modules"][name])
        self.optimiser.load_state_dict(state["optimiser"])

    def export(self, steps: int, base: str, licence: str) -> int:
        """Write the adapter as diffusers' MotionAdapter reads it, with a card; return its bytes."""
        folder = self.settings.out / ADAPTER
        self.unet.save_motion_modules(str(folder))
        card = _card(self.settings, self.films, steps, base, licence)
        (folder / CARD).write_text(card, encoding="utf-8")
        return sum(file.stat().st_size for file in folder.glob("*.safetensors"))


def new_adapter(unet: Any) -> Any:
    """Return a motion adapter for a model of pictures, that changes nothing yet."""
    from diffusers import MotionAdapter

    layers, heads = unet.config.layers_per_block, 8
    while any(channels % heads for channels in unet.config.block_out_channels):
        heads //= 2
    adapter = MotionAdapter(
        block_out_channels=unet.config.block_out_channels,
        motion_layers_per_block=layers,
        motion_num_attention_heads=heads,
        motion_norm_num_groups=unet.config.norm_num_groups,
        motion_max_seq_length=_MOST_FRAMES,
        use_motion_mid_block=True,
    )
    for name, value in adapter.named_parameters():
        if "proj_out" in name:
            nn.init.zeros_(value)
    return adapter


def adapter_loop(
    settings: AdapterTraining,
    parts: dict[str, Any],
    films: Films,
    device: torch.device,
    *,
    base: str,
    start: Any = None,
    session_minutes: float = 0.0,
) -> TrainingLoop[AdapterRun]:
    """Begin a run in `settings.out`, or resume the one that is there.

    base: name of the model of pictures. Raises BadInput where the run that is there is another.
    """
    run = AdapterRun(settings, parts, films, device, start)
    return settings.loop(run, films, base, session_minutes)


def _card(settings: AdapterTraining, films: Films, steps: int, base: str, licence: str) -> str:
    return (
        "# Motion adapter\n\n"
        f"For {base}: {steps} steps of {settings.batch} clips of {films.frames} frames at "
        f"{films.size} pixels, every {films.stride}th frame of a film, seed {settings.seed}. "
        "Trained by `python -m engine train motion-adapter`; diffusers reads it with "
        "`MotionAdapter.from_pretrained`.\n\n"
        f"It only works with its model of pictures, whose licence is: {licence}. What the films "
        "were that it learnt from decides about the rest.\n"
    )
