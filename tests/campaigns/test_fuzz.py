# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fuzz campaign's good files are good, its limits work, and a short run finds nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from addon.contract.errors import SketchMotionError
from tests.campaigns import fuzz
from tests.campaigns.campaign import CaseResult, State, run
from tests.campaigns.fuzz import Fuzz
from tests.campaigns.fuzz_targets import FILES, seeds_of

ROOT = Path(__file__).resolve().parents[2]
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


def test_a_short_run_finds_nothing() -> None:
    campaign = Fuzz(seed=7)
    try:
        state = run(campaign, State("fuzz", 7), cases=150, seconds=60.0)
    finally:
        campaign.close()
    assert state.next > 0
    assert state.failures == 0, state.summary()


@pytest.mark.parametrize(
    ("code", "answers"),
    [("print(1, flush=True); input()", True), ("input()", False), ("while True: pass", False)],
)
def test_a_worker_hangs_that_sleeps_or_works_without_an_end(
    code: str, answers: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzz, "LOOK_S", 0.02)
    monkeypatch.setattr(fuzz, "PATIENCE_S", 60.0 if answers else 0.5)
    monkeypatch.setattr(fuzz, "MOST_CPU_S", 60.0 if answers else 0.5)
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe) as worker:
        try:
            assert fuzz.answers(worker) == answers
        finally:
            worker.kill()


def test_what_leaves_the_folder_is_seen(tmp_path) -> None:
    (tmp_path / "inside").mkdir()
    code = (
        "import sys, pathlib, subprocess; from tests.campaigns.fuzz_worker import Guard\n"
        "inside = pathlib.Path(sys.argv[1]); guard = Guard(inside); guard.on = True\n"
        "(inside / 'a').write_text('x'); assert not guard.seen\n"
        "(inside / '../b').write_text('x'); (inside / 'a').rename(inside.parent / 'c')\n"
        "subprocess.run(['true']); print(len(guard.seen))\n"
    )
    words = [sys.executable, "-c", code, str(tmp_path / "inside")]
    answer = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert int(answer.stdout) >= 3, answer.stderr


def test_a_state_goes_on_where_it_stopped(tmp_path) -> None:
    class Counting:
        def case(self, number, chance) -> CaseResult:
            return CaseResult("x", f"{chance.random():.9f}", "broken" if number == 2 else "")

        def close(self) -> None:
            pass

    file = tmp_path / "state.json"
    whole = run(Counting(), State("x", 1), cases=5, seconds=60.0)
    run(Counting(), State("x", 1), cases=2, seconds=60.0, file=file)
    state = run(Counting(), State.read(file, "x", 1), cases=5, seconds=60.0, file=file)
    assert (state.counts, state.findings) == (whole.counts, whole.findings)
    assert (state.failures, state.next) == (1, 5)
    with pytest.raises(ValueError, match="seed"):
        State.read(file, "x", 2)
