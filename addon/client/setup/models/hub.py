# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a model on the hub: at one revision, with sizes and hashes."""

from __future__ import annotations

import json
import re
import urllib.parse
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ....contract.errors import BadInput
from ....contract.paths import check_relative_name
from ..cancellation import CancelToken
from ..packages.download import Remote, read_page
from ..packages.web import Web

HUB = "https://huggingface.co"
_LONGEST_PAGE = 1 << 24
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_PLAIN = (".json", ".txt", ".model")


@dataclass(frozen=True)
class HubFile:
    """A file on the hub. Large ones have a `sha256`, small ones the `git_sha1` of their blob."""

    path: str
    bytes: int
    sha256: str = ""
    git_sha1: str = ""


@dataclass(frozen=True)
class HubModel:
    """The files of a model that the engine needs.

    Attributes:
        repository: owner/name.
        revision: The commit.
        address: Of the hub.
        folder: Of the repository, where the model isn't at its top.
    """

    repository: str
    revision: str
    files: tuple[HubFile, ...]
    address: str
    folder: str = ""

    @property
    def bytes(self) -> int:
        """The size of all files."""
        return sum(file.bytes for file in self.files)

    def remote(self, file: HubFile) -> Remote:
        """Return where a file is downloaded from."""
        path = urllib.parse.quote(f"{self.folder}/{file.path}" if self.folder else file.path)
        url = f"{self.address}/{self.repository}/resolve/{self.revision}/{path}"
        return Remote(url, file.path, file.sha256, file.bytes)


def ask_hub(
    repository: str, web: Web, *, hub: str, stop: CancelToken, folder: str = ""
) -> HubModel:
    """Ask the hub for the files of a model, which may be in a `folder` of its repository.

    Raises NotThere, Unreachable, BadInput, Cancelled.
    """
    if not _REPOSITORY.fullmatch(repository):
        raise BadInput(
            "{name!r} is no name of a model.", name=repository, hint="It looks like owner/name."
        )
    address = (hub or HUB).rstrip("/")
    url = f"{address}/api/models/{repository}/revision/main?blobs=true"
    data, _ = read_page(url, web, accept="application/json", limit=_LONGEST_PAGE, stop=stop)
    try:
        answer = json.loads(data)
        revision = str(answer["sha"])
        files = [_file(item) for item in answer["siblings"]]
        if folder:
            inside = [file for file in files if file.path.startswith(f"{folder}/")]
            files = [replace(file, path=file.path[len(folder) + 1 :]) for file in inside]
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(
            "The hub's answer about {name} can't be read: {why}.", name=repository, why=error
        ) from error
    if not re.fullmatch(r"[0-9a-f]{40}", revision):
        raise BadInput("The hub names no revision of {name}.", name=repository)
    return HubModel(repository, revision, needed_files(files, repository), address, folder)


def _file(item: dict[str, object]) -> HubFile:
    path = str(item["rfilename"])
    check_relative_name(path)
    large = item.get("lfs")
    sha256 = str(large.get("sha256") or "") if isinstance(large, dict) else ""
    size = item.get("size")
    git = "" if sha256 else str(item.get("blobId") or "")
    return HubFile(path, size if isinstance(size, int) else 0, sha256, git)


def needed_files(files: list[HubFile], repository: str) -> tuple[HubFile, ...]:
    """Return the settings and the safetensors weights, in half precision where there is a choice.

    Weights in several files come with the index that lists them. Pickles are never among them.
    Raises BadInput for a model without safetensors.
    """
    weights: dict[str, dict[str, list[HubFile]]] = {}
    needed = []
    for file in files:
        path = PurePosixPath(file.path)
        if len(path.parts) > 2:
            continue
        if path.suffix == ".safetensors" or ".safetensors.index." in path.name:
            variant = "fp16" if ".fp16" in path.name else ""
            weights.setdefault(str(path.parent), {}).setdefault(variant, []).append(file)
        elif _is_plain(path):
            needed.append(file)
    in_folders = {folder: variants for folder, variants in weights.items() if folder != "."}
    for variants in (in_folders or weights).values():
        needed += variants.get("fp16") or variants[""]
    if not any(file.path.endswith(".safetensors") for file in needed):
        raise BadInput(
            "{name} has no weights in the safetensors format.",
            name=repository,
            hint="Other formats can run programs when they are opened, so they are not used.",
        )
    return tuple(sorted(needed, key=lambda file: file.path))


def _is_plain(path: PurePosixPath) -> bool:
    """Return whether a file holds settings, a vocabulary or the licence."""
    if path.name.upper().startswith("LICENSE"):
        return True
    return path.suffix in _PLAIN and not path.name.endswith(".index.json")
