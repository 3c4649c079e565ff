# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an animator is told of a lost graphics card and of a disk that refuses or breaks."""

from __future__ import annotations

import errno

import pytest

from addon.contract.errors import BadInput, DiskFull, InternalError, Stopped
from engine.runtime.failure import as_failure


@pytest.mark.parametrize(
    "text",
    [
        "CUDA error: unspecified launch failure",
        "CUDA error: the launch timed out and was terminated",
        "HIP error: device is unavailable",
        "No CUDA GPUs are available",
    ],
)
def test_a_lost_graphics_card_can_be_tried_again(text) -> None:
    failure = as_failure(RuntimeError(text))
    assert isinstance(failure, Stopped) and failure.exit_code == 4
    assert "graphics card" in failure.message


def test_another_error_of_torch_is_a_defect() -> None:
    assert isinstance(as_failure(RuntimeError("CUDA kernels got unknown shapes")), InternalError)
    assert isinstance(as_failure(RuntimeError("unknown error in a layer")), InternalError)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO])
def test_a_disk_that_refuses_is_named(number) -> None:
    failure = as_failure(OSError(number, "no", "/jobs/a/preview/000001.webp"))
    assert isinstance(failure, BadInput)
    assert "000001.webp could not be written" in failure.message


def test_a_full_disk_stays_one() -> None:
    assert isinstance(as_failure(OSError(errno.ENOSPC, "no")), DiskFull)
