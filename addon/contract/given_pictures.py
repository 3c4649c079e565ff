# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a job of pictures is given beside its drawing: where things may move, and kept drawings.

They lie in the job's folder. The request names their digests, so that others aren't taken for them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from .errors import BadInput
from .files import read_bytes, safe_join, write_bytes_atomic
from .request import Request
from .strict_json import JSON

AREA_SETTING = "moves_here"  # of a request: SHA-256 of the picture that says where things move
AREA_FILE = "moves_here.png"  # of any size; light is where things may move
KEPT_SETTING = "kept"  # [[frame, SHA-256 of its drawing], ...] in the order of KEPT_STEMS
KEPT_STEMS = tuple(f"kept_{number}" for number in range(1, 9))
KEPT_SUFFIXES = (".png", ".safetensors")  # a picture of the whole canvas, or strokes on it
MOST_BYTES = 1 << 28  # of each


def seen_keys(keys: Iterable[int], hold: int) -> list[int]:
    """Return the frames of those later keys that are seen.

    Each picture is held for `hold` frames: it has one drawing, the last, and the first picture has
    the drawing that is animated.
    """
    last = {key // hold: key for key in sorted(keys) if key >= hold}
    return list(last.values())


def frames_to_keep(keys: Iterable[int], hold: int) -> list[int]:
    """Return the frames of those later keys whose drawings can be kept, before they are read.

    keys: with something drawn on them. Raises BadInput for too many.
    """
    seen = seen_keys(keys, hold)
    _check_count(len(seen))
    return seen


def read_to_keep(
    keys: Iterable[int], hold: int, read: Callable[[int], bytes | None]
) -> list[tuple[int, bytes]]:
    """Return the drawings of later keys by frame, where only reading tells which are empty.

    read: gives a key's drawing as a file, None where it is empty. Raises BadInput for too many, as
    soon as that is known.
    """
    found = []
    for key in seen_keys(keys, hold):
        data = read(key)
        if data is not None:
            found.append((key, data))
            _check_count(len(found))
    return found


def kept_setting(drawings: Sequence[tuple[int, bytes]]) -> JSON:
    """Return KEPT_SETTING of files by frame. Raises BadInput for too many of them."""
    _check_count(len(drawings))
    return [[frame, digest_of(data)] for frame, data in drawings]


def digest_of(data: bytes) -> str:
    """Return what a request holds for a file's bytes: SHA-256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def given_again(folder: Path, request: Request) -> tuple[Request, dict[str, Path]]:
    """Return what a request on another job's drawing says, and that job's files which it needs.

    Kept drawings of frames that it doesn't have are left out, and the others move up. The files
    are those that are there, by their names in the new job's folder.
    """
    files = {}
    if AREA_SETTING in request.settings:
        files[AREA_FILE] = safe_join(folder, AREA_FILE)
    kept = request.settings.get(KEPT_SETTING)
    if isinstance(kept, list):
        pairs = [
            (stem, entry)
            for stem, entry in zip(KEPT_STEMS, kept, strict=False)
            if _is_within(entry, request)
        ]
        for stem, (old, _) in zip(KEPT_STEMS, pairs, strict=False):
            for suffix in KEPT_SUFFIXES:
                files[stem + suffix] = safe_join(folder, old + suffix)
        settings = {key: value for key, value in request.settings.items() if key != KEPT_SETTING}
        if pairs:
            settings[KEPT_SETTING] = [entry for _, entry in pairs]
        request = replace(request, settings=settings)
    return request, {name: path for name, path in files.items() if path.is_file()}


def copy_given(files: Mapping[str, Path], folder: Path) -> None:
    """Copy files of `given_again` into a job's folder. Raises BadInput, DiskFull."""
    for name, path in files.items():
        write_bytes_atomic(folder / name, read_bytes(path, max_bytes=MOST_BYTES))


def _check_count(count: int) -> None:
    if count > len(KEPT_STEMS):
        raise BadInput("At most {count} frames can be kept.", count=len(KEPT_STEMS))


def _is_within(entry: JSON, request: Request) -> bool:
    """Return whether an entry of KEPT_SETTING is of a frame after the first picture's."""
    frame = entry[0] if isinstance(entry, list) and entry else None
    return isinstance(frame, int) and request.hold <= frame < request.frames
