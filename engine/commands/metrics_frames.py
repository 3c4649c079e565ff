# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`metrics --frames DIR ...`: measures frames that exist already, made by any program."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from addon.contract.files import write_bytes_atomic

if TYPE_CHECKING:
    from engine.metrics.frame_metrics import FrameSequence
    from engine.metrics.frechet import FrechetDistance

_COLUMNS = (("ink_kept", "ink kept"), ("likeness", "likeness"), ("flicker", "flicker %"),
            ("motion", "motion %"))  # fmt: skip


def run_on_frames(options: argparse.Namespace) -> int:
    """Print a table; with --out write measures.json and table.md. Raises BadInput."""
    from engine.metrics.clip_scores import alignment, consistency
    from engine.metrics.frame_metrics import measure_frames, read_frames

    distance = frechet_to(options.real) if options.real else None
    rows: list[dict[str, object]] = []
    for folder in options.frames:
        frames = read_frames(folder, options.prompt)
        rows.append({
            "name": frames.name,
            "prompt": frames.prompt,
            "frames": len(frames.pictures),
            **measure_frames(frames).to_json(),
            "s2v": consistency(frames, options.clip).to_json(),
            "t2v": alignment(frames, options.xclip).to_json(),
            **({"fid": distance(frames).to_json()} if distance else {}),
        })  # fmt: skip
    text = frames_table(rows)
    print(text)
    if options.out is not None:
        out: Path = options.out
        out.mkdir(parents=True, exist_ok=True)
        write_bytes_atomic(out / "measures.json", (json.dumps(rows, indent=1) + "\n").encode())
        write_bytes_atomic(out / "table.md", (text + "\n").encode())
    return 0


def frechet_to(real: Path) -> Callable[[FrameSequence], FrechetDistance]:
    """Return what measures frames against the pictures of a folder. Raises BadInput."""
    from engine.metrics.features import distance_of, feature_network, features_of
    from engine.metrics.frame_metrics import read_frames
    from engine.metrics.frechet import Gaussian

    network = feature_network()
    known = Gaussian.of(features_of(network, read_frames(real).values))
    return lambda frames: distance_of(network, known, frames.values)


def frames_table(rows: Sequence[dict[str, object]]) -> str:
    """Format rows as a Markdown table, with the model that gave S2V and T2V beside each of them."""
    scored_by = [key for key in ("s2v", "t2v", "fid") if any(key in row for row in rows)]
    titles = [text for key in scored_by for text in (key.upper(), "by")]
    head = ["film", "frames", *(title for _, title in _COLUMNS), *titles]
    lines = [head, ["---"] * len(head)]
    for row in rows:
        cells = [str(row["name"]), str(row["frames"])]
        cells += [_number(row[name]) for name, _ in _COLUMNS]
        for key in scored_by:
            scored = row[key]
            assert isinstance(scored, dict)
            by = scored["model"] if key != "fid" else _features_of(scored)
            cells += [_number(scored["value"]), str(by)]
        lines.append(cells)
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _features_of(scored: dict[str, object]) -> str:
    return f"{scored['network']}, {scored['pictures']} pictures"


def _number(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, int | float) and math.isfinite(value) else "-"
