# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training of a sketch LoRA (Hu et al. 2021, through peft) on a frozen video model.

    W x  ->  W x + (alpha / r) up(down(x)),    loss = | eps - eps_theta(z_t, t, text) |^2

over the latents of training clips, with one timestep for each clip. The text is left out one time
in ten, so that classifier-free guidance still works. The result is written in peft's own format:
adapter_model.safetensors and adapter_config.json.
"""

from __future__ import annotations

import warnings
from contextlib import nullcontext
from dataclasses import dataclass, replace
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
from engine.training.loop import (
    LoopSettings,
    TrainingLoop,
    TrainingStep,
    TrainingTask,
    Values,
    set_learning_rate,
)
from engine.training.lora.clips import TrainingClips
from engine.training.schedules import warmup

CARD, WEIGHTS = "MODEL_CARD.md", "adapter_model.safetensors"
PREFIX = "base_model.model."
#: Which layers of the denoiser learn: those of attention, or all (as in FlipSketch's LoRA).
LAYERS = ("attention", "all")
_ALL = (nn.Linear, nn.Conv2d, nn.Conv3d)
_LOG_STEPS = 10


@dataclass(frozen=True)
class LoraTraining:
    """Settings of a run.

    Attributes:
        out: folder of the run and of the LoRA.
        steps: length of the training.
        rank: rank r of every pair of factors, `down` and `up` (4 in FlipSketch).
        rate: the highest learning rate.
        batch: clips in a step.
        seed: of the factors at the start and of all noise.
        layers: which layers of the denoiser learn, one of LAYERS.
        dropout: share of what `down` is given that is dropped in training (0.1 in the framework
            that FlipSketch used, there of what `up` gives).
        gaussian: `down` starts at N(0, 1/r^2), as there; else as torch starts a layer.
        warmup: steps in which the rate rises from nothing (none there).
        dropped_text: share of clips that are shown without their caption (none there).
    """

    out: Path
    steps: int = 2500
    rank: int = 4
    rate: float = 1e-4
    batch: int = 1
    seed: int = 0
    layers: str = "all"
    dropout: float = 0.0
    gaussian: bool = False
    warmup: int = 50
    dropped_text: float = 0.1


def as_flip_sketch(settings: LoraTraining) -> LoraTraining:
    """Return settings with what the framework of FlipSketch does where nothing else is asked."""
    return replace(settings, rate=5e-6, dropout=0.1, gaussian=True, warmup=0, dropped_text=0.0)


class LoraRun(TrainingTask):
    """A LoRA in training; the given model is changed: its layers get factors, which learn."""

    def __init__(
        self,
        settings: LoraTraining,
        model: DiffusersVideo,
        folder: ModelFolder,
        clips: TrainingClips,
    ) -> None:
        from peft import LoraConfig, inject_adapter_in_model

        self.settings, self.model, self.folder, self.clips = settings, model, folder, clips
        names = layer_names(model.unet, settings.layers)
        self.config: Any = LoraConfig(
            r=settings.rank, lora_alpha=settings.rank, target_modules=names,
            init_lora_weights="gaussian" if settings.gaussian else True,
            lora_dropout=settings.dropout, base_model_name_or_path=folder.name,
        )  # fmt: skip
        with torch.random.fork_rng(devices=[]), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.manual_seed(settings.seed)
            inject_adapter_in_model(self.config, model.unet)
        for name, module in model.unet.named_modules():
            module.training |= "lora_dropout" in name
        self.factors = {
            name: value for name, value in model.unet.named_parameters() if "lora_" in name
        }
        for value in self.factors.values():
            value.requires_grad_(True)
            value.data = value.data.float()
        self.optimiser = torch.optim.AdamW(
            self.factors.values(), lr=settings.rate, weight_decay=1e-2
        )

    def train_step(self, step: TrainingStep) -> Values:
        """Train on one batch: the clips from number step * batch on; return the mean loss."""
        generator = step.generator()
        set_learning_rate(self.optimiser, self.settings.rate * step.rate)
        self.optimiser.zero_grad(set_to_none=True)
        batch = self.settings.batch
        total = 0.0
        on_gpu = self.model.device.type == "cuda"  # there, memory is short
        recompute = recomputed(self.model.unet) if on_gpu else nullcontext()
        with recompute, torch.random.fork_rng():  # dropout takes torch's own random numbers
            torch.manual_seed(generator.initial_seed())
            for number in range(step.number * batch, (step.number + 1) * batch):
                loss = self.loss(number, generator) / batch
                loss.backward()  # type: ignore[no-untyped-call]
                total += float(loss.detach())
        nn.utils.clip_grad_norm_(self.factors.values(), 1.0)
        self.optimiser.step()
        return {"loss": total}

    def loss(self, number: int, generator: torch.Generator) -> Tensor:
        """Return the mean squared error of the predicted noise on training clip `number`."""
        model, clip = self.model, self.clips.clip(number)
        pictures = clip.frames[:, None].expand(-1, 3, -1, -1)
        with torch.no_grad():
            clean = model.encode(pictures, generator)
        noise = torch.randn(clean.shape, generator=generator).to(clean.device)
        levels = len(model.schedule.alpha_bars)
        timestep = int(torch.randint(levels, (1,), generator=generator))
        dropped = float(torch.rand(1, generator=generator)) < self.settings.dropped_text
        text = "" if dropped else clip.caption
        noisy = model.schedule.noisy(clean, noise, timestep)
        kind = next(model.vae.parameters()).dtype
        half = kind != torch.float32
        with torch.autocast(model.device.type, kind if half else torch.bfloat16, enabled=half):
            output = model.unet(
                noisy.to(kind).transpose(0, 1)[None],
                torch.tensor(timestep, device=clean.device),
                encoder_hidden_states=model.text_states(text).to(kind),
            ).sample
        predicted = model.schedule.noise_of(output[0].transpose(0, 1).float(), noisy, timestep)
        return functional.mse_loss(predicted, noise)

    def state(self) -> dict[str, Any]:
        """Return what a checkpoint of the training holds: the LoRA so far, and the optimiser.

        "factors": name -> tensor, on the CPU, of the two small matrices (`down` and `up`) that
        every trained layer has. "optimiser": the state of AdamW.
        """
        factors = {name: value.detach().cpu() for name, value in self.factors.items()}
        return {"factors": factors, "optimiser": self.optimiser.state_dict()}

    def load_state(self, state: dict[str, Any]) -> None:
        """Set the factors and the optimiser to what `state` returned."""
        for name, value in self.factors.items():
            value.data.copy_(state["factors"][name])
        self.optimiser.load_state_dict(state["optimiser"])

    def export(self, steps: int) -> int:
        """Write the LoRA in peft's format with its card; return the size of WEIGHTS in bytes.

        steps: how many steps the LoRA was trained, for the card.
        """
        out = self.settings.out
        tensors = {
            PREFIX + name.replace(".default.", "."): value.detach().cpu().contiguous()
            for name, value in self.factors.items()
        }
        save_file(tensors, out / WEIGHTS, {"format": "pt", "licence": self.folder.licence})
        self.config.save_pretrained(str(out))
        (out / CARD).write_text(card(self.settings, self.folder, steps), encoding="utf-8")
        return (out / WEIGHTS).stat().st_size


def lora_loop(
    settings: LoraTraining,
    model: DiffusersVideo,
    folder: ModelFolder,
    clips: TrainingClips,
    session_minutes: float = 0.0,
) -> TrainingLoop[LoraRun]:
    """Begin a run in `settings.out`, or resume the run that is there.

    session_minutes: after these the session ends with a checkpoint; 0 = no limit. Raises BadInput
    when the run that is there has another rank, other layers or another base model.
    """
    return TrainingLoop(
        LoraRun(settings, model, folder, clips),
        settings.out,
        LoopSettings(
            steps=settings.steps, seed=settings.seed, session_minutes=session_minutes,
            log_steps=_LOG_STEPS,
        ),
        warmup(max(1, settings.warmup)),
        {"rank": settings.rank, "layers": settings.layers, "base": folder.name},
    )  # fmt: skip


def layer_names(unet: nn.Module, layers: str) -> list[str]:
    """Return the full names of the denoiser's layers that learn. Raises BadInput.

    layers: one of LAYERS.
    """
    if layers not in LAYERS:
        raise BadInput(
            "There is no choice {layers!r} of layers.",
            layers=layers,
            hint=Message("One of {layers}.", layers=LAYERS),
        )
    modules = [(name, module) for name, module in unet.named_modules() if isinstance(module, _ALL)]
    if layers == "all":
        return [name for name, _ in modules]
    return [n for n, module in modules if "attentions" in n and isinstance(module, nn.Linear)]


def card(settings: LoraTraining, folder: ModelFolder, steps: int) -> str:
    """Return MODEL_CARD.md: how the LoRA was made, and that the base model's licence binds it."""
    return (
        "# Sketch LoRA\n\n"
        f"For {folder.name}: rank {settings.rank}, {settings.layers} layers of the denoiser, "
        f"{steps} steps of batch {settings.batch}, seed {settings.seed}. "
        "Trained by `python -m engine train lora`.\n\n"
        f"It only works with its base model, whose licence is: {folder.licence}.\n"
    )
