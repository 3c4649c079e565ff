# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `follow` command: a drawing does what a clip shows, with pictures to look at.

The folder is an ordinary job folder, like that of `animate`, with the clip in it and
clip_and_drawing.png to compare the two.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.commands.usage import Subcommands

SHEET = "clip_and_drawing.png"
FPS = "24"
FEWEST, MOST = 2, 480  # frames


def add_command(commands: Subcommands) -> None:
    """Add the command and its options."""
    command = commands.add_parser("follow", help="a drawing does what a clip of it shows")
    add = command.add_argument
    add("drawing", type=Path, metavar="DRAWING", help="SVG, drawing.safetensors, PNG, JPEG, WebP")
    add(
        "--video",
        type=Path,
        required=True,
        metavar="CLIP",
        help="MP4, WebM, GIF or a folder of pictures; it begins with the drawing",
    )
    add("--prompt", default="", help="what is drawn: 'the fish swims'")
    add("--frames", type=int, metavar="N", help="as long as the clip, without it")
    add("--fps", default=FPS, metavar="N", help="24, or 24000/1001")
    add("--hold", type=int, choices=(1, 2, 3), default=1, help="on ones, twos or threes")
    add("--objects", default="auto", metavar="auto|none|FILE.json")
    add("--framing", default="grow", choices=("keep", "grow", "crop"), help="of the pictures")
    add("--out", type=Path, required=True, metavar="DIR", help="a new folder for the result")
    add("--force", action="store_true", help="replace another job in the folder")
    command.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Follow the clip and print a summary. Raises BadInput and whatever the job raises."""
    from addon.contract.animation import Animation
    from addon.contract.followed_clip import DIGEST_SETTING, SETTING, bring_clip, digest_of_clip
    from addon.contract.request import Request
    from engine.commands.animate import animate_drawing
    from engine.commands.claim_folder import claim_folder
    from engine.commands.request_options import fps_of
    from engine.commands.terminal import ProgressLines, summary
    from engine.geometry.load import load_drawing
    from engine.geometry.objects import read_objects
    from engine.jobs.run import obey_signals
    from engine.runtime.control import Control
    from engine.video_fit.clip import read_clip
    from engine.video_fit.job import overlay_sheet

    choice = options.objects
    named = choice if choice in ("auto", "none") else read_objects(choice)
    drawing = load_drawing(options.drawing, objects=named)
    clip = read_clip(options.video)
    fps = fps_of(options.fps)
    frames = options.frames or round(clip.seconds * fps[0] / fps[1])
    request = Request(
        prompt=options.prompt,
        frames=min(max(frames, FEWEST), MOST),
        fps=fps,
        hold=options.hold,
        settings={SETTING: True, DIGEST_SETTING: digest_of_clip(options.video)},
    )
    job = claim_folder(
        options.out,
        drawing,
        request,
        options.force,
        add_files=lambda job: bring_clip(options.video, job.path),
        needed=options.video,
    )
    control = Control()
    obey_signals(control)
    lines = ProgressLines()
    try:
        report = animate_drawing(
            drawing, request, options.out, control=control, listener=lines, framing=options.framing
        )
    finally:
        lines.end()
    sheet = overlay_sheet(drawing, Animation.read(job.animation_path), clip)
    sheet.save(job.file(SHEET), "PNG")
    print(summary(options.out, report))
    return 0
