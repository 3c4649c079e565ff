# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Motion from a video: the drawing goes to a video model, and follows a clip that comes back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from ...client.jobs.exporting import Export
from ...contract.followed_clip import ANIMATED, MOVIES, clip_meant
from ...contract.messages import Message
from ..capture.capture import Captured
from ..jobs.follow_job import following
from ..jobs.session import host, session
from ..jobs.submission import DockerInput, open_drawing
from ..qt import QtWidgets
from ..translation import tr
from ..write.frame_compose import save_picture
from .exports import exports, file_name
from .guard import connect_value, press
from .widgets import connect_menu

KINDS = " ".join(f"*{suffix}" for suffix in (*MOVIES, *ANIMATED, ".jpg", ".jpeg"))
#: Families of video models by the engine's names for their sizes, and what the menu calls them.
SIZES = (
    ("wan", "Wan, 832 x 480"),
    ("wan-720p", "Wan, 1280 x 720"),
    ("ltx", "LTX, 768 x 512"),
    ("cogvideox", "CogVideoX, 720 x 480"),
    ("hd", "Online Services, 1920 x 1080"),
    ("square", "Square, 512 x 512"),
)


def add_clip_entries(
    menu: QtWidgets.QMenu,
    parent: QtWidgets.QWidget,
    asked: Callable[[], DockerInput],
    on_export: Callable[[], None],
) -> None:
    """Add the entries that write a drawing for a video model, and that import a motion.

    on_export: called once something is being written.
    """
    sizes = menu.addMenu(tr("Export Drawing for a Video Model"))
    for size, text in SIZES:
        connect_menu(sizes, text, partial(_ask_folder, parent, asked, on_export, size))
    connect_menu(menu, "Import Motion...", partial(_ask_clip, parent, asked))


def import_motion(asked: DockerInput, clip: Path) -> str:
    """Let the active layer's strokes follow a clip; return the job. Raises BadInput."""
    asked = replace(asked, settings=replace(asked.settings, path="vector"), seeds=1)
    submission = following(session.capture(asked), clip_meant(clip))
    return session.submit(submission)


def export_drawing(asked: DockerInput, folder: Path, size: str) -> None:
    """Begin to write the active layer as a video model's first picture. Raises BadInput."""
    session.ready_client()
    assert session.command is not None
    captured = host.capture_strokes(open_drawing())
    own = Path(tempfile.mkdtemp(prefix="sketch-motion-picture-"))
    drawing = written(captured, own)
    prompt = asked.settings.prompt.strip()
    exports.add(
        Export.begin_picture(session.command, drawing, folder, prompt=prompt, size=size),
        Message("Writing {file}", file=folder.name),
    )


def written(captured: Captured, folder: Path) -> Path:
    """Write what was captured into a folder, as the engine reads it; return the file."""
    if captured.svg:
        path = folder / "drawing.svg"
        path.write_text(captured.svg, encoding="utf-8")
        return path
    assert captured.picture is not None
    path = folder / "drawing.png"
    save_picture(captured.picture, path)
    return path


def _ask_clip(parent: QtWidgets.QWidget, asked: Callable[[], DockerInput]) -> None:
    dialog = QtWidgets.QFileDialog(parent, tr("Import Motion..."), "", f"({KINDS})")
    dialog.setFileMode(QtWidgets.QFileDialog.FileMode.ExistingFile)
    connect_value(
        dialog.fileSelected, lambda path: press(lambda: import_motion(asked(), Path(path)))
    )
    dialog.open()


def _ask_folder(
    parent: QtWidgets.QWidget,
    asked: Callable[[], DockerInput],
    on_export: Callable[[], None],
    size: str,
) -> None:
    """Ask for the name of a new folder, without an event loop of its own."""

    def write(path: str) -> None:
        export_drawing(asked(), Path(path), size)
        on_export()

    name = file_name(asked().settings.prompt)
    dialog = QtWidgets.QFileDialog(parent, tr("Export Drawing for a Video Model"), name)
    dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
    connect_value(dialog.fileSelected, lambda path: press(partial(write, path)))
    dialog.open()
