# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training of masks and strengths (AnimateAnything, Dai et al. 2023) on a video model.

    z <- m z + (1 - m) z_0,    loss = | eps - eps_theta(z_t, t, text, z_0, m, s) |^2
                                    + 0.001 (s(z) - s(x0_hat))^2

z_0 is the latent of the first frame, m where things move, s how much. The text is left out 15 times
in 100. Layers of attention, of convolution over time and the first layer learn; unlike in the
original also the layer that hears the strength, which starts at 0 and not at random numbers. Noise
levels are the base model's: the original's correction for pure noise at the end never reaches them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from shutil import copytree
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional

from addon.contract.files import write_bytes_atomic
from engine.priors.video.folder import ModelFolder, write_note
from engine.priors.video.model import DiffusersVideo
from engine.priors.video.pipelines.masked_unet import masked_noise, masked_unet, to_published
from engine.raster.diffusion.recompute import recomputed
from engine.training.loop import (
    TrainingLoop,
    TrainingStep,
    TrainingTask,
    Values,
    set_learning_rate,
)
from engine.training.motion.films import Films
from engine.training.motion.moved_area import motion_strength, moved_area
from engine.training.motion.settings import MotionTraining

MODEL, CARD, WEIGHTS = "model", "MODEL_CARD.md", "diffusion_pytorch_model.safetensors"
_LEARN = ("attn1", ".attentions", "attn2", "conv_in", "temp_conv", "cond_proj")
_DROPPED_TEXT = 0.15
_STRENGTH_WEIGHT = 0.001
_LARGEST_GRADIENT = 1.0


@dataclass(frozen=True)
class MaskTraining(MotionTraining):
    """Settings of a run, the original's by default; the model lies in `out`'s folder MODEL."""

    steps: int = 5000
    rate: float = 5e-6
    batch: int = 8


