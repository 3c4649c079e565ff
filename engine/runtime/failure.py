# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns any exception into an error that an animator can act on: what, why, and a way out."""

from __future__ import annotations

import errno
import sys
import traceback
from pathlib import Path

from addon.contract.disk_errors import disk_errors_named
from addon.contract.errors import (
    Action,
    BadInput,
    DiskFull,
    InternalError,
    OutOfMemory,
    SketchMotionError,
    Stopped,
)
from addon.contract.messages import Message
from addon.contract.request import Request
from engine.runtime.imports import torch_if_loaded

LOG_NAME = "engine.log"
_FEWEST_FRAMES = 16
_DEFECT = Message(
    "This is a defect of Sketch Motion, not of your drawing. Trying again may help; if it "
    "doesn't, please report it."
)
_MEMORY_WORDS = ("out of memory", "can't allocate memory", "not enough memory")
#: What loading a library says for want of memory.
_LOADER_WORDS = ("failed to map segment", "cannot allocate memory", "not enough memory")
#: What torch says when a graphics card has reset, hangs, was unplugged or lost its driver.
_LOST_WORDS = (
    "device is lost", "device lost", "device-side", "unspecified launch failure",
    "launch timed out", "unknown error", "driver shutting down", "no cuda gpus are available",
    "device is unavailable", "illegal memory access", "fell off the bus", "ecc error",
)  # fmt: skip
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO}
_FULL_ON_WINDOWS = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL


def as_failure(
    error: BaseException, *, request: Request | None = None, folder: Path | None = None
) -> SketchMotionError:
    """Return the error to report for any exception.

    An unexpected one becomes an InternalError; its traceback goes to `engine.log` in `folder`.
    """
    if isinstance(error, SketchMotionError):
        return error
    if isinstance(error, KeyboardInterrupt):
        return Stopped("The engine was stopped.", hint="Resume: the job goes on from here.")
    if is_out_of_memory(error):
        return out_of_memory(request)
    if is_disk_full(error):
        return DiskFull(
            "The disk is full, so the result could not be written.",
            hint="Free some space and press Resume: the job goes on where it was.",
        )
    if isinstance(error, OSError) and error.errno in _REFUSED:
        return _named(error)
    if is_gpu_lost(error):
        return Stopped(
            "The graphics card doesn't answer any more.",
            hint="Close and open the program you draw in, then press Resume: the job goes on from "
            "here.",
        )
    if isinstance(error, ModuleNotFoundError) and not _is_ours(error.name):
        return BadInput(
            "The engine's Python lacks the package {package}.",
            package=error.name,
            hint="Install the engine again, or choose another Python for it.",
        )
    log = write_log(error, folder)
    return InternalError(
        "Something went wrong in the engine: {kind}: {why}",
        kind=type(error).__name__,
        why=error,
        hint=Message("{advice} The details are in {log}.", advice=_DEFECT, log=log)
        if log
        else _DEFECT,
    )


def _named(error: OSError) -> SketchMotionError:
    """Return what a disk that refuses or breaks is called wherever files are written."""
    try:
        with disk_errors_named(str(error.filename or "")):
            raise error
    except SketchMotionError as named:
        return named


def _is_ours(module: str | None) -> bool:
    return module is None or module.split(".")[0] in ("engine", "addon")


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether it is a MemoryError, or what torch or a loader of libraries says."""
    if isinstance(error, MemoryError):
        return True
    if isinstance(error, ImportError) and any(word in str(error).lower() for word in _LOADER_WORDS):
        return True
    torch = torch_if_loaded()  # None: then the error isn't torch's
    if torch is not None and isinstance(error, torch.OutOfMemoryError):
        return True
    text = str(error).lower()
    return isinstance(error, RuntimeError) and any(word in text for word in _MEMORY_WORDS)


def is_gpu_lost(error: BaseException) -> bool:
    """Return whether it is what torch raises when a graphics card is gone."""
    text = str(error).lower()
    of_card = any(word in text for word in ("cuda", "hip", "mps", "gpu"))
    return isinstance(error, RuntimeError) and of_card and any(word in text for word in _LOST_WORDS)


def is_disk_full(error: BaseException) -> bool:
    """Return whether the disk or the user's quota is full, also deep in a chain of errors."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and (
            seen.errno in _FULL or getattr(seen, "winerror", None) in _FULL_ON_WINDOWS
        ):
            return True
        if "no space left on device" in str(seen).lower():  # safetensors reports it as text
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def out_of_memory(request: Request | None) -> OutOfMemory:
    """Return the error for too little memory, with a smaller job to try as a button."""
    action: Action | None = None
    if request is not None and request.frames > _FEWEST_FRAMES:
        frames = max(_FEWEST_FRAMES, request.frames // 2)
        action = Action(Message("Try {frames} frames", frames=frames), {"frames": frames})
    elif request is not None and request.quality != "draft":
        action = Action("Try a draft", {"quality": "draft"})
    return OutOfMemory(
        "There was not enough memory for this job.",
        hint="Close other programs, or ask for fewer frames or for a draft.",
        action=action,
    )


def write_log(error: BaseException, folder: Path | None) -> Path | None:
    """Append the traceback to the log of the job folder, if there is one; else to stderr.

    Returns the path of the log, if it was written.
    """
    text = "".join(traceback.format_exception(error))
    if folder is not None:
        try:
            with (folder / LOG_NAME).open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            pass
        else:
            return folder / LOG_NAME
    sys.stderr.write(text)
    return None
