# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Models are found as they are published, and their licence is said as it is."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import cast

import pytest
import torch
from torch import Tensor

from addon.contract.errors import BadInput
from addon.contract.request import Request
from engine.priors.video.folder import ModelFolder
from engine.priors.video.lora import walked
from engine.priors.video.model import DiffusersVideo
from engine.priors.video.published import NON_COMMERCIAL, UNKNOWN
from engine.raster.diffusion.weights import (
    licence_in_words,
    merge_weights,
    merged_from_ms,
    weights_of,
)
from engine.training.video.architecture import MS_1_7B


def _environment(home: Path) -> dict[str, str]:
    return {"SKETCH_MOTION_HOME": str(home), "HF_HOME": str(home / "hub")}


def test_without_weights_the_error_says_what_to_download(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as raised:
        weights_of(Request("it runs", path="raster"), _environment(tmp_path))
    text = f"{raised.value.message} {raised.value.hint}"
    for part in ("t2v_sketch-lora", "3.7 GB", "CC BY-NC 4.0", "python -m addon.client models"):
        assert part in text
    assert raised.value.action is not None
    assert raised.value.action.patch == {"path": "vector"}
    request = Request("it runs", path="raster").patched(raised.value.action.patch)
    assert request.path == "vector"


def test_a_wrong_name_offers_the_vector_path_and_its_own_model(tmp_path: Path) -> None:
    request = Request("it runs", path="raster", model=str(tmp_path / "nothing"))
    with pytest.raises(BadInput, match="There is no folder") as raised:
        weights_of(request, _environment(tmp_path))
    assert raised.value.action is not None
    assert raised.value.action.patch == {"path": "vector", "model": ""}


def test_a_repository_with_checkpoints_is_taken_at_its_last(
    tiny_model: Path, tmp_path: Path
) -> None:
    snapshot = tmp_path / "hub/hub/models--Hmrishav--t2v_sketch-lora/snapshots/abc"
    for number in (500, 2500):
        shutil.copytree(tiny_model, snapshot / f"checkpoint-{number}")
    found = weights_of(Request("it runs", path="raster"), _environment(tmp_path)).folder
    assert found.path.name == "checkpoint-2500"
    assert found.name == "t2v_sketch-lora"
    assert found.licence == NON_COMMERCIAL
    direct = weights_of(
        Request("it runs", path="raster", model=str(snapshot)), _environment(tmp_path)
    ).folder
    assert direct.path.name == "checkpoint-2500"


def test_a_downloaded_model_is_found_by_its_name(tiny_model: Path, tmp_path: Path) -> None:
    shutil.copytree(tiny_model, tmp_path / "models/t2v_sketch-lora")
    found = weights_of(Request("", path="raster"), _environment(tmp_path)).folder
    assert found.path == tmp_path / "models/t2v_sketch-lora"
    assert found.licence == NON_COMMERCIAL


def test_what_is_merged_from_ms_keeps_its_licence(tiny_folder: ModelFolder) -> None:
    changed = asdict(tiny_folder) | {"licence": "MIT", "config": {"unet": MS_1_7B.unet}}
    assert licence_in_words(ModelFolder(**changed)) == NON_COMMERCIAL
    assert not merged_from_ms(tiny_folder)
    assert licence_in_words(tiny_folder) == UNKNOWN


def test_a_page_that_says_mit_does_not_help(tiny_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(tiny_model, folder)
    (folder / "sketch-motion-model.json").write_text(json.dumps({"license": "MIT"}))
    found = weights_of(Request("", path="raster", model=str(folder)), _environment(tmp_path)).folder
    assert found.licence == "MIT"  # a model of its own architecture is its maker's
    config = json.loads((folder / "unet/config.json").read_text())
    assert config["block_out_channels"] == [8, 16]


def _lora(folder: Path, model: DiffusersVideo, base: str = "") -> None:
    folder.mkdir()
    layers = walked(model.unet)
    pairs = [
        item
        for layer in layers
        for weight in [cast(Tensor, layer.weight)]
        for item in (torch.ones(len(weight), 1), 0.01 * torch.ones(1, weight[0].numel()))
    ]
    torch.save(pairs, folder / "9_unet.pt")
    if base:
        (folder / "adapter_config.json").write_text(json.dumps({"base_model_name_or_path": base}))


def test_a_base_and_a_lora(tiny_model: Path, tiny_folder: ModelFolder, tmp_path: Path) -> None:
    model = DiffusersVideo.load(tiny_folder)
    _lora(tmp_path / "style", model, base=str(tiny_model))
    by_setting = weights_of(
        Request("", model=str(tiny_model), settings={"lora": str(tmp_path / "style")})
    )
    by_folder = weights_of(Request("", model=str(tmp_path / "style")))
    assert by_setting == by_folder
    assert by_folder.folder.path == tiny_model
    assert by_folder.folder.name == f"{tiny_model} + style"
    before = cast(Tensor, walked(model.unet)[3].weight).clone()
    for _ in range(2):  # a warm model has it already
        merge_weights(model, by_folder)
    assert torch.allclose(cast(Tensor, walked(model.unet)[3].weight), before + 0.01, atol=1e-6)
    plain = weights_of(Request("", model=str(tiny_model)))
    assert plain.lora is None
    assert plain.folder != by_folder.folder
    with pytest.raises(BadInput, match="There is no LoRA"):
        weights_of(Request("", model=str(tiny_model), settings={"lora": "nowhere"}))


def test_a_lora_without_a_base_asks_for_the_papers(
    tmp_path: Path, tiny_folder: ModelFolder
) -> None:
    _lora(tmp_path / "style", DiffusersVideo.load(tiny_folder))
    with pytest.raises(BadInput, match=r"text-to-video-ms-1\.7b is not on this computer"):
        weights_of(Request("", model=str(tmp_path / "style")), _environment(tmp_path))
