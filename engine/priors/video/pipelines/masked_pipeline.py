# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws a clip with AnimateAnything from its first frame, a mask and a strength.

The clip begins as the first frame in all frames with the noise of the first timestep, not as pure
noise, so that what isn't asked to move is there from the beginning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from diffusers import AutoencoderKL, DiffusionPipeline, DPMSolverMultistepScheduler
from PIL import Image
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional
from transformers import CLIPTextModel, CLIPTokenizer

from engine.priors.video.pipelines.folder import PipelineFolder
from engine.priors.video.pipelines.latents import encoded, standardised
from engine.priors.video.pipelines.masked_unet import loaded_masked_unet, masked_noise


@dataclass
class MaskedVideoOutput:
    """The frames of a clip.

    Attributes:
        frames: [1][F, 3, H, W] in 0..1.
    """

    frames: Tensor


class MaskedVideoPipeline(DiffusionPipeline):  # type: ignore[misc]
    """A pipeline whose parts diffusers moves between devices as those of its own."""

    model_cpu_offload_seq = "text_encoder->unet->vae"

    def __init__(
        self, vae: Any, text_encoder: Any, tokenizer: Any, unet: Any, scheduler: Any
    ) -> None:
        super().__init__()
        self.register_modules(
            vae=vae, text_encoder=text_encoder, tokenizer=tokenizer, unet=unet, scheduler=scheduler
        )

    def encode_prompt(self, prompt: str, negative: str) -> tuple[Tensor, Tensor]:
        """Return the text model's last hidden states [1, L, D] of both sentences."""
        return self._states(prompt), self._states(negative)

    def _states(self, text: str) -> Tensor:
        length = int(self.text_encoder.config.max_position_embeddings)
        tokens = self.tokenizer(
            text, padding="max_length", max_length=length, truncation=True, return_tensors="pt"
        )
        return Tensor(self.text_encoder(tokens.input_ids.to(self.text_encoder.device))[0])

    @torch.no_grad()
    def __call__(
        self,
        *,
        image: Image.Image,
        mask: Tensor,
        strength: float,
        prompt_embeds: Tensor,
        negative_prompt_embeds: Tensor,
        height: int,
        width: int,
        num_frames: int,
        num_inference_steps: int,
        guidance_scale: float,
        generator: torch.Generator,
        callback_on_step_end: Callable[..., dict[str, Any]],
        callback_on_step_end_tensor_inputs: list[str],
        output_type: str = "pt",
    ) -> MaskedVideoOutput:
        """Draw a clip.

        Args:
            image: the first frame, of the size of the clip.
            mask: [H, W] in 0..1, 1 where things move.
            strength: how much they do, before the share of the mask is taken into account.
            prompt_embeds, negative_prompt_embeds: of `encode_prompt`.
            height, width, num_frames: of the clip.
            num_inference_steps, guidance_scale, generator: as in other pipelines.
            callback_on_step_end, callback_on_step_end_tensor_inputs: as in other pipelines.
            output_type: "pt", the only one there is.
        """
        device = self._execution_device
        pixels = self._pixels(image).to(device)
        first = encoded(self._placed(self.vae, device), pixels[None, :, None])
        where = functional.interpolate(mask[None, None].to(first), first.shape[-2:], mode="area")
        where = (where >= 0.5).to(first)[:, :, None]
        amount = torch.full((1,), strength * float(where.mean()), device=device)
        self.scheduler.set_timesteps(num_inference_steps, device=device)
        times = self.scheduler.timesteps
        still = first.expand(-1, -1, num_frames, -1, -1)
        noise = torch.randn(still.shape, generator=generator).to(still)
        latents = self.scheduler.add_noise(still, noise, times[:1])
        texts = [prompt_embeds] + ([negative_prompt_embeds] if guidance_scale != 1 else [])
        for index, time in enumerate(times):
            said = [
                masked_noise(self.unet, latents, time, text, first, where, amount) for text in texts
            ]
            noise = said[0] if len(said) == 1 else said[1] + guidance_scale * (said[0] - said[1])
            flat = noise.transpose(1, 2)[0], latents.transpose(1, 2)[0]
            latents = self.scheduler.step(flat[0], time, flat[1]).prev_sample
            latents = latents.transpose(0, 1)[None]
            given = {"latents": latents}
            latents = callback_on_step_end(self, index, time, given)["latents"]
        frames = self._decoded(latents)
        self.maybe_free_model_hooks()
        return MaskedVideoOutput(frames[None])

    @staticmethod
    def _pixels(image: Image.Image) -> Tensor:
        import numpy as np

        return torch.from_numpy(np.asarray(image, np.float32) / 127.5 - 1).permute(2, 0, 1)

    @staticmethod
    def _placed(vae: Any, device: torch.device) -> Any:
        return vae.to(device) if next(vae.parameters()).device != device else vae

    def _decoded(self, latents: Tensor) -> Tensor:
        """Return the pictures [F, 3, H, W] in 0..1 of latents [1, 4, F, h, w], one at a time."""
        one = standardised(self.vae, torch.ones_like(latents[:1, :1, :1]))
        scaled = (latents / one).transpose(1, 2)[0].to(self.vae.dtype)
        parts = [self.vae.decode(frame[None]).sample.float() for frame in scaled]
        return (torch.cat(parts) / 2 + 0.5).clamp(0, 1)


def masked_pipeline(folder: PipelineFolder, dtype: torch.dtype) -> MaskedVideoPipeline:
    """Load a folder of published weights. Raises BadInput where they don't fit their settings."""
    tensors: dict[str, Tensor] = {}
    for file in folder.weights["unet"]:
        tensors |= load_file(file)
    unet = loaded_masked_unet(folder.config["unet"], tensors, folder.name).to(dtype)

    def part(family: Any, name: str) -> Any:
        return family.from_pretrained(
            str(folder.path / name), dtype=dtype, variant=folder.variant, local_files_only=True,
            use_safetensors=True,
        )  # fmt: skip

    tokenizer = CLIPTokenizer.from_pretrained(str(folder.path / "tokenizer"), local_files_only=True)
    settings = DPMSolverMultistepScheduler.load_config(str(folder.path / "scheduler"))
    return MaskedVideoPipeline(
        part(AutoencoderKL, "vae"), part(CLIPTextModel, "text_encoder"), tokenizer, unet,
        DPMSolverMultistepScheduler.from_config(settings),
    )  # fmt: skip
