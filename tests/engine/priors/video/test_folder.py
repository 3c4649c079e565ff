# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be wrong with a model's folder, and what the artist is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from addon.contract.errors import BadInput, OutOfMemory
from engine.priors.video.folder import check_folder, find_model
from engine.priors.video.model import DiffusersVideo
from engine.priors.video.plan import Device, VideoWork, make_plan
from engine.priors.video.published import NON_COMMERCIAL, licence_of, licence_table

UNET = "unet/diffusion_pytorch_model.safetensors"


@pytest.fixture
def model(tiny_model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_model, tmp_path / "model"))


def _pickles(model: Path) -> None:
    (model / UNET).rename(model / "unet/diffusion_pytorch_model.bin")


def _half(model: Path) -> None:
    data = (model / UNET).read_bytes()
    (model / UNET).write_bytes(data[: len(data) // 2])


def _pointer(model: Path) -> None:
    (model / UNET).write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n")


def _other_class(model: Path) -> None:
    path = model / "unet/config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"_class_name": "SanaUNet"}))


DAMAGES: list[tuple[Callable[[Path], object], str, str]] = [
    (lambda m: shutil.rmtree(m / "vae"), "lacks vae", "diffusers layout"),
    (lambda m: (m / UNET).unlink(), f"{UNET} is missing", "again"),
    (lambda m: (m / "unet/config.json").write_text("{"), "damaged", "again"),
    (lambda m: (m / "tokenizer/vocab.json").unlink(), "vocab.json is missing", "again"),
    (lambda m: (m / UNET).write_bytes(b"x" * 40), "damaged", "again"),
    (_pickles, "only as .bin", "safetensors"),
    (_half, "only partly here", "cut off"),
    (_pointer, "pointer of Git LFS", "git lfs pull"),
    (_other_class, "SanaUNet, not a UNet3DConditionModel", "zeroscope"),
]


@pytest.mark.parametrize(("damage", "message", "hint"), DAMAGES)
def test_a_damaged_model_is_named_with_a_way_out(
    model: Path, damage: Callable[[Path], object], message: str, hint: str
) -> None:
    damage(model)
    with pytest.raises(BadInput) as caught:
        find_model(str(model))
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.action is not None
    assert caught.value.action.patch == {"model": ""}


def test_wrong_folders_lead_to_the_right_one(model: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="none of the folders") as caught:
        find_model(str(model / "unet"))
    assert str(model) in caught.value.hint
    with pytest.raises(BadInput, match="none of the folders") as caught:
        find_model(str(model.parent))
    assert str(model) in caught.value.hint
    with pytest.raises(BadInput, match="There is no folder"):
        find_model(str(tmp_path / "nothing"))
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BadInput, match="is a file"):
        find_model(str(tmp_path / "file"))


def test_a_known_model_that_is_not_here_shows_size_and_licence(tmp_path: Path) -> None:
    home = {"SKETCH_MOTION_HOME": str(tmp_path), "HF_HUB_CACHE": str(tmp_path / "cache")}
    with pytest.raises(BadInput, match="not on this computer") as caught:
        find_model("damo-vilab/text-to-video-ms-1.7b", home)
    assert NON_COMMERCIAL in caught.value.hint
    assert "GB" in caught.value.hint
    (tmp_path / "models" / "text-to-video-ms-1.7b.12345678.part").mkdir(parents=True)
    with pytest.raises(BadInput, match="only partly downloaded"):
        find_model("text-to-video-ms-1.7b", home)
    with pytest.raises(BadInput) as caught:
        find_model("somebody/something", home)
    assert licence_table() in caught.value.hint


def test_models_are_found_where_programs_keep_them(tiny_model: Path, tmp_path: Path) -> None:
    home = {"SKETCH_MOTION_HOME": str(tmp_path), "HF_HUB_CACHE": str(tmp_path / "cache")}
    snapshot = tmp_path / "cache/models--ali-vilab--text-to-video-ms-1.7b/snapshots/abc"
    shutil.copytree(tiny_model, snapshot)
    found = find_model("damo-vilab/text-to-video-ms-1.7b", home)
    assert found.path == snapshot
    assert found.licence == check_folder(snapshot).licence == NON_COMMERCIAL
    own = tmp_path / "models" / "text-to-video-ms-1.7b"
    shutil.copytree(tiny_model, own)
    assert find_model("text-to-video-ms-1.7b", home).path == own
    assert "not known" in check_folder(tiny_model).licence


def test_merged_models_keep_the_licence_of_their_base() -> None:
    assert licence_of("Hmrishav/t2v_sketch-lora") == NON_COMMERCIAL
    assert licence_of("cerspense/zeroscope_v2_576w") == NON_COMMERCIAL


def test_weights_of_another_model_are_refused(model: Path) -> None:
    path = model / "unet/config.json"
    config = json.loads(path.read_text()) | {"block_out_channels": [8, 32]}
    path.write_text(json.dumps(config))
    with pytest.raises(BadInput, match=r"don't fit its config\.json"):
        DiffusersVideo.load(find_model(str(model)))


def test_a_job_too_large_is_offered_smaller(tiny_model: Path) -> None:
    folder = check_folder(tiny_model)
    work = VideoWork(frames=24, size=64, passes=100)
    large = make_plan(folder, work, Device("cpu", 1 << 40, 1e11, torch.float32))
    assert not large.recompute
    smaller = make_plan(folder, work, Device("cpu", large.bytes - 1, 1e11, torch.float32))
    assert smaller.bytes < large.bytes
    with pytest.raises(OutOfMemory) as caught:
        make_plan(folder, work, Device("cpu", 1 << 20, 1e11, torch.float32))
    assert caught.value.action is not None
    assert caught.value.action.patch == {"model": ""}
    assert "GB" in caught.value.message


def test_twice_the_passes_take_twice_the_time(tiny_model: Path) -> None:
    folder = check_folder(tiny_model)
    device = Device("cpu", 1 << 40, 1e9, torch.float32)
    once, twice = (make_plan(folder, VideoWork(8, 32, passes), device) for passes in (1000, 2000))
    assert twice.seconds == pytest.approx(2 * once.seconds)
    assert "GB on cpu" in once.sentence()
