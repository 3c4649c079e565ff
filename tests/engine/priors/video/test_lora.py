# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A LoRA changes a model by up x down, in whichever file it comes."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any, cast

import pytest
import torch
from diffusers import UNet3DConditionModel
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import CLIPTextConfig, CLIPTextModel

from addon.contract.errors import BadInput
from engine.priors.video.lora import base_of, is_lora, merge_lora, walked
from engine.training.video.architecture import MS_1_7B, TINY

RANK = 2


def _unet() -> nn.Module:
    torch.manual_seed(0)
    return cast(nn.Module, UNet3DConditionModel(**TINY.unet)).requires_grad_(False)


def _weights(model: nn.Module) -> dict[str, Tensor]:
    return {
        name: cast(Tensor, layer.weight).clone()
        for name, layer in model.named_modules()
        if layer in set(walked(model))
    }


def _factors(weight: Tensor, seed: int) -> tuple[Tensor, Tensor]:
    """up [out, r, 1, ...] and down [r, in, k, ...] as LoRA layers of a convolution have them."""
    generator = torch.Generator().manual_seed(seed)
    ones = (1,) * (weight.ndim - 2)
    up = torch.randn(len(weight), RANK, *ones, generator=generator)
    down = torch.randn(RANK, *weight.shape[1:], generator=generator)
    return up, down


def _expected(weight: Tensor, up: Tensor, down: Tensor) -> Tensor:
    """The weight of y = W x + up(down(x)): what that does to each unit input."""
    return weight + torch.einsum("or,ri->oi", up.flatten(1), down.flatten(1)).view_as(weight)


def test_the_published_lists_are_as_long() -> None:
    with torch.device("meta"):
        unet = UNet3DConditionModel(**MS_1_7B.unet)
        text = CLIPTextModel(CLIPTextConfig(**MS_1_7B.text))
    for model, layers, megabytes in ((unet, 574, 29.28), (text, 138, 6.78)):
        found = walked(model)
        numbers = sum(
            4 * (len(layer.weight) + layer.weight[0].numel()) for layer in cast(Any, found)
        )
        assert len(found) == layers
        assert 4 * numbers / 1e6 == pytest.approx(megabytes, abs=0.01)


def test_a_list_changes_every_layer_in_order(tmp_path: Path) -> None:
    unet = _unet()
    before = _weights(unet)
    pairs = {name: _factors(weight, place) for place, (name, weight) in enumerate(before.items())}
    torch.save([item for pair in pairs.values() for item in pair], tmp_path / "2500_unet.pt")
    assert is_lora(tmp_path)
    assert merge_lora({"unet": unet}, tmp_path) == len(before)
    for name, weight in _weights(unet).items():
        assert torch.allclose(weight, _expected(before[name], *pairs[name]), atol=1e-4)


@pytest.mark.parametrize("style", ["peft", "diffusers", "kohya"])
def test_named_files_change_the_layers_they_name(tmp_path: Path, style: str) -> None:
    unet = _unet()
    before = _weights(unet)
    chosen = [name for name in before if name.endswith(("to_q", "conv1"))]
    down_name, up_name, prefix = {
        "peft": ("lora_A.weight", "lora_B.weight", "base_model.model."),
        "diffusers": ("lora.down.weight", "lora.up.weight", "unet."),
        "kohya": ("lora_down.weight", "lora_up.weight", ""),
    }[style]
    tensors, pairs = {}, {}
    for place, name in enumerate(chosen):
        up, down = pairs[name] = _factors(before[name], place)
        tensors[f"{prefix}{name}.{down_name}"], tensors[f"{prefix}{name}.{up_name}"] = down, up
        if style == "kohya":
            tensors[f"{name}.alpha"] = torch.tensor(1.0)
    save_file({name: value.contiguous() for name, value in tensors.items()},
              tmp_path / "adapter_model.safetensors")  # fmt: skip
    scale = 1.0
    if style == "peft":
        settings = {"lora_alpha": 6, "r": RANK, "base_model_name_or_path": "the/base"}
        (tmp_path / "adapter_config.json").write_text(json.dumps(settings))
        assert is_lora(tmp_path)
        assert base_of(tmp_path) == "the/base"
        scale = 3.0
    if style == "kohya":
        scale = 0.5
    assert merge_lora({"unet": unet}, tmp_path, 0.5) == len(chosen)
    for name, weight in _weights(unet).items():
        wanted = before[name]
        if name in pairs:
            up, down = pairs[name]
            wanted = _expected(wanted, 0.5 * scale * up, down)
        assert torch.allclose(weight, wanted, atol=1e-4)


class _Harmful:
    def __reduce__(self) -> Any:
        return (print, ("it ran",))


@pytest.mark.parametrize("what", ["short", "shapes", "program", "torn", "nothing", "names"])
def test_a_wrong_file_changes_nothing(
    tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    unet = _unet()
    before = _weights(unet)
    pairs = [item for n, w in enumerate(before.values()) for item in _factors(w, n)]
    path = tmp_path / "x_unet.pt"
    if what == "short":
        torch.save(pairs[:-2], path)
    elif what == "shapes":
        torch.save([*pairs[:-2], torch.ones(3, 2), torch.ones(2, 3)], path)
    elif what == "program":
        path.write_bytes(pickle.dumps([_Harmful()]))
    elif what == "torn":
        torch.save(pairs, path)
        path.write_bytes(path.read_bytes()[:2000])
    elif what == "names":
        path = tmp_path / "x.safetensors"
        save_file({"other.lora_A.weight": torch.ones(2, 3),
                   "other.lora_B.weight": torch.ones(3, 2)}, path)  # fmt: skip
    else:
        path = tmp_path / "x.safetensors"
        save_file({"weight": torch.ones(2)}, path)
    with pytest.raises(BadInput) as raised:
        merge_lora({"unet": unet}, path)
    assert raised.value.hint
    assert capsys.readouterr().out == ""
    assert all(torch.equal(weight, before[name]) for name, weight in _weights(unet).items())


def test_an_empty_folder_is_no_lora(tmp_path: Path) -> None:
    assert not is_lora(tmp_path)
    with pytest.raises(BadInput, match="There is no LoRA"):
        merge_lora({}, tmp_path)
