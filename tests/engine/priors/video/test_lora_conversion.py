# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nameless LoRA lists become peft's files, which peft reads and which do the same."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from addon.contract.errors import BadInput
from engine.priors.video.lora import base_of, merge_lora, walked
from engine.priors.video.lora_conversion import convert_list
from engine.training.video.architecture import TINY

torch.set_num_threads(1)


def denoiser() -> nn.Module:
    from diffusers import UNet3DConditionModel

    torch.manual_seed(0)
    model: nn.Module = UNet3DConditionModel(**TINY.unet).eval()
    return model


def pairs(model: nn.Module, rank: int = 2) -> list[Tensor]:
    """A list [up, down, ...] as the framework writes it: of convolutions the kernel is in down."""
    torch.manual_seed(1)
    found = []
    for layer in walked(model):
        weight = layer.weight
        assert isinstance(weight, Tensor)
        ones = (1,) * (weight.ndim - 2)
        found += [0.05 * torch.randn(len(weight), rank, *ones),
                  torch.randn(rank, *weight.shape[1:])]  # fmt: skip
    return found


def answer(model: nn.Module) -> Tensor:
    generator = torch.Generator().manual_seed(2)
    noisy = torch.randn(1, 4, 3, 8, 8, generator=generator)
    states = torch.randn(1, 5, 16, generator=generator)
    with torch.no_grad():
        said: Tensor = model(noisy, torch.tensor(300), encoder_hidden_states=states).sample
    return said


def test_a_converted_list_does_what_the_list_does_also_in_peft(tmp_path: Path) -> None:
    peft = pytest.importorskip("peft")
    from safetensors.torch import load_file

    file = tmp_path / "1_unet.pt"
    torch.save(pairs(denoiser()), file)
    out = convert_list(file, denoiser(), tmp_path / "lora", "base", "CC BY-NC 4.0")
    assert base_of(out) == "base"
    of_list, of_names, plain = denoiser(), denoiser(), answer(denoiser())
    count = merge_lora({"unet": of_list}, file)
    assert merge_lora({"unet": of_names}, out) == count == len(walked(denoiser()))
    wanted = answer(of_list)
    assert not torch.allclose(wanted, plain, atol=1e-2)
    torch.testing.assert_close(answer(of_names), wanted)
    model = denoiser()
    config = peft.LoraConfig.from_pretrained(str(out))
    peft.inject_adapter_in_model(config, model)
    state = load_file(out / "adapter_model.safetensors")
    bare = {name.removeprefix("base_model.model."): value for name, value in state.items()}
    result = peft.set_peft_model_state_dict(model, bare)
    assert not result.unexpected_keys
    torch.testing.assert_close(answer(model.eval()), wanted, atol=1e-4, rtol=1e-4)


def test_lists_for_other_models_and_other_files_are_refused(tmp_path: Path) -> None:
    file, out = tmp_path / "1_unet.pt", tmp_path / "lora"
    torch.save(pairs(denoiser())[:-2], file)
    with pytest.raises(BadInput, match="layers for"):
        convert_list(file, denoiser(), out, "base")
    torch.save([torch.zeros(3, 2), torch.zeros(2, 3)] * len(walked(denoiser())), file)
    with pytest.raises(BadInput, match="another size"):
        convert_list(file, denoiser(), out, "base")
    torch.save({"a": torch.zeros(1)}, file)
    with pytest.raises(BadInput, match="no list"):
        convert_list(file, denoiser(), out, "base")
    file.write_bytes(b"cos\nsystem\n(S'true'\ntR.")  # a pickle that would run a program
    with pytest.raises(BadInput, match="can't be read"):
        convert_list(file, denoiser(), out, "base")
    assert not out.exists()
