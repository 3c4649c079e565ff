# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The models on this computer: find, download, verify and remove them.

A model that Sketch Motion has downloaded is a folder models/<name>/ with a small file NOTE, which
holds the model's revision, its licence and the hashes of its files. Models in a folder of the
user's own and in the Hugging Face cache are used where they are.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ....contract import strict_json
from ....contract.errors import BadInput, SketchMotionError
from ....contract.files import read_bytes, remove_file, replace_atomically, write_bytes_atomic
from ....contract.paths import check_relative_name, is_link, safe_join
from ....contract.strict_json import Fields
from ..cancellation import CancelToken
from ..packages.download import WrongHash, download, file_sha256
from ..packages.web import Web
from ..places import folder_bytes, remove_tree
from .hub import HubFile, HubModel
from .table import KNOWN_MODELS, KnownModel

FORMAT = "sketch-motion-model"
VERSION = 1
NOTE = "sketch-motion-model.json"
OnProgress = Callable[[int, int, str], None]  # bytes that are here, bytes in all, file


@dataclass(frozen=True)
class FoundModel:
    """A model on this computer.

    Attributes:
        where: "installed", "folder" (one of the user's own) or "cache" (of Hugging Face).
        bytes: Size of the folder.
        known: The entry of a model that can be downloaded; None for any other model.
    """

    name: str
    folder: Path
    where: str
    license: str
    bytes: int
    known: KnownModel | None = None


def find_models(
    models: Path, own: Path | None = None, environment: Mapping[str, str] | None = None
) -> tuple[FoundModel, ...]:
    """Return all models on this computer, sorted by name.

    models: the folder of downloaded models. own: a folder of the user's own models. environment:
    variables that say where the Hugging Face cache is; None = `os.environ`. Reads folders, so not
    for a host's tick.
    """
    env = os.environ if environment is None else environment
    models_here = [*_in_folder(models, "installed")]
    if own is not None:
        models_here += _in_folder(own, "folder")
    models_here += _in_cache(cache_folder(env))
    return tuple(sorted(models_here, key=lambda model: (model.name, model.where)))


def _in_folder(folder: Path, where: str) -> Iterator[FoundModel]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name.endswith(".part") or not is_model(path):
            continue
        known = next((model for model in KNOWN_MODELS if model.name == path.name), None)
        license_name = known.license if known else _license_in(path)
        yield FoundModel(path.name, path, where, license_name, folder_bytes(path), known)


def is_model(folder: Path) -> bool:
    """Return whether a folder holds a video model.

    The folder has model_index.json, which every model saved by the library diffusers has, or NOTE,
    which `download_model` writes.
    """
    return (folder / "model_index.json").is_file() or (folder / NOTE).is_file()


def _license_in(folder: Path) -> str:
    try:
        return _read_note(folder).text("license", "")
    except SketchMotionError:
        return "not known"


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Return where the libraries of Hugging Face keep models on this computer."""
    if environment.get("HF_HUB_CACHE"):
        return Path(environment["HF_HUB_CACHE"])
    if environment.get("HF_HOME"):
        return Path(environment["HF_HOME"]) / "hub"
    cache = environment.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "huggingface" / "hub"


def _in_cache(cache: Path) -> Iterator[FoundModel]:
    """Yield the known models in the Hugging Face cache, one snapshot each: the main one if any.

    A snapshot is a folder of links to files that lie elsewhere in the cache.
    """
    for known in KNOWN_MODELS:
        folder = cache / f"models--{known.repository.replace('/', '--')}"
        snapshots = folder / "snapshots"
        if not snapshots.is_dir():
            continue
        try:
            main = (folder / "refs" / "main").read_text(encoding="ascii").strip()
        except (OSError, UnicodeError):
            main = ""
        for path in sorted(snapshots.iterdir(), key=lambda path: path.name != main):
            if is_model(path):
                size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
                yield FoundModel(known.name, path, "cache", known.license, size, known)
                break


def download_model(
    name: str,
    hub: HubModel,
    license_name: str,
    models: Path,
    web: Web,
    *,
    stop: CancelToken,
    on_progress: OnProgress,
) -> Path:
    """Download a model to models/<name>, going on where an earlier download stopped. Blocks.

    hub: the files of the model on the hub. license_name: for the NOTE. models: the folder of
    downloaded models. Raises Cancelled, Unreachable, WrongHash, DiskFull, BadInput.
    """
    check_relative_name(name)
    final = models / name
    part = models / f"{name}.{hub.revision[:8]}.part"
    done = 0
    for file in hub.files:
        target = safe_join(part, file.path)

        def on_bytes(count: int, done: int = done, path: str = file.path) -> None:
            on_progress(done + count, hub.bytes, path)

        if not (file.git_sha1 and target.is_file() and _git_sha1(target) == file.git_sha1):
            download(hub.remote(file), target, web, stop=stop, on_bytes=on_bytes)
        if file.git_sha1 and _git_sha1(target) != file.git_sha1:
            remove_file(target)
            raise WrongHash(
                "{file} is not the file that was asked for.", file=file.path, hint="Try again."
            )
        done += target.stat().st_size
    _write_note(part, name, hub, license_name)
    if final.exists():
        raise BadInput("There is a model {name} already.", name=name, hint="Remove it first.")
    replace_atomically(part, final)
    return final


def _write_note(folder: Path, name: str, hub: HubModel, license_name: str) -> None:
    value = {
        "format": FORMAT,
        "version": VERSION,
        "name": name,
        "repository": hub.repository,
        "revision": hub.revision,
        "license": license_name,
        "files": [
            {"path": f.path, "bytes": f.bytes, "sha256": f.sha256, "git_sha1": f.git_sha1}
            for f in hub.files
        ],
    }
    text = strict_json.dump(value, NOTE, indent=1)
    write_bytes_atomic(folder / NOTE, text.encode("ascii"))


def _read_note(folder: Path) -> Fields:
    value = strict_json.parse(read_bytes(folder / NOTE, max_bytes=1 << 22), NOTE)
    fields = Fields(value, NOTE)
    fields.expect(FORMAT, VERSION)
    return fields


def verify_model(folder: Path, *, stop: CancelToken) -> tuple[str, ...]:
    """Return which files of a downloaded model are missing or damaged. Blocks.

    Raises FormatError for a model without NOTE: the hashes of its files aren't known.
    """
    damaged = []
    for item in _read_note(folder).items("files"):
        fields = Fields(item, NOTE)
        file = HubFile(
            fields.text("path"),
            fields.integer("bytes", 0),
            fields.text("sha256", ""),
            fields.text("git_sha1", ""),
        )
        path = safe_join(folder, file.path)
        if (
            not path.is_file()
            or (file.sha256 and file_sha256(path, stop) != file.sha256)
            or (file.git_sha1 and _git_sha1(path) != file.git_sha1)
        ):
            damaged.append(file.path)
    return tuple(damaged)


def remove_model(name: str, models: Path) -> None:
    """Remove a downloaded model; raise BadInput for a model without NOTE, the user's own."""
    check_relative_name(name)
    folder = models / name
    if is_link(folder) or not (folder / NOTE).is_file():
        raise BadInput("{name} is not a model that was downloaded here.", name=name)
    if not remove_tree(folder, timeout_s=2.0):
        raise BadInput(
            "{file} could not be removed: it is in use.", file=folder, hint="Close the hosts."
        )


def _git_sha1(path: Path) -> str:
    """Return git's hash of a file's contents: the only hash that the hub has of small files."""
    data = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
