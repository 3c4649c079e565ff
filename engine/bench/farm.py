# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The farm: drafts on a Ray cluster of several nodes on this machine, against a plain loop.

A plain loop is as many processes as the cluster has nodes, each with its share of the folders. One
node is killed in mid-work where that is asked for. Every result is compared with the plain loop's,
byte by byte.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from addon.contract.drawing import Drawing
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.bench.measure import Numbers
from engine.farm.batch import job_folders
from engine.farm.dispatch import Dispatcher, Tally
from engine.farm.ledger import entries
from engine.farm.ray_cluster import RayCluster, ray_library

FRAMES = 12
STORE_BYTES = 100 << 20  # of each node: results are small
SAMPLE_S = 0.5
PATIENCE_S = 300.0
ROOT = Path(__file__).resolve().parents[2]
LOOP = (
    "import sys; from pathlib import Path; from engine.jobs.run import run_job\n"
    "for name in sys.argv[1:]: run_job(Path(name))"
)


@dataclass
class Spent:
    """Seconds by the clock, and of processors in all processes below this one."""

    clock: float = 0.0
    cpu: float = 0.0
    in_jobs: float = 0.0  # of processors, as the jobs' own processes say; of a farm alone


def bench_farm(sizes: Sequence[int], nodes: int, kill: bool) -> Numbers:
    """Measure batches of these sizes; `kill` lets a node die after a third of the last one."""
    values: dict[str, float] = {}
    notes: list[str] = []
    spent: list[tuple[int, Spent, Spent]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="bench-farm-") as place:
            plain_root, farm_root = Path(place) / "plain", Path(place) / "farm"
            make_drafts(plain_root, size)
            make_drafts(farm_root, size)
            plain = _plain(plain_root, nodes)
            kill_at = size // 3 if kill and size == sizes[-1] else None
            start, farm, tally = _on_cluster(farm_root, nodes, kill_at)
            farm.in_jobs = sum(entry.cpu_seconds for entry in entries(farm_root))
            spent.append((size, plain, farm))
            values |= _values(size, plain, start, farm)
            notes.append(check(plain_root, farm_root, tally, kill_at is not None))
    values |= _split(spent)
    return {"values": values, "notes": notes}


def make_drafts(root: Path, count: int) -> None:
    """Make job folders: drafts of a small fish, each with its own seed."""
    along = np.linspace(0, 2 * np.pi, 33)
    body = np.stack([256 + 120 * np.cos(along), 256 + 60 * np.sin(along)], 1)
    tail = np.array([[376, 256], [440, 210], [440, 302], [376, 256]], np.float64)
    points = np.concatenate([body, tail]).astype(np.float32)
    offsets = np.array([0, len(body), len(points)], np.int32)
    drawing = Drawing.build(points, offsets, canvas=(512.0, 512.0), object_names=("fish",))
    for seed in range(count):
        request = Request("the fish swims", frames=FRAMES, quality="draft", seed=seed)
        JobFolder.create(root / f"{seed:05d}", request, drawing)


def check(plain_root: Path, farm_root: Path, tally: Tally, killed: bool) -> str:
    """Return a line that says whether each job has one result, equal to the plain loop's."""
    folders = job_folders(farm_root)
    equal = sum(_result(folder) == _result(plain_root / folder.name) for folder in folders)
    noted = list(entries(farm_root))
    delivered = Counter(entry.job for entry in noted if entry.ended == "done")
    lost = sum(entry.ended == "lost" for entry in noted)
    machines = Counter(entry.machine for entry in noted if entry.ended == "done")
    return (
        f"{len(folders)} jobs: {tally.done} done, {equal} equal to the plain loop's, "
        f"{sum(n > 1 for n in delivered.values())} delivered twice, {lost} tries lost"
        f"{' with a node killed' if killed else ''}; by machine {sorted(machines.values())}"
    )


def _result(folder: Path) -> bytes:
    path = JobFolder(folder).animation_path
    return path.read_bytes() if path.is_file() else str(folder).encode()


def _values(size: int, plain: Spent, start: Spent, farm: Spent) -> dict[str, float]:
    return {
        f"{size} drafts, start of the cluster before, clock s": start.clock,
        f"{size} drafts, start of the cluster before, processor s": start.cpu,
        f"{size} drafts, plain loop, clock s": plain.clock,
        f"{size} drafts, farm, clock s": farm.clock,
        f"{size} drafts, plain loop, processor s": plain.cpu,
        f"{size} drafts, farm, processor s": farm.cpu,
        f"{size} drafts, farm / plain, clock": farm.clock / plain.clock,
        f"{size} drafts, farm / plain, processor": farm.cpu / plain.cpu,
        f"{size} drafts, with the start of the cluster / plain, clock": (
            (start.clock + farm.clock) / plain.clock
        ),
        f"{size} drafts, with the start of the cluster / plain, processor": (
            (start.cpu + farm.cpu) / plain.cpu
        ),
    }


