# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures of frames on disk, with tiny random models of the very classes of CLIP and X-CLIP."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image

from addon.contract.errors import BadInput
from engine.commands.cli import main
from engine.metrics.clip_scores import (
    PROXY,
    XCLIP,
    alignment,
    consistency,
    local_model,
    prepared,
)
from engine.metrics.frame_metrics import FrameSequence, measure_frames, read_frames
from engine.training.video.architecture import TINY, write_tokenizer

Bytes = NDArray[np.uint8]
torch.set_num_threads(1)


def square(at: int, side: int = 64) -> Bytes:
    """An RGBA picture with a black square of 8 pixels."""
    picture = np.zeros((side, side, 4), np.uint8)
    picture[20:28, at : at + 8, 3] = 255
    return picture


def write(folder: Path, pictures: list[Bytes], prompt: str | None = None) -> Path:
    place = folder / "frames" if prompt is not None else folder
    place.mkdir(parents=True)
    for number, picture in enumerate(pictures):
        Image.fromarray(picture).save(place / f"{number + 1:04d}.png")
    if prompt is not None:
        (folder / "request.json").write_text(json.dumps({"prompt": prompt, "loop": True}))
    return folder


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from transformers import CLIPConfig, CLIPModel

    folder = tmp_path_factory.mktemp("clip")
    parts = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2,
             "num_attention_heads": 2, "projection_dim": 8}  # fmt: skip
    text = parts | {"vocab_size": 514, "max_position_embeddings": 16, "bos_token_id": 512,
                    "eos_token_id": 513, "pad_token_id": 513}  # fmt: skip
    vision = parts | {"image_size": 32, "patch_size": 8}
    torch.manual_seed(0)
    model = CLIPModel(CLIPConfig(text_config=text, vision_config=vision, projection_dim=8))
    model.save_pretrained(folder)
    write_tokenizer(folder, TINY)
    return folder


@pytest.fixture(scope="module")
def xclip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from transformers import XCLIPConfig, XCLIPModel

    folder = tmp_path_factory.mktemp("xclip")
    parts = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2,
             "num_attention_heads": 2}  # fmt: skip
    text = parts | {"vocab_size": 514, "max_position_embeddings": 16, "bos_token_id": 512,
                    "eos_token_id": 513, "pad_token_id": 513}  # fmt: skip
    vision = parts | {
        "image_size": 32, "patch_size": 8, "num_frames": 4, "mit_hidden_size": 8,
        "mit_intermediate_size": 16, "mit_num_hidden_layers": 1, "mit_num_attention_heads": 2,
    }  # fmt: skip
    torch.manual_seed(1)
    config = XCLIPConfig(
        text_config=text, vision_config=vision, projection_dim=8, prompt_layers=1,
        prompt_num_attention_heads=2,
    )  # fmt: skip
    XCLIPModel(config).save_pretrained(folder)
    write_tokenizer(folder, TINY)
    return folder


def test_a_job_brings_its_sentence_and_a_folder_only_its_pictures(tmp_path: Path) -> None:
    frames = read_frames(write(tmp_path / "job", [square(10), square(12)], "it slides"))
    assert (frames.prompt, frames.loop, frames.pictures.shape) == (
        "it slides",
        True,
        (2, 64, 64, 3),
    )
    assert float(frames.ink[0].sum()) == pytest.approx(64)
    assert read_frames(tmp_path / "job", "another").prompt == "another"
    assert read_frames(write(tmp_path / "plain", [square(10), square(12)])).prompt == ""
    with pytest.raises(BadInput, match="no frames"):
        read_frames(tmp_path / "nothing")
    write(tmp_path / "odd", [square(10), square(10, 80)])
    with pytest.raises(BadInput, match="another size"):
        read_frames(tmp_path / "odd")


def test_geometric_measures_of_a_square_that_slides(tmp_path: Path) -> None:
    still = measure_frames(read_frames(write(tmp_path / "still", [square(10)] * 4)))
    assert (still.ink_kept, still.flicker, still.motion) == (1, 0, 0)
    assert still.likeness == pytest.approx(1, abs=1e-4)
    slides = measure_frames(read_frames(write(tmp_path / "slides", [square(10), square(18)])))
    # Eight columns, 1 to 8 pixels from the old place, 4.5 on average, out of 64.
    assert slides.motion == pytest.approx(100 * 4.5 / 64, rel=1e-3)
    assert slides.ink_kept == 1
    assert slides.likeness == pytest.approx(1, abs=0.02)
    half = square(10)
    half[24:28] = 0
    loses = measure_frames(read_frames(write(tmp_path / "loses", [square(10), half])))
    assert loses.ink_kept == pytest.approx(0.5)