class MaskRun(TrainingTask):
    """A denoiser with mask and strength in training, from the base model's weights."""

    def __init__(
        self, settings: MaskTraining, base: DiffusersVideo, folder: ModelFolder, films: Films
    ) -> None:
        self.settings, self.base, self.folder, self.films = settings, base, folder, films
        self.unet: Any = widened(base.unet, folder).to(base.device)
        self.unet.requires_grad_(False)
        self.learning = {
            name: value
            for name, value in self.unet.named_parameters()
            if any(part in name for part in _LEARN)
        }
        for value in self.learning.values():
            value.requires_grad_(True)
            value.data = value.data.float()
        self.optimiser = torch.optim.AdamW(
            self.learning.values(), lr=settings.rate, weight_decay=1e-2
        )

    def train_step(self, step: TrainingStep) -> Values:
        """Train on one batch: the clips from number step * batch on; return the mean losses."""
        generator, batch = step.generator(), self.settings.batch
        set_learning_rate(self.optimiser, self.settings.rate * step.rate)
        self.optimiser.zero_grad(set_to_none=True)
        totals = torch.zeros(2)
        for number in range(step.number * batch, (step.number + 1) * batch):
            if self.base.device.type == "cuda":  # there, memory is short
                with recomputed(self.unet):
                    totals += self._learn(number, generator)
            else:
                totals += self._learn(number, generator)
        nn.utils.clip_grad_norm_(self.learning.values(), _LARGEST_GRADIENT)
        self.optimiser.step()
        return {"noise": float(totals[0]), "strength": float(totals[1])}

    def _learn(self, number: int, generator: torch.Generator) -> Tensor:
        """Add the gradient of a clip's share of the batch; return its two losses [2]."""
        noise, strength = self.losses(number, generator)
        loss = (noise + _STRENGTH_WEIGHT * strength) / self.settings.batch
        loss.backward()  # type: ignore[no-untyped-call]
        return torch.stack([noise, strength]).detach().cpu() / self.settings.batch

    def losses(self, number: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """Return the squared errors of the noise and of the strength on clip `number`."""
        clip, schedule = self.films.clip(number), self.base.schedule
        clean, mask = self.masked_latents(clip.frames)
        strength = motion_strength(clean)
        noise = torch.randn(clean.shape, generator=generator).to(clean)
        timestep = int(torch.randint(len(schedule.alpha_bars), (1,), generator=generator))
        text = "" if float(torch.rand(1, generator=generator)) < _DROPPED_TEXT else clip.caption
        noisy = schedule.noisy(clean, noise, timestep)
        states = self.base.text_states(text)
        kind = next(self.base.vae.parameters()).dtype
        half = kind != torch.float32
        with torch.autocast(clean.device.type, kind if half else torch.bfloat16, enabled=half):
            time = torch.tensor(timestep, device=clean.device)
            raw = masked_noise(self.unet, noisy, time, states, clean[:, :, :1], mask, strength)
        predicted = schedule.noise_of(raw, noisy, timestep)
        alpha = float(schedule.alpha_bars[timestep])
        estimate = (noisy - (1 - alpha) ** 0.5 * predicted) / max(alpha, 1e-4) ** 0.5
        found = motion_strength(estimate)
        return functional.mse_loss(predicted, noise), functional.mse_loss(found, strength)

    @torch.no_grad()
    def masked_latents(self, frames: Tensor) -> tuple[Tensor, Tensor]:
        """Return latents [1, C, F, h, w] that are those of the first frame outside of the mask.

        frames [F, 3, S, S] in 0..1. Returns the mask [1, 1, 1, h, w] too.
        """
        vae, device = self.base.vae, self.base.device
        kind = next(vae.parameters()).dtype
        inputs = (frames.to(device) * 2 - 1).to(kind)
        means: Any = vae
        latents = torch.cat([means.encode(one[None]).latent_dist.mode() for one in inputs])
        clean = latents.float().transpose(0, 1)[None] * self.base.scaling
        area = moved_area(frames)[None, None]
        mask = functional.interpolate(area, clean.shape[-2:], mode="bilinear")
        mask = (mask >= 0.5).to(clean)[:, :, None]
        return clean[:, :, :1] * (1 - mask) + clean * mask, mask

    def state(self) -> dict[str, Any]:
        """Return what has learnt and the optimiser's state."""
        learnt = {name: value.detach().cpu() for name, value in self.learning.items()}
        return {"learnt": learnt, "optimiser": self.optimiser.state_dict()}

    def load_state(self, state: dict[str, Any]) -> None:
        """Take over what `state` returned."""
        for name, value in self.learning.items():
            value.data.copy_(state["learnt"][name])
        self.optimiser.load_state_dict(state["optimiser"])

    def export(self, steps: int) -> int:
        """Write a whole model folder, as such weights are published; return the denoiser's bytes.

        It is of half precision where the base model's files are.
        """
        out, source = self.settings.out / MODEL, self.folder.path
        for part in ("vae", "text_encoder", "tokenizer", "scheduler"):
            copytree(source / part, out / part, dirs_exist_ok=True)
        index = json.loads((source / "model_index.json").read_text(encoding="utf-8"))
        write_bytes_atomic(out / "model_index.json", json.dumps(index, indent=2).encode())
        config, tensors = to_published(self.unet)
        half = ".fp16." in self.folder.weights["unet"][0].name
        kind = torch.float16 if half else torch.float32
        (out / "unet").mkdir(parents=True, exist_ok=True)
        name = WEIGHTS.replace(".safe", ".fp16.safe") if half else WEIGHTS
        save_file({k: v.to(kind) for k, v in tensors.items()}, out / "unet" / name)
        settings = json.dumps(config, indent=2, default=list)
        write_bytes_atomic(out / "unet" / "config.json", settings.encode())
        write_note(out, self.folder.licence)
        write_bytes_atomic(out / CARD, _card(self.settings, self.folder, steps).encode())
        return (out / "unet" / name).stat().st_size


def widened(unet: nn.Module, folder: ModelFolder) -> Any:
    """Return a video model's denoiser with mask and strength, that hears neither of them yet."""
    wide: Any = masked_unet(folder.config["unet"])
    tensors = {name: value.detach().float() for name, value in unet.state_dict().items()}
    first = torch.zeros_like(wide.conv_in.weight)
    first[:, 1:] = tensors["conv_in.weight"]
    hears = torch.zeros_like(wide.time_embedding.cond_proj.weight)
    wide.load_state_dict(
        {**tensors, "conv_in.weight": first, "time_embedding.cond_proj.weight": hears}
    )
    return wide


def mask_loop(
    settings: MaskTraining,
    base: DiffusersVideo,
    folder: ModelFolder,
    films: Films,
    session_minutes: float = 0.0,
) -> TrainingLoop[MaskRun]:
    """Begin a run in `settings.out`, or resume the one that is there.

    Raises BadInput where the run that is there is another.
    """
    run = MaskRun(settings, base, folder, films)
    return settings.loop(run, films, folder.name, session_minutes)


def _card(settings: MaskTraining, folder: ModelFolder, steps: int) -> str:
    return (
        "# Video model with mask and strength\n\n"
        f"From {folder.name}: {steps} steps of batch {settings.batch}, seed {settings.seed}. "
        "Trained by `python -m engine train motion-mask` after AnimateAnything.\n\n"
        f"It contains the weights of its base model, whose licence is: {folder.licence}.\n"
    )
