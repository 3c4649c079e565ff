# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of a batch: contact sheets with a picture of each result, and a report of all."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from addon.contract.animation import Animation
from addon.contract.bodies_apart import drawing_with_bodies
from addon.contract.errors import SketchMotionError
from addon.contract.files import write_bytes_atomic
from addon.contract.job import JobFolder
from engine.farm.ledger import Entry, entries
from engine.geometry.load import read_drawing
from engine.render.evaluate import animated_positions
from engine.render.frames import render_frames
from engine.render.ground import on_ground

REPORT, TABLE, SHEET = "farm_report.json", "farm_report.csv", "farm_sheet"
SIDE, COLUMNS, ROWS = 160, 10, 10  # pixels of a picture; pictures on a sheet
_GAP, _LINE = 6, 12
_WHITE, _TEXT, _BAD = (255, 255, 255), (40, 40, 40), (190, 30, 30)


def summary_of(root: Path, folders: Sequence[Path]) -> dict[str, object]:
    """Return what became of the jobs: counts by state, tries, seconds, machines."""
    tries: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries(root):
        if entry.ended != "withdrawn":
            tries[entry.job].append(entry)
    rows = [_row(JobFolder(folder), tries[folder.name]) for folder in folders]
    noted = [entry for folder in folders for entry in tries[folder.name]]
    done = [entry for entry in noted if entry.ended == "done"]
    machines = Counter(entry.machine for entry in done)
    return {
        "jobs": len(rows),
        "states": dict(Counter(str(row["state"]) for row in rows)),
        "tries": len(noted),
        "lost": sum(entry.ended == "lost" for entry in noted),
        "delivered_twice": sum(n > 1 for n in Counter(entry.job for entry in done).values()),
        "seconds_of_work": round(sum(entry.seconds for entry in noted), 3),
        "cpu_seconds_of_work": round(sum(entry.cpu_seconds for entry in noted), 3),
        "machines": dict(machines),
        "rows": rows,
    }


def write_report(root: Path, folders: Sequence[Path]) -> list[Path]:
    """Write report, table and contact sheets below `root`; return the files."""
    summary = summary_of(root, folders)
    text = json.dumps(summary, indent=1, ensure_ascii=False) + "\n"
    write_bytes_atomic(root / REPORT, text.encode())
    rows = summary["rows"]
    assert isinstance(rows, list)
    with open(root / TABLE, "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, list(rows[0]) if rows else ["job"])
        table.writeheader()
        table.writerows(rows)
    return [root / REPORT, root / TABLE, *_write_sheets(root, folders)]


def _row(job: JobFolder, tries: Sequence[Entry]) -> dict[str, object]:
    state: str = job.status()
    prompt, seed, why = "", 0, ""
    try:
        request = job.read_request()
        prompt, seed = request.prompt, request.seed
        outcome = job.outcome()
        failure = outcome.error() if outcome is not None else None
        why = str(failure.message) if failure is not None else ""
    except SketchMotionError as error:
        state, why = "damaged", str(error.message)
    last = tries[-1] if tries else Entry(job.path.name, 0, "")
    return {
        "job": job.path.name,
        "state": state,
        "prompt": prompt,
        "seed": seed,
        "tries": len(tries),
        "machine": last.machine,
        "seconds": round(last.seconds, 3),
        "why": why,
    }


def _write_sheets(root: Path, folders: Sequence[Path]) -> Iterator[Path]:
    a_sheet = COLUMNS * ROWS
    for old in root.glob(f"{SHEET}_*.png"):
        old.unlink()
    for page, start in enumerate(range(0, len(folders), a_sheet), 1):
        path = root / f"{SHEET}_{page:03d}.png"
        _sheet(folders[start : start + a_sheet]).save(path)
        yield path


def _sheet(folders: Sequence[Path]) -> Image.Image:
    """Draw a picture of each job, with its name; in red why there is none."""
    columns = min(COLUMNS, len(folders))
    rows = -(-len(folders) // columns)
    cell_w, cell_h = SIDE + _GAP, SIDE + _GAP + _LINE
    sheet = Image.new("RGB", (_GAP + columns * cell_w, _GAP + rows * cell_h), _WHITE)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(9)
    for number, folder in enumerate(folders):
        row, column = divmod(number, columns)
        left, top = _GAP + column * cell_w, _GAP + row * cell_h
        draw.rectangle((left - 1, top - 1, left + SIDE, top + SIDE), outline=(205, 205, 205))
        try:
            picture = Image.fromarray(on_ground(_middle(folder), _WHITE))
            picture.thumbnail((SIDE, SIDE))
            sheet.paste(picture, (left, top))
        except (SketchMotionError, OSError, ValueError):
            draw.text((left + 4, top + 4), JobFolder(folder).status(), _BAD, font)
        draw.text((left, top + SIDE + 1), folder.name[:30], _TEXT, font)
    return sheet


def _middle(folder: Path) -> NDArray[np.uint8]:
    """Return the middle frame of a result, uint8 [h, w, 4]. Raises BadInput where there is none."""
    job = JobFolder(folder)
    frames = sorted(job.frames_path.glob("[0-9]*.png")) if job.frames_path.is_dir() else []
    if frames:
        with Image.open(frames[len(frames) // 2]) as picture:
            middle: NDArray[np.uint8] = np.asarray(picture.convert("RGBA"))
            return middle
    animation = Animation.read(job.animation_path)
    drawing = drawing_with_bodies(job, read_drawing(job.drawing_path))
    frame = animation.frame_count // 2
    positions = animated_positions(drawing, animation, [frame - frame % animation.hold])
    scale = SIDE / max(drawing.canvas)
    size = tuple(max(1, round(side * scale)) for side in drawing.canvas)
    rendered: NDArray[np.uint8] = render_frames(drawing, positions, size=(size[0], size[1]))[0]
    return rendered