def _split(batches: Sequence[tuple[int, Spent, Spent]]) -> dict[str, float]:
    """Return what each draft costs, and the rest (imports), from the smallest and largest batch.

    Nothing where all have one size.
    """
    ordered = sorted(batches, key=lambda batch: batch[0])
    small, large = ordered[0], ordered[-1]
    more = large[0] - small[0]
    if more == 0:
        return {}
    plain = (large[1].cpu - small[1].cpu) / more
    farm = (large[2].cpu - small[2].cpu) / more
    beside = [spent.cpu - spent.in_jobs for _, _, spent in (small, large)]
    return {
        "each more draft, plain loop, processor s": plain,
        "each more draft, farm, processor s": farm,
        "each more draft, farm / plain, processor": farm / plain,
        "each more draft, farm, beside the work itself, processor s": (beside[1] - beside[0])
        / more,
        "the rest, plain loop, processor s": small[1].cpu - small[0] * plain,
        "the rest, farm, processor s": small[2].cpu - small[0] * farm,
        "each more draft, farm / plain, clock": (
            (large[2].clock - small[2].clock) / (large[1].clock - small[1].clock)
        ),
    }


def _plain(root: Path, processes: int) -> Spent:
    folders = job_folders(root)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    with measured() as spent:
        running = [
            subprocess.Popen(
                [sys.executable, "-s", "-c", LOOP, *map(str, folders[number::processes])],
                env=environment,
            )
            for number in range(processes)
        ]
        for process in running:
            if process.wait() != 0:
                raise RuntimeError("the plain loop failed")
    return spent


def _on_cluster(root: Path, nodes: int, kill_at: int | None) -> tuple[Spent, Spent, Tally]:
    """Run the folders on a cluster of nodes with a processor each.

    Return what the start of the cluster took, what all after it took, and how the jobs ended.

    Its size is fixed, and nobody reads its logs: Ray's processes for that aren't started.
    """
    os.environ.setdefault("RAY_worker_niceness", "0")  # as the plain loop's
    _be_patient(ray_library(own_cluster=True))
    utils = importlib.import_module("ray.cluster_utils")
    with measured() as whole:
        with measured() as start:
            own: Any = {
                "num_cpus": 1,
                "object_store_memory": STORE_BYTES,
                "include_log_monitor": False,
            }
            machines = utils.Cluster()
            head = {**own, "include_dashboard": False, "no_monitor": True}
            others = [machines.add_node(**(own if n else head)) for n in range(nodes)][1:]
        victims = others[:1] if kill_at is not None else []

        def on_change(tally: Tally) -> None:
            if victims and kill_at is not None and tally.done >= kill_at:
                machines.remove_node(victims.pop(), allow_graceful=False)

        cluster = RayCluster(machines.address)
        try:
            tally = Dispatcher(root, cluster, on_change=on_change).run(job_folders(root))
        finally:
            cluster.close()
            machines.shutdown()
    return start, Spent(whole.clock - start.clock, whole.cpu - start.cpu), tally


def _be_patient(ray: Any) -> None:
    """Let Ray wait longer than 30 s for a node: a busy machine needs that."""
    services = ray._private.services
    ask = services.get_node

    def ask_patiently(*words: Any, **named: Any) -> Any:
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                return ask(*words, **named)
            except RuntimeError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)

    services.get_node = ask_patiently


@contextmanager
def measured() -> Iterator[Spent]:
    """Measure what happens inside, with all processes that are started; on Linux alone.

    The watching itself isn't counted.
    """
    spent, watch = Spent(), _Watch()
    started, own = time.perf_counter(), time.process_time()
    watch.start()
    try:
        yield spent
    finally:
        spent.clock = time.perf_counter() - started
        watch.end()
        spent.cpu = time.process_time() - own - watch.own + sum(watch.seconds.values())


class _Watch(threading.Thread):
    """Follows the processor seconds of all processes below this one, until they are gone."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seconds: dict[tuple[int, int], float] = {}  # by process id and start time
        self.own = 0.0  # processor seconds that the watching took
        self._end = threading.Event()

    def run(self) -> None:
        while not self._end.wait(SAMPLE_S):
            self._sample()
        self.own = time.thread_time()

    def end(self) -> None:
        self._end.set()
        self.join()
        self._sample()

    def _sample(self) -> None:
        """Add what is below this process now; what was once below it is followed to its end."""
        found = dict(_processes())
        ours = {pid for pid, _ in self.seconds} | {os.getpid()}
        grown = True
        while grown:
            below = {pid for pid, (parent, _, _) in found.items() if parent in ours}
            grown = not below <= ours
            ours |= below
        for pid in ours - {os.getpid()}:
            if pid in found:
                _, start, seconds = found[pid]
                self.seconds[pid, start] = seconds


def _processes() -> Iterator[tuple[int, tuple[int, int, float]]]:
    """Yield the processes: id, then parent, start time in ticks, processor seconds."""
    tick = os.sysconf("SC_CLK_TCK")
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        yield (
            int(path.parent.name),
            (
                int(words[1]),
                int(words[19]),
                (int(words[11]) + int(words[12])) / tick,
            ),
        )
