# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a lock to wheels in a folder: which file fits, where it is, and bringing it here."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ....contract.errors import BadInput, Cancelled, FormatError, SketchMotionError
from ....contract.files import remove_file
from ..cancellation import StopSign
from .download import Remote, download
from .lock_files import Lock, LockedFile, LockedPackage
from .package_index import Sources, files_in, files_of
from .web import NotThere, Unreachable, Web, host_of
from .wheel_tags import Target, best, parse, same_version

#: done bytes, total bytes, step, steps, file
OnProgress = Callable[[int, int, int, int, str], None]


@dataclass(frozen=True)
class Wanted:
    """A package and the very wheel that fits; `file` is None where the lock names none."""

    package: LockedPackage
    file: LockedFile | None

    @property
    def bytes(self) -> int:
        """About how large it is; exact where one wheel serves all."""
        return self.package.about_bytes

    def here(self, folder: Path) -> Path | None:
        """The wheel in a folder, by its name; it is not looked into."""
        if self.file is not None:
            path = folder / self.file.name
            return path if path.is_file() else None
        names = {item.name: item for item in files_in(folder)}
        found = [name for name in names if is_of(name, self.package)]
        return folder / sorted(found)[-1] if found else None


def is_of(file_name: str, package: LockedPackage) -> bool:
    """Whether a wheel is of this package, version and label."""
    wheel = parse(file_name)
    if wheel is None or wheel.name != package.name:
        return False
    label = wheel.version.partition("+")[2]
    return same_version(wheel.version, package.version) and (
        not package.label or label == package.label
    )


def wanted_of(lock: Lock, target: Target) -> tuple[Wanted, ...]:
    """The wheels of a lock for one Python. Raises BadInput where one doesn't exist."""
    found = []
    for package in lock.packages:
        name = best((file.name for file in package.files), target)
        file = next((file for file in package.files if file.name == name), None)
        if package.files and file is None:
            version = ".".join(map(str, target.python))
            raise BadInput(
                "{name} {version} is not made for Python {python} here.",
                name=package.name,
                version=package.version,
                python=version,
                hint="Choose another Python in the set-up's settings.",
            )
        found.append(Wanted(package, file))
    return tuple(found)


@dataclass
class WheelFinder:
    """Finds and brings wheels. An index that doesn't answer is asked only once."""

    sources: Sources
    web: Web
    stop: StopSign
    target: Target
    _silent: dict[str, SketchMotionError] = field(default_factory=dict)

    def bring(self, wanted: Sequence[Wanted], folder: Path, on_progress: OnProgress) -> list[Path]:
        """All wheels, in `folder`. Raises what `download` raises. Blocks."""
        total = sum(item.bytes for item in wanted)
        done = 0
        paths: list[Path] = []
        for step, item in enumerate(wanted):
            name = f"{item.package.name} {item.package.version}"
            report = _reporter(on_progress, done, total, item.bytes, step, len(wanted), name)
            path = self._bring_one(item, folder, report)
            paths.append(path)
            done += path.stat().st_size
            total += path.stat().st_size - item.bytes
        on_progress(done, done, len(wanted), len(wanted), "")
        return paths

    def _bring_one(self, item: Wanted, folder: Path, on_bytes: Callable[[int], None]) -> Path:
        if item.file is None:
            there = item.here(folder)
            if there is not None and best([there.name], self.target):
                on_bytes(there.stat().st_size)
                return there
        trouble: SketchMotionError | None = None
        for remote in self._places(item):
            path = folder / remote.name
            try:
                download(remote, path, self.web, stop=self.stop, on_bytes=on_bytes)
                if not remote.sha256:
                    refuse_damaged(path)
                return path
            except Cancelled:
                raise
            except (NotThere, FormatError, Unreachable) as error:
                trouble = error  # another source may have it
        raise trouble or self._missing(item)

    def _places(self, item: Wanted) -> Iterable[Remote]:
        """Where the wheel can be had, best first. Asks one index after the other, as needed."""
        package = item.package
        for folder in self.sources.folders:
            yield from self._fitting(item, files_in(folder))
        if self.sources.offline:
            return
        own = (self.sources.torch_index,) if package.index else ()
        for index in dict.fromkeys((*own, *self.sources.indexes)):
            if index in self._silent:
                continue
            try:
                files = files_of(package.name, index, self.web, self.stop)
            except NotThere:
                continue
            except Cancelled:
                raise
            except SketchMotionError as error:
                self._silent[index] = error
                continue
            yield from self._fitting(item, files)

    def _fitting(self, item: Wanted, files: Sequence[Remote]) -> list[Remote]:
        if item.file is not None:
            wanted = item.file
            return [
                replace(remote, sha256=wanted.sha256)
                for remote in files
                if remote.name == wanted.name and remote.sha256 in ("", wanted.sha256)
            ]
        mine = {remote.name: remote for remote in files if is_of(remote.name, item.package)}
        name = best(mine, self.target)
        return [mine[name]] if name else []

    def _missing(self, item: Wanted) -> SketchMotionError:
        name = item.file.name if item.file else f"{item.package.name} {item.package.version}"
        if self._silent and not self.sources.offline:
            index, error = next(iter(self._silent.items()))
            if isinstance(error, Unreachable):
                return Unreachable(
                    "{name} can't be had: {why}", name=name, why=error.message, hint=error.hint
                )
            return BadInput(
                "{name} can't be had from {host}: {why}",
                name=name,
                host=host_of(index),
                why=error.message,
            )
        places = ", ".join(self.sources.describe()) or "nowhere"
        return BadInput(
            "{name} was not found (looked in: {places}).",
            name=name,
            places=places,
            hint="Add it to the folder of wheels."
            if self.sources.offline
            else "Check the mirror, or name a folder of wheels.",
        )


def _reporter(
    on_progress: OnProgress, done: int, total: int, size: int, step: int, steps: int, name: str
) -> Callable[[int], None]:
    """Progress of all, from that of one file, which may turn out larger than was thought."""

    def report(count: int) -> None:
        on_progress(done + count, total + max(0, count - size), step, steps, name)

    return report


def refuse_damaged(wheel: Path) -> None:
    """Removes a wheel without a known hash that is no whole zip file. Raises FormatError."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            damaged = archive.testzip()
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        remove_file(wheel)
        raise FormatError(
            "{file} is damaged: {why}.", file=wheel.name, why=error, hint="Get it again."
        ) from error
    if damaged is not None:
        remove_file(wheel)
        raise FormatError(
            "{file} is damaged at {place}.", file=wheel.name, place=damaged, hint="Get it again."
        )


def remove_other_wheels(folder: Path, keep: Iterable[Path]) -> None:
    """Removes downloads that the present set doesn't need."""
    kept = {path.name for path in keep}
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name not in kept and path.name.endswith((".whl", ".part")):
                remove_file(path)
