# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One training run of the starter video model: encoder first, then denoiser and text model.

The encoder learns to give pictures back (squared and absolute error, a light pull of its latents
towards a unit Gaussian) and its latents are then scaled to unit variance. The denoiser learns
v-prediction (Salimans and Ho 2022) with the text left out one time in ten, so that classifier-free
guidance works; the text model is trained with it. Batch, noise and timestep of a step depend on
the seed and the step alone: a run that was stopped goes on as if it had not been.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.priors.video.noise_schedule import NoiseSchedule
from engine.puppets import Clip
from engine.training.video.architecture import (
    STARTER,
    Architecture,
    text_config,
    with_published_names,
    write_index,
    write_tokenizer,
)
from engine.training.video.clips import VideoBatch, video_batch

CHECKPOINT = "checkpoint.pt"
CURVE = "curve.jsonl"
Clips = Callable[[int, list[int]], list[Clip]]
_CHECKPOINT_SECONDS = 60.0
_LOG_STEPS = 20
_DROPPED_TEXT = 0.1
_WARMUP = 200
_KL = 1e-6


@dataclass(frozen=True)
class Plan:
    """steps: of the encoder and of the denoiser. distinct: how many clips there are (0: endless).
    size: pixels of a side.
    """

    out: Path
    encoder_steps: int
    steps: int
    seed: int = 0
    batch: int = 16
    size: int = 64
    rate: float = 2e-4
    encoder_rate: float = 4e-4
    ema: float = 0.999
    distinct: int = 0
    architecture: Architecture = STARTER
    merges: tuple[str, ...] = ()


