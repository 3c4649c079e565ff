# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A text-to-video diffusion model: pictures to latents, texts to states, noise of noisy latents.

A thin layer over diffusers' UNet3DConditionModel and AutoencoderKL and transformers' CLIP text
model, without the deprecated pipelines. Attention is torch's scaled_dot_product_attention, which
diffusers uses by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from addon.contract.errors import BadInput
from engine.priors.video.folder import ModelFolder
from engine.priors.video.noise_schedule import NoiseSchedule

PartCallback = Callable[[int, int], None]
"""Called with how many parts of a model are loaded, and how many there are."""
PARTS_LOADED = 4


class VideoModel(Protocol):
    """What score distillation needs of a text-to-video model.

    Attributes:
        size: pixels of a picture's side.
    """

    name: str
    size: int

    @property
    def device(self) -> torch.device:
        """Where the model runs."""
        ...

    def encode(self, pictures: Tensor, generator: torch.Generator) -> Tensor:
        """Encode pictures [F, 3, S, S] in 0..1 as latents, differentiably."""
        ...

    def pull(self, clean: Tensor, noise: Tensor, at: PullPoint) -> Tensor:
        """Return the gradient of score distillation at clean latents; no autograd.

        noise: of the shape of the latents.
        """
        ...


@dataclass(frozen=True)
class PullPoint:
    """Where and towards what a video is pulled.

    Attributes:
        level: the noise level, in (0, 1).
        text: what the video should show.
        guidance: strength of classifier-free guidance.
        first: the first picture, [1, 3, S, S] in 0..1, for models that go on from one.
    """

    level: float
    text: str
    guidance: float
    first: Tensor


class NoiseModel(Protocol):
    """A model that predicts the noise in latents [F, C, h, w] at a timestep."""

    schedule: NoiseSchedule

    def noise(self, noisy: Tensor, timestep: int, text: str, guidance: float) -> Tensor:
        """Predict the noise in noisy latents [F, C, h, w], with classifier-free guidance."""
        ...


def noise_pull(model: NoiseModel, clean: Tensor, noise: Tensor, at: PullPoint) -> Tensor:
    """Return w(t) (eps_hat - eps) at clean latents (Poole et al. 2023)."""
    schedule = model.schedule
    timestep = schedule.timestep(at.level)
    noisy = schedule.noisy(clean, noise, timestep)
    predicted = model.noise(noisy, timestep, at.text, at.guidance)
    return schedule.weight(timestep) * (predicted - noise)


