# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that trains what suggestions come from: `python -m engine train sketches`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from engine.clean.projection.autoencoder import FILE_NAME, save_autoencoder
from engine.clean.projection.bank import FILE_NAME as BANK
from engine.clean.projection.sketch_lines import SketchLines
from engine.training.colour.icons import SETS, fetch_sets, in_order
from engine.training.colour.pairs import prepared_pairs
from engine.training.options import loop_settings, print_line
from engine.training.projection.run import EVALUATION_STEPS, bank_of, sketch_loop
from engine.training.projection.sketches import (
    OWN,
    fields_of,
    read_sketches,
    sketches_of,
    write_sketches,
)
from engine.training.rig.shards import Shard, write_shard

STEPS = 3000  # of a run, where nothing is said
KINDS = ("learned", "held_back")
HELD_BACK_SEED = 1 << 21  # far from the seeds that people choose
ICON_SIDE = 128  # of their pictures in colour; those of their lines have twice as many pixels
#: Drawings under these may be shown to everybody as a reference: nobody who draws after one owes
#: more than its author's name in this program.
SHOWN = ("MIT", "Apache-2.0")


def main(arguments: Sequence[str]) -> int:
    """Draw sketches, train, and write weights and bank; the same command resumes a run."""
    parser = argparse.ArgumentParser(
        prog="python -m engine train sketches", description="Train what Suggest knows."
    )
    add = parser.add_argument
    names = [one.name for one in SETS]
    add("--out", type=Path, required=True, metavar="DIR", help="sketches, checkpoint, weights")
    add("--art", type=Path, metavar="DIR", help="icon sets; fetched by npm where it lacks them")
    add("--sets", nargs="+", choices=names, default=names, metavar="NAME", help="icon sets to use")
    add("--figures", type=int, default=2500, metavar="N", help="drawn by the program")
    add("--held-back", type=int, default=300, metavar="N", help="figures to measure on")
    add("--minutes", type=float, default=0.0, metavar="M", help="length of the run by the clock")
    add("--steps", type=int, default=0, help=f"length of the run ({STEPS} without --minutes)")
    add("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    learned, held_back = sketches(options)
    settings = loop_settings(options, STEPS, EVALUATION_STEPS)
    drawn = {
        "figures": options.figures,
        "held-back": options.held_back,
        "sets": " ".join(in_order(options.sets)),
    }
    loop = sketch_loop(options.out, fields_of(learned), fields_of(held_back), settings, drawn)
    loop.run(print_line)
    network = loop.task.averaged_network()
    save_autoencoder(options.out / FILE_NAME, network, network.state_dict())
    bank_of(network, shown(learned)).write(options.out / BANK)
    print_line("done")
    return 0


def sketches(
    options: argparse.Namespace,
) -> tuple[dict[str, SketchLines], dict[str, SketchLines]]:
    """Return the sketches to learn from and those held back; they are drawn the first time."""
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    sets = in_order(options.sets)
    wanted = ((options.seed, options.figures), (HELD_BACK_SEED, options.held_back))
    names = ["_".join([str(seed), str(count), *sets]) for seed, count in wanted]
    paths = [out / f"{kind}_{n}.safetensors" for kind, n in zip(KINDS, names, strict=True)]
    if not all(path.is_file() for path in paths):
        art = options.art or out / "art"
        fetch_sets(art, sets)
        icons = prepared_pairs(art, out, sets, ICON_SIDE).split()
        for path, (seed, count), own in zip(paths, wanted, icons, strict=True):
            shard = out / f"figures_{seed}_{count}.npz"
            if not shard.is_file():
                write_shard(shard, seed, 0, count)
            write_sketches(path, sketches_of(Shard.read(shard), [own]))
    return read_sketches(paths[0]), read_sketches(paths[1])


def shown(known: dict[str, SketchLines]) -> dict[str, SketchLines]:
    """Return the drawings that may be shown: the program's own, and icons by their licence."""
    sources = {OWN, *(one.name for one in SETS if one.licence in SHOWN)}
    return {
        part: lines.part([n for n, source in enumerate(lines.sources) if source in sources])
        for part, lines in known.items()
    }
