# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes frames as a movie: MP4 on a ground, WebM and MOV with transparency.

PyAV, with FFmpeg inside, is an optional part of the set-up and is looked for only here.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from addon.contract.errors import BadInput
from engine.render.export import Frames, Rate, checked_rate, rate_of
from engine.render.ground import AUTO, TRANSPARENT, ground_named, ground_of, on_ground
from engine.runtime.program_folder import program_folder

PART = "movies"  # the folder of the optional part, in this program's folder
_SEEN = 8  # pixels around the ink whose hidden colour compression mixes with it


@dataclass(frozen=True)
class _Codec:
    """How a kind of movie is encoded.

    Attributes:
        names: of encoders, the first that is there is taken.
        pixels: with a ground, and with transparency ("" where that can't be).
    """

    names: tuple[str, ...]
    pixels: tuple[str, str]
    options: dict[str, str] = field(default_factory=dict)
    container: dict[str, str] = field(default_factory=dict)


_CODECS = {
    ".mp4": _Codec(
        ("libx264", "libopenh264", "mpeg4"),
        ("yuv420p", ""),
        {"crf": "14", "preset": "medium", "tune": "animation"},
        {"movflags": "+faststart"},
    ),
    ".webm": _Codec(
        ("libvpx-vp9",),
        ("yuv420p", "yuva420p"),
        {"crf": "18", "b": "0", "cpu-used": "4", "row-mt": "1", "auto-alt-ref": "0"},
    ),
    ".mov": _Codec(("prores_ks",), ("yuv444p10le", "yuva444p10le"), {"profile": "4444"}),
}


def movie_library() -> Any:
    """Return PyAV, from the environment or from the optional part.

    Raises BadInput where it is nowhere.
    """
    try:
        return importlib.import_module("av")
    except ImportError:
        pass
    for folder in sorted((program_folder() / PART).glob("av-*"), reverse=True):
        sys.path.append(str(folder))
        try:
            return importlib.import_module("av")
        except ImportError:
            sys.path.remove(str(folder))
    raise BadInput(
        "Movies need an optional part of the set-up, which isn't there.",
        hint="Add the part “Movies” (about 36 MB) in the export menu, or choose WebP or APNG.",
    )


def write_movie(frames: Frames, path: str | Path, fps: Rate, *, ground: str = TRANSPARENT) -> None:
    """Write frames uint8 [F, h, w, 4], straight RGBA, as MP4, WebM or MOV, by the file's ending.

    ground: as in `ground_named`; an MP4 can't be transparent and takes the ground of "auto" then.
    A side of odd length gets one more pixel, as encoders need. Raises BadInput for what cannot be
    written, and where there is no PyAV.
    """
    checked_rate(frames, fps)
    target = Path(path)
    codec = _CODECS[target.suffix.lower()]
    if ground == TRANSPARENT and not codec.pixels[1]:
        ground = AUTO
    paper = ground_named(ground, frames)
    pixels = codec.pixels[paper is None]
    even = _even(frames)
    pictures = _bled(even) if paper is None else (on_ground(frame, paper) for frame in even)
    _encode(movie_library(), target, codec, pixels, pictures, even.shape[2:0:-1], rate_of(fps))


def _encode(
    av: Any,
    target: Path,
    codec: _Codec,
    pixels: str,
    pictures: Iterator[Frames],
    size: tuple[int, ...],
    rate: Fraction,
) -> None:
    name = next((one for one in codec.names if _is_there(av, one)), "")
    if not name:
        raise BadInput(
            "This FFmpeg can't write {kind}.", kind=target.suffix, hint="Add the part “Movies”."
        )
    with av.open(str(target), "w", options=codec.container) as container:
        stream = container.add_stream(name, rate=rate)
        stream.width, stream.height = size
        stream.pix_fmt = pixels
        stream.options = codec.options if name == codec.names[0] else {}
        context = stream.codec_context
        context.color_range, context.colorspace = 1, 1  # limited range, BT.709
        context.color_primaries, context.color_trc = 1, 1
        if "a" in pixels[3:4]:
            stream.metadata["alpha_mode"] = "1"
        for number, picture in enumerate(pictures):
            layout = "rgba" if picture.shape[2] == 4 else "rgb24"
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format=layout)
            frame = frame.reformat(format=pixels, dst_colorspace="itu709", dst_color_range="MPEG")
            frame.pts, frame.time_base = number, 1 / rate
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _is_there(av: Any, name: str) -> bool:
    try:
        av.codec.Codec(name, "w")
    except ValueError:
        return False
    return True


def _even(frames: Frames) -> Frames:
    """Return frames whose sides are even, with a clear row or column more where they weren't."""
    height, width = frames.shape[1:3]
    return np.pad(frames, ((0, 0), (0, height % 2), (0, width % 2), (0, 0)))


def _bled(frames: Frames) -> Iterator[Frames]:
    """Yield frames in which clear pixels near the ink have its colour, though they stay clear.

    Movies store colours at half the resolution: else the black of clear pixels would darken edges.
    """
    from scipy.ndimage import distance_transform_edt

    paper = np.array(ground_of(frames), np.uint8)
    for frame in frames:
        clear: NDArray[np.bool_] = frame[..., 3] == 0
        picture = frame.copy()
        picture[clear, :3] = paper
        if not clear.all():
            away, nearest = distance_transform_edt(clear, return_indices=True)
            near = clear & (away <= _SEEN)
            picture[near, :3] = frame[..., :3][nearest[0][near], nearest[1][near]]
        yield picture
