# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fuzz campaign's good files are good, its limits work, and a short run finds nothing."""

from __future__ import annotations

import pytest

from addon.contract.errors import SketchMotionError
from tests.campaigns.fuzz_targets import FILES, seeds_of

#: Kinds of which some good files are refused on purpose: paths out of a wheel, foreign requests.
REFUSED = {"wheel", "events"}


@pytest.mark.parametrize("name", list(FILES))
def test_good_files_are_read(name, tmp_path) -> None:
    read = 0
    for number, data in enumerate(seeds_of(FILES[name].seeds)):
        folder = tmp_path / str(number)
        folder.mkdir()
        try:
            FILES[name].read(folder, data)
            read += 1
        except SketchMotionError as error:
            assert name in REFUSED, error
    assert read or name in REFUSED
