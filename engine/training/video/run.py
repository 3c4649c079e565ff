# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training of the starter video model: first the image encoder, then denoiser and text model.

The encoder learns to reproduce pictures (squared and absolute error, a light pull of its latents
towards a unit Gaussian). Its latents are then scaled to unit variance. The denoiser learns
v-prediction (Salimans and Ho 2022), with the text left out one time in ten so that classifier-free
guidance works; the text model is trained with it. The exported weights are running averages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.priors.video.noise_schedule import NoiseSchedule
from engine.puppets import PuppetClip
from engine.training.loop import (
    AveragedWeights,
    LoopSettings,
    TrainingLoop,
    TrainingStep,
    TrainingTask,
    Values,
    set_learning_rate,
)
from engine.training.schedules import warmup
from engine.training.video.architecture import (
    STARTER,
    Architecture,
    text_config,
    with_published_names,
    write_index,
    write_tokenizer,
)
from engine.training.video.clips import VideoBatch, video_batch

#: (seed, numbers) -> the puppets of these numbers.
ClipSource = Callable[[int, list[int]], list[PuppetClip]]
_DROPPED_TEXT = 0.1
_WARMUP = 200
_KL = 1e-6
_PARTS = ("vae", "unet", "text")


@dataclass(frozen=True)
class VideoTraining:
    """Settings of a run.

    Attributes:
        out: folder of the run.
        encoder_steps: steps of the encoder, before those of the denoiser.
        steps: steps of the denoiser.
        size: pixels of a side.
        ema: decay of the averaged weights.
        distinct: how many different clips there are (0: endlessly many).
        merges: byte pairs of the tokenizer, most frequent first.
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


class VideoRun(TrainingTask):
    """A video model in training."""

    def __init__(self, settings: VideoTraining, clips: ClipSource, device: torch.device) -> None:
        from diffusers import AutoencoderKL, UNet3DConditionModel
        from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

        self.settings, self.clips, self.device = settings, clips, device
        shape = settings.architecture
        settings.out.mkdir(parents=True, exist_ok=True)
        write_tokenizer(settings.out / "tokenizer", shape, list(settings.merges))
        self.tokenizer: Any = CLIPTokenizer.from_pretrained(str(settings.out / "tokenizer"))
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(settings.seed)
            self.vae: Any = AutoencoderKL(**shape.vae).to(device)
            self.unet: Any = UNet3DConditionModel(**shape.unet).to(device)
            self.text: Any = CLIPTextModel(text_config(CLIPTextConfig, shape)).to(device)
        self.schedule = NoiseSchedule.of(shape.scheduler)
        self.scaling = float(shape.vae["scaling_factor"])
        self.average = AveragedWeights()
        learning = [*self.unet.parameters(), *self.text.parameters()]
        rate, encoder_rate = settings.rate, settings.encoder_rate
        self.optimisers = (
            torch.optim.AdamW(self.vae.parameters(), lr=encoder_rate, weight_decay=0.0),
            torch.optim.AdamW(learning, lr=rate, weight_decay=1e-2),
        )

    def train_step(self, step: TrainingStep) -> Values:
        """Take one step of the encoder, or of denoiser and text model once it is trained."""
        encoding = step.number < self.settings.encoder_steps
        if step.number == self.settings.encoder_steps:
            self._scale_latents()
        generator = step.generator()
        batch = self.batch(step.number, generator)
        optimiser = self.optimisers[0 if encoding else 1]
        peak = self.settings.encoder_rate if encoding else self.settings.rate
        set_learning_rate(optimiser, peak * step.rate)
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
            self.average.update(self._averaged(), self.settings.ema)
        return {"encoder" if encoding else "denoiser": loss.detach()}

    def batch(self, step: int, generator: torch.Generator) -> VideoBatch:
        """Return the clips of a step as pictures."""
        settings = self.settings
        first = step * settings.batch
        numbers = list(range(first, first + settings.batch))
        if settings.distinct:
            numbers = [number % settings.distinct for number in numbers]
        clips = self.clips(settings.seed, numbers)
        return video_batch(clips, settings.size, generator, self.device)

    def picture_loss(self, pictures: Tensor, generator: torch.Generator) -> Tensor:
        """Return the encoder's error on four frames of each video.

        pictures [B, F, 1, S, S]: grey values, 1 is paper.
        """
        chosen = torch.randint(pictures.shape[1], (len(pictures), 4), generator=generator)
        frames = torch.cat([pictures[i, row] for i, row in enumerate(chosen)])
        inputs = frames.expand(-1, 3, -1, -1) * 2 - 1
        latents = self.vae.encode(inputs).latent_dist
        noise = torch.randn(latents.mean.shape, generator=generator).to(self.device)
        outputs = self.vae.decode(latents.mean + latents.std * noise).sample.float()
        error = outputs - inputs
        loss: Tensor = error.square().mean() + error.abs().mean() + _KL * latents.kl().mean()
        return loss

    def noise_loss(self, batch: VideoBatch, generator: torch.Generator) -> Tensor:
        """Return the squared error of the denoiser, with one timestep for each video."""
        count, frames = batch.pictures.shape[:2]
        with torch.no_grad():
            flat = batch.pictures.flatten(0, 1).expand(-1, 3, -1, -1) * 2 - 1
            latents = self.vae.encode(flat).latent_dist.mean.float() * self.scaling
        clean = latents.view(count, frames, *latents.shape[1:]).transpose(1, 2)
        noise = torch.randn(clean.shape, generator=generator).to(self.device)
        times = torch.randint(1000, (count,), generator=generator)
        signal = self.schedule.alpha_bars[times].float().to(self.device).view(-1, 1, 1, 1, 1)
        noisy = signal.sqrt() * clean + (1 - signal).sqrt() * noise
        dropped = (torch.rand(count, generator=generator) < _DROPPED_TEXT).tolist()
        texts = ["" if drop else text for drop, text in zip(dropped, batch.captions, strict=True)]
        states = self.states(texts)
        predicted = self.unet(noisy, times.to(self.device), encoder_hidden_states=states)
        target = noise
        if self.schedule.kind == "v_prediction":
            target = signal.sqrt() * noise - (1 - signal).sqrt() * clean
        return functional.mse_loss(predicted.sample.float(), target)

    def states(self, texts: list[str]) -> Tensor:
        """Return the text model's last hidden states [B, L, D] of B texts."""
        length = int(self.settings.architecture.text["max_position_embeddings"])
        tokens = self.tokenizer(
            texts, padding="max_length", max_length=length, truncation=True, return_tensors="pt"
        )
        states: Tensor = self.text(tokens.input_ids.to(self.device))[0]
        return states

    @torch.no_grad()
    def _scale_latents(self) -> None:
        """Choose the factor that gives the latents of one batch unit variance."""
        generator = torch.Generator().manual_seed(self.settings.seed)
        pictures = self.batch(0, generator).pictures
        flat = pictures.flatten(0, 1).expand(-1, 3, -1, -1) * 2 - 1
        self.scaling = 1.0 / max(1e-4, float(self.vae.encode(flat).latent_dist.mean.std()))

    def _averaged(self) -> dict[str, Tensor]:
        parts = (("unet.", self.unet), ("text.", self.text))
        return {p + k: v for p, m in parts for k, v in m.state_dict().items()}

    def state(self) -> dict[str, Any]:
        """Return weights, averages, the latents' scale and the optimisers' states."""
        return {
            "scaling": self.scaling,
            **{name: getattr(self, name).state_dict() for name in _PARTS},
            "average": self.average.values,
            "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
        }

    def load_state(self, state: dict[str, Any]) -> None:
        """Take over what `state` returned."""
        self.scaling = float(state["scaling"])
        for name in _PARTS:
            getattr(self, name).load_state_dict(state[name])
        self.average.load(state["average"], self.device)
        for optimiser, saved in zip(self.optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(saved)

    def export(self, folder: Path, steps: int) -> int:
        """Write a model folder in half precision with the averaged weights; return its bytes."""
        shape = self.settings.architecture
        average = {name: value.clone() for name, value in self._averaged().items()}
        average |= self.average.values
        for prefix, part, module in (
            ("unet.", "unet", self.unet),
            ("text.", "text_encoder", self.text),
            ("", "vae", self.vae),
        ):
            chosen = {k[len(prefix) :]: v for k, v in average.items() if k.startswith(prefix)}
            trained = {k: v.clone() for k, v in module.state_dict().items()}
            if prefix:
                module.load_state_dict(chosen)
            if part == "vae":
                module.register_to_config(scaling_factor=self.scaling)
            nn.Module.to(module, torch.float16)
            module.save_pretrained(folder / part)
            if part == "text_encoder":
                with_published_names(folder / part)
            nn.Module.to(module, torch.float32)
            module.load_state_dict(trained)
        write_tokenizer(folder / "tokenizer", shape, list(self.settings.merges))
        write_index(folder, shape)
        (folder / "MODEL_CARD.md").write_text(_card(steps, self.settings), encoding="utf-8")
        return sum(file.stat().st_size for file in folder.rglob("*.safetensors"))


def video_loop(
    settings: VideoTraining,
    clips: ClipSource,
    device: torch.device,
    session_minutes: float = 0.0,
) -> TrainingLoop[VideoRun]:
    """Begin a run in `settings.out`, or resume the one that is there."""
    encoder_steps, rise = settings.encoder_steps, warmup(_WARMUP)

    def rise_of_each_part(number: int, progress: float) -> float:
        return rise(number if number < encoder_steps else number - encoder_steps, progress)

    return TrainingLoop(
        VideoRun(settings, clips, device),
        settings.out,
        LoopSettings(
            steps=encoder_steps + settings.steps, seed=settings.seed,
            session_minutes=session_minutes,
        ),
        rise_of_each_part,
    )  # fmt: skip


def _card(steps: int, settings: VideoTraining) -> str:
    return (
        "# Starter video model\n\n"
        "A small text-to-video model in the layout of text-to-video-ms-1.7b: 16 frames of "
        f"{settings.size} x {settings.size} pixels of line drawings. Trained by this project on "
        "puppets made by rules (no drawings of others, no recorded motion), with their captions."
        "\n\n"
        f"Licence: GPL-3.0-or-later. Steps: {steps}, batch {settings.batch}, seed {settings.seed}."
        "\n\n"
        "What it can't do: anything but black lines on white; motions the puppets don't know.\n"
    )
