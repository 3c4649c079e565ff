# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Icons in colour from open sets in the Iconify format: what they show, their colours, their lines.

`SETS` are npm packages `@iconify-json/NAME` of these versions; `fetch_sets` brings them.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.geometry.svg.reader import parse_svg
from engine.language.noun_vectors import noun_of
from engine.render.frames import render_frames
from engine.runtime.arrays import array_of, numpy_of
from engine.training.colour.sketches import area_borders, canny, thickened, without_short

SIDE = 128  # pixels of the pictures in colour; those of lines have twice as many
ICONS, METADATA = "icons.json", "metadata.json"  # of a set
KINDS = 3  # pictures of lines for each icon
HELD_BACK = 10  # one of so many concepts is never learned from


@dataclass(frozen=True)
class IconSet:
    """A set of icons, under which licence, and by whom."""

    name: str
    version: str
    licence: str
    author: str
    lines: bool = False  # has outlines of its own


SETS = (
    IconSet("fluent-emoji-flat", "1.2.6", "MIT", "Microsoft"),
    IconSet("twemoji", "1.2.5", "CC BY 4.0", "Twitter and contributors"),
    IconSet("streamline-emojis", "1.2.4", "CC BY 4.0", "Streamline", lines=True),
    IconSet("noto", "1.2.9", "Apache-2.0", "Google"),
)
_CATEGORIES = re.compile(r"animal|food|travel|place|object|activit", re.IGNORECASE)
_OTHERS = re.compile(
    r"oclock|thirty|clock-face|moon-face|keycap|flag|button|mark|sign|japanese|-dark|-light|-medium"
    r"|night|sunrise|sunset|cityscape|milky|foggy|motorway|volcano|fireworks|sparkler|rainbow$"
    r"|card|chart|calendar|memo|page|newspaper|bookmark|black-|white-|monochrome|kaaba|globe"
)


@dataclass(frozen=True, eq=False)
class IconPictures:
    """An icon as pictures.

    Attributes:
        color: uint8 [s, s, 4], on white, and where anything is.
        lines: [KINDS, 2 s, 2 s], lines two pixels wide.
    """

    name: str
    source: str
    color: NDArray[np.uint8]
    lines: NDArray[np.bool_]


def in_order(names: Sequence[str]) -> list[str]:
    """Return the names of sets once each, in the order of `SETS`."""
    return [one.name for one in SETS if one.name in names]


def fetch_sets(folder: Path, names: Sequence[str]) -> None:
    """Bring those of the named sets that `folder` lacks, by npm; write ATTRIBUTION.md.

    Raises BadInput.
    """
    npm = shutil.which("npm")
    folder.mkdir(parents=True, exist_ok=True)
    for one in SETS:
        if one.name not in names or (folder / one.name / ICONS).is_file():
            continue
        if npm is None:
            raise BadInput(
                "The icon set {name} isn't in {folder}.",
                name=one.name,
                folder=folder,
                hint="Unpack @iconify-json packages there, or install npm.",
            )
        package = f"@iconify-json/{one.name}@{one.version}"
        done = subprocess.run(
            [npm, "pack", "--silent", package], cwd=folder, capture_output=True, text=True
        )
        if done.returncode or not done.stdout.split():
            raise BadInput("npm could not bring {package}.", package=package)
        archive = folder / done.stdout.split()[-1]
        try:
            _unpack(archive, folder / one.name)
        except (OSError, KeyError, EOFError, tarfile.TarError, zlib.error) as error:
            raise BadInput("{package} could not be unpacked.", package=package) from error
        finally:
            archive.unlink(missing_ok=True)
    there = [one for one in SETS if (folder / one.name / ICONS).is_file()]
    rows = [f"| {s.name} {s.version} | {s.author} | {s.licence} |" for s in there]
    table = ["| icons | by | licence |", "|---|---|---|", *rows]
    (folder / "ATTRIBUTION.md").write_text("\n".join(table) + "\n", encoding="utf-8")


