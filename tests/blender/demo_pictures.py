# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo's GIF and contact sheet from the frames that Blender rendered (run by the engine)."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from PIL import Image

from engine.render.export import write_contact_sheet, write_gif

FPS = (12, 1)  # every other frame of 24 was rendered: the drawings are held on twos


def main(out: Path) -> None:
    pictures = sorted((out / "rendered").glob("*.png"))
    frames = np.stack([np.asarray(Image.open(path).convert("RGBA")) for path in pictures])
    write_gif(frames, out / "demo.gif", FPS)
    write_contact_sheet([frames], out / "contact_sheet.png", columns=6)
    print(f"{out / 'demo.gif'}: {len(frames)} frames")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
