# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One training run of a sketch LoRA (Hu et al. 2021, through peft) on a frozen video model.

    W x  ->  W x + (alpha / r) up(down(x)),    loss = | eps - eps_theta(z_t, t, text) |^2

over the films' latents, a timestep for each film, the text left out one time in ten so that
classifier-free guidance still works. Films, noise and timesteps of a step depend on the seed and
the step alone: a run that was stopped goes on as if it had not been. What is written is peft's own
format: adapter_model.safetensors and adapter_config.json.
"""

from __future__ import annotations

import json
import time
import warnings
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional

from addon.contract.errors import BadInput
from addon.contract.messages import Message
from engine.priors.video.folder import ModelFolder
from engine.priors.video.model import DiffusersVideo
from engine.raster.diffusion.recompute import recomputed
from engine.training.lora.clips import Films

CHECKPOINT, CURVE, CARD = "checkpoint.pt", "curve.jsonl", "MODEL_CARD.md"
WEIGHTS = "adapter_model.safetensors"
PREFIX = "base_model.model."
#: Which layers of the denoiser learn: those of attention, or all (as FlipSketch's LoRA).
LAYERS = ("attention", "all")
_ALL = (nn.Linear, nn.Conv2d, nn.Conv3d)
_DROPPED_TEXT = 0.1
_WARMUP = 50
_CHECKPOINT_SECONDS = 60.0
_LOG_STEPS = 10


@dataclass(frozen=True)
class LoraPlan:
    """rank: of every pair of factors (4 as FlipSketch); rate: the highest learning rate."""

    out: Path
    steps: int = 2500
    rank: int = 4
    rate: float = 1e-4
    batch: int = 1
    seed: int = 0
    layers: str = "all"


class LoraRun:
    """A run and where it stands. The model it is given is changed: its layers learn beside."""

    def __init__(
        self, plan: LoraPlan, model: DiffusersVideo, folder: ModelFolder, films: Films
    ) -> None:
        """Raises BadInput when `plan.out` holds a run of another kind or base."""
        from peft import LoraConfig, inject_adapter_in_model

        self.plan, self.model, self.folder, self.films = plan, model, folder, films
        plan.out.mkdir(parents=True, exist_ok=True)
        names = layer_names(model.unet, plan.layers)
        self.config: Any = LoraConfig(
            r=plan.rank, lora_alpha=plan.rank, target_modules=names, init_lora_weights=True,
            base_model_name_or_path=folder.name,
        )  # fmt: skip
        with torch.random.fork_rng(devices=[]), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.manual_seed(plan.seed)
            inject_adapter_in_model(self.config, model.unet)
        self.factors = {
            name: value for name, value in model.unet.named_parameters() if "lora_" in name
        }
        for value in self.factors.values():
            value.requires_grad_(True)
            value.data = value.data.float()
        self.optimiser = torch.optim.AdamW(self.factors.values(), lr=plan.rate, weight_decay=1e-2)
        self.step = 0
        self._resume()

    def train(self, tell: Callable[[str], None], seconds: float = 0.0) -> float:
        """Runs to the plan's end, or as long as `seconds` allow (0: no limit); the last loss."""
        started = saved = time.monotonic()
        loss = 0.0
        large = self.model.device.type == "cuda"
        with recomputed(self.model.unet) if large else nullcontext():
            while self.step < self.plan.steps:
                loss = self._take()
                self.step += 1
                now = time.monotonic()
                if self.step % _LOG_STEPS == 0 or self.step == self.plan.steps:
                    self._log(loss, tell)
                if now - saved > _CHECKPOINT_SECONDS:
                    self.save()
                    saved = time.monotonic()
                if seconds and now - started > seconds:
                    break
        self.save()
        return loss

    def _take(self) -> float:
        generator = torch.Generator().manual_seed(self.plan.seed * 1_000_003 + self.step)
        for group in self.optimiser.param_groups:
            group["lr"] = self.plan.rate * min(1.0, (self.step + 1) / _WARMUP)
        self.optimiser.zero_grad(set_to_none=True)
        first = self.step * self.plan.batch
        total = 0.0
        for number in range(first, first + self.plan.batch):
            loss = self.loss(number, generator) / self.plan.batch
            loss.backward()  # type: ignore[no-untyped-call]
            total += float(loss.detach())
        nn.utils.clip_grad_norm_(self.factors.values(), 1.0)
        self.optimiser.step()
        return total

    def loss(self, number: int, generator: torch.Generator) -> Tensor:
        """Squared error of the denoiser's answer on film `number`."""
        model, film = self.model, self.films.film(number)
        pictures = film.frames[:, None].expand(-1, 3, -1, -1)
        with torch.no_grad():
            clean = model.encode(pictures, generator)
        noise = torch.randn(clean.shape, generator=generator).to(clean.device)
        levels = len(model.schedule.alpha_bars)
        timestep = int(torch.randint(levels, (1,), generator=generator))
        text = "" if float(torch.rand(1, generator=generator)) < _DROPPED_TEXT else film.caption
        noisy = model.schedule.noisy(clean, noise, timestep)
        kind = next(model.vae.parameters()).dtype
        half = kind != torch.float32
        with torch.autocast(model.device.type, kind if half else torch.bfloat16, enabled=half):
            said = model.unet(
                noisy.to(kind).transpose(0, 1)[None],
                torch.tensor(timestep, device=clean.device),
                encoder_hidden_states=model.text_states(text).to(kind),
            ).sample
        found = said[0].transpose(0, 1).float()
        return functional.mse_loss(model.schedule.noise_of(found, noisy, timestep), noise)

    # --- files ---

    def save(self) -> None:
        """A checkpoint under a temporary name, then renamed."""
        state = {
            "step": self.step,
            "rank": self.plan.rank,
            "layers": self.plan.layers,
            "base": self.folder.name,
            "factors": {name: value.detach().cpu() for name, value in self.factors.items()},
            "optimiser": self.optimiser.state_dict(),
        }
        part = self.plan.out / f"{CHECKPOINT}.part"
        torch.save(state, part)
        part.replace(self.plan.out / CHECKPOINT)

    def _resume(self) -> None:
        path = self.plan.out / CHECKPOINT
        if not path.is_file():
            return
        state = torch.load(path, map_location="cpu", weights_only=True)
        same = {"rank": self.plan.rank, "layers": self.plan.layers, "base": self.folder.name}
        other = [name for name, value in same.items() if state.get(name) != value]
        if other:
            raise BadInput(
                "{folder} holds a run with another {settings}.",
                folder=self.plan.out,
                settings=" and ".join(other),
                hint="Go on with the same settings, or choose an empty folder.",
            )
        for name, value in self.factors.items():
            value.data.copy_(state["factors"][name])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step = int(state["step"])

    def export(self) -> int:
        """Writes the LoRA in peft's format with its card; returns its size in bytes."""
        out = self.plan.out
        tensors = {
            PREFIX + name.replace(".default.", "."): value.detach().cpu().contiguous()
            for name, value in self.factors.items()
        }
        save_file(tensors, out / WEIGHTS, {"format": "pt", "licence": self.folder.licence})
        self.config.save_pretrained(str(out))
        (out / CARD).write_text(card(self.plan, self.folder, self.step), encoding="utf-8")
        return (out / WEIGHTS).stat().st_size

    def _log(self, loss: float, tell: Callable[[str], None]) -> None:
        with (self.plan.out / CURVE).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"step": self.step, "loss": round(loss, 5)}) + "\n")
        tell(f"step {self.step}: {loss:.4f}")


def layer_names(unet: nn.Module, layers: str) -> list[str]:
    """Full names of the layers that learn. Raises BadInput for a choice that isn't there."""
    if layers not in LAYERS:
        raise BadInput(
            "There is no choice {layers!r} of layers.",
            layers=layers,
            hint=Message("One of {layers}.", layers=LAYERS),
        )
    found = [(name, module) for name, module in unet.named_modules() if isinstance(module, _ALL)]
    if layers == "all":
        return [name for name, _ in found]
    attention = (nn.Linear,)
    return [n for n, module in found if "attentions" in n and isinstance(module, attention)]


def card(plan: LoraPlan, folder: ModelFolder, steps: int) -> str:
    """MODEL_CARD.md: what it is for, and that the base model's licence goes along."""
    return (
        "# Sketch LoRA\n\n"
        f"For {folder.name}: rank {plan.rank}, {plan.layers} layers of the denoiser, {steps} steps "
        f"of batch {plan.batch}, seed {plan.seed}. Trained by `python -m engine train lora`.\n\n"
        f"It only works with its base model, whose licence is: {folder.licence}.\n"
    )