def _unpack(archive: Path, folder: Path) -> None:
    """Unpack a set beside its folder, then move both files there; the last says it is whole."""
    files = (METADATA, ICONS)
    with tempfile.TemporaryDirectory(dir=archive.parent) as temporary:
        with tarfile.open(archive) as packed:
            for name in files:
                member = packed.extractfile(f"package/{name}")
                if member is None:
                    raise KeyError(name)
                (Path(temporary) / name).write_bytes(member.read())
        folder.mkdir(exist_ok=True)
        for name in files:
            (Path(temporary) / name).replace(folder / name)


def read_icons(folder: Path, name: str, side: int = SIDE) -> Iterator[IconPictures]:
    """Yield the icons of a set that show one thing, in pictures [side, side].

    Raises BadInput when it isn't there.
    """
    source = next(one for one in SETS if one.name == name)
    path = folder / name / ICONS
    if not path.is_file():
        raise BadInput("The icon set {name} isn't in {folder}.", name=name, folder=folder)
    data = json.loads(path.read_text(encoding="utf-8"))
    for icon in names_of(folder / name):
        if icon in data["icons"]:
            body, units = data["icons"][icon]["body"], data.get("width", 16)
            pictures = _pictures(source, icon, _svg(body, units), side)
            if pictures is not None:
                yield pictures


def names_of(folder: Path) -> list[str]:
    """Return the names of a set's icons that show one thing."""
    metadata = json.loads((folder / METADATA).read_text(encoding="utf-8"))
    names = {
        name
        for category, members in metadata.get("categories", {}).items()
        if _CATEGORIES.search(category)
        for name in members
        if not _OTHERS.search(name)
    }
    return sorted(names)


def held_back(name: str) -> bool:
    """Return whether an icon's concept is never learned from; the same in all sets."""
    concept = noun_of(name.replace("-", " ")) or name
    return zlib.crc32(concept.encode()) % HELD_BACK == 0


def _svg(body: str, units: int) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {units} {units}">'
    return f"{head}{body}</svg>"


def _pictures(source: IconSet, name: str, svg: str, side: int) -> IconPictures | None:
    drawing = _drawing(svg)
    if drawing is None:
        return None
    rgba = render_frames(drawing, size=(2 * side, 2 * side))[0]
    alpha = rgba[..., 3:].astype(np.float32) / 255.0
    white = (rgba[..., :3] * alpha + 255.0 * (1.0 - alpha)).round().astype(np.uint8)
    if source.lines:
        lines = _drawn_lines(svg, 2 * side)
    else:
        part = side / 128
        fine = without_short(canny(white, max(part, 0.6), 4.0, 12.0), round(12 * part))
        coarse = without_short(canny(white, 2.2 * part, 4.0, 10.0), round(40 * part))
        lines = np.stack([thickened(v) for v in (area_borders(white), fine, coarse)])
    both = np.dstack([white, rgba[..., 3]]).reshape(side, 2, side, 2, 4)
    color = both.mean((1, 3)).round().astype(np.uint8)
    return IconPictures(name, source.name, color, lines)


def _drawing(svg: str) -> Drawing | None:
    try:
        drawing = parse_svg(svg.encode()).drawing
    except BadInput:
        return None
    return drawing if drawing.stroke_count else None


def _drawn_lines(svg: str, side: int) -> NDArray[np.bool_]:
    """Return the real lines of an icon that has them, of three widths; fills hide what is below."""
    twin = re.sub(r'fill="#[0-9a-fA-F]+"', 'fill="#fff"', svg)
    twin = re.sub(r'stroke="#[0-9a-fA-F]+"', 'stroke="#000"', twin)
    drawing = _drawing(twin)
    assert drawing is not None
    shape = numpy_of(drawing.widths).shape
    pictures = []
    for pixels in (2.0, 2.6, 3.4):
        width = np.full(shape, pixels * drawing.canvas[0] / side, np.float32)
        thin = replace(drawing, widths=array_of(width))
        pictures.append(render_frames(thin, size=(side, side), background=(1, 1, 1))[0, ..., 0])
    return np.stack(pictures) < 140