def test_pictures_for_clip_are_padded_and_normalised() -> None:
    flat = np.full((1, 10, 40, 3), 255, np.uint8)
    flat[0, :, :2] = 0
    values = prepared(flat, 40)
    assert values.shape == (1, 3, 40, 40)
    white = (1 - 0.48145466) / 0.26862954
    assert float(values[0, 0, 0, 0]) == pytest.approx(white, abs=1e-5)  # padding
    assert float(values[0, 0, 20, 0]) == pytest.approx(-0.48145466 / 0.26862954, abs=1e-5)
    assert float(values[0, 0, 20, 30]) == pytest.approx(white, abs=1e-5)


def test_s2v_is_the_mean_cosine_to_the_drawing(tmp_path: Path, clip: Path) -> None:
    from transformers import CLIPModel

    frames = read_frames(write(tmp_path / "film", [square(10), square(30), square(50)]))
    scored = consistency(frames, str(clip))
    assert scored.model == str(clip)
    model = CLIPModel.from_pretrained(clip).eval()
    with torch.inference_mode():
        seen = model.vision_model(pixel_values=prepared(frames.pictures, 32)).pooler_output
        unit = torch.nn.functional.normalize(model.visual_projection(seen), dim=-1)
    assert scored.value == pytest.approx(float((unit[1:] @ unit[0]).mean()), abs=1e-5)
    same = FrameSequence("same", np.repeat(frames.pictures[:1], 3, 0), "")
    assert consistency(same, str(clip)).value == pytest.approx(1, abs=1e-5)


def test_t2v_is_a_cosine_of_video_and_sentence(tmp_path: Path, xclip: Path) -> None:
    folder = write(tmp_path / "film", [square(10 + 5 * k) for k in range(6)], "a square slides")
    frames = read_frames(folder)
    scored = alignment(frames, str(xclip))
    assert scored.value is not None and -1 <= scored.value <= 1
    assert scored.model == str(xclip)
    other = alignment(read_frames(folder, "something else"), str(xclip))
    assert other.value != scored.value
    assert alignment(FrameSequence("mute", frames.pictures, ""), str(xclip)).value is None


def test_without_weights_numbers_say_that_no_clip_made_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.metrics.clip_scores.local_model", lambda name: None)
    frames = read_frames(write(tmp_path / "film", [square(10), square(18)], "it slides"))
    assert consistency(frames).model == PROXY
    scored = alignment(frames)
    assert scored.value is None and XCLIP in scored.model


def test_what_is_no_model_is_said(tmp_path: Path, clip: Path, xclip: Path) -> None:
    with pytest.raises(BadInput, match="no folder"):
        local_model(str(tmp_path / "none"))
    with pytest.raises(BadInput, match="no model in"):
        local_model(str(tmp_path))
    frames = read_frames(write(tmp_path / "film", [square(10), square(18)], "it slides"))
    with pytest.raises(BadInput, match="another kind"):
        consistency(frames, str(xclip))
    with pytest.raises(BadInput, match="another kind"):
        alignment(frames, str(clip))


def test_the_command_measures_frames(
    tmp_path: Path, clip: Path, xclip: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frames = write(tmp_path / "film", [square(10), square(18), square(26)], "it slides")
    out = tmp_path / "out"
    words = ["metrics", "--frames", str(frames), "--clip", str(clip), "--xclip", str(xclip),
             "--out", str(out)]  # fmt: skip
    assert main(words) == 0
    assert str(clip) in capsys.readouterr().out
    (row,) = json.loads((out / "measures.json").read_text())
    assert row["name"] == "film" and row["frames"] == 3 and row["ink_kept"] == 1
    assert row["s2v"]["model"] == str(clip) and row["t2v"]["model"] == str(xclip)
    assert str(xclip) in (out / "table.md").read_text()