class DiffusersVideo:
    """A `VideoModel` of the diffusers layout. Use `load`."""

    def __init__(
        self,
        name: str,
        unet: nn.Module,
        vae: nn.Module,
        text: tuple[Any, Any],
        schedule: NoiseSchedule,
        *,
        chunk: int = 8,
        recompute: bool = True,
        offload: bool = False,
    ) -> None:
        """Wrap loaded parts.

        Args:
            name: of the model, for people.
            unet: the denoiser.
            vae: the encoder and decoder of pictures.
            text: tokenizer and text model.
            schedule: what a timestep means.
            chunk: frames encoded at a time.
            recompute: encode again for the backward pass instead of keeping all layers' outputs.
            offload: keep on the device only the block of the denoiser that runs.
        """
        self.name = name
        self.unet, self.vae, self.schedule = unet, vae, schedule
        self.tokenizer, self.text_model = text
        self.chunk, self.recompute = max(1, chunk), recompute
        config = cast(Any, vae).config
        self.scaling = float(config.scaling_factor)
        self.shrink = 2 ** (len(config.block_out_channels) - 1)
        self.size = self.shrink * _side(cast(Any, unet).config.sample_size)
        self._device = next(vae.parameters()).device
        self._states: dict[str, Tensor] = {}
        if offload:
            offload_blocks(unet, self._device)

    @property
    def device(self) -> torch.device:
        """Where the model runs."""
        return self._device

    @classmethod
    def load(
        cls,
        folder: ModelFolder,
        *,
        device: torch.device | str = "cpu",
        dtype: torch.dtype = torch.float32,
        chunk: int = 8,
        recompute: bool = True,
        offload: bool = False,
        on_part: PartCallback | None = None,
    ) -> DiffusersVideo:
        """Load a checked folder. Raises BadInput when its weights don't fit its settings."""
        from diffusers import AutoencoderKL, UNet3DConditionModel
        from transformers import CLIPTextModel, CLIPTokenizer

        hush()
        report = on_part or (lambda part, parts: None)
        report(0, PARTS_LOADED)
        tokenizer = CLIPTokenizer.from_pretrained(
            str(folder.path / "tokenizer"), local_files_only=True
        )
        text_model = _text_model(CLIPTextModel, folder, dtype).to(device)
        report(1, PARTS_LOADED)
        vae = _module(AutoencoderKL, folder, "vae", dtype, rename=_modern_attention).to(device)
        report(2, PARTS_LOADED)
        unet = _module(UNet3DConditionModel, folder, "unet", dtype)
        unet = unet if offload else unet.to(device)
        report(3, PARTS_LOADED)
        return cls(
            folder.name,
            unet,
            vae,
            (tokenizer, text_model),
            NoiseSchedule.of(folder.config["scheduler"]),
            chunk=chunk,
            recompute=recompute,
            offload=offload,
        )

    def compile(self) -> None:
        """Compile the denoiser: minutes of work that pay off after hundreds of steps."""
        self.unet.compile()

    def encode(self, pictures: Tensor, generator: torch.Generator) -> Tensor:
        """Encode pictures [F, 3, H, W] in 0..1 as scaled latents [F, C, h, w], chunk by chunk.

        Latents are sampled (mean + std x noise); gradients flow through the encoder.
        """
        frames, _, height, width = pictures.shape
        kind = next(self.vae.parameters()).dtype
        channels = int(cast(Any, self.vae).config.latent_channels)
        shape = (frames, channels, height // self.shrink, width // self.shrink)
        drawn = torch.randn(shape, generator=generator).to(self.device)
        inputs = (pictures.to(self.device) * 2 - 1).to(kind)
        parts = []
        for start in range(0, frames, self.chunk):
            piece = inputs[start : start + self.chunk], drawn[start : start + self.chunk]
            if self.recompute and inputs.requires_grad:
                parts.append(checkpoint(self._encode, *piece, use_reentrant=False))
            else:
                parts.append(self._encode(*piece))
        return torch.cat(parts)

    def _encode(self, pictures: Tensor, drawn: Tensor) -> Tensor:
        """Return (mean + std x drawn) x scaling factor, float32."""
        latents = cast(Any, self.vae).encode(pictures).latent_dist
        return cast(Tensor, (latents.mean.float() + latents.std.float() * drawn) * self.scaling)

    @torch.no_grad()
    def decode(self, latents: Tensor) -> Tensor:
        """Decode latents [F, C, h, w] to pictures [F, 3, H, W] in 0..1."""
        kind = next(self.vae.parameters()).dtype
        parts = []
        scaled = latents.to(self.device, kind) / self.scaling
        for start in range(0, len(scaled), self.chunk):
            piece = scaled[start : start + self.chunk]
            parts.append(cast(Any, self.vae).decode(piece).sample.float())
        return (torch.cat(parts) / 2 + 0.5).clamp(0, 1)

    @torch.no_grad()
    def noise(self, noisy: Tensor, timestep: int, text: str, guidance: float) -> Tensor:
        """Predict the noise in latents [F, C, h, w]: u + g (c - u), float32.

        Both predictions are one batch; with guidance 1 only the conditional one is made.
        """
        texts = [text] if guidance == 1.0 else ["", text]
        states = torch.cat([self.text_states(item) for item in texts])
        kind = next(self.unet.parameters()).dtype
        sample = noisy.to(self.device, kind).transpose(0, 1)[None].expand(len(texts), *[-1] * 4)
        time = torch.tensor(timestep, device=self.device)
        raw = self.unet(sample, time, encoder_hidden_states=states.to(kind)).sample.float()
        raw = raw.transpose(1, 2)
        mixed = raw[0] if len(texts) == 1 else raw[0] + guidance * (raw[1] - raw[0])
        return self.schedule.noise_of(cast(Tensor, mixed), noisy.to(self.device), timestep)

    def pull(self, clean: Tensor, noise: Tensor, at: PullPoint) -> Tensor:
        """Return w(t) (eps_hat - eps) at clean latents [F, C, h, w]."""
        return noise_pull(self, clean, noise, at)

    @torch.no_grad()
    def text_states(self, text: str) -> Tensor:
        """Return the last hidden states [1, L, D] of a padded text; cached."""
        if text not in self._states:
            length = int(cast(Any, self.text_model).config.max_position_embeddings)
            tokens = self.tokenizer(
                text, padding="max_length", max_length=length, truncation=True,
                return_tensors="pt",
            )  # fmt: skip
            self._states[text] = self.text_model(tokens.input_ids.to(self.device))[0]
        return self._states[text]


def hush() -> None:
    """Switch off the libraries' progress bars and advice; what matters is in our own errors."""
    from diffusers.utils import logging as of_diffusers
    from transformers.utils import logging as of_transformers

    for part in (of_diffusers, of_transformers):
        part.disable_progress_bar()
        part.set_verbosity_error()


def _side(size: object) -> int:
    """Return the side of latents from a config's sample_size: a number, or height and width."""
    if isinstance(size, Sequence):
        return min(int(value) for value in size)
    return int(cast(int, size))


def _module(
    family: Any,
    folder: ModelFolder,
    part: str,
    dtype: torch.dtype,
    rename: Callable[[str], str] = str,
) -> nn.Module:
    """Build a diffusers model and assign the weights of its files, without copying them.

    rename: maps names in old files to those of the model. Raises BadInput where they don't fit.
    """
    with torch.device("meta"):
        model: nn.Module = family.from_config(dict(folder.config[part]))
    expected = model.state_dict()
    given = _tensors(folder.weights[part], dtype, rename)
    wrong = [
        name
        for name in expected
        if name not in given or given[name].numel() != expected[name].numel()
    ]
    extra = [name for name in given if name not in expected]
    if wrong or extra:
        raise _other_weights(folder, part, (wrong or extra)[0], len(wrong) + len(extra))
    given = {name: given[name].reshape(expected[name].shape) for name in expected}
    model.load_state_dict(given, strict=True, assign=True)
    return model.eval().requires_grad_(False)


def _tensors(
    files: tuple[Path, ...], dtype: torch.dtype, rename: Callable[[str], str]
) -> dict[str, Tensor]:
    """Read the tensors of safetensors files, floating-point ones as dtype."""
    from safetensors import safe_open

    tensors: dict[str, Tensor] = {}
    for path in files:
        with safe_open(path, "pt") as file:
            for name in file.keys():  # noqa: SIM118
                tensor = file.get_tensor(name)
                tensors[rename(name)] = tensor.to(dtype) if tensor.is_floating_point() else tensor
    return tensors


def _modern_attention(name: str) -> str:
    """Return a name of a VAE's attention as diffusers has it since 2023 (older files differ)."""
    if ".attentions." not in name:
        return name
    for old, new in (("query", "to_q"), ("key", "to_k"), ("value", "to_v")):
        name = name.replace(f".{old}.", f".{new}.")
    return name.replace(".proj_attn.", ".to_out.0.")


def _text_model(family: Any, folder: ModelFolder, dtype: torch.dtype) -> nn.Module:
    """Load the text model. Raises BadInput when weights are missing."""
    variant = "fp16" if ".fp16." in folder.weights["text_encoder"][0].name else None
    model, report = family.from_pretrained(
        str(folder.path / "text_encoder"), dtype=dtype, variant=variant, use_safetensors=True,
        local_files_only=True, output_loading_info=True,
    )  # fmt: skip
    missing = sorted(report.get("missing_keys") or ())
    if missing:
        raise _other_weights(folder, "text_encoder", missing[0], len(missing))
    return cast(nn.Module, model.eval().requires_grad_(False))


def _other_weights(folder: ModelFolder, part: str, name: str, count: int) -> BadInput:
    return BadInput(
        "The weights of {part} in {folder} don't fit its config.json: {count} differ, "
        "the first is {name}.",
        part=part,
        folder=folder.path,
        count=count,
        name=name,
        hint="The folder mixes two models, or the download was cut off. Download it again.",
    )


def offload_blocks(unet: nn.Module, device: torch.device) -> None:
    """Keep a denoiser in main memory; each of its blocks visits the device while it runs.

    What belongs to no block, like a table of shifts, stays on the device.
    """
    for name, own in list(unet.named_parameters(recurse=False)):
        unet.register_parameter(name, nn.Parameter(own.to(device), requires_grad=False))
    for name, buffer in list(unet.named_buffers(recurse=False)):
        setattr(unet, name, buffer.to(device))
    blocks: list[nn.Module] = []
    for child in unet.children():
        blocks += list(child) if isinstance(child, nn.ModuleList) else [child]
    for block in blocks:
        block.to("cpu")
        block.register_forward_pre_hook(lambda module, _: cast(None, module.to(device) and None))
        block.register_forward_hook(lambda module, _, result: (module.to("cpu"), result)[1])
