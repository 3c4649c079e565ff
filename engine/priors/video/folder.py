# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds a text-to-video model on this disk and checks it before anything heavy is loaded.

A model is a folder of the diffusers layout: unet/, vae/, text_encoder/, tokenizer/, scheduler/.
Weights are read from safetensors files only: other formats can run programs when opened. Nothing
here touches the network.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from addon.contract.errors import Action, BadInput
from addon.contract.files import write_bytes_atomic
from addon.contract.messages import Message
from engine.priors.video.other_kinds import INDEX, other_kind
from engine.priors.video.pipelines.families import family_in
from engine.priors.video.published import UNKNOWN, licence_table, published
from engine.runtime.program_folder import program_folder

#: Folder of the layout -> class its config must name ("" where any will do).
PARTS = {
    "unet": "UNet3DConditionModel",
    "vae": "AutoencoderKL",
    "text_encoder": "",
    "scheduler": "",
}
WEIGHTS = {"unet": "diffusion_pytorch_model", "vae": "diffusion_pytorch_model",
           "text_encoder": "model"}  # fmt: skip
TOKENIZER = ("tokenizer.json", "vocab.json")
NOTE = "sketch-motion-model.json"
TRAJECTORY = ("", "trajectory")
_STARTER = Action("Use the built-in model", {"model": ""})
_LFS = b"version https://git-lfs"
_LONGEST_HEADER = 100_000_000


@dataclass(frozen=True)
class ModelFolder:
    """A model on this disk that has passed the checks.

    Attributes:
        name: as the user wrote it.
        licence: in words.
        weights: the safetensors files of each part, of half precision where there is a choice.
        config: of the unet, vae, text_encoder and scheduler.
    """

    name: str
    path: Path
    licence: str
    weights: Mapping[str, tuple[Path, ...]]
    config: Mapping[str, Mapping[str, object]]

    @property
    def bytes(self) -> int:
        """Size of all weights on the disk."""
        return sum(file.stat().st_size for files in self.weights.values() for file in files)


def find_model(name: str, environment: Mapping[str, str] | None = None) -> ModelFolder:
    """Find a model by its folder, among the user's models, or in the Hugging Face cache; check it.

    Raises BadInput that tells what is wrong and what to do.
    """
    env = os.environ if environment is None else environment
    path = Path(name).expanduser()
    if path.exists():
        return check_folder(path, name)
    known = published(name)
    for folder in candidate_folders(name, env):
        if folder.is_dir():
            return check_folder(folder, name)
    if path.is_absolute() or name.startswith(("./", "../", "~")):
        raise BadInput("There is no folder {name}.", name=name, hint=_CHOOSE, action=_STARTER)
    partial = sorted(program_folder(env).glob(f"models/{Path(name).name}.*.part"))
    if partial:
        raise BadInput(
            "The model {name} is only partly downloaded.",
            name=name,
            hint="Download it again: it goes on where it stopped.",
            action=_STARTER,
        )
    if known is not None:
        raise BadInput(
            "The model {name} is not on this computer.",
            name=known.name,
            hint=Message(
                "Its licence is {licence}, its size about {size} GB. Download it in the panel, "
                "or with `python -m addon.client models download {name} --accept-license`. "
                "Nothing is downloaded without being asked for.",
                licence=known.licence,
                size=f"{known.bytes / 1e9:.1f}",
                name=known.name,
            ),
            action=_STARTER,
        )
    raise BadInput(
        "There is no model {name!r} on this computer.",
        name=name,
        hint=Message(
            "{advice} Known models:\n{models}", advice=Message(_CHOOSE), models=licence_table()
        ),
        action=_STARTER,
    )


_CHOOSE = (
    "Name a folder in the diffusers layout (with unet, vae, text_encoder, tokenizer and scheduler "
    "in it), or leave the model empty to use the one that comes with the program."
)


