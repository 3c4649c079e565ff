# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fuzz, guided by coverage: libFuzzer keeps a damage that reaches new code, and damages it again.

    python -m tests.campaigns.coverage_fuzz [KIND ...] [--seconds S] [--seed N]

The kinds, their good files and what they may raise are those of the campaign "fuzz"; S seconds go
to each. Needs atheris beside the engine's packages. Exit code 1 when anything was found: the bytes
are kept in the working directory.
"""

from __future__ import annotations

import argparse
import importlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

MOST_S = 5
MOST_MEGABYTES = 1500  # with the program itself
CHILD = "--child"
FIGURES = re.compile(rb"stat::number_of_executed_units:\s*(\d+)")
REACHED = re.compile(rb"cov: (\d+)")


def fuzz_one(kind: str, folder: Path, options: list[str]) -> None:
    """Let libFuzzer work on a kind of file; ends the process."""
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["addon", "engine"]):
        errors: Any = importlib.import_module("addon.contract.errors")
        targets = importlib.import_module("tests.campaigns.fuzz_targets")
    target = targets.FILES[kind]
    corpus, case = folder / "corpus", folder / "case"
    corpus.mkdir()
    for number, data in enumerate(targets.seeds_of(target.seeds)):
        (corpus / f"{number}").write_bytes(data)

    def read(data: bytes) -> None:
        shutil.rmtree(case, ignore_errors=True)
        case.mkdir()
        try:
            target.read(case, data)
        except (errors.InternalError, errors.OutOfMemory):
            raise
        except errors.SketchMotionError:
            return

    atheris.Setup([sys.argv[0], str(corpus), *options], read)
    atheris.Fuzz()


def run(kind: str, seconds: int, seed: int) -> bool:
    """Fuzz a kind in a process of its own, and tell what came of it; False for a finding."""
    with tempfile.TemporaryDirectory() as folder:
        options = [
            f"-max_total_time={seconds}", f"-seed={seed}", f"-timeout={MOST_S}",
            f"-rss_limit_mb={MOST_MEGABYTES}", "-print_final_stats=1", "-verbosity=1",
            f"-artifact_prefix=found-{kind.replace(' ', '-')}-",
        ]  # fmt: skip
        words = [sys.executable, "-m", "tests.campaigns.coverage_fuzz", CHILD, kind, folder]
        ended = subprocess.run([*words, *options], capture_output=True)
    told = ended.stderr + ended.stdout
    runs = [int(number) for number in FIGURES.findall(told)]
    cover = [int(number) for number in REACHED.findall(told)]
    reached = f"{cover[0]} to {max(cover)} places" if cover else "no coverage told"
    state = "nothing found" if ended.returncode == 0 else f"FOUND, exit code {ended.returncode}"
    print(f"{kind}: {sum(runs)} damaged files, {reached}, {state}", flush=True)
    if ended.returncode != 0:
        print(told[-3000:].decode(errors="replace"), flush=True)
    return ended.returncode == 0


def main() -> int:
    if sys.argv[1:2] == [CHILD]:
        fuzz_one(sys.argv[2], Path(sys.argv[3]), sys.argv[4:])
    targets = importlib.import_module("tests.campaigns.fuzz_targets")
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    kinds = list(targets.FILES)
    told = "; ".join(kinds)
    parser.add_argument("kinds", nargs="*", default=kinds, metavar="KIND", help=told)
    parser.add_argument("--seconds", type=int, default=20, help="for each kind")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for kind in options.kinds:  # argparse's `choices` would refuse to be given none
        if kind not in kinds:
            parser.error(f"{kind!r} is none of the kinds: {told}")
    whole = [run(kind, options.seconds, options.seed) for kind in options.kinds]
    return 0 if all(whole) else 1


if __name__ == "__main__":
    sys.exit(main())
