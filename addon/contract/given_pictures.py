# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a job of pictures is given beside its drawing: where things may move, and kept drawings.

They lie in the job's folder. The request names their digests, so that others aren't taken for them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from .errors import BadInput
from .strict_json import JSON

AREA_SETTING = "moves_here"  # of a request: SHA-256 of the picture that says where things move
AREA_FILE = "moves_here.png"  # of any size; light is where things may move
KEPT_SETTING = "kept"  # [[frame, SHA-256 of its drawing], ...] in the order of KEPT_STEMS
KEPT_STEMS = tuple(f"kept_{number}" for number in range(1, 9))
KEPT_SUFFIXES = (".png", ".safetensors")  # a picture of the whole canvas, or strokes on it


def kept_setting(drawings: Sequence[tuple[int, bytes]]) -> JSON:
    """Return KEPT_SETTING of files by frame. Raises BadInput for too many of them."""
    if len(drawings) > len(KEPT_STEMS):
        raise BadInput("At most {count} frames can be kept.", count=len(KEPT_STEMS))
    return [[frame, digest_of(data)] for frame, data in drawings]


def digest_of(data: bytes) -> str:
    """Return what a request holds for a file's bytes: SHA-256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()
