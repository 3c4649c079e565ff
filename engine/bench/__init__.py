# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`bench`: the time and memory that the engine takes on this machine, medians over repeats.

- rig: finding the bones of a drawing, and moving what they carry;
- vector: whole jobs, from the request to the written result;
- video: Live-Sketch's own loop against ours, with one text-to-video model;
- raster: FlipSketch's own loop against ours, with one text-to-video model;
- follow: puppets in clips whose motion is known against what their drawings do that follow them;
- clean: puppets drawn roughly, cleaned, against what should have been drawn;
- colour: how often fills leak through gaps, flicker in takes, and don't heed hints;
- suggest: projections of rough drawings, and their nearest neighbours;
- svg: SVG files of a suite against its reference pictures (what is read, not how fast);
- pictures: what is traced of drawings on paper of many kinds, against what was drawn;
- start: from an engine that isn't there to the first motion;
- farm: drafts on a Ray cluster on this machine, against a plain loop;
- rasterizer: the differentiable rasteriser against a dense one and, where it is built, diffvg.

The loops of others are written here for comparison only; nothing that makes an animation imports
this room.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine.bench.measure import Numbers, machine
from engine.runtime.report import peak_memory_mib, versions


def bench(what: str, repeats: int, **options: Any) -> Numbers:
    """Run a benchmark; return numbers for JSON.

    what: "vector", "rig", "rasterizer", "raster", "video", "follow", "clean", "colour",
    "suggest", "svg", "farm", "start" or "pictures". options: its own arguments.
    """
    repeats = max(1, repeats)
    if what == "vector":
        from engine.bench.vector import bench_vector

        numbers = bench_vector(repeats)
    elif what == "rig":
        from engine.bench.rig import bench_rig

        numbers = bench_rig(repeats)
    elif what == "rasterizer":
        from engine.bench.rasterizer import bench_rasterizer

        numbers = bench_rasterizer(repeats, **options)
    elif what == "raster":
        from engine.bench.raster import bench_raster

        numbers = bench_raster(repeats, **options)
    elif what == "follow":
        from engine.bench.follow import bench_follow

        numbers = bench_follow(**options)
    elif what == "clean":
        from engine.bench.clean import bench_clean

        numbers = bench_clean(**options)
    elif what == "colour":
        from engine.bench.colour import bench_colour

        numbers = bench_colour(**options)
    elif what == "suggest":
        from engine.bench.suggest import bench_suggest

        numbers = bench_suggest(**options)
    elif what == "svg":
        from engine.bench.svg import bench_svg

        numbers = bench_svg(**options)
    elif what == "start":
        from engine.bench.start import bench_start

        numbers = bench_start(repeats)
    elif what == "farm":
        from engine.bench.farm import bench_farm

        numbers = bench_farm(**options)
    elif what == "pictures":
        from engine.bench.pictures import bench_pictures

        numbers = bench_pictures(**options)
    else:
        from engine.bench.video import bench_video

        numbers = bench_video(repeats, **options)
    return described(what, repeats, numbers)


def described(what: str, repeats: int, numbers: Numbers) -> Numbers:
    """Return the numbers of a benchmark with what they were measured on."""
    return {
        "bench": what,
        "machine": machine(),
        "versions": versions(),
        "repeats": repeats,
        **numbers,
        "peak_memory_mib": peak_memory_mib(),
    }


def write(numbers: Numbers, path: Path) -> None:
    """Write the numbers of a benchmark as a JSON file."""
    path.write_text(json.dumps(numbers, indent=2) + "\n", encoding="utf-8")


def table(numbers: Numbers) -> str:
    """Return the numbers of a benchmark as lines of text."""
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
        lines.append(f"  target: {name:<36} {value:9.3g} s")
    lines += [f"  {note}" for note in numbers.get("notes", [])]
    return "\n".join(lines)
