# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Models: asked of a hub, downloaded, verified, removed, and found where the user has them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.client.setup.cancellation import CancelToken
from addon.client.setup.models.hub import HubFile, ask_hub, needed_files
from addon.client.setup.models.store import download_model, find_models, remove_model, verify_model
from addon.client.setup.models.table import KNOWN_MODELS, known_model
from addon.client.setup.packages.web import RetryPolicy, Web
from addon.contract.errors import BadInput, Cancelled, SketchMotionError

from .index_server import Fault, IndexServer, serving

REVISION = "0123456789abcdef0123456789abcdef01234567"
FILES = {
    "model_index.json": b'{"_class_name": "TextToVideoSDPipeline"}',
    "unet/config.json": b"{}",
    "unet/diffusion_pytorch_model.safetensors": b"U" * 90_000,
    "unet/diffusion_pytorch_model.fp16.safetensors": b"u" * 200_000,
    "unet/diffusion_pytorch_model.bin": b"pickle",
    "vae/diffusion_pytorch_model.safetensors": b"v" * 9_000,
    "README.md": b"# read me",
    "pictures/one.gif": b"GIF",
}
WEB = Web(retries=RetryPolicy(timeout_s=2.0, tries=2, pause_s=0.01))


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[IndexServer]:
    server = IndexServer(tmp_path / "none")
    siblings = []
    for path, data in FILES.items():
        item: dict[str, object] = {"rfilename": path, "size": len(data)}
        if path.endswith(("safetensors", "bin")):
            item["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        else:
            git = hashlib.sha1(b"blob %d\0" % len(data) + data)
            item["blobId"] = git.hexdigest()
        siblings.append(item)
        server.pages[f"/me/model/resolve/{REVISION}/{path}"] = data
    answer = json.dumps({"sha": REVISION, "siblings": siblings}).encode()
    server.pages["/api/models/me/model/revision/main?blobs=true"] = answer
    with serving(server):
        yield server


def fetch(server: IndexServer, models: Path, stop: CancelToken | None = None) -> Path:
    sign = stop or CancelToken()
    found = ask_hub("me/model", WEB, hub=server.base(""), stop=sign)
    told: list[int] = []

    def on_progress(done: int, total: int, path: str) -> None:
        told.append(done)
        assert 0 <= done <= total == found.bytes
        if stop is not None and done > 50_000:
            stop.cancel()

    folder = download_model(
        "mine", found, "CC-BY-NC-4.0", models, WEB, stop=sign, on_progress=on_progress
    )
    assert told == sorted(told)
    return folder


def test_a_model_is_fetched_whole_and_without_pickles(hub: IndexServer, tmp_path: Path) -> None:
    folder = fetch(hub, tmp_path / "models")
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert names == {
        "model_index.json",
        "unet/config.json",
        "unet/diffusion_pytorch_model.fp16.safetensors",
        "vae/diffusion_pytorch_model.safetensors",
        "sketch-motion-model.json",
    }
    assert verify_model(folder, stop=CancelToken()) == ()
    (found,) = find_models(tmp_path / "models", environment={"HF_HUB_CACHE": str(tmp_path)})
    assert (found.name, found.where, found.license) == ("mine", "installed", "CC-BY-NC-4.0")


def test_it_goes_on_where_it_stopped(hub: IndexServer, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        fetch(hub, tmp_path, CancelToken())
    assert find_models(tmp_path, environment={"HF_HUB_CACHE": "/none"}) == ()
    fetch(hub, tmp_path)
    asked = [wanted for path, wanted in hub.requests if "fp16" in path]
    assert len(asked) == 2
    assert asked[1].startswith("bytes=")


def test_a_broken_line_and_a_wrong_file(hub: IndexServer, tmp_path: Path) -> None:
    hub.faults.append(Fault("vae", body=b"not it", times=5))
    with pytest.raises(SketchMotionError, match="not the file"):
        fetch(hub, tmp_path)
    hub.faults.clear()
    hub.faults.append(Fault("unet/config.json", body=b"{ }"))
    (next(tmp_path.glob("*.part")) / "unet" / "config.json").unlink()
    with pytest.raises(SketchMotionError, match="not the file"):
        fetch(hub, tmp_path)
    fetch(hub, tmp_path)


def test_damage_is_found(hub: IndexServer, tmp_path: Path) -> None:
    folder = fetch(hub, tmp_path)
    (folder / "unet" / "config.json").write_bytes(b"{ }")
    (folder / "vae" / "diffusion_pytorch_model.safetensors").unlink()
    wrong = verify_model(folder, stop=CancelToken())
    assert set(wrong) == {"unet/config.json", "vae/diffusion_pytorch_model.safetensors"}
    remove_model("mine", tmp_path)
    assert not folder.exists()


def test_a_model_of_the_users_own_is_never_removed(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "model_index.json").write_text("{}")
    for name in ("own", "../own", "nothing"):
        with pytest.raises(BadInput):
            remove_model(name, tmp_path)
    assert own.exists()


def test_only_safetensors(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="safetensors"):
        needed_files([HubFile("unet/diffusion_pytorch_model.bin", 1)], "me/model")


def test_a_hub_with_tricks_is_refused(hub: IndexServer, tmp_path: Path) -> None:
    page = "/api/models/me/model/revision/main?blobs=true"
    for answer in (
        b"[]",
        b"{",
        json.dumps({"sha": "x", "siblings": []}).encode(),
        json.dumps({"sha": REVISION, "siblings": [{"rfilename": "../evil.json"}]}).encode(),
        json.dumps({"sha": REVISION, "siblings": [{"rfilename": "/etc/evil.json"}]}).encode(),
    ):
        hub.pages[page] = answer
        with pytest.raises(BadInput):
            fetch(hub, tmp_path)
    with pytest.raises(BadInput):
        ask_hub("../../x", WEB, hub=hub.base(""), stop=CancelToken())
    assert list(tmp_path.rglob("evil.json")) == []


def test_models_in_the_cache_and_in_a_folder_are_found(tmp_path: Path) -> None:
    known = known_model("zeroscope_v2_576w")
    assert known is not None
    entry = tmp_path / "hub" / f"models--{known.repository.replace('/', '--')}"
    for revision in ("aaa", "bbb"):
        (entry / "snapshots" / revision).mkdir(parents=True)
        (entry / "snapshots" / revision / "model_index.json").write_text("{}")
    (entry / "refs").mkdir()
    (entry / "refs" / "main").write_text("bbb")
    own = tmp_path / "D drive" / "my model"
    own.mkdir(parents=True)
    (own / "model_index.json").write_text("{}")
    found = find_models(tmp_path / "models", own.parent, environment={"HF_HOME": str(tmp_path)})
    assert [(model.where, model.folder.name) for model in found] == [
        ("folder", "my model"),
        ("cache", "bbb"),
    ]


def test_licences_are_said() -> None:
    for model in KNOWN_MODELS:
        assert model.license and model.license_text
        forbids = "not for commercial" in model.license_text
        assert forbids == (model.license == "CC-BY-NC-4.0")
        assert known_model(model.repository) is model
    forbidding = ["not for commercial" in model.license_text for model in KNOWN_MODELS]
    assert forbidding == sorted(forbidding)  # permissive ones first


def test_weights_in_several_files_come_with_their_index() -> None:
    names = (
        "model_index.json", "text_encoder/model.safetensors.index.json",
        "text_encoder/model-00001-of-00002.safetensors",
        "text_encoder/model-00002-of-00002.safetensors", "text_encoder/pytorch_model.bin",
        "vae/diffusion_pytorch_model.fp16.safetensors", "vae/diffusion_pytorch_model.safetensors",
        "transformer/model.safetensors.index.fp16.json", "transformer/model.safetensors.index.json",
        "transformer/model.fp16-00001-of-00001.safetensors",
        "transformer/model-00001-of-00001.safetensors", "all-in-one.safetensors",
    )  # fmt: skip
    needed = [file.path for file in needed_files([HubFile(name, 1) for name in names], "a/b")]
    assert needed == [
        "model_index.json",
        "text_encoder/model-00001-of-00002.safetensors",
        "text_encoder/model-00002-of-00002.safetensors",
        "text_encoder/model.safetensors.index.json",
        "transformer/model.fp16-00001-of-00001.safetensors",
        "transformer/model.safetensors.index.fp16.json",
        "vae/diffusion_pytorch_model.fp16.safetensors",
    ]
