# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`bench`: what the engine takes on this machine, as medians over repeats.

vector: whole jobs from request to written result; with a video model, Live-Sketch's own loop
against ours. raster: FlipSketch's own loop against ours. rasterizer: the differentiable rasteriser,
against a dense one and, where it can be imported, diffvg.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine.bench.measure import Numbers, machine
from engine.runtime.report import peak_memory_mib, versions


def bench(what: str, repeats: int, **options: Any) -> Numbers:
    """Runs a benchmark ("vector", "rasterizer", "raster", "video"); numbers ready for JSON.

    options go to the benchmark itself.
    """
    repeats = max(1, repeats)
    if what == "vector":
        from engine.bench.vector import bench_vector

        found = bench_vector(repeats)
    elif what == "rasterizer":
        from engine.bench.rasterizer import bench_rasterizer

        found = bench_rasterizer(repeats, **options)
    elif what == "raster":
        from engine.bench.raster import bench_raster

        found = bench_raster(repeats, **options)
    else:
        from engine.bench.video import bench_video

        found = bench_video(repeats, **options)
    return {
        "bench": what,
        "machine": machine(),
        "versions": versions(),
        "repeats": repeats,
        **found,
        "peak_memory_mib": peak_memory_mib(),
    }


def write(numbers: Numbers, path: Path) -> None:
    """The numbers as a JSON file."""
    path.write_text(json.dumps(numbers, indent=2) + "\n", encoding="utf-8")


def table(numbers: Numbers) -> str:
    """The numbers as lines for a person."""
    lines = [f"{numbers['bench']} on {numbers['machine']}, {numbers['repeats']} repeats"]
    for group in ("seconds", "first_preview_seconds"):
        for name, value in numbers.get(group, {}).items():
            label = name if group == "seconds" else f"{name}: first preview"
            lines.append(
                f"  {label:<44} {value['median']:9.3f} s"
                f"   ({value['min']:.3f} .. {value['max']:.3f})"
            )
    for name, value in numbers.get("values", {}).items():
        lines.append(f"  {name:<44} {value:9.4g}")
    for name, value in numbers.get("target_seconds", {}).items():
        lines.append(f"  target: {name:<36} {value:9.1f} s")
    lines += [f"  {note}" for note in numbers.get("notes", [])]
    return "\n".join(lines)