def check_folder(folder: Path, name: str = "") -> ModelFolder:
    """Check that a folder holds a whole model of the right classes. Raises BadInput."""
    name = name or str(folder)
    if not folder.is_dir():
        raise BadInput(
            "{folder} is a file, not a model's folder.",
            folder=folder,
            hint=_CHOOSE,
            action=_STARTER,
        )
    family = family_in(folder)
    if family is not None:
        raise BadInput(
            "{name} is another kind of model ({pipeline}), which can't be used for this.",
            name=name,
            pipeline=family.pipeline,
            hint="Models built like text-to-video-ms-1.7b and zeroscope work here.",
            action=_STARTER,
        )
    other = other_kind(folder)
    if other is not None and not (folder.parent / INDEX).is_file():
        raise BadInput(
            "{name} is {kind}.",
            name=name,
            kind=other.words if isinstance(other.words, Message) else Message(other.words),
            hint=other.hint,
            action=_STARTER,
        )
    missing = [part for part in (*PARTS, "tokenizer") if not (folder / part).is_dir()]
    if missing:
        raise BadInput(_not_a_model(folder, missing), hint=_hint_for(folder), action=_STARTER)
    config = {part: _config(folder, part) for part in PARTS}
    for part, expected in PARTS.items():
        actual = str(config[part].get("_class_name", expected))
        if expected and actual != expected:
            raise BadInput(
                "{name} is another kind of model: its {part} is a {found}, not a {wanted}.",
                name=name,
                part=part,
                found=actual,
                wanted=expected,
                hint="Models built like text-to-video-ms-1.7b and zeroscope work here.",
                action=_STARTER,
            )
    weights = {part: weight_files(folder / part, stem) for part, stem in WEIGHTS.items()}
    if not any((folder / "tokenizer" / file).is_file() for file in TOKENIZER):
        raise _incomplete(folder, "tokenizer/vocab.json")
    return ModelFolder(name, folder, licence_of_folder(folder, name), weights, config)


def candidate_folders(name: str, env: Mapping[str, str]) -> list[Path]:
    """List the folders that may hold a model: the user's models, then the Hugging Face cache."""
    known = published(name)
    own = {known.name if known else name, Path(name).name}
    folders = [program_folder(env) / "models" / item for item in sorted(own)]
    repositories = known.repositories if known else ((name,) if name.count("/") == 1 else ())
    for repository in repositories:
        store = _cache(env) / f"models--{repository.replace('/', '--')}"
        snapshots = sorted(store.glob("snapshots/*"), key=lambda path: path.name != _main(store))
        folders += snapshots[:1]
    return folders


def _cache(env: Mapping[str, str]) -> Path:
    """Return the folder of the Hugging Face cache."""
    if env.get("HF_HUB_CACHE"):
        return Path(env["HF_HUB_CACHE"])
    if env.get("HF_HOME"):
        return Path(env["HF_HOME"]) / "hub"
    base = env.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "huggingface" / "hub"


def _main(store: Path) -> str:
    """Return the name of the snapshot that the branch main points to, or ""."""
    try:
        return (store / "refs" / "main").read_text(encoding="ascii").strip()
    except (OSError, UnicodeError):
        return ""


def _not_a_model(folder: Path, missing: list[str]) -> str:
    if len(missing) > len(PARTS):
        return Message(
            "{folder} is not a text-to-video model: it has none of the folders of one.",
            folder=folder,
        )
    return Message(
        "{folder} is not a whole model: it lacks {names}.", folder=folder, names=", ".join(missing)
    )


def _hint_for(folder: Path) -> str:
    """Return a hint for the usual mistakes: one folder too high, too deep, another kind of file."""
    if (folder / "config.json").is_file() and (folder.parent / "unet").is_dir():
        return Message("Choose the folder above it: {folder}.", folder=folder.parent)
    inner = sorted(path.parent for path in folder.glob("*/model_index.json"))
    if inner:
        return Message("Choose the folder in it: {folder}.", folder=inner[0])
    if any(folder.glob("*.safetensors")) or any(folder.glob("*.ckpt")):
        return Message(
            "A single file of weights is not enough: the whole folder is needed. {advice}",
            advice=Message(_CHOOSE),
        )
    return _CHOOSE


def _config(folder: Path, part: str) -> Mapping[str, object]:
    file = "scheduler_config.json" if part == "scheduler" else "config.json"
    path = folder / part / file
    if not path.is_file():
        raise _incomplete(folder, f"{part}/{file}")
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(path, "it is not readable JSON") from error
    if not isinstance(value, dict):
        raise _damaged(path, "it does not hold settings")
    return value


