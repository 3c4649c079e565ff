# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads a pipeline of diffusers as planned, and reads sentences before the pipeline runs.

The text model is the largest part of these models and is needed for a moment only: where memory is
short it reads the sentences in main memory and is let go before the clip is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor, nn

from addon.contract.errors import BadInput
from engine.priors.video.model import hush
from engine.priors.video.pipelines.cost import numbers_in
from engine.priors.video.pipelines.folder import PipelineFolder
from engine.priors.video.pipelines.latents import in_pieces
from engine.priors.video.pipelines.loras import ChosenLora, merge_into_pipeline
from engine.priors.video.plan import LoadPlan, check_main_memory, release_device

#: The sentences of a clip as the pipeline takes them: argument -> tensor.
TextStates = dict[str, Tensor]
_PLAIN = ("prompt_embeds", "negative_prompt_embeds")
_MASKED = (
    "prompt_embeds",
    "prompt_attention_mask",
    "negative_prompt_embeds",
    "negative_prompt_attention_mask",
)


@dataclass
class LoadedPipeline:
    """A pipeline that is ready to draw clips.

    Attributes:
        pipe: the diffusers pipeline; its text model is gone where memory is short.
        read: what its text model said of sentences that were read.
        placed: its parts visit the device while they run.
    """

    folder: PipelineFolder
    pipe: Any
    plan: LoadPlan
    read: dict[tuple[str, str], TextStates] = field(default_factory=dict)
    placed: bool = False

    @property
    def device(self) -> torch.device:
        """Where the clip is drawn."""
        return torch.device(self.plan.device)

    def text_states(self, prompt: str, negative: str) -> TextStates:
        """Return what the text model says of both sentences. Each pair is read once."""
        self.read_all([(prompt, negative)])
        return self.read[prompt, negative]

    def read_all(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Read pairs of sentences that weren't read yet; then free the text model if need be."""
        missing = [pair for pair in pairs if pair not in self.read]
        if missing and self.pipe.text_encoder is None:
            self.pipe.text_encoder = _text_model(self.folder, self.plan.dtype)
        for prompt, negative in missing:
            self.read[prompt, negative] = _read(self, prompt, negative)
        if missing and self.plan.offload:
            self.pipe.text_encoder = None


_warm: dict[str, LoadedPipeline] = {}


def load_pipeline(
    folder: PipelineFolder,
    plan: LoadPlan,
    on_part: Callable[[int, int], None],
    *,
    distils: bool = False,
    lora: ChosenLora | None = None,
) -> LoadedPipeline:
    """Load a model, unless the one used last is this very model. Raises BadInput.

    on_part: called with how many of how many parts are loaded; distils: its parts are called by
    themselves, and their own calls bring them to the device; lora: added to its weights.
    """
    key = (
        f"{folder.path}|{folder.bytes}|{plan.device}|{plan.dtype}|{plan.offload}|{distils}|{lora!r}"
    )
    if key not in _warm:
        forget_pipeline()
        on_part(0, 2)
        _warm[key] = _loaded(folder, plan, lora)
    on_part(2, 2)
    return _warm[key]


def forget_pipeline() -> None:
    """Free the memory of the pipeline that was used last."""
    if _warm:
        _warm.clear()
        release_device()


def keep_only_pipeline(path: Path) -> None:
    """Free the memory of the pipeline that was used last, unless it is the one in a folder."""
    if any(loaded.folder.path != path for loaded in _warm.values()):
        forget_pipeline()


def _loaded(folder: PipelineFolder, plan: LoadPlan, lora: ChosenLora | None) -> LoadedPipeline:
    import diffusers

    hush()
    weights = sum(numbers_in(files) for files in folder.weights.values())
    check_main_memory(folder.name, weights, plan.dtype)
    try:
        if folder.family.pipeline == "LatentToVideoPipeline":
            from engine.priors.video.pipelines.masked_pipeline import masked_pipeline

            pipe = masked_pipeline(folder, plan.dtype)
        else:
            wanted = getattr(diffusers, folder.family.pipeline)
            pipe = wanted.from_pretrained(
                str(folder.path), dtype=plan.dtype, variant=folder.variant,
                local_files_only=True, use_safetensors=True,
            )  # fmt: skip
    except (OSError, ValueError, TypeError, RuntimeError, KeyError) as error:
        raise BadInput(
            "The model {name} can't be loaded: {why}",
            name=folder.name,
            why=str(error).splitlines()[0][:300] if str(error) else type(error).__name__,
            hint="The folder mixes two models, or the download was cut off. Download it again.",
        ) from error
    pipe.set_progress_bar_config(disable=True)
    if lora is not None:
        merge_into_pipeline(pipe, folder.name, lora)
    in_pieces(pipe.vae)
    _without_memory(pipe)
    _with_given_times(pipe)
    for part in pipe.components.values():
        if isinstance(part, nn.Module):
            part.requires_grad_(False)
    loaded = LoadedPipeline(folder, pipe, plan)
    if not plan.offload:
        pipe.to(plan.device)
    return loaded


def offload(loaded: LoadedPipeline) -> None:
    """Keep parts in main memory that don't run, after the sentences were read."""
    if loaded.plan.offload and loaded.plan.device != "cpu":
        loaded.pipe.enable_model_cpu_offload(device=loaded.plan.device)


def _without_memory(pipe: Any) -> None:
    """Give CogVideoX the scheduler whose step depends on its inputs alone.

    The pipeline keeps the other one's earlier estimate in a local variable, from which a job that
    was interrupted can't go on.
    """
    from diffusers import CogVideoXDDIMScheduler, CogVideoXDPMScheduler

    if isinstance(pipe.scheduler, CogVideoXDPMScheduler):
        pipe.scheduler = CogVideoXDDIMScheduler.from_config(pipe.scheduler.config)


def _with_given_times(pipe: Any) -> None:
    """Let the scheduler of LTX-Video's pipeline of conditions take its times as they are.

    That pipeline has a schedule of its own and tells no size, by which a dynamic one shifts.
    """
    if type(pipe).__name__ == "LTXConditionPipeline" and pipe.scheduler.config.use_dynamic_shifting:
        pipe.scheduler = type(pipe.scheduler).from_config(
            pipe.scheduler.config, use_dynamic_shifting=False, shift=1.0, shift_terminal=None
        )


def _text_model(folder: PipelineFolder, dtype: torch.dtype) -> Any:
    import transformers

    named = cast(list[str], folder.index["text_encoder"])[1]
    return getattr(transformers, named).from_pretrained(
        str(folder.path / "text_encoder"), dtype=dtype, variant=folder.variant,
        use_safetensors=True, local_files_only=True,
    )  # fmt: skip


@torch.no_grad()
def _read(loaded: LoadedPipeline, prompt: str, negative: str) -> TextStates:
    pipe, tokens = loaded.pipe, loaded.folder.family.tokens
    if loaded.folder.family.pipeline.startswith("Wan"):
        return {
            "prompt_embeds": _wan_states(pipe, prompt, tokens),
            "negative_prompt_embeds": _wan_states(pipe, negative, tokens),
        }
    if loaded.folder.family.pipeline == "LatentToVideoPipeline":
        return dict(zip(_PLAIN, pipe.encode_prompt(prompt, negative), strict=True))
    if loaded.folder.family.pipeline.startswith("AnimateDiff"):
        states = pipe.encode_prompt(prompt, pipe.text_encoder.device, 1, True, negative)
        return dict(zip(_PLAIN, states, strict=True))
    said = pipe.encode_prompt(
        prompt, negative, True, max_sequence_length=tokens, device=pipe.text_encoder.device
    )
    return dict(zip(_MASKED if len(said) == len(_MASKED) else _PLAIN, said, strict=True))


def _wan_states(pipe: Any, text: str, length: int) -> Tensor:
    """Return hidden states [1, length, D]; what lies behind the sentence's end is zero."""
    tokens = pipe.tokenizer(
        [text], padding="max_length", max_length=length, truncation=True,
        add_special_tokens=True, return_attention_mask=True, return_tensors="pt",
    )  # fmt: skip
    where = pipe.text_encoder.device
    mask = tokens.attention_mask.to(where)
    states = pipe.text_encoder(tokens.input_ids.to(where), mask).last_hidden_state
    return cast(Tensor, states * mask[..., None].to(states))