class VideoRun:
    """A run and where it stands."""

    def __init__(self, plan: Plan, clips: Clips, device: torch.device) -> None:
        from diffusers import AutoencoderKL, UNet3DConditionModel
        from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

        self.plan, self.clips, self.device = plan, clips, device
        shape = plan.architecture
        plan.out.mkdir(parents=True, exist_ok=True)
        write_tokenizer(plan.out / "tokenizer", shape, list(plan.merges))
        self.tokenizer: Any = CLIPTokenizer.from_pretrained(str(plan.out / "tokenizer"))
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(plan.seed)
            self.vae: Any = AutoencoderKL(**shape.vae).to(device)
            self.unet: Any = UNet3DConditionModel(**shape.unet).to(device)
            self.text: Any = CLIPTextModel(text_config(CLIPTextConfig, shape)).to(device)
        self.schedule = NoiseSchedule.of(shape.scheduler)
        self.scaling = float(shape.vae["scaling_factor"])
        self.step = 0
        self.average: dict[str, Tensor] = {}
        learning = [*self.unet.parameters(), *self.text.parameters()]
        self.optimisers = (
            torch.optim.AdamW(self.vae.parameters(), lr=plan.encoder_rate, weight_decay=0.0),
            torch.optim.AdamW(learning, lr=plan.rate, weight_decay=1e-2),
        )
        self._resume()

    def train(self, tell: Callable[[str], None], seconds: float = 0.0) -> float:
        """Runs to the plan's end, or as long as `seconds` allow (0: no limit); the last loss."""
        started = saved = time.monotonic()
        total = self.plan.encoder_steps + self.plan.steps
        loss = 0.0
        while self.step < total:
            if self.step == self.plan.encoder_steps:
                self._scale_latents()
            loss = self._take(self.step)
            self.step += 1
            now = time.monotonic()
            if self.step % _LOG_STEPS == 0 or self.step == total:
                self._log(loss, tell)
            if now - saved > _CHECKPOINT_SECONDS:
                self.save()
                saved = time.monotonic()
            if seconds and now - started > seconds:
                break
        self.save()
        return loss

    def _take(self, step: int) -> float:
        """One step of whichever part is being trained."""
        encoding = step < self.plan.encoder_steps
        generator = torch.Generator().manual_seed(self.plan.seed * 1_000_003 + step)
        batch = self.batch(step, generator)
        optimiser = self.optimisers[0 if encoding else 1]
        within = step if encoding else step - self.plan.encoder_steps
        for group in optimiser.param_groups:
            peak = self.plan.encoder_rate if encoding else self.plan.rate
            group["lr"] = peak * min(1.0, (within + 1) / _WARMUP)
        half = self.device.type == "cuda"
        with torch.autocast(self.device.type, torch.bfloat16, enabled=half):
            loss = (
                self.picture_loss(batch.pictures, generator)
                if encoding
                else self.noise_loss(batch, generator)
            )
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        for group in optimiser.param_groups:
            nn.utils.clip_grad_norm_(group["params"], 1.0)
        optimiser.step()
        if not encoding:
            self._follow()
        return float(loss.detach())

    def batch(self, step: int, generator: torch.Generator) -> VideoBatch:
        """The clips of a step."""
        first = step * self.plan.batch
        numbers = list(range(first, first + self.plan.batch))
        if self.plan.distinct:
            numbers = [number % self.plan.distinct for number in numbers]
        made = self.clips(self.plan.seed, numbers)
        return video_batch(made, self.plan.size, generator, self.device)

    def picture_loss(self, pictures: Tensor, generator: torch.Generator) -> Tensor:
        """How badly single frames come back from their latents."""
        chosen = torch.randint(pictures.shape[1], (len(pictures), 4), generator=generator)
        frames = torch.cat([pictures[i, row] for i, row in enumerate(chosen)])
        inputs = frames.expand(-1, 3, -1, -1) * 2 - 1
        seen = self.vae.encode(inputs).latent_dist
        drawn = torch.randn(seen.mean.shape, generator=generator).to(self.device)
        back = self.vae.decode(seen.mean + seen.std * drawn).sample.float()
        apart = back - inputs
        loss: Tensor = apart.square().mean() + apart.abs().mean() + _KL * seen.kl().mean()
        return loss

    def noise_loss(self, batch: VideoBatch, generator: torch.Generator) -> Tensor:
        """Squared error of the denoiser's answer, a timestep for each video."""
        count, frames = batch.pictures.shape[:2]
        with torch.no_grad():
            flat = batch.pictures.flatten(0, 1).expand(-1, 3, -1, -1) * 2 - 1
            latents = self.vae.encode(flat).latent_dist.mean.float() * self.scaling
        clean = latents.view(count, frames, *latents.shape[1:]).transpose(1, 2)
        noise = torch.randn(clean.shape, generator=generator).to(self.device)
        times = torch.randint(1000, (count,), generator=generator)
        kept = self.schedule.alpha_bars[times].float().to(self.device).view(-1, 1, 1, 1, 1)
        noisy = kept.sqrt() * clean + (1 - kept).sqrt() * noise
        dropped = (torch.rand(count, generator=generator) < _DROPPED_TEXT).tolist()
        texts = ["" if gone else text for gone, text in zip(dropped, batch.captions, strict=True)]
        said = self.unet(noisy, times.to(self.device), encoder_hidden_states=self.states(texts))
        if self.schedule.kind == "v_prediction":
            noise = kept.sqrt() * noise - (1 - kept).sqrt() * clean
        return functional.mse_loss(said.sample.float(), noise)

    def states(self, texts: list[str]) -> Tensor:
        """Last hidden states [B, L, D]."""
        length = int(self.plan.architecture.text["max_position_embeddings"])
        tokens = self.tokenizer(
            texts, padding="max_length", max_length=length, truncation=True, return_tensors="pt"
        )
        states: Tensor = self.text(tokens.input_ids.to(self.device))[0]
        return states

    @torch.no_grad()
    def _scale_latents(self) -> None:
        """The factor that gives latents unit variance, measured on one batch."""
        generator = torch.Generator().manual_seed(self.plan.seed)
        pictures = self.batch(0, generator).pictures
        flat = pictures.flatten(0, 1).expand(-1, 3, -1, -1) * 2 - 1
        self.scaling = 1.0 / max(1e-4, float(self.vae.encode(flat).latent_dist.mean.std()))

    @torch.no_grad()
    def _follow(self) -> None:
        """The running average of the weights, which is what is exported."""
        for name, value in self._trained().items():
            if name in self.average:
                self.average[name].lerp_(value, 1 - self.plan.ema)
            else:
                self.average[name] = value.clone()

    def _trained(self) -> dict[str, Tensor]:
        parts = (("unet.", self.unet), ("text.", self.text))
        return {p + k: v for p, m in parts for k, v in m.state_dict().items()}

    def _log(self, loss: float, tell: Callable[[str], None]) -> None:
        part = "encoder" if self.step <= self.plan.encoder_steps else "denoiser"
        with (self.plan.out / CURVE).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"step": self.step, "part": part, "loss": round(loss, 5)}) + "\n")
        tell(f"{part} {self.step}: {loss:.4f}")

    def save(self) -> None:
        """A checkpoint under a temporary name, then renamed."""
        state = {
            "step": self.step,
            "scaling": self.scaling,
            "vae": self.vae.state_dict(),
            "unet": self.unet.state_dict(),
            "text": self.text.state_dict(),
            "average": self.average,
            "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
        }
        temporary = self.plan.out / (CHECKPOINT + ".tmp")
        torch.save(state, temporary)
        temporary.replace(self.plan.out / CHECKPOINT)

    def _resume(self) -> None:
        path = self.plan.out / CHECKPOINT
        if not path.is_file():
            return
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.step, self.scaling = int(state["step"]), float(state["scaling"])
        for name in ("vae", "unet", "text"):
            getattr(self, name).load_state_dict(state[name])
        self.average = state["average"]
        for optimiser, kept in zip(self.optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(kept)

    def export(self, folder: Path) -> int:
        """A model folder in half precision with the averaged weights; its size in bytes."""
        shape = self.plan.architecture
        average = {name: value.clone() for name, value in self._trained().items()}
        average |= self.average
        for prefix, part, module in (
            ("unet.", "unet", self.unet),
            ("text.", "text_encoder", self.text),
            ("", "vae", self.vae),
        ):
            chosen = {k[len(prefix) :]: v for k, v in average.items() if k.startswith(prefix)}
            kept = {k: v.clone() for k, v in module.state_dict().items()}
            if prefix:
                module.load_state_dict(chosen)
            if part == "vae":
                module.register_to_config(scaling_factor=self.scaling)
            nn.Module.to(module, torch.float16)
            module.save_pretrained(folder / part)
            if part == "text_encoder":
                with_published_names(folder / part)
            nn.Module.to(module, torch.float32)
            module.load_state_dict(kept)
        write_tokenizer(folder / "tokenizer", shape, list(self.plan.merges))
        write_index(folder, shape)
        (folder / "MODEL_CARD.md").write_text(_card(self.step, self.plan), encoding="utf-8")
        return sum(file.stat().st_size for file in folder.rglob("*.safetensors"))


def _card(steps: int, plan: Plan) -> str:
    return (
        "# Starter video model\n\n"
        "A small text-to-video model in the layout of text-to-video-ms-1.7b: 16 frames of "
        f"{plan.size} x {plan.size} pixels of line drawings. Trained by this project on puppets "
        "made by rules (no drawings of others, no recorded motion), with their captions.\n\n"
        f"Licence: GPL-3.0-or-later. Steps: {steps}, batch {plan.batch}, seed {plan.seed}.\n\n"
        "What it can't do: anything but black lines on white; motions the puppets don't know.\n"
    )