def weight_files(folder: Path, stem: str) -> tuple[Path, ...]:
    """Return the safetensors files of a part, of half precision if there are, one or several.

    stem: of the files' names. Raises BadInput where there are none, or where one is cut off.
    """
    for variant in (".fp16", ""):
        single = folder / f"{stem}{variant}.safetensors"
        index = folder / f"{stem}.safetensors.index{variant}.json"
        if single.is_file():
            _check_safetensors(single)
            return (single,)
        if index.is_file():
            return _sharded(folder, index)
    if any(folder.glob("*.incomplete")) or any(folder.glob("*.part")):
        raise _incomplete(folder.parent, f"{folder.name}/{stem}.safetensors")
    if any(folder.glob("*.bin")) or any(folder.glob("*.ckpt")):
        raise BadInput(
            "{folder} holds its weights only as .bin or .ckpt.",
            folder=folder,
            hint="Such files can run programs when they are opened. Get the safetensors files of "
            "this model, which most publish beside them.",
            action=_STARTER,
        )
    raise _incomplete(folder.parent, f"{folder.name}/{stem}.safetensors")


def _sharded(folder: Path, index: Path) -> tuple[Path, ...]:
    """Return the files that an index of weights lists, checked. Raises BadInput."""
    try:
        table = json.loads(index.read_text(encoding="utf-8"))["weight_map"]
        files = tuple(folder / name for name in sorted(set(table.values())))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(index, "it is not an index of weights") from error
    for file in files:
        if file.parent != folder or not file.is_file():
            raise _incomplete(folder.parent, f"{folder.name}/{file.name}")
        _check_safetensors(file)
    return files


def _check_safetensors(path: Path) -> None:
    """Check that a file is as long as its header says. Raises BadInput."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(8)
        if head + file.read(len(_LFS) - 8) == _LFS:
            raise BadInput(
                "{path} is only a pointer of Git LFS, not the weights.",
                path=path,
                hint="Run `git lfs pull` in the model's folder, or download the model again.",
                action=_STARTER,
            )
        length = struct.unpack("<Q", head)[0] if len(head) == 8 else 0
        if not 2 <= length <= min(_LONGEST_HEADER, size - 8):
            raise _damaged(path, "it is not a safetensors file, or it is cut off")
        file.seek(8)
        try:
            header = json.loads(file.read(length))
            ends = [v["data_offsets"][1] for k, v in header.items() if k != "__metadata__"]
            expected = 8 + length + max(ends, default=0)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise _damaged(path, "its header is not readable") from error
    if size < expected:
        raise BadInput(
            "{path} is only partly here: {size} of {wanted} MB.",
            path=path,
            size=f"{size / 1e6:.0f}",
            wanted=f"{expected / 1e6:.0f}",
            hint="Download the model again: the download was cut off.",
            action=_STARTER,
        )


def _incomplete(folder: Path, file: str) -> BadInput:
    return BadInput(
        "The model in {folder} is not whole: {file} is missing.",
        folder=folder,
        file=file,
        hint="Download the model again, or copy the missing file into the folder.",
        action=_STARTER,
    )


def _damaged(path: Path, why: str) -> BadInput:
    return BadInput(
        "{file} is damaged: {why}.",
        file=path,
        why=why,
        hint="Download the model again.",
        action=_STARTER,
    )


def licence_of_folder(folder: Path, name: str) -> str:
    """Return the licence: what is known of a model of this name, or what its note says."""
    try:
        note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        noted = note.get("license") if isinstance(note, dict) else None
    except (OSError, ValueError):
        noted = None
    for candidate in (name, folder.name, *_repository(folder)):
        known = published(candidate)
        if known is not None:
            return known.licence
    return noted if isinstance(noted, str) and noted else UNKNOWN


def write_note(folder: Path, licence: str) -> None:
    """Write beside a model that was made here under which licence it is, for the lists of models.

    It is the note of a downloaded model, without files whose hashes are known.
    """
    note = {
        "format": "sketch-motion-model",
        "version": 1,
        "name": folder.name,
        "license": licence,
        "files": [],
    }
    write_bytes_atomic(folder / NOTE, json.dumps(note, indent=1).encode("ascii"))


def _repository(folder: Path) -> tuple[str, ...]:
    """Return the repository that a snapshot in the Hugging Face cache came from, if it is one."""
    for parent in folder.parents:
        if parent.name.startswith("models--"):
            return (parent.name.removeprefix("models--").replace("--", "/", 1),)
    return ()
